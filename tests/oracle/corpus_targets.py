"""Targets of the corpus: what one contact adds to each, and what several contacts come to.

Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from tests.oracle import clocks
from tests.oracle.corpus_contact import Contact
from tests.oracle.corpus_due import OPENING, SECOND, SECONDS
from tests.oracle.corpus_known import judged, known_until
from tests.oracle.corpus_place import ONE_DAY, Place, place
from tests.oracle.corpus_promise import Judge, Judged, Row, open_time
from tests.oracle.corpus_spec import ARRIVES, Policy, Promise, Standard, Target, Tier, When
from tests.oracle.corpus_text_measures import target_says
from tests.oracle.corpus_when import Conditions, Unknown

COUNTED = ("met", "late", "overdue", "early")


def target_rows(
    policy: Policy, standard: Standard, promise: Promise, one: Judged, contact: Contact, as_of: int, reading: str
) -> list[Row]:
    """A row for each tier of each target of a promise, of one contact. Raises Beyond."""
    rows = []
    on_arrival = known_until(policy, contact, contact.arrives, reading)
    for target in promise.targets:
        for values, tiers in target.rows or (((), target.tiers),):
            values = values or _others(target, policy)
            head: Row = {
                "each": target.each or None,
                "for": f"{target.by} {listed(values)}" if values else None,
                "counts": _counts(target, values, on_arrival, standard, contact),
                "period": _period(one, target, contact, policy),
            }
            for tier in tiers:
                said = {"says": target_says(tier, target, promise, policy)}
                if tier.average is not None:
                    took = taken(one, tier.average[1], policy, standard, contact, reading)
                    rows.append(said | {"average": list(tier.average), "taken": took} | head)
                    continue
                tiered = _tiered(policy, standard, promise, tier, one, contact, as_of, reading)
                own = {"share": tier.share, "due": tiered.row.get("due"), "status": tiered.row["status"]}
                rows.append(said | own | head)
    return rows


def _others(target: Target, policy: Policy) -> tuple[str, ...]:
    """The values of a target's category that no row names; none where there is no table."""
    named = {value for values, _ in target.rows for value in values}
    every = dict(policy.categories).get(target.by, ())
    return tuple(value for value in every if value not in named)


def listed(values: Sequence[str]) -> str:
    """`p1, p2 or p3`."""
    return " or ".join([", ".join(values[:-1]), values[-1]] if len(values) > 1 else values)


def _counts(target: Target, values: Sequence[str], policy: Policy, standard: Standard, contact: Contact) -> bool | None:
    """Does a contact count towards a target? No where one of its lines says so; else None where one is not known."""
    conditions = Conditions(policy, contact, standard.calendar)
    found: list[bool | None] = []
    row = (When(kind="value", names=(target.by, *values)),) if values else ()
    for when, wanted in [*((one, False) for one in target.leaves_out), *((one, True) for one in (*row, *target.only))]:
        try:
            found.append(conditions.holds(when) is wanted)
        except Unknown:
            found.append(None)
    return False if False in found else None if None in found else True


def _period(one: Judged, target: Target, contact: Contact, policy: Policy) -> str | None:
    """The period of a promise's own deadline: of its last instant in time; of the arrival, where there never is one."""
    if one.limit is not None and one.limit.kind in ("before ring", "rings", "after"):
        at = contact.arrives
    elif one.due is None:
        return None
    else:
        at = one.due.last_in_time
    return period_name(clocks.local(at, policy.calendar().zone).date(), target.each)


def period_name(day: dt.date, each: str) -> str:
    """`2026-03-02`, `2026-W10`, `2026-03`, `2026-Q1`, `2026`; empty for all time."""
    match each:
        case "day":
            return day.isoformat()
        case "week":
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02}"
        case "month":
            return f"{day:%Y-%m}"
        case "quarter":
            return f"{day.year}-Q{(day.month + 2) // 3}"
        case "year":
            return f"{day.year}"
        case _:
            return ""


def _tiered(
    policy: Policy,
    standard: Standard,
    promise: Promise,
    tier: Tier,
    one: Judged,
    contact: Contact,
    as_of: int,
    reading: str,
) -> Judged:
    """A promise by the limit of a tier: no bounds, no other act; without a limit the promise itself."""
    if tier.limit is None:
        return one
    if one.row["status"] == "excused":
        return Judged(row={"due": None, "status": "excused"})
    limit = tier.limit
    if limit.of == ARRIVES:
        limit = replace(limit, of=promise.limit.of)
    plain = replace(promise, cap=None, floor=None, or_acts=())

    def ask(judge: Judge) -> Mapping[str, Judged]:
        try:
            return {"": judge.measured(plain, limit, place(judge.policy.calendar(standard.calendar)))}
        except Unknown:
            return {"": Judged(row={"status": "unknown"})}

    return judged(policy, contact, as_of, ask, reading)[""]


def taken(
    one: Judged, unit: str, policy: Policy, standard: Standard, contact: Contact, reading: str
) -> list[Any] | None:
    """How long it took in a unit, less what stood still, and the unit; None where it is not done.

    Where that is no whole number of the unit, it is in seconds, rounded down. Nobody knows how long by the clock, where
    only the day is known from which it is counted, and nobody at all while a pause is not over.
    """
    if one.due is None or one.done is None or one.since is None or one.row["status"] not in ("met", "late"):
        return None
    if one.is_paused:
        return None
    known = known_until(policy, contact, one.done, reading)
    at = place(known.calendar((one.limit.calendar if one.limit else "") or standard.calendar))
    start = at.begins(one.since.at)[1] if unit in OPENING and one.since.day is None else one.since.at
    end = max(start, one.done)
    if unit in SECONDS or unit in OPENING:
        if one.since.day is not None:
            return None
        edges = sorted({start, end, *(edge for a, b, _ in one.pauses for edge in (a, b) if start < edge < end)})
        total = 0
        for left, right in pairwise(edges):
            if not any(a <= left < b for a, b, _ in one.pauses):
                total += open_time(at, left, right) if unit in OPENING else right - left
        seconds = total // SECOND
        amount, rest = divmod(seconds, (SECONDS | OPENING)[unit])
        return [seconds, "second"] if rest else [amount, unit]
    return [_days_taken(one, unit, at), unit]


def _days_taken(one: Judged, unit: str, at: Place) -> int:
    """The days after day 0 up to that of the act that count and did not stand still."""
    assert one.since is not None
    assert one.done is not None
    day = at.begins(one.since.at)[0] if one.since.day is None else one.since.day
    last, count = at.day(one.done), 0
    while day < last:
        day += ONE_DAY
        still = any(_first_still(pause, at) <= day <= at.day(pause[1]) for pause in one.pauses)
        count += not still and not at.why_passed(day, unit)
    return count


def _first_still(pause: tuple[int, int, bool], at: Place) -> dt.date:
    start, _, both_days = pause
    return at.day(start) + (dt.timedelta() if both_days else ONE_DAY)
