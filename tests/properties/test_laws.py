"""The laws of the two kinds of clock, on calendars drawn at random.

Of days, `forward(t) <= n` if and only if `t < back(n)`; of time, elapsed or open, `forward(t) < n` if and only if
`t < back(n)`. And a deadline is `back(read(anchor) + N)`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracle import clocks
from tests.properties.drawn import FIRST, HOUR, LAST, LAWS, ONE_DAY, at_work, calendars, instants

from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.deadline import Due
from troth.deadlines.due import count, find_due
from troth.model.calendar import Calendar, Counting
from troth.model.duration import Duration, Unit
from troth.model.limit import Notice, Roll, Within
from troth.tables.clocks import BeyondTable, DayClock, TimeClock

DAY_0 = (Counting.ARRIVAL_IS_DAY_0,)
plain = calendars(with_cutoff=False, countings=DAY_0)


def every_day() -> Iterator[int]:
    yield from range((LAST - FIRST).days + 1)


def day_clock(calendar: WorkCalendar, *, working: bool) -> DayClock:
    """The local days of a calendar, or the working ones, as a clock of instants."""
    days = [FIRST + ONE_DAY * step for step in every_day()]
    counted = [day for day in days if not working or calendar.is_working(day)]
    zone = calendar.rules.zone
    return DayClock(
        [clocks.start_of(day, zone) for day in counted], [clocks.start_of(day + ONE_DAY, zone) for day in counted]
    )


def time_clock(calendar: WorkCalendar) -> TimeClock:
    return TimeClock(span for step in every_day() for span in calendar.open_spans(FIRST + ONE_DAY * step))


def near(data: st.DataObject, calendar: WorkCalendar, back: int) -> Iterator[int]:
    """The very instant, a microsecond either side of it, and another."""
    yield from (at for at in (back - 1, back, back + 1) if calendar.start <= at < calendar.end)
    yield data.draw(instants(calendar))


@LAWS
@given(plain, st.booleans(), st.data())
def test_days(rules: Calendar, working: bool, data: st.DataObject) -> None:
    calendar = at_work(rules)
    clock = day_clock(calendar, working=working)
    n = data.draw(st.integers(1, max(len(clock.ends), 1)))
    if not clock.ends:
        return
    back = clock.back(n)
    for at in near(data, calendar, back):
        assert (clock.forward(at) <= n) == (at < back)
        assert clock.forward(at) in (clock.read(at), clock.read(at) + 1)


@LAWS
@given(plain, st.data())
def test_working_days_by_days_and_by_instants(rules: Calendar, data: st.DataObject) -> None:
    """The clock of days that a calendar has, and the compiled one, are one clock."""
    calendar = at_work(rules)
    clock = day_clock(calendar, working=True)
    at = data.draw(instants(calendar))
    day = clocks.local(at, rules.zone).date()
    assert calendar.working_days.read(day) == clock.read(at)
    if clock.ends:
        n = data.draw(st.integers(1, len(clock.ends)))
        assert clocks.start_of(calendar.working_days.back(n) + ONE_DAY, rules.zone) == clock.back(n)


@LAWS
@given(plain, st.data())
def test_opening_time(rules: Calendar, data: st.DataObject) -> None:
    calendar = at_work(rules)
    clock = time_clock(calendar)
    total = clock.totals[-1]
    if not total:
        return
    n = data.draw(st.integers(1, total) | st.sampled_from(clock.totals[1:]))
    back = clock.back(n)
    for at in near(data, calendar, back):
        assert (clock.forward(at) < n) == (at < back)
        assert n == total or (clock.forward(at) > n) == (at > clock.last_back(n))


@LAWS
@given(plain, st.data())
def test_opening_time_between_two_instants(rules: Calendar, data: st.DataObject) -> None:
    """What a calendar counts between two instants is the difference of what its clock reads."""
    calendar = at_work(rules)
    clock = time_clock(calendar)
    one, other = data.draw(instants(calendar)), data.draw(instants(calendar))
    start, end = min(one, other), max(one, other)
    assert calendar.open_between(start, end) == clock.read(end) - clock.read(start)


@LAWS
@given(plain, st.integers(1, 400), st.sampled_from((Unit.OPENING_MINUTE, Unit.OPENING_HOUR)), st.data())
def test_a_deadline_in_opening_time(rules: Calendar, n: int, unit: Unit, data: st.DataObject) -> None:
    """`back(read(anchor) + N)`, and counted back from an event the last instant that leaves the amount."""
    calendar = at_work(rules)
    clock = time_clock(calendar)
    amount = Duration(n, unit)
    at = data.draw(instants(calendar))
    length = amount.seconds * 1_000_000
    try:
        due = count(Within(amount=amount), Moment(at, at), calendar)
    except OutsideYears:
        with pytest.raises(BeyondTable):
            clock.back(clock.read(at) + length)
    else:
        assert isinstance(due, Due)
        assert (due.instant, due.included) == (clock.back(clock.read(at) + length), True)
    contact = Contact(
        channel="visit", arrives=Moment(calendar.start, calendar.start), events={"visit": (Moment(at, at),)}
    )
    try:
        before = find_due(Notice(amount=amount, event="visit"), contact, calendar)
    except OutsideYears:
        assert clock.read(at) < length
    else:
        assert isinstance(before, Due)
        assert (before.instant, before.included) == (clock.last_back(clock.read(at) - length), True)


@LAWS
@given(plain, st.integers(1, 60), st.sampled_from((Unit.WORKING_DAY, Unit.DAY)), st.data())
def test_a_deadline_in_days(rules: Calendar, n: int, unit: Unit, data: st.DataObject) -> None:
    calendar = at_work(rules)
    clock = day_clock(calendar, working=unit is Unit.WORKING_DAY)
    at = data.draw(instants(calendar))
    try:
        due = count(Within(amount=Duration(n, unit), roll=Roll.NONE), Moment(at, at), calendar)
    except OutsideYears:
        with pytest.raises(BeyondTable):
            clock.back(clock.read(at) + n)
    else:
        assert isinstance(due, Due)
        assert (due.instant, due.included) == (clock.back(clock.read(at) + n), False)


@LAWS
@given(plain, st.integers(1, 3000), st.data())
def test_elapsed_time(rules: Calendar, n: int, data: st.DataObject) -> None:
    """The clock on the wall is open day and night: its laws are those of opening time, its deadline a sum."""
    calendar = at_work(rules)
    clock = TimeClock([(calendar.start, calendar.end)])
    at = data.draw(instants(calendar))
    length = n * HOUR // 60
    for instant in near(data, calendar, at):
        assert (clock.forward(instant) < clock.forward(at)) == (instant < at)
    if at + length < calendar.end:
        due = count(Within(amount=Duration(n, Unit.MINUTE)), Moment(at, at), calendar)
        assert isinstance(due, Due)
        assert due.instant == clock.back(clock.read(at) + length) == at + length
