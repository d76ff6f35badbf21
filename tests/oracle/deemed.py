"""When something counts as arriving that was posted or sent: by NumPy's business days, and by walking over the days.

Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from tests.oracle import busdays
from tests.oracle.days import MONDAY_TO_FRIDAY, ONE_DAY


@dataclass(frozen=True, kw_only=True)
class Post:
    """On the `n`-th `unit` (day or working day) after it was sent, `roll` None, forward or back; or `sent_before`."""

    n: int = 0
    unit: str = ""
    roll: str | None = None
    sent_before: dt.time | None = None

    def arrives(self, sent: dt.datetime, closed: Collection[dt.date]) -> dt.date:
        """The day on which it counts as arriving, for the local time at which it was sent."""
        day = sent.date()
        if self.sent_before is not None:
            if is_worked(day, closed) and sent.time() < self.sent_before:
                return day
            return busdays.last_day(day, 1, closed, next_open=False)
        if self.unit == "working day":
            return busdays.last_day(day, self.n, closed, next_open=False)
        for _ in range(self.n):
            day += ONE_DAY
        while self.roll is not None and not is_worked(day, closed):
            day += ONE_DAY if self.roll == "forward" else -ONE_DAY
        return day

    def walked(self, sent: dt.datetime, closed: Collection[dt.date]) -> dt.date:
        """The same by walking alone."""
        day = sent.date()
        if self.unit == "day":
            return self.arrives(sent, closed)
        left = self.n or (0 if self.sent_before and is_worked(day, closed) and sent.time() < self.sent_before else 1)
        while left:
            day += ONE_DAY
            left -= is_worked(day, closed)
        return day


def is_worked(day: dt.date, closed: Collection[dt.date]) -> bool:
    return day.weekday() in MONDAY_TO_FRIDAY and day not in closed
