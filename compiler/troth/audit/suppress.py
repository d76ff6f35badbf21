"""Which counts of a promise may be published, so that no small one can be worked out from all that is.

The counts of a promise in a month are four cells that add up to its contacts. One from 1 to one less than the
threshold is small: it tells of a few people. A reader is taken to know the rules, the contacts of every month, and what
is said of the target; the rules look at nothing else.

 1. Fewer contacts than four times the threshold, but some: no figure is shown, not even how many there were.
 2. Else a cell below the threshold is shown as a range, `1 to 4`, and so is the largest cell, from which it could be
    taken away: the complement of all the others.
 3. Where a target is missed, or that cannot be known, every cell below twice the threshold is a range: else a target
    that allows 3 late, and is missed with "1 to 4", would say 4.
 4. Where the target allows so few that "1 to 4" and met would say how many, or may do so, none and a few look alike:
    `0 to 4`.
 5. Where the ranges do not say for sure which cell is the largest, no cell is shown, and only how many contacts there
    were. So, too, where a small cell is the same in every table that could be behind the ranges: each is tried; and
    where what the targets allow is not known of the month, and most were not in time.

What is shown of several months together is added up from what is shown of each; so totals say nothing that the months
do not. How long half of all took is shown where the row has figures, and at least as many as the threshold are on
either side of it, so that it is never the time of a few; of nine in ten, too, where that is not so near to a small cell
that it would say on which side of a deadline one lies. Whether a promise was missed in a month is always said; over a
longer time, where that follows from the months.
After the handbook on Statistical Disclosure Control (Hundepool and others, 2012), chapter 4, and the 22.5 below which
HESA gives no percentages. `tests/audit/test_suppress.py` tries every table, as a reader would who knows the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from itertools import product

from troth.audit import times
from troth.audit.times import Times
from troth.audit.verdict import Verdict, judge_share

THRESHOLD = 5
"""Counts below it, but for 0, are not published, unless the owner says another."""
_LEAST = 4
"""Thresholds of contacts below which no figure of a month is shown."""
_FEW_ALLOWED = 3
"""So many late at least must a target allow for none to be told apart from a few."""
_FAR = 20
"""Thresholds of contacts in time above which a tenth of them is more than any small cell."""
_ALL = 100_000
NOT_TOLD = _ALL + 1
"""In place of a share: there is a target, and how many it allows to be late is not to be known of the month."""


@dataclass(frozen=True, slots=True)
class Range:
    """A count as it is shown: from `low` to `high`, exact where they are one."""

    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


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
    """What is shown of a row."""

    contacts: int
    in_time: Range
    not_in_time: Range
    not_known: Range
    not_judged: Range

    @property
    def is_exact(self) -> bool:
        return all(one.is_exact for one in self.ranges)

    @property
    def has_cells(self) -> bool:
        """Whether more is shown than how many contacts there were."""
        return not self.contacts or any(one != Range(0, self.contacts) for one in self.ranges)

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The four cells in their order."""
        return self.in_time, self.not_in_time, self.not_known, self.not_judged


def is_small(n: int, threshold: int) -> bool:
    """Whether a count tells of a few people; 0 tells of no one."""
    return 0 < n < threshold


def allowed_late(share: int | None, judged: int) -> int | None:
    """How many of so many may be late at a share in thousandths of a per cent; None without a share."""
    return None if share is None else (_ALL - share) * judged // _ALL


def shown(cells: Cells, threshold: int, verdict: Verdict, share: int | None) -> Shown | None:
    """What may be shown of a promise in a month; None: nothing. A threshold of 1 or less hides nothing.

    `share`: the target, in thousandths of a per cent; None where there is none; NOT_TOLD where it is measured week by
    week, or of some of the contacts, or there are others.
    """
    counts = astuple(cells)
    n = cells.contacts
    if threshold <= 1:
        return _shown(n, [Range(count, count) for count in counts])
    if is_small(n, _LEAST * threshold):
        return None
    is_plain = verdict in (Verdict.MET, Verdict.NO_TARGET, Verdict.NOTHING)
    limit = threshold if is_plain else 2 * threshold
    largest = counts.index(max(counts))
    others = [place for place in range(len(counts)) if place != largest]
    few = _few_allowed(counts, largest, limit, verdict, share)
    ranges = {place: _range(counts[place], limit, 0 if few else 1) for place in others}
    low = max(0, n - sum(one.high for one in ranges.values()))
    ranges[largest] = Range(low, n - sum(one.low for one in ranges.values()))
    found = tuple(ranges[place] for place in range(len(counts)))
    is_sure = low > max(one.high for place, one in ranges.items() if place != largest)
    is_usual = share != NOT_TOLD or largest == 0
    is_safe = is_sure and is_usual and _is_free(found, largest, n, threshold, verdict, share)
    return _shown(n, found if is_safe else [Range(0, n)] * len(counts))


@lru_cache(maxsize=4096)
def _is_free(
    ranges: tuple[Range, ...], largest: int, contacts: int, threshold: int, verdict: Verdict, share: int | None
) -> bool:
    """Whether every small cell may be one count or another, in the tables that look the same with the same verdict."""
    seen: list[set[int]] = [set() for _ in ranges]
    for rest in product(*(range(one.low, one.high + 1) for place, one in enumerate(ranges) if place != largest)):
        counts = [*rest[:largest], contacts - sum(rest), *rest[largest:]]
        if _may_be(counts, verdict, share):
            for values, count in zip(seen, counts, strict=True):
                values.add(count)
    return not any(len(values) == 1 and is_small(min(values), threshold) for values in seen)


def _may_be(counts: list[int], verdict: Verdict, share: int | None) -> bool:
    """Whether the verdict may be that of such a month, as far as a reader can tell."""
    in_time, not_in_time, not_known, _ = counts
    if share == NOT_TOLD:
        return verdict is Verdict.NOTHING or (in_time if verdict is Verdict.MET else sum(counts[:-1])) > 0
    if share is None:
        return True
    return judge_share(share, in_time, in_time + not_in_time, not_known) is verdict


def _shown(contacts: int, ranges: Sequence[Range]) -> Shown:
    in_time, not_in_time, not_known, not_judged = ranges
    return Shown(
        contacts=contacts, in_time=in_time, not_in_time=not_in_time, not_known=not_known, not_judged=not_judged
    )


def _range(n: int, limit: int, lowest: int) -> Range:
    return Range(n, n) if n >= limit or n < lowest else Range(lowest, limit - 1)


def _few_allowed(counts: Sequence[int], largest: int, limit: int, verdict: Verdict, share: int | None) -> bool:
    """May the verdict say how many were late, if none were told apart from a few? By what is shown of the rest."""
    if share is None or share == NOT_TOLD or verdict in (Verdict.MISSED, Verdict.NOTHING):
        return share == NOT_TOLD
    *judged, unjudged = counts
    if largest == len(judged):
        known = sum(count for count in judged if count >= limit)
    else:
        known = sum(counts) - (unjudged if unjudged >= limit else limit - 1)
    allowed = allowed_late(share, max(known, 0))
    return allowed is not None and allowed < _FEW_ALLOWED


def total(months: Iterable[Shown | None]) -> tuple[Shown, int]:
    """The months whose cells are shown, added up, and how many they are."""
    every = [month for month in months if month is not None and month.has_cells]
    ranges = [
        Range(sum(month.ranges[place].low for month in every), sum(month.ranges[place].high for month in every))
        for place in range(len(fields(Cells)))
    ]
    return _shown(sum(month.contacts for month in every), ranges), len(every)


def percentile(several: Sequence[Times], p: int, seen: Shown, threshold: int) -> int | None:
    """A percentile of a row that has figures; None where it would be the time of a few, or say how many were late."""
    if threshold > 1:
        n = sum(one.total for one in several)
        rank = -(-p * n // 100)
        is_far = 2 * p <= 100 or seen.in_time.low >= _FAR * threshold
        if min(rank, n - rank) < threshold or not (is_far or seen.is_exact):
            return None
    return times.percentile(several, p)


def part_is_safe(part: Cells, whole: Cells, threshold: int) -> bool:
    """May the share of a part of a row be shown: nothing is small in it, nor in what is left without it?"""
    if threshold <= 1:
        return True
    pairs = zip(astuple(part), astuple(whole), strict=True)
    few = is_small(part.contacts, _LEAST * threshold)
    return not few and not any(is_small(n, threshold) or is_small(abs(of - n), threshold) for n, of in pairs)


def may_be_said(seen: Iterable[Shown | None], share: int, verdict: Verdict) -> bool:
    """May it be said whether a target over several months was met? Where that follows from what is shown of each, or
    would tell nothing of the late ones among them; else it could say how many these were.

    `share` in thousandths of a per cent.
    """
    months = list(seen)
    cells, whole = total(months)
    if whole < len(months):
        return False
    in_time, late, unknown, _ = cells.ranges
    allowed = (_ALL - share) * (in_time.low + late.low + unknown.low) // _ALL
    if cells.is_exact or late.high + unknown.high <= allowed:
        return True

    def is_met(met: int, missed: int, not_known: int) -> bool:
        return judge_share(share, met, met + missed, not_known) is Verdict.MET

    def is_missed(met: int, missed: int, not_known: int) -> bool:
        return judge_share(share, met, met + missed, not_known) is Verdict.MISSED

    never_met = not is_met(in_time.high, late.low, unknown.low)
    never_missed = not is_missed(in_time.low, late.high, unknown.low)
    match verdict:
        case Verdict.MET:
            return is_met(in_time.low, late.high, unknown.high)
        case Verdict.MISSED:
            return is_missed(in_time.high, late.low, unknown.high)
        case _:
            return never_met and never_missed
