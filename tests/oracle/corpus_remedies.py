"""What is owed for a miss of the corpus, in minor units; when it must be claimed, and when paid.

Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.oracle import clocks
from tests.oracle.corpus_contact import Contact
from tests.oracle.corpus_due import MONTHS, OPENING, SECOND, SECONDS, Found, Since, counted_from, first_from, months_on
from tests.oracle.corpus_known import judged, known_until
from tests.oracle.corpus_place import ONE_DAY, Place, place
from tests.oracle.corpus_promise import Judge, Judged, Row, open_time, shown
from tests.oracle.corpus_spec import ARRIVES, EVENTS, Amount, Case, Limit, Policy, Promise, Remedy, Standard
from tests.oracle.corpus_when import Conditions, Unknown
from tests.oracle.days import Beyond


def money(minor: int, remedy: Remedy) -> str:
    """`60.00`: decimal text, with as many decimals as the currency has."""
    whole, part = divmod(minor, 10**remedy.digits)
    return f"{whole}.{part:0{remedy.digits}}" if remedy.digits else str(whole)


def owed(
    policy: Policy, standard: Standard, remedy: Remedy, one: Judged, contact: Contact, as_of: int, reading: str
) -> tuple[Row, dict[str, Judged]]:
    """What the row of a promise says of its remedy, and the rows of the claim and of the payment. Raises Beyond."""
    if one.row["status"] == "unknown":
        return {}, {}
    nothing: Row = {"amount": money(0, remedy), "currency": remedy.currency}
    if not one.is_missed:
        return nothing, {}
    known = known_until(policy, contact, as_of if one.done is None else one.done, reading)
    at = place(known.calendar((one.limit.calendar if one.limit else "") or standard.calendar))
    try:
        amount = amount_of(policy, standard, remedy, one, contact, as_of, at)
    except Unknown as missing:
        return {"amount": None, "currency": remedy.currency, "remedy": {"missing": missing.args[0]}}, {}
    if not amount:
        return nothing, {}
    said: Row = nothing | {"amount": money(amount, remedy)}
    rows: dict[str, Judged] = {}
    claim: Judged | None = None
    if one.due is None:
        return said, rows
    deadline = Since(one.due.last_in_time, clocks.local(one.due.last_in_time, at.zone).date())
    if remedy.claimed_in is not None:
        claim = _row(policy, standard, remedy.claimed_in, "claim", deadline, contact, as_of, reading)
        rows["claim"] = claim
        if claim.row["status"] == "late":
            return nothing, rows
        if claim.row["status"] != "met":
            said = nothing
        if claim.row["status"] in ("open", "at risk"):
            said |= {"claimable": money(amount, remedy)}
    if remedy.paid_in is not None:
        since: Since | None = deadline
        waits = ARRIVES
        if claim is not None:
            since, waits = None if claim.done is None else Since(claim.done), "claimed"
        if remedy.paid_in.of != ARRIVES:
            waits = remedy.paid_in.of
            at_ = first_from(contact.events.get(waits, ()), contact.arrives)
            since = None if at_ is None else Since(at_)
        paid = _row(policy, standard, remedy.paid_in, "compensate", since, contact, as_of, reading, waits)
        if remedy.paid_late:
            sum_ = remedy.paid_late if paid.is_missed else 0
            paid = replace(paid, row=paid.row | {"amount": money(sum_, remedy), "currency": remedy.currency})
        rows["remedy"] = paid
    return said, rows


def _row(
    policy: Policy,
    standard: Standard,
    limit: Limit,
    verb: str,
    since: Since | None,
    contact: Contact,
    as_of: int,
    reading: str,
    waits: str = ARRIVES,
) -> Judged:
    """The row of a claim or a payment; it waits where what it is counted from is not known.

    Of a missed deadline the last day is day 0, whatever the counting; amounts of time run from its last instant.
    """
    acts = contact.events.get(EVENTS[verb], ())
    if since is None:
        status = "met" if acts else "waiting"
        return Judged(row={"due": None, "met_at_due": None, "status": status, "reason": {"waiting": [waits]}})
    done = first_from(acts, since.at)
    units = {unit for _, unit in limit.amounts}
    if not units.isdisjoint(SECONDS | OPENING):
        since = Since(since.at)

    def ask(judge: Judge) -> dict[str, Judged]:
        at = place(judge.policy.calendar(limit.calendar or standard.calendar))
        due = counted_from(limit, since, at)
        promise = Promise(limit=limit, verb=verb)
        row = shown(due, judge.status(promise, due, done, since.at, (limit, 0), at), promise)
        return {"": Judged(row=row, limit=limit, due=due, done=done, since=since)}

    return judged(policy, contact, as_of, ask, reading)[""]


def amount_of(
    policy: Policy, standard: Standard, remedy: Remedy, one: Judged, contact: Contact, as_of: int, at: Place
) -> int:
    """What is owed for a miss, in minor units. Raises Unknown, Beyond."""
    conditions = Conditions(policy, contact, standard.calendar)
    if conditions.excuse(Promise(excuses=remedy.excuses)) or not conditions.every(remedy.conditions):
        return 0
    until = as_of if one.done is None else one.done
    base = _base(remedy, conditions, contact, one, until, at)
    if base is None:
        return 0
    more = remedy.plus
    if remedy.plus_by:
        more = _of_row(remedy.plus_by, remedy.plus_rows, contact) or 0
    if remedy.step is not None and one.due is not None:
        base += more * periods(one.due, until, remedy.step, at, begun=remedy.or_part)
    return min([base, *(most for most in (remedy.most, remedy.most_yearly) if most is not None)])


def _base(remedy: Remedy, conditions: Conditions, contact: Contact, one: Judged, until: int, at: Place) -> int | None:
    if remedy.by:
        found: int | None = _of_row(remedy.by, remedy.rows, contact)
        return found
    if remedy.delays:
        assert one.due is not None
        complete = [sum_ for delay, sum_ in remedy.delays if periods(one.due, until, delay, at, begun=False)]
        return complete[-1] if complete else 0
    sums = [remedy.amount, *(sum_ for _, sum_ in remedy.cases)]
    numbered = [Case(when=when, limit=Limit(words=str(number))) for number, (when, _) in enumerate(remedy.cases, 1)]
    return sums[int(conditions.choose(numbered, Limit(words="0")).words)]


def _of_row(category: str, rows: Sequence[tuple[tuple[str, ...], Any]], contact: Contact) -> Any:
    if category not in contact.values:
        raise Unknown(f"category {category}")
    value = contact.values[category]
    return next(sum_ for values, sum_ in rows if value in values or not values)


def periods(due: Found, until: int, step: Amount, at: Place, *, begun: bool) -> int:
    """How many periods of an amount of time after a deadline are over at an instant; with `begun` those begun too."""
    n, unit = step
    if unit in SECONDS or unit in OPENING:
        one = n * (SECONDS | OPENING)[unit] * SECOND
        passed = open_time(at, due.at, until) if unit in OPENING else until - due.at
        return max(0, -(-passed // one) if begun else passed // one)
    first = last = clocks.local(due.last_in_time, at.zone).date()
    today, count = clocks.local(until, at.zone).date(), 0
    while True:
        try:
            end = _end_of(first, last, (count + 1) * n, n, unit, at)
        except Beyond:  # later than any instant that can be asked for
            return count + (begun and today > last)
        if today <= end:
            return count + (begun and today > last)
        count, last = count + 1, end


def _end_of(first: dt.date, last: dt.date, in_all: int, n: int, unit: str, at: Place) -> dt.date:
    """The last day of so many weeks or months in all after a first day, or of so many days more after a last one."""
    if unit in MONTHS:
        return months_on(first, in_all * MONTHS[unit], at)
    if unit == "week":
        return first + 7 * in_all * ONE_DAY
    day = last
    while n:
        day += ONE_DAY
        n -= not at.why_passed(day, unit)
    return day
