"""Lines by the time of arrival, as a table that is looked up by the hour: no search, no zone, no calendar."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from troth.audit.asked import Asked
from troth.audit.outcomes import Kind, Line, Outcome, Outcomes
from troth.calendars.local_time import SECOND
from troth.calendars.periods import period_name
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.holds import Chosen
from troth.deadlines.judge import Status, judge
from troth.tables.due_table import DueTable, Piece
from troth.targets.due_tables import table_of
from troth.targets.runtime_calendar import Calendar

EVER = 2**62
NOT_COUNTED = "not counted"
"""The status of a count that is not there: unknown, but not whatever it is."""
NOT_DONE = (Status.UNKNOWN, Status.EXCUSED, Status.OVERDUE, Status.AT_RISK, Status.OPEN, NOT_COUNTED)
GRAINS = (3600 * SECOND, 900 * SECOND)
_MOST = 2_000_000


class Span(NamedTuple):
    """From `start` on, until the next one: the number of the line (-1: none), and what is so of who arrives then.

    What is done by `last` + `slope` × (the arrival − `start`) is in time; `included`: that instant is the deadline
    itself. `period`: of the deadline. `not_done`: the status of what is not done, in `NOT_DONE`.
    """

    start: int
    line: int
    last: int = EVER
    slope: int = 0
    included: bool = True
    period: str | None = None
    not_done: int = 0


@dataclass(frozen=True)
class Window:
    """The arrivals from `first`, up to but not `end`, that a lookup answers for."""

    first: int
    end: int


class Lookup:
    """The lines of outcomes at each instant of a window."""

    def __init__(self, asked: Asked, outcomes: Outcomes) -> None:
        self._asked, self._outcomes = asked, outcomes
        self.lines: list[Line] = []
        self._numbers: dict[Line, int] = {}
        program = asked.program
        self._calendar = Calendar(program["calendar"], program["calendars"])
        self._table = cache(lambda limit: table_of(Line("", "", None, Kind.DUE, limit=limit).lowered, self._calendar))
        self._spans = cache(self._spans_of)

    def window(self, outcomes: Sequence[Sequence[Outcome]], first: int, end: int) -> Window:
        """The part of a window in which no deadline of these lies beyond the years, and no announcement is to come.

        Closed days that are announced after as-of count for nobody yet, which the tables of limits do not know: then
        there is no window at all.
        """
        calendar = self._asked.calendar
        first, end = max(first, calendar.start), min(end, calendar.end)
        for announced in calendar.announcements:
            start = calendar.start_of(announced)
            if start > self._asked.as_of:
                return Window(first, first)
            first = max(first, start)
        for limit in {line.limit for lines in outcomes for line in lines if isinstance(line, Line) and line.limit}:
            table = self._table(limit)
            first = max([first, *_ends_of_leading(table)])
            beyond = [piece.start for piece in table.pieces if piece.due is None and piece.start >= first]
            end = min([end, table.end, *beyond])
        return Window(first, max(first, end))

    def spans(self, outcome: Sequence[Outcome], window: Window) -> list[Span]:
        """The spans of a promise's outcomes in a window, in order, the first at its start."""
        return self._spans(tuple(outcome), window)

    def _spans_of(self, outcome: tuple[Outcome, ...], window: Window) -> list[Span]:
        found: list[Span] = []
        for start, end, day in self._days(window):
            line = outcome[self._outcomes.days[day]]
            if not isinstance(line, Line):
                _put(found, Span(start, -1))
                continue
            number = self._numbers.setdefault(line, len(self._numbers))
            if number == len(self.lines):
                self.lines.append(line)
            match line.kind:
                case Kind.UNKNOWN:
                    _put(found, Span(start, number))
                case Kind.EXCUSED:
                    _put(found, Span(start, number, not_done=NOT_DONE.index(Status.EXCUSED)))
                case Kind.COUNT:
                    _put(found, Span(start, number, last=line.most, not_done=NOT_DONE.index(NOT_COUNTED)))
                case Kind.DUE:
                    for one in self._due_spans(line, number, start, end):
                        _put(found, one)
        return found

    def _days(self, window: Window) -> Iterator[tuple[int, int, date]]:
        """Each local day of a window, from when until when."""
        calendar = self._asked.calendar
        day = calendar.day_of(window.first)
        start = window.first
        while start < window.end:
            end = min(calendar.start_of(day + timedelta(days=1)), window.end)
            if start < end:
                yield start, end, day
            start, day = end, day + timedelta(days=1)

    # ---------- deadlines

    def _due_spans(self, line: Line, number: int, start: int, end: int) -> Iterator[Span]:
        """The spans of a deadline for arrivals within one local day."""
        table = self._table(line.limit)
        index = bisect_right(table.starts, start) - 1
        while start < end:
            piece = table.pieces[index]
            until = min(end, table.starts[index + 1] if index + 1 < len(table.starts) else table.end)
            yield from self._cut(line, number, piece, start, until)
            start, index = until, index + 1

    def _cut(self, line: Line, number: int, piece: Piece, start: int, end: int) -> Iterator[Span]:
        """A piece where its deadline passes into another month or past as-of, or is at risk no more."""
        assert piece.due is not None, "the window ends before"

        def last(arrives: int) -> int:
            assert piece.due is not None
            return piece.due + piece.slope * (arrives - piece.start) - (not piece.included)

        cuts = {start, end}
        if piece.slope:
            off = last(start) - start
            months = self._month_starts(last(start), last(end - 1))
            cuts.update(at for at in (*(month - off for month in months), self._asked.as_of - off) if start < at < end)
        for here, until in pairwise(sorted(cuts)):
            span = Span(here, number, last(here), piece.slope, piece.included, self._month(last(here)))
            for at, status in self._not_done(line, here, until, last(here)):
                yield replace_start(span, at, NOT_DONE.index(status))

    def _not_done(self, line: Line, start: int, end: int, last: int) -> Iterator[tuple[int, Status]]:
        """From when on what is not done is overdue, at risk or open: at risk before open, if both."""
        if self._asked.as_of > last:
            yield start, Status.OVERDUE
            return
        if self._asked.as_of < start:
            yield start, Status.OPEN
            return
        first, after = self._status(line, start), self._status(line, end - 1)
        yield start, first
        if first is not after:
            low, high = start, end - 1
            while high - low > 1:
                middle = (low + high) // 2
                if self._status(line, middle) is first:
                    low = middle
                else:
                    high = middle
            yield high, after

    def _status(self, line: Line, arrives: int) -> Status:
        asked = self._asked
        promise = asked.policy.promise(line.promise)
        assert promise is not None
        contact = Contact(channel="", arrives=Moment(arrives, arrives))
        calendar = asked.calendar.known_on(asked.calendar.day_of(arrives))
        bare = replace(promise, extension=None, dated=None, pauses=(), restart=None)
        (found,) = judge(bare, Chosen(line.chosen, ()), None, contact, asked.policy, calendar, asked.as_of)
        return found.status

    def _month(self, instant: int) -> str:
        return period_name(self._asked.calendar.clock.local(instant).date(), "month")

    def _month_starts(self, first: int, last: int) -> Iterator[int]:
        """The first instants of local months after one instant, up to another."""
        clock = self._asked.calendar.clock
        day = clock.local(first).date().replace(day=1)
        while True:
            day = (day + timedelta(days=32)).replace(day=1)
            start = clock.start_of(day)
            if start > last:
                return
            if start > first:
                yield start


def replace_start(span: Span, start: int, not_done: int) -> Span:
    """The same span from a later instant on, with the status of what is not done."""
    return span._replace(start=start, last=span.last + span.slope * (start - span.start), not_done=not_done)


def _ends_of_leading(table: DueTable) -> Iterator[int]:
    """Where a table has its first deadline, if it begins without one."""
    for piece in table.pieces:
        if piece.due is not None:
            yield piece.start
            return
    yield table.end


def _put(spans: list[Span], one: Span) -> None:
    """Put a span behind others, unless it only goes on with the last one."""
    if spans and replace_start(spans[-1], one.start, spans[-1].not_done) == one:
        return
    spans.append(one)
