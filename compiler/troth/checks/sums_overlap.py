"""Two cases of a sum that can hold at once, so that two sums would be owed: which of them is it?

remedy £30
    business: £50
    if "severe weather": £10       <- and for a business in severe weather?
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from troth.calendars.workdays import WorkCalendar
from troth.checks.overlap import can_hold_together
from troth.diagnostics import Diagnostic, Label
from troth.model.condition import Condition, ValueIs
from troth.model.measure import Sums
from troth.model.policy import Policy, Promise
from troth.wording.answer import case_text


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T302."""
    for promise in policy.promises():
        if promise.remedy is not None:
            further = promise.remedy.further
            for sums in (promise.remedy.sums, *(() if further is None else (further.sums,))):
                yield from _overlapping(sums, promise, policy)


def _overlapping(sums: Sums, promise: Promise, policy: Policy) -> Iterator[Diagnostic]:
    for first, second in combinations(sums.cases, 2):
        one, other = first.condition, second.condition
        if _of_one_dimension(one, other) or not can_hold_together((*promise.conditions, one), (other,), policy.words):
            continue
        yield Diagnostic(
            code="T302",
            message=f"`{case_text((one,))}` and `{case_text((other,))}` can hold at once, with different sums",
            span=second.span,
            help="make one of them the opposite of the other, or a standard of its own for those contacts",
            labels=(Label(first.span, "the other case"),),
        )


def _of_one_dimension(one: Condition, other: Condition) -> bool:
    """Values of one dimension, where each is named once."""
    return isinstance(one, ValueIs) and isinstance(other, ValueIs) and one.dimension == other.dimension
