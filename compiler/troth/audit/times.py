"""How long things took, in whole minutes: how often each length came, in little memory, and its percentiles."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


def _none() -> array[int]:
    return array("q")


@dataclass(frozen=True, slots=True)
class Times:
    """`minutes` in rising order, and how often each came: two arrays of whole numbers of 8 bytes."""

    minutes: array[int] = field(default_factory=_none)
    counts: array[int] = field(default_factory=_none)

    @property
    def total(self) -> int:
        """How many were timed."""
        return sum(self.counts)

    def percentile(self, p: int) -> int | None:
        """The least length that p per cent of all do not exceed: the nearest rank, ceil(p × n / 100).

        None where nothing was timed; `p` from 1 to 100.
        """
        rank = -(-p * self.total // 100)
        for minutes, count in zip(self.minutes, self.counts, strict=True):
            rank -= count
            if rank <= 0:
                return minutes
        return None


def times_of(counted: Mapping[int, int]) -> Times:
    """From how often each length came."""
    lengths = sorted(length for length, count in counted.items() if count)
    return Times(array("q", lengths), array("q", (counted[length] for length in lengths)))


def joined(several: Iterable[Times]) -> Times:
    """All of several together."""
    found = [one for one in several if one.minutes]
    if len(found) < 2:
        return found[0] if found else Times()
    counted: dict[int, int] = {}
    for one in found:
        for length, count in zip(one.minutes, one.counts, strict=True):
            counted[length] = counted.get(length, 0) + count
    return times_of(counted)
