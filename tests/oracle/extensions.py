"""Extended deadlines: every day is walked, every telling is asked in its turn, and nothing is derived.

A limit and what it is extended by are amounts, `(3, "working day")`. Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.oracle import clocks
from tests.oracle.days import Walker

Amount = tuple[int, str]
SECONDS = {"second": 1, "minute": 60, "hour": 3600}


@dataclass(frozen=True, kw_only=True)
class Extended:
    """A limit from the arrival, extended by `more` for each telling in time; only for the first one with `once`.

    `told_by`: a limit of the telling's own, counted from the arrival too.
    """

    limit: Amount
    more: Amount
    told_by: Amount | None = None
    once: bool = False


def last_day(walk: Walker, arrival: dt.date, first: Amount, more: Amount | None = None, times: int = 1) -> dt.date:
    """The last day of a limit that is extended so many times.

    In one unit it is one amount; another unit is walked from the day that the limit leads to, open or closed. Where a
    day of the walk was counted open or closed, the day it leads to is rolled, at the very end. Raises Beyond.
    """
    unrolled = replace(walk, roll=None)
    if more is None or not times:
        return walk.last_day(arrival, *first)
    if first[1] == more[1]:
        return walk.last_day(arrival, first[0] + times * more[0], first[1])
    day = unrolled.last_day(arrival, *first)
    day = replace(unrolled, next_open=False).last_day(day, times * more[0], more[1])
    step = {None: 0, "forward": 1, "back": -1}[walk.roll]
    while step and not walk.is_worked(day):
        day += dt.timedelta(days=step)
    return day


def last_instant(walk: Walker, zone: str, arrives: int, promise: Extended, times: int) -> int:
    """The last instant that is still in time, in microseconds, where the limit is extended so many times."""
    return _last(walk, zone, arrives, promise.limit, promise.more, times)


def _last(walk: Walker, zone: str, arrives: int, first: Amount, more: Amount | None = None, times: int = 0) -> int:
    if first[1] in SECONDS:
        seconds = first[0] * SECONDS[first[1]] + (times * more[0] * SECONDS[more[1]] if more else 0)
        return clocks.later(arrives, seconds=seconds)
    day = last_day(walk, clocks.local(arrives, zone).date(), first, more, times)
    return clocks.start_of(day + dt.timedelta(days=1), zone) - 1


def times_told(walk: Walker, zone: str, arrives: int, promise: Extended, tellings: Sequence[int]) -> int:
    """How many of the tellings extend the limit: those not after their own limit, nor after what was in force."""
    times = 0
    for told in sorted(tellings):
        in_force = last_instant(walk, zone, arrives, promise, times)
        own = in_force if promise.told_by is None else _last(walk, zone, arrives, promise.told_by)
        if told <= in_force and told <= own and not (promise.once and times):
            times += 1
    return times
