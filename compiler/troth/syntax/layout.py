"""The words of one line → the rows in which it is written: columns, folds, and where its comments stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lark import Token

from troth.syntax.canonical import Fold, Reading, Word, canonical_words, kind
from troth.syntax.lines import Comment, Line

WIDTH = 100
STEP = 4
ASSUMED_COLUMN = 68
VALUE_COLUMN = {"in_policy": 15, "in_calendar": 15, "in_standard": 11, "in_duty": 11}
"""Rule for the lines of a block → how far from their beginning their values stand; in other blocks, after a space."""
_FARTHEST = 40
_OWNERS = frozenset({"WORD", "STRING"})


@dataclass(slots=True)
class Row:
    """A row: text from a column on, a comment behind it, or a comment alone."""

    column: int
    text: str
    comment: str = ""

    def __str__(self) -> str:
        written = " " * self.column + self.text
        return f"{written}  {self.comment}" if self.comment and self.text else written + self.comment


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the rows of a line begin: its first; one that goes on after a comma; one that goes on in a quotation.

    In a quotation that is under its first character, or at `quoted` where that is farther out than `farthest`.
    """

    first: int
    after_comma: int
    quoted: int
    farthest: int


def rows(line: Line, context: str, reading: Reading, depth: int, comments: Sequence[Comment]) -> list[Row]:
    """The rows of a line that stands `depth` levels deep, with the comments that stand in it or at its end."""
    words, columns = _in_columns(canonical_words(line, context, reading), reading.tokens, depth * STEP, context)
    last = line.origins[-1].line
    made: list[Row] = []
    start = 0
    for comment in comments:
        if comment.row == last:
            continue
        # The comment stands where a row ended in a comma: the line is divided there again.
        cut = sum(place.line <= comment.row for place in line.origins[: len(line.text)])
        stop = next(at for at, word in enumerate(words) if word.fold is Fold.AFTER_COMMA and word.source >= cut)
        made += _folded(words[start:stop], columns, goes_on=start > 0)
        start = stop
        if comment.indent is None:
            made[-1].comment = comment.text
        else:
            made.append(Row(columns.after_comma, "", comment.text))
    made += _folded(words[start:], columns, goes_on=start > 0, tail=len("  assumed") if line.assumed else 0)
    end = made[-1]
    if line.assumed:
        end.text += " " * max(ASSUMED_COLUMN - end.column - len(end.text), 2) + "assumed"
    end.comment = next((comment.text for comment in comments if comment.row == last), "")
    return made


def _in_columns(words: list[Word], tokens: Sequence[Token], indent: int, context: str) -> tuple[list[Word], _Columns]:
    """The words, with the value of a line set in the column of its block, and where further rows begin."""
    block = VALUE_COLUMN.get(context)
    keyword = _keyword(tokens)
    if block is None or not keyword:
        return words, _Columns(indent, indent + _hang(tokens, words), indent + STEP, _FARTHEST)
    at = next(at for at, word in enumerate(words) if word.token == keyword)
    gap = max(block - _length(words[:at]), 1)
    value = indent + _length(words[:at]) + gap
    return [*words[:at], replace(words[at], gap=gap), *words[at + 1 :]], _Columns(indent, value, value, value + 1)


def _length(words: Sequence[Word]) -> int:
    return sum(len(word.text) + (word.gap if at else 0) for at, word in enumerate(words))


def _keyword(tokens: Sequence[Token]) -> int:
    """How many tokens stand before the value that may be set in a column; 0 where there is none.

    `for email`: 1; `customer must "…"`: 2; a promise (`must reply …`) reads as a sentence and has no columns.
    """
    kinds = [kind(token) for token in tokens]
    if "STRENGTH" in kinds[:-1]:
        at = kinds.index("STRENGTH") + 1
        return at if kinds[at] == "STRING" else 0
    return 1 if len(kinds) > 1 and kinds[0] not in _OWNERS else 0


def _hang(tokens: Sequence[Token], words: Sequence[Word]) -> int:
    """How far from the beginning of a line without columns it goes on after a comma: under its first value."""
    fold = next((at for at, word in enumerate(words) if word.fold is Fold.AFTER_COMMA), 0)
    colon = next((at for at, word in enumerate(words[:fold]) if word.text == ":"), None)
    if colon is not None and (width := _length(words[: colon + 1]) + 1) <= _FARTHEST:
        return width
    is_sentence = kind(tokens[0]) in {*_OWNERS, "STRENGTH"}
    return 2 * STEP if is_sentence else len(tokens[0]) + 1


def _folded(words: Sequence[Word], columns: _Columns, goes_on: bool, tail: int = 0) -> list[Row]:
    """Words → rows of at most WIDTH columns, with room for `tail` more at the end.

    A row breaks after a comma where it can, and else between the words of a quotation.
    """
    made: list[Row] = []
    column = columns.after_comma if goes_on else columns.first
    start, quote = 0, 0
    while start < len(words):
        stop = _stop(words, start, column, tail)
        text = ""
        for word in words[start:stop]:
            text += " " * (word.gap if text else 0)
            if word.opens:
                quote = column + len(text) + 1
            text += word.text
        made.append(Row(column, text))
        start = stop
        if start < len(words) and words[start].fold is Fold.IN_QUOTES:
            column = quote if quote <= columns.farthest else columns.quoted
        else:
            column = columns.after_comma
    return made


def _stop(words: Sequence[Word], start: int, column: int, tail: int) -> int:
    """The index of the word that begins the next row."""
    width, over = column, start
    for over in range(start, len(words)):
        width += len(words[over].text) + (words[over].gap if over > start else 0)
        if width + (tail if over == len(words) - 1 else 0) > WIDTH:
            break
    else:
        return len(words)
    for fold in (Fold.AFTER_COMMA, Fold.IN_QUOTES):
        fitting = [at for at in range(start + 1, over + 1) if words[at].fold is fold]
        if fitting:
            return fitting[-1]
    beyond = (at for at in range(over + 1, len(words)) if words[at].fold is not Fold.NEVER)
    return next(beyond, len(words))
