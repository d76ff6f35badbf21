"""When a limit ends: a plain walk over days, written to be read. Every other engine is tested against it.

The order of the steps is that of the design of time: the anchor's local day, moved by the calendar's counting (day 0);
the walk; the roll, once; the end of the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import assert_never

from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.deadline import Due, NotBefore, Step, StepKind, Stopped, Waiting, time_of
from troth.deadlines.holds import Missing
from troth.deadlines.notice import amounts_of_notice, before, clear_day
from troth.deadlines.timed import elapsed, while_open
from troth.deadlines.walk import ONE_DAY, in_working_days, is_short, past_pause, roll_day, to_month_end, walk
from troth.model.calendar import Counting
from troth.model.duration import Duration, Unit
from troth.model.limit import (
    AtEvent,
    BeforeEvent,
    CarriedDate,
    DayEnded,
    DuringContact,
    Every,
    Limit,
    NextWorkingDay,
    Nothing,
    Notice,
    Rings,
    Roll,
    SameDay,
    Vague,
    Within,
)
from troth.model.words import CONTACT_ENDS, CONTACT_STARTS, parts_of


def find_due(
    limit: Limit,
    contact: Contact,
    calendar: WorkCalendar,
    extension: Duration | None = None,
    stopped: Stopped | None = None,
) -> Due | Waiting | Missing:
    """When a limit ends for a contact, with what it is extended by and the time that stood still.

    Raises OutsideYears where that lies beyond the calendar's years. Never called for what has none, or many: rings, a
    vague limit, `at least … after`, updates.
    """
    match limit:
        case Within() | NextWorkingDay() | SameDay():
            anchor = find_anchor(limit.event, contact)
            return Waiting(limit.event) if anchor is None else count(limit, anchor, calendar, extension, stopped)
        case Notice():
            event = notice_anchor(limit, contact)
            if event is None:
                return Waiting(limit.event)
            return before(limit, event, calendar.named(limit.calendar))
        case AtEvent(event=event):
            return _at(event, contact, calendar, included=True)
        case BeforeEvent(event=event):
            return _at(event, contact, calendar, included=False)
        case DuringContact():
            return _at(CONTACT_ENDS, contact, calendar, included=True)
        case CarriedDate(name=name):
            carried = contact.dates.get(name)
            return Waiting(name) if carried is None else end_of(carried, calendar)
        case Rings() | Vague() | Nothing() | Every():
            raise AssertionError("rings, vague limits and no promise have no due, and updates have many")
        case _:
            assert_never(limit)


def _at(event: str, contact: Contact, calendar: WorkCalendar, *, included: bool) -> Due | Waiting:
    """Due at an event's instant; somewhere in its day where only that is known."""
    moment = find_anchor(event, contact)
    if moment is None:
        return Waiting(event)
    calendar.day_of(moment.first)
    return Due(instant=moment.last, included=included, earliest=None if moment.is_instant else moment.first)


def find_anchor(event: str, contact: Contact) -> Moment | None:
    """The moment of the event that starts the clock: the first at or after the arrival, else the last one before it."""
    which, parts = parts_of(event)
    if which:
        moments = [find_anchor(part, contact) for part in parts]
        known = [moment for moment in moments if moment is not None]
        if which == "later":
            return max(known, key=lambda moment: moment.first) if len(known) == len(moments) else None
        return min(known, key=lambda moment: moment.first, default=None)
    if event == CONTACT_STARTS:
        return contact.deemed or contact.arrives
    return first_from(contact.happened(event), contact.arrives.first)


def first_from(moments: Sequence[Moment], start: int) -> Moment | None:
    """The first moment at or after an instant, else the last one before it; None where there is none."""
    if not moments:
        return None
    return next((moment for moment in moments if moment.last >= start), moments[-1])


def end_of(carried: Moment, calendar: WorkCalendar) -> Due:
    """The deadline of a date that was agreed, told or promised: that instant, included, or the end of that day."""
    day = calendar.day_of(carried.first)
    if carried.is_instant:
        return Due(instant=carried.first, included=True)
    steps = (Step(day=day, kind=StepKind.PROMISED, counts=True),)
    return Due(instant=calendar.start_of(day + ONE_DAY), included=False, last_day=day, steps=steps)


def count(
    limit: DayEnded,
    anchor: Moment,
    calendar: WorkCalendar,
    extension: Duration | None = None,
    stopped: Stopped | None = None,
) -> Due | Missing:
    """The deadline of a limit that is counted from an anchor, with what it is extended by and what stood still."""
    calendar = calendar.named(limit.calendar)
    amounts = amounts_of(limit, extension, calendar.rules.short)
    if amounts and amounts[0].unit.is_timed and stopped is not None and not stopped.is_exact:
        return Missing("time of a pause")
    if amounts and amounts[0].unit.is_elapsed:
        return elapsed(amounts, limit, anchor, calendar, stopped)
    raw = isinstance(limit, Within) and limit.day_and_night
    zero = day_0_of(anchor, anchor.first, limit.event, calendar, raw=raw)
    if not anchor.is_instant:
        last = day_0_of(anchor, anchor.last, limit.event, calendar, raw=raw)
        needs_time = limit.same_time or (bool(amounts) and amounts[0].unit.is_opening)
        if last.day != zero.day or (needs_time and last.instant != zero.instant):
            return Missing(time_of(limit.event))
    steps = list(zero.steps)
    if amounts and amounts[0].unit.is_opening:
        return while_open(amounts, limit, zero.instant, calendar, steps, stopped)
    day = _walk_all(zero, amounts, calendar, steps, stopped)
    if isinstance(limit, Within):
        day = _adjusted(day, limit, calendar, steps)
    if not raw and can_end_closed(limit, amounts):
        roll = (limit.roll if isinstance(limit, Within) else None) or calendar.rules.roll or Roll.NONE
        day = roll_day(day, roll, calendar, steps)
    return replace(_end_on(day, limit, zero.instant, calendar, tuple(steps)), day_0=zero.day)


def can_end_closed(limit: DayEnded, amounts: Iterable[Duration]) -> bool:
    """Can the walk lead to a day that is no working day, so that it has to roll?"""
    adjusted = isinstance(limit, Within) and bool(limit.less or limit.month_end)
    return adjusted or any(amount.unit is not Unit.WORKING_DAY for amount in amounts)


def _adjusted(day: date, limit: Within, calendar: WorkCalendar, steps: list[Step]) -> date:
    """Steps 4 and 5 of the design of time: less some days, and then on to the end of the month."""
    if limit.less:
        day = calendar.check(day - timedelta(days=limit.less))
        steps.append(Step(day=day, kind=StepKind.LESS, detail=str(Duration(limit.less, Unit.DAY)), counts=True))
    return to_month_end(day, calendar, steps) if limit.month_end else day


def not_before(limit: Notice, contact: Contact, calendar: WorkCalendar) -> NotBefore | Waiting | Missing:
    """`at least 14 days after the notice`: the start of the day that lies so long after it, or that instant."""
    anchor = notice_anchor(limit, contact)
    if anchor is None:
        return Waiting(limit.event)
    calendar = calendar.named(limit.calendar)
    amounts = amounts_of_notice(limit, calendar.rules.short)
    if amounts[0].unit.is_timed:
        within = Within(amount=limit.amount, then=limit.then, event=limit.event, roll=limit.roll)
        due = count(within, anchor, calendar)
        return due if isinstance(due, Missing) else NotBefore(opens=due.instant, steps=due.steps)
    zero = day_0_of(anchor, anchor.first, limit.event, calendar, raw=False)
    if day_0_of(anchor, anchor.last, limit.event, calendar, raw=False).day != zero.day:
        return Missing(time_of(limit.event))
    steps = list(zero.steps)
    day = _walk_all(zero, amounts, calendar, steps, None)
    if limit.clear:
        day = clear_day(calendar.check(day + ONE_DAY), limit, amounts[0], steps)
    if limit.clear or amounts[-1].unit is not Unit.WORKING_DAY:
        day = roll_day(day, limit.roll or calendar.rules.roll or Roll.NONE, calendar, steps)
    return NotBefore(opens=calendar.start_of(day), steps=tuple(steps))


def notice_anchor(limit: Notice, contact: Contact) -> Moment | None:
    """Counted back from the last known value of an event; counted on, from the first."""
    if limit.after:
        return find_anchor(limit.event, contact)
    known = [contact.arrives] if limit.event == CONTACT_STARTS else contact.happened(limit.event)
    return known[-1] if known else None


def _walk_all(
    zero: DayZero,
    amounts: tuple[Duration, ...],
    calendar: WorkCalendar,
    steps: list[Step],
    stopped: Stopped | None,
) -> date:
    """The last day: the amounts one after the other, past the days that stood still.

    It is never before the day on which the last pause ended; working days, and the same day, go on from there to the
    next working day.
    """
    day = zero.day if amounts or not zero.is_day_1 else calendar.check(zero.day + ONE_DAY)
    still = frozenset() if stopped is None else frozenset(one for one in stopped.days if one > zero.day)
    for amount in amounts:
        day = walk(day, amount, calendar, steps, still, is_day_1=zero.is_day_1)
    if stopped is None or day >= stopped.last_day:
        return day
    is_worked = not amounts or amounts[-1].unit is Unit.WORKING_DAY
    return past_pause(day, stopped.last_day, calendar, steps, still, is_worked=is_worked)


def _end_on(day: date, limit: DayEnded, start: int, calendar: WorkCalendar, steps: tuple[Step, ...]) -> Due:
    """The end of the last day; or, included, a time of it, its last closing, or the time of day of the start."""
    at: int | None = None
    if limit.by is not None:
        at = calendar.at(day, limit.by)
    elif limit.same_time:
        at = calendar.at(day, calendar.clock.local(start).time())
    elif limit.by_closing and (spans := calendar.open_spans(day)) and calendar.has_hours:
        at = spans[-1][1]
    if at is not None:
        calendar.day_of(at)
        return Due(instant=at, included=True, last_day=day, steps=steps)
    return Due(instant=calendar.start_of(day + ONE_DAY), included=False, last_day=day, steps=steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayZero:
    """Day 0 and the instant from which time is counted: the anchor's own, or the opening to which it was moved.

    `is_day_1`: the day after `day` is day 1 whether it is a working day or not.
    """

    day: date
    instant: int
    steps: tuple[Step, ...]
    is_day_1: bool = False


def day_0_of(anchor: Moment, instant: int, event: str, calendar: WorkCalendar, *, raw: bool) -> DayZero:
    """Day 0 of one end of an anchor; of one that is a day, such as that of a deadline, that day itself."""
    if anchor.sent is None:
        return day_zero(instant, event, calendar, raw=raw or anchor.is_day)
    day = calendar.day_of(instant)
    sent = Step(day=calendar.check(anchor.sent), kind=StepKind.SENT)
    return DayZero(day=day, instant=instant, steps=(sent, Step(day=day, kind=StepKind.DEEMED)))


def day_zero(anchor: int, event: str, calendar: WorkCalendar, *, raw: bool) -> DayZero:
    """Step 3 of the design of time: the anchor's local day, moved by the calendar's counting and cut-off."""
    day = calendar.day_of(anchor)
    here = Step(day=day, kind=StepKind.ANCHOR, detail=event)
    rules = calendar.rules
    if raw:
        return DayZero(day=day, instant=anchor, steps=(here,))
    works = calendar.is_working(day)
    is_cut = works and rules.cutoff is not None and calendar.clock.local(anchor).time() >= rules.cutoff
    match rules.counting:
        case Counting.WHEN_NEXT_OPEN:
            if works and not is_cut and calendar.is_open(anchor):
                return DayZero(day=day, instant=anchor, steps=(here,))
            return _next_opening(anchor, day, calendar, is_cut=is_cut)
        case Counting.ARRIVAL_IS_DAY_1:
            return _day_before_day_1(anchor, day, here, calendar, is_cut=is_cut)
        case Counting.ARRIVAL_IS_DAY_0 | None:
            if not is_cut:
                return DayZero(day=day, instant=anchor, steps=(here,))
            after = calendar.check(day + ONE_DAY)
            steps = (Step(day=day, kind=StepKind.CUT_OFF), Step(day=after, kind=StepKind.DAY_0))
            return DayZero(day=after, instant=calendar.start_of(after), steps=steps)


def _next_opening(anchor: int, day: date, calendar: WorkCalendar, *, is_cut: bool) -> DayZero:
    """The next opening on a working day after an anchor; after a cut-off, after that day."""
    steps: list[Step] = []
    here = day
    while True:
        why = calendar.why_closed(here)
        if why is None and not (is_cut and here == day):
            opening = next((start for start, _ in calendar.open_spans(here) if start > anchor), None)
            if opening is not None:
                steps.append(Step(day=here, kind=StepKind.DAY_0))
                return DayZero(day=here, instant=opening, steps=tuple(steps))
            shut = calendar.shut.get(here, "")
            steps.append(Step(day=here, kind=StepKind.CLOSED if shut else StepKind.NOT_OPEN, detail=shut))
        elif why is None:
            steps.append(Step(day=here, kind=StepKind.CUT_OFF))
        else:
            steps.append(Step(day=here, kind=StepKind.CLOSED, detail=why))
        here = calendar.check(here + ONE_DAY)


def _day_before_day_1(anchor: int, day: date, here: Step, calendar: WorkCalendar, *, is_cut: bool) -> DayZero:
    steps: list[Step] = []
    first = day
    if is_cut:
        steps.append(Step(day=day, kind=StepKind.CUT_OFF))
        first += ONE_DAY
    while (why := calendar.why_not_counted(first, Unit.WORKING_DAY)) is not None:
        steps.append(Step(day=first, kind=StepKind.CLOSED, detail=why))
        first += ONE_DAY
    if first == day:
        return DayZero(day=day - ONE_DAY, instant=anchor, steps=(), is_day_1=True)
    return DayZero(day=first - ONE_DAY, instant=calendar.start_of(first), steps=tuple(steps), is_day_1=True)


def amount_of(limit: DayEnded) -> Duration | None:
    """The amount that a limit counts; None for the same day."""
    match limit:
        case Within(amount=amount):
            return amount
        case NextWorkingDay():
            return Duration(1, Unit.WORKING_DAY)
        case SameDay():
            return None


def amounts_of(limit: DayEnded, extension: Duration | None, short: int = 0) -> tuple[Duration, ...]:
    """What is walked, in this order: the limit's amounts, an extension added in its own unit; then one in another.

    `short`: a limit of up to so many days alone, without its extension, is one of working days.
    """
    amount = amount_of(limit)
    amounts = [one for one in (amount, limit.then if isinstance(limit, Within) else None) if one is not None]
    if is_short(amounts, short):
        amounts = [in_working_days(one) for one in amounts]
        extension = None if extension is None else in_working_days(extension)
    if extension is None:
        return tuple(amounts)
    for index, one in enumerate(amounts):
        if one.unit is extension.unit:
            amounts[index] = Duration(one.n + extension.n, one.unit)
            return tuple(amounts)
    return (*amounts, extension)
