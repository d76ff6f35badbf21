"""One promise for one contact, timed beside other libraries in one process: `make bench`.

Each row is first compared with `troth due`, on arrivals drawn with a fixed seed, then timed: every arrival once a
round, the rounds of all rows taking turns. Prints a Markdown table (the median round, in microseconds a contact) and
what the disagreements are. Exits with 1 where one of our own rows disagrees, or `deadline` takes longer than 5 µs.
"""

from __future__ import annotations

import datetime as dt
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence, Set
from importlib.metadata import version
from pathlib import Path

from tests.bench.built import checker_of
from tests.bench.rows import (
    BUSINESSTIMEDELTA,
    CLOSES,
    DEADLINE,
    DUE,
    HEAD,
    HOURS,
    LONDON,
    MOST,
    OPENS,
    ROWS,
    WALK,
    YEARS,
    Row,
    Timed,
)

from troth.project import load

POLICY = Path(__file__).with_name("bench.policy")
SEED = 20240101
OURS = (DEADLINE, DUE, WALK)
ROUNDS = 9
ARRIVALS = 2000
FEWER = {BUSINESSTIMEDELTA: 100, WALK: 500}
"""Arrivals that are timed in a round where one takes long. All of them are compared."""


def arrivals() -> list[dt.datetime]:
    """Instants in UTC, to the second, any time of day and week, early enough for a due date within the years."""
    first, last = dt.datetime(2024, 1, 1, tzinfo=dt.UTC), dt.datetime(2030, 12, 1, tzinfo=dt.UTC)
    draw = random.Random(SEED)
    span = int((last - first).total_seconds())
    return [first + dt.timedelta(seconds=draw.randrange(span)) for _ in range(ARRIVALS)]


def timed(functions: Mapping[Row, Timed], contacts: Sequence[dt.datetime], rounds: int = ROUNDS) -> dict[Row, float]:
    """Microseconds of processor time a contact: the median of so many rounds.

    Processor time, so that a busy machine gives much the same; nothing here waits or uses a second thread.
    """
    found: dict[Row, list[float]] = {row: [] for row in functions}
    for _ in range(rounds):
        for row, function in functions.items():
            some = contacts[: FEWER.get(row.by)]
            begun = time.process_time_ns()
            for contact in some:
                function(contact)
            found[row].append((time.process_time_ns() - begun) / 1000 / len(some))
    return {row: statistics.median(times) for row, times in found.items()}


def table(rows: Sequence[Row], agree: Mapping[Row, int], of: int, micros: Mapping[Row, float]) -> str:
    """The table that is printed, and copied into the README."""
    ours = {row.task: micros[row] for row in rows if row.by == DEADLINE}
    lines = ["| " + " | ".join(HEAD) + " |", "| --- | --- | --- | --: | --: | --: |"]
    for row in rows:
        share = "all" if agree[row] == of else f"{agree[row] / of:.1%}"
        times = "1" if row.by == DEADLINE else figure(micros[row] / ours[row.task])
        lines.append(f"| {row.task} | {row.by} | {row.does} | {share} | {figure(micros[row])} | {times} |")
    return "\n".join(lines)


def figure(number: float) -> str:
    """Two figures and no false ones: `3.1`, `47`, `1,200`."""
    if number < 9.95:
        return f"{number:.1f}"
    digits = 10 ** max(len(str(int(number))) - 2, 0)
    return f"{round(number / digits) * digits:,}"


def kind(task: str, arrives: dt.datetime, ours: dt.datetime, theirs: dt.datetime) -> str:
    """Of which kind a disagreement is."""
    at, own, other = (moment.astimezone(LONDON) for moment in (arrives, ours, theirs))
    if task == HOURS and (own.time(), other.time()) == (CLOSES, OPENS):
        return "at the opening after the closing at which ours ends"
    days = (other.date() - own.date()).days
    if days:
        return f"{plural(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
    minutes = int((theirs - ours).total_seconds() / 60)
    over = ", over a change of the clocks" if at.utcoffset() != own.utcoffset() else ""
    return f"{plural(abs(minutes), 'minute')} {'later' if minutes > 0 else 'earlier'}{over}"


def differences(row: Row, own: Timed, function: Timed, contacts: Sequence[dt.datetime]) -> list[str]:
    """The kinds of disagreement of a row, how many of each, and the first of each kind."""
    kinds: dict[str, list[tuple[dt.datetime, dt.datetime, dt.datetime]]] = {}
    for arrives in contacts:
        ours, theirs = own(arrives), function(arrives)
        if ours != theirs:
            kinds.setdefault(kind(row.task, arrives, ours, theirs), []).append((arrives, ours, theirs))
    found = []
    for words, all_of_them in sorted(kinds.items(), key=lambda item: -len(item[1])):
        shown = [moment.astimezone(LONDON).isoformat() for moment in all_of_them[0]]
        found.append(f"{len(all_of_them):,} {words} (arrives {shown[0]}, ours {shown[1]}, theirs {shown[2]})")
    return found


def other_holidays(days: Mapping[str, set[dt.date]], closed: Mapping[dt.date, str]) -> list[str]:
    """What a library's own holidays lack of the lock's and have beside them, weekends apart."""
    found = []
    for by, own in days.items():
        lacks = [f"{day} {closed[day]}" for day in sorted(closed.keys() - own) if day.weekday() < 5]
        more = [str(day) for day in sorted(own - closed.keys()) if day.weekday() < 5]
        for words, some in (("lacks", lacks), ("has, beside ours,", more)):
            if some:
                found.append(
                    f"{by} {words} {plural(len(some), 'holiday')} of {YEARS[0]} to {YEARS[-1]}: {', '.join(some)}"
                )
    return found


def main() -> int:
    """The command; returns its exit code."""
    from tests.bench.contenders import contenders, own_holidays

    calendar = load(POLICY).calendar
    assert calendar is not None
    contacts = arrivals()
    with tempfile.TemporaryDirectory() as out:
        known = contenders(POLICY, checker_of(POLICY, Path(out)), calendar.closed)
    functions = {row: known.pop((row.task, row.by)) for row in ROWS}
    assert not known, known
    own = {row.task: function for row, function in functions.items() if row.by == WALK}
    found = {row: differences(row, own[row.task], function, contacts) for row, function in functions.items()}
    agree = {row: sum(own[row.task](at) == function(at) for at in contacts) for row, function in functions.items()}
    micros = timed(functions, contacts)
    print(table(ROWS, agree, len(contacts), micros))
    print(f"\n{versions()}; {len(contacts):,} arrivals, processor time, the median of {ROUNDS} rounds.\n")
    for row, kinds in found.items():
        for line in kinds:
            print(f"{row.task}, {row.by}: {line}")
    print("\n".join(other_holidays(own_holidays(), calendar.closed)))
    wrong = refused({row for row in ROWS if found[row]}, micros)
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


def refused(disagree: Set[Row], micros: Mapping[Row, float]) -> list[str]:
    """Why the benchmark fails: a row of ours that disagrees, or a `deadline` that takes too long."""
    wrong = [
        f"{row.task}, {row.by}: disagrees with the reference walk" for row in ROWS if row in disagree and row.by in OURS
    ]
    return wrong + [
        f"{row.task}, {row.by}: {micros[row]:.1f} µs, at most {MOST:g} wanted"
        for row in ROWS
        if row.by == DEADLINE and micros[row] > MOST
    ]


def versions() -> str:
    """Which Python and which libraries."""
    names = dict.fromkeys(row.by for row in ROWS if row.by not in OURS)
    return f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in names)


def plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


if __name__ == "__main__":
    raise SystemExit(main())
