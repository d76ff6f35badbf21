"""The SQL checker and the conformance corpus: every case has its answer in DuckDB and in PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conformance.running import corpus
from tests.targets.engines import ENGINES, opened
from tests.targets.sql_corpus import differences, judge, loaded

pytestmark = pytest.mark.database


@pytest.mark.parametrize("name", ENGINES)
def test_every_case_has_its_answer(name: str, tmp_path: Path) -> None:
    found = loaded()
    asked = {case["id"] for one in corpus() for case in one["cases"] if case.get("contacts") != []}
    assert {case["id"] for case, _ in found.cases.values()} == asked
    with opened(name, tmp_path) as engine:
        rows, refused = judge(engine, found)
    assert list(differences(found, rows, refused)) == []
    # It goes red: a row a microsecond off, one that is lost, a contact that is refused, a sum a penny off.
    id_ = next(id_ for id_, given in rows.items() if any(row["due"] for row in given.values()))
    promise = next(promise for promise, row in rows[id_].items() if row["due"])
    off = {**rows, id_: {**rows[id_], promise: {**rows[id_][promise], "due": rows[id_][promise]["due"] + 1}}}
    owed = next(id_ for id_, given in rows.items() if any(row["minor"] for row in given.values()))
    sums = {name: {**row, "minor": row["minor"] and row["minor"] + 1} for name, row in rows[owed].items()}
    lost = {**rows, id_: {name: row for name, row in rows[id_].items() if name != promise}}
    for bad, more in ((off, set()), (lost, set()), (rows, {id_}), ({**rows, owed: sums}, set())):
        assert list(differences(found, bad, refused | more))
