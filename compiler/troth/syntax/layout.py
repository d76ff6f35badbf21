"""One line of the language → the rows in which it is written: canonical words, columns, folds.

What a token is decides how it is written, so a new construct needs nothing here. A word is respelt only where the line
then says the same: `three` is `3` in an amount, and stays where it is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum, auto

from lark import Token, Tree, UnexpectedInput

from troth.syntax import tree as t
from troth.syntax.builder import Builder
from troth.syntax.lines import Comment, Line
from troth.syntax.parser import policy_grammar
from troth.syntax.phrases import MONTHS, NUMBERS, WEEKDAYS, NotAValue

WIDTH = 100
STEP = 4
ASSUMED_COLUMN = 68
VALUE_COLUMN = {"in_policy": 15, "in_calendar": 15, "in_standard": 11, "in_duty": 11}
"""Rule for the lines of a block → how far from their beginning their values stand; in other blocks, after a space."""
_FARTHEST_QUOTE = 40
_MOST_DIGITS = 9
_PLACES = frozenset({"span", "said", "before", "places"})
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?([ap]m)?")
_UNDIVIDED = re.compile(r"(?:\{[^{}]*\}|\S)+")
"""What stays together in a quotation: a word, and what stands in braces."""
_OWNERS = frozenset({"WORD", "STRING"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as the grammar reads it: its rule, its tokens, and its node; no node where a value does not exist."""

    rule: str
    tokens: tuple[Token, ...]
    node: t.LineNode | None


class Fold(Enum):
    """Where a row may begin."""

    NEVER = auto()
    AFTER_COMMA = auto()
    IN_QUOTES = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """What is never divided: `gap` spaces stand before it, unless it begins a row.

    `opens` a quotation; `source` is where it begins in the text of the line, where it follows a comma.
    """

    text: str
    gap: int = 1
    fold: Fold = Fold.NEVER
    opens: bool = False
    source: int = 0


@dataclass(slots=True)
class Row:
    column: int
    text: str
    comment: str = ""

    def __str__(self) -> str:
        written = " " * self.column + self.text
        return f"{written}  {self.comment}" if self.comment and self.text else written + self.comment


def read_line(line: Line, context: str) -> Reading:
    """A line beneath the grammar rule `context`; it has no syntax error.

    Raises UnexpectedInput where it has one.
    """
    parser = policy_grammar().parse_interactive(line.text, start=context)
    tokens = tuple(parser.iter_parse())
    raw: Tree[Token] = parser.feed_eof(tokens[-1] if tokens else None)
    try:
        node = Builder(line, ()).build(raw)
    except NotAValue:
        node = None
    return Reading(str(raw.children[0].data), tokens, node)  # type: ignore[union-attr]


def same(one: object, other: object) -> bool:
    """Do two trees, or parts of one, say the same, wherever it stands and however it is spelt?"""
    if type(one) is not type(other):
        return False
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if is_dataclass(one):
        names = (field.name for field in fields(one) if field.name not in _PLACES)
        return all(same(getattr(one, name), getattr(other, name)) for name in names)
    return one == other


def rows(line: Line, context: str, reading: Reading, depth: int, comments: Sequence[Comment]) -> list[Row]:
    """The rows of a line that stands `depth` levels deep, with the comments that stand in it or at its end."""
    indent = depth * STEP
    column = VALUE_COLUMN.get(context)
    spelt = _canonical(line, context, reading)
    words = _words(reading.tokens, spelt)
    keyword = _keyword(reading.tokens) if column else 0
    if column and keyword:
        at = len([word for text in spelt[:keyword] for word in text.split()])
        words[at] = replace(words[at], gap=max(column - _length(words[:at]), 1))
        hang = indent + _length(words[: at + 1]) - len(words[at].text)
        deep = hang
    else:
        hang, deep = indent + _hang(reading.tokens, words), indent + STEP
    tail = len("  assumed") if line.assumed else 0
    last = line.origins[-1].line
    pages: list[Row] = []
    start = 0
    for comment in comments:
        if comment.row >= last:
            continue
        # The comment stands where a row ended in a comma: the line is divided there again.
        cut = sum(place.line <= comment.row for place in line.origins[: len(line.text)])
        stop = next(at for at, word in enumerate(words) if word.fold is Fold.AFTER_COMMA and word.source >= cut)
        pages += _folded(words[start:stop], hang if start else indent, hang, deep, 0)
        start = stop
        if comment.indent is None:
            pages[-1].comment = comment.text
        else:
            pages.append(Row(hang, "", comment.text))
    pages += _folded(words[start:], hang if start else indent, hang, deep, tail)
    end = pages[-1]
    if line.assumed:
        gap = max(ASSUMED_COLUMN - end.column - len(end.text), 2)
        end.text += " " * gap + "assumed"
    end.comment = next((comment.text for comment in comments if comment.row == last), "")
    return pages


# ---------- words


def _kind(token: Token) -> str:
    """The grammar's name of a token, without the fragment that it comes from."""
    return token.type.rpartition("__")[2].lstrip("_")


def _canonical(line: Line, context: str, reading: Reading) -> list[str]:
    """How each token is written."""
    tokens = reading.tokens
    source = [str(token) for token in tokens]
    spelt = list(_spelt(tokens))
    if spelt == source or _says_the_same(line, context, reading, spelt):
        return spelt
    kept = source
    for at, text in enumerate(spelt):
        tried = [*kept[:at], text, *kept[at + 1 :]]
        if tried != kept and _says_the_same(line, context, reading, tried):
            kept = tried
    return kept


def _says_the_same(line: Line, context: str, reading: Reading, spelt: Sequence[str]) -> bool:
    text = ""
    for word in _words(reading.tokens, spelt):
        text += " " * (word.gap if text else 0) + word.text
    other = replace(line, text=text, origins=(line.origins[0],) * (len(text) + 1))
    try:
        return reading.node is not None and same(read_line(other, context).node, reading.node)
    except UnexpectedInput:
        return False


def _spelt(tokens: Sequence[Token]) -> Iterator[str]:
    number = ""  # the one that stands directly before
    for token in tokens:
        kind, text = _kind(token), str(token)
        match kind:
            case "STRING":
                text = f'"{" ".join(text[1:-1].split())}"'
            case "WORD":
                pass
            case "NUMBER" if text in NUMBERS:
                text = str(NUMBERS.index(text))
            case "NUMBER" if len(text) <= _MOST_DIGITS:
                text = f"{int(text.replace(',', '')):,}"
            case "WEEKDAY":
                text = next(name for name in WEEKDAYS if name.startswith(text[:3]))
            case "DATE":
                *day, month, year = text.split(" ")
                full = next(name for name in MONTHS if name.startswith(month[:3]))
                text = " ".join([*(str(int(one)) for one in day), full, year])
            case "TIME":
                text = _time(text)
            case "TO":
                text = "to"
            case _:
                text = re.sub("^, ?", ", ", text).replace("business day", "working day")
        if kind == "UNIT" and number:
            text = text.removesuffix("s") + ("" if number == "1" else "s")
        number = text if kind == "NUMBER" else ""
        yield text


def _time(text: str) -> str:
    found = _TIME.fullmatch(text)
    assert found is not None
    hour = int(found[1])
    if found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return f"{hour:02}:{found[2] or '00'}"


def _words(tokens: Sequence[Token], spelt: Sequence[str]) -> list[Word]:
    """The words of a line, with a single space before each but where punctuation joins it to the word before."""
    words: list[Word] = []
    comma = False  # does a comma stand directly before?
    end = 0
    for token, text in zip(tokens, spelt, strict=True):
        start, is_own = token.start_pos or 0, _kind(token) == "STRING"
        joined = start == end and bool(words) and _joins(words[-1].text[-1], text[0])
        for at, part in enumerate(_UNDIVIDED.findall(text) if is_own else text.split()):
            if not is_own and part == ",":
                words[-1] = replace(words[-1], text=words[-1].text + ",")
                comma = True
                continue
            after = start + str(token).find(",") + 1 if at else start
            fold = Fold.AFTER_COMMA if comma else Fold.IN_QUOTES if is_own and at else Fold.NEVER
            gap = 0 if part[0] in ",:" or (joined and not at) else 1
            words.append(Word(part, gap, fold, opens=is_own and not at, source=after if comma else 0))
            comma = not is_own and part[-1] == ","
        end = token.end_pos or 0
    return words


def _joins(left: str, right: str) -> bool:
    """Do two tokens that touch in the source belong together, such as a sign and its figure?"""
    return any(not (char.isalnum() or char in '",:-_') for char in (left, right))


# ---------- columns and folds


def _length(words: Sequence[Word]) -> int:
    return sum(len(word.text) + (word.gap if at else 0) for at, word in enumerate(words))


def _keyword(tokens: Sequence[Token]) -> int:
    """How many tokens stand before the value that is set in a column; 0 where none is.

    `for email`: 1; `customer must "…"`: 2; a promise (`must reply …`) reads as a sentence and has no columns.
    """
    kinds = [_kind(token) for token in tokens]
    if "STRENGTH" in kinds:
        at = kinds.index("STRENGTH") + 1
        return at if kinds[at] == "STRING" else 0
    return 1 if len(kinds) > 1 and kinds[0] not in _OWNERS else 0


def _hang(tokens: Sequence[Token], words: Sequence[Word]) -> int:
    """How far from the beginning of a line without columns it goes on after a comma."""
    fold = next((at for at, word in enumerate(words) if word.fold is Fold.AFTER_COMMA), 0)
    colon = next((at for at, word in enumerate(words[:fold]) if word.text == ":"), None)
    if colon is not None and (width := _length(words[: colon + 1]) + 1) <= _FARTHEST_QUOTE:
        return width
    kind = _kind(tokens[0])
    return 2 * STEP if kind in _OWNERS or kind == "STRENGTH" else len(tokens[0]) + 1


def _folded(words: Sequence[Word], column: int, hang: int, deep: int, tail: int) -> list[Row]:
    """Words → rows of at most WIDTH columns, the first at `column`, with room for `tail` more at the end.

    A row breaks after a comma where it can, then between the words of a quotation. After a comma the next row begins at
    `hang`; in a quotation under its first character, or at `deep` where that is too far out.
    """
    made: list[Row] = []
    start, quote = 0, 0
    while start < len(words):
        stop = _stop(words, start, column, tail)
        text = ""
        for at in range(start, stop):
            text += " " * (words[at].gap if text else 0)
            if words[at].opens:
                quote = column + len(text) + 1
            text += words[at].text
        made.append(Row(column, text))
        start = stop
        if start < len(words):
            in_quotes = quote if quote <= _FARTHEST_QUOTE else deep
            column = in_quotes if words[start].fold is Fold.IN_QUOTES else hang
    return made


def _stop(words: Sequence[Word], start: int, column: int, tail: int) -> int:
    """The index of the word that begins the next row."""
    width = column
    for at in range(start, len(words)):
        width += len(words[at].text) + (words[at].gap if at > start else 0)
        if width + (tail if at == len(words) - 1 else 0) > WIDTH:
            break
    else:
        return len(words)
    for fold in (Fold.AFTER_COMMA, Fold.IN_QUOTES):
        fitting = [one for one in range(start + 1, at + 1) if words[one].fold is fold]
        if fitting:
            return fitting[-1]
    beyond = (one for one in range(at + 1, len(words)) if words[one].fold is not Fold.NEVER)
    return next(beyond, len(words))
