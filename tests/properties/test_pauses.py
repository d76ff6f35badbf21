"""Pauses: an empty one changes nothing, and one that is split changes nothing. By the walk, on any calendar.

The exceptions are said where they are made, and shown by hand at the end.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.oracle import clocks
from tests.properties.drawn import HOUR, LAWS, TIMED_UNITS, at_work, calendars, instants, limits, policy_of, within

from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.deadline import Due
from troth.deadlines.moved import Moved, find_moved
from troth.model.calendar import Calendar, Counting, Hours
from troth.model.duration import Duration, Unit
from troth.model.limit import DayEnded, Roll, SameDay, Within
from troth.model.policy import Pause

LONDON = "Europe/London"


def moved(
    limit: DayEnded, at: int, pauses: list[tuple[int, int]], calendar: WorkCalendar, *, both_days: bool = False
) -> Moved | None:
    """The deadline of a contact with these pauses; None beyond the years."""
    starts = tuple(Moment(start, start) for start, _ in pauses)
    ends = tuple(Moment(end, end) for _, end in pauses)
    policy = policy_of(limit, calendar.rules, Pause(start="paused", end="resumed", both_days=both_days))
    contact = Contact(channel="email", arrives=Moment(at, at), events={"paused": starts, "resumed": ends})
    try:
        return find_moved(policy.standards[0].promises[0], limit, contact, policy, calendar)
    except OutsideYears:
        return None


def last_in_time(found: Moved | None) -> int | None:
    if found is None:
        return None
    assert isinstance(found.due, Due)
    assert not found.missing
    assert not found.is_paused
    return found.due.last_in_time


@LAWS
@given(calendars(with_nights=False), limits(), st.data())
def test_an_empty_pause_changes_nothing(rules: Calendar, limit: DayEnded, data: st.DataObject) -> None:
    """But with both days included; after the midnight in a night that its last day closes in; and where it lies between
    the day to which a limit leads and the day that is less than this, or to which the end of its month rolls: a limit
    leads at least to the end of a pause, and what is said of that day comes after.
    """
    calendar = at_work(rules)
    at, here = data.draw(instants(calendar)), data.draw(instants(calendar))
    if isinstance(limit, Within) and (limit.less or limit.month_end):
        led = last_in_time(moved(replace(limit, less=0, month_end=False, roll=Roll.NONE), at, [], calendar))
        assume(led is not None and here <= led)
    plain = last_in_time(moved(limit, at, [], calendar))
    paused = last_in_time(moved(limit, at, [(here, here)], calendar))
    assert plain == paused


@LAWS
@given(calendars(), limits(), st.booleans(), st.integers(0, 40 * 24), st.integers(0, 40 * 24), st.data())
def test_a_pause_that_is_split_changes_nothing(
    rules: Calendar, limit: DayEnded, both_days: bool, first: int, second: int, data: st.DataObject
) -> None:
    """But where its first part leaves a deadline that is over before its second part begins."""
    calendar = at_work(rules)
    at = data.draw(instants(calendar))
    start = at + data.draw(st.integers(0, 20 * 24)) * HOUR
    middle, end = start + first * HOUR, start + (first + second) * HOUR
    assume(end < calendar.end)
    so_far = last_in_time(moved(limit, at, [(start, middle)], calendar, both_days=both_days))
    assume(so_far is not None and middle <= so_far)
    whole = moved(limit, at, [(start, end)], calendar, both_days=both_days)
    parts = moved(limit, at, [(start, middle), (middle, end)], calendar, both_days=both_days)
    assert last_in_time(whole) == last_in_time(parts)


@LAWS
@given(calendars(), limits(), st.integers(0, 40 * 24), st.data())
def test_a_pause_makes_nothing_due_earlier(rules: Calendar, limit: DayEnded, length: int, data: st.DataObject) -> None:
    calendar = at_work(rules)
    at = data.draw(instants(calendar))
    start = at + data.draw(st.integers(0, 20 * 24)) * HOUR
    assume(start + length * HOUR < calendar.end)
    plain = last_in_time(moved(limit, at, [], calendar))
    paused = last_in_time(moved(limit, at, [(start, start + length * HOUR)], calendar))
    if paused is not None:
        assert plain is not None
        assert plain <= paused


@LAWS
@given(calendars(), limits(), st.integers(1, 40 * 24), st.data())
def test_pauses_that_overlap_are_one(rules: Calendar, limit: DayEnded, length: int, data: st.DataObject) -> None:
    """A start while it is paused begins nothing; the second end then ends nothing."""
    calendar = at_work(rules)
    at = data.draw(instants(calendar))
    start = at + data.draw(st.integers(0, 20 * 24)) * HOUR
    again, end = start + data.draw(st.integers(0, length - 1)) * HOUR, start + length * HOUR
    assume(end < calendar.end)
    whole = moved(limit, at, [(start, end)], calendar)
    twice = moved(limit, at, [(start, end), (again, end)], calendar)
    assert last_in_time(whole) == last_in_time(twice)


@LAWS
@given(
    calendars(),
    within(units=(Unit.WORKING_DAY, Unit.DAY, Unit.WEEK, *TIMED_UNITS), endings=("day",)),
    st.integers(0, 40 * 24),
    st.data(),
)
def test_a_later_arrival_with_the_same_pause(rules: Calendar, limit: Within, length: int, data: st.DataObject) -> None:
    """Is never due earlier; but months, which a pause makes longer by its days."""
    calendar = at_work(rules)
    one, other = sorted((data.draw(instants(calendar)), data.draw(instants(calendar))))
    start = one + data.draw(st.integers(0, 20 * 24)) * HOUR
    assume(start + length * HOUR < calendar.end)
    earlier, later = (last_in_time(moved(limit, at, [(start, start + length * HOUR)], calendar)) for at in (one, other))
    if earlier is not None and later is not None:
        assert earlier <= later


# ---------- the exceptions by hand. 2 January 2023 is a Monday.

WEEK = Calendar(
    name="office",
    zone=LONDON,
    first_year=2023,
    last_year=2024,
    weekdays=(0, 1, 2, 3, 4),
    counting=Counting.ARRIVAL_IS_DAY_0,
)


def london(text: str) -> int:
    return clocks.shown(text, LONDON)


def test_an_empty_pause_with_both_days_is_a_day() -> None:
    limit, here = Within(amount=Duration(3, Unit.WORKING_DAY)), london("2023-01-04T12:00")
    for both_days, day in ((False, "2023-01-06"), (True, "2023-01-07")):
        found = moved(limit, london("2023-01-02T10:00"), [(here, here)], at_work(WEEK), both_days=both_days)
        assert last_in_time(found) == london(f"{day}T00:00") - 1


def test_a_pause_after_midnight_ends_on_the_day_after() -> None:
    """The last day is Monday, whose closing is at 02:00 on Tuesday; a pause then, however short, ends on Tuesday."""
    night = Hours(spans=((20 * 60, 26 * 60),), weekdays=(0, 1, 2, 3, 4))
    calendar = at_work(replace(WEEK, hours=(night,)))
    limit, at, here = SameDay(by_closing=True), london("2023-01-02T21:00"), london("2023-01-03T01:00")
    assert last_in_time(moved(limit, at, [], calendar)) == london("2023-01-03T02:00")
    assert last_in_time(moved(limit, at, [(here, here)], calendar)) == london("2023-01-04T02:00")


def test_a_second_part_after_the_time_of_day_comes_too_late() -> None:
    """1 day from Monday, by 16:00, paused from Tuesday at 10:00 to Thursday at 10:00, leaves Thursday at 16:00. Cut on
    Tuesday at 18:00, the first part leaves Tuesday at 16:00, and the second begins when that is over.
    """
    limit, at = Within(amount=Duration(1, Unit.DAY), by=dt.time(16), roll=Roll.NONE), london("2023-01-02T10:00")
    start, cut, end = london("2023-01-03T10:00"), london("2023-01-03T18:00"), london("2023-01-05T10:00")
    assert last_in_time(moved(limit, at, [(start, end)], at_work(WEEK))) == london("2023-01-05T16:00")
    assert last_in_time(moved(limit, at, [(start, cut), (cut, end)], at_work(WEEK))) == london("2023-01-03T16:00")


def test_months_and_a_pause_can_cross() -> None:
    """Both 30 and 31 January lead to 28 February; the first also stands still on the 31st."""
    limit, pause = Within(amount=Duration(1, Unit.MONTH), roll=Roll.NONE), ("2023-01-30T12:00", "2023-02-03T12:00")
    found = [
        last_in_time(moved(limit, london(at), [(london(pause[0]), london(pause[1]))], at_work(WEEK)))
        for at in ("2023-01-30T10:00", "2023-01-31T10:00")
    ]
    assert found == [london("2023-03-05T00:00") - 1, london("2023-03-04T00:00") - 1]
