"""How often a policy gives the dates of a published log: `python -m tests.boston.compare LOG`.

The log is not part of the source; `logs.py` says which two are known. Each row is judged by the plain walk, by the
checker that `troth build` writes, and by its table of deadlines. Prints how many agree with the date that was given,
and what the rest have in common. Exits with 1 where fewer agree than the bar, or the three differ on any row; with 2
where the file cannot be read.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.built import checker_of
from tests.boston.logs import Log, Row, Unfit, read_log
from tests.oracle.clocks import instant, local, utc

import troth
from troth.project import load

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
NEAR = 60 * SECOND
AS_OF = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
"""Later than anything in these logs: no status that is looked at here depends on it."""

SPANS = (
    (HOUR, "up to an hour"),
    (2 * HOUR, "1 to 2 hours"),
    (DAY, "2 hours to a day"),
    (7 * DAY, "1 to 7 days"),
    (28 * DAY, "1 to 4 weeks"),
    (10_000 * DAY, "more than 4 weeks"),
)
MOST_LISTED = 8

Way = Callable[[dict[str, Any], dt.datetime], dict[str, Any]]
Deadline = Callable[[str, dt.datetime], dt.datetime]


class Differ(Exception):
    """The ways to judge a row do not give the same answer; `args[0]` says for which contact."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A row with our due, an instant, and our status.

    `again`: our due if the arrival, which clocks showed twice, is the second of the two. `between`: the local days from
    the arrival's to the due's. `clocks_change`: whether the clocks change in between.
    """

    row: Row
    due: int
    status: str
    again: int | None
    between: frozenset[dt.date]
    clocks_change: bool

    @property
    def later(self) -> int:
        """By how many microseconds the date that was given is later than ours."""
        return self.row.given - self.due

    @property
    def agrees(self) -> bool:
        return abs(self.later) <= NEAR


def judge(log: Log, rows: Iterable[Row], ways: Sequence[Way], deadline: Deadline) -> Iterator[Judged]:
    """Each row judged in each of these ways, which give the whole answer, and by a deadline alone.

    Raises Differ.
    """
    for row in rows:
        due, status = _answer(log, row, row.arrives, ways, deadline)
        again = None if row.again is None else _answer(log, row, row.again, ways, deadline)[0]
        first, last = local(row.arrives, log.zone), local(due, log.zone)
        yield Judged(
            row=row,
            due=due,
            status=status,
            again=again,
            between=frozenset(map(dt.date.fromordinal, range(first.toordinal(), last.toordinal() + 1))),
            clocks_change=first.utcoffset() != last.utcoffset(),
        )


def _answer(log: Log, row: Row, arrives: int, ways: Sequence[Way], deadline: Deadline) -> tuple[int, str]:
    contact: dict[str, Any] = {"channel": row.channel, "kind": log.kind, "arrives": utc(arrives)}
    if row.done is not None:
        contact["events"] = {log.act: utc(row.done)}
    first, *others = (way(contact, AS_OF) for way in ways)
    if any(other != first for other in others):
        raise Differ(contact)
    (promise,) = first["promises"]
    due = dt.datetime.fromisoformat(promise["due"])
    if deadline(log.promise, dt.datetime.fromisoformat(contact["arrives"])) != due:
        raise Differ(contact)
    return instant(due), promise["status"]


# ---------- in words


def table(head: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows)


def by_span(judged: Sequence[Judged], holidays: frozenset[dt.date]) -> str:
    """How many agree among the rows whose span, from arrival to due, holds what might have moved a date."""
    spans: dict[str, Callable[[Judged], bool]] = {
        "a change of the clocks": lambda one: one.clocks_change,
        "a public holiday": lambda one: bool(one.between & holidays),
        "a Saturday or Sunday": lambda one: any(day.weekday() > 4 for day in one.between),
    }
    parts = {f"holds {name}": list(filter(test, judged)) for name, test in spans.items()}
    parts["holds none of these"] = [one for one in judged if not any(test(one) for test in spans.values())]
    counted = [(name, len(part), sum(one.agrees for one in part)) for name, part in parts.items() if part]
    lines = [(name, f"{size:,}", f"{agree:,}", size - agree) for name, size, agree in counted]
    return table(("from arrival to due", "rows", "agree", "rest"), lines)


def difference(one: Judged) -> tuple[int, str]:
    """The group of a row that does not agree: its place in the order of groups, and its name."""
    if one.again is not None and abs(one.row.given - one.again) <= NEAR:
        return 0, "as ours, had it arrived at the second of the two times that clocks showed"
    way = "later" if one.later > 0 else "earlier"
    place, words = next((n, text) for n, (most, text) in enumerate(SPANS, 1) if abs(one.later) <= most)
    return place + len(SPANS) * (way == "earlier"), f"{words} {way} than ours"


def rest(judged: Sequence[Judged], zone: str) -> str:
    """What the rows that do not agree are: by how much, when they arrived and what the date would be counted from."""
    groups: dict[tuple[int, str], list[Judged]] = {}
    for one in judged:
        if not one.agrees:
            groups.setdefault(difference(one), []).append(one)
    lines = []
    for (_, words), part in sorted(groups.items()):
        at = sorted(_shown(one.row.arrives, zone) for one in part)
        spans = f"between {at[0][:10]} and {at[-1][:10]}"
        if len(part) <= MOST_LISTED:
            spans = "; ".join(sorted(_counted_from(one, zone) for one in part))
        lines.append((words, len(part), spans))
    return table(("the date given is", "rows", "arrived → as if counted from"), lines)


def _counted_from(one: Judged, zone: str) -> str:
    return f"{_shown(one.row.arrives, zone)} → {_shown(one.row.arrives + one.later, zone)}"


def _shown(at: int, zone: str) -> str:
    return local(at, zone).strftime("%Y-%m-%d %H:%M")


def verdicts(judged: Sequence[Judged]) -> str:
    """How often our status is the owner's own verdict."""
    known = [one for one in judged if one.row.verdict]
    if not known:
        return "The log has no verdict of its owner."
    others = [one for one in known if one.status != one.row.verdict]
    text = f"The owner's verdict, in time or not, is ours for {len(known) - len(others):,} of {len(known):,} rows that "
    return text + f"are done; of the others, the date agrees for {sum(one.agrees for one in others):,}."


def report(log: Log, judged: Sequence[Judged], holidays: frozenset[dt.date]) -> tuple[str, bool]:
    """What is printed, and whether enough agree."""
    agree = sum(one.agrees for one in judged)
    exact = sum(one.later == 0 for one in judged)
    least, of = log.bar
    enough = agree * of >= least * len(judged)
    lines = (
        f"{len(judged):,} rows have a date; the policy gives it within 60 seconds for {agree:,} "
        f"({agree / len(judged):.2%}), to the microsecond for {exact:,}. Walk, checker and table agree on every row.",
        f"The bar is {least:,} of {of:,} ({least / of:.2%}): {'passed' if enough else 'NOT passed'}.",
        verdicts(judged),
        "",
        by_span(judged, holidays),
        "",
        rest(judged, log.zone),
    )
    return "\n".join(lines), enough


def compare(log: Log, rows: Sequence[Row]) -> tuple[str, bool]:
    """The report on a log's rows by its policy, and whether enough agree.

    Raises Differ.
    """
    compiled = load(log.policy)
    assert compiled.calendar is not None
    with tempfile.TemporaryDirectory() as out:
        checker = checker_of(log.policy, Path(out))
        judged = list(judge(log, rows, (troth.load(log.policy).due, checker.due), checker.deadline))
    return report(log, judged, frozenset(compiled.calendar.closed))


def main(arguments: Sequence[str]) -> int:
    """The command; returns its exit code."""
    if len(arguments) != 1:
        print("give one file: make boston DATA=path/to.csv", file=sys.stderr)
        return 2
    try:
        text, enough = compare(*read_log(Path(arguments[0])))
    except Unfit as problem:
        print(f"error: {problem.args[0]}", file=sys.stderr)
        return 2
    except Differ as problem:
        print(f"error: walk, checker and table do not give the same answer to {problem.args[0]}", file=sys.stderr)
        return 1
    print(text)
    return 0 if enough else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
