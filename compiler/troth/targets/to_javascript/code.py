"""A piece of JavaScript: its text, how tightly it holds together, and what is known of its value."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from troth.targets.to_javascript.shapes import ANY, BOOL, INT, NONE, STR, Type, list_of, union

SEQUENCE, ASSIGN, COND, NULLISH, OR, AND = range(6)
EQUAL, ORDER, SUM, PRODUCT, POWER, UNARY, CALL, ATOM = range(8, 16)


@dataclass(frozen=True, slots=True)
class Code:
    """`constant`: the value in a tuple, where it is known beforehand. `is_full`: never empty, where it is a list."""

    text: str
    level: int
    type: Type = ANY
    constant: tuple[object] | None = None
    is_full: bool = False

    def at(self, level: int) -> str:
        """The text where something as tight as `level` is wanted."""
        return self.text if self.level >= level else f"({self.text})"


def variable(name: str) -> str:
    """A name of Python's, to be made short at the end."""
    return f"\ue000{name}\ue001"


def attribute(name: str) -> str:
    """A name after a dot, of one of our own classes."""
    return f"\ue002{name}\ue001"


def constant(value: object, type: Type | None = None) -> Code:
    """A value that is known."""
    level = ATOM
    match value:
        case None:
            text, found = "null", NONE
        case bool():
            text, found, level = ("!0" if value else "!1"), BOOL, UNARY
        case int():
            text, found, level = number(value), INT, ATOM if value >= 0 else UNARY
        case str():
            text, found = string(value), STR
        case tuple() | list():
            parts = [constant(one) for one in value]
            text, found = f"[{','.join(one.text for one in parts)}]", list_of(union(one.type for one in parts))
        case dict() if not value:
            text, found = "{}", Type("dict", (STR, ANY))
        case _:
            raise TypeError(value)
    return Code(text, level, type or found, (value,))


def number(value: int) -> str:
    """`1e6` for 1,000,000."""
    digits = str(value)
    short = digits.rstrip("0")
    zeros = len(digits) - len(short)
    return f"{short}e{zeros}" if zeros > 2 and short not in ("", "-") else digits


def string(text: str) -> str:
    """A string in quotes."""
    return json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def is_name(text: str) -> bool:
    """May it stand after a dot?"""
    return re.fullmatch(r"[A-Za-z_$][\w$]*", text, re.ASCII) is not None


def key(text: str) -> str:
    """A key of an object literal."""
    return text if is_name(text) else string(text)


def member(base: str, text: str) -> str:
    """A member of an object by a known key."""
    return f"{base}.{text}" if is_name(text) else f"{base}[{string(text)}]"


def helper(name: str, *arguments: str) -> str:
    """A call of a function of the runtime."""
    return f"{variable('$' + name)}({','.join(arguments)})"
