"""A duty as a sentence, to customers or to staff, and when a member of staff meets it."""

from __future__ import annotations

from collections.abc import Sequence

from troth.model.condition import ArrivedOnClosedDay, Condition, FactIs, StateIs, ValueIs, Who
from troth.model.policy import Duty, Promise, Standard
from troth.model.words import STAGE, Words
from troth.wording import phrases, style
from troth.wording.voice import Voice

EVERY_CONTACT = "Every contact"


def duty_text(duty: Duty, words: Words, voice: Voice) -> str:
    """`We give you our name.`, `If the caller is upset, stay calm.`, `Customers must tell us their name.`"""
    said = voice.doing(duty.actor, duty.strength, duty.who.values("party"), words) + duty.text
    conditions = [*duty.who.conditions, *duty.only]
    holds = [text for condition in conditions if (text := _when(condition, words))]
    if holds:
        said = f"{' and '.join((holds[0], *(text.removeprefix('if ') for text in holds[1:])))}, {said}"
    for condition in duty.excuses:
        said += f", {_except(condition, words)}"
    end = "" if said.endswith((".", "!", "?")) else "."
    return f"{said[:1].upper()}{said[1:]}{end}"


def _when(condition: Condition, words: Words) -> str:
    """The condition before a duty; a channel has its place in the handbook, and needs none."""
    match condition:
        case FactIs(fact=fact, holds=holds):
            return f"{'if' if holds else 'if it is not so that'} {phrases.fact_text(fact, words)}"
        case StateIs(state=state):
            return f"while {phrases.state_text(state, words)}"
        case ValueIs(dimension="kind", values=values):
            return f"if it is about {style.listed([phrases.kind_text(value, words) for value in values])}"
        case ValueIs(dimension="party", values=values):
            return f"if it is from {phrases.party_text(values, words)}"
        case ValueIs(dimension="channel"):
            return ""
        case ValueIs(dimension=dimension, values=values):
            at = "at " if dimension == STAGE else ""
            return f"if it is {at}{phrases.values_text(dimension, values)}"
        case ArrivedOnClosedDay():
            return "if it arrives on a closed day"


def _except(condition: Condition, words: Words) -> str:
    match condition:
        case FactIs(fact=fact, holds=True):
            return f"unless {phrases.fact_text(fact, words)}"
        case FactIs(fact=fact):
            return f"but only if {phrases.fact_text(fact, words)}"
        case StateIs(state=state):
            return f"but not while {phrases.state_text(state, words)}"
        case _:
            return f"but not {_when(condition, words)}"


def situations(item: Standard | Duty, words: Words) -> tuple[str, ...]:
    """When a member of staff meets a standard or duty, as headings of the handbook: its own, or those of whom it is for.

    `The phone rings` for calls; for several channels, each; for every contact about a kind, that kind.
    """
    if item.situation:
        return (item.situation,)
    return _of(item.who, words)


def _of(who: Who, words: Words) -> tuple[str, ...]:
    for dimension in ("channel", "kind"):
        names = who.values(dimension)
        if names:
            return tuple(_heading(dimension, name, words) for name in names)
    return (EVERY_CONTACT,)


def _heading(dimension: str, name: str, words: Words) -> str:
    term = words.term(dimension, name)
    return term.situation if term is not None and term.situation else name[:1].upper() + name[1:]


def channels_of(situation: str, words: Words) -> tuple[str, ...]:
    """The channels of which this is the heading."""
    return tuple(term.name for term in words.channels if _heading("channel", term.name, words) == situation)


def records_text(item: Duty | Standard) -> tuple[str, ...]:
    """`Record the call in the case system.`"""
    return tuple(f"Record {record.what} in {record.where}." for record in item.records)


def promise_situations(promise: Promise, standards: Sequence[Standard], words: Words) -> tuple[str, ...]:
    """When a member of staff meets a promise."""
    return next((situations(one, words) for one in standards if one.name == promise.standard), (EVERY_CONTACT,))
