"""Opening time by a sweep over the instants at which a place opens and closes.

At each such instant the number of open spans goes up or down by one; time counts while that number is not nought. A
place is an `Office` of `time_of_day`, whose minutes it need not try. Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate

from tests.oracle import clocks
from tests.oracle.days import Beyond
from tests.oracle.time_of_day import MINUTE, MINUTES, ONE_DAY, Limit, Office, last_day


@dataclass(frozen=True, kw_only=True)
class KnownOffice(Office):
    """An office of which nothing is known outside of the days from `first` to `last`.

    `shut`: working days on which it does not open, unless `hours` say so.
    """

    first: dt.date
    last: dt.date
    shut: frozenset[dt.date] = field(default=frozenset(), hash=False)

    def is_worked(self, day: dt.date) -> bool:
        """Raises Beyond."""
        if not self.first <= day <= self.last:
            raise Beyond(day)
        return super().is_worked(day)


@dataclass(frozen=True, kw_only=True)
class Years:
    """What is known of an office in its years."""

    office: KnownOffice

    @property
    def first(self) -> dt.date:
        return self.office.first

    @property
    def last(self) -> dt.date:
        return self.office.last

    @cached_property
    def start(self) -> int:
        return clocks.start_of(self.first, self.office.zone)

    @cached_property
    def end(self) -> int:
        return clocks.start_of(self.last + ONE_DAY, self.office.zone)

    @cached_property
    def spans(self) -> dict[dt.date, list[tuple[int, int]]]:
        """The instants from which and until which it is open in what begins on each day."""
        days = (self.first + ONE_DAY * step for step in range((self.last - self.first).days + 1))
        return {day: self._spans_of(day) for day in days}

    def _spans_of(self, day: dt.date) -> list[tuple[int, int]]:
        office = self.office
        if office.hours is None:
            whole = clocks.start_of(day, office.zone), clocks.start_of(day + ONE_DAY, office.zone)
            return [whole] if office.is_worked(day) and day not in office.shut else []
        found = []
        for opens, closes in office.hours(day):
            ends = day + ONE_DAY if closes <= opens or closes == "24:00" else day
            found.append(
                (on_clocks(day, opens, office.zone), on_clocks(ends, closes.replace("24:", "00:"), office.zone))
            )
        return found

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """The instants at which something opens or closes, in order; how many spans are open from each of them on."""
        steps = [(at, 1) for spans in self.spans.values() for at, _ in spans]
        steps += [(at, -1) for spans in self.spans.values() for _, at in spans]
        steps.sort()
        return [at for at, _ in steps], list(accumulate(step for _, step in steps))

    def day(self, at: int) -> dt.date:
        """The local date of an instant.

        Raises Beyond.
        """
        if not self.start <= at < self.end:
            raise Beyond(at)
        return clocks.local(at, self.office.zone).date()

    def is_open(self, at: int) -> bool:
        times, depths = self.edges
        index = bisect_right(times, at) - 1
        return index >= 0 and depths[index] > 0

    def begins(self, at: int) -> tuple[dt.date, int]:
        """Day 0 and the instant at which time begins; where the day of arrival is day 1, the day before that."""
        office, day = self.office, self.day(at)
        is_cut = office.is_cut(at)
        if office.counting == "next open":
            if office.is_worked(day) and not is_cut and self.is_open(at):
                return day, at
            for opening in self.openings[bisect_left(self.openings, at) :]:
                on = self.day(opening)
                if office.is_worked(on) and not (is_cut and on == day):
                    return on, opening
            raise Beyond(at)
        first = day + ONE_DAY if is_cut else day
        if office.counting == "day 1":
            while not office.is_worked(first):
                first += ONE_DAY
        start = at if first == day else clocks.start_of(first, office.zone)
        if not self.start <= start < self.end:
            raise Beyond(start)
        return (first - ONE_DAY if office.counting == "day 1" else first), start

    @cached_property
    def openings(self) -> list[int]:
        return sorted(start for spans in self.spans.values() for start, end in spans if start < end)

    def open_from(self, start: int, amount: int) -> int:
        """The first instant at which so many microseconds of opening time have passed since one.

        Raises Beyond.
        """
        times, depths = self.edges
        index = bisect_right(times, start)
        here, depth, left = start, depths[index - 1] if index else 0, amount
        for at, after in zip(times[index:], depths[index:], strict=True):
            if depth and at - here >= left:
                return here + left
            left -= at - here if depth else 0
            here, depth = at, after
        raise Beyond(start)

    def last_instant(self, limit: Limit, at: int) -> int:
        """The last instant that is in time for a limit that begins with an instant, in microseconds.

        Raises Beyond where a day or an instant of the way lies outside of the years.
        """
        office = self.office
        self.day(at)
        if limit.unit in ("minute", "hour"):
            end = at + limit.n * MINUTES[limit.unit] * MINUTE
            self.day(end)
            return end
        day_0, start = self.begins(at)
        if limit.unit in MINUTES:
            end = self.open_from(start, limit.n * MINUTES[limit.unit] * MINUTE)
            self.day(end)
            return end
        day = last_day(office, limit, day_0)
        if not self.first <= day <= self.last:
            raise Beyond(day)
        if limit.ends == "same time":
            end = on_clocks(day, f"{clocks.local(start, office.zone):%H:%M:%S.%f}", office.zone)
        elif limit.ends == "closing" and office.hours is not None and self.spans[day]:
            end = max(end for _, end in self.spans[day])
        elif limit.ends not in ("", "closing"):
            end = on_clocks(day, limit.ends, office.zone)
        else:
            end = clocks.start_of(day + ONE_DAY, office.zone) - 1
        self.day(end)
        return end


@cache
def on_clocks(day: dt.date, time: str, zone: str) -> int:
    """The first instant at which clocks of a zone show a time of a day, or a later one."""
    text = f"{day}T{time}"
    at = clocks.shown(text, zone)
    wanted = dt.datetime.fromisoformat(text)
    if clocks.local(at, zone).replace(tzinfo=None) == wanted:
        return at
    # Clocks never showed it: Python gives an instant after the change; the change itself is at a full minute before.
    at -= at % MINUTE
    while clocks.local(at - MINUTE, zone).replace(tzinfo=None) >= wanted:
        at -= MINUTE
    return at
