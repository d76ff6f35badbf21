"""One line of the language → its words, spelt in the one canonical way.

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
from troth.syntax.lines import Line
from troth.syntax.parser import policy_grammar
from troth.syntax.phrases import MONTHS, NUMBERS, WEEKDAYS, NotAValue

_MOST_DIGITS = 9
_MOST_TRIALS = 50
"""Words of one line that are respelt one by one; a line with more of them stays as it is spelt."""
_PLACES = frozenset({"span", "said", "before", "places"})
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?([ap]m)?")
_UNDIVIDED = re.compile(r"(?:\{[^{}]*\}|\S)+")
"""What stays together in a quotation: a word, and what stands in braces."""


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

    `opens` a quotation; where it follows a comma, `source` is where it begins in the text of the line; `token` is the
    index of the token that it is of.
    """

    text: str
    gap: int
    fold: Fold
    opens: bool
    source: int
    token: int


def read_line(line: Line, context: str) -> Reading:
    """A line beneath the grammar rule `context`.

    Raises UnexpectedInput where it has a syntax error.
    """
    parser = policy_grammar().parse_interactive(line.text, start=context)
    tokens = tuple(parser.iter_parse())
    raw: Tree[Token] = parser.feed_eof(tokens[-1] if tokens else None)  # type: ignore[no-untyped-call]
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


def kind(token: Token) -> str:
    """The grammar's name of a token, without the fragment that it comes from."""
    return token.type.rpartition("__")[2].lstrip("_")


def canonical_words(line: Line, context: str, reading: Reading) -> list[Word]:
    """The words of a line beneath the grammar rule `context`, as they are written."""
    tokens = reading.tokens
    source = [str(token) for token in tokens]
    spelt = list(_spelt(tokens))
    if spelt == source or _says_the_same(line, context, reading, spelt):
        return _words(tokens, spelt)
    kept = source
    other = [at for at, text in enumerate(spelt) if text != source[at]]
    if len(other) <= _MOST_TRIALS:
        for at in other:
            tried = [*kept[:at], spelt[at], *kept[at + 1 :]]
            if _says_the_same(line, context, reading, tried):
                kept = tried
    return _words(tokens, kept)


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
    """How each token is written, if that keeps what the line says."""
    number = ""  # the one that stands directly before
    for token in tokens:
        text = str(token)
        match kind(token):
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
            case "PERCENT":
                text = re.sub(" ?(%|per ?cent)", "%", text)
            case "TO":
                text = "to"
            case _:
                text = re.sub("^, ?", ", ", text).replace("business day", "working day")
        if kind(token) == "UNIT" and number:
            text = text.removesuffix("s") + ("" if number == "1" else "s")
        number = text if kind(token) == "NUMBER" else ""
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
    for index, (token, text) in enumerate(zip(tokens, spelt, strict=True)):
        start, is_own = token.start_pos or 0, kind(token) == "STRING"
        joined = start == end and bool(words) and _joins(words[-1].text[-1], text[0])
        for at, part in enumerate(_UNDIVIDED.findall(text) if is_own else text.split()):
            if not is_own and part == "," and words:
                words[-1] = replace(words[-1], text=words[-1].text + ",")
                comma = True
                continue
            after = start + str(token).find(",") + 1 if at else start
            fold = Fold.AFTER_COMMA if comma else Fold.IN_QUOTES if is_own and at else Fold.NEVER
            is_mark = not is_own and part[0] in ",:"
            gap = 0 if is_mark or (joined and not at) else 1
            words.append(Word(part, gap, fold, is_own and not at, after if comma else 0, index))
            comma = not is_own and part[-1] == ","
        end = token.end_pos or 0
    return words


def _joins(left: str, right: str) -> bool:
    """Do two tokens that touch in the source belong together, such as a sign and its figure?"""
    return any(not (char.isalnum() or char in '",:-_') for char in (left, right))
