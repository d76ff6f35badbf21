"""A tally counts what there is: held against plain counts of the same rows, and against the sums of `troth due`."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import chain

import pytest
from tests.audit.drawn import AS_OF, FINGERPRINTS, Drawn, draw, tallied

from troth.audit.result_row import ResultRow
from troth.audit.summary import summarise
from troth.audit.tally import Tally, Tallying, merge
from troth.audit.times import Times, joined, percentile, times_of
from troth.audit.verdict import reached
from troth.deadlines.judge import Status
from troth.model.policy import Policy
from troth.tables.shares import measure_answers

SECOND = 1_000_000


def promise_of(row: ResultRow, policy: Policy) -> str:
    """The longest identity of a promise that the row's begins with, and its `.claim` or `.remedy`."""
    known = [one.id for one in policy.promises()]
    known += [f"{id}.{end}" for id in known for end in ("claim", "remedy")]
    return max((id for id in known if row.promise == id or row.promise.startswith(f"{id}.")), key=len)


def test_every_row_is_counted_once(policy: Policy) -> None:
    contacts = list(draw(policy, 400, seed=7))
    tally = tallied(policy, contacts, rejected=3).tally()
    rows = [drawn for several in contacts for drawn in several]
    assert (tally.read, tally.judged, sum(tally.rejected.values())) == (403, 400, 3)
    assert tally.statuses == Counter((promise_of(one.row, policy), one.row.period, one.row.status) for one in rows)
    unknown = [one for one in rows if one.row.status is Status.UNKNOWN]
    assert tally.missing == Counter((promise_of(one.row, policy), one.row.period, one.missing) for one in unknown)
    owed: Counter[tuple[str, str | None, str]] = Counter()
    for one in rows:
        if one.row.amount and one.row.currency is not None:
            owed[promise_of(one.row, policy), one.row.period, one.row.currency] += one.row.amount
    assert tally.amounts == owed


def test_every_status_is_drawn(policy: Policy) -> None:
    """The laws above would say nothing of a status that never comes."""
    statuses = {one.row.status for several in draw(policy, 400, seed=7) for one in several}
    assert statuses == set(Status)


def taken(one: Drawn) -> int | None:
    """Whole minutes by the calendar of Python, of what was done after it began, where both times are known."""
    row = one.row
    if row.status not in (Status.MET, Status.LATE) or row.anchor is None or row.done is None or row.done_last:
        return None
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    took = timedelta(microseconds=row.done) - timedelta(microseconds=row.anchor)
    assert epoch + took > epoch
    return int(took.total_seconds() // 60)


def test_the_median_and_the_ninetieth_are_by_the_nearest_rank(policy: Policy) -> None:
    """At least so many in a hundred took at most so long, and fewer took less: said by sorting, without ranks."""
    contacts = list(draw(policy, 600, seed=8))
    summary = summarise(tallied(policy, contacts).tally(), policy, AS_OF, FINGERPRINTS)
    by_promise: dict[str, list[int]] = {}
    for one in (one for several in contacts for one in several):
        if (minutes := taken(one)) is not None:
            by_promise.setdefault(promise_of(one.row, policy), []).append(minutes)
    assert by_promise
    for kept in summary.promises:
        every = by_promise.get(kept.promise, [])
        assert kept.timed == len(every)
        for share, said in ((Fraction(1, 2), kept.median), (Fraction(9, 10), kept.ninetieth)):
            enough = [one for one in every if sum(other <= one for other in every) >= share * len(every)]
            assert said == min(enough, default=None)


@pytest.mark.parametrize(
    ("minutes", "median", "ninetieth"),
    [([5], 5, 5), ([1, 2], 1, 2), (list(range(1, 11)), 5, 9), (list(range(1, 12)), 6, 10), ([7] * 9 + [90], 7, 7)],
)
def test_percentiles_by_hand(minutes: list[int], median: int, ninetieth: int) -> None:
    parts = [times_of(Counter(minutes[first::3])) for first in range(3)]
    for times in ([times_of(Counter(minutes))], parts):
        assert (percentile(times, 50), percentile(times, 90)) == (median, ninetieth)
    assert percentile([], 50) is None


def row(**given: int | Status | None) -> ResultRow:
    done = {"status": Status.MET, "anchor": 0, "done": 90 * SECOND, **given}
    return ResultRow(contact="1", promise="x", event="replied", **done)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (row(), 1),
        (row(done=59 * SECOND), 0),
        (row(done=60 * SECOND), 1),
        (row(status=Status.LATE), 1),
        (row(status=Status.EARLY), None),
        (row(status=Status.OVERDUE), None),
        (row(done=None), None),
        (row(anchor=None), None),
        (row(anchor=100 * SECOND), None),
        (row(anchor_last=5), None),
        (row(done_last=91 * SECOND), None),
        (row(done_last=90 * SECOND), 1),
    ],
)
def test_minutes_by_hand(given: ResultRow, expected: int | None) -> None:
    tallying = Tallying(["x"])
    tallying.add(given)
    assert list(tallying.tally().times.values()) == ([] if expected is None else [times_of({expected: 1})])


def test_the_parts_of_a_log_add_up_to_the_whole(policy: Policy) -> None:
    contacts = list(draw(policy, 300, seed=9))
    chance = random.Random(9)
    cuts = sorted(chance.sample(range(300), 3))
    parts = [contacts[first:last] for first, last in zip([0, *cuts], [*cuts, 300], strict=True)]
    whole = tallied(policy, contacts, rejected=8)
    merged = merge(
        [tallied(policy, parts[0], rejected=8).tally(), *(tallied(policy, one).tally() for one in parts[1:])]
    )
    assert merged == whole.tally()
    assert merge([]) == Tally()


def test_times_in_parts() -> None:
    chance = random.Random(3)
    drawn = [[chance.randrange(50) for _ in range(chance.randrange(30))] for _ in range(6)]
    assert joined(times_of(Counter(one)) for one in drawn) == times_of(Counter(chain.from_iterable(drawn)))
    assert joined([]) == Times()


def test_a_row_of_no_promise_is_refused(aldermere: Policy) -> None:
    with pytest.raises(ValueError, match="no promise of the policy"):
        tallied(aldermere, []).add(ResultRow(contact="1", promise="other.email.reply", event="x", status=Status.MET))


def test_targets_are_counted_as_troth_due_counts_them(policy: Policy) -> None:
    """`tables/shares.py` adds up the same rows by its own count; what it lists as counted, met and reached is ours."""
    contacts = list(draw(policy, 900, seed=10))
    answers = [
        {"promises": [{"id": one.row.promise, "targets": one.targets, "amount": None} for one in several]}
        for several in contacts
    ]
    theirs = measure_answers(answers, [promise.id for promise in policy.promises()])["targets"]
    goals = [
        goal
        for kept in summarise(tallied(policy, contacts).tally(), policy, AS_OF, FINGERPRINTS).promises
        for goal in kept.goals
    ]
    ours = {
        (one.goal.promise, one.goal.says, one.goal.for_, one.period): one
        for one in reached(goals, tallied(policy, contacts).tally())
    }
    assert {one["counted"] for one in theirs} != {0}
    for said in theirs:
        one = ours[said["id"], said["says"], said["for"], said["period"]]
        assert one.counted == said["counted"]
        if said["met"] is not None:
            assert one.met == said["met"]
        if said["average"] is not None:
            number, unit = said["average"]
            assert one.text.removesuffix("s") == f"{number} {unit}"
        if said["reached"] is not None and not one.unknown:
            assert (str(one.verdict) == "met") == said["reached"]
