"""The whole conformance corpus in one database: its policies by number, and the cases as contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from tests.conformance.running import checker_program, corpus, texts

from troth.calendars.local_time import LocalTime, Transition, to_instant, to_utc
from troth.charter.run_sql import Database
from troth.tables.contact_rows import COLUMNS as INPUT
from troth.tables.contact_rows import ContactRows, contact_rows
from troth.targets.sql import TYPES
from troth.targets.sql_logic import Wide, logic
from troth.targets.sql_stages import SETUP, rounds_before, stages, watched
from troth.targets.sql_steps import placed, step
from troth.targets.sql_tables import COLUMNS, PolicyTables, Tables

SCHEMA = "corpus"
Case = Mapping[str, Any]
BY_OTHERS = {"earlier.repairs.call-back"}
"""Promises of several contacts that hang on what other contacts of the customer missed."""


@dataclass(slots=True)
class Loaded:
    """What a database gets: rows by table, each policy's logic, and which case a contact is of."""

    tables: Tables = field(default_factory=Tables)
    contacts: ContactRows = field(default_factory=ContactRows)
    logics: list[tuple[int, Wide, dict[str, str], frozenset[str]]] = field(default_factory=list)
    cases: dict[str, tuple[Case, list[dict[str, Any]] | None]] = field(default_factory=dict)
    clocks: dict[str, LocalTime] = field(default_factory=dict)
    rounds: int = 0


@cache
def loaded() -> Loaded:
    """The corpus, read once."""
    found = Loaded()
    programs: dict[tuple[int, str], tuple[int, dict[str, Any], LocalTime]] = {}
    for data in corpus():
        for case in data["cases"]:
            key = (id(data), case["policy"])
            if key not in programs:
                programs[key] = _policy(checker_program(*texts(data, case["policy"])), len(programs) + 1, found)
            number, program, clock = programs[key]
            expected = case["expected"]
            given = case.get("contacts", [case.get("contact")])
            wanted = expected.get("contacts", [expected.get("promises")])
            for place, (contact, rows) in enumerate(zip(given, [*wanted, *[[]] * len(given)], strict=False)):
                id_ = f"{case['id']}#{place}"
                as_of = to_instant(datetime.fromisoformat(case["as_of"]))
                reading = case.get("calendar", "announced")
                zone = program["calendar"]["zone"]
                one = contact_rows(id_, contact, as_of, program["words"], clock, zone, reading=reading)
                one.tables["contact"] = [(*row, number) for row in one.tables["contact"]]
                found.contacts.add(one)
                found.cases[id_], found.clocks[id_] = (case, rows), clock
    return found


def _policy(program: dict[str, Any], number: int, found: Loaded) -> tuple[int, dict[str, Any], LocalTime]:
    """Puts a policy in tables, its promises named with its number: policies of several files have the same names."""

    def named(id_: str) -> str:
        return f"{number}|{id_}"

    words = program["words"]
    words["missed"] = {short: named(id_) for short, id_ in words["missed"].items()}
    words["misses"] = {event: [n, named(id_), within] for event, (n, id_, within) in words["misses"].items()}
    promises = [{**promise, "id": named(promise["id"])} for promise in program["promises"]]
    program = {**program, "promises": promises}
    tables, wide = PolicyTables(program, found.tables, number), Wide(words)
    selects = {}
    for order, promise in enumerate(promises):
        tables.add_promise(promise, order)
        selects[promise["id"]] = logic(promise, wide, tables)
    found.logics.append((number, wide, selects, watched(program)))
    found.rounds = max(found.rounds, rounds_before(program))
    clock = LocalTime(tuple(Transition(*one) for one in program["calendar"]["transitions"]))
    return number, program, clock


def judge(engine: Database, found: Loaded) -> tuple[dict[str, dict[str, dict[str, Any]]], set[str]]:
    """The rows of every contact by the promise's identity, and the contacts that are refused."""
    engine.run(f"CREATE SCHEMA {SCHEMA}")
    for name, columns in COLUMNS.items():
        engine.run(f"CREATE TABLE {SCHEMA}.{name} ({columns})")
        engine.load(f"{SCHEMA}.{name}", found.tables.rows[name])
        engine.run(f"ANALYZE {SCHEMA}.{name}")
    for name, names in INPUT.items():
        typed = ", ".join(f"{one} {TYPES.get(one, 'VARCHAR')}" for one in names)
        engine.run(f"CREATE TABLE {SCHEMA}.{name} ({typed}{', p BIGINT' if name == 'contact' else ''})")
        engine.load(f"{SCHEMA}.{name}", found.contacts.tables[name])
        engine.run(f"ANALYZE {SCHEMA}.{name}")
    for name in SETUP:
        text = placed(step(name), {}, schema=SCHEMA, suffix="", p="c.p")
        engine.run(f"CREATE TABLE {SCHEMA}.{name} AS\n{text};\nANALYZE {SCHEMA}.{name}")
    for stage in stages(found.rounds, SCHEMA, "c.p"):
        if stage.name == "outside":
            break
        if stage.is_logic:
            _logic(engine, found, stage.name, stage.text, is_last=stage.logic is None)
        else:
            engine.run(f"CREATE TABLE {SCHEMA}.{stage.name} AS\n{stage.text};\nANALYZE {SCHEMA}.{stage.name}")
    rounds = [f"sure_{number}" if number else "sure" for number in range(found.rounds + 1)]
    beyond = " UNION ".join(f"SELECT contact FROM {SCHEMA}.{name} WHERE any_out = 1" for name in rounds)
    select = (
        f"SELECT contact FROM {SCHEMA}.problem UNION SELECT contact FROM {SCHEMA}.arrived WHERE day IS NULL"
        f" UNION SELECT contact FROM {SCHEMA}.judging WHERE d_out = 1 UNION {beyond}"
    )
    refused = {row["contact"] for row in engine.ask(select)}
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for row in engine.ask(f"SELECT * FROM {SCHEMA}.{rounds[-1]}"):
        id_ = row["prom"].partition("|")[2] + (f".{row['number']}" if row["number"] else "")
        rows.setdefault(row["contact"], {})[id_] = row
    return rows, refused


def _logic(engine: Database, found: Loaded, name: str, suffix: str, *, is_last: bool) -> None:
    is_there = False
    for number, wide, selects, seen in found.logics:
        chosen = [select for id_, select in selects.items() if is_last or id_ in seen]
        if not chosen:
            continue

        def table(of: str) -> str:
            return f"{SCHEMA}.{of[1:]}{suffix}" if of.startswith("@") else f"{SCHEMA}.{of}"

        source = f"WITH wide AS MATERIALIZED ({wide.source(table)} WHERE j.p = {number})\n"
        text = source + "\nUNION ALL\n".join(select.replace("{wide}", "wide") for select in chosen)
        engine.run(f"INSERT INTO {SCHEMA}.{name} {text}" if is_there else f"CREATE TABLE {SCHEMA}.{name} AS {text}")
        is_there = True
    engine.run(f"ANALYZE {SCHEMA}.{name}")


def differences(found: Loaded, rows: Mapping[str, Any], refused: set[str]) -> Iterator[tuple[str, str]]:
    """Each case with what of it is not as expected.

    Where one of several contacts has the misses of an earlier one of the same customer, the caller has to say them
    (the table `missed`): such rows are compared in `test_sql_input`.
    """
    for id_, (case, wanted) in found.cases.items():
        if "error" in case["expected"]:
            if id_ not in refused:
                yield case["id"], "expected an error"
            continue
        if id_ in refused:
            yield case["id"], "refused"
            continue
        given, expected = rows.get(id_, {}), {row["id"]: row for row in wanted or ()}
        if "contacts" not in case:
            expected = {id_: row for id_, row in expected.items() if not _is_of_a_remedy(id_, expected)}
            if set(given) != set(expected):
                yield case["id"], f"promises: expected {sorted(expected)}, got {sorted(given)}"
        for promise in set(expected) & set(given) - (BY_OTHERS if "contacts" in case else set()):
            for name, value, got in _compared(expected[promise], given[promise], found.clocks[id_]):
                if value != got:
                    yield case["id"], f"{promise} {name}: expected {value}, got {got}"


def _is_of_a_remedy(id_: str, expected: Mapping[str, Any]) -> bool:
    """Is it the row of a claim or a payment?"""
    missed = re.sub(r"\.(claim|remedy)$", "", id_)
    return missed != id_ and missed in expected


def _compared(row: Case, given: Case, clock: LocalTime) -> Iterator[tuple[str, Any, Any]]:
    reason = row.get("reason", {})
    yield "status", row.get("status", given["status"]), given["status"]
    for name in ("due", "not_before"):
        if name in row:
            yield name, row[name], None if given[name] is None else to_utc(given[name]).isoformat()
    if "met_at_due" in row:
        yield "met_at_due", row["met_at_due"], None if given["met_at_due"] is None else given["met_at_due"] == 1
    if "last_day" in row or (row.get("due") and "status" in row and "amount" not in row):
        last = given["last_day"]
        yield "last_day", row.get("last_day"), None if last is None else date.fromordinal(last).isoformat()
    if "anchor" in row:
        first, last = given["anchor_first"], given["anchor_last"]
        whole = first != last
        yield "anchor", row["anchor"], clock.local(first).date().isoformat() if whole else to_utc(first).isoformat()
    if "missing" in reason or given["status"] == "unknown":
        yield "missing", reason.get("missing", given["missing"]), given["missing"]
    if "most" in reason:
        yield "most", reason["most"], given["most_rings"]
