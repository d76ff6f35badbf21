"""Two cases that can hold at once, so that two limits would bind: which of them wins?

must reply within 1 working day
    while away: within 3 working days
    if complex: within 5 working days       <- and when away, and complex?

One beneath the other would leave out the contacts for which the inner one alone holds. So one stands beneath the
opposite of the other, where it has one: a fact has `not`, a value all the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from troth.calendars.workdays import WorkCalendar
from troth.checks.overlap import can_hold_together
from troth.checks.written import case_words
from troth.diagnostics import Diagnostic, Label
from troth.model.condition import Condition, FactIs, ValueIs
from troth.model.limit import Limit
from troth.model.policy import Case, Policy
from troth.wording.phrases import limit_text
from troth.wording.style import listed

_MOST_VALUES = 4


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T302."""
    for promise in policy.promises():
        yield from _overlapping(promise.own_cases, promise.limit, promise.conditions, policy)


def _overlapping(
    cases: tuple[Case, ...], limit: Limit | None, above: tuple[Condition, ...], policy: Policy, is_inner: bool = False
) -> Iterator[Diagnostic]:
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
                help=_remedy(first, second, limit, above, policy, is_inner),
                labels=(Label(first.span, "the other case"),),
            )
    for case in cases:
        yield from _overlapping(case.cases, case.limit, (*above, case.condition), policy, True)


def _remedy(
    first: Case, second: Case, limit: Limit | None, above: tuple[Condition, ...], policy: Policy, is_inner: bool
) -> str:
    """Lines that keep every limit, whichever of the two is to win where both hold."""
    plain = "…" if limit is None else limit_text(limit, policy.words)
    pairs = sorted(((first, second), (second, first)), key=lambda pair: not isinstance(pair[0].condition, FactIs))
    for outer, inner in pairs:
        opposite = _opposite(outer.condition, above, policy)
        if opposite is None:
            continue
        one, other = case_words(outer, policy), case_words(inner, policy)
        # Where cases cover every value, no contact is left for the limit of the promise; that of a case is needed.
        covers = isinstance(outer.condition, ValueIs) and limit is not None and not is_inner
        instead = " in place of the limit above" if covers else ""
        return (
            f"decide which wins where both hold: add `{opposite}: {plain}`{instead}, and put `{other}: …` beneath it; "
            f"now `{one}` wins; for `{other}` to win, put it beneath `{one}: …` as well"
        )
    return (
        "leave one of them out; or make one of them a fact, which has an opposite, `if not …`, for the other to stand "
        "beneath"
    )


def _opposite(condition: Condition, above: tuple[Condition, ...], policy: Policy) -> str | None:
    """The case for all contacts for which another does not hold; None where the language has no short form for it."""
    match condition:
        case FactIs(fact=fact, holds=holds):
            name = fact if policy.words.fact(fact) else f'"{fact}"'
            return f"if not {name}" if holds else f"if {name}"
        case ValueIs(dimension=dimension, values=values):
            others = [
                value
                for value in policy.words.values(dimension)
                if value not in values and can_hold_together(above, (ValueIs(dimension, (value,)),), policy.words)
            ]
            return f"for {listed(others)}" if 0 < len(others) <= _MOST_VALUES else None
        case _:
            return None
