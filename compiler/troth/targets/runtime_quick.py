"""One deadline and nothing else, in a compiled checker: a search in a table.

The generator writes this module into a checker after `runtime`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from troth.tables.due_table import Bounds, DueTable, bounded, read_table
from troth.targets.runtime_asked import Checker
from troth.targets.runtime_calendar import Outside, Unknown

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class BeyondYears(ValueError):
    """A deadline, or its start, that the calendar's years do not reach."""


class Quick:
    """Deadlines of a checker's promises by the tables of its program."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._data: list[dict[str, Any]] = checker.program["tables"]
        self._read: dict[int, DueTable] = {}
        self._promises = {promise["id"]: promise for promise in checker.program["promises"]}
        self._plain: dict[str, tuple[DueTable, Bounds]] = {}

    def deadline(self, promise: str, start: datetime, **known: Any) -> datetime:
        """When a promise is due that is counted from `start`: the arrival, or the event that its limit names.

        `known`: categories, facts and states that its cases ask for (`priority="urgent"`, `complex=True`). The deadline
        that the limit alone gives, with the closed days that were announced while it was open: pauses, tellings,
        restarts and promised dates can still move it. In UTC; whether that very instant is in time is `due(contact)`'s
        to say. A `start` without a zone is local time.

        Raises KeyError for a promise that the policy does not make; ValueError, which says why, where it has no such
        deadline, or one beyond the calendar's years.
        """
        instant = (start - _EPOCH) // _MICROSECOND if start.tzinfo is not None else self._local(start)
        return _EPOCH + timedelta(microseconds=self.ends(promise, instant, known))

    def ends(self, promise: str, instant: int, known: dict[str, Any]) -> int:
        """The same from an instant to an instant: microseconds since 1970."""
        table, bounds = self._plain.get(promise) or self._chosen(promise, instant, known)
        due = bounded(table, bounds, instant)
        if due is None:
            raise self._beyond()
        return due[0]

    def _beyond(self) -> BeyondYears:
        return BeyondYears(f"the deadline lies beyond the calendar's years, {self._checker.calendar.years}")

    def _local(self, start: datetime) -> int:
        instants = self._checker.calendar.clock.instants(start)
        if len(instants) != 1:
            raise ValueError(f"{start} {'exists twice' if instants else 'does not exist'} in local time: give its zone")
        return instants[0]

    def _chosen(self, promise: str, instant: int, known: dict[str, Any]) -> tuple[DueTable, Bounds]:
        data = self._promises[promise]
        words = self._checker.words
        channels = next((condition[2] for condition in data["if"] if condition[:2] == ["value", "channel"]), None)
        possible = [known["channel"]] if "channel" in known else channels or list(words["deemed"])
        deemed = [channel for channel in possible if channel in words["deemed"]]
        values = {name: str(value) for name, value in known.items() if not isinstance(value, bool)}
        facts = {name: value for name, value in known.items() if isinstance(value, bool)}
        try:
            day = self._checker.calendar.day_of(instant)
        except Outside:
            raise self._beyond() from None
        contact = {"arrives": (instant, instant), "day": day, "events": {}, "values": values, "facts": facts}
        contact |= {name: values.get(name) for name in words["terms"]}
        try:
            _, limit = self._checker.judge.choose(data["cases"], data["limit"], contact)
        except Unknown as missing:
            raise ValueError(f"the deadline of {promise} depends on the {missing.args[0]}") from None
        if limit is None or "table" not in limit:
            raise ValueError(f"{promise} has no deadline that its start alone decides")
        if deemed and limit["of"] == "arrives":
            other = f"what comes by {deemed[0]} counts as arriving on another day"
            raise ValueError(f"{other}: ask `due`, or say another `channel`")
        bounds = []
        for name in ("latest", "earliest"):
            bound = data[name]
            if bound is None:
                continue
            if bound["of"] not in (None, limit["of"]):
                raise ValueError(f"the deadline of {promise} depends on another event: {bound['of']}")
            bounds.append((self._table(bound["table"]), name == "latest"))
        found = self._table(limit["table"]), bounds
        if not data["cases"] and not words["deemed"]:
            self._plain[promise] = found
        return found

    def _table(self, number: int) -> DueTable:
        if number not in self._read:
            self._read[number] = read_table(self._data[number])
        return self._read[number]
