"""A log → the relation `log` of a DuckDB connection: one row a contact, in the canonical columns, streaming.

Columns: `file`, `row` (of a long log, the contact's first); `contact`, `channel`, `kind`, `party`, `customer`;
`arrives`, `arrives_last`; `"event NAME"` with `"event NAME last"` (of a long log's rows `"events NAME"` and `"events
NAME last"`, lists in order); `"fact NAME"`, `"count NAME"` (-1 for none), `"date NAME"` with `"date NAME last"`,
`"category NAME"`; `rejected`, `unreadable`, `noted` (problems as lines, see `fields`); and those of `FLAWS`. Times are
µs since 1970-01-01 UTC; a moment is its first and its last instant. NULL is not known, or of a mapped event that it did
not happen; what is not mapped has no column, but for `channel`, `kind`, `party` and `customer`.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, repeat
from pathlib import Path
from typing import Any

from troth.audit.fields import Field, Kind, fields_of, names_of
from troth.audit.file_tables import FileTable, file_table
from troth.audit.followed import Heard, followable, followed, unheard
from troth.audit.mapping import LogMapping
from troth.audit.moments import Moments
from troth.audit.moments_sql import has_instants, near_sql
from troth.audit.read_files import Form, LogFile, open_logs
from troth.audit.read_plain import moments_of, read_files
from troth.audit.read_relation import constant_columns, flawed_sql, long_sql, relation_columns, wide_sql
from troth.audit.read_rows import Cell, cell_of
from troth.audit.read_rows_inserted import insert_rows
from troth.audit.read_sql import NO_TEXT, TYPED, WHOLE, Cells, cell_places, cell_sql, staged, whole_numbers
from troth.audit.read_text import refused
from troth.calendars.workdays import WorkCalendar
from troth.targets.sql_tables import literal

RELATION = "log"
_ROWS = 1 << 40
"""More than a file has."""
_STOPPED = "Query interrupted"
"""What DuckDB says in place of a KeyboardInterrupt."""
_NUMBER = re.compile(r"errno\W+(\d+)")
"""The system's, of what went wrong."""
_MOST_TEXTS = 200
"""So many different texts of a column at most are looked up one by one."""


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
    ids: str
    constant: frozenset[str]

    @property
    def place(self) -> str:
        """SQL for where a row stands: a number that grows in the log's order."""
        listed = ", ".join(literal(str(file.path)) for file in self.files)
        return f"(list_position([{listed}], file) - 1) * {_ROWS} + row"

    def stands(self, place: int) -> tuple[str, int]:
        """The file and the row of a `place`."""
        number, row = divmod(place, _ROWS)
        return str(self.files[number].path), row

    def asked(self, ask: Callable[[], Any]) -> Any:
        """What a query of the relation gives.

        Raises LogRefused where a file cannot be read to its end; OSError where there is no room for what is put aside.
        """
        return _asked(ask, self.files, self.mapping, self.calendar)


def make_log(
    connection: Any,
    names: Iterable[str | Path],
    mapping: LogMapping,
    calendar: WorkCalendar,
    scratch: Path,
    heard: Heard = unheard,
) -> DuckLog:
    """Make the relation `log`: a view that streams a wide log, a table of a long one and of a workbook.

    `scratch`: a folder of the caller's, for copies of files that are text, which stays as long as the relation.
    `heard`: told which share of the files is read. Raises LogRefused; OSError where there is no room for a copy.
    """
    followable(connection)
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    files = open_logs(names, mapping)
    columns = relation_columns(mapping)
    is_excel = any(file.form is Form.EXCEL for file in files)
    is_view = not is_excel and not mapping.is_long
    ids: list[str] = []
    if is_excel:
        insert_rows(connection, f"{RELATION}_rows", columns, read_files(files, mapping, calendar))
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {RELATION} AS {flawed_sql(f'{RELATION}_rows')}")
    else:
        moments = moments_of(mapping, calendar)
        make = partial(_body, connection, files, mapping, moments, scratch, heard)
        body, ids = _asked(make, files, mapping, calendar)
        kind = "VIEW" if is_view else "TABLE"
        sql = wide_sql(body, mapping) if is_view else long_sql(body, mapping)
        text = f"CREATE OR REPLACE TEMP {kind} {RELATION} AS {sql}"
        _asked(lambda: connection.execute(text), files, mapping, calendar)
    return DuckLog(
        connection=connection,
        files=files,
        mapping=mapping,
        calendar=calendar,
        columns=columns,
        ids=" UNION ALL ".join(ids) if is_view else "",
        constant=constant_columns(mapping) if is_view else frozenset(),
    )


def _asked(ask: Callable[[], Any], files: Sequence[LogFile], mapping: LogMapping, calendar: WorkCalendar) -> Any:
    import duckdb

    try:
        return ask()
    except RuntimeError as problem:
        if str(problem) == _STOPPED:
            raise KeyboardInterrupt from None
        raise
    except (duckdb.InterruptException, duckdb.BinderException, duckdb.ParserException):
        raise
    except duckdb.Error as problem:
        is_of_log = any(str(file.path) in str(problem) for file in files)
        is_of_disk = isinstance(problem, duckdb.OutOfMemoryException | duckdb.IOException) and not is_of_log
        # A packed file that is damaged is an error of the disk, too, which names neither.
        if not is_of_disk or (isinstance(problem, duckdb.IOException) and not _NUMBER.search(str(problem))):
            # What is wrong with a file is said by the plain reader, which meets the same.
            for _ in read_files(files, mapping, calendar):
                pass
        if is_of_disk:
            raise _no_room(str(problem)) from None
        if not isinstance(problem, duckdb.InvalidInputException | duckdb.ConversionException):
            raise
        said = str(problem).splitlines()
        message = f"the log cannot be read by DuckDB: {said[0] if said else problem}"
        help_ = "save it again with the same line ends in all rows; or audit it with `--engine plain`"
        raise refused(files[0].path, message, help_) from None


def _no_room(said: str) -> OSError:
    """The reason of the system, where DuckDB passes it on."""
    if number := _NUMBER.search(said):
        return OSError(int(number[1]), os.strerror(int(number[1])))
    return OSError(errno.ENOSPC, said.partition("\n")[0])


def _body(
    connection: Any,
    files: Sequence[LogFile],
    mapping: LogMapping,
    moments: Moments,
    scratch: Path,
    heard: Heard,
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
    # A time that is a text too is to be had as it was written.
    texts = {name for _, field in fields if field.kind is not Kind.MOMENT for name in names_of(field)}
    parts, ids = [], []
    read = [field for _, field in fields]
    for number, (file, part) in enumerate(zip(files, _parts(files, heard), strict=True)):
        with followed(connection, part):
            given = file_table(connection, file, mapping, times - texts, scratch, number)
        source, cells = _source(connection, file, given, mapping, moments, read, times, number)
        parts.append(staged(source, cells, moments, fields, times))
        own = [given.columns[name] for name in mapping.contact.names if name in given.columns]
        ids += [f"SELECT CAST({own[0]} AS VARCHAR) AS contact FROM {given.table}"] if len(own) == 1 else []
    kept = ["file", "row", "place", "is_row"]
    for suffix, field in fields:
        kept += [f"v{suffix}", f"w{suffix}", *([f"u{suffix}"] if field.kind is Kind.MOMENT else [])]
    body = " UNION ALL ".join(f"SELECT {', '.join(kept)} FROM ({part})" for part in parts)
    return body, ids if len(ids) == len(parts) else []


def _parts(files: Sequence[LogFile], heard: Heard) -> Iterator[Heard]:
    """Of each file, what hears its share, and passes on that of all of them."""
    if heard is unheard:
        yield from repeat(unheard, len(files))
        return
    sizes = [file.path.stat().st_size for file in files]
    whole = max(sum(sizes), 1)

    def pass_on(before: int, size: int, share: float) -> None:
        heard((before + share * size) / whole)

    for before, size in zip(accumulate(sizes, initial=0), sizes, strict=False):
        yield partial(pass_on, before, size)


def _source(
    connection: Any,
    file: LogFile,
    given: FileTable,
    mapping: LogMapping,
    moments: Moments,
    fields: Sequence[Field],
    times: set[str],
    number: int,
) -> tuple[str, Cells]:
    """The SELECT that gives the cells of a file, and which is where."""
    cells = _cells(connection, given, mapping, moments, fields, times)
    texts = {name: f"CAST({column} AS VARCHAR)" for name, column in given.columns.items()}
    picked = [cell_sql(texts.get(name, NO_TEXT), cell, mapping.missing) for name, cell in cells.places.items()]
    picked += [f"{given.columns[name]} AS {cells.places[name]}_raw" for name in cells.types]
    picked += [f"{texts[name]} AS {cells.places[name]}_raw" for name in cells.texts]
    place = f"CAST({number} AS BIGINT) * {_ROWS} + {given.row} AS place"
    head = f"{literal(str(file.path))} AS file, {given.row} AS row, {place}, {given.is_row} AS is_row"
    return f"SELECT {head}, {', '.join(picked)} FROM {given.table}", cells


def _cells(
    connection: Any, given: FileTable, mapping: LogMapping, moments: Moments, fields: Sequence[Field], times: set[str]
) -> Cells:
    """What is known of the columns of a file before its rows are read: Parquet has a digest of its own of them."""
    numbers = whole_numbers(mapping)
    types = {
        name: kind
        for name, kind in given.kinds.items()
        if (name in times and kind.startswith(TYPED)) or (name in numbers and kind in WHOLE)
    }
    near = _near(connection, given, [name for name, kind in types.items() if has_instants(kind, moments)])
    texts: dict[str, dict[str, Cell]] = {}
    missing = frozenset(mapping.missing)
    for name in dict.fromkeys(name for one in fields if one.kind in (Kind.CHOICE, Kind.FACT) for name in names_of(one)):
        if name in given.kinds and name not in types:
            select = (
                f"SELECT DISTINCT CAST({given.columns[name]} AS VARCHAR) FROM {given.table} LIMIT {_MOST_TEXTS + 1}"
            )
            found = connection.execute(select).fetchall()
            if len(found) <= _MOST_TEXTS:
                texts[name] = {text: cell_of(text, missing) for (text,) in found if text is not None}
    return Cells(cell_places(mapping), types, near, texts)


def _near(connection: Any, given: FileTable, names: Sequence[str]) -> frozenset[str]:
    """Of these columns of instants, those of which none is far."""
    if not names:
        return frozenset()
    ends = ([f"CAST({which}({given.columns[name]}) AS TIMESTAMPTZ)" for which in ("min", "max")] for name in names)
    tests = ", ".join(f"{near_sql(least)} AND {near_sql(most)}" for least, most in ends)
    (found,) = connection.execute(f"SELECT {tests} FROM {given.table}").fetchall()
    return frozenset(name for name, is_near in zip(names, found, strict=True) if is_near)
