"""Days that no amount counts, and short periods: by NumPy's business days, and by walking over the days.

Such a day is a holiday to what is counted, and none to anything else. A block is an array as in `exhaustive`. Nothing
here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tests.oracle.days import MONDAY_TO_FRIDAY, ONE_DAY, Beyond, months_later
from tests.oracle.exhaustive import EPOCH_DAY, Block
from tests.oracle.time_of_day import months_before

Days = npt.NDArray[np.datetime64]
MOVES = {None: None, "forward": "forward", "back": "backward"}
AWAY = {None: None, "forward": "back", "back": "forward"}
"""Where a calendar's roll goes of what is counted back: away from the event."""


@dataclass(frozen=True, kw_only=True)
class Court:
    """A court's year. `counting`: day 0, next open or day 1; `roll`: None, forward or back.

    Periods in days of at most `short` are counted in working days.
    """

    closed: frozenset[dt.date]
    uncounted: frozenset[dt.date]
    first: dt.date
    last: dt.date
    counting: str = "day 0"
    roll: str | None = None
    short: int = 0

    def is_worked(self, day: dt.date) -> bool:
        if not self.first <= day <= self.last:
            raise Beyond(day)
        return day.weekday() in MONDAY_TO_FRIDAY and day not in self.closed

    def counts(self, day: dt.date, unit: str) -> bool:
        """Is it one of an amount in working days or days, and for these one on which it may end?"""
        return (self.is_worked(day) or unit == "day") and day not in self.uncounted


# ---------- by NumPy


def last_days(court: Court, arrivals: Sequence[dt.date], most: int, unit: str) -> Block:
    """The last days (ordinals) of 1 to `most` days or working days from each arrival."""
    zero = _zero(court, arrivals)
    found = _offset(court, zero, np.arange(1, most + 1), unit, "backward")
    if unit == "day":
        found = _moved(court, found, court.roll)
        found[:, : court.short] = _offset(court, zero, np.arange(1, court.short + 1), "working day", "backward")
    return found.astype(np.int64) + EPOCH_DAY


def days_before(court: Court, events: Sequence[dt.date], most: int, unit: str, *, clear: bool = False) -> Block:
    """The last days (ordinals) that leave 1 to `most` days or working days before each event."""
    days = np.array(events, dtype="datetime64[D]")[:, None]
    amounts = -np.arange(1, most + 1)
    found = _offset(court, days, amounts, unit, "forward")
    found[:, : court.short] = _offset(court, days, amounts[: court.short], "working day", "forward")
    if clear:
        found -= np.timedelta64(1, "D")
    moved = _moved(court, found, AWAY[court.roll])
    if not clear:
        moved[:, : most if unit == "working day" else court.short] = found[
            :, : most if unit == "working day" else court.short
        ]
    return moved.astype(np.int64) + EPOCH_DAY


def _zero(court: Court, arrivals: Sequence[dt.date]) -> Days:
    """Day 0: what is not counted is a working day to that, but it is no day 1."""
    days = np.array(arrivals, dtype="datetime64[D]")[:, None]
    if court.counting == "day 0":
        return days
    if court.counting == "next open":
        worked = np.busdaycalendar(holidays=sorted(court.closed))
        return np.busday_offset(days, 0, roll="forward", busdaycal=worked)
    found: Days = np.busday_offset(days, 0, roll="forward", busdaycal=_counted(court)) - np.timedelta64(1, "D")
    return found


def _counted(court: Court, unit: str = "working day") -> np.busdaycalendar:
    if unit == "day":
        return np.busdaycalendar(weekmask="1111111", holidays=sorted(court.uncounted))
    return np.busdaycalendar(holidays=sorted(court.closed | court.uncounted))


def _offset(court: Court, days: Days, amounts: npt.NDArray[np.int64], unit: str, roll: str) -> Days:
    """From a day that does not count, to the day that counts behind it and on from there."""
    found: Days = np.busday_offset(days, amounts[None, :], roll=roll, busdaycal=_counted(court, unit))  # type: ignore[call-overload]
    return found


def _moved(court: Court, days: Days, roll: str | None) -> Days:
    if MOVES[roll] is None:
        return days.copy()
    found: Days = np.busday_offset(days, 0, roll=MOVES[roll], busdaycal=_counted(court))  # type: ignore[call-overload]
    return found


# ---------- by walking


def last_day(court: Court, arrival: dt.date, n: int, unit: str) -> dt.date:
    """The last day of so many working days, days, weeks or months from a day of arrival. Raises Beyond."""
    day = arrival
    if court.counting == "next open":
        while not court.is_worked(day):
            day += ONE_DAY
    elif court.counting == "day 1":
        while not court.counts(day, "working day"):
            day += ONE_DAY
        day -= ONE_DAY
    if unit == "day" and n <= court.short:
        unit = "working day"
    if unit == "week":
        day += 7 * n * ONE_DAY
    elif unit == "month":
        is_day_1 = court.counting == "day 1"
        day = months_later(day + ONE_DAY, n) - ONE_DAY if is_day_1 else months_later(day, n)
    else:
        day = _stepped(court, day, n, unit, ONE_DAY)
    return day if unit == "working day" else _rolled(court, day, court.roll)


def day_before(court: Court, event: dt.date, n: int, unit: str, *, clear: bool = False) -> dt.date:
    """The last day that leaves so much before an event. Raises Beyond."""
    if unit == "day" and n <= court.short:
        unit = "working day"
    if unit == "week":
        day = event - 7 * n * ONE_DAY
    elif unit == "month":
        day = months_before(event, n)
    else:
        day = _stepped(court, event, n, unit, -ONE_DAY)
    if clear:
        day -= ONE_DAY
    return day if unit == "working day" and not clear else _rolled(court, day, AWAY[court.roll])


def _stepped(court: Court, day: dt.date, n: int, unit: str, step: dt.timedelta) -> dt.date:
    while n:
        day += step
        n -= court.counts(day, unit)
    return day


def _rolled(court: Court, day: dt.date, roll: str | None) -> dt.date:
    step = {None: dt.timedelta(), "forward": ONE_DAY, "back": -ONE_DAY}[roll]
    while step and not court.counts(day, "working day"):
        day += step
    court.is_worked(day)
    return day
