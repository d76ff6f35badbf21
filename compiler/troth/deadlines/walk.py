"""Walking over days, one after another, with why each counts or does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import assert_never

from troth.calendars.months import add_months, month_end
from troth.calendars.workdays import WorkCalendar
from troth.deadlines.deadline import Step, StepKind
from troth.model.duration import Duration, Unit
from troth.model.limit import Roll

ONE_DAY = timedelta(days=1)


def is_short(amounts: Sequence[Duration], short: int) -> bool:
    """Is it one amount in days, of no more than `short`, so that only working days count?"""
    return len(amounts) == 1 and amounts[0].unit is Unit.DAY and amounts[0].n <= short


def in_working_days(amount: Duration) -> Duration:
    """As many working days for an amount in days; any other as it is."""
    return Duration(amount.n, Unit.WORKING_DAY) if amount.unit is Unit.DAY else amount


def walk(
    day: date,
    amount: Duration,
    calendar: WorkCalendar,
    steps: list[Step],
    still: frozenset[date],
    *,
    is_day_1: bool = False,
) -> date:
    """The day to which an amount leads; days that stand `still` are added to it, and shown as what they are."""
    start, counted = day, 0
    match amount.unit:
        case Unit.WORKING_DAY | Unit.DAY:
            while counted < amount.n:
                day = calendar.check(day + ONE_DAY)
                why = calendar.why_not_counted(day, amount.unit)
                if why is not None:
                    steps.append(Step(day=day, kind=StepKind.CLOSED, detail=why))
                    continue
                counted += day not in still
                steps.append(counted_step(day, counted, amount, still))
            return day
        case Unit.WEEK:
            day = calendar.check(day + timedelta(weeks=amount.n))
        case Unit.MONTH:
            day = calendar.check(_months_later(day, amount.n, is_day_1, calendar))
        case Unit.YEAR:
            day = calendar.check(_months_later(day, 12 * amount.n, is_day_1, calendar))
        case Unit.SECOND | Unit.MINUTE | Unit.HOUR | Unit.OPENING_MINUTE | Unit.OPENING_HOUR:
            raise AssertionError("amounts of time are not walked")
        case _:
            assert_never(amount.unit)
    steps.append(Step(day=day, kind=StepKind.LATER, detail=str(amount), counts=True))
    return _past_still(start, day, calendar, steps, still)


def _past_still(start: date, end: date, calendar: WorkCalendar, steps: list[Step], still: frozenset[date]) -> date:
    """The end of weeks, months or years, later by the days of them that stood still."""
    left = stood = sum(start < one <= end for one in still)
    while left:
        end = calendar.check(end + ONE_DAY)
        if end in still:
            stood += 1
        else:
            left -= 1
    if stood:
        steps.append(Step(day=end, kind=StepKind.PAUSED, detail=str(Duration(stood, Unit.DAY)), counts=True))
    return end


def past_pause(
    day: date, ended: date, calendar: WorkCalendar, steps: list[Step], still: frozenset[date], *, is_worked: bool
) -> date:
    """The day on which the last pause ended, which is later than the one to which a limit led.

    `is_worked`: or the next working day after it.
    """
    last = ended
    while is_worked and not calendar.is_counted(last):
        last = calendar.check(last + ONE_DAY)
    here = day + ONE_DAY
    while here < last:
        unit = Unit.WORKING_DAY
        why = calendar.why_not_counted(here, unit) if is_worked or here not in still else None
        if why is not None:
            steps.append(Step(day=here, kind=StepKind.CLOSED, detail=why))
        elif here in still:
            steps.append(Step(day=here, kind=StepKind.PAUSED))
        here += ONE_DAY
    steps.append(Step(day=last, kind=StepKind.RESUMED, counts=True))
    return last


def _months_later(day: date, months: int, is_day_1: bool, calendar: WorkCalendar) -> date:
    """The corresponding date; where the day after is day 1, the day before the one that corresponds to that."""
    overflows = calendar.months_overflow
    if is_day_1:
        return add_months(day + ONE_DAY, months, overflows=overflows) - ONE_DAY
    return add_months(day, months, overflows=overflows)


def counted_step(day: date, number: int, amount: Duration, still: frozenset[date]) -> Step:
    """A day that counts, as `number` of its amount; or that stands still."""
    if day in still:
        return Step(day=day, kind=StepKind.PAUSED)
    return Step(day=day, kind=StepKind.COUNTED, detail=str(amount.unit), number=number, of=amount.n, counts=True)


def roll_day(day: date, roll: Roll, calendar: WorkCalendar, steps: list[Step]) -> date:
    """That day if it is a working day that counts, else the one to which it rolls."""
    step = {Roll.FORWARD: ONE_DAY, Roll.BACK: -ONE_DAY, Roll.NONE: None}[roll]
    if step is None or calendar.is_counted(day):
        return day
    while (why := calendar.why_not_counted(day, Unit.WORKING_DAY)) is not None:
        if step > timedelta():
            steps.append(Step(day=day, kind=StepKind.CLOSED, detail=why))
        day += step
    steps.append(Step(day=day, kind=StepKind.ROLLED, detail=str(roll), counts=True))
    return day


def to_month_end(day: date, calendar: WorkCalendar, steps: list[Step]) -> date:
    """The last day of the month of a day."""
    last = calendar.check(month_end(day))
    if last != day:
        steps.append(Step(day=last, kind=StepKind.MONTH_END, counts=True))
    return last
