"""Deadlines of arrays: those of the reference, at every instant at which they change; and by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.audit.by_reference import Asked, asked_of

import troth
from troth.audit.arrival import Arrivals, _OnArrival
from troth.audit.due_lookup import Lookup
from troth.targets.runtime_calendar import Calendar
from troth.targets.runtime_moved import MovedDeadlines

POLICIES = {"company-template": 7, "ips": 5, "ledcom": 6, "polha": 14}
"""The policies that promise deadlines, each with how many limits an arrival alone decides."""
OTHERS = {"aldermere": 13, "dyffryn": 16, "larkfield": 13, "marnock": 9}
"""Several calendars, seasons, announced and deemed days, each with one limit in so many; `make agree` asks for all."""

MADE = Path(__file__).with_name("arrivals.policy")
"""All that can move a deadline by the arrival alone, in one year."""

SOME = 7
"""Every seventh of the instants, which are those of a change and a microsecond either side of it."""


def asked(path: Path, every: int = 1, promise: str = "") -> list[Asked]:
    return [one for one in asked_of(path, every, promise) if isinstance(one, Asked)]


@pytest.fixture(scope="module")
def polha(root: Path) -> troth.Policy:
    return troth.load(root / "policies" / "polha" / "polha.policy")


@pytest.mark.parametrize("id", POLICIES)
def test_the_reference_agrees_on_every_promise(id: str, root: Path) -> None:
    found = asked(root / "policies" / id / f"{id}.policy")
    assert len(found) == POLICIES[id]
    for one in found:
        assert one.differences(one.some_arrivals(one.promise.id, 20, 40)) == [], one.said


@pytest.mark.parametrize("id", POLICIES)
def test_the_reference_agrees_at_every_change(id: str, root: Path) -> None:
    one = next(one for one in asked_of(root / "policies" / id / f"{id}.policy") if isinstance(one, Asked))
    arrivals = one.all_arrivals()
    assert len(arrivals) > 8_000
    assert one.differences(arrivals) == []


@pytest.mark.parametrize("id", OTHERS)
def test_the_reference_agrees_on_other_policies(id: str, root: Path) -> None:
    found = asked(root / "tests" / "policies" / id / f"{id}.policy", OTHERS[id])
    assert len(found) >= 2
    for one in found:
        assert one.differences(one.some_arrivals(one.promise.id, 20, 40)) == [], one.said


def test_the_reference_agrees_on_all_that_moves_a_deadline() -> None:
    found = asked(MADE)
    assert len(found) == 12
    for one in found:
        assert one.differences(one.all_arrivals()[::SOME]) == [], one.said


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
    assert "polha.email.reply" in polha
    assert len({polha[id] for id in polha}) == 14
    with pytest.raises(KeyError, match=r"no promise `polha.email.replay`: did you mean `polha.email.reply`\?"):
        polha["polha.email.replay"]


def test_nothing_is_due_where_it_is_excused(polha: troth.Policy) -> None:
    """An answer on the same day, except on closed days: Saturday 30 November 2024 is one."""
    arrivals = np.array(["2024-11-29T16:50", "2024-11-30T12:00"], dtype="datetime64[us]")
    found = polha["polha.social-media.reply.aim"].due(arrivals)
    np.testing.assert_array_equal(found, np.array(["2024-11-30", "NaT"], dtype="datetime64[us]"))


def test_nothing_is_due_where_nothing_is_promised() -> None:
    due = troth.load(MADE)["arrivals.email.complete"].due
    arrivals = np.array(["2026-05-29T12:00"], dtype="datetime64[us]")
    assert np.isnat(due(arrivals, complex=True)).all()
    assert due(arrivals, complex=False) == np.datetime64("2026-06-12T23:00")


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
    (one,) = asked(root / "tests" / "bench" / "bench.policy", promise=promise)
    arrivals = one.all_arrivals()
    right = one.arrays(arrivals)
    for mistake in mistakes:
        one.lookup = Lookup(one.table)
        mistake(one.lookup)
        wrong = [at for at, found, before in zip(arrivals, one.arrays(arrivals), right, strict=True) if found != before]
        assert one.differences(wrong[:3]), mistake.__name__


def no_extension(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(_OnArrival, "_moved", lambda self, promise, limit, contact: self.deadlines.due(limit, contact))


def no_bounds(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(MovedDeadlines, "bound", lambda *given: None)


def no_excuses(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(_OnArrival, "_excuse", lambda self, promise, contact: None)


def no_deemed_arrival(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Arrivals, "_deemed", lambda self, contact, calendar: contact)


def no_cases(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(_OnArrival, "choose", lambda self, cases, limit, contact: ([], limit))


def no_point_of_its_own(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Arrivals, "_points", lambda self, promise, known: iter(()))


def no_announcements(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Calendar, "known_on", lambda self, day: self)


@pytest.mark.parametrize(
    ("mistake", "promise"),
    [
        (no_extension, "arrivals.letter.resolve"),
        (no_bounds, "arrivals.letter.reply"),
        (no_bounds, "arrivals.letter.acknowledge"),
        (no_cases, "arrivals.email.reply"),
        (no_excuses, "arrivals.email.acknowledge"),
        (no_deemed_arrival, "arrivals.post.reply"),
        (no_announcements, "arrivals.fax.reply"),
        (no_point_of_its_own, "arrivals.email.resolve"),
    ],
)
def test_what_a_table_lacks_is_found(mistake: Callable[[pytest.MonkeyPatch], None], promise: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        mistake(patch)
        found = asked(MADE, promise=promise)
    assert any(one.differences(one.all_arrivals()[::SOME]) for one in found)
