"""A passage in both voices and the promise that it says, both written by hand; and the two directions as checks.

A round trip does not see a writer and a reader that are wrong in the same way; these pairs do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.wording.models import QUOTED, WORDS

from troth.model.condition import Condition, Who
from troth.model.duration import Duration, Unit
from troth.model.limit import Limit, Within
from troth.model.policy import Promise, Strength
from troth.model.words import Event, Fact, State, Term, Verb, Words
from troth.wording.reader import read
from troth.wording.sentence import passage
from troth.wording.voice import Voice

OURS = Words(
    channels=(Term(name="first class post", says="you post us a letter"),),
    kinds=(
        Term(name="leak", says="a leak"),
        Term(name="hearing", says="a court hearing"),
        Term(name="information request", says="information that we hold"),
        Term(name="bill", says="your bill"),
    ),
    events=(
        Event(name="informed", noun="information"),
        Event(name="fees notice", noun="fees notice", verbs=(Verb(name="charge", says="send you a fees notice"),)),
        Event(name="fee paid", noun="payment", verbs=(Verb(name="pay", says="pay the fee"),)),
        Event(name="interruption", noun="loss of supply"),
        Event(name="rectified", noun="repair", verbs=(Verb(name="mend", says="mend it"),)),
        Event(name="moved", noun="move", verbs=(Verb(name="notify", says="tell us of it"),)),
        Event(name="hearing", noun="hearing"),
        Event(name="ordered", noun="order"),
        Event(name="filed", verbs=(Verb(name="file", says="file our argument"),)),
        Event(name="deleted", verbs=(Verb(name="delete", says="delete the images"),)),
        Event(name="applied", noun="application", verbs=(Verb(name="apply", says="apply for a refund"),)),
        Event(name="missed appointment", noun="missed appointment"),
        Event(name="asked", noun="question", verbs=(Verb(name="ask", says="ask you what you mean"),)),
        Event(name="settled", verbs=(Verb(name="settle", says="send you your final bill"),)),
    ),
    facts=(
        Fact(name="complex", text="the case is complex"),
        Fact(name="severe weather", text="severe weather prevents us"),
        Fact(name="drought", text="a drought order is in force"),
        Fact(name="register", text="you are on our register"),
        Fact(name="call wanted", text="you ask us to call you back"),
    ),
    states=(
        State(name="incident", text="a major incident is on", start="incident declared", end="incident over"),
        State(name="waiting", text="we wait for the answer", start="paused", end="resumed"),
        State(name="locked out", text="we wait until you let us in", start="paused", end="resumed"),
    ),
)
KNOWN = WORDS.joined(OURS)
STANDARDS = {"contact": "How to reach us", "repairs": "Repairs", "letters": "Letters, cards and parcels"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage to customers, the same to staff, and what both say."""

    customer: str
    staff: str
    meant: Promise


def made(verb: str, event: str, limit: Limit | None, *who: Condition, **more: Any) -> Promise:
    """A promise of the standard `contact`: ours, a must, and for every contact unless said otherwise."""
    strength = more.pop("strength", Strength.MUST)
    suffix = "" if strength is Strength.MUST else f".{strength}"
    return Promise(
        id=f"harbour.contact.{verb.replace(' ', '-')}{suffix}",
        standard="contact",
        verb=verb,
        event=event,
        actor=more.pop("actor", "we"),
        strength=strength,
        who=Who(who),
        limit=limit,
        **more,
    )


def reply(limit: Limit | None, *who: Condition, **more: Any) -> Promise:
    return made("reply", "replied", limit, *who, **more)


def in_time(n: int, unit: Unit = Unit.WORKING_DAY, **more: Any) -> Within:
    return Within(amount=Duration(n, unit), **more)


def written(meant: Promise, voice: Voice) -> str:
    """The passage of a promise."""
    return passage(meant, KNOWN, STANDARDS, voice)


def understood(text: str, meant: Promise, voice: Voice) -> Promise:
    """What a passage says at the place of a promise.

    Raises NotRead.
    """
    return read(text, meant.id, KNOWN, STANDARDS, QUOTED, voice)


def check_writing(pair: Pair) -> None:
    """Writing the model gives exactly the passage, in both voices."""
    assert written(pair.meant, Voice.CUSTOMER) == pair.customer
    assert written(pair.meant, Voice.STAFF) == pair.staff


def check_reading(pair: Pair) -> None:
    """Reading the passage gives exactly the model, in both voices."""
    assert understood(pair.customer, pair.meant, Voice.CUSTOMER) == pair.meant
    assert understood(pair.staff, pair.meant, Voice.STAFF) == pair.meant


def goes_round(meant: Promise) -> bool:
    """Whether what is written of a model reads back as that model: all that a round trip can see."""
    return all(understood(written(meant, voice), meant, voice) == meant for voice in Voice)
