"""Rows of results → a file of CSV, Parquet or Excel, put in place whole or not at all.

Instants are in UTC. `anchor_last` and `done_last` are there where only the day is known. In CSV, a cell of text that a
spreadsheet would run as a formula has an apostrophe before it: see `defused`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from troth.audit.result_row import COLUMNS, ROW_COLUMNS, Recorded, ResultRow
from troth.calendars.local_time import to_utc
from troth.model.currencies import places
from troth.wording.money import decimal_text
from troth.writing import fresh_file

MOST_EXCEL_ROWS = 1_048_576
"""The rows of a sheet of Excel, its head included."""
_MOST_EXCEL_CELL = 32_767
_IN_A_GROUP = 65_536
"""Rows of a Parquet file that are in memory together."""
_MOST_PLACES = 4
"""Of any currency's minor unit."""
_INSTANTS = ("anchor", "anchor_last", "due", "done", "done_last", "as_of")
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
"""What Excel cannot hold, or would read as such: it is written by its number (ECMA-376, ST_Xstring)."""
_ODD = re.compile(f"^[=#]|{_UNSAFE.pattern}")
"""What must be said to be text, or is written by its number: a formula, an error of Excel's such as `#N/A`."""
_FORMULA = re.compile("^[=+\\-@\t\r\n'＝＋－＠]")


class NoExtra(Exception):
    """A package that is needed for a kind of file is not there; `args[0]` says which, and how to install it."""


class TooManyRows(Exception):
    """More rows than a kind of file can hold; `args[0]` says what to write instead."""


def write_results(path: Path, rows: Iterable[ResultRow], recorded: Recorded) -> int:
    """Write rows to a file, whose suffix says the kind: `.csv`, `.parquet` or `.xlsx`; give back how many.

    Raises OSError, NoExtra, TooManyRows, and ValueError where the suffix is another; in each case the file that was
    there is as it was.
    """
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise ValueError(f"results are written as {', '.join(WRITERS)}, not as `{path.suffix}`")
    with fresh_file(path) as fresh:
        return write(fresh, rows, recorded)


def values(row: ResultRow, recorded: Recorded) -> list[Any]:
    """A row's values in the order of COLUMNS: instants as datetimes in UTC, amounts in the currency's own unit."""
    contact, promise, event, case, *instants, status, late_by_seconds, period, amount, currency = _fields(row)
    if amount is not None:
        amount = Decimal(decimal_text(amount, places(currency)))
    return [
        contact_text(contact),
        *(promise, event, case),
        *(None if one is None else to_utc(one) for one in instants),
        *(str(status), late_by_seconds, period, amount, currency),
        *(to_utc(recorded.as_of), recorded.promises, recorded.calendar),
    ]


def contact_text(contact: str) -> str:
    """An id as a file can hold it: half a character, as JSON can hold it, is written by its number."""
    return contact.encode("utf-8", "backslashreplace").decode()


_fields = attrgetter(*ROW_COLUMNS)


# ---------- CSV


def defused(text: str) -> str:
    """Text that no spreadsheet runs as a formula: one of `= + - @`, their wide forms, a tab or a line break, or an
    apostrophe, at its beginning has an apostrophe put before it. Taking one apostrophe off gives the text back.

    After OWASP, CSV Injection.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def defused_sql(column: str) -> str:
    """`defused` as an expression of DuckDB, of a column or another expression."""
    signs = ", ".join(f"'{sign}'" for sign in ("=", "+", "-", "@", "''", "＝", "＋", "－", "＠"))
    breaks = "chr(9), chr(10), chr(13)"
    return f"CASE WHEN left({column}, 1) IN ({signs}, {breaks}) THEN '''' || {column} ELSE {column} END"


def _csv(path: Path, rows: Iterable[ResultRow], recorded: Recorded) -> int:
    return write_csv(path, COLUMNS, (values(row, recorded) for row in rows))


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> int:
    """A table as CSV (RFC 4180, UTF-8), its text defused; instants in ISO 8601, what is not known an empty cell."""
    n = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_cell(value) for value in row])
            n += 1
    return n


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return defused(value) if isinstance(value, str) else value


# ---------- Parquet


def _parquet(path: Path, rows: Iterable[ResultRow], recorded: Recorded) -> int:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise NoExtra("Parquet needs pyarrow: pip install 'troth[audit]'") from None
    kinds: dict[str, Any] = dict.fromkeys(_INSTANTS, pa.timestamp("us", tz="UTC"))
    kinds |= {"late_by_seconds": pa.int64(), "amount": pa.decimal128(18, _MOST_PLACES)}
    repeated = pa.dictionary(pa.int32(), pa.string())
    for name in ("promise", "event", "case", "status", "period", "currency", "promises", "calendar"):
        kinds[name] = repeated
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])
    n = 0
    left = iter(rows)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := [values(row, recorded) for row in islice(left, _IN_A_GROUP)]:
            cells = zip(*group, strict=True)
            columns = [pa.array(column, field.type) for column, field in zip(cells, schema, strict=True)]
            writer.write_table(pa.table(columns, schema=schema))
            n += len(group)
    return n


# ---------- Excel


def _excel(path: Path, rows: Iterable[ResultRow], recorded: Recorded) -> int:
    """A sheet of text and numbers, no cell of which is a formula, and dates without zone, in UTC."""
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError:
        raise NoExtra("Excel needs openpyxl: pip install 'troth[audit]'") from None
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Results, times in UTC")
    sheet.freeze_panes = "A2"

    def cell(value: Any) -> Any:
        if isinstance(value, datetime):
            return value.replace(tzinfo=None)
        if isinstance(value, str) and len(value) > _MOST_EXCEL_CELL:
            message = f"a cell of Excel holds {_MOST_EXCEL_CELL:,} characters, and `{value[:40]}…` has more"
            raise TooManyRows(f"{message}: write the results as Parquet or CSV")
        if not isinstance(value, str) or not _ODD.search(value):
            return value
        text = _UNSAFE.sub(lambda found: f"_x{ord(found[0][0]):04X}_{found[0][1:]}", value)
        found = WriteOnlyCell(sheet, text)
        found.data_type = "s"
        return found

    n = 0
    try:
        for row in chain([list(COLUMNS)], (values(row, recorded) for row in rows)):
            n += 1
            if n > MOST_EXCEL_ROWS:
                message = f"a sheet of Excel holds {MOST_EXCEL_ROWS:,} rows, and there are more"
                raise TooManyRows(f"{message}: write the results as Parquet (`.parquet`) or CSV")
            sheet.append([cell(value) for value in row])
    except BaseException:
        sheet.close()  # an open one would complain when it is forgotten
        raise
    book.save(path)
    return n - 1


Writer = Callable[[Path, Iterable[ResultRow], Recorded], int]
WRITERS: dict[str, Writer] = {".csv": _csv, ".parquet": _parquet, ".xlsx": _excel}
"""How each kind of file is written, by its suffix."""


# ---------- what was rejected

REJECTED = ("file", "line", "code", "reason")
"""The columns of `rejected.csv`: a place and why, and nothing of the contact itself."""


def write_rejected(path: Path, rejected: Iterable[tuple[str, int, str, str]]) -> int:
    """Write the places that were rejected, in the order of REJECTED, as CSV; give back how many.

    Raises OSError; then the file that was there is as it was.
    """
    with fresh_file(path) as fresh:
        return write_csv(fresh, REJECTED, rejected)
