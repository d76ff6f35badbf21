"""What the targets of a promise say of one contact: whether it counts, for which period, and if it was in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from troth.calendars.local_time import SECOND
from troth.calendars.periods import period_name
from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.deadline import Due, Stopped, time_of
from troth.deadlines.due import day_0_of, find_anchor, first_from
from troth.deadlines.holds import Missing, Truth, every, holds
from troth.deadlines.judge import Judged, Status, any_of
from troth.deadlines.moved import EffectKind
from troth.deadlines.walk import ONE_DAY
from troth.model.duration import Duration, Unit
from troth.model.limit import Limit, Notice, Rings, Within
from troth.model.measure import Target, Tier
from troth.model.policy import Policy, Promise
from troth.model.words import CONTACT_STARTS

JudgeAs = Callable[[Promise], list[Judged]]
"""Judges the contact by another promise than its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a tier of a target, or its average, says of a contact.

    `counts`: is it one of those that the target is about? None, where that is not known. `missing`: what would have to
    be known for that, for the status, or for the time it took. `status` and `due` are those of the tier. `period`: the
    name of that to which the promise's deadline belongs; None where there is no deadline yet. `taken`: of an average,
    how long it took, in the average's unit or in seconds.
    """

    target: Target
    tier: Tier | None
    counts: bool | None
    missing: str
    status: Status
    due: Due | None
    period: str | None
    taken: tuple[int, Unit] | None = None


def find_targets(
    own: Judged, contact: Contact, policy: Policy, on_arrival: WorkCalendar, at_act: WorkCalendar, judge_as: JudgeAs
) -> tuple[Measured, ...]:
    """What each target of a judged promise says of the contact; a tier that has a limit judges it by that one.

    Its conditions are those on arrival, by the calendar that was known then; how long it took is counted by the one
    that was known when it was done. Raises OutsideYears where a deadline lies beyond the calendar's years.
    """
    return tuple(
        measured
        for target in own.promise.targets
        for measured in _measured(target, own, contact, policy, on_arrival, at_act, judge_as)
    )


def _measured(
    target: Target,
    own: Judged,
    contact: Contact,
    policy: Policy,
    on_arrival: WorkCalendar,
    at_act: WorkCalendar,
    judge_as: JudgeAs,
) -> Iterator[Measured]:
    counts = _counts(target, contact, policy, on_arrival)
    known = Measured(
        target=target,
        tier=None,
        counts=None if isinstance(counts, Missing) else counts,
        missing=counts.what if isinstance(counts, Missing) else "",
        status=Status.EXCUSED if own.excuse is not None else own.status,
        due=own.due,
        period=_period(target, own, contact, on_arrival),
    )
    if target.average is not None:
        taken = _taken(own, target.average, contact, at_act) if known.status in (Status.MET, Status.LATE) else None
        missing = taken.what if isinstance(taken, Missing) else own.missing
        found = None if isinstance(taken, Missing) else taken
        yield replace(known, missing=known.missing or missing, taken=found)
        return
    for tier in target.tiers:
        if tier.limit is None:
            yield replace(known, tier=tier, missing=known.missing or own.missing)
        elif known.status is Status.EXCUSED or own.limit is None:
            yield replace(known, tier=tier, due=None, missing=known.missing or own.missing)
        else:
            by_tier = _judged_by(tier.limit, own, judge_as)
            missing = known.missing or by_tier.missing
            yield replace(known, tier=tier, status=by_tier.status, due=by_tier.due, missing=missing)


def _judged_by(limit: Limit, own: Judged, judge_as: JudgeAs) -> Judged:
    """As the promise itself would be with another limit in the place of its own and its cases."""
    bare = replace(own.promise, cases=(), cap=None, floor=None, or_acts=(), targets=(), remedy=None)
    (found,) = judge_as(replace(bare, limit=limit))
    return found


def _counts(target: Target, contact: Contact, policy: Policy, calendar: WorkCalendar) -> Truth:
    left_out = any_of(holds(condition, contact, policy, calendar) for condition in target.excludes)
    only = every(holds(condition, contact, policy, calendar) for condition in target.only)
    return False if left_out is True else every((only, left_out if isinstance(left_out, Missing) else True))


def _period(target: Target, own: Judged, contact: Contact, calendar: WorkCalendar) -> str | None:
    each = None if target.each is None else str(target.each)
    if own.due is not None:
        return period_name(calendar.day_of(own.due.last_in_time), each)
    is_without = isinstance(own.limit, Rings) or (isinstance(own.limit, Notice) and own.limit.after)
    return period_name(calendar.day_of(contact.arrives.first), each) if is_without else None


# ---------- how long it took


def _taken(
    own: Judged, average: Duration, contact: Contact, calendar: WorkCalendar
) -> tuple[int, Unit] | Missing | None:
    """From the anchor to the act, less what stood still; None where the promise has no deadline yet.

    Seconds are rounded down; they are given where it is no whole number of the average's unit.
    """
    anchor, done = own.anchor, own.done
    if isinstance(own.limit, Rings):
        anchor = find_anchor(CONTACT_STARTS, contact)
        done = first_from(contact.happened(own.promise.event), contact.arrives.first)
        if done is None:
            return Missing(f"event {own.promise.event}")
    elif own.due is None:
        return None
    assert anchor is not None, "what has a deadline has begun"
    assert done is not None, "it is met or late"
    if any(effect.kind is EffectKind.STILL_PAUSED for effect in own.effects):
        return Missing("end of a pause")
    limit = own.limit
    event = getattr(limit, "event", CONTACT_STARTS)
    calendar = calendar.named(getattr(limit, "calendar", ""))
    try:
        if not average.unit.is_timed:
            return _days_taken(own, anchor, done, average.unit, event, calendar)
        if not anchor.is_instant:
            return Missing(time_of(event))
        if not done.is_instant:
            return Missing("time of the act")
        if own.stopped is not None and not own.stopped.is_exact:
            return Missing("time of a pause")
        if average.unit.is_elapsed:
            spans = _spans(anchor.first, done.first, own.stopped)
            total = done.first - anchor.first - sum(end - start for start, end in spans)
        else:
            start = day_0_of(anchor, anchor.first, event, calendar, raw=_is_raw(limit)).instant
            spans = _spans(start, done.first, own.stopped)
            total = calendar.open_between(start, done.first) - sum(calendar.open_between(*span) for span in spans)
    except OutsideYears:
        return Missing("a calendar of that year")
    seconds = max(total, 0) // SECOND
    whole, rest = divmod(seconds, average.seconds // average.n)
    return (seconds, Unit.SECOND) if rest else (whole, average.unit)


def _is_raw(limit: Limit | None) -> bool:
    return isinstance(limit, Within) and limit.day_and_night and not limit.amount.unit.is_timed


def _spans(start: int, end: int, stopped: Stopped | None) -> list[tuple[int, int]]:
    """When it stood still between two instants."""
    spans = () if stopped is None else stopped.spans
    return [(max(first, start), min(last, end)) for first, last in spans if first < end and last > start]


def _days_taken(
    own: Judged, anchor: Moment, done: Moment, unit: Unit, event: str, calendar: WorkCalendar
) -> tuple[int, Unit] | Missing:
    """The days of a unit after day 0, up to and including that of the act, that did not stand still."""
    raw = _is_raw(own.limit)
    day = day_0_of(anchor, anchor.first, event, calendar, raw=raw).day
    if day_0_of(anchor, anchor.last, event, calendar, raw=raw).day != day:
        return Missing(time_of(event))
    last = calendar.day_of(done.first)
    if calendar.day_of(done.last) != last:
        return Missing("time of the act")
    still: frozenset[date] = frozenset() if own.stopped is None else own.stopped.days
    taken = 0
    while day < last:
        day += ONE_DAY
        taken += calendar.why_not_counted(day, unit) is None and day not in still
    return taken, unit
