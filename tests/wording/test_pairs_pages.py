"""A calendar, its closed days and the words of a policy, as sentences and back; and duties as sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from tests.wording.pairs import KNOWN

from troth.model.calendar import Calendar, ClosedDay, Counting, HolidayRule, Hours, MonthEnd, NotCounted, YearlyDays
from troth.model.condition import FactIs, InSeason, StateIs, ValueIs, Who
from troth.model.duration import Duration, Unit
from troth.model.limit import Roll
from troth.model.policy import Duty, Strength
from troth.model.words import Category, DeemedAfter, DeemedWhenSent, Event, Fact, Misses, State, Term, Verb, Words
from troth.wording.calendar import listed_days, read_calendar, write_calendar
from troth.wording.duties import duty_text
from troth.wording.vocabulary import read_conditions, read_words, write_conditions, write_words
from troth.wording.voice import Voice

ZONE, YEARS = "Times are local time in Europe/London.", "The closed days are known from 2024 to 2028."
WORKING = "A working day is Monday to Friday."
CLOSING = "A working day is Monday to Friday, except the days on which we are closed."


@dataclass(frozen=True, slots=True)
class Page:
    """The sentences of a calendar, the closed days listed beside them, and the calendar that both say."""

    sentences: tuple[str, ...]
    days: tuple[tuple[dt.date, str], ...]
    meant: Calendar


def calendar(**said: Any) -> Calendar:
    known: dict[str, Any] = {"weekdays": (0, 1, 2, 3, 4), "zone": "Europe/London"}
    return Calendar(name="", first_year=2024, last_year=2028, **{**known, **said})


def page(*between: str, **said: Any) -> Page:
    """A calendar of working days from Monday to Friday, and what more it says before its years."""
    return Page((ZONE, WORKING, *between, YEARS), (), calendar(**said))


def days(listed: Sequence[tuple[dt.date, str]], **said: Any) -> Page:
    """A calendar that says nothing but its closed days."""
    return Page((ZONE, CLOSING, YEARS), tuple(listed), calendar(**said))


def hours(first: int, last: int, *weekdays: int, **more: Any) -> Hours:
    """From one hour of the day to another, in whole hours."""
    return Hours(spans=((first * 60, last * 60),), weekdays=weekdays, **more)


SUMMER = YearlyDays((7, 1), (8, 31))

CALENDARS = [
    # ---------- opening hours
    page("We are open Monday to Friday, 9am to 5pm.", hours=(hours(9, 17, 0, 1, 2, 3, 4),)),
    page(
        "We are open Monday to Thursday, 8:45am to 12:30pm and 1:15pm to 4:45pm.",
        "We are open on Friday, 8:45am to 12pm.",
        hours=(
            Hours(spans=((525, 750), (795, 1005)), weekdays=(0, 1, 2, 3)),
            Hours(spans=((525, 720),), weekdays=(4,)),
        ),
    ),
    page("We are open Tuesday and Saturday, 6pm to 24:00.", hours=(hours(18, 24, 1, 5),)),
    page(
        "We are open Monday to Friday, 9am to 1pm, from 1 July to 31 August each year.",
        hours=(hours(9, 13, 0, 1, 2, 3, 4, during=SUMMER),),
    ),
    page(
        "We are open on 24 December 2026, 9am to 12pm.",
        hours=(hours(9, 12, dates=(dt.date(2026, 12, 24), dt.date(2026, 12, 24))),),
    ),
    page(
        "We are open from 28 December 2026 to 30 December 2026, 10am to 3pm.",
        hours=(hours(10, 15, dates=(dt.date(2026, 12, 28), dt.date(2026, 12, 30))),),
    ),
    page("We are open day and night.", always_open=True),
    # ---------- counting
    page("The day a contact arrives is day 0.", counting=Counting.ARRIVAL_IS_DAY_0),
    page("The day a contact arrives is day 1.", counting=Counting.ARRIVAL_IS_DAY_1),
    page(
        "A contact that arrives on a day when we are closed counts as arriving when we next open.",
        counting=Counting.WHEN_NEXT_OPEN,
    ),
    page(
        "We are open on Monday, 9am to 5pm.",
        "A contact that arrives while we are closed counts as arriving when we next open.",
        "On a working day, a contact that arrives at 4pm or later counts as arriving when we open after that day.",
        hours=(hours(9, 17, 0),),
        counting=Counting.WHEN_NEXT_OPEN,
        cutoff=dt.time(16),
    ),
    page(
        "The day a contact arrives is day 0.",
        "On a working day, a contact that arrives at 4:30pm or later counts as arriving on the next day.",
        counting=Counting.ARRIVAL_IS_DAY_0,
        cutoff=dt.time(16, 30),
    ),
    page(
        "On a working day, a contact that arrives at midday or later counts as arriving on the next day.",
        cutoff=dt.time(12),
    ),
    # ---------- where months and deadlines end
    page(
        "A deadline in months or years that leads to a month without that day ends on the last day of the month.",
        month_end=MonthEnd.LAST_DAY,
    ),
    page(
        "A deadline in months or years that leads to a month without that day ends on the first day of the next month.",
        month_end=MonthEnd.NEXT_MONTH,
    ),
    page(
        "A deadline in days, weeks, months or years that ends on a closed day moves to the next working day.",
        roll=Roll.FORWARD,
    ),
    page(
        "A deadline in days, weeks, months or years that ends on a closed day moves to the working day before.",
        roll=Roll.BACK,
    ),
    page(
        "A deadline in days, weeks, months or years that ends on a closed day stays on that day.",
        roll=Roll.NONE,
    ),
    # ---------- days that are not counted, and short periods
    page(
        "We do not count the days from 1 July to 31 August each year, “court vacation”.",
        not_counted=(NotCounted(days=SUMMER, name="court vacation"),),
    ),
    page(
        "We do not count the days from 20 December to 5 January each year.",
        "We do not count the days from 12 October 2026 to 16 October 2026, “October week”.",
        "We do not count the day of 3 March 2026.",
        not_counted=(
            NotCounted(days=YearlyDays((12, 20), (1, 5))),
            NotCounted(days=(dt.date(2026, 10, 12), dt.date(2026, 10, 16)), name="October week"),
            NotCounted(days=(dt.date(2026, 3, 3), dt.date(2026, 3, 3))),
        ),
    ),
    page("In periods of up to 5 days, only working days count.", short=5),
    page("In periods of up to 1 day, only working days count.", short=1),
    # ---------- holidays
    page(
        "The public holidays are those of Wales (GB-WLS) and Scotland (GB-SCT).",
        holidays=HolidayRule(regions=("GB-WLS", "GB-SCT")),
    ),
    Page(
        (ZONE, "No day of the week is a working day.", YEARS),
        (),
        calendar(weekdays=()),
    ),
    Page(
        (ZONE, "A working day is Monday to Saturday.", YEARS),
        (),
        calendar(weekdays=(0, 1, 2, 3, 4, 5)),
    ),
    # ---------- closed days, announced ones, and those that are working days
    days(
        [(dt.date(2026, 12, 24), "Christmas Eve")],
        closed=(ClosedDay(dt.date(2026, 12, 24), "Christmas Eve"),),
    ),
    days(
        [
            (dt.date(2025, 9, 19), "State funeral, announced 10 September 2025"),
            (dt.date(2025, 12, 25), "Christmas Day"),
        ],
        closed=(
            ClosedDay(dt.date(2025, 9, 19), "State funeral", dt.date(2025, 9, 10)),
            ClosedDay(dt.date(2025, 12, 25), "Christmas Day"),
        ),
    ),
    Page(
        (ZONE, WORKING, YEARS),
        ((dt.date(2026, 12, 29), "winter closure (counts as a working day)"),),
        calendar(shut=(ClosedDay(dt.date(2026, 12, 29), "winter closure"),)),
    ),
]


def ids(one: Page) -> str:
    return " ".join(one.sentences[2:-1])[:60] or str(one.days)


@pytest.mark.parametrize("page", CALENDARS, ids=ids)
def test_what_is_written_of_a_calendar(page: Page) -> None:
    assert write_calendar(page.meant) == page.sentences
    assert tuple((one.day, one.name) for one in listed_days(page.meant)) == page.days


@pytest.mark.parametrize("page", CALENDARS, ids=ids)
def test_what_is_read_of_a_calendar(page: Page) -> None:
    assert read_calendar(page.sentences, page.days) == page.meant


# ---------- declared words


def channel(name: str, **more: Any) -> Words:
    return Words(channels=(Term(name=name, **more),))


def event(name: str, **more: Any) -> Words:
    return Words(events=(Event(name=name, **more),))


WORDS = [
    (
        "The channel “first class post” is said as “you post us a letter” and arrives on the second working day after "
        "“posted”.",
        channel(
            "first class post",
            says="you post us a letter",
            deemed=DeemedAfter(n=2, working=True, event="posted"),
        ),
    ),
    (
        "The channel “airmail” is said as its own name and includes “air post” and arrives on the tenth day after "
        "“posted”, rolling forward.",
        channel(
            "airmail",
            includes=("air post",),
            deemed=DeemedAfter(n=10, working=False, event="posted", roll=Roll.FORWARD),
        ),
    ),
    (
        "The channel “second class post” is said as “you write to us” and arrives on the 11th day after “posted”, "
        "rolling back.",
        channel(
            "second class post",
            says="you write to us",
            deemed=DeemedAfter(n=11, working=False, event="posted", roll=Roll.BACK),
        ),
    ),
    (
        "The channel “inbox” is said as “you email us” and arrives when sent before 4:30pm on a working day, "
        "otherwise on the next working day.",
        channel(
            "inbox",
            says="you email us",
            deemed=DeemedWhenSent(before=dt.time(16, 30)),
        ),
    ),
    (
        "The channel “telex” is said as “you telex us” and arrives when sent before midday on a working day, otherwise "
        "on the next working day.",
        channel("telex", says="you telex us", deemed=DeemedWhenSent(before=dt.time(12))),
    ),
    (
        "The event “trouble” happens when “harbour.repairs.complete” is missed 3 times within "
        "90 days and is called “the trouble”.",
        event(
            "trouble",
            noun="trouble",
            misses=Misses(n=3, promise="harbour.repairs.complete", within=Duration(90, Unit.DAY)),
        ),
    ),
    (
        "The event “missed” happens when “harbour.visits.arrive” is missed once and is "
        "called “the missed appointment”.",
        event("missed", noun="missed appointment", misses=Misses(n=1, promise="harbour.visits.arrive")),
    ),
    (
        "The event “escalated” follows from “escalate: escalate it” and happens when “harbour.email.reply” is "
        "missed twice within 4 weeks and is called “escalated”.",
        event(
            "escalated",
            verbs=(Verb(name="escalate", says="escalate it"),),
            misses=Misses(n=2, promise="harbour.email.reply", within=Duration(4, Unit.WEEK)),
        ),
    ),
    (
        "The event “decline” happens when “harbour.email.reply.should” is missed 1,000 times "
        "within 12 months and is called “decline”.",
        event(
            "decline",
            misses=Misses(n=1000, promise="harbour.email.reply.should", within=Duration(12, Unit.MONTH)),
        ),
    ),
    (
        "The event “offered” follows from “offer a time: offer you a time”, “propose: propose a time” and is called "
        "“offered”.",
        event(
            "offered",
            verbs=(Verb(name="offer a time", says="offer you a time"), Verb(name="propose", says="propose a time")),
        ),
    ),
    (
        "The event “hearing” is called “the court hearing”.",
        event("hearing", noun="court hearing"),
    ),
    ("The kind “leak” is said as its own name.", Words(kinds=(Term(name="leak"),))),
    (
        "The kind “bill” is said as “your bill or account” and includes “account”.",
        Words(kinds=(Term(name="bill", says="your bill or account", includes=("account",)),)),
    ),
    (
        "The party “firm” is said as “firms” and includes “company”, “trader”.",
        Words(parties=(Term(name="firm", plural="firms", includes=("company", "trader")),)),
    ),
    (
        "The category “flooding” has the values “inside”, “outside”.",
        Words(categories=(Category(name="flooding", values=("inside", "outside")),)),
    ),
    (
        "The fact “own pipe” means that the cause is on your own pipe.",
        Words(facts=(Fact(name="own pipe", text="the cause is on your own pipe"),)),
    ),
    (
        "The state “strike” lasts from “strike began” to “strike ended” and means that our staff are on strike.",
        Words(states=(State(name="strike", text="our staff are on strike", start="strike began", end="strike ended"),)),
    ),
]


@pytest.mark.parametrize(("sentence", "words"), WORDS, ids=[sentence[4:40] for sentence, _ in WORDS])
def test_what_is_written_of_a_word(sentence: str, words: Words) -> None:
    assert write_words(words) == (sentence,)


@pytest.mark.parametrize(("sentence", "words"), WORDS, ids=[sentence[4:40] for sentence, _ in WORDS])
def test_what_is_read_of_a_word(sentence: str, words: Words) -> None:
    assert read_words([sentence]) == words


def test_a_condition_in_quotes_both_ways() -> None:
    said = ("The condition “the boiler is broken” means what it says.",)
    assert write_conditions(["the boiler is broken"]) == said
    assert read_conditions([*said, "Another sentence."]) == (("the boiler is broken",), ("Another sentence.",))


# ---------- duties, which are written and not read


def duty(text: str, *who: FactIs | StateIs | ValueIs | InSeason, **more: Any) -> Duty:
    strength = more.pop("strength", Strength.MUST)
    return Duty(
        id="harbour.care",
        title="Care",
        who=Who(who),
        actor=more.pop("actor", "we"),
        strength=strength,
        text=text,
        **more,
    )


DUTIES = [
    (
        duty("apologise", after="missed appointment"),
        "After the missed appointment, we apologise.",
        "After the missed appointment, apologise.",
    ),
    (
        duty("offer a new time", after="missed appointment", strength=Strength.SHOULD),
        "After the missed appointment, we should offer a new time.",
        "After the missed appointment, you should offer a new time.",
    ),
    (
        duty("send a director", FactIs("complex"), after="interruption"),
        "After the loss of supply, if the case is complex, we send a director.",
        "After the loss of supply, if the case is complex, send a director.",
    ),
    (
        duty("not guess", after="informed", strength=Strength.AIM),
        "After the information, we aim not to guess.",
        "After the information, aim not to guess.",
    ),
    (
        duty("be polite", actor="customer", after="replied"),
        "After the reply, you must be polite.",
        "After the reply, customers must be polite.",
    ),
    (
        duty("help people to say what they need", basis="Equality Act 2010, section 29"),
        "We help people to say what they need. The law requires this: “Equality Act 2010, section 29”.",
        "Help people to say what they need. The law requires this: “Equality Act 2010, section 29”.",
    ),
    (
        duty("not plan a change", InSeason((12, 14), (1, 4))),
        "From 14 December to 4 January each year, we do not plan a change.",
        "From 14 December to 4 January each year, do not plan a change.",
    ),
]


@pytest.mark.parametrize(("one", "customer", "staff"), DUTIES, ids=[row[1] for row in DUTIES])
def test_what_is_written_of_a_duty(one: Duty, customer: str, staff: str) -> None:
    assert duty_text(one, KNOWN, Voice.CUSTOMER) == customer
    assert duty_text(one, KNOWN, Voice.STAFF) == staff
