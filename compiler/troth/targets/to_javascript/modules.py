"""What the modules of a checker define: functions, classes with their methods, values, and other names of types."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from troth.targets.to_javascript.shapes import ANY, NotInSubset, Type, read_type

Function = ast.FunctionDef
_NO_BASE = ("NamedTuple", "object")


@dataclass(slots=True)
class Class:
    """A class: what it extends, its methods, its fields with their types and defaults, and what its body sets.

    `kind`: "plain", "dataclass", "namedtuple" (an array) or "tuple" (an array with attributes).
    """

    name: str
    node: ast.ClassDef
    file: str
    base: str
    kind: str
    methods: dict[str, Function] = field(default_factory=dict)
    fields: dict[str, ast.expr] = field(default_factory=dict)
    defaults: dict[str, ast.expr] = field(default_factory=dict)

    def is_cached(self, method: str) -> bool:
        """Is a method one that is asked like a field, and once only?"""
        return any(
            isinstance(one, ast.Name) and one.id == "cached_property" for one in self.methods[method].decorator_list
        )


@dataclass(slots=True)
class Modules:
    """All modules as one namespace."""

    functions: dict[str, Function] = field(default_factory=dict)
    classes: dict[str, Class] = field(default_factory=dict)
    values: dict[str, ast.expr] = field(default_factory=dict)
    declared: dict[str, ast.expr] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    imported: dict[str, str] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def read(self, node: ast.expr | None, own: str = "") -> Type:
        """The type that an annotation says."""
        return read_type(node, self.values, self.classes, own)

    def above(self, name: str) -> Iterator[Class]:
        """A class and those it extends, from the lowest."""
        while name in self.classes:
            yield self.classes[name]
            name = self.classes[name].base

    def below(self, name: str) -> Iterator[Class]:
        """The classes that extend a class."""
        for one in self.classes.values():
            if one.name != name and any(other.name == name for other in self.above(one.name)):
                yield one

    def method(self, owner: str, name: str) -> tuple[Class, Function] | None:
        """The class of a method, seen from another one, and the method."""
        for one in self.above(owner):
            if name in one.methods and not is_abstract(one.methods[name]):
                return one, one.methods[name]
        abstract = (one for one in self.below(owner) if name in one.methods)
        return next(((one, one.methods[name]) for one in abstract), None)

    def result(self, function: Function, owner: str = "") -> Type:
        """What a call of a function gives."""
        return self.read(function.returns, owner) if function.returns is not None else ANY


def is_abstract(function: Function) -> bool:
    """Does a method only say that another class has it?"""
    match function.body[-1]:
        case ast.Raise(exc=ast.Name(id="NotImplementedError")):
            return True
        case _:
            return False


def read_modules(sources: Mapping[str, str]) -> Modules:
    """The modules by their files' names, in the order in which each needs only those before it.

    Raises NotInSubset.
    """
    found = Modules()
    for file, source in sources.items():
        for node in ast.parse(source, file).body:
            _define(node, file, found)
    return found


def _define(node: ast.stmt, file: str, found: Modules) -> None:
    match node:
        case ast.FunctionDef(name=name):
            found.functions[name] = node
        case ast.ClassDef(name=name):
            found.classes[name] = _class(node, file)
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            found.values[name] = value
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
            for one, value in zip(names, values, strict=True):
                _define(ast.copy_location(ast.Assign(targets=[one], value=value), node), file, found)
            return
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=ast.expr() as value):
            found.values[name], found.declared[name] = value, annotation
        case ast.Import(names=names):
            found.imported.update({one.name: one.name for one in names})
            return
        case ast.ImportFrom(module=module, names=names):
            found.imported.update({one.name: module or "" for one in names})
            return
        case ast.Expr(value=ast.Constant()):
            return
        case _:
            raise NotInSubset(f"{file}:{node.lineno}", f"a module that has {type(node).__name__}")
    found.files[name] = file
    found.order.append(name)


def _class(node: ast.ClassDef, file: str) -> Class:
    bases = [ast.unparse(base).partition("[")[0] for base in node.bases]
    if len(bases) > 1:
        raise NotInSubset(f"{file}:{node.lineno}", "a class that extends two")
    decorated = any("dataclass" in ast.unparse(one) for one in node.decorator_list)
    kind = "namedtuple" if bases == ["NamedTuple"] else "tuple" if bases == ["tuple"] else "plain"
    base = "" if not bases or bases[0] in _NO_BASE or kind == "tuple" else bases[0]
    one = Class(node.name, node, file, base, "dataclass" if decorated else kind)
    for part in node.body:
        match part:
            case ast.FunctionDef(name=name):
                one.methods[name] = part
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value):
                one.fields[name] = annotation
                if value is not None:
                    one.defaults[name] = value
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name(id=other)) if other in one.methods:
                one.methods[name] = one.methods[other]
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                one.defaults[name] = value
            case ast.Expr(value=ast.Constant()) | ast.Pass():
                pass
            case _:
                raise NotInSubset(f"{file}:{part.lineno}", f"a class that has {type(part).__name__}")
    return one
