"""A table that leaves a value out: `by priority` with a row for each priority but one, and no `otherwise`."""

from __future__ import annotations

from collections.abc import Iterator

from troth.calendars.workdays import WorkCalendar
from troth.checks.overlap import can_hold_together
from troth.diagnostics import Diagnostic
from troth.model.condition import Condition, FactIs, StateIs, ValueIs
from troth.model.limit import Limit
from troth.model.policy import Case, Policy, Promise
from troth.model.words import Words
from troth.source import Span
from troth.wording.style import listed


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T303."""
    for promise in policy.promises():
        above = promise.conditions
        yield from _uncovered(promise.own_cases, promise.limit, above, policy.words, promise.span)
        yield from _untargeted(promise, policy.words)


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


def _untargeted(promise: Promise, words: Words) -> Iterator[Diagnostic]:
    """Of each table of targets, whose rows have the line of the table in common."""
    tables: dict[Span, list[ValueIs]] = {}
    for target in promise.targets:
        if target.only and isinstance(target.only[0], ValueIs):
            tables.setdefault(target.span, []).append(target.only[0])
    for span, rows in tables.items():
        dimension = rows[0].dimension
        named = {value for row in rows for value in row.values}
        left = [value for value in _possible(dimension, promise.conditions, words) if value not in named]
        if left:
            yield Diagnostic(
                code="T303",
                message=f"no target is set for {listed([f'`{value}`' for value in left], 'and')}",
                span=span,
                help="add a row for each, or `otherwise: …`",
            )


def _possible(dimension: str, above: tuple[Condition, ...], words: Words) -> list[str]:
    """The values that a contact can have which the promise is for."""
    every = words.values(dimension)
    return [value for value in every if can_hold_together(above, (ValueIs(dimension, (value,)),), words)]


def _left(cases: tuple[Case, ...], above: tuple[Condition, ...], words: Words) -> list[str]:
    first = cases[0].condition
    if isinstance(first, ValueIs) and all(
        isinstance(case.condition, ValueIs) and case.condition.dimension == first.dimension for case in cases
    ):
        named = {v for case in cases if isinstance(case.condition, ValueIs) for v in case.condition.values}
        return [value for value in _possible(first.dimension, above, words) if value not in named]
    conditions = {case.condition for case in cases}
    for condition in conditions:
        if isinstance(condition, FactIs) and FactIs(condition.fact, not condition.holds) in conditions:
            return []
        if isinstance(condition, StateIs) and StateIs(condition.state, not condition.holds) in conditions:
            return []
    return ["all other contacts"]
