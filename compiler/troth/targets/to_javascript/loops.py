"""Comprehensions, and the functions of Python that go over one: any, all, next, sum, min, max, sorted and others."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager

from troth.targets.to_javascript import code as c
from troth.targets.to_javascript.attributes import Attributes
from troth.targets.to_javascript.code import Code, constant, variable
from troth.targets.to_javascript.shapes import ANY, BOOL, INT, Type, list_of, union

Comprehension = ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp


class Loops(Attributes):
    """Comprehensions as chains of `filter`, `map` and `flatMap`."""

    # ---------- targets

    def target(self, node: ast.expr, type: Type) -> str:
        """A name, or several in a pattern, which are learnt."""
        match node:
            case ast.Name(id="_"):
                return variable("_")
            case ast.Name(id=name):
                self.learn(name, type)
                return variable(name)
            case ast.Tuple(elts=parts):
                stars = [isinstance(part, ast.Starred) for part in parts]
                if any(stars[:-1]):
                    raise self.refuse(node, "a star before the last")
                found: list[str] = []
                for index, part in enumerate(parts):
                    if isinstance(part, ast.Starred):
                        assert isinstance(part.value, ast.Name)
                        if part.value.id == "_":
                            continue
                        rest = (
                            Type("tuple", type.known.args[index:])
                            if type.known.name == "tuple"
                            else list_of(type.element)
                        )
                        self.learn(part.value.id, rest)
                        found.append(f"...{variable(part.value.id)}")
                    elif isinstance(part, ast.Name) and part.id == "_":
                        found.append("")
                    else:
                        found.append(self.target(part, _part(type, index)))
                while found and not found[-1]:
                    found.pop()
                return f"[{','.join(found)}]"
            case _:
                raise self.refuse(node, "a target that is not in the subset")

    @contextmanager
    def bound(self, node: ast.expr, type: Type) -> Iterator[str]:
        """The parameter of a function for one round, whose names are known within alone."""
        names = [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]
        types, constants = self.scope.types, self.scope.constants
        locals_ = set(self.scope.locals)
        self.scope.types = {name: one for name, one in types.items() if name not in names}
        self.scope.constants = {name: one for name, one in constants.items() if name not in names}
        try:
            text = self.target(node, type)
            yield f"({text})" if text.startswith("[") else text
        finally:
            self.scope.types, self.scope.constants, self.scope.locals = types, constants, locals_

    # ---------- comprehensions

    def comprehension(self, node: Comprehension) -> Code:
        if isinstance(node, ast.DictComp):
            return self.dictionary_of(node)
        chained, type = self.chained(node.generators, node.elt)
        if chained == "[]":
            return constant([])
        if isinstance(node, ast.SetComp):
            return Code(f"new Set({chained})", c.CALL, Type("set", (type,)))
        return Code(chained, c.CALL, list_of(type))

    def chained(self, generators: list[ast.comprehension], element: ast.expr) -> tuple[str, Type]:
        first, *more = generators
        source = self.expression(first.iter)
        if source.constant is not None and not source.constant[0]:
            return "[]", ANY
        text, type = self.as_array(source), source.type.known.element
        if first.ifs:
            with self.bound(first.target, type) as name:
                text += f".filter({name}=>{self.conditions(first.ifs)})"
        with self.bound(first.target, type) as name:
            if more:
                inner, found = self.chained(more, element)
                return f"{text}.flatMap({name}=>{inner})", found
            value = self.expression(element)
            if value.text == name and source.type.known.name in ("list", "tuple") and first.ifs:
                return text, value.type
            if value.text == name and text.startswith("[..."):
                return text, value.type
            return f"{text}.map({name}=>{_arrow(value)})", value.type

    def conditions(self, tests: list[ast.expr]) -> str:
        return self.chain([self.test(one) for one in tests], is_and=True, is_test=True).at(c.ASSIGN)

    def dictionary_of(self, node: ast.DictComp) -> Code:
        pair = ast.copy_location(ast.Tuple(elts=[node.key, node.value], ctx=ast.Load()), node)
        text, type = self.chained(node.generators, pair)
        keys, values = type.args if type.name == "tuple" else (ANY, ANY)
        found = Type("dict", (keys, values))
        if keys.is_all(("tuple",)):
            raise self.refuse(node, "a dictionary of tuples")
        if self.is_map(found):
            return Code(f"new Map({text})", c.CALL, found)
        return Code(f"Object.fromEntries({text})", c.CALL, found)

    # ---------- functions that go over one

    def is_generator(self, node: ast.expr) -> bool:
        return isinstance(node, ast.GeneratorExp | ast.ListComp)

    def quantified(self, node: ast.expr, *, is_any: bool) -> Code:
        """`any(…)` and `all(…)` stop where they know it."""
        if not isinstance(node, ast.GeneratorExp):
            raise self.refuse(node, "any or all of what is no generator")
        return self._quantified(node.generators, node.elt, is_any=is_any)

    def _quantified(self, generators: list[ast.comprehension], element: ast.expr, *, is_any: bool) -> Code:
        first, *more = generators
        source = self.expression(first.iter)
        if source.constant is not None and not source.constant[0]:
            return constant(not is_any)
        with self.bound(first.target, source.type.known.element) as name:
            inner = self._quantified(more, element, is_any=is_any) if more else self.test(element)
            tests = [self.test(one) for one in first.ifs]
            if not is_any and tests:
                tests = [self.negated(self.chain(tests, is_and=True, is_test=True))]
            said = self.chain([*tests, inner], is_and=is_any, is_test=True)
        if said.constant is not None and bool(said.constant[0]) is not is_any:
            return constant(not is_any)
        way = "some" if is_any else "every"
        return Code(f"{self.as_array(source)}.{way}({name}=>{said.at(c.ASSIGN)})", c.CALL, BOOL)

    def first_of(self, node: ast.Call) -> Code:
        """`next(generator, default)`; of an iterator, which goes on where it stopped."""
        match node.args:
            case [ast.GeneratorExp(generators=[one], elt=element), *rest]:
                pass
            case _:
                raise self.refuse(node, "next of what is no generator over one thing")
        source = self.expression(one.iter)
        fallback = self.expression(rest[0]) if rest else None
        if source.constant is not None and not source.constant[0] and fallback is not None:
            return fallback
        with self.bound(one.target, source.type.known.element) as name:
            value = self.expression(element)
            test = self.conditions(one.ifs) if one.ifs else "!0"
        if ast.unparse(element) == ast.unparse(one.target) and not one.ifs:
            text = f"{self.as_array(source)}[0]"
        elif source.type.known.name == "iter":
            if ast.unparse(element) != ast.unparse(one.target):
                raise self.refuse(node, "next of a changed part of an iterator")
            text = self.call("find", source.at(c.ASSIGN), f"{name}=>{test}")
        elif ast.unparse(element) == ast.unparse(one.target):
            text = f"{self.as_array(source)}.find({name}=>{test})"
        else:
            filtered = f".filter({name}=>{test})" if one.ifs else ""
            text = f"{self.as_array(source)}{filtered}.map({name}=>{_arrow(value)})[0]"
        if fallback is None:
            return Code(text, c.CALL, value.type)
        return Code(f"{text}??{fallback.at(c.EQUAL)}", c.NULLISH, union((value.type, fallback.type)))

    def sorted_of(self, node: ast.Call) -> Code:
        value = self.expression(node.args[0])
        if value.constant is not None and not value.constant[0]:
            return constant([])
        key = self.key_of(node, value.type.known.element)
        source = value.at(c.ASSIGN) if value.type.known.name in ("list", "tuple", "set") else self.iterated(value)
        return Code(self.call("sorted", source, *key), c.CALL, list_of(value.type.known.element))

    def key_of(self, node: ast.Call, type: Type) -> list[str]:
        for keyword in node.keywords:
            if keyword.arg == "key":
                assert isinstance(keyword.value, ast.Lambda)
                return [self.arrow(keyword.value, [type]).at(c.ASSIGN)]
        return []

    def extreme(self, node: ast.Call, name: str) -> Code:
        """`min` and `max`: of several numbers, or of what one thing gives."""
        if len(node.args) > 1:
            values = [self.expression(one) for one in node.args]
            if not all(
                one.type.is_all(("int", "bool", "any")) or isinstance(a, ast.Starred)
                for one, a in zip(values, node.args, strict=True)
            ):
                raise self.refuse(node, "the least or most of what are no numbers")
            return Code(f"Math.{name}({','.join(one.at(c.ASSIGN) for one in values)})", c.CALL, INT)
        value = self.expression(node.args[0])
        type = value.type.known.element
        key = self.key_of(node, type)
        fallback = [self.expression(one.value) for one in node.keywords if one.arg == "default"]
        source = self.call(
            "sorted",
            value.at(c.ASSIGN) if value.type.known.name in ("list", "tuple", "set") else self.iterated(value),
            *key,
        )
        text = f"{source}[0]" if name == "min" else self.call("last", value.at(c.ASSIGN), *key)
        if fallback:
            return Code(f"{text}??{fallback[0].at(c.EQUAL)}", c.NULLISH, union((type, fallback[0].type)))
        return Code(text, c.CALL, type)

    def summed(self, node: ast.expr) -> Code:
        value = self.expression(node)
        if value.constant is not None and not value.constant[0]:
            return constant(0)
        return Code(
            f"{self.as_array(value)}.reduce(({variable('_a')},{variable('_b')})=>{variable('_a')}+{variable('_b')},0)",
            c.CALL,
            INT,
        )

    def arrow(self, node: ast.Lambda, types: list[Type]) -> Code:
        """`lambda` with the types of what it is given."""
        names = [one.arg for one in node.args.args]
        holder = ast.Tuple(elts=[ast.Name(id=name, ctx=ast.Store()) for name in names], ctx=ast.Store())
        known = Type("tuple", tuple(types)) if len(types) == len(names) else ANY
        with self.bound(holder, known):
            body = self.expression(node.body)
        head = variable(names[0]) if len(names) == 1 else f"({','.join(variable(name) for name in names)})"
        return Code(f"{head}=>{_arrow(body)}", c.ASSIGN, Type("func", (body.type,)))

    def function_of(self, node: ast.Lambda) -> Code:
        return self.arrow(node, [])


def _part(type: Type, index: int) -> Type:
    known = type.known
    if known.name == "tuple":
        return known.args[index] if index < len(known.args) else ANY
    return known.element


def _arrow(value: Code) -> str:
    """The body of an arrow function: an object in parentheses."""
    text = value.at(c.ASSIGN)
    return f"({text})" if text.startswith("{") else text
