"""A promise's deadline by the arrival alone: one table over all instants of a calendar's years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any

from troth.audit.said import branches, conditions_of, depends_on, read_said
from troth.deadlines.reading import Unreadable
from troth.tables.due_table import DueTable, Ends, Evaluate
from troth.targets.due_tables import candidates, table_by
from troth.targets.runtime import Judge
from troth.targets.runtime_asked import Checker
from troth.targets.runtime_calendar import Calendar, Unknown
from troth.targets.runtime_deadlines import COUNTED, last_in_time, with_extension
from troth.targets.runtime_moved import MovedDeadlines

NOT_A_TIME = -(2**63)
"""In place of a deadline, as NumPy has it: for this arrival the promise is not made, or is excused."""

_NOTHING = 2**62, False
"""The same while the table is made: no day on which closed days were announced lies after it."""

_NOT_BY_ARRIVAL = {
    "rings": "is counted in rings",
    "vague": "has no deadline",
    "notice": "is counted back from an event",
    "not before": "says before when it is too early, and has no deadline",
    "event": "is due at an event",
    "carried": "is due by a date that the contact carries",
    "every": "has a deadline for each update",
}


class Arrivals(Checker):
    """The promises of a program, each as a table from the arrival to the deadline."""

    def table(self, promise: dict[str, Any], said: Mapping[str, object]) -> DueTable:
        """The deadline of a promise as `troth due` gives it for a contact of which nothing else is known than `said`.

        In its pieces, `due` is NOT_A_TIME where the promise is not made or is excused, and None where the arrival or
        the deadline lies beyond the calendar's years. Closed days that were announced while a deadline was open count.
        What happens later may move it: pauses, tellings, restarts, promised dates. Raises Unreadable where the arrival
        does not decide the deadline, or something must be said (see `read_said`).
        """
        limits = [branch["limit"] for branch in branches(promise) if branch["limit"] is not None]
        if not any(map(_is_by_arrival, limits)):
            raise _not_by_arrival(promise, limits[0])
        contact = read_said(promise, self.words, said)

        def evaluate_on(known: Calendar) -> Evaluate:
            judge = _OnArrival(self.program, known)

            def evaluate(arrives: int) -> Ends:
                here = {**contact, "arrives": (arrives, arrives), "day": known.day_of(arrives)}
                return judge.ends(promise, self._deemed(here, known))

            return evaluate

        def points(known: Calendar) -> Iterator[int]:
            yield from self._points(promise, known)

        try:
            table = table_by(evaluate_on, points, self.calendar)
        except Unknown as missing:
            raise self._must_say(promise, missing.args[0]) from None
        nothing, _ = _NOTHING
        pieces = [one._replace(due=NOT_A_TIME) if one.due == nothing else one for one in table.pieces]
        return DueTable(pieces, table.end)

    def _points(self, promise: dict[str, Any], known: Calendar) -> Iterator[int]:
        """Where the deadline may change its course: where a limit does, and, if the day matters, as a day begins."""
        extension = promise["extension"]
        limits = [*(one["limit"] for one in branches(promise)), promise["latest"], promise["earliest"]]
        for limit in (one for one in limits if one is not None and one["kind"] in COUNTED):
            on = known.named(limit["calendar"])
            yield from candidates(limit, on)
            if extension and not extension["told"]:
                yield from candidates({**limit, "amounts": with_extension(limit, extension["by"])}, on)
        rules = list(self.words["deemed"].values())
        if not rules and not any(one[0] in ("between", "closed", "season") for one in conditions_of(promise)):
            return
        for day in range(known.first, known.last + 1):
            yield known.end_of(day - 1)
            yield from (known.at(day, time.fromisoformat(rule["before"])) for rule in rules if "before" in rule)

    def _must_say(self, promise: dict[str, Any], missing: str) -> Unreadable:
        """`missing`: `fact NAME`, `state NAME`, `category NAME`, or what else would have to be known."""
        kind, _, name = missing.partition(" ")
        if kind in ("fact", "state"):
            return depends_on(promise, name, (True, False))
        if kind == "category":
            return depends_on(promise, name, self.words["categories"][name])
        return depends_on(promise, missing)


class _OnArrival(Judge):
    """The deadlines of promises as they are at the arrival, by the days of one calendar."""

    def __init__(self, program: dict[str, Any], calendar: Calendar) -> None:
        self.words = program["words"]
        self.calendar = calendar
        self.deadlines = MovedDeadlines(calendar, {}, explains=False)

    def ends(self, promise: dict[str, Any], contact: dict[str, Any]) -> Ends:
        """The deadline for a contact of which no event is known but the arrival; raises Unknown, Outside."""
        if not self._is_made(promise, contact) or self._excuse(promise, contact):
            return _NOTHING
        _, limit = self.choose(promise["cases"], promise["limit"], contact)
        if limit is None:
            return _NOTHING
        if not _is_by_arrival(limit):
            raise _not_by_arrival(promise, limit)
        due = self._moved(promise, limit, contact)
        latest = self.deadlines.bound(promise["latest"], "latest", "arrives", contact)
        if latest is not None and last_in_time(due) > last_in_time(latest):
            due = latest
        earliest = self.deadlines.bound(promise["earliest"], "earliest", "arrives", contact)
        if earliest is not None and last_in_time(due) < last_in_time(earliest):
            due = earliest
        return due["instant"], due["included"]

    def _is_made(self, promise: dict[str, Any], contact: dict[str, Any]) -> bool:
        truths = [self._every(promise["if"], contact)]
        truths += [_no(self._every(conditions, contact)) for conditions in promise["replaced"]]
        if False in truths:
            return False
        missing = next((truth for truth in truths if isinstance(truth, str)), None)
        if missing is not None:
            raise Unknown(missing)
        return True

    def _moved(self, promise: dict[str, Any], limit: dict[str, Any], contact: dict[str, Any]) -> dict[str, Any]:
        """The limit's own deadline, extended where that hangs on no event."""
        if promise["extension"] is None:
            return self.deadlines.due(limit, contact)
        found = self.deadlines.moved(
            promise, limit, contact, lambda: self._extension_holds(promise, contact), contact["arrives"][0]
        )
        if found["missing"]:
            raise Unknown(found["missing"])
        due: dict[str, Any] = found["due"]
        return due


def _no(truth: bool | str) -> bool | str:
    return truth if isinstance(truth, str) else not truth


def _is_by_arrival(limit: dict[str, Any]) -> bool:
    return limit["kind"] in COUNTED and limit["of"] == "arrives"


def _not_by_arrival(promise: dict[str, Any], limit: dict[str, Any]) -> Unreadable:
    """Why an arrival does not decide when a promise is due that has this limit."""
    why = _NOT_BY_ARRIVAL.get(limit["kind"], "is counted from another event")
    event = f" (`{limit['of']}`)" if limit.get("of") and limit["kind"] != "every" else ""
    message = f"`{promise['id']}` {why}{event}: an arrival alone does not decide when it is due"
    return Unreadable("T701", message, "ask for one contact at a time: `policy.due(contact)`")
