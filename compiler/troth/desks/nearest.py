"""A limit of a promise → the nearest setting of a product, and the arrivals for which that is another deadline."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from typing import Any

from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.holds import holds
from troth.desks.clocks import Amount, BusinessDays, Hours, Schedule
from troth.desks.constructs import Construct
from troth.desks.difference import Difference, Spread, compare, spread
from troth.desks.facts import Can, Desk
from troth.model.condition import Condition, FactIs, StateIs, ValueIs
from troth.model.duration import Unit
from troth.model.limit import ARRIVAL, Every, Limit, Nothing
from troth.model.policy import Case, Policy, Promise
from troth.model.words import parts_of
from troth.tables.due_table import DueTable
from troth.tables.program import lower
from troth.targets.due_tables import table_of
from troth.targets.runtime_calendar import Calendar as TableCalendar

_COUNTED = ("days", "elapsed", "open")
_DAYS = {str(Unit.DAY): 1, str(Unit.WEEK): 7}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a product is set to for one limit; `target` None: nothing that it knows comes near.

    `anchor`: the event from which the limit is counted. `spread`: the time of the target's clock from arrival to
    deadline, where the limit is counted in days.
    """

    path: tuple[Condition, ...]
    limit: Limit
    anchor: str
    target: Amount | BusinessDays | None = None
    spread: Spread | None = None
    difference: Difference | None = None


class Nearest:
    """The nearest settings for a policy's promises, with what differs shown from a day on."""

    def __init__(self, policy: Policy, calendar: WorkCalendar | None, after: date) -> None:
        self._policy, self._calendar, self._after = policy, calendar, after
        self._tables: dict[str, DueTable] = {}
        self._schedules: dict[tuple[str, bool, bool], Schedule] = {}
        self._found: dict[str, Setting] = {}
        self._spreads: dict[tuple[object, ...], Spread | None] = {}
        self._differences: dict[tuple[object, ...], Difference] = {}
        self._desk_tables: dict[tuple[tuple[str, bool, bool], Amount | BusinessDays], DueTable] = {}

    @cached_property
    def _program(self) -> dict[str, dict[str, Any]]:
        return {one["id"]: one for one in lower(self._policy, self._calendar)["promises"]}

    @cached_property
    def _days(self) -> TableCalendar:
        program = lower(self._policy, self._calendar)
        return TableCalendar(program["calendar"], program["calendars"])

    def of(self, promise: Promise, desk: Desk) -> tuple[Setting, ...]:
        """The setting for each limit of a promise, in the order of its cases; the plain one last."""
        found: list[Setting] = []
        for path, limit, data in _lowered(promise, self._program[promise.id]):
            step = data["step"] if data["kind"] == "every" else data
            key = json.dumps([promise.id, len(found), desk.slug])
            if key not in self._found:
                self._found[key] = self._setting(promise, path, limit, step, desk)
            found.append(self._found[key])
        return tuple(found)

    def _setting(
        self, promise: Promise, path: tuple[Condition, ...], limit: Limit, data: dict[str, Any], desk: Desk
    ) -> Setting:
        anchor = str(data.get("of") or ARRIVAL)
        plain = Setting(path=path, limit=limit, anchor=anchor)
        if self._calendar is None or data["kind"] not in _COUNTED or not _can_run(limit, anchor, desk):
            return plain
        calendar = self._calendar.named(data["calendar"])
        key, promised = self._table(data)
        days = tuple(self._arrival_days(promise, path, calendar) if anchor == ARRIVAL else _all_days(calendar))
        which = (str(data["calendar"]), desk.dated_hours, data["kind"] == "days")
        schedule = self._schedule(which, calendar)
        target: Amount | BusinessDays | None
        apart: Spread | None = None
        if data["kind"] == "days":
            target = _business_days(data, promise, calendar) if desk.counts_days else None
            if target is None:
                hours = Hours.BUSINESS if _is_worked(data) else Hours.CALENDAR
                clock = schedule.clock if hours is Hours.BUSINESS else None
                if (which, key, hours, days) not in self._spreads:
                    self._spreads[which, key, hours, days] = spread(clock, promised, days, calendar)
                apart = self._spreads[which, key, hours, days]
                usual = 0 if apart is None else apart.usual
                target = Amount(seconds=usual * 60, hours=hours) if usual else None
        else:
            seconds = sum(n * of for n, _, of in data["amounts"])
            hours = Hours.CALENDAR if data["kind"] == "elapsed" else Hours.BUSINESS
            target = Amount(seconds=seconds, hours=hours) if desk.seconds or seconds % 60 == 0 else None
        if target is None:
            return Setting(path=path, limit=limit, anchor=anchor, spread=apart)
        if (which, target) not in self._desk_tables:
            self._desk_tables[which, target] = schedule.table(target)
        if (which, key, target, days) not in self._differences:
            desk_table = self._desk_tables[which, target]
            self._differences[which, key, target, days] = compare(desk_table, promised, days, calendar, self._after)
        found = self._differences[which, key, target, days]
        return Setting(path=path, limit=limit, anchor=anchor, target=target, spread=apart, difference=found)

    def _table(self, data: dict[str, Any]) -> tuple[str, DueTable]:
        key = json.dumps({**data, "of": ""})
        if key not in self._tables:
            self._tables[key] = table_of(data, self._days)
        return key, self._tables[key]

    def _schedule(self, which: tuple[str, bool, bool], calendar: WorkCalendar) -> Schedule:
        if which not in self._schedules:
            self._schedules[which] = Schedule(calendar, dated=which[1], in_days=which[2])
        return self._schedules[which]

    def _arrival_days(self, promise: Promise, path: tuple[Condition, ...], calendar: WorkCalendar) -> Iterator[date]:
        """The days on which an arrival gets the limit of this path, as far as the day decides it."""
        timed = [one for one in _all_conditions(promise) if not _is_given(one)]
        if not timed:
            yield from _all_days(calendar)
            return
        assert self._calendar is not None
        for day in _all_days(calendar):
            start = calendar.start_of(day)
            contact = Contact(channel="", arrives=Moment(start, start))
            true = {one for one in timed if holds(one, contact, self._policy, self._calendar) is True}

            def is_so(condition: Condition, true: set[Condition] = true) -> bool:
                return condition in path if _is_given(condition) else condition in true

            wanted = all(_is_given(one) or one in true for one in promise.conditions)
            if wanted and not any(one in true for one in promise.excuses) and _chosen(promise.cases, is_so) == path:
                yield day


def _lowered(promise: Promise, data: dict[str, Any]) -> Iterator[tuple[tuple[Condition, ...], Limit, dict[str, Any]]]:
    """Each limit with the path of cases that leads to it and its lowered form: those of `promise.limits()`."""

    def walk(
        cases: Iterable[Case], lowered: Iterable[dict[str, Any]], path: tuple[Condition, ...]
    ) -> Iterator[tuple[tuple[Condition, ...], Limit, dict[str, Any]]]:
        for case, one in zip(cases, lowered, strict=True):
            here = (*path, case.condition)
            yield from walk(case.cases, one["cases"], here)
            if case.limit is not None and not isinstance(case.limit, Nothing):
                yield here, case.limit, one["limit"]

    yield from walk(promise.cases, data["cases"], ())
    if promise.limit is not None and not isinstance(promise.limit, Nothing):
        yield (), promise.limit, data["limit"]


def _all_days(calendar: WorkCalendar) -> Iterator[date]:
    first = calendar.first.toordinal()
    return (date.fromordinal(first + step) for step in range((calendar.last - calendar.first).days + 1))


def _is_given(condition: Condition) -> bool:
    """Must a contact say more than when it arrived, for this to hold?"""
    return isinstance(condition, FactIs | StateIs | ValueIs)


def _all_conditions(promise: Promise) -> Iterator[Condition]:
    def of(cases: Iterable[Case]) -> Iterator[Condition]:
        for case in cases:
            yield case.condition
            yield from of(case.cases)

    yield from (*promise.conditions, *promise.excuses)
    yield from of(promise.cases)


def _chosen(cases: Iterable[Case], is_so: Callable[[Condition], bool]) -> tuple[Condition, ...]:
    """The path to the limit of the innermost case that holds; () for the plain one."""
    for case in cases:
        if is_so(case.condition):
            return (case.condition, *_chosen(case.cases, is_so))
    return ()


def _is_worked(data: dict[str, Any]) -> bool:
    """Does a limit in days end by counting working days, so that business hours come nearest? So does the same day."""
    return not data["amounts"] or data["amounts"][-1][1] == str(Unit.WORKING_DAY)


def _business_days(data: dict[str, Any], promise: Promise, calendar: WorkCalendar) -> BusinessDays | None:
    """A limit as one that ends on a day of a schedule; None where it is none, or pauses, which goes with none."""
    if promise.pauses or len(data["amounts"]) != 1 or data["less"] or data["month end"] or data["by"] == "same":
        return None
    n, unit = data["amounts"][0]
    is_worked = unit == str(Unit.WORKING_DAY)
    if not is_worked and (unit not in _DAYS or data["roll"] is not None):
        return None
    n = n * _DAYS.get(unit, 1) - (data["counting"] == "day 1")
    if n < 1:
        return None
    by_closing = data["by"] == "closing" and calendar.has_hours
    at = None if data["by"] in (None, "closing") else _minute(time.fromisoformat(data["by"]))
    cutoff = None if data["counting"] is None else calendar.rules.cutoff
    return BusinessDays(
        n=n,
        at=at,
        by_closing=by_closing,
        cutoff=None if cutoff is None else _minute(cutoff),
        is_worked=is_worked,
    )


def _can_run(limit: Limit, anchor: str, desk: Desk) -> bool:
    """Has a product a clock that starts with an event, and again with each update where that is what is promised?"""
    needed = []
    if isinstance(limit, Every):
        needed.append(Construct.UPDATES)
    elif anchor != ARRIVAL:
        needed.append(Construct.TWO_EVENTS if parts_of(anchor)[0] else Construct.OTHER_EVENT)
    return all(desk.answers[one].can in (Can.WHOLLY, Can.PARTLY) for one in needed)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
