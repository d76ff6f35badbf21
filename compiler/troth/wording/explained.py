"""A judged promise → what explains it: its rule in the policy, why it is due then, and what moved it or did not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.deadline import Due, Step, StepKind
from troth.deadlines.due import find_anchor
from troth.deadlines.judge import Judged, Status
from troth.deadlines.moved import Effect, EffectKind
from troth.model.condition import ArrivedBetween, Condition, FactIs
from troth.model.limit import OWN_ANCHOR, AtEvent, BeforeEvent, CarriedDate, DuringContact, Limit, Notice, Rings
from troth.model.measure import MISSED
from troth.model.policy import US, Case, Policy, Promise
from troth.model.words import CONTACT_ENDS, CONTACT_STARTS, DATES, Words, parts_of
from troth.wording import explanation, phrases, style
from troth.wording.asking import ask_text, waits_text
from troth.wording.effects import announced_text, effect_text, remarks, so_text
from troth.wording.voice import STRENGTH_WORDS

# ---------- the rule


def rule_data(promise: Promise, case: Case | None, policy: Policy) -> dict[str, Any]:
    """The promise in the policy's words, with its place: `{"text", "act", "path", "line"}`.

    `act` is the text without the limit, for one whose case is not known; the path is the file's name, which does not
    depend on where it was compiled.
    """
    actor = "" if promise.actor == US else f"{promise.actor} "
    act = f"{actor}{STRENGTH_WORDS[promise.strength]} {promise.verb}"
    limit = promise.limit if case is None else case.limit
    span = promise.span if case is None else case.span
    text = act if limit is None else f"{act} {phrases.limit_text(limit, policy.words)}"
    return {"text": text, "act": act, "path": PurePath(policy.path).name, "line": span.start.line}


def rule_of(judged: Judged, policy: Policy) -> dict[str, Any]:
    """The rule by which a promise was judged: that of the innermost case that holds."""
    promise = judged.promise
    *_, case = (None, *_cases_of(promise, judged.path))
    rule = rule_data(promise, case, policy)
    act = rule.pop("act")
    return {**rule, "text": act} if judged.limit is None and promise.cases else rule


def _cases_of(promise: Promise, path: Sequence[Condition]) -> Iterator[Case]:
    """The cases that lead to a limit, from the outermost."""
    cases = promise.cases
    for condition in path:
        case = next(case for case in cases if case.condition == condition)
        yield case
        cases = case.cases


def version_of(judged: Judged, contact: Contact, calendar: WorkCalendar) -> dict[str, str | None] | None:
    """From and until when the rule is in force, where dates chose it; see `explanation.version_in_force`."""
    if judged.limit is None:
        return None
    spans: list[tuple[date | None, date | None]] = []
    path: list[Condition | None] = [*judged.path, None]
    cases = judged.promise.cases
    for chosen in path:
        inner: tuple[Case, ...] = ()
        for case in cases:
            if isinstance(case.condition, ArrivedBetween):
                spans.append((case.condition.first, case.condition.last))
            if case.condition == chosen:
                inner = case.cases
                break
        cases = inner
    return explanation.version_in_force(spans, calendar.day_of(contact.arrives.first))


# ---------- the deadline in words


def due_text(due: Due, anchor: Moment | None, calendar: WorkCalendar) -> str:
    """`by the end of Thursday 5 December 2024`, `by 6:50pm on …`, `before 10am on …, not before Monday …`."""
    text = _by_text(due, anchor, calendar)
    return text if due.opens is None else f"{text}, {style.not_before_text(calendar.clock.local(due.opens))}"


def _by_text(due: Due, anchor: Moment | None, calendar: WorkCalendar) -> str:
    if due.last_day is not None and not due.included:
        return style.end_of_day_text(due.last_day)
    if due.earliest is not None:
        return style.within_day_text(calendar.day_of(due.instant))
    zone = calendar.clock.transition(due.instant)
    changed = anchor is not None and calendar.clock.transition(anchor.first).offset != zone.offset
    when = style.instant_text(calendar.clock.local(due.instant), zone.name if changed else "")
    return f"{'by' if due.included else 'before'} {when}"


def noun_of(event: str, words: Words) -> str:
    """The noun of an event, for "the …"; its past form where it has none."""
    which, parts = parts_of(event)
    if which:
        return f"{which} of {' and '.join(f'the {noun_of(part, words)}' for part in parts)}"
    if event == MISSED:
        return event.removeprefix("the ")
    known = words.event(event)
    return known.noun if known is not None and known.noun else event


def why_step(step: Step, words: Words) -> tuple[date, str, str, int, int, bool]:
    """A step with its detail in words, as `style.reason_text` and `explanation.why_text` take it."""
    detail = step.detail
    if step.kind is StepKind.ANCHOR:
        is_arrival = detail == CONTACT_STARTS
        detail = "the day it arrived" if is_arrival else style.anchor_text(noun_of(detail, words))
    return (step.day, str(step.kind), detail, step.number, step.of, step.counts)


# ---------- why


def summary_of(judged: Judged, contact: Contact, policy: Policy, calendar: WorkCalendar) -> str:
    """One short sentence on why it is due then, or what would have to be said; "" where the answer says it all."""
    words, limit = policy.words, judged.limit
    if judged.status is Status.UNKNOWN:
        categories = {category.name: list(category.values) for category in words.categories}
        return ask_text(judged.missing, judged.promise.event, categories)
    if judged.waiting:
        event = words.event(judged.waiting)
        misses = None if event is None else event.misses
        missed = "" if misses is None else misses.promise.removeprefix(f"{policy.id}.")
        return waits_text(judged.waiting, DATES, missed)
    if judged.excuse is not None:
        return "" if judged.due is None else f"else due {due_text(judged.due, judged.anchor, calendar)}"
    if isinstance(limit, Rings):
        return explanation.rings_counted_text(judged.counted)
    if judged.not_before is not None:
        assert judged.anchor is not None
        return _walked(judged.not_before.steps, judged.anchor, limit, words, calendar)
    said = [] if judged.due is None else [_why(judged, judged.due, contact, words, calendar)]
    if judged.extended_by is not None:
        said.append(f"extended by {judged.extended_by}")
    is_timed = judged.due is None or any(step.kind is StepKind.OPEN for step in judged.due.steps)
    effects = [(str(effect.kind), _effect(effect, judged, words, calendar)) for effect in judged.effects]
    announced = [text for kind, text in effects if kind == "announced"]
    return "; ".join([*said, *remarks(effects, with_pauses=is_timed), *announced])


def moved_by(judged: Judged, words: Words, calendar: WorkCalendar) -> list[str]:
    """All that moved the deadline, or would have, in the order of time; nothing of one that is not known."""
    if judged.status is Status.UNKNOWN:
        return []
    return [_effect(effect, judged, words, calendar) for effect in judged.effects]


def _why(judged: Judged, due: Due, contact: Contact, words: Words, calendar: WorkCalendar) -> str:
    limit = judged.limit
    assert limit is not None
    last = due.steps[-1] if due.steps else None
    is_bound = last is not None and last.kind is StepKind.BOUND
    if judged.dated:
        assert judged.promise.dated is not None
        said_on = next(effect.day for effect in judged.effects if effect.kind == "dated")
        return explanation.date_carried_text(judged.promise.dated.name, said_on)
    if not is_bound:
        if isinstance(limit, CarriedDate):
            return explanation.date_carried_text(limit.name)
        if isinstance(limit, AtEvent | BeforeEvent | DuringContact):
            return _event_at(limit, due, words, calendar)
    event = own = getattr(limit, "event", CONTACT_STARTS)
    anchor = judged.anchor
    if any(effect.kind is EffectKind.RESTARTED for effect in judged.effects):
        event = judged.promise.restart or own
    if is_bound and last is not None:
        bound = judged.promise.cap if last.detail == "latest" else judged.promise.floor
        assert bound is not None
        event = own if bound.event == OWN_ANCHOR else bound.event
        anchor = find_anchor(event, contact)
    assert anchor is not None, "what is counted has begun"
    return _walked(due.steps, anchor, None if is_bound else limit, words, calendar, event)


def _walked(
    steps: Sequence[Step],
    anchor: Moment,
    limit: Limit | None,
    words: Words,
    calendar: WorkCalendar,
    event: str | None = None,
) -> str:
    """The days or the time that were walked, from an event: that of the limit, or another."""
    event = getattr(limit, "event", CONTACT_STARTS) if event is None else event
    start = calendar.clock.local(anchor.first)
    since = "" if event == CONTACT_STARTS else phrases.event_text(event, words)
    at: datetime | None = start if anchor.is_instant else None
    is_notice = isinstance(limit, Notice) and not limit.after
    said = [why_step(step, words) for step in steps]
    return explanation.why_text(said, since, start.date(), at, is_notice=is_notice)


def _event_at(limit: AtEvent | BeforeEvent | DuringContact, due: Due, words: Words, calendar: WorkCalendar) -> str:
    event = CONTACT_ENDS if isinstance(limit, DuringContact) else limit.event
    local = calendar.clock.local(due.instant)
    when = style.instant_text(local) if due.earliest is None else ""
    return explanation.event_at_text(phrases.event_text(event, words), when, local.date(), is_end=event == CONTACT_ENDS)


def _effect(effect: Effect, judged: Judged, words: Words, calendar: WorkCalendar) -> str:
    if effect.kind is EffectKind.ANNOUNCED:
        assert effect.day is not None
        assert effect.by is not None
        closed = [(style.date_text(one.day), one.name) for one in effect.closed]
        return announced_text(style.date_text(effect.day), closed, due_text(effect.by, judged.anchor, calendar))
    promise = judged.promise
    is_dated = effect.kind.startswith(("dated", "undated"))
    more = promise.dated if is_dated else promise.extension
    condition = None if more is None else more.condition
    return effect_text(
        str(effect.kind),
        effect.day,
        effect.until,
        "" if effect.by is None else due_text(effect.by, judged.anchor, calendar),
        "" if promise.extension is None else str(promise.extension.amount),
        "" if condition is None else _so(condition, effect, words),
        _named(effect, promise, words),
    )


def _named(effect: Effect, promise: Promise, words: Words) -> str:
    """The event of a restart; promised or told, of a date."""
    if effect.kind is EffectKind.RESTARTED_LATE:
        return phrases.event_text(promise.restart or "", words)
    return "" if promise.dated is None else promise.dated.name


def _so(condition: FactIs, effect: Effect, words: Words) -> str:
    holds = condition.holds is not effect.kind.endswith("not so")
    return so_text(phrases.fact_text(condition.fact, words), holds)


def unmoved_data(judged: Judged, calendar: WorkCalendar) -> tuple[int, str] | None:
    """The deadline that the limit alone would give, and in words, where another binds or none does yet."""
    due, binding = judged.unmoved, judged.due
    if due is None or judged.status is Status.UNKNOWN or judged.excuse is not None:
        return None
    if binding is not None and (binding.instant, binding.included) == (due.instant, due.included):
        return None
    return due.instant, due_text(due, judged.anchor, calendar)
