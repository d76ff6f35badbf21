"""The files of a log as tables of DuckDB, which can be asked again and again: Parquet as it is, text by a copy."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

from troth.audit.identifier import identifier
from troth.audit.mapping import LogMapping
from troth.audit.parquet_copy import copied
from troth.audit.read_files import Form, LogFile
from troth.audit.read_rows import BLANK, LIST, OBJECT
from troth.audit.read_sql import cell_places, whole_numbers
from troth.audit.read_text import MOST_IN_A_LINE, text_lines
from troth.targets.sql_tables import literal

_PLAIN_ENCODINGS = ("", "utf-8", "utf-8-sig")


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

    `times`: the columns that hold times, and are nothing else.
    """
    if file.form is Form.PARQUET:
        return _parquet_table(connection, file, mapping)
    path = file.path
    if file.encoding not in _PLAIN_ENCODINGS:
        path = scratch / f"log-{number}.txt"
        with path.open("w", encoding="utf-8", newline="") as text:
            text.writelines(text_lines(file.path, file.encoding))
    columns = {name: f"h{place[1:]}" for name, place in cell_places(mapping).items() if name in file.header}
    counts = whole_numbers(mapping)
    rows = (_csv_rows if file.form is Form.CSV else _json_rows)(file, path, columns)
    copy = copied(
        connection,
        rows.select,
        [*columns.values(), *rows.flags],
        scratch / f"log-{number}.parquet",
        times=[] if mapping.formats else [column for name, column in columns.items() if name in times],
        counts=[column for name, column in columns.items() if name in counts],
        missing=mapping.missing,
    )
    kinds = {name: copy.kinds[column] for name, column in columns.items()}
    return FileTable(f"{copy.table}{rows.where}", rows.row, rows.is_row, columns, kinds)


def _parquet_table(connection: Any, file: LogFile, mapping: LogMapping) -> FileTable:
    table = f"read_parquet({literal(str(file.path))}, file_row_number = true)"
    described = connection.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()
    kinds = {name: kind for name, kind, *_ in described if name in cell_places(mapping)}
    return FileTable(table, "1 + file_row_number", "true", {name: identifier(name) for name in kinds}, kinds)


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
    text = _read_csv(path, "\x01", "", "{'line': 'VARCHAR'}", "false")
    picked = [f"{_json_value(name, name in file.nested)} AS {column}" for name, column in columns.items()]
    picked.append("coalesce(json_type(j) = 'OBJECT', false) AS is_row")
    picked.append(f"coalesce(trim(line, {literal(BLANK)}) <> '', false) AS is_line")
    select = f"SELECT {', '.join(picked)} FROM (SELECT line, TRY_CAST(line AS JSON) AS j FROM {text})"
    return _Rows(select, "1 + file_row_number", ("is_row", "is_line"), "is_row", " WHERE is_line")


def _read_csv(path: Path, delimiter: str, quote: str, columns: str, header: str) -> str:
    settings = f"auto_detect = false, header = {header}, delim = {literal(delimiter)}, quote = {literal(quote)}"
    settings += f", escape = {literal(quote)}, columns = {columns}, max_line_size = {MOST_IN_A_LINE}"
    return f"read_csv({literal(str(path))}, {settings})"


def _json_value(name: str, is_nested: bool) -> str:
    """The value of a key by a JSON pointer (RFC 6901), or of one in an object (`outer.inner`)."""
    paths: list[tuple[str, ...]] = [(name,)]
    if is_nested:
        paths = [(name[:at], name[at + 1 :]) for at, character in enumerate(name) if character == "."]
    pointers = ["".join(f"/{key.replace('~', '~0').replace('/', '~1')}" for key in path) for path in paths]
    kinds = f"WHEN 'OBJECT' THEN {literal(OBJECT)} WHEN 'ARRAY' THEN {literal(LIST)}"
    values = [f"CASE json_type(j, {one}) {kinds} ELSE j ->> {one} END" for one in map(literal, pointers)]
    return f"({values[0]})" if len(values) == 1 else f"coalesce({', '.join(values)})"
