"""When a limit of the corpus ends: one day, or one stretch between two edges, after the other. Nothing is derived.

The steps are those of the design of time, in its order. Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tests.oracle import clocks
from tests.oracle.corpus_contact import Contact
from tests.oracle.corpus_place import ONE_DAY, Place, Seen
from tests.oracle.corpus_spec import ARRIVES, Amount, Limit
from tests.oracle.corpus_when import Unknown
from tests.oracle.days import months_later
from tests.oracle.time_of_day import months_before

SECONDS = {"second": 1, "minute": 60, "hour": 3600}
OPENING = {"opening minute": 60, "opening hour": 3600}
SECOND = 1_000_000
MONTHS = {"month": 1, "year": 12}
Interval = tuple[int, int, bool]
"""A pause: from an instant to another, and whether the first day stands still too."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A deadline: kept before an instant, or at it too; `earliest`: before that an act is too early to keep it."""

    at: int
    included: bool
    last_day: dt.date | None = None
    day_0: dt.date | None = None
    earliest: int | None = None
    reason: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def last_in_time(self) -> int:
        return self.at if self.included else self.at - 1


@dataclass(frozen=True)
class Wait:
    """The event from which it is counted has not happened."""

    event: str


@dataclass(frozen=True, order=True)
class Since:
    """What a limit is counted from: an instant; for a deemed arrival a day, with its first instant."""

    at: int
    day: dt.date | None = None


def anchor_of(event: str, contact: Contact) -> Since | None:
    """The first time that it happened at or after the arrival, else the last before it; of two the later or earlier."""
    which, _, parts = event.partition(" ")
    if which in ("later", "earlier"):
        times = [anchor_of(part, contact) for part in parts.split("|")]
        known = [since for since in times if since is not None]
        if which == "later":
            return max(known, key=lambda one: one.at) if len(known) == len(times) else None
        return min(known, key=lambda one: one.at, default=None)
    if event == ARRIVES:
        return Since(*contact.deemed) if contact.deemed is not None else Since(contact.arrives)
    at = first_from(contact.events.get(event, ()), contact.arrives)
    return None if at is None else Since(at)


def first_from(times: Sequence[int], start: int) -> int | None:
    """The first at or after an instant, else the last one before it."""
    after = [at for at in times if at >= start]
    before = [at for at in times if at < start]
    return after[0] if after else before[-1] if before else None


def find_due(
    limit: Limit, contact: Contact, place: Place, more: Amount | None = None, pauses: Sequence[Interval] = ()
) -> Found | Wait:
    """The deadline of a limit, extended by `more` and with these pauses. Raises Beyond."""
    if limit.kind == "carried":
        return _carried(limit, contact, place)
    if limit.kind == "after":
        since = anchor_of(limit.of, contact)
        return Wait(limit.of) if since is None else _after(limit, since, place)
    if limit.kind in ("back", "at most back"):
        known = (contact.arrives,) if limit.of == ARRIVES else contact.events.get(limit.of, ())
        return _around(as_short(limit, place), known[-1], place) if known else Wait(limit.of)
    event = "ended" if limit.kind == "during" else limit.of
    anchor = anchor_of(event, contact)
    if anchor is None:
        return Wait(event)
    if limit.kind in ("during", "at", "before"):
        place.day(anchor.at)
        return Found(at=anchor.at, included=limit.kind != "before")
    return counted_from(limit, anchor, place, more, pauses)


def _carried(limit: Limit, contact: Contact, place: Place) -> Found | Wait:
    name = limit.words.rsplit(" ", 1)[-1]
    if name not in contact.dates:
        return Wait(name)
    carried = contact.dates[name]
    if isinstance(carried, dt.date):
        return end_of_day(carried, place, {})
    place.day(carried)
    return Found(at=carried, included=True)


def end_of_day(day: dt.date, place: Place, reason: dict[str, Any]) -> Found:
    place.check(day)
    return Found(at=place.start(day + ONE_DAY), included=False, last_day=day, reason=reason)


def as_short(limit: Limit, place: Place) -> Limit:
    """A limit of a single amount of a few days, in working days where the calendar says so; else as it is."""
    if len(limit.amounts) != 1 or limit.amounts[0][1] != "day" or limit.amounts[0][0] > place.rules.short:
        return limit
    return replace(limit, amounts=((limit.amounts[0][0], "working day"),))


def amounts_of(limit: Limit, more: Amount | None, place: Place) -> list[Amount]:
    """What is walked: the amounts as written, an extension added to the one of its unit, or after them."""
    short = as_short(limit, place)
    if more is not None and short != limit and more[1] == "day":
        more = (more[0], "working day")
    amounts = [(1, "working day")] if limit.kind == "next working day" else list(short.amounts)
    if more is None:
        return amounts
    for number, (n, unit) in enumerate(amounts):
        if unit == more[1]:
            amounts[number] = (n + more[0], unit)
            return amounts
    return [*amounts, more]


def counted_from(
    limit: Limit, since: Since, place: Place, more: Amount | None = None, pauses: Sequence[Interval] = ()
) -> Found:
    """The deadline of a limit that is counted from an instant or a deemed day. Raises Beyond, Unknown."""
    amounts = amounts_of(limit, more, place)
    first, anchor = amounts[0][1] if amounts else "", since.at
    if since.day is not None and (first in SECONDS or first in OPENING or limit.ends == "same time"):
        raise Unknown("time of arrival")
    if first in SECONDS:
        seconds = sum(n * SECONDS[unit] for n, unit in amounts)
        return _rolled_time(_elapsed(anchor, seconds * SECOND, place, pauses), limit, place)
    raw: tuple[dt.date, int, Seen] = (place.day(anchor), anchor, {})
    day_0, start, seen = raw if limit.day_and_night or since.day is not None else place.begins(anchor)
    if first in OPENING:
        seconds = sum(n * OPENING[unit] for n, unit in amounts)
        return _rolled_time(_while_open(start, seconds * SECOND, place, pauses), limit, place)
    is_day_1 = place.rules.counting == "day 1" and not limit.day_and_night and since.day is None
    begins = day_0 if amounts or not is_day_1 else place.check(day_0 + ONE_DAY)
    still = _still(place, pauses, begins)
    day, landed = _walk(begins, amounts, place, still, seen, is_day_1=is_day_1)
    for _ in range(limit.less):
        day = place.check(day - ONE_DAY)
    works = not amounts or amounts[-1][1] == "working day"
    over = max((place.day(end) for _, end, _ in pauses), default=day)
    goes_on = day < over
    while goes_on and (day < over or (works and not place.can_end(day))):
        day += ONE_DAY
        stands, closed = "paused" if day in still else "", place.why_passed(day, "working day")
        why = closed or stands if works else stands or closed
        if why and (why != "paused" or day != over):
            seen.setdefault(day, why)
    if limit.clear:
        day = place.check(day + ONE_DAY)
    while limit.month_end and (day + ONE_DAY).month == day.month:
        day += ONE_DAY
    reason: dict[str, Any] = {} if is_day_1 else {"day_0": day_0.isoformat()}
    moves = limit.clear or limit.month_end or any(unit != "working day" for _, unit in amounts)
    if moves and not limit.day_and_night:
        before = day
        day = _rolled(day, limit.roll or place.rules.roll, place, seen)
        if day != before:
            reason["rolled_to"] = day.isoformat()
    reason |= _days_seen(seen, day, counts_all=not landed)
    return replace(_end_on(day, limit, start, place), day_0=day_0, reason=reason)


def _still(place: Place, pauses: Sequence[Interval], after: dt.date) -> set[dt.date]:
    """The local days that stand still: after the one on which a pause began, up to that on which it ended."""
    still = set()
    for start, end, both_days in pauses:
        day = place.day(start) if both_days else place.day(start) + ONE_DAY
        while day <= place.day(end):
            if day > after:
                still.add(day)
            day += ONE_DAY
    return still


def _walk(
    day: dt.date, amounts: Sequence[Amount], place: Place, still: set[dt.date], seen: Seen, *, is_day_1: bool
) -> tuple[dt.date, bool]:
    """The day on which the amounts are used up, and whether weeks or months led to it."""
    landed = False
    for n, unit in amounts:
        if unit in ("working day", "day"):
            while n:
                day = place.check(day + ONE_DAY)
                seen[day] = place.why_passed(day, unit) or ("paused" if day in still else "")
                n -= not seen[day]
            continue
        landed, start = True, day
        if unit == "week":
            day += 7 * n * ONE_DAY
        elif is_day_1:
            day = months_on(day + ONE_DAY, n * MONTHS[unit], place) - ONE_DAY
        else:
            day = months_on(day, n * MONTHS[unit], place)
        left = len([one for one in still if start < one <= day])
        while left:
            day += ONE_DAY
            left -= day not in still
        place.check(day)
    return day, landed


def months_on(day: dt.date, months: int, place: Place) -> dt.date:
    """The same day so many months later, or earlier; in a month that has none its last day, or the day after that."""
    found = months_later(day, months) if months > 0 else months_before(day, -months)
    return found + ONE_DAY if found.day != day.day and place.rules.month_end == "next" else found


def _rolled(day: dt.date, roll: str | None, place: Place, seen: Seen) -> dt.date:
    step = {"forward": ONE_DAY, "back": -ONE_DAY}.get(roll or "")
    while step and not place.can_end(day):
        if step > dt.timedelta() and seen.get(day, "paused") == "paused":
            seen[day] = place.why_passed(day, "working day")
        day += step
    return day


def _days_seen(seen: Seen, last: dt.date, *, counts_all: bool) -> dict[str, Any]:
    """The days that counted, where each was asked; and those up to the last day that did not, with why."""
    counted = sorted(day.isoformat() for day, why in seen.items() if not why)
    passed = {day.isoformat(): why for day, why in sorted(seen.items()) if why and day != last}
    return ({"counted": counted} if counts_all else {}) | ({"not_counted": passed} if passed else {})


def _end_on(day: dt.date, limit: Limit, start: int, place: Place) -> Found:
    """The end of the last day; or, included, its last closing, a time of it, or the time of day of the start."""
    at: int | None = None
    if limit.ends == "same time":
        at = place.at(day, clocks.local(start, place.zone).time().isoformat())
    elif limit.ends == "closing":
        at = max((closes for _, closes in place.spans(day)), default=None) if place.rules.hours else None
    elif limit.ends:
        at = place.at(day, limit.ends)
    if at is None:
        return Found(at=place.start(day + ONE_DAY), included=False, last_day=place.check(day))
    return Found(at=at, included=True, last_day=place.check(day))


def _elapsed(start: int, left: int, place: Place, pauses: Sequence[Interval]) -> Found:
    """Stretch by stretch, from edge to edge of the pauses."""
    here = start
    for edge in sorted({at for begins, ends, _ in pauses for at in (begins, ends) if at > start}):
        if not any(begins <= here < ends for begins, ends, _ in pauses):
            used = min(edge - here, left)
            left -= used
            if not left:
                here += used
                break
        here = edge
    place.day(start)
    place.day(here + left)
    return Found(at=here + left, included=True)


def _rolled_time(found: Found, limit: Limit, place: Place) -> Found:
    """An amount of time is rolled by a roll of the limit's own only, and keeps its time of day."""
    before = place.day(found.at)
    day = before if limit.day_and_night else _rolled(before, limit.roll, place, {})
    if day == before:
        return found
    at = place.at(day, clocks.local(found.at, place.zone).time().isoformat())
    return replace(found, at=at, reason=found.reason | {"rolled_to": day.isoformat()})


def _while_open(start: int, left: int, place: Place, pauses: Sequence[Interval]) -> Found:
    """Day by day, and in it stretch by stretch between the edges of openings and pauses."""
    days: list[str] = []
    day, here = place.day(start), start
    while True:
        place.check(day)
        midnight = place.start(day + ONE_DAY)
        edges = {at for one in (day - ONE_DAY, day) for span in place.spans(one) for at in span}
        edges |= {at for begins, ends, _ in pauses for at in (begins, ends)} | {midnight}
        for edge in sorted(at for at in edges if here < at <= midnight):
            if place.is_open(here) and not any(begins <= here < ends for begins, ends, _ in pauses):
                opened = max(
                    opens
                    for one in (day - ONE_DAY, day)
                    for opens, closes in place.spans(one)
                    if opens <= here < closes
                )
                began = place.day(max(opened, start)).isoformat()
                if began not in days:
                    days.append(began)
                if edge - here >= left:
                    return Found(at=here + left, included=True, reason={} if pauses else {"open_on": days})
                left -= edge - here
            here = edge
        day += ONE_DAY


# ---------- around an event


def _after(limit: Limit, event: Since, place: Place) -> Found:
    """Counted on from an event, as any limit is: what is done before the day to which it leads is too early."""
    found = counted_from(replace(limit, kind="within"), event, place)
    opens = found.at if found.last_day is None else place.start(found.last_day)
    return Found(at=event.at, included=False, earliest=opens, reason=found.reason)


def _around(limit: Limit, event: int, place: Place) -> Found:
    """Counted back from an event, whose day is day 0 whatever it is."""
    n, unit = limit.amounts[0]
    if unit in SECONDS:
        place.day(event)
        place.day(event - n * SECONDS[unit] * SECOND)
        return Found(at=event - n * SECONDS[unit] * SECOND, included=True)
    if unit in OPENING:
        return _open_before(event, n * OPENING[unit] * SECOND, place)
    day, seen = place.day(event), Seen()
    for n, unit in limit.amounts:
        if unit in ("working day", "day"):
            while n:
                day = place.check(day - ONE_DAY)
                seen[day] = place.why_passed(day, unit)
                n -= not seen[day]
        elif unit == "week":
            day = place.check(day - 7 * n * ONE_DAY)
        else:
            day = place.check(months_on(day, -n * MONTHS[unit], place))
    if limit.clear:
        day = place.check(day - ONE_DAY)
    reason: dict[str, Any] = {}
    units = {unit for _, unit in limit.amounts}
    if limit.clear or units != {"working day"}:
        calendar_roll = {"forward": "back", "back": "forward"}.get(place.rules.roll or "")
        roll = limit.roll or calendar_roll
        before = day
        day = _rolled(day, roll, place, seen)
        if day != before:
            reason["rolled_to"] = day.isoformat()
    if units <= {"working day", "day"}:
        reason |= _days_seen(seen, dt.date.max, counts_all=True)
    if limit.kind == "back":
        return Found(at=place.start(day + ONE_DAY), included=False, last_day=day, day_0=day, reason=reason)
    return Found(at=event, included=False, earliest=place.start(day), reason=reason)


def _open_before(event: int, left: int, place: Place) -> Found:
    """The last instant at which so much open time still lies before an event."""
    day, here = place.day(event), event
    while True:
        edges = {at for one in (day - ONE_DAY, day) for span in place.spans(one) for at in span} | {place.start(day)}
        for edge in sorted((at for at in edges if place.start(day) <= at < here), reverse=True):
            if place.is_open(edge):
                if here - edge >= left:
                    return Found(at=here - left, included=True)
                left -= here - edge
            here = edge
        day = place.check(day - ONE_DAY)
