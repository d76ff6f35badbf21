"""Text → an outline of logical lines.

The language is one fact a line and blocks by indentation, so a text is first read as an outline: each logical line with
the lines that stand beneath it. What a word processor does to a text ends here (curly quotes, non-breaking spaces,
dashes, tabs, CRLF, a BOM), and so do comments and lines that go on: a quoted text over indented lines, and a line
that ends in a comma.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from troth.diagnostics import Diagnostic, Edit, Fix
from troth.source import Position, Span, whole_file

MOST_BYTES = 1_000_000
MOST_DEPTH = 20
TAB_WIDTH = 4

_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " "
)
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»"), '"')
_DASHES = dict.fromkeys(map(ord, "–—−‐‑"), "-")
_ASSUMED = re.compile(r"[ ]assumed$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A logical line.

    `text` has single spaces outside quotes and straight quotes around quoted text; `origins[i]` is where `text[i]`
    stands in the file, with one more entry for the end. `assumed` says that the line ended in that word, which is not
    part of `text`.
    """

    path: str
    text: str
    origins: tuple[Position, ...]
    assumed: bool = False
    children: tuple[Line, ...] = ()

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The place in the file of `text[start:end]`."""
        stop = len(self.text) if end is None else end
        last = self.origins[max(stop - 1, start)] if self.text else self.origins[0]
        after = Position(last.line, last.column + 1) if stop > start else last
        return Span(path=self.path, start=self.origins[start], end=after)


@dataclass(slots=True)
class _Draft:
    """A logical line while it is read."""

    indent: int
    chars: list[str] = field(default_factory=list)
    origins: list[Position] = field(default_factory=list)
    children: list[_Draft] = field(default_factory=list)

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
        line = data.count(b"\n", 0, problem.start) + 1
        column = problem.start - (data.rfind(b"\n", 0, problem.start) + 1) + 1
        place = Position(line, column)
        return None, [
            Diagnostic(
                code="T001",
                message="the file is not UTF-8 text",
                help='save it as "UTF-8" (in a word processor: plain text, encoding UTF-8)',
                span=Span(path=path, start=place, end=place),
            )
        ]
    if not text.strip():
        return None, [
            Diagnostic(
                code="T004",
                message="the file is empty",
                help='start with a line such as `policy harbour "Customer contact"`',
                span=here,
            )
        ]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def outline(path: str, text: str) -> tuple[tuple[Line, ...], list[Diagnostic]]:
    """Text → its top-level lines with what stands beneath them, and the findings about its layout."""
    found: list[Diagnostic] = []
    drafts = _logical_lines(path, text, found)
    roots: list[_Draft] = []
    open_blocks: list[_Draft] = []
    for draft in drafts:
        while open_blocks and open_blocks[-1].indent >= draft.indent:
            open_blocks.pop()
        siblings = open_blocks[-1].children if open_blocks else roots
        expected = siblings[0].indent if siblings else None
        if expected is not None and expected != draft.indent:
            found.append(_uneven(path, draft, expected))
        elif not open_blocks and draft.indent > 0:
            found.append(_uneven(path, draft, 0))
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
    return Diagnostic(
        code="T005",
        message=f"this line is indented by {draft.indent} where the lines beside it are indented by {expected}",
        help=f"indent it by {expected}, like the lines it belongs with",
        span=span,
        fixes=(Fix(f"indent by {expected}", (Edit(span, " " * expected),)),),
    )


def _logical_lines(path: str, text: str, found: list[Diagnostic]) -> list[_Draft]:
    drafts: list[_Draft] = []
    current: _Draft | None = None
    opened: Position | None = None  # where a quotation that is still open began
    goes_on = False  # the line so far ends in a comma
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.translate(_SPACES).rstrip()
        body = line.lstrip(" \t")
        indent = len(line[: len(line) - len(body)].expandtabs(TAB_WIDTH))
        if opened is not None and current is not None and not _continues(current, indent, body):
            found.append(_unclosed(path, opened))
            _close(current)
            opened, current = None, None
        if opened is None:
            if not body or body.startswith("#"):
                continue
            if not (goes_on and current is not None):
                current = _Draft(indent)
                drafts.append(current)
        assert current is not None
        opened = _append(current, body, number, len(line) - len(body) + 1, opened)
        goes_on = opened is None and bool(current.chars) and current.chars[-1] == ","
    if opened is not None and current is not None:
        found.append(_unclosed(path, opened))
        _close(current)
    return [draft for draft in drafts if draft.chars]


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


def _close(draft: _Draft) -> None:
    draft.chars.append('"')
    draft.origins.append(draft.origins[-1])


def _append(draft: _Draft, body: str, number: int, column: int, opened: Position | None) -> Position | None:
    """Add a physical line to a logical one; returns where an open quotation began, if one is open at its end."""
    if draft.chars:
        draft.chars.append(" ")
        draft.origins.append(Position(number, column))
    for offset, char in enumerate(body):
        place = Position(number, column + offset)
        plain = char.translate(_QUOTES)
        if plain == '"':
            opened = place if opened is None else None
        elif opened is None:
            if char == "#":
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


def _unclosed(path: str, opened: Position) -> Diagnostic:
    return Diagnostic(
        code="T006",
        message="the quotation that begins here has no closing quote",
        help='close it with `"` (a quotation may go on over lines that are indented further)',
        span=Span(path=path, start=opened, end=Position(opened.line, opened.column + 1)),
    )
