"""`source "4.7 bullet 1" to "4.7 bullet 4"` → locators."""

from __future__ import annotations

from collections.abc import Iterable

from troth.model.policy import Source
from troth.syntax import tree as t


def resolve_sources(lines: Iterable[t.LineNode]) -> tuple[Source, ...]:
    """The locators of the `source` lines among these."""
    return tuple(
        Source(first=locator.first, last=locator.last or locator.first, span=locator.span)
        for line in lines
        if isinstance(line, t.SourceLine)
        for locator in line.locators
    )
