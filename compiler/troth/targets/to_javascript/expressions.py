"""Expressions: names, operators, comparisons, what is true, texts with values in them, subscripts."""

from __future__ import annotations

import ast

from troth.targets.to_javascript import code as c
from troth.targets.to_javascript.code import Code, constant, variable
from troth.targets.to_javascript.records import FIELDS, NEVER_EMPTY
from troth.targets.to_javascript.scope import Standing
from troth.targets.to_javascript.shapes import (
    ANY,
    ARRAYS,
    BOOL,
    DATE,
    DATETIME,
    INT,
    NONE,
    NUMBERS,
    PRIMITIVES,
    STR,
    TIMEDELTA,
    Type,
    list_of,
    union,
)

_DAY = 86_400_000_000
_OPERATORS = {ast.Add: ("+", c.SUM), ast.Sub: ("-", c.SUM), ast.Mult: ("*", c.PRODUCT), ast.Pow: ("**", c.POWER)}
_ORDERS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_EMPTY = ("list", "tuple", "dict", "set", "iter", "any")


class Expressions(Standing):
    """Python's expressions in JavaScript, but for calls and comprehensions."""

    # ---------- what other parts add

    def calling(self, node: ast.Call) -> Code:
        raise NotImplementedError

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Code:
        raise NotImplementedError

    def attribute(self, node: ast.Attribute) -> Code:
        raise NotImplementedError

    def function_of(self, node: ast.Lambda) -> Code:
        raise NotImplementedError

    def value_type(self, name: str) -> Type:
        raise NotImplementedError

    # ---------- any expression

    def expression(self, node: ast.expr, wanted: Type = ANY) -> Code:
        """An expression; `wanted`: the type of the place into which it goes, which says what `{}` is."""
        known = self.facts.of(node, self.scope.function)
        if known is not None:
            node = known
        match node:
            case ast.Constant(value=None | bool() | int() | str() as value):
                return constant(value)
            case ast.Name(id=name):
                return self.name(node, name)
            case ast.Attribute():
                return self.attribute(node)
            case ast.Call():
                return self.calling(node)
            case ast.BoolOp():
                return self.either(node)
            case ast.Compare():
                return self.comparison(node)
            case ast.BinOp():
                return self.operation(node)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self.negated(self.test(operand))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                inner = self.expression(operand)
                if inner.constant is not None and isinstance(inner.constant[0], int):
                    return constant(-inner.constant[0])
                return Code(f"-{inner.at(c.CALL)}", c.UNARY, INT)
            case ast.IfExp(test=test, body=body, orelse=other):
                return self.conditional(test, body, other, wanted)
            case ast.JoinedStr(values=values):
                return self.text(values)
            case ast.Subscript():
                return self.subscript(node)
            case ast.Dict():
                return self.dictionary(node, wanted)
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                return self.array(parts, is_tuple=isinstance(node, ast.Tuple), wanted=wanted)
            case ast.Set(elts=parts):
                inner = self.array(parts, is_tuple=False)
                return Code(f"new Set({inner.text})", c.CALL, Type("set", (inner.type.element,)))
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self.comprehension(node)
            case ast.Lambda():
                return self.function_of(node)
            case ast.NamedExpr(target=ast.Name(id=name), value=value):
                inner = self.expression(value)
                self.learn(name, inner.type)
                self.scope.declared[name] = None
                return Code(f"{variable(name)}={inner.at(c.ASSIGN)}", c.ASSIGN, inner.type)
            case ast.Starred(value=value):
                return Code(f"...{self.spread(value)}", c.ASSIGN, self.expression(value).type.element)
            case _:
                raise self.refuse(node, "not in the subset")

    def name(self, node: ast.Name, name: str) -> Code:
        """A local name, or one of the modules."""
        if name in self.scope.constants:
            return self.scope.constants[name]
        if name == "self":
            return Code("this", c.ATOM, Type(self.scope.owner))
        if name in self.scope.types or name in self.scope.locals:
            return Code(variable(name), c.ATOM, self.scope.types.get(name, ANY))
        if name in self.modules.functions:
            self.use("function", name)
            return Code(variable(name), c.ATOM, Type("func", (self.modules.result(self.modules.functions[name]),)))
        if name in self.modules.classes:
            self.use("class", name)
            return Code(variable(name), c.ATOM, Type("class"))
        if name in self.modules.values:
            value = self.modules.values[name]
            if isinstance(value, ast.Constant | ast.UnaryOp):
                return self.expression(value)
            type = self.value_type(name)
            if type in (DATETIME, TIMEDELTA):
                return self.expression(value)
            self.use("value", name)
            return Code(variable(name), c.ATOM, type)
        raise self.refuse(node, "a name that is not known")

    # ---------- what is true

    def test(self, node: ast.expr) -> Code:
        """An expression of which only the truth matters."""
        node = self.facts.of(node, self.scope.function) or node
        match node:
            case ast.BoolOp(op=op, values=values):
                return self.chain([self.test(one) for one in values], is_and=isinstance(op, ast.And), is_test=True)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self.negated(self.test(operand))
            case ast.Call(func=ast.Attribute(attr="get"), args=[_]):
                return self.truth(self.expression(node), node)
            case _:
                return self.truth(self.expression(node), node)

    def truth(self, value: Code, node: ast.expr) -> Code:
        """Is a value true as Python has it? JavaScript has an empty list for true, and midnight for false."""
        if value.constant is not None:
            return constant(bool(value.constant[0]))
        type = value.type
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value in NEVER_EMPTY:
            return value
        if value.is_full:
            return value
        if any(one.name in ("time", "datetime", "timedelta") for one in type.members):
            raise self.refuse(node, "the truth of a time")
        if not any(one.name in _EMPTY for one in type.members) or type.is_all(("tuple", "none")):
            return value
        if type == list_of(type.element):
            return Code(f"{value.at(c.CALL)}.length", c.CALL, INT)
        if type.is_all(("list", "none")):
            return Code(f"{value.at(c.CALL)}?.length", c.CALL, INT)
        if type.name == "set" or self.is_map(type):
            return Code(f"{value.at(c.CALL)}.size", c.CALL, INT)
        if any(one.name == "set" or self.is_map(one) for one in type.members):
            raise self.refuse(node, "the truth of a set that may be None")
        return Code(self.call("truth", value.at(c.ASSIGN)), c.CALL, BOOL)

    def negated(self, value: Code) -> Code:
        if value.constant is not None:
            return constant(not value.constant[0])
        return Code(f"!{value.at(c.UNARY)}", c.UNARY, BOOL)

    def chain(self, values: list[Code], *, is_and: bool, is_test: bool = False) -> Code:
        """`a and b`, `a or b`, without what is known."""
        kept: list[Code] = []
        for value in values:
            if value.constant is not None:
                if bool(value.constant[0]) is is_and and (is_test or value is not values[-1]):
                    continue
                kept.append(value)
                if bool(value.constant[0]) is not is_and:
                    break
            else:
                kept.append(value)
        if not kept:
            return constant(is_and)
        if len(kept) == 1:
            return kept[0]
        if is_test and kept[-1].constant is not None and all(self.is_plain(one) for one in kept[:-1]):
            return kept[-1]
        level, sign = (c.AND, "&&") if is_and else (c.OR, "||")
        text = sign.join(one.at(level) for one in kept)
        return Code(text, level, BOOL if is_test else union(one.type for one in kept))

    def is_plain(self, value: Code) -> bool:
        """Is it only read: does nothing happen when it is left out?"""
        return "(" not in value.text and "=" not in value.text.replace("==", "").replace("!=", "")

    def either(self, node: ast.BoolOp) -> Code:
        """`a and b`, `a or b` as a value: the one that decides."""
        is_and = isinstance(node.op, ast.And)
        *firsts, last = [self.expression(one) for one in node.values]
        found = last
        for value, part in reversed(list(zip(firsts, node.values, strict=False))):
            found = self._either(value, part, found, is_and=is_and)
        return found

    def _either(self, value: Code, node: ast.expr, other: Code, *, is_and: bool) -> Code:
        if value.constant is not None:
            return other if bool(value.constant[0]) is is_and else value
        if is_and and other.constant == (False,) and value.type == BOOL and self.is_plain(value):
            return other
        truth = self.truth(value, node)
        rest = value.type.known if not is_and else value.type
        if is_and and rest == BOOL:
            type = union((BOOL, other.type))
        else:
            type = union((rest, other.type))
        if truth.text == value.text:
            level, sign = (c.AND, "&&") if is_and else (c.OR, "||")
            return Code(f"{value.at(level)}{sign}{other.at(level + 1)}", level, type)
        yes, no = (other, value) if is_and else (value, other)
        return Code(f"{truth.at(c.NULLISH)}?{yes.at(c.ASSIGN)}:{no.at(c.ASSIGN)}", c.COND, type)

    def conditional(self, test: ast.expr, body: ast.expr, other: ast.expr, wanted: Type) -> Code:
        chosen = self.test(test)
        if chosen.constant is not None:
            return self.expression(body if chosen.constant[0] else other, wanted)
        yes, no = self.expression(body, wanted), self.expression(other, wanted)
        text = f"{chosen.at(c.NULLISH)}?{yes.at(c.ASSIGN)}:{no.at(c.ASSIGN)}"
        return Code(text, c.COND, union((yes.type, no.type)))

    # ---------- comparisons

    def comparison(self, node: ast.Compare) -> Code:
        values = [node.left, *node.comparators]
        for middle in values[1:-1]:
            if not isinstance(middle, ast.Name | ast.Constant | ast.Attribute | ast.Subscript):
                raise self.refuse(node, "what stands between two comparisons is a name, a field or an item")
        parts = [self.compared(a, op, b, node) for a, op, b in zip(values, node.ops, values[1:], strict=False)]
        return self.chain(parts, is_and=True, is_test=True)

    def compared(self, a: ast.expr, op: ast.cmpop, b: ast.expr, node: ast.expr) -> Code:
        if isinstance(op, ast.In | ast.NotIn):
            found = self.contained(a, b)
            return self.negated(found) if isinstance(op, ast.NotIn) else found
        left, right = self.expression(a), self.expression(b)
        if isinstance(op, ast.Is | ast.IsNot | ast.Eq | ast.NotEq):
            return self.equal(
                left, right, is_not=isinstance(op, ast.IsNot | ast.NotEq), by_is=isinstance(op, ast.Is | ast.IsNot)
            )
        sign = _ORDERS[type(op)]
        if left.type.known.is_all(ARRAYS) and right.type.known.is_all(ARRAYS):
            return Code(f"{self.call('compare', left.at(c.ASSIGN), right.at(c.ASSIGN))}{sign}0", c.ORDER, BOOL)
        kinds = (*NUMBERS, "str", "none")
        if not left.type.is_all(kinds) and not right.type.is_all(kinds):
            raise self.refuse(node, "an order of values whose type is not known")
        return Code(f"{left.at(c.ORDER)}{sign}{right.at(c.SUM)}", c.ORDER, BOOL)

    def equal(self, left: Code, right: Code, *, is_not: bool, by_is: bool) -> Code:
        if left.constant is not None and right.constant is not None:
            return constant((left.constant[0] == right.constant[0]) is not is_not)
        sign = "!" if is_not else "="
        if NONE in (left.type, right.type):
            return Code(f"{left.at(c.EQUAL)}{sign}={right.at(c.ORDER)}", c.EQUAL, BOOL)
        if by_is or left.type.is_all(PRIMITIVES) or right.type.is_all(PRIMITIVES):
            return Code(f"{left.at(c.EQUAL)}{sign}=={right.at(c.ORDER)}", c.EQUAL, BOOL)
        same = Code(self.call("same", left.at(c.ASSIGN), right.at(c.ASSIGN)), c.CALL, BOOL)
        return self.negated(same) if is_not else same

    def contained(self, a: ast.expr, b: ast.expr) -> Code:
        value, where = self.expression(a), self.expression(b)
        if value.constant is not None and where.constant is not None:
            return constant(value.constant[0] in where.constant[0])  # type: ignore[operator]
        kind = where.type.known
        is_simple = value.type.is_all(PRIMITIVES)
        if kind.name in ARRAYS and (is_simple or kind.element.is_all(PRIMITIVES)):
            return Code(f"{where.at(c.CALL)}.includes({value.at(c.ASSIGN)})", c.CALL, BOOL)
        if kind == STR:
            return Code(f"{where.at(c.CALL)}.includes({value.at(c.ASSIGN)})", c.CALL, BOOL)
        if kind.name == "set" or self.is_map(kind):
            return Code(f"{where.at(c.CALL)}.has({value.at(c.ASSIGN)})", c.CALL, BOOL)
        if kind.name == "dict":
            return Code(self.call("own", where.at(c.ASSIGN), value.at(c.ASSIGN)), c.CALL, BOOL)
        return Code(self.call("in", value.at(c.ASSIGN), where.at(c.ASSIGN)), c.CALL, BOOL)

    @staticmethod
    def is_map(type: Type) -> bool:
        """A dictionary whose keys are no strings is a Map."""
        return type.name == "dict" and type.args[0].is_all((*NUMBERS, "tuple"))

    # ---------- operators

    def operation(self, node: ast.BinOp) -> Code:
        left, right = self.expression(node.left), self.expression(node.right)
        return self.operated(left, node.op, right, node)

    def operated(self, left: Code, op: ast.operator, right: Code, node: ast.AST) -> Code:
        a, b = left.type.known, right.type.known
        if left.constant is not None and right.constant is not None:
            x, y = left.constant[0], right.constant[0]
            if (
                type(x) is int
                and type(y) is int
                and isinstance(op, ast.Add | ast.Sub | ast.Mult | ast.FloorDiv | ast.Pow)
            ):
                value = {ast.Add: int.__add__, ast.Sub: int.__sub__, ast.Mult: int.__mul__,
                         ast.FloorDiv: int.__floordiv__, ast.Pow: int.__pow__}[type(op)](x, y)  # fmt: skip
                kind = TIMEDELTA if TIMEDELTA in (a, b) else INT
                return constant(value, INT if a == b == TIMEDELTA and isinstance(op, ast.FloorDiv) else kind)
        if isinstance(op, ast.BitOr):
            return self.merged(left, right, node)
        if isinstance(op, ast.Add) and (a.name in ARRAYS or b.name in ARRAYS):
            if left.constant in (([],), ((),)):
                return right
            return Code(
                f"[...{left.at(c.ASSIGN)},...{right.at(c.ASSIGN)}]", c.ATOM, list_of(union((a.element, b.element)))
            )
        if isinstance(op, ast.Mult) and a.name in ARRAYS and b == BOOL:
            return Code(f"{right.at(c.NULLISH)}?{left.at(c.ASSIGN)}:[]", c.COND, left.type)
        if isinstance(op, ast.FloorDiv):
            if right.constant == (1,):
                return Code(left.text, left.level, INT)
            return Code(self.call("floor", f"{left.at(c.PRODUCT)}/{right.at(c.POWER)}"), c.CALL, INT)
        if isinstance(op, ast.Mod):
            if STR in (a, b):
                raise self.refuse(node, "a text with % in it")
            return Code(self.call("mod", left.at(c.ASSIGN), right.at(c.ASSIGN)), c.CALL, INT)
        if type(op) not in _OPERATORS:
            raise self.refuse(node, "an operator that is not in the subset")
        sign, level = _OPERATORS[type(op)]
        if isinstance(op, ast.Add | ast.Sub) and (a in (DATE, DATETIME) or b in (DATE, DATETIME)):
            return self.moved_time(left, right, sign, node)
        if isinstance(op, ast.Add) and ANY in (a, b) and not {a, b} & {STR, INT, BOOL, TIMEDELTA}:
            raise self.refuse(node, "a sum of values whose type is not known")
        kind = TIMEDELTA if TIMEDELTA in (a, b) else STR if STR in (a, b) else INT
        if level == c.POWER:
            return Code(f"{left.at(c.CALL)}**{right.at(c.UNARY)}", level, kind)
        if right.constant == (0,) and level == c.SUM:
            return left
        other = right.at(level + 1)
        return Code(f"{left.at(level)}{sign}{f'({other})' if other[0] == sign else other}", level, kind)

    def moved_time(self, left: Code, right: Code, sign: str, node: ast.AST) -> Code:
        """A day or a time, so much later or earlier; or what lies between two times."""
        a, b = left.type.known, right.type.known
        if a == DATETIME and b == DATETIME and sign == "-":
            if right.constant == (0,):
                return Code(left.text, left.level, TIMEDELTA)
            return Code(f"{left.at(c.SUM)}-{right.at(c.PRODUCT)}", c.SUM, TIMEDELTA)
        if b != TIMEDELTA:
            raise self.refuse(node, "a sum of times")
        if a == DATETIME:
            text = right.at(c.ASSIGN) if left.constant == (0,) else f"{left.at(c.SUM)}{sign}{right.at(c.PRODUCT)}"
            return Code(self.call("moment", text), c.CALL, DATETIME)
        if right.constant is not None and isinstance(right.constant[0], int) and right.constant[0] % _DAY == 0:
            days = c.number(right.constant[0] // _DAY)
        else:
            days = f"{right.at(c.PRODUCT)}/{c.number(_DAY)}"
        return Code(self.call("dated", f"{left.at(c.SUM)}{sign}{days}"), c.CALL, DATE)

    def merged(self, left: Code, right: Code, node: ast.AST) -> Code:
        a, b = left.type.known, right.type.known
        if a.name == "set" and b.name == "set":
            return Code(f"new Set([...{left.at(c.ASSIGN)},...{right.at(c.ASSIGN)}])", c.CALL, left.type)
        if "dict" not in (a.name, b.name):
            raise self.refuse(node, "| of what are no dictionaries")
        type = a if a.name == "dict" else b
        parts = [one.text[1:-1] if _is_literal(one) else f"...{one.at(c.OR)}" for one in (left, right)]
        return Code("{" + ",".join(part for part in parts if part) + "}", c.ATOM, type)

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
                            Type("tuple", tuple(one.type for one in found)) if is_tuple and found else None)  # fmt: skip
        text = f"[{','.join(one.at(c.ASSIGN) for one in shown)}]"
        if is_tuple and not stars and found:
            return Code(text, c.ATOM, Type("tuple", tuple(one.type for one in found)), is_full=True)
        if (
            is_tuple
            and stars
            and isinstance(parts[-1], ast.Starred)
            and not any(isinstance(one, ast.Starred) for one in parts[:-1])
        ):
            last = self.expression(parts[-1].value).type.known  # type: ignore[attr-defined]
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
                piece = inner.text[1:-1] if _is_literal(inner) else f"...{inner.at(c.ASSIGN)}"
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


def _is_literal(value: Code) -> bool:
    """Is it `{…}` itself, which may be written into another one?"""
    return value.level == c.ATOM and value.text.startswith("{")
