"""Functions, classes and values that are reached from where a checker is asked, and nothing else of the modules."""

from __future__ import annotations

import re

from troth.targets.to_javascript import code as c
from troth.targets.to_javascript.code import attribute, variable
from troth.targets.to_javascript.facts import Facts
from troth.targets.to_javascript.modules import Class, Modules, is_abstract
from troth.targets.to_javascript.naming import shorten_local
from troth.targets.to_javascript.scope import Used
from troth.targets.to_javascript.statements import Statements, is_generator


class Definitions(Statements):
    """Translates what is asked for, and then what that refers to, until nothing new is."""

    def __init__(self, modules: Modules, facts: Facts) -> None:
        super().__init__(modules, facts)
        self.functions: dict[str, str] = {}
        self.values: dict[str, str] = {}
        self.methods: dict[tuple[str, str], str] = {}
        self.seen: set[str] = set()
        self.helpers: dict[str, None] = {}

    def reach(self, *roots: Used) -> None:
        """Translate these and all that they refer to."""
        self.used.update(dict.fromkeys(roots))
        done: set[Used] = set()
        while left := [one for one in self.used if one not in done]:
            for one in left:
                done.add(one)
                self._define(one)

    def _define(self, one: Used) -> None:
        match one.kind:
            case "function":
                self.functions[one.name] = self._shorten(self._function(one.name))
            case "value":
                with self.within(self.place_of(one.name, "")):
                    wanted = self.value_type(one.name)
                    value = self.expression(self.modules.values[one.name], wanted)
                self.values[one.name] = self._shorten(value.at(c.ASSIGN))
            case "class":
                self._reach_class(one.name)
            case "method":
                for owner in self._owners(one.owner, one.name):
                    self._method(owner, one.name)
            case _:
                self.helpers[one.name] = None

    def _shorten(self, text: str) -> str:
        """With short names for what is known within alone; those of the runtime begin with a dollar."""
        modules = self.modules
        helpers = {name for name in re.findall("\ue000([^\ue001]*)\ue001", text) if name.startswith("$")}
        return shorten_local(text, {*modules.functions, *modules.classes, *modules.values, *helpers})

    def _function(self, name: str) -> str:
        node = self.modules.functions[name]
        parameters, body = self.body(node, "")
        star = "*" if is_generator(node) else ""
        return f"function{star or ' '}{variable(name)}({parameters}){{{body}}}"

    # ---------- classes

    def _reach_class(self, name: str) -> None:
        """A class that is made or asked for, with those above it; its methods when they are called."""
        for one in self.modules.above(name):
            if one.name in self.seen:
                continue
            self.seen.add(one.name)
            if one.base in ("Exception", "ValueError"):
                self.use("helper", one.base)
            if "__init__" in one.methods:
                self._method(one, "__init__")
            for used in list(self.used):
                if used.kind == "method" and any(above.name == used.owner for above in self.modules.above(one.name)):
                    for owner in self._owners(used.owner, used.name):
                        self._method(owner, used.name)

    def _owners(self, owner: str, name: str) -> list[Class]:
        """Where a method lies that is called of an object of a class or of one that extends it."""
        found = []
        for one in (next(self.modules.above(owner)), *self.modules.below(owner)):
            if (method := self.modules.method(one.name, name)) is not None and method[0] not in found:
                found.append(method[0])
        return found

    def _method(self, one: Class, name: str) -> None:
        if (one.name, name) in self.methods or is_abstract(one.methods[name]):
            return
        self.methods[one.name, name] = ""
        node = one.methods[name]
        if node.name != name:  # another name of a method
            self._method(one, node.name)
            text = f"{attribute(name)}(...$){{return this.{attribute(node.name)}(...$)}}"
        elif name == "__init__":
            parameters, body = self.body(node, one.name)
            if one.base and "super(" not in body:
                if any("__init__" in above.methods for above in self.modules.above(one.base)):
                    raise self.refuse(node, "the class above is not made")
                body = f"super();{body}"
            text = f"constructor({parameters}){{{body}}}"
        elif one.is_cached(name):
            _, body = self.body(node, one.name)
            own, kept = attribute(name), attribute(f"{name} kept")
            if body.startswith("return") and body.count(";") == 0 and "{" not in body.split("=>")[0]:
                inside = f"return this.{kept}??={body.removeprefix('return').strip()}"
            else:
                inside = f"return this.{kept}??=(()=>{{{body}}})()"
            text = f"get {own}(){{{inside}}}"
        else:
            parameters, body = self.body(node, one.name)
            text = f"{'*' if is_generator(node) else ''}{attribute(name)}({parameters}){{{body}}}"
        self.methods[one.name, name] = self._shorten(text)

    def class_text(self, one: Class) -> str:
        """A class with the methods that were reached."""
        base = ""
        if one.kind == "tuple":
            base = " extends Array"
        elif one.base:
            base = f" extends {variable(one.base if one.base in self.modules.classes else '$' + one.base)}"
        parts = [text for (owner, _), text in self.methods.items() if owner == one.name]
        if one.kind == "dataclass" and "__init__" not in one.methods:
            parts.insert(0, self._shorten(self._made_of_fields(one)))
        with self.within(self.place_of("", one.name)):
            plain = {} if one.kind in ("dataclass", "namedtuple") else one.defaults
            sets = [f"{attribute(name)}={self.expression(value).at(c.ASSIGN)};" for name, value in plain.items()]
        return f"class {variable(one.name)}{base}{{{''.join((*sets, *parts))}}}"

    def _made_of_fields(self, one: Class) -> str:
        with self.within(self.place_of("", one.name)):
            defaults = {name: self.expression(value).at(c.ASSIGN) for name, value in one.defaults.items()}
        if self.is_record(one.name):
            given = variable("_part")
            known = ",".join(f"{name}:{value}" for name, value in defaults.items())
            return f"constructor({given}){{Object.assign(this,{{{known}}},{given})}}"
        names = list(one.fields)
        parameters = [variable(name) + (f"={defaults[name]}" if name in defaults else "") for name in names]
        sets = ";".join(f"this.{attribute(name)}={variable(name)}" for name in names)
        return f"constructor({','.join(parameters)}){{{sets}}}"

    # ---------- all of it

    def whole(self) -> str:
        """Everything that was reached, in the order of the modules."""
        parts = []
        for name in self.modules.order:
            if name in self.functions:
                parts.append(self.functions[name])
            elif name in self.seen:
                parts.append(self.class_text(self.modules.classes[name]))
            elif name in self.values:
                parts.append(f"const {variable(name)}={self.values[name]};")
        return "".join(parts)
