"""The words and titles that the tests of sentences use, and promises made from a few values."""

from __future__ import annotations

from typing import Any

from tests.deadlines.made import compiled

from troth.model.condition import Condition, Who
from troth.model.duration import Duration, Unit
from troth.model.limit import Limit, Within
from troth.model.policy import Promise, Strength
from troth.model.words import Words
from troth.wording.reader import read
from troth.wording.sentence import passage
from troth.wording.voice import Voice

BODY = """\
category priority: emergency, immediate, urgent, routine
category stage: 1, 2
category customer type: household, business
channel meeting request
    says "you ask us to a meeting"
party agency
    plural agencies
fact unresolved "we cannot deal with the enquiry at once"
fact urgent "it is urgent"
state away "the member of staff is on leave or absent"
    from leaving to the return
state busy "our lines are busy"
    from paused to resumed
event restored
    verb restore "restore the supply, as it was before"
    noun restoration

standard email
    for email
    must reply within 3 working days
"""


def _words() -> Words:
    policy = compiled(BODY).policy
    assert policy is not None
    return policy.words


WORDS = _words()
TITLES = {
    "email": "Emails",
    "letter": "Letters",
    "lost-appointment": "If we cannot keep an appointment",
    "number-one": "No. 1. The first, and best",
    "chat": "Web chat, texts and calls",
}
QUOTED = ("the boiler is broken", "Ofgem asks, or the Ombudsman does", "it's the customer's first call-back")

_FROM = {"reply": "replied", "respond": "replied", "call back": "called back", "see": "seen", "arrive": "attended"}


def promise(verb: str = "reply", limit: Limit | None = None, *who: Condition, **more: Any) -> Promise:
    """A promise of the standard `email`: ours, a must, and for every contact unless said otherwise."""
    strength = more.pop("strength", Strength.MUST)
    standard = more.pop("standard", "email")
    event = more.pop("event", None) or _FROM.get(verb) or next(e.name for v, e in WORDS.verbs() if v.name == verb)
    suffix = "" if strength is Strength.MUST else f".{strength}"
    return Promise(
        id=f"made.{standard}.{verb.replace(' ', '-')}{suffix}",
        standard=standard,
        verb=verb,
        event=event,
        actor=more.pop("actor", "we"),
        strength=strength,
        who=Who(who),
        limit=limit,
        **more,
    )


def within(n: int, unit: str = "working day", **more: Any) -> Within:
    return Within(amount=Duration(n, Unit(unit)), **more)


def said(one: Promise, voice: Voice = Voice.CUSTOMER) -> str:
    """The passage of a promise."""
    return passage(one, WORDS, TITLES, voice)


def heard(text: str, id: str, voice: Voice = Voice.CUSTOMER) -> Promise:
    """The promise that a passage says.

    Raises NotRead.
    """
    return read(text, id, WORDS, TITLES, QUOTED, voice)
