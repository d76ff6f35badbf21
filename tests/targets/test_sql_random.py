"""The SQL checker and the Python checker: the same rows of random contacts, in both engines, in other time zones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.targets.engines import ENGINES, opened

from troth.charter.run_sql import Database
from troth.deadlines.reading import Unreadable, read_moment
from troth.project import load
from troth.tables.contact_rows import ContactRows, contact_rows
from troth.tables.contacts import random_contacts
from troth.tables.program import lower
from troth.targets.runtime_asked import Checker
from troth.targets.sql import MARK, schema_of, sql_checker

pytestmark = pytest.mark.database

POLICIES = (
    *(f"policies/{name}/{name}.policy" for name in ("company-template", "ips", "ledcom", "polha")),
    *(f"tests/policies/{name}/{name}.policy" for name in ("aldermere", "dyffryn", "larkfield", "marnock")),
    "tests/targets/paid.policy",
    "tests/targets/measured.policy",
)
CONTACTS = {"duckdb": 300, "postgresql": 100}
ZONES = {"duckdb": "Asia/Kathmandu", "postgresql": "America/St_Johns"}
Row = dict[str, Any]


@pytest.mark.parametrize("name", ENGINES)
def test_the_rows_of_random_contacts_are_those_of_the_checker(name: str, root: Path, tmp_path: Path) -> None:
    with opened(name, tmp_path) as engine:
        engine.run(f"SET TimeZone = '{ZONES[name]}'")
        for place, path in enumerate(POLICIES):
            assert list(disagreements(engine, root / path, CONTACTS[name], seed=place)) == []


def disagreements(engine: Database, path: Path, n: int, seed: int) -> Iterator[tuple[str, Any]]:
    """Each contact of which the engine has other rows than the checker, or refuses what it does not."""
    one = load(path)
    assert one.policy is not None
    assert one.calendar is not None
    program = json.loads(json.dumps(lower(one.policy, one.calendar)))
    checker = Checker({"policy": one.policy.id, "fingerprints": one.fingerprints, **program})
    calendar, schema = checker.calendar, schema_of(one.policy.id)
    text = sql_checker(program, one.fingerprints, one.policy.id)
    engine.run(text)
    rows, answers = ContactRows(), {}
    for number, (contact, as_of) in enumerate(random_contacts(one.policy, one.calendar, seed, n)):
        reading = "known-on-arrival" if number % 4 == 0 else "announced"
        until = read_moment("as_of", as_of, calendar.clock, calendar.zone)[1]
        try:
            read = contact_rows(
                str(number), contact, until, program["words"], calendar.clock, calendar.zone, reading=reading
            )
        except Unreadable:
            continue
        rows.add(read)
        answers[str(number)] = checker.due(contact, as_of, reading)
    for table, given in rows.tables.items():
        engine.load(f"{schema}.{table}", given)
    engine.run(text[text.index(MARK) :])
    found: dict[str, dict[str, Row]] = {}
    for row in engine.ask(f"SELECT * FROM {schema}.result"):
        found.setdefault(row["contact"], {})[row["promise"]] = row
    for row in engine.ask(f"SELECT * FROM {schema}.target ORDER BY number"):
        found[row["contact"]][row["promise"]].setdefault("targets", []).append(
            {name: row[name] for name in ("number", "says", "due", "status", "counts", "period", "missing")}
            | {"taken": None if row["taken"] is None else [row["taken"], row["unit"]]}
        )
    refused = {row["contact"] for row in engine.ask(f"SELECT * FROM {schema}.refused")}
    unmeasured: dict[str, set[str]] = {}
    for row in engine.ask(f"SELECT * FROM {schema}.unmeasured"):
        unmeasured.setdefault(row["contact"], set()).add(row["promise"])
    assert len(answers) > n // 2
    for id_, answer in answers.items():
        if "error" in answer:
            if id_ not in refused:
                yield id_, answer["error"]
            continue
        assert id_ not in refused, (path, id_, answer)
        wanted = {row["id"]: row for row in answer["promises"]}
        wanted = {key: _plain(row, calendar) for key, row in wanted.items()}
        got = {key: _told(row) for key, row in found.get(id_, {}).items()}
        if got != wanted:
            yield id_, [(wanted.get(key), got.get(key)) for key in {*wanted, *got} if wanted.get(key) != got.get(key)]
        if {row["id"] for row in answer["unmeasured"]} != unmeasured.get(id_, set()):
            yield id_, ("unmeasured", answer["unmeasured"], unmeasured.get(id_))


def _told(row: Row) -> Row:
    names = (
        "event",
        "strength",
        "status",
        "case",
        "missing",
        "late_by_seconds",
        "limit",
        "due",
        "met_at_due",
        "not_before",
        "amount",
        "claimable",
        "currency",
        "amount_missing",
    )
    return {name: row[name] for name in names} | {
        "last_day": None if row["last_day"] is None else row["last_day"] + 719_163,
        "targets": row.get("targets", []),
        "anchor": (row["anchor"], row["anchor"] == row["anchor_last"]),
        "done": (row["done"], row["done_last"]),
    }


def _plain(row: Row, calendar: Any) -> Row:
    """The same of a row of the checker, as numbers."""

    def moment(text: str | None) -> tuple[int | None, int | None]:
        return (None, None) if text is None else read_moment("", text, calendar.clock, calendar.zone)

    names: tuple[str, ...] = (
        "event",
        "strength",
        "status",
        "case",
        "missing",
        "late_by_seconds",
        "limit",
        "met_at_due",
    )
    names += ("amount", "claimable", "currency")
    last, anchor = row.get("last_day"), moment(row.get("anchor"))
    return {name: row.get(name) for name in names} | {
        "amount_missing": row.get("remedy", {}).get("missing"),
        **{name: moment(row.get(name))[0] for name in ("due", "not_before")},
        "last_day": None if last is None else date.fromisoformat(last).toordinal(),
        "targets": [
            {name: one.get(name) for name in ("says", "status", "counts", "period", "missing", "taken")}
            | {"number": number, "due": moment(one["due"])[0]}
            for number, one in enumerate(row.get("targets", []), 1)
        ],
        "anchor": (anchor[0], anchor[0] == anchor[1]),  # of several days the checker says the first
        "done": moment(row["done"]),
    }
