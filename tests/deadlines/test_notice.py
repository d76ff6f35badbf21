"""`at least … before`: by hand on the Scottish calendar, and on random events by an oracle that goes back step by step.

In June 2026 the 1st is a Monday and Monday the 15th a holiday.
"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

import pytest
from tests.deadlines.made import NEXT_OPEN, compiled, only
from tests.deadlines.test_hours import SHOP, SHOP_HOLIDAYS, due, last_in_time, shop_hours
from tests.oracle import clocks
from tests.oracle.time_of_day import Office, last_before

LONDON = "Europe/London"
AMOUNTS = {
    "email": (24, "hour", False),
    "letter": (6, "opening hour", False),
    "fax": (2, "day", False),
    "web form": (1, "week", False),
    "web chat": (1, "month", False),
    "text message": (3, "working day", False),
    "social media": (3, "working day", True),
    "visit": (2, "day", True),
    "home visit": (90, "opening minute", False),
    "phone": (30, "minute", False),
}


def amount_text(n: int, unit: str, clear: bool) -> str:
    return f"{n} {'clear ' if clear else ''}{unit}{'s' if n > 1 else ''}"


BODY = "".join(
    f"standard {channel.replace(' ', '-')}\n    for {channel}\n    must contact at least {amount_text(*amount)} before "
    "the visit\n"
    for channel, amount in AMOUNTS.items()
)
ROLLS = {"as it falls": None, "forward": "forward", "back": "back"}
MADE = {roll: compiled(BODY, roll=roll, calendar=SHOP, counting=NEXT_OPEN) for roll in ROLLS}
MONDAY = "2026-06-01T10:00"


def told(channel: str, visit: str | list[str], roll: str = "as it falls") -> str:
    return due(MADE[roll], channel, MONDAY, events={"visit": visit})


@pytest.mark.parametrize(
    ("channel", "visit", "expected"),
    [
        ("email", "2026-06-18T14:00", "2026-06-17 14:00"),
        ("email", "2026-10-25T14:00", "2026-10-24 15:00"),  # clocks went back in between
        ("phone", "2026-06-18T00:10", "2026-06-17 23:40"),
        ("letter", "2026-06-18T14:00", "2026-06-17 15:00"),  # half an hour, three and a half, and two of Wednesday
        ("letter", "2026-06-16T09:00", "2026-06-12 13:00"),  # one of the holiday, two of Saturday, three of Friday
        ("letter", "2026-06-18T20:00", "2026-06-18 10:00"),  # six hours of that day
        ("home visit", "2026-06-18T14:30", "2026-06-18 12:00"),
        ("home visit", "2026-06-18T10:30", "2026-06-18 09:00"),  # all of the morning
        ("fax", "2026-06-18T14:00", "before 2026-06-17 00:00"),
        ("fax", "2026-06-18", "before 2026-06-17 00:00"),
        ("web form", "2026-06-18T14:00", "before 2026-06-12 00:00"),
        ("web chat", "2026-07-31T14:00", "before 2026-07-01 00:00"),  # the last of June
        ("web chat", "2027-03-31T14:00", "before 2027-03-01 00:00"),
        ("text message", "2026-06-18T14:00", "before 2026-06-13 00:00"),  # Wednesday, Tuesday, Friday
        ("text message", "2026-06-20T14:00", "before 2026-06-18 00:00"),  # a Saturday is day 0
        ("social media", "2026-06-18T14:00", "before 2026-06-12 00:00"),
        ("social media", "2026-06-17T14:00", "before 2026-06-11 00:00"),  # Tuesday, Friday and Thursday are clear
        ("visit", "2026-06-18T14:00", "before 2026-06-16 00:00"),  # a holiday, as it falls
    ],
)
def test_by_hand(channel: str, visit: str, expected: str) -> None:
    assert told(channel, visit) == expected


@pytest.mark.parametrize(
    ("channel", "visit", "falls", "forward", "back"),
    [
        # The calendar's forward is the working day before, and its back the one after: away from the event.
        ("fax", "2026-06-16T14:00", "2026-06-15", "2026-06-13", "2026-06-17"),
        ("visit", "2026-06-18T14:00", "2026-06-16", "2026-06-13", "2026-06-17"),
        ("web form", "2026-06-20T14:00", "2026-06-14", "2026-06-13", "2026-06-17"),
        ("web chat", "2026-07-15T14:00", "2026-06-16", "2026-06-13", "2026-06-17"),
        # Three clear working days lie after Friday; the nearest day that leaves them is Sunday.
        ("social media", "2026-06-11T14:00", "2026-06-08", "2026-06-06", "2026-06-09"),
        ("text message", "2026-06-18T14:00", "2026-06-13", "2026-06-13", "2026-06-13"),
    ],
)
def test_the_calendars_roll(channel: str, visit: str, falls: str, forward: str, back: str) -> None:
    found = [told(channel, visit, roll) for roll in ROLLS]
    assert found == [f"before {day} 00:00" for day in (falls, forward, back)]


@pytest.mark.parametrize("calendar_roll", ROLLS)
@pytest.mark.parametrize(
    ("own", "expected"),
    [("as it falls", "2026-06-15"), ("rolling forward", "2026-06-17"), ("rolling back", "2026-06-13")],
)
def test_a_roll_of_its_own_is_taken_as_it_is_said(own: str, expected: str, calendar_roll: str) -> None:
    body = f"standard fax\n    for fax\n    must contact at least 2 days before the visit, {own}\n"
    made = compiled(body, roll=calendar_roll)
    assert due(made, "fax", MONDAY, events={"visit": "2026-06-16T14:00"}) == f"before {expected} 00:00"


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ({}, "waiting"),
        ({"contacted": "2026-06-02T10:00"}, "met"),
        ({"visit": "2026-06-18T14:00"}, "overdue"),
        ({"visit": "2026-06-18T14:00", "contacted": "2026-06-16T23:59:59.999999"}, "met"),
        ({"visit": "2026-06-18T14:00", "contacted": "2026-06-17T00:00"}, "late"),
        ({"visit": "2026-06-18T14:00", "contacted": "2026-06-18T15:00"}, "late"),
        ({"visit": "2026-06-18", "contacted": "2026-06-16"}, "met"),
        ({"visit": "2026-06-18", "contacted": "2026-06-17"}, "late"),
        ({"visit": "2026-06-18T14:00", "contacted": "2026-05-29T10:00"}, "met"),  # before the arrival
        # The visit was moved: its last value counts, in whatever order they are given.
        ({"visit": ["2026-06-18T14:00", "2026-06-25T14:00"], "contacted": "2026-06-23T10:00"}, "met"),
        ({"visit": ["2026-06-25T14:00", "2026-06-18T14:00"], "contacted": "2026-06-23T10:00"}, "met"),
        ({"visit": "2026-06-02T14:00"}, "overdue"),  # it was too late from the first
    ],
)
def test_before_and_after(events: dict[str, Any], status: str) -> None:
    found = only(MADE["as it falls"], "2030-12-31", channel="fax", arrives=MONDAY, events=events)
    assert found["status"] == status


@pytest.mark.parametrize("channel", ["email", "letter", "phone", "home visit"])
def test_hours_need_the_time_of_the_event(channel: str) -> None:
    found = only(MADE["as it falls"], "2030-12-31", channel=channel, arrives=MONDAY, events={"visit": "2026-06-18"})
    assert (found["status"], found["missing"]) == ("unknown", "time of event visit")


@pytest.mark.parametrize("roll", ROLLS)
@pytest.mark.parametrize("channel", AMOUNTS)
def test_as_the_oracle_has_it(channel: str, roll: str) -> None:
    n, unit, clear = AMOUNTS[channel]
    office = Office(zone=LONDON, closed=SHOP_HOLIDAYS, hours=shop_hours, roll=ROLLS[roll])
    random = Random(f"{channel} {roll}")
    for _ in range(25):
        day = dt.date(2026, random.choice((3, 4, 6, 10, 12)), random.randrange(1, 31))
        event = clocks.start_of(day, LONDON) + random.randrange(96) * 15 * 60_000_000
        visit = clocks.utc(event)
        found = last_in_time(MADE[roll], channel=channel, arrives="2026-01-05T10:00", events={"visit": visit})
        assert found == last_before(office, n, unit, event, clear=clear), visit


TWO = """\
event paid
    verb pay
    noun fee
standard email
    for email
    must complete within 5 working days of the later of the arrival and the fee
standard letter
    for letter
    must complete within 5 working days of the earlier of the visit and the fee
standard fax
    for fax
    must complete within 2 hours of the later of the visit and the fee
"""


@pytest.mark.parametrize(
    ("channel", "events", "expected"),
    [
        ("email", {}, None),
        ("email", {"paid": "2026-06-02T10:00"}, "before 2026-06-10 00:00"),
        ("email", {"paid": "2026-05-20T10:00"}, "before 2026-06-09 00:00"),
        ("letter", {}, None),
        ("letter", {"paid": "2026-06-02T10:00"}, "before 2026-06-10 00:00"),
        ("letter", {"visit": "2026-06-03T10:00"}, "before 2026-06-11 00:00"),
        ("letter", {"visit": "2026-06-03T10:00", "paid": "2026-06-02T10:00"}, "before 2026-06-10 00:00"),
        ("fax", {"visit": "2026-06-03T10:00"}, None),
        ("fax", {"paid": "2026-06-03T10:00"}, None),
        ("fax", {"visit": "2026-06-03T10:00", "paid": "2026-06-02T10:00"}, "2026-06-03 12:00"),
        ("fax", {"visit": "2026-06-03T10:00", "paid": "2026-06-03T11:30"}, "2026-06-03 13:30"),
    ],
)
def test_the_later_and_the_earlier_of_two(channel: str, events: dict[str, str], expected: str | None) -> None:
    made = compiled(TWO)
    if expected is None:
        found = only(made, "2030-12-31", channel=channel, arrives=MONDAY, events=events)
        assert (found["status"], found["due"]) == ("waiting", None)
    else:
        assert due(made, channel, MONDAY, events=events) == expected
