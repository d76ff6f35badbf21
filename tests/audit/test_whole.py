"""`policy.audit`: the same as the command, of files and of tables; figures by hand, as in `tests/cli/test_audit.py`."""

from __future__ import annotations

import csv
import gc
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.test_audit import LOG, MAPPING, POLICY

import troth
from troth.audit.asked import Asked
from troth.audit.engines import SMALL, InDuckDB, Plain, engine_named
from troth.audit.mapping_read import read_mapping
from troth.project import compile_text

AS_OF = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
ENGINES = [pytest.param("plain"), pytest.param("duckdb", marks=pytest.mark.database)]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for name, text in (("desk.policy", POLICY), ("mapping.yml", MAPPING), ("log.csv", LOG)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def statuses(summary: dict[str, Any]) -> dict[str, int]:
    return {status: n for status, n in summary["promises"][0]["statuses"].items() if n}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_file(desk: Path, engine: str) -> None:
    policy = troth.load(desk / "desk.policy")
    audit = policy.audit(desk / "log.csv", desk / "mapping.yml", AS_OF, engine)
    assert (audit.summary["read"], audit.summary["judged"]) == (8, 6)
    assert statuses(audit.summary) == {"met": 2, "late": 1, "overdue": 1, "unknown": 1}
    assert audit.summary["verdict"] == "missed"
    assert [one.code for one in audit.findings] == ["T718", "T719", "T719"]
    rows = {(row["contact"], row["promise"]): row for row in audit.rows()}
    late = rows["b", "desk.email.reply"]
    assert (late["status"], late["late_by_seconds"]) == ("late", 0)
    assert late["due"] == datetime(2026, 6, 4, 23, 0, tzinfo=UTC), "midnight in summer time"
    assert late["promises"] == policy.fingerprints["promises"]
    assert list(audit.rows()) == list(rows.values()), "they can be asked for again"
    assert audit.write(desk / "results.csv") == len(rows)
    with (desk / "results.csv").open(encoding="utf-8", newline="") as file:
        assert [row["status"] for row in csv.DictReader(file)] == [row["status"] for row in rows.values()]


@pytest.mark.parametrize("engine", ENGINES)
def test_several_files_and_a_mapping_of_values(desk: Path, engine: str) -> None:
    head, *lines = LOG.splitlines(keepends=True)
    for number, some in enumerate((lines[:3], lines[3:])):
        (desk / f"part-{number}.csv").write_text(head + "".join(some), encoding="utf-8")
    policy = troth.load(desk / "desk.policy")
    mapping = yaml.safe_load(MAPPING)
    listed = policy.audit([desk / "part-0.csv", desk / "part-1.csv"], mapping, AS_OF, engine)
    found = policy.audit(str(desk / "part-*.csv"), mapping, AS_OF, engine)
    assert statuses(listed.summary) == statuses(found.summary) == {"met": 2, "late": 1, "overdue": 1, "unknown": 1}


@pytest.mark.database
def test_a_small_log_is_judged_in_python(desk: Path, tmp_path: Path) -> None:
    """Before DuckDB has begun; of several files all rows count, and an engine that is named is taken."""
    one = compile_text(desk / "desk.policy", "desk.policy", POLICY.encode(), None)
    assert one.policy is not None
    assert one.calendar is not None
    mapping, _ = read_mapping(MAPPING, "mapping.yml", one.policy)
    assert mapping is not None
    asked = Asked(one.policy, one.calendar, one.fingerprints, 0, frozenset())
    (head, row), folder = LOG.splitlines(keepends=True)[:2], tmp_path / "aside"
    files = [tmp_path / "one.csv", tmp_path / "two.csv"]
    files[0].write_text(head + row * (SMALL - 1), encoding="utf-8")
    for more, engine in ((1, Plain), (2, InDuckDB)):
        files[1].write_text(head + row * more, encoding="utf-8")
        folder.mkdir(exist_ok=True)
        assert isinstance(engine_named("", [str(file) for file in files], mapping, asked, folder), engine)
    assert isinstance(engine_named("duckdb", [str(files[1])], mapping, asked, folder), InDuckDB)


def test_nothing_is_left_behind(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    audit = troth.load(desk / "desk.policy").audit(desk / "log.csv", desk / "mapping.yml", AS_OF, "plain")
    assert len(list(scratch.iterdir())) == 1
    del audit
    gc.collect()
    assert list(scratch.iterdir()) == []


@pytest.mark.database
@pytest.mark.parametrize("engine", ["plain", "duckdb"])
def test_a_table(desk: Path, engine: str) -> None:
    """As a table of any library comes: times are typed, and what is not known is null."""
    import pyarrow as pa

    came = [datetime(2026, 6, 1, 9, 0, tzinfo=UTC)] * 3
    done = [datetime(2026, 6, 4, 22, 59, 59, tzinfo=UTC), datetime(2026, 6, 4, 23, 0, tzinfo=UTC), None]
    table = pa.table({"id": ["a", "b", "c"], "came": came, "how": ["email"] * 3, "answered": done})
    mapping = {"contact": "id", "arrives": "came", "channel": "how", "events": {"replied": "answered"}}
    audit = troth.load(desk / "desk.policy").audit(table, mapping, AS_OF, engine)
    assert [row["status"] for row in audit.rows()] == ["met", "late", "overdue"]
    assert statuses(audit.summary) == {"met": 1, "late": 1, "overdue": 1}


def test_what_is_refused(desk: Path) -> None:
    policy = troth.load(desk / "desk.policy")
    with pytest.raises(troth.LogRefused) as mapping:
        policy.audit(desk / "log.csv", {"contact": "id", "arives": "came", "channel": "how"}, AS_OF, "plain")
    assert {one.code for one in mapping.value.findings} == {"T704", "T705"}
    (desk / "log.csv").write_text("id,came,how,answered,noted\na,03/04/2026,email,,\n", encoding="utf-8")
    with pytest.raises(troth.LogRefused, match="T714"):
        policy.audit(desk / "log.csv", desk / "mapping.yml", AS_OF, "plain")
    with pytest.raises(troth.LogRefused, match="T710"):
        policy.audit(desk / "no.csv", desk / "mapping.yml", AS_OF, "plain")
    with pytest.raises(FileNotFoundError):
        policy.audit(desk / "log.csv", desk / "no.yml", AS_OF, "plain")
    with pytest.raises(ValueError, match="as_of needs a time zone"):
        policy.audit(desk / "log.csv", desk / "mapping.yml", datetime(2026, 6, 30), "plain")
    with pytest.raises(ValueError, match="no engine `spark`: write 'duckdb' or 'plain'"):
        policy.audit(desk / "log.csv", desk / "mapping.yml", AS_OF, "spark")


def test_amounts_are_decimals(desk: Path) -> None:
    """£10 for an answer that is late."""
    text = POLICY.replace("        target 75% each month\n", "        remedy £10\n")
    (desk / "desk.policy").write_text(text, encoding="utf-8")
    audit = troth.load(desk / "desk.policy").audit(desk / "log.csv", desk / "mapping.yml", AS_OF, "plain")
    owed = {row["contact"]: (row["amount"], row["currency"]) for row in audit.rows() if row["amount"]}
    assert owed["b"] == (Decimal(10), "GBP")
