"""The lines beneath `calendar`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from troth.syntax.phrase_tree import Amount, DateRange, Day, LineNode, Season, TimeSpan, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeZoneLine(LineNode):
    zone: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsLine(LineNode):
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidaysLine(LineNode):
    """`holidays GB-SCT`; no regions: `holidays none`."""

    regions: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidaysExceptLine(LineNode):
    names: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidaysAlsoLine(LineNode):
    days: DateRange
    reason: str | None
    announced: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDaysLine(LineNode):
    weekdays: tuple[int, ...]  # 0 is Monday


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLine(LineNode):
    """`open Monday to Friday, 09:00 to 17:00, during 1 June to 31 August each year`."""

    weekdays: tuple[int, ...]
    spans: tuple[TimeSpan, ...]
    during: Season | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOnLine(LineNode):
    """`open 24 December 2026, 09:00 to 12:00`."""

    days: DateRange
    spans: tuple[TimeSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlwaysOpenLine(LineNode):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedLine(LineNode):
    days: DateRange
    reason: str | None
    worked: bool = False
    announced: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedYearlyLine(LineNode):
    """`closed 25 December to 1 January each year, "winter closure"`."""

    season: Season
    reason: str | None
    worked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCountedLine(LineNode):
    """`not counted 1 July to 31 August each year, "court vacation"`, or of dates with a year."""

    days: DateRange | Season
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortPeriodsLine(LineNode):
    """`working days only, in periods up to 5 days`."""

    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class CutoffLine(LineNode):
    at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingLine(LineNode):
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RollLine(LineNode):
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonLine(LineNode):
    """`season peak, 1 October to 15 November each year`."""

    name: Words
    season: Season


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthEndLine(LineNode):
    words: str
