"""No small count can be worked out from what is published: an attacker who knows the rules tries every table."""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Iterator
from dataclasses import astuple
from itertools import product

import pytest

from troth.audit import suppress
from troth.audit.suppress import NOT_TOLD, Cells, is_small, may_be_said, part_is_safe, percentile, shown, total
from troth.audit.times import times_of
from troth.audit.verdict import Verdict, judge_share

Show = Callable[[Cells, int, Verdict, int | None], Hashable]
SHARES = (
    *(None, 0, 20_000, 50_000, 66_667, 75_000, 80_000, 90_000, 92_500),
    *(95_000, 97_000, 99_000, 99_500, 100_000),
)


def tables(contacts: int) -> Iterator[Cells]:
    """Every table of four cells with so many contacts."""
    for a in range(contacts + 1):
        for b in range(contacts + 1 - a):
            for c in range(contacts + 1 - a - b):
                yield Cells(in_time=a, not_in_time=b, not_known=c, not_judged=contacts - a - b - c)


def verdict_of(cells: Cells, share: int | None) -> Verdict:
    if share is None:
        return Verdict.NO_TARGET
    return judge_share(share, cells.in_time, cells.in_time + cells.not_in_time, cells.not_known)


def found_out(contacts: int, share: int | None, threshold: int, show: Show) -> list[tuple[Cells, str]]:
    """The small cells of a month that only one table's value fits: what is shown, with the contacts and the verdict."""
    behind: dict[Hashable, list[Cells]] = {}
    for cells in tables(contacts):
        verdict = verdict_of(cells, share)
        seen = show(cells, threshold, verdict, share)
        behind.setdefault((verdict, cells.not_in_time > 0 if share is None else None, seen), []).append(cells)
    found = []
    for every in behind.values():
        for place, name in enumerate(("in_time", "not_in_time", "not_known", "not_judged")):
            values = {astuple(cells)[place] for cells in every}
            if len(values) == 1 and is_small(min(values), threshold):
                found.append((every[0], name))
    return found


def published(cells: Cells, threshold: int, verdict: Verdict, share: int | None) -> Hashable:
    """What is shown; of a month of which nothing is, the reader does not know how many contacts it had."""
    return shown(cells, threshold, verdict, share)


def without_the_target(cells: Cells, threshold: int, verdict: Verdict, share: int | None) -> Hashable:
    """What is shown where others have a part in the verdict, and it is that of the share alone all the same."""
    return shown(cells, threshold, verdict, None if share is None else NOT_TOLD)


SIZES = [(2, 8), (2, 11), (2, 20), (3, 12), (3, 17), (5, 20)]


@pytest.mark.parametrize("show", [published, without_the_target])
@pytest.mark.parametrize(("threshold", "contacts"), SIZES)
def test_no_small_cell_is_found_out(threshold: int, contacts: int, show: Show) -> None:
    for share in SHARES:
        assert found_out(contacts, share, threshold, show) == [], share


# ---------- the attacker finds what other rules would give away


def only_the_small(cells: Cells, threshold: int, verdict: Verdict, share: int | None) -> Hashable:
    """Without the complement: a small cell is what is left of the contacts."""
    return tuple(None if is_small(n, threshold) else n for n in astuple(cells))


def with_the_largest(cells: Cells, threshold: int, verdict: Verdict, share: int | None) -> Hashable:
    """With a complement, and without a thought of the verdict."""
    counts = astuple(cells)
    seen: list[int | None] = [None if is_small(n, threshold) else n for n in counts]
    if None in seen:
        seen[counts.index(max(counts))] = None
    return tuple(seen)


def unless_one_is_small(cells: Cells, threshold: int, verdict: Verdict, share: int | None) -> Hashable:
    """Nothing is shown where a cell is small; which is why one is."""
    return None if any(is_small(n, threshold) for n in astuple(cells)) else cells


@pytest.mark.parametrize("show", [only_the_small, with_the_largest, unless_one_is_small])
def test_the_attack_finds_what_is_given_away(show: Show) -> None:
    found = [cell for contacts in (1, 9, 20) for share in SHARES for cell in found_out(contacts, share, 5, show)]
    assert found


def test_the_last_rules_are_not_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each may stand in for the other; without both a cell is found out."""
    monkeypatch.setattr(suppress, "_FEW_ALLOWED", 0)
    monkeypatch.setattr(suppress, "_is_free", lambda *_: True)
    assert any(found_out(contacts, share, 3, published) for contacts in (12, 20) for share in SHARES)


# ---------- several months together


def found_out_together(threshold: int, contacts: int, share: int, of_month: int | None, *, leaks: bool = False) -> bool:
    """Whether a small cell of one of two months is found out, with a target over both beside them."""
    months = []
    for cells in tables(contacts):
        verdict = Verdict.NOTHING if of_month is None else verdict_of(cells, of_month)
        months.append((cells, verdict, shown(cells, threshold, verdict, of_month)))
    behind: dict[Hashable, list[tuple[int, ...]]] = {}
    for (one, its, seen), (other, of_other, seen_other) in product(months, months):
        in_time, late = one.in_time + other.in_time, one.not_in_time + other.not_in_time
        verdict = judge_share(share, in_time, in_time + late, one.not_known + other.not_known)
        said = verdict if leaks or may_be_said([seen, seen_other], share, verdict) else None
        key = its, of_other, seen, seen_other, said
        behind.setdefault(key, []).append((*astuple(one), *astuple(other)))
    return any(
        len(values) == 1 and is_small(min(values), threshold)
        for every in behind.values()
        for values in map(set, zip(*every, strict=True))
    )


@pytest.mark.parametrize(("share", "of_month"), [(75_000, None), (90_000, None), (75_000, 75_000), (87_500, 90_000)])
def test_a_target_over_several_months_gives_none_away(share: int, of_month: int | None) -> None:
    assert not found_out_together(2, 8, share, of_month)


def test_a_verdict_that_is_always_said_would() -> None:
    assert found_out_together(2, 8, 75_000, None, leaks=True)


def test_a_total_is_what_is_shown_added_up() -> None:
    """So it says nothing more: whatever the tables are that look the same, their total is the same."""
    chance = random.Random(5)
    totals: dict[Hashable, Hashable] = {}
    for _ in range(5_000):
        cells = [Cells(in_time=40, not_in_time=chance.randrange(8), not_judged=chance.randrange(8)) for _ in range(2)]
        seen = [shown(one, 5, Verdict.NO_TARGET, None) for one in cells]
        assert totals.setdefault(tuple(seen), total(seen)) == total(seen)
    assert len(totals) > 20


# ---------- by hand


def cells(in_time: int, late: int, unknown: int, rest: int) -> Cells:
    return Cells(in_time=in_time, not_in_time=late, not_known=unknown, not_judged=rest)


@pytest.mark.parametrize(
    ("given", "verdict", "share", "expected"),
    [
        (cells(900, 40, 0, 60), Verdict.MET, 95_000, "900 40 0 60"),
        (cells(900, 40, 3, 57), Verdict.MET, 95_000, "899-902 40 1-4 57"),
        (cells(998, 2, 0, 0), Verdict.MET, 95_000, "996-999 1-4 0 0"),
        (cells(57, 3, 0, 0), Verdict.MET, 95_000, "48-60 0-4 0-4 0-4"),
        (cells(57, 4, 0, 0), Verdict.MISSED, 95_000, "52-60 1-9 0 0"),
        (cells(57, 4, 0, 0), Verdict.NO_TARGET, None, "57-60 1-4 0 0"),
        (cells(19, 0, 0, 0), Verdict.NO_TARGET, None, "nothing"),
        (cells(20, 0, 0, 0), Verdict.NO_TARGET, None, "20 0 0 0"),
        (cells(0, 0, 0, 0), Verdict.NOTHING, None, "0 0 0 0"),
        (cells(12, 1, 0, 11), Verdict.NO_TARGET, None, "0-24 0-24 0-24 0-24"),
        (cells(3, 0, 0, 60), Verdict.NO_TARGET, None, "1-4 0 0 59-62"),
    ],
)
def test_what_is_shown_by_hand(given: Cells, verdict: Verdict, share: int | None, expected: str) -> None:
    seen = shown(given, 5, verdict, share)
    ranges = () if seen is None else seen.ranges
    said = [f"{one.low}" if one.is_exact else f"{one.low}-{one.high}" for one in ranges]
    assert (" ".join(said) or "nothing") == expected
    if seen is not None:
        assert all(one.low <= n <= one.high for one, n in zip(seen.ranges, astuple(given), strict=True))


def test_a_threshold_of_one_hides_nothing() -> None:
    for given in tables(6):
        seen = shown(given, 1, Verdict.MISSED, 95_000)
        assert seen is not None
        assert tuple(one.low for one in seen.ranges) == astuple(given)
        assert seen.is_exact


def test_a_percentile_is_never_the_time_of_a_few() -> None:
    def found(n: int, p: int, in_time: int, late: int) -> int | None:
        seen = shown(cells(in_time, late, 0, 0), 5, Verdict.NO_TARGET, None)
        assert seen is not None
        return percentile([times_of(dict.fromkeys(range(n), 1))], p, seen, 5)

    assert [found(n, 50, 40, 0) for n in (9, 10)] == [None, 4]
    assert [found(n, 90, 40, 0) for n in (49, 50)] == [None, 44]
    assert found(43, 50, 40, 3) == 21
    assert found(63, 90, 60, 3) is None  # whether it lies after the deadline would say if 6 or fewer were late
    assert found(203, 90, 200, 3) == 182


def test_the_share_of_a_part() -> None:
    whole = cells(900, 40, 0, 60)
    assert part_is_safe(cells(500, 20, 0, 30), whole, 5)
    assert not part_is_safe(cells(897, 40, 0, 60), whole, 5)  # three of those in time are left out
    assert not part_is_safe(cells(500, 3, 0, 30), whole, 5)
    assert not part_is_safe(cells(12, 0, 0, 0), whole, 5)
    assert part_is_safe(cells(897, 40, 0, 60), whole, 1)
