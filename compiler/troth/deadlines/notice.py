"""How long before an event something is done, or after it: counted back from its day, or on from it."""

from __future__ import annotations

from datetime import date, timedelta

from troth.calendars.local_time import SECOND
from troth.calendars.months import add_months
from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import Moment
from troth.deadlines.deadline import Due, Step, StepKind, time_of
from troth.deadlines.holds import Missing
from troth.deadlines.walk import ONE_DAY, counted_step, in_working_days, is_short, roll_day
from troth.model.duration import Duration, Unit
from troth.model.limit import Notice, Roll


def before(limit: Notice, event: Moment, calendar: WorkCalendar) -> Due | Missing:
    """`at least 5 working days before the visit`: the last that it may be; of `at most`, with the first that it may be.

    The event's day is day 0 whatever it is. What is at most so long before comes before the event itself.
    """
    nearest = _nearest(limit, event, calendar)
    if isinstance(nearest, Missing) or not limit.at_most:
        return nearest
    opens = nearest.instant if nearest.last_day is None else calendar.start_of(nearest.last_day)
    return Due(
        instant=event.last,
        included=False,
        earliest=None if event.is_instant else event.first,
        opens=opens,
        steps=nearest.steps,
    )


def _nearest(limit: Notice, event: Moment, calendar: WorkCalendar) -> Due | Missing:
    amounts = amounts_of_notice(limit, calendar.rules.short)
    if amounts[0].unit.is_timed:
        return _instant_before(amounts, event.first, calendar) if event.is_instant else Missing(time_of(limit.event))
    day = calendar.day_of(event.first)
    steps = [Step(day=day, kind=StepKind.ANCHOR, detail=limit.event)]
    for amount in amounts:
        day = _walk_back(day, amount, calendar, steps)
    if limit.clear:
        day = clear_day(calendar.check(day - ONE_DAY), limit, amounts[0], steps)
    if limit.clear or amounts[-1].unit is not Unit.WORKING_DAY:
        day = roll_day(day, limit.roll or rolls_away(calendar.rules.roll), calendar, steps)
    return Due(instant=calendar.start_of(day + ONE_DAY), included=False, last_day=day, day_0=day, steps=tuple(steps))


def amounts_of_notice(limit: Notice, short: int = 0) -> tuple[Duration, ...]:
    """What is walked, in this order; up to `short` days alone are working days."""
    amounts = [limit.amount] if limit.then is None else [limit.amount, limit.then]
    return tuple(in_working_days(one) for one in amounts) if is_short(amounts, short) else tuple(amounts)


def clear_day(day: date, limit: Notice, amount: Duration, steps: list[Step]) -> date:
    """The day beyond the clear ones."""
    kind = StepKind.LATER if limit.after else StepKind.EARLIER
    steps.append(Step(day=day, kind=kind, detail=amount.clear, counts=True))
    return day


def rolls_away(roll: Roll | None) -> Roll:
    """Counted back, a calendar's roll goes away from the event: forward means the working day before."""
    return {Roll.FORWARD: Roll.BACK, Roll.BACK: Roll.FORWARD}.get(roll or Roll.NONE, Roll.NONE)


def _walk_back(day: date, amount: Duration, calendar: WorkCalendar, steps: list[Step]) -> date:
    match amount.unit:
        case Unit.WORKING_DAY | Unit.DAY:
            number = 0
            while number < amount.n:
                day = calendar.check(day - ONE_DAY)
                why = calendar.why_not_counted(day, amount.unit)
                if why is not None:
                    steps.append(Step(day=day, kind=StepKind.CLOSED, detail=why))
                    continue
                number += 1
                steps.append(counted_step(day, number, amount, frozenset()))
            return day
        case Unit.WEEK:
            day = calendar.check(day - timedelta(weeks=amount.n))
        case _:
            months = amount.n * (12 if amount.unit is Unit.YEAR else 1)
            day = calendar.check(add_months(day, -months, overflows=calendar.months_overflow))
    steps.append(Step(day=day, kind=StepKind.EARLIER, detail=str(amount), counts=True))
    return day


def _instant_before(amounts: tuple[Duration, ...], event: int, calendar: WorkCalendar) -> Due:
    """The last instant at which the amounts still lie before the event."""
    left = sum(amount.seconds for amount in amounts) * SECOND
    text = " and ".join(map(str, amounts))
    if amounts[0].unit.is_elapsed:
        instant = event - left
        steps = (Step(day=calendar.day_of(instant), kind=StepKind.ELAPSED, detail=text, counts=True),)
        return Due(instant=instant, included=True, steps=steps)
    day = calendar.day_of(event)
    while True:
        for opens, closes in reversed(calendar.open_spans(calendar.check(day))):
            ends = min(closes, event)
            if ends <= opens:
                continue
            if ends - opens >= left:
                instant = ends - left
                steps = (Step(day=calendar.day_of(instant), kind=StepKind.OPEN, detail=text, counts=True),)
                return Due(instant=instant, included=True, steps=steps)
            left -= ends - opens
        day -= ONE_DAY
