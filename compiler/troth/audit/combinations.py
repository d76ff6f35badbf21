"""The different values that the contacts of a log have, and what contacts with them come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from troth.audit.identifier import identifier
from troth.audit.outcomes import Kind, Line, Outcome, Outcomes
from troth.audit.relation import Relation

MOST = 2_000
"""So many different values are looked at one by one; a log with more of them is judged in stages."""
NO_ACT = ("", "")
Act = tuple[str, str]
"""`event` and its name, of which the first one from the arrival on counts, or `count` and its name; or NO_ACT."""


@dataclass(frozen=True)
class Combination:
    """Contacts with the same values: how many there are, and what they come to; None: for the staged judge.

    `guard`: what must not have happened to a contact for that (`event promised`), and of what it must not be the day
    alone that is known (`act replied`).
    """

    values: tuple[Any, ...]
    count: int
    outcomes: tuple[tuple[Outcome, ...], ...] | None
    guard: tuple[str, ...] = ()


@dataclass(frozen=True)
class Survey:
    """What a first look at a log finds: how many rows it has, those `rejected` by reason, and the rest by their values.

    `combinations`: none where there are too many. `first`, `last`: arrivals; None where nobody arrives.
    """

    read: int
    rejected: dict[str, int]
    combinations: list[Combination]
    first: int | None
    last: int | None


def survey(connection: Any, relation: Relation, outcomes: Outcomes) -> Survey:
    """Look at the values of a log, in one pass over it; of what cannot be read, the value is no part of the reason."""
    reason = "regexp_replace(rejected, 'value: [^\n]*', 'value')"
    listed = ", ".join([reason, *(value_of(name) for name in outcomes.columns)])
    select = f"SELECT {listed}, count(*), min(arrives), max(arrives) FROM {relation.name} GROUP BY ALL LIMIT {MOST + 1}"
    found = connection.execute(select).fetchall()
    if len(found) > MOST:
        select = f"SELECT {reason}, count(*) FROM {relation.name} GROUP BY ALL"
        reasons = dict(connection.execute(select).fetchall())
        rejected = {reason: count for reason, count in reasons.items() if reason is not None}
        return Survey(sum(reasons.values()), rejected, [], None, None)
    rejected = Counter[str]()
    kept: list[Combination] = []
    arrivals: list[int] = []
    for reason, *values, count, first, last in found:
        if reason is not None:
            rejected[reason] += count
        else:
            kept.append(_combination(values, count, outcomes))
            arrivals += (first, last)
    read = rejected.total() + sum(one.count for one in kept)
    return Survey(read, dict(rejected), kept, min(arrivals, default=None), max(arrivals, default=None))


def value_of(column: str, table: str = "") -> str:
    """A column of the values of a contact; of what could not be read the names alone, without the reasons."""
    name = f"{table}{identifier(column)}"
    return f"regexp_replace({name}, '\\t[^\\n]*', '', 'g')" if column == "unreadable" else name


def _combination(values: Sequence[Any], count: int, outcomes: Outcomes) -> Combination:
    found = outcomes.of(dict(zip(outcomes.columns, values, strict=True)))
    if found is None or any(act_of(one) is None for one in found.values()):
        return Combination(tuple(values), count, None)
    guard = {*(outcomes.of_states if found else ())}
    for id_, one in found.items():
        guard.update(outcomes.bearing(id_))
        kind, name = act_of(one) or NO_ACT
        guard.update([f"act {name}"] if kind == "event" else [])
    return Combination(tuple(values), count, tuple(found.values()), tuple(sorted(guard)))


def act_of(outcome: Sequence[Outcome]) -> Act | None:
    """What keeps a promise, or what of it is counted; None where that is one thing on some days, another on others."""
    lines = [line for line in outcome if isinstance(line, Line) and line.kind is not Kind.UNKNOWN]
    found = {("count", "rings") if line.kind is Kind.COUNT else ("event", line.event) for line in lines}
    return None if len(found) > 1 else next(iter(found), NO_ACT)


def told_by(several: Sequence[Combination]) -> Iterator[int]:
    """The numbers of the columns in which combinations differ."""
    for number in range(len(several[0].values)) if several else ():
        if len({one.values[number] for one in several}) > 1:
            yield number
