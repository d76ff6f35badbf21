"""Applying corrections to a text: the edits of findings, and only they; every other character stays as it is.

A finding's corrections are alternatives. One alone is made; between several, the owner chooses.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from troth.diagnostics import Diagnostic, Edit, Fix
from troth.source import Position

MOST_ROUNDS = 10
_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BOM = "\ufeff"
_TWO_READINGS = frozenset({"T203", "T205", "T206"})
"""What these find can be meant in two ways, also where only one of them is an edit: it is the owner who says which."""

Check = Callable[[str], tuple[Diagnostic, ...]]


class Overlap(ValueError):
    """Two edits change the same characters, or put something in the same place."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A text after its corrections, and the findings that they ended, in the order in which that was done."""

    text: str
    findings: tuple[Diagnostic, ...]


def apply(text: str, edits: Iterable[Edit]) -> str:
    """A text with these edits made.

    `text` is as it stands in the file, with its byte order mark and whatever ends its lines; places are counted as in
    findings, without the mark. A line that an edit adds ends like the line in which it is put.

    Raises Overlap, and ValueError for a place that the text does not have.
    """
    mark = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(_BOM)
    breaks = list(_BREAK.finditer(body))
    starts = [0, *(found.end() for found in breaks)]
    stops = [*(found.start() for found in breaks), len(body)]

    def offset(place: Position) -> int:
        if not 1 <= place.line <= len(starts) or place.column > stops[place.line - 1] - starts[place.line - 1] + 1:
            raise ValueError(f"the text has no line {place.line}, column {place.column}")
        return starts[place.line - 1] + place.column - 1

    def broken(edit: Edit) -> str:
        ends = breaks[min(edit.span.start.line, len(breaks)) - 1][0] if breaks else "\n"
        return edit.text.replace("\n", ends)

    placed = sorted((offset(edit.span.start), offset(edit.span.end), broken(edit)) for edit in edits)
    for one, other in pairwise(placed):
        if other[0] < one[1] or other[0] == one[0]:
            raise Overlap(f"two edits at character {other[0]}")
    for start, end, put in reversed(placed):
        body = body[:start] + put + body[end:]
    return mark + body


def sole_fix(finding: Diagnostic) -> Fix | None:
    """The correction that can be made without asking the owner: the only one that has edits."""
    fixes = [fix for fix in finding.fixes if fix.edits]
    return fixes[0] if len(fixes) == 1 and finding.code not in _TWO_READINGS else None


def mend(text: str, check: Check) -> Mended:
    """A text with every correction made that needs no choice, round by round: one may bring another to light.

    `check` gives the findings of a text. A round that makes more errors than it mends is undone; its corrections are
    then tried one by one, and those left out that do harm.
    """
    found = check(text)
    mended: list[Diagnostic] = []
    refused: set[tuple[str, str]] = set()
    for _ in range(MOST_ROUNDS):
        chosen = _compatible(finding for finding in found if _key(finding) not in refused)
        if not chosen:
            break
        after = _tried(text, found, chosen, check)
        if after is None and len(chosen) > 1:
            chosen, after = _first_alone(text, found, chosen, check, refused)
        if after is None:
            refused.update(_key(finding) for finding in chosen)
            continue
        text, found = after
        mended.extend(chosen)
    return Mended(text, tuple(mended))


def _tried(
    text: str, found: tuple[Diagnostic, ...], chosen: list[Diagnostic], check: Check
) -> tuple[str, tuple[Diagnostic, ...]] | None:
    """The text with the corrections of these findings, and what is found in it; None where they do harm."""
    corrected = apply(text, (edit for finding in chosen for edit in _edits(finding)))
    left = check(corrected)
    return None if _is_worse(text, found, left, chosen) else (corrected, left)


def _first_alone(
    text: str, found: tuple[Diagnostic, ...], chosen: list[Diagnostic], check: Check, refused: set[tuple[str, str]]
) -> tuple[list[Diagnostic], tuple[str, tuple[Diagnostic, ...]] | None]:
    """The first of these findings whose correction does no harm by itself; those before it are refused."""
    for finding in chosen:
        after = _tried(text, found, [finding], check)
        if after is not None:
            return [finding], after
        refused.add(_key(finding))
    return chosen, None


def _key(finding: Diagnostic) -> tuple[str, str]:
    return finding.code, finding.message


def _edits(finding: Diagnostic) -> tuple[Edit, ...]:
    fix = sole_fix(finding)
    return fix.edits if fix is not None else ()


def _compatible(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings that can be mended at once: none of their edits touches another's."""
    chosen: list[Diagnostic] = []
    taken: list[Edit] = []
    for finding in found:
        edits = _edits(finding)
        if edits and not any(_touch(one, other) for one in edits for other in taken):
            chosen.append(finding)
            taken.extend(edits)
    return chosen


def _touch(one: Edit, other: Edit) -> bool:
    return one.span.start <= other.span.end and other.span.start <= one.span.end


def _is_worse(
    text: str, before: tuple[Diagnostic, ...], after: tuple[Diagnostic, ...], mended: list[Diagnostic]
) -> bool:
    """Is one of these still found, or are there more errors than there were?

    Not counted is what could not be seen until these were mended: what stands beneath a line is read only when the line
    is understood, names only when lines are, and what promises come to only when there is no other error.
    """
    beneath = _lines_beneath(text, {finding.span.start.line for finding in mended})
    seen = [finding for finding in after if finding.span.start.line not in beneath]
    was, left = Counter(map(_key, before)), Counter(map(_key, seen))
    if any(left[key] >= was[key] for key in map(_key, mended)):
        return True
    if sum(map(_is_syntax, seen)) > sum(map(_is_syntax, before)):
        return True
    return not any(map(_is_syntax, mended)) and sum(map(_is_name, after)) > sum(map(_is_name, before))


def _is_syntax(finding: Diagnostic) -> bool:
    return finding.code.startswith("T0") and finding.is_error


def _is_name(finding: Diagnostic) -> bool:
    return finding.code.startswith("T1") and finding.is_error


def _lines_beneath(text: str, lines: set[int]) -> set[int]:
    """The numbers of the lines that are indented further than one of these that they follow."""
    rows = _BREAK.split(text.removeprefix(_BOM))
    found: set[int] = set()
    for line in lines:
        depth = _depth(rows[line - 1])
        for number, row in enumerate(rows[line:], line + 1):
            if row.strip() and _depth(row) <= depth:
                break
            found.add(number)
    return found


def _depth(row: str) -> int:
    return len(row) - len(row.lstrip())
