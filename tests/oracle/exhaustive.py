"""Working days for whole blocks of arrivals and amounts: by NumPy's business days, and by walking over the days.

A block is an array with a row for each arrival and a column for each amount, from 1. Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt
from tests.oracle import clocks
from tests.oracle.days import MONDAY_TO_FRIDAY, ONE_DAY, Beyond

Block = npt.NDArray[np.int64]
EPOCH_DAY = dt.date(1970, 1, 1).toordinal()


def by_numpy(arrivals: Sequence[dt.date], most: int, closed: Collection[dt.date], *, next_open: bool) -> Block:
    """The last days (ordinals) of 1 to `most` working days, Monday to Friday without `closed`, from each arrival.

    Day 0 is the day of arrival whether worked or not, or with `next_open` the first working day from it on: to roll a
    closed day back to the working day before it and count from there gives the first of the two.
    """
    calendar = np.busdaycalendar(holidays=sorted(closed))
    days = np.array(arrivals, dtype="datetime64[D]")[:, None]
    amounts = np.arange(1, most + 1)[None, :]
    found = np.busday_offset(days, amounts, roll="forward" if next_open else "backward", busdaycal=calendar)
    return found.astype(np.int64) + EPOCH_DAY


def by_walking(
    arrivals: Sequence[dt.date], most: int, closed: Collection[dt.date], last: dt.date, *, next_open: bool
) -> Block:
    """The same by going over the days one after another, up to `last`.

    Raises Beyond where that is not enough.
    """
    first = min(arrivals)
    days = [first + ONE_DAY * step for step in range((last - first).days + 1)]
    is_worked = [day.weekday() in MONDAY_TO_FRIDAY and day not in closed for day in days]
    start = first.toordinal()
    rows = np.empty((len(arrivals), most), dtype=np.int64)
    for number, arrival in enumerate(arrivals):
        here = arrival.toordinal() - start
        row: list[int] = []
        try:
            while next_open and not is_worked[here]:
                here += 1
            while len(row) < most:
                here += 1
                if is_worked[here]:
                    row.append(start + here)
        except IndexError:
            raise Beyond(last) from None
        rows[number] = row
    return rows


def ends_of(last_days: Block, zone: str) -> Block:
    """The first instants (microseconds) after these local days."""
    low, high = int(last_days.min()), int(last_days.max())
    ends = [clocks.start_of(dt.date.fromordinal(day + 1), zone) for day in range(low, high + 1)]
    found: Block = np.array(ends, dtype=np.int64)[last_days - low]
    return found
