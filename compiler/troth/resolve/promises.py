"""Standards and what stands beneath them → promises and duties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any

from troth.diagnostics import Label
from troth.model.condition import Condition, Who
from troth.model.limit import Limit, Nothing, Within
from troth.model.measure import Target
from troth.model.policy import (
    US,
    Case,
    DatedReply,
    Duty,
    Extension,
    OtherAct,
    Pause,
    Promise,
    Record,
    Source,
    Standard,
    Strength,
    promise_id,
)
from troth.model.words import TOLD
from troth.resolve.acts import check_anchor, refuse_not_done, refuse_verb
from troth.resolve.conditions import (
    find_values,
    is_excepted,
    resolve_audience,
    resolve_condition,
    resolve_who,
    values_of,
)
from troth.resolve.limits import named_calendar, resolve_bound, resolve_event, resolve_limit, resolve_side_limit
from troth.resolve.modifiers import (
    after_event,
    basis_of,
    check_extension,
    check_restart,
    check_updates,
    extended_by,
    extended_to,
    pause,
    versions,
)
from troth.resolve.remedies import WHERE_PAID, with_remedy
from troth.resolve.scope import Scope
from troth.resolve.sources import resolve_sources
from troth.resolve.targets import WHERE_MEASURED, check_targets, resolve_targets
from troth.resolve.texts import owner_text, short_text, situation
from troth.source import Span
from troth.syntax import measure_tree as m
from troth.syntax import tree as t

_STRENGTHS = {"must": Strength.MUST, "should": Strength.SHOULD, "aim to": Strength.AIM, "may": Strength.MAY}


@dataclass(slots=True)
class _Parts:
    """What the lines beneath a promise say."""

    limit: Limit | None = None
    cases: list[Case] = field(default_factory=list)
    only: list[Condition] = field(default_factory=list)
    excuses: list[Condition] = field(default_factory=list)
    unless_by_then: str | None = None
    dated: DatedReply | None = None
    extension: Extension | None = None
    pauses: list[Pause] = field(default_factory=list)
    restart: str | None = None
    cap: Within | None = None
    floor: Within | None = None
    or_acts: list[OtherAct] = field(default_factory=list)
    manner: tuple[str, ...] = ()
    saying: list[str] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    remedy: m.RemedyLine | None = None
    not_promises: list[str] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    assumed: bool = False


def resolve_standard(block: t.StandardBlock, section: str, scope: Scope) -> tuple[Standard, list[Duty]]:
    """A standard with its promises, and the duties that stand in it; what is wrong with a promise leaves it out."""
    name = block.name.text
    scope.calendar = scope.standard_calendars[name] = _calendar_of(block, scope)
    of_policy = scope.basis
    scope.basis = basis_of(block.lines, of_policy, scope)
    who = _who_of(block, scope)
    sources = resolve_sources(block.lines)
    audience = resolve_audience(block.lines, scope)
    replaces = tuple(word.text for line in block.lines if isinstance(line, t.ReplacesLine) for word in line.names)
    when = situation(block.lines, scope)
    promises: list[Promise] = []
    duties: list[Duty] = []
    seen: dict[str, Span] = {}
    for line in block.lines:
        if isinstance(line, t.PromiseLine):
            promise = _promise(line, name, who, replaces, scope)
            if promise is None:
                continue
            if promise.id in seen:
                scope.error(
                    "T102",
                    f"`{name}` promises `{line.strength} {line.verb.text}` twice",
                    line.span,
                    "keep one, or make the second a case of the first",
                    labels=(Label(seen[promise.id], "promised here first"),),
                )
                continue
            seen[promise.id] = line.span
            promises.append(promise)
        elif isinstance(line, t.DutyLine):
            duty_id = f"{scope.policy}.{name}.duty.{len(duties) + 1}"
            shared = _Shared(_title(block, scope), who, audience, section, sources, when, basis=scope.basis)
            duties.append(_duty(line, duty_id, shared, scope))
    if not promises and not duties and not any(isinstance(line, t.PromiseLine) for line in block.lines):
        scope.error(
            "T013",
            f"the standard `{name}` promises nothing",
            block.span,
            "add a line such as `must reply within 3 working days`",
        )
    standard = Standard(
        id=f"{scope.policy}.{name}",
        name=name,
        title=_title(block, scope),
        who=who,
        promises=tuple(promises),
        replaces=replaces,
        situation=when,
        records=_records(block.lines, scope),
        section=section,
        not_promises=tuple(line.text for line in block.lines if isinstance(line, t.NotAPromiseLine)),
        sources=sources,
        span=block.span,
    )
    scope.calendar, scope.basis = "", of_policy
    return standard, duties


def _calendar_of(block: t.StandardBlock, scope: Scope) -> str:
    """The calendar that the limits of a standard are counted by, where they name none; "" is the policy's."""
    seen: dict[str, Span] = {}
    found = ""
    for line in block.lines:
        if isinstance(line, t.UsesCalendarLine) and scope.only_once("calendar", line, seen):
            found = named_calendar(line.name, scope)
    return found


def resolve_duty(block: t.DutyBlock, section: str, scope: Scope) -> list[Duty]:
    """A duty for each `must "…"` of the block; the second and later ones have a number at the end of their identity.

    What the block has recorded belongs to the first.
    """
    name = block.name.text
    has_who = any(isinstance(line, t.WhoLine) for line in block.lines)
    who = _who_of(block, scope) if has_who else Who()
    sources = resolve_sources(block.lines)
    audience = resolve_audience(block.lines, scope)
    duties = [line for line in block.lines if isinstance(line, t.DutyLine)]
    if not duties:
        scope.error("T013", f"the duty `{name}` says nothing to do", block.span, 'add a line such as `must "…"`')
    only: list[Condition] = []
    excuses: list[Condition] = []
    for line in block.lines:
        if isinstance(line, t.ConditionLine):
            _read_condition(line.condition, line, only, excuses, scope)
    shared = _Shared(
        title=_title(block, scope),
        who=who,
        audience=audience,
        section=section,
        sources=sources,
        situation=situation(block.lines, scope),
        only=tuple(only),
        excuses=tuple(excuses),
        records=_records(block.lines, scope),
        after=after_event(block.lines, scope),
        basis=basis_of(block.lines, scope.basis, scope),
    )
    ids = [f"{scope.policy}.{name}" + (f".{number}" if number > 1 else "") for number in range(1, len(duties) + 1)]
    found = [_duty(line, id_, shared, scope) for line, id_ in zip(duties, ids, strict=True)]
    return [found[0], *(replace(duty, records=()) for duty in found[1:])] if found else []


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the duties of one block have in common."""

    title: str
    who: Who
    audience: tuple[str, ...]
    section: str
    sources: tuple[Source, ...]
    situation: str
    only: tuple[Condition, ...] = ()
    excuses: tuple[Condition, ...] = ()
    records: tuple[Record, ...] = ()
    after: str = ""
    basis: str | None = None


def _records(lines: tuple[t.LineNode, ...], scope: Scope) -> tuple[Record, ...]:
    return tuple(
        Record(what=short_text(line.what, line.span, scope), where=short_text(line.where, line.span, scope))
        for line in lines
        if isinstance(line, t.RecordLine)
    )


def _duty(line: t.DutyLine, id_: str, shared: _Shared, scope: Scope) -> Duty:
    return Duty(
        id=id_,
        actor=_actor(line.party, scope),
        strength=_STRENGTHS[line.strength],
        text=owner_text(line.text, scope),
        span=line.span,
        **{one.name: getattr(shared, one.name) for one in fields(shared)},
    )


def _title(block: t.StandardBlock | t.DutyBlock, scope: Scope) -> str:
    return short_text(block.title, block.span, scope) if block.title else _as_title(block.name.text)


def _as_title(name: str) -> str:
    words = name.replace("-", " ")
    return words[:1].upper() + words[1:]


def _who_of(block: t.StandardBlock | t.DutyBlock, scope: Scope) -> Who:
    seen: dict[str, Span] = {}
    lines = [line for line in block.lines if isinstance(line, t.WhoLine)]
    if not lines:
        scope.error(
            "T013",
            f"`{block.name.text}` does not say whom it is for",
            block.span,
            "add a line such as `for email, letter`",
        )
        return Who()
    for line in lines:
        scope.only_once("for", line, seen, "name them in one line, such as `for email, letter`")
    return resolve_who(lines[0], scope)


def _actor(party: t.Words | None, scope: Scope) -> str:
    if party is None:
        return US
    value = find_values((party,), scope, ("party",))
    return value.values[0] if value else US


def _promise(line: t.PromiseLine, standard: str, who: Who, replaces: tuple[str, ...], scope: Scope) -> Promise | None:
    act = scope.words.verb(line.verb.text)
    if act is None:
        if line.verb.text.startswith("not "):
            refuse_not_done(line, scope)
        else:
            refuse_verb(line.verb, scope, line.strength if line.limit is None and line.by is None else "")
        return None
    verb, event = act
    parts = _Parts(assumed=line.assumed)
    if line.limit is not None:
        parts.limit = resolve_limit(line.limit, scope)
    dimension = line.by.text if line.by else None
    if line.by is not None and not scope.words.values(line.by.text):
        names = [*(category.name for category in scope.words.categories), "channel", "kind", "party"]
        scope.unknown(line.by, "category", names, f"category {line.by.text}: …")
        return None
    _read_lines(line.lines, dimension, parts, scope)
    parts.cases = versions(parts.cases, scope)
    every = (parts.limit, *(limit for limit, _ in _case_limits(parts.cases)))
    tiers = tuple((tier.limit, target.span) for target in parts.targets for tier in target.tiers)
    check_extension(line, parts.extension, every, scope)
    for limit, span in ((parts.limit, line.span), *_case_limits(parts.cases), *tiers):
        check_anchor(limit, event.name, span, scope)
    check_restart(line, parts.restart, event.name, every, scope)
    check_updates(line, every, scope)
    has_own_findings = line.limit is not None and parts.limit is None
    if parts.limit is None and not parts.cases and not has_own_findings:
        scope.error(
            "T305", f"`{line.strength} {verb.name}` has no limit", line.span, "say by when: `within 3 working days`"
        )
        return None
    strength = _STRENGTHS[line.strength]
    promise = Promise(
        id=promise_id(scope.policy, standard, verb.name, strength),
        standard=standard,
        verb=verb.name,
        event=event.name,
        actor=_actor(line.party, scope),
        strength=strength,
        who=who,
        limit=parts.limit,
        cases=tuple(parts.cases),
        only=tuple(parts.only),
        excuses=tuple(parts.excuses),
        unless_by_then=parts.unless_by_then,
        dated=parts.dated,
        extension=parts.extension,
        pauses=tuple(parts.pauses),
        restart=parts.restart,
        basis=basis_of(line.lines, scope.basis, scope),
        cap=parts.cap,
        floor=parts.floor,
        or_acts=tuple(parts.or_acts),
        manner=parts.manner,
        saying=tuple(parts.saying),
        targets=check_targets(parts.targets, parts.extension, every, scope),
        replaces=replaces,
        assumed=parts.assumed,
        not_promises=tuple(parts.not_promises),
        sources=tuple(parts.sources),
        span=line.span,
    )
    return with_remedy(promise, parts.remedy, scope)


def _read_lines(lines: tuple[t.LineNode, ...], dimension: str | None, parts: _Parts, scope: Scope) -> None:
    seen: dict[str, Span] = {}
    for line in lines:
        parts.assumed |= line.assumed
        match line:
            case t.CaseLine() | t.RowLine():
                _read_case(line, dimension, parts, scope)
            case t.ConditionLine(condition=condition):
                _read_condition(condition, line, parts.only, parts.excuses, scope)
            case t.OrPromiseLine(limit=limit):
                if scope.only_once(_ANOTHER_DATE, line, seen):
                    parts.dated = DatedReply(limit=None if limit is None else resolve_side_limit(limit, scope))
            case t.ExtendedToLine():
                if scope.only_once(_ANOTHER_DATE, line, seen):
                    parts.dated = extended_to(line, scope)
            case t.PausedWhileLine() | t.PausedFromLine():
                found_pause = pause(line, scope)
                if found_pause is not None:
                    parts.pauses.append(found_pause)
            case t.NeverLine(later=later, bound=bound):
                if scope.only_once("never later than" if later else "never earlier than", line, seen):
                    found = resolve_bound(bound, scope)
                    parts.cap, parts.floor = (found, parts.floor) if later else (parts.cap, found)
            case m.RestartedLine():
                if scope.only_once("restarted by", line, seen):
                    parts.restart = resolve_event(line.event, scope)
            case t.ExtendedByLine():
                if scope.only_once("extended by", line, seen):
                    parts.extension = extended_by(line, scope)
            case t.OrActLine():
                _read_or_act(line, parts, scope)
            case t.MannerLine(names=names):
                value = find_values(names, scope, ("channel",))
                if value is not None and scope.only_once("by", line, seen, _ONE_LINE):
                    parts.manner = value.values
            case t.SayingLine(text=text):
                parts.saying.append(owner_text(text, scope))
            case m.TargetLine():
                parts.targets.extend(resolve_targets(line, scope))
            case m.RemedyLine():
                parts.sources.extend(resolve_sources(line.lines))
                parts.assumed |= any(one.assumed for one in line.lines)
                if scope.only_once("remedy", line, seen):
                    parts.remedy = line
            case t.UnlessByThenLine(event=event):
                if scope.only_once("unless … by then", line, seen):
                    parts.unless_by_then = resolve_event(event, scope)
            case t.SourceLine():
                parts.sources.extend(resolve_sources((line,)))
            case t.NotAPromiseLine(text=text):
                parts.not_promises.append(text)
            case _:
                pass


_WHERE: dict[type[t.LineNode], str] = {m.TargetLine: WHERE_MEASURED, m.RemedyLine: WHERE_PAID}
_ANOTHER_DATE = "another date"
_ONE_LINE = "name them in one line, such as `by email, letter`"


def _case_limits(cases: Iterable[Case]) -> Iterator[tuple[Limit | None, Span]]:
    for case in cases:
        yield case.limit, case.span
        yield from _case_limits(case.cases)


def _read_or_act(line: t.OrActLine, parts: _Parts, scope: Scope) -> None:
    act = scope.words.verb(line.verb.text)
    if act is None:
        refuse_verb(line.verb, scope)
        return
    limit = resolve_side_limit(line.limit, scope)
    if limit is not None:
        check_anchor(limit, act[1].name, line.span, scope)
        parts.or_acts.append(OtherAct(verb=act[0].name, event=act[1].name, limit=limit))


def _read_condition(
    condition: t.Condition, line: t.LineNode, only: list[Condition], excuses: list[Condition], scope: Scope
) -> None:
    """A condition alone on its line: it restricts the promise or duty, or with `except` excuses it."""
    if isinstance(condition, t.ForValues):
        scope.error(
            "T008", "`for` alone has no meaning here", line.span, "give it a limit: `for email: within 2 working days`"
        )
        return
    if isinstance(condition, t.IfFact) and _is_told(condition.fact, scope):
        help_ = "it follows an extension, after a comma: `extended by 10 working days, if told`"
        scope.error("T008", "`if told` does not stand alone", line.span, help_)
        return
    resolved = resolve_condition(condition, scope)
    if resolved is None:
        return
    (excuses if is_excepted(condition) else only).append(resolved)


def _is_told(fact: t.FactPhrase, scope: Scope) -> bool:
    words = fact.words
    return words.text.split(" ")[0] == TOLD and not words.quoted and scope.words.fact(words.text) is None


def _read_case(line: t.CaseLine | t.RowLine, dimension: str | None, parts: _Parts, scope: Scope) -> None:
    if isinstance(line, t.RowLine) and not line.names:
        if parts.limit is not None:
            scope.error("T014", "the limit for all other cases is said twice", line.span, "keep the one that is meant")
        elif line.limit is not None:
            parts.limit = _promised(line.limit, scope)
        for child in line.lines:
            if isinstance(child, t.SourceLine):
                parts.sources.extend(resolve_sources((child,)))
            else:
                help_ = "name the values in place of `otherwise`, and put this line beneath them"
                help_ = _WHERE.get(type(child), help_)
                scope.error("T008", "only `source` stands beneath `otherwise`", child.span, help_)
        return
    condition = _case_condition(line, dimension, scope)
    if condition is None:
        return
    inner = _Parts()
    if line.limit is not None:
        inner.limit = _promised(line.limit, scope)
        if inner.limit is None:
            return
    own_dimension = line.by.text if isinstance(line, t.RowLine) and line.by else None
    allowed: tuple[Any, ...] = (t.CaseLine, t.RowLine, t.SourceLine)
    for child in line.lines:
        if not isinstance(child, allowed):
            scope.error(
                "T008",
                "only further cases and `source` stand beneath a case",
                child.span,
                _WHERE.get(type(child), "put it beneath the promise, or make the case a standard of its own"),
            )
    _read_lines(tuple(child for child in line.lines if isinstance(child, allowed)), own_dimension, inner, scope)
    parts.sources.extend(inner.sources)
    parts.assumed |= inner.assumed
    parts.cases.append(
        Case(condition=condition, limit=inner.limit, cases=tuple(versions(inner.cases, scope)), span=line.span)
    )


def _promised(limit: t.Limit | t.NoPromise, scope: Scope) -> Limit | None:
    return Nothing() if isinstance(limit, t.NoPromise) else resolve_limit(limit, scope)


def _case_condition(line: t.CaseLine | t.RowLine, dimension: str | None, scope: Scope) -> Condition | None:
    if isinstance(line, t.RowLine):
        if dimension is None:
            categories = (category.name for category in scope.words.categories)
            return find_values(line.names, scope, (*categories, "channel", "kind", "party"))
        if line.by is not None and not scope.words.values(line.by.text):
            scope.unknown(line.by, "category", [category.name for category in scope.words.categories])
            return None
        return values_of(dimension, line.names, scope)
    condition = line.condition
    if is_excepted(condition):
        scope.error("T008", "an exception has no limit of its own", line.span, "write `if …:` or `while …:`")
        return None
    return resolve_condition(condition, scope)
