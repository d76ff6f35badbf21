"""`must reply within 3 working days` in a policy that has no calendar: which days, and in which time zone?"""

from __future__ import annotations

from collections.abc import Iterator

from troth.calendars.workdays import WorkCalendar
from troth.diagnostics import Diagnostic
from troth.model.limit import Vague
from troth.model.policy import Policy


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T201: a promise that is measured needs a calendar: whoever judges it must know the zone of its times."""
    if policy.calendar is not None:
        return
    for promise in policy.promises():
        if any(not isinstance(limit, Vague) for limit in promise.every_limit()):
            yield Diagnostic(
                code="T201",
                message="this promise is measured and the policy has no calendar",
                span=promise.span,
                help="add `calendar office` to the policy, and a block `calendar office` with `time zone`, `years`, "
                "`holidays`, `working days` and `counting`",
            )
            return
