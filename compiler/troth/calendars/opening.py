"""When an organisation is open: spans of minutes in a day, by rules. Standard library only: compiled checkers carry it.

A rule is a table: `dates` (first and last day, ISO 8601) or `weekdays` (0 is Monday), perhaps with `during` (first and
last month and day of a season), and `spans`: pairs of minutes after midnight, the end excluded; an end beyond 1,440
lies in the next day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

DAY_MINUTES = 1_440


def spans_on(day: date, rules: Sequence[Mapping[str, Any]], *, is_closed: bool) -> list[tuple[int, int]]:
    """The spans that begin on a day, in order: of a rule for its date, else of its season, else of its weekday.

    On a day that is closed by name (a holiday, a closure) only a rule for its date gives some.
    """
    here = day.isoformat()
    ranked: list[Sequence[Sequence[int]] | None] = [None, None, None]
    for rule in rules:
        if rule["dates"]:
            if rule["dates"][0] <= here <= rule["dates"][1]:
                ranked[0] = [*(ranked[0] or ()), *rule["spans"]]
        elif not is_closed and day.weekday() in rule["weekdays"]:
            if not rule["during"]:
                ranked[2] = [*(ranked[2] or ()), *rule["spans"]]
            elif is_in_season(day, tuple(rule["during"][0]), tuple(rule["during"][1])):
                ranked[1] = [*(ranked[1] or ()), *rule["spans"]]
    chosen = next((spans for spans in ranked if spans is not None), ())
    return sorted((start, end) for start, end in chosen)


def rule_of(hours: Any) -> dict[str, Any]:
    """Opening hours of the model (`Hours`) as a plain rule."""
    dates, during = hours.dates, hours.during
    return {
        "dates": None if dates is None else [day.isoformat() for day in dates],
        "weekdays": list(hours.weekdays),
        "during": None if during is None else [list(during.first), list(during.last)],
        "spans": [list(span) for span in hours.spans],
    }


def is_in_season(day: date, first: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Does a day lie from a month and day to another? The second may lie in the next year."""
    here = (day.month, day.day)
    return first <= here <= last if first <= last else here >= first or here <= last


def local_minute(day: date, minute: int) -> datetime:
    """The local date and time that many minutes after a day's midnight."""
    return datetime.combine(day, time()) + timedelta(minutes=minute)
