"""Misses within a time: of each, all the dates are listed that its window holds. Nothing here is the compiler's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from tests.oracle.days import ONE_DAY, months_later
from tests.oracle.extensions import Amount


def window(first: dt.date, length: Amount | None, last: dt.date) -> list[dt.date]:
    """The dates from a miss on to the last of its window; without one, to a last date."""
    if length is not None:
        n, unit = length
        if unit in ("day", "week"):
            last = first
            for _ in range(n if unit == "day" else 7 * n):
                last += ONE_DAY
        else:
            last = months_later(first, n * (12 if unit == "year" else 1))
    found = [first]
    while found[-1] < last:
        found.append(found[-1] + ONE_DAY)
    return found if first <= last else []


def happens(own: dt.date, earlier: Collection[dt.date], n: int, length: Amount | None) -> bool:
    """Does a miss on a day, with the earlier ones whose window holds that day, make `n`?"""
    windows = [window(one, length, own) for one in earlier]
    return 1 + len([dates for dates in windows if own in dates]) >= n


def in_order(misses: Sequence[tuple[int, dt.date]], n: int, length: Amount | None) -> list[bool]:
    """Of one customer's misses (the instant of the deadline and its date), which make `n` with those before them.

    Of two at one instant, the first in the list is the earlier.
    """
    order = sorted(range(len(misses)), key=lambda index: (misses[index][0], index))
    found = [False] * len(misses)
    for place, index in enumerate(order):
        found[index] = happens(misses[index][1], [misses[one][1] for one in order[:place]], n, length)
    return found
