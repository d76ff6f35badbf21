"""The first compiled layer: each clock of a calendar as sorted tables. Standard library only: checkers carry it.

A clock is a number that never goes down; a deadline is `back(read(anchor) + N)`. `read` is asked of an arrival,
`forward` when something is judged. The laws: of days, `forward(t) <= n` if and only if `t < back(n)`; of time,
`forward(t) < n` if and only if `t < back(n)`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate


class BeyondTable(Exception):
    """An instant or a number that the years of a clock do not reach."""


class _Clock:
    """What both kinds have: a deadline is `shift` of its anchor."""

    def read(self, instant: int) -> int:
        raise NotImplementedError

    def back(self, n: int) -> int:
        raise NotImplementedError

    def shift(self, instant: int, n: int) -> int:
        """The instant at which `n` more have counted.

        Raises BeyondTable.
        """
        return self.back(self.read(instant) + n)


class DayClock(_Clock):
    """Counted days, all or some, by the instants at which each begins and ends (`ends[i] <= starts[i + 1]`)."""

    def __init__(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        self.starts, self.ends = starts, ends

    def read(self, instant: int) -> int:
        """The counted days that have begun, with the one that an instant lies in."""
        return bisect_right(self.starts, instant)

    def forward(self, instant: int) -> int:
        """1 + the counted days that have ended by an instant."""
        return 1 + bisect_right(self.ends, instant)

    def back(self, n: int) -> int:
        """The first instant after counted day `n`, from 1.

        Raises BeyondTable.
        """
        if not 1 <= n <= len(self.ends):
            raise BeyondTable(n)
        return self.ends[n - 1]


class TimeClock(_Clock):
    """Microseconds that count: all, or those in spans such as opening hours (which may overlap)."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        joined: list[list[int]] = []
        for start, end in sorted(spans):
            if joined and start <= joined[-1][1]:
                joined[-1][1] = max(end, joined[-1][1])
            else:
                joined.append([start, end])
        self.starts = [start for start, _ in joined]
        self.ends = [end for _, end in joined]
        self.totals = [0, *accumulate(end - start for start, end in joined)]

    def read(self, instant: int) -> int:
        """The microseconds that have counted before an instant."""
        index = bisect_right(self.starts, instant)
        if not index:
            return 0
        return self.totals[index - 1] + min(instant, self.ends[index - 1]) - self.starts[index - 1]

    forward = read

    def back(self, n: int) -> int:
        """The first instant at which `n` microseconds, at least 1, have counted.

        Raises BeyondTable.
        """
        index = bisect_left(self.totals, n)
        if not 1 <= index < len(self.totals):
            raise BeyondTable(n)
        return self.ends[index - 1] - (self.totals[index] - n)

    def last_back(self, n: int) -> int:
        """The last instant before which no more than `n` microseconds, at least 0, have counted.

        Raises BeyondTable.
        """
        index = bisect_right(self.totals, n)
        if not 0 < index < len(self.totals):
            raise BeyondTable(n)
        return self.starts[index - 1] + (n - self.totals[index - 1])
