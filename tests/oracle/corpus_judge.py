"""What a policy of the corpus expects of a contact: every promise with its deadline, status and reason.

A contact of which only a day is known is asked as all that it may stand for. Nothing here is the compiler's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.oracle import clocks
from tests.oracle.corpus_contact import Contact, day_only, instants, read
from tests.oracle.corpus_known import judged
from tests.oracle.corpus_misses import happened
from tests.oracle.corpus_place import place
from tests.oracle.corpus_promise import Judged, Row, event_of
from tests.oracle.corpus_remedies import owed
from tests.oracle.corpus_spec import Policy, Promise, Standard
from tests.oracle.corpus_targets import target_rows
from tests.oracle.days import Beyond

EVERY = "every contact"
ANNOUNCED = "announced"


@dataclass(frozen=True)
class Answer:
    """`rows`: by id, with the standard and the promise of each."""

    rows: dict[str, tuple[Standard, Promise, Judged]]
    unmeasured: list[str]

    def data(self) -> dict[str, Any]:
        promises = [{"id": name, **one.row} for name, (_, _, one) in self.rows.items()]
        return {"promises": promises} | ({"unmeasured": self.unmeasured} if self.unmeasured else {})


def expected(policy: Policy, data: Mapping[str, Any], as_of: str, reading: str = ANNOUNCED) -> dict[str, Any]:
    """What is expected of a contact: `promises`, `unmeasured`; or `error`, where a day lies beyond the years."""
    zone = policy.calendar().zone
    until = instants(as_of, zone)[1]
    try:
        first, *others = [answer(policy, contact, until, reading).data() for contact in read(data, zone)]
    except Beyond:
        return {"error": "outside the years"}
    rows = {row["id"]: row for row in first["promises"]}
    for other in others:
        assert [row["id"] for row in other["promises"]] == list(rows)
        for row in other["promises"]:
            rows[row["id"]] = _either(rows[row["id"]], row)
    for row in rows.values():
        if row.get("reason") == {"missing": ""}:
            row["reason"] = {"missing": _what_matters(row["id"], policy, data, until)}
    return first | {"promises": list(rows.values())}


def answer(policy: Policy, contact: Contact, as_of: int, reading: str = ANNOUNCED) -> Answer:
    """Every row of one exact contact; promises that hang on misses of others after those. Raises Beyond."""
    place(policy.calendar()).day(contact.arrives)
    left = [
        (promise_id(policy, standard, promise), standard, promise)
        for standard in policy.standards
        if standard.channels == (EVERY,) or contact.channel in standard.channels
        for promise in standard.promises
    ]
    order = [name for name, _, _ in left]
    breaches = [one for one in policy.breaches if one.event not in contact.events]
    found: dict[str, dict[str, Judged]] = {}
    places = {name: (standard, promise) for name, standard, promise in left}
    while left:
        names = [breach.event for breach in breaches]
        now = [one for one in left if not any(name in repr(one[2]) for name in names)]
        assert now, "a promise hangs on its own miss"
        for name, standard, promise in now:
            path = name.removeprefix(f"{policy.name}.")

            def ask(judge: Any, asked: tuple[Standard, Promise, str] = (standard, promise, path)) -> dict[str, Judged]:
                rows: dict[str, Judged] = judge.rows(*asked)
                return rows

            found[name] = judged(policy, contact, as_of, ask, reading)
        left = [one for one in left if one[0] not in found]
        for breach in breaches:
            own = f"{policy.name}.{breach.promise}"
            if own not in [name for name, _, _ in left]:
                at = happened(breach, found.get(own, {}).get(""), contact, policy)
                contact = contact if at is None else replace(contact, events={**contact.events, breach.event: (at,)})
        breaches = [one for one in breaches if f"{policy.name}.{one.promise}" in [name for name, _, _ in left]]
    return _whole(policy, contact, as_of, reading, [(name, *places[name], found[name]) for name in order])


def _whole(
    policy: Policy,
    contact: Contact,
    as_of: int,
    reading: str,
    found: list[tuple[str, Standard, Promise, dict[str, Judged]]],
) -> Answer:
    """The rows with their basis, targets and remedies, and those of payments and claims after them."""
    rows: dict[str, tuple[Standard, Promise, Judged]] = {}
    unmeasured = []
    for name, standard, promise, listed in found:
        for ending, one in listed.items():
            if not one.row:
                unmeasured.append(name)
                continue
            row: Row = dict(one.row)
            basis = promise.basis or standard.basis or policy.basis
            if basis and basis != "promise":
                row["basis"] = basis
            if promise.targets and one.limit is not None:
                row["targets"] = target_rows(policy, standard, promise, one, contact, as_of, reading)
            more: dict[str, Judged] = {}
            if promise.remedy is not None:
                said, more = owed(policy, standard, promise.remedy, one, contact, as_of, reading)
                row |= said
            rows[name + ending] = (standard, promise, replace(one, row=row))
            rows |= {f"{name}{ending}.{kind}": (standard, promise, other) for kind, other in more.items()}
    return Answer(rows, unmeasured)


def _either(one: Row, other: Row) -> Row:
    """Of two answers to what only a day is known of: the one that both give, else unknown; what both have stays."""
    for row in (one, other):
        if row["status"] == "unknown":
            return row
    if all(one.get(key) == other.get(key) for key in ("due", "met_at_due", "status", "last_day")):
        return {key: value for key, value in one.items() if key != "anchor" or value == other.get(key)}
    same = (key for key in ("due", "met_at_due", "last_day") if key in one and one.get(key) == other.get(key))
    kept: Row = {key: one[key] for key in same}
    return {"id": one["id"], "status": "unknown", **(kept if "due" in kept else {}), "reason": {"missing": ""}}


def _what_matters(promise: str, policy: Policy, data: Mapping[str, Any], until: int) -> str:
    """Of what only the day is known, that whose time alone makes the answer another, the others at their first."""
    zone = policy.calendar().zone
    names = day_only(data)
    for name in names:
        fixed = dict(data)
        for other in names:
            if other == "arrives" != name:
                fixed["arrives"] = clocks.utc(instants(data["arrives"], zone)[0])
            elif other != name:
                fixed["events"] = fixed["events"] | {other: clocks.utc(instants(data["events"][other], zone)[0])}
        answers = [answer(policy, contact, until).data()["promises"] for contact in read(fixed, zone)]
        rows = [row for answer in answers for row in answer if row["id"] == promise]
        if any(_either(rows[0], row)["status"] == "unknown" for row in rows):
            break
    acts = dict(_events_of(policy))
    if name == "arrives":
        return "time of arrival"
    return "time of the act" if name == acts[promise] else f"time of event {name}"


def _events_of(policy: Policy) -> Iterator[tuple[str, str]]:
    for standard in policy.standards:
        for promise in standard.promises:
            yield promise_id(policy, standard, promise), event_of(promise.verb, policy)


def promise_id(policy: Policy, standard: Standard, promise: Promise) -> str:
    ending = {"must": "", "should": ".should", "aim to": ".aim", "may": ".may"}[promise.strength]
    return f"{policy.name}.{standard.name}.{promise.verb.replace(' ', '-')}{ending}"
