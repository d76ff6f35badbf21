"""Deadlines in days by walking the days, one after another, with the library `holidays` asked directly.

Nothing here is the compiler's: `test_independence.py` sees to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache

import holidays

ONE_DAY = dt.timedelta(days=1)
MONDAY_TO_FRIDAY = frozenset(range(5))


class Beyond(Exception):
    """The walk leaves the years that are known."""


@cache
def public_holidays(region: str, first_year: int, last_year: int) -> Mapping[dt.date, str]:
    """The public holidays of a region such as `GB-SCT`, by date, with their English names."""
    country, _, part = region.partition("-")
    years = range(first_year, last_year + 1)
    found = holidays.country_holidays(country, subdiv=part or None, years=years, language="en_GB")
    return dict(sorted(found.items()))


@dataclass(frozen=True, kw_only=True)
class Walker:
    """Walks over the days of some years. `next_open`: an arrival on a closed day is one on the next working day."""

    closed: Collection[dt.date]
    first: dt.date
    last: dt.date
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    next_open: bool = False
    roll: str | None = field(default=None)

    def is_worked(self, day: dt.date) -> bool:
        if not self.first <= day <= self.last:
            raise Beyond(day)
        return day.weekday() in self.weekdays and day not in self.closed

    def day_0(self, arrival: dt.date) -> dt.date:
        day = arrival
        while self.next_open and not self.is_worked(day):
            day += ONE_DAY
        self.is_worked(day)
        return day

    def last_day(self, arrival: dt.date, n: int, unit: str) -> dt.date:
        """The last day of a limit of `n` working days, days, weeks, months or years from a day of arrival.

        Raises Beyond.
        """
        day = self.day_0(arrival)
        if unit == "working day":
            left = n
            while left:
                day += ONE_DAY
                left -= self.is_worked(day)
            return day
        if unit in ("day", "week"):
            for _ in range(n if unit == "day" else 7 * n):
                day += ONE_DAY
        else:
            day = months_later(day, n if unit == "month" else 12 * n)
        while not self.is_worked(day) and self.roll is not None:
            day += ONE_DAY if self.roll == "forward" else -ONE_DAY
        return day


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or the last one that month has."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            return dt.date(year, month, number)
        except ValueError:
            number -= 1


def every_day(first_year: int, last_year: int) -> list[dt.date]:
    """Each day of some years, both included."""
    first, last = dt.date(first_year, 1, 1), dt.date(last_year, 12, 31)
    return [first + ONE_DAY * number for number in range((last - first).days + 1)]
