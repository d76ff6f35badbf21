"""How large the type of a wall sheet can be so that all of it stays on one sheet of A4.

An estimate, made on the safe side of the widths of common system fonts; the browser tests print every sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

_WIDTH, _HEIGHT = 510.0, 735.0
"""Of the sheet within its margins, in points; the height with some room left."""
_FOOTER = 65.0
_SANS, _SERIF = 0.52, 0.48
"""How wide a letter is on average, in parts of the type's size."""
SMALLEST = 7.0
"""The smallest size that can still be read, in points; what does not fit then goes on to a second sheet."""
_SIZES = tuple(size / 2 for size in range(33, round(SMALLEST * 2) - 1, -1))
_MOST_IN_ONE_COLUMN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What stands on a sheet: the passages of its promises, its example, the weeks of its strip, its duties."""

    passages: tuple[tuple[str, ...], ...]
    example: str
    weeks: int
    duties: tuple[str, ...]
    headings: int

    @property
    def columns(self) -> int:
        """In how many columns the duties stand: few of them read better across the sheet."""
        return 1 if len(self.duties) <= _MOST_IN_ONE_COLUMN else 2


def points(said: Said) -> float | None:
    """The size of the plain type in points, from 16.5 to 7: the largest with which it all fits; None if none does."""
    return next((size for size in _SIZES if _height(said, size) <= _HEIGHT), None)


def _height(said: Said, size: float) -> float:
    height = _FOOTER + 4.5 * size
    for first, *rest in said.passages:
        height += 2.7 * size + _lines(first, 1.65 * size * _SERIF) * 1.65 * 1.2 * size
        height += sum(_lines(text, 1.15 * size * _SERIF) * 1.15 * 1.25 * size + 0.2 * size for text in rest)
    height += _lines(said.example, size * _SANS) * 1.3 * size + said.weeks * 5 * size
    column = (_WIDTH - 2 * size * (said.columns - 1)) / said.columns - 1.4 * size
    lines = sum(_lines(text, size * _SANS, column) * 1.3 * size + 0.3 * size for text in said.duties)
    uneven = 1.0 if said.columns == 1 else 0.55
    return height + (lines + said.headings * 2.4 * size) * uneven + size


def _lines(text: str, letter: float, width: float = _WIDTH) -> int:
    return ceil(len(text) * letter / width)


def weeks_of(days: int, starts_on: int) -> int:
    """The rows of a strip: one for up to a week, else a row a week."""
    return ceil((days + max(starts_on - 1, 0)) / 7)


def texts_of(items: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """Duties with their records, each a line of its own."""
    return tuple(line for text, records in items for line in (text, *records))
