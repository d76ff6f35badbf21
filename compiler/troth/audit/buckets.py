"""Spans as arrays: for each hour, or quarter of one, the spans that lie in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from troth.audit.lookup import EVER, GRAINS, Span, Window

_MOST = 4_000_000

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Buckets:
    """Several lists of spans over one window, one after the other, each of `size` buckets of `grain` microseconds.

    A bucket has `depth` spans, of which the one counts that an arrival lies in: `columns` has for the first `start0`
    (never asked for), `line0`, `last0` (less the slope times its start), `slope0`, `included0`, `period0` (a number in
    `periods`), `not_done0`; then those of the others. One that is not there begins at EVER.
    """

    grain: int
    first: int
    size: int
    depth: int
    columns: dict[str, Numbers]
    periods: list[str | None]

    @property
    def has_slope(self) -> bool:
        """Does a deadline go along with the arrival?"""
        return any(self.columns[f"slope{number}"].any() for number in range(self.depth))


def buckets(several: Sequence[Sequence[Span]], window: Window) -> Buckets:
    """The buckets of lists of spans: of an hour each if that divides them all, else of a quarter, else as it comes."""
    import numpy as np

    starts = [np.array([span.start for span in spans], np.int64) for spans in several]
    grain = next(
        (
            grain
            for grain in GRAINS
            if all(not np.any(one[1:] % grain) for one in starts) and _size(window, grain) * len(several) <= _MOST
        ),
        GRAINS[0],
    )
    periods: dict[str | None, int] = {None: 0}
    for spans in several:
        for span in spans:
            periods.setdefault(span.period, len(periods))
    first, size = window.first // grain * grain, _size(window, grain)
    begins = first + grain * np.arange(size, dtype=np.int64)
    found = [_placed(np.maximum(one, first), begins, grain) for one in starts]
    depth = max((int(np.max(after - at)) + 1 for at, after in found), default=1)
    columns: dict[str, list[Numbers]] = {}
    for spans, (at, after) in zip(several, found, strict=True):
        table = _table(spans, periods)
        for number in range(depth):
            here = np.minimum(at + number, after)
            for name, values in table.items():
                picked = values[here]
                if name == "start":
                    picked = np.where(at + number <= after, picked, EVER)
                columns.setdefault(f"{name}{number}", []).append(picked)
    whole = {name: np.concatenate(parts) for name, parts in columns.items()}
    return Buckets(grain, first, size, depth, whole, list(periods))


def _size(window: Window, grain: int) -> int:
    return (window.end - 1) // grain - window.first // grain + 1


def _placed(starts: Numbers, begins: Numbers, grain: int) -> tuple[Numbers, Numbers]:
    """The first and the last span of each bucket."""
    import numpy as np

    at = np.searchsorted(starts, begins, "right") - 1
    after = np.searchsorted(starts, begins + grain - 1, "right") - 1
    return np.maximum(at, 0), np.maximum(after, 0)


def _table(spans: Sequence[Span], periods: dict[str | None, int]) -> dict[str, Numbers]:
    import numpy as np

    def column(values: list[Any]) -> Numbers:
        return np.array(values, np.int64)

    return {
        "start": column([span.start for span in spans]),
        "line": column([span.line for span in spans]),
        "last": column([span.last - span.slope * span.start for span in spans]),
        "slope": column([span.slope for span in spans]),
        "included": column([span.included for span in spans]),
        "period": column([periods[span.period] for span in spans]),
        "not_done": column([span.not_done for span in spans]),
    }
