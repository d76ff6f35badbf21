"""A later arrival, a longer limit, another holiday and longer years: which way a deadline may move.

The exceptions are said where they are made; each is shown by hand at the end, so that none is wider than it must be.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracle import clocks
from tests.properties.drawn import (
    DAY_UNITS,
    FIRST,
    LAWS,
    TIMED_UNITS,
    at_work,
    calendars,
    days,
    instants,
    limits,
    within,
)

from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.deadline import Due
from troth.deadlines.due import count, find_due
from troth.model.calendar import Calendar, ClosedDay, Counting, Hours
from troth.model.duration import Duration, Unit
from troth.model.limit import DayEnded, Notice, Roll, SameDay, Within

NO_TIME_OF_ARRIVAL = ("day", "by", "closing")
LONDON = "Europe/London"
WEEK = Calendar(name="office", zone=LONDON, first_year=2023, last_year=2024, weekdays=(0, 1, 2, 3, 4))


def london(text: str) -> int:
    return clocks.shown(text, LONDON)


def last_in_time(limit: DayEnded, at: int, calendar: WorkCalendar) -> int | None:
    """The last instant in time; None beyond the years."""
    try:
        due = count(limit, Moment(at, at), calendar)
    except OutsideYears:
        return None
    assert isinstance(due, Due)
    return due.last_in_time


def last_before(notice: Notice, event: int, calendar: WorkCalendar) -> int | None:
    contact = Contact(channel="visit", arrives=Moment(event, event), events={"visit": (Moment(event, event),)})
    try:
        due = find_due(notice, contact, calendar)
    except OutsideYears:
        return None
    assert isinstance(due, Due)
    return due.last_in_time


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    limit = draw(within(endings=("day",)))
    is_clear = not limit.amount.unit.is_timed and draw(st.booleans())
    return Notice(amount=limit.amount, event="visit", clear=is_clear, roll=limit.roll)


# ---------- a later arrival


@LAWS
@given(calendars(), limits(endings=NO_TIME_OF_ARRIVAL), st.data())
def test_a_later_arrival_is_never_due_earlier(rules: Calendar, limit: DayEnded, data: st.DataObject) -> None:
    """But at the same time of day as the arrival: see `test_the_same_time_of_day_can_cross`."""
    calendar = at_work(rules)
    one, other = sorted((data.draw(instants(calendar)), data.draw(instants(calendar))))
    earlier, later = last_in_time(limit, one, calendar), last_in_time(limit, other, calendar)
    if earlier is not None and later is not None:
        assert earlier <= later


@LAWS
@given(calendars(), limits(endings=("same time",)), st.data())
def test_a_later_arrival_has_no_earlier_last_day(rules: Calendar, limit: DayEnded, data: st.DataObject) -> None:
    calendar = at_work(rules)
    one, other = sorted((data.draw(instants(calendar)), data.draw(instants(calendar))))
    if last_in_time(limit, one, calendar) is not None and last_in_time(limit, other, calendar) is not None:
        found = [count(limit, Moment(at, at), calendar) for at in (one, other)]
        first, second = (due.last_day for due in found if isinstance(due, Due))
        assert first == second is None or (first is not None and second is not None and first <= second)


@LAWS
@given(calendars(), notices(), st.data())
def test_a_later_event_never_has_to_be_told_of_earlier(rules: Calendar, notice: Notice, data: st.DataObject) -> None:
    calendar = at_work(rules)
    one, other = sorted((data.draw(instants(calendar)), data.draw(instants(calendar))))
    earlier, later = last_before(notice, one, calendar), last_before(notice, other, calendar)
    if earlier is not None and later is not None:
        assert earlier <= later


# ---------- a longer limit


@LAWS
@given(calendars(), limits(), st.integers(1, 20), st.data())
def test_a_longer_limit_is_never_earlier(rules: Calendar, limit: DayEnded, more: int, data: st.DataObject) -> None:
    calendar = at_work(rules)
    at = data.draw(instants(calendar))
    if isinstance(limit, Within):
        longer = replace(limit, amount=replace(limit.amount, n=limit.amount.n + more))
    else:
        longer = Within(
            amount=Duration(more, Unit.WORKING_DAY), by=limit.by, by_closing=limit.by_closing, same_time=limit.same_time
        )
    short, long = last_in_time(limit, at, calendar), last_in_time(longer, at, calendar)
    if long is not None:
        assert short is not None
        assert short <= long


@LAWS
@given(calendars(), notices(), st.integers(1, 20), st.data())
def test_a_longer_notice_is_never_later(rules: Calendar, notice: Notice, more: int, data: st.DataObject) -> None:
    calendar = at_work(rules)
    at = data.draw(instants(calendar))
    longer = replace(notice, amount=replace(notice.amount, n=notice.amount.n + more))
    short, long = last_before(notice, at, calendar), last_before(longer, at, calendar)
    if short is not None and long is not None:
        assert long <= short


# ---------- another holiday


def with_holiday(rules: Calendar, day: dt.date) -> Calendar:
    return (
        replace(rules, closed=tuple(sorted({*rules.closed, ClosedDay(day, "new")})))
        if is_open_day(rules, day)
        else rules
    )


def is_open_day(rules: Calendar, day: dt.date) -> bool:
    return day not in {entry.day for entry in rules.closed}


@LAWS
@given(
    calendars(rolls=(Roll.FORWARD, Roll.NONE), with_nights=False),
    within(units=(*DAY_UNITS, *TIMED_UNITS), endings=NO_TIME_OF_ARRIVAL, rolls=(None, Roll.FORWARD, Roll.NONE)),
    st.data(),
)
def test_another_holiday_makes_nothing_due_earlier(rules: Calendar, limit: Within, data: st.DataObject) -> None:
    """But rolling back; the day of arrival itself after its cut-off, where that day is day 0; at the same time of day;
    and by the closing of a night.
    """
    calendar = at_work(rules)
    at = data.draw(instants(calendar))
    holiday = data.draw(st.integers(-1, 40).map(lambda step: clocks.local(at, rules.zone).date() + dt.timedelta(step)))
    is_cut = rules.cutoff is not None and clocks.local(at, rules.zone).time() >= rules.cutoff
    arrives_on_it = clocks.local(at, rules.zone).date() == holiday
    if is_cut and arrives_on_it and rules.counting is Counting.ARRIVAL_IS_DAY_0:
        return
    before, after = last_in_time(limit, at, calendar), last_in_time(limit, at, at_work(with_holiday(rules, holiday)))
    if after is not None:
        assert before is not None
        assert before <= after


@LAWS
@given(calendars(rolls=(Roll.FORWARD, Roll.NONE)), notices(), days, st.data())
def test_another_holiday_lets_nobody_be_told_later(
    rules: Calendar, notice: Notice, holiday: dt.date, data: st.DataObject
) -> None:
    """Counted back, a calendar's roll forward goes away from the event. But a limit's own roll goes as it says."""
    if notice.roll is Roll.FORWARD:
        return
    at = data.draw(instants(at_work(rules)))
    before, after = (
        last_before(notice, at, at_work(rules)),
        last_before(notice, at, at_work(with_holiday(rules, holiday))),
    )
    if after is not None:
        assert before is not None
        assert after <= before


# ---------- longer years


@LAWS
@given(calendars(), limits(), st.data())
def test_longer_years_change_nothing_inside(rules: Calendar, limit: DayEnded, data: st.DataObject) -> None:
    """Other holidays in the years before and after make no difference to a deadline that was known."""
    other = data.draw(st.sets(st.dates(dt.date(FIRST.year - 1, 1, 1), dt.date(FIRST.year + 3, 12, 31)), max_size=10))
    new = {ClosedDay(day, "new") for day in other if not rules.first <= day <= rules.last}
    longer = replace(
        rules,
        first_year=rules.first_year - 1,
        last_year=rules.last_year + 2,
        closed=tuple(sorted({*rules.closed, *new})),
    )
    at = data.draw(
        instants(at_work(rules)) | st.just(at_work(rules).start) | st.just(at_work(rules).start + 3_600_000_000)
    )
    known = last_in_time(limit, at, at_work(rules))
    if known is not None:
        assert last_in_time(limit, at, at_work(longer)) == known


@LAWS
@given(calendars(), notices(), st.data())
def test_longer_years_change_no_notice(rules: Calendar, notice: Notice, data: st.DataObject) -> None:
    longer = replace(rules, first_year=rules.first_year - 1, last_year=rules.last_year + 2)
    at = data.draw(instants(at_work(rules)))
    known = last_before(notice, at, at_work(rules))
    if known is not None:
        assert last_before(notice, at, at_work(longer)) == known


NIGHTS = (Hours(spans=((22 * 60, 26 * 60),), weekdays=tuple(range(7))),)


@pytest.mark.parametrize(
    ("at", "limit", "expected"),
    [
        ("2023-01-01T01:59", "30 opening minutes", None),  # whether the night of 31 December goes on is not known
        ("2023-01-01T02:00", "30 opening minutes", "2023-01-01T22:30"),
        ("2024-12-31T20:00", "119 opening minutes", "2024-12-31T23:59"),
        ("2024-12-31T20:00", "120 opening minutes", None),  # due after the last instant that is known
        ("2024-12-31T20:00", "180 opening minutes", None),
        ("2024-12-29T23:00", "1 working day", "2024-12-31T02:00"),
        ("2024-12-30T23:00", "1 working day", None),  # by closing time of the 31st, which is on 1 January
    ],
)
def test_a_night_at_the_edge_of_the_years_is_refused(at: str, limit: str, expected: str | None) -> None:
    n, unit = limit.split(" ", 1)
    counted = Within(amount=Duration(int(n), Unit(unit.removesuffix("s"))), by_closing=unit == "working day")
    rules = replace(WEEK, weekdays=tuple(range(7)), hours=NIGHTS, counting=Counting.WHEN_NEXT_OPEN)
    found = last_in_time(counted, london(at), at_work(rules))
    assert found == (None if expected is None else london(expected))


# ---------- the exceptions by hand. 2 January 2023 is a Monday.


def test_the_same_time_of_day_can_cross() -> None:
    """Saturday at 23:00 and Sunday at 10:00 both have Monday as working day 1, at 23:00 and at 10:00."""
    limit = Within(amount=Duration(1, Unit.WORKING_DAY), same_time=True)
    rules = replace(WEEK, counting=Counting.ARRIVAL_IS_DAY_0)
    found = [last_in_time(limit, london(at), at_work(rules)) for at in ("2023-01-07T23:00", "2023-01-08T10:00")]
    assert found == [london("2023-01-09T23:00"), london("2023-01-09T10:00")]


def test_a_cut_off_does_not_act_on_a_holiday() -> None:
    """Monday at 18:00, cut-off at 17:00: day 0 is Tuesday, day 1 Wednesday. As a holiday Monday is day 0 itself."""
    rules = replace(WEEK, counting=Counting.ARRIVAL_IS_DAY_0, cutoff=dt.time(17))
    closed = replace(rules, closed=(ClosedDay(dt.date(2023, 1, 2), "new"),))
    limit, at = Within(amount=Duration(1, Unit.WORKING_DAY)), london("2023-01-02T18:00")
    found = [last_in_time(limit, at, at_work(one)) for one in (rules, closed)]
    assert found == [london("2023-01-05T00:00") - 1, london("2023-01-04T00:00") - 1]


def test_the_closing_of_a_night_is_later_than_the_end_of_its_day() -> None:
    """On Monday, open until 02:00 on Tuesday. As a holiday Monday has no closing, and ends at midnight."""
    night = Hours(spans=((20 * 60, 26 * 60),), weekdays=(0, 1, 2, 3, 4))
    rules = replace(WEEK, counting=Counting.ARRIVAL_IS_DAY_0, hours=(night,))
    closed = replace(rules, closed=(ClosedDay(dt.date(2023, 1, 2), "new"),))
    limit, at = SameDay(by_closing=True), london("2023-01-02T21:00")
    found = [last_in_time(limit, at, at_work(one)) for one in (rules, closed)]
    assert found == [london("2023-01-03T02:00"), london("2023-01-03T00:00") - 1]


def test_rolling_back_goes_before_a_new_holiday() -> None:
    """7 days from Monday 2 January end on Monday 9 January; as a holiday that rolls back to Friday 6 January."""
    rules = replace(WEEK, counting=Counting.ARRIVAL_IS_DAY_0, roll=Roll.BACK)
    closed = replace(rules, closed=(ClosedDay(dt.date(2023, 1, 9), "new"),))
    limit, at = Within(amount=Duration(7, Unit.DAY)), london("2023-01-02T10:00")
    found = [last_in_time(limit, at, at_work(one)) for one in (rules, closed)]
    assert found == [london("2023-01-10T00:00") - 1, london("2023-01-07T00:00") - 1]
