"""What is known before anybody asks: expressions that stand for simpler ones in the checker of a program."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

_PLACED = re.compile(r"([\w.]+: )(.*)")


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of an expression's text and the text of the simpler one for which it may be taken.

    `where: text` holds in that function, or in that method (`Class.method`), alone.
    """

    pairs: tuple[tuple[str, str], ...] = ()
    _known: dict[str, ast.expr] = field(init=False, compare=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for text, simpler in self.pairs:
            placed = _PLACED.fullmatch(text)
            where, inner = placed.groups() if placed else ("", text)
            shown = ast.unparse(ast.parse(inner, mode="eval").body)
            self._known[where + shown] = ast.parse(simpler, mode="eval").body

    def of(self, node: ast.expr, function: str) -> ast.expr | None:
        """The simpler expression for one that stands in a function, where there is one."""
        if not self._known:
            return None
        text = _TEXTS.get(node)
        if text is None:
            text = _TEXTS[node] = ast.unparse(node)
        return self._known.get(text) or self._known.get(f"{function}: {text}")


_TEXTS: WeakKeyDictionary[ast.expr, str] = WeakKeyDictionary()
"""The text of each expression that was looked at: the modules are read once, and translated for many programs."""
