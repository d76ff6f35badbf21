"""Periods after a missed deadline: second after second while it counts, or day after day.

Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from tests.oracle import clocks
from tests.oracle.days import ONE_DAY, months_later
from tests.oracle.extensions import SECONDS

SECOND = 1_000_000
MINUTE = 60 * SECOND
Opens = Callable[[int], bool]


@dataclass(frozen=True)
class Periods:
    """How many are over, and how many have begun."""

    complete: int
    begun: int


def by_seconds(n: int, unit: str, deadline: int, until: int, is_open: Opens) -> Periods:
    """Of `n` seconds, minutes or hours each, by the clock; or of opening minutes or hours.

    The deadline is at a full second. What is open is open for whole minutes.
    """
    one = n * SECONDS[unit.removeprefix("opening ")]
    counts_always = not unit.startswith("opening")
    complete = counted = 0
    has_begun = False
    here = deadline
    known, counts = -1, counts_always
    while here < until:
        if not counts_always and here // MINUTE != known:
            known, counts = here // MINUTE, is_open(here)
        if counts:
            has_begun = True
            if here + SECOND <= until:
                counted += 1
                if counted == one:
                    complete, counted, has_begun = complete + 1, 0, False
        here += SECOND
    return Periods(complete, complete + has_begun)


def by_days(n: int, unit: str, last_day: dt.date, today: dt.date, counts: Callable[[dt.date, str], bool]) -> Periods:
    """Of `n` days or working days each after the last day of the deadline, as of some instant of today."""
    complete = counted = 0
    day, has_begun = last_day, False
    while day < today:
        day += ONE_DAY
        has_begun = True
        counted += counts(day, unit)
        if counted == n and day < today:
            complete, counted, has_begun = complete + 1, 0, False
    return Periods(complete, complete + has_begun)


def by_calendar(n: int, unit: str, last_day: dt.date, today: dt.date) -> Periods:
    """Of `n` weeks, months or years each: one is over at the end of the corresponding day."""
    ends = [last_day]
    while ends[-1] < today:
        k = n * len(ends)
        ends.append(
            last_day + 7 * k * ONE_DAY if unit == "week" else months_later(last_day, k * (12 if unit == "year" else 1))
        )
    complete = len([end for end in ends[1:] if end < today])
    return Periods(complete, complete + (today > ends[complete]))


def periods(
    n: int,
    unit: str,
    last: int,
    end: int,
    until: int,
    zone: str,
    is_open: Opens,
    counts: Callable[[dt.date, str], bool],
) -> Periods:
    """After a deadline: `last` is its last instant in time, `end` the instant from which time runs."""
    day, today = (clocks.local(at, zone).date() for at in (last, until))
    if unit in ("day", "working day"):
        return by_days(n, unit, day, today, counts)
    if unit in ("week", "month", "year"):
        return by_calendar(n, unit, day, today)
    return by_seconds(n, unit, end, until, is_open)


def amount(base: int, each: int, most: int | None, found: Periods, *, or_part: bool) -> int:
    """A sum with more for each further period, at most so much."""
    owed = base
    for _ in range(found.begun if or_part else found.complete):
        owed += each
    return owed if most is None or owed <= most else most
