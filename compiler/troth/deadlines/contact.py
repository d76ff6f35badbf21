"""A contact: what is known of it, and how it is read from plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from troth.calendars.workdays import WorkCalendar
from troth.calendars.zone import to_instant
from troth.diagnostics import nearest
from troth.model.condition import Condition, FactIs
from troth.model.policy import Case, Policy
from troth.model.words import CONTACT_STARTS, COUNTS, DATES, DIMENSIONS


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened: from instant `first` to `last`, both included; they differ where only the day is known."""

    first: int
    last: int

    @property
    def is_instant(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What is known of one contact; what is missing in a mapping is not known.

    `values`: categories by name. `counts`: None for "none" (never answered). `events`: each event's moments in order.
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


class Unreadable(Exception):
    """A value of a contact cannot be read: `code`, `message`, `help`."""

    def __init__(self, code: str, message: str, help: str) -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help


def read_contact(data: Mapping[str, Any], policy: Policy, calendar: WorkCalendar) -> Contact:
    """A contact from plain values, in the form of `troth due --format json`.

    Keys: `channel`, `arrives`; `kind`, `party`, each category of the policy; `events` (name → time, or a list of times),
    `facts` (name → yes or no; a number for a count; states too), `dates` (agreed, told, promised → date or time). Times
    are ISO 8601, local to the calendar where they have no offset; a day alone where only the day is known.

    Raises Unreadable.
    """
    words = policy.words
    categories = [category.name for category in words.categories]
    known = [*DIMENSIONS, CONTACT_STARTS, "events", "facts", "dates", *categories]
    for key in data:
        _must_know(key, known, "a part of a contact")
    for key in ("channel", CONTACT_STARTS):
        if not data.get(key):
            raise Unreadable("T701", f"the contact has no `{key}`", f"say it: `{key}`")
    chosen: dict[str, str] = {}
    for dimension in DIMENSIONS:
        value = data.get(dimension)
        if value is not None:
            term = words.term(dimension, str(value))
            if term is None:
                _must_know(str(value), words.values(dimension), f"a {dimension}")
            assert term is not None
            chosen[dimension] = term.name
    values: dict[str, str] = {}
    for name in categories:
        if data.get(name) is not None:
            values[name] = str(data[name])
            _must_know(values[name], words.values(name), f"a value of `{name}`")
    arrives = read_moment(CONTACT_STARTS, data[CONTACT_STARTS], calendar)
    facts, counts = _read_facts(data.get("facts") or {}, policy)
    events: dict[str, tuple[Moment, ...]] = {}
    for name, times in (data.get("events") or {}).items():
        event = words.event(name)
        if event is None:
            _must_know(name, [event.name for event in words.events], "an event")
        assert event is not None
        listed = times if isinstance(times, list | tuple) else [times]
        day = calendar.clock.local(arrives.first).date()
        events[event.name] = tuple(sorted((read_moment(name, at, calendar, day) for at in listed), key=lambda m: m.first))
    dates: dict[str, Moment] = {}
    for name, at in (data.get("dates") or {}).items():
        _must_know(name, DATES, "a date that a contact carries")
        dates[name] = read_moment(name, at, calendar)
    return Contact(
        **chosen, arrives=arrives, values=values, facts=facts, counts=counts, dates=dates, events=events  # type: ignore[arg-type]
    )


def _read_facts(data: Mapping[str, Any], policy: Policy) -> tuple[dict[str, bool], dict[str, int | None]]:
    words = policy.words
    names = [*(fact.name for fact in words.facts), *(state.name for state in words.states), *quoted_facts(policy)]
    facts: dict[str, bool] = {}
    counts: dict[str, int | None] = {}
    for name, value in data.items():
        text = str(value).lower()
        if name in COUNTS:
            if text != "none" and not text.isdecimal():
                raise Unreadable("T701", f"`{name}={value}` is no count", f"write a whole number, or `{name}=none`")
            counts[name] = None if text == "none" else int(text)
            continue
        _must_know(name, [*names, *COUNTS], "a fact, state or count of this policy")
        if text not in _TRUTHS:
            raise Unreadable("T701", f"`{name}={value}` is neither yes nor no", f"write `{name}=yes` or `{name}=no`")
        facts[name] = _TRUTHS[text]
    return facts, counts


_TRUTHS = {"yes": True, "true": True, "no": False, "false": False}


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
        for condition in (*promise.who.conditions, *promise.only, *promise.excuses):
            add(condition)
        add_cases(promise.cases)
    return list(names)


def _must_know(name: str, known: Any, what: str) -> None:
    if name in known:
        return
    meant = nearest(name, known)
    listed = ", ".join(f"`{one}`" for one in sorted(known)) or "none"
    raise Unreadable("T101", f"`{name}` is not {what}", f"did you mean `{meant}`?" if meant else f"known: {listed}")


_LOCAL = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?))?")
_CLOCK = re.compile(r"\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?")


def read_moment(name: str, value: Any, calendar: WorkCalendar, day: date | None = None) -> Moment:
    """A time in ISO 8601 as an instant, or a date as its whole local day; with `day`, a time of day alone is on it.

    Raises Unreadable: also for a local time that clocks skip or show twice and that has no offset.
    """
    if isinstance(value, datetime | date):
        value = value.isoformat()
    text = str(value).strip()
    if day is not None and _CLOCK.fullmatch(text):
        text = f"{day.isoformat()}T{text}"
    try:
        found = _LOCAL.fullmatch(text)
        if found is None:
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is None:
                raise ValueError
            instant = to_instant(moment)
            return Moment(instant, instant)
        whole_day = date.fromisoformat(found[1])
        clock = time.fromisoformat(found[2]) if found[2] else None
    except (ValueError, OverflowError):
        raise Unreadable(
            "T701", f"`{name}`: `{value}` is no time", "write ISO 8601, such as `2026-03-29T00:30` or `2026-03-29T00:30+00:00`"
        ) from None
    if clock is None:
        after = calendar.clock.first_instant(datetime.combine(whole_day + timedelta(days=1), time()))
        return Moment(calendar.clock.first_instant(datetime.combine(whole_day, time())), after - 1)
    return _instant(name, datetime.combine(whole_day, clock), calendar)


def _instant(name: str, local: datetime, calendar: WorkCalendar) -> Moment:
    instants = calendar.clock.instants(local)
    shown = local.isoformat(sep=" ")
    if not instants:
        raise Unreadable(
            "T702",
            f"`{name}`: clocks in {calendar.rules.zone} never show {shown}; they go forward over it",
            "give the time with its offset from UTC, such as `+01:00`",
        )
    if len(instants) > 1:
        raise Unreadable(
            "T703",
            f"`{name}`: clocks in {calendar.rules.zone} show {shown} twice; they go back over it",
            "give the time with its offset from UTC, such as `+01:00` for the first or `+00:00` for the second",
        )
    return Moment(instants[0], instants[0])
