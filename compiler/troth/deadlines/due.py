"""When a limit ends: a plain walk over days, written to be read. Every other engine is tested against it.

The order of the steps is that of the design of time: the anchor's local day, moved by the calendar's counting (day 0);
the walk; the roll, once; the end of the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import assert_never

from troth.calendars.local_time import SECOND
from troth.calendars.months import add_months
from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.deadline import Due, Step, StepKind, Stopped, Waiting
from troth.deadlines.holds import Missing
from troth.model.calendar import Counting
from troth.model.duration import Duration, Unit
from troth.model.limit import (
    AtEvent,
    BeforeEvent,
    CarriedDate,
    DayEnded,
    DuringContact,
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

ONE_DAY = timedelta(days=1)


def find_due(
    limit: Limit,
    contact: Contact,
    calendar: WorkCalendar,
    extension: Duration | None = None,
    stopped: Stopped | None = None,
) -> Due | Waiting | Missing:
    """When a limit ends for a contact, with what it is extended by and the time that stood still.

    Raises OutsideYears where that lies beyond the calendar's years; never called for rings or a vague limit.
    """
    match limit:
        case Within() | NextWorkingDay() | SameDay():
            anchor = find_anchor(limit.event, contact)
            return Waiting(limit.event) if anchor is None else count(limit, anchor, calendar, extension, stopped)
        case Notice():
            return _notice(limit, contact, calendar)
        case AtEvent(event=event):
            return _at(event, contact, calendar, included=True)
        case BeforeEvent(event=event):
            return _at(event, contact, calendar, included=False)
        case DuringContact():
            return _at(CONTACT_ENDS, contact, calendar, included=True)
        case CarriedDate(name=name):
            carried = contact.dates.get(name)
            return Waiting(name) if carried is None else end_of(carried, calendar)
        case Rings() | Vague() | Nothing():
            raise AssertionError("rings, vague limits and no promise have no due")
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
        return contact.arrives
    return first_from(contact.events.get(event, ()), contact.arrives.first)


def first_from(moments: Sequence[Moment], start: int) -> Moment | None:
    """The first moment at or after an instant, else the last one before it; None where there is none."""
    if not moments:
        return None
    return next((moment for moment in moments if moment.last >= start), moments[-1])


def _notice(limit: Notice, contact: Contact, calendar: WorkCalendar) -> Due | Waiting | Missing:
    """Counted back from the last known value of an event, whose day is day 0 whatever it is."""
    known = [contact.arrives] if limit.event == CONTACT_STARTS else contact.events.get(limit.event, ())
    if not known:
        return Waiting(limit.event)
    anchor, amount = known[-1], limit.amount
    if amount.unit.is_timed:
        if not anchor.is_instant:
            return Missing(f"time of event {limit.event}")
        return _instant_before(amount, anchor.first, calendar)
    day = calendar.day_of(anchor.first)
    steps = [Step(day=day, kind=StepKind.ANCHOR, detail=limit.event)]
    day = _walk_back(day, amount, calendar, steps)
    if limit.clear:
        day = calendar.check(day - ONE_DAY)
        steps.append(Step(day=day, kind=StepKind.EARLIER, detail=f"{amount.n} clear {amount.unit}s", counts=True))
    if limit.clear or amount.unit is not Unit.WORKING_DAY:
        day = _roll_away(day, limit, calendar, steps)
    return Due(instant=calendar.start_of(day + ONE_DAY), included=False, last_day=day, day_0=day, steps=tuple(steps))


def _instant_before(amount: Duration, event: int, calendar: WorkCalendar) -> Due:
    """The last instant at which the amount still lies before the event."""
    left = amount.seconds * SECOND
    if amount.unit.is_elapsed:
        instant = event - left
        steps = (Step(day=calendar.day_of(instant), kind=StepKind.ELAPSED, detail=str(amount), counts=True),)
        return Due(instant=instant, included=True, steps=steps)
    day = calendar.day_of(event)
    while True:
        for opens, closes in reversed(calendar.open_spans(calendar.check(day))):
            ends = min(closes, event)
            if ends <= opens:
                continue
            if ends - opens >= left:
                instant = ends - left
                steps = (Step(day=calendar.day_of(instant), kind=StepKind.OPEN, detail=str(amount), counts=True),)
                return Due(instant=instant, included=True, steps=steps)
            left -= ends - opens
        day -= ONE_DAY


def _walk_back(day: date, amount: Duration, calendar: WorkCalendar, steps: list[Step]) -> date:
    match amount.unit:
        case Unit.WORKING_DAY | Unit.DAY:
            number = 0
            while number < amount.n:
                day = calendar.check(day - ONE_DAY)
                why = calendar.why_closed(day) if amount.unit is Unit.WORKING_DAY else None
                if why is not None:
                    steps.append(Step(day=day, kind=StepKind.CLOSED, detail=why))
                    continue
                number += 1
                steps.append(_counted(day, number, amount, frozenset()))
            return day
        case Unit.WEEK:
            day = calendar.check(day - timedelta(weeks=amount.n))
        case _:
            day = calendar.check(add_months(day, -amount.n * (12 if amount.unit is Unit.YEAR else 1)))
    steps.append(Step(day=day, kind=StepKind.EARLIER, detail=str(amount), counts=True))
    return day


def _roll_away(day: date, limit: Notice, calendar: WorkCalendar, steps: list[Step]) -> date:
    """A roll goes away from the event: the calendar's forward means the working day before; the limit's own, itself."""
    if limit.roll is not None:
        roll = limit.roll
    else:
        roll = {Roll.FORWARD: Roll.BACK, Roll.BACK: Roll.FORWARD}.get(calendar.rules.roll or Roll.NONE, Roll.NONE)
    step = {Roll.FORWARD: ONE_DAY, Roll.BACK: -ONE_DAY, Roll.NONE: None}[roll]
    if step is None or calendar.is_working(day):
        return day
    while not calendar.is_working(day):
        day += step
    steps.append(Step(day=day, kind=StepKind.ROLLED, detail=str(roll), counts=True))
    return day


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
    amounts = amounts_of(limit, extension)
    if amounts and amounts[0].unit.is_timed and stopped is not None and not stopped.is_exact:
        return Missing("time of a pause")
    if amounts and amounts[0].unit.is_elapsed:
        return _elapsed(amounts, limit.event, anchor, calendar, stopped)
    raw = isinstance(limit, Within) and limit.day_and_night
    zero = day_zero(anchor.first, limit.event, calendar, raw=raw)
    needs_time = limit.same_time or (bool(amounts) and amounts[0].unit.is_opening)
    if not anchor.is_instant and (needs_time or day_zero(anchor.last, limit.event, calendar, raw=raw).day != zero.day):
        return Missing("time of arrival" if limit.event == CONTACT_STARTS else f"time of event {limit.event}")
    steps = list(zero.steps)
    if amounts and amounts[0].unit.is_opening:
        return _while_open(amounts, zero.instant, calendar, steps, stopped)
    day = _walk_all(zero, amounts, calendar, steps, stopped)
    if not raw and any(amount.unit is not Unit.WORKING_DAY for amount in amounts):
        day = _roll(day, limit, calendar, steps)
    return replace(_end_on(day, limit, zero.instant, calendar, tuple(steps)), day_0=zero.day)


def _walk_all(
    zero: DayZero,
    amounts: tuple[Duration, ...],
    calendar: WorkCalendar,
    steps: list[Step],
    stopped: Stopped | None,
) -> date:
    """The last day: the amounts one after the other, the first with the days that stood still added to it.

    It is never before the day on which the last pause ended; working days, and the same day, go on from there to the
    next working day.
    """
    day = zero.day if amounts or not zero.is_day_1 else calendar.check(zero.day + ONE_DAY)
    still = frozenset() if stopped is None else frozenset(one for one in stopped.days if one > zero.day)
    for amount in amounts:
        day = _walk(day, amount, calendar, steps, still, is_day_1=zero.is_day_1)
        if amount.unit not in (Unit.DAY, Unit.WORKING_DAY) and still:
            day = calendar.check(day + len(still) * ONE_DAY)
            steps.append(Step(day=day, kind=StepKind.PAUSED, detail=str(Duration(len(still), Unit.DAY)), counts=True))
        still = frozenset()
    if stopped is None or day >= stopped.last_day:
        return day
    day = stopped.last_day
    if not amounts or amounts[-1].unit is Unit.WORKING_DAY:
        day = calendar.next_working(day)
    steps.append(Step(day=day, kind=StepKind.PAUSED, counts=True))
    return day


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
            steps.append(Step(day=here, kind=StepKind.NOT_OPEN))
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
    while (why := calendar.why_closed(first)) is not None:
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


def amounts_of(limit: DayEnded, extension: Duration | None) -> tuple[Duration, ...]:
    """What is walked, in this order: the limit's amount, an extension in its unit added; then one in another unit."""
    amount = amount_of(limit)
    if extension is None:
        return () if amount is None else (amount,)
    if amount is None:
        return (extension,)
    if amount.unit is extension.unit:
        return (Duration(amount.n + extension.n, amount.unit),)
    return (amount, extension)


def _elapsed(
    amounts: tuple[Duration, ...], event: str, anchor: Moment, calendar: WorkCalendar, stopped: Stopped | None
) -> Due | Missing:
    if not anchor.is_instant:
        return Missing("time of arrival" if event == CONTACT_STARTS else f"time of event {event}")
    still = 0 if stopped is None else sum(max(end - max(start, anchor.first), 0) for start, end in stopped.spans)
    instant = anchor.first + sum(amount.seconds for amount in amounts) * SECOND + still
    day = calendar.day_of(anchor.first)
    calendar.day_of(instant)
    steps = [Step(day=day, kind=StepKind.ELAPSED, detail=" and ".join(map(str, amounts)), counts=True)]
    for transition in calendar.clock.transitions[1:]:
        at = (transition.at or 0) * SECOND
        if anchor.first < at <= instant:
            change = transition.offset - calendar.clock.transition(at - 1).offset
            steps.append(Step(day=calendar.day_of(at), kind=StepKind.CLOCK_CHANGE, number=change // 60))
    if still:
        steps.append(Step(day=calendar.day_of(instant), kind=StepKind.PAUSED, detail=_hours_text(still)))
    return Due(instant=instant, included=True, steps=tuple(steps))


def _while_open(
    amounts: tuple[Duration, ...], start: int, calendar: WorkCalendar, steps: list[Step], stopped: Stopped | None
) -> Due:
    """Time counted only while we are open: the first instant at which it is used up."""
    total = sum(amount.seconds for amount in amounts) * SECOND
    if stopped is not None:
        total += sum(calendar.open_between(max(begins, start), end) for begins, end in stopped.spans if end > start)
    left = total
    day = calendar.day_of(start)
    here = calendar.check(day) - ONE_DAY if day > calendar.first else day  # a span may begin the evening before
    while True:
        for opens, closes in calendar.open_spans(here):
            begins = max(opens, start)
            if begins >= closes:
                continue
            used = min(closes - begins, left)
            left -= used
            text = f"{_hours_text(total - left)} of {' and '.join(map(str, amounts))}"
            steps.append(Step(day=calendar.day_of(begins), kind=StepKind.OPEN, detail=text, counts=True))
            if not left:
                return Due(instant=begins + used, included=True, steps=tuple(steps))
        here = calendar.check(here + ONE_DAY)


def _hours_text(microseconds: int) -> str:
    """`3:15`, hours and minutes, rounded down."""
    minutes = microseconds // (60 * SECOND)
    return f"{minutes // 60}:{minutes % 60:02}"


def _walk(
    day: date,
    amount: Duration,
    calendar: WorkCalendar,
    steps: list[Step],
    still: frozenset[date],
    *,
    is_day_1: bool = False,
) -> date:
    """The day to which an amount leads; days that stand `still` are added to it, and shown as what they are."""
    match amount.unit:
        case Unit.WORKING_DAY:
            left = amount.n + sum(calendar.is_working(one) for one in still)
            counted = 0
            while left:
                day += ONE_DAY
                why = calendar.why_closed(day)
                if why is not None:
                    steps.append(Step(day=day, kind=StepKind.CLOSED, detail=why))
                    continue
                left -= 1
                counted += day not in still
                steps.append(_counted(day, counted, amount, still))
            return day
        case Unit.DAY:
            counted = 0
            for _ in range(amount.n + len(still)):
                day = calendar.check(day + ONE_DAY)
                counted += day not in still
                steps.append(_counted(day, counted, amount, still))
            return day
        case Unit.WEEK:
            day = calendar.check(day + timedelta(weeks=amount.n))
        case Unit.MONTH:
            day = calendar.check(_months_later(day, amount.n, is_day_1))
        case Unit.YEAR:
            day = calendar.check(_months_later(day, 12 * amount.n, is_day_1))
        case Unit.SECOND | Unit.MINUTE | Unit.HOUR | Unit.OPENING_MINUTE | Unit.OPENING_HOUR:
            raise AssertionError("elapsed amounts are not walked")
        case _:
            assert_never(amount.unit)
    steps.append(Step(day=day, kind=StepKind.LATER, detail=str(amount), counts=True))
    return day


def _months_later(day: date, months: int, is_day_1: bool) -> date:
    """The corresponding date; where the day after is day 1, the day before the one that corresponds to that."""
    return add_months(day + ONE_DAY, months) - ONE_DAY if is_day_1 else add_months(day, months)


def _counted(day: date, number: int, amount: Duration, still: frozenset[date]) -> Step:
    if day in still:
        return Step(day=day, kind=StepKind.PAUSED)
    return Step(day=day, kind=StepKind.COUNTED, detail=str(amount.unit), number=number, of=amount.n, counts=True)


def _roll(day: date, limit: DayEnded, calendar: WorkCalendar, steps: list[Step]) -> date:
    """The calendar's roll moves days, weeks, months and years; a roll in the limit itself wins."""
    roll = (limit.roll if isinstance(limit, Within) else None) or calendar.rules.roll or Roll.NONE
    step = {Roll.FORWARD: ONE_DAY, Roll.BACK: -ONE_DAY, Roll.NONE: None}[roll]
    if step is None or calendar.is_working(day):
        return day
    while (why := calendar.why_closed(day)) is not None:
        if step > timedelta():
            steps.append(Step(day=day, kind=StepKind.CLOSED, detail=why))
        day += step
    steps.append(Step(day=day, kind=StepKind.ROLLED, detail=str(roll), counts=True))
    return day
