"""An event that is set off by missing a promise which itself waits for that event: it could never begin.

Promises can follow from one another: a second letter is due when the first is late, a call when the letter is. Where
that leads back to where it began, nothing would ever set it off.
"""

from __future__ import annotations

from collections.abc import Iterator

from troth.calendars.workdays import WorkCalendar
from troth.diagnostics import Diagnostic
from troth.model.limit import CarriedDate, Every, Limit
from troth.model.policy import Policy, Promise
from troth.model.words import parts_of
from troth.wording.style import listed


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T307: at each promise that waits for an event which missing it sets off, perhaps by way of others."""
    sets_off = {event.name: event.misses.promise for event in policy.words.events if event.misses is not None}
    for promise in policy.promises():
        way = _way_back(promise, policy, sets_off)
        if way:
            names = [f"`{name}`" for name in way]
            yield Diagnostic(
                code="T307",
                message=f"this promise waits for {listed(names, 'and')}, which only missing it sets off",
                span=promise.span,
                help="count it from another event, or let another promise set the event off",
            )


def _way_back(promise: Promise, policy: Policy, sets_off: dict[str, str]) -> list[str]:
    """The events by which a promise leads back to itself, beginning with one that it waits for; [] for none."""
    ways = [[event] for event in _waits_for(promise) if event in sets_off]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        if way[-1] in seen:
            continue
        seen.add(way[-1])
        missed = policy.promise(sets_off[way[-1]])
        if missed is promise:
            return way
        if missed is not None:
            ways += [[*way, event] for event in _waits_for(missed) if event in sets_off]
    return []


def _waits_for(promise: Promise) -> Iterator[str]:
    """Every event that can move or start a promise's deadline."""
    for limit in promise.every_limit():
        yield from _events_of(limit)
    for pause in promise.pauses:
        yield from (pause.start, pause.end)
    if promise.restart is not None:
        yield promise.restart


def _events_of(limit: Limit) -> Iterator[str]:
    if isinstance(limit, Every):
        yield from (limit.until, *_events_of(limit.step))
    elif not isinstance(limit, CarriedDate):
        yield from parts_of(getattr(limit, "event", ""))[1]
