"""Local time by Python's own time zones, in whole microseconds since 1970-01-01 00:00 UTC."""

from __future__ import annotations

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)
QUARTER = 15 * 60


def instant(moment: dt.datetime) -> int:
    """An aware date and time as an instant."""
    return (moment - EPOCH) // MICROSECOND


def local(at: int, zone: str) -> dt.datetime:
    """What clocks of a zone show at an instant."""
    return (EPOCH + at * MICROSECOND).astimezone(ZoneInfo(zone))


def shown(text: str, zone: str) -> int:
    """The instant at which clocks show an ISO 8601 time: the first one where they show it twice."""
    return instant(dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))


@cache
def start_of(day: dt.date, zone: str) -> int:
    """The first instant of a local day, found by trying each quarter of an hour around midnight UTC.

    Every change of clocks since 2015 is at a full quarter of an hour, so nothing falls in between.
    """
    place = ZoneInfo(zone)
    midnight = int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())
    for seconds in range(midnight - 15 * 3600, midnight + 15 * 3600, QUARTER):
        if dt.datetime.fromtimestamp(seconds, place).date() >= day:
            return seconds * 1_000_000
    raise AssertionError(day)


def later(at: int, **amount: int) -> int:
    """The instant an elapsed amount later: Python subtracts and adds aware times in UTC."""
    return instant(EPOCH + at * MICROSECOND + dt.timedelta(**amount))


def utc(at: int) -> str:
    """An instant in ISO 8601, in UTC."""
    return (EPOCH + at * MICROSECOND).isoformat()
