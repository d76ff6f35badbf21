"""`extended to the date told`, and an extension together with a promised date: by hand, on the Scottish calendar.

From Tuesday 12 May 2026 working day 1 is Wednesday 13 May, 3 is Friday 15 May and 5 is Tuesday 19 May.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.deadlines.made import compiled, only

TUESDAY, PLAIN, FAR = "2026-05-12T09:00", "2026-05-15", "2026-05-29"
LATER = "2030-12-31"
DATED = """\
fact complex "the case is complex"

standard email
    for email
    must reply within 3 working days
        or promise a date
        extended by 2 working days, if told
standard letter
    for letter
    must reply within 3 working days
        extended to the date told, if told within 1 working day
standard fax
    for fax
    must reply within 3 working days
        extended to the date told
standard visit
    for visit
    must reply within 3 working days
        extended to the date told, if told within 1 working day, if complex
standard phone
    for phone
    must reply within 3 working days
        extended by 2 working days, once, if told
        extended to the date told
"""
WITH_DATES = compiled(DATED)


def dated(channel: str, as_of: str = LATER, **contact: Any) -> dict[str, Any]:
    return only(WITH_DATES, as_of, channel=channel, arrives=TUESDAY, **contact)


@pytest.mark.parametrize(
    ("told", "promised", "date", "last_day"),
    [
        (None, "2026-05-15T23:59:59.999999", FAR, FAR),
        (None, "2026-05-18T10:00", FAR, PLAIN),
        # Told of the extension, we may promise a date by the extended deadline, Tuesday 19 May.
        ("2026-05-14T10:00", "2026-05-18T10:00", FAR, FAR),
        ("2026-05-14T10:00", "2026-05-19T23:59:59.999999", FAR, FAR),
        ("2026-05-14T10:00", "2026-05-20T00:00", FAR, "2026-05-19"),
        ("2026-05-16T10:00", "2026-05-18T10:00", FAR, PLAIN),
        # The date that was promised wins, earlier too, whatever we tell then.
        ("2026-05-14T10:00", "2026-05-13T10:00", "2026-05-14", "2026-05-14"),
        ("2026-05-20T10:00", "2026-05-13T10:00", FAR, FAR),
        ("2026-05-14T10:00", "2026-05-13T10:00", None, "2026-05-19"),
    ],
)
def test_together_with_a_promised_date(told: str | None, promised: str, date: str | None, last_day: str) -> None:
    events = {"promised": promised} | ({"told": told} if told else {})
    assert dated("email", events=events, dates={"promised": date} if date else {})["last_day"] == last_day


@pytest.mark.parametrize(
    ("channel", "told", "date", "last_day"),
    [
        ("letter", "2026-05-13T23:59:59.999999", FAR, FAR),
        ("letter", "2026-05-14T00:00", FAR, PLAIN),
        ("letter", "2026-05-13", FAR, FAR),
        ("letter", "2026-05-14", FAR, PLAIN),
        ("letter", "2026-05-13T10:00", "2026-05-13", "2026-05-13"),  # an earlier date binds as well
        ("letter", "2026-05-13T10:00", "2026-05-30", "2026-05-30"),  # a Saturday: what was told binds
        ("letter", "2026-05-13T10:00", "2026-05-29T11:00", FAR),  # the end of that day
        ("letter", "2026-05-13T10:00", None, PLAIN),  # without a date it replaces nothing
        ("letter", None, None, PLAIN),
        ("letter", ["2026-05-13T10:00", "2026-05-14T10:00"], FAR, FAR),  # the first telling only
        ("letter", ["2026-05-14T10:00", "2026-05-15T10:00"], FAR, PLAIN),
        ("fax", "2026-05-15T23:59:59.999999", FAR, FAR),
        ("fax", "2026-05-16T00:00", FAR, PLAIN),
        # With both, a telling without a date moves the deadline, and with one the date binds.
        ("phone", "2026-05-14T10:00", None, "2026-05-19"),
        ("phone", "2026-05-14T10:00", FAR, FAR),
        ("phone", "2026-05-16T00:00", FAR, PLAIN),
    ],
)
def test_the_date_told(channel: str, told: Any, date: str | None, last_day: str) -> None:
    found = dated(channel, events={"told": told} if told else {}, dates={"told": date} if date else {})
    assert (found["last_day"], found["status"]) == (last_day, "overdue")


@pytest.mark.parametrize(
    ("told", "complex_", "last_day"),
    [
        ("2026-05-13T10:00", "yes", FAR),
        ("2026-05-13T10:00", "no", PLAIN),
        ("2026-05-13T10:00", None, None),
        ("2026-05-14T10:00", None, PLAIN),
        ("2026-05-14T10:00", "yes", PLAIN),
    ],
)
def test_the_date_told_if_a_fact_is_so(told: str, complex_: str | None, last_day: str | None) -> None:
    facts = {"complex": complex_} if complex_ else {}
    found = dated("visit", events={"told": told}, dates={"told": FAR}, facts=facts)
    if last_day is None:
        assert (found["status"], found["missing"]) == ("unknown", "fact complex")
    else:
        assert found["last_day"] == last_day


def test_a_date_and_nobody_knows_when_it_was_told() -> None:
    found = dated("letter", dates={"told": FAR})
    assert (found["status"], found["missing"]) == ("unknown", "event told")


def test_where_the_fact_is_not_so_nobody_needs_to_know() -> None:
    found = dated("visit", dates={"told": FAR}, facts={"complex": "no"})
    assert (found["last_day"], found["status"]) == (PLAIN, "overdue")
    missing = dated("visit", dates={"told": FAR}, facts={"complex": "yes"})
    assert (missing["status"], missing["missing"]) == ("unknown", "event told")


@pytest.mark.parametrize(
    ("replied", "as_of", "wanted"),
    [
        ("2026-05-29T23:59:59.999999", LATER, "met"),
        ("2026-05-30T00:00", LATER, "late"),
        (None, "2026-05-20T10:00", "open"),
        (None, "2026-05-29T23:59:59.999999", "open"),
        (None, "2026-05-30T00:00", "overdue"),
    ],
)
def test_judged_by_the_date_told(replied: str | None, as_of: str, wanted: str) -> None:
    events = {"told": "2026-05-13T10:00"} | ({"replied": replied} if replied else {})
    assert dated("letter", as_of, events=events, dates={"told": FAR})["status"] == wanted
