"""`within 1 month` from the 31st: what if that month has no such day?

A month leads to the same day of the next month, and not every month has a 31st, a 30th or a 29th. Whether the deadline
then ends on the last day of that month or on the first day of the next is said once, in the calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from troth.calendars.workdays import WorkCalendar
from troth.checks.counted import arrival_text, calendars_of, day_limits, first_difference, limits_on, said_text
from troth.checks.written import line_beneath
from troth.deadlines.due import amounts_of
from troth.diagnostics import Diagnostic, Fix
from troth.model.calendar import Calendar, MonthEnd
from troth.model.duration import Unit
from troth.model.limit import Limit, Notice
from troth.model.policy import Policy, Promise
from troth.wording.calendar import month_end_text
from troth.wording.style import day_text


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T215: shown with an arrival for which the readings differ and both due days."""
    for rules, on in calendars_of(policy, calendar):
        if rules.month_end is None:
            yield from _months(policy, rules, on)


def _months(policy: Policy, rules: Calendar, calendar: WorkCalendar) -> Iterator[Diagnostic]:
    clamped, over = (replace(rules, month_end=month_end) for month_end in MonthEnd)
    for promise, limit in day_limits(policy, rules):
        if any(amount.unit in (Unit.MONTH, Unit.YEAR) for amount in amounts_of(limit, None)):
            found = first_difference(limit, limit, clamped, over, policy, calendar)
            if found is not None:
                day, one, other = found
                shown = f"{arrival_text(limit, day)} it ends on {day_text(one)}, or on {day_text(other)}"
                yield _finding(promise, limit, shown, rules, policy)
                return
    for promise, notice in limits_on(policy, rules):
        if isinstance(notice, Notice) and notice.amount.unit in (Unit.MONTH, Unit.YEAR):
            yield _finding(promise, notice, "counted from a 31st it has two readings", rules, policy)
            return


def _finding(promise: Promise, limit: Limit, shown: str, rules: Calendar, policy: Policy) -> Diagnostic:
    return Diagnostic(
        code="T215",
        message=f"`{said_text(promise, limit, policy.words)}` can lead to a month that has no such day: {shown}",
        span=promise.span,
        help=f"say which in the calendar `{rules.name}`: "
        + "; or ".join(f"`month end {one}`, published as “{month_end_text(one)}”" for one in MonthEnd),
        fixes=tuple(
            Fix(
                f"add `month end {month_end}`: “{month_end_text(month_end)}”",
                line_beneath(rules.span, f"month end {month_end}", policy),
            )
            for month_end in MonthEnd
        ),
    )
