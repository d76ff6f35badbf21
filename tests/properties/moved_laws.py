"""Restarts, announced holidays, days not counted, deemed arrival: which way each may move a deadline.

The exceptions are said where they are made; each is shown by hand in `test_moved_laws`, so that none is wider than it
must be.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import assume
from hypothesis import strategies as st
from tests.oracle import clocks
from tests.properties.drawn import (
    FIRST,
    HOUR,
    LAST,
    at_work,
    calendars,
    instants,
    limits,
    policy_of,
)
from tests.properties.laws import law

from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.deadlines.answer import Reading, answer
from troth.deadlines.arrival import with_deemed_arrival
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.deadline import Due
from troth.deadlines.due import count, day_zero, find_due
from troth.deadlines.moved import Moved, find_moved
from troth.model.calendar import Calendar, ClosedDay, Counting, NotCounted, YearlyDays
from troth.model.duration import Duration, Unit
from troth.model.limit import DayEnded, Notice, Roll, SameDay, Within
from troth.model.policy import Pause
from troth.model.words import Deemed, DeemedAfter, DeemedWhenSent, Term, Words
from troth.tables.program import lower
from troth.targets.runtime_calendar import Calendar as CheckedCalendar

LONDON = "Europe/London"
NO_TIME_OF_ARRIVAL = ("day", "by", "closing")
WEEK = Calendar(
    name="office",
    zone=LONDON,
    first_year=2023,
    last_year=2024,
    weekdays=(0, 1, 2, 3, 4),
    counting=Counting.ARRIVAL_IS_DAY_0,
)
"""2 January 2023 is a Monday."""


def london(text: str) -> int:
    return clocks.shown(text, LONDON)


def last_in_time(due: object) -> int:
    assert isinstance(due, Due)
    return due.last_in_time


def counted(limit: DayEnded, at: int, rules: Calendar) -> int | None:
    """The last instant in time; None beyond the years."""
    try:
        return last_in_time(count(limit, Moment(at, at), at_work(rules)))
    except OutsideYears:
        return None


# ---------- restarts


def restarted(
    limit: DayEnded, at: int, again: tuple[int, ...], pauses: tuple[tuple[int, int], ...], rules: Calendar
) -> Moved | None:
    """A promise counted anew from each of some instants, paused; None beyond the years."""
    policy = policy_of(limit, rules, Pause(start="paused", end="resumed"))
    (standard,) = policy.standards
    promise = replace(standard.promises[0], restart="informed")
    events = {
        "informed": tuple(Moment(one, one) for one in again),
        "paused": tuple(Moment(start, start) for start, _ in pauses),
        "resumed": tuple(Moment(end, end) for _, end in pauses),
    }
    contact = Contact(channel="email", arrives=Moment(at, at), events=events)
    try:
        return find_moved(promise, limit, contact, policy, at_work(rules))
    except OutsideYears:
        return None


def is_in_months(limit: DayEnded) -> bool:
    return isinstance(limit, Within) and limit.amount.unit is Unit.MONTH


@law(calendars(), limits(endings=NO_TIME_OF_ARRIVAL), st.booleans(), st.data())
def a_restart_makes_nothing_due_earlier(rules: Calendar, limit: DayEnded, paused: bool, data: st.DataObject) -> None:
    """But at the same time of day, and months that are paused: see below."""
    assume(not (paused and is_in_months(limit)))
    at = data.draw(instants(at_work(rules)))
    pauses: tuple[tuple[int, int], ...] = ()
    if paused:
        start = at + data.draw(st.integers(0, 20 * 24)) * HOUR
        pauses = ((start, start + data.draw(st.integers(0, 20 * 24)) * HOUR),)
        assume(pauses[0][1] < at_work(rules).end)
    first = restarted(limit, at, (), pauses, rules)
    assume(first is not None)
    assert first is not None
    last = last_in_time(first.due)
    again = data.draw(st.integers(at, max(last, at)) | st.sampled_from((at, last, last + 1)))
    found = restarted(limit, at, (again,), pauses, rules)
    if found is not None:
        assert last_in_time(found.due) >= last
        assert (found.anchor == Moment(again, again)) == (again == at or at <= again <= last)


@law(calendars(), limits(), st.data())
def one_that_is_too_late_or_too_early_changes_nothing(rules: Calendar, limit: DayEnded, data: st.DataObject) -> None:
    at = data.draw(instants(at_work(rules)))
    first = restarted(limit, at, (), (), rules)
    assume(first is not None)
    assert first is not None
    last = last_in_time(first.due)
    late = last + data.draw(st.integers(1, 90 * 24 * HOUR))
    early = at - data.draw(st.integers(1, 90 * 24 * HOUR))
    for again in ((late,), (early,), (at,), (early, late)):
        try:
            found = restarted(limit, at, again, (), rules)
        except OutsideYears:
            continue
        assert found is not None
        assert (last_in_time(found.due), found.anchor) == (last, Moment(at, at))


@law(calendars(), limits(), st.data())
def the_last_restart_decides_alone(rules: Calendar, limit: DayEnded, data: st.DataObject) -> None:
    """The deadline is that of a contact which arrives as the last restart in time happens, and the ones before it are
    forgotten.
    """
    at = data.draw(instants(at_work(rules)))
    here, again = at, list[int]()
    for _ in range(3):
        last = counted(limit, here, rules)
        if last is None or last < here:
            break
        here = data.draw(st.integers(here, last))
        again.append(here)
    found, alone = restarted(limit, at, tuple(again), (), rules), counted(limit, here, rules)
    assert (None if found is None else last_in_time(found.due)) == alone


# ---------- announced holidays


@st.composite
def announced(draw: st.DrawFn, rules: Calendar, at: int) -> Calendar:
    """A calendar with days announced soon after an arrival, or before it, closed soon after it, or before that."""
    arrived = clocks.local(at, rules.zone).date()
    closed = {one.day: one for one in rules.closed}
    for step in draw(st.sets(st.integers(-2, 45), min_size=1, max_size=6)):
        on = arrived + dt.timedelta(days=draw(st.integers(-3, 45)))
        day = arrived + dt.timedelta(days=step)
        closed[day] = ClosedDay(day, "new", announced=on)
    return replace(rules, closed=tuple(sorted(closed.values(), key=lambda one: one.day)))


def answered(limit: DayEnded, at: int, rules: Calendar, reading: Reading) -> int | None:
    """The last instant in time as of the last of the years; None beyond them."""
    calendar = at_work(rules)
    contact = Contact(channel="email", arrives=Moment(at, at))
    try:
        (row,) = answer(policy_of(limit, rules), contact, calendar, calendar.end - 1, reading).judged
    except OutsideYears:
        return None
    return last_in_time(row.due)


FORWARD = (Roll.FORWARD, Roll.NONE)


@law(calendars(rolls=FORWARD, with_nights=False), limits(endings=NO_TIME_OF_ARRIVAL), st.data())
def an_announcement_makes_nothing_due_earlier(rules: Calendar, limit: DayEnded, data: st.DataObject) -> None:
    """But rolling back; the day of arrival itself after its cut-off, where that day is day 0; at the same time of day;
    and by the closing of a night: as another holiday, in `test_order`.
    """
    assume(not isinstance(limit, Within) or limit.roll is not Roll.BACK)
    at = data.draw(instants(at_work(rules)))
    rules = data.draw(announced(rules, at))
    local = clocks.local(at, rules.zone)
    is_cut = rules.cutoff is not None and local.time() >= rules.cutoff
    is_announced = any(one.day == local.date() and one.announced is not None for one in rules.closed)
    assume(not (is_cut and is_announced and rules.counting is Counting.ARRIVAL_IS_DAY_0))
    known, heard = (answered(limit, at, rules, one) for one in (Reading.KNOWN_ON_ARRIVAL, Reading.ANNOUNCED))
    if known is not None and heard is not None:
        assert known <= heard


@law(calendars(), st.data())
def what_was_known_on_the_day_of_the_last_announcement_is_all(rules: Calendar, data: st.DataObject) -> None:
    """To both engines; before the first of them, nothing that was announced."""
    calendar = at_work(data.draw(announced(rules, data.draw(instants(at_work(rules))))))
    first, last = min(calendar.announcements), max(calendar.announcements)
    assert calendar.known_on(last) is calendar
    assert calendar.known_on(last - dt.timedelta(days=1)) is not calendar
    before = calendar.known_on(first - dt.timedelta(days=1))
    assert before.rules.closed == tuple(one for one in calendar.rules.closed if one.announced is None)
    program = lower(policy_of(SameDay(), calendar.rules), calendar)
    checked = CheckedCalendar(program["calendar"])
    assert checked.known_on(last.toordinal()) is checked
    for day in (last, last - dt.timedelta(days=1), first, first - dt.timedelta(days=1)):
        worked = checked.known_on(day.toordinal()).worked_set
        every = (FIRST + dt.timedelta(days=step) for step in range((LAST - FIRST).days + 1))
        assert worked == {one.toordinal() for one in every if calendar.known_on(day).is_working(one)}


@law(calendars(), limits(), st.data())
def an_announcement_after_the_deadline_changes_nothing(rules: Calendar, limit: DayEnded, data: st.DataObject) -> None:
    """Nor one of the day of arrival or before, which was known then."""
    at = data.draw(instants(at_work(rules)))
    day = clocks.local(at, rules.zone).date() + dt.timedelta(days=data.draw(st.integers(0, 20)))
    plain = ClosedDay(day, "new")
    assume(day not in {one.day for one in rules.closed})
    closed = replace(rules, closed=tuple(sorted({*rules.closed, plain})))
    last, with_it = counted(limit, at, rules), counted(limit, at, closed)
    arrived = clocks.local(at, rules.zone).date()
    for on in (arrived, arrived - dt.timedelta(days=data.draw(st.integers(1, 400)))):
        known = replace(
            rules, closed=tuple(sorted({*rules.closed, replace(plain, announced=on)}, key=lambda one: one.day))
        )
        assert answered(limit, at, known, Reading.ANNOUNCED) == with_it
    if last is not None:
        after = clocks.local(last, rules.zone).date() + dt.timedelta(days=data.draw(st.sampled_from((1, 2, 30))))
        late = replace(
            rules, closed=tuple(sorted({*rules.closed, replace(plain, announced=after)}, key=lambda one: one.day))
        )
        assert answered(limit, at, late, Reading.ANNOUNCED) == last


# ---------- days not counted


@st.composite
def not_counted(draw: st.DrawFn, at: int, zone: str, way: int = 1) -> NotCounted:
    """A few days in a row around or soon after an instant, or with `way` -1 before it; of one year or of each."""
    here = clocks.local(at, zone).date() + way * dt.timedelta(days=draw(st.integers(-5, 50)))
    first = min(max(here, FIRST), LAST)
    last = min(first + dt.timedelta(days=draw(st.integers(0, 40))), LAST)
    if draw(st.booleans()):
        return NotCounted(days=(first, last))
    return NotCounted(days=YearlyDays((first.month, first.day), (last.month, last.day)), name="vacation")


@law(calendars(rolls=FORWARD), limits(endings=NO_TIME_OF_ARRIVAL), st.sampled_from((0, 0, 5)), st.data())
def a_day_not_counted_makes_nothing_due_earlier(
    rules: Calendar, limit: DayEnded, short: int, data: st.DataObject
) -> None:
    """But rolling back; and at the same time of day, where the day of arrival is day 1: see below."""
    assume(not isinstance(limit, Within) or limit.roll is not Roll.BACK)
    rules = replace(rules, short=short)
    at = data.draw(instants(at_work(rules)))
    rule = data.draw(not_counted(at, rules.zone))
    before, after = counted(limit, at, rules), counted(limit, at, replace(rules, not_counted=(rule,)))
    if after is not None:
        assert before is not None
        assert before <= after


@law(calendars(rolls=FORWARD), st.sampled_from(("within", "clear")), st.integers(1, 30), st.data())
def a_day_not_counted_lets_nobody_be_told_later(rules: Calendar, kind: str, n: int, data: st.DataObject) -> None:
    """Counted back: the calendar's roll goes away from the event."""
    at = data.draw(instants(at_work(rules)))
    rule = data.draw(not_counted(at, rules.zone, -1))
    unit = data.draw(st.sampled_from((Unit.DAY, Unit.WORKING_DAY, Unit.WEEK)))
    notice = Notice(amount=Duration(n, unit), event="visit", clear=kind == "clear")
    contact = Contact(channel="visit", arrives=Moment(at, at), events={"visit": (Moment(at, at),)})
    found: list[int | None] = []
    for one in (rules, replace(rules, not_counted=(rule,))):
        try:
            found.append(last_in_time(find_due(notice, contact, at_work(one))))
        except OutsideYears:
            found.append(None)
    before, after = found
    if after is not None:
        assert before is not None
        assert after <= before


@law(calendars(), st.data())
def a_day_not_counted_stays_open_and_working(rules: Calendar, data: st.DataObject) -> None:
    """Opening hours, what is open, time while open, and day 0 are what they were; but day 1."""
    calendar = at_work(rules)
    at, end = sorted((data.draw(instants(calendar)), data.draw(instants(calendar))))
    other = at_work(replace(rules, not_counted=(data.draw(not_counted(at, rules.zone)),)))
    day = calendar.day_of(at)
    assert other.open_spans(day) == calendar.open_spans(day)
    assert other.is_open(at) is calendar.is_open(at)
    assert other.why_closed(day) == calendar.why_closed(day)
    assert other.open_between(at, min(end, at + 90 * 24 * HOUR)) == calendar.open_between(
        at, min(end, at + 90 * 24 * HOUR)
    )
    if rules.counting is not Counting.ARRIVAL_IS_DAY_1:
        assert zero(other, at) == zero(calendar, at)


def zero(calendar: WorkCalendar, at: int) -> object:
    try:
        return day_zero(at, "arrives", calendar, raw=False)
    except OutsideYears:
        return None


# ---------- deemed arrival

DEEMED: st.SearchStrategy[Deemed] = st.builds(
    DeemedAfter,
    n=st.integers(1, 12),
    working=st.booleans(),
    event=st.just("posted"),
    roll=st.sampled_from((None, *Roll)),
) | st.builds(DeemedWhenSent, before=st.sampled_from((dt.time(0, 1), dt.time(9), dt.time(16, 30), dt.time(23, 59))))


def deemed(rule: Deemed, at: int, calendar: WorkCalendar, posted: int | None = None) -> dt.date | None:
    """The day on which something counts as arriving that was sent at an instant; None beyond the years."""
    words = Words(channels=(Term(name="post", deemed=rule),))
    events = {} if posted is None else {"posted": (Moment(posted, posted),)}
    contact = Contact(channel="post", arrives=Moment(at, at), events=events)
    try:
        found = with_deemed_arrival(contact, words, calendar).deemed
    except OutsideYears:
        return None
    assert found is not None
    day = calendar.day_of(found.first)
    assert (found.first, found.last) == (calendar.start_of(day), calendar.start_of(day + dt.timedelta(days=1)) - 1)
    return day


@law(calendars(), DEEMED, st.data())
def what_is_sent_later_never_arrives_earlier(rules: Calendar, rule: Deemed, data: st.DataObject) -> None:
    """Nor on a day before it was sent, but rolling back; nor on a closed one, where it says working days."""
    calendar = at_work(rules)
    one, other = sorted((data.draw(instants(calendar)), data.draw(instants(calendar))))
    first, second = deemed(rule, one, calendar), deemed(rule, other, calendar)
    if first is None or second is None:
        return
    assert first <= second
    if not isinstance(rule, DeemedAfter) or rule.working:
        assert calendar.is_working(first)
    if not isinstance(rule, DeemedAfter) or rule.roll is not Roll.BACK:
        assert first >= calendar.day_of(one)


@law(calendars(), limits(endings=("day",)), DEEMED, st.data())
def that_day_is_day_0_whatever_the_counting(
    rules: Calendar, limit: DayEnded, rule: Deemed, data: st.DataObject
) -> None:
    """What is counted in days from it is what is counted from its noon where the day of arrival is day 0."""
    assume(not isinstance(limit, Within) or not limit.amount.unit.is_timed)
    calendar = at_work(rules)
    at = data.draw(instants(calendar))
    day = deemed(rule, at, calendar)
    assume(day is not None)
    assert day is not None
    plain = at_work(replace(rules, counting=Counting.ARRIVAL_IS_DAY_0, cutoff=None))
    words = Words(channels=(Term(name="post", deemed=rule),))
    contact = with_deemed_arrival(Contact(channel="post", arrives=Moment(at, at)), words, calendar)
    noon = Moment(calendar.start_of(day), calendar.start_of(day))
    try:
        wanted = last_in_time(count(limit, noon, plain))
    except OutsideYears:
        with pytest.raises(OutsideYears):
            find_due(limit, contact, calendar)
        return
    assert last_in_time(find_due(limit, contact, calendar)) == wanted
