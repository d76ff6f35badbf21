"""`on the same day` where the day of arrival can be a closed day: is a post on Saturday answered on Saturday?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from troth.calendars.workdays import WorkCalendar
from troth.checks.counted import day_limits
from troth.checks.written import line_beneath
from troth.diagnostics import Diagnostic, Fix
from troth.model.calendar import Counting
from troth.model.condition import ArrivedOnClosedDay
from troth.model.limit import ARRIVAL, SameDay
from troth.model.policy import Policy
from troth.wording.style import day_text

_LINE = "except on closed days"


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T206: the line `except on closed days` settles it, or counting from when we next open."""
    rules = policy.calendar
    if rules is None or calendar is None or not rules.weekdays or rules.counting is not Counting.ARRIVAL_IS_DAY_0:
        return
    for promise, limit in day_limits(policy):
        if not isinstance(limit, SameDay) or limit.event != ARRIVAL or ArrivedOnClosedDay() in promise.excuses:
            continue
        start = date(max(rules.last_year - 1, rules.first_year), 1, 1)
        days = (start + timedelta(days=step) for step in range(365))
        day = next((day for day in days if not calendar.is_working(day)), None)
        if day is None:
            continue
        yield Diagnostic(
            code="T206",
            message=f"a contact can arrive on a closed day: on {day_text(day)}, is it due by the end of that day, or "
            f"is nothing due (or by the end of {day_text(calendar.next_working(day))})",
            span=promise.span,
            help="add beneath it `except on closed days` if nothing is due then; or write `by the end of the next "
            "working day`",
            # Beneath a promise with cases it would excuse the other limits too.
            fixes=() if promise.cases else (Fix(f"add `{_LINE}`", line_beneath(promise.span, _LINE, policy)),),
        )
