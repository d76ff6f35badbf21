"""Odd zones: half and quarter hours, clocks that change at midnight, an hour that comes twice, a day that was skipped.

Around every change of the clocks, against Python's own time zones: days, working days, opening hours, times of day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.oracle import clocks
from tests.oracle.days import ONE_DAY
from tests.oracle.hours_intervals import KnownOffice, Years, on_clocks
from tests.oracle.time_of_day import Limit, Spans
from tests.properties.drawn import HOUR, at_work

from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import Moment
from troth.deadlines.deadline import Due
from troth.deadlines.due import count
from troth.model.calendar import Calendar, Counting, Hours
from troth.model.duration import Duration, Unit
from troth.model.limit import Roll, Within
from troth.project import compile_text

MINUTE = 60_000_000
ZONES = {
    "Australia/Lord_Howe": (2023, 2025),  # by half an hour
    "Asia/Kathmandu": (2024, 2025),  # at a quarter, never
    "Asia/Kolkata": (2024, 2025),  # at a half, never
    "America/St_Johns": (2012, 2014),  # at a half; until 2011 at one minute past midnight
    "Pacific/Chatham": (2023, 2025),  # at a quarter; at 02:45
    "America/Sao_Paulo": (2016, 2019),  # at midnight, forward and back
    "America/Asuncion": (2022, 2023),
    "Africa/Cairo": (2023, 2025),  # forward from 00:00, back from 24:00 to 23:00
    "Asia/Beirut": (2021, 2024),  # forward from 00:00, back from 24:00 to 23:00; late in 2023
    "America/Havana": (2022, 2024),  # forward from 00:00; back from 01:00, so that 00:00 to 01:00 comes twice
    "Asia/Tehran": (2020, 2022),  # forward from 00:00, back from 24:00
    "Asia/Amman": (2020, 2022),  # forward from 24:00, back from 01:00
    "Atlantic/Azores": (2023, 2025),  # forward from 00:00, back from 01:00
    "America/Scoresbysund": (2022, 2024),  # the same, and another offset from 2024 on
    "Antarctica/Casey": (2018, 2023),  # by three hours, here and there over midnight
    "Antarctica/Troll": (2023, 2024),  # by two hours
    "Asia/Pyongyang": (2015, 2018),  # by half an hour at midnight, for good
    "America/Caracas": (2015, 2016),
    "Europe/Istanbul": (2015, 2016),
    "Pacific/Apia": (2010, 2013),  # no 30 December 2011
    "Pacific/Fakaofo": (2011, 2012),  # no 30 December 2011
    "Pacific/Kwajalein": (1993, 1994),  # no 21 August 1993
}
SKIPPED = {
    "Pacific/Apia": dt.date(2011, 12, 30),
    "Pacific/Fakaofo": dt.date(2011, 12, 30),
    "Pacific/Kwajalein": dt.date(1993, 8, 21),
}
NEVER = {"Asia/Kathmandu", "Asia/Kolkata"}
OFFSETS = (-25, -24, -13, -3, -2, -1, 0, 1, 2, 3, 12, 24)
ALL_WEEK = tuple(range(7))
EVEN = ((135, 4 * 60), (9 * 60, 17 * 60), (22 * 60, 24 * 60))
ODD = ((0, 105), (2 * 60, 16 * 60), (23 * 60 + 30, 25 * 60 + 15))
NIGHT = (Hours(spans=EVEN, weekdays=(0, 2, 4, 6)), Hours(spans=ODD, weekdays=(1, 3, 5)))


def night_hours(day: dt.date) -> Spans:
    """The same as a person would say them of one day."""
    if day.weekday() in (1, 3, 5):
        return [("00:00", "01:45"), ("02:00", "16:00"), ("23:30", "01:15")]
    return [("02:15", "04:00"), ("09:00", "17:00"), ("22:00", "24:00")]


def changes(zone: str, first: int, last: int) -> list[int]:
    """The instants at which clocks change, to the minute; of a zone that never does, a summer and a winter day."""
    here, end = clocks.shown(f"{first}-01-04T00:00", zone), clocks.shown(f"{last}-12-20T00:00", zone)
    found = []
    while here < end:
        before, after = clocks.local(here, zone).utcoffset(), clocks.local(here + 6 * HOUR, zone).utcoffset()
        if before != after:
            at = here - here % MINUTE
            while clocks.local(at, zone).utcoffset() == before:
                at += MINUTE
            found.append(at)
        here += 6 * HOUR
    return found or [clocks.shown(f"{first}-06-21T00:00", zone), clocks.shown(f"{first}-12-21T00:00", zone)]


def instants(zone: str) -> Iterator[int]:
    """Around every change: at it, hours away from it, and a microsecond either side of each."""
    for change in changes(zone, *ZONES[zone]):
        yield from (change + offset * HOUR + off for offset in OFFSETS for off in (-1, 0, 1))


def calendar(zone: str, **more: object) -> WorkCalendar:
    first, last = ZONES[zone]
    rules = Calendar(name="office", zone=zone, first_year=first, last_year=last, weekdays=ALL_WEEK, **more)  # type: ignore[arg-type]
    return at_work(rules)


def start_of(day: dt.date, zone: str) -> int:
    return on_clocks(day, "00:00", zone)


def due(limit: Within, at: int, work: WorkCalendar) -> Due:
    found = count(limit, Moment(at, at), work)
    assert isinstance(found, Due)
    return found


def test_the_zones_change_as_is_said_here() -> None:
    """An edition of the database of zones that knew nothing of these would show nothing."""
    assert {zone for zone in ZONES if len({clocks.local(at, zone).utcoffset() for at in instants(zone)}) == 1} == NEVER
    for zone, day in SKIPPED.items():
        shown = {clocks.local(at, zone).date() for at in instants(zone)}
        assert day not in shown
        assert {day - ONE_DAY, day + ONE_DAY} <= shown


@pytest.mark.parametrize("zone", ZONES)
def test_the_date_of_an_instant_and_the_first_instant_of_a_date(zone: str) -> None:
    work = calendar(zone)
    for at in instants(zone):
        day = clocks.local(at, zone).date()
        assert work.day_of(at) == day
        start = work.start_of(day)
        assert start == start_of(day, zone)
        assert clocks.local(start, zone).date() == day
        assert clocks.local(start - 1, zone).date() < day


@pytest.mark.parametrize("zone", ZONES)
def test_days_and_working_days(zone: str) -> None:
    """Where every day is a working day, both are days that somebody lived through."""
    work = calendar(zone, counting=Counting.ARRIVAL_IS_DAY_0)
    for at in instants(zone):
        for n in (1, 2, 3):
            last = clocks.local(at, zone).date()
            for _ in range(n):
                last += ONE_DAY if last + ONE_DAY != SKIPPED.get(zone) else 2 * ONE_DAY
            for unit in (Unit.WORKING_DAY, Unit.DAY):
                found = due(Within(amount=Duration(n, unit), roll=Roll.NONE), at, work)
                wanted = (last, start_of(last + ONE_DAY, zone), False)
                assert (found.last_day, found.instant, found.included) == wanted, (clocks.local(at, zone), n, unit)


@pytest.mark.parametrize("zone", ZONES)
def test_opening_hours(zone: str) -> None:
    """Hours that begin, end and run where the clocks change; against the sweep, and that against each minute."""
    counting = Counting.WHEN_NEXT_OPEN
    work = calendar(zone, counting=counting, hours=NIGHT)
    closed = frozenset({SKIPPED[zone]} if zone in SKIPPED else ())
    first, last = ZONES[zone]
    office = KnownOffice(
        zone=zone,
        closed=closed,
        first=dt.date(first, 1, 1),
        last=dt.date(last, 12, 31),
        hours=lambda day: () if day in closed else night_hours(day),
        counting="next open",
        weekdays=frozenset(ALL_WEEK),
    )
    years = Years(office=office)
    for at in instants(zone):
        for n in (1, 45, 60, 200, 900):
            found = due(Within(amount=Duration(n, Unit.OPENING_MINUTE)), at, work)
            wanted = years.last_instant(Limit(n=n, unit="opening minute"), at)
            assert (found.instant, found.included) == (wanted, True), (clocks.local(at, zone), n)


@pytest.mark.parametrize("zone", ZONES)
def test_minutes_tried_one_by_one(zone: str) -> None:
    """30 opening minutes are over when clocks have shown an open minute 30 times."""
    work = calendar(zone, counting=Counting.ARRIVAL_IS_DAY_0, hours=NIGHT)
    for change in changes(zone, *ZONES[zone])[:6]:
        for at in (change - 2 * HOUR, change - HOUR // 2, change):
            here, left = at, 30
            while left:
                left -= is_open(here, zone)
                here += MINUTE
            found = due(Within(amount=Duration(30, Unit.OPENING_MINUTE)), at, work)
            assert found.instant == here, clocks.local(at, zone)


def is_open(at: int, zone: str) -> bool:
    """Is a minute within the hours that begin on its date or on the day before?"""
    here = clocks.local(at, zone).date()
    for day in (here - 2 * ONE_DAY, here - ONE_DAY, here):
        for opens, closes in night_hours(day) if day != SKIPPED.get(zone) else ():
            ends = day + ONE_DAY if closes <= opens or closes == "24:00" else day
            start, end = on_clocks(day, opens, zone), on_clocks(ends, closes.replace("24:", "00:"), zone)
            if start <= at < end:
                return True
    return False


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("by", ["00:00", "00:30", "01:30", "02:15", "23:30"])
def test_a_time_of_the_last_day(zone: str, by: str) -> None:
    """In a gap the gap's end, in a fold the first of the two."""
    work = calendar(zone, counting=Counting.ARRIVAL_IS_DAY_0)
    for at in instants(zone):
        limit = Within(amount=Duration(1, Unit.WORKING_DAY), by=dt.time.fromisoformat(by))
        last = clocks.local(at, zone).date() + ONE_DAY
        last += ONE_DAY if last == SKIPPED.get(zone) else dt.timedelta()
        found = due(limit, at, work)
        assert (found.instant, found.included) == (on_clocks(last, by, zone), True)


@pytest.mark.parametrize("zone", ZONES)
def test_the_same_time_of_day(zone: str) -> None:
    work = calendar(zone, counting=Counting.ARRIVAL_IS_DAY_0)
    for at in instants(zone):
        limit = Within(amount=Duration(1, Unit.WORKING_DAY), same_time=True)
        local = clocks.local(at, zone)
        last = local.date() + ONE_DAY
        last += ONE_DAY if last == SKIPPED.get(zone) else dt.timedelta()
        assert due(limit, at, work).instant == on_clocks(last, f"{local:%H:%M:%S.%f}", zone), local


# ---------- refused

POLICY = """\
policy made "Made for a test"
    organisation "Made"
    calendar office
calendar office
    time zone {zone}
    years {first} to {last}
    holidays none
    working days Monday to Friday
    counting the day of arrival is day 0
standard email
    for email
    must reply within 3 working days
"""
# Clocks went from one minute past midnight to 23:01, or in Casey from 02:00 to 23:00: the new date, and the old again.
RAN_BACK = {
    "America/St_Johns": (2008, 2012, "7 November 2010"),
    "America/Goose_Bay": (2008, 2012, "7 November 2010"),
    "America/Moncton": (2004, 2006, "29 October 2006"),
    "Antarctica/Casey": (2010, 2011, "5 March 2010"),
}


def refusals(zone: str, first: int, last: int) -> list[tuple[str, str]]:
    text = POLICY.format(zone=zone, first=first, last=last)
    found = compile_text(Path("made.policy"), "made.policy", text.encode(), None)
    return [(finding.code, finding.message) for finding in found.findings if finding.is_error]


def dates_that_came_twice(zone: str, first: int, last: int) -> set[dt.date]:
    """The dates that clocks showed before a change which led to an earlier one."""
    dates = [[clocks.local(at, zone).date() for at in (change - 1, change)] for change in changes(zone, first, last)]
    return {before for before, after in dates if after < before}


@pytest.mark.parametrize("zone", RAN_BACK)
def test_years_in_which_a_date_came_twice_are_refused(zone: str) -> None:
    first, last, day = RAN_BACK[zone]
    assert day in {f"{one.day} {one:%B %Y}" for one in dates_that_came_twice(zone, first, last)}
    ((code, message),) = refusals(zone, first, last)
    assert (code, message) == ("T216", f"in {zone} clocks went back over midnight on {day}: a date came twice")


@pytest.mark.parametrize("zone", ZONES)
def test_years_in_which_none_did_are_not(zone: str) -> None:
    first, last = ZONES[zone]
    assert dates_that_came_twice(zone, first, last) == set()
    assert refusals(zone, first, last) == []


def test_the_years_after_it_are_not() -> None:
    assert refusals("America/St_Johns", 2011, 2012) == []
    assert refusals("America/Moncton", 2007, 2008) == []
