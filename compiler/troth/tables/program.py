"""A policy lowered to what engines run: conditions, clocks and amounts, as plain data.

Constructs that are ways of saying something are gone here: the same day is no amount, the next working day is 1; a
limit carries the roll and the shift of day 0 that its calendar gave it. Engines know clocks and tables, not constructs.
"""

from __future__ import annotations

from typing import Any, assert_never

from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import word_tables
from troth.deadlines.due import amounts_of
from troth.deadlines.notice import amounts_of_notice, rolls_away
from troth.deadlines.remedies import remedy_promises
from troth.model.calendar import Counting
from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, Condition, FactIs, InSeason, StateIs, ValueIs
from troth.model.currencies import places
from troth.model.duration import Duration, Unit
from troth.model.limit import (
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
from troth.model.measure import MISSED, Money, Remedy, Sums, Target
from troth.model.policy import Case, DatedReply, Extension, Policy, Promise
from troth.model.words import CLAIMED, COMPENSATED, CONTACT_ENDS, Deemed, DeemedWhenSent, Misses
from troth.wording.accounts import PAID_LATE, delay_text, nothing_text, too_short_text
from troth.wording.answer import case_text
from troth.wording.explained import noun_of, rule_data
from troth.wording.phrases import rings_text
from troth.wording.targets import target_data


def lower(policy: Policy, calendar: WorkCalendar | None) -> dict[str, Any]:
    """The program of a policy: `calendar`, `words`, `promises`; JSON data, in the policy's order."""
    words = policy.words
    return {
        "calendar": None if calendar is None else _calendar(calendar),
        "calendars": {} if calendar is None else {name: _calendar(one) for name, one in calendar.others.items()},
        "words": {
            **word_tables(policy),
            "nouns": {event.name: noun_of(event.name, words) for event in words.events if event.noun}
            | {MISSED: noun_of(MISSED, words)},
            "states": {state.name: [state.start, state.end] for state in words.states},
            "says": dict(words.clauses()),
            "deemed": {term.name: _deemed(term.deemed) for term in words.channels if term.deemed is not None},
            "misses": {event.name: _misses(event.misses) for event in words.events if event.misses is not None},
        },
        "promises": [_promise(promise, policy, calendar) for promise in policy.promises()],
    }


def _deemed(deemed: Deemed) -> dict[str, Any]:
    if isinstance(deemed, DeemedWhenSent):
        return {"before": deemed.before.isoformat("minutes")}
    roll = None if deemed.roll is None else str(deemed.roll)
    return {"n": deemed.n, "unit": "working day" if deemed.working else "day", "of": deemed.event, "roll": roll}


def _misses(misses: Misses) -> list[Any]:
    within = None if misses.within is None else _amount(misses.within)
    return [misses.n, misses.promise, within]


def _calendar(calendar: WorkCalendar) -> dict[str, Any]:
    rules = calendar.rules
    return {
        "zone": rules.zone,
        "years": [rules.first_year, rules.last_year],
        "weekdays": list(rules.weekdays),
        "hours": calendar.opening_rules,
        "cutoff": None if rules.cutoff is None else rules.cutoff.isoformat("minutes"),
        "closed": {day.isoformat(): name for day, name in sorted(calendar.closed.items())},
        "overflow": calendar.months_overflow,
        "uncounted": {day.isoformat(): name for day, name in calendar.uncounted.items()},
        "announced": {
            closed.day.isoformat(): [closed.announced.isoformat(), closed.name]
            for closed in (*rules.closed, *rules.shut)
            if closed.announced is not None
        },
        "shut": {shut.day.isoformat(): shut.name for shut in rules.shut},
        "transitions": [[t.at, t.offset, t.name] for t in calendar.clock.transitions],
    }


def _promise(promise: Promise, policy: Policy, calendar: WorkCalendar | None) -> dict[str, Any]:
    replacing = [other for other in policy.promises() if promise.standard in other.replaces]
    dated = promise.dated
    return {
        "id": promise.id,
        "event": promise.event,
        "strength": str(promise.strength),
        "rule": rule_data(promise, None, policy),
        "if": _all_conditions(promise),
        "replaced": [_all_conditions(other) for other in replacing],
        "excuses": [_condition(condition) for condition in promise.excuses],
        "unless": promise.unless_by_then,
        "dated": None if dated is None else _dated(dated, calendar),
        "extension": None if promise.extension is None else _extension(promise.extension, calendar),
        "restart": promise.restart,
        "basis": promise.basis,
        "pauses": [{"from": pause.start, "to": pause.end, "both": pause.both_days} for pause in promise.pauses],
        "latest": None if promise.cap is None else _bound(promise.cap, calendar),
        "earliest": None if promise.floor is None else _bound(promise.floor, calendar),
        "or": [{"event": act.event, "limit": _limit(act.limit, calendar)} for act in promise.or_acts],
        "targets": [_target(target, policy, calendar) for target in promise.targets],
        "remedy": None if promise.remedy is None else _remedy(promise, promise.remedy, policy, calendar),
        "cases": _cases(promise.cases, promise, policy, calendar),
        "limit": _optional(promise.limit, calendar),
    }


def _dated(dated: DatedReply, calendar: WorkCalendar | None) -> dict[str, Any]:
    condition = [] if dated.condition is None else [_condition(dated.condition)]
    return {"name": dated.name, "limit": _optional(dated.limit, calendar), "if": condition}


def _bound(bound: Within, calendar: WorkCalendar | None) -> dict[str, Any]:
    """A limit; `of` is None where it is counted from where the promise's own limit is."""
    return {**_limit(bound, calendar), "of": bound.event or None}


def _extension(extension: Extension, calendar: WorkCalendar | None) -> dict[str, Any]:
    condition = [] if extension.condition is None else [_condition(extension.condition)]
    return {
        "by": _amount(extension.amount),
        "told": extension.if_told,
        "once": extension.once,
        "limit": _optional(extension.told_by, calendar),
        "if": condition,
    }


def _target(target: Target, policy: Policy, calendar: WorkCalendar | None) -> dict[str, Any]:
    """What a target says, tier by tier, each with its limit; an average with how days are counted, by calendar."""
    limits = [_optional(tier.limit, calendar) for tier in target.tiers] or [None]
    said = target_data(target, policy.words)
    calendars = {} if calendar is None else {"": calendar, **calendar.others}
    return {
        "only": [_condition(condition) for condition in target.only],
        "excludes": [_condition(condition) for condition in target.excludes],
        "tiers": [{"says": one, "limit": limit} for one, limit in zip(said, limits, strict=True)],
        "amount": None if target.average is None else _amount(target.average),
        "counting": {name: _COUNTINGS[one.rules.counting] for name, one in calendars.items()},
    }


def _remedy(promise: Promise, remedy: Remedy, policy: Policy, calendar: WorkCalendar | None) -> dict[str, Any]:
    """`claim` and `paid`: promises of their own; `nothing`: what must be so, or not, and why else nothing is paid."""
    rows = {one.event: _promise(one, policy, calendar) for one in remedy_promises(promise)}
    conditions = (*((one, False) for one in remedy.excludes), *((one, True) for one in remedy.only))
    further = remedy.further
    return {
        "currency": remedy.currency,
        "places": places(remedy.currency),
        "sums": _sums(remedy.sums),
        "further": None
        if further is None
        else {"sums": _sums(further.sums), "by": _amount(further.period), "started": further.started},
        "most": None if remedy.at_most is None else remedy.at_most.minor,
        "most each": None
        if remedy.at_most_each is None
        else [remedy.at_most_each[0].minor, str(remedy.at_most_each[1])],
        "nothing": [
            [_condition(one), wanted, nothing_text(one, not wanted, policy.words)] for one, wanted in conditions
        ],
        "claim": rows.get(CLAIMED),
        "paid": rows.get(COMPENSATED),
        "late": None if remedy.if_late is None else remedy.if_late.minor,
        "why late": PAID_LATE,
    }


def _sums(sums: Sums) -> dict[str, Any]:
    def minor(money: Money | None) -> int:
        return 0 if money is None else money.minor

    return {
        "plain": minor(sums.plain),
        "cases": [[_condition(one.condition), case_text((one.condition,)), minor(one.sum)] for one in sums.cases],
        "delays": [[_amount(one.delay), delay_text(one.delay), minor(one.sum)] for one in sums.by_delay],
        "short": too_short_text(sums),
    }


def _all_conditions(promise: Promise) -> list[list[Any]]:
    return [_condition(condition) for condition in promise.conditions]


def _cases(
    cases: tuple[Case, ...], promise: Promise, policy: Policy, calendar: WorkCalendar | None
) -> list[dict[str, Any]]:
    return [
        {
            "if": _condition(case.condition),
            "says": case_text((case.condition,)),
            "rule": rule_data(promise, case, policy),
            "cases": _cases(case.cases, promise, policy, calendar),
            "limit": _optional(case.limit, calendar),
        }
        for case in cases
    ]


def _condition(condition: Condition) -> list[Any]:
    match condition:
        case ValueIs(dimension=dimension, values=values):
            return ["value", dimension, list(values)]
        case FactIs(fact=fact, holds=holds):
            return ["fact", fact, holds]
        case StateIs(state=state, holds=holds):
            return ["state", state, holds]
        case ArrivedOnClosedDay(calendar=on):
            return ["closed", on]
        case InSeason(first=begins, last=ends):
            return ["season", list(begins), list(ends)]
        case ArrivedBetween(first=first, last=last):
            return ["between", *(None if day is None else day.isoformat() for day in (first, last))]


def _optional(limit: Limit | None, calendar: WorkCalendar | None) -> dict[str, Any] | None:
    return None if limit is None or isinstance(limit, Nothing) else _limit(limit, calendar)


def _limit(limit: Limit, calendar: WorkCalendar | None) -> dict[str, Any]:
    match limit:
        case Within() | NextWorkingDay() | SameDay():
            return _counted(limit, calendar)
        case Notice():
            return _notice(limit, calendar)
        case AtEvent(event=event):
            return {"kind": "event", "of": event, "included": True}
        case BeforeEvent(event=event):
            return {"kind": "event", "of": event, "included": False}
        case DuringContact():
            return {"kind": "event", "of": CONTACT_ENDS, "included": True}
        case CarriedDate(name=name):
            return {"kind": "carried", "of": name}
        case Every(step=step, until=until):
            return {"kind": "every", "of": until, "step": _counted(step, calendar)}
        case Rings(most=most):
            return {"kind": "rings", "most": most, "says": rings_text(limit)}
        case Vague(words=words):
            return {"kind": "vague", "says": words}
        case Nothing():
            raise AssertionError("no promise is lowered to none")
        case _:
            assert_never(limit)


def _amount(amount: Duration) -> list[Any]:
    """`[3, "working day"]`; of time by the clock with the seconds of its unit: `[2, "hour", 3600]`."""
    return [amount.n, str(amount.unit), *([amount.seconds // amount.n] if amount.unit.is_timed else [])]


def _notice(limit: Notice, calendar: WorkCalendar | None) -> dict[str, Any]:
    assert calendar is not None, "a deadline without a calendar is refused before"
    rules = calendar.named(limit.calendar).rules
    amounts = amounts_of_notice(limit, rules.short)
    roll = limit.roll or (rules.roll if limit.after else rolls_away(rules.roll)) or Roll.NONE
    rolls = roll is not Roll.NONE and (limit.clear or amounts[-1].unit is not Unit.WORKING_DAY)
    return {
        "kind": "not before" if limit.after else "notice",
        "of": limit.event,
        "calendar": limit.calendar,
        "counting": _COUNTINGS[rules.counting] if limit.after else None,
        "amounts": [_amount(amount) for amount in amounts],
        "clear": limit.clear,
        "at most": limit.at_most,
        "roll": str(roll) if rolls else None,
    }


def _counted(limit: DayEnded, calendar: WorkCalendar | None) -> dict[str, Any]:
    assert calendar is not None, "a deadline without a calendar is refused before"
    rules = calendar.named(limit.calendar).rules
    amounts = amounts_of(limit, None, rules.short)
    own = limit.roll if isinstance(limit, Within) else None
    raw = isinstance(limit, Within) and limit.day_and_night
    lowered: dict[str, Any] = {
        "of": limit.event,
        "calendar": limit.calendar,
        "amounts": [_amount(amount) for amount in amounts],
        "short": amounts != amounts_of(limit, None),
    }
    if amounts and amounts[0].unit.is_timed:
        rolls = own is not None and own is not Roll.NONE
        lowered["roll"] = str(own) if rolls else None
        if amounts[0].unit.is_elapsed:
            return {"kind": "elapsed", **lowered}
        return {"kind": "open", **lowered, "counting": _COUNTINGS[rules.counting]}
    roll = own or rules.roll or Roll.NONE
    return {
        "kind": "days",
        **lowered,
        "counting": None if raw else _COUNTINGS[rules.counting],
        "less": limit.less if isinstance(limit, Within) else 0,
        "month end": isinstance(limit, Within) and limit.month_end,
        "roll": None if raw or roll is Roll.NONE else str(roll),
        "by": _time_of_day(limit),
    }


_COUNTINGS = {
    None: "day 0",
    Counting.ARRIVAL_IS_DAY_0: "day 0",
    Counting.ARRIVAL_IS_DAY_1: "day 1",
    Counting.WHEN_NEXT_OPEN: "next open",
}


def _time_of_day(limit: DayEnded) -> str | None:
    """When on its last day a limit ends: "16:00", "closing", "same"; None for the end of the day."""
    if limit.by is not None:
        return limit.by.isoformat("minutes")
    return "closing" if limit.by_closing else "same" if limit.same_time else None
