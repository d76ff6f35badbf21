"""`within 24 hours` of what comes by a channel that counts as arriving on a day: from which hour?

A posted letter counts as arriving on the second working day after it was posted. That day has no time of day, so hours,
minutes and the same time of day cannot be counted from it, and nobody could ever say when the promise is due.
"""

from __future__ import annotations

from collections.abc import Iterator

from troth.calendars.workdays import WorkCalendar
from troth.diagnostics import Diagnostic
from troth.model.limit import ARRIVAL, Limit, Within
from troth.model.policy import Policy, Promise
from troth.wording.phrases import limit_text


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T221, a warning: of a promise for such channels alone; others have contacts for which it can be said."""
    for promise in policy.promises():
        channels = _deemed(promise, policy)
        for _, limit in promise.limits():
            if channels and _needs_time(limit):
                yield Diagnostic(
                    code="T221",
                    message=f"what comes by {channels[0]} counts as arriving on a day, and "
                    f"`{limit_text(limit, policy.words)}` needs a time of day",
                    span=promise.span,
                    help="say it in days or working days, or count it from an event that has a time",
                )


def _deemed(promise: Promise, policy: Policy) -> tuple[str, ...]:
    """The channels of a promise, where what comes by each of them counts as arriving on another day."""
    channels = promise.who.values("channel")
    terms = [policy.words.term("channel", name) for name in channels]
    return channels if all(term is not None and term.deemed is not None for term in terms) else ()


def _needs_time(limit: Limit) -> bool:
    return isinstance(limit, Within) and limit.event == ARRIVAL and (limit.amount.unit.is_timed or limit.same_time)
