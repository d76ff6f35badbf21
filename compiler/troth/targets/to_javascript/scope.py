"""Where a translation stands: in which function of which class, and what is known of its names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from troth.targets.to_javascript.code import Code, variable
from troth.targets.to_javascript.facts import Facts
from troth.targets.to_javascript.modules import Modules
from troth.targets.to_javascript.shapes import ANY, NotInSubset, Type, union


@dataclass(frozen=True, slots=True)
class Used:
    """What a piece of code refers to: a `function`, `class`, `value`, `method` (of an owner), or `helper`."""

    kind: str
    name: str
    owner: str = ""


@dataclass(slots=True)
class Scope:
    """The names of a function: their types, those that are constants, and those to be declared."""

    function: str = ""
    owner: str = ""
    file: str = ""
    types: dict[str, Type] = field(default_factory=dict)
    constants: dict[str, Code] = field(default_factory=dict)
    declared: dict[str, None] = field(default_factory=dict)
    parameters: set[str] = field(default_factory=set)
    locals: set[str] = field(default_factory=set)
    signatures: dict[str, ast.FunctionDef] = field(default_factory=dict)


class Standing:
    """What every part of the translation has: the modules, the facts, what was used, and the scope it stands in."""

    def __init__(self, modules: Modules, facts: Facts) -> None:
        self.modules, self.facts = modules, facts
        self.used: dict[Used, None] = {}
        self.scope = Scope()
        self._value_types: dict[str, Type] = {}
        self._attributes: dict[tuple[str, str], Type] = {}

    def use(self, kind: str, name: str, owner: str = "") -> None:
        self.used[Used(kind, name, owner)] = None

    def call(self, name: str, *arguments: str) -> str:
        """A call of a function of the runtime."""
        self.use("helper", name)
        return f"{variable('$' + name)}({','.join(arguments)})"

    def refuse(self, node: ast.AST, message: str) -> NotInSubset:
        line = getattr(node, "lineno", 0)
        text = ast.unparse(node) if isinstance(node, ast.expr) else type(node).__name__
        return NotInSubset(f"{self.scope.file}:{line}", f"{message}: {text}")

    @contextmanager
    def within(self, scope: Scope) -> Iterator[None]:
        """In another function for a while."""
        before, self.scope = self.scope, scope
        try:
            yield
        finally:
            self.scope = before

    @contextmanager
    def aside(self) -> Iterator[None]:
        """For what is only looked at: nothing counts as used."""
        before, self.used = self.used, {}
        try:
            yield
        finally:
            self.used = before

    def learn(self, name: str, type: Type) -> None:
        """A name holds such a value, too."""
        types = self.scope.types
        types[name] = union((types[name], type)) if name in types and types[name] != ANY else type
        self.scope.locals.add(name)

    def place_of(self, name: str, owner: str) -> Scope:
        """An empty scope for a function, or for a method of a class."""
        file = self.modules.classes[owner].file if owner else self.modules.files.get(name, "")
        return Scope(function=f"{owner}.{name}" if owner else name, owner=owner, file=file)
