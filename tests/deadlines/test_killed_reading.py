"""A contact from plain values, by hand: every part, every refusal and its remedy, with tables of words made up here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from troth.calendars.local_time import LocalTime, Transition
from troth.deadlines.reading import Unreadable, contact_from_flags, read_moment, read_parts


def at(text: str) -> int:
    """Microseconds since 1970 of a time in UTC."""
    return (datetime.fromisoformat(text) - datetime(1970, 1, 1)) // timedelta(microseconds=1)


# London in 2026: an hour ahead from 29 March to 25 October, 01:00 UTC both.
MARCH, OCTOBER = at("2026-03-29T01:00") // 1_000_000, at("2026-10-25T01:00") // 1_000_000
CLOCK = LocalTime(
    (
        Transition(None, 0, "Greenwich Mean Time"),
        Transition(MARCH, 3600, "British Summer Time"),
        Transition(OCTOBER, 0, "Greenwich Mean Time"),
    )
)
LONDON = "Europe/London"
WORDS: dict[str, Any] = {
    "terms": {
        "channel": {"email": "email", "mail": "email", "phone": "phone"},
        "kind": {"complaint": "complaint"},
        "party": {"customer": "customer", "colleague": "colleague"},
    },
    "categories": {"priority": ["urgent", "standard"]},
    "events": {"replied": "replied", "reply": "replied", "resolved": "resolved"},
    "facts": ["unresolved", "of high risk"],
    "counts": ["rings"],
    "dates": ["agreed", "promised"],
    "missed": {"email.reply": "harbour.email.reply"},
}
DAY = at("2026-01-02"), at("2026-01-03") - 1


def read(**contact: Any) -> dict[str, Any]:
    """The parts of a contact that came by email on 2 January 2026, where nothing else is said."""
    return read_parts({"channel": "email", "arrives": "2026-01-02", **contact}, WORDS, CLOCK, LONDON)


def refused(data: Mapping[str, Any]) -> tuple[str, str, str]:
    """The code, the message and the remedy with which a contact is refused."""
    with pytest.raises(Unreadable) as found:
        read_parts({"channel": "email", "arrives": "2026-01-02", **data}, WORDS, CLOCK, LONDON)
    assert str(found.value) == found.value.message
    return found.value.code, found.value.message, found.value.help


# ---------- parts


def test_what_is_not_said_is_not_known() -> None:
    assert read() == {
        "channel": "email",
        "kind": None,
        "party": "customer",
        "arrives": DAY,
        "values": {},
        "facts": {},
        "counts": {},
        "events": {},
        "dates": {},
        "missed": {},
    }


def test_every_part() -> None:
    found = read(
        channel="mail",
        kind="complaint",
        party="colleague",
        priority="urgent",
        events={"reply": ["2026-01-05T10:00", "2026-01-03"], "resolved": "09:30"},
        facts={"unresolved": "Yes", "of high risk": False, "rings": 7},
        dates={"agreed": "2026-01-09"},
    )
    assert (found["channel"], found["kind"], found["party"]) == ("email", "complaint", "colleague")
    assert found["values"] == {"priority": "urgent"}
    assert (found["facts"], found["counts"]) == ({"unresolved": True, "of high risk": False}, {"rings": 7})
    monday, half_past_nine = at("2026-01-05T10:00"), at("2026-01-02T09:30")
    assert found["events"] == {
        "replied": ((at("2026-01-03"), at("2026-01-04") - 1), (monday, monday)),
        "resolved": ((half_past_nine, half_past_nine),),
    }
    assert found["dates"] == {"agreed": (at("2026-01-09"), at("2026-01-10") - 1)}


def test_what_was_missed_before_by_either_name_in_order() -> None:
    found = read(missed={"harbour.email.reply": "2026-01-06", "email.reply": ["2026-01-05T10:00", "2026-01-03"]})
    monday = at("2026-01-05T10:00")
    assert found["missed"] == {
        "harbour.email.reply": (
            (at("2026-01-03"), at("2026-01-04") - 1),
            (monday, monday),
            (at("2026-01-06"), at("2026-01-07") - 1),
        )
    }
    known = "did you mean `email.reply`?"
    assert refused({"missed": {"email.repl": "2026-01-03"}}) == (
        "T101",
        "`email.repl` is not a promise whose misses set something off",
        known,
    )


@pytest.mark.parametrize(
    ("value", "count"),
    [("none", None), ("None", None), (0, 0), ("12", 12), (3.0, 3), ("3.0", 3), (999_999_999, 999_999_999)],
)
def test_a_count(value: Any, count: int | None) -> None:
    assert read(facts={"rings": value})["counts"] == {"rings": count}


def test_a_fact_after_a_count() -> None:
    found = read(facts={"rings": 7, "unresolved": "yes"})
    assert (found["facts"], found["counts"]) == ({"unresolved": True}, {"rings": 7})


@pytest.mark.parametrize(
    ("value", "truth"), [("yes", True), ("TRUE", True), (True, True), ("no", False), ("False", False)]
)
def test_a_fact(value: Any, truth: bool) -> None:
    assert read(facts={"unresolved": value})["facts"] == {"unresolved": truth}


# ---------- refusals


LONG = "x" * 70
SHOWN = "x" * 60 + "…"


@pytest.mark.parametrize(
    ("data", "code", "message", "remedy"),
    [
        ({"channel": None}, "T701", "the contact has no `channel`", "say it: `channel`"),
        ({"arrives": ""}, "T701", "the contact has no `arrives`", "say it: `arrives`"),
        ({"colour": "red"}, "T101", "`colour` is not a part of a contact", None),
        ({"channell": "email"}, "T101", "`channell` is not a part of a contact", "did you mean `channel`?"),
        ({"channel": "emial"}, "T101", "`emial` is not a channel", "did you mean `email`?"),
        ({"channel": LONG}, "T101", f"`{SHOWN}` is not a channel", "known: `email`, `mail`, `phone`"),
        ({"kind": "praise"}, "T101", "`praise` is not a kind", "known: `complaint`"),
        ({"priority": "soon"}, "T101", "`soon` is not a value of `priority`", "known: `standard`, `urgent`"),
        ({"events": {"rung": "10:00"}}, "T101", "`rung` is not an event", None),
        ({"dates": {"told": "2026-01-09"}}, "T101", "`told` is not a date that a contact carries", None),
        ({"facts": {"high": "yes"}}, "T101", "`high` is not a fact, state or count of this policy", None),
        (
            {"facts": {"unresolved": "maybe"}},
            "T701",
            "`unresolved=maybe` is neither yes nor no",
            "write `unresolved=yes` or `unresolved=no`",
        ),
        (
            {"facts": ["unresolved"]},
            "T701",
            "`facts` is not a list of names with values",
            'write `"facts": {"name": "value"}`',
        ),
    ],
)
def test_what_is_refused(data: dict[str, Any], code: str, message: str, remedy: str | None) -> None:
    found = refused(data)
    assert found[:2] == (code, message)
    if remedy is not None:
        assert found[2] == remedy
    else:
        assert found[2].startswith("known: `")


@pytest.mark.parametrize("value", ["-1", "1.5", "seven", "1000000000", "²", "٣", "", ".0", "none.0", None])
def test_no_count(value: str | None) -> None:
    remedy = "write a whole number of at most 9 digits, or `rings=none`"
    assert refused({"facts": {"rings": value}}) == ("T701", f"`rings={value}` is no count", remedy)


def test_a_value_is_shown_as_far_as_anybody_reads() -> None:
    assert refused({"facts": {"rings": "9" * 60}})[1] == f"`rings={'9' * 60}` is no count"
    assert refused({"facts": {"rings": "9" * 61}})[1] == f"`rings={'9' * 60}…` is no count"


def test_without_words_nothing_is_known() -> None:
    with pytest.raises(Unreadable) as found:
        read_parts(
            {"channel": "email", "arrives": "2026-01-02", "facts": {"x": "yes"}},
            {**WORDS, "facts": [], "counts": []},
            CLOCK,
            LONDON,
        )
    assert found.value.help == "known: none"


# ---------- times


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-01-02", *DAY),
        (" 2026-01-02 ", *DAY),
        ("2026-03-29", at("2026-03-29"), at("2026-03-29T23:00") - 1),
        ("2026-10-25", at("2026-10-24T23:00"), at("2026-10-26") - 1),
        ("2026-07-01T09:30", at("2026-07-01T08:30"), None),
        ("2026-07-01 09:30:15", at("2026-07-01T08:30:15"), None),
        ("2026-07-01T09:30:15.000001", at("2026-07-01T08:30:15") + 1, None),
        ("2026-07-01T09:30+02:00", at("2026-07-01T07:30"), None),
        ("2026-07-01T09:30Z", at("2026-07-01T09:30"), None),
        ("2026-10-25T01:30+00:00", at("2026-10-25T01:30"), None),
        ("2026-10-25T01:30+01:00", at("2026-10-25T00:30"), None),
    ],
)
def test_a_time(text: str, first: int, last: int | None) -> None:
    assert read_moment("arrives", text, CLOCK, LONDON) == (first, first if last is None else last)


def test_a_time_of_day_alone_is_on_the_day_of_the_arrival() -> None:
    day = date(2026, 7, 1)
    morning = at("2026-07-01T08:30")
    assert read_moment("replied", "09:30", CLOCK, LONDON, day) == (morning, morning)
    assert read_moment("replied", "2026-07-02T09:30", CLOCK, LONDON, day)[0] == morning + 86_400_000_000
    assert read(arrives="2026-07-01T23:30", events={"replied": "23:45"})["events"]["replied"][0][0] == at(
        "2026-07-01T22:45"
    )
    with pytest.raises(Unreadable, match="`09:30` is not a time as it is given here"):
        read_moment("arrives", "09:30", CLOCK, LONDON)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("tomorrow", "write a time such as `2026-11-27`, or `2026-11-27T16:50`"),
        ("2026-07-01T09:30:00X", "write a time such as `2026-11-27`, or `2026-11-27T16:50`"),
        ("27 November 2026", "write `2026-11-27`, or `2026-11-27T16:50`"),
        ("Friday, 3 Jan, 2026", "write `2026-01-03`, or `2026-01-03T16:50`"),
        ("1 DECEMBER 2026", "write `2026-12-01`, or `2026-12-01T16:50`"),
        ("31 June 2026", "write a time such as `2026-11-27`, or `2026-11-27T16:50`"),
        ("1 Foo 2026", "write a time such as `2026-11-27`, or `2026-11-27T16:50`"),
    ],
)
def test_no_time(text: str, remedy: str) -> None:
    assert refused({"arrives": text}) == ("T701", f"`{text}` is not a time as it is given here", remedy)
    said = f"`promised`: `{text}` is not a time as it is given here"
    assert refused({"dates": {"promised": text}}) == ("T701", said, remedy)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01T10:00", "2026-01-02T25:00"])
def test_a_time_that_there_is_not(text: str) -> None:
    remedy = "check the day, the month and the time of day"
    assert refused({"arrives": text}) == ("T701", f"there is no `{text}`", remedy)
    assert refused({"events": {"replied": text}})[1] == f"`replied`: there is no `{text}`"


@pytest.mark.parametrize(
    ("text", "said", "instead"),
    [
        ("2026-03-29T01:30", "1:30am on Sunday 29 March 2026", "`2026-03-29T01:30+00:00` (Greenwich Mean Time)"),
        ("2026-03-29T01:00", "1am on Sunday 29 March 2026", "`2026-03-29T01:00+00:00` (Greenwich Mean Time)"),
        (
            "2026-03-29T01:00:05",
            "1:00:05am on Sunday 29 March 2026",
            "`2026-03-29T01:00:05+00:00` (Greenwich Mean Time)",
        ),
        (
            "2026-03-29T01:00:00.5",
            "1:00:00.500000am on Sunday 29 March 2026",
            "`2026-03-29T01:00:00.500000+00:00` (Greenwich Mean Time)",
        ),
    ],
)
def test_a_time_that_clocks_skip(text: str, said: str, instead: str) -> None:
    assert refused({"arrives": text}) == (
        "T702",
        f"{said} did not exist in Europe/London: clocks went forward over it",
        f"give another time, or this one with its offset from UTC, such as {instead}",
    )


def test_a_time_that_clocks_show_twice() -> None:
    assert refused({"events": {"resolved": "2026-10-25T01:05"}}) == (
        "T703",
        "`resolved`: 1:05am on Sunday 25 October 2026 came twice in Europe/London: clocks went back over it",
        "write `2026-10-25T01:05+01:00` (British Summer Time) for the first, "
        "or `2026-10-25T01:05+00:00` (Greenwich Mean Time) for the second",
    )


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (0, "12:00am on Tuesday 1 December 2026"),
        (12, "12pm on Tuesday 1 December 2026"),
        (23, "11pm on Tuesday 1 December 2026"),
    ],
)
def test_a_time_of_day_in_words(hour: int, said: str) -> None:
    """On a clock that went forward by a day, from the end of November: the whole of 1 December is skipped."""
    clock = LocalTime((Transition(None, 0, "before"), Transition(at("2026-12-01") // 1_000_000, 86_400, "after")))
    with pytest.raises(Unreadable) as found:
        read_moment("arrives", f"2026-12-01T{hour:02}:00", clock, "Nowhere")
    assert found.value.message.startswith(said)


# ---------- flags


FLAGS: dict[str, Any] = {
    **dict.fromkeys(("category", "at", "fact", "date", "missed"), ()),
    "channel": "email",
    "arrives": "2026-01-02",
}


def test_flags_are_a_contact() -> None:
    given = {**FLAGS, "kind": None, "party": "colleague", "category": ["priority=urgent", "stage = 2"]}
    given |= {"at": ["replied=10:00", "resolved=11:00", "replied=12:00"], "fact": ["unresolved=yes", "unresolved=yes"]}
    missed = ["email.reply=2026-01-03", "email.reply=2026-01-04"]
    assert contact_from_flags(given | {"date": ["agreed=2026-01-09"], "missed": missed}) == {
        "channel": "email",
        "arrives": "2026-01-02",
        "party": "colleague",
        "priority": "urgent",
        "stage": "2",
        "events": {"replied": ["10:00", "12:00"], "resolved": ["11:00"]},
        "facts": {"unresolved": "yes"},
        "dates": {"agreed": "2026-01-09"},
        "missed": {"email.reply": ["2026-01-03", "2026-01-04"]},
    }
    assert contact_from_flags({**FLAGS, "priority": "urgent", "category": ["priority=urgent"]})["priority"] == "urgent"


@pytest.mark.parametrize(
    ("given", "message", "remedy"),
    [
        (
            {"priority": "urgent", "category": ["priority=standard"]},
            "`priority` is given twice: `--priority urgent` and `--category priority=standard`",
            "give it once",
        ),
        (
            {"fact": ["unresolved=yes", "unresolved=no"]},
            "`unresolved` is given twice: `--fact unresolved=yes` and `--fact unresolved=no`",
            "give it once",
        ),
        ({"category": ["channel=email"]}, "`channel` is no category of a policy", "say it with `--channel`"),
        ({"category": ["events=x"]}, "`events` is no category of a policy", "say it with `--at EVENT=TIME`"),
        ({"at": ["replied"]}, "`--at replied` is not NAME=VALUE", "write it as `--at NAME=VALUE`"),
        ({"date": ["=2026-01-02"]}, "`--date =2026-01-02` is not NAME=VALUE", "write it as `--date NAME=VALUE`"),
        ({"fact": ["unresolved="]}, "`--fact unresolved=` is not NAME=VALUE", "write it as `--fact NAME=VALUE`"),
    ],
)
def test_flags_that_are_refused(given: dict[str, Any], message: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as found:
        contact_from_flags(FLAGS | given)
    assert (found.value.code, found.value.message, found.value.help) == ("T701", message, remedy)
