"""Short names for what a translation names, the same for the same name everywhere: such a text packs well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import product

_VARIABLE = re.compile("\ue000([^\ue001]*)\ue001")
_ATTRIBUTE = re.compile("\ue002([^\ue001]*)\ue001")
_SMALL = "abcdefghijklmnopqrstuvwxyz"
_FIRST = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
_NEXT = _FIRST + _SMALL + "0123456789"
_LOCAL = (*_SMALL, *(letter + digit for digit in "0123456789" for letter in _SMALL))
"""The names within a function, in the order in which they first stand there; no others begin with a small letter."""
_RESERVED = frozenset(
    [
        "as",
        "do",
        "if",
        "in",
        "is",
        "of",
        "for",
        "let",
        "new",
        "try",
        "var",
        "get",
        "set",
        "case",
        "else",
        "enum",
        "eval",
        "null",
        "this",
        "true",
        "void",
        "with",
        "await",
        "break",
        "catch",
        "class",
        "const",
        "false",
        "super",
        "throw",
        "while",
        "yield",
        "delete",
        "export",
        "import",
        "public",
        "return",
        "static",
        "switch",
        "typeof",
        "default",
        "extends",
        "finally",
        "package",
        "private",
        "continue",
        "debugger",
        "function",
        "arguments",
        "interface",
        "protected",
        "implements",
        "instanceof",
        "NaN",
        "Set",
        "Map",
        "Date",
        "Math",
        "JSON",
        "Array",
        "Object",
        "String",
        "Number",
        "Infinity",
        "undefined",
    ]
)


def shorten_local(text: str, outer: Collection[str]) -> str:
    """A function with short names for its own; `outer`: names that are not its own."""
    own = (name for name in dict.fromkeys(_VARIABLE.findall(text)) if name not in outer)
    names = dict(zip(own, _LOCAL, strict=False))
    return _VARIABLE.sub(lambda found: names.get(found[1], found[0]), text)


def shorten(text: str) -> tuple[str, dict[str, str]]:
    """The text with a short name for each name in it, and the names of variables with those that are short."""
    known: dict[str, str] = {}
    for pattern, first, avoid in ((_VARIABLE, _FIRST, _RESERVED), (_ATTRIBUTE, _SMALL + _FIRST, frozenset())):
        counted = Counter(name for name in pattern.findall(text))
        ordered = sorted(counted, key=lambda name: (-counted[name], name))
        names = dict(zip(ordered, _short_names(first, avoid), strict=False))
        text = pattern.sub(lambda found, names=names: names[found[1]], text)  # type: ignore[misc]
        known = known or names
    return text, known


def _short_names(letters: str, avoid: Iterable[str]) -> Iterator[str]:
    for length in range(4):
        for first, *rest in product(letters, *[_NEXT] * length):
            name = first + "".join(rest)
            if name not in avoid:
                yield name
