"""Which promises a contact has, and which limit of each: yes, no, or not known for want of a fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from troth.calendars.opening import is_in_season
from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import Contact
from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, Condition, FactIs, InSeason, StateIs, ValueIs
from troth.model.limit import Limit
from troth.model.policy import Case, Policy, Promise
from troth.model.words import DIMENSIONS


@dataclass(frozen=True, slots=True)
class Missing:
    """What would have to be known, as a person would ask for it."""

    what: str


Truth = bool | Missing


def holds(condition: Condition, contact: Contact, policy: Policy, calendar: WorkCalendar) -> Truth:
    """Does a condition hold at the contact's arrival?"""
    match condition:
        case ValueIs(dimension=dimension, values=values):
            return _value_in(dimension, values, contact)
        case FactIs(fact=fact, holds=wanted):
            if fact not in contact.facts:
                return Missing(f"fact {fact}")
            return contact.facts[fact] is wanted
        case StateIs(state=state, holds=wanted):
            truth = _in_state(state, contact, policy)
            return truth if isinstance(truth, Missing) else truth is wanted
        case ArrivedBetween(first=first, last=last):
            return _arrived_between(first, last, contact, calendar)
        case ArrivedOnClosedDay(calendar=name):
            return not calendar.named(name).is_working(calendar.day_of(contact.arrives.first))
        case InSeason(first=begins, last=ends):
            return is_in_season(calendar.day_of(contact.arrives.first), begins, ends)


def holds_if_any(condition: Condition | None, contact: Contact, policy: Policy, calendar: WorkCalendar) -> Truth:
    """Does a condition hold at the contact's arrival? Yes where there is none."""
    return True if condition is None else holds(condition, contact, policy, calendar)


def _arrived_between(first: date | None, last: date | None, contact: Contact, calendar: WorkCalendar) -> bool:
    day = calendar.day_of(contact.arrives.first)
    return (first is None or first <= day) and (last is None or day <= last)


def every(truths: Iterable[Truth]) -> Truth:
    """No if any is no; else not known if any is not; else yes."""
    missing: Missing | None = None
    for truth in truths:
        if truth is False:
            return False
        if isinstance(truth, Missing) and missing is None:
            missing = truth
    return missing if missing is not None else True


def _value_in(dimension: str, values: tuple[str, ...], contact: Contact) -> Truth:
    if dimension in DIMENSIONS:
        return {"channel": contact.channel, "kind": contact.kind, "party": contact.party}[dimension] in values
    if dimension not in contact.values:
        return Missing(f"category {dimension}")
    return contact.values[dimension] in values


def _in_state(name: str, contact: Contact, policy: Policy) -> Truth:
    if name in contact.facts:
        return contact.facts[name]
    state = policy.words.state(name)
    assert state is not None
    starts, ends = contact.events.get(state.start, ()), contact.events.get(state.end, ())
    arrives = contact.arrives
    if not starts:
        return Missing(f"state {name}")
    begun = [start for start in starts if start.last <= arrives.first]
    if any(start.first <= arrives.last < start.last or arrives.first < start.last <= arrives.last for start in starts):
        return Missing(f"state {name}")
    if not begun:
        return False
    since = begun[-1]
    back = [end for end in ends if end.first >= since.first]
    if any(end.last <= arrives.first for end in back):
        return False
    if any(end.first <= arrives.last for end in back):
        return Missing(f"state {name}")
    return True


def applies(promise: Promise, contact: Contact, policy: Policy, calendar: WorkCalendar) -> Truth:
    """Is this promise made to this contact: its conditions hold, and no promise that replaces its standard is made?"""

    def is_for(one: Promise) -> Truth:
        return every(holds(condition, contact, policy, calendar) for condition in one.conditions)

    own = is_for(promise)
    if own is False:
        return False
    for other in policy.promises():
        if promise.standard in other.replaces:
            replaced = is_for(other)
            if replaced is True:
                return False
            if isinstance(replaced, Missing):
                own = every((own, replaced))
    return own


@dataclass(frozen=True, slots=True)
class Chosen:
    """The limit that binds and the cases that led to it; no limit where that case promises nothing."""

    limit: Limit | None
    path: tuple[Condition, ...]


def choose(promise: Promise, contact: Contact, policy: Policy, calendar: WorkCalendar) -> Chosen | Missing:
    """The limit of a promise for a contact: of the innermost case that holds, else the plain one."""
    return _choose(promise.cases, promise.limit, (), contact, policy, calendar)


def _choose(
    cases: tuple[Case, ...],
    plain: Limit | None,
    path: tuple[Condition, ...],
    contact: Contact,
    policy: Policy,
    calendar: WorkCalendar,
) -> Chosen | Missing:
    missing: Missing | None = None
    for case in cases:
        truth = holds(case.condition, contact, policy, calendar)
        if truth is True:
            return _choose(case.cases, case.limit, (*path, case.condition), contact, policy, calendar)
        if isinstance(truth, Missing) and missing is None:
            missing = truth
    return missing if missing is not None else Chosen(plain, path)
