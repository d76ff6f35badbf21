"""`or promise a date`: told in time, that date binds instead. By hand, on the Scottish calendar.

From Tuesday 12 May 2026 at 09:00, 3 working days end with Friday 15 May, and 1 with Wednesday 13 May.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.deadlines.made import compiled, only

BODY = """\
standard email
    for email
    must reply within 3 working days
        or promise a date
standard letter
    for letter
    must reply within 3 working days
        or promise a date within 1 working day
"""
MADE = compiled(BODY)
PLAIN, PROMISED = "2026-05-15", "2026-05-29"


def one(as_of: str = "2026-12-31", channel: str = "email", **contact: Any) -> dict[str, Any]:
    return only(MADE, as_of, **{"channel": channel, "arrives": "2026-05-12T09:00", **contact})


@pytest.mark.parametrize(
    ("channel", "told", "last_day"),
    [
        ("email", "2026-05-12T10:00", PROMISED),
        ("email", "2026-05-15T23:59:59.999999", PROMISED),
        ("email", "2026-05-16T00:00", PLAIN),  # told late: it replaces nothing
        ("email", "2026-05-15", PROMISED),
        ("email", "2026-05-16", PLAIN),
        ("email", None, None),  # a date, and nobody knows when it was told
        ("letter", "2026-05-13T23:59:59.999999", PROMISED),
        ("letter", "2026-05-14T00:00", PLAIN),
        ("letter", "2026-05-14", PLAIN),
        ("email", ["2026-05-13T10:00", "2026-05-20T10:00"], PROMISED),  # the first telling only
        ("email", ["2026-05-20T10:00", "2026-05-18T10:00"], PLAIN),
    ],
)
def test_told_in_time_or_not(channel: str, told: Any, last_day: str | None) -> None:
    events = {"promised": told} if told else {}
    found = one(channel=channel, events=events, dates={"promised": PROMISED})
    if last_day is None:
        assert (found["status"], found["missing"]) == ("unknown", "event promised")
    else:
        assert found["last_day"] == last_day


def test_told_without_a_date_replaces_nothing() -> None:
    assert one(events={"promised": "2026-05-13T10:00"})["last_day"] == PLAIN


@pytest.mark.parametrize("promised", ["2026-05-13", "2026-05-17", "2026-07-01"])
def test_the_date_binds_earlier_or_later_open_or_closed(promised: str) -> None:
    found = one(events={"promised": "2026-05-12T10:00"}, dates={"promised": promised})
    assert (found["last_day"], found["met_at_due"]) == (promised, False)


def test_a_promised_time_means_the_end_of_its_day() -> None:
    found = one(events={"promised": "2026-05-12T10:00"}, dates={"promised": "2026-05-29T11:00"})
    assert (found["last_day"], found["due"]) == (PROMISED, "2026-05-29T23:00:00+00:00")


@pytest.mark.parametrize(
    ("told", "replied", "wanted"),
    [
        ("2026-05-13T10:00", "2026-05-29T23:59:59.999999", "met"),
        ("2026-05-13T10:00", "2026-05-30T00:00", "late"),
        ("2026-05-13T10:00", "2026-05-29", "met"),
        ("2026-05-18T10:00", "2026-05-28T10:00", "late"),
        ("2026-05-18T10:00", "2026-05-15T10:00", "met"),
    ],
)
def test_it_is_judged_by_the_date_that_binds(told: str, replied: str, wanted: str) -> None:
    found = one(events={"promised": told, "replied": replied}, dates={"promised": PROMISED})
    assert found["status"] == wanted


@pytest.mark.parametrize(
    ("as_of", "wanted"),
    [("2026-05-20", "open"), ("2026-05-29T23:59:59.999999", "open"), ("2026-05-30T00:00", "overdue")],
)
def test_until_the_date_that_binds_it_is_open(as_of: str, wanted: str) -> None:
    found = one(as_of, events={"promised": "2026-05-13T10:00"}, dates={"promised": PROMISED})
    assert found["status"] == wanted


def test_a_promised_date_before_the_arrival() -> None:
    """Told and dated before the contact came: it binds, and is over."""
    found = one(events={"promised": "2026-05-11T10:00"}, dates={"promised": "2026-05-11"})
    assert (found["last_day"], found["status"]) == ("2026-05-11", "overdue")
