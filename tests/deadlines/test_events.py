"""Deadlines that start at, or end with, another event than the arrival; and what is known only to the day."""

from __future__ import annotations

from typing import Any

import pytest
from tests.deadlines.made import compiled, only

BODY = """\
standard visit
    for visit
    aim to see within 5 minutes of the appointment
standard phone
    for phone
    must reply within 1 working day of the return
standard email
    for email
    must call before the appointment
standard letter
    for letter
    must arrive at the appointment
standard fax
    for fax
    must resolve by the time agreed
standard web-form
    for web form
    must resolve by the date promised
standard web-chat
    for web chat
    must resolve during the contact
"""
MADE = compiled(BODY)


def one(channel: str, as_of: str = "2026-12-31", **contact: Any) -> dict[str, Any]:
    return only(MADE, as_of, **{"channel": channel, "arrives": "2026-06-01T09:55", **contact})


@pytest.mark.parametrize(
    ("events", "wanted"),
    [
        ({"appointment": "10:00", "seen": "10:05"}, "met"),
        ({"appointment": "10:00", "seen": "10:05:00.000001"}, "late"),
        ({"appointment": "10:00", "seen": "09:58"}, "met"),  # before its time
        ({"appointment": "10:00", "seen": ["09:56", "10:06"]}, "late"),  # the first at or after the appointment counts
        ({"appointment": "10:00", "seen": ["09:56", "10:04", "10:30"]}, "met"),
        ({"appointment": "10:00"}, "overdue"),
        ({}, "waiting"),
        ({"seen": "10:30"}, "met"),
        ({"appointment": "2026-06-01", "seen": "10:30"}, "unknown"),  # five minutes of what?
        ({"appointment": ["2026-05-01T10:00", "10:00"], "seen": "10:04"}, "met"),
    ],
)
def test_minutes_of_an_appointment(events: dict[str, Any], wanted: str) -> None:
    found = one("visit", events=events)
    assert (found["status"], found["strength"]) == (wanted, "aim")


def test_an_appointment_of_the_day_before_yesterday() -> None:
    """No appointment lies at or after the arrival: the last one before it is the one that was meant."""
    found = one("visit", events={"appointment": ["2026-05-28T10:00", "2026-05-29T10:00"], "seen": "2026-05-29T10:03"})
    assert (found["due"], found["status"]) == ("2026-05-29T09:05:00+00:00", "met")


@pytest.mark.parametrize(
    ("returned", "last_day"),
    [
        ("2026-06-12T09:00", "2026-06-16"),  # a Friday; Scotland has a holiday on Monday 15 June, for the World Cup
        ("2026-06-19T09:00", "2026-06-22"),
        ("2026-06-20T09:00", "2026-06-22"),  # a Saturday: day 0 all the same
        ("2026-06-19", "2026-06-22"),  # the day is enough
        ("2026-07-31T23:59:59", "2026-08-04"),  # Monday 3 August is a holiday in Scotland
    ],
)
def test_working_days_of_the_return(returned: str, last_day: str) -> None:
    found = one("phone", events={"returned": returned})
    assert found["last_day"] == last_day
    assert found["because"][0]["why"] == "the day of the return"


def test_waiting_for_the_return() -> None:
    found = one("phone")
    assert (found["status"], found["due"], found["says"]) == ("waiting", None, "waiting for the return")


def test_done_before_the_event_that_starts_the_clock() -> None:
    found = one("phone", events={"returned": "2026-06-12T09:00", "replied": "2026-06-02T09:00"})
    assert found["status"] == "met"


APPOINTMENT = "2026-06-03T14:00"


@pytest.mark.parametrize(
    ("called", "appointment", "wanted"),
    [
        ("2026-06-03T13:59:59.999999", APPOINTMENT, "met"),
        (APPOINTMENT, APPOINTMENT, "late"),
        ("2026-06-02", APPOINTMENT, "met"),
        ("2026-06-04", APPOINTMENT, "late"),
        ("2026-06-03", APPOINTMENT, "unknown"),
        ("2026-06-02T23:59:59.999999", "2026-06-03", "met"),
        ("2026-06-04T00:00", "2026-06-03", "late"),
        # The appointment is on that day, and nobody knows when: the call may have come before it or after.
        ("2026-06-03T10:00", "2026-06-03", "unknown"),
        ("2026-06-03", "2026-06-03", "unknown"),
    ],
)
def test_before_an_event(called: str, appointment: str, wanted: str) -> None:
    assert one("email", events={"called": called, "appointment": appointment})["status"] == wanted


@pytest.mark.parametrize(
    ("as_of", "wanted"),
    [
        ("2026-06-03T13:59:59.999999", "open"),
        (APPOINTMENT, "overdue"),
        ("2026-06-02", "open"),
        ("2026-06-03", "overdue"),
    ],
)
def test_not_called_before_an_event(as_of: str, wanted: str) -> None:
    found = one("email", as_of, events={"appointment": APPOINTMENT})
    assert (found["status"], found["met_at_due"]) == (wanted, False)
    assert found["says"] == "before 2pm on Wednesday 3 June 2026"


@pytest.mark.parametrize(
    ("attended", "wanted"),
    [
        (APPOINTMENT, "met"),
        ("2026-06-03T14:00:00.000001", "late"),
        ("2026-06-02", "met"),
        ("2026-06-03", "unknown"),
        ("2026-06-04", "late"),
    ],
)
def test_at_an_event(attended: str, wanted: str) -> None:
    assert one("letter", events={"attended": attended, "appointment": APPOINTMENT})["status"] == wanted


@pytest.mark.parametrize(
    ("channel", "name", "carried", "resolved", "wanted"),
    [
        ("fax", "agreed", "2026-06-10T15:00", "2026-06-10T15:00", "met"),
        ("fax", "agreed", "2026-06-10T15:00", "2026-06-10T15:00:00.000001", "late"),
        ("fax", "agreed", "2026-06-10", "2026-06-10T23:59:59.999999", "met"),  # a date means its end
        ("fax", "agreed", "2026-06-10", "2026-06-11T00:00", "late"),
        ("fax", "agreed", "2026-06-10", "2026-06-10", "met"),
        ("web form", "promised", "2026-06-13", "2026-06-13T20:00", "met"),  # a Saturday: what was promised binds
        ("web form", "promised", "2026-06-13", "2026-06-14", "late"),
    ],
)
def test_a_date_that_the_contact_carries(channel: str, name: str, carried: str, resolved: str, wanted: str) -> None:
    found = one(channel, events={"resolved": resolved}, dates={name: carried})
    assert found["status"] == wanted
    assert found.get("last_day") == (None if "T" in carried else carried)


def test_no_date_was_agreed() -> None:
    assert one("fax")["status"] == "waiting"
    assert one("fax", events={"resolved": "2026-06-10T15:00"})["status"] == "met"
