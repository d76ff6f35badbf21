"""Opening hours, pauses and notice, minute by minute and day by day: nothing is searched for, added up or derived.

A minute either counts or it does not, a day either counts or it does not; the walk goes on until enough have. Opening
hours are a function of the day, written by hand for each office. Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from tests.oracle import clocks
from tests.oracle.days import months_later

ONE_DAY = dt.timedelta(days=1)
MINUTE = 60_000_000
MINUTES = {"minute": 1, "hour": 60, "opening minute": 1, "opening hour": 60}
Spans = Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Office:
    """When an office works. `hours`: a day → its spans such as ("09:00", "17:00"); None for whole working days.

    An end at or before its start lies in the next day, and "24:00" is the next midnight. `counting`: "day 0",
    "next open" or "day 1". `roll`: None, "forward" or "back".
    """

    zone: str
    closed: frozenset[dt.date] = field(hash=False)
    hours: Callable[[dt.date], Spans] | None = None
    counting: str = "day 0"
    cutoff: str | None = None
    roll: str | None = None
    weekdays: frozenset[int] = frozenset(range(5))

    def is_worked(self, day: dt.date) -> bool:
        return day.weekday() in self.weekdays and day not in self.closed

    def day(self, at: int) -> dt.date:
        return clocks.local(at, self.zone).date()

    def spans(self, day: dt.date) -> list[tuple[int, int]]:
        """The instants from which and until which it is open in what begins on a day."""
        if self.hours is None:
            whole = clocks.start_of(day, self.zone), clocks.start_of(day + ONE_DAY, self.zone)
            return [whole] if self.is_worked(day) else []
        found = []
        for opens, closes in self.hours(day):
            ends = day + ONE_DAY if closes <= opens or closes == "24:00" else day
            start, end = shown_on(day, opens, self.zone), shown_on(ends, closes.replace("24:", "00:"), self.zone)
            found.append((start, end))
        return found

    def is_open(self, at: int) -> bool:
        day = self.day(at)
        return any(start <= at < end for one in (day - ONE_DAY, day) for start, end in _spans(self, one))

    def is_cut(self, at: int) -> bool:
        """Does a contact come on a working day at its cut-off or later?"""
        here = clocks.local(at, self.zone)
        return self.cutoff is not None and self.is_worked(here.date()) and f"{here:%H:%M}" >= self.cutoff

    def begins(self, at: int) -> tuple[dt.date, int]:
        """Day 0 and the instant at which time begins; where the arrival's day is day 1, the day before that."""
        day = self.day(at)
        if self.counting == "next open":
            if self.is_worked(day) and not self.is_cut(at) and self.is_open(at):
                return day, at
            late = at - at % MINUTE + MINUTE
            while not (self.is_worked(self.day(late)) and self.is_open(late)) or (
                self.is_cut(at) and self.day(late) == day
            ):
                late += MINUTE
            while not any(start == late for start, _ in _spans(self, self.day(late))):
                late += MINUTE  # a night that began the day before is no opening of this one
            return self.day(late), late
        first = day + ONE_DAY if self.is_cut(at) else day
        if self.counting == "day 1":
            while not self.is_worked(first):
                first += ONE_DAY
        start = at if first == day else clocks.start_of(first, self.zone)
        return (first - ONE_DAY if self.counting == "day 1" else first), start


@cache
def _spans(office: Office, day: dt.date) -> list[tuple[int, int]]:
    return office.spans(day)


@cache
def shown_on(day: dt.date, time: str, zone: str) -> int:
    """The first minute of a day at which clocks show a time or a later one."""
    wanted = dt.datetime.combine(day, dt.time.fromisoformat(time))
    at = clocks.start_of(day, zone)
    while clocks.local(at, zone).replace(tzinfo=None) < wanted:
        at += MINUTE
    return at


@dataclass(frozen=True, kw_only=True)
class Limit:
    """So many of a unit. `ends`: "", "closing", "same time" or a time such as "16:00"."""

    n: int
    unit: str
    ends: str = ""
    both_days: bool = False


Pauses = Sequence[tuple[int, int]]


def last_instant(office: Office, limit: Limit, at: int, pauses: Pauses = ()) -> int:
    """The last instant that is in time, in microseconds, for a limit that begins with an instant.

    `pauses`: from and to, in their order; each is asked whether it began before what was then in force.
    """
    counted: list[tuple[int, int]] = []
    for start, end in sorted(pauses):
        in_force, included = _ends(office, limit, at, counted)
        if start < in_force + (0 if included else 1):
            counted.append((start, end))
    return _ends(office, limit, at, counted)[0]


def _ends(office: Office, limit: Limit, at: int, pauses: Pauses) -> tuple[int, bool]:
    """The last instant in time, and whether it is itself the deadline."""
    if limit.unit in MINUTES:
        by_opening = limit.unit.startswith("opening")
        here = office.begins(at)[1] if by_opening else at
        left = limit.n * MINUTES[limit.unit]
        while left:
            stands_still = any(start <= here < end for start, end in pauses)
            left -= not stands_still and (not by_opening or office.is_open(here))
            here += MINUTE
        return here, True
    day_0, start = office.begins(at)
    day = last_day(office, limit, day_0, pauses)
    if limit.ends == "same time":
        return shown_on(day, f"{clocks.local(start, office.zone):%H:%M}", office.zone), True
    if limit.ends == "closing" and office.hours is not None and _spans(office, day):
        return max(end for _, end in _spans(office, day)), True
    if limit.ends not in ("", "closing"):
        return shown_on(day, limit.ends, office.zone), True
    return clocks.start_of(day + ONE_DAY, office.zone) - 1, False


def last_day(office: Office, limit: Limit, day_0: dt.date, pauses: Pauses = ()) -> dt.date:
    """Day by day: one that stands still is gone over; none before a pause has ended is the last; then the roll."""
    still = set()
    for start, end in pauses:
        day = office.day(start) if limit.both_days else office.day(start) + ONE_DAY
        while day <= office.day(end):
            still.add(day)
            day += ONE_DAY
    day, works = day_0, limit.unit == "working day"
    if limit.unit in ("month", "year"):
        months = limit.n * (12 if limit.unit == "year" else 1)
        is_day_1 = office.counting == "day 1"
        day = months_later(day + ONE_DAY, months) - ONE_DAY if is_day_1 else months_later(day, months)
        left = len([one for one in still if one > day_0])
        still = set()
    else:
        left = limit.n * (7 if limit.unit == "week" else 1)
    while left:
        day += ONE_DAY
        left -= day not in still and (office.is_worked(day) or not works)
    for _, end in pauses:
        day = max(day, office.day(end))
    step = {None: 0, "forward": 1, "back": -1}["forward" if works else office.roll]
    while step and not office.is_worked(day):
        day += step * ONE_DAY
    return day


def last_before(office: Office, n: int, unit: str, event: int, *, clear: bool = False) -> int:
    """The last instant that still leaves so much before an event, going back from it.

    The calendar's roll goes away from the event: its forward is the working day before.
    """
    if unit in MINUTES:
        here, left = event, n * MINUTES[unit]
        while left:
            here -= MINUTE
            left -= not unit.startswith("opening") or office.is_open(here)
        return here
    works, of = unit == "working day", office.day(event)
    if unit in ("month", "year"):
        day = months_before(of, n * (12 if unit == "year" else 1))
        day -= ONE_DAY * clear
    else:
        day, wanted = of, n * (7 if unit == "week" else 1)
        while True:
            day -= ONE_DAY
            between = (day + ONE_DAY * number for number in range(1 if clear else 0, (of - day).days))
            if sum(office.is_worked(one) or not works for one in between) >= wanted:
                break
    step = {None: 0, "forward": -1, "back": 1}[office.roll] if clear or not works else 0
    while step and not office.is_worked(day):
        day += step * ONE_DAY
    return clocks.start_of(day + ONE_DAY, office.zone) - 1


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of an earlier month, or the last one that month has."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    number = day.day
    while True:
        try:
            return dt.date(year, month, number)
        except ValueError:
            number -= 1
