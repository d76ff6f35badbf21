"""The laws of the working-day clock, on calendars drawn at random.

`forward(t)` is 1 + the counted days that have ended by t, and `back(n)` the first instant after counted day n; the law
is `forward(t) <= n` iff `t < back(n)`. The clock gives days: `read(d)`, the counted days up to and including d, so that
`forward(t)` is 1 + `read` of the day before that of t; and the day whose end is `back(n)`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracle import clocks
from tests.oracle.days import Beyond, Walker

from troth.calendars.workdays import OutsideYears, WorkCalendar, WorkingDayClock
from troth.calendars.zone import read_zone
from troth.model.calendar import Calendar, ClosedDay, Counting
from troth.resources import zone

ONE_DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2026, 12, 31)
DAYS = st.dates(FIRST, LAST)
LONDON = "Europe/London"
TRANSITIONS = read_zone(zone(LONDON), FIRST, LAST)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """Any working week of at least a day, and up to 60 closed days, some of them in a row."""
    weekdays = draw(st.sets(st.integers(0, 6), min_size=1))
    closed = {day + ONE_DAY * n for day in draw(st.sets(DAYS, max_size=20)) for n in range(draw(st.integers(1, 3)))}
    rules = Calendar(
        name="office",
        zone=LONDON,
        first_year=FIRST.year,
        last_year=LAST.year,
        weekdays=tuple(sorted(weekdays)),
        counting=Counting.ARRIVAL_IS_DAY_0,
        closed=tuple(ClosedDay(day, "closed") for day in sorted(closed) if day <= LAST),
    )
    return WorkCalendar(rules, TRANSITIONS)


def walker(calendar: WorkCalendar) -> Walker:
    closed = {entry.day for entry in calendar.rules.closed}
    return Walker(closed=closed, first=FIRST, last=LAST, weekdays=frozenset(calendar.rules.weekdays))


LAWS = settings(max_examples=120, deadline=None, derandomize=True)


@LAWS
@given(calendars(), DAYS)
def test_read_counts_the_days_up_to_and_including(calendar: WorkCalendar, day: dt.date) -> None:
    walk = walker(calendar)
    counted = sum(walk.is_worked(FIRST + ONE_DAY * n) for n in range((day - FIRST).days + 1))
    assert WorkingDayClock(calendar).read(day) == counted


@LAWS
@given(calendars(), DAYS)
def test_it_never_goes_down_and_ticks_on_working_days(calendar: WorkCalendar, day: dt.date) -> None:
    clock = WorkingDayClock(calendar)
    if day > FIRST:
        assert clock.read(day) - clock.read(day - ONE_DAY) == walker(calendar).is_worked(day)


@LAWS
@given(calendars(), st.data())
def test_back_is_the_day_on_which_the_number_is_reached(calendar: WorkCalendar, data: st.DataObject) -> None:
    clock = WorkingDayClock(calendar)
    most = clock.read(LAST)
    n = data.draw(st.integers(1, most))
    assert clock.read(clock.back(n)) == n
    assert walker(calendar).is_worked(clock.back(n))
    for beyond in (0, -1, most + 1):
        with pytest.raises(OutsideYears):
            clock.back(beyond)


@LAWS
@given(calendars(), st.data(), st.integers(-1, 1))
def test_forward_and_back(calendar: WorkCalendar, data: st.DataObject, off: int) -> None:
    """On either side of the very instant at which a deadline ends, and anywhere."""
    clock = WorkingDayClock(calendar)
    n = data.draw(st.integers(1, clock.read(LAST)))
    back = clocks.start_of(clock.back(n) + ONE_DAY, LONDON)
    anywhere = clocks.start_of(data.draw(st.dates(FIRST + ONE_DAY, LAST)), LONDON) + off
    for t in (back + off, anywhere):
        day = clocks.local(t, LONDON).date()
        if FIRST < day <= LAST:
            forward = 1 + clock.read(day - ONE_DAY)
            assert (forward <= n) == (t < back)


@LAWS
@given(calendars(), DAYS, st.integers(1, 30))
def test_due_is_back_of_read_plus_n(calendar: WorkCalendar, arrival: dt.date, n: int) -> None:
    clock = WorkingDayClock(calendar)
    try:
        wanted = walker(calendar).last_day(arrival, n, "working day")
    except Beyond:
        with pytest.raises(OutsideYears):
            clock.back(clock.read(arrival) + n)
    else:
        assert clock.back(clock.read(arrival) + n) == wanted


@LAWS
@given(calendars(), DAYS, DAYS, st.integers(1, 20))
def test_later_arrivals_are_never_due_earlier(calendar: WorkCalendar, a: dt.date, b: dt.date, n: int) -> None:
    clock = WorkingDayClock(calendar)
    a, b = min(a, b), max(a, b)
    if clock.read(b) + n <= clock.read(LAST):
        assert clock.back(clock.read(a) + n) <= clock.back(clock.read(b) + n)


@LAWS
@given(calendars(), DAYS, DAYS, st.integers(1, 20))
def test_another_holiday_makes_nothing_due_earlier(
    calendar: WorkCalendar, holiday: dt.date, arrival: dt.date, n: int
) -> None:
    rules = calendar.rules
    if holiday in {entry.day for entry in rules.closed}:
        return
    fewer = WorkCalendar(replace(rules, closed=(*rules.closed, ClosedDay(holiday, "new"))), TRANSITIONS)
    clock, other = WorkingDayClock(calendar), WorkingDayClock(fewer)
    if other.read(arrival) + n <= other.read(LAST):
        assert clock.back(clock.read(arrival) + n) <= other.back(other.read(arrival) + n)


def test_beyond_the_years() -> None:
    rules = Calendar(name="office", zone=LONDON, first_year=2025, last_year=2026, weekdays=(0, 1, 2, 3, 4))
    clock = WorkingDayClock(WorkCalendar(rules, TRANSITIONS))
    for day in (FIRST - ONE_DAY, LAST + ONE_DAY):
        with pytest.raises(OutsideYears):
            clock.read(day)
