"""What a promise hangs on, as SQL: its conditions, its cases, its excuses, by the words of a policy.

A condition is 1, 0, or null where it is not known; beside it goes what would have to be known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from troth.targets.runtime_deadlines import COUNTED, two_of
from troth.targets.sql_tables import PolicyTables, literal

Condition = Sequence[Any]


class Wide:
    """The columns of a contact's row that conditions ask for, by what they are of."""

    def __init__(self, words: dict[str, Any]) -> None:
        self.words = words
        self.facts: dict[str, str] = {}
        self.states: dict[str, str] = {}
        self.values: dict[str, str] = {}
        self.closed: dict[str, str] = {}

    @staticmethod
    def _of(names: dict[str, str], name: str, letter: str) -> str:
        return names.setdefault(name, f"{letter}{len(names) + 1}")

    def so(self, condition: Condition) -> tuple[str, str]:
        """A condition as an expression, and what is missing where it is null ("" where it never is)."""
        match condition:
            case ["value", dimension, values]:
                listed = ", ".join(map(literal, values))
                if dimension in self.words["terms"]:
                    return f"CASE WHEN w.{dimension} IN ({listed}) THEN 1 ELSE 0 END", ""
                column = f"w.{self._of(self.values, dimension, 'c')}"
                return (
                    f"CASE WHEN {column} IN ({listed}) THEN 1 WHEN {column} IS NOT NULL THEN 0 END",
                    f"category {dimension}",
                )
            case ["between", first, last]:
                bounds = [f"w.day {sign} {_ordinal(day)}" for sign, day in ((">=", first), ("<=", last)) if day]
                return f"CASE WHEN {' AND '.join(bounds) or '1 = 1'} THEN 1 ELSE 0 END", ""
            case ["closed", name]:
                return f"1 - w.{self._of(self.closed, name, 'k')}", ""
            case ["season", [a, b], [c, d]]:
                first, last = a * 100 + b, c * 100 + d
                word = "AND" if first <= last else "OR"
                return f"CASE WHEN w.md >= {first} {word} w.md <= {last} THEN 1 ELSE 0 END", ""
            case ["fact", name, wanted]:
                column = f"w.{self._of(self.facts, name, 'f')}"
                return (column if wanted else f"1 - {column}"), f"fact {name}"
            case ["state", name, wanted]:
                column = f"COALESCE(w.{self._of(self.facts, name, 'f')}, w.{self._of(self.states, name, 's')})"
                return (column if wanted else f"1 - {column}"), f"state {name}"
            case _:
                raise AssertionError(condition)

    def every(self, conditions: Sequence[Condition]) -> tuple[str, str]:
        """Are they all so: the expression, and as SQL what is missing."""
        return self.all_of([self.so(condition) for condition in conditions])

    @staticmethod
    def all_of(known: Sequence[tuple[str, str]]) -> tuple[str, str]:
        """Are they all so, each an expression with what is missing where it is null."""
        if not known:
            return "1", "NULL"
        never = " OR ".join(f"{so} = 0" for so, _ in known)
        open_ = "".join(f" WHEN ({so}) IS NULL THEN {literal(what)}" for so, what in known if what)
        missing = f"CASE WHEN {never} THEN NULL{open_} END" if open_ else "NULL"
        either = " OR ".join(f"({so}) IS NULL" for so, what in known if what)
        unknown = f" WHEN {either} THEN NULL" if either else ""
        return f"CASE WHEN {never} THEN 0{unknown} ELSE 1 END", missing

    def source(self, name: Callable[[str], str]) -> str:
        """The SELECT of these columns for each contact and each version of its calendar."""
        columns, joins = ["j.*"], []
        for names, table, key, value in (
            (self.facts, "fact", "fact", "CASE WHEN holds THEN 1 ELSE 0 END"),
            (self.values, "categories", "category", "value"),
            (self.states, "@state_so", "state", "so"),
        ):
            pivots = ", ".join(
                f"MAX(CASE WHEN {key} = {literal(one)} THEN {value} END) AS {column}" for one, column in names.items()
            )
            if names:
                source = f"(SELECT contact, {pivots} FROM {name(table)} GROUP BY contact) {key}_of"
                joins.append(f"LEFT JOIN {source} ON {key}_of.contact = j.contact")
                columns += [f"{key}_of.{column}" for column in names.values()]
        for calendar, column in self.closed.items():
            joins.append(
                f"JOIN {name('version_cal')} v{column} ON v{column}.p = j.p AND v{column}.v = j.v"
                f" AND v{column}.name = {literal(calendar)}"
                f" LEFT JOIN {name('day')} {column} ON {column}.cal = v{column}.cal AND {column}.day = j.day"
            )
            columns.append(f"{column}.worked AS {column}")
        return f"SELECT {', '.join(columns)}\nFROM {name('judging')} j\n" + "\n".join(joins)


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def logic(promise: dict[str, Any], wide: Wide, tables: PolicyTables) -> str:
    """The SELECT of a promise's rows, from `w` (see `Wide.source`): which limit, and what is not known."""
    applies, m_applies = wide.every(promise["if"])
    where = [f"({applies} IS NULL OR {applies} <> 0)"] if promise["if"] else []
    for conditions in promise["replaced"]:
        so, missing = wide.every(conditions)
        where.append(f"({so} IS NULL OR {so} <> 1)")
        if missing != "NULL":
            m_applies = f"COALESCE({m_applies}, CASE WHEN {so} IS NULL THEN {missing} END)"
    problem = tables.problem or unsupported(promise)
    if problem:
        lim, m_lim, path = "NULL", literal(f"not in SQL: {problem}"), "NULL"
    else:
        lim, m_lim, path = _chosen(promise["cases"], promise["limit"], promise, wide, tables)
    excuses = [wide.so(condition) for condition in promise["excuses"]]
    excuse = "CASE" + "".join(f" WHEN {so} = 1 THEN 1" for so, _ in excuses) + " ELSE 0 END" if excuses else "0"
    unclear = "".join(f" WHEN ({so}) IS NULL THEN {literal(what)}" for so, what in excuses if what)
    m_excuse = f"CASE{unclear} END" if unclear else "NULL"
    dated, m_dated = wide.every((promise["dated"] or {"if": []})["if"])
    extended, m_extended = wide.every((promise["extension"] or {"if": []})["if"])
    columns = {
        "m_applies": _text(m_applies),
        "lim": f"CAST({lim} AS BIGINT)",
        "m_lim": _text(m_lim),
        "path": f"NULLIF({_text(path)}, '')",
        "excuse": excuse,
        "m_excuse": _text(m_excuse),
        "dated_so": f"CAST({dated} AS BIGINT)",
        "m_dated": _text(m_dated),
        "ext_so": f"CAST({extended} AS BIGINT)",
        "m_ext": _text(m_extended),
    }
    listed = ",\n  ".join(f"{value} AS {name}" for name, value in columns.items())
    return (
        f"SELECT w.contact, w.p, w.v, {literal(promise['id'])} AS prom, w.a0, w.a1, w.d0, w.d1, w.day, w.as_of,\n"
        f"  w.cal AS base_cal, {listed}\n"
        f"FROM {{wide}} w WHERE w.d_out = 0{''.join(f' AND {one}' for one in where)}"
    )


def _text(value: str) -> str:
    return f"CAST({value} AS VARCHAR)"


def _chosen(
    cases: Sequence[dict[str, Any]],
    limit: dict[str, Any] | None,
    promise: dict[str, Any],
    wide: Wide,
    tables: PolicyTables,
) -> tuple[str, str, str]:
    """The number of the limit to which cases lead; what is missing to choose it; and the cases, in words."""
    plain = "NULL" if limit is None else str(tables.limit(limit, promise))
    lim, miss, path = "", "", ""
    unknown: list[tuple[str, str]] = []
    for case in cases:
        so, what = wide.so(case["if"])
        inner = _chosen(case["cases"], case["limit"], promise, wide, tables)
        says = literal(case["says"])
        lim += f" WHEN {so} = 1 THEN {inner[0]}"
        miss += f" WHEN {so} = 1 THEN {inner[1]}"
        path += f" WHEN {so} = 1 THEN {says} || COALESCE(', ' || NULLIF({inner[2]}, ''), '')"
        if what:
            unknown.append((so, what))
    if not cases:
        return plain, "NULL", "''"
    either = " OR ".join(f"({so}) IS NULL" for so, _ in unknown)
    lim += f" WHEN {either} THEN NULL" if either else ""
    miss += "".join(f" WHEN ({so}) IS NULL THEN {literal(what)}" for so, what in unknown)
    return f"CASE{lim} ELSE {plain} END", f"CASE{miss} ELSE NULL END", f"CASE{path} ELSE '' END"


def unsupported(promise: dict[str, Any]) -> str:
    """What of a promise has no SQL; "" where all has."""
    if len(promise["or"]) > 1:
        return "more than two acts, either of which will do"
    if len({pause["both"] for pause in promise["pauses"]}) > 1:
        return "pauses with and without both of their days"
    own, others = limits_of(promise)
    problems = [*(_odd(limit, promise["extension"]) for limit in own), *(_odd(limit, None) for limit in others)]
    return next((found for found in problems if found), "")


def _odd(limit: dict[str, Any], extension: dict[str, Any] | None) -> str:
    amounts = limit.get("amounts", [])
    if len(amounts) > 2:
        return "more than two amounts"
    if len({len(amount) for amount in amounts}) > 1:
        return "days and time in one limit"
    _, one, other = two_of(limit.get("of") or "")
    if two_of(one)[0] or two_of(other)[0]:
        return "an event of three"
    if limit["kind"] in COUNTED and extension and amounts and len(extension["by"]) != len(amounts[0]):
        return "a limit in days that is extended by time, or one in time by days"
    return ""


def limits_of(promise: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The limits that cases choose from; and those that say how far, or until when, these are moved."""
    own = [promise["limit"]]
    others = [promise["latest"], promise["earliest"], *(one["limit"] for one in promise["or"])]
    others += [one["limit"] for one in (promise["extension"], promise["dated"]) if one]

    def add(cases: Sequence[dict[str, Any]]) -> None:
        for case in cases:
            own.append(case["limit"])
            add(case["cases"])

    add(promise["cases"])
    return [one for one in own if one is not None], [one for one in others if one is not None]
