"""A promise → the passage that a charter publishes: a lead sentence, then one sentence or list item a clause.

Every passage parses back to the same promise (`wording.reader`); no figure on any page comes from anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, Condition, FactIs, InSeason, StateIs, ValueIs
from troth.model.limit import Limit, Nothing
from troth.model.policy import US, Case, DatedReply, Extension, OtherAct, Pause, Promise, Strength
from troth.model.words import PROMISED, STAGE, Words
from troth.wording import phrases, style
from troth.wording.remedies import remedy_texts
from troth.wording.targets import target_texts
from troth.wording.voice import Voice, act_text


class ClauseKind(StrEnum):
    SENTENCE = "sentence"
    ITEM = "item"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of a passage, an item of the list that follows its lead, or a sentence on how often it is kept."""

    kind: ClauseKind
    text: str


def write(
    promise: Promise, words: Words, titles: Mapping[str, str], voice: Voice = Voice.CUSTOMER
) -> tuple[Clause, ...]:
    """The passage of a promise; `titles` are the titles of the policy's standards by name."""
    return tuple(_clauses(promise, words, titles, voice))


def passage(promise: Promise, words: Words, titles: Mapping[str, str], voice: Voice = Voice.CUSTOMER) -> str:
    """The passage as running text."""
    return " ".join(clause.text for clause in write(promise, words, titles, voice))


def _clauses(promise: Promise, words: Words, titles: Mapping[str, str], voice: Voice) -> Iterator[Clause]:
    sentence, item = ClauseKind.SENTENCE, ClauseKind.ITEM
    words = voice.words(words, promise.who.values("party"))
    yield Clause(sentence, _lead(promise, words, voice))
    over = phrases.over_others(promise.cases)
    for path, limit in _items(promise.cases, ()):
        said = phrases.limit_text(limit, words)
        first, *others = [_case(condition, words) for condition in path]
        conditions = phrases.and_of(path).join((first, *(other[:1].lower() + other[1:] for other in others)))
        every = ", in every case" if path in over else ""
        yield Clause(item, f"{_capital(conditions)}{every}: {said}.")
    if isinstance(promise.limit, Nothing):
        yield Clause(item, f"Otherwise: {phrases.limit_text(promise.limit, words)}.")
    for act in promise.or_acts:
        yield Clause(sentence, f"Or {_other_act(promise, act, words, voice)} {phrases.limit_text(act.limit, words)}.")
    if promise.dated is not None:
        yield Clause(sentence, _dated(promise.dated, promise, words, voice))
    if promise.extension is not None:
        yield from (Clause(sentence, text) for text in _extension(promise.extension, promise, words, voice))
    for pause in promise.pauses:
        yield Clause(sentence, f"The time stands still {_pause(pause, words)}.")
    if promise.restart is not None:
        yield Clause(sentence, f"The time is counted anew from {phrases.event_text(promise.restart, words)}.")
    if promise.cap is not None:
        yield Clause(sentence, f"The deadline is never later than {phrases.bound_text(promise.cap, words)}.")
    if promise.floor is not None:
        yield Clause(sentence, f"The deadline is never earlier than {phrases.bound_text(promise.floor, words)}.")
    if promise.manner:
        yield Clause(sentence, f"{_capital(voice.order('do'))} this by {style.listed(list(promise.manner))}.")
    for text in promise.saying:
        yield Clause(sentence, f"{_capital(voice.order('say'))} {_free(text)}.")
    for condition in promise.excuses:
        yield Clause(sentence, f"This does not apply {phrases.condition_text(condition, words, 'to')}.")
    if promise.unless_by_then is not None:
        yield Clause(sentence, f"This is not needed if {phrases.done_text(promise.unless_by_then, words)} by then.")
    if promise.basis is not None:
        yield Clause(sentence, basis_text(promise.basis, promise.strength))
    if promise.remedy is not None:
        for is_item, text in remedy_texts(promise.remedy, promise.who.values("party"), words, voice, _case):
            yield Clause(item if is_item else sentence, text)
    for target in promise.targets:
        yield from (Clause(ClauseKind.MEASURE, text) for text in target_texts(target, words))
    if promise.replaces:
        quoted = [f"“{titles[name]}”" for name in promise.replaces]
        yield Clause(sentence, f"This replaces {style.listed(quoted, 'and')}.")


def basis_text(citation: str, strength: Strength) -> str:
    """`The law requires this: “Equality Act 2010, section 29”.`; of what somebody may do, it gives a right."""
    says = "gives this right" if strength is Strength.MAY else "requires this"
    return f"The law {says}: “{citation}”."


def _lead(promise: Promise, words: Words, voice: Voice) -> str:
    who = promise.who
    subject = voice.subject(who.values("party"), words)
    channels = [phrases.channel_text(name, words, subject) for name in who.values("channel")]
    text = f"When {_joined(channels, subject) or phrases.contact_us_text(subject)}"
    kinds = [phrases.kind_text(name, words) for name in who.values("kind")]
    stages = who.values(STAGE)
    if len(channels) > 1 and (kinds or stages):
        text += ", each"
    if kinds:
        text += f" about {style.listed(kinds)}"
    if stages:
        text += f"{', each' if len(kinds) > 1 else ''} at {phrases.values_text(STAGE, stages)}"
    pause = "," if max(len(channels), len(kinds), len(stages)) > 1 else ""
    for condition in promise.conditions:
        match condition:
            case FactIs(fact=fact, holds=holds):
                text += f"{pause} {'and' if holds else 'but not if'} {phrases.fact_text(fact, words)}"
            case StateIs(state=state):
                text += f"{pause} and {phrases.state_text(state, words)}"
            case InSeason(first=begins, last=ends):
                text += f"{pause} {style.season_text(begins, ends)} each year"
            case _:
                pass
    by_when = f"in a time that depends on the {_dimension(promise.cases)}"
    if promise.limit is not None and not isinstance(promise.limit, Nothing):
        by_when = phrases.limit_text(promise.limit, words)
    return f"{text}, {act_text(promise, promise.verb, words, voice)} {by_when}."


def _other_act(promise: Promise, act: OtherAct, words: Words, voice: Voice) -> str:
    """`we call you`, `call them`, `customers must call us`: ours has no strength of its own."""
    plain = replace(promise, strength=Strength.MUST) if promise.actor == US else promise
    return act_text(plain, act.verb, words, voice)


def _dated(dated: DatedReply, promise: Promise, words: Words, voice: Voice) -> str:
    whom = voice.whom(promise.who.values("party"))
    when = _told_by(dated.limit, words)
    if dated.name == PROMISED:
        pause = "," if "," in when else ""
        return f"If {voice.us} cannot do that, {voice.order('tell')} {whom} {when}{pause} when to expect it."
    return f"{_if(dated.condition, words, voice)} tell {whom} of another date {when}, that date holds."


def _extension(extension: Extension, promise: Promise, words: Words, voice: Voice) -> Iterator[str]:
    """`If the case is complex, we may take 10 working days more, once.`, and how the customer is told of it."""
    often = "" if not extension.if_told else ", once" if extension.once else " each time"
    takes = f"{voice.us} may take {extension.amount} more{often}."
    if extension.condition is not None:
        yield f"{_case(extension.condition, words)}, {takes}"
    else:
        yield _capital(takes)
    if extension.if_told:
        whom = voice.whom(promise.who.values("party"))
        yield f"This holds only if {voice.us} tell {whom} so {_told_by(extension.told_by, words)}."


def _pause(pause: Pause, words: Words) -> str:
    """`while we wait for your answer`, `from the fees notice to the payment, both days included`."""
    both = ", both days included" if pause.both_days else ""
    if pause.state:
        return f"while {phrases.state_text(pause.state, words)}{both}"
    return f"from {phrases.event_text(pause.start, words)} to {phrases.event_text(pause.end, words)}{both}"


def _told_by(limit: Limit | None, words: Words) -> str:
    return "by then" if limit is None else phrases.limit_text(limit, words)


def _if(condition: FactIs | None, words: Words, voice: Voice) -> str:
    """`If we`, `If the case is complex and we`, `Unless the case is complex, if we`."""
    if condition is None:
        return f"If {voice.us}"
    return f"{_case(condition, words)}{' and' if condition.holds else ', if'} {voice.us}"


def _joined(clauses: list[str], subject: str) -> str:
    """`you email us, write to us or phone us`: the subject is said once where all have the same."""
    if len(clauses) > 1 and all(clause.startswith(f"{subject} ") for clause in clauses):
        clauses = [clauses[0], *(clause.removeprefix(f"{subject} ") for clause in clauses[1:])]
    return style.listed(clauses)


def _dimension(cases: tuple[Case, ...]) -> str:
    """What a table is by; `case` where there is none. What holds from date to date stands beside it."""
    named = {case.condition.dimension for case in cases if isinstance(case.condition, ValueIs)}
    is_table = all(isinstance(case.condition, ValueIs | ArrivedBetween) for case in cases)
    return named.pop() if len(named) == 1 and is_table else "case"


def _items(cases: tuple[Case, ...], path: tuple[Condition, ...]) -> Iterator[tuple[tuple[Condition, ...], Limit]]:
    for case in cases:
        here = (*path, case.condition)
        if case.limit is not None:
            yield here, case.limit
        yield from _items(case.cases, here)


def _case(condition: Condition, words: Words) -> str:
    match condition:
        case ValueIs(dimension=dimension, values=values):
            return phrases.contacts_text(dimension, values, words)
        case FactIs(fact=fact, holds=holds):
            return f"{'If' if holds else 'Unless'} {phrases.fact_text(fact, words)}"
        case StateIs(state=state):
            return f"While {phrases.state_text(state, words)}"
        case ArrivedBetween(first=first, last=last):
            return _capital(style.between_text(first, last))
        case InSeason(first=begins, last=ends):
            return f"{_capital(style.season_text(begins, ends))} each year"
        case ArrivedOnClosedDay():
            raise AssertionError("a closed day is an excuse, never a case")


def _free(text: str) -> str:
    """The owner's words as they are; in quotation marks where they would be taken for the end of the sentence."""
    return f"“{text}”" if re.search(r"[.!?:;“”]", text) else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
