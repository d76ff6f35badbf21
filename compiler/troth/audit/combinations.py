"""The different values that the contacts of a log have, and what contacts with them come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from troth.audit.ahead import latest_sql
from troth.audit.asked import Asked
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
class Look:
    """What a first look at a log finds: how many rows it has, those `rejected` by reason, and the rest by their values.

    `outcomes`: what it was held against. `flawed`: of how many rows there is a problem. `combinations`: none where
    there are too many. `first`, `last`: arrivals; None where nobody arrives. `latest`: of arrivals and events, those of
    rejected rows among them; None where there is none.
    """

    outcomes: Outcomes
    read: int
    flawed: int
    rejected: dict[str, int]
    combinations: list[Combination]
    first: int | None
    last: int | None
    latest: int | None


ANY_FLAW = ("rejected IS NOT NULL", "unreadable IS NOT NULL")
"""As any relation has it; a log's own has `FLAWS`, which are quicker."""


def look_at(
    connection: Any,
    asked: Asked,
    relation: Relation,
    flaws: Sequence[str] = ANY_FLAW,
    constant: Collection[str] = (),
) -> Look:
    """Look at the values of a log, in one pass over it, and one more over its flawed rows, if there are any.

    `flaws`: tests of which one holds for a flawed row. `constant`: columns known to have one value in all rows.
    """
    outcomes = Outcomes(asked, relation)
    flaw = " OR ".join(flaws)
    # Nothing is unreadable of a row that is not flawed, and to be told so of each is to build the text.
    read = {name: "NULL" if name == _TOLD else value_of(name) for name in outcomes.columns}
    values = [f"any_value({one})" if name in {*constant, _TOLD} else one for name, one in read.items()]
    ends = ["min(arrives)", "max(arrives)", latest_sql(relation)]
    found = _grouped(connection, relation, [*values, "count(*)", f"count(*) FILTER ({flaw})", *ends])
    counts = Counter({tuple(one): count for *one, count, _, _, _, _ in found})
    rejected = Counter[str]()
    odd: list[tuple[Any, ...]] = []
    flawed = sum(row[-4] for row in found)
    if flawed and len(found) <= MOST:
        told = value_of(_TOLD) if _TOLD in read else "NULL"
        odd = _grouped(connection, relation, [*values, told, _REASON, "count(*)"], f" WHERE {flaw}")
        for *one, unreadable, reason, count in odd:
            counts[tuple(one)] -= count
            if reason is None:
                whole = (unreadable if name == _TOLD else value for name, value in zip(read, one, strict=True))
                counts[tuple(whole)] += count
            else:
                rejected[reason] += count
    if max(len(found), len(odd)) > MOST:
        several = _grouped(connection, relation, [_REASON, "count(*)", f"count(*) FILTER ({flaw})", *ends], most=None)
        rejected = Counter({reason: count for reason, count, *_ in several if reason is not None})
        rows, flawed = (sum(row[number] for row in several) for number in (1, 2))
        return Look(outcomes, rows, flawed, dict(rejected), [], None, None, _latest(several))
    kept = [_combination(one, count, outcomes) for one, count in counts.items() if count]
    arrivals = [at for row in found for at in row[-3:-1] if at is not None]
    rows, first, last = counts.total() + rejected.total(), min(arrivals, default=None), max(arrivals, default=None)
    return Look(outcomes, rows, flawed, dict(rejected), kept, first, last, _latest(found))


def _latest(found: Sequence[tuple[Any, ...]]) -> int | None:
    """Of the last column of what was grouped."""
    return max((row[-1] for row in found if row[-1] is not None), default=None)


_TOLD = "unreadable"
_REASON = "regexp_replace(rejected, 'value: [^\n]*', 'value')"
"""Of what cannot be read, the value is no part of the reason."""


def _grouped(
    connection: Any, relation: Relation, columns: Sequence[str], where: str = "", most: int | None = MOST
) -> list[tuple[Any, ...]]:
    """The different values of a log and what is counted of each; no more than one too many."""
    limit = "" if most is None else f" LIMIT {most + 1}"
    select = f"SELECT {', '.join(columns)} FROM {relation.name}{where} GROUP BY ALL{limit}"
    found: list[tuple[Any, ...]] = connection.execute(select).fetchall()
    return found


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
