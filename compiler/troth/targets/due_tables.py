"""The tables of a program: for each limit that an anchor alone decides, its deadline at every instant of the years."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

from troth.calendars.local_time import SECOND
from troth.tables.due_table import DueTable, Ends, Evaluate, compile_table, write_table
from troth.targets.runtime_calendar import Calendar, Outside
from troth.targets.runtime_deadlines import COUNTED, Deadlines, seconds_of


def with_tables(program: dict[str, Any]) -> dict[str, Any]:
    """A program (`tables.program.lower`) with `tables`, one for each way of counting; a limit's `table` is its number.

    A limit that is not counted from an anchor (rings, notice, an event, a carried date, words) has none.
    """
    rules = json.dumps([program["calendar"], program["calendars"]])
    tables: dict[str, dict[str, Any]] = {}
    promises = [_numbered(promise, rules, tables) for promise in program["promises"]]
    return {**program, "promises": promises, "tables": list(tables.values())}


def _numbered(part: Any, rules: str, tables: dict[str, dict[str, Any]]) -> Any:
    if isinstance(part, list):
        return [_numbered(one, rules, tables) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("kind") not in COUNTED:
        return {name: _numbered(one, rules, tables) for name, one in part.items()}
    key = json.dumps({name: value for name, value in part.items() if name != "of"})
    if key not in tables:
        tables[key] = dict(_written(key, rules))
    return {**part, "table": list(tables).index(key)}


@lru_cache(maxsize=256)
def _written(limit: str, rules: str) -> dict[str, Any]:
    """A limit's table, kept: most stay as they were when a policy is changed, and are what takes long to make."""
    return write_table(table_of(json.loads(limit), _calendar(rules)))


@lru_cache(maxsize=8)
def _calendar(rules: str) -> Calendar:
    return Calendar(*json.loads(rules))


def table_of(limit: dict[str, Any], calendar: Calendar) -> DueTable:
    """The table of a lowered limit that is counted, whatever event it is counted from."""
    counted = {**limit, "of": "arrives", "calendar": ""}

    def evaluate_on(known: Calendar) -> Evaluate:
        deadlines = Deadlines(known.named(limit["calendar"]), {}, explains=False)

        def evaluate(anchor: int) -> Ends:
            due = deadlines.due(counted, {"arrives": (anchor, anchor), "events": {}})
            return due["instant"], due["included"]

        return evaluate

    return table_by(evaluate_on, lambda known: candidates(limit, known.named(limit["calendar"])), calendar)


def table_by(
    evaluate_on: Callable[[Calendar], Evaluate], points_of: Callable[[Calendar], Iterable[int]], calendar: Calendar
) -> DueTable:
    """The table of deadlines that `evaluate_on` gives by the days known at some time.

    `points_of`: the instants at which they may change their course by those days. A deadline raises Outside, or is
    None, where it lies beyond the years.
    """
    starts = [calendar.end_of(day - 1) for day in calendar.announcements if calendar.first < day <= calendar.last]
    known = [calendar.known_on(day) for day in (calendar.first, *(calendar.day_of(start) for start in starts))]
    evaluators = [evaluate_on(one) for one in known]

    @cache
    def evaluate(anchor: int) -> Ends | None:
        """By the days known at the anchor, then by each announcement that found the deadline open."""
        first = sum(start <= anchor for start in starts)
        found: Ends | None = None
        for number in range(first, len(evaluators)):
            if found is not None and found[0] - (not found[1]) < starts[number - 1]:
                break
            try:
                found = evaluators[number](anchor)
            except (Outside, OverflowError, ValueError):
                return None
        return found

    points = {calendar.start, *starts, *(point for one in known for point in points_of(one))}
    return compile_table(evaluate, sorted(points), calendar.end)


def candidates(limit: dict[str, Any], calendar: Calendar) -> Iterator[int]:
    """Instants at which the deadline may change its course: days, openings, cut-offs; and those from which it does."""
    days = range(calendar.first, calendar.last + 1)
    midnights = [calendar.end_of(day - 1) for day in days]
    if limit["kind"] == "elapsed":
        if limit["roll"]:
            total = seconds_of(limit["amounts"]) * SECOND
            yield from (midnight - total for midnight in midnights if midnight - total > calendar.start)
        return
    yield from midnights
    counting = limit["counting"]
    if counting is not None and calendar.cutoff is not None:
        yield from (calendar.at(day, calendar.cutoff) for day in calendar.worked)
    is_opening = limit["kind"] == "open"
    if not is_opening and (counting != "next open" or not calendar.rules):
        return
    spans = [span for day in days for span in calendar.open_on(day)]
    yield from (instant for span in spans for instant in span)
    if is_opening:
        clock = calendar.open_time
        total = seconds_of(limit["amounts"]) * SECOND
        for closes in clock.totals[1:]:
            if closes > total:
                ends = clock.back(closes - total)
                yield from (ends, ends + 1)
