"""Text → tree. Every line is parsed by itself, so one bad line costs one finding and no line after it is lost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from lark import Lark, Token, Tree, UnexpectedInput

from troth.diagnostics import Diagnostic
from troth.resources import data_folder
from troth.source import Span, whole_file
from troth.syntax import tree as t
from troth.syntax.builder import Builder
from troth.syntax.errors import explain, nothing_beneath
from troth.syntax.lines import Line, outline
from troth.syntax.phrases import NotAValue

BENEATH: dict[str, str] = {
    "policy": "in_policy",
    "calendar": "in_calendar",
    "declared": "in_declared",
    "section": "in_section",
    "standard": "in_standard",
    "duty": "in_duty",
    "text": "in_text",
    "report": "in_report",
    "example": "in_example",
    "promise": "in_promise",
    "case": "in_promise",
    "row": "in_promise",
    "row_by": "in_promise",
    "target": "in_target",
    "target_average": "in_target",
    "target_by": "in_target_by",
    "remedy": "in_remedy",
    "remedy_by": "in_remedy",
    "further_by": "in_further",
    "variation": "in_variation",
}
"""A line's grammar rule → the rule for the lines beneath it; any other line takes none."""

_MANY = 100
"""Findings in one file after which no corrections are looked for: it is hardly a policy."""

CONTEXTS = ("in_file", *dict.fromkeys(BENEATH.values()))


@dataclass(frozen=True, slots=True)
class SyntaxTree:
    """A parsed file: its blocks in the order of the text."""

    path: str
    blocks: tuple[t.LineNode, ...]
    broken: frozenset[Span] = frozenset()
    """The lines beneath which a line was not understood, and the whole file where one at the margin was not: what they
    lack may stand there."""
    unread: str = ""
    """The lines at the margin that were not understood: they may declare what others name."""


@cache
def policy_grammar(strict: bool = False) -> Lark:
    """The parser of policy lines, one start rule a context.

    `strict` (needs the package interegular) refuses any conflict and any two words that the lexer could confuse; the
    tests build it so.
    """
    return Lark.open(
        str(data_folder("grammar") / "policy.lark"),
        parser="lalr",
        start=list(CONTEXTS),
        propagate_positions=True,
        strict=strict,
    )


def parse(path: str, text: str) -> tuple[SyntaxTree, list[Diagnostic]]:
    """The tree of a policy's text, and every finding about its syntax.

    Lines that are not understood are left out of the tree, with what stands beneath them.
    """
    lines, found = outline(path, text)
    broken: set[Span] = set()
    blocks: list[t.LineNode] = []
    unread: list[str] = []
    before: Line | None = None
    for line in lines:
        nodes = _parse_line(line, "in_file", found, broken)
        if not nodes:
            unread.append(line.text)
            broken.add(whole_file(path))
            if before is not None:
                broken.add(before.span())
        blocks.extend(nodes)
        before = line if nodes else before
    return SyntaxTree(path, tuple(blocks), frozenset(broken), "\n".join(unread)), found


def _parse_all(
    lines: tuple[Line, ...], context: str, found: list[Diagnostic], broken: set[Span]
) -> tuple[t.LineNode, ...]:
    return tuple(node for line in lines for node in _parse_line(line, context, found, broken))


def _parse_line(line: Line, context: str, found: list[Diagnostic], broken: set[Span]) -> tuple[t.LineNode, ...]:
    """The node of a line; none where it is not understood; several where others stood beneath one that takes none."""
    grammar = policy_grammar()
    try:
        raw: Tree[Token] = grammar.parse(line.text, start=context)
    except UnexpectedInput as problem:
        briefly = len(found) > _MANY
        found.append(explain(line, context, problem, grammar, CONTEXTS, briefly))
        return ()
    rule = str(raw.children[0].data)  # type: ignore[union-attr]
    beneath = BENEATH.get(rule)
    children: tuple[t.LineNode, ...] = ()
    beside: tuple[t.LineNode, ...] = ()
    known = len(found)
    if beneath is not None:
        children = _parse_all(line.children, beneath, found, broken)
        if len(found) > known:
            broken.add(line.span())
    elif line.children:
        found.append(nothing_beneath(line))
        beside = _parse_all(line.children, context, [], broken)
    try:
        return (Builder(line, children).build(raw), *beside)
    except NotAValue as problem:
        found.append(problem.args[0])
        return beside
