"""What refers to promises by `standard.verb`: variations, and events that misses set off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from troth.diagnostics import Label
from troth.model.condition import ArrivedBetween
from troth.model.limit import Every, Limit, Nothing, Rings, Vague
from troth.model.policy import Case, Promise, Standard, Variation
from troth.model.words import Words
from troth.resolve.header import approximate
from troth.resolve.limits import resolve_limit
from troth.resolve.modifiers import go_together
from troth.resolve.scope import Scope
from troth.resolve.sources import resolve_sources
from troth.resolve.texts import short_text
from troth.syntax import measure_tree as m
from troth.syntax import tree as t


def find_promise(name: t.Words, standards: Iterable[Standard], scope: Scope) -> Promise | None:
    """The promise of `standard.verb`, or of a standard that has only one; None, with a finding, for any other name."""
    known: dict[str, Promise] = {}
    short: dict[str, list[str]] = {}
    for standard in standards:
        for promise in standard.promises:
            known[promise.id.removeprefix(f"{scope.policy}.")] = promise
            short.setdefault(standard.name, []).append(promise.id.removeprefix(f"{scope.policy}."))
    said = name.text.removeprefix(f"{scope.policy}.")
    if said in known:
        return known[said]
    if len(short.get(said, ())) == 1:
        return known[short[said][0]]
    if said in short:
        several = ", ".join(f"`{one}`" for one in short[said])
        scope.error("T101", f"`{said}` makes several promises", name.span, f"name the one that is meant: {several}")
        return None
    scope.unknown(name, "promise of this policy", known)
    return None


def with_variations(
    tree: Iterable[t.LineNode], standards: Sequence[Standard], calendars: Mapping[str, str], scope: Scope
) -> tuple[tuple[Standard, ...], tuple[Variation, ...]]:
    """The standards with the limits of every variation as the first cases of their promises, and the variations.

    `calendars`: by which calendar the limits of a standard are counted, where they name none.
    """
    cases: dict[str, list[Case]] = {}
    found: list[Variation] = []
    names: dict[str, m.VariationBlock] = {}
    for block in tree:
        if not isinstance(block, m.VariationBlock):
            continue
        name = block.name.text
        if name in names:
            labels = (Label(names[name].name.span, "the other one"),)
            message = f"there are two variations named `{name}`"
            scope.error("T102", message, block.name.span, "give one of them another name", labels=labels)
            continue
        names[name] = block
        variation = _variation(block, standards, calendars, cases, scope)
        if variation is not None:
            found.append(variation)
    return tuple(_varied(standard, cases) for standard in standards), tuple(found)


def _variation(
    block: m.VariationBlock,
    standards: Sequence[Standard],
    calendars: Mapping[str, str],
    cases: dict[str, list[Case]],
    scope: Scope,
) -> Variation | None:
    days = [line for line in block.lines if isinstance(line, m.VariationDaysLine)]
    limits = [line for line in block.lines if isinstance(line, m.VariationLimitLine)]
    name = block.name.text
    if len(days) != 1:
        message = f"the variation `{name}` {'has its days twice' if days else 'does not say for which days it holds'}"
        help_ = "say once from when to when: `from 1 December 2026 to 31 January 2027`"
        scope.error("T014" if days else "T013", message, days[1].span if days else block.span, help_)
        return None
    if not limits:
        help_ = "name a promise and its limit for these days: `email.reply: within 10 working days`"
        scope.error("T013", f"the variation `{name}` changes nothing", block.span, help_)
    first, last = days[0].first.first, approximate(days[0].last).last
    varied: list[str] = []
    for line in limits:
        promise = find_promise(line.promise, standards, scope)
        if promise is None:
            continue
        case = _case(line, promise, (first, last), name, calendars, scope)
        if case is None or _clashes(case, cases.get(promise.id, ()), promise, scope):
            continue
        cases.setdefault(promise.id, []).append(case)
        varied.append(promise.id)
    return Variation(
        name=name,
        title=short_text(block.title, block.span, scope) if block.title else name.replace("-", " ").capitalize(),
        first=first,
        last=last,
        promises=tuple(dict.fromkeys(varied)),
        sources=resolve_sources(block.lines),
        span=block.span,
    )


def _case(
    line: m.VariationLimitLine,
    promise: Promise,
    days: tuple[date, date],
    name: str,
    calendars: Mapping[str, str],
    scope: Scope,
) -> Case | None:
    scope.calendar = calendars.get(promise.standard, "")
    limit = Nothing() if isinstance(line.limit, t.NoPromise) else resolve_limit(line.limit, scope)
    scope.calendar = ""
    if limit is None:
        return None
    if not go_together(promise.extension, limit, line.span, scope):
        return None
    own = [one for _, one in promise.limits()]
    if not isinstance(limit, Nothing) and any(_is_of_a_kind(limit) != _is_of_a_kind(one) for one in own):
        message = "a variation changes by when, and not whether there is a deadline, rings or updates"
        scope.error("T211", message, line.span, "make it a standard of its own")
        return None
    return Case(condition=ArrivedBetween(*days), limit=limit, variation=name, span=line.span)


def _is_of_a_kind(limit: Limit) -> int:
    """Limits that the lines beneath a promise go with in the same way."""
    return next((number for number, kind in enumerate((Rings, Every, Vague), 1) if isinstance(limit, kind)), 0)


def _clashes(case: Case, others: Iterable[Case], promise: Promise, scope: Scope) -> bool:
    one = case.condition
    for other in others:
        two = other.condition
        assert isinstance(one, ArrivedBetween)
        assert isinstance(two, ArrivedBetween)
        assert one.first and one.last and two.first and two.last  # noqa: PT018  (both have both ends)
        if one.first <= two.last and two.first <= one.last:
            message = f"two variations change `{promise.id.removeprefix(f'{scope.policy}.')}` on the same days"
            labels = (Label(other.span, "the other one"),)
            scope.error("T301", message, case.span, "let one end before the other begins", labels=labels)
            return True
    return False


def _varied(standard: Standard, cases: Mapping[str, Sequence[Case]]) -> Standard:
    promises = tuple(
        replace(promise, cases=(*cases.get(promise.id, ()), *promise.cases)) for promise in standard.promises
    )
    return replace(standard, promises=promises)


def with_promises_missed(
    tree: Iterable[t.LineNode], words: Words, standards: Sequence[Standard], scope: Scope
) -> Words:
    """The words, whose events that misses set off name a promise by its identity."""
    found: dict[str, str] = {}
    for block in tree:
        if not isinstance(block, t.DeclaredBlock):
            continue
        for line in block.lines:
            if not isinstance(line, m.MissesLine):
                continue
            promise = find_promise(line.promise, standards, scope)
            if promise is None:
                continue
            if any(isinstance(limit, Rings | Every | Vague) for _, limit in promise.limits()):
                message = f"`{line.promise.text}` has not one deadline that can be missed"
                scope.error("T211", message, line.promise.span, "name a promise that is due once")
            found[block.name.text] = promise.id
    events = tuple(
        event if event.misses is None else replace(event, misses=replace(event.misses, promise=found[event.name]))
        for event in words.events
        if event.misses is None or event.name in found
    )
    return replace(words, events=events)
