"""A limit so long that it ends beyond the calendar's years even for the first contact in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.checks.counted import uses_working_days
from troth.deadlines.contact import Moment
from troth.deadlines.due import count
from troth.diagnostics import Diagnostic
from troth.model.duration import Duration
from troth.model.limit import DayEnded, NextWorkingDay, SameDay, Within
from troth.model.policy import Policy


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T207: no contact could ever be given a deadline."""
    rules = policy.calendar
    if calendar is None or rules is None:
        return
    for promise in policy.promises():
        own = [limit for _, limit in promise.limits()]
        for limit in promise.deadlines():
            if not isinstance(limit, Within | NextWorkingDay | SameDay):
                continue
            on = calendar.named(limit.calendar).rules
            if uses_working_days(limit) and not on.weekdays:  # T204 says so
                continue
            extension = promise.extension.amount if promise.extension and limit in own else None
            if all(_leaves(limit, start, extension, calendar) for start in _starts(calendar)):
                yield Diagnostic(
                    code="T207",
                    message=f"this limit is longer than the calendar's years, {rules.first_year} to {rules.last_year}",
                    span=promise.span,
                    help="check the figure, or give the calendar more years",
                )


def _starts(calendar: WorkCalendar) -> tuple[int, int]:
    """The first instant of the years, and a month later: from the first days a limit may roll back out of them."""
    return calendar.start, calendar.start_of(calendar.first + timedelta(days=31))


def _leaves(limit: DayEnded, start: int, extension: Duration | None, calendar: WorkCalendar) -> bool:
    try:
        count(limit, Moment(start, start), calendar, extension)
    except (OutsideYears, OverflowError):
        return True
    return False
