"""Files of results: what goes in comes out, no cell is a formula, and a file is whole or as it was."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.audit.drawn import FINGERPRINTS, draw

from troth.audit import results_file
from troth.audit.result_row import COLUMNS, Recorded, ResultRow
from troth.audit.results_file import NoExtra, TooManyRows, defused, defused_sql, write_rejected, write_results
from troth.deadlines.judge import Status
from troth.model.policy import Policy

RECORDED = Recorded(1_782_817_200_000_000, FINGERPRINTS["promises"], FINGERPRINTS["calendar"])
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "'=1", "''"]
HARMLESS = ["", "A-1", "C=1", "1", " =1", '"=1"', "é", "a,b", 'a"b', "a\nb"]


def rows_of(policy: Policy, contacts: int = 80) -> list[ResultRow]:
    return [one.row for several in draw(policy, contacts, seed=2) for one in several]


def named(contact: str) -> ResultRow:
    return ResultRow(contact=contact, promise="p.a.reply", event="replied", status=Status.MET)


def instant(micros: int | None) -> datetime | None:
    return None if micros is None else datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_columns_are_the_fields() -> None:
    assert set(COLUMNS) == {field.name for field in fields(ResultRow)} | set(RECORDED._fields)


def test_csv_holds_every_row(aldermere: Policy, tmp_path: Path) -> None:
    rows = rows_of(aldermere)
    path = tmp_path / "new" / "results.csv"
    assert write_results(path, rows, RECORDED) == len(rows)
    found = read_csv(path)
    assert list(found[0]) == list(COLUMNS)
    for said, row in zip(found, rows, strict=True):
        for name in ("contact", "promise", "event", "period", "currency"):
            assert said[name] == (getattr(row, name) or "")
        assert said["status"] == str(row.status)
        for name in ("anchor", "anchor_last", "due", "done", "done_last"):
            assert (datetime.fromisoformat(said[name]) if said[name] else None) == instant(getattr(row, name))
        assert said["amount"] == ("" if row.amount is None else f"{row.amount // 100}.{row.amount % 100:02}")
        assert {name: said[name] for name in FINGERPRINTS} == FINGERPRINTS
        assert said["as_of"] == "2026-06-30T11:00:00+00:00"
    assert {bool(said["amount"]) for said in found} == {True, False}
    assert any(said["done_last"] for said in found)


def test_the_same_rows_are_the_same_bytes(aldermere: Policy, tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        write_results(tmp_path / name, iter(rows_of(aldermere)), RECORDED)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


@pytest.mark.parametrize("text", DANGEROUS + HARMLESS)
def test_no_cell_of_csv_is_a_formula(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_results(path, [named(text)], RECORDED)
    (found,) = read_csv(path)
    assert found["contact"][:1] not in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
    assert found["contact"] == (f"'{text}" if text in DANGEROUS else text)
    assert found["contact"].removeprefix("'") == text or text in HARMLESS


@pytest.mark.database
def test_a_database_defuses_the_same(tmp_path: Path) -> None:
    import duckdb

    for text in DANGEROUS + HARMLESS:
        ((found,),) = duckdb.execute(f"SELECT {defused_sql('given')} FROM (SELECT ? AS given)", [text]).fetchall()
        assert found == defused(text)


@pytest.mark.parametrize(
    "suffix",
    [
        ".csv",
        pytest.param(".parquet", marks=pytest.mark.database),
        pytest.param(".xlsx", marks=pytest.mark.database),
    ],
)
def test_half_a_character_is_written_by_its_number(suffix: str, tmp_path: Path) -> None:
    """JSON can hold one, as the half of a pair; no file of text can."""
    path = tmp_path / f"a{suffix}"
    assert write_results(path, [named("a\ud83d")], RECORDED) == 1
    if suffix == ".csv":
        assert read_csv(path)[0]["contact"] == "a\\ud83d"


def test_rejected_places(tmp_path: Path) -> None:
    path = tmp_path / "rejected.csv"
    assert write_rejected(path, [("a.csv", 7, "T701", "=no time")]) == 1
    assert read_csv(path) == [{"file": "a.csv", "line": "7", "code": "T701", "reason": "'=no time"}]


class Broken(Exception):
    pass


def breaks_off(rows: list[ResultRow]) -> Iterator[ResultRow]:
    yield from rows
    raise Broken


@pytest.mark.parametrize(
    "suffix",
    [".csv", pytest.param(".parquet", marks=pytest.mark.database), pytest.param(".xlsx", marks=pytest.mark.database)],
)
@pytest.mark.parametrize("is_there", [True, False])
def test_a_file_is_whole_or_as_it_was(suffix: str, is_there: bool, aldermere: Policy, tmp_path: Path) -> None:
    path = tmp_path / f"results{suffix}"
    if is_there:
        path.write_bytes(b"as it was")
    with pytest.raises(Broken):
        write_results(path, breaks_off(rows_of(aldermere)), RECORDED)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [(path.name, b"as it was")] * is_there


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.csv, \.parquet, \.xlsx, not as `\.xls`"):
        write_results(tmp_path / "a.xls", [], RECORDED)


@pytest.mark.parametrize(("suffix", "package"), [(".parquet", "pyarrow"), (".xlsx", "openpyxl")])
def test_a_missing_package_is_said(suffix: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(NoExtra, match=rf"needs {package}: pip install 'troth\[audit\]'"):
        write_results(tmp_path / f"a{suffix}", [], RECORDED)
    assert list(tmp_path.iterdir()) == []


# ---------- with the extra


@pytest.mark.database
def test_parquet_holds_every_row(aldermere: Policy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow.parquet as pq

    monkeypatch.setattr(results_file, "_IN_A_GROUP", 64)
    rows = rows_of(aldermere)
    path = tmp_path / "results.parquet"
    assert write_results(path, iter(rows), RECORDED) == len(rows)
    table = pq.read_table(path)
    assert table.column_names == list(COLUMNS)
    assert pq.ParquetFile(path).num_row_groups == -(-len(rows) // 64)
    for said, row in zip(table.to_pylist(), rows, strict=True):
        for name in ("contact", "promise", "event", "case", "status", "late_by_seconds", "period", "currency"):
            assert said[name] == getattr(row, name)
        for name in ("anchor", "anchor_last", "due", "done", "done_last"):
            assert said[name] == instant(getattr(row, name))
        assert said["amount"] == (None if row.amount is None else Decimal(row.amount) / 100)


@pytest.mark.database
def test_an_excel_sheet_holds_every_row_and_no_formula(aldermere: Policy, tmp_path: Path) -> None:
    from openpyxl import load_workbook
    from openpyxl.utils.escape import unescape

    odd = ["a\x01b", "=HYPERLINK(1)", "_x0041_", "a\rb", "a\nb", "\ufffe", "#N/A", "#REF!"]
    rows = [*rows_of(aldermere, 20), *(named(text) for text in [*DANGEROUS, *odd])]
    path = tmp_path / "results.xlsx"
    assert write_results(path, rows, RECORDED) == len(rows)
    sheet = load_workbook(path).active
    head, *found = sheet.iter_rows()
    assert [cell.value for cell in head] == list(COLUMNS)
    assert all(cell.data_type not in ("f", "e") for one in found for cell in one)
    for one, row in zip(found, rows, strict=True):
        said = dict(zip(COLUMNS, (cell.value for cell in one), strict=True))
        assert unescape(said["contact"]) == row.contact
        due = instant(row.due)
        if due is not None:
            assert abs(said["due"] - due.replace(tzinfo=None)) < timedelta(milliseconds=1)
        assert said["amount"] == (None if row.amount is None else row.amount / 100)


@pytest.mark.database
def test_a_sheet_that_is_full_is_refused_and_not_cut(
    aldermere: Policy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert results_file.MOST_EXCEL_ROWS == 2**20
    rows = rows_of(aldermere)[:11]
    monkeypatch.setattr(results_file, "MOST_EXCEL_ROWS", 11)
    assert write_results(tmp_path / "a.xlsx", rows[:10], RECORDED) == 10
    with pytest.raises(TooManyRows, match=r"holds 11 rows, and there are more: .*Parquet"):
        write_results(tmp_path / "b.xlsx", rows, RECORDED)
    with pytest.raises(TooManyRows, match="32,767 characters"):
        write_results(tmp_path / "b.xlsx", [named("x" * 32_768)], RECORDED)
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]
