"""The benchmark of arrays, but for its times: its policy, what it takes for right, and what it prints and refuses."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

import numpy as np
import pytest
from tests.bench.array_rows import DAYS, HEAD, HOURS, NIGHTS, PANDAS_HOURS, ROWS, TROTH, YEARS, ZONE, Row
from tests.bench.arrays import (
    POLICY,
    PROMISES,
    arrivals,
    by_reference,
    clock_changes,
    differences,
    refused,
    table,
)
from tests.oracle import busdays
from tests.oracle.clocks import local, start_of
from tests.oracle.time_of_day import Limit, Office, last_instant

import troth
from troth.checks.examples import run_examples
from troth.project import load

ONE_DAY = dt.timedelta(days=1)
MINUTE = 60_000_000


@pytest.fixture(scope="module")
def policy() -> troth.Policy:
    return troth.load(POLICY)


@cache
def closed() -> frozenset[dt.date]:
    """The holidays as they are locked: a later release of the library may know others."""
    lock = POLICY.with_name("calendar.lock").read_text(encoding="utf-8")
    return frozenset(map(dt.date.fromisoformat, re.findall(r"^GB-ENG (\S+) ", lock, re.MULTILINE)))


@cache
def office(task: str) -> Office:
    if task == NIGHTS:
        return Office(
            zone=ZONE, closed=frozenset(), hours=lambda day: [("00:00", "08:00")], weekdays=frozenset(range(7))
        )
    by_day = Office(zone=ZONE, closed=closed(), hours=lambda day: [("09:00", "17:00")] if by_day.is_worked(day) else ())
    return by_day


def right(task: str, at: int) -> int:
    """The due instant, by NumPy's business days or a walk from minute to minute."""
    if task == DAYS:
        last = busdays.last_day(local(at, ZONE).date(), 7, closed(), next_open=False)
        return start_of(last + ONE_DAY, ZONE)
    return last_instant(office(task), Limit(n=16, unit="opening hour"), at)


def test_the_policy_compiles_and_its_examples_are_as_worked_out_by_hand() -> None:
    compiled = load(POLICY)
    assert compiled.findings == ()
    assert compiled.policy is not None
    assert compiled.calendar is not None
    assert len(compiled.policy.examples) == 3
    assert list(run_examples(compiled.policy, compiled.calendar)) == []
    assert set(compiled.calendar.closed) == closed()
    assert {day.year for day in closed()} == set(YEARS)


@pytest.mark.parametrize(("task", "some"), [(DAYS, 3_000), (HOURS, 30), (NIGHTS, 60)])
def test_ours_is_right(task: str, some: int, policy: troth.Policy) -> None:
    given = arrivals(task, some).astype("datetime64[m]").astype("datetime64[us]")
    found = policy[PROMISES[task][0]].due(given)
    assert found.view(np.int64).tolist() == [right(task, int(at)) for at in given.view(np.int64)]
    assert (by_reference(policy, task, given[:30]) == found[:30]).all()


def test_arrivals_are_the_same_each_time_and_of_every_kind() -> None:
    drawn = arrivals(DAYS, 5_000)
    assert (drawn == arrivals(DAYS, 5_000)).all()
    shown = [local(int(at), ZONE) for at in drawn.view(np.int64)]
    assert {moment.year for moment in shown} == set(YEARS)
    assert {moment.weekday() for moment in shown} == set(range(7))
    assert {moment.hour for moment in shown} == set(range(24))
    assert (np.abs(arrivals(NIGHTS, 500)[:, None] - clock_changes()).min(axis=1) <= np.timedelta64(2, "D")).all()


def test_clocks_change_then() -> None:
    assert len(clock_changes()) == 2 * len(YEARS)
    for change in clock_changes().view(np.int64):
        before, after = (local(int(change) + off, ZONE).utcoffset() for off in (-1, 0))
        assert before != after


# ---------- what it prints


def test_a_table_of_invented_times() -> None:
    rates = dict.fromkeys(ROWS, 0.0123) | {row: 210.0 for row in ROWS if row.by == TROTH}
    agree = {row: 0.25 if row.by == PANDAS_HOURS else 1.0 for row in ROWS}
    lines = table(agree, rates, dict.fromkeys(ROWS, 314.0)).splitlines()
    assert lines[0] == "| " + " | ".join(HEAD) + " |"
    assert lines[2] == f"| {DAYS} | {TROTH} | all | 210 | 310 | 1 |"
    assert lines[7] == f"| {HOURS} | {PANDAS_HOURS} | 25.0% | 0.012 | 310 | 17,000 × as fast |"
    assert lines[9] == f"| {NIGHTS} | {PANDAS_HOURS} | 25.0% |  |  |  |"
    assert len(lines) == 2 + len(ROWS)


def test_it_refuses_what_disagrees_or_is_too_slow() -> None:
    right_, wrong = dict.fromkeys(PROMISES, 0), dict.fromkeys(PROMISES, 0) | {HOURS: 3}
    enough = {row: 100.0 if row.by == TROTH else 100.0 / max(row.least, 1) for row in ROWS}
    assert refused(right_, enough) == []
    assert refused(wrong, enough) == ["16 opening hours: 3 of 1000 differ from `policy.due`"]
    ours, numpy, polars, *_ = ROWS
    assert refused(right_, enough | {ours: 99.4})[0] == "7 working days: 99 million a second, at least 100 wanted"
    assert refused(right_, enough | {numpy: 7.0}) == [
        "7 working days: 14.3 times as fast as NumPy, `busday_offset`, at least 15 wanted"
    ]
    assert len(refused(right_, enough | {polars: 3.5})) == 1


def test_disagreements_are_counted_by_kind() -> None:
    monday = np.array(["2024-06-03T16:00"] * 3, dtype="datetime64[us]")  # 17:00 in London, which is when ours closes
    row = Row(HOURS, PANDAS_HOURS, 0)
    assert differences(row, monday, monday, monday) == []
    for later, words in (
        (np.timedelta64(16, "h"), "3 at the opening after the closing at which ours ends ("),
        (np.timedelta64(-2, "D"), "3 2 days earlier ("),
        (np.timedelta64("NaT"), "3 an error ("),
    ):
        theirs = (monday + later).astype("datetime64[us]")
        (line,) = differences(row, monday, monday, theirs)
        assert line.startswith(words), line
