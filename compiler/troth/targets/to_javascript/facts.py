"""What a program never needs, so that its checker need not carry it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Facts:
    """Expressions whose value is known for a program, by their text: everywhere, and in a function."""

    everywhere: tuple[tuple[str, object], ...] = ()
    within: tuple[tuple[tuple[str, str], object], ...] = ()

    def of(self, node: ast.expr, function: str) -> tuple[object] | None:
        """The value of an expression, in a tuple, where it is known."""
        if not self.everywhere and not self.within:
            return None
        text = ast.unparse(node)
        found = dict(self.everywhere)
        return (found[text],) if text in found else None


def records(part: Any) -> Iterator[dict[str, Any]]:
    """Every record within a program."""
    if isinstance(part, dict):
        yield part
        for one in part.values():
            yield from records(one)
    elif isinstance(part, list):
        for one in part:
            yield from records(one)


def facts_of(program: dict[str, Any]) -> Facts:
    """What is known of a program before anybody asks."""
    return Facts()
