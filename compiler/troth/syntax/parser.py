"""Text → tree. Every line is parsed by itself, so one bad line costs one finding and no line after it is lost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from lark import Lark, Token, Tree, UnexpectedInput

from troth.diagnostics import Diagnostic
from troth.resources import data_folder
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
}
"""A line's grammar rule → the rule for the lines beneath it; any other line takes none."""

CONTEXTS = ("in_file", *dict.fromkeys(BENEATH.values()))


@dataclass(frozen=True, slots=True)
class SyntaxTree:
    """A parsed file: its blocks in the order of the text."""

    path: str
    blocks: tuple[t.LineNode, ...]


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
    blocks = _parse_all(lines, "in_file", found)
    return SyntaxTree(path, blocks), found


def _parse_all(lines: tuple[Line, ...], context: str, found: list[Diagnostic]) -> tuple[t.LineNode, ...]:
    parsed = (_parse_line(line, context, found) for line in lines)
    return tuple(node for node in parsed if node is not None)


def _parse_line(line: Line, context: str, found: list[Diagnostic]) -> t.LineNode | None:
    grammar = policy_grammar()
    try:
        raw: Tree[Token] = grammar.parse(line.text, start=context)
    except UnexpectedInput as problem:
        found.append(explain(line, context, problem, grammar, CONTEXTS))
        return None
    said = raw.children[0]
    assert isinstance(said, Tree)
    beneath = BENEATH.get(str(said.data))
    children: tuple[t.LineNode, ...] = ()
    if beneath is not None:
        children = _parse_all(line.children, beneath, found)
    elif line.children:
        found.append(nothing_beneath(line))
    try:
        return Builder(line, children).build(raw)
    except NotAValue as problem:
        found.append(problem.args[0])
        return None
