"""Amounts of time and their units."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def is_elapsed(self) -> bool:
        """Counted by the clock on the wall: an emergency does not wait for a working day."""
        return self in _SECONDS


_SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}


@dataclass(frozen=True, slots=True)
class Duration:
    """`n` of a unit, n >= 1."""

    n: int
    unit: Unit

    @property
    def seconds(self) -> int:
        """Length in seconds of an elapsed amount.

        Raises KeyError for a unit that is counted in days.
        """
        return self.n * _SECONDS[self.unit]

    def __str__(self) -> str:
        return f"{self.n:,} {self.unit}{'' if self.n == 1 else 's'}"
