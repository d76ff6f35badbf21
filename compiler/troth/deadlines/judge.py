"""A promise of a contact judged: its deadline, its status as of an instant, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.calendars.local_time import SECOND
from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.deadline import Due, NotBefore, Step, StepKind, Stopped, Waiting, in_time
from troth.deadlines.due import amounts_of, count, end_of, find_anchor, find_due, first_from, not_before, notice_anchor
from troth.deadlines.holds import Chosen, Missing, Truth, holds, holds_if_any
from troth.deadlines.moved import Effect, EffectKind, find_moved
from troth.deadlines.walk import ONE_DAY
from troth.model.condition import ArrivedOnClosedDay, Condition
from troth.model.duration import Duration, Unit
from troth.model.limit import OWN_ANCHOR, Every, Limit, NextWorkingDay, Notice, Rings, SameDay, Within
from troth.model.policy import Policy, Promise
from troth.model.words import CONTACT_STARTS

if TYPE_CHECKING:
    from troth.deadlines.remedies import Owed
    from troth.deadlines.targets import Measured

_AT_RISK = 5  # at risk when less than a fifth of the limit is left


class Status(StrEnum):
    UNKNOWN = "unknown"
    EXCUSED = "excused"
    WAITING = "waiting"
    MET = "met"
    LATE = "late"
    EARLY = "early"
    PAUSED = "paused"
    OVERDUE = "overdue"
    AT_RISK = "at risk"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A promise of a contact.

    `missing`: what would have to be known (status unknown). `excuse`: the condition that excused it, or the event that
    came in time. `waiting`: the event that starts the clock. `done`: when the act was done. `closed_why`: why the day
    of arrival is closed, where that excuses. `not_before`: before it is too early, of a promise without a deadline.
    `number`: which of several updates. `dated`: a promised date binds. `extended_by`: in all, None for nothing.
    `unmoved`: the deadline of the limit alone, where it has one. `effects`: all that moved it, or would have.
    `stopped`: when its time stood still. `targets`: what each of the promise's targets says of it. `owed`: what its
    remedy does.
    """

    promise: Promise
    limit: Limit | None
    path: tuple[Condition, ...] = ()
    status: Status
    due: Due | None = None
    anchor: Moment | None = None
    done: Moment | None = None
    counted: int | None = None
    missing: str = ""
    excuse: Condition | str | None = None
    closed_why: str = ""
    number: int = 0
    waiting: str = ""
    dated: bool = False
    extended_by: Duration | None = None
    not_before: NotBefore | None = None
    unmoved: Due | None = None
    effects: tuple[Effect, ...] = ()
    stopped: Stopped | None = None
    targets: tuple[Measured, ...] = ()
    owed: Owed | None = None

    @property
    def late_by(self) -> int | None:
        """Seconds by which a late act missed its deadline, rounded down."""
        if self.status is not Status.LATE or self.due is None or self.done is None:
            return None
        return max(self.done.first - self.due.instant, 0) // SECOND


def find_excuse(
    promise: Promise, contact: Contact, policy: Policy, calendar: WorkCalendar
) -> Condition | Missing | None:
    """The first condition that excuses the promise at the arrival; else the first of which it is not known."""
    missing: Missing | None = None
    for condition in promise.excuses:
        truth = holds(condition, contact, policy, calendar)
        if truth is True:
            return condition
        if isinstance(truth, Missing) and missing is None:
            missing = truth
    return missing


def judge(
    promise: Promise,
    chosen: Chosen | Missing,
    excuse: Condition | Missing | None,
    contact: Contact,
    policy: Policy,
    calendar: WorkCalendar,
    as_of: int,
) -> Iterator[Judged]:
    """A promise that is made to a contact: once, or for each update that was due.

    Raises OutsideYears where the deadline lies beyond the calendar's years.
    """
    if not isinstance(chosen, Chosen) or not isinstance(chosen.limit, Every) or excuse is not None:
        yield _judge(promise, chosen, excuse, contact, policy, calendar, as_of)
        return
    step, until = chosen.limit.step, chosen.limit.until
    closing = next((one for one in contact.happened(until) if one.last >= contact.arrives.first), None)
    left = [one for one in contact.happened(promise.event) if one.last >= contact.arrives.first]
    anchor, number = find_anchor(CONTACT_STARTS, contact) or contact.arrives, 1
    while True:
        update = left.pop(0) if left else None
        if update is not None and closing is not None and update.first > closing.last:
            update = None
        judged = Judged(promise=promise, limit=step, path=chosen.path, status=Status.OPEN, anchor=anchor, number=number)
        due = count(step, anchor, calendar)
        if isinstance(due, Missing):
            yield _unknown(judged, due.what)
            return
        judged = replace(judged, due=due, done=update)
        if update is None:
            yield _last_update(judged, due, until, closing, step, contact, calendar, as_of)
            return
        yield _judge_acts(judged, [(update, due)], (step, None), contact, calendar, as_of)
        anchor, number, step = update, number + 1, replace(step, event=promise.event)


def _last_update(
    judged: Judged,
    due: Due,
    until: str,
    closing: Moment | None,
    step: Within,
    contact: Contact,
    calendar: WorkCalendar,
    as_of: int,
) -> Judged:
    """The update that is not made: excused where it is all over by its deadline."""
    over = in_time(closing, due) if closing is not None else False
    if isinstance(over, Missing):
        return _unknown(judged, f"time of event {until}")
    if over:
        return replace(judged, status=Status.EXCUSED, excuse=until)
    return _judge_acts(judged, [(None, due)], (step, None), contact, calendar, as_of)


def _judge(
    promise: Promise,
    chosen: Chosen | Missing,
    excuse: Condition | Missing | None,
    contact: Contact,
    policy: Policy,
    calendar: WorkCalendar,
    as_of: int,
) -> Judged:
    """The statuses in their order: unknown, excused, waiting, met, late, paused, overdue, at risk, open.

    What is excused in every case needs no case: then a fact that only the case asks for is not needed.
    """
    open_ = Judged(promise=promise, limit=None, status=Status.OPEN)
    if isinstance(chosen, Chosen):
        open_ = replace(open_, limit=chosen.limit, path=chosen.path)
    if isinstance(excuse, Missing):
        return _unknown(open_, excuse.what)
    if excuse is not None:
        return _excused(open_, excuse, contact, calendar)
    if isinstance(chosen, Missing):
        return _unknown(open_, chosen.what)
    limit = chosen.limit
    assert limit is not None
    if isinstance(limit, Rings):
        return _judge_rings(open_, limit, contact)
    anchor = find_anchor(getattr(limit, "event", CONTACT_STARTS), contact)
    if isinstance(limit, Notice):
        anchor = notice_anchor(limit, contact) or anchor
        if limit.after:
            return _judge_not_before(replace(open_, anchor=anchor), limit, contact, calendar)
    moved = find_moved(promise, limit, contact, policy, calendar, as_of)
    due, anchor = moved.due, moved.anchor or anchor
    done = _done(promise.event, None if isinstance(limit, Notice) else anchor, contact)
    if isinstance(due, Due) and due.opens is not None:
        done, is_unclear = _act_from(due.opens, contact.happened(promise.event))
        if is_unclear:
            return _unknown(replace(open_, anchor=anchor, due=due, done=done), "time of the act")
    if isinstance(due, Missing):
        return _unknown(replace(open_, anchor=anchor, done=done), due.what)
    bounds = _bounds(promise, limit, contact, calendar)
    if isinstance(bounds, Missing):
        return _unknown(replace(open_, anchor=anchor, done=done), bounds.what)
    if isinstance(due, Waiting) and bounds.latest is None:
        return replace(open_, status=Status.WAITING if done is None else Status.MET, done=done, waiting=due.event)
    open_ = replace(open_, anchor=anchor, done=done, extended_by=moved.by, unmoved=moved.unmoved, effects=moved.effects)
    open_ = replace(open_, stopped=moved.stopped)
    dated: Due | Missing | None = None
    if isinstance(due, Due):
        open_ = replace(open_, due=due, unmoved=moved.unmoved or due)
        if moved.missing:
            return _unknown(open_, moved.missing)
        dated, effect = _dated(promise, due, contact, policy, calendar)
        if effect is not None:
            open_ = replace(open_, effects=(*open_.effects, effect))
    if isinstance(dated, Missing):
        return _unknown(open_, dated.what)
    free = dated or (None if moved.is_paused or isinstance(due, Waiting) else due)
    binding = bounds.within(free)
    if binding is None:
        return replace(open_, due=None, status=Status.PAUSED if done is None else Status.MET)
    known = replace(open_, due=binding, dated=dated is not None and binding is dated)
    measure = (limit, moved.by)
    for bound, bound_due in ((promise.cap, bounds.latest), (promise.floor, bounds.earliest)):
        if bound is not None and binding is bound_due:
            measure = (bound, None)
    acts: list[tuple[Moment | None, Due]] = [(done, binding)]
    for act in promise.or_acts:
        other = find_due(act.limit, contact, calendar)
        if isinstance(other, Missing):
            return _unknown(known, other.what)
        if isinstance(other, Due):
            acts.append((_done(act.event, anchor, contact), other))
    return _judge_acts(known, acts, measure, contact, calendar, as_of)


def _judge_acts(
    known: Judged,
    acts: Sequence[tuple[Moment | None, Due]],
    measure: tuple[Limit, Duration | None],
    contact: Contact,
    calendar: WorkCalendar,
    as_of: int,
) -> Judged:
    """By the acts that keep the promise, each with its deadline; the first is the promise's own."""
    due, unless_by_then = acts[0][1], known.promise.unless_by_then
    for moment, act_due in acts:
        if moment is None:
            continue
        kept = in_time(moment, act_due)
        if isinstance(kept, Missing):
            return _unknown(known, "time of the act")
        if kept:
            return replace(known, status=Status.MET, done=moment)
    done = next((moment for moment, _ in acts if moment is not None), None)
    if unless_by_then is not None and done is None:
        excused = any_of(in_time(moment, due) for moment in contact.happened(unless_by_then))
        if isinstance(excused, Missing):
            return _unknown(known, f"time of event {unless_by_then}")
        if excused:
            return replace(known, status=Status.EXCUSED, excuse=unless_by_then)
    over = all(as_of > act_due.instant if act_due.included else as_of >= act_due.instant for _, act_due in acts)
    undone_possible = any(moment is None for moment, _ in acts) and not over
    if done is not None and not undone_possible:
        return replace(known, status=Status.LATE, done=done)
    if over:
        early = contact.happened(known.promise.event) if due.opens is not None else ()
        return replace(known, status=Status.EARLY, done=early[0]) if early else replace(known, status=Status.OVERDUE)
    if as_of >= contact.arrives.first and not known.dated and _is_at_risk(*measure, known.due, calendar, as_of):
        return replace(known, status=Status.AT_RISK)
    return known


def _unknown(judged: Judged, what: str) -> Judged:
    return replace(judged, status=Status.UNKNOWN, missing=what)


def _excused(judged: Judged, condition: Condition, contact: Contact, calendar: WorkCalendar) -> Judged:
    """Excused by a condition at the arrival; an act that was done all the same keeps the promise."""
    why = ""
    if isinstance(condition, ArrivedOnClosedDay):
        why = calendar.named(condition.calendar).why_closed(calendar.day_of(contact.arrives.first)) or ""
    done = find_anchor(judged.promise.event, contact)
    status = Status.EXCUSED if done is None else Status.MET
    return replace(judged, status=status, excuse=condition, closed_why=why, done=done)


def _act_from(opens: int, acts: Iterable[Moment]) -> tuple[Moment | None, bool]:
    """The first act that is not too early, and whether that is unclear as only its day is known."""
    done = next((moment for moment in acts if moment.last >= opens), None)
    return done, done is not None and done.first < opens


def _judge_not_before(judged: Judged, limit: Notice, contact: Contact, calendar: WorkCalendar) -> Judged:
    """`at least 14 days after the notice`: never late, but it can be too early."""
    found = not_before(limit, contact, calendar)
    acts = contact.happened(judged.promise.event)
    if isinstance(found, Missing):
        return _unknown(judged, found.what)
    if isinstance(found, Waiting):
        early = Status.EARLY if acts else Status.WAITING
        return replace(judged, status=early, waiting=found.event, done=acts[0] if acts else None, anchor=None)
    judged = replace(judged, not_before=found)
    done, is_unclear = _act_from(found.opens, acts)
    if is_unclear:
        return _unknown(replace(judged, done=done), "time of the act")
    if done is not None:
        return replace(judged, status=Status.MET, done=done)
    return replace(judged, status=Status.EARLY, done=acts[0]) if acts else judged


def _judge_rings(judged: Judged, limit: Rings, contact: Contact) -> Judged:
    if "rings" not in contact.counts:
        return _unknown(judged, "count rings")
    rings = contact.counts["rings"]
    kept = rings is not None and rings <= limit.most
    return replace(judged, status=Status.MET if kept else Status.LATE, counted=rings)


def any_of(truths: Iterable[Truth]) -> Truth:
    """Yes if any is yes; else not known if any is not; else no."""
    missing: Missing | None = None
    for truth in truths:
        if truth is True:
            return True
        if isinstance(truth, Missing):
            missing = truth
    return missing if missing is not None else False


def _done(event: str, anchor: Moment | None, contact: Contact) -> Moment | None:
    """The act that counts: the first at or after the anchor, else the last one before it."""
    start = anchor if anchor is not None else contact.arrives
    return first_from(contact.happened(event), start.first)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bounds:
    """The latest and the earliest that a promise may be due."""

    latest: Due | None = None
    earliest: Due | None = None

    def within(self, due: Due | None) -> Due | None:
        """A deadline kept between the bounds; None, for one that is not there yet, becomes the latest."""
        if self.latest is not None and (due is None or due.last_in_time > self.latest.last_in_time):
            due = self.latest
        if due is not None and self.earliest is not None and due.last_in_time < self.earliest.last_in_time:
            due = self.earliest
        return due


def _bounds(promise: Promise, limit: Limit, contact: Contact, calendar: WorkCalendar) -> _Bounds | Missing:
    """Step 8 of the design of time: limits of their own, that nothing moves."""
    found: list[Due | None] = []
    for bound, name in ((promise.cap, "latest"), (promise.floor, "earliest")):
        if bound is None:
            found.append(None)
            continue
        event = bound.event if bound.event != OWN_ANCHOR else getattr(limit, "event", CONTACT_STARTS)
        due = find_due(replace(bound, event=event), contact, calendar)
        if isinstance(due, Missing):
            return due
        if isinstance(due, Waiting):
            found.append(None)
            continue
        day = due.last_day or calendar.day_of(due.instant)
        step = Step(day=day, kind=StepKind.BOUND, detail=name, counts=True)
        found.append(replace(due, steps=(*due.steps, step)))
    return _Bounds(latest=found[0], earliest=found[1])


def _dated(
    promise: Promise, due: Due, contact: Contact, policy: Policy, calendar: WorkCalendar
) -> tuple[Due | Missing | None, Effect | None]:
    """The deadline of the date that was promised or told, where that was in time; None where none binds; and why."""
    dated = promise.dated
    if dated is None:
        return None, None
    so = holds_if_any(dated.condition, contact, policy, calendar)
    told = contact.happened(dated.name)
    date_promised = contact.dates.get(dated.name)
    if so is False or not told:
        if told:
            return None, Effect(kind=EffectKind.DATED_NOT_SO, day=calendar.clock.local(told[0].first).date())
        return Missing(f"event {dated.name}") if date_promised is not None and so is not False else None, None
    by = due if dated.limit is None else find_due(dated.limit, contact, calendar)
    if isinstance(by, Missing):
        return by, None
    kept = in_time(told[0], by) if isinstance(by, Due) else False
    if isinstance(kept, Missing):
        return Missing(f"time of event {dated.name}"), None
    day = calendar.clock.local(told[0].first).date()
    if not kept:
        if isinstance(by, Waiting):
            return None, Effect(kind=EffectKind.DATED_EARLY, day=day)
        return None, Effect(kind=EffectKind.DATED_LATE, day=day, by=by)
    if date_promised is None:
        return None, Effect(kind=EffectKind.UNDATED, day=day)
    if isinstance(so, Missing):
        return so, None
    promised = calendar.day_of(date_promised.first)
    ends = end_of(Moment(calendar.start_of(promised), calendar.start_of(promised + ONE_DAY) - 1), calendar)
    return ends, Effect(kind=EffectKind.DATED, day=day)


def _is_at_risk(
    limit: Limit, extended_by: Duration | None, due: Due | None, calendar: WorkCalendar, as_of: int
) -> bool:
    """Less than a fifth of the limit, with its extension, is left on its own clock."""
    if not isinstance(limit, Within | NextWorkingDay | SameDay) or due is None:
        return False
    calendar = calendar.named(limit.calendar)
    amounts = amounts_of(limit, extended_by, calendar.rules.short)
    if not amounts:
        return False
    if due.last_day is None:
        left = due.instant - as_of
        if amounts[0].unit.is_opening:
            left = calendar.open_between(as_of, due.instant) if as_of < due.instant else 0
        return left * _AT_RISK < sum(amount.seconds for amount in amounts) * SECOND
    assert due.day_0 is not None
    first = due.day_0
    working = amounts[0].unit is Unit.WORKING_DAY
    today = max(calendar.day_of(as_of), first)
    total = _counted_days(first, due.last_day, working, calendar)
    left = total - _counted_days(first, max(today - ONE_DAY, first), working, calendar)
    return left * _AT_RISK < total


def _counted_days(after: date, until: date, working: bool, calendar: WorkCalendar) -> int:
    """The counted days after one day, up to and including another."""
    if not working:
        return max((until - after).days, 0)
    before = calendar.working_days.read(after) if after >= calendar.first else 0  # day 1 may be the very first day
    return max(calendar.working_days.read(until) - before, 0)
