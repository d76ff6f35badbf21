"""`within 3 working days` where the calendar does not say which days are worked."""

from __future__ import annotations

from collections.abc import Iterator

from troth.calendars.workdays import WorkCalendar
from troth.checks.counted import uses_working_days
from troth.diagnostics import Diagnostic
from troth.model.limit import Limit, Notice, Within
from troth.model.policy import Policy


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T204: a promise in working days needs the line `working days`."""
    if policy.calendar is None or policy.calendar.weekdays:
        return
    for promise in policy.promises():
        if any(uses_working_days(limit) or _uses_opening_hours(limit, policy) for limit in promise.every_limit()):
            yield Diagnostic(
                code="T204",
                message="this promise counts working days and the calendar does not say which days those are",
                span=promise.span,
                help=f"add to the calendar `{policy.calendar.name}`: `working days   Monday to Friday`",
            )
            return


def _uses_opening_hours(limit: Limit, policy: Policy) -> bool:
    """Opening hours are those of the working days where the calendar says no others."""
    rules = policy.calendar
    is_open = rules is not None and (rules.hours or rules.always_open)
    return isinstance(limit, Within | Notice) and limit.amount.unit.is_opening and not is_open
