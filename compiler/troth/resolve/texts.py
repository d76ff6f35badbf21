"""The owner's free text: no figure in it unless in braces, and what stands in braces is a figure or names one."""

from __future__ import annotations

import re

from troth.resolve.figures import figures_in
from troth.resolve.scope import Scope
from troth.source import Span

BRACES = re.compile(r"\{([^{}]*)\}")


def owner_text(text: str, span: Span, scope: Scope) -> str:
    """The text as the owner wrote it, with a finding for each figure that stands in it unmarked.

    Braces stay; `fill` says them out once every promise is known.
    """
    for figure in figures_in(text):
        scope.error(
            "T401",
            f"the text holds a figure, `{figure}`; a text cannot promise",
            span,
            "make it a promise, put it in braces (`{"
            + figure
            + '}`) if it is said only here, or mark the line `not a promise "…"`',
        )
    return text


def is_figure(content: str) -> bool:
    """Is what stands in braces a figure itself, as `{3 hours}` is (and `{repairs.complete}` is not)?"""
    return any(figure == content.strip() for figure in figures_in(content))
