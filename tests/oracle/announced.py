"""Holidays that are announced late: every morning the deadline is counted again, with the days that are known then.

It is over once a morning comes that is later than it. Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.oracle.days import MONDAY_TO_FRIDAY, ONE_DAY, Beyond, months_later


@dataclass(frozen=True, kw_only=True)
class Told:
    """Closed days, and when those were announced that were not known from the beginning. `roll`: None, forward, back.

    `next_open`: an arrival on a closed day is one on the next working day.
    """

    closed: frozenset[dt.date]
    announced: Mapping[dt.date, dt.date]
    last: dt.date
    next_open: bool = False
    roll: str | None = None

    def is_worked(self, day: dt.date, known_on: dt.date) -> bool:
        """By what is known in the morning of a day."""
        if day > self.last:
            raise Beyond(day)
        if day.weekday() not in MONDAY_TO_FRIDAY:
            return False
        return day not in self.closed or self.announced.get(day, known_on) > known_on

    def last_day(self, arrival: dt.date, n: int, unit: str, known_on: dt.date) -> dt.date:
        """The last day of so many working days, days or months by what is known in the morning of a day."""
        day = arrival
        while self.next_open and not self.is_worked(day, known_on):
            day += ONE_DAY
        if unit == "month":
            day = months_later(day, n)
        else:
            for _ in range(n):
                day += ONE_DAY
                while unit == "working day" and not self.is_worked(day, known_on):
                    day += ONE_DAY
        while self.roll is not None and not self.is_worked(day, known_on):
            day += ONE_DAY if self.roll == "forward" else -ONE_DAY
        return day

    def mornings(self, arrival: dt.date, n: int, unit: str, until: dt.date) -> Iterator[dt.date]:
        """The deadline as it is counted on the day of arrival, and on each morning on which it is not yet over."""
        morning, due = arrival, self.last_day(arrival, n, unit, arrival)
        yield due
        while morning < until:
            morning += ONE_DAY
            if due < morning:
                return
            due = self.last_day(arrival, n, unit, morning)
            yield due

    def final(self, arrival: dt.date, n: int, unit: str, until: dt.date) -> dt.date:
        """The last day as one knows it on a day."""
        return list(self.mornings(arrival, n, unit, until))[-1]
