"""The vocabulary of a policy: what ships with the language and what the policy declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time

from troth.model.duration import Duration
from troth.model.limit import Roll

DIMENSIONS = ("channel", "kind", "party")
"""Dimensions that every contact has; a policy's categories come beside them."""

COUNTS = ("rings",)
AGREED, TOLD, PROMISED = "agreed", "told", "promised"
DATES = (AGREED, TOLD, PROMISED)
CLAIMED, COMPENSATED = "claimed", "compensated"
"""The events of a claim and of its payment, which ship with the language."""
CONTACT_STARTS = "arrives"
CONTACT_ENDS = "ended"
STAGE = "stage"
STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedAfter:
    """A contact counts as arriving on the n-th day, or working day, after an event, or after it was sent."""

    n: int
    working: bool
    event: str
    roll: Roll | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedWhenSent:
    """A contact counts as arriving on the working day on which it is sent before a time; else on the next one."""

    before: time


Deemed = DeemedAfter | DeemedWhenSent


@dataclass(frozen=True, slots=True, kw_only=True)
class Misses:
    """An event that happens as a promise (by identity) is missed for the n-th time `within` a time; None: ever."""

    n: int
    promise: str
    within: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A channel, kind or party: its name, other names for it, and how it is said.

    `says` of a channel is what the customer does ("you email us"); `plural` of a party is said for "you". `situation`
    of a channel or kind is what a member of staff meets ("The phone rings"). `deemed`: when what comes by a channel
    counts as arriving.
    """

    name: str
    includes: tuple[str, ...] = ()
    says: str | None = None
    plural: str | None = None
    situation: str | None = None
    deemed: Deemed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    name: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`replied`: its past form is its name; the noun with "the" anchors limits; verbs lead to it; misses set it off."""

    name: str
    noun: str | None = None
    verbs: tuple[Verb, ...] = ()
    misses: Misses | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`text` is the fact as a clause: "we cannot deal with the enquiry at once"."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Between two events; `text` is the state as a clause: "the member of staff is away"."""

    name: str
    text: str
    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    channels: tuple[Term, ...] = ()
    kinds: tuple[Term, ...] = ()
    parties: tuple[Term, ...] = ()
    events: tuple[Event, ...] = ()
    facts: tuple[Fact, ...] = ()
    states: tuple[State, ...] = ()
    categories: tuple[Category, ...] = ()
    says_them: bool = False
    """Are sentences written about the customer, rather than to them?"""

    def terms(self, dimension: str) -> tuple[Term, ...]:
        return {"channel": self.channels, "kind": self.kinds, "party": self.parties}[dimension]

    def values(self, dimension: str) -> tuple[str, ...]:
        """Every value of a dimension: terms, or a category's values; () for an unknown one."""
        if dimension in DIMENSIONS:
            return tuple(term.name for term in self.terms(dimension))
        category = self.category(dimension)
        return category.values if category else ()

    def term(self, dimension: str, name: str) -> Term | None:
        return next((term for term in self.terms(dimension) if name == term.name or name in term.includes), None)

    def category(self, name: str) -> Category | None:
        return next((category for category in self.categories if category.name == name), None)

    def fact(self, name: str) -> Fact | None:
        return next((fact for fact in self.facts if fact.name == name), None)

    def state(self, name: str) -> State | None:
        return next((state for state in self.states if state.name == name), None)

    def clauses(self) -> Iterator[tuple[str, str]]:
        """Each fact and each state: its name, and how it is said as a clause."""
        yield from ((fact.name, fact.text) for fact in self.facts)
        yield from ((state.name, state.text) for state in self.states)

    def event(self, name: str) -> Event | None:
        """By its past form or its noun (with or without "the")."""
        noun = name.removeprefix("the ")
        return next((event for event in self.events if event.name == name or event.noun == noun), None)

    def verbs(self) -> Iterator[tuple[Verb, Event]]:
        for event in self.events:
            for verb in event.verbs:
                yield verb, event

    def verb(self, name: str) -> tuple[Verb, Event] | None:
        return next(((verb, event) for verb, event in self.verbs() if verb.name == name), None)

    def joined(self, other: Words) -> Words:
        """These words and those of `other`, which come after."""
        names = (name for name, value in self.__dataclass_fields__.items() if value.type != "bool")
        return replace(self, **{name: getattr(self, name) + getattr(other, name) for name in names})


_TWO = re.compile(r"(later|earlier) of (.+) and (.+)")


def two_events(which: str, one: str, other: str) -> str:
    """The later or the earlier of two events, as the name of an event: `later of arrives and paid`."""
    return f"{which} of {one} and {other}"


def parts_of(event: str) -> tuple[str, tuple[str, ...]]:
    """`later` or `earlier` and the two events, where that is what a name says; else "" and the event itself."""
    found = _TWO.fullmatch(event)
    return ("", (event,)) if found is None else (found[1], (found[2], found[3]))
