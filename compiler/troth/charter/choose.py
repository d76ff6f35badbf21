"""Which contact shows a promise best: around the next real holiday after a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.model.limit import ARRIVAL, Limit, NextWorkingDay, SameDay, Vague, Within
from troth.model.policy import Policy, Promise
from troth.tables.contacts import Shape, shape_for
from troth.wording.example import WorkedExample, write_example
from troth.wording.voice import Voice

_TRIES = 40


def worked_example(
    promise: Promise, policy: Policy, calendar: WorkCalendar, after: date, voice: Voice = Voice.CUSTOMER
) -> WorkedExample | None:
    """The example of a promise around the next holiday after a day; None where it promises no deadline."""
    limits = [(path, limit) for path, limit in promise.limits() if not isinstance(limit, Vague)]
    if not limits:
        return None
    ordered = sorted(limits, key=lambda item: (bool(item[0]) and promise.limit is not None, not _in_days(item[1])))
    path, limit = ordered[0]
    shape = shape_for(promise, path, limit, policy)
    for day in _days(calendar, after):
        data = _contact(shape, limit, day)
        try:
            found = write_example(promise.id, data, policy, calendar, voice)
        except OutsideYears:
            return None
        if found is not None:
            return found
    return None


def _in_days(limit: Limit) -> bool:
    if isinstance(limit, Within):
        return not limit.amount.unit.is_elapsed
    return isinstance(limit, NextWorkingDay | SameDay)


def _days(calendar: WorkCalendar, after: date) -> Iterator[date]:
    """Days of arrival worth showing: the working day before the next holiday that falls in the week, then later."""
    start = min(max(after, calendar.first), calendar.last - timedelta(days=60))
    weekdays = calendar.rules.weekdays
    holidays = (
        closed.day for closed in calendar.rules.closed if closed.day > start and closed.day.weekday() in weekdays
    )
    holiday = next(holidays, None)
    if weekdays and holiday is not None:
        start = calendar.working_before(holiday - timedelta(days=1))
    yield from (start + timedelta(days=step) for step in range(_TRIES))


def _contact(shape: Shape, limit: Limit, day: date) -> dict[str, Any]:
    """The shape on a day, at a time that people would choose for an example."""
    hour = "23:00" if isinstance(limit, Within) and limit.amount.unit.is_elapsed else "16:00"
    on_day = f"{day.isoformat()}T{hour if shape.anchor == ARRIVAL else '10:00'}"
    data = shape.at(on_day)
    if shape.anchor != ARRIVAL:
        data["arrives"] = f"{day.isoformat()}T09:30"
    return data
