"""`replaces letters` where no contact is for both standards: the line has no effect."""

from __future__ import annotations

from collections.abc import Iterator

from troth.calendars.workdays import WorkCalendar
from troth.checks.overlap import can_hold_together
from troth.diagnostics import Diagnostic
from troth.model.policy import Policy


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T306."""
    for standard in policy.standards:
        for name in standard.replaces:
            other = policy.standard(name)
            if other and not can_hold_together(standard.who.conditions, other.who.conditions, policy.words):
                yield Diagnostic(
                    code="T306",
                    message=f"`{standard.name}` replaces `{name}`, and no contact is for both",
                    span=standard.span,
                    help="leave it out of `replaces`",
                )
