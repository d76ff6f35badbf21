"""Texts with values in them, lists, dictionaries, and their items."""

from __future__ import annotations

import ast

from troth.targets.to_javascript import code as c
from troth.targets.to_javascript.code import Code, constant, variable
from troth.targets.to_javascript.records import FIELDS
from troth.targets.to_javascript.scope import Standing
from troth.targets.to_javascript.shapes import ANY, ARRAYS, NONE, NUMBERS, STR, Type, list_of, union


class Literals(Standing):
    """What is written out in a program, and what is taken from it."""

    def expression(self, node: ast.expr, wanted: Type = ANY) -> Code:
        raise NotImplementedError

    @staticmethod
    def is_map(type: Type) -> bool:
        """A dictionary whose keys are no strings is a Map."""
        return type.name == "dict" and type.args[0].is_all((*NUMBERS, "tuple"))

    # ---------- texts

    def text(self, values: list[ast.expr]) -> Code:
        found = ""
        for value in values:
            match value:
                case ast.Constant(value=str(text)):
                    found += text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
                case ast.FormattedValue(value=inner, conversion=-1, format_spec=spec):
                    shown = self.formatted(inner, spec)
                    if shown.constant is not None:
                        found += str(shown.constant[0])
                    else:
                        found += f"${{{shown.text}}}"
                case _:
                    raise self.refuse(value, "a value shown in a way that is not in the subset")
        if "${" not in found:
            return Code(f"`{found}`", c.ATOM, STR)
        return Code(f"`{found}`", c.ATOM, STR)

    def formatted(self, node: ast.expr, spec: ast.expr | None) -> Code:
        inner = self.expression(node)
        if not inner.type.known.is_all(("int", "str", "any")):
            raise self.refuse(node, f"a {inner.type.name} shown in a text")
        if spec is None:
            return inner
        assert isinstance(spec, ast.JoinedStr)
        match spec.values:
            case [ast.Constant(value=",")]:
                return Code(self.call("comma", inner.at(c.ASSIGN)), c.CALL, STR)
            case [ast.Constant(value=str(width))] if width[:1] == "0" and width.isdecimal():
                return Code(self.call("pad", inner.at(c.ASSIGN), width.lstrip("0")), c.CALL, STR)
            case [ast.Constant(value="0"), ast.FormattedValue(value=width)]:
                return Code(self.call("pad", inner.at(c.ASSIGN), self.expression(width).at(c.ASSIGN)), c.CALL, STR)
            case _:
                raise self.refuse(node, "a format that is not in the subset")

    # ---------- items

    def subscript(self, node: ast.Subscript) -> Code:
        base = self.expression(node.value)
        if base.type == NONE:  # known to be none, so this is never come to
            return constant(None)
        kind = base.type.known
        match node.slice:
            case ast.Slice(lower=lower, upper=upper, step=None):
                ends = [None if one is None else self.expression(one).at(c.ASSIGN) for one in (lower, upper)]
                if kind == STR:
                    return Code(self.call("part", base.at(c.ASSIGN), *(one or "void 0" for one in ends)), c.CALL, STR)
                if kind.name not in (*ARRAYS, "any"):
                    raise self.refuse(node, "a part of what is no list")
                inside = ",".join(one or "0" for one in (ends if ends[1] is not None else ends[:1]))
                type = list_of(kind.element)
                if kind.name == "tuple" and isinstance(lower, ast.Constant) and upper is None:
                    type = Type("tuple", kind.args[lower.value :])  # type: ignore[index]
                return Code(f"{base.at(c.CALL)}.slice({inside})", c.CALL, type)
            case ast.Constant(value=str(name)) if kind.name in ("dict", "any"):
                own = FIELDS.get(name, ANY) if kind.name == "any" or kind.args[1] == ANY else kind.args[1]
                return Code(c.member(base.at(c.CALL), name), c.CALL, own)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(back))) if kind.name in (
                *ARRAYS,
                "any",
                "str",
            ):
                return Code(f"{base.at(c.CALL)}.at(-{back})", c.CALL, _item(kind, -back))
            case ast.Constant(value=int(index)) if kind.name in (*ARRAYS, "any", "str", "match"):
                return Code(f"{base.at(c.CALL)}[{index}]", c.CALL, _item(kind, index))
            case other:
                key = self.expression(other)
                if self.is_map(kind):
                    return Code(f"{base.at(c.CALL)}.get({key.at(c.ASSIGN)})", c.CALL, kind.args[1])
                if kind == STR:
                    return Code(f"[...{base.at(c.ASSIGN)}][{key.text}]", c.CALL, STR)
                if kind.name not in (*ARRAYS, "dict", "any"):
                    raise self.refuse(node, f"an item of a {kind.name}")
                return Code(
                    f"{base.at(c.CALL)}[{key.text}]", c.CALL, kind.args[1] if kind.name == "dict" else kind.element
                )

    def spread(self, node: ast.expr) -> str:
        """What `*x` gives, one after the other."""
        value = self.expression(node)
        if value.type.known.name in (*ARRAYS, "set"):
            return value.at(c.ASSIGN)
        return self.iterated(value)

    def iterated(self, value: Code) -> str:
        """What a loop goes over: of a dictionary its keys."""
        kind = value.type.known
        if kind.name in (*ARRAYS, "set", "str"):
            return value.at(c.ASSIGN)
        if kind.name == "dict":
            if self.is_map(kind):
                return f"{value.at(c.CALL)}.keys()"
            return f"Object.keys({value.at(c.ASSIGN)})"
        return self.call("each", value.at(c.ASSIGN))

    def array(self, parts: list[ast.expr], *, is_tuple: bool, wanted: Type = ANY) -> Code:
        found = [self.expression(part, wanted.known.element) for part in parts]
        shown = [
            one
            for part, one in zip(parts, found, strict=True)
            if not (isinstance(part, ast.Starred) and one.text in ("...[]", "...{}"))
        ]
        stars = any(isinstance(part, ast.Starred) for part in parts)
        if all(one.constant is not None for one in found) and not stars:
            return constant([one.constant[0] for one in found if one.constant is not None],
                            Type("tuple", tuple(x.type for x in found)) if is_tuple and found else None)  # fmt: skip
        text = f"[{','.join(one.at(c.ASSIGN) for one in shown)}]"
        if is_tuple and not stars and found:
            return Code(text, c.ATOM, Type("tuple", tuple(one.type for one in found)), is_full=True)
        if (
            is_tuple
            and stars
            and isinstance(parts[-1], ast.Starred)
            and not any(isinstance(one, ast.Starred) for one in parts[:-1])
        ):
            last = self.expression(parts[-1].value).type.known
            if last.name == "tuple":
                return Code(text, c.ATOM, Type("tuple", (*(one.type for one in found[:-1]), *last.args)), is_full=True)
        return Code(text, c.ATOM, list_of(union(one.type for one in shown)), is_full=bool(found) and not stars)

    def dictionary(self, node: ast.Dict, wanted: Type) -> Code:
        wanted = wanted.known
        if not node.keys and wanted.name == "dict" and self.is_map(wanted):
            return Code(self.new_map(wanted), c.CALL, wanted)
        if not node.keys:
            return constant({}, wanted if wanted.name == "dict" else None)
        pieces: list[str] = []
        types: list[Type] = []
        for name, value in zip(node.keys, node.values, strict=True):
            inner = self.expression(value, wanted.args[1] if wanted.name == "dict" else ANY)
            if name is None:
                piece = inner.text[1:-1] if is_literal(inner) else f"...{inner.at(c.ASSIGN)}"
                types.append(inner.type.known.args[1] if inner.type.known.name == "dict" else ANY)
            else:
                piece = self._entry(name, inner)
                types.append(inner.type)
            if piece:
                pieces.append(piece)
        keys = [self.expression(one) for one in node.keys if one is not None]
        if keys and all(one.type.is_all((*NUMBERS, "tuple")) for one in keys):
            entries = [
                f"[{k.at(c.ASSIGN)},{self.expression(v).at(c.ASSIGN)}]" for k, v in zip(keys, node.values, strict=True)
            ]
            type = Type("dict", (keys[0].type, union(types)))
            return Code(f"new Map([{','.join(entries)}])", c.CALL, type)
        type = wanted if wanted.name == "dict" else Type("dict", (STR, union(types) if types else ANY))
        return Code("{" + ",".join(pieces) + "}", c.ATOM, type, is_full=bool(keys))

    def _entry(self, name: ast.expr, value: Code) -> str:
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            own = c.key(name.value)
            return own if own == value.text else f"{own}:{value.at(c.ASSIGN)}"
        key = self.expression(name)
        if key.constant is not None and isinstance(key.constant[0], str):
            return f"{c.key(key.constant[0])}:{value.at(c.ASSIGN)}"
        return f"[{key.at(c.ASSIGN)}]:{value.at(c.ASSIGN)}"

    def new_map(self, type: Type) -> str:
        if type.args[0].is_all(("tuple",)):
            self.use("helper", "Keyed")
            return f"new {variable('$Keyed')}"
        return "new Map"


def _item(kind: Type, index: int) -> Type:
    if kind.name == "tuple" and -len(kind.args) <= index < len(kind.args):
        return kind.args[index]
    return kind.element


def is_literal(value: Code) -> bool:
    """Is it `{…}` itself, which may be written into another one?"""
    return value.level == c.ATOM and value.text.startswith("{")
