"""A time zone whose clocks went back over midnight, so that a local date came twice: from which one is a day counted?

Newfoundland did so each autumn until 2010. No deadline in days is right then, so such years are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from troth.calendars.local_time import SECOND
from troth.calendars.workdays import WorkCalendar
from troth.diagnostics import Diagnostic
from troth.model.policy import Policy
from troth.wording.style import date_text


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T216: shown with the last such day of the calendar's years."""
    rules = policy.calendar
    if rules is None or calendar is None:
        return
    twice = [
        calendar.clock.local(at - 1).date()
        for _, after in pairwise(calendar.clock.transitions)
        if calendar.clock.local(at := (after.at or 0) * SECOND).date() < calendar.clock.local(at - 1).date()
        and calendar.start < at < calendar.end
    ]
    if twice:
        yield Diagnostic(
            code="T216",
            message=f"in {rules.zone} clocks went back over midnight on {date_text(twice[-1])}: a date came twice",
            span=rules.span,
            help=f"begin `years` in {twice[-1].year + 1}",
        )
