"""One contact judged: every promise that it has, with its deadline, its status as of an instant, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from troth.calendars.local_time import SECOND
from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.due import ONE_DAY, Due, Waiting, amounts_of, end_of, find_anchor, find_due, first_from
from troth.deadlines.holds import Chosen, Missing, Truth, applies, choose, every, holds
from troth.model.condition import ArrivedOnClosedDay, Condition
from troth.model.duration import Duration, Unit
from troth.model.limit import Limit, NextWorkingDay, Nothing, Rings, SameDay, Vague, Within
from troth.model.policy import Policy, Promise
from troth.model.words import CONTACT_STARTS, TOLD

_AT_RISK = 5  # at risk when less than a fifth of the limit is left


class Status(StrEnum):
    UNKNOWN = "unknown"
    EXCUSED = "excused"
    WAITING = "waiting"
    MET = "met"
    LATE = "late"
    OVERDUE = "overdue"
    AT_RISK = "at risk"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A promise of a contact.

    `missing`: what would have to be known (status unknown). `excuse`: the condition that excused it, or the event that
    came in time. `waiting`: the event that starts the clock. `done`: when the act was done. `closed_why`: why the day
    of arrival is closed, where that excuses. `dated`: a promised date binds. `extended_by`: in all, None for nothing.
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
    waiting: str = ""
    dated: bool = False
    extended_by: Duration | None = None

    @property
    def late_by(self) -> int | None:
        """Seconds by which a late act missed its deadline, rounded down."""
        if self.status is not Status.LATE or self.due is None or self.done is None:
            return None
        return max(self.done.first - self.due.instant, 0) // SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Every promise of one contact; `unmeasured`: those without a limit that could be judged."""

    contact: Contact
    as_of: int
    judged: tuple[Judged, ...]
    unmeasured: tuple[tuple[Promise, Vague], ...]


def answer(policy: Policy, contact: Contact, calendar: WorkCalendar, as_of: int) -> Answer:
    """Judge a contact.

    Raises OutsideYears where the arrival or a deadline lies beyond the calendar's years.
    """
    calendar.day_of(contact.arrives.first)
    judged: list[Judged] = []
    unmeasured: list[tuple[Promise, Vague]] = []
    for promise in policy.promises():
        truth = applies(promise, contact, policy, calendar)
        if truth is False:
            continue
        if isinstance(truth, Missing):
            judged.append(Judged(promise=promise, limit=None, status=Status.UNKNOWN, missing=truth.what))
            continue
        chosen = choose(promise, contact, policy, calendar)
        if isinstance(chosen, Chosen) and isinstance(chosen.limit, Vague):
            unmeasured.append((promise, chosen.limit))
        elif isinstance(chosen, Missing) or not isinstance(chosen.limit, Nothing | None):
            excuse = _excuse(promise, contact, policy, calendar)
            judged.append(_judge(promise, chosen, excuse, contact, policy, calendar, as_of))
    return Answer(contact=contact, as_of=as_of, judged=tuple(judged), unmeasured=tuple(unmeasured))


def _excuse(promise: Promise, contact: Contact, policy: Policy, calendar: WorkCalendar) -> Condition | Missing | None:
    """The first condition that excuses the promise at the arrival; else the first of which it is not known."""
    missing: Missing | None = None
    for condition in promise.excuses:
        truth = holds(condition, contact, policy, calendar)
        if truth is True:
            return condition
        if isinstance(truth, Missing) and missing is None:
            missing = truth
    return missing


def _judge(
    promise: Promise,
    chosen: Chosen | Missing,
    excuse: Condition | Missing | None,
    contact: Contact,
    policy: Policy,
    calendar: WorkCalendar,
    as_of: int,
) -> Judged:
    """The statuses in their order: unknown, excused, waiting, met, late, overdue, at risk, open.

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
    extended = _extended(promise, limit, contact, policy, calendar)
    due = extended.due
    done = _done(promise.event, anchor, contact)
    if isinstance(due, Missing):
        return _unknown(replace(open_, anchor=anchor, done=done), due.what)
    if isinstance(due, Waiting):
        return replace(open_, status=Status.WAITING if done is None else Status.MET, done=done, waiting=due.event)
    open_ = replace(open_, due=due, anchor=anchor, done=done, extended_by=extended.by)
    if extended.missing:
        return _unknown(open_, extended.missing)
    dated = _dated(promise, due, contact, policy, calendar)
    if isinstance(dated, Missing):
        return _unknown(open_, dated.what)
    binding = dated or due
    known = replace(open_, due=binding, dated=dated is not None)
    acts: list[tuple[Moment | None, Due]] = [(done, binding)]
    for act in promise.or_acts:
        other = find_due(act.limit, contact, calendar)
        if isinstance(other, Missing):
            return _unknown(known, other.what)
        if isinstance(other, Due):
            acts.append((_done(act.event, anchor, contact), other))
    return _judge_acts(known, acts, limit, contact, calendar, as_of)


def _judge_acts(
    known: Judged,
    acts: Sequence[tuple[Moment | None, Due]],
    limit: Limit,
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
        excused = any_of(in_time(moment, due) for moment in contact.events.get(unless_by_then, ()))
        if isinstance(excused, Missing):
            return _unknown(known, f"time of event {unless_by_then}")
        if excused:
            return replace(known, status=Status.EXCUSED, excuse=unless_by_then)
    over = all(as_of > act_due.instant if act_due.included else as_of >= act_due.instant for _, act_due in acts)
    undone_possible = any(moment is None for moment, _ in acts) and not over
    if done is not None and not undone_possible:
        return replace(known, status=Status.LATE, done=done)
    if over:
        return replace(known, status=Status.OVERDUE)
    if as_of >= contact.arrives.first and not known.dated and _is_at_risk(limit, known, calendar, as_of):
        return replace(known, status=Status.AT_RISK)
    return known


def _unknown(judged: Judged, what: str) -> Judged:
    return replace(judged, status=Status.UNKNOWN, missing=what)


def _excused(judged: Judged, condition: Condition, contact: Contact, calendar: WorkCalendar) -> Judged:
    """Excused by a condition at the arrival; an act that was done all the same keeps the promise."""
    why = ""
    if isinstance(condition, ArrivedOnClosedDay):
        why = calendar.why_closed(calendar.day_of(contact.arrives.first)) or ""
    done = find_anchor(judged.promise.event, contact)
    status = Status.EXCUSED if done is None else Status.MET
    return replace(judged, status=status, excuse=condition, closed_why=why, done=done)


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


def in_time(moment: Moment, due: Due) -> Truth:
    """Was something done by a deadline? Not known where only its day is, or the deadline's, and the two meet."""
    before = 0 if due.included else 1
    surely = due.instant if due.earliest is None else due.earliest
    if moment.last <= surely - before:
        return True
    return False if moment.first > due.instant - before else Missing("time")


def _done(event: str, anchor: Moment | None, contact: Contact) -> Moment | None:
    """The act that counts: the first at or after the anchor, else the last one before it."""
    start = anchor if anchor is not None else contact.arrives
    return first_from(contact.events.get(event, ()), start.first)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extended:
    """A deadline with its extensions, and by how much in all; `missing`: what keeps that from being known."""

    due: Due | Waiting | Missing
    by: Duration | None = None
    missing: str = ""


def _extended(promise: Promise, limit: Limit, contact: Contact, policy: Policy, calendar: WorkCalendar) -> _Extended:
    """The deadline as far as it was extended: told after its limit or after the due in force, an extension is void."""
    due, extension = find_due(limit, contact, calendar), promise.extension
    if extension is None or not isinstance(due, Due):
        return _Extended(due=due)
    times = 0 if extension.if_told else 1
    in_force = due
    for told in contact.events.get(TOLD, ()) if extension.if_told else ():
        by = in_force if extension.told_by is None else find_due(extension.told_by, contact, calendar)
        if isinstance(by, Missing):
            return _Extended(due=due, missing=by.what)
        truth = every((in_time(told, by) if isinstance(by, Due) else False, in_time(told, in_force)))
        if isinstance(truth, Missing):
            return _Extended(due=due, missing=f"time of event {TOLD}")
        if not truth:
            continue
        times += 1
        more = Duration(times * extension.amount.n, extension.amount.unit)
        later = find_due(limit, contact, calendar, more)
        assert isinstance(later, Due)
        in_force = later
        if extension.once:
            break
    if not times:
        return _Extended(due=due)
    truth = _condition_holds(extension.condition, contact, policy, calendar)
    if isinstance(truth, Missing):
        return _Extended(due=due, missing=truth.what)
    if not truth:
        return _Extended(due=due)
    more = Duration(times * extension.amount.n, extension.amount.unit)
    return _Extended(due=find_due(limit, contact, calendar, more), by=more)


def _condition_holds(condition: Condition | None, contact: Contact, policy: Policy, calendar: WorkCalendar) -> Truth:
    return True if condition is None else holds(condition, contact, policy, calendar)


def _dated(
    promise: Promise, due: Due, contact: Contact, policy: Policy, calendar: WorkCalendar
) -> Due | Missing | None:
    """The deadline of the date that was promised or told, where that was in time; None where none binds."""
    dated = promise.dated
    if dated is None:
        return None
    told = contact.events.get(dated.name, ())
    date_promised = contact.dates.get(dated.name)
    if not told:
        return Missing(f"event {dated.name}") if date_promised is not None else None
    by = due if dated.limit is None else find_due(dated.limit, contact, calendar)
    if isinstance(by, Missing):
        return by
    kept = in_time(told[0], by) if isinstance(by, Due) else False
    if isinstance(kept, Missing):
        return Missing(f"time of event {dated.name}")
    if not kept or date_promised is None:
        return None
    truth = _condition_holds(dated.condition, contact, policy, calendar)
    if truth is not True:
        return truth if isinstance(truth, Missing) else None
    day = calendar.day_of(date_promised.first)
    return end_of(Moment(calendar.start_of(day), calendar.start_of(day + ONE_DAY) - 1), calendar)


def _is_at_risk(limit: Limit, known: Judged, calendar: WorkCalendar, as_of: int) -> bool:
    """Less than a fifth of the limit, with its extension, is left on its own clock."""
    due = known.due
    if not isinstance(limit, Within | NextWorkingDay | SameDay) or known.anchor is None or due is None:
        return False
    amounts = amounts_of(limit, known.extended_by)
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
    today = calendar.day_of(max(as_of, calendar.start_of(first)))
    total = _counted_days(first, due.last_day, working, calendar)
    left = total - _counted_days(first, max(today - ONE_DAY, first), working, calendar)
    return left * _AT_RISK < total


def _counted_days(after: date, until: date, working: bool, calendar: WorkCalendar) -> int:
    """The counted days after one day, up to and including another."""
    if not working:
        return max((until - after).days, 0)
    before = calendar.working_days.read(after) if after >= calendar.first else 0  # day 1 may be the very first day
    return max(calendar.working_days.read(until) - before, 0)
