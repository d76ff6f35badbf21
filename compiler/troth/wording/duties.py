"""A duty as a sentence, to customers or to staff, and when a member of staff meets it."""

from __future__ import annotations

from typing import Any

from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, Condition, FactIs, InSeason, StateIs, ValueIs, Who
from troth.model.policy import US, Duty, Standard, Strength
from troth.model.words import STAGE, Words
from troth.wording import phrases, style
from troth.wording.sentence import basis_text
from troth.wording.voice import Voice

EVERY_CONTACT = "Every contact"


def duty_text(duty: Duty, words: Words, voice: Voice) -> str:
    """`We give you our name.`, `If the caller is upset, stay calm.`, `Customers must tell us their name.`"""
    words = voice.words(words, duty.who.values("party"))
    said = _doing(duty, words, voice)
    conditions = [*duty.who.conditions, *duty.only]
    said_of_all = [text for condition in conditions if (text := _when(condition, words))]
    holds = [text for text in said_of_all if text.startswith("if ")]
    never = [text for text in said_of_all if text.startswith("unless ")]
    when = [text for text in said_of_all if text not in (*holds, *never)]
    if never:
        said = f"{', and '.join(never)}, {said}"
    if holds:
        also = ", and " if never else ", "
        said = f"{' and '.join((holds[0], *(text.removeprefix('if ') for text in holds[1:])))}{also}{said}"
    if when:
        said = f"{' and '.join(when)}, {said}"
    for condition in duty.excuses:
        said += f", {_except(condition, words)}"
    if duty.after:
        said = f"after {phrases.event_text(duty.after, words)}, {said}"
    end = "" if said.endswith((".", "!", "?")) else "."
    law = "" if duty.basis is None else f" {basis_text(duty.basis, duty.strength)}"
    return f"{said[:1].upper()}{said[1:]}{end}{law}"


def _doing(duty: Duty, words: Words, voice: Voice) -> str:
    """Who does what: `we listen`, `listen`; and what is not done: `we do not guess`, `aim not to guess`."""
    doing = voice.doing(duty.actor, duty.strength, duty.who.values("party"), words)
    done = duty.text.removeprefix("not ")
    if done == duty.text:
        return doing + done
    if duty.strength is Strength.AIM:
        return f"{doing.removesuffix('to ')}not to {done}"
    if duty.strength is Strength.MUST and duty.actor == US:
        return f"{doing}do not {done}"
    return f"{doing}not {done}"


def _when(condition: Condition, words: Words) -> str:
    """The condition before a duty; a channel has its place in the handbook, and needs none."""
    match condition:
        case FactIs(fact=fact, holds=holds):
            return f"{'if' if holds else 'unless'} {phrases.fact_text(fact, words)}"
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
        case ArrivedBetween(first=first, last=last):
            return f"if it arrives {style.between_text(first, last)}"
        case InSeason(first=begins, last=ends):
            return f"{style.season_text(begins, ends)} each year"


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
    """When a member of staff meets a standard or duty, as headings of the handbook: its own, or of whom it is for.

    `The phone rings` for calls; for several channels, each; for every contact about a kind, that kind.
    """
    if item.situation:
        return (item.situation,)
    return _of(item.who, words)


def _of(who: Who, words: Words) -> tuple[str, ...]:
    for dimension in ("channel", "kind"):
        names = who.values(dimension)
        if names:
            return tuple(heading_of(dimension, name, words) for name in names)
    return (EVERY_CONTACT,)


def heading_of(dimension: str, name: str, words: Words) -> str:
    """When staff meet a channel or kind: as its declaration says, or its name."""
    term = words.term(dimension, name)
    return term.situation if term is not None and term.situation else name[:1].upper() + name[1:]


def records_text(item: Duty | Standard) -> tuple[str, ...]:
    """`Record the call in the case system.`"""
    return tuple(f"Record {record.what} in {record.where}." for record in item.records)


def duty_data(duty: Duty, words: Words) -> dict[str, Any]:
    """A duty as JSON data: who does what, how strongly, when they meet it, what is recorded where, and who says so."""
    return {
        "id": duty.id,
        "title": duty.title,
        "says": duty_text(duty, words, Voice.STAFF),
        "actor": duty.actor,
        "strength": str(duty.strength),
        "audience": list(duty.audience),
        "situations": list(situations(duty, words)),
        "records": [{"what": record.what, "where": record.where} for record in duty.records],
        "section": duty.section,
        "sources": [[source.first, source.last] for source in duty.sources],
    }
