"""What can be too early, and what is due again and again: worked out on a calendar, by hand."""

from __future__ import annotations

from typing import Any

import pytest
from tests.deadlines.made import ask, compiled

# 2026: Monday 1 June; Friday 19 June; 15 June is a Scottish holiday of that year.
BODY = """
standard letter "Letters"
    for letter
    must call at most 5 days before the appointment, as it falls
    must contact at least 3 working days after the return
    must see at least 2 clear days after the return, rolling forward
    must forward at most 48 hours before the appointment

standard email "Emails"
    for email
    must update every 2 working days until the resolution
"""


def promises(contact: dict[str, Any], as_of: str) -> dict[str, dict[str, Any]]:
    return {name.removeprefix("made."): one for name, one in ask(compiled(BODY), as_of, **contact).items()}


def letter(as_of: str, **events: Any) -> dict[str, dict[str, Any]]:
    contact = {"channel": "letter", "arrives": "2026-06-01T10:00", "events": events}
    return promises(contact, as_of)


@pytest.mark.parametrize(
    ("called", "as_of", "status"),
    [
        (["2026-06-14T00:00"], "2026-06-14", "met"),  # the first instant of the day 5 days before Friday 19 June
        (["2026-06-13T23:59:59.999999"], "2026-06-14", "open"),  # too early, and there is still time
        (["2026-06-13T23:59"], "2026-06-19", "early"),
        (["2026-06-13T23:59", "2026-06-18T09:00"], "2026-06-19", "met"),
        (["2026-06-19T10:00"], "2026-06-19", "late"),  # at the appointment, not before it
        ([], "2026-06-19", "overdue"),
    ],
)
def test_at_most_before(called: list[str], as_of: str, status: str) -> None:
    one = letter(as_of, called=called, appointment="2026-06-19T10:00")["letter.call"]
    assert (one["status"], one["due"], one["met_at_due"]) == (status, "2026-06-19T09:00:00+00:00", False)
    assert one["not_before"] == "2026-06-13T23:00:00+00:00"  # midnight in London, in summer


@pytest.mark.parametrize(
    ("forwarded", "status"),
    [("2026-06-17T10:00", "met"), ("2026-06-17T09:59:59.999999", "early"), ("2026-06-17", "unknown")],
)
def test_at_most_before_in_hours(forwarded: str, status: str) -> None:
    one = letter("2026-06-20", forwarded=[forwarded], appointment="2026-06-19T10:00")["letter.forward"]
    assert one["status"] == status
    assert one["not_before"] == "2026-06-17T09:00:00+00:00"


@pytest.mark.parametrize(
    ("contacted", "status"),
    [
        ("2026-06-04T00:00", "met"),  # Monday 1 June and 3 working days: Thursday 4 June
        ("2026-06-04", "met"),
        ("2026-06-03T23:59:59.999999", "early"),
        (None, "open"),
    ],
)
def test_at_least_after(contacted: str | None, status: str) -> None:
    events = {"returned": "2026-06-01T12:00"} | ({} if contacted is None else {"contacted": contacted})
    one = letter("2027-01-01", **events)["letter.contact"]
    assert (one["status"], one["due"], one["not_before"]) == (status, None, "2026-06-03T23:00:00+00:00")
    assert one["says"] == "not before Thursday 4 June 2026"


def test_clear_days_after_roll_on() -> None:
    """Wednesday 3 June: Thursday and Friday are clear, so Saturday 6 June, which rolls to Monday 8 June."""
    one = letter("2026-07-01", returned="2026-06-03T12:00", seen="2026-06-07T12:00")["letter.see"]
    assert (one["status"], one["says"]) == ("early", "not before Monday 8 June 2026")


def test_before_the_event_is_known() -> None:
    found = letter("2026-07-01", contacted="2026-06-03T12:00")
    assert (found["letter.contact"]["status"], found["letter.see"]["status"]) == ("early", "waiting")


def email(as_of: str, **events: Any) -> dict[str, dict[str, Any]]:
    return promises({"channel": "email", "arrives": "2026-06-01T10:00", "events": events}, as_of)


def rows(found: dict[str, dict[str, Any]]) -> list[tuple[str, str, str | None]]:
    return [(name.removeprefix("email.update."), one["status"], one.get("last_day")) for name, one in found.items()]


def test_updates_are_counted_from_the_one_before() -> None:
    """Due Wednesday 3 June; made on the 2nd, so next on Thursday 4 June; late on the 5th, so next on Tuesday 9 June."""
    found = email("2026-06-05T12:00", updated=["2026-06-02T09:00", "2026-06-05T09:00"])
    assert rows(found) == [("1", "met", "2026-06-03"), ("2", "late", "2026-06-04"), ("3", "open", "2026-06-09")]


def test_nothing_sent_is_one_overdue_row() -> None:
    assert rows(email("2026-07-01")) == [("1", "overdue", "2026-06-03")]


@pytest.mark.parametrize(
    ("resolved", "last"),
    [
        ("2026-06-04T23:59:59.999999", ("2", "excused", "2026-06-04")),
        ("2026-06-05T00:00", ("2", "overdue", "2026-06-04")),
    ],
)
def test_the_update_that_the_end_comes_before(resolved: str, last: tuple[str, str, str]) -> None:
    found = email("2026-07-01", updated=["2026-06-02T09:00", "2026-06-20T09:00"], resolved=resolved)
    assert rows(found) == [("1", "met", "2026-06-03"), last]
