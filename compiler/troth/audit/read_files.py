"""Which files a log is, of what form each is, and which columns it has."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from glob import glob
from itertools import islice, repeat
from math import isinf
from pathlib import Path
from typing import Any

from troth.audit.mapping import LogMapping
from troth.audit.mapping_finding import did_you_mean
from troth.audit.read_csv import CsvRows
from troth.audit.read_excel import excel_header
from troth.audit.read_text import HEADER_FIRST, LogRefused, encoding_of, refused, text_lines
from troth.diagnostics import Diagnostic
from troth.source import Span, whole_file
from troth.wording.style import listed

DELIMITERS = (",", ";", "\t", "|")
_SNIFFED = 50
_KEYS_FROM = 1_000


class Form(StrEnum):
    CSV = "csv"
    JSON = "json"
    EXCEL = "xlsx"
    PARQUET = "parquet"


_SUFFIXES = {
    **dict.fromkeys((".csv", ".tsv", ".txt"), Form.CSV),
    **dict.fromkeys((".jsonl", ".ndjson", ".json"), Form.JSON),
    ".xlsx": Form.EXCEL,
    **dict.fromkeys((".parquet", ".pq"), Form.PARQUET),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFile:
    """A file of a log. `header`: its columns in order.

    Of JSON Lines, the keys of its lines, and the keys of objects in them as `outer.inner`; `nested` are those.
    """

    path: Path
    form: Form
    header: tuple[str, ...]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    nested: frozenset[str] = frozenset()

    def place(self, column: str) -> int:
        """Which column a name is, from 0."""
        return self.header.index(column)


def find_logs(names: Iterable[str | Path]) -> tuple[Path, ...]:
    """The files that names and patterns (`exports/*.csv`) mean, each once, in this order.

    Raises LogRefused for one that means none.
    """
    found: dict[Path, None] = {}
    for name in map(str, names):
        path = Path(name)
        # `Path.glob` takes no pattern that begins at the root.
        matches = [path] if path.is_file() else sorted(map(Path, glob(name, recursive=True)))  # noqa: PTH207
        files = [match for match in matches if match.is_file()]
        if not files:
            is_pattern = any(mark in name for mark in "*?[")
            message = f"no file is called like `{name}`" if is_pattern else f"there is no file `{name}`"
            help_ = "give a file; a folder by a pattern, such as `exports/*.csv`"
            raise refused(path, message, help_)
        found.update(dict.fromkeys(files))
    if not found:
        raise refused(Path(), "no log is given", "name at least one file")
    return tuple(found)


def form_of(path: Path) -> Form:
    """The form of a file, by the end of its name.

    Raises LogRefused.
    """
    name = path.name.lower().removesuffix(".gz")
    form = _SUFFIXES.get(Path(name).suffix)
    if form is None or (name != path.name.lower() and form in (Form.EXCEL, Form.PARQUET)):
        known = ", ".join(_SUFFIXES)
        raise refused(path, f"`{path.name}` is of no form that is known", f"known: {known}; {_SAVE}")
    return form


_SAVE = "save another, such as .xls or .ods, as CSV in UTF-8"


def open_file(path: Path, mapping: LogMapping | None = None) -> LogFile:
    """A file with its form and columns.

    Raises LogRefused.
    """
    named = "" if mapping is None else mapping.encoding
    wanted = [] if mapping is None else [name for column in mapping.columns() for name in column.names]
    form = form_of(path)
    match form:
        case Form.CSV:
            encoding = encoding_of(path, named)
            head = list(islice(text_lines(path, encoding), _SNIFFED))
            delimiter = mapping.delimiter if mapping is not None and mapping.delimiter else _delimiter(head, wanted)
            header = _csv_header(path, head, delimiter)
            return LogFile(path=path, form=form, header=header, encoding=encoding, delimiter=delimiter)
        case Form.JSON:
            encoding = encoding_of(path, named)
            header, nested = _json_keys(path, encoding, wanted)
            return LogFile(path=path, form=form, header=header, encoding=encoding, nested=nested)
        case Form.EXCEL:
            sheet, header = excel_header(path, "" if mapping is None else mapping.sheet)
            return LogFile(path=path, form=form, header=header, sheet=sheet)
        case Form.PARQUET:
            return LogFile(path=path, form=form, header=tuple(parquet_file(path).schema_arrow.names))


def open_logs(names: Iterable[str | Path], mapping: LogMapping) -> tuple[LogFile, ...]:
    """The files of a log, each of which has every column of the mapping.

    Raises LogRefused: with a finding for each column that a file lacks.
    """
    files = tuple(open_file(path, mapping) for path in find_logs(names))
    found = [one for file in files for one in _lacking(file, mapping)]
    if found:
        raise LogRefused(*dict.fromkeys(found))
    return files


def _lacking(file: LogFile, mapping: LogMapping) -> Iterator[Diagnostic]:
    """A finding for each column that a file lacks; one for all of them where its first row may be no header."""
    places: dict[str, Span] = {}
    for column in mapping.columns():
        for name, span in zip(column.names, column.spans or repeat(column.span), strict=False):
            places.setdefault(name, span)
    for name in places:
        if file.header.count(name) > 1:
            message = f"`{file.path}` has {file.header.count(name)} columns called `{name}`"
            help_ = "give them names of their own, and map the one that is meant"
            yield Diagnostic(code="T723", message=message, span=whole_file(str(file.path)), help=help_)
    absent = [name for name in places if name not in file.header]
    if absent and file.form in (Form.EXCEL, Form.CSV) and ("" in file.header or len(file.header) == 1):
        where = "it has one cell" if "" not in file.header else f"its cell {file.header.index('') + 1} is empty"
        message = (
            f"the first row of `{file.path}` names no column {listed([f'`{name}`' for name in absent])}, and {where}"
        )
        yield Diagnostic(code="T723", message=message, span=whole_file(str(file.path)), help=HEADER_FIRST)
    elif file.form is not Form.JSON or file.header:
        for name in absent:
            message = f"`{file.path}` has no column `{name}`"
            yield Diagnostic(code="T706", message=message, span=places[name], help=did_you_mean(name, file.header))


def _csv_header(path: Path, head: Sequence[str], delimiter: str) -> tuple[str, ...]:
    try:
        for row in CsvRows(head, delimiter):
            if row:
                return tuple(cell.strip() for cell in row)
    except csv.Error as problem:
        raise refused(path, f"the row of column names cannot be read: {problem}", "export it again", 1) from None
    raise refused(path, "the file has no row of column names", "export it again, with a header", 1, "T711")


def _delimiter(head: Sequence[str], wanted: Sequence[str]) -> str:
    """The one under which the header has most of the columns wanted, then of those the one that gives most columns."""

    def fits(delimiter: str) -> tuple[int, bool, int]:
        try:
            rows = [row for row in CsvRows(head[:-1] or head, delimiter, strict=False) if row]
        except csv.Error:
            return (0, False, 0)
        names = {cell.strip() for cell in rows[0]} if rows else set()
        return (len(names & set(wanted)), len({len(row) for row in rows}) == 1, len(names))

    return max(DELIMITERS, key=fits)


def _json_keys(path: Path, encoding: str, wanted: Sequence[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The keys of the first lines, and those in their objects; of more where one that is wanted is not among them."""
    keys: dict[str, None] = {}
    inner: dict[str, None] = {}
    for number, line in enumerate(text_lines(path, encoding), 1):
        if number == 1 and line.lstrip().startswith("["):
            raise refused(path, "the file is one list, and not an object a line", "write it as JSON Lines", 1)
        if number == 1 and "\r" in line.removesuffix("\n").removesuffix("\r"):
            raise refused(path, "a carriage return stands in the first line", "end each line with a line feed", 1)
        for key, value in (json_object(line) or {}).items():
            keys[key] = None
            if isinstance(value, dict):
                inner.update(dict.fromkeys(f"{key}.{name}" for name in value))
        if number >= _KEYS_FROM and keys.keys() | inner.keys() >= set(wanted):
            break
    nested = frozenset(inner.keys() - keys.keys())
    return (*keys, *(name for name in inner if name in nested)), nested


def json_object(line: str) -> dict[str, Any] | None:
    """The object that a line is, as DuckDB reads it; None where it is none. Numbers are text."""
    try:
        value = _READ_JSON(line)
    except RecursionError:
        return None
    except ValueError:
        value = _lenient(line)
    if not isinstance(value, dict) or ("\\u" in line and not _is_text(value)):
        return None
    return value


def _lenient(line: str) -> Any:
    """JSON with a comma after the last value, or a number that is none in small letters; None for anything else."""
    try:
        return _READ_JSON(_LENIENT.sub(lambda found: found[1] or (f'"{found[2]}"' if found[2] else ""), line))
    except (ValueError, RecursionError):
        return None


def _is_text(value: dict[str, Any]) -> bool:
    """Is every text of an object one, without half of a character that is written as two?"""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _first_of_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of a key that is there twice, the first."""
    found = dict(pairs)
    return found if len(found) == len(pairs) else found | dict(reversed(pairs))


def _whole(text: str) -> str:
    return "0" if text == "-0" else text


def _figures(text: str) -> str:
    """A number with a point or an exponent, in the fewest figures that tell it, as JSON is written by JavaScript."""
    value = float(text)
    if isinf(value):
        return text
    shown = repr(value)
    mantissa, _, exponent = shown.partition("e")
    if not exponent:
        return shown
    if not _LEAST_EXPONENT < int(exponent) < _MOST_EXPONENT:
        return f"{mantissa}e{int(exponent)}"
    figures = f"{Decimal(shown):f}"
    return figures if "." in figures else f"{figures}.0"


_LEAST_EXPONENT, _MOST_EXPONENT = -7, 21
_LENIENT = re.compile(r'("(?:[^"\\]|\\.)*")|(-?\b(?:nan|inf|infinity)\b)|(?<![\[{,\s])\s*,(?=\s*[}\]])', re.IGNORECASE)
_READ_JSON = json.JSONDecoder(
    parse_float=_figures, parse_int=_whole, parse_constant=str, object_pairs_hook=_first_of_each
).decode


def parquet_file(path: Path) -> Any:
    """A Parquet file, opened by pyarrow.

    Raises LogRefused: also where pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise missing_extra(path, "Parquet") from None
    try:
        return pyarrow.parquet.ParquetFile(path)
    except (pyarrow.ArrowInvalid, OSError) as problem:
        message = f"this is no whole Parquet file: {str(problem).splitlines()[0]}"
        raise refused(path, message, "export it, or copy it here, again") from None


def missing_extra(path: Path, what: str) -> LogRefused:
    """A form that needs a package of the extra `audit`, which is not installed."""
    help_ = "run `pip install 'troth[audit]'`, or save the log as CSV"
    return refused(path, f"{what} is read by the extra `audit`, which is not installed", help_, 0, "T713")
