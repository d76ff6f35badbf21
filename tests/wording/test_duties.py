"""Duties, and deadlines that are extended, as sentences: written by hand, to customers and to staff."""

from __future__ import annotations

import textwrap

import pytest
from tests.deadlines.made import compiled
from tests.wording.models import heard, promise, said, within

from troth.checks.long_sentences import sentences
from troth.model.condition import FactIs, ValueIs
from troth.model.duration import Duration, Unit
from troth.model.limit import BeforeEvent, NextWorkingDay
from troth.model.policy import DatedReply, Extension, Policy, Promise
from troth.model.words import TOLD
from troth.wording.duties import duty_data, duty_text, records_text, situations
from troth.wording.voice import Voice

BODY = """\
fact upset "the caller is upset"
fact abusive "the caller uses inappropriate language"
state away "the officer is away"
    from leaving to the return
category stage: 1, 2
category priority: urgent, routine
channel portal "you use our portal"
    situation "Somebody uses our portal"
channel pigeon post "you send a pigeon"
"""


def policy_of(body: str) -> Policy:
    policy = compiled(BODY + textwrap.dedent(body)).policy
    assert policy is not None
    return policy


def told(lines: str) -> tuple[str, str]:
    """The sentence of the one duty of a block, to customers and to staff."""
    policy = policy_of("duty a\n" + textwrap.indent(lines, "    ") + "\n")
    (duty,) = policy.duties
    return duty_text(duty, policy.words, Voice.CUSTOMER), duty_text(duty, policy.words, Voice.STAFF)


SENTENCES = [
    # ---------- how strongly, and by whom
    ('must "stay calm"', "We stay calm.", "Stay calm."),
    ('should "stay calm"', "We should stay calm.", "You should stay calm."),
    ('aim to "stay calm"', "We aim to stay calm.", "Aim to stay calm."),
    ('may "end the call"', "We may end the call.", "You may end the call."),
    ('customer must "be polite"', "You must be polite.", "Customers must be polite."),
    ('customer should "be polite"', "You should be polite.", "Customers should be polite."),
    ('colleague may "listen in"', "Colleagues may listen in.", "Colleagues may listen in."),
    # ---------- what is not done
    ('must "not guess"', "We do not guess.", "Do not guess."),
    ('should "not guess"', "We should not guess.", "You should not guess."),
    ('aim to "not guess"', "We aim not to guess.", "Aim not to guess."),
    ('may "not answer"', "We may not answer.", "You may not answer."),
    ('customer must "not shout"', "You must not shout.", "Customers must not shout."),
    ('must "note the time"', "We note the time.", "Note the time."),  # begins like "not"
    # ---------- the owner's own end
    ('must "ask: how can we help?"', "We ask: how can we help?", "Ask: how can we help?"),
    # ---------- conditions
    ('if upset\nmust "stay calm"', "If the caller is upset, we stay calm.", "If the caller is upset, stay calm."),
    (
        'for phone if upset\nmust "stay calm"',  # the channel is the place in the handbook
        "If the caller is upset, we stay calm.",
        "If the caller is upset, stay calm.",
    ),
    (
        'if not upset\nmay "end the call"',
        "Unless the caller is upset, we may end the call.",
        "Unless the caller is upset, you may end the call.",
    ),
    (
        'if not upset\nif not abusive\nwhile away\nmay "end the call"',
        "While the officer is away, unless the caller is upset, and unless the caller uses inappropriate language, we "
        "may end the call.",
        "While the officer is away, unless the caller is upset, and unless the caller uses inappropriate language, you "
        "may end the call.",
    ),
    (
        'if "the line is bad"\nmust "call back"',
        "If the line is bad, we call back.",
        "If the line is bad, call back.",
    ),
    (
        'while away\nmust "say so"',
        "While the officer is away, we say so.",
        "While the officer is away, say so.",
    ),
    (
        'except if abusive\nmust "stay calm"',
        "We stay calm, unless the caller uses inappropriate language.",
        "Stay calm, unless the caller uses inappropriate language.",
    ),
    (
        'except if not upset\nmust "stay calm"',
        "We stay calm, but only if the caller is upset.",
        "Stay calm, but only if the caller is upset.",
    ),
    (
        'except while away\nmust "answer"',
        "We answer, but not while the officer is away.",
        "Answer, but not while the officer is away.",
    ),
    (
        'for complaint at stage 2\nif upset\nmust "listen"',
        "If it is about a complaint and it is at stage 2 and the caller is upset, we listen.",
        "If it is about a complaint and it is at stage 2 and the caller is upset, listen.",
    ),
    (
        'for every contact from colleagues about repair\nmust "listen"',
        "If it is from colleagues and it is about a repair, we listen.",
        "If it is from colleagues and it is about a repair, listen.",
    ),
    (
        'if upset\nif not abusive\nexcept while away\nshould "offer to call back"',
        "If the caller is upset, and unless the caller uses inappropriate language, we should offer to call back, "
        "but not while the officer is away.",
        "If the caller is upset, and unless the caller uses inappropriate language, you should offer to call back, "
        "but not while the officer is away.",
    ),
]


@pytest.mark.parametrize(("lines", "customer", "staff"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_by_hand(lines: str, customer: str, staff: str) -> None:
    assert told(lines) == (customer, staff)


def test_a_duty_is_one_sentence() -> None:
    for lines, customer, staff in SENTENCES:
        assert [len(sentences(text)) for text in (customer, staff)] == [1, 1], lines


# ---------- when it is met, and what is recorded


@pytest.mark.parametrize(
    ("who", "wanted"),
    [
        ("for phone", ("The phone rings",)),
        ("for telephone", ("The phone rings",)),
        ("for email, letter", ("An email arrives", "A letter arrives")),
        ("for portal", ("Somebody uses our portal",)),
        ("for pigeon post", ("Pigeon post",)),
        ("for complaint", ("Somebody complains",)),
        ("for phone about complaint", ("The phone rings",)),
        ("for every contact about repair", ("Something needs repair",)),
        ("for every contact", ("Every contact",)),
        ("for every contact if upset", ("Every contact",)),
        ('for phone\nsituation "You transfer a call"', ("You transfer a call",)),
        ("audience staff", ("Every contact",)),
    ],
)
def test_in_which_situation(who: str, wanted: tuple[str, ...]) -> None:
    policy = policy_of("duty a\n" + textwrap.indent(f'{who}\nmust "b"', "    ") + "\n")
    (duty,) = policy.duties
    assert situations(duty, policy.words) == wanted


def test_what_is_recorded_is_said_in_a_sentence_of_its_own() -> None:
    policy = policy_of(
        """
        duty call-records "Records of calls"
            for phone if upset
            situation "You keep records"
            should "record the call at once"
            record "the call" in "the case system"
            record "advice" in "the history tab"
            audience staff
            source "4.1" to "4.3", "5"
        """
    )
    (duty,) = policy.duties
    assert records_text(duty) == ("Record the call in the case system.", "Record advice in the history tab.")
    assert duty_data(duty, policy.words) == {
        "id": "made.call-records",
        "title": "Records of calls",
        "says": "If the caller is upset, you should record the call at once.",
        "actor": "we",
        "strength": "should",
        "audience": ["staff"],
        "situations": ["You keep records"],
        "records": [
            {"what": "the call", "where": "the case system"},
            {"what": "advice", "where": "the history tab"},
        ],
        "section": "",
        "sources": [["4.1", "4.3"], ["5", "5"]],
    }


@pytest.mark.parametrize("name", ["ips", "company-template", "best-practice", "ledcom", "polha"])
def test_the_duties_of_each_policy_read_as_sentences(name: str, policies: dict[str, Policy]) -> None:
    """A capital, one full stop, and nothing of the language's own left in them."""
    policy = policies[name]
    assert policy.duties
    for duty in policy.duties:
        for voice in Voice:
            text = duty_text(duty, policy.words, voice)
            assert text[0].isupper(), text
            assert text.endswith((".", "!", "?")), text
            assert not any(mark in text for mark in ('"', "{", "}", "  ", "..", " not not ")), text
            assert not text.startswith(("We we ", "We you ", "You you ")), text


# ---------- extensions


EMAIL = ValueIs("channel", ("email",))
COLLEAGUES = ValueIs("party", ("colleague",))
TWO = Duration(2, Unit.WORKING_DAY)
URGENT = FactIs("urgent", True)


def extended(*who: ValueIs, **more: object) -> Promise:
    return promise("reply", within(3), *(who or (EMAIL,)), extension=Extension(amount=TWO, **more))  # type: ignore[arg-type]


def another_date(**more: object) -> Promise:
    return promise("reply", within(3), EMAIL, dated=DatedReply(name=TOLD, **more))  # type: ignore[arg-type]


LEAD = "When you email us, we reply within 3 working days."
TO_STAFF = "When people email us, reply within 3 working days."
EXTENSIONS = [
    (
        extended(if_told=True),
        "We may take 2 working days more each time. This holds only if we tell you so by then.",
        "You may take 2 working days more each time. This holds only if you tell them so by then.",
    ),
    (
        extended(if_told=True, once=True),
        "We may take 2 working days more, once. This holds only if we tell you so by then.",
        "You may take 2 working days more, once. This holds only if you tell them so by then.",
    ),
    (
        extended(if_told=True, once=True, told_by=within(7)),
        "We may take 2 working days more, once. This holds only if we tell you so within 7 working days.",
        "You may take 2 working days more, once. This holds only if you tell them so within 7 working days.",
    ),
    (
        extended(if_told=True, told_by=NextWorkingDay()),
        "We may take 2 working days more each time. "
        "This holds only if we tell you so by the end of the next working day.",
        "You may take 2 working days more each time. "
        "This holds only if you tell them so by the end of the next working day.",
    ),
    (
        extended(if_told=True, told_by=BeforeEvent(event="appointment"), condition=URGENT),
        "If it is urgent, we may take 2 working days more each time. "
        "This holds only if we tell you so before the appointment.",
        "If it is urgent, you may take 2 working days more each time. "
        "This holds only if you tell them so before the appointment.",
    ),
    (
        extended(condition=URGENT),
        "If it is urgent, we may take 2 working days more.",
        "If it is urgent, you may take 2 working days more.",
    ),
    (
        extended(condition=FactIs("urgent", False)),
        "Unless it is urgent, we may take 2 working days more.",
        "Unless it is urgent, you may take 2 working days more.",
    ),
    (
        another_date(limit=None),
        "If we tell you of another date by then, that date holds.",
        "If you tell them of another date by then, that date holds.",
    ),
    (
        another_date(limit=within(2, "day"), condition=URGENT),
        "If it is urgent and we tell you of another date within 2 days, that date holds.",
        "If it is urgent and you tell them of another date within 2 days, that date holds.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("one", "customer", "staff"), EXTENSIONS, ids=[row[1] for row in EXTENSIONS])
def test_an_extension_in_both_voices_and_back(one: Promise, customer: str, staff: str) -> None:
    for voice, text in ((Voice.CUSTOMER, f"{LEAD} {customer}"), (Voice.STAFF, f"{TO_STAFF} {staff}")):
        assert said(one, voice) == text
        assert heard(text, one.id, voice) == one


def test_colleagues_are_told_as_they_are_named() -> None:
    one = extended(EMAIL, COLLEAGUES, if_told=True)
    text = (
        "When colleagues email us, {reply} within 3 working days. {Us} may take 2 working days more each time. "
        "This holds only if {us} tell them so by then."
    )
    assert said(one) == text.format(reply="we reply", us="we", Us="We")
    assert said(one, Voice.STAFF) == text.format(reply="reply", us="you", Us="You")
