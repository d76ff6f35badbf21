"""What targets say of a promise's rows, as rows and expressions of a SQL checker.

A tier that has a limit is a promise of its own, with that limit in the place of the promise's own and its cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from troth.targets.sql_logic import Wide
from troth.targets.sql_tables import PolicyTables, literal

_BARE: dict[str, Any] = {"cases": [], "latest": None, "earliest": None, "or": [], "targets": [], "remedy": None}


def tiers_of(promise: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    """Each tier of a promise's targets, and each average: its number, from 1 on, over all; its target; itself."""
    every = ((target, tier) for target in promise["targets"] for tier in target["tiers"])
    for number, (target, tier) in enumerate(every, 1):
        yield number, target, tier


def aims(program: dict[str, Any]) -> bool:
    """Has one of a program's promises a target?"""
    return any(True for promise in program["promises"] for _ in tiers_of(promise))


def tier_promises(program: dict[str, Any]) -> list[dict[str, Any]]:
    """The promises with the limits of tiers, none of which is a row of an answer."""
    return [
        {**promise, **_BARE, "limit": tier["limit"], "id": _name(promise, number)}
        for promise in program["promises"]
        for number, _, tier in tiers_of(promise)
        if tier["limit"] is not None
    ]


def _name(promise: dict[str, Any], number: int) -> str:
    return f"{promise['id']}#{number}"


def add_tiers(promise: dict[str, Any], tables: PolicyTables) -> None:
    """The rows of a promise's tiers."""
    for number, target, tier in tiers_of(promise):
        bare = None if tier["limit"] is None else _name(promise, number)
        says = tier["says"]
        tables.tables.add("tier", promise["id"], number, says["says"], says["each"], bare, *_average(target["amount"]))


def _average(amount: Sequence[Any] | None) -> tuple[str | None, str | None, int | None]:
    """The unit of an average; what is counted: days of a kind, or time by the clock (`e`) or while open (`o`); and of
    time how many seconds the unit has.
    """
    if amount is None:
        return None, None, None
    _, unit, *seconds = amount
    if not seconds:
        return unit, "w" if unit == "working day" else "d", None
    return unit, "o" if unit.startswith("opening") else "e", seconds[0]


def counting(promise: dict[str, Any], wide: Wide) -> Iterator[str]:
    """For each tier the SELECT of whether a contact counts, from `w`."""
    for number, target, _ in tiers_of(promise):
        only, m_only = wide.every(target["only"])
        out = [wide.so(condition) for condition in target["excludes"]]
        unknown = [(so, what) for so, what in reversed(out) if what]
        never = " OR ".join([f"({only}) = 0", *(f"({so}) = 1" for so, _ in out)])
        open_ = " OR ".join([f"({only}) IS NULL", *(f"({so}) IS NULL" for so, _ in unknown)])
        missing = "".join(f" WHEN ({so}) IS NULL THEN {literal(what)}" for so, what in unknown)
        yield (
            f"SELECT w.contact, {literal(promise['id'])} AS prom, {number} AS tier,\n"
            f"  CAST(CASE WHEN {never} THEN 0 WHEN {open_} THEN NULL ELSE 1 END AS BIGINT) AS counts,\n"
            f"  CAST(CASE WHEN {never} THEN NULL WHEN ({only}) IS NULL THEN {m_only}{missing} END AS VARCHAR)"
            " AS m_counts\n"
            "FROM {wide} w WHERE w.hv = 1"
        )
