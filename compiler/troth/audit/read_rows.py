"""The rows of a log's files, as cells of the columns that are mapped; in bounded memory, whatever the form."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from troth.audit.local_instants import DAY
from troth.audit.read_csv import CsvRows
from troth.audit.read_excel import excel_rows
from troth.audit.read_files import Form, LogFile, json_object, parquet_file
from troth.audit.read_text import MOST_IN_A_LINE, refused, text_lines
from troth.calendars.local_time import EPOCH

BLANK = " \t\n\r\v\f\u00a0"
"""What is cut off both ends of a cell."""
OBJECT, LIST = "{…}", "[…]"
"""What is said in place of a value of JSON that is no value."""
_BATCH = 8_192
_MICROSECONDS = {"s": (1_000_000, 1), "ms": (1_000, 1), "us": (1, 1), "ns": (1, 1_000)}
"""A unit of Parquet, as so many µs and so many parts of one."""


@dataclass(frozen=True, slots=True)
class Instant:
    """A cell of a column that holds instants, in µs since 1970-01-01 UTC."""

    at: int


Cell = str | datetime | date | Instant | None
"""Text (never empty), a local time, a date, an instant, or nothing."""


def rows_of(file: LogFile, columns: Sequence[str], missing: frozenset[str]) -> Iterator[tuple[int, list[Cell] | None]]:
    """Each row: its number, as an editor shows it, and its cells; None for a line that is no row.

    The row of column names is number 1; empty rows have no number, but in Excel. Of JSON Lines it is the line's.
    `missing`: texts that stand for nothing. Raises LogRefused where the file cannot be read to its end.
    """
    for number, cells in raw_rows(file, columns):
        yield number, None if cells is None else [cell_of(cell, missing) for cell in cells]


def raw_rows(file: LogFile, columns: Sequence[str]) -> Iterator[tuple[int, list[Any] | None]]:
    """The same rows, with what the file has in place of cells."""
    return _READERS[file.form](file, columns)


def cell_of(value: Any, missing: frozenset[str]) -> Cell:
    """What a file has, as a cell."""
    if not isinstance(value, str):
        cell: Cell = value
        return cell
    text = value.strip(BLANK)
    return None if not text or text in missing else text


def _excel_rows(file: LogFile, columns: Sequence[str]) -> Iterator[tuple[int, list[Any] | None]]:
    yield from excel_rows(file.path, file.sheet, tuple(file.place(name) for name in columns))


def _csv_rows(file: LogFile, columns: Sequence[str]) -> Iterator[tuple[int, list[Any] | None]]:
    places = [file.place(name) for name in columns]
    csv.field_size_limit(max(csv.field_size_limit(), MOST_IN_A_LINE))
    rows = CsvRows(text_lines(file.path, file.encoding), file.delimiter)
    number = 0
    try:
        for row in rows:
            if not row:
                continue
            number += 1
            # Empty cells beyond the last column are what some exports end their rows with, and DuckDB passes over them.
            if len(row) < len(file.header) or any(row[len(file.header) :]):
                message = f"row {number} has {len(row)} cells, and the row of column names {len(file.header)}"
                help_ = "put a cell that holds a delimiter or a line end in double quotes, or export the log again"
                raise refused(file.path, message, help_, rows.line)
            if number > 1:
                yield number, [row[place] for place in places]
    except csv.Error as problem:
        message = f"row {number + 1} cannot be read: {problem}"
        help_ = 'close its quotation, and write a quote inside of one twice (`""`); or export the log again'
        raise refused(file.path, message, help_, rows.line) from None


def _json_rows(file: LogFile, columns: Sequence[str]) -> Iterator[tuple[int, list[Any] | None]]:
    for number, line in enumerate(text_lines(file.path, file.encoding), 1):
        if not line.strip(BLANK):
            continue
        found = json_object(line)
        yield number, None if found is None else [_json_cell(_at(found, name, file.nested)) for name in columns]


def _at(found: dict[str, Any], name: str, nested: frozenset[str]) -> Any:
    """The value of a key, or of one in an object (`outer.inner`)."""
    if name not in nested:
        return found.get(name)
    places = [place for place, character in enumerate(name) if character == "."]
    for place in places:
        outer = found.get(name[:place])
        if isinstance(outer, dict) and name[place + 1 :] in outer:
            return outer[name[place + 1 :]]
    return None


def _json_cell(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return OBJECT if isinstance(value, dict) else LIST


def _parquet_rows(file: LogFile, columns: Sequence[str]) -> Iterator[tuple[int, list[Any] | None]]:
    number = 0
    for batch in parquet_batches(file, columns):
        read = {name: parquet_values(batch.column(name)) for name in dict.fromkeys(columns)}
        for place in range(batch.num_rows):
            number += 1
            yield number, [read[name][place] for name in columns]


def parquet_batches(file: LogFile, columns: Iterable[str]) -> Iterator[Any]:
    """Some rows of these columns at a time, by pyarrow.

    Raises LogRefused where the file cannot be read to its end.
    """
    import pyarrow

    number = 0
    try:
        parquet = parquet_file(file.path)
        for batch in parquet.iter_batches(batch_size=_BATCH, columns=list(dict.fromkeys(columns))):
            batch.validate(full=True)
            yield batch
            number += batch.num_rows
    except (pyarrow.ArrowInvalid, OSError) as problem:
        message = f"the file is damaged after row {number}: {str(problem).splitlines()[0]}"
        raise refused(file.path, message, "export it, or copy it here, again") from None


def is_plain(kind: Any) -> bool:
    """Does DuckDB read a column of that type of pyarrow's as `parquet_values` does?"""
    from pyarrow import types

    if types.is_dictionary(kind):
        return bool(types.is_string(kind.value_type))
    if types.is_decimal128(kind):
        return bool(kind.scale >= 0)
    tests = (types.is_string, types.is_large_string, types.is_boolean, types.is_integer, types.is_float64)
    return any(test(kind) for test in (*tests, types.is_timestamp, types.is_date, types.is_null))


def parquet_values(column: Any) -> list[Any]:
    """Values of a column: typed times as what they are, whole microseconds; everything else as text."""
    import pyarrow as arrow

    kind = column.type
    if arrow.types.is_timestamp(kind):
        read = _local if kind.tz is None else Instant
        times, part = _MICROSECONDS[kind.unit]
        return [None if at is None else read(at * times // part) for at in column.cast(arrow.int64()).to_pylist()]
    if arrow.types.is_date(kind):
        days = column.cast(arrow.date32()).cast(arrow.int32()).to_pylist()
        return [None if day is None else _local(day * DAY).date() for day in days]
    return [None if value is None else _text(value) for value in column.to_pylist()]


def _local(at: int) -> datetime:
    """A local time of a typed column, in µs; for one that Python does not hold, another that is as far away."""
    try:
        return EPOCH + at * EPOCH.resolution
    except OverflowError:
        return datetime.max


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


_READERS: dict[Form, Callable[[LogFile, Sequence[str]], Iterator[tuple[int, list[Any] | None]]]] = {
    Form.CSV: _csv_rows,
    Form.JSON: _json_rows,
    Form.EXCEL: _excel_rows,
    Form.PARQUET: _parquet_rows,
}
