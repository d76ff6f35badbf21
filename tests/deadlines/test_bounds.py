"""`never later than` and `never earlier than`: limits of their own, that nothing moves. By hand, Scottish calendar.

In June 2026 the 1st is a Monday and the 15th a holiday. From Monday 1 June working day 5 is 8 June, 8 is 11 June, and
10 is 16 June.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.deadlines.made import NEXT_OPEN, compiled, only

BODY = """\
event asked
    verb ask
    noun question

standard email
    for email
    must reply within 5 working days
        paused from paused to resumed
        never later than 8 working days
standard letter
    for letter
    must reply within 5 working days
        extended by 5 working days, if told
        never later than 8 working days
standard fax
    for fax
    must reply within 5 working days
        or promise a date
        never later than 8 working days
        never earlier than 2 working days
standard web-form
    for web form
    must reply within 5 working days of the question
        never later than 8 working days after the arrival
standard web-chat
    for web chat
    must reply within 5 working days of the question
        paused from paused to resumed
        never later than 8 working days
standard visit
    for visit
    must reply within 6 hours
        paused from paused to resumed
        never later than 10 hours
        never earlier than 2 hours of the question
standard home-visit
    for home visit
    must reply within 48 hours
        never later than 1 working day
standard phone
    for phone
    must reply within 1 week
        never later than 5 days
standard text-message
    for text message
    must reply within 2 working days
        never earlier than 3 working days after the question
standard phone-message
    for phone message
    must reply within 5 working days
        paused from paused to resumed
        extended by 5 working days, if told
        never later than 8 working days
standard social-media
    for social media
    must reply at the appointment
        never later than 8 working days after the arrival
"""
MADE = compiled(BODY, roll="forward")
MONDAY = "2026-06-01T10:00"

DAYS = [
    # channel, events: the last day
    ("email", {}, "2026-06-08"),
    ("email", {"paused": "2026-06-03T15:00", "resumed": "2026-06-05T09:00"}, "2026-06-10"),
    ("email", {"paused": "2026-06-03T15:00", "resumed": "2026-06-08T09:00"}, "2026-06-11"),  # both on one day
    ("email", {"paused": "2026-06-03T15:00", "resumed": "2026-06-09T09:00"}, "2026-06-11"),
    ("email", {"paused": "2026-06-03T15:00"}, "2026-06-11"),  # not over, and the latest day binds
    # A pause that began after the latest day is before what is in force, and still moves nothing.
    ("email", {"paused": ["2026-06-03T15:00", "2026-06-12T10:00"], "resumed": ["2026-06-09T09:00"]}, "2026-06-11"),
    ("letter", {}, "2026-06-08"),
    ("letter", {"told": "2026-06-02T10:00"}, "2026-06-11"),
    ("letter", {"told": ["2026-06-02T10:00", "2026-06-03T10:00"]}, "2026-06-11"),
    ("fax", {}, "2026-06-08"),
    ("fax", {"promised": "2026-06-02T10:00", "date": "2026-06-30"}, "2026-06-11"),
    ("fax", {"promised": "2026-06-02T10:00", "date": "2026-06-10"}, "2026-06-10"),
    ("fax", {"promised": "2026-06-02T10:00", "date": "2026-06-04"}, "2026-06-04"),
    ("fax", {"promised": "2026-06-01T11:00", "date": "2026-06-02"}, "2026-06-03"),  # not before the second day
    ("fax", {"promised": "2026-06-09T10:00", "date": "2026-06-30"}, "2026-06-08"),  # promised too late
    # ---------- counted from another event, while the limit's own is missing and when it is there
    ("web form", {}, "2026-06-11"),
    ("web form", {"asked": "2026-06-02T10:00"}, "2026-06-09"),
    ("web form", {"asked": "2026-06-04T10:00"}, "2026-06-11"),
    ("web form", {"asked": "2026-06-24T10:00"}, "2026-06-11"),
    # ---------- counted from where the limit is
    ("web chat", {"asked": "2026-06-08T10:00"}, "2026-06-16"),
    ("web chat", {"asked": "2026-06-08T10:00", "paused": "2026-06-09T10:00"}, "2026-06-19"),
    ("phone", {}, "2026-06-08"),  # the latest is 6 June, a Saturday, rolled as any limit is
    ("text message", {}, "2026-06-03"),
    ("text message", {"asked": "2026-06-02T10:00"}, "2026-06-05"),
    ("text message", {"asked": "2026-05-26T10:00"}, "2026-06-03"),
    ("phone message", {"told": "2026-06-02T10:00", "paused": "2026-06-03T10:00", "resumed": "2026-06-05T10:00"},
     "2026-06-11"),
    ("social media", {}, "2026-06-11"),
]  # fmt: skip


@pytest.mark.parametrize(("channel", "events", "last_day"), DAYS)
def test_days(channel: str, events: dict[str, Any], last_day: str) -> None:
    known = {name: at for name, at in events.items() if name != "date"}
    dates = {"promised": events["date"]} if "date" in events else {}
    found = only(MADE, "2030-12-31", channel=channel, arrives=MONDAY, events=known, dates=dates)
    assert (found["last_day"], found["status"]) == (last_day, "overdue")


@pytest.mark.parametrize(
    ("events", "due"),
    [
        ({}, "2026-06-01T15:00:00+00:00"),
        ({"paused": "2026-06-01T11:00", "resumed": "2026-06-01T14:00"}, "2026-06-01T18:00:00+00:00"),
        ({"paused": "2026-06-01T11:00", "resumed": "2026-06-01T16:00"}, "2026-06-01T19:00:00+00:00"),
        ({"paused": "2026-06-01T11:00"}, "2026-06-01T19:00:00+00:00"),
        ({"asked": "2026-06-01T12:00"}, "2026-06-01T15:00:00+00:00"),
        ({"asked": "2026-06-01T15:00"}, "2026-06-01T16:00:00+00:00"),
        # Not before what came after the latest: the earliest has the last word.
        ({"asked": "2026-06-01T21:00"}, "2026-06-01T22:00:00+00:00"),
    ],
)
def test_hours(events: dict[str, str], due: str) -> None:
    found = only(MADE, "2030-12-31", channel="visit", arrives=MONDAY, events=events)
    assert (found["due"], found["met_at_due"]) == (due, True)


def test_an_instant_and_the_end_of_a_day() -> None:
    """48 hours from midnight end with the first instant of Thursday: one too late for the end of Wednesday."""
    contact = {"channel": "home visit", "arrives": "2026-06-02T00:00"}
    found = only(MADE, "2030-12-31", **contact)
    assert (found["due"], found["met_at_due"], found["last_day"]) == ("2026-06-03T23:00:00+00:00", False, "2026-06-03")
    assert only(MADE, "2030-12-31", **contact, events={"replied": "2026-06-04T00:00"})["status"] == "late"
    a_minute_before = only(MADE, "2030-12-31", channel="home visit", arrives="2026-06-01T23:59")
    assert a_minute_before["due"] == "2026-06-02T23:00:00+00:00"


@pytest.mark.parametrize(
    ("channel", "events", "as_of", "status"),
    [
        ("email", {"paused": "2026-06-03T15:00"}, "2026-06-05T10:00", "open"),
        ("email", {"paused": "2026-06-03T15:00"}, "2026-06-12T00:00", "overdue"),
        ("email", {"paused": "2026-06-03T15:00", "replied": "2026-06-11T10:00"}, "2026-06-12T00:00", "met"),
        ("email", {"paused": "2026-06-03T15:00", "replied": "2026-06-12T00:00"}, "2026-06-12T00:00", "late"),
        ("web form", {}, "2026-06-05T10:00", "open"),
        ("web form", {}, "2026-06-12T00:00", "overdue"),
        ("web form", {"replied": "2026-06-12T00:00"}, "2026-06-13T00:00", "late"),
        ("web chat", {}, "2026-06-30T00:00", "waiting"),  # neither is there
        ("web chat", {"replied": "2026-06-11T10:00"}, "2026-06-30T00:00", "met"),
    ],
)
def test_how_it_stands(channel: str, events: dict[str, str], as_of: str, status: str) -> None:
    assert only(MADE, as_of, channel=channel, arrives=MONDAY, events=events)["status"] == status


@pytest.mark.parametrize(
    ("arrives", "last_day"),
    [("2026-06-05T10:00", "2026-06-12"), ("2026-06-06T10:00", "2026-06-15"), ("2026-06-08T10:00", "2026-06-15")],
)
def test_counted_from_its_own_day_0(arrives: str, last_day: str) -> None:
    """England, when we next open: for an arrival on Saturday 6 June, Monday the 8th is day 0 of the latest day too."""
    body = """\
event asked
    verb ask
    noun question
standard web-form
    for web form
    must reply within 20 working days of the question
        never later than 5 working days after the arrival
"""
    made = compiled(body, region="GB-ENG", counting=NEXT_OPEN)
    found = only(made, "2030-12-31", channel="web form", arrives=arrives, events={"asked": "2026-06-08T10:00"})
    assert found["last_day"] == last_day
