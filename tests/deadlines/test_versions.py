"""Cases `from` and `until` a date: by the local day of the arrival, from its first instant to its last."""

from __future__ import annotations

from typing import Any

import pytest
from tests.deadlines.made import compiled, only

BODY = """\
fact complex "the case is complex"

standard email
    for email
    must reply within 10 days
        from 1 April 2026: within 7 days
            if complex: within 9 days
        from 1 April 2027: within 5 days
standard letter
    for letter
    must reply within 10 days
        until 31 March 2026: within 2 days
standard fax
    for fax
    must reply within 10 days
        if complex: within 20 days
            from 1 April 2026: within 15 days
standard web-form
    for web form
    must reply within 3 days of the return
        from 1 April 2026: within 4 days of the return
"""


def days(zone: str, region: str, channel: str, arrives: str, complex_: str = "no", **events: Any) -> int:
    """How many days the limit has, by the figure in its reasons."""
    made = compiled(BODY, zone=zone, region=region, roll="as it falls")
    facts = {"complex": complex_}
    found = only(made, "2030-12-31", channel=channel, arrives=arrives, facts=facts, events=events)
    return sum(reason["counts"] for reason in found["because"])


@pytest.mark.parametrize(
    ("channel", "arrives", "complex_", "expected"),
    [
        # In London clocks have gone forward on 29 March.
        ("email", "2026-03-31T22:59:59.999999+00:00", "no", 10),
        ("email", "2026-03-31T23:00+00:00", "no", 7),
        ("email", "2026-03-31T23:59:59.999999", "no", 10),
        ("email", "2026-04-01T00:00", "no", 7),
        ("email", "2026-04-01", "no", 7),
        ("email", "2026-03-31", "no", 10),
        ("email", "2027-03-31T23:59:59.999999", "no", 7),
        ("email", "2027-04-01T00:00", "no", 5),
        ("email", "2029-06-01T00:00", "no", 5),
        ("email", "2015-01-01T00:00", "no", 10),
        # The nested case holds within its version only.
        ("email", "2026-03-31T12:00", "yes", 10),
        ("email", "2026-04-01T00:00", "yes", 9),
        ("email", "2027-03-31T12:00", "yes", 9),
        ("email", "2027-04-01T00:00", "yes", 5),
        ("letter", "2026-03-31T23:59:59.999999", "no", 2),
        ("letter", "2026-04-01T00:00", "no", 10),
        ("letter", "2026-03-31", "no", 2),
        # A version beneath a fact.
        ("fax", "2026-03-31T12:00", "no", 10),
        ("fax", "2026-04-01T12:00", "no", 10),
        ("fax", "2026-03-31T23:59", "yes", 20),
        ("fax", "2026-04-01T00:00", "yes", 15),
        ("fax", "2028-02-29T00:00", "yes", 15),
    ],
)
def test_by_hand(channel: str, arrives: str, complex_: str, expected: int) -> None:
    assert days("Europe/London", "GB-SCT", channel, arrives, complex_) == expected


@pytest.mark.parametrize(
    ("zone", "region", "arrives", "expected"),
    [
        ("Australia/Lord_Howe", "AU-NSW", "2026-03-31T12:59:59+00:00", 10),  # eleven hours ahead
        ("Australia/Lord_Howe", "AU-NSW", "2026-03-31T13:00+00:00", 7),
        ("America/Havana", "CU", "2026-04-01T03:59:59+00:00", 10),
        ("America/Havana", "CU", "2026-04-01T04:00+00:00", 7),
        ("Asia/Kolkata", "IN-TN", "2026-03-31T18:29:59+00:00", 10),
        ("Asia/Kolkata", "IN-TN", "2026-03-31T18:30+00:00", 7),
    ],
)
def test_in_other_zones(zone: str, region: str, arrives: str, expected: int) -> None:
    assert days(zone, region, "email", arrives) == expected


@pytest.mark.parametrize(
    ("arrives", "returned", "expected"),
    [
        # The version is that of the arrival, whenever the limit begins.
        ("2026-03-31T12:00", "2026-04-07T10:00", 3),
        ("2026-04-01T00:00", "2026-04-07T10:00", 4),
        ("2026-04-01T00:00", "2026-03-31T10:00", 4),
    ],
)
def test_the_arrival_decides(arrives: str, returned: str, expected: int) -> None:
    assert days("Europe/London", "GB-SCT", "web form", arrives, returned=returned) == expected
