"""Calls: of our own functions, methods and classes, of Python's, and of the methods of lists and dictionaries."""

from __future__ import annotations

import ast

from troth.targets.to_javascript import code as c
from troth.targets.to_javascript.code import Code, attribute, constant, variable
from troth.targets.to_javascript.loops import Loops
from troth.targets.to_javascript.modules import Function
from troth.targets.to_javascript.records import FIELDS
from troth.targets.to_javascript.shapes import (
    ANY,
    BOOL,
    DATE,
    DATETIME,
    INT,
    NONE,
    STR,
    TIME,
    TIMEDELTA,
    Type,
    list_of,
    union,
)

_TIMES = ("date", "time", "datetime")
_UNITS = {"microseconds": 1, "seconds": 10**6, "minutes": 6 * 10**7, "hours": 36 * 10**8, "days": 864 * 10**8}
_KEYWORDS = {
    "sorted": ("key",),
    "min": ("key", "default"),
    "max": ("key", "default"),
    "zip": ("strict",),
    "timedelta": tuple(_UNITS),
    "accumulate": ("initial",),
}
"""What may be given by name to functions of Python's own."""
ERRORS = ("Exception", "ValueError", "OverflowError", "KeyError", "AssertionError")


class Calls(Loops):
    """Whatever is followed by arguments."""

    def calling(self, node: ast.Call) -> Code:
        match node.func:
            case ast.Name(id=name):
                return self.call_of_name(node, name)
            case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr=method):
                return self.call_above(node, method)
            case ast.Attribute(value=ast.Name(id="self"), attr="__class__"):
                _, function = self._constructor(self.scope.owner)
                text = f"new this.constructor({self.arguments(node, function, skip=1)})"
                return Code(text, c.CALL, Type(self.scope.owner))
            case ast.Attribute():
                return self.call_of_method(node, node.func)
            case _:
                raise self.refuse(node, "a call of what is no name")

    # ---------- our own

    def arguments(self, node: ast.Call, function: Function | None, *, skip: int = 0) -> str:
        """The arguments in the order of the parameters; `skip`: 1 where the first is `self`."""
        if function is None:
            if node.keywords:
                raise self.refuse(node, "names in a call of what is not known")
            return ",".join(self.expression(one).at(c.ASSIGN) for one in node.args)
        owner = self.scope.owner
        names = [one.arg for one in function.args.args][skip:]
        types = [self.modules.read(one.annotation, owner) for one in function.args.args][skip:]
        placed = [
            self.expression(one, types[index] if index < len(types) else ANY).at(c.ASSIGN)
            for index, one in enumerate(node.args)
        ]
        keywords = {one.arg: one.value for one in node.keywords}
        all_names = [*names, *(one.arg for one in function.args.kwonlyargs)]
        all_types = [*types, *(self.modules.read(one.annotation, owner) for one in function.args.kwonlyargs)]
        for index in range(len(node.args), len(all_names)):
            if all_names[index] in keywords:
                placed.append(self.expression(keywords.pop(all_names[index]), all_types[index]).at(c.ASSIGN))
            else:
                placed.append("void 0")
        if function.args.kwarg is not None:
            pieces = [
                f"...{self.expression(value).at(c.ASSIGN)}" if name is None
                else f"{c.key(name)}:{self.expression(value).at(c.ASSIGN)}"
                for name, value in keywords.items()
            ]  # fmt: skip
            if pieces:
                placed.append("{" + ",".join(pieces) + "}")
        elif keywords:
            raise self.refuse(node, f"the function has no {', '.join(map(str, keywords))}")
        while placed and placed[-1] == "void 0":
            placed.pop()
        return ",".join(placed)

    def call_of_name(self, node: ast.Call, name: str) -> Code:
        if name in self.scope.signatures:
            function = self.scope.signatures[name]
            text = f"{variable(name)}({self.arguments(node, function)})"
            return Code(text, c.CALL, self.modules.result(function, self.scope.owner))
        if name in self.scope.types or name in self.scope.locals:
            type = self.scope.types.get(name, ANY).known
            result = type.args[0] if type.name == "func" else ANY
            return Code(f"{variable(name)}({self.arguments(node, None)})", c.CALL, result)
        if name in self.modules.functions:
            self.use("function", name)
            function = self.modules.functions[name]
            return Code(f"{variable(name)}({self.arguments(node, function)})", c.CALL, self.modules.result(function))
        if name in self.modules.classes:
            return self.construction(node, name)
        return self.call_of_python(node, name)

    def _constructor(self, owner: str) -> tuple[str, Function | None]:
        found = self.modules.method(owner, "__init__")
        return ("", None) if found is None else (found[0].name, found[1])

    def construction(self, node: ast.Call, name: str) -> Code:
        one = self.modules.classes[name]
        self.use("class", name)
        if one.kind == "namedtuple":
            inside = ",".join(self.expression(part).at(c.ASSIGN) for part in node.args)
            return Code(f"[{inside}]", c.ATOM, Type(name))
        if one.kind == "tuple":
            return Code(f"new {variable(name)}({self.array_inside(node.args[0])})", c.CALL, Type(name))
        if self.is_record(name):
            pieces = [
                f"...{self.expression(part.value).at(c.ASSIGN)}" if part.arg is None
                else f"{c.key(part.arg)}:{self.expression(part.value).at(c.ASSIGN)}"
                for part in node.keywords
            ]  # fmt: skip
            return Code(f"new {variable(name)}({{{','.join(pieces)}}})", c.CALL, Type(name))
        _, function = self._constructor(name)
        inside = self.arguments(node, function, skip=1)
        return Code(f"new {variable(name)}({inside})" if inside else f"new {variable(name)}", c.CALL, Type(name))

    def array_inside(self, node: ast.expr) -> str:
        """A list's items as arguments."""
        value = self.expression(node)
        is_written = value.level == c.ATOM and value.text.startswith("[")
        return value.text[1:-1] if is_written else f"...{value.at(c.ASSIGN)}"

    def call_above(self, node: ast.Call, method: str) -> Code:
        base = self.modules.classes[self.scope.owner].base
        if method == "__init__":
            return Code(f"super({self.arguments(node, None)})", c.CALL)
        found = self.modules.method(base, method)
        if found is None:
            raise self.refuse(node, "no such method above")
        self.use("method", method, found[0].name)
        inside = self.arguments(node, found[1], skip=1)
        return Code(f"super.{attribute(method)}({inside})", c.CALL, self.modules.result(found[1], self.scope.owner))

    def call_of_method(self, node: ast.Call, func: ast.Attribute) -> Code:
        match func:
            case ast.Attribute(value=ast.Name(id=name), attr=method) if (
                (name in self.modules.imported or name == "dict")
                and name not in self.scope.types
                and name not in self.modules.classes
            ):
                return self.call_of_type(node, name, method)
            case _:
                pass
        base = self.expression(func.value)
        kind, name = base.type.known, func.attr
        if kind.name in self.modules.classes:
            found = self.modules.method(kind.name, name)
            if found is None:
                type = self.field_type(kind.name, name, node)
                text = f"{base.at(c.CALL)}.{self.shown(kind.name, name)}({self.arguments(node, None)})"
                return Code(text, c.CALL, type.args[0] if type.name == "func" else ANY)
            self.use("method", name, kind.name)
            if self.modules.classes[kind.name].kind == "namedtuple":
                raise self.refuse(node, "a method of a tuple")
            inside = self.arguments(node, found[1], skip=1)
            result = self.modules.result(found[1], kind.name)
            return Code(f"{base.at(c.CALL)}.{attribute(name)}({inside})", c.CALL, result)
        if kind.name in _TIMES:
            return self.method_of_time(base, name, node)
        if kind.name == "regex" and name == "fullmatch":
            inside = self.arguments(node, None)
            return Code(f"{base.at(c.CALL)}.exec({inside})", c.CALL, union((Type("match", (STR,)), NONE)))
        if kind.name == "set":
            return self.method_of_set(node, base, name)
        if kind.name in ("list", "tuple") or (kind == ANY and name in ("append", "extend", "insert", "index")):
            return self.method_of_list(node, base, name)
        if kind.name == "dict" or (kind == ANY and name in ("get", "items", "keys", "values", "setdefault", "update")):
            return self.method_of_dictionary(node, base, name)
        if kind in (STR, ANY):
            return self.method_of_text(base, name, node)
        raise self.refuse(node, f"a {kind.name} asked for what is not in the subset")

    # ---------- lists, sets, dictionaries

    def method_of_list(self, node: ast.Call, base: Code, name: str) -> Code:
        whole = base.at(c.CALL)
        element = base.type.known.element
        self.no_keywords(node)
        match name, node.args:
            case "append", [one]:
                return Code(f"{whole}.push({self.expression(one, element).at(c.ASSIGN)})", c.CALL, NONE)
            case "extend", [one]:
                return Code(f"{whole}.push(...{self.spread(one)})", c.CALL, NONE)
            case "insert", [ast.Constant(value=0), one]:
                return Code(f"{whole}.unshift({self.expression(one).at(c.ASSIGN)})", c.CALL, NONE)
            case "pop", []:
                return Code(f"{whole}.pop()", c.CALL, element)
            case "pop", [one]:
                return Code(f"{whole}.splice({self.expression(one).at(c.ASSIGN)},1)[0]", c.CALL, element)
            case "index", [one]:
                return Code(f"{whole}.indexOf({self.expression(one).at(c.ASSIGN)})", c.CALL, INT)
            case _:
                raise self.refuse(node, "a list asked for what is not in the subset")

    def method_of_set(self, node: ast.Call, base: Code, name: str) -> Code:
        self.no_keywords(node)
        match name, node.args:
            case "add", [one]:
                return Code(f"{base.at(c.CALL)}.add({self.expression(one).at(c.ASSIGN)})", c.CALL, NONE)
            case "update", [one]:
                each = variable("_part")
                text = f"{self.as_array(self.expression(one))}.forEach({each}=>{base.at(c.CALL)}.add({each}))"
                return Code(text, c.CALL, NONE)
            case _:
                raise self.refuse(node, "a set asked for what is not in the subset")

    def method_of_dictionary(self, node: ast.Call, base: Code, name: str) -> Code:
        kind = base.type.known
        keys, values = kind.args if kind.name == "dict" else (STR, ANY)
        is_map, whole = self.is_map(kind), base.at(c.CALL)
        if name != "update":
            self.no_keywords(node)
        match name, node.args:
            case "get", [one, *rest]:
                return self.got(node, base, one, rest)
            case "items" | "keys" | "values", []:
                type = {"items": Type("tuple", (keys, values)), "keys": keys, "values": values}[name]
                if is_map:
                    text = whole if name == "items" else f"{whole}.{name}()"
                    return Code(f"[...{text}]", c.ATOM, list_of(type))
                own = "entries" if name == "items" else name
                return Code(f"Object.{own}({base.at(c.ASSIGN)})", c.CALL, list_of(type))
            case "setdefault", [one, value]:
                key, inner = self.expression(one), self.expression(value, values)
                if is_map:
                    text = self.call("setdefault", base.at(c.ASSIGN), key.at(c.ASSIGN), inner.at(c.ASSIGN))
                    return Code(text, c.CALL, values)
                return Code(f"{whole}[{key.text}]??={inner.at(c.ASSIGN)}", c.ASSIGN, values)
            case "update", parts if not is_map:
                pieces = [self.expression(one).at(c.ASSIGN) for one in parts]
                named = [f"{c.key(one.arg or '')}:{self.expression(one.value).at(c.ASSIGN)}" for one in node.keywords]
                pieces += ["{" + ",".join(named) + "}"] if named else []
                return Code(f"Object.assign({base.at(c.ASSIGN)},{','.join(pieces)})", c.CALL, NONE)
            case "pop", [ast.Constant(value=str(key)), ast.Constant(value=None)]:
                return Code(f"delete {c.member(whole, key)}", c.UNARY, NONE)
            case _:
                raise self.refuse(node, "a dictionary asked for what is not in the subset")

    def got(self, node: ast.Call, base: Code, one: ast.expr, rest: list[ast.expr]) -> Code:
        kind = base.type.known
        values = kind.args[1] if kind.name == "dict" else ANY
        if values == ANY and isinstance(one, ast.Constant) and isinstance(one.value, str):
            values = FIELDS.get(one.value, ANY)
        key = self.expression(one)
        fallback = self.expression(rest[0], values) if rest else constant(None)
        type = union((values, fallback.type)) if values != ANY else ANY
        if self.is_map(kind):
            return Code(f"{base.at(c.CALL)}.get({key.at(c.ASSIGN)})??{fallback.at(c.EQUAL)}", c.NULLISH, type)
        inside = [base.at(c.ASSIGN), key.at(c.ASSIGN), *([fallback.at(c.ASSIGN)] if rest else [])]
        if rest and fallback.constant == (None,):
            inside.pop()
        return Code(self.call("get", *inside), c.CALL, type)

    # ---------- Python's own

    def call_of_type(self, node: ast.Call, name: str, method: str) -> Code:
        if (name, method) == ("datetime", "now"):
            return Code("Date.now()*1e3", c.PRODUCT, DATETIME)
        self.no_keywords(node)
        if (name, method) == ("re", "compile"):
            return self.pattern(node)
        inside = [self.expression(one).at(c.ASSIGN) for one in node.args]
        match name, method, inside:
            case "date", "fromordinal", [one]:
                value = self.expression(node.args[0])
                return Code(value.text, value.level, DATE)
            case "date", "fromisoformat", [one]:
                return Code(self.call("readDay", one), c.CALL, DATE)
            case "time", "fromisoformat", [one]:
                return Code(self.call("readTime", one), c.CALL, TIME)
            case "datetime", "fromisoformat", [one]:
                return Code(self.call("readMoment", one), c.CALL, DATETIME)
            case "datetime", "combine", [day, at]:
                text = self.call("midnight", day) if at == "0" else self.call("combined", day, at)
                return Code(text, c.CALL, DATETIME)
            case "dict", "fromkeys", [_]:
                value = self.expression(node.args[0])
                return Code(f"[...new Set({self.iterated(value)})]", c.ATOM, list_of(value.type.known.element))
            case _:
                raise self.refuse(node, "not in the subset")

    def pattern(self, node: ast.Call) -> Code:
        """A pattern for whole texts; without `re.ASCII` it would mean other letters in Python."""
        match node.args:
            case [ast.Constant(value=str(text)), ast.Attribute(attr="ASCII")] if "/" not in text:
                return Code(f"/^(?:{text})$/", c.ATOM, Type("regex"))
            case _:
                raise self.refuse(node, "a pattern that is not said to be of ASCII letters")

    def call_of_python(self, node: ast.Call, name: str) -> Code:
        args = node.args
        self.no_keywords(node, *_KEYWORDS.get(name, ()))
        match name:
            case "len":
                return self.length(args[0])
            case "range":
                inside = ",".join(self.expression(one).at(c.ASSIGN) for one in args)
                return Code(self.call("range", *([] if len(args) > 1 else ["0"]), inside), c.CALL, list_of(INT))
            case "isinstance":
                return self.of_type(args[0], args[1], node)
            case "any" | "all":
                return self.quantified(args[0], is_any=name == "any")
            case "next":
                return self.first_of(node)
            case "sorted":
                return self.sorted_of(node)
            case "min" | "max":
                return self.extreme(node, name)
            case "sum":
                return self.summed(args[0])
            case "bool":
                inner = self.test(args[0])
                return inner if inner.constant or inner.type == BOOL else Code(f"!!{inner.at(c.UNARY)}", c.UNARY, BOOL)
            case "int":
                inner = self.expression(args[0])
                return (
                    Code(inner.text, inner.level, INT)
                    if inner.type == INT
                    else Code(f"+{inner.at(c.UNARY)}", c.UNARY, INT)
                )
            case "abs":
                return Code(f"Math.abs({self.expression(args[0]).at(c.ASSIGN)})", c.CALL, INT)
            case "id":
                inner = self.expression(args[0])
                return Code(inner.text, inner.level, INT)
            case "str":
                inner = self.expression(args[0])
                if inner.type == STR:
                    return inner
                return Code(self.call("str", inner.at(c.ASSIGN)), c.CALL, STR)
            case "chr":
                return Code(f"String.fromCharCode({self.expression(args[0]).at(c.ASSIGN)})", c.CALL, STR)
            case "divmod":
                one, other = (self.expression(part) for part in args)
                return Code(
                    self.call("divmod", one.at(c.ASSIGN), other.at(c.ASSIGN)), c.CALL, Type("tuple", (INT, INT))
                )
            case "time" if not args:
                return constant(0, TIME)
            case "time" if len(args) == 1 and isinstance(args[0], ast.Constant):
                return constant(args[0].value * 36 * 10**8, TIME)  # type: ignore[operator]
            case "timedelta":
                return self.length_of_time(node)
            case "datetime":
                if [ast.unparse(one) for one in args] != ["1970", "1", "1"]:
                    raise self.refuse(node, "a time made of its parts")
                return constant(0, DATETIME)
            case "date":
                inside = ",".join(self.expression(one).at(c.ASSIGN) for one in args)
                return Code(self.call("day", inside), c.CALL, DATE)
            case "list" | "tuple" | "frozenset" | "set" | "dict" | "iter" | "enumerate" | "zip" | "map" | "reversed":
                return self.collection(node, name)
            case _ if name in ERRORS:
                self.use("helper", name)
                inside = ",".join(self.expression(one).at(c.ASSIGN) for one in args)
                return Code(f"new {variable('$' + name)}({inside})", c.CALL, Type("exception"))
            case _ if name in self.modules.imported:
                return self.imported(node, name)
            case _:
                raise self.refuse(node, "a function that is not in the subset")

    def imported(self, node: ast.Call, name: str) -> Code:
        """Functions of the standard library."""
        values = [self.expression(one) for one in node.args]
        inside = [one.at(c.ASSIGN) for one in values]
        match name:
            case "bisect_left" | "bisect_right":
                return Code(self.call(name, *inside), c.CALL, INT)
            case "monthrange":
                return Code(self.call("monthrange", *inside), c.CALL, Type("tuple", (INT, INT)))
            case "accumulate":
                inside = [self.as_array(values[0])]
                initial = [self.expression(one.value).at(c.ASSIGN) for one in node.keywords]
                return Code(self.call("accumulate", *inside, *initial), c.CALL, list_of(INT))
            case "pairwise":
                element = values[0].type.known.element
                return Code(self.call("pairwise", *inside), c.CALL, list_of(Type("tuple", (element, element))))
            case "takewhile":
                element = values[1].type.known.element
                assert isinstance(node.args[0], ast.Lambda)
                arrow = self.arrow(node.args[0], [element]).at(c.ASSIGN)
                return Code(self.call("takewhile", arrow, inside[1]), c.CALL, list_of(element))
            case _:
                raise self.refuse(node, "a function that is not in the subset")

    def length(self, node: ast.expr) -> Code:
        value = self.expression(node)
        kind = value.type.known
        if kind.name in ("list", "tuple"):
            return Code(f"{value.at(c.CALL)}.length", c.CALL, INT)
        if kind.name == "set" or self.is_map(kind):
            return Code(f"{value.at(c.CALL)}.size", c.CALL, INT)
        if kind.name in ("str", "any"):
            return Code(f"[...{value.at(c.ASSIGN)}].length", c.CALL, INT)
        raise self.refuse(node, f"the length of a {kind.name}")

    def of_type(self, value: ast.expr, type: ast.expr, node: ast.expr) -> Code:
        inner = self.expression(value)
        match ast.unparse(type):
            case "str" | "bool" | "datetime" as name:
                if not any(one.name in (name, "any") for one in inner.type.members) and name != "datetime":
                    return constant(False)
                if inner.type.name == name:
                    return constant(True)
                own = {"str": "string", "bool": "boolean", "datetime": "number"}[name]
                return Code(f'typeof {inner.at(c.UNARY)}=="{own}"', c.EQUAL, BOOL)
            case "list | tuple" | "list":
                return Code(f"Array.isArray({inner.at(c.ASSIGN)})", c.CALL, BOOL)
            case "Mapping" | "dict":
                return Code(self.call("isRecord", inner.at(c.ASSIGN)), c.CALL, BOOL)
            case name if name in self.modules.classes:
                self.use("class", name)
                return Code(f"{inner.at(c.ORDER)} instanceof {variable(name)}", c.ORDER, BOOL)
            case _:
                raise self.refuse(node, "a type that is not in the subset")

    def length_of_time(self, node: ast.Call) -> Code:
        (keyword,) = node.keywords
        value, each = self.expression(keyword.value), _UNITS[keyword.arg or ""]
        if value.constant is not None and isinstance(value.constant[0], int):
            return constant(value.constant[0] * each, TIMEDELTA)
        if each == 1:
            return Code(value.text, value.level, TIMEDELTA)
        return Code(f"{value.at(c.PRODUCT)}*{c.number(each)}", c.PRODUCT, TIMEDELTA)

    def collection(self, node: ast.Call, name: str) -> Code:
        if not node.args:
            return Code("new Set" if name in ("set", "frozenset") else "[]", c.CALL, ANY)
        values = [self.expression(one) for one in node.args]
        value = values[0]
        type = value.type.known.element
        if name in ("list", "tuple", "enumerate", "reversed") and value.constant is not None and not value.constant[0]:
            return constant([])
        match name:
            case "list" | "tuple":
                is_new = value.text.startswith("[") or isinstance(node.args[0], ast.GeneratorExp)
                if is_new or (
                    isinstance(node.args[0], ast.Call) and value.type.known.name == "list" and name == "tuple"
                ):
                    return Code(value.text, value.level, list_of(type))
                return Code(f"[...{self.iterated(value)}]", c.ATOM, list_of(type))
            case "set" | "frozenset":
                return Code(f"new Set({self.iterated(value)})", c.CALL, Type("set", (type,)))
            case "dict":
                return Code(f"{{...{value.at(c.ASSIGN)}}}", c.ATOM, value.type.known)
            case "iter":
                return Code(f"{self.as_array(value)}.values()", c.CALL, Type("iter", (type,)))
            case "enumerate":
                start = values[1].at(c.ASSIGN) if len(values) > 1 else "0"
                i, one = variable("_i"), variable("_part")
                shown = i if start == "0" else f"{i}+{start}"
                return Code(
                    f"{self.as_array(value)}.map(({one},{i})=>[{shown},{one}])",
                    c.CALL,
                    list_of(Type("tuple", (INT, type))),
                )
            case "zip":
                types = tuple(one.type.known.element for one in values)
                inside = [self.as_array(one) for one in values]
                return Code(self.call("zip", *inside), c.CALL, list_of(Type("tuple", types)))
            case "reversed":
                return Code(f"[...{self.iterated(value)}].reverse()", c.CALL, list_of(type))
            case _:
                raise self.refuse(node, "not in the subset")
