"""A calendar of the corpus as text of the language, line by line. Nothing here is the compiler's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from tests.oracle.corpus_spec import Calendar, Closure, Hours
from tests.oracle.corpus_text_limits import MONTHS, date_text

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COUNTINGS = {
    "day 0": "the day of arrival is day 0",
    "next open": "a contact that arrives while closed arrives when we next open",
    "day 1": "the day of arrival is day 1",
}


def calendar_lines(calendar: Calendar) -> Iterator[str]:
    first, last = calendar.years
    yield f"time zone {calendar.zone}"
    yield f"years {first} to {last}" if first != last else f"years {first} to {first}"
    yield f"holidays {'in any of ' if len(calendar.regions) > 1 else ''}{', '.join(calendar.regions) or 'none'}"
    for name in calendar.dropped:
        yield f'holidays except "{name}"'
    for day, name in calendar.holidays:
        yield f'holidays also {date_text(day)}, "{name}"'
    for one in calendar.announced:
        how = "closed" if one.is_closure else "holidays also"
        yield f'{how} {date_text(one.day)}, "{one.name}", announced {date_text(one.on)}'
    if calendar.weekdays:
        yield f"working days {weekdays_text(calendar.weekdays)}"
    for hours in () if isinstance(calendar.hours, str) else calendar.hours:
        yield hours_text(hours)
    if calendar.hours == "always":
        yield "open day and night"
    for closure in calendar.closures:
        yield closure_text(closure)
    for period in calendar.not_counted:
        yield not_counted_text(period)
    if calendar.short:
        yield f"working days only, in periods up to {calendar.short} days"
    if calendar.cutoff:
        yield f"cutoff {calendar.cutoff}"
    for name, start, end in calendar.seasons:
        yield f"season {name}, {yearly_text(start, end)}"
    yield f"counting {COUNTINGS[calendar.counting]}"
    if calendar.roll is not None:
        yield f"roll {'as it falls' if calendar.roll == 'falls' else calendar.roll}"


def hours_text(hours: Hours) -> str:
    spans = " and ".join(f"{opens} to {closes}" for opens, closes in hours.spans)
    if hours.dates is not None:
        return f"open {range_text(*hours.dates)}, {spans}"
    season = "" if hours.season is None else f", during {yearly_text(*hours.season)}"
    return f"open {weekdays_text(hours.weekdays)}, {spans}{season}"


def closure_text(closure: Closure) -> str:
    works = ", counted as working days" if closure.works else ""
    if isinstance(closure.first, dt.date):
        assert isinstance(closure.last, dt.date)
        return f'closed {range_text(closure.first, closure.last)}, "{closure.name}"{works}'
    assert not isinstance(closure.last, dt.date)
    return f'closed {yearly_text(closure.first, closure.last)}, "{closure.name}"{works}'


def not_counted_text(period: Closure) -> str:
    name = f', "{period.name}"' if period.name else ""
    if isinstance(period.first, dt.date):
        assert isinstance(period.last, dt.date)
        return f"not counted {range_text(period.first, period.last)}{name}"
    assert not isinstance(period.last, dt.date)
    return f"not counted {yearly_text(period.first, period.last)}{name}"


def weekdays_text(days: frozenset[int]) -> str:
    """`Monday to Friday`, or the days one by one."""
    listed = sorted(days)
    if len(listed) > 2 and listed == list(range(listed[0], listed[-1] + 1)):
        return f"{WEEKDAYS[listed[0]]} to {WEEKDAYS[listed[-1]]}"
    return ", ".join(WEEKDAYS[day] for day in listed)


def yearly_text(first: tuple[int, int], last: tuple[int, int]) -> str:
    return f"{first[1]} {MONTHS[first[0] - 1]} to {last[1]} {MONTHS[last[0] - 1]} each year"


def range_text(first: dt.date, last: dt.date) -> str:
    return date_text(first) if first == last else f"{date_text(first)} to {date_text(last)}"
