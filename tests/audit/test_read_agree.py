"""The plain reader and DuckDB's give the same contacts, rejected rows, problems and findings, on drawn logs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.audit import drawn_logs as drawn
from tests.audit.reading import desk, mapped, surveyed

from troth.audit.log_findings import log_findings
from troth.audit.mapping import LogMapping
from troth.audit.read_duckdb import make_log
from troth.audit.read_files import open_logs
from troth.audit.read_plain import LogRow, read_files
from troth.audit.read_relation import FLAWS, PARTS, relation_columns
from troth.audit.read_rows_inserted import row_value
from troth.audit.survey import Surveyor
from troth.calendars.workdays import WorkCalendar

pytestmark = pytest.mark.database
ROWS = 300


def compared(paths: list[Path], mapping: LogMapping, calendar: WorkCalendar, scratch: Path) -> list[LogRow]:
    """The rows, after both readers gave the same."""
    import duckdb

    files = open_logs(paths, mapping)
    surveyor = Surveyor(tuple(str(file.path) for file in files), mapping.is_long)
    rows = list(surveyor.pass_on(read_files(files, mapping, calendar)))
    connection = duckdb.connect()
    log = make_log(connection, paths, mapping, calendar, scratch)
    names = list(relation_columns(mapping))
    assert names == list(log.columns)
    found = connection.execute(f"SELECT * EXCLUDE ({', '.join(FLAWS)}) FROM log").fetchall()
    assert [one[0] for one in connection.description] == names
    problem = " OR ".join(f"{part} IS NOT NULL" for part in PARTS)
    either = f"coalesce({' OR '.join(FLAWS)}, false)"
    assert connection.execute(f"SELECT count(*) FROM log WHERE {either} <> ({problem})").fetchall() == [(0,)]
    assert sorted(in_sql(found, names)) == sorted(in_python(rows, names))
    plain, relation = surveyor.survey(), surveyed(log)
    assert relation == plain
    assert plain.read == len(rows) == plain.judged + plain.rejected
    told = log_findings(plain, mapping, files, calendar)
    assert told == log_findings(relation, mapping, log.files, calendar)
    return rows


def in_sql(found: Iterable[tuple[Any, ...]], names: list[str]) -> list[str]:
    return [as_text(dict(zip(names, row, strict=True))) for row in found]


def in_python(rows: Iterable[LogRow], names: list[str]) -> list[str]:
    return [as_text({name: row_value(row, name) for name in names}) for row in rows]


def as_text(row: dict[str, Any]) -> str:
    """What is compared of a row: all of it, but of one that is rejected only where it stands and why."""
    kept = ("file", "row", "contact", "rejected", "unreadable", "noted")
    return repr(sorted((name, value) for name, value in row.items() if row["rejected"] is None or name in kept))


@pytest.mark.parametrize("zone", drawn.ZONES)
def test_a_wide_log(zone: str, tmp_path: Path) -> None:
    random = Random(zone)
    calendar = desk()[1]
    rows = drawn.drawn_rows(random, ROWS)
    mapping = mapped(drawn.ZONES[zone] + drawn.MAPPING)
    half = len(rows) // 2
    paths = [drawn.write_csv(tmp_path / "a.csv", rows[:half]), drawn.write_csv(tmp_path / "b.csv", rows[half:], ";")]
    found = compared(paths, mapping, calendar, tmp_path)
    assert len(found) == ROWS
    said = {line for row in found for line in (row.unreadable or "").split("\n")}
    assert len({line.partition("\t")[0] for line in said}) > 5
    assert {row.rejected for row in found} >= {None, "contact\tmissing", "arrives\tmissing"}


@pytest.mark.parametrize("zone", ["a zone", "no zone", "day first"])
@pytest.mark.parametrize("text", [drawn.LONG, drawn.LONG_BY_EVENTS], ids=["arrival in a column", "arrival an event"])
def test_a_long_log(text: str, zone: str, tmp_path: Path) -> None:
    random = Random(zone)
    calendar = desk()[1]
    rows = drawn.drawn_rows(random, ROWS, long=True)
    mapping = mapped(drawn.ZONES[zone] + text)
    paths = [
        drawn.write_csv(tmp_path / "a.csv", rows[: ROWS // 2]),
        drawn.write_csv(tmp_path / "b.csv", rows[ROWS // 2 :]),
    ]
    found = compared(paths, mapping, calendar, tmp_path)
    assert any(row.rejected is None for row in found)


@pytest.mark.parametrize("text", [drawn.MAPPING, drawn.LONG], ids=["wide", "long"])
def test_json_lines(text: str, tmp_path: Path) -> None:
    random = Random(7)
    calendar = desk()[1]
    rows = drawn.drawn_rows(random, ROWS, long=text is drawn.LONG)
    path = drawn.write_json(tmp_path / "log.jsonl", rows, random)
    found = compared([path], mapped(drawn.ZONES["a zone"] + text), calendar, tmp_path)
    assert "line\tno row" in {row.rejected for row in found}


@pytest.mark.parametrize("text", [drawn.MAPPING, drawn.LONG], ids=["wide", "long"])
def test_parquet(text: str, tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    random = Random(8)
    calendar = desk()[1]
    rows = drawn.drawn_rows(random, ROWS, long=text is drawn.LONG)
    table = pyarrow.table({name: [row[name] or None for row in rows] for name in drawn.COLUMNS})
    pyarrow.parquet.write_table(table, tmp_path / "log.parquet", row_group_size=400)
    compared([tmp_path / "log.parquet"], mapped(drawn.ZONES["a zone"] + text), calendar, tmp_path)


@pytest.mark.parametrize("zone", ["a zone", "false offsets", "no zone", "day first"])
def test_typed_columns(zone: str, tmp_path: Path) -> None:
    import pyarrow as arrow
    import pyarrow.parquet

    random = Random(zone)
    calendar = desk()[1]
    rows = drawn.drawn_rows(random, ROWS)
    # Microseconds of 2026, among them the hours in which clocks change, and some that lie centuries away.
    near = [random.randrange(1_767_000_000, 1_798_000_000) * 1_000_000 + random.choice((0, 5)) for _ in range(600)]
    change = [1_774_746_000_000_000, 1_792_891_800_000_000, 9_100_000_000_000_000]
    times = [random.choice((None, *change, random.choice(near))) for _ in rows]
    types = {
        "Opened": arrow.timestamp("us"),
        "First": arrow.timestamp("ms", "UTC"),
        "Solved": arrow.timestamp("ns", "America/New_York"),
        "Hope": arrow.date32(),
        "Left": arrow.timestamp("s"),
    }
    units = {"ms": 1_000, "s": 1_000_000}
    table = {}
    for name in drawn.COLUMNS:
        kind = types.get(name)
        if kind is None:
            table[name] = arrow.array([row[name] or None for row in rows])
        elif kind == arrow.date32():
            days = arrow.array([None if at is None else at // 86_400_000_000 for at in times], arrow.int32())
            table[name] = days.cast(kind)
        else:
            unit = units.get(kind.unit, 1)
            far = [None if at is None or (kind.unit == "ns" and at > 9e15) else at // unit for at in times]
            numbers = [at if at is None or kind.unit != "ns" else at * 1_000 + 7 for at in far]
            table[name] = arrow.array(numbers, arrow.int64()).cast(kind)
    table["Rings"] = arrow.array([random.choice((1, 3, None, 4.5)) for _ in rows], arrow.float64())
    table["Big"] = arrow.array([random.choice((True, False, None)) for _ in rows])
    pyarrow.parquet.write_table(arrow.table(table), tmp_path / "log.parquet")
    mapping = mapped(drawn.ZONES[zone] + drawn.MAPPING)
    found = compared([tmp_path / "log.parquet"], mapping, calendar, tmp_path)
    if zone == "a zone":
        assert {"arrives\tgap", "arrives\tfold", "arrives\tfar"} & {row.rejected for row in found}
