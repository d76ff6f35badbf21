"""The source document's clauses against the policy's: what is held, and by what; gaps first.

`clauses.csv` has a row a clause: `locator, kind, what`. A clause of kind `deadline` or `limit` must be held by a
standard.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from troth.diagnostics import Diagnostic
from troth.model.policy import Policy, Source
from troth.source import line_start
from troth.spelling import nearest
from troth.wording.style import plural

COLUMNS = ("locator", "kind", "what")
MEASURED = frozenset({"deadline", "limit"})
KINDS = MEASURED | {"aspiration", "duty", "fact", "process", "prose", "routing"}
"""The usual kinds. A document may have others, but one that nearly reads as one of these is a slip."""
MOST_IN_A_RANGE = 1_000
_MOST_DIGITS = 15
_LAST_NUMBER = re.compile(r"(.*?)([0-9]+)$")


@dataclass(frozen=True, slots=True)
class Clause:
    locator: str
    kind: str
    what: str
    line: int


@dataclass(frozen=True, slots=True)
class Traced:
    """A clause with what holds it: identities of standards and duties, or `text`, `header`, `report`."""

    clause: Clause
    held_by: tuple[str, ...]
    is_held: bool


def read_clauses(path: str, text: str) -> tuple[tuple[Clause, ...], list[Diagnostic]]:
    """The clauses of a CSV text, in its order; findings where it is not one, or a locator stands twice."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    try:
        rows = list(reader)
    except csv.Error as problem:
        return (), [_unreadable(path, reader.line_num, f"the file is no CSV: {problem}")]
    if not rows or tuple(cell.strip() for cell in rows[0]) != COLUMNS:
        return (), [_unreadable(path, 1, f"its first line is not `{','.join(COLUMNS)}`")]
    clauses: list[Clause] = []
    found: list[Diagnostic] = []
    seen: set[str] = set()
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(COLUMNS):
            what = f"the row has {plural(len(row), 'cell')}, and needs {len(COLUMNS)}"
            found.append(_unreadable(path, number, what, _QUOTED if len(row) > len(COLUMNS) else _ROW))
        elif row[0] in seen:
            help_ = "give each clause a locator of its own"
            found.append(_unreadable(path, number, f"the locator `{row[0]}` stands twice", help_))
        else:
            seen.add(row[0])
            locator, kind, what = (cell.strip() for cell in row)
            if kind not in KINDS and (meant := nearest(kind, KINDS)):
                help_ = f"did you mean `{meant}`?"
                found.append(_unreadable(path, number, f"`{kind}` is no kind of clause", help_))
            clauses.append(Clause(locator, kind, what, number))
    return tuple(clauses), found


_ROW = "write one row a clause: `locator,kind,what`"
_QUOTED = "put a cell that holds a comma in quotes"


def _unreadable(path: str, line: int, what: str, help: str = _ROW) -> Diagnostic:
    return Diagnostic(code="T513", message=what, span=line_start(path, line), help=help)


def trace(policy: Policy, clauses: Iterable[Clause], path: str) -> tuple[tuple[Traced, ...], list[Diagnostic]]:
    """Each clause with what holds it, gaps first.

    Findings: each gap, each locator that no clause has, each range that ends before it starts or nowhere near.
    """
    held: dict[str, list[tuple[str, bool]]] = {}
    found: list[Diagnostic] = []
    listed = list(clauses)
    known = [clause.locator for clause in listed]
    for holder, is_standard, sources in _holders(policy):
        for source in sources:
            wrong = _no_range(source)
            if wrong is not None:
                found.append(wrong)
                continue
            for locator in _spelled_out(source):
                if locator in known:
                    held.setdefault(locator, []).append((holder, is_standard))
                else:
                    meant = nearest(locator, known)
                    found.append(
                        Diagnostic(
                            code="T512",
                            message=f"no clause of the source is called `{locator}`",
                            span=source.span,
                            help=f"did you mean `{meant}`?" if meant else f"see the locators in {path}",
                        )
                    )
    traced: list[Traced] = []
    for clause in listed:
        holders = held.get(clause.locator, [])
        by_standard = any(is_standard for _, is_standard in holders)
        is_held = by_standard if clause.kind in MEASURED else bool(holders)
        traced.append(Traced(clause, tuple(dict.fromkeys(name for name, _ in holders)), is_held))
        if not is_held:
            found.append(_gap(clause, bool(holders), path))
    return tuple(sorted(traced, key=lambda row: row.is_held)), found


def _gap(clause: Clause, is_held_otherwise: bool, path: str) -> Diagnostic:
    span = line_start(path, clause.line)
    what = f"`{clause.locator}` ({clause.kind}): {clause.what}"
    if is_held_otherwise:
        return Diagnostic(
            code="T511",
            message=f"no standard holds {what}",
            span=span,
            help="a deadline or limit is measured: make it a promise of a standard",
        )
    return Diagnostic(
        code="T510",
        message=f"nothing holds {what}",
        span=span,
        help=f'add what it says to the policy, with `source "{clause.locator}"`',
    )


def _holders(policy: Policy) -> Iterator[tuple[str, bool, tuple[Source, ...]]]:
    yield "header", False, policy.sources
    for standard in policy.standards:
        yield standard.id, bool(standard.promises), standard.sources
        for promise in standard.promises:
            yield promise.id, True, promise.sources
    for duty in policy.duties:
        yield duty.id, False, duty.sources
    for prose in policy.texts:
        yield "text", False, prose.sources
    for report in policy.reports:
        yield "report", False, report.sources


def _ends(source: Source) -> tuple[str, str, str] | None:
    """`"4.7 bullet 1" to "4.7 bullet 4"`: what both begin with, and their last numbers; None where it is no range."""
    first, last = _LAST_NUMBER.fullmatch(source.first), _LAST_NUMBER.fullmatch(source.last)
    if source.first == source.last or first is None or last is None or first[1] != last[1]:
        return None
    return first[1], first[2], last[2]


def _no_range(source: Source) -> Diagnostic | None:
    """What is wrong with a range whatever the clauses are: it ends before it starts, or it has no end to speak of."""
    ends = _ends(source)
    if ends is None:
        return None
    first, last = (int(number) if len(number) <= _MOST_DIGITS else None for number in ends[1:])
    if first is None or last is None or last - first >= MOST_IN_A_RANGE:
        return Diagnostic(
            code="T512",
            message=f"a range of locators has at most {MOST_IN_A_RANGE:,} clauses, and this one has more",
            span=source.span,
            help="end it with the last clause that is meant",
        )
    if last < first:
        return Diagnostic(
            code="T105",
            message=f"`{source.first}` to `{source.last}` ends before it starts",
            span=source.span,
            help=f"write the earlier clause first: `{source.last}` to `{source.first}`",
        )
    return None


def _spelled_out(source: Source) -> list[str]:
    """Every locator of a range that `_no_range` has nothing against; else the one, or the two, that are written."""
    ends = _ends(source)
    if ends is None:
        return list(dict.fromkeys((source.first, source.last)))
    return [f"{ends[0]}{number}" for number in range(int(ends[1]), int(ends[2]) + 1)]
