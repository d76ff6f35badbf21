"""The whole conformance corpus in one database: its policies by number, and the cases as contacts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from tests.conformance.running import checker_program, corpus, texts

from troth.calendars.local_time import LocalTime, Transition, to_instant, to_utc
from troth.charter.run_sql import Database
from troth.tables.contact_rows import COLUMNS as INPUT
from troth.tables.contact_rows import ContactRows, contact_rows
from troth.targets.sql import TYPES
from troth.targets.sql_logic import Wide
from troth.targets.sql_owed import owes
from troth.targets.sql_selected import add_promises, selected
from troth.targets.sql_stages import SETUP, Stage, rounds_before, stages, watched
from troth.targets.sql_steps import placed, step
from troth.targets.sql_tables import COLUMNS, PolicyTables, Tables
from troth.targets.sql_targets import aims

SCHEMA = "corpus"
Case = Mapping[str, Any]
BY_OTHERS = {"earlier.repairs.call-back"}
"""Promises of several contacts that hang on what other contacts of the customer missed."""

CUT_BY_MEASURE = frozenset(
    f"several-contacts/{name}"
    for name in (
        "one-customer-in-the-order-of-deadlines",
        "one-customer-and-the-next-year",
        "each-of-them-cut-already",
        "two-currencies",
    )
)
"""Cases of several contacts of one customer, to whom no more is owed in a period than the most."""


@dataclass(slots=True)
class Loaded:
    """What a database gets: rows by table, each policy's logic, and which case a contact is of."""

    tables: Tables = field(default_factory=Tables)
    contacts: ContactRows = field(default_factory=ContactRows)
    logics: list[tuple[int, dict[str, tuple[Wide, str]]]] = field(default_factory=list)
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
    promises = [_named(promise, named) for promise in program["promises"]]
    program = {**program, "promises": promises}
    tables = PolicyTables(program, found.tables, number)
    add_promises(program, tables)
    logics = {}
    for of in (
        "promises",
        *["watched"] * bool(watched(program)),
        *["owing", "claims"] * owes(program),
        *["counting"] * aims(program),
    ):
        wide = Wide(words)
        logics[of] = wide, selected(of, program, wide, tables, f"{SCHEMA}.owed")
    found.logics.append((number, logics))
    found.rounds = max(found.rounds, rounds_before(program))
    clock = LocalTime(tuple(Transition(*one) for one in program["calendar"]["transitions"]))
    return number, program, clock


def _named(promise: dict[str, Any], named: Callable[[str], str]) -> dict[str, Any]:
    remedy = promise["remedy"]
    if remedy:
        remedy = {**remedy, **{name: remedy[name] and _named(remedy[name], named) for name in ("claim", "paid")}}
    return {**promise, "id": named(promise["id"]), "remedy": remedy}


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
    for stage in stages(found.rounds, SCHEMA, "c.p", owes=True, aims=True):
        if stage.name == "outside":
            break
        if stage.of:
            _logic(engine, found, stage)
        else:
            engine.run(f"CREATE TABLE {SCHEMA}.{stage.name} AS\n{stage.text};\nANALYZE {SCHEMA}.{stage.name}")
    rounds = [*(f"sure_{number}" if number else "sure" for number in range(found.rounds)), "sure_paid", "whole"]
    shown = f"prom IN (SELECT prom FROM {SCHEMA}.promise WHERE shown = 1)"
    beyond = " UNION ".join(f"SELECT contact FROM {SCHEMA}.{name} WHERE any_out = 1 AND {shown}" for name in rounds)
    beyond += f" UNION SELECT contact FROM {SCHEMA}.tiered WHERE beyond = 1"
    select = (
        f"SELECT contact FROM {SCHEMA}.problem UNION SELECT contact FROM {SCHEMA}.arrived WHERE day IS NULL"
        f" UNION SELECT contact FROM {SCHEMA}.judging WHERE d_out = 1 UNION {beyond}"
    )
    refused = {row["contact"] for row in engine.ask(select)}
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for row in engine.ask(
        f"SELECT w.* FROM {SCHEMA}.whole w JOIN {SCHEMA}.promise p ON p.prom = w.prom AND p.shown = 1"
    ):
        id_ = row["prom"].partition("|")[2] + (f".{row['number']}" if row["number"] else "")
        rows.setdefault(row["contact"], {})[id_] = {**row, "targets": {}}
    for row in engine.ask(f"SELECT * FROM {SCHEMA}.tiered"):
        id_ = row["prom"].partition("|")[2] + (f".{row['number']}" if row["number"] else "")
        rows[row["contact"]][id_]["targets"][row["tier"]] = row
    return rows, refused


def _logic(engine: Database, found: Loaded, stage: Stage) -> None:
    def table(of: str) -> str:
        return f"{SCHEMA}.{of[1:]}{stage.text}" if of.startswith("@") else f"{SCHEMA}.{of}"

    is_there = False
    for number, logics in found.logics:
        if stage.of in logics:
            wide, select = logics[stage.of]
            source = f"WITH wide AS MATERIALIZED ({wide.source(table)} WHERE j.p = {number})\n"
            text, name = source + select.replace("{wide}", "wide"), f"{SCHEMA}.{stage.name}"
            engine.run(f"INSERT INTO {name} {text}" if is_there else f"CREATE TABLE {name} AS {text}")
            is_there = True
    engine.run(f"ANALYZE {SCHEMA}.{stage.name}")


def differences(found: Loaded, rows: Mapping[str, Any], refused: set[str]) -> Iterator[tuple[str, str]]:
    """Each case with what of it is not as expected.

    Where one of several contacts has the misses of an earlier one of the same customer, the caller has to say them
    (the table `missed`): such rows are compared in `test_sql_input`. What is owed to a customer at most for several
    contacts is cut by `measure` alone, as the checker says: each such contact has here what it would have by itself.
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
        if "contacts" not in case and set(given) != set(expected):
            yield case["id"], f"promises: expected {sorted(expected)}, got {sorted(given)}"
        for promise in set(expected) & set(given) - (BY_OTHERS if "contacts" in case else set()):
            alone = case["id"] not in CUT_BY_MEASURE
            for name, value, got in _compared(expected[promise], given[promise], found.clocks[id_]):
                if value != got and (alone or name != "amount"):
                    yield case["id"], f"{promise} {name}: expected {value}, got {got}"


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
    remedy = row.get("remedy", {})
    for name in ("amount", "claimable"):
        if name in row or ("remedy" in row and name == "claimable"):
            yield name, row.get(name), _decimal(given["minor" if name == "amount" else name], given["places"])
    if "currency" in row:
        yield "currency", row["currency"], given["currency"]
    if "missing" in remedy or (given["currency"] and given["minor"] is None):
        yield "amount_missing", remedy.get("missing", given["amount_missing"]), given["amount_missing"]
    if "most" in reason:
        yield "most", reason["most"], given["most_rings"]
    if "targets" in row:
        yield "targets", len(row["targets"]), len(given["targets"])
    for number, got in given["targets"].items():
        for name, value in _of_tier(row.get("targets", [])[number - 1 : number], got):
            yield f"target {number} {name}", value, got[name]


def _of_tier(wanted: list[dict[str, Any]], got: Case) -> Iterator[tuple[str, Any]]:
    """What is expected of a tier, as numbers; what a case does not say is as it was got."""
    for one in wanted:
        for name in ("says", "status", "period"):
            yield name, one.get(name, got[name])
        if "due" in one:
            yield "due", None if one["due"] is None else to_instant(datetime.fromisoformat(one["due"]))
        if "taken" in one:
            yield "taken", None if one["taken"] is None else one["taken"][0]
            yield "unit", None if one["taken"] is None else one["taken"][1]
        if "counts" in one:
            yield "counts", None if one["counts"] is None else int(one["counts"])
        yield "missing", one.get("missing", got["missing"])


def _decimal(minor: int | None, places: int | None) -> str | None:
    return None if minor is None else str(Decimal(minor).scaleb(-(places or 0)))
