"""Deadlines of ten million arrivals, timed beside other libraries in one process: `make bench-numpy`.

Each row's answers are compared with those of `promise.due`, and these, some of them, with `policy.due`, one contact at
a time. Then the rows take turns: the median round in processor time of all threads, so that a busy machine gives much
the same, and the fastest round by the clock. Prints a Markdown table and what the disagreements are. Exits with 1 where
ours disagrees with `policy.due`, or takes more processor time than it may.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tests.bench.array_rows import DAYS, HEAD, HOURS, NIGHTS, ROWS, TROTH, YEARS, ZONE, Row
from tests.bench.bench import figure, kind
from tests.bench.rows import HOURS as ONE_CONTACT_IN_HOURS

import troth
from troth.project import load

POLICY = Path(__file__).with_name("england.policy")
PROMISES = {DAYS: ("england.days", "letter"), HOURS: ("england.hours", "email"), NIGHTS: ("england.nights", "phone")}
SEED = 20240101
N = 10_000_000
ROUNDS = 7
BY_REFERENCE = 1_000
"""Arrivals of each task for which ours is compared with `policy.due`."""

Arrivals = NDArray[np.datetime64]
OnArrays = Callable[[Arrivals], Arrivals]


def arrivals(task: str, n: int) -> Arrivals:
    """So many of them, to the microsecond, early enough for a due date within the years: at any time of day and week.

    At night, within two days of a change of the clocks.
    """
    draw = np.random.default_rng(SEED)
    first, last = (np.datetime64(day, "us").astype(np.int64) for day in ("2024-01-01", "2030-12-01"))
    if task != NIGHTS:
        return draw.integers(first, last, n).view("datetime64[us]")
    changes = clock_changes().astype(np.int64)
    day = 86_400_000_000
    return (draw.choice(changes, n) + draw.integers(-2 * day, 2 * day, n)).view("datetime64[us]")


def clock_changes() -> Arrivals:
    """When clocks change in London: at 01:00 UTC on the last Sunday of March and of October."""
    found = []
    for year in YEARS:
        for month in (3, 10):
            last = dt.date(year, month, 31)
            sunday = last - dt.timedelta(days=(last.weekday() + 1) % 7)
            found.append(f"{sunday}T01:00")
    return np.array(found, dtype="datetime64[us]")


def by_reference(policy: troth.Policy, task: str, some: Arrivals) -> Arrivals:
    """The same by `policy.due`, contact by contact."""
    promise, channel = PROMISES[task]
    found = []
    for arrives in some:
        at = f"{arrives}+00:00"
        answer = policy.due({"channel": channel, "arrives": at}, dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
        due = {one["id"]: one["due"] for one in answer["promises"]}[policy[promise].id]
        found.append(np.datetime64(dt.datetime.fromisoformat(due).replace(tzinfo=None), "us"))
    return np.array(found)


def timed(
    functions: Mapping[Row, OnArrays], given: Mapping[Row, Arrivals]
) -> tuple[dict[Row, float], dict[Row, float]]:
    """Millions a second: of processor time in the median round, and by the clock in the fastest."""
    rounds: dict[Row, list[tuple[float, float]]] = {row: [] for row in functions}
    for _ in range(ROUNDS):
        for row, function in functions.items():
            begun = time.process_time(), time.perf_counter()
            function(given[row])
            ended = time.process_time(), time.perf_counter()
            rounds[row].append((ended[0] - begun[0], ended[1] - begun[1]))
    of = {row: len(given[row]) / 1e6 for row in functions}
    rates = {row: of[row] / statistics.median(one for one, _ in taken) for row, taken in rounds.items()}
    return rates, {row: of[row] / min(one for _, one in taken) for row, taken in rounds.items()}


def table(agree: Mapping[Row, float], rates: Mapping[Row, float], clock: Mapping[Row, float]) -> str:
    """The table that is printed; `agree`: the share of arrivals; `rates`, `clock`: millions a second."""
    ours = {row.task: rates[row] for row in ROWS if row.by == TROTH}
    lines = ["| " + " | ".join(HEAD) + " |", "| --- | --- | --: | --: | --: | --: |"]
    for row in ROWS:
        share = "all" if agree[row] == 1 else f"{agree[row]:.1%}"
        speeds = [figure(one[row]) if one[row] >= 1 else f"{one[row]:.2g}" for one in (rates, clock)]
        times = "1" if row.by == TROTH else f"{figure(ours[row.task] / rates[row])} × as fast"
        last = [*speeds, times] if row.least else ["", "", ""]
        lines.append("| " + " | ".join([row.task, row.by, share, *last]) + " |")
    return "\n".join(lines)


def refused(wrong: Mapping[str, int], rates: Mapping[Row, float]) -> list[str]:
    """Why the benchmark fails: ours disagrees with `policy.due`, or is slower than it has to be."""
    ours = {row.task: rates[row] for row in ROWS if row.by == TROTH}
    found = [f"{task}: {count} of {BY_REFERENCE} differ from `policy.due`" for task, count in wrong.items() if count]
    for row in ROWS:
        if row.by == TROTH and rates[row] < row.least:
            found.append(f"{row.task}: {rates[row]:.0f} million a second, at least {row.least} wanted")
        elif row.by != TROTH and ours[row.task] < row.least * rates[row]:
            times = ours[row.task] / rates[row]
            found.append(f"{row.task}: {times:.1f} times as fast as {row.by}, at least {row.least:,} wanted")
    return found


def differences(row: Row, given: Arrivals, ours: Arrivals, theirs: Arrivals) -> list[str]:
    """The kinds of disagreement, how many of each, and the first of each."""
    kinds: dict[str, list[int]] = {}
    for at in np.flatnonzero(ours != theirs):
        words = "an error"
        if not np.isnat(theirs[at]):
            task = ONE_CONTACT_IN_HOURS if row.task == HOURS else row.task
            words = kind(task, aware(given[at]), aware(ours[at]), aware(theirs[at]))
        kinds.setdefault(words, []).append(int(at))
    found = []
    for words, places in sorted(kinds.items(), key=lambda item: -len(item[1])):
        arrives, own, other = (one[places[0]] for one in (given, ours, theirs))
        found.append(f"{len(places):,} {words} (arrives {arrives}, ours {own}, theirs {other}, in UTC)")
    return found


def aware(instant: np.datetime64) -> dt.datetime:
    moment: dt.datetime = instant.astype("datetime64[us]").item()
    return moment.replace(tzinfo=dt.UTC)


def main() -> int:
    """The command; returns its exit code."""
    from tests.bench.array_peers import peers

    warnings.simplefilter("ignore")  # pandas says that what is timed is slow
    calendar = load(POLICY).calendar
    assert calendar is not None
    policy = troth.load(POLICY)
    known = peers(POLICY, calendar.closed)
    drawn = {task: arrivals(task, N) for task in (DAYS, HOURS)} | {NIGHTS: arrivals(NIGHTS, 2_000)}
    given = {row: drawn[row.task][: row.some] for row in ROWS}
    ours = {task: known[task, TROTH](drawn[task]) for task in PROMISES}
    wrong = {
        task: int((by_reference(policy, task, drawn[task][:BY_REFERENCE]) != ours[task][:BY_REFERENCE]).sum())
        for task in PROMISES
    }
    agree, kinds = {}, {}
    for row in ROWS:
        theirs = known[row.task, row.by](given[row])
        agree[row] = float((theirs == ours[row.task][: row.some]).mean())
        kinds[row] = differences(row, given[row], ours[row.task][: row.some], theirs)
    rates, clock = timed({row: known[row.task, row.by] for row in ROWS}, given)
    print(table(agree, rates, clock))
    asked = ", ".join(f"{row.some:,} for {row.by} ({row.task})" for row in ROWS if row.some and row.least)
    print(f"\n{versions()}; {ZONE}, {YEARS[0]} to {YEARS[-1]}; {ROUNDS} rounds. Fewer arrivals: {asked}.")
    print(f"Ours is compared with `policy.due` on {BY_REFERENCE:,} arrivals of each task.\n")
    for row, lines in kinds.items():
        for line in lines:
            print(f"{row.task}, {row.by}: {line}")
    reasons = refused(wrong, rates)
    for line in reasons:
        print(line, file=sys.stderr)
    return 1 if reasons else 0


def versions() -> str:
    """Which Python, which libraries, and how many processors."""
    names = ", ".join(f"{name} {version(name)}" for name in ("numpy", "polars", "pandas"))
    return f"Python {platform.python_version()}, {names}, {os.cpu_count()} processors"


if __name__ == "__main__":
    raise SystemExit(main())
