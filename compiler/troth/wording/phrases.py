"""Limits, conditions and names of the model → the words that policies and sentences share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from typing import assert_never

from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, Condition, FactIs, InSeason, StateIs, ValueIs
from troth.model.limit import (
    ARRIVAL,
    OWN_ANCHOR,
    AtEvent,
    BeforeEvent,
    CarriedDate,
    DayEnded,
    DuringContact,
    Every,
    Limit,
    NextWorkingDay,
    Nothing,
    Notice,
    Rings,
    Roll,
    SameDay,
    Vague,
    Within,
)
from troth.model.policy import Case
from troth.model.words import Words, parts_of
from troth.wording import style

BOTH_OR_EITHER = {"later": " and ", "earlier": " or "}
"""What joins two events of which the later, or the earlier, is meant."""


def limit_text(limit: Limit, words: Words) -> str:
    """`within 3 working days of the return, rolling forward`: the limit as a phrase of the language."""
    match limit:
        case Within():
            promptly = "promptly and " if limit.promptly else ""
            return f"{promptly}within {_amount_text(limit, _of(limit.event, words))}"
        case Notice():
            return _notice_text(limit, words)
        case Every(step=step, until=until):
            text = _amount_text(step, f" until {event_text(until, words)}")
            is_one = step.then is None and not step.less
            return f"every {text.removeprefix('1 ') if is_one else text}"
        case NextWorkingDay():
            return f"by the end of the next working day{_of(limit.event, words)}{_ending(limit)}"
        case SameDay():
            day = "on the same day" if limit.event == ARRIVAL else f"on the day{_of(limit.event, words)}"
            return f"{day}{_ending(limit)}"
        case Rings():
            return rings_text(limit)
        case AtEvent(event=event):
            return f"at {event_text(event, words)}"
        case BeforeEvent(event=event):
            return f"before {event_text(event, words)}"
        case DuringContact():
            return "during the contact"
        case CarriedDate(name=name):
            return f"by the {'date' if name == 'promised' else 'time'} {name}"
        case Vague(words=said):
            return said
        case Nothing():
            return "no promise"
        case _:
            assert_never(limit)


def done_text(event: str, words: Words) -> str:
    """`it is resolved`; of what is not done to something, by its noun, `the reply comes`: for "if … by then".

    Of the later of two events, both: `it is resolved and the reply comes`; of the earlier, either of them.
    """
    which, parts = parts_of(event)
    if which:
        return BOTH_OR_EITHER[which].join(done_text(part, words) for part in parts)
    known = words.event(event)
    if known is None or not known.noun:
        return f"it is {event}"
    is_done_to_it = any(verb.says.endswith(" it") for verb in known.verbs) and " " not in event
    return f"it is {event}" if is_done_to_it else f"the {known.noun} comes"


def rings_text(limit: Rings) -> str:
    """`before ring 4`, `within 5 rings`."""
    return f"before ring {limit.most + 1}" if limit.said_before else f"within {style.plural(limit.most, 'ring')}"


def bound_text(bound: Within, words: Words) -> str:
    """`30 working days after the arrival`: what `never later than` names; no event: the promise's own."""
    return _amount_text(bound, "" if bound.event == OWN_ANCHOR else f" after {event_text(bound.event, words)}")


def _amount_text(limit: Within, of: str) -> str:
    """An amount, from what it is counted, and its endings."""
    then = "" if limit.then is None else f" and {limit.then}"
    less = f" less {style.plural(limit.less, 'day')}" if limit.less else ""
    text = f"{limit.amount}{then}{less}{of}"
    if limit.day_and_night:
        text += ", day and night"
    if limit.month_end:
        text += ", to the end of the month"
    return text + _roll_text(limit.roll) + _ending(limit)


def _notice_text(limit: Notice, words: Words) -> str:
    amount = limit.amount.clear if limit.clear else str(limit.amount)
    then = "" if limit.then is None else f" and {limit.then}"
    side = "after" if limit.after else "before"
    text = f"at {'most' if limit.at_most else 'least'} {amount}{then} {side} {event_text(limit.event, words)}"
    return text + _roll_text(limit.roll) + _calendar_text(limit.calendar)


def _roll_text(roll: Roll | None) -> str:
    return "" if roll is None else ", as it falls" if roll is Roll.NONE else f", rolling {roll}"


def event_text(event: str, words: Words) -> str:
    """`the return`; the past form of an event that has no noun."""
    which, parts = parts_of(event)
    if which:
        return f"the {which} of {' and '.join(event_text(part, words) for part in parts)}"
    known = words.event(event)
    return f"the {known.noun}" if known is not None and known.noun else event


def _of(event: str, words: Words) -> str:
    return "" if event == ARRIVAL else f" of {event_text(event, words)}"


def _ending(limit: DayEnded) -> str:
    text = _calendar_text(limit.calendar)
    if limit.by_closing:
        return f", by closing time{text}"
    if limit.same_time:
        return f", at the same time of day{text}"
    return text if limit.by is None else f", by {_clock(limit.by)}{text}"


def _calendar_text(calendar: str) -> str:
    return f", on calendar {calendar}" if calendar else ""


def _clock(at: time) -> str:
    return "12pm" if at == time(12) else style.time_text(at)


def kind_text(name: str, words: Words) -> str:
    """`a repair`, `an enquiry`, or how the policy says it."""
    term = words.term("kind", name)
    if term is not None and term.says:
        return of_whom(term.says, words)
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def channel_text(name: str, words: Words, you: str = "you") -> str:
    """What the customer does: `you email us`; or a named party: `colleagues email us`."""
    term = words.term("channel", name)
    says = term.says if term is not None and term.says else f"you contact us by {name}"
    return _YOU.sub(you, says)


def contact_us_text(you: str = "you") -> str:
    """What is done on any channel: `you contact us`."""
    return f"{you} contact us"


def verb_text(name: str, words: Words, you: str = "you") -> str:
    """What is done: `call you back`."""
    known = words.verb(name)
    says = known[0].says if known else name
    return to_them(says) if you == "them" else _YOU.sub(you, says)


_YOU = re.compile(r"\byou\b")
_SUBJECT_AFTER = (
    "what|how|long|that|when|where|whether|why|who|which|if|because|while|until|as|than|unless|before|after|and|but"
)
_AUXILIARIES = "are|were|have|had|will|would|can|could|may|might|must|shall|should|do|did|need|want|wish|asked|cannot"
_SECOND_PERSON = re.compile(
    rf"(?:(?P<before>^|\b(?:{_SUBJECT_AFTER}) |(?=you (?:{_AUXILIARIES})\b))(?P<subject>you)|"
    rf"(?P<other>you(?:rs|rself|r)?))\b"
)
_THIRD_PERSON = {"you": "them", "your": "their", "yours": "theirs", "yourself": "themselves"}


def to_them(text: str) -> str:
    """Words that speak to somebody as words that speak of them: `ask you what you mean` → `ask them what they mean`."""
    return _SECOND_PERSON.sub(
        lambda found: f"{found['before']}they" if found["subject"] else _THIRD_PERSON[found["other"]], text
    )


def of_whom(text: str, words: Words) -> str:
    """The owner's words as they are said to a customer; of them where the words are said to others."""
    return to_them(text) if words.says_them else text


def party_text(names: Iterable[str], words: Words) -> str:
    """`customers or colleagues`."""
    plurals = [(term.plural if (term := words.term("party", name)) else None) or f"{name}s" for name in names]
    return style.listed(plurals)


def condition_text(condition: Condition, words: Words, preposition: str) -> str:
    """When something is left out, or alone counts: `if the weather is severe`, `for a contact that arrives on …`.

    `preposition`: what stands before a contact. A value or a date is a selector or a case, and none of these.
    """
    match condition:
        case FactIs(fact=fact, holds=holds):
            return f"{'if' if holds else 'unless'} {fact_text(fact, words)}"
        case StateIs(state=state):
            return f"while {state_text(state, words)}"
        case ArrivedOnClosedDay(calendar=calendar):
            of = f" of calendar {calendar}" if calendar else ""
            return f"{preposition} a contact that arrives on a closed day{of}"
        case InSeason(first=begins, last=ends):
            return f"{style.season_text(begins, ends)} each year"
        case ValueIs() | ArrivedBetween():
            raise AssertionError("a value or a date is a selector or a case")


def and_of(path: tuple[Condition, ...]) -> str:
    """What joins the conditions of a case: a comma stands where “unless” or “or” could be taken to reach further."""
    reaches = any(isinstance(one, FactIs) and not one.holds for one in path[:-1])
    return ", and " if reaches or any(isinstance(one, ValueIs) and len(one.values) > 1 for one in path) else " and "


def over_others(cases: tuple[Case, ...]) -> set[tuple[Condition, ...]]:
    """The paths of dates that hold whatever case of another kind, further down, holds as well."""
    dated = [isinstance(case.condition, ArrivedBetween) for case in cases]
    return {
        (case.condition,)
        for number, case in enumerate(cases)
        if dated[number] and case.limit is not None and not all(dated[number:])
    }


def fact_text(name: str, words: Words) -> str:
    """The clause of a declared fact; a quoted fact is its own clause."""
    fact = words.fact(name)
    return of_whom(fact.text if fact is not None else name, words)


def state_text(name: str, words: Words) -> str:
    """The clause of a state."""
    state = words.state(name)
    return of_whom(state.text if state is not None else name, words)


def values_text(dimension: str, values: Iterable[str]) -> str:
    """`priority urgent or routine`."""
    return f"{dimension} {style.listed(list(values))}"


OF_CONTACTS = {"channel": "by", "kind": "about", "party": "from"}
"""What stands before the values that every contact has: contacts by email, about a repair, from customers."""


def contacts_text(dimension: str, values: Iterable[str], words: Words) -> str:
    """Which contacts a case or a target is for: `by email or phone`, `about a repair`, `priority urgent`."""
    said = style.listed([value_text(dimension, value, words) for value in values])
    return f"{OF_CONTACTS.get(dimension, dimension)} {said}"


def value_text(dimension: str, value: str, words: Words) -> str:
    """How one value is said: `email`, `a repair`, `customers`, `urgent`."""
    if dimension == "kind":
        return kind_text(value, words)
    return party_text((value,), words) if dimension == "party" else value
