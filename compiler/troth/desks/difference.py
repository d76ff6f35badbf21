"""Where a product's nearest setting gives another deadline than the promise: found in tables, at every arrival."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from troth.calendars.local_time import SECOND
from troth.calendars.workdays import WorkCalendar
from troth.tables.clocks import TimeClock
from troth.tables.due_table import DueTable

_MINUTE = 60 * SECOND
_OFFICE_TIME = time(16)
"""When an arrival is shown at, if the two differ then: people write at such a time."""


class Shown(NamedTuple):
    """An arrival, what the product makes of it, and the deadline of the promise."""

    arrives: int
    desk: int
    promise: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The first arrival from a day on, else from the start of the years, that the product has due too early, or too
    late; None: there is none in the calendar's years. `is_known`: whether there is anything to compare.
    """

    early: Shown | None
    late: Shown | None
    is_known: bool


class _Stretch(NamedTuple):
    """Arrivals from `start` until `until` that the product has due too early, or too late; each due with its slope."""

    start: int
    until: int
    desk: int
    desk_slope: int
    promise: int
    promise_slope: int

    def at(self, arrival: int) -> Shown:
        on = arrival - self.start
        return Shown(arrival, self.desk + on * self.desk_slope, self.promise + on * self.promise_slope)

    def part(self, start: int, until: int) -> _Stretch:
        """The same, from `start` until `until` only."""
        _, desk, promise = self.at(start)
        return self._replace(start=start, until=until, desk=desk, promise=promise)


def _stretches(desk: DueTable, promise: DueTable) -> Iterator[_Stretch]:
    """The arrivals for which both deadlines are known and are not the same, each time of one sign, in order."""
    one, other = desk.pieces[0], promise.pieces[0]
    ours, theirs = iter(desk.pieces[1:]), iter(promise.pieces[1:])
    next_one, next_other = next(ours, None), next(theirs, None)
    for start, until in pairwise([*sorted({*desk.starts, *promise.starts}), desk.end]):
        if next_one is not None and next_one.start == start:
            one, next_one = next_one, next(ours, None)
        if next_other is not None and next_other.start == start:
            other, next_other = next_other, next(theirs, None)
        if one.due is None or other.due is None or start < max(one.start, other.start):
            continue
        due = one.due + one.slope * (start - one.start), other.due + other.slope * (start - other.start)
        whole = _Stretch(start, until, due[0], one.slope, due[1], other.slope)
        slope = one.slope - other.slope
        same = start - (due[0] - due[1]) * slope  # where a slope of 1 or -1 brings the two together
        parts = [(start, same), (same + 1, until)] if slope and start <= same < until else [(start, until)]
        yield from (whole.part(*part) for part in parts if part[0] < part[1] and (slope or due[0] != due[1]))


def compare(desk: DueTable, promise: DueTable, days: Iterable[date], calendar: WorkCalendar, after: date) -> Difference:
    """Both tables, over arrivals on these days.

    Of arrivals at four in the afternoon the first that differs is shown; where none of those does, the very first.
    """
    on = frozenset(days)
    since = calendar.start_of(min(max(after, calendar.first), calendar.last))
    every = list(_stretches(desk, promise))

    def shown(*, is_early: bool) -> Shown | None:
        ours = [one for one in every if (one.desk < one.promise) is is_early]
        later = [one.part(max(one.start, since), one.until) for one in ours if one.until > since]
        before = [one.part(one.start, min(one.until, since)) for one in ours if one.start < since]
        return _first(later, on, calendar) or _first(before, on, calendar)

    is_known = bool(on) and all(any(piece.due is not None for piece in table.pieces) for table in (desk, promise))
    return Difference(early=shown(is_early=True), late=shown(is_early=False), is_known=is_known)


def _first(stretches: Iterable[_Stretch], on: frozenset[date], calendar: WorkCalendar) -> Shown | None:
    """The first arrival at four in the afternoon of one of these days, else the first at all, to the minute."""
    first: Shown | None = None
    for one in stretches:
        day, last = calendar.day_of(one.start), calendar.day_of(one.until - 1)
        while day <= last:
            if day in on:
                first = first or one.at(_readable(max(one.start, calendar.start_of(day)), one.until))
                at_four = calendar.at(day, _OFFICE_TIME)
                if one.start <= at_four < one.until:
                    return one.at(at_four)
            day += timedelta(days=1)
    return first


def _readable(start: int, until: int) -> int:
    """The first whole minute from an instant on, else the first whole second; itself where neither comes in time."""
    for unit in (_MINUTE, SECOND):
        whole = -(-start // unit) * unit
        if whole < until:
            return whole
    return start


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How much of a clock's time lies between an arrival and its deadline, in minutes: the least, the usual, the most.

    `usual`: the least of a day's arrivals, on most days.
    """

    least: int
    usual: int
    most: int


def spread(clock: TimeClock | None, promise: DueTable, days: Iterable[date], calendar: WorkCalendar) -> Spread | None:
    """How far the deadlines of a table lie from their arrivals on these days; `clock` None: by all time.

    None where no deadline of them is known. Parts of a minute are left off: nobody sets them.
    """
    daily: Counter[int] = Counter()
    least, most = None, 0

    def between(start: int, end: int) -> int:
        return end - start if clock is None else clock.read(end) - clock.read(start)

    for day in days:
        start, end = calendar.start_of(day), calendar.start_of(day + timedelta(days=1))
        times: list[int] = []
        for arrival in _edges(clock, promise, start, end):
            due = promise.due(arrival)
            if due is not None:
                times.append(between(arrival, due[0]))
        if times:
            daily[min(times) // _MINUTE] += 1
            least = min(times) if least is None else min(least, *times)
            most = max(most, *times)
    if least is None:
        return None
    usual = max(daily.items(), key=lambda item: (item[1], -item[0]))[0]
    return Spread(least=least // _MINUTE, usual=usual, most=-(-most // _MINUTE))


def _edges(clock: TimeClock | None, promise: DueTable, start: int, end: int) -> set[int]:
    """Arrivals from `start` until `end` between which the time to the deadline only grows, or only shrinks."""

    def inside(times: Sequence[int], begins: int, until: int) -> Sequence[int]:
        return times[bisect_right(times, begins) : bisect_left(times, until)]

    edges = {start, end, *inside(promise.starts, start, end)}
    if clock is not None:
        edges.update((*inside(clock.starts, start, end), *inside(clock.ends, start, end)))
        here = sorted(edges)
        for begins, until in pairwise(here):
            due = promise.due(begins)
            if due is not None and promise.due(until - 1) == (due[0] + until - 1 - begins, due[1]):
                ahead = due[0] - begins
                for times in (clock.starts, clock.ends):
                    edges.update(time - ahead for time in inside(times, due[0], until + ahead))
    here = sorted(edges)
    return {arrival for begins, until in pairwise(here) for arrival in (begins, until - 1)}
