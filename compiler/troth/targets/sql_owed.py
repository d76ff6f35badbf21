"""What is owed for a missed promise, as rows and expressions of a SQL checker: sums, periods, claims and payments.

A claim and a payment are promises of their own. The deadline that they are counted from is an event of each of them,
for it is another one for every promise, and a day or an instant by the unit of what is counted from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from troth.calendars.local_time import SECOND
from troth.targets.runtime_remedies import MISSED
from troth.targets.sql_logic import Wide
from troth.targets.sql_tables import MONTHS, UNITS, PolicyTables, literal

_ROWS = ("claim", "paid")


def remedy_promises(program: dict[str, Any]) -> list[dict[str, Any]]:
    """The claims and payments of a program, as promises whose deadline is an event with a name of its own."""
    remedies = [promise["remedy"] for promise in program["promises"] if promise["remedy"]]
    return [_from_its_miss(remedy[name]) for remedy in remedies for name in _ROWS if remedy[name]]


def _from_its_miss(promise: dict[str, Any]) -> dict[str, Any]:
    limit = promise["limit"]
    if not limit.get("of"):
        return promise
    return {**promise, "limit": {**limit, "of": limit["of"].replace(MISSED, f"{MISSED}|{promise['id']}")}}


def owes(program: dict[str, Any]) -> bool:
    """Has one of a program's promises a remedy?"""
    return any(promise["remedy"] for promise in program["promises"])


def add_remedy(promise: dict[str, Any], tables: PolicyTables) -> None:
    """The rows of a promise's remedy: what of it is the same for every contact, and its periods."""
    remedy = promise["remedy"]
    add, id_ = tables.tables.add, promise["id"]
    most = [remedy["most"], None if remedy["most each"] is None else remedy["most each"][0]]
    further = remedy["further"]
    add(
        *("remedy", id_, remedy["currency"], remedy["places"], 10 ** remedy["places"]),
        *(int(bool(remedy["sums"]["delays"])), int(bool(further and further["started"]))),
        *(min((one for one in most if one is not None), default=None), remedy["late"]),
        *(value for name in _ROWS for value in _row(remedy[name])),
    )
    for number, (amount, _says, sum_) in enumerate(remedy["sums"]["delays"]):
        add("stint", id_, "delay", number, *_length(amount), sum_)
    if further is not None:
        add("stint", id_, "further", 0, *_length(further["by"]), None)


def _row(promise: dict[str, Any] | None) -> tuple[Any, Any]:
    return (None, None) if promise is None else (promise["id"], int(promise["limit"]["kind"] in ("elapsed", "open")))


def _length(amount: Sequence[Any]) -> tuple[int, str]:
    """How long a period is: days of a unit, or microseconds by the clock (`e`) or while open (`o`)."""
    n, unit, *seconds = amount
    if seconds:
        return n * seconds[0] * SECOND, "o" if unit.startswith("opening") else "e"
    return n * MONTHS.get(unit, 1), UNITS[unit]


def owing(promise: dict[str, Any], wide: Wide) -> str:
    """The SELECT of what a contact would be paid for a promise, from `w`: is it paid at all, its sums by case."""
    remedy, further = promise["remedy"], promise["remedy"]["further"]
    known = [
        (so if wanted else f"1 - ({so})", what) for one, wanted, _ in remedy["nothing"] for so, what in [wide.so(one)]
    ]
    paid, m_paid = wide.all_of(known)
    base, m_base = _by_case(remedy["sums"], wide)
    each, m_each = ("0", "NULL") if further is None else _by_case(further["sums"], wide)
    return (
        f"SELECT w.contact, {literal(promise['id'])} AS prom, CAST({paid} AS BIGINT) AS paid,\n"
        f"  CAST({base} AS BIGINT) AS base, CAST({each} AS BIGINT) AS each,\n"
        f"  CAST({m_paid} AS VARCHAR) AS m_paid, CAST({m_base} AS VARCHAR) AS m_base,\n"
        f"  CAST({m_each} AS VARCHAR) AS m_each\n"
        f"FROM {{wide}} w WHERE w.hv = 1"
    )


def _by_case(sums: dict[str, Any], wide: Wide) -> tuple[str, str]:
    """The sum of the first case that holds, else the plain one; and what is missing where none is known to."""
    if not sums["cases"]:
        return str(sums["plain"]), "NULL"
    known = [(*wide.so(condition), sum_) for condition, _says, sum_ in sums["cases"]]
    chosen = "".join(f" WHEN ({so}) = 1 THEN {sum_}" for so, _, sum_ in known)
    settled = "".join(f" WHEN ({so}) = 1 THEN NULL" for so, _, _ in known)
    unknown = [(so, what) for so, what, _ in known if what]
    nothing = "".join(f" WHEN ({so}) IS NULL THEN NULL" for so, _ in unknown)
    missing = "".join(f" WHEN ({so}) IS NULL THEN {literal(what)}" for so, what in unknown)
    return f"CASE{chosen}{nothing} ELSE {sums['plain']} END", f"CASE{settled}{missing} END"
