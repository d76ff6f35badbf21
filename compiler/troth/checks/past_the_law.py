"""`basis law` and a contact that counts as arriving when you next open: does the law wait for that too?

A statute counts its days, weeks and months from the day on which something is received, open or not. A calendar that
begins when the organisation next opens can end a day or more later than the law allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from troth.calendars.workdays import WorkCalendar
from troth.checks.counted import arrival_text, calendars_of, day_limits, first_difference, said_text
from troth.diagnostics import Diagnostic
from troth.model.calendar import Counting
from troth.model.duration import Unit
from troth.model.limit import Within
from troth.model.policy import Policy
from troth.wording.style import day_text


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T219, a warning: shown with an arrival for which the two readings end on different days."""
    for rules, on in calendars_of(policy, calendar):
        if rules.counting is not Counting.WHEN_NEXT_OPEN:
            continue
        by_law = replace(rules, counting=Counting.ARRIVAL_IS_DAY_0)
        for promise, limit in day_limits(policy, rules):
            if promise.basis is None or not isinstance(limit, Within) or limit.amount.unit is Unit.WORKING_DAY:
                continue
            found = first_difference(limit, limit, rules, by_law, policy, on)
            if found is None:
                continue
            day, one, other = found
            yield Diagnostic(
                code="T219",
                message=f"`{said_text(promise, limit, policy.words)}` can run past “{promise.basis}”: "
                f"{arrival_text(limit, day)} it ends on {day_text(one)}, and counted from that day itself on "
                f"{day_text(other)}",
                span=limit.span,
                help="count what the law requires by a calendar of its own with `counting the day of arrival is day "
                "0`: add `, on calendar NAME`; if the law itself waits until you are open, leave it so",
            )
