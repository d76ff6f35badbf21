"""Expressions: names, operators, comparisons, what is true, texts with values in them, subscripts."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable

from troth.targets.to_javascript import code as c
from troth.targets.to_javascript.code import Code, constant, variable
from troth.targets.to_javascript.literals import Literals, is_literal
from troth.targets.to_javascript.records import NEVER_EMPTY
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
_FOLDED: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Pow: operator.pow,
}
_EMPTY = ("list", "tuple", "dict", "set", "iter", "any")


class Expressions(Literals):
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
        if any(left.type.is_all(kinds) and right.type.is_all(kinds) for kinds in (("str", "none"), (*NUMBERS, "none"))):
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

    # ---------- operators

    def operation(self, node: ast.BinOp) -> Code:
        left, right = self.expression(node.left), self.expression(node.right)
        return self.operated(left, node.op, right, node)

    def operated(self, left: Code, op: ast.operator, right: Code, node: ast.AST) -> Code:
        a, b = left.type.known, right.type.known
        if left.constant is not None and right.constant is not None:
            x, y = left.constant[0], right.constant[0]
            if type(x) is int and type(y) is int and type(op) in _FOLDED:
                value = _FOLDED[type(op)](x, y)
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
        parts = [one.text[1:-1] if is_literal(one) else f"...{one.at(c.OR)}" for one in (left, right)]
        return Code("{" + ",".join(part for part in parts if part) + "}", c.ATOM, type)
