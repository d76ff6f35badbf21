"""What several checks ask of a limit, and how they show a policy owner two readings of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.deadlines.contact import Moment
from troth.deadlines.deadline import Due
from troth.deadlines.due import amounts_of, count
from troth.deadlines.notice import amounts_of_notice
from troth.model.calendar import Calendar
from troth.model.duration import Unit
from troth.model.limit import ARRIVAL, OWN_ANCHOR, DayEnded, Every, Limit, NextWorkingDay, Notice, Roll, SameDay, Within
from troth.model.measure import Target, Tier
from troth.model.policy import Case, DatedReply, Extension, OtherAct, Policy, Promise
from troth.model.words import Words
from troth.wording.phrases import bound_text, limit_text
from troth.wording.sentence import write
from troth.wording.style import day_text

_MIDDAY = time(10)
_DAYS_LOOKED_AT = 366


def uses_working_days(limit: Limit, short: int = 0) -> bool:
    """Does it count working days? `short`: up to so many days are counted so."""
    if isinstance(limit, Notice):
        amounts = amounts_of_notice(limit, short)
    elif isinstance(limit, Within | NextWorkingDay):
        amounts = amounts_of(limit, None, short)
    else:
        return False
    return any(amount.unit is Unit.WORKING_DAY for amount in amounts)


def counts_days(limit: Limit) -> bool:
    """Does it depend on which day is day 0?"""
    if isinstance(limit, Within):
        return not limit.amount.unit.is_timed and not limit.day_and_night
    return isinstance(limit, NextWorkingDay | SameDay)


def calendars_of(policy: Policy, calendar: WorkCalendar | None) -> Iterator[tuple[Calendar, WorkCalendar]]:
    """Each calendar of a policy: its rules, and at work."""
    if policy.calendar is not None and calendar is not None:
        yield policy.calendar, calendar
        yield from ((other, calendar.named(other.name)) for other in policy.calendars)


def limits_on(policy: Policy, rules: Calendar) -> Iterator[tuple[Promise, Limit]]:
    """Each limit that is counted by one of the policy's calendars, with its promise."""
    name = "" if rules is policy.calendar else rules.name
    for promise in policy.promises():
        for limit in promise.deadlines():
            if getattr(limit, "calendar", "") == name:
                yield promise, limit


def said_text(promise: Promise, limit: Limit, words: Words, roll: Roll | None = None) -> str:
    """A limit as a phrase, with another roll if one is given; of updates, the whole of it: `every 5 days until …`."""
    rolled = replace(limit, roll=roll) if roll is not None and isinstance(limit, Within | Notice) else limit
    if isinstance(rolled, Within) and rolled.event == OWN_ANCHOR:
        return bound_text(rolled, words)
    for one in promise.every_limit():
        if isinstance(one, Every) and one.step == limit and isinstance(rolled, Within):
            return limit_text(replace(one, step=rolled), words)
    return limit_text(rolled, words)


def published(promise: Promise, limit: Limit, other: Limit, policy: Policy) -> str:
    """The sentence that would be published with another limit in the place of one."""
    titles = {standard.name: standard.title for standard in policy.standards}
    changed = _with(promise, limit, other)
    now, then = write(promise, policy.words, titles), write(changed, policy.words, titles)
    return next((new.text for old, new in zip(now, then, strict=False) if old != new), then[0].text)


def _with(promise: Promise, limit: Limit, other: Limit) -> Promise:
    """A promise with another limit in the place of one, wherever it stands."""

    def put(one: Any) -> Any:
        if one is limit:
            return other
        if isinstance(one, tuple):
            return tuple(put(part) for part in one)
        if isinstance(one, Case | OtherAct | DatedReply | Extension | Every | Target | Tier):
            return replace(one, **{part.name: put(getattr(one, part.name)) for part in fields(one)})
        return one

    return replace(promise, **{part.name: put(getattr(promise, part.name)) for part in fields(promise)})


def day_limits(policy: Policy, rules: Calendar) -> Iterator[tuple[Promise, DayEnded]]:
    """Each limit that is counted in days from an event by a calendar, with its promise."""
    for promise, limit in limits_on(policy, rules):
        if isinstance(limit, Within | NextWorkingDay | SameDay) and counts_days(limit):
            yield promise, limit


def first_difference(
    first: DayEnded, second: DayEnded, one: Calendar, other: Calendar, policy: Policy, calendar: WorkCalendar
) -> tuple[date, date, date] | None:
    """The first day of arrival for which two limits, each on its calendar, end on different days, with both of these.

    From the day on that `shown_from` gives; where none is left before the calendar ends, from its first day on.
    """
    first_calendar, second_calendar = (WorkCalendar(rules, calendar.clock.transitions) for rules in (one, other))
    first, second = replace(first, calendar=""), replace(second, calendar="")
    for start in (shown_from(policy, calendar), calendar.first):
        for step in range(_DAYS_LOOKED_AT):
            day = start + timedelta(days=step)
            instant = calendar.clock.first_instant(datetime.combine(day, _MIDDAY))
            try:
                end = count(first, Moment(instant, instant), first_calendar)
                other_end = count(second, Moment(instant, instant), second_calendar)
            except (OutsideYears, OverflowError):
                break
            last, other_last = (one.last_day if isinstance(one, Due) else None for one in (end, other_end))
            if last is not None and other_last is not None and last != other_last:
                return day, last, other_last
    return None


def shown_from(policy: Policy, calendar: WorkCalendar) -> date:
    """From which day on an owner is shown examples.

    The day of the approval, so that they are of the policy's own time; else the middle of the calendar's years.
    """
    approved, rules = policy.header.approved, calendar.rules
    if approved is not None and rules.first <= approved.first <= rules.last:
        return approved.first
    return date((rules.first_year + rules.last_year) // 2, 1, 1)


def arrival_text(limit: DayEnded, day: date) -> str:
    """`for a contact of Saturday 7 March 2026`; `from …` where the limit is counted from another event."""
    return f"for a contact of {day_text(day)}" if limit.event == ARRIVAL else f"from {day_text(day)}"
