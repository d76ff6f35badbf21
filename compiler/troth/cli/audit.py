"""`troth audit`: what a log of contacts says of a policy."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import click

from troth.audit.log_findings import log_findings
from troth.audit.mapping import LogMapping
from troth.audit.mapping_read import read_mapping
from troth.audit.read_files import open_logs
from troth.audit.read_plain import read_files
from troth.audit.read_text import LogRefused
from troth.audit.ready import ready_mappings
from troth.audit.suggest import suggest
from troth.audit.survey import Surveyor
from troth.calendars.workdays import WorkCalendar
from troth.cli.output import FINDINGS, load_sound, say, tell, wrong
from troth.diagnostics import Diagnostic
from troth.model.policy import Policy
from troth.report.findings import finding_text
from troth.wording.style import plural

_MAP = f"What the columns mean: a file, or one that is ready: {', '.join(ready_mappings())}."


@click.command()
@click.argument("policy", metavar="POLICY")
@click.argument("logs", metavar="LOG...", nargs=-1, required=True)
@click.option("--map", "mapping", metavar="FILE", default="mapping.yml", help=f"{_MAP} Default: mapping.yml.")
@click.option("--suggest-map", is_flag=True, help="Write a first mapping for these logs, and judge nothing.")
@click.option("--check", is_flag=True, help="Read the mapping and the logs, and judge nothing.")
def audit(policy: str, logs: tuple[str, ...], mapping: str, suggest_map: bool, check: bool) -> None:
    """Read logs of contacts by a mapping, and say what in them cannot be read or looks wrong.

    LOG is a file of CSV, JSON Lines, Excel or Parquet, or a pattern of such files.
    """
    one = load_sound([policy])[0]
    if one.policy is None or one.calendar is None:
        wrong(f"`{policy}` promises no deadline", "give a policy with a calendar")
    try:
        if suggest_map:
            say(suggest(logs, one.policy).removesuffix("\n"))
            return
        if not check:
            wrong("contacts are not judged yet", "read the logs with `--check`")
        _check(logs, _read(mapping, one.policy), one.calendar)
    except LogRefused as problem:
        _stop(problem.findings)


def _read(name: str, policy: Policy) -> LogMapping:
    ready = ready_mappings()
    if name in ready and not Path(name).is_file():
        mapping, found = read_mapping(ready[name], name, policy, ready=True)
    else:
        try:
            text = Path(name).read_bytes().decode("utf-8-sig")
        except OSError as problem:
            wrong(f"the mapping `{name}` cannot be read: {problem.strerror}", "write one with `--suggest-map`")
        except UnicodeDecodeError:
            wrong(f"the mapping `{name}` is not plain text in UTF-8", "save it as UTF-8", "T704")
        mapping, found = read_mapping(text, name, policy)
    if mapping is None:
        _stop(found)
    _show(found)
    return mapping


def _check(logs: tuple[str, ...], mapping: LogMapping, calendar: WorkCalendar) -> None:
    files = open_logs(logs, mapping)
    surveyor = Surveyor(tuple(str(file.path) for file in files), mapping.is_long)
    for row in read_files(files, mapping, calendar):
        surveyor.add(row)
    survey = surveyor.survey()
    found = log_findings(survey, mapping, files, calendar)
    if any(one.is_error for one in found):
        _stop(found)
    _show(found)
    tell(f"{plural(survey.read, 'contact')} read: {survey.judged:,} can be judged, {survey.rejected:,} are rejected")


def _show(found: tuple[Diagnostic, ...]) -> None:
    for finding in found:
        tell(finding_text(finding, ""))


def _stop(found: tuple[Diagnostic, ...]) -> NoReturn:
    _show(found)
    raise SystemExit(FINDINGS)
