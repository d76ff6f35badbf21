"""What answers mean for real days: the next public holiday, and the dates that the compiler works out around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from troth.calendars.lock import Lock
from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.calendars.zone import read_zone
from troth.deadlines.contact import Moment
from troth.deadlines.deadline import Step, StepKind
from troth.deadlines.due import count
from troth.model.calendar import Calendar, ClosedDay, Counting, HolidayRule
from troth.model.duration import Duration, Unit
from troth.model.limit import Within
from troth.resources import zone
from troth.start.answers import Answers, Refused
from troth.wording import style

YEARS_AHEAD = 4
ARRIVES_AT = time(16)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A contact that arrives on a day, and the last day on which a reply is in time; `steps` are the days between."""

    arrives: date
    due: date
    holiday: str
    steps: tuple[Step, ...]

    def lines(self) -> Iterator[str]:
        """The days, one a line, as `troth due` says them."""
        for step in self.steps:
            why = style.reason_text(str(step.kind), step.detail, step.number, step.of)
            if step.kind is StepKind.ANCHOR:
                why = "the day it arrives"
            mark = "+" if step.counts else " "
            yield f"{mark} {style.day_text(step.day)[:3]} {style.date_text(step.day):<18} {why}"


def calendar_of(answers: Answers, lock: Lock | None, today: date) -> WorkCalendar:
    """The calendar that these answers mean: this year and the next four."""
    names: dict[date, list[str]] = {}
    for holiday in lock.holidays if lock else ():
        names.setdefault(holiday.day, []).append(holiday.name)
    rules = Calendar(
        name="office",
        zone=answers.zone,
        first_year=today.year,
        last_year=today.year + YEARS_AHEAD,
        weekdays=answers.weekdays,
        counting=answers.counting,
        closed=tuple(ClosedDay(day, ", ".join(dict.fromkeys(why))) for day, why in sorted(names.items())),
        holidays=HolidayRule(regions=(answers.region,) if answers.region else ()),
    )
    return WorkCalendar(rules, read_zone(zone(rules.zone), rules.first, rules.last))


def before_a_holiday(answers: Answers, calendar: WorkCalendar, today: date) -> Counted:
    """A contact on the last working day before the next public holiday that takes a working day away.

    Where there is no such holiday: on the next working day. Raises Refused for a limit beyond the calendar's years.
    """
    for day in _holidays(calendar, today + ONE_DAY):
        arrives = day - ONE_DAY
        while arrives > today and not calendar.is_working(arrives):
            arrives -= ONE_DAY
        if calendar.is_working(arrives):
            return _counted(answers, calendar, arrives, calendar.closed[day])
    return _counted(answers, calendar, calendar.next_working(today), "")


def on_a_closed_day(answers: Answers, calendar: WorkCalendar, today: date) -> tuple[Counted, Counted] | None:
    """The two dates of a contact on the next closed day on which they differ, by each way to count.

    The next public holiday, where that is such a day. None where no closed day is near on which they differ.
    """
    near = (today + step * ONE_DAY for step in range(366))
    closed = (day for day in near if day <= calendar.last and not calendar.is_working(day))
    for day in (*_holidays(calendar, today), *closed):
        pair = [
            _counted(replace(answers, counting=way), _counting(calendar, way), day, calendar.why_closed(day) or "")
            for way in (Counting.ARRIVAL_IS_DAY_0, Counting.WHEN_NEXT_OPEN)
        ]
        if pair[0].due != pair[1].due:
            return pair[0], pair[1]
    return None


def both_dates_said(answers: Answers, arrival: Counted, next_open: Counted) -> str:
    """The two dates in words, for the question which of them is meant."""
    opens = next(step.day for step in next_open.steps if step.day > next_open.arrives and step.kind is StepKind.DAY_0)
    first, second = style.end_of_day_text(arrival.due), style.end_of_day_text(next_open.due)
    return "\n".join(
        [
            f"Say someone contacts you on {style.day_text(arrival.arrives)}, when you are closed ({arrival.holiday}).",
            f"You reply within {style.plural(answers.working_days, 'working day')}, counted from:",
            f"   1  the day it arrives: you reply {first}",
            f"   2  the day you next open, {style.day_text(opens)}: you reply {second}",
        ]
    )


def _holidays(calendar: WorkCalendar, first: date) -> Iterator[date]:
    """The public holidays from a day on that fall on a day of the week that is worked."""
    last = calendar.last - 31 * ONE_DAY
    return (day for day in sorted(calendar.closed) if first <= day <= last and day.weekday() in calendar.rules.weekdays)


def _counting(calendar: WorkCalendar, way: Counting) -> WorkCalendar:
    return WorkCalendar(replace(calendar.rules, counting=way), calendar.clock.transitions)


def _counted(answers: Answers, calendar: WorkCalendar, arrives: date, holiday: str) -> Counted:
    limit = Within(amount=Duration(answers.working_days, Unit.WORKING_DAY))
    try:
        instant = calendar.at(arrives, ARRIVES_AT)
        due = count(limit, Moment(instant, instant), calendar)
    except OutsideYears:
        said = style.plural(answers.working_days, "working day")
        raise Refused(f"{said} are longer than the years of the calendar", "write a number such as `3`") from None
    last = getattr(due, "last_day", None)
    assert isinstance(last, date)
    return Counted(arrives=arrives, due=last, holiday=holiday, steps=getattr(due, "steps", ()))
