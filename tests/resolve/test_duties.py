"""Duties, what is recorded, situations and conditions: policy text and what it means, by hand."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from tests.deadlines.made import compiled

from troth.model.condition import FactIs, StateIs, ValueIs, Who
from troth.model.policy import Duty, Policy, Record, Strength
from troth.project import compile_text

WORDS = """\
fact upset "the caller is upset"
fact abusive "the caller uses inappropriate language"
state away "the officer is away"
    from leaving to the return
category stage: 1, 2
"""
HEAD = """\
policy made "Made for a test"
    organisation   "Made"
    approved       3 March 2026 by "Nobody"
    review every   3 years
"""


def policy_of(body: str) -> Policy:
    policy = compiled(WORDS + textwrap.dedent(body)).policy
    assert policy is not None
    return policy


def duties(body: str) -> list[Duty]:
    return list(policy_of(body).duties)


def codes(body: str) -> list[tuple[str, int]]:
    """The findings of a policy of duties alone, each with its line in the body."""
    text = f"{HEAD}\n{WORDS}\n{textwrap.dedent(body)}"
    before = len(f"{HEAD}\n{WORDS}\n".splitlines())
    found = compile_text(Path("made.policy"), "made.policy", text.encode(), None).findings
    return [(finding.code, finding.span.start.line - before) for finding in found]


# ---------- conditions


@pytest.mark.parametrize(
    ("lines", "who", "only", "excuses"),
    [
        ("for every contact", (), (), ()),
        ("for phone", (ValueIs("channel", ("phone",)),), (), ()),
        ("for phone, email if upset", (ValueIs("channel", ("phone", "email")), FactIs("upset", True)), (), ()),
        ("for phone if not upset", (ValueIs("channel", ("phone",)), FactIs("upset", False)), (), ()),
        ("for phone\nif upset", (ValueIs("channel", ("phone",)),), (FactIs("upset", True),), ()),
        ("if not upset", (), (FactIs("upset", False),), ()),
        ('if "the line is bad"', (), (FactIs("the line is bad", True),), ()),
        ("while away", (), (StateIs("away"),), ()),
        ("except if abusive", (), (), (FactIs("abusive", True),)),
        ("except if not abusive", (), (), (FactIs("abusive", False),)),
        ("except while away", (), (), (StateIs("away"),)),
        (
            "for complaint at stage 2\nif upset\nwhile away\nexcept if abusive",
            (ValueIs("kind", ("complaint",)), ValueIs("stage", ("2",))),
            (FactIs("upset", True), StateIs("away")),
            (FactIs("abusive", True),),
        ),
        ("for every contact from colleagues", (ValueIs("party", ("colleague",)),), (), ()),
    ],
)
def test_when_a_duty_holds(lines: str, who: tuple[object, ...], only: tuple[object, ...], excuses: object) -> None:
    (duty,) = duties("duty calm\n" + textwrap.indent(f'{lines}\nmust "stay calm"\n', "    "))
    assert (duty.who, duty.only, duty.excuses) == (Who(who), only, excuses)  # type: ignore[arg-type]


def test_each_duty_of_a_block_has_the_conditions_of_the_block() -> None:
    first, second = duties(
        """
        duty calm "Upset callers"
            if upset
            must "stay calm"
            should "offer to call back"
        """
    )
    assert (first.only, second.only) == ((FactIs("upset", True),),) * 2
    assert (first.id, second.id) == ("made.calm", "made.calm.2")
    assert (first.strength, second.strength) == (Strength.MUST, Strength.SHOULD)
    assert first.title == second.title == "Upset callers"


def test_a_duty_of_a_standard_has_whom_the_standard_is_for() -> None:
    policy = policy_of(
        """
        standard visit "Visits"
            for visit if upset
            situation "Somebody is upset"
            must see within 10 minutes
            must "offer a private room"
            customer should "be polite too"
        """
    )
    room, polite = policy.duties
    assert room.who == polite.who == policy.standards[0].who
    assert (room.id, polite.id) == ("made.visit.duty.1", "made.visit.duty.2")
    assert (room.situation, room.actor, polite.actor) == ("Somebody is upset", "we", "customer")
    assert (room.only, room.excuses) == ((), ())


@pytest.mark.parametrize(
    ("strength", "wanted"),
    [("must", Strength.MUST), ("should", Strength.SHOULD), ("aim to", Strength.AIM), ("may", Strength.MAY)],
)
def test_what_is_not_done_is_a_duty_as_the_owner_wrote_it(strength: str, wanted: Strength) -> None:
    (duty,) = duties(f'duty guess\n    {strength} "not guess"\n')
    assert (duty.text, duty.strength) == ("not guess", wanted)


# ---------- records and situations


def test_what_is_recorded_where() -> None:
    found = duties(
        """
        duty call-records "Records"
            for phone
            situation "You keep records"
            must "record each call"
            must "keep the record"
            record "the call" in "the case system"
            record "advice" in "the history tab"
            audience staff
            source "1" to "3"
        """
    )
    assert [one.records for one in found] == [
        (Record(what="the call", where="the case system"), Record(what="advice", where="the history tab")),
        (),
    ]  # fmt: skip
    assert [(one.situation, one.audience) for one in found] == [("You keep records", ("staff",))] * 2
    assert [str(source) for source in found[0].sources] == ["1 to 3"]


def test_a_standard_has_records_and_a_situation_too() -> None:
    (standard,) = policy_of(
        """
        standard email
            for email
            situation "The post comes"
            record "the email" in "the case system"
            must reply within 3 working days
        """
    ).standards
    assert (standard.situation, standard.records) == (
        "The post comes",
        (Record(what="the email", where="the case system"),),
    )


def test_a_channel_that_a_policy_declares_has_a_situation() -> None:
    policy = policy_of('channel portal "you use our portal"\n    situation "The portal rings"\n')
    term = policy.words.term("channel", "portal")
    assert term is not None
    assert term.situation == "The portal rings"


# ---------- what is refused


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ('duty a\n    if upsett\n    must "b"\n', [("T101", 2)]),
        ('duty a\n    while awway\n    must "b"\n', [("T101", 2)]),
        ('duty a\n    except if unheard\n    must "b"\n', [("T101", 2)]),
        ("duty a\n    if upset\n", [("T013", 1)]),
        ('duty a\n    must "call back within 2 days"\n', [("T401", 2)]),
        ('duty a\n    if "they waited 2 days"\n    must "b"\n', [("T401", 2)]),
        ('duty a\n    must "b"\n    record "calls of 2 hours" in "the case system"\n', [("T401", 3)]),
        ('duty a\n    must "b"\n    record "the call" in "the case system within 2 hours"\n', [("T401", 3)]),
        ('duty a\n    situation "Within an hour"\n    must "b"\n', [("T401", 2)]),
        ('duty a\n    situation "One"\n    situation "Two"\n    must "b"\n', [("T014", 3)]),
        ('duty a\n    audience board\n    must "b"\n', [("T101", 2)]),
        # What is measured is no duty: it has a limit, and stands in a standard.
        ('duty a\n    must reply within 3 working days\n    must "b"\n', [("T008", 2)]),
        # A deadline's own words do not go with a duty.
        ('duty a\n    must "b"\n    extended by 2 days, if told\n', [("T008", 3)]),
        ('duty a\n    must "b"\n    except on closed days\n', [("T008", 3)]),
    ],
)
def test_refused(body: str, wanted: list[tuple[str, int]]) -> None:
    assert codes(body) == wanted


def test_a_figure_in_braces_stands_in_a_duty() -> None:
    (duty,) = duties('duty a\n    must "leave a note for meetings of more than {3 hours}"\n')
    assert duty.text == "leave a note for meetings of more than 3 hours"


def test_conditions_in_a_standard_stand_beneath_its_promises() -> None:
    """A standard says whom it is for in its `for` line."""
    assert codes('standard a\n    for phone\n    if upset\n    must "b"\n') == [("T008", 3)]


# ---------- extensions


EXTENDED = "standard a\n    for email\n    must reply within {limit}\n        extended by {by}\n"


@pytest.mark.parametrize(
    ("limit", "by", "wanted"),
    [
        ("3 working days", "2 working days", ["T213"]),  # what sets it off?
        ("3 working days", "2 working days, once", ["T213"]),
        ("3 working days", "2 working days, once, if upset", ["T211"]),  # a fact is so once
        ("3 working days", "2 hours, if told", ["T211"]),
        ("4 hours", "2 working days, if told", ["T211"]),
        ("5 rings", "2 rings, if told", ["T211"]),
        ("3 working days", "2 working days, if told within 3", ["T011"]),
        ("3 working days", "2 working days, if told, if upsett", ["T101"]),
        ("3 working days", "2 working days, if told\n        extended by 3 working days, if told", ["T014"]),
        ("3 working days", "2 working days, if told\n        if told", ["T008"]),
    ],
)
def test_extensions_that_are_refused(limit: str, by: str, wanted: list[str]) -> None:
    calendar = "    calendar       office\n\ncalendar office\n    time zone Europe/London\n    years 2024 to 2030\n"
    calendar += "    holidays none\n    working days Monday to Friday\n    counting the day of arrival is day 0\n"
    text = f"{HEAD}{calendar}\n{WORDS}\n{EXTENDED.format(limit=limit, by=by)}"
    found = compile_text(Path("made.policy"), "made.policy", text.encode(), None).findings
    assert [finding.code for finding in found] == wanted


def test_another_date_is_said_once() -> None:
    both = "standard a\n    for email\n    must reply within 3 working days\n        or promise a date\n"
    assert ("T014", 5) in codes(f"{both}        extended to the date told\n")
