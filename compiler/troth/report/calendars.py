"""The calendars that policies use, in words and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby
from typing import Any

from troth.calendars.lock import region_name
from troth.calendars.workdays import WEEKEND
from troth.model.calendar import Calendar
from troth.review.calendar_days import UsedDay, Why
from troth.wording.style import date_text, day_text, listed

_ONE_DAY = timedelta(days=1)


def calendar_head(calendar: Calendar) -> str:
    """`calendar office, 2015 to 2030, holidays of Scotland (GB-SCT)`."""
    rule = calendar.holidays
    regions = [f"{region_name(code)} ({code})" for code in (rule.regions if rule else ())]
    holidays = f"holidays of {listed(regions, 'and')}" if regions else "no public holidays"
    return f"calendar {calendar.name}, {calendar.first_year} to {calendar.last_year}, {holidays}"


def calendar_lines(calendar: Calendar, days: Iterable[UsedDay], years: Iterable[int]) -> Iterator[str]:
    """A line for each year, and beneath it one for each day, or for days in a row that are closed for one reason."""
    by_year = {year: list(found) for year, found in groupby(days, key=lambda one: one.day.year)}
    for year in years:
        mark = ""
        if calendar.holidays is not None and calendar.holidays.regions:
            mark = ", holidays by rule" if year in calendar.by_rule else ", holidays proclaimed"
        yield f"  {year}{mark}"
        yield from (f"    {line}" for line in _day_lines(by_year.get(year, ())))


def _day_lines(days: Iterable[UsedDay]) -> Iterator[str]:
    rows: list[list[UsedDay]] = []
    for one in days:
        row = next((row for row in rows if _goes_on(row[-1], one)), None)
        if row is None:
            rows.append([one])
        else:
            row.append(one)
    for row in rows:
        first, last = row[0], row[-1]
        when = day_text(first.day) if len(row) == 1 else f"{day_text(first.day)} to {day_text(last.day)}"
        heard = "" if first.announced is None else f", announced {date_text(first.announced)}"
        yield f"{when}, {first.name}{heard}{_used(first, alone=len(row) == 1)}"


def _goes_on(before: UsedDay, one: UsedDay) -> bool:
    """Is a day the next of a closure, or of days that the policy adds, for one reason?"""
    same = (before.why, before.name, before.announced) == (one.why, one.name, one.announced)
    return same and one.why not in (Why.HOLIDAY, Why.DROPPED) and one.day - before.day == _ONE_DAY


def _used(one: UsedDay, *, alone: bool) -> str:
    regions = f" (only {listed(list(one.regions), 'and')})" if one.regions else ""
    anyway = anyway_text(one.anyway) if alone else ""
    if one.why is Why.DROPPED:
        return f"{regions}: the policy drops it, {anyway}" if anyway else f"{regions}: worked, the policy drops it"
    said = {
        Why.HOLIDAY: regions,
        Why.ADDED: ": added by the policy",
        Why.CLOSED: ": closed by the policy",
        Why.SHUT: ": closed by the policy, and counts as a working day",
    }[one.why]
    return f"{said}; {anyway}" if anyway else said


def anyway_text(why: str) -> str:
    """Why a day makes no difference: `a weekend anyway`; "" where it makes one."""
    if not why:
        return ""
    if why == WEEKEND:
        return "a weekend anyway"
    return "no working day anyway" if why.startswith("not ") else f"closed anyway: {why}"


def calendar_data(policy: str, calendar: Calendar, days: Iterable[UsedDay], years: Iterable[int]) -> dict[str, Any]:
    """A calendar as JSON data, with the days of some years."""
    rule, shown = calendar.holidays, frozenset(years)
    regions = rule.regions if rule else ()
    return {
        "policy": policy,
        "calendar": calendar.name,
        "years": [calendar.first_year, calendar.last_year],
        "regions": list(regions),
        "dropped": list(rule.dropped) if rule else [],
        "by_rule": list(calendar.by_rule),
        "days": [
            {
                "date": one.day.isoformat(),
                "name": one.name,
                "why": str(one.why),
                "regions": list(one.regions or (regions if one.why in (Why.HOLIDAY, Why.DROPPED) else ())),
                "anyway": one.anyway or None,
                **({} if one.announced is None else {"announced": one.announced.isoformat()}),
            }
            for one in days
            if one.day.year in shown
        ],
    }
