"""A log → the relation `log` of a DuckDB connection: one row a contact, in the canonical columns, streaming.

Columns: `file`, `row` (of a long log, the contact's first); `contact`, `channel`, `kind`, `party`, `customer`;
`arrives`, `arrives_last`; `"event NAME"` with `"event NAME last"` (of a long log's rows `"events NAME"` and `"events
NAME last"`, lists in order); `"fact NAME"`, `"count NAME"` (-1 for none), `"date NAME"` with `"date NAME last"`,
`"category NAME"`; `rejected`, `unreadable`, `noted` (problems as lines, see `fields`); and those of `FLAWS`. Times are
µs since 1970-01-01 UTC; a moment is its first and its last instant. NULL is not known, or of a mapped event that it did
not happen; what is not mapped has no column, but for `channel`, `kind`, `party` and `customer`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from troth.audit.fields import Field, Kind, fields_of, names_of
from troth.audit.identifier import identifier
from troth.audit.mapping import LogMapping
from troth.audit.moments import Moments
from troth.audit.moments_sql import has_instants, near_sql
from troth.audit.read_files import Form, LogFile, open_logs
from troth.audit.read_plain import moments_of, read_files
from troth.audit.read_relation import constant_columns, flawed_sql, long_sql, relation_columns, wide_sql
from troth.audit.read_rows import BLANK, LIST, OBJECT, Cell, cell_of
from troth.audit.read_rows_inserted import insert_rows
from troth.audit.read_sql import NO_TEXT, TYPED, WHOLE, Cells, cell_places, cell_sql, quick_tests, staged, whole_numbers
from troth.audit.read_text import MOST_IN_A_LINE, refused, text_lines
from troth.calendars.workdays import WorkCalendar
from troth.targets.sql_tables import literal

RELATION = "log"
_MOST_TEXTS = 200
"""So many different texts of a column at most are looked up one by one."""
_PLAIN_ENCODINGS = ("", "utf-8", "utf-8-sig")


@dataclass(frozen=True, slots=True, kw_only=True)
class DuckLog:
    """A log in a connection, as the relation `log`. `columns`: name → DuckDB's type.

    `ids`: a SELECT of the ids of a wide log as they stand in its files, or "": it reads no other column. `constant`:
    columns that have one value in every row.
    """

    connection: Any
    files: tuple[LogFile, ...]
    mapping: LogMapping
    calendar: WorkCalendar
    columns: dict[str, str]
    scratch: Path
    numbered: bool
    relation: str
    ids: str
    constant: frozenset[str]

    def asked(self, ask: Callable[[], Any]) -> Any:
        """What a query of the relation gives.

        Raises LogRefused where a file cannot be read to its end.
        """
        return _asked(ask, self.files, self.mapping, self.calendar)


def make_log(
    connection: Any,
    names: Iterable[str | Path],
    mapping: LogMapping,
    calendar: WorkCalendar,
    scratch: Path,
    *,
    numbered: bool = True,
    relation: str = RELATION,
) -> DuckLog:
    """Make the relation `log`: a view that streams a wide log, a table of a long one and of a workbook.

    `scratch`: a folder of the caller's, in which a file that is not UTF-8 is put as one that is. Not `numbered`: the
    column `row` of a wide CSV is 0, which is read a third faster (`survey_log` numbers the rows that it names all the
    same). `relation`: its name, if another. Raises LogRefused.
    """
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    files = open_logs(names, mapping)
    columns = relation_columns(mapping)
    is_excel = any(file.form is Form.EXCEL for file in files)
    is_view = not is_excel and not mapping.is_long
    ids: list[str] = []
    if is_excel:
        insert_rows(connection, f"{relation}_rows", columns, read_files(files, mapping, calendar))
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {relation} AS {flawed_sql(f'{relation}_rows')}")
    else:
        moments = moments_of(mapping, calendar)
        make = partial(_body, connection, files, mapping, moments, scratch, numbered or not is_view)
        body, ids = _asked(make, files, mapping, calendar)
        kind = "VIEW" if is_view else "TABLE"
        sql = wide_sql(body, mapping) if is_view else long_sql(body, mapping)
        text = f"CREATE OR REPLACE TEMP {kind} {relation} AS {sql}"
        _asked(lambda: connection.execute(text), files, mapping, calendar)
    return DuckLog(
        connection=connection,
        files=files,
        mapping=mapping,
        calendar=calendar,
        columns=columns,
        scratch=scratch,
        numbered=numbered or not is_view,
        relation=relation,
        ids=" UNION ALL ".join(ids) if is_view else "",
        constant=constant_columns(mapping) if is_view else frozenset(),
    )


def _asked(ask: Callable[[], Any], files: Sequence[LogFile], mapping: LogMapping, calendar: WorkCalendar) -> Any:
    import duckdb

    try:
        return ask()
    except (duckdb.OutOfMemoryException, duckdb.InterruptException, duckdb.BinderException, duckdb.ParserException):
        raise
    except duckdb.Error as problem:
        # What is wrong with a file is said by the plain reader, which meets the same.
        for _ in read_files(files, mapping, calendar):
            pass
        if not isinstance(problem, duckdb.InvalidInputException | duckdb.ConversionException):
            raise
        said = str(problem).splitlines()
        message = f"the log cannot be read by DuckDB: {said[0] if said else problem}"
        help_ = "save it again with the same line ends in all rows; or audit it with `--engine plain`"
        raise refused(files[0].path, message, help_) from None


def _body(
    connection: Any,
    files: Sequence[LogFile],
    mapping: LogMapping,
    moments: Moments,
    scratch: Path,
    numbered: bool,
) -> tuple[str, list[str]]:
    """The rows of all files, with the value of every field; and the ids of each file alone, where there is a column of
    them to be read.
    """
    fields = [(str(place), field) for place, field in enumerate(fields_of(mapping))]
    fields.append(("id", Field("contact", Kind.TEXT, mapping.contact)))
    times = {name for _, field in fields if field.kind is Kind.MOMENT for name in names_of(field)}
    if mapping.at is not None:
        times |= set(mapping.at.names)
        fields.append(("at", Field("at", Kind.MOMENT, mapping.at)))
    if mapping.event is not None:
        fields.append(("event", Field("event", Kind.TEXT, mapping.event)))
    parts, ids = [], []
    read = [field for _, field in fields]
    for number, file in enumerate(files):
        source, cells, own = _source(connection, number, file, mapping, moments, read, times, scratch, numbered)
        parts.append(staged(source, cells, moments, fields, times))
        ids.append(own)
    kept = ["file", "row", "place", "is_row"]
    for suffix, field in fields:
        kept += [f"v{suffix}", f"w{suffix}", *([f"u{suffix}"] if field.kind is Kind.MOMENT else [])]
    return " UNION ALL ".join(f"SELECT {', '.join(kept)} FROM ({part})" for part in parts), ids if all(ids) else []


def _source(
    connection: Any,
    number: int,
    file: LogFile,
    mapping: LogMapping,
    moments: Moments,
    fields: Sequence[Field],
    times: set[str],
    scratch: Path,
    numbered: bool,
) -> tuple[str, Cells, str]:
    """The SELECT that gives the cells of a file, and which is where; and one of its ids alone, or ""."""
    path = file.path
    cells = Cells(cell_places(mapping), {})
    if file.encoding not in _PLAIN_ENCODINGS:
        path = scratch / f"log-{number}.txt"
        with path.open("w", encoding="utf-8", newline="") as copy:
            copy.writelines(text_lines(file.path, file.encoding))
    match file.form:
        case Form.CSV:
            kinds = ", ".join(f"'h{place}': 'VARCHAR'" for place in range(len(file.header)))
            table = _read_csv(path, file.delimiter, '"', f"{{{kinds}}}", "true")
            raw = {name: f"h{place}" for place, name in enumerate(file.header)}
            row = "1 + row_number() OVER ()" if numbered else "CAST(0 AS BIGINT)"
            rows, is_row, where = f"SELECT {row} AS row, * FROM {table}", "true", ""
        case Form.JSON:
            table = _read_csv(path, "\x01", "", "{'line': 'VARCHAR'}", "false")
            rows = f"SELECT row_number() OVER () AS row, line, TRY_CAST(line AS JSON) AS j FROM {table}"
            raw = {name: _json_value(name, name in file.nested) for name in file.header}
            is_row = "coalesce(json_type(j) = 'OBJECT', false)"
            where = f" WHERE trim(line, {literal(BLANK)}) <> ''"
        case _:
            table = f"read_parquet({literal(str(path))}, file_row_number = true)"
            described = connection.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()
            kinds_of = {name: kind for name, kind, *_ in described}
            cells = _cells(connection, table, kinds_of, mapping, moments, fields, times)
            rows, is_row, where = f"SELECT 1 + file_row_number AS row, * FROM {table}", "true", ""
            raw = {name: f"CAST({identifier(name)} AS VARCHAR)" for name in file.header}
    said = {name: raw[name] for name in cells.places if name in raw}
    quick = quick_tests(mapping, fields, times, said if file.form is Form.CSV else {})
    picked = [
        cell_sql(said.get(name, NO_TEXT), cell, mapping.missing, quick.get(name, ""))
        for name, cell in cells.places.items()
    ]
    picked += [f"{identifier(name)} AS {cells.places[name]}_raw" for name in cells.types]
    picked += [f"{raw[name]} AS {cells.places[name]}_raw" for name in cells.texts]
    place = f"CAST({number} AS BIGINT) * {1 << 40} + row AS place"
    head = f"{literal(str(file.path))} AS file, row, {place}, {is_row} AS is_row"
    own = [raw[name] for name in mapping.contact.names if name in raw]
    ids = f"SELECT {own[0]} AS contact FROM {table}" if len(own) == 1 and not where else ""
    return f"SELECT {head}, {', '.join(picked)} FROM ({rows}){where}", cells, ids


def _cells(
    connection: Any,
    table: str,
    kinds: dict[str, str],
    mapping: LogMapping,
    moments: Moments,
    fields: Sequence[Field],
    times: set[str],
) -> Cells:
    """What is known of the columns of a Parquet file before its rows are read: it has a digest of its own of them."""
    numbers = whole_numbers(mapping)
    types = {
        name: kind
        for name, kind in kinds.items()
        if (name in times and kind.startswith(TYPED)) or (name in numbers and kind in WHOLE)
    }
    near = set()
    for name, kind in types.items():
        if has_instants(kind, moments):
            least, most = (f"CAST({which}({identifier(name)}) AS TIMESTAMPTZ)" for which in ("min", "max"))
            select = f"SELECT {near_sql(least)} AND {near_sql(most)} FROM {table}"
            near.update([name] if connection.execute(select).fetchall() == [(True,)] else [])
    texts: dict[str, dict[str, Cell]] = {}
    missing = frozenset(mapping.missing)
    for name in dict.fromkeys(name for one in fields if one.kind in (Kind.CHOICE, Kind.FACT) for name in names_of(one)):
        if name in kinds and name not in types:
            select = f"SELECT DISTINCT CAST({identifier(name)} AS VARCHAR) FROM {table} LIMIT {_MOST_TEXTS + 1}"
            found = connection.execute(select).fetchall()
            if len(found) <= _MOST_TEXTS:
                texts[name] = {text: cell_of(text, missing) for (text,) in found if text is not None}
    return Cells(cell_places(mapping), types, frozenset(near), texts)


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
