"""`within 3 working days` where the calendar does not say which days are worked."""

from __future__ import annotations

from collections.abc import Iterator

from troth.calendars.workdays import WorkCalendar
from troth.checks.counted import calendars_of, limits_on, uses_working_days
from troth.diagnostics import Diagnostic
from troth.model.calendar import Calendar
from troth.model.limit import Limit, Notice, Within
from troth.model.policy import Policy


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T204: a promise in working days needs the line `working days`."""
    for rules, _ in calendars_of(policy, calendar):
        if rules.weekdays:
            continue
        for promise, limit in limits_on(policy, rules):
            if uses_working_days(limit, rules.short) or _uses_opening_hours(limit, rules):
                yield Diagnostic(
                    code="T204",
                    message="this promise counts working days and the calendar does not say which days those are",
                    span=promise.span,
                    help=f"add to the calendar `{rules.name}`: `working days   Monday to Friday`",
                )
                break


def _uses_opening_hours(limit: Limit, rules: Calendar) -> bool:
    """Opening hours are those of the working days where the calendar says no others."""
    is_open = bool(rules.hours) or rules.always_open
    return isinstance(limit, Within | Notice) and limit.amount.unit.is_opening and not is_open
