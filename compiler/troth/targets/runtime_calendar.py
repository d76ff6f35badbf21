"""When limits end, in a compiled checker: by binary search in tables of days, with no walk to find a deadline.

The generator writes this module into a checker before `runtime`. It knows clocks and tables, nothing of the language.
A limit is a table of the program (`tables.program.lower`); a due is a table with `instant`, `included` (is that very
instant still in time?), the days `day0` and `last` (as ordinals) where it is counted in days, and `steps`, the reasons.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from troth.calendars.local_time import SECOND, LocalTime, Transition
from troth.wording.style import anchor_text, plural

Moment = tuple[int, int]


class Outside(Exception):
    """A day beyond the calendar's years."""


class Unknown(Exception):
    """What would have to be known."""


class Waits(Exception):
    """The event that starts the clock."""


class Calendar:
    """Days as ordinals: `worked` is sorted, so counting and finding the n-th are binary searches."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.zone = data["zone"]
        first_year, last_year = data["years"]
        self.years = f"{first_year} to {last_year}"
        self.first = date(first_year, 1, 1).toordinal()
        self.last = date(last_year, 12, 31).toordinal()
        self.closed = {date.fromisoformat(day).toordinal(): name for day, name in data["closed"].items()}
        self.weekdays = frozenset(data["weekdays"])
        self.worked = [
            day for day in range(self.first, self.last + 1) if (day - 1) % 7 in self.weekdays and day not in self.closed
        ]
        self.clock = LocalTime(tuple(Transition(*entry) for entry in data["transitions"]))
        self.start, self.end = self.end_of(self.first - 1), self.end_of(self.last)

    def inside(self, day: int) -> int:
        if not self.first <= day <= self.last:
            raise Outside
        return day

    def day_of(self, instant: int) -> int:
        if not self.start <= instant < self.end:
            raise Outside
        return self.clock.local(instant).toordinal()

    def end_of(self, day: int) -> int:
        return self.clock.start_of(date.fromordinal(day + 1))

    def is_worked(self, day: int) -> bool:
        index = bisect_left(self.worked, self.inside(day))
        return index < len(self.worked) and self.worked[index] == day

    def from_worked(self, day: int, steps: int) -> int:
        """The working day `steps` after a day; 0: that day if worked, else the next; -1: else the one before."""
        if steps > 0:
            index = bisect_right(self.worked, self.inside(day)) + steps - 1
        else:
            index = bisect_left(self.worked, self.inside(day)) if steps == 0 else bisect_right(self.worked, day) - 1
        if not 0 <= index < len(self.worked):
            raise Outside
        return self.worked[index]

    def why_closed(self, day: int) -> str:
        return self.closed.get(day) or ("weekend" if (day - 1) % 7 >= 5 else "not a working day")


class Deadlines:
    """When the limits of a program end, for contacts as `read_parts` gives them; `nouns`: what an event is called.

    Raises Outside, Waits and Unknown.
    """

    def __init__(self, calendar: Calendar, nouns: dict[str, str]) -> None:
        self.calendar = calendar
        self.nouns = nouns

    def noun(self, event: str) -> str:
        """What an event is called; its past form where it has no noun."""
        return self.nouns.get(event, event)

    def anchor(self, event: str, contact: dict[str, Any]) -> Moment | None:
        """When the event that starts a clock happened; None where it has not."""
        if event == "arrives":
            arrival: Moment = contact["arrives"]
            return arrival
        moments = contact["events"].get(event, ())
        return _first_from(moments, contact["arrives"][0])

    def done(self, event: str, anchor: Moment | None, contact: dict[str, Any]) -> Moment | None:
        """The act that counts: the first at or after the anchor, else the last one before it."""
        return _first_from(contact["events"].get(event, ()), (anchor or contact["arrives"])[0])

    def due(
        self, limit: dict[str, Any], contact: dict[str, Any], extension: Sequence[Any] | None = None
    ) -> dict[str, Any]:
        """When a limit ends for a contact, extended by an amount; never asked of rings or a vague limit."""
        kind, event = limit["kind"], limit["of"]
        if kind == "carried":
            if event not in contact["dates"]:
                raise Waits(event)
            moment = contact["dates"][event]
            day = self.calendar.day_of(moment[0])
            if moment[0] == moment[1]:
                return {"instant": moment[0], "included": True, "steps": []}
            return self._end_of_promised(day)
        anchor = self.anchor(event, contact)
        if anchor is None:
            raise Waits(event)
        if kind == "event":
            self.calendar.day_of(anchor[0])
            due = {"instant": anchor[1], "included": limit["included"], "steps": []}
            return due if anchor[0] == anchor[1] else due | {"earliest": anchor[0]}
        if kind == "elapsed":
            return self._elapsed(limit, anchor, extension)
        return self._days(limit, anchor, extension)

    def _end_of_promised(self, day: int) -> dict[str, Any]:
        steps = [(day, "promised", "", 0, 0, True)]
        return {"instant": self.calendar.end_of(day), "included": False, "last": day, "steps": steps}

    def _elapsed(self, limit: dict[str, Any], anchor: Moment, extension: Sequence[Any] | None) -> dict[str, Any]:
        if anchor[0] != anchor[1]:
            raise Unknown("time of arrival" if limit["of"] == "arrives" else f"time of event {limit['of']}")
        calendar = self.calendar
        amounts = with_extension(limit["amounts"], extension)
        start, end = anchor[0], anchor[0] + _seconds(amounts) * SECOND
        says = " and ".join(plural(n, unit) for n, unit, _ in amounts)
        steps: list[tuple[Any, ...]] = [(calendar.day_of(start), "elapsed", says, 0, 0, True)]
        calendar.day_of(end)
        changes = calendar.clock.transitions
        for before, after in pairwise(changes):
            at = (after.at or 0) * SECOND
            if start < at <= end:
                change = (after.offset - before.offset) // 60
                steps.append((calendar.day_of(at), "clock change", "", change, 0, False))
        return {"instant": end, "included": True, "steps": steps}

    def _days(self, limit: dict[str, Any], anchor: Moment, extension: Sequence[Any] | None) -> dict[str, Any]:
        calendar = self.calendar
        day0 = calendar.day_of(anchor[0])
        noun = "the day it arrived" if limit["of"] == "arrives" else anchor_text(self.noun(limit["of"]))
        steps: list[tuple[Any, ...]] = [(day0, "anchor", noun, 0, 0, False)]
        if limit["shift"] and not calendar.is_worked(day0):
            opens = calendar.from_worked(day0, 0)
            steps = [*self._closed_days(day0, opens), (opens, "day 0", "", 0, 0, False)]
            day0 = opens
        last = day0
        amounts = with_extension(limit["amounts"], extension)
        for n, unit in amounts:
            start = last
            if unit == "working day":
                last = calendar.from_worked(start, n)
                steps.extend(self._working_steps(start, last, n))
            elif unit == "day":
                last = calendar.inside(start + n)
                steps.extend((start + number, "counted", "day", number, n, True) for number in range(1, n + 1))
            else:
                last = calendar.inside(_later(start, n, unit))
                steps.append((last, "later", plural(n, unit), 0, 0, True))
        moves = limit["roll"] and any(unit != "working day" for _, unit in amounts)
        if moves and not calendar.is_worked(last):
            rolled = calendar.from_worked(last, 0 if limit["roll"] == "forward" else -1)
            if limit["roll"] == "forward":
                steps.extend(self._closed_days(last, rolled))
            steps.append((rolled, "rolled", limit["roll"], 0, 0, True))
            last = rolled
        due = {"day0": day0, "last": last, "steps": steps}
        if limit["by"] is not None:
            at = datetime.combine(date.fromordinal(last), time.fromisoformat(limit["by"]))
            return due | {"instant": calendar.clock.first_instant(at), "included": True}
        return due | {"instant": calendar.end_of(last), "included": False}

    def _closed_days(self, first: int, until: int) -> list[tuple[Any, ...]]:
        return [(day, "closed", self.calendar.why_closed(day), 0, 0, False) for day in range(first, until)]

    def _working_steps(self, day0: int, last: int, n: int) -> Iterator[tuple[Any, ...]]:
        number = 0
        for day in range(day0 + 1, last + 1):
            if self.calendar.is_worked(day):
                number += 1
                yield day, "counted", "working day", number, n, True
            else:
                yield day, "closed", self.calendar.why_closed(day), 0, 0, False

    def dated(self, dated: dict[str, Any], due: dict[str, Any], contact: dict[str, Any]) -> dict[str, Any] | None:
        """When the promised date ends, where one was told in time; None where none binds."""
        name, limit = dated["name"], dated["limit"]
        told, carried = contact["events"].get(name, ()), contact["dates"].get(name)
        if not told:
            if carried is not None:
                raise Unknown(f"event {name}")
            return None
        try:
            by = due if limit is None else self.due(limit, contact)
        except Waits:
            return None
        kept = in_time(told[0], by)
        if kept is None:
            raise Unknown(f"time of event {name}")
        if not kept or carried is None:
            return None
        return self._end_of_promised(self.calendar.day_of(carried[0]))

    def told_of(
        self, extension: dict[str, Any], limit: dict[str, Any], due: dict[str, Any], contact: dict[str, Any]
    ) -> int:
        """How many times an extension was told of: each by its limit, and before the deadline then in force."""
        times = 0
        n, *unit = extension["by"]
        for told in contact["events"].get("told", ()):
            try:
                by = due if extension["limit"] is None else self.due(extension["limit"], contact)
            except Waits:
                continue
            kept = in_time(told, by), in_time(told, due)
            if False in kept:
                continue
            if None in kept:
                raise Unknown("time of event told")
            times += 1
            due = self.due(limit, contact, [times * n, *unit])
            if extension["once"]:
                break
        return times

    def at_risk(
        self, limit: dict[str, Any], due: dict[str, Any], as_of: int, extension: Sequence[Any] | None = None
    ) -> bool:
        """Less than a fifth of the limit is left on its own clock."""
        if limit["kind"] == "elapsed":
            seconds = _seconds(with_extension(limit["amounts"], extension))
            return bool((due["instant"] - as_of) * 5 < seconds * SECOND)
        if limit["kind"] != "days":
            return False
        first, last = due["day0"], due["last"]
        today = self.calendar.day_of(max(as_of, self.calendar.end_of(first - 1)))
        amounts = with_extension(limit["amounts"], extension)
        if amounts and amounts[0][1] == "working day":
            worked = self.calendar.worked
            total = bisect_right(worked, last) - bisect_right(worked, first)
            left = bisect_right(worked, last) - bisect_right(worked, max(today - 1, first))
        else:
            total, left = last - first, last - max(today - 1, first)
        return left * 5 < total


def _first_from(moments: Sequence[Moment], start: int) -> Moment | None:
    """The first moment at or after an instant, else the last one before it."""
    if not moments:
        return None
    return next((moment for moment in moments if moment[1] >= start), moments[-1])


def in_time(moment: Moment, due: dict[str, Any]) -> bool | None:
    """Was something done by a deadline? None where only its day is known, and the deadline lies within that day."""
    before = 0 if due["included"] else 1
    if moment[1] <= due.get("earliest", due["instant"]) - before:
        return True
    return False if moment[0] > due["instant"] - before else None


def with_extension(amounts: Sequence[Sequence[Any]], extension: Sequence[Any] | None) -> list[Sequence[Any]]:
    """What is walked: an extension in the amount's own unit is added to it; one in another comes after it."""
    if extension is None:
        return list(amounts)
    if amounts and amounts[0][1] == extension[1]:
        return [[amounts[0][0] + extension[0], *amounts[0][1:]]]
    return [*amounts, extension]


def _seconds(amounts: Sequence[Sequence[Any]]) -> int:
    return sum(int(n * seconds) for n, _, seconds in amounts)


def _later(day: int, n: int, unit: str) -> int:
    """The day that weeks, months or years lead to; a month without that day gives its last."""
    if unit == "week":
        return day + 7 * n
    months = 12 * n if unit == "year" else n
    start = date.fromordinal(day)
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal()
