"""Which days count: working days of a calendar, with the reason for each that does not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from troth.calendars.local_time import SECOND, LocalTime, Transition
from troth.calendars.opening import DAY_MINUTES, is_in_season, local_minute, rule_of, spans_on
from troth.model.calendar import Calendar, ClosedDay, Hours, MonthEnd, NotCounted, YearlyDays
from troth.model.duration import Unit

WEEKEND = "weekend"
NOT_WORKED = "not a working day"
SKIPPED = "a day that clocks there skipped"
NOT_COUNTED = "not counted"
_DAY_SECONDS = 86_400


class OutsideYears(Exception):
    """A day or an instant beyond the calendar's years; `args[0]` is it."""


class WorkCalendar:
    """A calendar at work: its days and its local time; `others`: the policy's other calendars, in the same zone.

    Every method that takes or gives a date raises OutsideYears beyond the calendar's years.
    """

    def __init__(
        self, calendar: Calendar, transitions: tuple[Transition, ...], others: Iterable[Calendar] = ()
    ) -> None:
        self.rules = calendar
        self.others = {other.name: WorkCalendar(other, transitions) for other in others}
        self._transitions = transitions
        self._known: dict[int, WorkCalendar] = {}
        self.first = calendar.first
        self.last = calendar.last
        self.clock = LocalTime(transitions)
        self.closed = {closed.day: closed.name for closed in calendar.closed}
        self.shut = {shut.day: shut.name for shut in calendar.shut}
        self.closed.update(dict.fromkeys(_skipped(self.clock), SKIPPED))
        self.start = self.clock.start_of(self.first)
        self.end = self.clock.start_of(self.last + timedelta(days=1))
        self._midnights: dict[date, int] = {}

    def named(self, name: str) -> WorkCalendar:
        """The calendar of the policy that has this name; itself for "".

        Raises KeyError.
        """
        return self if not name else self.others[name]

    @cached_property
    def announcements(self) -> dict[date, tuple[ClosedDay, ...]]:
        """The days on which closed days were announced, in order, of this calendar and the policy's others."""
        found: dict[date, dict[ClosedDay, None]] = {}
        for rules in (self.rules, *(other.rules for other in self.others.values())):
            for closed in (*rules.closed, *rules.shut):
                if closed.announced is not None:
                    found.setdefault(closed.announced, {})[closed] = None
        return {day: tuple(sorted(found[day], key=lambda closed: closed.day)) for day in sorted(found)}

    def known_on(self, day: date) -> WorkCalendar:
        """This calendar without the closed days that were announced after a local day."""
        if not self.announcements:
            return self
        number = sum(announced <= day for announced in self.announcements)
        if number == len(self.announcements):
            return self
        if number not in self._known:
            others = (_known_rules(other.rules, day) for other in self.others.values())
            self._known[number] = WorkCalendar(_known_rules(self.rules, day), self._transitions, others)
        return self._known[number]

    @cached_property
    def uncounted(self) -> dict[date, str]:
        """The days that no amount in days counts though they may be working days, each with why."""
        days = (self.first + timedelta(days=step) for step in range((self.last - self.first).days + 1))
        rules = self.rules.not_counted
        return {day: rule.name or NOT_COUNTED for day in days for rule in rules if _is_of(day, rule)} if rules else {}

    @cached_property
    def working_days(self) -> WorkingDayClock:
        """The working days that amounts count, as a clock."""
        return WorkingDayClock(self)

    @cached_property
    def opening_rules(self) -> list[dict[str, Any]]:
        """The opening hours as plain rules (see `opening`); where none are said, the whole of each working day."""
        rules = self.rules
        if rules.always_open:
            return [rule_of(Hours(spans=((0, DAY_MINUTES),), dates=(rules.first, rules.last)))]
        return [rule_of(hours) for hours in rules.hours]

    @property
    def months_overflow(self) -> bool:
        """Does a month without the corresponding day lead to the first day of the next?"""
        return self.rules.month_end is MonthEnd.NEXT_MONTH

    @property
    def has_hours(self) -> bool:
        """Are opening hours said, so that one can be closed on a working day?"""
        return bool(self.opening_rules)

    def open_spans(self, day: date) -> list[tuple[int, int]]:
        """The instants from which and until which it is open in spans that begin on a day, in order."""
        if not self.has_hours:
            is_open = self.is_working(day) and day not in self.shut
            return [(self.start_of(day), self.start_of(day + timedelta(days=1)))] if is_open else []
        is_closed = self.check(day) in self.closed or day in self.shut
        spans = spans_on(day, self.opening_rules, is_closed=is_closed)
        instants = [tuple(self.clock.first_instant(local_minute(day, minute)) for minute in span) for span in spans]
        return [(start, end) for start, end in instants if start < end]

    def is_open(self, instant: int) -> bool:
        """Is it open at an instant? Where no hours are said, the whole of each working day."""
        evening, day = self.evening_before(instant), self.day_of(instant)
        days = [day] if evening is None else [evening, day]
        return any(start <= instant < end for one in days for start, end in self.open_spans(one))

    def evening_before(self, instant: int) -> date | None:
        """The day before that of an instant, on whose evening we may have opened; None for the first of the years.

        Raises OutsideYears on that first day in a night that would have begun before the years.
        """
        day = self.day_of(instant)
        if day > self.first:
            return day - timedelta(days=1)
        overhang = max((end - DAY_MINUTES for rule in self.opening_rules for _, end in rule["spans"]), default=0)
        if instant < self.start + max(overhang, 0) * 60 * SECOND:
            raise OutsideYears(instant)
        return None

    def why_not_counted(self, day: date, unit: Unit) -> str | None:
        """Why a day is not one of an amount in working days or days; None where it is."""
        why = self.why_closed(day)
        if why is not None and (unit is Unit.WORKING_DAY or why == SKIPPED):
            return why
        return self.uncounted.get(day)

    def is_counted(self, day: date) -> bool:
        """Is it a day of an amount in working days, and one on which a limit may end?"""
        return self.why_not_counted(day, Unit.WORKING_DAY) is None

    def open_between(self, start: int, end: int) -> int:
        """The microseconds from one instant to another while it is open."""
        total, day = 0, self.evening_before(start) or self.first
        while day <= self.last and self.start_of(day) < end:
            total += sum(max(min(closes, end) - max(opens, start), 0) for opens, closes in self.open_spans(day))
            day += timedelta(days=1)
        return total

    def check(self, day: date) -> date:
        if not self.first <= day <= self.last:
            raise OutsideYears(day)
        return day

    def why_closed(self, day: date) -> str | None:
        """Why a day is no working day; None for a working day."""
        self.check(day)
        if day in self.closed:
            return self.closed[day]
        if day.weekday() in self.rules.weekdays:
            return None
        return WEEKEND if day.weekday() >= 5 else NOT_WORKED

    def is_working(self, day: date) -> bool:
        return self.why_closed(day) is None

    def next_working(self, day: date) -> date:
        """That day if it is a working day, else the next one."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def working_before(self, day: date) -> date:
        """That day if it is a working day, else the one before it."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def day_of(self, instant: int) -> date:
        """The local date of an instant."""
        if not self.start <= instant < self.end:
            raise OutsideYears(instant)
        return self.clock.local(instant).date()

    def start_of(self, day: date) -> int:
        """The first instant of a local day; the day after the last one has a start too."""
        if day not in self._midnights:
            if day != self.last + timedelta(days=1):
                self.check(day)
            self._midnights[day] = self.clock.start_of(day)
        return self._midnights[day]

    def at(self, day: date, at: time) -> int:
        """The first instant of a day at which clocks show `at` or later."""
        self.check(day)
        return self.clock.first_instant(datetime.combine(day, at))


def _known_rules(rules: Calendar, day: date) -> Calendar:
    def known(days: tuple[ClosedDay, ...]) -> tuple[ClosedDay, ...]:
        return tuple(closed for closed in days if closed.announced is None or closed.announced <= day)

    return replace(rules, closed=known(rules.closed), shut=known(rules.shut))


def _is_of(day: date, rule: NotCounted) -> bool:
    if isinstance(rule.days, YearlyDays):
        return is_in_season(day, rule.days.first, rule.days.last)
    return rule.days[0] <= day <= rule.days[1]


def _skipped(clock: LocalTime) -> Iterator[date]:
    """Local days that a zone never had: Samoa went from 29 to 31 December 2011."""
    for before, after in pairwise(clock.transitions):
        if after.offset - before.offset >= _DAY_SECONDS // 2:
            day = clock.local((after.at or 0) * SECOND).date() - timedelta(days=1)
            if clock.start_of(day) == clock.start_of(day + timedelta(days=1)):
                yield day


class WorkingDayClock:
    """Counted working days as a clock that never goes down: those up to and including a day.

    `read(day)` is that number; `back(n)` is the day on which it becomes n.
    """

    def __init__(self, calendar: WorkCalendar) -> None:
        self._calendar = calendar
        days = (calendar.last - calendar.first).days + 1
        every = (calendar.first + timedelta(days=step) for step in range(days))
        self._worked = [day.toordinal() for day in every if calendar.is_counted(day)]

    def read(self, day: date) -> int:
        return bisect_right(self._worked, self._calendar.check(day).toordinal())

    def back(self, n: int) -> date:
        """The n-th working day of the calendar's years, from 1.

        Raises OutsideYears beyond the last.
        """
        if not 1 <= n <= len(self._worked):
            raise OutsideYears(self._calendar.last + timedelta(days=1))
        return date.fromordinal(self._worked[n - 1])
