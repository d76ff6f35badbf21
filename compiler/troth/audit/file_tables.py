"""The files of a log as tables of DuckDB, which can be asked again and again: Parquet as it is, text by a copy."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from troth.audit.identifier import identifier, is_pattern, parquet_sql, this_file
from troth.audit.mapping import LogMapping
from troth.audit.parquet_copy import copied
from troth.audit.read_files import Form, LogFile, parquet_file
from troth.audit.read_rows import BLANK, LIST, OBJECT, is_plain, parquet_batches, parquet_values, raw_rows
from troth.audit.read_sql import cell_places, whole_numbers
from troth.audit.read_text import MOST_IN_A_LINE, LogRefused, is_packed, text_lines, unpack
from troth.targets.sql_tables import literal

_PLAIN_ENCODINGS = ("", "utf-8", "utf-8-sig")
_AT_A_TIME = 20_000
_NOWHERE = "\x01\x02\x03\x04"
"""A delimiter of lines that have none. One character of these at the end of a line would be passed over."""
_ROW = "file_row_number"
"""The column that `parquet_sql` adds."""


class FileTable(NamedTuple):
    """A file of a log. `table`: what to select from. `row`, `is_row`: SQL for the number of a row, and for whether it
    can be one of the log. `columns`: of those that the mapping names, SQL. `kinds`: DuckDB's types of these.
    """

    table: str
    row: str
    is_row: str
    columns: dict[str, str]
    kinds: dict[str, str]


def file_table(
    connection: Any, file: LogFile, mapping: LogMapping, times: Collection[str], scratch: Path, number: int
) -> FileTable:
    """The table of a file that is no workbook, of that number; a copy of it goes to `scratch`.

    `times`: the columns that hold times, and are nothing else. Raises LogRefused.
    """
    import duckdb

    if file.form is Form.PARQUET:
        return _parquet_table(connection, file, mapping, scratch / f"log-{number}.parquet")
    columns = {name: f"h{place[1:]}" for name, place in cell_places(mapping).items() if name in file.header}
    copy = partial(_text_table, connection, mapping, columns, times, scratch / f"log-{number}.parquet")
    # Of one column, DuckDB takes an empty line for a row.
    if file.form is Form.JSON or len(file.header) > 1:
        try:
            path = _bare_text(file, scratch / f"log-{number}.txt")
            if not is_pattern(path):
                return copy((_csv_rows if file.form is Form.CSV else _json_rows)(file, path, columns))
        except (LogRefused, duckdb.InvalidInputException, duckdb.ConversionException):
            pass  # such as line ends of two kinds, or what is no CSV at all: Python reads it, or says what is wrong
    return copy(_rows_by_python(file, columns, scratch / f"log-{number}-rows.parquet"))


def _bare_text(file: LogFile, path: Path) -> Path:
    """The file, or what is in it as UTF-8, at a path; unpacked: DuckDB would not see where its sum is wrong."""
    if file.encoding not in _PLAIN_ENCODINGS:
        with path.open("w", encoding="utf-8", newline="") as text:
            text.writelines(text_lines(file.path, file.encoding))
    elif is_packed(file.path):
        unpack(file.path, path)
    else:
        return file.path
    return path


def _text_table(
    connection: Any,
    mapping: LogMapping,
    columns: dict[str, str],
    times: Collection[str],
    path: Path,
    rows: _Rows,
) -> FileTable:
    """The table of rows of text, which are copied to a path."""
    counts = whole_numbers(mapping)
    copy = copied(
        connection,
        rows.select,
        [*columns.values(), *rows.flags],
        path,
        times=[] if mapping.formats else [column for name, column in columns.items() if name in times],
        counts=[column for name, column in columns.items() if name in counts],
        missing=mapping.missing,
    )
    kinds = {name: copy.kinds[column] for name, column in columns.items()}
    return FileTable(f"{copy.table}{rows.where}", rows.row, rows.is_row, columns, kinds)


def _parquet_table(connection: Any, file: LogFile, mapping: LogMapping, path: Path) -> FileTable:
    wanted = {name: place for name, place in cell_places(mapping).items() if name in file.header}
    schema = parquet_file(file.path).schema_arrow
    names = list(file.header)
    table = parquet_sql(file.path)
    is_as_it_is = not is_pattern(file.path) and _ROW not in map(str.lower, names)
    if not is_as_it_is or not all(is_plain(schema.field(name).type) for name in wanted):
        table, names = parquet_sql(path), list(wanted)
        _write_anew(file, names, path)
    described = connection.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()
    # By place: DuckDB gives another name to a column that differs from one before it in capitals alone.
    found = {name: one for name, one in zip(names, described, strict=False) if name in wanted}
    columns = {name: identifier(one[0]) for name, one in found.items()}
    return FileTable(table, f"1 + {_ROW}", "true", columns, {name: one[1] for name, one in found.items()})


def _write_anew(file: LogFile, names: Sequence[str], path: Path) -> None:
    """Columns of a Parquet file by pyarrow; those which DuckDB would read otherwise than Python as Python's text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {name: parquet_file(file.path).schema_arrow.field(name).type for name in names}
    fields = [(f"h{place}", kind if is_plain(kind) else pa.string()) for place, kind in enumerate(kinds.values())]
    with pq.ParquetWriter(path, pa.schema(fields), compression="none") as writer:
        for batch in parquet_batches(file, names):
            given = [batch.column(name) for name in names]
            columns = [one if is_plain(one.type) else pa.array(parquet_values(one), pa.string()) for one in given]
            writer.write_batch(pa.record_batch(columns, schema=writer.schema))


class _Rows(NamedTuple):
    """The rows of a text: its columns and `flags`; the rest is asked of a copy of these."""

    select: str
    row: str
    flags: tuple[str, ...] = ()
    is_row: str = "true"
    where: str = ""


def _csv_rows(file: LogFile, path: Path, columns: dict[str, str]) -> _Rows:
    types = ", ".join(f"'f{place}': 'VARCHAR'" for place in range(len(file.header)))
    text = _read_csv(path, file.delimiter, '"', f"{{{types}}}", "true")
    picked = ", ".join(f"f{file.place(name)} AS {column}" for name, column in columns.items())
    # The names of columns are the first row.
    return _Rows(f"SELECT {picked} FROM {text}", "2 + file_row_number")


def _json_rows(file: LogFile, path: Path, columns: dict[str, str]) -> _Rows:
    text = _read_csv(path, _NOWHERE, "", "{'line': 'VARCHAR'}", "false")
    picked = [f"{_json_value(name, name in file.nested)} AS {column}" for name, column in columns.items()]
    picked.append("coalesce(json_type(j) = 'OBJECT', false) AS is_row")
    picked.append(f"coalesce(trim(line, {literal(BLANK)}) <> '', false) AS is_line")
    select = f"SELECT {', '.join(picked)} FROM (SELECT line, TRY_CAST(line AS JSON) AS j FROM {text})"
    return _Rows(select, "1 + file_row_number", ("is_row", "is_line"), "is_row", " WHERE is_line")


def _rows_by_python(file: LogFile, columns: dict[str, str], path: Path) -> _Rows:
    """The rows of a text as Python reads them, by way of a file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema(
        [*((column, pa.string()) for column in columns.values()), ("line", pa.int64()), ("is_row", pa.bool_())]
    )
    rows = raw_rows(file, tuple(columns))
    with pq.ParquetWriter(path, schema, compression="none") as writer:
        while batch := list(islice(rows, _AT_A_TIME)):
            cells = [[None if row is None else row[place] for _, row in batch] for place in range(len(columns))]
            found = [*cells, [line for line, _ in batch], [row is not None for _, row in batch]]
            writer.write_batch(
                pa.record_batch([pa.array(*one) for one in zip(found, schema.types, strict=True)], schema=schema)
            )
    return _Rows(f"SELECT * FROM {parquet_sql(path)}", "line", ("line", "is_row"), "is_row")


def _read_csv(path: Path, delimiter: str, quote: str, columns: str, header: str) -> str:
    settings = f"auto_detect = false, header = {header}, delim = {literal(delimiter)}, quote = {literal(quote)}"
    settings += f", escape = {literal(quote)}, columns = {columns}, max_line_size = {MOST_IN_A_LINE}"
    return f"read_csv({this_file(path)}, {settings}, hive_partitioning = false)"


def _json_value(name: str, is_nested: bool) -> str:
    """The value of a key by a JSON pointer (RFC 6901), or of one in an object (`outer.inner`)."""
    if not is_nested:
        return _json_at((name,))
    paths = [(name[:at], name[at + 1 :]) for at, character in enumerate(name) if character == "."]
    # A figure in a pointer would be a place in a list, too.
    values = [
        f"CASE json_type(j, {_pointer(outer)}) WHEN 'OBJECT' THEN {_json_at((outer, inner))} END"
        for outer, inner in paths
    ]
    return f"coalesce({', '.join(values)})"


def _json_at(path: Sequence[str]) -> str:
    kinds = f"WHEN 'OBJECT' THEN {literal(OBJECT)} WHEN 'ARRAY' THEN {literal(LIST)}"
    return f"CASE json_type(j, {_pointer(*path)}) {kinds} ELSE j ->> {_pointer(*path)} END"


def _pointer(*path: str) -> str:
    return literal("".join(f"/{key.replace('~', '~0').replace('/', '~1')}" for key in path))
