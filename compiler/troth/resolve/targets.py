"""Lines of targets → how often a promise is to be kept: shares, tiers, averages, tables by a category."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from troth.diagnostics import Label
from troth.model.condition import Condition, ValueIs
from troth.model.duration import Duration, Unit
from troth.model.fingerprint import as_data
from troth.model.limit import (
    ARRIVAL,
    OWN_ANCHOR,
    BeforeEvent,
    Every,
    Limit,
    NextWorkingDay,
    Nothing,
    Notice,
    SameDay,
    Vague,
    Within,
)
from troth.model.measure import Period, Target, Tier
from troth.model.policy import Extension
from troth.resolve.conditions import is_excepted, resolve_condition, values_of
from troth.resolve.limits import names_event, resolve_amount, resolve_side_limit
from troth.resolve.modifiers import go_together
from troth.resolve.scope import Scope
from troth.syntax import measure_tree as m
from troth.syntax import tree as t

WHERE_MEASURED = "put it beneath the promise itself; a case there has lines of its own: `target, by priority`"
"""Of a target or a remedy that stands beneath a case."""


def resolve_targets(line: m.TargetLine, scope: Scope) -> list[Target]:
    """The target of a line, or one for each row of a table; what is wrong with one, with a finding, leaves it out."""
    each = None if line.each is None else Period(line.each)
    only: list[Condition] = []
    excludes: list[Condition] = []
    rows = [one for one in line.lines if isinstance(one, m.TargetRowLine)]
    for one in line.lines:
        if isinstance(one, t.ConditionLine):
            _read_condition(one, only, excludes, scope)
    shared: dict[str, Any] = {"each": each, "excludes": tuple(excludes), "span": line.span}
    if line.by is not None:
        return _table(line, line.by, rows, tuple(only), shared, scope)
    if line.average is not None:
        average = _average(line.average, scope)
        return [] if average is None else [Target(average=average, only=tuple(only), **shared)]
    tiers = _tiers(line.tiers, scope)
    return [Target(tiers=tiers, only=tuple(only), **shared)] if tiers else []


def check_targets(
    targets: Iterable[Target], extension: Extension | None, limits: Iterable[Limit | None], scope: Scope
) -> tuple[Target, ...]:
    """The targets of a promise, each only once; with a finding for what its limits do not let one measure.

    A tier that names no event is counted from the event of the promise's own limits.
    """
    limits = tuple(limits)
    anchors = {limit.event for limit in limits if isinstance(limit, Within | NextWorkingDay | SameDay)} or {ARRIVAL}
    known: dict[str, Target] = {}
    for target in (_anchored(one, anchors, extension, scope) for one in targets):
        if target is None:
            continue
        key = str(as_data(target))
        if key in known:
            label = Label(known[key].span, "said here first")
            scope.error("T014", "this target is said twice", target.span, "keep one of the two", labels=(label,))
            continue
        known[key] = target
    measured = [limit for limit in limits if not isinstance(limit, Nothing | None)]
    for target in known.values() if measured else ():
        _check_measure(target, measured, scope)
    return tuple(known.values())


def _anchored(target: Target, anchors: set[str], extension: Extension | None, scope: Scope) -> Target | None:
    """The target with tiers that say from which event they are counted; None, with a finding, where that is not one."""
    tiers: list[Tier] = []
    for tier in target.tiers:
        limit = tier.limit
        if limit is not None and not go_together(extension, limit, target.span, scope):
            return None
        if getattr(limit, "event", ARRIVAL) != OWN_ANCHOR:
            tiers.append(tier)
            continue
        if len(anchors) > 1:
            message = "the limits of this promise count from several events, and its target does not say from which"
            scope.error("T211", message, target.span, "name it, as in `90% within 5 days of the arrival`")
            return None
        assert isinstance(limit, Within | NextWorkingDay | SameDay)
        tiers.append(replace(tier, limit=replace(limit, event=next(iter(anchors)))))
    return replace(target, tiers=tuple(tiers))


def _check_measure(target: Target, limits: Sequence[Limit], scope: Scope) -> None:
    if all(isinstance(limit, Vague) for limit in limits):
        message, help_ = "this promise says no time, so no share of it can be in time", "say by when: `within 4 hours`"
        scope.error("T211", message, target.span, help_)
        return
    if any(isinstance(limit, Every) for limit in limits) and any(tier.limit is not None for tier in target.tiers):
        message = "of updates a target takes no time of its own"
        scope.error("T211", message, target.span, "say the share alone: each update counts, as in `target 95%`")
        return
    if any(isinstance(limit, Notice) and limit.after for limit in limits) and any(tier.limit for tier in target.tiers):
        message = "what is never late has no share that is in time"
        scope.error("T211", message, target.span, "say the share alone, as in `target 95%`: of those not too early")
    if target.average is not None and any(isinstance(limit, Notice | BeforeEvent) for limit in limits):
        message = "what is done before an event takes no time from it"
        scope.error("T211", message, target.span, "say a share, as in `target 95%`")


def _table(
    line: m.TargetLine,
    by: t.Words,
    rows: list[m.TargetRowLine],
    only: tuple[Condition, ...],
    shared: dict[str, Any],
    scope: Scope,
) -> list[Target]:
    known = scope.words.values(by.text)
    if not known:
        names = [*(category.name for category in scope.words.categories), "channel", "kind", "party"]
        scope.unknown(by, "category", names, f"category {by.text}: …")
        return []
    if not rows:
        example = f"{known[0]}: 95%"
        scope.error("T013", "the table says nothing", line.span, f"add a row for each {by.text}, such as `{example}`")
        return []
    found: list[Target] = []
    taken: dict[str, m.TargetRowLine] = {}
    otherwise: m.TargetRowLine | None = None
    for row in rows:
        tiers = _tiers(row.tiers, scope)
        values: tuple[str, ...] = ()
        if not row.names:
            if otherwise is not None:
                scope.error("T014", "`otherwise` is said twice", row.span, "keep the one that is meant")
                continue
            otherwise = row
        else:
            named = values_of(by.text, row.names, scope)
            if named is None:
                continue
            for value in named.values:
                if value in taken:
                    labels = (Label(taken[value].span, "said here first"),)
                    scope.error("T301", f"`{value}` has a row above already", row.span, "name each once", labels=labels)
            values = tuple(value for value in named.values if value not in taken)
            taken.update(dict.fromkeys(values, row))
        if tiers and (values or not row.names):
            found.append(Target(tiers=tiers, only=(ValueIs(by.text, values), *only), **shared))
    if otherwise is None:
        return found
    left = tuple(value for value in known if value not in taken)
    if not left:
        help_ = "leave it out, or leave out a row"
        scope.error("T301", "`otherwise` never holds: the rows cover every value", otherwise.span, help_)
        return [one for one in found if one.only[0] != ValueIs(by.text, ())]
    rest = ValueIs(by.text, left)
    return [
        Target(tiers=one.tiers, only=(rest, *only), **shared) if one.only[0] == ValueIs(by.text, ()) else one
        for one in found
    ]


def is_averaged(amount: Duration) -> bool:
    """Can an average be taken in its unit? Weeks, months and years are not counted one by one."""
    return amount.unit not in (Unit.WEEK, Unit.MONTH, Unit.YEAR)


def _average(amount: t.Amount, scope: Scope) -> Duration | None:
    found = resolve_amount(amount, scope)
    if found is not None and not is_averaged(found):
        message = f"an average is not taken in {found.unit}s"
        scope.error("T211", message, amount.span, "say days, working days, or hours")
        return None
    return found


def _tiers(phrases: tuple[m.TierPhrase, ...], scope: Scope) -> tuple[Tier, ...]:
    """Shares that rise with the time; () with a finding, where one does not or its limit is no deadline."""
    found: list[Tier] = []
    for phrase in phrases:
        limit = None if phrase.limit is None else resolve_side_limit(phrase.limit, scope)
        if phrase.limit is not None and limit is None:
            return ()
        if isinstance(limit, Within | NextWorkingDay | SameDay) and phrase.limit and not names_event(phrase.limit):
            limit = replace(limit, event=OWN_ANCHOR)
        found.append(Tier(share=phrase.share, limit=limit))
    for (before, tier), (_, phrase) in zip(pairwise(found), pairwise(phrases), strict=True):
        if tier.share <= before.share:
            message = "the share of a longer time is the larger one"
        elif tier.limit == before.limit or _is_shorter(tier.limit, before.limit):
            message = "the larger share has the longer time"
        else:
            continue
        help_ = "put them in order, as in `50% within 3 working days, 85% within 5 working days`"
        scope.error("T211", message, phrase.span, help_)
        return ()
    return tuple(found)


def _is_shorter(one: Limit | None, other: Limit | None) -> bool:
    """Is a limit certainly shorter than another? Only limits of one unit are compared, counted from one event."""
    if not isinstance(one, Within) or not isinstance(other, Within) or one.event != other.event:
        return False
    if one.then or other.then or one.less or other.less or one.month_end or other.month_end:
        return False
    first, second = one.amount, other.amount
    if first.unit.is_timed and (first.unit.is_elapsed, first.unit.is_opening) == (
        second.unit.is_elapsed,
        second.unit.is_opening,
    ):
        return first.seconds < second.seconds
    return first.unit is second.unit and first.n < second.n


def _read_condition(line: t.ConditionLine, only: list[Condition], excludes: list[Condition], scope: Scope) -> None:
    if isinstance(line.condition, t.ForValues):
        help_ = "make it a table: `target, by priority`, with a row for each"
        scope.error("T008", "`for` has no meaning beneath a target", line.span, help_)
        return
    found = resolve_condition(line.condition, scope)
    if found is None:
        return
    (excludes if is_excepted(line.condition) else only).append(found)
