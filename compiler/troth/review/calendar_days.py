"""The days of a calendar as a policy uses them, and what a change of its holiday lock does to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from troth.calendars.lock import Lock, is_dropped
from troth.calendars.workdays import NOT_WORKED, WEEKEND, WorkCalendar
from troth.model.calendar import Calendar, HolidayRule


class Why(StrEnum):
    """Where a day of a calendar comes from."""

    HOLIDAY = "holiday"
    ADDED = "added"
    CLOSED = "closure"
    SHUT = "closed and counted"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedDay:
    """A day that is closed, or was dropped, and why. `regions`: those that keep it, where not all of a union do.

    `anyway`: the same without this, as on a weekend; "" where it makes a difference. `announced`: since when it is
    known, where that is said.
    """

    day: date
    name: str
    why: Why
    regions: tuple[str, ...] = ()
    anyway: str = ""
    announced: date | None = None


def used_days(calendar: Calendar, lock: Lock | None) -> tuple[UsedDay, ...]:
    """Each holiday, added day and closure of a calendar with its name, and each holiday that it drops, by date."""
    rule = calendar.holidays or HolidayRule()
    found: list[UsedDay] = []
    kept: dict[tuple[date, str], list[str]] = {}
    for one in lock.holidays if lock is not None else ():
        if one.region in rule.regions and calendar.first <= one.day <= calendar.last:
            kept.setdefault((one.day, one.name), []).append(one.region)
    closed = {one.day: one.name for one in calendar.closed}
    announced = {one.day: one.announced for one in calendar.closed}
    locked = {day for day, name in kept if not is_dropped(name, rule.dropped)}
    for (day, name), regions in kept.items():
        dropped = is_dropped(name, rule.dropped)
        anyway = _no_weekday(day, calendar) or (closed.get(day, "") if dropped else "")
        some = tuple(regions) if len(regions) < len(rule.regions) else ()
        found.append(
            UsedDay(
                day=day,
                name=name,
                why=Why.DROPPED if dropped else Why.HOLIDAY,
                regions=some,
                anyway=anyway,
                announced=None if dropped else announced.get(day),
            )
        )
    for why, days in ((Why.ADDED, rule.added), (Why.CLOSED, calendar.closures), (Why.SHUT, calendar.shut)):
        found.extend(
            UsedDay(day=one.day, name=one.name, why=why, anyway=_no_weekday(one.day, calendar), announced=one.announced)
            for one in days
            if calendar.first <= one.day <= calendar.last and not (one.announced and one.day in locked)
        )
    order = list(Why)
    return tuple(sorted(found, key=lambda one: (one.day, order.index(one.why), one.name)))


def _no_weekday(day: date, calendar: Calendar) -> str:
    if day.weekday() in calendar.weekdays:
        return ""
    return WEEKEND if day.weekday() >= 5 else NOT_WORKED


# ---------- a change of the lock


class Turn(StrEnum):
    CLOSED = "now closed"
    OPEN = "no longer closed"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChange:
    """A day that a calendar takes from its lock, and that appears, goes, or is called otherwise.

    `before` and `after`: all that it is closed for. `anyway`: why this moves nothing; "" where it may. `calendar`: the
    name of a further calendar of the policy, "" for the first. `regions` as in UsedDay.
    """

    day: date
    turn: Turn
    before: str
    after: str
    anyway: str = ""
    calendar: str = ""
    regions: tuple[str, ...] = ()


def changed_days(
    before: WorkCalendar, after: WorkCalendar, locks: tuple[Lock, Lock], name: str = ""
) -> tuple[DayChange, ...]:
    """Each day on which two versions of a calendar differ, by date; of its further calendars too, those after it.

    `locks`: those that the two were compiled with.
    """
    then, now = ({one.day: one.name for one in side.rules.closed} for side in (before, after))
    found: list[DayChange] = []
    for day in sorted(then.keys() | now.keys()):
        if then.get(day) == now.get(day):
            continue
        turn = Turn.RENAMED if day in then and day in now else Turn.CLOSED if day in now else Turn.OPEN
        same = before.is_working(day) == after.is_working(day) and before.open_spans(day) == after.open_spans(day)
        found.append(
            DayChange(
                day=day,
                turn=turn,
                before=then.get(day, ""),
                after=now.get(day, ""),
                anyway=(_no_weekday(day, after.rules) or after.why_closed(day) or "") if same else "",
                calendar=name,
                regions=_regions(day, locks[turn is not Turn.OPEN], after.rules),
            )
        )
    for other in after.others:
        found.extend(changed_days(before.named(other), after.named(other), locks, other))
    return tuple(found)


def _regions(day: date, lock: Lock, calendar: Calendar) -> tuple[str, ...]:
    """The regions of a union that keep a day, where not all of them do."""
    rule = calendar.holidays or HolidayRule()
    keep = {one.region for one in lock.holidays if one.day == day and not is_dropped(one.name, rule.dropped)}
    some = tuple(region for region in rule.regions if region in keep)
    return some if len(some) < len(rule.regions) else ()
