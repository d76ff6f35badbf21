"""A calendar in a compiled checker: sorted tables of days, and local time.

The generator writes this module into a checker before `runtime_deadlines`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from troth.calendars.local_time import SECOND, LocalTime, Transition
from troth.calendars.opening import DAY_MINUTES, local_minute, spans_on
from troth.tables.clocks import BeyondTable, DayClock, TimeClock

Moment = tuple[int, int]


class Outside(Exception):
    """A day beyond the calendar's years."""


class Unknown(Exception):
    """What would have to be known."""


class Waits(Exception):
    """The event that starts the clock."""


class Day(tuple[int, int]):
    """A local day, from its first instant to its last, that is day 0 whatever the calendar's counting.

    `sent`: on which something counts as arriving that was sent on that day; 0 for any other.
    """

    sent = 0


class Calendar:
    """Days as ordinals: `worked` is sorted, so counting and finding the n-th are binary searches; so is `counted_days`.

    `others`: the policy's other calendars by name, in the same zone. `uncounted`: days that no amount in days counts,
    though they may be worked, each with why.
    """

    def __init__(self, data: dict[str, Any], others: dict[str, dict[str, Any]] | None = None) -> None:
        self._data, self._others_data = data, others or {}
        self._known: dict[int, Calendar] = {}
        self.others = {name: Calendar(other) for name, other in (others or {}).items()}
        self.zone = data["zone"]
        first_year, last_year = data["years"]
        self.years = f"{first_year} to {last_year}"
        self.first = date(first_year, 1, 1).toordinal()
        self.last = date(last_year, 12, 31).toordinal()
        self.closed = {date.fromisoformat(day).toordinal(): name for day, name in data["closed"].items()}
        self.overflow = data["overflow"]
        self.shut = {date.fromisoformat(day).toordinal(): name for day, name in data["shut"].items()}
        self.weekdays = frozenset(data["weekdays"])
        self.worked = [
            day for day in range(self.first, self.last + 1) if (day - 1) % 7 in self.weekdays and day not in self.closed
        ]
        self.cutoff = None if data["cutoff"] is None else time.fromisoformat(data["cutoff"])
        self.clock = LocalTime(tuple(Transition(*entry) for entry in data["transitions"]))
        self.uncounted = {date.fromisoformat(day).toordinal(): name for day, name in data["uncounted"].items()}
        self.counted_days = [day for day in self.worked if day not in self.uncounted]
        self.working = DayClock(self.counted_days, [day + 1 for day in self.counted_days])
        self._ends: dict[int, int] = {}
        self.start, self.end = self.end_of(self.first - 1), self.end_of(self.last)
        self.skipped = [day for day in self.closed if self.end_of(day - 1) == self.end_of(day)]
        self.rules = data["hours"]
        self._open_on: dict[int, list[tuple[int, int]]] = {}

    @cached_property
    def announcements(self) -> dict[int, list[tuple[int, str]]]:
        """The days on which closed days were announced, in order, of this calendar and the others, each with those."""
        found: dict[int, set[tuple[int, str]]] = {}
        for data in (self._data, *self._others_data.values()):
            for day, (announced, name) in data["announced"].items():
                one = date.fromisoformat(day).toordinal(), name
                found.setdefault(date.fromisoformat(announced).toordinal(), set()).add(one)
        return {day: sorted(found[day]) for day in sorted(found)}

    def known_on(self, day: int) -> Calendar:
        """This calendar without the closed days that were announced after a day."""
        if not self.announcements:
            return self
        number = sum(announced <= day for announced in self.announcements)
        if number == len(self.announcements):
            return self
        if number not in self._known:
            others = {name: _known(other, day) for name, other in self._others_data.items()}
            self._known[number] = Calendar(_known(self._data, day), others)
        return self._known[number]

    def named(self, name: str) -> Calendar:
        """The calendar of the policy that has this name; itself for ""."""
        return self.others[name] if name else self

    def inside(self, day: int) -> int:
        if not self.first <= day <= self.last:
            raise Outside
        return day

    def day_of(self, instant: int) -> int:
        if not self.start <= instant < self.end:
            raise Outside
        return self.clock.local(instant).toordinal()

    def end_of(self, day: int) -> int:
        if day not in self._ends:
            self._ends[day] = self.clock.start_of(date.fromordinal(day + 1))
        return self._ends[day]

    def at(self, day: int, at: time) -> int:
        """The first instant of a day at which clocks show that time or a later one."""
        return self.clock.first_instant(datetime.combine(date.fromordinal(day), at))

    def open_on(self, day: int) -> list[tuple[int, int]]:
        """The instants from which and until which it is open in spans that begin on a day."""
        if day not in self._open_on:
            if not self.rules:
                whole = [(self.end_of(day - 1), self.end_of(day))]
                spans = whole if self.is_worked(day) and day not in self.shut else []
            else:
                here = date.fromordinal(self.inside(day))
                minutes = spans_on(here, self.rules, is_closed=day in self.closed or day in self.shut)
                first = self.clock.first_instant
                spans = [(first(local_minute(here, a)), first(local_minute(here, b))) for a, b in minutes]
            self._open_on[day] = [(opens, closes) for opens, closes in spans if opens < closes]
        return self._open_on[day]

    @cached_property
    def open_time(self) -> TimeClock:
        """The time while it is open, as a clock."""
        return TimeClock(span for day in range(self.first, self.last + 1) for span in self.open_on(day))

    def open_between(self, start: int, end: int) -> int:
        """The microseconds from one instant to another while it is open."""
        self.evening_before(start)
        self.day_of(end)
        return self.open_time.read(end) - self.open_time.read(start)

    def is_open(self, instant: int) -> bool:
        days = range(self.evening_before(instant), self.day_of(instant) + 1)
        return any(opens <= instant < closes for one in days for opens, closes in self.open_on(one))

    def evening_before(self, instant: int) -> int:
        """The day before that of an instant, on whose evening it may have opened; on the first day, that day.

        Raises Outside on that first day in a night that would have begun before the years.
        """
        day = self.day_of(instant)
        overhang = max((end - DAY_MINUTES for rule in self.rules for _, end in rule["spans"]), default=0)
        if day == self.first and instant < self.start + max(overhang, 0) * 60 * SECOND:
            raise Outside
        return max(day - 1, self.first)

    def counted(self, day: int, n: int, unit: str) -> int:
        """The day that lies so many days or working days after another, or before it."""
        if unit == "working day":
            return self.from_worked(day, n)
        last = day + n
        while last != (later := day + n + sum(day < other <= last for other in self.passed_over)):
            last = later
        return self.inside(last)

    @cached_property
    def passed_over(self) -> list[int]:
        """The days that days do not count."""
        return sorted({*self.skipped, *self.uncounted})

    def later_day(self, day: int, n: int, unit: str) -> int:
        """The day that weeks, months or years lead to; a month without that day gives its last, or the day after it."""
        if unit == "week":
            return day + 7 * n
        start = date.fromordinal(day)
        years, month = divmod(start.month - 1 + (12 * n if unit == "year" else n), 12)
        year = start.year + years
        last = monthrange(year, month + 1)[1]
        over = 1 if self.overflow and start.day > last else 0
        return date(year, month + 1, min(start.day, last)).toordinal() + over

    def counts(self, day: int, unit: str) -> bool:
        """Is a day one of those that an amount counts?"""
        if day in self.uncounted:
            return False
        return self.is_worked(day) if unit == "working day" else day not in self.skipped

    def is_counted(self, day: int) -> bool:
        """Is it a day of an amount in working days, and one on which a limit may end?"""
        return self.counts(day, "working day")

    def is_worked(self, day: int) -> bool:
        index = bisect_left(self.worked, self.inside(day))
        return index < len(self.worked) and self.worked[index] == day

    def next_worked(self, day: int) -> int:
        """That day if it is a working day, else the next one."""
        return _at(self.worked, bisect_left(self.worked, self.inside(day)))

    def from_worked(self, day: int, steps: int) -> int:
        """The counted working day `steps` after a day; 0: that day if it is one, else the next; -1: else the last."""
        if steps > 0:  # day 0 may be the day before the years, where the first of them is day 1
            try:
                return self.working.shift(day if day == self.first - 1 else self.inside(day), steps) - 1
            except BeyondTable:
                raise Outside from None
        days = self.counted_days
        return _at(days, bisect_left(days, self.inside(day)) if steps == 0 else bisect_right(days, day) - 1)

    def why_not(self, day: int, unit: str = "working day") -> str:
        """Why a day does not count; by default, why a limit cannot end on it."""
        if day in self.uncounted and (day in self.worked_set or (unit == "day" and day not in self.skipped)):
            return str(self.uncounted[day])
        return self.why_closed(day)

    @cached_property
    def worked_set(self) -> frozenset[int]:
        return frozenset(self.worked)

    def why_closed(self, day: int) -> str:
        return self.closed.get(day) or ("weekend" if (day - 1) % 7 >= 5 else "not a working day")


def _at(days: list[int], index: int) -> int:
    if not 0 <= index < len(days):
        raise Outside
    return days[index]


def _known(data: dict[str, Any], day: int) -> dict[str, Any]:
    """A calendar's table without the closed days that were announced after a day."""
    announced = data["announced"].items()
    unknown = {closed for closed, (heard, _) in announced if date.fromisoformat(heard).toordinal() > day}
    closed, shut = ({one: name for one, name in data[of].items() if one not in unknown} for of in ("closed", "shut"))
    return {**data, "closed": closed, "shut": shut}
