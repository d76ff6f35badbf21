"""Local times → instants by a table of a zone, in Python and as an SQL expression made from the same table.

The zone functions of a database differ from ours in their version of the zones, and in what they do where clocks
change; so neither engine asks them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from troth.calendars.local_time import EPOCH, SECOND, LocalTime
from troth.calendars.zone import read_zone
from troth.resources import zone

GAP, FOLD = "gap", "fold"
GAP_CODE, FOLD_CODE = 10**15, 2 * 10**15
"""In place of an offset: no zone is a day ahead of UTC, and these are years."""
_CODES = {GAP: GAP_CODE, FOLD: FOLD_CODE}
TWICE = ("first", "second")
DAY = 86_400_000_000
_FIRST_YEAR, _LAST_YEAR = 2000, 2040
"""Beside the calendar's own: what comes before its first day is no contact of it, but may be in its log."""


@dataclass(frozen=True, slots=True)
class LocalInstants:
    """From each local time on (µs since 1970-01-01 00:00 there): the offset in µs, or `gap` or `fold`."""

    starts: tuple[int, ...]
    offsets: tuple[int | str, ...]
    firsts: tuple[int, ...]
    """For each gap and fold, the first instant that is meant by its first local time; else the offset again."""

    def instant(self, local: int) -> int | str:
        """The instant of a local time; `gap` where no clock shows it, `fold` where clocks show it twice."""
        offset = self.offsets[bisect_right(self.starts, local)]
        return offset if isinstance(offset, str) else local - offset

    def first(self, local: int) -> int:
        """The first instant at which clocks show that time or a later one; so the start of a day at its midnight."""
        place = bisect_right(self.starts, local)
        match self.offsets[place]:
            case "gap":
                return self.firsts[place]
            case "fold":
                return local - self.firsts[place]
            case offset:
                assert isinstance(offset, int)
                return local - offset

    def code_sql(self, local: str) -> str:
        """The offset (µs) of a local time as an expression; GAP_CODE in a gap, FOLD_CODE in a fold."""
        leaves = [str(_CODES[one] if isinstance(one, str) else one) for one in self.offsets]
        return _tree(local, self.starts, leaves)

    def day_sql(self, midnight: str, code: str) -> tuple[str, str]:
        """The first instant of a local day, and of the next, as expressions of its midnight and that one's `code`."""
        days = sorted({(edge + more) // DAY * DAY for edge in self.starts for more in (-DAY, 0, DAY)})
        starts = {day: self.first(day) for day in days if isinstance(self.instant(day), str)}
        start = f"{midnight} - {code}"
        if starts:
            odd = " ".join(f"WHEN {day} THEN {first}" for day, first in starts.items())
            start = f"CASE WHEN {code} < {GAP_CODE} THEN {start} ELSE CASE {midnight} {odd} END END"
        lengths: dict[int, list[int]] = {}
        for day in days:
            lengths.setdefault(self.first(day + DAY) - self.first(day), []).append(day)
        cases = [
            f"WHEN {midnight} IN ({', '.join(map(str, found))}) THEN {length}"
            for length, found in lengths.items()
            if length != DAY
        ]
        length = f"CASE {' '.join(cases)} ELSE {DAY} END" if cases else str(DAY)
        return start, f"{start} + {length}"


def _tree(of: str, starts: tuple[int, ...], leaves: list[str]) -> str:
    """The leaf that holds from its start on, found by halving."""
    if len(set(leaves)) == 1:
        return leaves[0]
    middle = len(starts) // 2
    low = _tree(of, starts[:middle], leaves[: middle + 1])
    high = _tree(of, starts[middle + 1 :], leaves[middle + 1 :])
    return f"CASE WHEN {of} < {starts[middle]} THEN {low} ELSE {high} END"


def local_instants(clock: LocalTime, twice: str = "") -> LocalInstants:
    """The table of a clock. `twice`: which of two instants a time that is shown twice means: one of TWICE, if any."""
    edges = sorted(
        {
            (change.at or 0) * SECOND + offset * SECOND
            for before, change in zip(clock.transitions, clock.transitions[1:], strict=False)
            for offset in (before.offset, change.offset)
        }
    )
    offsets: list[int | str] = [clock.transitions[0].offset * SECOND]
    firsts = [clock.transitions[0].offset * SECOND]
    for edge in edges:
        local = EPOCH + timedelta(microseconds=edge)
        instants = clock.instants(local)
        first = instants[0] if instants else clock.first_instant(local)
        if len(instants) == 1 or (instants and twice):
            offsets.append(edge - instants[TWICE.index(twice) if len(instants) > 1 else 0])
        else:
            offsets.append(FOLD if instants else GAP)
        firsts.append(edge - first if instants else first)
    return LocalInstants(tuple(edges), tuple(offsets), tuple(firsts))


@cache
def zone_instants(name: str, first_year: int, last_year: int, twice: str = "") -> LocalInstants:
    """The table of a zone for a calendar of these years; `twice` as in `local_instants`.

    Raises KeyError for a name that is no zone.
    """
    first, last = min(first_year, _FIRST_YEAR), max(last_year, _LAST_YEAR)
    return local_instants(LocalTime(read_zone(zone(name), date(first, 1, 1), date(last, 12, 31))), twice)
