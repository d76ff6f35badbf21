"""Where something stands in a text: positions and spans, as an editor counts them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place between two characters: line and column, both from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From `start` up to, but not including, `end`, in the file `path`."""

    path: str
    start: Position
    end: Position

    def __str__(self) -> str:
        return f"{self.path}:{self.start.line}:{self.start.column}"


def whole_file(path: str) -> Span:
    """The span of a finding about a whole file or folder: it has no width, and stands before the first character."""
    here = Position(1, 1)
    return Span(path=path, start=here, end=here)


def line_start(path: str, line: int) -> Span:
    """The span that a finding about a whole line points at: its first character; lines count from 1."""
    return Span(path=path, start=Position(line, 1), end=Position(line, 2))


NOWHERE = whole_file("")
"""The span of what was read from a sentence or made by a program: it stands in no file."""
