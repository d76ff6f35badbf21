"""Text → an outline of logical lines.

The language is one fact a line and blocks by indentation, so a text is first read as an outline: each logical line with
the lines that stand beneath it. What a word processor does to a text ends here (curly quotes, non-breaking spaces,
dashes, tabs, CRLF, a BOM), and so do comments and lines that go on: a quoted text over indented lines, and a line
that ends in a comma.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from troth.diagnostics import Diagnostic, Edit, Fix
from troth.source import Position, Span, whole_file

MOST_BYTES = 1_000_000
MOST_DEPTH = 20
MOST_CHARACTERS = 20_000
MOST_WORDS_IN_A_ROW = 100
TAB_WIDTH = 4

_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " "
)
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»"), '"')
_DASHES = dict.fromkeys(map(ord, "–—−‐‑"), "-")
_NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), "")
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_ASSUMED = re.compile(r"[ ]assumed$")
_WORDS_IN_A_ROW = re.compile(rf"(?:[^\s\",]+ ){{{MOST_WORDS_IN_A_ROW}}}")
_ONLY_AT_THE_MARGIN = re.compile(
    r"(?:policy|category|channel|kind|party|event|fact|state|section|standard|duty|report|example)\b(?! arrives\b)|"
    r"text$"
)
"""How a block begins that is never a line beneath another (`calendar` is: `policy` names one)."""
_ONE_QUOTATION = re.compile(r"[^\"]*\"[^\",#]*[^\",# ](?<! assumed)\"")
"""A line that ends in its one quotation, in which there is nothing that could follow it: no list, and no comment."""
_OWN_WORDS = re.compile(
    r"(?:(?:organisation|owner|-) |(?:policy|section|standard|duty|fact|state) [\w-]+ (?=[A-Z]))([^ \",#][^\",#]*)\""
)
"""A line whose words of one's own have only a quote at their end: after these words they can begin nowhere else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A logical line.

    `text` has single spaces outside quotes and straight quotes around quoted text; `origins[i]` is where `text[i]`
    stands in the file, with one more entry for the end. `assumed` says that the line ended in that word, which is not
    part of `text`. `before` is the white space that it begins with, `indent` that in columns. `finding` is what is
    known to be wrong with it already: if it does not parse, that is why.
    """

    path: str
    text: str
    origins: tuple[Position, ...]
    assumed: bool = False
    children: tuple[Line, ...] = ()
    indent: int = 0
    before: str = ""
    finding: Diagnostic | None = None

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The place in the file of `text[start:end]`."""
        stop = len(self.text) if end is None else end
        last = self.origins[max(stop - 1, start)] if self.text else self.origins[0]
        after = Position(last.line, last.column + 1) if stop > start else last
        return Span(path=self.path, start=self.origins[start], end=after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What stands from a `#` to the end of a row; rows count from 1.

    `indent` is that of a comment that has the row to itself, in columns, and None for one behind a line.
    """

    row: int
    text: str
    indent: int | None


@dataclass(slots=True)
class _Draft:
    """A logical line while it is read."""

    indent: int
    before: str = ""
    chars: list[str] = field(default_factory=list)
    origins: list[Position] = field(default_factory=list)
    children: list[_Draft] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    finding: Diagnostic | None = None

    def finish(self, path: str) -> Line:
        text = "".join(self.chars)
        assumed = _ASSUMED.search(text)
        stop = assumed.start() if assumed else len(text)
        end = Position(self.origins[-1].line, self.origins[-1].column + 1)
        return Line(
            path=path,
            text=text[:stop],
            origins=(*self.origins[:stop], end),
            assumed=assumed is not None,
            children=tuple(child.finish(path) for child in self.children),
            indent=self.indent,
            before=self.before,
            finding=self.finding,
        )


def decode(path: str, data: bytes) -> tuple[str | None, list[Diagnostic]]:
    """Bytes of a file → its text, or the one finding that says why it cannot be read as text."""
    here = whole_file(path)
    if len(data) > MOST_BYTES:
        return None, [
            Diagnostic(
                code="T002",
                message=f"the file has {len(data):,} bytes; a policy has at most {MOST_BYTES:,}",
                help="split it into several policies",
                span=here,
            )
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return None, [_not_text(path, data[: problem.start].decode("utf-8-sig"))]
    if "\0" in text:
        return None, [_not_text(path, text[: text.index("\0")])]
    if not text.strip():
        return None, [
            Diagnostic(
                code="T004",
                message="the file is empty",
                help='start with a line such as `policy harbour "Customer contact"`',
                span=here,
            )
        ]
    return _BREAKS.sub("\n", text), []


def _not_text(path: str, before: str) -> Diagnostic:
    """What is said of a file that is text only up to a place."""
    lines = _BREAKS.sub("\n", before).split("\n")
    place = Position(len(lines), len(lines[-1]) + 1)
    return Diagnostic(
        code="T001",
        message="the file is not UTF-8 text",
        help="save it as plain text in the encoding UTF-8; a word processor's own format, such as .docx, is not text",
        span=Span(path=path, start=place, end=place),
    )


def outline(path: str, text: str, comments: list[Comment] | None = None) -> tuple[tuple[Line, ...], list[Diagnostic]]:
    """Text → its top-level lines with what stands beneath them, and the findings about its layout.

    The comments that it holds are added to `comments`, in the order of the text.
    """
    found: list[Diagnostic] = []
    met: list[Comment] = []
    drafts = _logical_lines(path, text, found, met)
    margin = min((draft.indent for draft in drafts), default=0)
    if comments is not None:
        comments.extend(
            comment if comment.indent is None else replace(comment, indent=max(comment.indent - margin, 0))
            for comment in met
        )
    for draft in drafts:
        draft.indent -= margin
    roots: list[_Draft] = []
    open_blocks: list[_Draft] = []
    for draft in drafts:
        while open_blocks and open_blocks[-1].indent >= draft.indent:
            open_blocks.pop()
        siblings = open_blocks[-1].children if open_blocks else roots
        expected = siblings[0].indent if siblings else draft.indent if open_blocks else 0
        if expected != draft.indent:
            if _ONLY_AT_THE_MARGIN.match("".join(draft.chars)):
                siblings, expected = roots, 0
                open_blocks.clear()
            draft.finding = _uneven(path, draft, expected)
            found.append(draft.finding)
            draft.indent = expected
        siblings.append(draft)
        open_blocks.append(draft)
        if len(open_blocks) > MOST_DEPTH:
            place = draft.origins[0]
            deep = Diagnostic(
                code="T003",
                message=f"this line stands more than {MOST_DEPTH} levels deep",
                help=f"a policy has at most {MOST_DEPTH} levels of indentation",
                span=Span(path=path, start=place, end=place),
            )
            return (), [deep]
    return tuple(draft.finish(path) for draft in roots), found


def _uneven(path: str, draft: _Draft, expected: int) -> Diagnostic:
    first = draft.origins[0]
    span = Span(path=path, start=Position(first.line, 1), end=first)
    if not expected:
        message = f"this line begins a block of its own, and stands {_spaces(draft.indent)} from the margin"
        help_ = "begin it at the margin, without spaces before it"
    else:
        message = f"this line stands {_spaces(draft.indent)} from the margin, and the lines it belongs with {expected}"
        help_ = f"put {_spaces(expected)} before it"
    return Diagnostic(
        code="T005",
        message=message,
        help=help_,
        span=span,
        fixes=(Fix(f"indent by {expected}", (Edit(span, " " * expected),)),),
    )


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _logical_lines(path: str, text: str, found: list[Diagnostic], comments: list[Comment]) -> list[_Draft]:
    drafts: list[_Draft] = []
    rows = text.split("\n")
    number = 0
    while number < len(rows):
        draft = _Draft(0)
        opened, after = _read_on(draft, rows, number)
        if opened is not None and len(draft.chars) <= MOST_CHARACTERS:
            if closing := _closing_quote(draft):
                number = _keep_up_to(draft, closing, after)
                draft.finding = _unopened(path, draft, closing)
                found.append(draft.finding)
            else:
                first = _first_open(draft)
                number = _cut(draft, first, after)
                found.append(_unclosed(path, draft, first))
        else:
            number = after
        comments.extend(comment for comment in draft.comments if comment.row <= number)
        if draft.chars:
            _limit(path, draft, found)
            drafts.append(draft)
    return drafts


def _read_on(draft: _Draft, rows: list[str], number: int) -> tuple[Position | None, int]:
    """Read the logical line that begins in `rows[number]`, if one does.

    Returns where a quotation began that is not closed, or None, and the index of the row after the line.
    """
    opened: Position | None = None  # where a quotation that is still open began
    goes_on = True  # into the row at `number`
    while number < len(rows) and goes_on:
        line = rows[number].translate(_SPACES).rstrip()
        body = line.lstrip(" \t\ufeff")
        indent = len(line[: len(line) - len(body)].expandtabs(TAB_WIDTH))
        if opened is not None and not _continues(draft, indent, body):
            break
        number += 1
        if opened is None and (not body or body.startswith("#")):
            if body:
                draft.comments.append(Comment(row=number, text=body, indent=indent))
            goes_on = bool(draft.chars)
            continue
        if not draft.chars:
            draft.indent = indent
            draft.before = line[: len(line) - len(body)].strip("\ufeff")
        opened = _append(draft, body, number, len(line) - len(body) + 1, opened)
        goes_on = opened is not None or (bool(draft.chars) and draft.chars[-1] == ",")
    return opened, number


def _continues(draft: _Draft, indent: int, body: str) -> bool:
    """Does a line with an open quotation go on in this one?

    It does if this one is indented further; under a line that is nothing but a quotation, also at the same depth.
    """
    if not body:
        return False
    if indent > draft.indent:
        return True
    is_paragraph = "".join(draft.chars[:3]).lstrip("- ").startswith('"')
    begins_anew = body.translate(_QUOTES).lstrip("- ").startswith('"')
    return indent == draft.indent and is_paragraph and not begins_anew


def _cut(draft: _Draft, first: Position, after: int) -> int:
    """Close a line whose quotation is not closed where its owner most likely meant to; returns the row to read on from.

    `first` is where the first quotation begins that does not end in its own row. At the margin, and where another
    quotation follows in the rows beneath, those rows are lines of their own; otherwise they go on in the quotation.
    """
    own = [index for index, place in enumerate(draft.origins) if place.line <= first.line]
    beneath = "".join(draft.chars[len(own) :])
    if (draft.indent == 0 or '"' in beneath) and beneath:
        del draft.chars[len(own) :], draft.origins[len(own) :]
        after = first.line
    while draft.chars[-1] == " ":
        draft.chars.pop()
        draft.origins.pop()
    draft.chars.append('"')
    draft.origins.append(draft.origins[-1])
    return after


def _first_open(draft: _Draft) -> Position:
    """Where the first quotation began that does not end in the row where it began."""
    opened: Position | None = None
    for char, place in zip(draft.chars, draft.origins, strict=True):
        if opened is not None and place.line > opened.line:
            return opened
        if char == '"':
            opened = place if opened is None else None
    assert opened is not None
    return opened


def _closing_quote(draft: _Draft) -> Position | None:
    """Where a quote ends a quotation that has no beginning; None where the quotation left open has one.

    It ends the first row of its line; where more was read it ends a word too: after a space it begins what follows.
    """
    first = _first_open(draft)
    at = draft.origins.index(first)
    ends_the_line = at + 1 == len(draft.chars)
    ends_its_row = ends_the_line or draft.origins[at + 1].line > first.line
    if first.line == draft.origins[0].line and ends_its_row and (ends_the_line or draft.chars[at - 1 : at] != [" "]):
        return first
    return None


def _keep_up_to(draft: _Draft, last: Position, after: int) -> int:
    """Leave out of a line what was read beyond a place; returns the row to read on from."""
    at = draft.origins.index(last) + 1
    is_whole = at == len(draft.chars)
    del draft.chars[at:], draft.origins[at:]
    return after if is_whole else last.line


def _limit(path: str, draft: _Draft, found: list[Diagnostic]) -> None:
    """Empty a line that is too long to be one, with a finding."""
    first = draft.origins[0]
    text = "".join(draft.chars)
    message, help_ = "", "a line says one thing: make several of it"
    if len(text) > MOST_CHARACTERS:
        message = f"this line has {len(text):,} characters; a line has at most {MOST_CHARACTERS:,}"
    elif len(text) > MOST_WORDS_IN_A_ROW and _WORDS_IN_A_ROW.match(re.sub(r'"[^"]*"', '"', text)):
        message = f"this line has more than {MOST_WORDS_IN_A_ROW} words in a row outside quotes"
        help_ = "put words of your own in quotes"
    if message:
        span = Span(path=path, start=first, end=Position(first.line, first.column + 1))
        draft.finding = Diagnostic(code="T002", message=message, help=help_, span=span)
        found.append(draft.finding)
        draft.chars, draft.origins = [" "], [first]


def _append(draft: _Draft, body: str, number: int, column: int, opened: Position | None) -> Position | None:
    """Add a physical line to a logical one; returns where an open quotation began, if one is open at its end."""
    if draft.chars:
        draft.chars.append(" ")
        draft.origins.append(Position(number, column))
    for offset, char in enumerate(body):
        place = Position(number, column + offset)
        plain = char.translate(_QUOTES).translate(_NOTHING)
        if not plain:
            continue
        if plain == '"':
            opened = place if opened is None else None
        elif opened is None:
            if char == "#":
                alone = not body[:offset].translate(_NOTHING).strip()
                draft.comments.append(Comment(row=number, text=body[offset:], indent=column - 1 if alone else None))
                break
            plain = " " if char == "\t" else char.translate(_DASHES)
        if plain == " " and draft.chars and draft.chars[-1] == " ":
            continue
        draft.chars.append(plain)
        draft.origins.append(place)
    while opened is None and draft.chars and draft.chars[-1] == " ":
        draft.chars.pop()
        draft.origins.pop()
    return opened


def _unclosed(path: str, draft: _Draft, place: Position) -> Diagnostic:
    """The finding about a quotation that was closed for its owner; mended where it can end nowhere else."""
    fixes: tuple[Fix, ...] = ()
    if draft.origins[0].line == draft.origins[-1].line and _ONE_QUOTATION.fullmatch("".join(draft.chars)):
        end = Position(place.line, draft.origins[-1].column + 1)
        word = "".join(draft.chars).split()[-1].strip('"')
        fixes = (Fix(f'insert `"` after `{word}`', (Edit(Span(path=path, start=end, end=end), '"'),)),)
    return Diagnostic(
        code="T006",
        message="the quotation that begins here has no closing quote",
        help='put a `"` after the last of your own words',
        span=Span(path=path, start=place, end=Position(place.line, place.column + 1)),
        fixes=fixes,
    )


def _unopened(path: str, draft: _Draft, place: Position) -> Diagnostic:
    """The finding about a quotation without a beginning; mended where it is plain which words are the owner's."""
    fixes: tuple[Fix, ...] = ()
    if found := _OWN_WORDS.fullmatch("".join(draft.chars[: draft.origins.index(place) + 1])):
        start = draft.origins[found.start(1)]
        word = found[1].split()[0]
        fixes = (Fix(f'insert `"` before `{word}`', (Edit(Span(path=path, start=start, end=start), '"'),)),)
    return Diagnostic(
        code="T006",
        message="the quotation that ends here has no opening quote",
        help='put a `"` before the first of your own words',
        span=Span(path=path, start=place, end=Position(place.line, place.column + 1)),
        fixes=fixes,
    )
