"""Two standards that set different limits for the same event of one contact: which of the two is promised?

All standards that match a contact apply. Where one is meant instead of the other, it says so: `replaces letters`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from troth.calendars.workdays import WorkCalendar
from troth.checks.overlap import can_hold_together
from troth.diagnostics import Diagnostic, Label
from troth.model.fingerprint import as_data
from troth.model.limit import Vague
from troth.model.policy import Policy, Promise


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T304."""
    for first, second in combinations(policy.promises(), 2):
        same = (first.event, first.actor, first.strength) == (second.event, second.actor, second.strength)
        if not same or first.standard == second.standard or _limits(first) == _limits(second):
            continue
        if second.standard in first.replaces or first.standard in second.replaces:
            continue
        if any(isinstance(limit, Vague) for promise in (first, second) for limit in promise.every_limit()):
            continue
        if can_hold_together(first.conditions, second.conditions, policy.words):
            yield Diagnostic(
                code="T304",
                message=f"`{second.standard}` and `{first.standard}` set different limits for `{second.verb}` of one "
                "contact",
                span=second.span,
                help=f"say which one holds: `replaces {first.standard}` beneath `standard {second.standard}`, or the "
                "other way round; or narrow what `for` says",
                labels=(Label(first.span, "the other limit"),),
            )


def _limits(promise: Promise) -> Any:
    return as_data(promise.limit), as_data(promise.cases)
