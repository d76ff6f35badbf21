"""No small count can be worked out from what is published: an attacker who knows the rules tries every table."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import astuple

import pytest

from troth.audit.suppress import Cells, is_small, shown
from troth.audit.verdict import Verdict, judge_share

Show = Callable[[Cells, int, Verdict, int | None], Hashable]
SHARES = (
    None,
    0,
    50_000,
    66_667,
    75_000,
    80_000,
    85_000,
    90_000,
    92_500,
    95_000,
    97_000,
    98_000,
    99_000,
    99_500,
    100_000,
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


def known_contacts(cells: Cells, threshold: int, verdict: Verdict, share: int | None) -> Hashable:
    """What is shown; of a month of which nothing is, the reader does not know how many contacts it had."""
    return shown(cells, threshold, verdict, share)


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize(("threshold", "contacts"), [(2, 8), (2, 11), (3, 12), (3, 15), (5, 20), (5, 23)])
def test_no_small_cell_is_found_out(threshold: int, contacts: int, share: int | None) -> None:
    assert found_out(contacts, share, threshold, known_contacts) == []
