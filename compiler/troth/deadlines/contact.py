"""A contact: what is known of it, and how it is read from plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from troth.calendars.workdays import WorkCalendar
from troth.deadlines.reading import read_parts
from troth.model.condition import Condition, FactIs
from troth.model.policy import Case, Policy
from troth.model.words import COUNTS, DATES, DIMENSIONS


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened: from instant `first` to `last`, both included.

    They differ where only the day is known. `is_day`: it is a local day that is day 0 whatever the calendar's counting;
    `sent`: on which something counts as arriving that was sent on that one.
    """

    first: int
    last: int
    is_day: bool = False
    sent: date | None = None

    @property
    def is_instant(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What is known of one contact; what is missing in a mapping is not known.

    `values`: categories by name. `counts`: None for "none" (never answered). `events`: each event's moments in order.
    `missed`: the deadlines that were missed before to the same customer, by the promise's identity. `deemed`: when it
    counts as arriving, where that is not its arrival. `set_off`: events that the contact's own misses set off;
    `unsure`: events of which it is not known whether they did, each with what would have to be known.
    """

    channel: str
    arrives: Moment
    kind: str | None = None
    party: str = "customer"
    values: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, bool] = field(default_factory=dict)
    counts: Mapping[str, int | None] = field(default_factory=dict)
    dates: Mapping[str, Moment] = field(default_factory=dict)
    events: Mapping[str, tuple[Moment, ...]] = field(default_factory=dict)
    missed: Mapping[str, tuple[Moment, ...]] = field(default_factory=dict)
    deemed: Moment | None = None
    set_off: Mapping[str, Moment] = field(default_factory=dict)
    unsure: Mapping[str, str] = field(default_factory=dict)

    def happened(self, event: str) -> tuple[Moment, ...]:
        """Each time that an event happened, in order."""
        if event in self.set_off and event not in self.events:
            return (self.set_off[event],)
        return self.events.get(event, ())


class ContactReader:
    """Reads contacts of one policy."""

    def __init__(self, policy: Policy, calendar: WorkCalendar) -> None:
        self._tables = word_tables(policy)
        self._calendar = calendar

    def read(self, data: Mapping[str, Any]) -> Contact:
        """A contact from plain values; see `reading.read_parts` for their form.

        Raises Unreadable.
        """
        parts = read_parts(data, self._tables, self._calendar.clock, self._calendar.rules.zone)
        return Contact(
            channel=parts["channel"],
            kind=parts["kind"],
            party=parts["party"],
            arrives=Moment(*parts["arrives"]),
            values=parts["values"],
            facts=parts["facts"],
            counts=parts["counts"],
            dates={name: Moment(*moment) for name, moment in parts["dates"].items()},
            events={name: tuple(Moment(*m) for m in moments) for name, moments in parts["events"].items()},
            missed={name: tuple(Moment(*m) for m in moments) for name, moments in parts["missed"].items()},
        )


def word_tables(policy: Policy) -> dict[str, Any]:
    """The words by which a policy's contacts are read, as plain tables; see `reading.read_parts`."""
    words = policy.words
    terms = {
        dimension: {name: term.name for term in words.terms(dimension) for name in (term.name, *term.includes)}
        for dimension in DIMENSIONS
    }
    facts = [*(fact.name for fact in words.facts), *(state.name for state in words.states), *quoted_facts(policy)]
    events = {event.name: event.name for event in words.events}
    for event in words.events:
        if event.noun:
            events.setdefault(event.noun, event.name)
    return {
        "terms": terms,
        "categories": {category.name: list(category.values) for category in words.categories},
        "events": events,
        "facts": facts,
        "counts": list(COUNTS),
        "dates": list(DATES),
        "missed": {
            event.misses.promise.removeprefix(f"{policy.id}."): event.misses.promise
            for event in words.events
            if event.misses is not None
        },
    }


def quoted_facts(policy: Policy) -> list[str]:
    """The facts that the policy names only in quotes, in its own order."""
    names: dict[str, None] = {}

    def add(condition: Condition) -> None:
        if isinstance(condition, FactIs) and policy.words.fact(condition.fact) is None:
            names[condition.fact] = None

    def add_cases(cases: tuple[Case, ...]) -> None:
        for case in cases:
            add(case.condition)
            add_cases(case.cases)

    for promise in policy.promises():
        for condition in (*promise.conditions, *promise.excuses):
            add(condition)
        add_cases(promise.cases)
        for more in (promise.extension, promise.dated):
            if more is not None and more.condition is not None:
                add(more.condition)
        for target in promise.targets:
            for condition in (*target.only, *target.excludes):
                add(condition)
        for condition in () if promise.remedy is None else promise.remedy.conditions:
            add(condition)
    return list(names)
