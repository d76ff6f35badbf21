"""Amounts of time and their units."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    OPENING_MINUTE = "opening minute"
    OPENING_HOUR = "opening hour"
    DAY = "day"
    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def is_elapsed(self) -> bool:
        """Counted by the clock on the wall: an emergency does not wait for a working day."""
        return self in (Unit.SECOND, Unit.MINUTE, Unit.HOUR)

    @property
    def is_opening(self) -> bool:
        """Counted only while we are open."""
        return self in (Unit.OPENING_MINUTE, Unit.OPENING_HOUR)

    @property
    def is_timed(self) -> bool:
        """Ends at an instant, not with a day."""
        return self in _SECONDS


_SECONDS = {
    Unit.SECOND: 1,
    Unit.MINUTE: 60,
    Unit.HOUR: 3600,
    Unit.OPENING_MINUTE: 60,
    Unit.OPENING_HOUR: 3600,
}


@dataclass(frozen=True, slots=True)
class Duration:
    """`n` of a unit, n >= 1."""

    n: int
    unit: Unit

    @property
    def seconds(self) -> int:
        """Length in seconds of an amount of time, elapsed or open.

        Raises KeyError for a unit that is counted in days.
        """
        return self.n * _SECONDS[self.unit]

    @property
    def clear(self) -> str:
        """`3 clear working days`."""
        return f"{self.n:,} clear {self.unit}{'' if self.n == 1 else 's'}"

    def __str__(self) -> str:
        return f"{self.n:,} {self.unit}{'' if self.n == 1 else 's'}"
