"""A table of deadlines for arrays of arrivals: no search, but a bucket for each instant. Needs NumPy.

Instants are microseconds since 1970 in UTC, in arrays of 64-bit integers. Their upper bits are the number of a bucket;
buckets are so short that hardly any holds more than one instant at which the deadline changes its course, so that one
comparison with that instant says which piece of the table holds.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from troth.audit.arrival import NOT_A_TIME
from troth.tables.due_table import DueTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Instants = NDArray[np.int64]

OUTSIDE = NOT_A_TIME + 1
"""In place of a deadline: it, or the arrival, lies beyond the table's years."""

_NEVER = 2**63 - 1
_BLOCK = 1 << 15
"""Instants at a time: a block and what is worked out from it stay in the processor's own memory."""
_MOST_BUCKETS = 1 << 16
_SHIFTS = range(44, 7, -1)


class Lookup:
    """The pieces of a table in buckets."""

    def __init__(self, table: DueTable) -> None:
        import numpy as np

        marked = [(start, OUTSIDE if due is None else due, slope) for start, due, _, slope in table.pieces]
        starts = np.array([*(start for start, _, _ in marked), table.end], dtype=np.int64)
        slopes = np.array([0, *(slope for _, _, slope in marked), 0], dtype=np.int64)
        # Where a deadline goes along with the arrival, what is added to the arrival.
        bases = np.array([OUTSIDE, *(due - slope * start for start, due, slope in marked), OUTSIDE], dtype=np.int64)
        self._shift, self._places = _buckets(starts)
        self._low = int(starts[0]) - (1 << self._shift)
        count = ((int(starts[-1]) - self._low) >> self._shift) + 2
        begins = self._low + (np.arange(count, dtype=np.int64) << self._shift)
        first = np.searchsorted(starts, begins, side="right")
        last = np.append(first[1:], len(starts))
        later = [np.minimum(first + place, last) for place in range(self._places)]
        self._edges = [np.where(one < last, np.append(starts, _NEVER)[one], _NEVER) for one in later]
        pieces = np.stack([first, *(np.minimum(one + 1, last) for one in later)], axis=1).ravel()
        self._bases = bases[pieces]
        self._along = -slopes[pieces] if slopes.any() else None

    def due(self, arrivals: Instants, threads: int | None = None) -> tuple[Instants, bool]:
        """The deadline of each arrival, of any shape, and whether any of them is OUTSIDE.

        OUTSIDE where there is none within the years, NOT_A_TIME for NOT_A_TIME.
        """
        import numpy as np

        flat = np.ascontiguousarray(arrivals).reshape(-1)
        found = np.empty_like(flat)
        each = _BLOCK * max(1, -(-len(flat) // (_BLOCK * (threads or _processors()))))
        parts = [slice(start, start + each) for start in range(0, len(flat), each)]
        if len(parts) < 2:
            is_outside = self._fill(flat, found)
        else:
            with ThreadPoolExecutor(len(parts)) as pool:
                is_outside = any(list(pool.map(lambda part: self._fill(flat[part], found[part]), parts)))
        return found.reshape(arrivals.shape), is_outside

    def _fill(self, arrivals: Instants, found: Instants) -> bool:
        import numpy as np

        rooms = [np.empty(min(_BLOCK, len(arrivals)), dtype=np.int64) for _ in range(3)]
        flags = np.empty(len(rooms[0]), dtype=np.bool_)
        is_outside = False
        for start in range(0, len(arrivals), _BLOCK):
            here, out = arrivals[start : start + _BLOCK], found[start : start + _BLOCK]
            bucket, place, taken = (room[: len(here)] for room in rooms)
            is_after = flags[: len(here)]
            np.subtract(here, self._low, out=bucket)
            np.right_shift(bucket, self._shift, out=bucket)
            np.multiply(bucket, self._places + 1, out=place)
            for edges in self._edges:
                edges.take(bucket, out=taken, mode="clip")
                np.greater_equal(here, taken, out=is_after)
                np.add(place, is_after, out=place)
            self._bases.take(place, out=out, mode="clip")
            if self._along is not None:
                self._along.take(place, out=taken, mode="clip")
                np.bitwise_and(here, taken, out=taken)
                np.add(out, taken, out=out)
            if out.min() <= OUTSIDE:
                out[here == NOT_A_TIME] = NOT_A_TIME
                is_outside |= bool((out == OUTSIDE).any())
        return is_outside


def _buckets(starts: Instants) -> tuple[int, int]:
    """How long a bucket is, as a power of 2, and how many instants at which the course changes one holds at most."""
    import numpy as np

    best = (_SHIFTS[0], len(starts))
    for shift in _SHIFTS:
        if (int(starts[-1]) - int(starts[0])) >> shift > _MOST_BUCKETS:
            break
        most = int(np.bincount((starts - starts[0]) >> shift).max())
        if most < best[1]:
            best = shift, most
        if most == 1:
            break
    return best


def _processors() -> int:
    """How many processors this process may use."""
    asked: Callable[[int], set[int]] | None = getattr(os, "sched_getaffinity", None)
    return len(asked(0)) if asked is not None else os.cpu_count() or 1
