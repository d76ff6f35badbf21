"""Amounts of time, by the clock on the wall or while we are open: they end at an instant."""

from __future__ import annotations

from collections.abc import Iterator

from troth.calendars.local_time import SECOND
from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import Moment
from troth.deadlines.deadline import Due, Step, StepKind, Stopped, time_of
from troth.deadlines.holds import Missing
from troth.deadlines.walk import ONE_DAY, roll_day
from troth.model.duration import Duration
from troth.model.limit import DayEnded, Within


def elapsed(
    amounts: tuple[Duration, ...],
    limit: DayEnded,
    anchor: Moment,
    calendar: WorkCalendar,
    stopped: Stopped | None,
) -> Due | Missing:
    """Time by the clock on the wall, from the anchor's raw instant."""
    if not anchor.is_instant:
        return Missing(time_of(limit.event))
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
    return _rolled(instant, limit, calendar, steps)


def _rolled(instant: int, limit: DayEnded, calendar: WorkCalendar, steps: list[Step]) -> Due:
    """Time is rolled by a roll in the limit itself only, and keeps its time of day."""
    roll = limit.roll if isinstance(limit, Within) and not limit.day_and_night else None
    day = calendar.day_of(instant)
    if roll is not None and not calendar.is_counted(day):
        at = calendar.clock.local(instant).time()
        instant = calendar.at(roll_day(day, roll, calendar, steps), at)
    return Due(instant=instant, included=True, steps=tuple(steps))


def while_open(
    amounts: tuple[Duration, ...],
    limit: DayEnded,
    start: int,
    calendar: WorkCalendar,
    steps: list[Step],
    stopped: Stopped | None,
) -> Due:
    """Time counted only while we are open and it does not stand still: the first instant at which it is used up."""
    total = left = sum(amount.seconds for amount in amounts) * SECOND
    day = calendar.day_of(start)
    here = calendar.evening_before(start) or day
    while True:
        for opens, closes in calendar.open_spans(here):
            ends, before = 0, left
            for begins, until in _counting(max(opens, start), closes, stopped):
                used = min(until - begins, left)
                left -= used
                ends = begins + used
                if not left:
                    break
            if left == before:
                continue
            text = f"{_hours_text(total - left)} of {' and '.join(map(str, amounts))}"
            steps.append(Step(day=calendar.day_of(max(opens, start)), kind=StepKind.OPEN, detail=text, counts=True))
            if not left:
                return _rolled(ends, limit, calendar, steps)
        here = calendar.check(here + ONE_DAY)


def _counting(start: int, end: int, stopped: Stopped | None) -> Iterator[tuple[int, int]]:
    """The parts of a span of time that do not stand still, in order."""
    for begins, ends in () if stopped is None else stopped.spans:
        if begins < end and ends > start:
            if start < begins:
                yield start, begins
            start = ends
    if start < end:
        yield start, end


def _hours_text(microseconds: int) -> str:
    """`3:15`, hours and minutes, rounded down."""
    minutes = microseconds // (60 * SECOND)
    return f"{minutes // 60}:{minutes % 60:02}"
