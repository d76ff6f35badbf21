"""How many contacts are in time, and how long they take on average: by fractions, and by walking minute by minute.

Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from tests.oracle.time_of_day import MINUTE, MINUTES, ONE_DAY, Limit, Office, Pauses, last_instant


@dataclass(frozen=True, kw_only=True)
class One:
    """A contact: when it arrived and was done, to the minute, and its pauses. `done` None: not yet."""

    arrives: int
    done: int | None
    pauses: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many were judged and in time, and whether that is as many as it takes; None where none was judged."""

    counted: int
    met: int
    reached: bool | None


@dataclass(frozen=True, kw_only=True)
class Average:
    counted: int
    average: Fraction | None
    reached: bool | None


def counted_pauses(office: Office, limit: Limit, one: One) -> list[tuple[int, int]]:
    """Those that began before what was then in force."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(one.pauses):
        last = last_instant(office, limit, one.arrives, found)
        if start < last or (start == last and limit.unit not in MINUTES and not limit.ends):
            found.append((start, end))
    return found


def is_in_time(office: Office, limit: Limit, one: One, as_of: int) -> bool | None:
    """None where it is still open."""
    last = last_instant(office, limit, one.arrives, one.pauses)
    if one.done is not None:
        return one.done <= last
    return False if as_of > last else None


def share(judged: Iterable[bool | None], wanted: Fraction) -> Share:
    """`wanted` in per cent."""
    known = [one for one in judged if one is not None]
    met = len([one for one in known if one])
    reached = None if not known else Fraction(met, len(known)) >= wanted / 100
    return Share(counted=len(known), met=met, reached=reached)


def average(taken: Iterable[Fraction | None], most: int) -> Average:
    known = [one for one in taken if one is not None]
    if not known:
        return Average(counted=0, average=None, reached=None)
    mean = sum(known, Fraction()) / len(known)
    return Average(counted=len(known), average=mean, reached=mean <= most)


def taken(office: Office, unit: str, one: One, pauses: Pauses) -> Fraction | None:
    """How long it took in a unit, less what stood still: minute by minute, or day by day. None where it is not done."""
    if one.done is None:
        return None
    if unit in MINUTES or unit == "second":
        by_opening = unit.startswith("opening")
        here, count = office.begins(one.arrives)[1] if by_opening else one.arrives, 0
        while here < one.done:
            stands_still = any(start <= here < end for start, end in pauses)
            count += not stands_still and (not by_opening or office.is_open(here))
            here += MINUTE
        return Fraction(60 * count) if unit == "second" else Fraction(count, MINUTES[unit])
    still: set[dt.date] = set()
    for start, end in pauses:
        day = office.day(start) + ONE_DAY
        while day <= office.day(end):
            still.add(day)
            day += ONE_DAY
    day, count = office.begins(one.arrives)[0], 0
    while day < office.day(one.done):
        day += ONE_DAY
        count += day not in still and (unit == "day" or office.is_worked(day))
    return Fraction(count)


def period_of(day: dt.date, each: str) -> str:
    """The period to which a day belongs: counted up from the first day of its year, or of its Monday."""
    if each == "week":
        monday = day - day.weekday() * ONE_DAY
        thursday = monday + 3 * ONE_DAY
        number = 1
        while (thursday - 7 * number * ONE_DAY).year == thursday.year:
            number += 1
        return f"{thursday.year}-W{number:02}"
    quarter = {**dict.fromkeys((1, 2, 3), 1), **dict.fromkeys((4, 5, 6), 2), **dict.fromkeys((7, 8, 9), 3)}
    names = {
        "day": str(day),
        "month": str(day)[:7],
        "quarter": f"{day.year}-Q{quarter.get(day.month, 4)}",
        "year": str(day)[:4],
        "": "",
    }
    return names[each]
