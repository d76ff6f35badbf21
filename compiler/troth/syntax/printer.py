"""The text of a policy → the same policy in its canonical layout.

Written from the outline and from what the grammar makes of each line, it says the same: comments stay, lines keep their
groups, and only spaces, rows and spellings that have no meaning of their own change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lark import UnexpectedInput

from troth.syntax.canonical import Reading, read_line, same
from troth.syntax.layout import STEP, rows
from troth.syntax.lines import Comment, Line, outline
from troth.syntax.parser import BENEATH, parse


class NotUnderstood(Exception):
    """A line has a syntax error."""


class SaysAnother(Exception):
    """A text and its layout do not say the same: a fault of ours, for which no file is written."""


@dataclass(slots=True, kw_only=True)
class _Item:
    """A line or a comment with rows of its own: where it stood (`first` to `last` row) and how it is written.

    `alone` is what a block of a single line begins with; `spaced`: an empty row stands before it.
    """

    depth: int
    first: int
    last: int
    written: list[str]
    is_line: bool = False
    alone: str = ""
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class _Open:
    """A line beneath which the next one may stand."""

    indent: int
    depth: int
    takes_lines: bool


def formatted(path: str, text: str) -> str:
    """A policy's text in canonical layout; `text` is decoded.

    Raises NotUnderstood where a line has a syntax error, and SaysAnother.
    """
    comments: list[Comment] = []
    lines, _ = outline(path, text, comments)
    try:
        items = list(_items(lines, comments))
    except UnexpectedInput:
        raise NotUnderstood(path) from None
    if not items:
        return text
    _space(items)
    written = "\n".join(row for item in items for row in ([""] if item.spaced else []) + item.written) + "\n"
    if not says_the_same(path, text, written):
        raise SaysAnother(path)
    return written


def says_the_same(path: str, one: str, other: str) -> bool:
    """Have two texts the same tree, apart from places and spelling, and the same comments in the same order?"""
    of_one: list[Comment] = []
    of_other: list[Comment] = []
    outline(path, one, of_one)
    outline(path, other, of_other)
    return [comment.text for comment in of_one] == [comment.text for comment in of_other] and same(
        parse(path, one)[0].blocks, parse(path, other)[0].blocks
    )


def _items(lines: tuple[Line, ...], comments: list[Comment]) -> Iterator[_Item]:
    """Lines and comments in the order of the text."""
    waiting = list(reversed(comments))
    above: list[_Open] = []
    for line, depth, context, reading in _each(lines, "in_file", 0):
        first, last = line.origins[0].line, line.origins[-1].line
        while waiting and waiting[-1].row < first:
            yield _comment(waiting.pop(), above, line.indent, depth)
        while above and above[-1].depth >= depth:
            above.pop()
        within = []
        while waiting and waiting[-1].row <= last:
            within.append(waiting.pop())
        yield _Item(
            depth=depth,
            first=first,
            last=last,
            written=[str(row) for row in rows(line, context, reading, depth, within)],
            is_line=True,
            alone="" if depth or line.children else str(reading.tokens[0]),
        )
        above.append(_Open(line.indent, depth, reading.rule in BENEATH))
    while waiting:
        yield _comment(waiting.pop(), above, 0, 0)


def _each(lines: tuple[Line, ...], context: str, depth: int) -> Iterator[tuple[Line, int, str, Reading]]:
    for line in lines:
        reading = read_line(line, context)
        yield line, depth, context, reading
        yield from _each(line.children, BENEATH.get(reading.rule, context), depth + 1)


def _comment(comment: Comment, above: list[_Open], next_indent: int, next_depth: int) -> _Item:
    """A comment between two lines: it goes with the next, or stays in the block above where it stands deeper."""
    indent, depth = comment.indent or 0, next_depth
    if indent > next_indent and above:
        owner = next(line for line in reversed(above) if line.indent <= indent)
        depth = owner.depth + (1 if indent > owner.indent and owner.takes_lines else 0)
    written = [" " * (depth * STEP) + comment.text]
    return _Item(depth=depth, first=comment.row, last=comment.row, written=written)


def _space(items: list[_Item]) -> None:
    """Say before which items an empty row stands: where one or several stood, and between blocks.

    Blocks of a single line that begin with the same word may stand together.
    """
    before: int | None = None  # the index of the line before
    for at, item in enumerate(items):
        item.spaced = at > 0 and item.first - items[at - 1].last > 1
        if not item.is_line:
            continue
        if item.depth == 0 and before is not None and not (item.alone and item.alone == items[before].alone):
            between = items[before + 1 : at + 1]
            begins = next(index for index, one in enumerate(between) if one.depth == 0)
            if not any(one.spaced for one in between[begins:]):
                between[begins].spaced = True
        before = at
