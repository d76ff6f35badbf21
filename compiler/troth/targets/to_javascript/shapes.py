"""What is known of a value when the program is compiled: its type, as far as the annotations say it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


class NotInSubset(Exception):
    """Python that this compiler does not know: `place` and what it is."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")


@dataclass(frozen=True, slots=True)
class Type:
    """A name with what is in it: `list` of one type, `tuple` of several, `dict` of two, `union`, a class by its name.

    `date`, `time`, `datetime` and `timedelta` are numbers in JavaScript: a proleptic ordinal, and microseconds.
    """

    name: str
    args: tuple[Type, ...] = ()

    @property
    def element(self) -> Type:
        """What an iteration gives."""
        match self.name:
            case "list" | "set" | "iter" | "dict" | "match":
                return self.args[0]
            case "tuple":
                return union(self.args)
            case "str":
                return STR
            case "union":
                return union(one.element for one in self.args if one != NONE)
            case _:
                return ANY

    @property
    def known(self) -> Type:
        """Without None."""
        return union(one for one in self.args if one != NONE) if self.name == "union" else self

    @property
    def members(self) -> tuple[Type, ...]:
        return self.args if self.name == "union" else (self,)

    def is_all(self, names: Iterable[str]) -> bool:
        """Is it one of these, whatever it is?"""
        return all(one.name in names for one in self.members)


ANY, NONE, INT, BOOL, STR = (Type(name) for name in ("any", "none", "int", "bool", "str"))
DATE, TIME, DATETIME, TIMEDELTA = (Type(name) for name in ("date", "time", "datetime", "timedelta"))
RECORD = Type("dict", (STR, ANY))
NUMBERS = ("int", "bool", "date", "time", "datetime", "timedelta")
PRIMITIVES = (*NUMBERS, "str", "none")
ARRAYS = ("list", "tuple")


def union(types: Iterable[Type]) -> Type:
    """What is one of these."""
    found: dict[Type, None] = {}
    for one in types:
        found.update(dict.fromkeys(one.members))
    if ANY in found or not found:
        return ANY
    lists = [one for one in found if one.name in ARRAYS]
    if len(lists) > 1 and any(one.name == "list" for one in lists):  # `()` or `[]` beside a list of something
        known = [one.element for one in lists if one.element != ANY]
        found = {one: None for one in found if one.name not in ARRAYS} | {Type("list", (union(known),)): None}
    dicts = [one for one in found if one.name == "dict"]
    if len(dicts) > 1:  # `{}` beside a dictionary of something
        known = [one for one in dicts if one.args[1] != ANY]
        merged = known[0] if len(known) == 1 else dicts[0]
        found = {one: None for one in found if one.name != "dict"} | {merged: None}
    if len(found) == 1:
        return next(iter(found))
    return Type("union", tuple(found))


def list_of(one: Type) -> Type:
    """A list of what is of one type."""
    return Type("list", (one,))


_PLAIN = {
    "int": INT,
    "bool": BOOL,
    "str": STR,
    "Any": ANY,
    "object": ANY,
    "date": DATE,
    "time": TIME,
    "datetime": DATETIME,
    "timedelta": TIMEDELTA,
    "dict": RECORD,
}
_GENERIC = {
    **dict.fromkeys(("list", "Sequence"), "list"),
    **dict.fromkeys(("set", "frozenset"), "set"),
    **dict.fromkeys(("dict", "Mapping"), "dict"),
    **dict.fromkeys(("Iterable", "Iterator", "Collection"), "iter"),
}


def read_type(node: ast.expr | None, aliases: Mapping[str, ast.expr], classes: Iterable[str], own: str = "") -> Type:
    """The type that an annotation says; `own`: the class in which it stands."""

    def read(one: ast.expr) -> Type:
        return read_type(one, aliases, classes, own)

    match node:
        case ast.Constant(value=None):
            return NONE
        case ast.Constant(value=str(text)):
            return read(ast.parse(text, mode="eval").body)
        case ast.Name(id="Self"):
            return Type(own)
        case ast.Name(id=name) if name in aliases:
            return read(aliases[name])
        case ast.Name(id=name) if name in _PLAIN:
            return _PLAIN[name]
        case ast.Name(id=name) if name in classes:
            return Type(name)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return union((read(left), read(right)))
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=[one, ast.Constant(value=value)])) if (
            value is Ellipsis
        ):
            return list_of(read(one))
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=parts)):
            return Type("tuple", tuple(read(one) for one in parts))
        case ast.Subscript(value=ast.Name(id="Callable"), slice=ast.Tuple(elts=[_, result])):
            return Type("func", (read(result),))
        case ast.Subscript(value=ast.Name(id=name), slice=inner) if name in _GENERIC:
            parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            return Type(_GENERIC[name], tuple(read(one) for one in parts))
        case _:
            return ANY
