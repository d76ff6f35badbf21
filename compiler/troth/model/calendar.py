"""What a calendar block says, with the holidays of its lock already worked in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from troth.model.limit import Roll
from troth.source import NOWHERE, Span


class Counting(StrEnum):
    """Which day is day 0: never assumed, because the readings give different dates."""

    ARRIVAL_IS_DAY_0 = "the day of arrival is day 0"
    WHEN_NEXT_OPEN = "a contact that arrives while closed arrives when we next open"


@dataclass(frozen=True, slots=True, order=True)
class ClosedDay:
    day: date
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayRule:
    """Which days of a holiday lock a calendar takes: of any of the regions, without those named, and the added."""

    regions: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    added: tuple[ClosedDay, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A calendar with a horizon: from 1 January of `first_year` to 31 December of `last_year`.

    `weekdays`: working days, 0 is Monday; () if none are said. `closed`: holidays and closures by date, one a day.
    """

    name: str
    zone: str
    first_year: int
    last_year: int
    weekdays: tuple[int, ...] = ()
    counting: Counting | None = None
    roll: Roll | None = None
    closed: tuple[ClosedDay, ...] = ()
    holidays: HolidayRule | None = None
    closures: tuple[ClosedDay, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    @property
    def first(self) -> date:
        return date(self.first_year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.last_year, 12, 31)
