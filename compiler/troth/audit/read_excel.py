"""The rows of an Excel sheet, by openpyxl: typed cells as what they are, and everything else as text."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from troth.audit.read_text import HEADER_FIRST, refused

_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, SyntaxError, KeyError, ValueError, TypeError)
"""What a damaged workbook makes openpyxl let through from the zip file and its XML."""
_LOOKED_AT = 50
"""Rows: a header is among them, if there is one."""
_QUOTED_PARTS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@contextmanager
def _book(path: Path) -> Iterator[Any]:
    try:
        import openpyxl
    except ImportError:
        help_ = "run `pip install 'troth[audit]'`, or save the log as CSV"
        message = "Excel is read by the extra `audit`, which is not installed"
        raise refused(path, message, help_, 0, "T713") from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except _DAMAGE as problem:
        if path.is_file() and path.stat().st_size == 0:
            raise refused(path, "the file is empty", "export it again", 0, "T711") from None
        said = str(problem).splitlines()
        message = f"this is no whole Excel file: {said[0] if said else type(problem).__name__}"
        raise refused(path, message, "save it again as .xlsx or as CSV in UTF-8") from None
    try:
        yield book
    finally:
        book.close()


def excel_header(path: Path, sheet: str) -> tuple[str, tuple[str, ...]]:
    """The name of the sheet that is read and its columns; "" for a column without a name.

    Raises LogRefused: where there are several sheets and none is named.
    """
    with _book(path) as book:
        names = [one.title for one in book.worksheets]
        if sheet and sheet not in names:
            listed = ", ".join(f"`{one}`" for one in names)
            raise refused(path, f"the workbook has no sheet `{sheet}`", f"its sheets: {listed}")
        rows = {name: _first_rows(book[name]) for name in ([sheet] if sheet else names)}
        headed = [name for name, (first, *_) in rows.items() if first]
        filled = [sheet] if sheet else headed or [name for name, found in rows.items() if any(found)]
        if not filled:
            raise refused(path, "the workbook is empty", "export it again, with a header", 0, "T711")
        if len(filled) > 1:
            listed = ", ".join(f"`{one}`" for one in filled)
            help_ = f"say in the mapping which is meant, such as `sheet: {filled[0]}`"
            raise refused(path, f"the workbook has several sheets: {listed}", help_)
        first, *others = rows[filled[0]]
        if not first and not any(others):
            raise refused(path, f"the sheet `{sheet}` is empty", "export it again, with a header", 0, "T711")
        if not first:
            raise refused(path, f"the first row of the sheet `{filled[0]}` is empty", HEADER_FIRST, 1, "T723")
        # What is merged over the last columns has its name in the first of them; a title alone is told by its one cell.
        unnamed = max(map(len, others), default=0) - len(first) if len(first) > 1 else 0
        return filled[0], first + ("",) * unnamed


def _first_rows(sheet: Any) -> list[tuple[str, ...]]:
    """The texts of some rows, each to its last one; at least one row."""
    found = []
    for row in islice(sheet.iter_rows(values_only=True), _LOOKED_AT):
        names = [("" if cell is None else str(cell).strip()) for cell in row]
        while names and not names[-1]:
            names.pop()
        found.append(tuple(names))
    return found or [()]


def excel_rows(path: Path, sheet: str, places: tuple[int, ...]) -> Iterator[tuple[int, list[Any]]]:
    """The cells of these columns, with the row's number as Excel shows it; rows without any content are left out.

    A date without a time of day is a `date`; what only looks like one is text.
    """
    with _book(path) as book:
        try:
            for number, row in enumerate(book[sheet].iter_rows(), 1):
                if number > 1 and any(cell.value is not None for cell in row):
                    yield number, [_value(row[place]) if place < len(row) else None for place in places]
        except _DAMAGE as problem:
            message = f"the sheet cannot be read to its end: {problem}"
            raise refused(path, message, "save it again as .xlsx or as CSV in UTF-8") from None


def _value(cell: Any) -> Any:
    value = cell.value
    if isinstance(value, datetime):
        shown = _QUOTED_PARTS.sub("", cell.number_format or "").lower()
        if value.time() == time() and not set("hs") & set(shown):
            return value.date()
        return value
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
