"""The tables of a program: for each limit that an anchor alone decides, its deadline at every instant of the years."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from troth.calendars.local_time import SECOND
from troth.tables.clocks import BeyondTable
from troth.tables.due_table import DueTable, Ends, compile_table, write_table
from troth.targets.runtime_calendar import Calendar, Outside
from troth.targets.runtime_deadlines import COUNTED, Deadlines


def with_tables(program: dict[str, Any]) -> dict[str, Any]:
    """A program (`tables.program.lower`) with `tables`, one for each way of counting; a limit's `table` is its number.

    A limit that is not counted from an anchor (rings, notice, an event, a carried date, words) has none.
    """
    calendar = Calendar(program["calendar"], program["calendars"])
    tables: dict[str, dict[str, Any]] = {}
    promises = [_numbered(promise, calendar, tables) for promise in program["promises"]]
    return {**program, "promises": promises, "tables": list(tables.values())}


def _numbered(part: Any, calendar: Calendar, tables: dict[str, dict[str, Any]]) -> Any:
    if isinstance(part, list):
        return [_numbered(one, calendar, tables) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("kind") not in COUNTED:
        return {name: _numbered(one, calendar, tables) for name, one in part.items()}
    key = json.dumps({name: value for name, value in part.items() if name != "of"})
    if key not in tables:
        tables[key] = write_table(table_of(part, calendar))
    return {**part, "table": list(tables).index(key)}


def table_of(limit: dict[str, Any], calendar: Calendar) -> DueTable:
    """The table of a lowered limit that is counted, whatever event it is counted from."""
    calendar = calendar.others[limit["calendar"]] if limit["calendar"] else calendar
    deadlines = Deadlines(calendar, {}, explains=False)
    counted = {**limit, "of": "arrives", "calendar": ""}

    @cache
    def evaluate(anchor: int) -> Ends | None:
        try:
            due = deadlines.due(counted, {"arrives": (anchor, anchor), "events": {}})
        except (Outside, OverflowError, ValueError):
            return None
        return due["instant"], due["included"]

    return compile_table(evaluate, [calendar.start, *_candidates(limit, calendar)], calendar.end)


def _candidates(limit: dict[str, Any], calendar: Calendar) -> Iterator[int]:
    """Instants at which the deadline may change its course: days, openings, cut-offs; and those from which it does."""
    days = range(calendar.first, calendar.last + 1)
    midnights = [calendar.end_of(day - 1) for day in days]
    if limit["kind"] == "elapsed":
        if limit["roll"]:
            total = sum(n * seconds for n, _, seconds in limit["amounts"]) * SECOND
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
        total = sum(n * seconds for n, _, seconds in limit["amounts"]) * SECOND
        for closes in clock.totals[1:]:
            if closes > total:
                try:
                    ends = clock.back(closes - total)
                except BeyondTable:
                    continue
                yield from (ends, ends + 1)
