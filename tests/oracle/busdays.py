"""Working days by NumPy's calendar of business days, which knows nothing of how the compiler walks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import cache

import numpy as np


@cache
def _calendar(closed: tuple[dt.date, ...]) -> np.busdaycalendar:
    return np.busdaycalendar(holidays=list(closed))


def last_day(arrival: dt.date, n: int, closed: Collection[dt.date], *, next_open: bool) -> dt.date:
    """The n-th working day (Monday to Friday, without `closed`) after day 0.

    Day 0 is the day of arrival whether worked or not, or with `next_open` the first working day from it on. To roll a
    closed day back to the working day before it and count from there gives the first of the two.
    """
    calendar = _calendar(tuple(closed))
    found = np.busday_offset(arrival, n, roll="forward" if next_open else "backward", busdaycal=calendar).item()
    assert isinstance(found, dt.date)
    return found


def rolled(day: dt.date, roll: str, closed: Collection[dt.date]) -> dt.date:
    """That day if it is worked, else the next one (`forward`) or the one before (`back`)."""
    way = {"forward": "forward", "back": "backward"}[roll]
    calendar = _calendar(tuple(closed))
    found: dt.date = np.busday_offset(day, 0, roll=way, busdaycal=calendar).item()  # type: ignore[call-overload]
    return found
