"""Limits of the tree → limits of the model: units, events, and which endings go with which."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any, assert_never

from troth.model.duration import Duration, Unit
from troth.model.limit import (
    ARRIVAL,
    OWN_ANCHOR,
    AtEvent,
    BeforeEvent,
    CarriedDate,
    DuringContact,
    Every,
    Limit,
    NextWorkingDay,
    Notice,
    Rings,
    Roll,
    SameDay,
    Vague,
    Within,
)
from troth.model.words import two_events
from troth.resolve.scope import Scope
from troth.syntax import tree as t

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_RING = re.compile(rf"(?:the )?({'|'.join(_ORDINALS)}) ring$")
_OF_TWO = re.compile(r"the (?P<which>later|earlier) of (?P<one>.+) and (?P<other>.+)")


def resolve_limit(limit: t.Limit, scope: Scope) -> Limit | None:
    """None, with a finding, where the limit names an unknown event or has an ending that does not go with it."""
    bound, ends = limit.bound, limit.endings
    if limit.promptly and not isinstance(bound, t.WithinLimit):
        _refuse(limit, scope, "`promptly and` goes with `within`")
    match bound:
        case t.WithinLimit(amounts=t.Amounts(first=amount)) if amount.unit == "ring":
            _no_endings(limit, scope, "rings")
            if bound.event is not None:
                _refuse(limit, scope, "rings are not counted from an event")
            if bound.amounts.then or bound.amounts.less:
                _refuse(limit, scope, "rings are not added to anything", "say how many rings")
            return Rings(most=amount.n)
        case t.WithinLimit():
            found = _within(limit, bound.amounts, bound.event, scope)
            if found is not None and bound.clear and found.amount.unit not in (Unit.DAY, Unit.WORKING_DAY):
                _refuse(limit, scope, "only days can be clear", "leave `clear` out, or say days")
            return found if found is None else replace(found, clear=bound.clear)
        case t.NoticeLimit():
            return _notice(limit, bound, scope)
        case t.EveryLimit():
            step, until = _within(limit, bound.amounts, None, scope), resolve_event(bound.until, scope)
            return None if step is None or until is None else Every(step=step, until=until)
        case t.NextWorkingDayLimit():
            if ends.roll or ends.day_and_night or ends.month_end:
                _refuse(limit, scope, "the next working day is never a closed day, so it takes no roll and no month")
            event = _anchor(bound.event, scope)
            return None if event is None else NextWorkingDay(event=event, **_day_ending(limit, scope))
        case t.SameDayLimit():
            if ends.roll or ends.day_and_night or ends.month_end:
                ending = "`day and night`" if ends.day_and_night else "month" if ends.month_end else "roll"
                _refuse(limit, scope, f"the same day is the one that the calendar counts from; it takes no {ending}")
            event = _anchor(bound.event, scope)
            return None if event is None else SameDay(event=event, **_day_ending(limit, scope))
        case t.BeforeRingLimit(ring=ring):
            _no_endings(limit, scope, "rings")
            if ring < 2:
                _refuse(limit, scope, "nobody can answer before the first ring")
            return Rings(most=max(ring - 1, 1), said_before=True)
        case t.AtEventLimit() | t.BeforeEventLimit():
            _no_endings(limit, scope, "a limit at or before an event")
            event = resolve_event(bound.event, scope)
            if event is None:
                return None
            return AtEvent(event=event) if isinstance(bound, t.AtEventLimit) else BeforeEvent(event=event)
        case t.DuringLimit():
            _no_endings(limit, scope, "`during the contact`")
            return DuringContact()
        case t.CarriedLimit(date=date):
            _no_endings(limit, scope, "a date that is agreed, told or promised")
            return CarriedDate(name=date)
        case t.VagueLimit(words=words):
            _no_endings(limit, scope, f"`{words}`")
            return Vague(words=words)
        case _:
            assert_never(bound)


def resolve_side_limit(limit: t.Limit, scope: Scope) -> Limit | None:
    """By when something is told, or another act is done: a deadline, and one only."""
    found = resolve_limit(limit, scope)
    is_deadline = not isinstance(found, Rings | Vague | Every)
    if found is not None and (not is_deadline or (isinstance(found, Notice) and (found.after or found.at_most))):
        _refuse(limit, scope, "this is no deadline", "say by when, such as `within 2 days`")
        return None
    return found


def names_event(limit: t.Limit) -> bool:
    """Does a limit say from which event it is counted?"""
    return getattr(limit.bound, "event", None) is not None


def resolve_event(name: t.Words, scope: Scope) -> str | None:
    """The event of a past form or a noun: `resolved`, `the return`."""
    if found := _OF_TWO.fullmatch(name.text):
        names = [resolve_event(replace(name, text=found[part]), scope) for part in ("one", "other")]
        return None if None in names else two_events(found["which"], *(one for one in names if one))
    event = scope.words.event(name.text)
    if event is None and (ring := _RING.match(name.text)):
        meant = f"before ring {_ORDINALS.index(ring[1]) + 1}"
        scope.error("T101", f"`{name.text}` is not an event", name.span, f"write `{meant}`")
        return None
    if event is None:
        known = [word for one in scope.words.events for word in (one.name, f"the {one.noun}") if word != "the None"]
        scope.unknown(name, "event", known, f"event {name.text.removeprefix('the ')}")
        return None
    return event.name


def _anchor(name: t.Words | None, scope: Scope) -> str | None:
    return ARRIVAL if name is None else resolve_event(name, scope)


def _within(limit: t.Limit, amounts: t.Amounts, event: t.Words | None, scope: Scope) -> Within | None:
    anchor = _anchor(event, scope)
    ends = limit.endings
    duration = resolve_amount(amounts.first, scope)
    if duration is None:
        return None
    then = _then(duration, amounts, scope)
    last = then or duration
    if duration.unit.is_timed and (ends.by is not None or ends.by_closing or ends.same_time or ends.month_end):
        _refuse(limit, scope, f"`{duration}` ends at an instant, so it takes no time of day and no month")
    if ends.roll and ends.day_and_night:
        _refuse(limit, scope, "`day and night` sets every roll aside", "keep the one that is meant")
    if duration.unit.is_opening and ends.day_and_night:
        _refuse(limit, scope, f"`{duration}` counts while you are open, so not day and night")
    less = _less(duration, amounts, scope)
    if last.unit is Unit.WORKING_DAY and ends.roll and not less and not ends.month_end:
        _refuse(limit, scope, "working days never end on a closed day, so they take no roll")
    if anchor is None:
        return None
    ending = _day_ending(limit, scope)
    if duration.unit.is_elapsed and ends.calendar is None and ends.roll is None:
        ending["calendar"] = ""  # the clock on the wall is the same on every calendar
    return Within(
        amount=duration,
        then=then,
        less=less,
        month_end=ends.month_end,
        event=anchor,
        roll=Roll(ends.roll) if ends.roll else None,
        **ending,
        day_and_night=ends.day_and_night,
        promptly=limit.promptly,
        span=limit.span,
    )


def _then(first: Duration, amounts: t.Amounts, scope: Scope) -> Duration | None:
    """The second of two amounts, walked after the first: both of days, or both by the clock."""
    if amounts.then is None:
        return None
    then = resolve_amount(amounts.then, scope)
    if then is None:
        return None
    if (first.unit.is_elapsed, first.unit.is_opening) != (then.unit.is_elapsed, then.unit.is_opening):
        message = f"`{first}` and `{then}` are not counted by one clock"
        scope.error("T211", message, amounts.then.span, "say both in days, or both in hours and minutes")
        return None
    if first.unit is then.unit:
        message = f"`{first}` and `{then}` are of one unit"
        scope.error("T211", message, amounts.then.span, f"write `{Duration(first.n + then.n, first.unit)}`")
        return None
    return then


def _less(first: Duration, amounts: t.Amounts, scope: Scope) -> int:
    """The days of `3 months less 1 day`."""
    if amounts.less is None:
        return 0
    less = resolve_amount(amounts.less, scope)
    if less is not None and (less.unit is not Unit.DAY or first.unit not in (Unit.WEEK, Unit.MONTH, Unit.YEAR)):
        message = "days are taken off weeks, months or years"
        scope.error("T211", message, amounts.less.span, "write it as in `3 months less 1 day`, or say the days left")
        return 0
    return 0 if less is None else less.n


def _day_ending(limit: t.Limit, scope: Scope) -> dict[str, Any]:
    """When on its last day a limit ends: at one time, not at two."""
    ends = limit.endings
    if sum((ends.by is not None, ends.by_closing, ends.same_time)) > 1:
        _refuse(limit, scope, "this limit ends at two times of the day", "keep the one that is meant")
    return {
        "by": ends.by,
        "by_closing": ends.by_closing,
        "same_time": ends.same_time,
        "calendar": _calendar(ends, scope),
    }


def resolve_amount(amount: t.Amount, scope: Scope) -> Duration | None:
    """An amount of time; None, with a finding, where it is nothing, or is none of time."""
    if amount.n == 0:
        scope.error("T211", "a limit of nothing cannot be kept", amount.span, "write `on the same day` or `at once`")
        return None
    if amount.unit == "ring":
        scope.error("T211", "rings are no amount of time", amount.span, "write days, hours or another unit of time")
        return None
    return Duration(amount.n, Unit(amount.unit))


def resolve_bound(bound: t.CapBound, scope: Scope) -> Within | None:
    """`30 working days of the arrival` of `never later than`, as a limit; None, with a finding, where it is none."""
    within = t.WithinLimit(span=bound.span, amounts=bound.amounts, event=bound.event)
    limit = t.Limit(span=bound.span, promptly=False, bound=within, endings=bound.endings)
    found = _within(limit, bound.amounts, bound.event, scope)
    return found if found is None or bound.event is not None else replace(found, event=OWN_ANCHOR)


def _notice(limit: t.Limit, bound: t.NoticeLimit, scope: Scope) -> Notice | None:
    ends = limit.endings
    amount, event = resolve_amount(bound.amounts.first, scope), resolve_event(bound.event, scope)
    if ends.by is not None or ends.by_closing or ends.same_time or ends.day_and_night or ends.month_end:
        _refuse(limit, scope, "what is counted from an event in this way ends with a day, or at an instant")
    if amount is None or event is None:
        return None
    if bound.most and bound.after:
        help_ = f"write `within {amount} of {bound.event.text}`"
        _refuse(limit, scope, f"at most {amount} after an event is a deadline", help_)
    if bound.clear and (amount.unit not in (Unit.DAY, Unit.WORKING_DAY) or bound.amounts.then):
        _refuse(limit, scope, "only days can be clear, and one amount of them", "leave `clear` out, or say days")
    then = _then(amount, bound.amounts, scope)
    last = then or amount
    if ends.roll and (amount.unit.is_timed or (last.unit is Unit.WORKING_DAY and not bound.clear)):
        _refuse(limit, scope, f"`{last}` from an event never ends on a closed day, so it takes no roll")
    return Notice(
        amount=amount,
        then=then,
        event=event,
        clear=bound.clear,
        at_most=bound.most,
        after=bound.after,
        roll=Roll(ends.roll) if ends.roll else None,
        calendar="" if amount.unit.is_elapsed and ends.calendar is None else _calendar(ends, scope),
        span=limit.span,
    )


def _calendar(ends: t.Endings, scope: Scope) -> str:
    """The calendar that a limit names: its own, else its standard's; "" for the policy's."""
    return scope.calendar if ends.calendar is None else named_calendar(ends.calendar, scope)


def named_calendar(name: t.Words, scope: Scope) -> str:
    """The name of one of the policy's calendars; "" for the one that it counts by, or, with a finding, for none."""
    if scope.calendars is not None and name.text not in scope.calendars:
        scope.unknown(name, "calendar", scope.calendars, f"calendar {name.text}")
        return ""
    return "" if name.text == scope.main_calendar else name.text


def _no_endings(limit: t.Limit, scope: Scope, what: str) -> None:
    ends = limit.endings
    if any(getattr(ends, one.name) for one in fields(ends) if one.name != "span"):
        _refuse(limit, scope, f"{what} takes no ending")


def _refuse(limit: t.Limit, scope: Scope, message: str, help: str = "leave the ending out") -> None:
    scope.error("T211", message, limit.span, help)
