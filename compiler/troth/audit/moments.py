"""Cells → moments: one definition, run by Python for a cell and by DuckDB for a column.

A moment is its first and last instant (µs since 1970-01-01 UTC), equal for an instant, a whole local day for a date.
What cannot be read has a reason instead, one of `REASONS`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from troth.audit import time_formats as forms
from troth.audit.local_instants import DAY, FOLD, GAP, LocalInstants
from troth.calendars.local_time import EPOCH

FARTHEST = 2**53
"""As in `deadlines.reading`: no engine holds more, one by one."""
IMPOSSIBLE, NO_ZONE, NUMBER, FAR, OTHER = "impossible", "no zone", "number", "far", "other form"
EITHER, DAY_FIRST, MONTH_FIRST, ISO = "day or month", "day first", "month first", "iso"
REASONS = {
    GAP: "the clocks skipped it",
    FOLD: "the clocks showed it twice",
    IMPOSSIBLE: "there is no such date",
    NO_ZONE: "it has no offset, and the mapping names no time zone",
    NUMBER: "it is a bare number",
    FAR: "it lies centuries away",
    OTHER: "it is not a time as it is given here",
    EITHER: "its day and month cannot be told apart",
    DAY_FIRST: "its day comes before its month",
    MONTH_FIRST: "its month comes before its day",
    ISO: "it is ISO 8601, where the mapping names another form",
}
SLASHES = frozenset({EITHER, DAY_FIRST, MONTH_FIRST})

_ISO = re.compile(rf"({forms.DATE})(?:[T ]({forms.TIME})({forms.OFFSET})?)?", re.ASCII)
_OFFSET_END = re.compile(f"{forms.OFFSET}$", re.ASCII)
_SLASHED = re.compile(forms.SLASHED, re.ASCII | re.DOTALL)
_NUMBER = re.compile(forms.NUMBER, re.ASCII)
_MICROSECOND = EPOCH.resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """How the times of one log are read.

    `local`: of times without offset; None where the mapping names no zone. `days`: of dates, by the policy's calendar.
    `formats`: () for ISO 8601.
    """

    local: LocalInstants | None
    days: LocalInstants
    formats: tuple[forms.TimeFormat, ...] = ()
    ignores_offsets: bool = False

    def read(self, text: str) -> tuple[int, int] | str:
        """The moment of a cell that is not empty, or why it is none."""
        if not self.formats:
            found = _ISO.fullmatch(text)
            if found is None:
                return _why_not(text)
            shown, has_time, offset = _iso_local(found[1], found[2]), found[2] is not None, found[3]
        else:
            read = next(((form, one) for form in self.formats if (one := form.read(text)) is not None), None)
            if read is None:
                return ISO if _ISO.fullmatch(text) else _why_not(text)
            form, shown = read
            has_time = form.has_time
            ending = _OFFSET_END.search(text) if form.has_offset else None
            offset = None if ending is None else ending[0]
        if isinstance(shown, str):
            return shown
        return self._placed((shown - EPOCH) // _MICROSECOND, has_time, offset)

    def of_local(self, shown: datetime) -> tuple[int, int] | str:
        """The moment of a naive time that a typed column holds."""
        return self._placed((shown - EPOCH) // _MICROSECOND, True, None)

    def of_instant(self, at: int) -> tuple[int, int] | str:
        """The moment of an instant that a typed column holds; a local time, if offsets are false."""
        return self._placed(at, True, None if self.ignores_offsets else "Z")

    def of_day(self, day: date) -> tuple[int, int] | str:
        """The moment of a date that a typed column holds."""
        return self._placed((day - EPOCH.date()).days * DAY, False, None)

    def _placed(self, local: int, has_time: bool, offset: str | None) -> tuple[int, int] | str:
        if not has_time:
            return _near(self.days.first(local), self.days.first(local + DAY) - 1)
        if offset is not None and not self.ignores_offsets:
            instant: int | str = local - offset_of(offset)
        elif self.local is None:
            return NO_ZONE
        else:
            instant = self.local.instant(local)
        return instant if isinstance(instant, str) else _near(instant, instant)


def _near(first: int, last: int) -> tuple[int, int] | str:
    return (first, last) if -FARTHEST < first <= last < FARTHEST else FAR


def offset_of(text: str) -> int:
    """The microseconds that an offset is ahead of UTC: `Z`, ` UTC`, `+02:00`, `-0330`, `+02`."""
    figures = [int(one) for one in re.findall("[0-9]{2}", text)]
    if not figures:
        return 0
    seconds = figures[0] * 3600 + (figures[1] * 60 if len(figures) > 1 else 0)
    return (-seconds if "-" in text else seconds) * 1_000_000


def _iso_local(day: str, time: str | None) -> datetime | str:
    try:
        if time is None:
            return datetime.combine(date.fromisoformat(day), datetime.min.time())
        clock, _, fraction = time.replace(",", ".").partition(".")
        micro = int(fraction[:6].ljust(6, "0")) if fraction else 0
        return datetime.fromisoformat(f"{day}T{clock}").replace(microsecond=micro)
    except ValueError:
        return IMPOSSIBLE


def _why_not(text: str) -> str:
    if _NUMBER.fullmatch(text):
        return NUMBER
    found = _SLASHED.fullmatch(text)
    if found is None:
        return OTHER
    first, second = int(found[1]), int(found[2])
    if first > 12 and second > 12:
        return OTHER
    return DAY_FIRST if first > 12 else MONTH_FIRST if second > 12 else EITHER
