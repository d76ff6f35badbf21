"""Statements: assignments, branches, loops, what is raised and caught; and functions within functions."""

from __future__ import annotations

import ast
import re
from functools import cache

from troth.targets.to_javascript import code as c
from troth.targets.to_javascript.calls import ERRORS, Calls
from troth.targets.to_javascript.code import Code, variable
from troth.targets.to_javascript.scope import Scope
from troth.targets.to_javascript.shapes import ANY, NotInSubset, Type

_ROUNDS = 4
"""How often a function is looked at until the types of its names stay: a loop may use what it sets further down."""


class Statements(Calls):
    """Blocks of statements; a name is declared once, at the top of its function."""

    def block(self, body: list[ast.stmt]) -> str:
        """Statements one after the other, up to the first after which nothing comes."""
        found = ""
        for node in body:
            try:
                text = self.statement(node)
            except NotInSubset:
                if self._is_looking:
                    continue
                raise
            found += text
            if text.endswith("\ue004;"):
                break
        return found.replace("\ue004", "")

    _is_looking = False

    def statement(self, node: ast.stmt) -> str:
        match node:
            case ast.Expr(value=ast.Constant()) | ast.Pass() | ast.Assert():
                return ""
            case ast.Expr(value=ast.Yield(value=ast.expr() as value)):
                return f"yield {self.expression(value).at(c.ASSIGN)};"
            case ast.Expr(value=ast.YieldFrom(value=value)):
                return f"yield*{self.iterated(self.expression(value))};"
            case ast.Expr(value=value):
                inner = self.expression(value)
                return f"({inner.text});" if inner.text.startswith("{") else f"{inner.text};"
            case ast.Assign(targets=targets, value=value):
                return self.assigned(targets, value)
            case ast.AnnAssign(target=target, annotation=annotation, value=ast.expr() as value):
                type = self.modules.read(annotation, self.scope.owner)
                return self.assigned([target], value, type)
            case ast.AugAssign():
                return self.changed(node)
            case ast.If():
                return self.branch(node)
            case ast.For(orelse=[]):
                return self.loop(node)
            case ast.While(test=test, body=body, orelse=[]):
                return f"while({self.test(test).text}){self.braced(body)}"
            case ast.Return(value=None):
                return "return\ue004;"
            case ast.Return(value=ast.expr() as value):
                text = self.expression(value, self.result).text
                return f"return{'' if text[0] in '[({!-`' or text[0] == chr(34) else ' '}{text}\ue004;"
            case ast.Break():
                return "break\ue004;"
            case ast.Continue():
                return "continue\ue004;"
            case ast.Raise(exc=ast.expr() as exc):
                return f"throw {self.raised(exc)}\ue004;"
            case ast.Try(handlers=handlers, orelse=[], finalbody=[]):
                return self.attempt(node.body, handlers)
            case ast.Match():
                return self.matched(node)
            case ast.FunctionDef():
                return self.inner_function(node)
            case _:
                raise self.refuse(node, "a statement that is not in the subset")

    result: Type = ANY

    def braced(self, body: list[ast.stmt]) -> str:
        text = self.block(body)
        simple = text.count(";") == 1 and text.endswith(";") and "{" not in text
        return (
            text if simple and not text.startswith(("if", "for", "while", "try")) else f"{{{text.removesuffix(';')}}}"
        )

    # ---------- assignments

    def assigned(self, targets: list[ast.expr], value: ast.expr, type: Type | None = None) -> str:
        if len(targets) > 1:
            inner = self.expression(value)
            parts = [self.store(target, inner.type) for target in targets]
            return f"{'='.join(parts)}={inner.at(c.ASSIGN)};"
        (target,) = targets
        wanted = type
        if wanted is None and isinstance(target, ast.Name):
            wanted = self.scope.types.get(target.id)
        inner = self.expression(value, wanted or ANY)
        if isinstance(target, ast.Name) and self.is_constant(target.id, inner):
            self.scope.constants[target.id] = inner
            return ""
        if isinstance(target, ast.Subscript) and self.is_map(self.expression(target.value).type.known):
            base, key = self.expression(target.value), self.expression(target.slice)
            return f"{base.at(c.CALL)}.set({key.at(c.ASSIGN)},{inner.at(c.ASSIGN)});"
        if (
            isinstance(target, ast.Tuple)
            and isinstance(value, ast.Tuple)
            and not any(isinstance(one, ast.Starred) for one in (*target.elts, *value.elts))
            and self.is_apart(target, value)
        ):
            return "".join(self.assigned([one], part) for one, part in zip(target.elts, value.elts, strict=True))
        text = self.store(target, type or inner.type)
        return f"{text}={inner.at(c.ASSIGN)};"

    def is_apart(self, target: ast.Tuple, value: ast.Tuple) -> bool:
        """May the parts be set one after the other: does none use what another sets?"""
        stored = [ast.unparse(one) for one in target.elts]
        used = {
            ast.unparse(one)
            for part in value.elts
            for one in ast.walk(part)
            if isinstance(one, ast.Name | ast.Attribute)
        }
        return not used & set(stored) and all(isinstance(one, ast.Name | ast.Attribute) for one in target.elts)

    def is_constant(self, name: str, value: Code) -> bool:
        """Is a name set once, to what is known? Then it stands for that."""
        if value.constant is None or isinstance(value.constant[0], list | dict | tuple):
            return False
        return self._times_set.get(name) == 1

    _times_set: dict[str, int] = {}  # noqa: RUF012

    def store(self, target: ast.expr, type: Type) -> str:
        match target:
            case ast.Name(id=name):
                self.learn(name, type)
                self.scope.declared[name] = None
                return variable(name)
            case ast.Attribute(value=ast.Name(id="self"), attr=name):
                owner = self.scope.owner
                if (owner, name) not in self._attributes or self._attributes[owner, name] == ANY:
                    self._attributes[owner, name] = type
                return f"this.{self.shown(owner, name)}"
            case ast.Attribute():
                return self.attribute(target).text
            case ast.Tuple(elts=parts):
                if any(isinstance(one, ast.Attribute | ast.Subscript) for one in parts):
                    inner = [self.store(one, _of(type, index)) for index, one in enumerate(parts)]
                    return f"[{','.join(inner)}]"
                text = self.target(target, type)
                names = [one.id for one in ast.walk(target) if isinstance(one, ast.Name) and one.id != "_"]
                self.scope.declared.update(dict.fromkeys(names))
                return text
            case ast.Subscript(value=base, slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1))):
                own = self.expression(base)
                return f"{own.at(c.CALL)}[{own.at(c.CALL)}.length-1]"
            case ast.Subscript(value=base, slice=ast.Slice()):
                raise self.refuse(base, "a part of a list is set")
            case ast.Subscript():
                return self.subscript(target).text
            case _:
                raise self.refuse(target, "a target that is not in the subset")

    def changed(self, node: ast.AugAssign) -> str:
        """`a += b`: a list goes on, a dictionary takes what the other has."""
        base = self.expression(node.target)
        value = self.expression(node.value)
        kind = base.type.known
        if isinstance(node.op, ast.Add) and kind.name == "list":
            return f"{base.at(c.CALL)}.push(...{self.iterated(value)});"
        if isinstance(node.op, ast.BitOr) and kind.name == "dict":
            return f"Object.assign({base.at(c.ASSIGN)},{value.at(c.ASSIGN)});"
        if kind.name not in ("int", "str", "bool", "date", "any") or (kind == ANY and value.type == ANY):
            raise self.refuse(node.target, f"a {kind.name} is changed")
        if isinstance(node.op, ast.Add | ast.Sub | ast.Mult):
            sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}[type(node.op)]
            return f"{base.text}{sign}={value.at(c.ASSIGN)};"
        whole = self.operated(base, node.op, value, node.target)
        return f"{base.text}={whole.at(c.ASSIGN)};"

    # ---------- branches and loops

    def branch(self, node: ast.If) -> str:
        test = self.test(node.test)
        if test.constant is not None:
            return self.plain_block(node.body if test.constant[0] else node.orelse)
        yes = self.braced(node.body)
        if not node.orelse:
            return f"if({test.text}){yes}" if yes != "{}" else ("" if self.is_plain(test) else f"{test.text};")
        no = self.braced(node.orelse)
        if no == "{}":
            return f"if({test.text}){yes}"
        if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If) and no.startswith("{if"):
            no = no[1:-1] + ("" if no.endswith("}}") else ";")
        ending = yes if yes.endswith((";", "}")) else f"{yes};"
        return f"if({test.text}){ending}else{'' if no.startswith('{') else ' '}{no}"

    def plain_block(self, body: list[ast.stmt]) -> str:
        """What is done in any case; after it nothing is, where it ends the function or the round."""
        text = self.block(body)
        ends = body and isinstance(body[-1], ast.Return | ast.Raise | ast.Continue | ast.Break)
        return f"{text.removesuffix(';')}\ue004;" if ends and text.endswith(";") else text

    def loop(self, node: ast.For) -> str:
        source = self.expression(node.iter)
        if source.constant is not None and not source.constant[0]:
            return ""
        over = self.iterated(source)
        text = self.target(node.target, source.type.known.element)
        names = [one.id for one in ast.walk(node.target) if isinstance(one, ast.Name) and one.id != "_"]
        if not names:
            self.scope.declared["_"] = None
        self.scope.declared.update(dict.fromkeys(names))
        return f"for({text} of {over}){self.braced(node.body)}"

    def matched(self, node: ast.Match) -> str:
        if not isinstance(node.subject, ast.Name | ast.Subscript):
            raise self.refuse(node.subject, "what is matched is a name or an item")
        found = ""
        for case in node.cases:
            values = [one for one in ast.walk(case.pattern) if isinstance(one, ast.MatchValue)]
            body = self.block(case.body)
            shown = f"{{{body.removesuffix(';')}}}"
            if case.guard is not None or any(
                not isinstance(one, ast.MatchValue | ast.MatchOr | ast.MatchAs | ast.expr | ast.expr_context)
                for one in ast.walk(case.pattern)
            ):
                raise self.refuse(node.subject, "a pattern that is not in the subset")
            if not values:
                return found + (f"else{shown}" if found else body)
            tests = [
                self.test(ast.copy_location(ast.Compare(node.subject, [ast.Eq()], [one.value]), one)) for one in values
            ]
            test = self.chain(tests, is_and=False, is_test=True)
            if test.constant is not None and not test.constant[0]:
                continue
            found += f"{'else ' if found else ''}if({test.text}){shown}"
        return found

    # ---------- what is raised

    def raised(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name) and node.id in (*self.modules.classes, *ERRORS):
            node = ast.copy_location(ast.Call(func=node, args=[], keywords=[]), node)
        return self.expression(node).at(c.ASSIGN)

    def attempt(self, body: list[ast.stmt], handlers: list[ast.ExceptHandler]) -> str:
        own = variable("_error")
        found = ""
        for handler in handlers:
            assert handler.type is not None, "no handler without a class"
            types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
            tests = []
            for one in types:
                assert isinstance(one, ast.Name)
                if one.id in self.modules.classes:
                    self.use("class", one.id)
                    tests.append(f"{own} instanceof {variable(one.id)}")
                else:
                    self.use("helper", one.id)
                    tests.append(f"{own} instanceof {variable('$' + one.id)}")
            name = ""
            if handler.name is not None:
                (one,) = types
                assert isinstance(one, ast.Name)
                self.scope.types[handler.name] = Type(one.id if one.id in self.modules.classes else "exception")
                self.scope.locals.add(handler.name)
                self.scope.declared[handler.name] = None
                name = f"{variable(handler.name)}={own};"
            inner = f"{{{(name + self.block(handler.body)).removesuffix(';')}}}"
            found += f"if({'||'.join(tests)}){inner}else "
        inside = self.block(body)
        return f"try{{{inside.removesuffix(';')}}}catch({own}){{{found}throw {own}}}"

    # ---------- functions

    def types_of(self, function: ast.FunctionDef, owner: str) -> Scope:
        """The scope of a function, once its names' types are known."""
        scope = self.place_of(function.name, owner)
        self.add_parameters(function, scope)
        before = self._is_looking, self._times_set, self.result
        self._is_looking, self._times_set = True, times_set(function)
        self.result = self.modules.result(function, owner)
        try:
            with self.aside(), self.within(scope):
                for _ in range(_ROUNDS):
                    known = dict(scope.types)
                    self.block(function.body)
                    if known == scope.types:
                        break
        finally:
            self._is_looking, self._times_set, self.result = before
        scope.constants = {}
        return scope

    def add_parameters(self, function: ast.FunctionDef, scope: Scope) -> None:
        arguments = function.args
        for one in (*arguments.args, *arguments.kwonlyargs):
            if one.arg != "self":
                scope.types[one.arg] = self.modules.read(one.annotation, scope.owner)
                scope.locals.add(one.arg)
                scope.parameters.add(one.arg)
        if arguments.vararg is not None:
            raise NotInSubset(f"{scope.file}:{function.lineno}", "a function of any number of arguments")
        if arguments.kwarg is not None:
            scope.types[arguments.kwarg.arg] = Type("dict", (Type("str"), ANY))
            scope.locals.add(arguments.kwarg.arg)
            scope.parameters.add(arguments.kwarg.arg)

    def parameters(self, function: ast.FunctionDef) -> str:
        arguments = function.args
        names = [one for one in arguments.args if one.arg != "self"]
        defaults = dict(zip([one.arg for one in reversed(names)], reversed(arguments.defaults), strict=False))
        defaults |= {
            one.arg: value for one, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if value
        }
        shown = []
        for one in (*names, *arguments.kwonlyargs):
            value = f"={self.expression(defaults[one.arg]).at(c.ASSIGN)}" if one.arg in defaults else ""
            shown.append(variable(one.arg) + value)
        if arguments.kwarg is not None:
            shown.append(variable(arguments.kwarg.arg) + "={}")
        return ",".join(shown)

    def body(self, function: ast.FunctionDef, owner: str) -> tuple[str, str]:
        """Parameters and body of a function."""
        scope = self.types_of(function, owner)
        before = self._times_set, self.result
        self._times_set, self.result = times_set(function), self.modules.result(function, owner)
        try:
            with self.within(scope):
                scope.declared.clear()
                parameters = self.parameters(function)
                text = self.block(function.body)
        finally:
            self._times_set, self.result = before
        declared = [name for name in scope.declared if name not in scope.parameters]
        return parameters, with_declared(declared, text).removesuffix(";")

    def inner_function(self, node: ast.FunctionDef) -> str:
        """A function within a function, which sees the names of the outer one."""
        if is_generator(node):
            raise self.refuse(node, "a generator within a function")
        self.scope.signatures[node.name] = node
        self.scope.locals.add(node.name)
        self.scope.declared[node.name] = None
        outer_declared, outer_parameters = dict(self.scope.declared), set(self.scope.parameters)
        outer_result, self.result = self.result, self.modules.result(node, self.scope.owner)
        self.scope.declared.clear()
        self.add_parameters(node, self.scope)
        own = self.scope.parameters - outer_parameters
        parameters = self.parameters(node)
        text = self.block(node.body)
        declared = [name for name in self.scope.declared if name not in own and name not in outer_declared]
        text = with_declared(declared, text)
        self.scope.declared.clear()
        self.scope.declared.update(outer_declared)
        self.scope.parameters = outer_parameters
        self.result = outer_result
        whole = f"({parameters})=>{{{text.removesuffix(';')}}}"
        return f"{variable(node.name)}={whole};"


_SET_FIRST = re.compile("\ue000([^\ue001$]+)\ue001=(?![=>])|\\[([^\\]=]*)\\]=")


def with_declared(names: list[str], text: str) -> str:
    """A body with its names declared, with their values as long as it only sets them one after the other."""
    left = dict.fromkeys(names)
    found: list[str] = []
    while match := _SET_FIRST.match(text):
        own = [match[1]] if match[1] else re.findall("\ue000([^\ue001]+)\ue001", match[2])
        end = _end_of_statement(text)
        if not own or not all(name in left for name in own) or end < 0:
            break
        if any(name in left and name not in own for name in re.findall("\ue000([^\ue001]+)\ue001", text[:end])):
            break
        found.append(text[:end])
        text = text[end + 1 :]
        for name in own:
            del left[name]
    found += [variable(name) for name in left]
    return f"let {','.join(found)};{text}" if found else text


def _end_of_statement(text: str) -> int:
    """Where the first statement ends; -1 where that is not plain to see."""
    quote: list[str] = []
    depth = index = 0
    while index < len(text):
        letter = text[index]
        if quote and quote[-1] != "}":
            if letter == "\\":
                index += 1
            elif letter == quote[-1]:
                quote.pop()
            elif letter == "$" and quote[-1] == "`" and text[index + 1 : index + 2] == "{":
                quote.append("}")
                index += 1
        elif letter in "\"'`":
            quote.append(letter)
        elif letter == "/" and text[index - 1] in "=(,":
            return -1
        elif quote and letter == "{":
            quote.append("}")
        elif quote and letter == "}":
            quote.pop()
        elif letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
        elif letter == ";" and not depth and not quote:
            return index
        index += 1
    return -1


@cache
def is_generator(function: ast.FunctionDef) -> bool:
    """Does a function yield, itself?"""
    inner = [part for one in function.body for part in ast.walk(one) if isinstance(part, ast.FunctionDef)]
    own = {id(part) for one in inner for part in ast.walk(one)}
    return any(isinstance(one, ast.Yield | ast.YieldFrom) and id(one) not in own for one in ast.walk(function))


@cache
def times_set(function: ast.FunctionDef) -> dict[str, int]:
    """How often each name is set in a function, a parameter once at its beginning."""
    found: dict[str, int] = {}
    names = [one.arg for one in (*function.args.args, *function.args.kwonlyargs)]
    names += [one.id for one in ast.walk(function) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)]
    names += [one.name for one in ast.walk(function) if isinstance(one, ast.ExceptHandler) and one.name]
    for name in names:
        found[name] = found.get(name, 0) + 1
    return found


def _of(type: Type, index: int) -> Type:
    known = type.known
    if known.name == "tuple" and index < len(known.args):
        return known.args[index]
    return known.element
