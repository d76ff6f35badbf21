"""Which due dates move when closed days change: decided at every instant, not sampled.

A limit that the arrival alone decides is one table from arrival to deadline. The tables of the two calendars are
compared piece by piece, and what differs is counted in days of arrival. A line of a promise is what it promises to a
contact of one kind: one priority, say. Versions, seasons and closed days are known from the arrival, and are no lines
of their own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.holds import holds
from troth.model.condition import ArrivedOnClosedDay, Condition, FactIs, StateIs, ValueIs
from troth.model.policy import Case, Policy, Promise
from troth.tables.due_table import DueTable, Ends, bounded, compile_table
from troth.tables.program import lower
from troth.targets.due_tables import table_of
from troth.targets.runtime_calendar import Calendar as TableCalendar
from troth.targets.runtime_deadlines import COUNTED
from troth.wording.answer import case_text

_ONE_DAY = timedelta(days=1)

Progress = Callable[[str], None]


class NotDue(StrEnum):
    """What stands in place of a deadline."""

    BEYOND = "it is due beyond the calendar's years"
    EXCUSED = "nothing is due for an arrival on a closed day"
    NOT_PROMISED = "nothing is promised"


State = Ends | NotDue

_Bounds = tuple[tuple[str, dict[str, Any]], ...]
"""The latest and the earliest that a promise may be due, each with its limit in the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline in local time; `included`: is that very instant still in time?"""

    at: datetime
    included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The first arrival of a day that gets another deadline, in local time, and both deadlines."""

    arrives: datetime
    before: Due | NotDue
    after: Due | NotDue

    @property
    def by(self) -> timedelta | None:
        """By how much, in local time: later is positive; None where one of the two is no deadline."""
        if isinstance(self.before, NotDue) or isinstance(self.after, NotDue):
            return None
        return self.after.at - self.before.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What moves in one line of a promise: the days of arrival, by how much; `says` names the line, "" for all.

    A day of arrival counts once, with the most that it moves by.
    """

    promise: str
    says: str
    days: tuple[Moved, ...]


def due_moves(
    policy: Policy, before: WorkCalendar, after: WorkCalendar, progress: Progress = lambda _: None
) -> tuple[Moves, ...]:
    """The lines of a policy whose due dates differ between two versions of its calendar, in the policy's order.

    Of every limit that is counted from the arrival: of the act, of another act instead, of telling a date or an
    extension; within the latest and the earliest that it may be. `progress` is told which promise is compared.
    """
    sides = (_Side(policy, before), _Side(policy, after))
    turned = frozenset(_turned(before, after))
    found: list[Moves] = []
    for promise, data in zip(policy.promises(), sides[1].program["promises"], strict=True):
        progress(promise.id)
        for line in _lines(promise, data):
            days = tuple(_moved_days(line, sides, turned))
            if days:
                found.append(Moves(promise=promise.id, says=line.says, days=days))
    return tuple(found)


def _turned(before: WorkCalendar, after: WorkCalendar) -> Iterator[date]:
    """The days that are worked in one version of a calendar, or of a further one, and not in the other."""
    day = before.first
    while day <= before.last:
        if before.is_working(day) != after.is_working(day):
            yield day
        day += _ONE_DAY
    for name in after.others:
        yield from _turned(before.named(name), after.named(name))


# ---------- lines


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What a promise holds for a contact of which `given` holds and no other fact; a limit is one of its program."""

    says: str
    promise: Promise
    cases: tuple[Case, ...]
    data: list[dict[str, Any]]
    limit: dict[str, Any] | None
    given: tuple[Condition, ...]
    bounds: _Bounds = ()

    def limits(self) -> list[dict[str, Any]]:
        """Every limit that it may have, for one arrival or another."""
        return [one for one in _all_limits(self.data, self.limit) if one is not None]

    def hangs_on_closed_days(self) -> bool:
        conditions = [*self.promise.conditions, *self.promise.excuses, *_conditions(self.cases)]
        return any(isinstance(one, ArrivedOnClosedDay) for one in conditions)


def _lines(promise: Promise, data: dict[str, Any]) -> Iterator[_Line]:
    bounds = tuple(
        (name, bound)
        for name in ("latest", "earliest")
        if (bound := data[name]) is not None and bound["kind"] in COUNTED and bound["of"] in (None, "arrives")
    )
    paths = (path for path, _ in promise.limits())
    for given in dict.fromkeys(tuple(one for one in path if _is_given(one)) for path in paths):
        yield _Line(
            says=case_text(given) or "",
            promise=promise,
            cases=promise.cases,
            data=data["cases"],
            limit=data["limit"],
            given=given,
            bounds=bounds,
        )
    others = [(f"or {act.verb}", one["limit"]) for act, one in zip(promise.or_acts, data["or"], strict=True)]
    if data["dated"] is not None:
        others.append(("telling a date", data["dated"]["limit"]))
    if data["extension"] is not None:
        others.append(("telling of an extension", data["extension"]["limit"]))
    for says, limit in others:
        yield _Line(says=says, promise=promise, cases=(), data=[], limit=limit, given=())


def _is_given(condition: Condition) -> bool:
    """Must a contact say more than when it arrived, for this to hold?"""
    return isinstance(condition, FactIs | StateIs | ValueIs)


def _conditions(cases: Iterable[Case]) -> Iterator[Condition]:
    for case in cases:
        yield case.condition
        yield from _conditions(case.cases)


def _all_limits(data: Iterable[dict[str, Any]], plain: dict[str, Any] | None) -> Iterator[dict[str, Any] | None]:
    for case in data:
        yield from _all_limits(case["cases"], case["limit"])
    yield _from_arrival(plain)


def _from_arrival(limit: dict[str, Any] | None) -> dict[str, Any] | None:
    """A limit that is counted from the arrival; of updates the first; None for any other."""
    if limit is not None and limit["kind"] == "every":
        limit = limit["step"]
    return limit if limit is not None and limit["kind"] in COUNTED and limit["of"] == "arrives" else None


# ---------- one version of the calendar


class _Side:
    """A policy with one version of its calendar, and the tables of its limits."""

    def __init__(self, policy: Policy, calendar: WorkCalendar) -> None:
        self.policy, self.calendar = policy, calendar
        self.program = lower(policy, calendar)
        self._days = TableCalendar(self.program["calendar"], self.program["calendars"])
        self._tables: dict[str, DueTable] = {}

    def table(self, limit: dict[str, Any], bounds: _Bounds = ()) -> DueTable:
        """The deadline of a limit for every arrival, kept within its bounds."""
        key = json.dumps([{**limit, "of": ""}, *bounds])
        if key not in self._tables:
            self._tables[key] = self._bounded(limit, bounds) if bounds else table_of(limit, self._days)
        return self._tables[key]

    def _bounded(self, limit: dict[str, Any], bounds: _Bounds) -> DueTable:
        own, others = self.table(limit), [(self.table(bound), name == "latest") for name, bound in bounds]
        starts = [start for table in (own, *(table for table, _ in others)) for start in table.starts]
        return compile_table(lambda arrival: bounded(own, others, arrival), starts, own.end)

    def state(self, line: _Line, arrival: int) -> State:
        """What a line gives for an arrival."""
        contact = Contact(channel="", arrives=Moment(arrival, arrival))

        def is_so(condition: Condition) -> bool:
            if _is_given(condition):
                return condition in line.given
            return holds(condition, contact, self.policy, self.calendar) is True

        if not all(is_so(one) for one in line.promise.conditions if not _is_given(one)):
            return NotDue.NOT_PROMISED
        limit = _from_arrival(_chosen(line.cases, line.data, line.limit, is_so))
        if limit is None:
            return NotDue.NOT_PROMISED
        if any(is_so(one) for one in line.promise.excuses):
            return NotDue.EXCUSED
        due = self.table(limit, line.bounds).due(arrival)
        return NotDue.BEYOND if due is None else due

    def said(self, state: State) -> Due | NotDue:
        if isinstance(state, NotDue):
            return state
        return Due(at=self.calendar.clock.local(state[0]), included=state[1])


def _chosen(
    cases: Iterable[Case],
    data: Iterable[dict[str, Any]],
    plain: dict[str, Any] | None,
    is_so: Callable[[Condition], bool],
) -> dict[str, Any] | None:
    """The limit of the innermost case that holds, else the plain one, as `holds.choose` has it."""
    for case, lowered in zip(cases, data, strict=True):
        if is_so(case.condition):
            return _chosen(case.cases, lowered["cases"], lowered["limit"], is_so)
    return plain


# ---------- days of arrival


def _moved_days(line: _Line, sides: tuple[_Side, _Side], turned: frozenset[date]) -> Iterator[Moved]:
    """The days of arrival whose deadline differs, in order: of each the most that it moves by."""
    pairs = [tuple(side.table(limit, line.bounds) for side in sides) for limit in line.limits()]
    days = {day for then, now in pairs for day in _differing(then, now, sides[0].calendar)}
    if line.hangs_on_closed_days():
        days |= turned
    starts = sorted({start for pair in pairs for table in pair for start in table.starts}) if days else []
    for day in sorted(days):
        moved = list(_moved(line, sides, day, starts))
        if moved:
            most = max(abs(one.by) if one.by is not None else timedelta.max for one in moved)
            yield next(one for one in moved if (timedelta.max if one.by is None else abs(one.by)) == most)


def _differing(before: DueTable, after: DueTable, calendar: WorkCalendar) -> Iterator[date]:
    """The days of arrival within which two tables differ. Between two starts both go straight: the ends decide."""
    starts = sorted({*before.starts, *after.starts})
    for start, until in zip(starts, [*starts[1:], before.end], strict=True):
        if before.due(start) != after.due(start) or before.due(until - 1) != after.due(until - 1):
            day, last = calendar.day_of(start), calendar.day_of(until - 1)
            while day <= last:
                yield day
                day += _ONE_DAY


def _moved(line: _Line, sides: tuple[_Side, _Side], day: date, starts: list[int]) -> Iterator[Moved]:
    before, after = sides
    calendar = before.calendar
    begins, ends = calendar.start_of(day), calendar.start_of(day + _ONE_DAY)
    if begins == ends:
        return
    inside = [begins, *(start for start in starts if begins < start < ends)]
    for start, until in zip(inside, [*inside[1:], ends], strict=True):
        for arrival in dict.fromkeys((start, until - 1)):
            then, now = before.state(line, arrival), after.state(line, arrival)
            if then != now:
                yield Moved(arrives=calendar.clock.local(arrival), before=before.said(then), after=after.said(now))
