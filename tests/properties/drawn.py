"""Calendars, limits and arrivals drawn by hypothesis, as the model holds them.

All spans of a day begin at six or later and all nights end by six, so that no two overlap. Years are few, so that their
ends are met; local times of openings are at full quarters of an hour.
"""

from __future__ import annotations

import datetime as dt
import os
from functools import cache

from hypothesis import settings
from hypothesis import strategies as st
from tests.oracle import clocks

from troth.calendars.local_time import Transition
from troth.calendars.workdays import WorkCalendar
from troth.calendars.zone import read_zone
from troth.model.calendar import Calendar, ClosedDay, Counting, Hours, YearlyDays
from troth.model.condition import Who
from troth.model.duration import Duration, Unit
from troth.model.limit import DayEnded, NextWorkingDay, Roll, SameDay, Within
from troth.model.policy import Header, Pause, Policy, Promise, Standard, Strength
from troth.model.words import Words
from troth.resources import zone

ONE_DAY = dt.timedelta(days=1)
YEAR = 2023
FIRST, LAST = dt.date(YEAR, 1, 1), dt.date(YEAR + 1, 12, 31)
ZONES = (
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",  # by half an hour
    "Asia/Kolkata",  # at a half hour, and never
    "Asia/Kathmandu",  # at a quarter
    "Pacific/Chatham",  # at a quarter, by an hour
    "America/Santiago",  # at midnight, from 24:00
    "Asia/Beirut",  # at midnight, from 00:00
    "America/Havana",  # at midnight forward, at one back to it: 00:00 to 01:00 twice
)
HOUR = 3_600_000_000
LAWS = settings(max_examples=int(os.environ.get("EXAMPLES", "100")), deadline=None, derandomize=True, database=None)

days = st.dates(FIRST, LAST)
ZONE_NAMES = st.sampled_from(ZONES)


@cache
def transitions(name: str, first_year: int, last_year: int) -> tuple[Transition, ...]:
    return read_zone(zone(name), dt.date(first_year, 1, 1), dt.date(last_year, 12, 31))


def at_work(rules: Calendar) -> WorkCalendar:
    return WorkCalendar(rules, transitions(rules.zone, rules.first_year, rules.last_year))


def policy_of(limit: DayEnded, rules: Calendar, *pauses: Pause) -> Policy:
    """A policy of one promise: to reply to an email within a limit."""
    promise = Promise(
        id="made.email.reply",
        standard="email",
        verb="reply",
        event="replied",
        actor="we",
        strength=Strength.MUST,
        who=Who(),
        limit=limit,
        pauses=pauses,
    )
    standard = Standard(id="made.email", name="email", title="Emails", who=Who(), promises=(promise,))
    header = Header(organisation="Made")
    return Policy(id="made", title="Made", header=header, calendar=rules, words=Words(), standards=(standard,))


@st.composite
def spans(draw: st.DrawFn, nights: bool) -> tuple[tuple[int, int], ...]:
    """One to three spans of minutes in order, apart; the last perhaps until 24:00 or into the night."""
    number = draw(st.integers(1, 3))
    times = sorted(draw(st.sets(st.integers(24, 96), min_size=2 * number, max_size=2 * number)))
    found = [(15 * opens, 15 * closes) for opens, closes in zip(times[::2], times[1::2], strict=True)]
    if nights and draw(st.booleans()):
        found[-1] = (min(found[-1][0], 1425), 1440 + 15 * draw(st.integers(0, 24)))
    return tuple(found)


@st.composite
def hours(draw: st.DrawFn, nights: bool) -> tuple[Hours, ...]:
    """Opening hours: of one or two groups of weekdays, perhaps of a season and of some dates; each day by one line."""
    order = draw(st.permutations((0, 1, 2, 3, 4, 5, 6)))
    cut = draw(st.integers(1, 7))
    groups = [tuple(sorted(order[:cut])), tuple(sorted(order[cut:]))]
    said = groups[: draw(st.integers(0, 2))]
    found = [Hours(spans=draw(spans(nights)), weekdays=group) for group in said if group]
    if draw(st.booleans()):
        month_days = st.tuples(st.integers(1, 12), st.integers(1, 28))
        season = YearlyDays(draw(month_days), draw(month_days))
        weekdays = tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1))))
        found.append(Hours(spans=draw(spans(nights)), weekdays=weekdays, during=season))
    dated = [Hours(spans=draw(spans(nights)), dates=(day, day)) for day in draw(st.sets(days, max_size=3))]
    return (*found, *dated)


@st.composite
def calendars(
    draw: st.DrawFn,
    *,
    zones: st.SearchStrategy[str] = ZONE_NAMES,
    with_cutoff: bool = True,
    with_nights: bool = True,
    countings: tuple[Counting, ...] = tuple(Counting),
    rolls: tuple[Roll, ...] = tuple(Roll),
) -> Calendar:
    """Any working week of at least a day, closed days alone and in a row, hours or none or day and night.

    Some working days are closed for opening.
    """
    closed = {day + ONE_DAY * n for day in draw(st.sets(days, max_size=15)) for n in range(draw(st.integers(1, 4)))}
    shut = draw(st.sets(days, max_size=4))
    how = draw(st.sampled_from(("none", "always", "hours", "hours", "hours")))
    minutes = st.sampled_from((0, 9 * 60, 12 * 60 + 30, 16 * 60, 17 * 60, 23 * 60 + 45))
    cutoff = draw(st.none() | minutes) if with_cutoff else None
    return Calendar(
        name="office",
        zone=draw(zones),
        first_year=FIRST.year,
        last_year=LAST.year,
        weekdays=tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1)))),
        hours=draw(hours(with_nights)) if how == "hours" else (),
        always_open=how == "always",
        cutoff=None if cutoff is None else dt.time(cutoff // 60, cutoff % 60),
        counting=draw(st.sampled_from(countings)),
        roll=draw(st.sampled_from(rolls)),
        closed=tuple(ClosedDay(day, "closed") for day in sorted(closed) if day <= LAST),
        shut=tuple(ClosedDay(day, "shut") for day in sorted(shut - closed)),
    )


@st.composite
def instants(draw: st.DrawFn, calendar: WorkCalendar) -> int:
    """An instant of the years: often an opening, a closing, a full hour or a change of clocks, or a microsecond off.

    Not before seven on the first day: whether a night goes on that began before the years is not known.
    """
    earliest = calendar.start + 7 * HOUR
    off = draw(st.sampled_from((0, 0, -1, 1)))
    how = draw(st.sampled_from(("edge", "edge", "midnight", "change", "any")))
    day = draw(st.dates(calendar.first + ONE_DAY, calendar.last - ONE_DAY))
    changes = [one.at for one in calendar.clock.transitions[1:] if one.at is not None]
    if how == "edge" and (edges := [at for span in calendar.open_spans(day) for at in span]):
        at = draw(st.sampled_from(edges)) + off
    elif how == "change" and changes:
        at = draw(st.sampled_from(changes)) * 1_000_000 + draw(st.sampled_from((-24, -1, 0, 0, 1, 24))) * HOUR + off
    elif how == "any":
        at = draw(st.integers(earliest, calendar.end - 1))
    else:
        at = clocks.start_of(day, calendar.rules.zone) + draw(st.integers(0, 23)) * HOUR + off
    return min(max(at, earliest), calendar.end - 1)


DAY_UNITS = (Unit.WORKING_DAY, Unit.DAY, Unit.WEEK, Unit.MONTH)
TIMED_UNITS = (Unit.MINUTE, Unit.HOUR, Unit.OPENING_MINUTE, Unit.OPENING_HOUR)
ENDINGS = ("day", "by", "closing", "same time")
_MOST = {
    Unit.WORKING_DAY: 25, Unit.DAY: 40, Unit.WEEK: 8, Unit.MONTH: 6, Unit.MINUTE: 2000, Unit.HOUR: 90,
    Unit.OPENING_MINUTE: 2000, Unit.OPENING_HOUR: 60,
}  # fmt: skip


@st.composite
def within(
    draw: st.DrawFn,
    *,
    units: tuple[Unit, ...] = (*DAY_UNITS, *TIMED_UNITS),
    endings: tuple[str, ...] = ENDINGS,
    rolls: tuple[Roll | None, ...] = (None, *Roll),
) -> Within:
    """A limit in any unit; one in days with an ending, and perhaps a second amount or a roll of its own."""
    unit = draw(st.sampled_from(units))
    amount = Duration(draw(st.integers(1, _MOST[unit])), unit)
    if unit.is_timed:
        return Within(amount=amount, day_and_night=unit.is_elapsed)
    ending = draw(st.sampled_from(endings))
    other = {Unit.WORKING_DAY: Unit.DAY, Unit.DAY: Unit.WORKING_DAY, Unit.MONTH: Unit.WORKING_DAY}.get(unit)
    is_long = unit in (Unit.WEEK, Unit.MONTH)
    return Within(
        amount=amount,
        then=Duration(draw(st.integers(1, 9)), other) if other and draw(st.integers(0, 3)) == 0 else None,
        less=draw(st.integers(0, 3)) if is_long else 0,
        month_end=draw(st.integers(0, 3)) == 0,
        roll=draw(st.sampled_from(rolls)),
        by=draw(st.sampled_from((dt.time(), dt.time(1, 30), dt.time(16)))) if ending == "by" else None,
        by_closing=ending == "closing",
        same_time=ending == "same time",
    )


@st.composite
def limits(draw: st.DrawFn, *, endings: tuple[str, ...] = ENDINGS) -> Within | NextWorkingDay | SameDay:
    how = draw(st.sampled_from(("within", "within", "within", "within", "next", "same")))
    if how == "within":
        return draw(within(endings=endings))
    ending = draw(st.sampled_from(endings))
    kind = NextWorkingDay if how == "next" else SameDay
    by = dt.time(16) if ending == "by" else None
    return kind(by=by, by_closing=ending == "closing", same_time=ending == "same time")
