"""`within 3 clear working days`: by the end of the third of them, or when three whole ones have passed?

Clear days are days between two others, of which neither counts. They go with `at least` and `at most`, before an event
or after it; within them, or on the day after, is what a limit must say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from troth.calendars.workdays import WorkCalendar
from troth.checks.counted import arrival_text, calendars_of, day_limits, first_difference, published
from troth.diagnostics import Diagnostic, Edit, Fix
from troth.model.duration import Duration
from troth.model.limit import Within
from troth.model.policy import Policy
from troth.wording.phrases import limit_text
from troth.wording.style import day_text


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T217: shown with an arrival and both due days."""
    for rules, on in calendars_of(policy, calendar):
        for promise, limit in day_limits(policy, rules):
            if not isinstance(limit, Within) or not limit.clear:
                continue
            n, unit = limit.amount.n, limit.amount.unit
            readings = tuple(replace(limit, clear=False, amount=Duration(n + more, unit)) for more in (0, 1))
            found = first_difference(readings[0], readings[1], rules, rules, policy, on)
            ends = ""
            if found is not None:
                day, one_end, other_end = found
                ends = f": {arrival_text(limit, day)} it ends on {day_text(one_end)}, or on {day_text(other_end)}"
            yield Diagnostic(
                code="T217",
                message=f"`within {limit.amount.clear}` can be read in two ways{ends}",
                span=limit.span,
                help="; or ".join(
                    f"write `{limit_text(one, policy.words)}`, published as “{published(promise, limit, one, policy)}”"
                    for one in readings
                ),
                fixes=tuple(
                    Fix(f"write `{limit_text(one, policy.words)}`", (Edit(limit.span, limit_text(one, policy.words)),))
                    for one in readings
                ),
            )
