"""Contacts that show everything a policy can answer: at every instant at which an answer can change, and at random."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from troth.calendars.local_time import SECOND, to_utc
from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import quoted_facts
from troth.deadlines.remedies import remedy_promises
from troth.model.condition import Condition, FactIs, StateIs, ValueIs
from troth.model.duration import Duration, Unit
from troth.model.limit import (
    ARRIVAL,
    AtEvent,
    BeforeEvent,
    CarriedDate,
    DuringContact,
    Limit,
    NextWorkingDay,
    Notice,
    Rings,
    SameDay,
    Within,
)
from troth.model.measure import MISSED, Remedy
from troth.model.policy import Case, Extension, Policy, Promise
from troth.model.words import (
    CLAIMED,
    COMPENSATED,
    CONTACT_ENDS,
    DATES,
    DIMENSIONS,
    PROMISED,
    TOLD,
    DeemedAfter,
    parts_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A contact without its times: plain values, the event that starts the clock, and what happens as it starts.

    `later`: what happens so many seconds after that.
    """

    promise: str
    values: dict[str, Any]
    facts: dict[str, str]
    anchor: str
    carried: str | None
    at_once: tuple[str, ...] = ()
    later: tuple[tuple[str, int], ...] = ()

    def at(self, start: str) -> dict[str, Any]:
        """The contact in plain values whose clock starts at a time in ISO 8601."""
        data: dict[str, Any] = {**self.values, "arrives": start}
        if self.facts:
            data["facts"] = self.facts
        events = dict.fromkeys((*parts_of(self.anchor)[1], *self.at_once), start)
        events.pop(ARRIVAL, None)
        for event, seconds in self.later:
            events[event] = (datetime.fromisoformat(start) + timedelta(seconds=seconds)).isoformat()
        if events:
            data["events"] = events
        if self.carried is not None:
            data["dates"] = {self.carried: start}
        return data


def shapes(policy: Policy) -> list[Shape]:
    """A shape for each limit of each promise, so that between them they meet every case."""
    found: list[Shape] = []
    for promise in policy.promises():
        for path, limit in promise.limits():
            shape = shape_for(promise, path, limit, policy)
            found.append(shape)
            if isinstance(limit, Rings):
                found.append(replace(shape, facts={**shape.facts, "rings": str(limit.most + 1)}))
            if promise.extension is not None:
                found.append(_extended(shape, promise, promise.extension))
            if promise.remedy is not None and not isinstance(limit, Rings):
                found.append(_missed(shape, promise, limit, promise.remedy))
    return found


def _extended(shape: Shape, promise: Promise, extension: Extension) -> Shape:
    """A shape whose limit is extended: told in time, where it must be, and done, so that it shows another status."""
    facts = dict(shape.facts)
    if extension.condition is not None:
        facts[extension.condition.fact] = "yes" if extension.condition.holds else "no"
    told_by = () if extension.told_by is None else parts_of(anchor_of(extension.told_by))[1]
    return replace(shape, facts=facts, at_once=(TOLD, *told_by, promise.event))


def _missed(shape: Shape, promise: Promise, limit: Limit, remedy: Remedy) -> Shape:
    """A shape whose promise is kept too late, and then claimed; what is owed is paid too late."""
    further = 0 if remedy.further is None else 5 * most_seconds(remedy.further.period) // 2
    delays = sum(most_seconds(row.delay) for row in remedy.sums.by_delay[:1])
    done = seconds_of(limit) + further + delays
    claimed = done + _DAY
    paid = claimed + (0 if remedy.paid is None else seconds_of(remedy.paid))
    facts = dict(shape.facts)
    for condition, wanted in (*((one, False) for one in remedy.excludes), *((one, True) for one in remedy.only)):
        if isinstance(condition, FactIs | StateIs):
            name = condition.fact if isinstance(condition, FactIs) else condition.state
            facts[name] = "yes" if condition.holds is wanted else "no"
    return replace(shape, facts=facts, later=((promise.event, done), (CLAIMED, claimed), (COMPENSATED, paid)))


_DAY = 86_400
_MOST_DAYS = {Unit.DAY: 1, Unit.WORKING_DAY: 2, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}


def seconds_of(limit: Limit) -> int:
    """More seconds than a limit commonly takes."""
    amounts = [one for one in (getattr(limit, "amount", None), getattr(limit, "then", None)) if one is not None]
    return sum(map(most_seconds, amounts)) + 5 * _DAY


def most_seconds(amount: Duration) -> int:
    """More seconds than an amount commonly takes, or as many."""
    if amount.unit.is_timed:
        return amount.seconds * (6 if amount.unit.is_opening else 1)
    return amount.n * _MOST_DAYS[amount.unit] * _DAY


def shape_for(promise: Promise, path: tuple[Condition, ...], limit: Limit, policy: Policy) -> Shape:
    """A contact that gets one limit of a promise."""
    values, facts = _chosen(promise, path, policy)
    if isinstance(limit, Rings):
        facts["rings"] = str(limit.most)
    carried = limit.name if isinstance(limit, CarriedDate) else None
    return Shape(promise=promise.id, values=values, facts=facts, anchor=anchor_of(limit), carried=carried)


def anchor_of(limit: Limit) -> str:
    """The event from which a limit is counted, as the limit names it."""
    match limit:
        case Notice(event=event):
            return event
        case Within(event=event) | NextWorkingDay(event=event) | SameDay(event=event):
            return event
        case AtEvent(event=event) | BeforeEvent(event=event):
            return event
        case DuringContact():
            return CONTACT_ENDS
        case _:
            return ARRIVAL


def _chosen(promise: Promise, path: tuple[Condition, ...], policy: Policy) -> tuple[dict[str, Any], dict[str, str]]:
    """Values and facts under which a promise is made and the cases of a path hold."""
    words = policy.words
    chosen: dict[str, Any] = {}
    facts: dict[str, str] = {}
    for condition in (*promise.conditions, *path):
        match condition:
            case ValueIs(dimension=dimension, values=values):
                known = chosen.get(dimension)
                chosen[dimension] = known if known in values else values[0]
            case FactIs(fact=name, holds=holds) | StateIs(state=name, holds=holds):
                facts[name] = "yes" if holds else "no"
            case _:
                pass
    for condition in _others(promise, policy):
        match condition:
            case FactIs(fact=name, holds=holds) | StateIs(state=name, holds=holds):
                facts.setdefault(name, "no" if holds else "yes")
            case ValueIs(dimension=dimension) if dimension not in DIMENSIONS:
                taken = {v for c in all_conditions(promise.cases) if isinstance(c, ValueIs) for v in c.values}
                left = [value for value in words.values(dimension) if value not in taken]
                chosen.setdefault(dimension, (left or list(words.values(dimension)))[0])
            case _:
                pass
    chosen.setdefault("channel", _free_channel(promise, policy))
    return chosen, facts


def _others(promise: Promise, policy: Policy) -> Iterator[Condition]:
    """What else must be said of a contact so that nothing about the promise is unknown."""
    yield from promise.excuses
    yield from all_conditions(promise.cases)
    for target in promise.targets:
        yield from (*target.only, *target.excludes)
    for more in (promise.extension, promise.dated):
        if more is not None and more.condition is not None:
            yield more.condition
    if promise.remedy is not None:
        yield from promise.remedy.conditions
    for other in policy.promises():
        if promise.standard in other.replaces:
            yield from (c for c in other.conditions if not isinstance(c, ValueIs))


def all_conditions(cases: tuple[Case, ...]) -> Iterator[Condition]:
    """The conditions of cases and of the cases in them."""
    for case in cases:
        yield case.condition
        yield from all_conditions(case.cases)


def _free_channel(promise: Promise, policy: Policy) -> str:
    """A channel for a promise to every contact: one that no standard replacing it is for, if there is one."""
    replaced = {
        channel
        for other in policy.promises()
        if promise.standard in other.replaces
        for channel in other.who.values("channel")
    }
    names = [term.name for term in policy.words.channels]
    return next((name for name in names if name not in replaced), names[0])


def told_by_events(shape: Shape, policy: Policy, instant: int) -> Iterator[dict[str, Any]]:
    """A shape whose states are told by their events instead: begun and not over, over before, and begun after."""
    hour = 3600 * SECOND
    for state in policy.words.states:
        if state.name not in shape.facts:
            continue
        data = shape.at(to_utc(instant).isoformat())
        facts = {name: value for name, value in shape.facts.items() if name != state.name}
        for begins, ends in ((-2, 1), (-2, -1), (1, 2)):
            times = {state.start: instant + begins * hour, state.end: instant + ends * hour}
            events = {name: to_utc(time).isoformat() for name, time in times.items()}
            yield {**data, "facts": facts, "events": {**data.get("events", {}), **events}}


def breakpoints(calendar: WorkCalendar) -> Iterator[int]:
    """Every instant at which an answer of this calendar, or of its policy's others, can change.

    Each local midnight of its years, each opening, closing and cut-off, each change of its clocks, and both ends of its
    years.
    """
    starts = {calendar.start, calendar.end}
    starts.update(calendar.start_of(day) for day in calendar.announcements if calendar.first <= day <= calendar.last)
    day = calendar.first
    while day <= calendar.last:
        starts.add(calendar.start_of(day))
        if calendar.has_hours:
            starts.update(instant for span in calendar.open_spans(day) for instant in span if instant <= calendar.end)
        if calendar.rules.cutoff is not None:
            starts.add(calendar.at(day, calendar.rules.cutoff))
        day += timedelta(days=1)
    for other in calendar.others.values():
        starts.update(breakpoints(other))
    starts.update((transition.at or 0) * SECOND for transition in calendar.clock.transitions[1:])
    yield from sorted(starts)


def around(instant: int) -> tuple[int, int, int]:
    """An instant and a microsecond either side of it."""
    return instant - 1, instant, instant + 1


def random_contacts(
    policy: Policy, calendar: WorkCalendar, seed: int, n: int, near: Sequence[int] = ()
) -> Iterator[tuple[dict[str, Any], str]]:
    """Contacts with random values, facts, events and dates, each with an as-of; the same for the same seed.

    Half of them are such that a promise of the policy, any of them, is made to them. One in three arrives `near` one of
    these instants, if any: at it, a microsecond or up to three days from it.
    """
    random = Random(seed)
    words = policy.words
    channels = [name for term in words.channels for name in (term.name, *term.includes)]
    facts = [*(fact.name for fact in words.facts), *(state.name for state in words.states), *quoted_facts(policy)]
    events = [event.name for event in words.events if event.name != ARRIVAL]
    likely = [promise.event for promise in policy.promises()] + [PROMISED, TOLD, "appointment", CONTACT_ENDS]
    likely += [event for state in words.states for event in (state.start, state.end)]
    limits = [limit for promise in policy.promises() for limit in promise.every_limit()]
    likely += [event for limit in limits for event in parts_of(anchor_of(limit))[1] if event]
    likely += [event for promise in policy.promises() for pause in promise.pauses for event in (pause.start, pause.end)]
    likely += [promise.restart for promise in policy.promises() if promise.restart is not None]
    likely += [term.deemed.event for term in words.channels if isinstance(term.deemed, DeemedAfter)]
    likely += [one.event for promise in policy.promises() for one in remedy_promises(promise)]
    likely = [event for event in dict.fromkeys(likely) if event not in (ARRIVAL, MISSED)]
    watched = {event.misses.promise: event.misses.within for event in words.events if event.misses is not None}
    aimed = shapes(policy)
    span = (calendar.end - calendar.start) // SECOND
    for _ in range(n):
        arrives = (
            calendar.start + random.randrange(-200_000, span + 200_000) * SECOND + random.choice((0, 0, 1, 999_999))
        )
        if near and random.random() < 1 / 3:
            off = random.choice((1, 2 * SECOND, 7_200 * SECOND, 3 * 86_400 * SECOND))
            arrives = random.choice(near) + random.randint(-off, off)

        def close(arrives: int = arrives) -> str:
            step = random.choice((600, 90_000, 40 * 86_400))
            part = random.choice((0, 0, 1, random.randrange(SECOND)))
            return _written(arrives + random.randrange(-step // 4, step) * SECOND + part, calendar, random)

        data: dict[str, Any] = {"channel": random.choice(channels), "arrives": _written(arrives, calendar, random)}
        if random.random() < 0.6:
            data["kind"] = random.choice(words.kinds).name
        if random.random() < 0.3:
            data["party"] = random.choice(words.parties).name
        data |= {c.name: random.choice(c.values) for c in words.categories if random.random() < 0.8}
        said = {name: random.choice(("yes", "no")) for name in facts if random.random() < 0.7}
        if aimed and random.random() < 0.5:
            shape = random.choice(aimed)
            data |= shape.values
            said |= shape.facts
        if random.random() < 0.6:
            said["rings"] = random.choice(("1", "3", "4", "5", "6", "none"))
        names = [name for name in likely if random.random() < 0.4]
        names += random.sample(events, random.choice((0, 0, 1, 3)))
        happened = {name: [close() for _ in range(random.choice((1, 1, 2)))] for name in names}
        dates = {name: close() for name in DATES if random.random() < 0.3}

        def earlier(within: Duration | None, arrives: int = arrives) -> str:
            if within is None or random.random() < 0.5:
                return close()
            ago = random.randrange(2 * most_seconds(within)) * SECOND
            return _written(max(arrives - ago, calendar.start), calendar, random)

        missed = {
            id_: [earlier(within) for _ in range(random.choice((1, 2, 3)))]
            for id_, within in watched.items()
            if random.random() < 0.6
        }
        yield data | {"facts": said, "events": happened, "dates": dates, "missed": missed}, close()


def _written(instant: int, calendar: WorkCalendar, random: Random) -> str:
    """An instant as people write it: in UTC, in local time, or the day alone."""
    how = random.random()
    local: datetime = calendar.clock.local(instant)
    if how < 0.15:
        return local.date().isoformat()
    return local.isoformat() if how < 0.4 and len(calendar.clock.instants(local)) == 1 else to_utc(instant).isoformat()
