"""What several checks ask of a limit, and how they show a policy owner two readings of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.deadlines.contact import Moment
from troth.deadlines.due import Due, amount_of, count
from troth.model.calendar import Calendar, Counting
from troth.model.duration import Unit
from troth.model.limit import DayEnded, Limit, NextWorkingDay, Notice, SameDay, Within
from troth.model.policy import Policy, Promise

_MIDDAY = time(10)


def uses_working_days(limit: Limit) -> bool:
    """Does it count working days?"""
    if isinstance(limit, Notice):
        return limit.amount.unit is Unit.WORKING_DAY
    if not isinstance(limit, Within | NextWorkingDay):
        return False
    amount = amount_of(limit)
    return amount is not None and amount.unit is Unit.WORKING_DAY


def counts_days(limit: Limit) -> bool:
    """Does it depend on which day is day 0?"""
    if isinstance(limit, Within):
        return not limit.amount.unit.is_timed and not limit.day_and_night
    return isinstance(limit, NextWorkingDay | SameDay)


def day_limits(policy: Policy) -> Iterator[tuple[Promise, DayEnded]]:
    """Each limit that is counted in days from an event, with its promise."""
    for promise in policy.promises():
        for limit in promise.every_limit():
            if isinstance(limit, Within | NextWorkingDay | SameDay) and counts_days(limit):
                yield promise, limit


def first_difference(
    first: DayEnded, second: DayEnded, one: Calendar, other: Calendar, calendar: WorkCalendar
) -> tuple[date, Due, Due] | None:
    """The first day of arrival for which two limits, each on its calendar, end on different days, with both ends.

    Looked for in the calendar's year before the last, so that the example is not of long ago.
    """
    start = date(max(calendar.last.year - 1, calendar.first.year), 1, 1)
    first_calendar, second_calendar = (WorkCalendar(rules, calendar.clock.transitions) for rules in (one, other))
    for step in range(366):
        day = start + timedelta(days=step)
        instant = calendar.clock.first_instant(datetime.combine(day, _MIDDAY))
        try:
            end = count(first, Moment(instant, instant), first_calendar)
            other_end = count(second, Moment(instant, instant), second_calendar)
        except OutsideYears:
            return None
        if isinstance(end, Due) and isinstance(other_end, Due) and end.last_day != other_end.last_day:
            return day, end, other_end
    return None


def with_counting(calendar: Calendar, counting: Counting | None) -> Calendar:
    """The calendar under another counting."""
    return replace(calendar, counting=counting)
