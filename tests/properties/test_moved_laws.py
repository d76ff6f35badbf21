"""The laws of what moves a deadline; their exceptions by hand; and each law going red."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.properties import moved_laws
from tests.properties.laws import Law, check, damaged_by, is_broken, laws_of
from tests.properties.moved_laws import WEEK, answered, counted, last_in_time, london, restarted

from troth.calendars.workdays import WorkCalendar
from troth.deadlines import arrival, due, moved
from troth.deadlines.answer import Reading, _Asked
from troth.deadlines.contact import Moment
from troth.deadlines.moved import _Mover
from troth.model.calendar import ClosedDay, Counting, Hours, NotCounted
from troth.model.duration import Duration, Unit
from troth.model.limit import Roll, SameDay, Within
from troth.model.words import DeemedWhenSent

EVERY = laws_of(moved_laws.__name__)


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.__name__)
def test_the_law_holds(one: Law) -> None:
    check(one, 50)


# ---------- each goes red

Patch = pytest.MonkeyPatch


def forgets_pauses(patch: Patch) -> None:
    """What is counted anew forgets the pauses that began before."""
    restart = _Mover._restart

    def damaged(self: Any, at: Moment) -> object:
        self._pauses.clear()
        return restart(self, at)

    patch.setattr(_Mover, "_restart", damaged)


def restarts_too_late(patch: Patch) -> None:
    """As if every restart were in time."""
    patch.setattr(moved, "in_time", lambda moment, by: True)


def restarts_once(patch: Patch) -> None:
    restart = _Mover._restart
    patch.setattr(_Mover, "_restart", lambda self, at: None if self._anew else restart(self, at))


def knows_the_wrong_days(patch: Patch) -> None:
    """Of those announced the ones that are not yet known."""

    def damaged(self: WorkCalendar, day: dt.date) -> WorkCalendar:
        closed = tuple(one for one in self.rules.closed if (one.announced or dt.date.max) > day)
        return WorkCalendar(replace(self.rules, closed=closed), self._transitions)

    patch.setattr(WorkCalendar, "known_on", damaged)


def knows_them_a_day_late(patch: Patch) -> None:
    known_on = WorkCalendar.known_on
    patch.setattr(WorkCalendar, "known_on", lambda self, day: known_on(self, day - dt.timedelta(days=1)))


def moves_what_had_passed(patch: Patch) -> None:
    patch.setattr(_Asked, "_had_passed", lambda self, row, day: False)


def counts_closed_days(patch: Patch) -> None:
    """Days that are not counted are counted, and the closed ones among them too."""

    def damaged(self: WorkCalendar, day: dt.date, unit: Unit) -> str | None:
        return None if day in self.uncounted else self.why_closed(day) if unit is Unit.WORKING_DAY else None

    patch.setattr(WorkCalendar, "why_not_counted", damaged)


def closes_what_is_not_counted(patch: Patch) -> None:
    why = WorkCalendar.why_closed
    patch.setattr(WorkCalendar, "why_closed", lambda self, day: why(self, day) or self.uncounted.get(day))


def arrives_on_a_saturday(patch: Patch) -> None:
    """What is sent before the time arrives that day, whatever the day."""
    day_of = arrival._day

    def damaged(rule: Any, sent: int, calendar: WorkCalendar) -> dt.date:
        if isinstance(rule, DeemedWhenSent) and calendar.clock.local(sent).time() < rule.before:
            return calendar.day_of(sent)
        return day_of(rule, sent, calendar)

    patch.setattr(arrival, "_day", damaged)


def counts_on_from_it_as_from_an_arrival(patch: Patch) -> None:
    """The calendar's counting and its cut-off move the day on which something counts as arriving."""
    plain = due.day_0_of

    def damaged(anchor: Moment, instant: int, event: str, calendar: WorkCalendar, *, raw: bool) -> Any:
        return plain(replace(anchor, sent=None, is_day=False), instant, event, calendar, raw=raw)

    patch.setattr(due, "day_0_of", damaged)


@pytest.mark.parametrize(
    ("one", "damage"),
    [
        (moved_laws.a_restart_makes_nothing_due_earlier, forgets_pauses),
        (moved_laws.one_that_is_too_late_or_too_early_changes_nothing, restarts_too_late),
        (moved_laws.the_last_restart_decides_alone, restarts_once),
        (moved_laws.an_announcement_makes_nothing_due_earlier, knows_the_wrong_days),
        (moved_laws.what_was_known_on_the_day_of_the_last_announcement_is_all, knows_them_a_day_late),
        (moved_laws.an_announcement_after_the_deadline_changes_nothing, moves_what_had_passed),
        (moved_laws.a_day_not_counted_makes_nothing_due_earlier, counts_closed_days),
        (moved_laws.a_day_not_counted_lets_nobody_be_told_later, counts_closed_days),
        (moved_laws.a_day_not_counted_stays_open_and_working, closes_what_is_not_counted),
        (moved_laws.what_is_sent_later_never_arrives_earlier, arrives_on_a_saturday),
        (moved_laws.that_day_is_day_0_whatever_the_counting, counts_on_from_it_as_from_an_arrival),
    ],
    ids=lambda one: one.__name__,
)
def test_it_goes_red(one: Law, damage: Callable[[Patch], None], monkeypatch: Patch) -> None:
    damage(monkeypatch)
    assert is_broken(one)


def test_none_is_left_out() -> None:
    assert damaged_by(test_it_goes_red) == set(EVERY)


# ---------- the exceptions by hand. 2 January 2023 is a Monday.


def test_a_restart_at_the_same_time_of_day_can_be_earlier() -> None:
    """Saturday at 23:00 and Sunday at 10:00 both have Monday as working day 1, at 23:00 and at 10:00."""
    limit = Within(amount=Duration(1, Unit.WORKING_DAY), same_time=True)
    at, again = london("2023-01-07T23:00"), london("2023-01-08T10:00")
    found = [restarted(limit, at, one, (), WEEK) for one in ((), (again,))]
    assert [moved and last_in_time(moved.due) for moved in found] == [
        london("2023-01-09T23:00"),
        london("2023-01-09T10:00"),
    ]


def test_a_restart_of_months_that_were_paused_can_be_earlier() -> None:
    """Both 30 and 31 January lead to 28 February; counted from the first, the 31st stood still."""
    limit = Within(amount=Duration(1, Unit.MONTH), roll=Roll.NONE)
    at, again = london("2023-01-30T10:00"), london("2023-01-31T10:00")
    pauses = ((london("2023-01-30T12:00"), london("2023-02-03T12:00")),)
    found = [restarted(limit, at, one, pauses, WEEK) for one in ((), (again,))]
    assert [moved and last_in_time(moved.due) for moved in found] == [
        london("2023-03-05T00:00") - 1,
        london("2023-03-04T00:00") - 1,
    ]


def test_a_roll_back_goes_before_an_announced_day() -> None:
    """7 days from Monday 2 January end on Monday the 9th; announced on Thursday, that rolls back to Friday the 6th."""
    new = ClosedDay(dt.date(2023, 1, 9), "new", announced=dt.date(2023, 1, 5))
    rules = replace(WEEK, roll=Roll.BACK, closed=(new,))
    limit, at = Within(amount=Duration(7, Unit.DAY)), london("2023-01-02T10:00")
    found = [answered(limit, at, rules, one) for one in (Reading.KNOWN_ON_ARRIVAL, Reading.ANNOUNCED)]
    assert found == [london("2023-01-10T00:00") - 1, london("2023-01-07T00:00") - 1]


def test_a_cut_off_does_not_act_on_a_day_that_is_said_to_have_been_closed() -> None:
    """Monday at 18:00, cut-off at 17:00: day 0 is Tuesday, day 1 Wednesday. On Tuesday it is said that Monday was
    closed: so Monday is day 0 itself, and Tuesday day 1.
    """
    new = ClosedDay(dt.date(2023, 1, 2), "new", announced=dt.date(2023, 1, 3))
    rules = replace(WEEK, cutoff=dt.time(17), closed=(new,))
    limit, at = Within(amount=Duration(1, Unit.WORKING_DAY)), london("2023-01-02T18:00")
    found = [answered(limit, at, rules, one) for one in (Reading.KNOWN_ON_ARRIVAL, Reading.ANNOUNCED)]
    assert found == [london("2023-01-05T00:00") - 1, london("2023-01-04T00:00") - 1]


def test_the_closing_of_a_night_is_later_than_the_end_of_its_day_that_is_closed() -> None:
    """On Monday, open until 02:00 on Tuesday. Said on Tuesday to have been closed, Monday has no closing."""
    night = Hours(spans=((20 * 60, 26 * 60),), weekdays=(0, 1, 2, 3, 4))
    new = ClosedDay(dt.date(2023, 1, 2), "new", announced=dt.date(2023, 1, 3))
    rules = replace(WEEK, hours=(night,), closed=(new,))
    limit, at = SameDay(by_closing=True), london("2023-01-02T21:00")
    found = [answered(limit, at, rules, one) for one in (Reading.KNOWN_ON_ARRIVAL, Reading.ANNOUNCED)]
    assert found == [london("2023-01-03T02:00"), london("2023-01-03T00:00") - 1]


def test_an_announced_day_and_the_same_time_of_day_can_cross() -> None:
    """5 days from Tuesday 3 January at 10:00 end on Sunday, and roll to Monday 9 January at 10:00. On Wednesday it is
    said that Tuesday was closed: the contact arrived as we next opened, at midnight, and 5 days end on Monday too.
    """
    new = ClosedDay(dt.date(2023, 1, 3), "new", announced=dt.date(2023, 1, 4))
    rules = replace(WEEK, counting=Counting.WHEN_NEXT_OPEN, roll=Roll.FORWARD, closed=(new,))
    limit, at = Within(amount=Duration(5, Unit.DAY), same_time=True), london("2023-01-03T10:00")
    found = [answered(limit, at, rules, one) for one in (Reading.KNOWN_ON_ARRIVAL, Reading.ANNOUNCED)]
    assert found == [london("2023-01-09T10:00"), london("2023-01-09T00:00")]


def test_a_roll_back_goes_before_a_day_that_is_not_counted() -> None:
    """A week from Monday 2 January passes over such a day, ends on one, Monday 9 January, and rolls back to Friday. 7
    days step over it, to Tuesday.
    """
    rule = NotCounted(days=(dt.date(2023, 1, 9), dt.date(2023, 1, 9)))
    rules = replace(WEEK, roll=Roll.BACK)
    for amount, days in ((Duration(1, Unit.WEEK), (9, 6)), (Duration(7, Unit.DAY), (9, 10))):
        limit, at = Within(amount=amount), london("2023-01-02T10:00")
        found = [counted(limit, at, one) for one in (rules, replace(rules, not_counted=(rule,)))]
        assert found == [london(f"2023-01-{day + 1:02}T00:00") - 1 for day in days]


def test_a_day_that_is_no_day_1_and_the_same_time_of_day_can_cross() -> None:
    """Day 1 is Monday 30 January, from 10:00; or where that is not counted Tuesday, from midnight. A month from either
    ends on the day before 28 February, at that time of day.
    """
    rules = replace(WEEK, counting=Counting.ARRIVAL_IS_DAY_1, roll=Roll.NONE)
    rule = NotCounted(days=(dt.date(2023, 1, 30), dt.date(2023, 1, 30)))
    limit = Within(amount=Duration(1, Unit.MONTH), same_time=True)
    at = london("2023-01-30T10:00")
    found = [counted(limit, at, one) for one in (rules, replace(rules, not_counted=(rule,)))]
    assert found == [london("2023-02-27T10:00"), london("2023-02-27T00:00")]
