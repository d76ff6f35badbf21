"""A promise → the constructs that decide when it is due, each of which a help desk can say or cannot.

Left out is what no deadline hangs on: how strongly it is promised, by what law, in what manner, where its source is.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import assert_never

from troth.calendars.opening import DAY_MINUTES
from troth.model.calendar import Calendar, Counting, MonthEnd
from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, Condition, FactIs, InSeason, StateIs, ValueIs
from troth.model.duration import Duration, Unit
from troth.model.limit import (
    ARRIVAL,
    OWN_ANCHOR,
    AtEvent,
    BeforeEvent,
    CarriedDate,
    DayEnded,
    DuringContact,
    Every,
    Limit,
    NextWorkingDay,
    Nothing,
    Notice,
    Rings,
    Roll,
    SameDay,
    Vague,
    Within,
)
from troth.model.policy import Case, Policy, Promise
from troth.model.words import PROMISED, parts_of


class Construct(StrEnum):
    """By the name that pages and the facts of a product have for it."""

    ELAPSED = "time by the clock"
    SECONDS = "seconds"
    OPENING = "opening hours"
    WORKING_DAYS = "working days"
    DAYS = "days and weeks"
    MONTHS = "months and years"
    SAME_DAY = "the same day"
    TWO_AMOUNTS = "two amounts in one limit"
    LESS = "an amount less some days"
    MONTH_END = "on to the end of the month"
    AT_A_TIME = "by a time of the last day"
    CLOSING = "by closing time"
    SAME_TIME = "at the same time of day"
    ROLL = "a last day that moves off closed days"
    DAY_AND_NIGHT = "day and night"
    OTHER_EVENT = "counted from another event"
    TWO_EVENTS = "counted from the later or earlier of two events"
    MISSES = "counted from repeated misses"
    DEEMED = "a day on which it counts as arriving"
    BACK = "counted back from an event"
    CLEAR_DAYS = "clear days"
    NOT_BEFORE = "not before a day"
    UPDATES = "an update again and again"
    RINGS = "rings of the phone"
    AT_EVENT = "at an event"
    BEFORE_EVENT = "before an event"
    DURING = "during the contact"
    CARRIED = "a date that the contact carries"
    VAGUE = "words without a deadline"
    NO_PROMISE = "a case without a promise"
    DAY_0 = "the day of arrival is day 0"
    NEXT_OPEN = "what arrives while closed arrives when we next open"
    DAY_1 = "the day of arrival is day 1"
    CUT_OFF = "a cut-off"
    HOLIDAYS = "holidays and closures"
    ANNOUNCED = "closed days as known on arrival"
    COUNTED_CLOSURE = "a closure that counts as working days"
    NOT_COUNTED = "days that are not counted"
    SHORT = "short limits in working days"
    WEEKLY_HOURS = "opening hours of a week"
    OTHER_HOURS = "other opening hours for some dates"
    NIGHT_HOURS = "opening hours over midnight"
    ALWAYS_OPEN = "open day and night"
    OTHER_CALENDAR = "another calendar for some promises"
    NEXT_MONTH = "a month without the day ends in the next"
    VALUES = "channels, kinds and categories"
    FACTS = "a fact of the contact"
    STATES = "a state on arrival"
    CLOSED_ARRIVAL = "arrival on a closed day"
    DATES = "from a date, or until one"
    SEASONS = "a season"
    CASES = "another limit in some cases"
    EXCUSES = "an excuse"
    UNLESS = "excused if something happens by then"
    REPLACED = "a promise in place of another"
    PROMISED = "a date that is promised instead"
    TOLD = "a date that is told instead"
    EXTENSION = "an extension"
    TOLD_EXTENSION = "an extension that must be told"
    PAUSE = "a pause"
    DAY_PAUSE = "a pause in whole days"
    RESTART = "a restart"
    CAP = "never later than"
    FLOOR = "never earlier than"
    OTHER_ACT = "either of two acts"
    SHARE = "a share that is to be kept"
    TIERS = "shares by different times"
    AVERAGE = "an average"
    REMEDY = "what is paid when it is missed"


def constructs_of(promise: Promise, policy: Policy) -> tuple[Construct, ...]:
    """The constructs of a promise, each once, in the order of `Construct`."""
    found = set(_of_promise(promise, policy))
    return tuple(construct for construct in Construct if construct in found)


def _of_promise(promise: Promise, policy: Policy) -> Iterator[Construct]:
    for condition in promise.conditions:
        yield _of_condition(condition)
    yield from _of_cases(promise.cases)
    for limit in _limits(promise):
        yield from _of_limit(limit, policy)
    if promise.excuses:
        yield Construct.EXCUSES
        yield from (_of_condition(condition) for condition in promise.excuses)
    yield from _of_modifiers(promise)
    if any(promise.standard in other.replaces for other in policy.promises()):
        yield Construct.REPLACED
    channels = promise.who.values("channel")
    if any(term.deemed is not None and (not channels or term.name in channels) for term in policy.words.channels):
        yield Construct.DEEMED


def _limits(promise: Promise) -> Iterator[Limit]:
    """Every limit of a promise; those of its targets and its remedy are said with these."""
    yield from (limit for _, limit in promise.limits())
    yield from (act.limit for act in promise.or_acts)
    told = (
        None if promise.dated is None else promise.dated.limit,
        None if promise.extension is None else promise.extension.told_by,
    )
    yield from (limit for limit in (*told, promise.cap, promise.floor) if limit is not None)


def _of_cases(cases: tuple[Case, ...]) -> Iterator[Construct]:
    for case in cases:
        yield Construct.CASES
        yield _of_condition(case.condition)
        if isinstance(case.limit, Nothing):
            yield Construct.NO_PROMISE
        yield from _of_cases(case.cases)


def _of_condition(condition: Condition) -> Construct:
    match condition:
        case ValueIs():
            return Construct.VALUES
        case FactIs():
            return Construct.FACTS
        case StateIs():
            return Construct.STATES
        case ArrivedOnClosedDay():
            return Construct.CLOSED_ARRIVAL
        case ArrivedBetween():
            return Construct.DATES
        case InSeason():
            return Construct.SEASONS
        case _:
            assert_never(condition)


def _of_modifiers(promise: Promise) -> Iterator[Construct]:
    if promise.unless_by_then is not None:
        yield Construct.UNLESS
    if promise.dated is not None:
        yield Construct.PROMISED if promise.dated.name == PROMISED else Construct.TOLD
        if promise.dated.condition is not None:
            yield _of_condition(promise.dated.condition)
    if promise.extension is not None:
        yield Construct.TOLD_EXTENSION if promise.extension.if_told else Construct.EXTENSION
        if promise.extension.condition is not None:
            yield _of_condition(promise.extension.condition)
    if promise.pauses:
        yield Construct.DAY_PAUSE if any(_is_in_days(limit) for _, limit in promise.limits()) else Construct.PAUSE
    if promise.restart is not None:
        yield Construct.RESTART
    if promise.cap is not None:
        yield Construct.CAP
    if promise.floor is not None:
        yield Construct.FLOOR
    if promise.or_acts:
        yield Construct.OTHER_ACT
    if promise.remedy is not None:
        yield Construct.REMEDY
    for target in promise.targets:
        yield Construct.AVERAGE if target.average is not None else Construct.SHARE
        if any(tier.limit is not None for tier in target.tiers):
            yield Construct.TIERS
        yield from (_of_condition(condition) for condition in (*target.only, *target.excludes))


def _is_in_days(limit: Limit) -> bool:
    """Does it end with a day, so that what stands still is counted in days, too?"""
    match limit:
        case Within(amount=amount):
            return not amount.unit.is_timed
        case Every(step=step):
            return not step.amount.unit.is_timed
        case NextWorkingDay() | SameDay():
            return True
        case _:
            return False


def _of_limit(limit: Limit, policy: Policy) -> Iterator[Construct]:
    match limit:
        case Within() | NextWorkingDay() | SameDay():
            yield from _of_counted(limit, policy)
        case Notice():
            yield Construct.NOT_BEFORE if limit.after or limit.at_most else Construct.BACK
            if limit.clear:
                yield Construct.CLEAR_DAYS
            yield from _of_amounts((limit.amount, limit.then))
            yield from _of_event(limit.event, policy)
            yield from _of_calendar(limit.calendar, limit.roll, policy, limit.amount)
        case Every(step=step):
            yield Construct.UPDATES
            yield from _of_counted(step, policy)
        case Rings():
            yield Construct.RINGS
        case AtEvent():
            yield Construct.AT_EVENT
        case BeforeEvent():
            yield Construct.BEFORE_EVENT
        case DuringContact():
            yield Construct.DURING
        case CarriedDate():
            yield Construct.CARRIED
        case Vague():
            yield Construct.VAGUE
        case Nothing():
            yield Construct.NO_PROMISE
        case _:
            assert_never(limit)


def _of_counted(limit: DayEnded, policy: Policy) -> Iterator[Construct]:
    yield from _of_event(limit.event, policy)
    if limit.by is not None:
        yield Construct.AT_A_TIME
    if limit.by_closing:
        yield Construct.CLOSING
    if limit.same_time:
        yield Construct.SAME_TIME
    match limit:
        case SameDay():
            yield Construct.SAME_DAY
            yield from _of_calendar(limit.calendar, None, policy, None)
        case NextWorkingDay():
            yield Construct.WORKING_DAYS
            yield from _of_calendar(limit.calendar, None, policy, Duration(1, Unit.WORKING_DAY))
        case Within():
            yield from _of_amounts((limit.amount, limit.then))
            if limit.less:
                yield Construct.LESS
            if limit.month_end:
                yield Construct.MONTH_END
            if limit.day_and_night:
                yield Construct.DAY_AND_NIGHT
            if limit.amount.unit.is_elapsed:
                if limit.roll not in (None, Roll.NONE):
                    yield Construct.ROLL
            elif not limit.day_and_night:
                yield from _of_calendar(limit.calendar, limit.roll, policy, limit.amount)
        case _:
            assert_never(limit)


def _of_amounts(amounts: tuple[Duration | None, Duration | None]) -> Iterator[Construct]:
    if amounts[1] is not None:
        yield Construct.TWO_AMOUNTS
    for amount in amounts:
        if amount is not None:
            yield from _of_unit(amount.unit)


def _of_unit(unit: Unit) -> Iterator[Construct]:
    match unit:
        case Unit.SECOND:
            yield Construct.ELAPSED
            yield Construct.SECONDS
        case Unit.MINUTE | Unit.HOUR:
            yield Construct.ELAPSED
        case Unit.OPENING_MINUTE | Unit.OPENING_HOUR:
            yield Construct.OPENING
        case Unit.WORKING_DAY:
            yield Construct.WORKING_DAYS
        case Unit.DAY | Unit.WEEK:
            yield Construct.DAYS
        case Unit.MONTH | Unit.YEAR:
            yield Construct.MONTHS
        case _:
            assert_never(unit)


def _of_event(event: str, policy: Policy) -> Iterator[Construct]:
    which, parts = parts_of(event)
    if which:
        yield Construct.TWO_EVENTS
    for part in parts:
        known = policy.words.event(part)
        if known is not None and known.misses is not None:
            yield Construct.MISSES
        elif part not in (ARRIVAL, OWN_ANCHOR):
            yield Construct.OTHER_EVENT


def _of_calendar(name: str, roll: Roll | None, policy: Policy, amount: Duration | None) -> Iterator[Construct]:
    """What the calendar of a limit adds to it; of an amount of opening time, it does not roll."""
    if name:
        yield Construct.OTHER_CALENDAR
    calendar = next((one for one in policy.calendars if one.name == name), policy.calendar) if name else policy.calendar
    if calendar is None:
        return
    is_timed = amount is not None and amount.unit.is_timed
    rolls = (roll if is_timed else roll or calendar.roll) not in (None, Roll.NONE)
    if rolls and not (amount is not None and amount.unit is Unit.WORKING_DAY):
        yield Construct.ROLL
    if calendar.month_end is MonthEnd.NEXT_MONTH and amount is not None and amount.unit in (Unit.MONTH, Unit.YEAR):
        yield Construct.NEXT_MONTH
    if calendar.short:
        yield Construct.SHORT
    yield from _of_days(calendar)


def _of_days(calendar: Calendar) -> Iterator[Construct]:
    match calendar.counting:
        case Counting.ARRIVAL_IS_DAY_0:
            yield Construct.DAY_0
        case Counting.WHEN_NEXT_OPEN:
            yield Construct.NEXT_OPEN
        case Counting.ARRIVAL_IS_DAY_1:
            yield Construct.DAY_1
        case None:
            pass
        case _:
            assert_never(calendar.counting)
    if calendar.cutoff is not None:
        yield Construct.CUT_OFF
    if calendar.closed:
        yield Construct.HOLIDAYS
    if any(closed.announced is not None for closed in (*calendar.closed, *calendar.shut)):
        yield Construct.ANNOUNCED
    if calendar.shut:
        yield Construct.COUNTED_CLOSURE
    if calendar.not_counted:
        yield Construct.NOT_COUNTED
    if calendar.always_open:
        yield Construct.ALWAYS_OPEN
    if any(hours.weekdays and hours.during is None for hours in calendar.hours):
        yield Construct.WEEKLY_HOURS
    if any(hours.dates is not None or hours.during is not None for hours in calendar.hours):
        yield Construct.OTHER_HOURS
    if any(end > DAY_MINUTES for hours in calendar.hours for _, end in hours.spans):
        yield Construct.NIGHT_HOURS
