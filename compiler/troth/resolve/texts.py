"""The owner's free text: no figure in it unless in braces, and what stands in braces is a figure or names one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from troth.resolve.figures import figure_places, figures_in
from troth.resolve.scope import Scope
from troth.source import Span
from troth.syntax import tree as t

BRACES = re.compile(r"\{([^{}]*)\}")


def owner_text(own: t.OwnText, scope: Scope) -> str:
    """The text as the owner wrote it, with a finding for each figure that stands in it unmarked.

    Braces stay; `fill` says them out once every promise is known.
    """
    scope.texts.setdefault(own.text, []).append(own)
    for start, end in figure_places(own.text):
        figure = own.text[start:end]
        scope.error(
            "T401",
            f"the text holds a figure, `{figure}`; a text cannot promise",
            own.part(start, end),
            "make it a promise, put it in braces (`{"
            + figure
            + '}`) if it is said only here, or mark the line `not a promise "…"`',
        )
    return own.text


def short_text(text: str, span: Span, scope: Scope) -> str:
    """A title, or a fact as a clause: no figure in it unless in braces, which are taken away."""
    for figure in figures_in(text):
        scope.error(
            "T401",
            f"`{text}` holds a figure, `{figure}`; only a promise says one",
            span,
            "say it without the figure, or put it in braces if it is said only here: `{" + figure + "}`",
        )
    return BRACES.sub(lambda found: found[1] if is_figure(found[1]) else found[0], text)


def situation(lines: Iterable[t.LineNode], scope: Scope) -> str:
    """What the `situation` line among these says; "" where there is none."""
    seen: dict[str, Span] = {}
    said = ""
    for line in lines:
        if isinstance(line, t.SituationLine) and scope.only_once("situation", line, seen):
            said = short_text(line.title, line.span, scope)
    return said


def is_figure(content: str) -> bool:
    """Is what stands in braces a figure itself, as `{3 hours}` is (and `{repairs.complete}` is not)?"""
    return any(figure == content.strip() for figure in figures_in(content))
