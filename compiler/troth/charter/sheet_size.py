"""How large the type of a wall sheet can be so that all of it stays on one sheet of A4.

An estimate, made on the safe side of the widths of common system fonts; the browser tests print every sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

_WIDTH, _HEIGHT = 510.0, 715.0
"""Of the sheet within its margins, in points; the height with some room left."""
_FOOTER = 45.0
_SANS, _SERIF = 0.56, 0.44
"""How wide a letter is on average, in parts of the type's size."""
_SIZES = tuple(size / 2 for size in range(33, 12, -1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What stands on a sheet: the passages of its promises, its example, the weeks of its strip, its duties."""

    passages: tuple[tuple[str, ...], ...]
    example: str
    weeks: int
    duties: tuple[str, ...]
    headings: int


def points(said: Said) -> float:
    """The size of the plain type in points: the largest with which it all fits, or the smallest there is."""
    return next((size for size in _SIZES if _height(said, size) <= _HEIGHT), _SIZES[-1])


def _height(said: Said, size: float) -> float:
    height = _FOOTER + 4.5 * size
    for first, *rest in said.passages:
        height += 2.7 * size + _lines(first, 1.65 * size * _SERIF) * 1.65 * 1.2 * size
        height += sum(_lines(text, 1.15 * size * _SERIF) * 1.15 * 1.25 * size + 0.2 * size for text in rest)
    height += _lines(said.example, size * _SANS) * 1.3 * size + said.weeks * 5 * size
    column = (_WIDTH - 2 * size) / 2 - 1.4 * size
    lines = sum(_lines(text, size * _SANS, column) * 1.3 * size + 0.3 * size for text in said.duties)
    return height + (lines + said.headings * 2.4 * size) * 0.55 + size


def _lines(text: str, letter: float, width: float = _WIDTH) -> int:
    return ceil(len(text) * letter / width)


def weeks_of(days: int, starts_on: int) -> int:
    """The rows of a strip: one for up to a week, else a row a week."""
    return ceil((days + max(starts_on - 1, 0)) / 7)


def texts_of(items: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """Duties with their records, each a line of its own."""
    return tuple(line for text, records in items for line in (text, *records))
