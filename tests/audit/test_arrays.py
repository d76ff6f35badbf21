"""Deadlines of arrays: those of the reference, at every instant at which they change; and by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.audit.by_reference import Asked, asked_of

import troth
from troth.audit.array_lookup import Lookup

POLICIES = {"company-template": 7, "ips": 5, "ledcom": 6, "polha": 14}
"""The policies that promise deadlines, each with how many limits an arrival alone decides."""
OTHERS = ("aldermere", "dyffryn", "larkfield", "marnock")
EACH_OF_OTHERS = 8


def asked(path: Path, every: int = 1) -> list[Asked]:
    return [one for one in asked_of(path, every) if isinstance(one, Asked)]


@pytest.fixture(scope="module")
def polha(root: Path) -> troth.Policy:
    return troth.load(root / "policies" / "polha" / "polha.policy")


@pytest.mark.parametrize("id", POLICIES)
def test_the_reference_agrees_on_every_promise(id: str, root: Path) -> None:
    found = asked(root / "policies" / id / f"{id}.policy")
    assert len(found) == POLICIES[id]
    for one in found:
        assert one.differences(one.some_arrivals(one.promise.id, 30, 50)) == [], one.said


@pytest.mark.parametrize("id", POLICIES)
def test_the_reference_agrees_at_every_change(id: str, root: Path) -> None:
    one = next(one for one in asked_of(root / "policies" / id / f"{id}.policy") if isinstance(one, Asked))
    arrivals = one.all_arrivals()
    assert len(arrivals) > 8_000
    assert one.differences(arrivals) == []


@pytest.mark.parametrize("id", OTHERS)
def test_the_reference_agrees_on_other_policies(id: str, root: Path) -> None:
    """Opening hours, caps, deemed arrivals, seasons, versions, several calendars; all of them by `make agree`."""
    found = asked(root / "tests" / "policies" / id / f"{id}.policy", EACH_OF_OTHERS)
    assert len(found) >= 2
    for one in found:
        assert one.differences(one.some_arrivals(one.promise.id, 30, 50)) == [], one.said


# ---------- by hand


def test_over_a_public_holiday(polha: troth.Policy) -> None:
    """St Andrew's Day 2024 falls on a Saturday and is kept on Monday 2 December: 3, 4, 5 December are working days."""
    arrivals = np.array(["2024-11-29T16:50", "2024-11-29T23:59:59.999999", "2024-11-30", "NaT"], dtype="datetime64[us]")
    found = polha["polha.email.reply"].due(arrivals)
    assert found.dtype == np.dtype("datetime64[us]")
    np.testing.assert_array_equal(found, np.array(["2024-12-06"] * 3 + ["NaT"], dtype="datetime64[us]"))


def test_over_a_change_of_the_clocks(polha: troth.Policy) -> None:
    """Clocks went forward on Sunday 29 March 2026, between two working days: the last one ends at 23:00 in UTC."""
    arrivals = np.array(["2026-03-26T23:59:59.999999", "2026-03-27T00:00"], dtype="datetime64[us]")
    found = polha["polha.phone-message.reply"].due(arrivals)
    np.testing.assert_array_equal(found, np.array(["2026-03-28T00:00", "2026-03-30T23:00"], dtype="datetime64[us]"))


def test_in_opening_hours(root: Path) -> None:
    """From 09:00 to 17:00: 1.5 hours are left on Friday, 6.5 hours of Tuesday end at 15:30, in summer time."""
    promise = troth.load(root / "tests" / "bench" / "bench.policy")["bench.hours"]
    arrivals = ["2024-05-03T14:30", "2024-05-03T08:00", "2024-05-03T08:00:00.000001", "2024-05-03T16:00", "2024-05-05"]
    wanted = ["2024-05-07T14:30", "2024-05-03T16:00", "2024-05-07T08:00:00.000001", "2024-05-07T16:00"]
    found = promise.due(np.array(arrivals, dtype="datetime64[us]"))
    np.testing.assert_array_equal(found, np.array([*wanted, "2024-05-07T16:00"], dtype="datetime64[us]"))


def test_a_case_is_chosen_by_keyword(polha: troth.Policy) -> None:
    """An emergency within 2 hours, day and night, over a change of the clocks; an urgent repair in working days."""
    sunday = np.array(["2026-03-29T00:30"], dtype="datetime64[us]")
    due = polha["polha.repairs.complete"].due
    emergency, urgent = (due(sunday, priority=priority)[0] for priority in ("emergency", "urgent"))
    assert str(emergency) == "2026-03-29T02:30:00.000000"
    assert urgent > emergency


def test_a_promise_is_found_by_its_short_form(polha: troth.Policy) -> None:
    assert polha["polha.email"] is polha["polha.email.reply"]
    assert polha["polha.email"].id == "polha.email.reply"
    with pytest.raises(KeyError, match=r"no promise `polha.email.replay`: did you mean `polha.email.reply`\?"):
        polha["polha.email.replay"]


def test_nothing_is_due_where_it_is_excused(polha: troth.Policy) -> None:
    """An answer on the same day, except on closed days: Saturday 30 November 2024 is one."""
    arrivals = np.array(["2024-11-29T16:50", "2024-11-30T12:00"], dtype="datetime64[us]")
    found = polha["polha.social-media.reply.aim"].due(arrivals)
    np.testing.assert_array_equal(found, np.array(["2024-11-30", "NaT"], dtype="datetime64[us]"))


# ---------- each of these mistakes is found

NEVER = np.iinfo(np.int64).max


def early(lookup: Lookup) -> None:
    lookup._edges[0] -= lookup._edges[0] != NEVER


def late(lookup: Lookup) -> None:
    lookup._edges[0] += lookup._edges[0] != NEVER


def one_bucket_on(lookup: Lookup) -> None:
    lookup._low -= 1 << lookup._shift


def one_bucket_back(lookup: Lookup) -> None:
    lookup._low += 1 << lookup._shift


def one_piece_a_bucket(lookup: Lookup) -> None:
    lookup._edges[0][:] = NEVER


def one_wrong_deadline(lookup: Lookup) -> None:
    changing = np.flatnonzero(lookup._edges[0] != NEVER)
    lookup._bases[(lookup._places + 1) * changing[len(changing) // 2]] += 1


def never_along(lookup: Lookup) -> None:
    lookup._along = None


def always_along(lookup: Lookup) -> None:
    lookup._along = np.full_like(lookup._bases, -1)


MISTAKES = (early, late, one_bucket_on, one_bucket_back, one_piece_a_bucket, one_wrong_deadline, always_along)


@pytest.mark.parametrize(
    ("promise", "mistakes"), [("bench.days.reply", MISTAKES), ("bench.hours.reply", (*MISTAKES, never_along))]
)
def test_it_goes_red(promise: str, mistakes: tuple[Callable[[Lookup], None], ...], root: Path) -> None:
    every = asked(root / "tests" / "bench" / "bench.policy")
    (one,) = (one for one in every if one.promise.id == promise)
    arrivals = one.all_arrivals()
    right = one.arrays(arrivals)
    for mistake in mistakes:
        one.lookup = Lookup(one.table)
        mistake(one.lookup)
        wrong = [at for at, found, before in zip(arrivals, one.arrays(arrivals), right, strict=True) if found != before]
        assert one.differences(wrong[:3]), mistake.__name__
