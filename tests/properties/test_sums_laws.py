"""The laws of sums, shares and misses; the exception by hand; and each law going red."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.oracle import clocks
from tests.properties import sums_laws
from tests.properties.both_engines import LONDON, measured
from tests.properties.laws import Law, check, damaged_by, is_broken, laws_of
from tests.properties.sums_laws import several

from troth.deadlines import remedies, targets
from troth.deadlines.answer import _Asked
from troth.tables import caps, shares

EVERY = laws_of(sums_laws.__name__)
IN_DATA = ("more_misses", "a_share", "who_is_left_out", "the_order")
"""The laws of whole answers, which take longer."""


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.__name__)
def test_the_law_holds(one: Law) -> None:
    check(one, 8 if one.__name__.startswith(IN_DATA) else 50)


# ---------- each goes red

Patch = pytest.MonkeyPatch
DAY = 86_400_000_000


def forgets_long_delays(patch: Patch) -> None:
    """No period is over where it is more than a week late."""
    between = remedies._between

    def damaged(period: Any, due: Any, start: int, end: int, calendar: Any) -> tuple[int, int]:
        return (0, 0) if end - start > 7 * DAY else between(period, due, start, end, calendar)

    patch.setattr(remedies, "_between", damaged)


def asks_as_of_the_deadline(patch: Patch) -> None:
    """What is not done is asked as of its deadline."""
    owed = remedies._owed

    def damaged(row: Any, remedy: Any, contact: Any, policy: Any, on_arrival: Any, at_end: Any, as_of: int) -> Any:
        asked = as_of if row.due is None else row.due.instant
        return owed(row, remedy, contact, policy, on_arrival, at_end, asked)

    patch.setattr(remedies, "_owed", damaged)


def forgets_the_most(patch: Patch) -> None:
    patch.setattr(remedies, "min", lambda sums, *more: sums if more else sums[0], raising=False)


def counts_the_begun_twice(patch: Patch) -> None:
    between = remedies._between

    def damaged(*given: Any) -> tuple[int, int]:
        complete, begun = between(*given)
        return complete, 2 * begun

    patch.setattr(remedies, "_between", damaged)


def happens_at_just_so_many(patch: Patch) -> None:
    """Two misses too many set nothing off."""
    earlier = _Asked._earlier

    def damaged(self: Any, misses: Any, day: Any, contact: Any) -> int:
        found = earlier(self, misses, day, contact)
        return found if found <= misses.n else 0

    patch.setattr(_Asked, "_earlier", damaged)


def counts_what_is_met_twice(patch: Patch) -> None:
    add = shares._Tally.add

    def damaged(self: Any, said: Any) -> None:
        add(self, said)
        self._met += said["status"] == "met"

    patch.setattr(shares._Tally, "add", damaged)


def leaves_nobody_out(patch: Patch) -> None:
    patch.setattr(targets, "_counts", lambda *given: True)


def cuts_in_the_order_of_the_file(patch: Patch) -> None:
    patch.setattr(caps, "_when", lambda row, answer: 0)


@pytest.mark.parametrize(
    ("one", "damage"),
    [
        (sums_laws.a_later_act_never_owes_less, forgets_long_delays),
        (sums_laws.what_is_not_done_owes_what_it_would_if_it_were_done_now, asks_as_of_the_deadline),
        (sums_laws.no_more_is_owed_than_the_most, forgets_the_most),
        (sums_laws.a_period_that_has_begun_is_at_most_one_more, counts_the_begun_twice),
        (sums_laws.more_misses_never_unset_an_event, happens_at_just_so_many),
        (sums_laws.a_share_is_between_none_and_all, counts_what_is_met_twice),
        (sums_laws.who_is_left_out_changes_nothing, leaves_nobody_out),
        (sums_laws.the_order_of_contacts_changes_nothing, cuts_in_the_order_of_the_file),
    ],
    ids=lambda one: one.__name__,
)
def test_it_goes_red(one: Law, damage: Callable[[Patch], None], monkeypatch: Patch) -> None:
    damage(monkeypatch)
    assert is_broken(one)


def test_none_is_left_out() -> None:
    assert damaged_by(test_it_goes_red) == set(EVERY)


# ---------- the exception by hand


def test_of_two_deadlines_at_one_instant_the_first_in_the_file_is_the_earlier() -> None:
    """Saturday 7 and Sunday 8 November 2026 lead to Tuesday the 10th: the second of them sets the trouble off. What is
    owed is £30 + £5 × 2 = £40 and £40 to Friday the 13th; of £70 in a year, £30 are left for the second.
    """
    contacts = [
        {"id": day, "customer": "a", "channel": "phone", "arrives": f"2026-11-{day}T10:00"} for day in ("07", "08")
    ]
    as_of = clocks.shown("2026-11-13T12:00", LONDON)
    for listed in (contacts, contacts[::-1]):
        for found in measured(several(), listed, as_of).values():
            had = [
                {row["id"].removeprefix("made.repairs."): row for row in one["promises"]} for one in found["contacts"]
            ]
            assert [one["complete"]["amount"] for one in had] == ["40.00", "30.00"]
            assert [one["follow"]["due"] for one in had] == [None, "2026-11-14T00:00:00+00:00"]
            assert found["amounts"] == [{"currency": "GBP", "total": "70.00"}]
