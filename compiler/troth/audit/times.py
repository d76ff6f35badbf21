"""How long things took, in whole minutes: how often each length came, in little memory, and percentiles."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate


def _none() -> array[int]:
    return array("q")


@dataclass(frozen=True, slots=True)
class Times:
    """`minutes` in rising order, and how many took each length or less: two arrays of whole numbers of 8 bytes."""

    minutes: array[int] = field(default_factory=_none)
    upto: array[int] = field(default_factory=_none)

    @property
    def total(self) -> int:
        """How many were timed."""
        return self.upto[-1] if self.upto else 0

    def within(self, minutes: int) -> int:
        """How many took so long or less."""
        place = bisect_right(self.minutes, minutes)
        return self.upto[place - 1] if place else 0


def times_from(minutes: Iterable[int], counts: Iterable[int]) -> Times:
    """From lengths in rising order, and how often each came."""
    return Times(array("q", minutes), array("q", accumulate(counts)))


def times_of(counted: Mapping[int, int]) -> Times:
    """From how often each length came."""
    lengths = sorted(length for length, count in counted.items() if count)
    return times_from(lengths, (counted[length] for length in lengths))


def joined(several: Iterable[Times]) -> Times:
    """All of several together."""
    found = [one for one in several if one.minutes]
    if len(found) < 2:
        return found[0] if found else Times()
    counted: dict[int, int] = {}
    for one in found:
        before = 0
        for length, upto in zip(one.minutes, one.upto, strict=True):
            counted[length] = counted.get(length, 0) + upto - before
            before = upto
    return times_of(counted)


def percentile(several: Sequence[Times], p: int) -> int | None:
    """The least length that p per cent of all of several do not exceed: the nearest rank, ceil(p × n / 100).

    None where nothing was timed; `p` from 1 to 100.
    """
    found = [one for one in several if one.minutes]
    if not found:
        return None
    rank = -(-p * sum(one.total for one in found) // 100)
    shortest, longest = min(one.minutes[0] for one in found), max(one.minutes[-1] for one in found)
    lengths = range(shortest, longest + 1)
    return lengths[bisect_left(lengths, rank, key=lambda length: sum(one.within(length) for one in found))]
