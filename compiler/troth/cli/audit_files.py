"""What `troth audit --out DIR` leaves: results, rejected rows, the summary and the report's pages, all or nothing."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from troth.audit.asked import Asked
from troth.audit.engines import Engine
from troth.audit.misses import Misses
from troth.audit.notes import Notes, read_notes
from troth.audit.own_files import OWN_FILES, left_over, listed
from troth.audit.pages import report_files
from troth.audit.report import Told, report_data, unused_notes
from troth.audit.result_row import ResultRow
from troth.audit.results_file import NoExtra, TooManyRows, write_rejected, write_results
from troth.audit.summary import summarise
from troth.audit.tally import Tally
from troth.cli.output import FINDINGS, tell, wrong
from troth.diagnostics import Diagnostic
from troth.model.policy import Policy
from troth.report.audited import audit_data
from troth.report.findings import finding_text
from troth.wording.style import plural
from troth.writing import Content, NotAtOnce, only_writer, put_in_place, put_one_by_one


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What the pages are told: why promises were missed, and below which number of contacts nothing is public."""

    notes: Notes
    hide_below: int


def plain_text(name: str, what: str, otherwise: str) -> str:
    """The text of a file that the command was given; exits where it is none."""
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except OSError as problem:
        wrong(f"the {what} `{name}` cannot be read: {problem.strerror}", otherwise)
    except UnicodeDecodeError:
        wrong(f"the {what} `{name}` is not plain text in UTF-8", "save it as UTF-8", "T704")


def published(notes: str | None, policy: Policy, hide_below: int) -> Published:
    """The notes of a file; exits where it cannot be read or does not fit the policy."""
    if notes is None:
        return Published(notes={}, hide_below=hide_below)
    text = plain_text(notes, "file of notes", "name a file of reasons, month by month")
    found, findings = read_notes(text, notes, [promise.id for promise in policy.promises()])
    for finding in findings:
        tell(finding_text(finding, text))
    if any(finding.is_error for finding in findings):
        raise SystemExit(FINDINGS)
    return Published(notes=found, hide_below=hide_below)


def audited(
    engine: Engine,
    asked: Asked,
    found: Iterable[Diagnostic],
    told: Published,
    done: Callable[[int], None],
    scratch: Path,
    out: Path,
    kind: str,
) -> Tally:
    """Judge the log and put everything in place in one step, or nothing. Raises OSError.

    `found`: in the log. `scratch`: a folder on the disk of `out`. `kind`: of the file of results.
    """
    misses = Misses([promise.id for promise in asked.policy.promises()])
    results, rejected = scratch / f"results.{kind}", scratch / "rejected.csv"

    def rows() -> Iterator[ResultRow]:
        for _, _, row in engine.judge(done):
            misses.add(row)
            yield row

    try:
        write_results(results, rows(), asked.recorded)
        write_rejected(rejected, engine.rejected())
        tally = engine.tally()
        files: dict[str, Content] = {results.name: results, rejected.name: rejected}
        files |= _pages(tally, asked, found, told, misses)
    except NoExtra as problem:
        wrong(str(problem))
    except TooManyRows as problem:
        wrong(str(problem))
    put(out, files)
    return tally


def put(out: Path, files: dict[str, Content]) -> None:
    """Put the files of an audit in place, with the list of them; those that only an earlier one left are gone.

    Raises OSError.
    """
    *most, last = files
    every: dict[str, Content] = {name: files[name] for name in most}
    every |= {OWN_FILES: listed(files), last: files[last]}
    with only_writer(out):
        gone = list(left_over(out, every))
        put_together(out, every, gone)
    if gone:
        tell(f"{out}: {plural(len(gone), 'file')} removed that an earlier audit left and this one does not")


def put_together(out: Path, files: dict[str, Content], gone: Collection[str] = ()) -> None:
    """Put files in place, and remove those that are `gone`, in one step where there is one. Raises OSError."""
    try:
        put_in_place(out, files, gone=gone)
    except NotAtOnce as problem:
        put_one_by_one(out, files, gone=gone)
        tell(f"note: {out} was written file by file, {[*files][-1]} last, and not in one step: {problem}")


def _pages(
    tally: Tally, asked: Asked, findings: Iterable[Diagnostic], told: Published, misses: Misses
) -> dict[str, Content]:
    """The report for those within, with the contacts; the public one, without; and the summary."""
    policy = asked.policy
    summary = summarise(tally, policy, asked.as_of, asked.fingerprints)
    found: dict[str, Content] = {}
    reports = {
        "internal": Told(notes=told.notes, missed=misses.by_promise()),
        "public": Told(notes=told.notes, threshold=told.hide_below),
    }
    has_charts = importlib.util.find_spec("matplotlib") is not None
    if not has_charts:
        tell("the pages are without charts: `pip install 'troth[audit]'` draws them")
    for folder, said in reports.items():
        data = report_data(summary, tally, policy, said)
        if said.threshold is None:
            for month, promise in unused_notes(told.notes, data):
                tell(f"the notes give a reason for `{promise}` in {month}, but it was not missed then")
        files = report_files(data, asked.calendar.clock, "", charts=has_charts)
        found |= {f"{folder}/{name}": text for name, text in files.items()}
    found["summary.json"] = json.dumps(audit_data(summary, findings), ensure_ascii=False, indent=2) + "\n"
    return found
