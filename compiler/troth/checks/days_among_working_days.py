"""`within 2 days` in a policy that elsewhere counts working days: is that meant?

Both can be right, and people write one where they mean the other. Over a weekend or a holiday they differ, so the
policy is kept as it says, and whoever reviews it is shown both dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from troth.calendars.workdays import WorkCalendar
from troth.checks.counted import arrival_text, calendars_of, day_limits, first_difference, uses_working_days
from troth.diagnostics import Diagnostic
from troth.model.calendar import Calendar
from troth.model.duration import Duration, Unit
from troth.model.limit import Within
from troth.model.policy import Policy
from troth.wording.style import day_text


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T210, a warning: shown with a contact for which the two amounts end on different days."""
    if not any(uses_working_days(limit) for promise in policy.promises() for limit in promise.every_limit()):
        return
    for rules, on in calendars_of(policy, calendar):
        yield from _among(policy, rules, on)


def _among(policy: Policy, rules: Calendar, calendar: WorkCalendar) -> Iterator[Diagnostic]:
    for promise, limit in day_limits(policy, rules):
        if limit in (promise.cap, promise.floor):
            continue
        if not isinstance(limit, Within) or limit.amount.unit is not Unit.DAY or limit.then is not None:
            continue
        if limit.amount.n <= rules.short:
            continue
        working = Duration(limit.amount.n, Unit.WORKING_DAY)
        found = first_difference(limit, replace(limit, amount=working, roll=None), rules, rules, policy, calendar)
        if found is None:
            continue
        day, one, other = found
        yield Diagnostic(
            code="T210",
            message=f"`within {limit.amount}` counts every day, and elsewhere this policy counts working days: "
            f"{arrival_text(limit, day)} it ends on {day_text(one)}, and {working} on "
            f"{day_text(other)}",
            span=limit.span,
            help=f"if the source means working days, write `within {working}`; if not, leave it so",
        )
