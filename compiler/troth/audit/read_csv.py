"""Rows of CSV, as DuckDB takes them: blanks around a cell in quotes are none of it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator

_WITHIN = r'(?:[^"]++|" *")*+'
"""What stands between two quotes: a quote, if another follows; blanks may stand between these two."""
_QUOTE = re.compile('"(.?)')


class CsvRows:
    """The rows of lines. Iterating raises csv.Error for what is no CSV."""

    def __init__(self, lines: Iterable[str], delimiter: str, *, strict: bool = True) -> None:
        self._lines = lines
        end = rf" *(?=[{re.escape(delimiter)}\r\n]|\Z)"
        self._delimiter = delimiter
        self._quoted = re.compile(rf' ?"({_WITHIN})(?:"{end}|\Z)')
        self._rest = re.compile(rf'({_WITHIN})(?:"{end}|\Z)')
        self._bare = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
        self._is_within = False
        self._reader = csv.reader(self._tidied(), delimiter=delimiter, strict=strict)

    @property
    def line(self) -> int:
        """How many lines are read."""
        return self._reader.line_num

    def __iter__(self) -> Iterator[list[str]]:
        for row in self._reader:
            self._is_within = False
            yield row

    def _tidied(self) -> Iterator[str]:
        """The lines, without blanks between a quote and the delimiter beside it."""
        for line in self._lines:
            # The reader asks for another line within a row only where a quote is not closed.
            was_within, self._is_within = self._is_within, True
            yield self._tidy(line, was_within) if ' "' in line or '" ' in line else line

    def _tidy(self, line: str, is_within: bool) -> str:
        """The same cells; from where a quotation is not to be understood on, the line as it is."""
        parts, at = [], 0
        while True:
            found = (self._rest if is_within else self._quoted).match(line, at)
            if found is None:
                if is_within:
                    break
                found = self._bare.match(line, at)
                assert found is not None, "it may be empty"
                parts.append(found[0])
            else:
                is_closed = found.end() > found.end(1)
                text = _QUOTE.sub(_doubled, found[1])
                parts.append(("" if is_within else '"') + text + ('"' if is_closed else ""))
            is_within, at = False, found.end()
            if line[at : at + 1] != self._delimiter:
                break
            parts.append(self._delimiter)
            at += 1
        return "".join(parts) + line[at:]


def _doubled(found: re.Match[str]) -> str:
    """A quote inside of a cell stands for what follows it, as DuckDB has it; it must be doubled if that is a quote."""
    return '""' if found[1] == '"' else found[1]
