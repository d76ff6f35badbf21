"""Contacts that Python has read → a table of a DuckDB connection with the canonical columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from troth.audit.read_plain import LogRow
from troth.model.words import DIMENSIONS

_BATCH = 20_000
_PARTS = ("event", "events", "fact", "count", "date", "category")


def insert_rows(connection: Any, table: str, columns: Mapping[str, str], rows: Iterable[LogRow]) -> None:
    """Make the table of these rows; `columns`: name → DuckDB's type."""
    import pyarrow

    types = {
        "VARCHAR": pyarrow.string(),
        "BIGINT": pyarrow.int64(),
        "BOOLEAN": pyarrow.bool_(),
        "BIGINT[]": pyarrow.list_(pyarrow.int64()),
    }
    schema = pyarrow.schema([(name, types[kind]) for name, kind in columns.items()])
    chunk = f"{table}_chunk"
    connection.register(chunk, schema.empty_table())
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM {chunk}")
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        values = {name: [row_value(row, name) for row in batch] for name in columns}
        connection.register(chunk, pyarrow.table(values, schema=schema))
        connection.execute(f"INSERT INTO {table} SELECT * FROM {chunk}")
    connection.unregister(chunk)


def row_value(row: LogRow, name: str) -> Any:
    """What the column of that name holds for a row."""
    if name in DIMENSIONS:
        return row.values.get(name)
    if name in ("arrives", "arrives_last"):
        return None if row.arrives is None else row.arrives[name != "arrives"]
    part, _, rest = name.partition(" ")
    if part not in _PARTS or not rest:
        return getattr(row, name)
    match part:
        case "fact":
            return row.facts.get(rest)
        case "count":
            return row.counts.get(rest)
        case "category":
            return row.values.get(rest)
        case "events":
            end = rest.endswith(" last")
            return [moment[end] for moment in row.events.get(rest.removesuffix(" last"), ())]
        case _:
            end = rest.endswith(" last")
            rest = rest.removesuffix(" last")
            moment = row.dates.get(rest) if part == "date" else next(iter(row.events.get(rest, ())), None)
            return None if moment is None else moment[end]
