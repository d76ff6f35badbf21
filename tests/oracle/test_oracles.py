"""The oracles themselves: against dates worked out by hand, and against each other."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from tests.oracle import busdays, clocks
from tests.oracle.days import Walker, every_day, months_later, public_holidays

FIRST, LAST = dt.date(2015, 1, 1), dt.date(2030, 12, 31)


def walker(region: str, *, next_open: bool = False, roll: str | None = None) -> Walker:
    return Walker(closed=public_holidays(region, 2015, 2030), first=FIRST, last=LAST, next_open=next_open, roll=roll)


# As gov.uk lists bank holidays (England and Wales, Scotland, Northern Ireland).
PUBLISHED = [
    ("GB-ENG", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08", "2024-12-25", "2024-12-26"),
    ("GB-WLS", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08", "2027-12-27", "2027-12-28"),
    ("GB-SCT", "2023-01-02", "2023-01-03", "2024-12-02", "2026-11-30", "2027-01-04", "2026-01-02"),
    ("GB-NIR", "2026-03-17", "2026-07-13", "2025-03-17", "2025-07-14", "2024-07-12", "2026-04-06"),
]


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: row[0])
def test_the_holidays_are_those_that_are_published(row: tuple[str, ...]) -> None:
    region, *days = row
    known = public_holidays(region, 2015, 2030)
    assert [day for day in days if dt.date.fromisoformat(day) not in known] == []


def test_the_regions_differ() -> None:
    easter_monday, july = dt.date(2026, 4, 6), dt.date(2026, 7, 13)
    assert easter_monday not in public_holidays("GB-SCT", 2015, 2030)
    assert july not in public_holidays("GB-ENG", 2015, 2030)


# arrival, amount, unit, counting when next open, roll → last day; worked out on a wall calendar.
BY_HAND = [
    ("GB-SCT", "2024-11-29", 3, "working day", False, None, "2024-12-05"),  # 2 December: Saint Andrew's Day
    ("GB-ENG", "2024-11-29", 3, "working day", False, None, "2024-12-04"),
    ("GB-SCT", "2026-12-31", 1, "working day", False, None, "2027-01-05"),
    ("GB-ENG", "2026-12-31", 1, "working day", False, None, "2027-01-04"),
    ("GB-NIR", "2026-07-10", 1, "working day", False, None, "2026-07-14"),
    ("GB-ENG", "2026-08-01", 1, "working day", False, None, "2026-08-03"),  # a Saturday: Monday is day 1 …
    ("GB-ENG", "2026-08-01", 1, "working day", True, None, "2026-08-04"),  # … or Monday is day 0
    ("GB-ENG", "2026-08-03", 10, "day", False, None, "2026-08-13"),
    ("GB-ENG", "2026-08-05", 10, "day", False, None, "2026-08-15"),  # a Saturday
    ("GB-ENG", "2026-08-05", 10, "day", False, "forward", "2026-08-17"),
    ("GB-ENG", "2026-08-05", 10, "day", False, "back", "2026-08-14"),
    ("GB-ENG", "2026-01-31", 1, "month", False, None, "2026-02-28"),  # a Saturday
    ("GB-ENG", "2026-01-31", 1, "month", False, "back", "2026-02-27"),
    ("GB-ENG", "2026-01-31", 1, "month", False, "forward", "2026-03-02"),
    ("GB-ENG", "2028-02-29", 1, "year", False, None, "2029-02-28"),
    ("GB-ENG", "2026-12-11", 2, "week", False, "forward", "2026-12-29"),  # Christmas, Saturday, Sunday, Boxing Day kept
]


@pytest.mark.parametrize(("region", "arrival", "n", "unit", "next_open", "roll", "last"), BY_HAND)
def test_the_walk_by_hand(
    region: str, arrival: str, n: int, unit: str, next_open: bool, roll: str | None, last: str
) -> None:
    walk = walker(region, next_open=next_open, roll=roll)
    assert walk.last_day(dt.date.fromisoformat(arrival), n, unit) == dt.date.fromisoformat(last)


@pytest.mark.parametrize("next_open", [False, True])
@pytest.mark.parametrize("region", ["GB-SCT", "GB-NIR"])
def test_the_two_oracles_agree_on_working_days(region: str, next_open: bool) -> None:
    walk = walker(region, next_open=next_open)
    for number, day in enumerate(every_day(2015, 2029)):
        n = number % 11 + 1
        assert walk.last_day(day, n, "working day") == busdays.last_day(day, n, walk.closed, next_open=next_open)


@pytest.mark.parametrize("roll", ["forward", "back"])
def test_the_two_oracles_agree_on_rolls(roll: str) -> None:
    walk = walker("GB-SCT", roll=roll)
    for day in every_day(2016, 2029):
        assert walk.last_day(day, 1, "day") == busdays.rolled(day + dt.timedelta(days=1), roll, walk.closed)


def test_months_by_hand() -> None:
    assert months_later(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)
    assert months_later(dt.date(2027, 11, 30), 3) == dt.date(2028, 2, 29)
    assert months_later(dt.date(2026, 12, 15), 13) == dt.date(2028, 1, 15)


@pytest.mark.parametrize(
    ("day", "zone", "utc"),
    [
        ("2026-01-10", "Europe/London", "2026-01-10T00:00:00+00:00"),
        ("2026-07-10", "Europe/London", "2026-07-09T23:00:00+00:00"),
        ("2026-03-29", "Europe/London", "2026-03-29T00:00:00+00:00"),
        ("2026-03-30", "Europe/London", "2026-03-29T23:00:00+00:00"),
        ("2026-01-10", "Australia/Lord_Howe", "2026-01-09T13:00:00+00:00"),
        ("2026-07-10", "Australia/Lord_Howe", "2026-07-09T13:30:00+00:00"),
        ("2026-07-10", "Asia/Kolkata", "2026-07-09T18:30:00+00:00"),
        # Clocks in Santiago go from 24:00 on Saturday straight to 01:00 on Sunday.
        ("2026-09-06", "America/Santiago", "2026-09-06T04:00:00+00:00"),
    ],
)
def test_a_day_starts_by_hand(day: str, zone: str, utc: str) -> None:
    assert clocks.utc(clocks.start_of(dt.date.fromisoformat(day), zone)) == utc


def test_days_are_as_long_as_the_clocks_make_them() -> None:
    starts = [clocks.start_of(day, "Europe/London") for day in every_day(2015, 2030)]
    lengths = [(after - before) // 3_600_000_000 for before, after in pairwise(starts)]
    assert {length: lengths.count(length) for length in set(lengths)} == {23: 16, 24: len(lengths) - 32, 25: 16}
