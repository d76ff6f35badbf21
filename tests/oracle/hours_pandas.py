"""Opening hours by the business hours of pandas: one set of hours for every working day, in local time without a zone.

Pandas takes an amount that is used up as a place closes to the next opening, where we end as it closes; an instant and
the next are the same number of opening hours. So both are compared as what `closing_or_self` makes of them.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd
from tests.oracle.time_of_day import Spans

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class BusinessHours:
    """Hours of an office that are the same on each of some weekdays, but for holidays."""

    def __init__(self, weekdays: Collection[int], spans: Spans, holidays: Collection[dt.date]) -> None:
        self._settings = {
            "weekmask": " ".join(WEEKDAYS[one] for one in sorted(weekdays)),
            "holidays": [np.datetime64(day) for day in sorted(holidays)],
            "start": [opens for opens, _ in spans],
            "end": [closes for _, closes in spans],
        }

    def later(self, start: dt.datetime, hours: int) -> dt.datetime:
        """The local time so many opening hours after one that lies in them."""
        found: dt.datetime = (
            pd.Timestamp(start) + pd.offsets.CustomBusinessHour(hours, **self._settings)
        ).to_pydatetime()
        return found


def closing_or_self(at: int, spans: Sequence[tuple[int, int]]) -> int:
    """The closing before an instant at which it opens; any other instant as it is. `spans`: in order."""
    index = bisect_left(spans, (at, at))
    return spans[index - 1][1] if index and index < len(spans) and spans[index][0] == at else at
