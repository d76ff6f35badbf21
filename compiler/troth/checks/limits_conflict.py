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
from troth.model.policy import US, Policy, Promise, Strength


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T304."""
    alike: dict[tuple[str, str, Strength], list[tuple[Promise, Any]]] = {}
    for promise in policy.promises():
        if not any(isinstance(limit, Vague) for limit in promise.every_limit()):
            limits = as_data(promise.limit), as_data(promise.cases)
            alike.setdefault((promise.event, promise.actor, promise.strength), []).append((promise, limits))
    for group in alike.values():
        yield from _conflicts(group, policy)


def _conflicts(group: list[tuple[Promise, Any]], policy: Policy) -> Iterator[Diagnostic]:
    for (first, limits), (second, other_limits) in combinations(group, 2):
        if first.standard == second.standard or limits == other_limits:
            continue
        if second.standard in first.replaces or first.standard in second.replaces:
            continue
        if can_hold_together(first.conditions, second.conditions, policy.words):
            yield Diagnostic(
                code="T304",
                message=f"`{second.standard}` and `{first.standard}` both say by when {_who(second)} `{second.verb}`, "
                "and a contact can be for both",
                span=second.span,
                help=f"say which one holds: `replaces {first.standard}` beneath `standard {second.standard}`, or the "
                "other way round; or narrow what `for` says",
                labels=(Label(first.span, "the other limit"),),
            )


def _who(promise: Promise) -> str:
    return "we" if promise.actor == US else f"a {promise.actor} must"
