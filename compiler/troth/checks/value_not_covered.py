"""A table that leaves a value out: `by priority` with a row for each priority but one, and no `otherwise`."""

from __future__ import annotations

from collections.abc import Iterator

from troth.calendars.workdays import WorkCalendar
from troth.checks.overlap import can_hold_together
from troth.diagnostics import Diagnostic
from troth.model.condition import Condition, FactIs, StateIs, ValueIs
from troth.model.limit import Limit
from troth.model.policy import Case, Policy
from troth.model.words import Words
from troth.source import Span
from troth.wording.style import listed


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T303."""
    for promise in policy.promises():
        above = promise.conditions
        yield from _uncovered(promise.cases, promise.limit, above, policy.words, promise.span)


def _uncovered(
    cases: tuple[Case, ...], limit: Limit | None, above: tuple[Condition, ...], words: Words, span: Span
) -> Iterator[Diagnostic]:
    if cases and limit is None:
        left = _left(cases, above, words)
        if left:
            yield Diagnostic(
                code="T303",
                message=f"nothing is said for {listed([f'`{value}`' for value in left], 'and')}",
                span=span,
                help="add a row for each, or `otherwise: …`; `no promise` says that nothing is promised",
            )
    for case in cases:
        yield from _uncovered(case.cases, case.limit, (*above, case.condition), words, case.span)


def _left(cases: tuple[Case, ...], above: tuple[Condition, ...], words: Words) -> list[str]:
    first = cases[0].condition
    if isinstance(first, ValueIs) and all(
        isinstance(case.condition, ValueIs) and case.condition.dimension == first.dimension for case in cases
    ):
        named = {v for case in cases if isinstance(case.condition, ValueIs) for v in case.condition.values}
        values = words.values(first.dimension)
        possible = [v for v in values if can_hold_together(above, (ValueIs(first.dimension, (v,)),), words)]
        return [value for value in possible if value not in named]
    conditions = {case.condition for case in cases}
    for condition in conditions:
        if isinstance(condition, FactIs) and FactIs(condition.fact, not condition.holds) in conditions:
            return []
        if isinstance(condition, StateIs) and StateIs(condition.state, not condition.holds) in conditions:
            return []
    return ["all other contacts"]
