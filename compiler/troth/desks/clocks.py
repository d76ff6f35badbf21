"""The clocks of help desks, as their documentation describes them, over our own calendar.

A target there is an amount of time on one of two clocks: all time (calendar hours), or the time in a schedule (business
hours), which knows the hours of a week and whole days without any. ServiceNow also counts business days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from troth.calendars.local_time import SECOND
from troth.calendars.opening import local_minute, spans_on
from troth.calendars.workdays import WorkCalendar
from troth.tables.clocks import BeyondTable, TimeClock
from troth.tables.due_table import DueTable, Ends, compile_table

_DAY = timedelta(days=1)


class Hours(StrEnum):
    """Which time counts."""

    CALENDAR = "calendar hours"
    BUSINESS = "business hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A target of so many seconds on a clock."""

    seconds: int
    hours: Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessDays:
    """A deadline on the n-th day of the schedule after the day of arrival: its end, or the end of its hours, or a time.

    `at`: in minutes of the day. `cutoff`: the minute of the day from which on an arrival counts one day more, or None.
    `is_worked`: days of the schedule; else every day.
    """

    n: int
    at: int | None = None
    by_closing: bool = False
    cutoff: int | None = None
    is_worked: bool = True


class Schedule:
    """Our calendar as a product's schedule: hours by weekday, none on days that are taken out whole.

    `dated`: whether it can also say the hours of single dates and of parts of the year. `in_days`: it is to count days,
    so it has hours on those that count and on no other; else it is to count the time while we are open.
    """

    def __init__(self, calendar: WorkCalendar, *, dated: bool, in_days: bool) -> None:
        self.calendar = calendar
        self._dated = dated
        self._in_days = in_days

    @cached_property
    def clock(self) -> TimeClock:
        """The time in the schedule."""
        return TimeClock(span for day in self.days() for span in self._spans(day))

    def days(self) -> Iterator[date]:
        """Every day of the calendar's years."""
        first, last = self.calendar.first, self.calendar.last
        return (first + timedelta(days=step) for step in range((last - first).days + 1))

    def _spans(self, day: date) -> list[tuple[int, int]]:
        """The instants from which and until which the schedule is open, in spans that begin on a day."""
        calendar = self.calendar
        if self._in_days and not calendar.is_counted(day):
            return []
        closed = day in calendar.closed or (day in calendar.shut and not self._in_days)
        if not calendar.has_hours:
            is_open = calendar.is_working(day) and not closed
            return [(calendar.start_of(day), calendar.start_of(day + _DAY))] if is_open else []
        if self._dated or calendar.rules.always_open:
            rules = calendar.opening_rules
        else:
            rules = [rule for rule in calendar.opening_rules if not rule["dates"] and not rule["during"]]
        spans = spans_on(day, rules, is_closed=closed)
        first = calendar.clock.first_instant
        found = [(first(local_minute(day, start)), first(local_minute(day, end))) for start, end in spans]
        return [(start, end) for start, end in found if start < end]

    @cached_property
    def scheduled(self) -> list[date]:
        """The days that have hours in the schedule."""
        return [day for day in self.days() if self._spans(day)]

    def table(self, setting: Amount | BusinessDays) -> DueTable:
        """The deadline that a product would show for every arrival; None where that lies beyond the years."""
        calendar = self.calendar
        if isinstance(setting, BusinessDays):
            return self._of_days(setting)
        total = setting.seconds * SECOND
        if setting.hours is Hours.CALENDAR:
            return compile_table(lambda at: _within(at + total, calendar), [calendar.start], calendar.end)
        clock = self.clock

        def evaluate(at: int) -> Ends | None:
            try:
                return _within(clock.shift(at, total), calendar)
            except BeyondTable:
                return None

        points = {calendar.start, *clock.starts, *clock.ends}
        for counted in clock.totals[1:]:
            if counted > total:
                ends = clock.back(counted - total)
                points.update((ends, ends + 1))
        return compile_table(evaluate, sorted(point for point in points if point >= calendar.start), calendar.end)

    def _of_days(self, setting: BusinessDays) -> DueTable:
        calendar, scheduled = self.calendar, self.scheduled if setting.is_worked else list(self.days())
        place = {day: index for index, day in enumerate(scheduled)}

        def evaluate(at: int) -> Ends | None:
            day = calendar.day_of(at)
            if day not in place:
                return None  # their documentation does not say which day is counted first
            more = setting.cutoff is not None and at >= calendar.clock.first_instant(local_minute(day, setting.cutoff))
            index = place[day] + setting.n + more
            if index >= len(scheduled):
                return None
            last = scheduled[index]
            if setting.at is not None:
                return calendar.clock.first_instant(local_minute(last, setting.at)), True
            if setting.by_closing:
                return self._spans(last)[-1][1], True
            return calendar.start_of(last + _DAY), False

        points = {calendar.start_of(day) for day in self.days()}
        if setting.cutoff is not None:
            points.update(calendar.clock.first_instant(local_minute(day, setting.cutoff)) for day in scheduled)
        return compile_table(evaluate, sorted(points), calendar.end)


def _within(due: int, calendar: WorkCalendar) -> Ends | None:
    return (due, True) if due <= calendar.end else None
