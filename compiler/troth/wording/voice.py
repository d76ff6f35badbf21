"""To whom a sentence speaks: to the customer ("we reply to you") or to a member of staff ("reply to them")."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from troth.model.policy import US, Promise, Strength
from troth.model.words import Words
from troth.wording import phrases

STRENGTH_WORDS = {Strength.MUST: "must", Strength.SHOULD: "should", Strength.AIM: "aim to", Strength.MAY: "may"}
_TO_STAFF = {Strength.MUST: "", Strength.SHOULD: "you should ", Strength.AIM: "aim to ", Strength.MAY: "you may "}
ANYBODY = "people"
"""Whom a sentence for staff names where the promise is to everyone."""


class Voice(StrEnum):
    """`When you email us, we reply …` or `When people email us, reply …`."""

    CUSTOMER = "customer"
    STAFF = "staff"

    def subject(self, parties: tuple[str, ...], words: Words) -> str:
        """Who contacts us, where these parties are named: "you", "people", "customers or colleagues"."""
        if parties:
            return phrases.party_text(parties, words)
        return "you" if self is Voice.CUSTOMER else ANYBODY

    def words(self, words: Words, parties: tuple[str, ...]) -> Words:
        """The words as this voice says them, of those whom a sentence names."""
        return replace(words, says_them=self.whom(parties) == "them")

    def whom(self, parties: tuple[str, ...]) -> str:
        """Whom we call back: "you" or "them"."""
        return "you" if self is Voice.CUSTOMER and not parties else "them"

    def doing(
        self, actor: str, strength: Strength, parties: tuple[str, ...], words: Words, *, after_lead: bool = False
    ) -> str:
        """What stands before the verb, with a space after it: `we `, `we aim to `, `you should `, `customers must `.

        `after_lead`: a lead has named them already: `they must `.
        """
        if actor == US:
            if self is Voice.STAFF:
                return _TO_STAFF[strength]
            return f"{US} " if strength is Strength.MUST else f"{US} {STRENGTH_WORDS[strength]} "
        speaks_to_you = actor == "customer" and self is Voice.CUSTOMER and not parties
        named = parties or (("customer",) if self is Voice.STAFF else ())
        are_named = after_lead and named == (actor,)
        who = "you" if speaks_to_you else "they" if are_named else phrases.party_text((actor,), words)
        return f"{who} {STRENGTH_WORDS[strength]} "

    @property
    def us(self) -> str:
        """Who keeps the promise, as a subject: "we" or "you"."""
        return US if self is Voice.CUSTOMER else "you"

    def order(self, verb: str) -> str:
        """What is done, without a strength: `we tell`, or to staff `tell`."""
        return f"{US} {verb}" if self is Voice.CUSTOMER else verb


def act_text(promise: Promise, verb: str, words: Words, voice: Voice) -> str:
    """Who does what, how strongly: `we aim to call you back`, `aim to call them back`, `you must cancel`."""
    parties = promise.who.values("party")
    to_whom = voice.whom(parties) if promise.actor == US else "us"
    said = phrases.verb_text(verb, words, to_whom)
    return voice.doing(promise.actor, promise.strength, parties, words, after_lead=True) + said
