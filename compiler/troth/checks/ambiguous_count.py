"""`within 3 working days` where the calendar does not say how an arrival on a closed day is counted.

Is a contact that arrives on Saturday counted from Saturday, or as if it had arrived on Monday? The two readings give
different dates for every contact that arrives while closed, so the policy says which: one line, `counting`, in the
calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from troth.calendars.workdays import WorkCalendar
from troth.checks.counted import arrival_text, calendars_of, day_limits, first_difference
from troth.checks.written import line_beneath
from troth.diagnostics import Diagnostic, Fix
from troth.model.calendar import Calendar, Counting
from troth.model.policy import Policy
from troth.wording.calendar import counting_text
from troth.wording.style import day_text


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T203: shown with an arrival for which the readings differ and both due days."""
    for rules, on in calendars_of(policy, calendar):
        if rules.counting is None and rules.weekdays:
            yield from islice(_ambiguous(rules, on, policy), 1)


def _ambiguous(rules: Calendar, calendar: WorkCalendar, policy: Policy) -> Iterator[Diagnostic]:
    """Each limit that can be counted in two ways, of which one is enough to say so."""
    first, second = Counting.ARRIVAL_IS_DAY_0, Counting.WHEN_NEXT_OPEN
    readings = (replace(rules, counting=first), replace(rules, counting=second))
    for promise, limit in day_limits(policy, rules):
        found = first_difference(limit, limit, *readings, policy, calendar)
        example = ""
        if found is not None:
            day, one, other = found
            example = f": {arrival_text(limit, day)} it ends on {day_text(one)}, or on {day_text(other)}"
        yield Diagnostic(
            code="T203",
            message=f"this limit can be counted in two ways{example}",
            span=promise.span,
            help=f"say which in the calendar `{rules.name}`: `counting {first}`, published as "
            f"“{counting_text(readings[0])}”; or `counting {second}`, published as “{counting_text(readings[1])}”",
            fixes=tuple(
                Fix(
                    f"add `counting {counting}`: “{counting_text(reading)}”",
                    line_beneath(rules.span, f"counting {counting}", policy),
                )
                for counting, reading in zip((first, second), readings, strict=True)
            ),
        )
