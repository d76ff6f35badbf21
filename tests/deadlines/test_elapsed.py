"""Elapsed time and local days across changes of the clocks, against Python's own time zones."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from tests.deadlines.made import NEXT_OPEN, calendar_of, compiled, only
from tests.oracle import clocks

from troth.deadlines.contact import Moment
from troth.deadlines.deadline import Due
from troth.deadlines.due import count
from troth.deadlines.holds import Missing
from troth.model.duration import Duration, Unit
from troth.model.limit import Within

BODY = """\
standard repair
    for phone
    must complete within 2 hours, day and night
"""
HOUR, MINUTE = 3_600_000_000, 60_000_000
# London and New York change by an hour, Lord Howe by half of one; Kolkata never; Santiago and Beirut at midnight.
CHANGING = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Beirut")
ZONES = (*CHANGING, "Asia/Kolkata")
AMOUNTS = [(20, Unit.SECOND), (30, Unit.MINUTE), (90, Unit.MINUTE), (1, Unit.HOUR), (2, Unit.HOUR), (24, Unit.HOUR)]
LENGTHS = {Unit.SECOND: 1_000_000, Unit.MINUTE: MINUTE, Unit.HOUR: HOUR}


def changes(zone: str, first_year: int, last_year: int) -> list[int]:
    """The instants at which a zone's clocks change, to the quarter of an hour, found by looking at each."""
    place, found = ZoneInfo(zone), []
    here = int(dt.datetime(first_year, 1, 1, tzinfo=dt.UTC).timestamp())
    end = int(dt.datetime(last_year + 1, 1, 1, tzinfo=dt.UTC).timestamp())
    before = dt.datetime.fromtimestamp(here, place).utcoffset()
    for day in range(here, end, 86_400):
        if dt.datetime.fromtimestamp(day + 86_400, place).utcoffset() == before:
            continue
        for at in range(day, day + 86_401, clocks.QUARTER):
            now = dt.datetime.fromtimestamp(at, place).utcoffset()
            if now != before:
                found.append(at * 1_000_000)
                before = now
    return found


@pytest.mark.parametrize("zone", ZONES)
def test_hours_pass_as_they_do_on_a_stopwatch(zone: str) -> None:
    calendar = calendar_of(compiled(BODY, zone=zone))
    found = changes(zone, 2015, 2030)
    assert (len(found) >= 30) == (zone in CHANGING)
    instants = found or [clocks.shown("2026-03-29T00:00", zone)]
    for change in instants:
        for offset in (-24 * HOUR, -2 * HOUR, -90 * MINUTE, -HOUR, -1, 0, 1, 30 * MINUTE, HOUR):
            at = change + offset
            for n, unit in AMOUNTS:
                due = count(Within(amount=Duration(n, unit)), Moment(at, at), calendar)
                assert isinstance(due, Due)
                wanted = clocks.later(at, microseconds=n * LENGTHS[unit])
                assert (due.instant, due.included, due.last_day) == (wanted, True, None)


@pytest.mark.parametrize("zone", CHANGING)
def test_a_change_of_the_clocks_on_the_way_is_a_reason(zone: str) -> None:
    calendar = calendar_of(compiled(BODY, zone=zone))
    for change in changes(zone, 2020, 2026):
        for at, seen in ((change - HOUR, True), (change - 2 * HOUR, True), (change - 3 * HOUR, False), (change, False)):
            due = count(Within(amount=Duration(2, Unit.HOUR)), Moment(at, at), calendar)
            assert isinstance(due, Due)
            before, after = clocks.local(change - 1, zone).utcoffset(), clocks.local(change, zone).utcoffset()
            assert before is not None
            assert after is not None
            wanted = [(after - before) // dt.timedelta(minutes=1)] if seen else []
            assert [step.number for step in due.steps if step.kind == "clock change"] == wanted


@pytest.mark.parametrize("zone", ZONES)
def test_days_end_at_local_midnight(zone: str) -> None:
    """Around each change of the clocks, and where midnight itself is skipped."""
    calendar = calendar_of(compiled(BODY, zone=zone))
    instants = changes(zone, 2015, 2029) or [clocks.shown("2026-03-29T00:00", zone)]
    for change in instants:
        for days in range(-3, 3):
            at = change + days * 24 * HOUR
            for n in (1, 2):
                due = count(Within(amount=Duration(n, Unit.DAY)), Moment(at, at), calendar)
                assert isinstance(due, Due)
                last = clocks.local(at, zone).date() + dt.timedelta(days=n)
                wanted = (last, clocks.start_of(last + dt.timedelta(days=1), zone), False)
                assert (due.last_day, due.instant, due.included) == wanted, (clocks.utc(at), n)


@pytest.mark.parametrize(
    ("zone", "arrives", "due", "says"),
    [
        # Clocks in London go from 01:00 to 02:00 on 29 March 2026, and from 02:00 to 01:00 on 25 October.
        (
            "Europe/London",
            "2026-03-29T00:30",
            "2026-03-29T02:30:00+00:00",
            "3:30am British Summer Time on Sunday 29 March",
        ),
        (
            "Europe/London",
            "2026-10-25T00:30",
            "2026-10-25T01:30:00+00:00",
            "1:30am Greenwich Mean Time on Sunday 25 Oct",
        ),
        # New York: 02:00 to 03:00 on 8 March 2026, 02:00 to 01:00 on 1 November.
        ("America/New_York", "2026-03-08T01:30", "2026-03-08T08:30:00+00:00", "4:30am Eastern Daylight Time on Sunday"),
        ("America/New_York", "2026-11-01T00:30", "2026-11-01T06:30:00+00:00", "1:30am Eastern Standard Time on Sunday"),
        # Lord Howe Island: 02:00 (+11) to 01:30 (+10:30) on 5 April 2026, 02:00 to 02:30 on 4 October.
        (
            "Australia/Lord_Howe",
            "2026-04-05T00:30",
            "2026-04-04T15:30:00+00:00",
            "2am Lord Howe Standard Time on Sunday",
        ),
        (
            "Australia/Lord_Howe",
            "2026-10-04T01:00",
            "2026-10-03T16:30:00+00:00",
            "3:30am Lord Howe Daylight Time on Sun",
        ),
        ("Asia/Kolkata", "2026-03-29T00:30", "2026-03-28T21:00:00+00:00", "by 2:30am on Sunday 29 March 2026"),
    ],
)
def test_two_hours_by_hand(zone: str, arrives: str, due: str, says: str) -> None:
    promise = only(compiled(BODY, zone=zone), channel="phone", arrives=arrives)
    assert (promise["due"], promise["met_at_due"]) == (due, True)
    assert says in promise["says"]
    assert "last_day" not in promise


def test_counting_and_rolls_leave_hours_alone() -> None:
    """An emergency on a Sunday at half past midnight is due two hours later."""
    one = compiled(BODY, counting=NEXT_OPEN, roll="forward")
    assert only(one, channel="phone", arrives="2026-08-02T00:30")["due"] == "2026-08-02T01:30:00+00:00"


def test_hours_need_the_time_of_the_arrival() -> None:
    calendar = calendar_of(compiled(BODY))
    day = Moment(
        clocks.shown("2026-08-03T00:00", "Europe/London"), clocks.shown("2026-08-04T00:00", "Europe/London") - 1
    )
    assert count(Within(amount=Duration(2, Unit.HOUR)), day, calendar) == Missing("time of arrival")


# ---------- `, by 16:00`

BY_TIME = """\
standard email
    for email
    must reply within 1 working day, by 01:30
standard letter
    for letter
    must reply on the same day, by 16:00
        except on closed days
standard fax
    for fax
    must reply by the end of the next working day, by 16:00
"""
WEEK = "Monday to Sunday"


@pytest.mark.parametrize(
    ("arrives", "due"),
    [
        ("2026-01-05T09:00", "2026-01-06T01:30:00+00:00"),
        ("2026-07-06T09:00", "2026-07-07T00:30:00+00:00"),
        ("2026-03-28T09:00", "2026-03-29T01:00:00+00:00"),  # 01:30 is skipped: the gap's end, which is 02:00
        ("2026-10-24T09:00", "2026-10-25T00:30:00+00:00"),  # 01:30 is shown twice: the first
    ],
)
def test_a_time_of_day_in_a_gap_and_in_a_fold(arrives: str, due: str) -> None:
    promise = only(compiled(BY_TIME, weekdays=WEEK), channel="email", arrives=arrives)
    assert (promise["due"], promise["met_at_due"]) == (due, True)


@pytest.mark.parametrize("counting", ["the day of arrival is day 0", NEXT_OPEN])
@pytest.mark.parametrize(
    ("channel", "arrives", "due"),
    [
        ("letter", "2026-08-05T09:00", "2026-08-05T15:00:00+00:00"),
        ("letter", "2026-01-05T23:00", "2026-01-05T16:00:00+00:00"),  # over before it began: the rule says so
        ("fax", "2026-07-31T17:00", "2026-08-04T15:00:00+00:00"),  # Friday; Scotland keeps Monday 3 August
        ("fax", "2026-01-05T09:00", "2026-01-06T16:00:00+00:00"),
    ],
)
def test_by_four(counting: str, channel: str, arrives: str, due: str) -> None:
    promise = only(compiled(BY_TIME, counting=counting), channel=channel, arrives=arrives)
    assert (promise["due"], promise["met_at_due"]) == (due, True)
