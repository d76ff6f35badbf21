"""Deadlines counted in days, for an arrival on every day of 2015 to 2030, against oracles that share no code with us.

By default each arrival is tried with one amount of each unit, in turn, so that all amounts meet all weekdays and
holidays; `EVERY_DAY=all` tries every amount on every day (some minutes).
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator

import pytest
from tests.deadlines.made import DAY_0, NEXT_OPEN, calendar_of, compiled
from tests.oracle import busdays, clocks
from tests.oracle.days import Beyond, Walker, every_day, public_holidays

from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.deadlines.contact import Moment
from troth.deadlines.deadline import Due
from troth.deadlines.due import count
from troth.model.duration import Duration, Unit
from troth.model.limit import NextWorkingDay, Roll, SameDay, Within

ALL = os.environ.get("EVERY_DAY") == "all"
FIRST, LAST = dt.date(2015, 1, 1), dt.date(2030, 12, 31)
LONDON = "Europe/London"
REGIONS = ("GB-SCT", "GB-NIR", "GB-ENG", "GB-WLS")
COUNTINGS = (DAY_0, NEXT_OPEN)
WORKING_DAYS = (1, 2, 3, 5, 7, 10, 15, 20)
SPANS = (
    *((n, "day") for n in (1, 2, 3, 5, 10, 28, 31)),
    *((n, "week") for n in (1, 2, 6)),
    *((n, "month") for n in (1, 2, 3, 13)),
    *((n, "year") for n in (1, 3)),
)
BODY = "standard email\n    for email\n    must reply within 3 working days\n"


def office(region: str, counting: str) -> WorkCalendar:
    return calendar_of(compiled(BODY, region=region, counting=counting, roll="as it falls"))


def walker(region: str, counting: str, roll: str | None = None) -> Walker:
    closed = public_holidays(region, 2015, 2030)
    return Walker(closed=closed, first=FIRST, last=LAST, next_open=counting == NEXT_OPEN, roll=roll)


def instant_on(day: dt.date, number: int) -> int:
    """An instant of a local day: its first, its last, or one within."""
    start, end = clocks.start_of(day, LONDON), clocks.start_of(day + dt.timedelta(days=1), LONDON)
    return (start, end - 1, (start + end) // 2)[number % 3]


def arrivals(amounts: int) -> Iterator[tuple[dt.date, int, int]]:
    """Each day, an instant of it, and the number of the amount to try."""
    for number, day in enumerate(every_day(2015, 2030)):
        for amount in range(amounts) if ALL else (number % amounts,):
            yield day, instant_on(day, number // amounts), amount


def found_due(limit: Within | NextWorkingDay | SameDay, at: int, calendar: WorkCalendar) -> tuple[dt.date, int] | None:
    """Last day and instant of a deadline; None where it lies beyond the years."""
    try:
        due = count(limit, Moment(at, at), calendar)
    except OutsideYears:
        return None
    assert isinstance(due, Due)
    assert due.last_day is not None
    assert not due.included
    return due.last_day, due.instant


def wanted_due(walk: Walker, day: dt.date, n: int, unit: str) -> tuple[dt.date, int] | None:
    try:
        last = walk.last_day(day, n, unit)
        if not walk.first <= last <= walk.last:
            return None
    except Beyond:
        return None
    return last, clocks.start_of(last + dt.timedelta(days=1), LONDON)


@pytest.mark.parametrize("counting", COUNTINGS)
@pytest.mark.parametrize("region", REGIONS)
def test_working_days(region: str, counting: str) -> None:
    calendar, walk = office(region, counting), walker(region, counting)
    wrong = []
    for day, at, number in arrivals(len(WORKING_DAYS)):
        n = WORKING_DAYS[number]
        found = found_due(Within(amount=Duration(n, Unit.WORKING_DAY)), at, calendar)
        wanted = wanted_due(walk, day, n, "working day")
        if found != wanted:
            wrong.append((day, n, found, wanted))
        if wanted is not None:
            assert wanted[0] == busdays.last_day(day, n, walk.closed, next_open=counting == NEXT_OPEN)
    assert wrong == []


@pytest.mark.parametrize("counting", COUNTINGS)
@pytest.mark.parametrize("roll", list(Roll))
def test_days_weeks_months_and_years(roll: Roll, counting: str) -> None:
    region = REGIONS[list(Roll).index(roll)]
    calendar = office(region, counting)
    walk = walker(region, counting, None if roll is Roll.NONE else str(roll))
    wrong = []
    for day, at, number in arrivals(len(SPANS)):
        n, unit = SPANS[number]
        found = found_due(Within(amount=Duration(n, Unit(unit)), roll=roll), at, calendar)
        wanted = wanted_due(walk, day, n, unit)
        if found != wanted:
            wrong.append((day, n, unit, found, wanted))
    assert wrong == []


@pytest.mark.parametrize("roll", list(Roll))
def test_the_roll_of_the_calendar_is_taken_where_the_limit_has_none(roll: Roll) -> None:
    calendar = calendar_of(compiled(BODY, roll=str(roll)))
    walk = walker("GB-SCT", DAY_0, None if roll is Roll.NONE else str(roll))
    for day, at, _ in arrivals(1):
        assert found_due(Within(amount=Duration(1, Unit.WEEK)), at, calendar) == wanted_due(walk, day, 1, "week"), day


@pytest.mark.parametrize("roll", list(Roll))
def test_the_roll_of_the_limit_wins(roll: Roll) -> None:
    walk = walker("GB-SCT", DAY_0, None if roll is Roll.NONE else str(roll))
    for other in Roll:
        calendar = calendar_of(compiled(BODY, roll=str(other)))
        for day in every_day(2026, 2026):
            limit = Within(amount=Duration(5, Unit.DAY), roll=roll)
            assert found_due(limit, instant_on(day, 2), calendar) == wanted_due(walk, day, 5, "day"), (day, other)


@pytest.mark.parametrize("counting", COUNTINGS)
@pytest.mark.parametrize("region", REGIONS)
def test_the_same_day_and_the_next_working_day(region: str, counting: str) -> None:
    calendar, walk = office(region, counting), walker(region, counting)
    for day, at, _ in arrivals(1):
        assert found_due(SameDay(), at, calendar) == wanted_due(walk, day, 0, "working day"), day
        assert found_due(NextWorkingDay(), at, calendar) == wanted_due(walk, day, 1, "working day"), day


@pytest.mark.parametrize("region", REGIONS)
def test_the_reasons_name_each_day_that_was_walked(region: str) -> None:
    """One reason a day from the day of arrival to the last day, in order; those that count are the working ones."""
    calendar, walk = office(region, DAY_0), walker(region, DAY_0)
    for day, at, number in arrivals(len(WORKING_DAYS)):
        if day.year in (2016, 2022, 2026):
            due = count(Within(amount=Duration(WORKING_DAYS[number], Unit.WORKING_DAY)), Moment(at, at), calendar)
            assert isinstance(due, Due)
            assert due.last_day is not None
            walked = [day + dt.timedelta(days=step) for step in range((due.last_day - day).days + 1)]
            assert [step.day for step in due.steps] == walked
            assert [step.counts for step in due.steps] == [False, *(walk.is_worked(one) for one in walked[1:])]


@pytest.mark.parametrize(
    ("weekdays", "worked"),
    [
        ("Monday to Saturday", {0, 1, 2, 3, 4, 5}),
        ("Tuesday, Thursday", {1, 3}),
        ("Sunday to Thursday", {6, 0, 1, 2, 3}),
    ],
)
@pytest.mark.parametrize("counting", COUNTINGS)
def test_other_weeks(weekdays: str, worked: set[int], counting: str) -> None:
    calendar = calendar_of(compiled(BODY, weekdays=weekdays, counting=counting))
    closed = public_holidays("GB-SCT", 2015, 2030)
    walk = Walker(closed=closed, first=FIRST, last=LAST, weekdays=frozenset(worked), next_open=counting == NEXT_OPEN)
    for number, day in enumerate(every_day(2026, 2027)):
        n = number % 9 + 1
        found = found_due(Within(amount=Duration(n, Unit.WORKING_DAY)), instant_on(day, number), calendar)
        assert found == wanted_due(walk, day, n, "working day"), (day, n)


def test_closures_and_days_of_ones_own() -> None:
    rules = """\
        holidays except "Saint Andrew's Day"
        holidays also 22 June 2026, "Founder's Day"
        closed 24 December 2026 to 4 January 2027, "winter closure"
        """
    calendar = calendar_of(compiled(BODY, calendar=rules))
    dropped = {day for day, name in public_holidays("GB-SCT", 2015, 2030).items() if "Andrew" in name}
    winter = [dt.date(2026, 12, 24) + dt.timedelta(days=step) for step in range(12)]
    closed = (set(public_holidays("GB-SCT", 2015, 2030)) - dropped) | {dt.date(2026, 6, 22), *winter}
    assert len(dropped) > 16  # the day itself, and where it is kept
    walk = Walker(closed=closed, first=FIRST, last=LAST)
    for number, day in enumerate(every_day(2024, 2027)):
        n = number % 9 + 1
        found = found_due(Within(amount=Duration(n, Unit.WORKING_DAY)), instant_on(day, number), calendar)
        assert found == wanted_due(walk, day, n, "working day"), (day, n)
