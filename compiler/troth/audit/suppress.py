"""Which counts of a promise may be published, so that no small one can be worked out from all that is.

The counts of a promise in a month are four cells that add up to its contacts. A cell from 1 to one less than the
threshold is small. The rules, each of which looks at nothing but the month itself:

 1. Fewer contacts than four times the threshold, but some: no figure is shown, not even how many there were.
 2. Else, a small cell among the four: how many contacts there were is shown, and none of the cells. Which of them is
    small is not said, so that 0, 1 and the rest look alike: the whole row is its own complement.
 3. Else all is shown.

What is shown of all months together is added up from the months that are shown in full and from nothing else; so
totals say nothing that the months do not. A percentile is shown where the row is, and at least as many as the threshold
took as long or less, and as many longer: it is never the time of a few. Whether a promise was missed is always said.
After the handbook on Statistical Disclosure Control (Hundepool and others, 2012), chapter 4, and the 22.5 below which
HESA gives no percentages. `tests/audit/test_suppress.py` solves for the cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from enum import StrEnum

from troth.audit.times import Times

THRESHOLD = 5
"""Counts below it, but for 0, are not published, unless the owner says another."""
_LEAST = 4
"""Thresholds of contacts below which no figure of a month is shown."""


class Level(StrEnum):
    """How much is shown of a promise in a month."""

    ALL = "all"
    CONTACTS = "contacts"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The contacts of a promise: done or overdue; unknown; and those that are not to be judged, now or ever."""

    in_time: int = 0
    not_in_time: int = 0
    not_known: int = 0
    not_judged: int = 0

    @property
    def contacts(self) -> int:
        return self.in_time + self.not_in_time + self.not_known + self.not_judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What may be shown of a row; None: not that."""

    level: Level
    contacts: int | None
    cells: Cells | None


def is_small(n: int, threshold: int) -> bool:
    """Whether a count tells of a few people; 0 tells of no one."""
    return 0 < n < threshold


def level_of(cells: Cells, threshold: int) -> Level:
    """How much may be shown of a promise in a month; a threshold of 1 or less hides nothing."""
    if is_small(cells.contacts, _LEAST * threshold) and threshold > 1:
        return Level.NOTHING
    return Level.CONTACTS if any(is_small(n, threshold) for n in astuple(cells)) else Level.ALL


def shown(cells: Cells, threshold: int) -> Shown:
    """What may be shown of a promise in a month."""
    level = level_of(cells, threshold)
    return Shown(
        level=level,
        contacts=None if level is Level.NOTHING else cells.contacts,
        cells=cells if level is Level.ALL else None,
    )


def total(months: Iterable[Shown]) -> tuple[Cells, int]:
    """All months that are shown in full added up, and how many they are."""
    whole = [month.cells for month in months if month.cells is not None]
    cells = Cells(
        in_time=sum(one.in_time for one in whole),
        not_in_time=sum(one.not_in_time for one in whole),
        not_known=sum(one.not_known for one in whole),
        not_judged=sum(one.not_judged for one in whole),
    )
    return cells, len(whole)


def percentile(times: Times, p: int, threshold: int) -> int | None:
    """A percentile of a row that is shown in full; None where it would be the time of a few."""
    n = times.total
    rank = -(-p * n // 100)
    return times.percentile(p) if min(rank, n - rank) >= threshold or threshold <= 1 else None


def part_is_safe(part: Cells, whole: Cells, threshold: int) -> bool:
    """May the share of a part of a row be shown: nothing is small in it, nor in what is left without it?"""
    pairs = zip(astuple(part), astuple(whole), strict=True)
    return level_of(part, threshold) is Level.ALL and not any(is_small(abs(of - n), threshold) for n, of in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month within a longer period: its cells, how much of it is shown, and what its own verdict says.

    `most_missed`: of those that the month's verdict allows, if it is known to be met; `least_missed`: if it is missed.
    """

    cells: Cells
    level: Level
    most_missed: int | None = None
    least_missed: int | None = None


def verdict_is_safe(months: Mapping[str, Month], share: int, *, is_missed: bool, threshold: int) -> bool:
    """May be said whether a target over several months was missed? Not where that says how few were, in those hidden.

    `share` in thousandths of a per cent, of the promise's own limit. What a reader knows is taken for more than it is:
    the contacts of each month, and the bounds that each month's verdict gives. At least as many sums as the threshold
    must be possible.
    """
    hidden = [month for month in months.values() if month.level is not Level.ALL]
    if not hidden or threshold <= 1:
        return True
    judged = sum(one.cells.contacts - one.cells.not_judged for one in months.values())
    known = sum(one.cells.not_in_time for one in months.values() if one.level is Level.ALL)
    bound = (100_000 - share) * judged // 100_000 - known
    most = sum(one.cells.contacts if one.most_missed is None else one.most_missed for one in hidden)
    least = sum(one.least_missed or 0 for one in hidden)
    low, high = (max(least, bound + 1), most) if is_missed else (least, min(most, bound))
    return high - low + 1 >= threshold or high <= 0
