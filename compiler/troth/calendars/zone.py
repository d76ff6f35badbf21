"""A time zone of the database → a table of its transitions over a calendar's years.

After this everything works on the table, as the compiled checkers do.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name

from troth.calendars.local_time import Transition


def read_zone(zone: ZoneInfo, first: date, last: date) -> tuple[Transition, ...]:
    """The transitions of a zone from two days before `first` to two days after `last`.

    The first entry holds from before. Found by halving, so to the second, wherever the rules change. Two changes within
    six hours would be taken for one; the database has none.
    """
    start = datetime.combine(first, datetime.min.time(), UTC) - timedelta(days=2)
    end = datetime.combine(last, datetime.min.time(), UTC) + timedelta(days=3)
    here, step = int(start.timestamp()), 6 * 3600
    found = [replace(_at(zone, here), at=None)]
    while here < end.timestamp():
        there = here + step
        if _offset(zone, there) != found[-1].offset:
            low, high = here, there
            while high - low > 1:
                middle = (low + high) // 2
                if _offset(zone, middle) == found[-1].offset:
                    low = middle
                else:
                    high = middle
            found.append(_at(zone, high))
        here = there
    return tuple(found)


def _at(zone: ZoneInfo, seconds: int) -> Transition:
    name = get_timezone_name(datetime.fromtimestamp(seconds, zone), locale="en_GB")
    return Transition(seconds, _offset(zone, seconds), name)


def _offset(zone: ZoneInfo, seconds: int) -> int:
    offset = datetime.fromtimestamp(seconds, zone).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())
