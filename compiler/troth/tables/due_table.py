"""The second compiled layer: a limit as one table from its anchor to its deadline.

Between two breakpoints a deadline stays (slope 0) or goes along with the anchor (slope 1), so a table says everything.
Standard library only: checkers carry it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

Ends = tuple[int, bool]
"""A deadline: its instant, and whether that very instant is still in time."""

Bounds = Sequence[tuple["DueTable", bool]]
"""The tables that a deadline is kept within; True: it is never later than this one's, False: never earlier."""

Evaluate = Callable[[int], Ends | None]
"""An anchor → its deadline; None where that lies beyond the years."""

_ALPHABET = "".join(chr(code) for code in range(33, 127) if chr(code) not in "\"'\\")
_UNITS = (3_600_000_000, 60_000_000, 1_000_000, 1)


class Piece(NamedTuple):
    """From `start` on the deadline is `due`, going along with the anchor where `slope` is 1; None: beyond the years.

    `included`: is the deadline's own instant still in time?
    """

    start: int
    due: int | None
    included: bool
    slope: int

    def at(self, anchor: int) -> Ends | None:
        """The deadline for an anchor within this piece."""
        return None if self.due is None else (self.due + self.slope * (anchor - self.start), self.included)


class DueTable:
    """Pieces in order, and the end of the years."""

    def __init__(self, pieces: Sequence[Piece], end: int) -> None:
        self.pieces, self.end = pieces, end
        self.starts = [piece.start for piece in pieces]

    def due(self, anchor: int) -> Ends | None:
        """The deadline for an anchor; None beyond the years."""
        index = bisect_right(self.starts, anchor)
        if not index or anchor >= self.end:
            return None
        start, due, included, slope = self.pieces[index - 1]
        return None if due is None else (due + slope * (anchor - start), included)


def bounded(table: DueTable, bounds: Bounds, anchor: int) -> Ends | None:
    """The deadline for an anchor, kept within its bounds; None where it or one of them lies beyond the years."""
    due = table.due(anchor)
    for bound, is_latest in bounds:
        other = bound.due(anchor)
        if due is None or other is None:
            return None
        if _in_time(other) != _in_time(due) and (_in_time(other) < _in_time(due)) is is_latest:
            due = other
    return due


def _in_time(due: Ends) -> int:
    """The last instant that is in time."""
    return due[0] - (not due[1])


def compile_table(evaluate: Evaluate, candidates: Iterable[int], end: int) -> DueTable:
    """The table of a deadline, given instants at which it may change its course; others are found between them.

    `candidates`: the first is the start of the years.
    """
    here = sorted({candidate for candidate in candidates if candidate < end})
    pieces: list[Piece] = []
    for start, until in zip(here, [*here[1:], end], strict=True):
        for piece, length in _pieces(evaluate, start, until):
            before = pieces[-1] if pieces else None
            goes_on = before is not None and before.at(piece.start) == piece.at(piece.start)
            if before is None or not goes_on or (before.slope != piece.slope and length > 1):
                pieces.append(piece)
    return DueTable(pieces, end)


def _pieces(evaluate: Evaluate, start: int, until: int) -> Iterator[tuple[Piece, int]]:
    """The pieces from one candidate to the next, with their lengths."""
    while start < until:
        due, included = evaluate(start) or (None, False)
        after = evaluate(start + 1)
        piece = Piece(start, due, included, int(due is not None and after == (due + 1, included)))
        if evaluate(until - 1) == piece.at(until - 1):
            yield piece, until - start
            return
        low, high = start, until - 1
        while high - low > 1:
            middle = (low + high) // 2
            if evaluate(middle) == piece.at(middle):
                low = middle
            else:
                high = middle
        yield piece, high - start
        start = high


def write_table(table: DueTable) -> dict[str, Any]:
    """A table as JSON data, delta-coded: most weeks are alike, so the steps are few and each is a letter or two.

    `unit` (microseconds): what `first` (start of the first piece) and `steps` count. A step is [length of the
    piece, its deadline less its start or null, included, slope]; `run` names each piece's step, in letters of `width`.
    """
    starts = [*table.starts, table.end]
    steps = [
        (until - start, None if due is None else due - start, included, slope)
        for (start, due, included, slope), until in zip(table.pieces, starts[1:], strict=True)
    ]
    numbers = [starts[0], *(number for length, lag, *_ in steps for number in (length, lag or 0))]
    unit = next(unit for unit in _UNITS if all(number % unit == 0 for number in numbers))
    known = {step: number for number, step in enumerate(dict.fromkeys(steps))}
    width, base = 1, len(_ALPHABET)
    while base**width < len(known):
        width += 1
    return {
        "unit": unit,
        "first": starts[0] // unit,
        "steps": [[length // unit, None if lag is None else lag // unit, *rest] for length, lag, *rest in known],
        "width": width,
        "run": "".join(_letters(known[step], width) for step in steps),
    }


def _letters(number: int, width: int) -> str:
    base = len(_ALPHABET)
    return "".join(_ALPHABET[number // base**place % base] for place in reversed(range(width)))


def read_table(data: dict[str, Any]) -> DueTable:
    """The table that `write_table` wrote."""
    unit, first, width, run, steps = (data[name] for name in ("unit", "first", "width", "run", "steps"))
    values = {letter: number for number, letter in enumerate(_ALPHABET)}
    chosen = []
    for at in range(0, len(run), width):
        number = 0
        for letter in run[at : at + width]:
            number = number * len(_ALPHABET) + values[letter]
        chosen.append(steps[number])
    starts = list(accumulate((length for length, *_ in chosen), initial=first))
    pieces = [
        Piece(start * unit, None if lag is None else (start + lag) * unit, included, slope)
        for start, (_, lag, included, slope) in zip(starts, chosen, strict=False)
    ]
    return DueTable(pieces, starts[-1] * unit)
