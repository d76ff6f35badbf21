"""`troth audit`: logs of contacts judged by a policy: what was met, missed, is about to be, or cannot be known."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import click

from troth.audit.asked import Asked
from troth.audit.engines import (
    ENGINES,
    Engine,
    InDuckDB,
    asked_of,
    counted,
    engine_named,
    findings_of,
    has_duckdb,
)
from troth.audit.mapping import LogMapping
from troth.audit.read_files import find_logs
from troth.audit.read_text import LogRefused
from troth.audit.ready import named_mapping, ready_mappings, ready_text, remedied
from troth.audit.results_file import WRITERS
from troth.audit.suggest import completed, suggest
from troth.audit.summary import exit_code, summarise
from troth.audit.suppress import THRESHOLD
from troth.cli.as_of import as_of_instant
from troth.cli.audit_files import Published, audited, plain_text, published
from troth.cli.audit_why import compare, explain, explain_both, refuse_what_is_of_one
from troth.cli.output import FINDINGS, RESULT, load_sound, say, say_json, tell, wrong
from troth.cli.progress import Steps
from troth.diagnostics import Diagnostic
from troth.project import Compiled
from troth.report.audited import audit_data, summary_view
from troth.report.findings import finding_text
from troth.wording.style import plural
from troth.writing import scratch_beside

_MAP = f"What the columns mean: a file, or one that is ready: {', '.join(ready_mappings())}."
_PLAIN_FOR = 100_000
_OF_AS_OF = "T725"
"""The finding on what lies after as-of."""


@click.command()
@click.argument("policy", metavar="POLICY")
@click.argument("logs", metavar="[NEW] LOG...", nargs=-1, required=True)
@click.option("--map", "mapping", metavar="FILE", default="mapping.yml", help=f"{_MAP} Default: mapping.yml.")
@click.option(
    "--suggest-map",
    is_flag=True,
    help="Write a first mapping for these logs, and judge nothing; with `--map zendesk`, that one and what the policy "
    "still asks for.",
)
@click.option("--check", is_flag=True, help="Read the mapping and the logs, and judge nothing.")
@click.option(
    "--as-of", metavar="DATE", help="As of when the statuses are: a date (its end) or an instant. Default: now."
)
@click.option(
    "--out", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="Where results and pages go."
)
@click.option(
    "--results",
    type=click.Choice([suffix.removeprefix(".") for suffix in WRITERS]),
    default="csv",
    help="The form of the file of results: a row for each promise of each contact. Default: csv.",
)
@click.option("--notes", metavar="FILE", help="Why promises were missed, in your words: month → promise → reason.")
@click.option(
    "--hide-below",
    metavar="N",
    type=click.IntRange(1),
    default=THRESHOLD,
    help=f"On public pages, hide numbers of contacts that are smaller. Default: {THRESHOLD}.",
)
@click.option("--explain", "contact", metavar="CONTACT", help="The whole reason for one contact of the log, by its id.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="DuckDB (the extra `audit`; the default where it is there and the log is not small), or Python alone. "
    "Both give the same.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="End with 1 also where it cannot be known whether a target was met, or a row was rejected.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the summary is written."
)
def audit(policy: str, logs: tuple[str, ...], mapping: str, suggest_map: bool, check: bool, **given: Any) -> None:
    """Judge logs of contacts: each promise of each contact, and whether the targets were met.

    LOG is a file of CSV, JSON Lines, Excel or Parquet, or a pattern of such files. With a second policy, NEW, the log
    is judged under both, and what changes is said, and left by --out. Ends with 1 where a target of one policy was
    missed.
    """
    one = _compiled(policy)
    assert one.policy is not None
    assert one.calendar is not None
    other, of_other = (_compiled(logs[0]), logs[0]) if len(logs) > 1 and _is_policy(logs[0]) else (None, "")
    if other is not None:
        refuse_what_is_of_one()
        logs = logs[1:]
    try:
        asked = Asked(
            one.policy, one.calendar, one.fingerprints, as_of_instant(given["as_of"], one.calendar), frozenset()
        )
        if suggest_map:
            ready = ready_text(mapping)
            first = suggest if ready is None else partial(completed, ready)
            say(first(logs, one.policy, asked.asked_for).removesuffix("\n"))
            return
        means = _read(mapping, one, other)
        meant = None if other is None else _read(mapping, other, one)
        told = published(given["notes"], one.policy, given["hide_below"])
        steps = Steps()
        with _engine(given["engine"], logs, means, asked, given["out"], steps) as (engine, scratch):
            has_as_of = not check or given["as_of"] is not None
            found = _looked_at(engine, means, given["out"], steps, has_as_of=has_as_of)
            if other is not None and meant is not None:
                assert other.policy is not None
                assert other.calendar is not None
                newer = Asked(other.policy, other.calendar, other.fingerprints, asked.as_of, frozenset())
                with _engine(given["engine"], logs, meant, newer, given["out"], steps) as (new, _):
                    _looked_at(new, meant, given["out"], steps, found, has_as_of=has_as_of)
                    if not check:
                        _compare(engine, new, (policy, of_other), scratch, given)
            elif check:
                return
            elif given["contact"] is not None:
                explain(given["contact"], engine, given["form"])
            else:
                _judge(engine, found, asked_of(asked, means), told, scratch, given, steps)
    except LogRefused as problem:
        _stop(problem.findings)


def _compiled(policy: str) -> Compiled:
    one = load_sound([policy])
    if len(one) > 1:
        wrong(f"`{policy}` holds {len(one)} policies", "name one of them")
    if one[0].policy is None or one[0].calendar is None:
        wrong(f"`{policy}` promises no deadline", "give a policy with a calendar")
    return one[0]


def _is_policy(name: str) -> bool:
    """Is this another policy, rather than a log?"""
    path = Path(name)
    return path.suffix == ".policy" or path.is_dir() or (not path.exists() and (Path("policies") / name).is_dir())


def _read(name: str, one: Compiled, other: Compiled | None) -> LogMapping:
    """The mapping as one policy has it; `other`: by which the log is judged too."""
    assert one.policy is not None
    text_of = partial(plain_text, what="mapping", otherwise="write one with `--suggest-map`")
    mapping, found = named_mapping(name, one.policy, text_of, None if other is None else other.policy)
    if mapping is None:
        _stop(found)
    _show(found)
    return mapping


@contextmanager
def _engine(
    name: str | None, logs: tuple[str, ...], mapping: LogMapping, asked: Asked, out: Path | None, steps: Steps
) -> Iterator[tuple[Engine, Path]]:
    """The log in an engine, with a folder for what it puts aside: on the disk of `out`, if there is one."""
    if name == "duckdb" and not has_duckdb():
        wrong("DuckDB, NumPy or pyarrow is not here", "`pip install 'troth[audit]'`, or `--engine plain`")
    with ExitStack() as stack:
        with _writing(out):
            aside = tempfile.TemporaryDirectory() if out is None else scratch_beside(out)
            path = Path(str(stack.enter_context(aside)))
            megabytes = sum(log.stat().st_size for log in find_logs(logs)) // 1_000_000
            with steps.step("MB read", megabytes):
                engine = engine_named(name or "", logs, mapping, asked, path, steps.heard)
        yield engine, path


@contextmanager
def _writing(out: Path | None) -> Iterator[None]:
    """Within it, a disk that is full ends the command."""
    try:
        yield
    except OSError as problem:
        if problem.errno is None:  # not of the system
            raise
        where = problem.filename or (tempfile.gettempdir() if out is None else out)
        wrong(f"`{where}` cannot be written: {problem.strerror}", "nothing was put in place; make room, and try again")


def _looked_at(
    engine: Engine,
    mapping: LogMapping,
    out: Path | None,
    steps: Steps,
    said: tuple[Diagnostic, ...] | None = None,
    *,
    has_as_of: bool,
) -> tuple[Diagnostic, ...]:
    """Say what is wrong with the log, and stop where that refuses it.

    `said`: what was said of it by the mapping of the older policy. `has_as_of`: is it asked as of an instant? `--check`
    judges nothing, and is so only where one is given: then what it says does not depend on today.
    """
    with _writing(out), steps.step("contacts looked at", engine.rows):
        found = tuple(one for one in findings_of(engine, mapping, engine.asked) if has_as_of or one.code != _OF_AS_OF)
    fresh = tuple(one for one in found if one not in (said or ()))
    if any(one.is_error for one in fresh):
        _stop(fresh)
    _show(fresh)
    if said is None:
        survey = engine.survey
        tell(f"{plural(survey.read, 'contact')} read: {survey.judged:,} can be judged, {survey.rejected:,} rejected")
    return found


def _judge(
    engine: Engine,
    found: tuple[Diagnostic, ...],
    asked: Asked,
    told: Published,
    scratch: Path,
    given: dict[str, Any],
    steps: Steps,
) -> None:
    if given["engine"] is None and not isinstance(engine, InDuckDB) and engine.survey.read > _PLAIN_FOR:
        tell("Python judges some thousands of contacts a second; `pip install 'troth[audit]'` makes it much quicker")
    out = given["out"]
    judged = engine.survey.judged
    with _writing(out):
        if out is None or isinstance(engine, InDuckDB):
            with steps.step("contacts judged", judged) as bar:
                counted(engine, bar.to)
        if out is not None:
            with steps.step("contacts written", judged) as bar:
                audited(engine, asked, found, told, bar.to, scratch, out, given["results"])
    tally = engine.tally()
    summary = summarise(tally, asked.policy, asked.as_of, asked.fingerprints)
    if given["form"] == "json":
        say_json(audit_data(summary, found))
    else:
        say(summary_view(summary, asked.calendar.clock, RESULT.width).append("\n"))
    if out is not None:
        tell(f"{out}: results.{given['results']}, rejected.csv, summary.json; pages in internal/ and public/")
    raise SystemExit(exit_code(summary, strict=given["strict"]))


def _compare(old: Engine, new: Engine, names: tuple[str, str], scratch: Path, given: dict[str, Any]) -> None:
    """What changes for a log from one policy to another, or why for one contact."""
    if given["contact"] is not None:
        explain_both(given["contact"], old, new, names, given["form"])
        return
    with _writing(given["out"]):
        compare(old, new, given["form"], given["out"], scratch)


def _show(found: tuple[Diagnostic, ...]) -> None:
    for finding in remedied(found):
        tell(finding_text(finding, ""))


def _stop(found: tuple[Diagnostic, ...]) -> NoReturn:
    _show(found)
    raise SystemExit(FINDINGS)
