"""What is owed where a promise is missed, and the rows of its claim and of its payment: a plain count of periods.

A miss is a promise that is late or overdue. What is owed is the sum for the contact, and more for each further period
that was over, or had begun, when it was done; for one that is not done, as of the instant of asking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from troth.calendars.local_time import SECOND
from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.deadline import Due, time_of
from troth.deadlines.holds import Missing, holds
from troth.deadlines.judge import Judged, Status
from troth.deadlines.walk import ONE_DAY, walk
from troth.model.condition import Condition, Who
from troth.model.duration import Duration, Unit
from troth.model.limit import Limit, Vague, Within
from troth.model.measure import MISSED, Money, Remedy, Sums
from troth.model.policy import US, Policy, Promise, Strength
from troth.model.words import CLAIMED, COMPENSATED

CLAIM, PAYMENT = "claim", "remedy"
"""What the rows of a claim and of a payment have at the end of their identity."""
MISSES = (Status.LATE, Status.OVERDUE)
_CUSTOMER = "customer"
_BEYOND = Missing("a day beyond the calendar's years")

Rows = Callable[[Promise, Contact], list[Judged] | Vague]
"""Judges a contact by a promise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What is owed for one row, in minor units: None where it is not known for want of `missing`.

    `base`: the sum, chosen `by` a case or a delay; `each`: what is added for each of so many `periods`, chosen
    `each_by` a case. `until`: when it was done, or the instant of asking. `nothing`: the condition for which nothing is
    paid, and whether it holds. `claim`: the row of the claim on which it depends; `claimable`: what is owed once it is
    claimed. `is_late_payment`: it is what is added where it is paid late. `missed_on`: the last day in time, or the day
    of arrival of what has no deadline.
    """

    remedy: Remedy
    minor: int | None
    missing: str = ""
    base: Money | None = None
    by: Condition | Duration | None = None
    each: Money | None = None
    each_by: Condition | None = None
    periods: int = 0
    until: Moment | None = None
    nothing: tuple[Condition, bool] | None = None
    claim: Judged | None = None
    claimable: int | None = None
    is_late_payment: bool = False
    missed_on: date | None = None


def with_remedy(
    row: Judged,
    contact: Contact,
    policy: Policy,
    on_arrival: WorkCalendar,
    at_end: WorkCalendar,
    as_of: int,
    rows: Rows,
) -> Iterator[Judged]:
    """The row with what is owed for it; then, where something is, the rows of the claim and of the payment.

    Cases of a sum are chosen as on arrival, by the calendar that was known then; periods are counted by the one that
    was known at their end. Raises OutsideYears where a claim or a payment is due beyond the calendar's years.
    """
    remedy = row.promise.remedy
    assert remedy is not None, "it is asked of promises with a remedy"
    owed = _owed(row, remedy, contact, policy, on_arrival, at_end, as_of)
    if isinstance(owed, Missing):
        yield replace(row, owed=Owed(remedy=remedy, minor=None, missing=owed.what))
        return
    if not owed.minor:
        yield replace(row, owed=owed)
        return
    claim, payment = (
        _row(promise, row.due, contact, at_end, rows)
        for promise in (_claim(row.promise, remedy.claimed), _payment(row.promise, remedy.paid))
    )
    yield replace(row, owed=owed if claim is None else _as_claimed(owed, claim))
    if claim is not None:
        yield claim
    if payment is not None and (claim is None or claim.status is not Status.LATE):
        yield payment if remedy.if_late is None else replace(payment, owed=_for_late(payment, remedy, remedy.if_late))


def remedy_promises(promise: Promise) -> list[Promise]:
    """The claim and the payment of a promise's remedy, as promises of their own; those that it has."""
    remedy = promise.remedy
    if remedy is None:
        return []
    found = (_claim(promise, remedy.claimed), _payment(promise, remedy.paid))
    return [one for one in found if one is not None]


def _claim(promise: Promise, limit: Limit | None) -> Promise | None:
    return None if limit is None else _of(promise, CLAIM, "claim", CLAIMED, _CUSTOMER, limit)


def _payment(promise: Promise, limit: Limit | None) -> Promise | None:
    return None if limit is None else _of(promise, PAYMENT, "compensate", COMPENSATED, US, limit)


def _of(promise: Promise, suffix: str, verb: str, event: str, actor: str, limit: Limit) -> Promise:
    return Promise(
        id=f"{promise.id}.{suffix}",
        standard=promise.standard,
        verb=verb,
        event=event,
        actor=actor,
        strength=Strength.MUST,
        who=Who(),
        limit=limit,
        span=promise.span if promise.remedy is None else promise.remedy.span,
    )


def _row(
    promise: Promise | None, due: Due | None, contact: Contact, calendar: WorkCalendar, rows: Rows
) -> Judged | None:
    if promise is None:
        return None
    if due is not None:
        missed = _missed(due, promise.limit, calendar)
        contact = replace(contact, events={**contact.events, MISSED: (missed,)})
    found = rows(promise, contact)
    assert not isinstance(found, Vague), "a claim and a payment have a deadline"
    (row,) = found
    return row


def _missed(due: Due, limit: Limit | None, calendar: WorkCalendar) -> Moment:
    """The last day of a deadline, which is day 0; of time by the clock or while open, its last instant.

    That is a day too, where only that is known.
    """
    last = due.last_in_time
    if isinstance(limit, Within) and limit.amount.unit.is_timed:
        return Moment(last if due.earliest is None else min(due.earliest, last), last)
    day = calendar.day_of(last)
    return Moment(calendar.start_of(day), calendar.start_of(day + ONE_DAY) - 1, is_day=True)


def _as_claimed(owed: Owed, claim: Judged) -> Owed:
    """It is owed once it was claimed in time."""
    match claim.status:
        case Status.MET:
            return replace(owed, claim=claim)
        case Status.UNKNOWN:
            return replace(owed, minor=None, missing=claim.missing, claim=claim)
        case Status.LATE | Status.OVERDUE:
            return replace(owed, minor=0, claim=claim)
        case _:
            return replace(owed, minor=0, claim=claim, claimable=owed.minor)


def _for_late(payment: Judged, remedy: Remedy, more: Money) -> Owed:
    if payment.status is Status.UNKNOWN:
        return Owed(remedy=remedy, minor=None, missing=payment.missing)
    if payment.status not in MISSES:
        return Owed(remedy=remedy, minor=0)
    return Owed(remedy=remedy, minor=more.minor, base=more, is_late_payment=True)


# ---------- the amount


def _owed(
    row: Judged,
    remedy: Remedy,
    contact: Contact,
    policy: Policy,
    on_arrival: WorkCalendar,
    at_end: WorkCalendar,
    as_of: int,
) -> Owed | Missing:
    if row.status is Status.UNKNOWN:
        return Missing(row.missing)
    if row.status not in MISSES:
        return Owed(remedy=remedy, minor=0)
    missing: Missing | None = None
    for condition, wanted in (*((one, False) for one in remedy.excludes), *((one, True) for one in remedy.only)):
        truth = holds(condition, contact, policy, on_arrival)
        if isinstance(truth, Missing):
            missing = missing or truth
        elif truth is not wanted:
            return Owed(remedy=remedy, minor=0, nothing=(condition, truth))
    if missing is not None:
        return missing
    until = row.done if row.done is not None else Moment(as_of, as_of)
    calendar = at_end.named(getattr(row.limit, "calendar", ""))
    base: _Chosen | Missing
    if remedy.sums.by_delay:
        base = _by_delay(remedy.sums, row, until, calendar)
    else:
        base = _by_case(remedy.sums, contact, policy, on_arrival)
    if isinstance(base, Missing):
        return base
    sum_, by = base
    owed = Owed(remedy=remedy, minor=0, base=sum_, by=by, until=until)
    further = remedy.further
    if further is not None:
        more = _by_case(further.sums, contact, policy, on_arrival)
        if isinstance(more, Missing):
            return more
        each, each_by = more
        counted = _periods(further.period, row, until, calendar)
        if isinstance(counted, Missing):
            return counted
        complete, begun = counted
        owed = replace(owed, each=each, each_by=each_by, periods=begun if further.started else complete)
    total = _minor(owed.base) + _minor(owed.each) * owed.periods
    most = [remedy.at_most] if remedy.at_most is not None else []
    most += [remedy.at_most_each[0]] if remedy.at_most_each is not None else []
    last = contact.arrives.first if row.due is None else row.due.last_in_time
    minor = min([total, *(money.minor for money in most)])
    return replace(owed, minor=minor, missed_on=on_arrival.clock.local(last).date())


def _minor(money: Money | None) -> int:
    return 0 if money is None else money.minor


_Chosen = tuple[Money | None, Condition | Duration | None]
"""A sum, and the case or the delay that chose it."""


def _by_case(
    sums: Sums, contact: Contact, policy: Policy, calendar: WorkCalendar
) -> tuple[Money | None, Condition | None] | Missing:
    """The sum of the first case that holds at the arrival, else the plain one."""
    missing: Missing | None = None
    for case in sums.cases:
        truth = holds(case.condition, contact, policy, calendar)
        if truth is True:
            return case.sum, case.condition
        if isinstance(truth, Missing) and missing is None:
            missing = truth
    return missing if missing is not None else (sums.plain, None)


def _by_delay(sums: Sums, row: Judged, until: Moment, calendar: WorkCalendar) -> _Chosen | Missing:
    """The sum of the longest delay that is over; before the first, nothing."""
    found: _Chosen = (None, None)
    for one in sums.by_delay:
        counted = _periods(one.delay, row, until, calendar)
        if isinstance(counted, Missing):
            return counted
        if counted[0]:
            found = (one.sum, one.delay)
    return found


# ---------- periods after a deadline


def _periods(period: Duration, row: Judged, until: Moment, calendar: WorkCalendar) -> tuple[int, int] | Missing:
    """How many periods after a missed deadline are over, and how many have begun.

    Not known where only the day is known of the act, or of the event at which it was due, and that makes a difference.
    """
    due = row.due
    assert due is not None, "what has no deadline has no delay"
    try:
        least = _between(period, due, due.instant, until.first, calendar)
        most = _between(period, due, due.instant if due.earliest is None else due.earliest, until.last, calendar)
    except OutsideYears:
        return _BEYOND
    if least != most:
        return Missing("time of the act") if not until.is_instant else Missing(time_of(MISSED))
    return least


def _between(period: Duration, due: Due, start: int, end: int, calendar: WorkCalendar) -> tuple[int, int]:
    if not period.unit.is_timed:
        return _days_between(period, calendar.day_of(due.last_in_time), calendar.day_of(end), calendar)
    passed = max(end - start, 0)
    if period.unit.is_opening:
        calendar.day_of(end)
        passed = calendar.open_between(start, end) if end > start else 0
    one = period.seconds * SECOND
    return passed // one, -(-passed // one)


def _days_between(period: Duration, day_0: date, today: date, calendar: WorkCalendar) -> tuple[int, int]:
    """A period is over at the end of its last day; one has begun on the day after that."""
    complete, last = 0, day_0
    while True:
        end = _end_of(period, complete + 1, day_0, last, calendar)
        if end is None or today <= end:
            return complete, complete + (today > last)
        complete, last = complete + 1, end


def _end_of(period: Duration, number: int, day_0: date, last: date, calendar: WorkCalendar) -> date | None:
    """The last day of a period, of which the one before ended on `last`; None beyond the calendar's years."""
    try:
        if period.unit in (Unit.DAY, Unit.WORKING_DAY):
            return walk(last, period, calendar, [], frozenset())
        return walk(day_0, Duration(period.n * number, period.unit), calendar, [], frozenset())
    except (OutsideYears, OverflowError, ValueError):
        return None
