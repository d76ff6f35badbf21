"""What a calendar block says, with the holidays of its lock already worked in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from troth.model.limit import Roll
from troth.source import NOWHERE, Span


class Counting(StrEnum):
    """Which day is day 0: never assumed, because the readings give different dates."""

    ARRIVAL_IS_DAY_0 = "the day of arrival is day 0"
    WHEN_NEXT_OPEN = "a contact that arrives while closed arrives when we next open"
    ARRIVAL_IS_DAY_1 = "the day of arrival is day 1"


class MonthEnd(StrEnum):
    """Where a month leads that has no such day: 31 January and one month."""

    LAST_DAY = "the last day of the month"
    NEXT_MONTH = "the first day of the next month"


@dataclass(frozen=True, slots=True, order=True)
class ClosedDay:
    """`announced`: the day from which it is known; None: from the beginning."""

    day: date
    name: str
    announced: date | None = None


@dataclass(frozen=True, slots=True)
class YearlyDays:
    """`1 June to 31 August each year`: month and day of its first and last day; it may pass over the new year."""

    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCounted:
    """Days that no amount in days counts, each year or between two dates, both included; `name`: why, or ""."""

    days: YearlyDays | tuple[date, date]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When we are open, in minutes after midnight, the end excluded; an end beyond 1,440 lies in the next day.

    On `weekdays` (0 is Monday), perhaps only `during` a season; or from the first to the last of `dates`, which win
    over a season's, as those do over a weekday's.
    """

    spans: tuple[tuple[int, int], ...]
    weekdays: tuple[int, ...] = ()
    during: YearlyDays | None = None
    dates: tuple[date, date] | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayRule:
    """Which days of a holiday lock a calendar takes: of any of the regions, without those named, and the added."""

    regions: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    added: tuple[ClosedDay, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A calendar with a horizon: from 1 January of `first_year` to 31 December of `last_year`.

    `weekdays`: working days, 0 is Monday; () if none are said. `closed`: holidays and closures by date, one a day;
    `shut`: closed too, and working days all the same. `hours`: opening hours; () where none are said: then the whole of
    each working day. `always_open`: day and night, on every day. `cutoff`: from this time of a working day on, a
    contact counts as one of the next. `short`: limits of up to so many days are counted in working days; 0: none.
    """

    name: str
    zone: str
    first_year: int
    last_year: int
    weekdays: tuple[int, ...] = ()
    hours: tuple[Hours, ...] = ()
    always_open: bool = False
    cutoff: time | None = None
    counting: Counting | None = None
    month_end: MonthEnd | None = None
    roll: Roll | None = None
    closed: tuple[ClosedDay, ...] = ()
    shut: tuple[ClosedDay, ...] = ()
    holidays: HolidayRule | None = None
    locked: tuple[ClosedDay, ...] = field(default=(), compare=False, repr=False)
    """The lock's holidays of the rule's regions in the calendar's years, before any is dropped."""
    closures: tuple[ClosedDay, ...] = ()
    """What the policy says of its own closed days: those that are no working days, and those that are."""
    worked: tuple[ClosedDay, ...] = field(default=(), compare=False, repr=False)
    not_counted: tuple[NotCounted, ...] = ()
    short: int = 0
    by_rule: tuple[int, ...] = ()
    """The years whose holidays are worked out by rule and not yet proclaimed; () where it takes none from a lock."""
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    @property
    def first(self) -> date:
        return date(self.first_year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.last_year, 12, 31)
