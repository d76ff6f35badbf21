"""Statuses in their order, on both sides of a deadline to the microsecond. Dates by hand, on the Scottish calendar.

Friday 29 November 2024; Monday 2 December is a holiday; so 3 working days end with Thursday 5 December, and 1 with
Tuesday 3 December. In December local time is UTC.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.deadlines.made import ask, compiled, only

BODY = """\
fact urgent "it is urgent"
state away "the member of staff is away"
    from leaving to the return

standard email
    for email
    must reply within 3 working days
standard letter
    for letter
    must reply within 3 working days, by 16:00
standard phone
    for phone
    must complete within 2 hours
standard fax
    for fax
    must reply within 20 working days
standard visit
    for visit
    must resolve during the contact
standard web-chat
    for web chat
    must answer within 5 rings
standard text-message
    for text message
    must reply on the same day
        except on closed days
standard web-form
    for web form
    must acknowledge within 1 working day
        unless resolved by then
standard social-media
    for social media
    must reply within 1 working day
        except if urgent
        while away: within 3 working days
standard home-visit
    for home visit
    must arrive at the appointment
        or call before the appointment
"""
MADE = compiled(BODY)
FRIDAY = "2024-11-29T16:50"


def status(as_of: str = "2024-11-29T17:00", **contact: Any) -> str:
    found: str = only(MADE, as_of, **{"arrives": FRIDAY, **contact})["status"]
    return found


def one(channel: str, as_of: str = "2024-11-29T17:00", **contact: Any) -> dict[str, Any]:
    return only(MADE, as_of, **{"arrives": FRIDAY, "channel": channel, **contact})


# ---------- met, late, overdue, open


@pytest.mark.parametrize(
    ("replied", "wanted", "late_by"),
    [
        ("2024-11-29T16:50", "met", None),
        ("2024-12-05T23:59:59.999999", "met", None),
        ("2024-12-06T00:00:00", "late", 0),
        ("2024-12-06T00:00:00.999999", "late", 0),
        ("2024-12-06T00:00:01", "late", 1),
        ("2024-12-06T10:00", "late", 36_000),
        # The day alone is known: it settles it here.
        ("2024-12-05", "met", None),
        ("2024-12-06", "late", 0),
        ("2024-12-07", "late", 86_400),
    ],
)
def test_done_on_either_side_of_the_end_of_a_day(replied: str, wanted: str, late_by: int | None) -> None:
    for as_of in ("2024-11-29T17:00", "2024-12-31"):  # an act is known whenever one asks
        found = one("email", as_of, events={"replied": replied})
        assert (found["status"], found["late_by_seconds"]) == (wanted, late_by)


@pytest.mark.parametrize(
    ("done", "wanted"),
    [
        ("2024-11-29T18:50:00", "met"),  # exactly two hours: met at its due
        ("2024-11-29T18:50:00.000001", "late"),
        ("2024-11-29T18:49:59.999999", "met"),
        ("2024-11-30", "late"),
        ("2024-11-29", "unknown"),  # that day, but was it within the two hours?
    ],
)
def test_done_on_either_side_of_an_instant(done: str, wanted: str) -> None:
    assert status(channel="phone", events={"completed": done}) == wanted


@pytest.mark.parametrize(
    ("done", "wanted"),
    [
        ("2024-12-05T16:00", "met"),
        ("2024-12-05T16:00:00.000001", "late"),
        ("2024-12-04", "met"),
        ("2024-12-05", "unknown"),
        ("2024-12-06", "late"),
    ],
)
def test_done_on_either_side_of_four(done: str, wanted: str) -> None:
    assert status(channel="letter", events={"replied": done}) == wanted


@pytest.mark.parametrize(
    ("channel", "as_of", "wanted"),
    [
        ("email", "2024-11-29T16:49:59.999999", "open"),  # before the arrival
        ("email", "2024-12-05T23:59:59.999999", "open"),
        ("email", "2024-12-06T00:00:00", "overdue"),
        ("email", "2024-12-05", "open"),  # a date means its end, which is still inside
        ("email", "2024-12-06", "overdue"),
        ("phone", "2024-11-29T16:50", "open"),
        ("phone", "2024-11-29T18:50:00", "at risk"),  # it can still be met at this very instant
        ("phone", "2024-11-29T18:50:00.000001", "overdue"),
        ("letter", "2024-12-05T16:00", "open"),
        ("letter", "2024-12-05T16:00:00.000001", "overdue"),
    ],
)
def test_not_done_on_either_side(channel: str, as_of: str, wanted: str) -> None:
    assert status(as_of, channel=channel) == wanted


# ---------- at risk: less than a fifth is left on the limit's own clock


@pytest.mark.parametrize(
    ("as_of", "wanted"),
    [
        # A fifth of 2 hours is 24 minutes; they begin at 18:26.
        ("2024-11-29T18:26:00", "open"),
        ("2024-11-29T18:26:00.000001", "at risk"),
    ],
)
def test_at_risk_in_hours(as_of: str, wanted: str) -> None:
    assert status(as_of, channel="phone") == wanted


def test_at_risk_in_working_days() -> None:
    """Of 20 working days from 29 November 2024, days 1 to 4 are 3 to 6 December, 5 to 9 the week from the 9th, 10 to 14
    that from the 16th; then 23, 24, 27, 30 and 31 December are 15 to 19, and 3 January 2025 is 20.
    """
    promise = one("fax")
    assert promise["last_day"] == "2025-01-03"  # Scotland keeps 1 and 2 January
    assert status("2024-12-26T23:59:59.999999", channel="fax") == "open"  # 4 of 20 are left: a fifth is not less
    assert status("2024-12-27T23:59:59.999999", channel="fax") == "open"
    assert status("2024-12-28T00:00", channel="fax") == "at risk"
    assert status("2025-01-03T23:59:59.999999", channel="fax") == "at risk"
    assert status("2025-01-04T00:00", channel="fax") == "overdue"


# ---------- unknown comes before everything else


@pytest.mark.parametrize(
    ("contact", "missing"),
    [
        ({"channel": "social media", "facts": {"away": "no"}}, "fact urgent"),
        ({"channel": "social media", "facts": {"urgent": "no"}}, "state away"),
        (
            {"channel": "social media", "facts": {"away": "no"}, "events": {"replied": "2024-12-02T10:00"}},
            "fact urgent",
        ),
        ({"channel": "web chat"}, "count rings"),
        ({"channel": "phone", "arrives": "2024-11-29"}, "time of arrival"),
        ({"channel": "phone", "arrives": "2024-11-29", "events": {"completed": "2024-12-06T10:00"}}, "time of arrival"),
    ],
)
def test_unknown_names_what_is_missing(contact: dict[str, Any], missing: str) -> None:
    found = only(MADE, "2024-12-31", **{"arrives": FRIDAY, **contact})
    assert (found["status"], found["missing"]) == ("unknown", missing)


@pytest.mark.parametrize(
    ("leaving", "back", "last_day"),
    [
        ("2024-11-29T16:49", None, "2024-12-05"),
        ("2024-11-29T16:50", None, "2024-12-05"),  # from the very instant
        ("2024-11-29T16:51", None, "2024-12-03"),
        ("2024-11-25T09:00", "2024-11-29T16:51", "2024-12-05"),
        ("2024-11-25T09:00", "2024-11-29T16:50", "2024-12-03"),  # half-open: at the return she is there
        ("2024-11-25T09:00", "2024-11-26T09:00", "2024-12-03"),
        ("2024-11-25", "2024-11-29", None),  # back that day, before or after it came?
        ("2024-11-29", None, None),
        ("2024-11-28", None, "2024-12-05"),
        ("2024-11-28", "2024-11-30", "2024-12-05"),
    ],
)
def test_a_state_at_the_arrival_by_its_events(leaving: str, back: str | None, last_day: str | None) -> None:
    events = {"leaving": leaving, **({"return": back} if back else {})}
    found = one("social media", facts={"urgent": "no"}, events=events)
    assert found.get("last_day") == last_day
    assert (found["status"] == "unknown") == (last_day is None)


# ---------- excused


def test_an_excuse_wants_no_deadline_and_the_act_counts_all_the_same() -> None:
    facts = {"urgent": "yes", "away": "no"}
    excused = one("social media", "2024-12-31", facts=facts)
    assert (excused["status"], excused["due"]) == ("excused", None)
    done = one("social media", "2024-12-31", facts=facts, events={"replied": "2024-12-20T10:00"})
    assert done["status"] == "met"


def test_what_is_excused_in_every_case_needs_no_case() -> None:
    """Whether she was away decides only which limit would hold; it is not needed where none does."""
    assert status("2024-12-31", channel="social media", facts={"urgent": "yes"}) == "excused"


@pytest.mark.parametrize(
    ("arrives", "why"),
    [
        ("2026-08-01T10:00", "Saturday"),
        ("2026-08-02T10:00", "Sunday"),
        ("2024-12-02T10:00", "Saint Andrew's Day (observed)"),
        ("2026-12-25", "Christmas Day"),
    ],
)
def test_nothing_is_due_that_arrives_on_a_closed_day(arrives: str, why: str) -> None:
    found = one("text message", "2030-01-01", arrives=arrives)
    assert (found["status"], found["due"]) == ("excused", None)
    assert why in found["says"]
    assert [why in reason["why"] for reason in found["because"]] == [True]


@pytest.mark.parametrize(
    ("events", "wanted"),
    [
        # Acknowledge by the end of Tuesday 3 December, unless resolved by then.
        ({"resolved": "2024-12-03T23:59:59.999999"}, "excused"),
        ({"resolved": "2024-12-03"}, "excused"),
        ({"resolved": "2024-12-04T00:00"}, "overdue"),
        ({"resolved": "2024-12-04"}, "overdue"),
        ({"resolved": "2024-12-02", "acknowledged": "2024-12-03T10:00"}, "met"),
        ({"resolved": ["2024-12-05T10:00", "2024-12-01T10:00"]}, "excused"),
        ({"acknowledged": "2024-12-04T10:00"}, "late"),
        ({}, "overdue"),
    ],
)
def test_unless_resolved_by_then(events: dict[str, Any], wanted: str) -> None:
    assert status("2024-12-31", channel="web form", events=events) == wanted


# ---------- waiting, and acts around an event


@pytest.mark.parametrize(
    ("events", "wanted"),
    [
        ({}, "waiting"),
        ({"resolved": "2024-11-29T17:00"}, "met"),
        ({"ended": "2024-11-29T17:00"}, "overdue"),
        ({"ended": "2024-11-29T17:00", "resolved": "2024-11-29T17:00"}, "met"),
        ({"ended": "2024-11-29T17:00", "resolved": "2024-11-29T17:00:00.000001"}, "late"),
        ({"ended": "2024-11-29T17:00", "resolved": "2024-11-29T16:55"}, "met"),
        ({"ended": "2024-11-29", "resolved": "2024-11-28"}, "met"),
        ({"ended": "2024-11-29", "resolved": "2024-11-30"}, "late"),
    ],
)
def test_during_the_contact(events: dict[str, Any], wanted: str) -> None:
    found = one("visit", "2024-12-31", events=events)
    assert found["status"] == wanted
    assert (found["due"] is None) == ("ended" not in events)


@pytest.mark.parametrize(
    ("events", "wanted"),
    [
        ({}, "waiting"),
        ({"attended": "2024-12-03T14:00"}, "met"),
        ({"attended": "2024-12-03T14:00:00.000001"}, "late"),
        ({"attended": "2024-12-03T14:20", "called": "2024-12-03T13:59:59.999999"}, "met"),
        ({"attended": "2024-12-03T14:20", "called": "2024-12-03T14:00"}, "late"),
        ({"called": "2024-12-03T13:45"}, "met"),
        ({"called": "2024-12-03T14:45"}, "late"),
        ({"appointment": "2024-12-03T14:00"}, "overdue"),
        ({"attended": "2024-12-03T13:55", "called": "2024-12-03T14:10"}, "met"),
    ],
)
def test_either_act(events: dict[str, Any], wanted: str) -> None:
    happened = {**events, **({"appointment": "2024-12-03T14:00"} if events else {})}
    assert status("2024-12-31", channel="home visit", events=happened) == wanted


def test_before_an_event_excludes_it_and_at_it_includes_it() -> None:
    found = one("home visit", "2024-12-03T14:00", events={"appointment": "2024-12-03T14:00"})
    assert (found["due"], found["met_at_due"], found["status"]) == ("2024-12-03T14:00:00+00:00", True, "open")
    late = one("home visit", "2024-12-03T14:00:00.000001", events={"appointment": "2024-12-03T14:00"})
    assert late["status"] == "overdue"


@pytest.mark.parametrize(
    ("rings", "wanted"), [("1", "met"), ("5", "met"), ("6", "late"), ("none", "late"), (5, "met"), ("0", "met")]
)
def test_rings(rings: object, wanted: str) -> None:
    found = one("web chat", facts={"rings": rings})
    assert (found["status"], found["limit"]) == (wanted, 5)
    assert "due" not in found


def test_nothing_is_promised_to_another_contact() -> None:
    assert ask(MADE, channel="phone message", arrives=FRIDAY) == {}
