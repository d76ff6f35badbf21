"""What an audit asks of a log: by which policy, as of when, and what the log can say at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from troth.audit.result_row import Recorded
from troth.calendars.workdays import WorkCalendar
from troth.model.limit import ARRIVAL
from troth.model.measure import MISSED
from troth.model.policy import Policy
from troth.tables.program import lower
from troth.tables.shares import promise_of
from troth.targets.runtime_deadlines import two_of

_APPOINTMENTS = ("appointment", "visit")
Key = tuple[str, str | None]
"""A promise and the case of it that binds, as an answer names them."""


@dataclass(frozen=True)
class Asked:
    """A policy, the instant from which we look (microseconds since 1970 in UTC), and what a log has columns for.

    `columns`: by the names of the canonical relation, such as `event replied` (one moment a contact), `events updated`
    (each time that it happened), `date promised`. An event without a column is one of which nobody knows whether it
    happened; one whose column is empty for a contact did not.
    """

    policy: Policy
    calendar: WorkCalendar
    fingerprints: dict[str, str]
    as_of: int
    columns: frozenset[str]

    @cached_property
    def program(self) -> dict[str, Any]:
        """The policy as engines run it."""
        head = {"policy": self.policy.id, "fingerprints": self.fingerprints}
        return {**head, **lower(self.policy, self.calendar)}

    @property
    def recorded(self) -> Recorded:
        """What every row of its results carries."""
        return Recorded(self.as_of, self.fingerprints["promises"], self.fingerprints["calendar"])

    @cached_property
    def ids(self) -> frozenset[str]:
        """The identities of promises, and of the claims and payments of their remedies."""
        return frozenset(promise["id"] for promise in _all_promises(self.program))

    @cached_property
    def needs(self) -> dict[Key, frozenset[str]]:
        """The columns without which a promise's row says nothing; see `lacking`."""
        found: dict[Key, frozenset[str]] = {}
        for promise in self.program["promises"]:
            found |= _needs_of(promise, frozenset(self._ends_of_states(promise)))
        for event, (_n, watched, _within) in self.program["words"]["misses"].items():
            behind = frozenset().union(*(need for (id_, _), need in found.items() if id_ == watched))
            found = {
                key: need - {f"event {event}"} | (behind - {f"event {event}"})
                if f"event {event}" in need and f"event {event}" not in self.columns
                else need
                for key, need in found.items()
            }
        return found

    @property
    def asked_for(self) -> frozenset[str]:
        """The events on which a row hangs, by their names."""
        kinds = ("event", "events")
        parts = (name.partition(" ") for need in self.needs.values() for name in need)
        return frozenset(name for kind, _, name in parts if kind in kinds)

    @cached_property
    def planned(self) -> frozenset[str]:
        """The events that may well lie ahead: towards which a promise counts, and the ends of states."""
        ends = (name for two in self.program["words"]["states"].values() for name in two)
        return frozenset((*_APPOINTMENTS, *ends, *_aimed_at(self.program["promises"])))

    def _ends_of_states(self, promise: dict[str, Any]) -> Iterator[str]:
        """The ends of states that are told by their starts: without them nobody knows whether one is over."""
        states = self.program["words"]["states"]
        for name in set(_states(promise)):
            begins, ends = states[name]
            if f"fact {name}" not in self.columns and self.columns & {f"event {begins}", f"events {begins}"}:
                yield f"event {ends}"

    def lacking(self, promise: str, case: str | None, happened: Iterable[str], columns: frozenset[str]) -> str:
        """What is missing for a row of a promise, with these columns; "" where nothing is.

        `happened`: the events of the contact, for the date that goes with one is only asked for where it happened.
        """
        need = self.needs.get((promise_of(promise, self.ids) or promise, case), frozenset())
        for name in sorted(need):
            kind, _, what = name.partition(" ")
            if kind == "events":
                if name not in columns:
                    return f"every event {what}"
            elif kind == "told":
                if f"date {what}" not in columns and what in happened:
                    return f"date {what}"
            elif name not in columns and f"events {what}" not in columns:
                return name
        return ""


def _all_promises(program: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for promise in program["promises"]:
        yield promise
        if promise["remedy"]:
            yield from (promise["remedy"][name] for name in ("claim", "paid") if promise["remedy"][name])


def _needs_of(promise: dict[str, Any], more: frozenset[str]) -> dict[Key, frozenset[str]]:
    """What each case of a promise needs, and what its claim and its payment do."""
    always = set(more) | {f"event {promise['event']}"}
    always |= {f"event {one[end]}" for one in promise["pauses"] for end in ("from", "to")}
    always |= {f"event {one}" for one in (promise["restart"], promise["unless"]) if one}
    limits = [promise["latest"], promise["earliest"]]
    if promise["extension"]:
        always |= {"event told"} if promise["extension"]["told"] else set()
        limits.append(promise["extension"]["limit"])
    if promise["dated"]:
        always |= {f"event {promise['dated']['name']}", f"told {promise['dated']['name']}"}
        limits.append(promise["dated"]["limit"])
    for act in promise["or"]:
        always.add(f"event {act['event']}")
        limits.append(act["limit"])
    for limit in limits:
        always |= _of_limit(limit, promise)
    found: dict[Key, frozenset[str]] = {}
    for path, limit in _chosen(promise["cases"], promise["limit"], ()):
        needed = always | _of_limit(limit, promise)
        if limit is not None and limit["kind"] == "rings" and not promise["or"]:
            needed.discard(f"event {promise['event']}")
        found[promise["id"], ", ".join(path) or None] = frozenset(needed)
    remedy = promise["remedy"]
    for row in (remedy["claim"], remedy["paid"]) if remedy else ():
        if row:
            found |= _needs_of(row, frozenset().union(*found.values()))
    return found


def _chosen(cases: Any, limit: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, limit
    for case in cases:
        yield from _chosen(case["cases"], case["limit"], (*path, case["says"]))


def _of_limit(limit: dict[str, Any] | None, promise: dict[str, Any]) -> set[str]:
    """The columns that a limit is counted by."""
    if limit is None:
        return set()
    match limit["kind"]:
        case "carried":
            return {f"date {limit['of']}"}
        case "every":
            return {f"event {limit['of']}", f"events {promise['event']}", *_of_limit(limit["step"], promise)}
        case _:
            return {f"event {one}" for one in _parts(limit.get("of") or "") if one not in ("", ARRIVAL, MISSED)}


def _states(part: Any) -> Iterator[str]:
    """The states in the conditions of a part of a program."""
    match part:
        case ["state", str(name), bool()]:
            yield name
        case _:
            yield from (name for one in _within(part) for name in _states(one))


def _aimed_at(part: Any) -> Iterator[str]:
    """The events at which something is due, or from which it is counted back, in a part of a program."""
    match part:
        case {"kind": "event" | "notice" | "not before", "of": str(of)}:
            yield from _parts(of)
        case _:
            yield from (name for one in _within(part) for name in _aimed_at(one))


def _within(part: Any) -> Iterable[Any]:
    """The parts of a part of a program."""
    return part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()


def _parts(event: str) -> Iterator[str]:
    which, one, other = two_of(event)
    if not which:
        yield one
        return
    yield from _parts(one)
    yield from _parts(other)
