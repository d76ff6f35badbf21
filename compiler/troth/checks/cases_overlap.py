"""Two cases that can hold at once, so that two limits would bind: one must stand beneath the other.

must reply within 1 working day
    while away: within 3 working days
    if complex: within 5 working days       <- and when away, and complex?
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from troth.calendars.workdays import WorkCalendar
from troth.checks.overlap import can_hold_together
from troth.checks.written import case_words
from troth.diagnostics import Diagnostic, Label
from troth.model.condition import Condition, ValueIs
from troth.model.policy import Case, Policy


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T302."""
    for promise in policy.promises():
        yield from _overlapping(promise.cases, promise.conditions, policy)


def _overlapping(cases: tuple[Case, ...], above: tuple[Condition, ...], policy: Policy) -> Iterator[Diagnostic]:
    for first, second in combinations(cases, 2):
        one, other = first.condition, second.condition
        same_dimension = isinstance(one, ValueIs) and isinstance(other, ValueIs) and one.dimension == other.dimension
        if same_dimension:  # a value in both has T301
            continue
        if can_hold_together((*above, one), (other,), policy.words):
            pair = f"`{case_words(first, policy)}` and `{case_words(second, policy)}`"
            yield Diagnostic(
                code="T302",
                message=f"{pair} can hold at once, with different limits",
                span=second.span,
                help="indent one beneath the other: then the inner one wins where both hold",
                labels=(Label(first.span, "the other case"),),
            )
    for case in cases:
        yield from _overlapping(case.cases, (*above, case.condition), policy)
