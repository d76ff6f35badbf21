"""Opening hours, cut-offs and endings: by hand, and by an oracle that tries each minute.

In June, London is an hour ahead of UTC. Monday 1 June 2026 is a working day; Monday 15 June is a holiday in Scotland.
"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

import pytest
from tests.deadlines.made import DAY_0, NEXT_OPEN, compiled, only
from tests.oracle import clocks
from tests.oracle.days import public_holidays
from tests.oracle.time_of_day import Limit, Office, Spans, last_instant

DAY_1 = "the day of arrival is day 1"
COUNTINGS = {"day 0": DAY_0, "next open": NEXT_OPEN, "day 1": DAY_1}
LONDON = "Europe/London"
LATER = "2030-12-31"

SHOP = """\
open Monday to Thursday, 09:00 to 12:30 and 13:30 to 17:00
open Friday, 09:00 to 16:00
open Saturday, 10:00 to 12:00
open 15 June 2026, 10:00 to 11:00
open Monday to Friday, 10:00 to 15:00, during 20 December to 10 January each year
"""
SHOP_HOLIDAYS = frozenset(public_holidays("GB-SCT", 2015, 2030))


def shop_hours(day: dt.date) -> Spans:
    """The same hours as a person would say them of one day."""
    if day == dt.date(2026, 6, 15):
        return [("10:00", "11:00")]
    if day in SHOP_HOLIDAYS or day.weekday() == 6:
        return []
    if day.weekday() == 5:
        return [("10:00", "12:00")]
    if (day.month == 12 and day.day >= 20) or (day.month == 1 and day.day <= 10):
        return [("10:00", "15:00")]
    return [("09:00", "16:00")] if day.weekday() == 4 else [("09:00", "12:30"), ("13:30", "17:00")]


LIMITS = {
    "email": ("4 opening hours", Limit(n=4, unit="opening hour")),
    "letter": ("90 opening minutes", Limit(n=90, unit="opening minute")),
    "fax": ("2 working days", Limit(n=2, unit="working day")),
    "web form": ("3 days, by closing time", Limit(n=3, unit="day", ends="closing")),
    "web chat": ("2 working days, at the same time of day", Limit(n=2, unit="working day", ends="same time")),
    "text message": ("1 week, by 16:00", Limit(n=1, unit="week", ends="16:00")),
    "social media": ("1 month", Limit(n=1, unit="month")),
    "phone": ("1 working day, by closing time", Limit(n=1, unit="working day", ends="closing")),
    "visit": ("90 minutes", Limit(n=90, unit="minute")),
}
BODY = "".join(
    f"standard {channel.replace(' ', '-')}\n    for {channel}\n    must reply within {text}\n"
    for channel, (text, _) in LIMITS.items()
)


def due(made: Any, channel: str, arrives: str, **more: Any) -> str:
    """The deadline as a clock on the wall shows it; `before` where it is not in time itself."""
    found = only(made, LATER, channel=channel, arrives=arrives, **more)
    zone = made.calendar.rules.zone
    at = clocks.local(clocks.instant(dt.datetime.fromisoformat(found["due"])), zone)
    return f"{'' if found['met_at_due'] else 'before '}{at:%Y-%m-%d %H:%M}"


def last_in_time(made: Any, as_of: str = LATER, **contact: Any) -> int:
    found = only(made, as_of, **contact)
    at = clocks.instant(dt.datetime.fromisoformat(found["due"]))
    return at if found["met_at_due"] else at - 1


BY_HAND = [
    # arrives, channel: day 0, next open, day 1
    # ---------- an hour and a half while we are open
    ("2026-06-01T08:00", "letter", "2026-06-01 10:30", "2026-06-01 10:30", "2026-06-01 10:30"),  # before we open
    ("2026-06-01T11:30", "letter", "2026-06-01 14:00", "2026-06-01 14:00", "2026-06-01 14:00"),  # over the lunch break
    ("2026-06-01T12:30", "letter", "2026-06-01 15:00", "2026-06-01 15:00", "2026-06-01 15:00"),  # as it begins
    ("2026-06-01T11:00", "letter", "2026-06-01 12:30", "2026-06-01 12:30", "2026-06-01 12:30"),  # used up as it begins
    ("2026-06-01T17:00", "letter", "2026-06-02 10:30", "2026-06-02 10:30", "2026-06-02 10:30"),  # at closing: closed
    ("2026-06-01T16:59", "letter", "2026-06-02 10:29", "2026-06-02 10:29", "2026-06-02 10:29"),
    ("2026-06-05T15:00", "letter", "2026-06-06 10:30", "2026-06-06 10:30", "2026-06-06 10:30"),  # Saturday counts …
    ("2026-06-06T09:00", "letter", "2026-06-06 11:30", "2026-06-08 10:30", "2026-06-08 10:30"),  # … and is closed
    ("2026-06-06T11:00", "letter", "2026-06-08 09:30", "2026-06-08 10:30", "2026-06-08 10:30"),
    ("2026-06-15T10:30", "letter", "2026-06-16 10:00", "2026-06-16 10:30", "2026-06-16 10:30"),  # a holiday with hours
    ("2026-12-18T15:00", "email", "2026-12-21 11:00", "2026-12-21 11:00", "2026-12-21 11:00"),  # 1, 2 and 1 in season
    ("2027-01-08T14:00", "email", "2027-01-11 10:00", "2027-01-11 10:00", "2027-01-11 10:00"),  # the last Friday of it
    # ---------- working days, and the closing instant
    ("2026-06-01T08:00", "fax", "before 2026-06-04 00:00", "before 2026-06-04 00:00", "before 2026-06-03 00:00"),
    ("2026-06-01T17:00", "fax", "before 2026-06-04 00:00", "before 2026-06-05 00:00", "before 2026-06-03 00:00"),
    ("2026-06-01T16:59:59.999999", "fax", *["before 2026-06-04 00:00"] * 2, "before 2026-06-03 00:00"),
    ("2026-06-01T12:45", "fax", *["before 2026-06-04 00:00"] * 2, "before 2026-06-03 00:00"),  # lunch moves no day
    ("2026-06-06T11:00", "fax", "before 2026-06-10 00:00", "before 2026-06-11 00:00", "before 2026-06-10 00:00"),
    # ---------- by closing time: a Saturday has hours, a Sunday and a holiday have none, that holiday has
    ("2026-06-03T10:00", "web form", "2026-06-06 12:00", "2026-06-06 12:00", "2026-06-05 16:00"),
    ("2026-06-04T10:00", "web form", "before 2026-06-08 00:00", "before 2026-06-08 00:00", "2026-06-06 12:00"),
    ("2026-06-12T10:00", "web form", "2026-06-15 11:00", "2026-06-15 11:00", "before 2026-06-15 00:00"),
    ("2026-11-27T10:00", "web form", *["before 2026-12-01 00:00"] * 2, "before 2026-11-30 00:00"),
    ("2026-06-04T10:00", "phone", "2026-06-05 16:00", "2026-06-05 16:00", "2026-06-04 17:00"),
    # ---------- at the same time of day; a moved arrival has the time at which we opened
    ("2026-06-01T14:15", "web chat", "2026-06-03 14:15", "2026-06-03 14:15", "2026-06-02 14:15"),
    ("2026-06-01T12:45", "web chat", "2026-06-03 12:45", "2026-06-03 13:30", "2026-06-02 12:45"),
    ("2026-06-06T10:30", "web chat", "2026-06-09 10:30", "2026-06-10 09:00", "2026-06-09 00:00"),
    # ---------- weeks, a month and the clock; the 1st of June to the 30th is a month whose first day is day 1
    ("2026-06-01T10:00", "text message", "2026-06-08 16:00", "2026-06-08 16:00", "2026-06-07 16:00"),
    ("2026-06-01T10:00", "social media", *["before 2026-07-02 00:00"] * 2, "before 2026-07-01 00:00"),
    ("2026-06-06T10:00", "social media", *[f"before 2026-07-0{day} 00:00" for day in (7, 9, 8)]),
    ("2026-06-06T23:00", "visit", *["2026-06-07 00:30"] * 3),
]  # fmt: skip
MADE = {name: compiled(BODY, counting=text, calendar=SHOP, roll="as it falls") for name, text in COUNTINGS.items()}


@pytest.mark.parametrize("which", range(3), ids=list(COUNTINGS))
@pytest.mark.parametrize("row", BY_HAND, ids=lambda row: f"{row[0]} {row[1]}")
def test_by_hand(row: tuple[str, ...], which: int) -> None:
    arrives, channel, *expected = row
    assert due(list(MADE.values())[which], channel, arrives) == expected[which]


CUT = {
    name: compiled(BODY, counting=text, calendar=f"{SHOP}cutoff 15:00\n", roll="as it falls")
    for name, text in COUNTINGS.items()
}


@pytest.mark.parametrize(
    ("arrives", "channel", "day_0", "next_open", "day_1"),
    [
        ("2026-06-01T14:59:59.999999", "fax", *["before 2026-06-04 00:00"] * 2, "before 2026-06-03 00:00"),
        ("2026-06-01T15:00", "fax", *["before 2026-06-05 00:00"] * 2, "before 2026-06-04 00:00"),  # exactly at it
        ("2026-06-05T15:30", "fax", "before 2026-06-10 00:00", "before 2026-06-11 00:00", "before 2026-06-10 00:00"),
        # No working day has no cut-off; a Saturday stays day 0 in the evening.
        ("2026-06-06T18:00", "fax", "before 2026-06-10 00:00", "before 2026-06-11 00:00", "before 2026-06-10 00:00"),
        ("2026-06-06T18:00", "text message", "2026-06-13 16:00", "2026-06-15 16:00", "2026-06-14 16:00"),
        ("2026-06-01T15:00", "text message", "2026-06-09 16:00", "2026-06-09 16:00", "2026-06-08 16:00"),
        ("2026-06-01T15:00", "letter", *["2026-06-02 10:30"] * 3),
        ("2026-06-05T15:00", "letter", "2026-06-06 11:30", "2026-06-08 10:30", "2026-06-08 10:30"),
        ("2026-06-01T15:00", "web chat", "2026-06-04 00:00", "2026-06-04 09:00", "2026-06-03 00:00"),
        ("2026-06-01T15:00", "visit", *["2026-06-01 16:30"] * 3),  # time by the clock has no cut-off
    ],
)
def test_the_cut_off(arrives: str, channel: str, day_0: str, next_open: str, day_1: str) -> None:
    assert [due(made, channel, arrives) for made in CUT.values()] == [day_0, next_open, day_1]


@pytest.mark.parametrize("cut_off", [None, "15:00"])
@pytest.mark.parametrize("counting", COUNTINGS)
@pytest.mark.parametrize("channel", LIMITS)
def test_as_the_oracle_has_it(channel: str, counting: str, cut_off: str | None) -> None:
    office = Office(zone=LONDON, closed=SHOP_HOLIDAYS, hours=shop_hours, counting=counting, cutoff=cut_off)
    made, limit = (CUT if cut_off else MADE)[counting], LIMITS[channel][1]
    random = Random(f"{channel} {counting} {cut_off}")
    edges = ("2026-03-27", "2026-06-05", "2026-06-13", "2026-06-15", "2026-10-23", "2026-12-18", "2026-12-24")
    for _ in range(25):
        day = dt.date.fromisoformat(random.choice(edges)) + dt.timedelta(days=random.randrange(5))
        if limit.unit == "month" and day.day > 28 and counting == "day 1":
            continue
        clock = random.choice(("00:00", "08:59", "09:00", "10:00", "12:30", "13:30", "14:59", "15:00", "16:00"))
        at = clocks.shown(f"{day}T{clock}", LONDON) + random.choice((0, 0, 60_000_000))
        expected = last_instant(office, limit, at)
        assert last_in_time(made, channel=channel, arrives=clocks.utc(at)) == expected, clocks.utc(at)


NIGHT = """\
open Monday to Friday, 08:00 to 12:00 and 22:00 to 02:00
open Sunday, 20:00 to 24:00
"""


# Clocks in Lord Howe change by half an hour; those in Havana at midnight, from and to 00:00. (Of 2026 in Cuba, editions
# of the database of zones tell different things.)
PLACES = {
    LONDON: ("GB-SCT", ("2026-03-27", "2026-10-23", "2026-06-12")),
    "Australia/Lord_Howe": ("AU-NSW", ("2026-04-03", "2026-10-02", "2026-06-05")),
    "America/Havana": ("CU", ("2025-03-07", "2025-10-31", "2025-06-06")),
}
NIGHT_BODY = """\
standard email
    for email
    must reply within 5 opening hours
standard letter
    for letter
    must reply within 2 days, at the same time of day
standard fax
    for fax
    must reply within 1 working day, by closing time
"""
NIGHT_LIMITS = {
    "email": Limit(n=5, unit="opening hour"),
    "letter": Limit(n=2, unit="day", ends="same time"),
    "fax": Limit(n=1, unit="working day", ends="closing"),
}


@pytest.mark.parametrize("counting", COUNTINGS)
@pytest.mark.parametrize("zone", PLACES)
def test_nights_and_clocks_that_change(zone: str, counting: str) -> None:
    region, weekends = PLACES[zone]
    closed = frozenset(public_holidays(region, 2025, 2026))

    def hours(day: dt.date) -> Spans:
        if day in closed or day.weekday() == 5:
            return []
        return [("20:00", "24:00")] if day.weekday() == 6 else [("08:00", "12:00"), ("22:00", "02:00")]

    office = Office(zone=zone, closed=closed, hours=hours, counting=counting)
    made = compiled(
        NIGHT_BODY, counting=COUNTINGS[counting], calendar=NIGHT, region=region, zone=zone, roll="as it falls",
        years=(2025, 2026),
    )  # fmt: skip
    random = Random(f"{zone} {counting}")
    for friday in weekends:
        start = clocks.start_of(dt.date.fromisoformat(friday), zone)
        for _ in range(12):
            at = start + random.randrange(4 * 48) * 30 * 60_000_000
            for channel, limit in NIGHT_LIMITS.items():
                expected = last_instant(office, limit, at)
                found = last_in_time(made, channel=channel, arrives=clocks.utc(at))
                assert found == expected, (channel, clocks.utc(at))


def test_a_clock_change_inside_a_span() -> None:
    """From 22:00 on Saturday to 02:00 on Sunday, local time: three hours in spring, five in autumn, in London."""
    made = compiled(
        "standard email\n    for email\n    must reply within 4 opening hours\n",
        calendar="open Saturday, 22:00 to 02:00\nopen Sunday, 09:00 to 17:00\n",
    )
    assert due(made, "email", "2026-03-28T22:00") == "2026-03-29 10:00"
    assert due(made, "email", "2026-10-24T22:00") == "2026-10-25 01:00"
    assert only(made, LATER, channel="email", arrives="2026-10-24T22:00")["due"] == "2026-10-25T01:00:00+00:00"


@pytest.mark.parametrize(
    ("zone", "region", "arrives", "expected"),
    [
        # In a gap its end: clocks there skip 01:00 to 02:00, 02:00 to 02:30, 00:00 to 01:00.
        (LONDON, "GB-SCT", "2026-03-27T01:30", "2026-03-29T01:00:00+00:00"),
        ("Australia/Lord_Howe", "AU-NSW", "2026-10-02T02:15", "2026-10-03T15:30:00+00:00"),
        ("America/Havana", "CU", "2025-03-07T00:30", "2025-03-09T05:00:00+00:00"),
        # In a fold the first of the two.
        (LONDON, "GB-SCT", "2026-10-23T01:30", "2026-10-25T00:30:00+00:00"),
        ("Australia/Lord_Howe", "AU-NSW", "2026-04-03T01:45", "2026-04-04T14:45:00+00:00"),
        ("America/Havana", "CU", "2025-10-31T00:30", "2025-11-02T04:30:00+00:00"),
        # From the second of the two it goes on to the first that shows that time.
        (LONDON, "GB-SCT", "2026-10-25T01:30+00:00", "2026-10-27T01:30:00+00:00"),
    ],
)
def test_the_same_time_of_day_in_a_gap_and_a_fold(zone: str, region: str, arrives: str, expected: str) -> None:
    body = "standard letter\n    for letter\n    must reply within 2 days, at the same time of day\n"
    made = compiled(body, zone=zone, region=region, roll="as it falls", years=(2025, 2026))
    assert only(made, "2026-12-31", channel="letter", arrives=arrives)["due"] == expected


WHOLE = {name: compiled(BODY, counting=text, roll="as it falls") for name, text in COUNTINGS.items()}
ALWAYS = {
    name: compiled(BODY, counting=text, calendar="open day and night\n", roll="as it falls")
    for name, text in COUNTINGS.items()
}


@pytest.mark.parametrize(
    ("arrives", "channel", "whole", "always"),
    [
        # Without hours a working day is open from its first minute to its last; day and night is every day.
        ("2026-06-05T22:00", "email", *[["2026-06-08 02:00"] * 3, ["2026-06-06 02:00"] * 3]),
        ("2026-06-06T12:00", "letter", *[["2026-06-08 01:30"] * 3, ["2026-06-06 13:30", *["2026-06-08 01:30"] * 2]]),
        ("2026-06-05T20:00", "email", *[["2026-06-06 00:00"] * 3] * 2),  # used up with the day
        ("2026-06-01T10:00", "phone", ["before 2026-06-03 00:00"] * 2 + ["before 2026-06-02 00:00"],
         ["2026-06-03 00:00"] * 2 + ["2026-06-02 00:00"]),
    ],
)  # fmt: skip
def test_no_hours_and_all_hours(arrives: str, channel: str, whole: list[str], always: list[str]) -> None:
    assert [due(made, channel, arrives) for made in WHOLE.values()] == whole
    assert [due(made, channel, arrives) for made in ALWAYS.values()] == always


@pytest.mark.parametrize(
    ("arrives", "expected"),
    [
        ("2026-06-01T10:00", "before 2026-06-02 00:00"),
        ("2026-06-01T18:00", "before 2026-06-02 00:00"),
        ("2026-06-06T10:00", "before 2026-06-09 00:00"),
        ("2026-06-14T10:00", "before 2026-06-17 00:00"),  # Monday 15 June is a holiday
    ],
)
def test_the_same_day_where_the_day_of_arrival_is_day_1(arrives: str, expected: str) -> None:
    body = "standard email\n    for email\n    must reply on the same day\n"
    made = compiled(body, counting=DAY_1)
    assert due(made, "email", arrives) == expected


def test_only_the_day_of_arrival_is_known() -> None:
    """Hours, the same time of day and a cut-off need its time; a day does not."""
    asked = {channel: only(CUT["day 0"], LATER, channel=channel, arrives="2026-06-01") for channel in LIMITS}
    known = {channel for channel, found in asked.items() if found["status"] != "unknown"}
    assert known == set()
    asked = {channel: only(MADE["day 0"], LATER, channel=channel, arrives="2026-06-01") for channel in LIMITS}
    unknown = {channel for channel, found in asked.items() if found["status"] == "unknown"}
    assert unknown == {"email", "letter", "web chat", "visit"}
    assert {asked[channel]["missing"] for channel in unknown} == {"time of arrival"}


def test_a_counted_closure_is_named_on_the_way_to_the_next_opening() -> None:
    """25 and 26 December 2025 are holidays; 29 to 31 December are closed, and count; 1 and 2 January are holidays."""
    lines = (
        "open Monday to Friday, 09:00 to 17:00\n"
        'closed 29 December 2025 to 31 December 2025, "winter closure", counted as working days\n'
    )
    body = "standard email\n    for email\n    must reply within 1 working day\n"
    made = compiled(body, counting=NEXT_OPEN, calendar=lines)
    found = only(made, channel="email", arrives="2025-12-28T10:00")
    why = {one["date"]: one["why"] for one in found["because"]}
    assert [why[f"2025-12-{day}"] for day in (29, 30, 31)] == ["winter closure"] * 3
    assert why["2026-01-05"] == "it counts as arriving on this day, when we next open"
    assert due(made, "email", "2025-12-28T10:00") == "before 2026-01-07 00:00"
