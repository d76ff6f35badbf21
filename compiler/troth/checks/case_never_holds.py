"""A case that no contact can reach: for letters in a standard for email, or a value that a row above already has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from troth.calendars.workdays import WorkCalendar
from troth.checks.overlap import can_hold_together
from troth.checks.written import case_words
from troth.diagnostics import Diagnostic
from troth.model.condition import Condition, FactIs, StateIs, ValueIs
from troth.model.measure import Target
from troth.model.policy import Case, Policy
from troth.model.words import Words


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T301."""
    for promise in policy.promises():
        base = promise.conditions
        yield from _unreachable(promise.own_cases, base, policy)
        for target in promise.targets:
            if not can_hold_together(base, (*target.only, *_kept(target)), policy.words):
                yield Diagnostic(
                    code="T301",
                    message="no contact of the promise counts for this target",
                    span=target.span,
                    help="it contradicts what stands above it, or itself; leave it out, or change its conditions",
                )
        if promise.limit is not None and _all_values(promise.own_cases, base, policy.words):
            yield Diagnostic(
                code="T301",
                message="the limit for all other cases never holds: the cases cover every value",
                span=promise.span,
                help="leave it out, or leave out a case",
            )


def _kept(target: Target) -> Iterator[Condition]:
    """What is so of the contacts that a target does not leave out, as far as facts and states say it."""
    for condition in target.excludes:
        if isinstance(condition, FactIs | StateIs):
            yield replace(condition, holds=not condition.holds)


def _unreachable(cases: tuple[Case, ...], above: tuple[Condition, ...], policy: Policy) -> Iterator[Diagnostic]:
    words = policy.words
    taken: dict[tuple[str, str], None] = {}
    for case in cases:
        condition = case.condition
        if not can_hold_together(above, (condition,), words):
            yield Diagnostic(
                code="T301",
                message=f"no contact reaches the case `{case_words(case, policy)}`",
                span=case.span,
                help="it contradicts what stands above it; leave it out, or change whom the standard is for",
            )
            continue
        if isinstance(condition, ValueIs):
            again = [value for value in condition.values if (condition.dimension, value) in taken]
            alone = [
                v
                for v in condition.values
                if not can_hold_together(above, (ValueIs(condition.dimension, (v,)),), words)
            ]
            for value in (*again, *alone):
                what = "has a case above already" if value in again else "is not among those the standard is for"
                yield Diagnostic(
                    code="T301",
                    message=f"`{value}` {what}",
                    span=case.span,
                    help="name each value once",
                )
            taken.update(dict.fromkeys((condition.dimension, value) for value in condition.values))
        yield from _unreachable(case.cases, (*above, condition), policy)


def _all_values(cases: tuple[Case, ...], above: tuple[Condition, ...], words: Words) -> bool:
    dimensions = {case.condition.dimension for case in cases if isinstance(case.condition, ValueIs)}
    for dimension in dimensions:
        named = {v for case in cases if isinstance(case.condition, ValueIs) for v in case.condition.values}
        possible = [v for v in words.values(dimension) if can_hold_together(above, (ValueIs(dimension, (v,)),), words)]
        if (
            len(dimensions) == 1
            and all(isinstance(case.condition, ValueIs) for case in cases)
            and set(possible) <= named
        ):
            return True
    return False
