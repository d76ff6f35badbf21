"""Sentences and the promises they say, written by hand: a writer and a reader that err together are found here."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.wording.models import WORDS, heard, promise, said, within

from troth.model.condition import ArrivedOnClosedDay, FactIs, InSeason, StateIs, ValueIs
from troth.model.limit import (
    AtEvent,
    BeforeEvent,
    CarriedDate,
    DuringContact,
    NextWorkingDay,
    Nothing,
    Rings,
    Roll,
    SameDay,
    Vague,
)
from troth.model.policy import Case, DatedReply, OtherAct, Promise, Strength

EMAIL = ValueIs("channel", ("email",))
LEAD = "When you email us, we reply within 3 working days."

PAIRS: list[tuple[str, Promise]] = [
    # ---------- how much, of what, from when
    (LEAD, promise("reply", within(3), EMAIL)),
    ("When you email us, we reply within 1 working day.", promise("reply", within(1), EMAIL)),
    ("When you email us, we reply within 1 day.", promise("reply", within(1, "day"), EMAIL)),
    ("When you email us, we reply within 1,000 days.", promise("reply", within(1000, "day"), EMAIL)),
    ("When you contact us, we reply within 2 weeks.", promise("reply", within(2, "week"))),
    ("When you contact us, we reply within 1 month.", promise("reply", within(1, "month"))),
    ("When you contact us, we reply within 3 years.", promise("reply", within(3, "year"))),
    ("When you contact us, we reply within 24 hours.", promise("reply", within(24, "hour"))),
    ("When you contact us, we answer within 20 seconds.", promise("answer", within(20, "second"))),
    (
        "When you contact us, we complete the work within 2 hours, day and night.",
        promise("complete", within(2, "hour", day_and_night=True)),
    ),
    (
        "When you visit us, we see you within 5 minutes of the appointment.",
        promise("see", within(5, "minute", event="appointment"), ValueIs("channel", ("visit",))),
    ),
    (
        "When you contact us, we call you back within 1 working day of the return.",
        promise("call back", within(1, event="returned")),
    ),
    (
        "When you contact us, we reply within 10 days, rolling forward.",
        promise("reply", within(10, "day", roll=Roll.FORWARD)),
    ),
    (
        "When you contact us, we reply within 1 month, rolling back.",
        promise("reply", within(1, "month", roll=Roll.BACK)),
    ),
    ("When you contact us, we reply within 2 days, as it falls.", promise("reply", within(2, "day", roll=Roll.NONE))),
    ("When you contact us, we reply within 1 working day, by 4pm.", promise("reply", within(1, by=dt.time(16)))),
    ("When you contact us, we reply within 1 working day, by 4:30pm.", promise("reply", within(1, by=dt.time(16, 30)))),
    ("When you contact us, we reply within 1 working day, by 12pm.", promise("reply", within(1, by=dt.time(12)))),
    (
        "When you contact us, we reply within 1 working day, by closing time.",
        promise("reply", within(1, by_closing=True)),
    ),
    (
        "When you contact us, we reply promptly and within 2 working days.",
        promise("reply", within(2, promptly=True)),
    ),
    (
        "When you contact us, we call you back by the end of the next working day.",
        promise("call back", NextWorkingDay()),
    ),
    ("When you contact us, we reply on the same day.", promise("reply", SameDay())),
    (
        "When you phone us, we answer before ring 4.",
        promise("answer", Rings(most=3, said_before=True), ValueIs("channel", ("phone",))),
    ),
    ("When you phone us, we answer within 5 rings.", promise("answer", Rings(most=5), ValueIs("channel", ("phone",)))),
    (
        "When we visit you at home, we arrive at the appointment. Or we call you before the appointment.",
        promise(
            "arrive",
            AtEvent(event="appointment"),
            ValueIs("channel", ("home visit",)),
            or_acts=(OtherAct(verb="call", event="called", limit=BeforeEvent(event="appointment")),),
        ),
    ),
    ("When you contact us, we resolve it during the contact.", promise("resolve", DuringContact())),
    ("When you contact us, we resolve it by the time agreed.", promise("resolve", CarriedDate(name="agreed"))),
    ("When you contact us, we resolve it by the date promised.", promise("resolve", CarriedDate(name="promised"))),
    (
        "When you contact us, we contact you as soon as possible.",
        promise("contact", Vague(words="as soon as possible")),
    ),
    # ---------- who, and how strongly
    (
        "When you phone us, we aim to answer within 5 rings.",
        promise("answer", Rings(most=5), ValueIs("channel", ("phone",)), strength=Strength.AIM),
    ),
    (
        "When you contact us, we should reply within 3 working days.",
        promise("reply", within(3), strength=Strength.SHOULD),
    ),
    ("When you contact us, we may reply within 3 working days.", promise("reply", within(3), strength=Strength.MAY)),
    (
        "When you contact us, you must reply within 5 days.",
        promise("reply", within(5, "day"), actor="customer"),
    ),
    (
        "When you contact us, colleagues may forward it within 5 days.",
        promise("forward", within(5, "day"), actor="colleague", strength=Strength.MAY),
    ),
    (
        "When colleagues email us or ask us to a meeting, we reply within 3 working days.",
        promise("reply", within(3), ValueIs("channel", ("email", "meeting request")), ValueIs("party", ("colleague",))),
    ),
    (
        "When colleagues email us, we call them back within 3 working days.",
        promise("call back", within(3), EMAIL, ValueIs("party", ("colleague",))),
    ),
    (
        "When you email us, write to us or phone us, each about a complaint, we reply within 3 days.",
        promise(
            "reply",
            within(3, "day"),
            ValueIs("channel", ("email", "letter", "phone")),
            ValueIs("kind", ("complaint",)),
        ),
    ),
    (
        "When you email us or phone us, each about a complaint or a repair, each at stage 2, we reply within 3 days.",
        promise(
            "reply",
            within(3, "day"),
            ValueIs("channel", ("email", "phone")),
            ValueIs("kind", ("complaint", "repair")),
            ValueIs("stage", ("2",)),
        ),
    ),
    (
        "When you email us or phone us, each at stage 2, we reply within 3 days.",
        promise("reply", within(3, "day"), ValueIs("channel", ("email", "phone")), ValueIs("stage", ("2",))),
    ),
    (
        "When you contact us about a complaint at stage 1 or 2, and it is urgent, we reply within 3 days.",
        promise(
            "reply",
            within(3, "day"),
            ValueIs("kind", ("complaint",)),
            ValueIs("stage", ("1", "2")),
            FactIs("urgent"),
        ),
    ),
    (
        "When you email us or phone us, and our lines are busy, but not if it is urgent, we reply within 3 days.",
        promise(
            "reply",
            within(3, "day"),
            ValueIs("channel", ("email", "phone")),
            StateIs("busy"),
            FactIs("urgent", False),
        ),
    ),
    (
        "When you contact us about a complaint or a repair, from 1 October to 15 November each year, we reply within 3 "
        "days.",
        promise("reply", within(3, "day"), ValueIs("kind", ("complaint", "repair")), InSeason((10, 1), (11, 15))),
    ),
    (
        "When you phone us or we visit you at home, we reply within 3 days.",
        promise("reply", within(3, "day"), ValueIs("channel", ("phone", "home visit"))),
    ),
    (
        "When you phone us and we cannot deal with the enquiry at once, we call you back within 1 working day.",
        promise("call back", within(1), ValueIs("channel", ("phone",)), FactIs("unresolved")),
    ),
    (
        "When you phone us and our lines are busy but not if it is urgent, we call you back within 1 working day.",
        promise("call back", within(1), ValueIs("channel", ("phone",)), StateIs("busy"), FactIs("urgent", False)),
    ),
    (
        "When you contact us and the boiler is broken, we call you back within 1 hour.",
        promise("call back", within(1, "hour"), FactIs("the boiler is broken")),
    ),
    # ---------- cases
    (
        "When you contact us about a repair, we complete the work in a time that depends on the priority. "
        "Priority emergency: within 2 hours, day and night. Priority urgent or routine: within 5 working days.",
        promise(
            "complete",
            None,
            ValueIs("kind", ("repair",)),
            cases=(
                Case(condition=ValueIs("priority", ("emergency",)), limit=within(2, "hour", day_and_night=True)),
                Case(condition=ValueIs("priority", ("urgent", "routine")), limit=within(5)),
            ),
        ),
    ),
    (
        "When you leave us a phone message, we reply within 1 working day. "
        "While the member of staff is on leave or absent: within 3 working days.",
        promise(
            "reply",
            within(1),
            ValueIs("channel", ("phone message",)),
            cases=(Case(condition=StateIs("away"), limit=within(3)),),
        ),
    ),
    (
        f"{LEAD} If it is urgent: on the same day. Unless the boiler is broken: no promise.",
        promise(
            "reply",
            within(3),
            EMAIL,
            cases=(
                Case(condition=FactIs("urgent"), limit=SameDay()),
                Case(condition=FactIs("the boiler is broken", False), limit=Nothing()),
            ),
        ),
    ),
    (
        f"{LEAD} Stage 2: within 20 working days. Stage 2 and if it is urgent: within 10 working days.",
        promise(
            "reply",
            within(3),
            EMAIL,
            cases=(
                Case(
                    condition=ValueIs("stage", ("2",)),
                    limit=within(20),
                    cases=(Case(condition=FactIs("urgent"), limit=within(10)),),
                ),
            ),
        ),
    ),
    # ---------- and otherwise
    (
        f"{LEAD} If we cannot do that, we tell you by then when to expect it.",
        promise("reply", within(3), EMAIL, dated=DatedReply(limit=None)),
    ),
    (
        f"{LEAD} If we cannot do that, we tell you within 2 days, as it falls, when to expect it.",
        promise("reply", within(3), EMAIL, dated=DatedReply(limit=within(2, "day", roll=Roll.NONE))),
    ),
    (
        f"{LEAD} We do this by email, letter, phone or visit.",
        promise("reply", within(3), EMAIL, manner=("email", "letter", "phone", "visit")),
    ),
    (
        f"{LEAD} We say who has it and when to expect a reply.",
        promise("reply", within(3), EMAIL, saying=("who has it and when to expect a reply",)),
    ),
    (
        f"{LEAD} We say “We have it. We reply soon.”. We say who has it.",
        promise("reply", within(3), EMAIL, saying=("We have it. We reply soon.", "who has it")),
    ),
    (
        f"{LEAD} This does not apply to a contact that arrives on a closed day.",
        promise("reply", within(3), EMAIL, excuses=(ArrivedOnClosedDay(),)),
    ),
    (
        f"{LEAD} This does not apply if it is urgent. This does not apply unless the boiler is broken. "
        "This does not apply while our lines are busy.",
        promise(
            "reply",
            within(3),
            EMAIL,
            excuses=(FactIs("urgent"), FactIs("the boiler is broken", False), StateIs("busy")),
        ),
    ),
    (
        "When you contact us, we acknowledge it within 1 working day. This is not needed if it is resolved by then.",
        promise("acknowledge", within(1), unless_by_then="resolved"),
    ),
    (
        f"{LEAD} This replaces “Letters”.",
        promise("reply", within(3), EMAIL, replaces=("letter",)),
    ),
    (
        f"{LEAD} This replaces “Letters”, “No. 1. The first, and best” and “Web chat, texts and calls”.",
        promise("reply", within(3), EMAIL, replaces=("letter", "number-one", "chat")),
    ),
]


def test_there_are_enough() -> None:
    assert len(PAIRS) >= 40
    assert len({sentence for sentence, _ in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize(("sentence", "meant"), PAIRS, ids=[sentence[:60] for sentence, _ in PAIRS])
def test_what_is_written(sentence: str, meant: Promise) -> None:
    assert said(meant) == sentence


@pytest.mark.parametrize(("sentence", "meant"), PAIRS, ids=[sentence[:60] for sentence, _ in PAIRS])
def test_what_is_read(sentence: str, meant: Promise) -> None:
    assert heard(sentence, meant.id) == meant


def test_no_two_of_them_are_read_as_one() -> None:
    read = [heard(sentence, meant.id) for sentence, meant in PAIRS]
    assert all(a != b for number, a in enumerate(read) for b in read[:number])


@pytest.mark.parametrize(
    ("sentence", "as_written"),
    [
        ("When you email us, we reply within three working days.", LEAD),
        ("When you email us, we reply no later than 3 working days.", LEAD),
        ("When you email us, we reply within 3 business days.", LEAD),
        ("When you email us, we must reply within 3 working days.", LEAD),
        ("When you email us, we reply\n   within 3 working days.", LEAD),
        ("When you email us, we reply within 3\u00a0working days.", LEAD),
    ],
)
def test_other_ways_to_say_the_same(sentence: str, as_written: str) -> None:
    assert heard(sentence, "made.email.reply") == heard(as_written, "made.email.reply")


def test_the_words_are_those_of_the_vocabulary() -> None:
    """Each channel, kind and verb that ships has a sentence that reads back."""
    for channel in WORDS.channels:
        one = promise("reply", within(3), ValueIs("channel", (channel.name,)))
        assert heard(said(one), one.id) == one
    for kind in WORDS.kinds:
        one = promise("reply", within(3), ValueIs("kind", (kind.name,)))
        assert heard(said(one), one.id) == one
    for verb, event in WORDS.verbs():
        one = promise(verb.name, within(3), event=event.name)
        assert heard(said(one), one.id) == one
