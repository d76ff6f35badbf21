"""Contacts at edges that no arrival shows: where a sum grows with the delay, and where an earlier miss is too old."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import Any

from troth.calendars.local_time import SECOND, to_utc
from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.charter.runners import Question
from troth.deadlines.answer import answer
from troth.deadlines.contact import ContactReader
from troth.model.limit import ARRIVAL
from troth.model.measure import Remedy
from troth.model.policy import Policy, Promise
from troth.model.words import CLAIMED, COMPENSATED, Event, parts_of
from troth.tables.contacts import Shape, anchor_of, most_seconds, seconds_of, shape_for, shapes

_DAY = 86_400 * SECOND
_ARRIVALS = 2
_MOST_EDGES = 24
"""Of one line of contacts: a sum that grows each hour has more, all alike."""

Line = Callable[[int], dict[str, Any]]
"""A contact in plain values, by a number of microseconds."""


def edge_questions(policy: Policy, calendar: WorkCalendar) -> Iterator[Question]:
    """Contacts on either side of each edge, to the microsecond, as of the last instant of the years."""
    reader = ContactReader(policy, calendar)
    as_of = calendar.end - 1
    asked = to_utc(as_of).isoformat()

    def seen(contact: dict[str, Any]) -> object:
        try:
            judged = answer(policy, reader.read(contact), calendar, as_of).judged
        except OutsideYears:
            return None
        return [
            (one.promise.id, one.number, one.status, one.owed and (one.owed.minor, one.owed.claimable))
            for one in judged
        ]

    part = (calendar.end - calendar.start) // (_ARRIVALS + 2)  # the last is left for what follows
    for number in range(1, _ARRIVALS + 1):
        start = calendar.start + number * part
        for line, most in _lines(policy, start):
            yield Question(line(0), asked)
            for edge in _edges(cache(lambda off, line=line: seen(line(off * SECOND))), most):
                yield from (Question(line(edge * SECOND + more), asked) for more in (0, 1, SECOND - 1, SECOND))


def _edges(seen: Callable[[int], object], most: int) -> Iterator[int]:
    """The last seconds, up to `most`, before what is seen changes."""
    ranges, found = [(0, most)], 0
    while ranges and found < _MOST_EDGES:
        low, high = ranges.pop()
        if seen(low) == seen(high):
            continue
        if high - low == 1:
            found += 1
            yield low
            continue
        middle = (low + high) // 2
        ranges += [(middle, high), (low, middle)]


def _lines(policy: Policy, start: int) -> Iterator[tuple[Line, int]]:
    """Each line of contacts that arrive at an instant, and how far it goes, in seconds."""
    own = {shape.promise: shape for shape in shapes(policy) if shape.later}
    for promise in policy.promises():
        if promise.remedy is not None and promise.id in own:
            yield partial(_done_later, own[promise.id], promise.event, start), _longest(promise, promise.remedy)
    for event in policy.words.events:
        misses = event.misses
        if misses is None or misses.within is None:
            continue
        for shape in _of_missed(event, misses.promise, policy):
            for times in (misses.n - 2, misses.n - 1):
                yield (
                    partial(_missed_before, shape, misses.promise, times, start),
                    2 * most_seconds(misses.within),
                )


def _done_later(shape: Shape, event: str, start: int, off: int) -> dict[str, Any]:
    """A contact whose promise is kept so many microseconds after its clock starts, and claimed a day after that."""
    contact = shape.at(to_utc(start).isoformat())
    events = {**contact["events"], event: to_utc(start + off).isoformat()}
    events.pop(COMPENSATED, None)
    if CLAIMED in events:
        events[CLAIMED] = to_utc(start + off + _DAY).isoformat()
    return {**contact, "events": events}


def _missed_before(shape: Shape, promise: str, times: int, start: int, off: int) -> dict[str, Any]:
    """A contact whose promise is never kept, of a customer for whom it was missed, so long before its arrival."""
    missed = {promise: [to_utc(start - off).isoformat()] * times}
    return {**shape.at(to_utc(start).isoformat()), "missed": missed}


def _longest(promise: Promise, remedy: Remedy) -> int:
    """Longer than it takes until what is paid grows no more; or for a while, where it grows for ever."""
    delays = [most_seconds(row.delay) for row in remedy.sums.by_delay]
    taken = max(seconds_of(limit) for _, limit in promise.limits()) + max(delays, default=0)
    if remedy.further is None:
        return taken
    least = min(money.minor for money in remedy.further.sums.every())
    periods = 3 if remedy.at_most is None else 2 + remedy.at_most.minor // least
    return taken + periods * most_seconds(remedy.further.period)


def _of_missed(event: Event, promise: str, policy: Policy) -> Iterator[Shape]:
    """Contacts to which a promise is made that can be missed, and others that are counted from the event so set off."""
    asked: list[Shape] = []
    for other in policy.promises():
        for path, limit in other.limits():
            if other.id == promise or event.name in parts_of(anchor_of(limit))[1]:
                shape = replace(shape_for(other, path, limit, policy), promise=promise, anchor=ARRIVAL)
                if shape not in asked:
                    asked.append(shape)
                    yield shape
