"""What stands after a dot: fields and methods of our own classes, and the parts of dates and times."""

from __future__ import annotations

import ast

from troth.targets.to_javascript import code as c
from troth.targets.to_javascript.code import Code, attribute, variable
from troth.targets.to_javascript.expressions import Expressions
from troth.targets.to_javascript.modules import Class
from troth.targets.to_javascript.scope import Scope
from troth.targets.to_javascript.shapes import ANY, DATE, DATETIME, INT, STR, TIME, Type

_OF_DAYS = ("year", "month", "day")
_OF_TIMES = {"hour": "{}/36e8", "minute": "{}/6e7", "second": "{}/1e6"}


class Attributes(Expressions):
    """Fields, methods as values, and parts of dates and times."""

    def attribute(self, node: ast.Attribute) -> Code:
        base = self.expression(node.value)
        kind, name = base.type.known, node.attr
        if kind in (DATE, DATETIME) and name in _OF_DAYS:
            day = base if kind == DATE else self.day_of(base)
            return Code(f"{self.call('ymd', day.at(c.ASSIGN))}[{_OF_DAYS.index(name)}]", c.CALL, INT)
        if kind in (TIME, DATETIME) and name in (*_OF_TIMES, "microsecond"):
            return self.time_part(base if kind == TIME else self.clock_of(base), name)
        if kind.name in self.modules.classes:
            return self.field(base, kind.name, name, node)
        if kind.name == "exception" and name == "args":
            return Code(f"{base.at(c.CALL)}.{attribute('args')}", c.CALL, Type("list", (ANY,)))
        if kind.name == "tuple" and (owner := self.tuple_with(name)) is not None:
            return self.field(base, owner.name, name, node)
        raise self.refuse(node, f"a part of a {kind.name}")

    def day_of(self, moment: Code) -> Code:
        return Code(self.call("dayOf", moment.at(c.ASSIGN)), c.CALL, DATE)

    def clock_of(self, moment: Code) -> Code:
        return Code(self.call("mod", moment.at(c.ASSIGN), "864e8"), c.CALL, TIME)

    def time_part(self, time: Code, name: str) -> Code:
        if name == "microsecond":
            return Code(f"{time.at(c.PRODUCT)}%1e6", c.PRODUCT, INT)
        whole = self.call("floor", _OF_TIMES[name].format(time.at(c.PRODUCT)))
        return Code(whole, c.CALL, INT) if name == "hour" else Code(f"{whole}%60", c.PRODUCT, INT)

    def tuple_with(self, name: str) -> Class | None:
        """The class that is a tuple with such an attribute."""
        return next(
            (one for one in self.modules.classes.values() if one.kind == "tuple" and name in one.defaults), None
        )

    def field(self, base: Code, owner: str, name: str, node: ast.expr) -> Code:
        one = self.modules.classes[owner]
        if one.kind == "namedtuple":
            index = list(one.fields).index(name)
            return Code(f"{base.at(c.CALL)}[{index}]", c.CALL, self.modules.read(one.fields[name]))
        found = self.modules.method(owner, name)
        if found is not None:
            self.use("method", name, owner)
            result = self.modules.result(found[1], owner)
            if found[0].is_cached(name):
                return Code(f"{base.at(c.CALL)}.{attribute(name)}", c.CALL, result)
            return Code(f"(...$)=>{base.at(c.CALL)}.{attribute(name)}(...$)", c.ASSIGN, Type("func", (result,)))
        return Code(f"{base.at(c.CALL)}.{self.shown(owner, name)}", c.CALL, self.field_type(owner, name, node))

    def shown(self, owner: str, name: str) -> str:
        """The name of a field; that of a record, which is made of a dictionary, stays as it is."""
        return name if self.is_record(owner) else attribute(name)

    def is_record(self, owner: str) -> bool:
        return any("kw_only=True" in ast.unparse(one) for one in self.modules.classes[owner].node.decorator_list)

    def field_type(self, owner: str, name: str, node: ast.expr) -> Type:
        for one in self.modules.above(owner):
            if name in one.fields:
                return self.modules.read(one.fields[name], owner)
            if name in one.defaults:
                return self.expression(one.defaults[name]).type
            if "__init__" in one.methods:
                self.look_at(one)
                if (one.name, name) in self._attributes:
                    return self._attributes[one.name, name]
            if one.base == "Exception" and name == "args":
                return Type("list", (ANY,))
        raise self.refuse(node, f"no field of {owner}")

    def look_at(self, one: Class) -> None:
        """Learn what the fields of a class are, from where they are first set."""
        if (one.name, "") in self._attributes:
            return
        self._attributes[one.name, ""] = ANY
        with self.aside():
            self.types_of(one.methods["__init__"], one.name)

    def types_of(self, function: ast.FunctionDef, owner: str) -> Scope:
        raise NotImplementedError

    def value_type(self, name: str) -> Type:
        if name not in self._value_types:
            self._value_types[name] = ANY
            if name in self.modules.declared:
                self._value_types[name] = self.modules.read(self.modules.declared[name])
            else:
                with self.aside(), self.within(self.place_of(name, "")):
                    self._value_types[name] = self.expression(self.modules.values[name]).type
        return self._value_types[name]

    # ---------- methods of dates, times and texts

    def method_of_time(self, base: Code, name: str, node: ast.Call) -> Code:
        kind = base.type.known
        inside = base.at(c.ASSIGN)
        given = [*(ast.unparse(one) for one in node.args), *(ast.unparse(one.value) for one in node.keywords)]
        if given not in ([], ["UTC"]) and (name, given) != ("replace", ["None"]):
            raise self.refuse(node, "a time of another zone, or shown in another way")
        match kind.name, name:
            case "date", "isoformat":
                return Code(self.call("isoDay", inside), c.CALL, STR)
            case "date", "toordinal":
                return Code(base.text, base.level, INT)
            case "date", "weekday":
                return Code(f"({base.at(c.SUM)}+6)%7", c.PRODUCT, INT)
            case "date", "isocalendar":
                return Code(self.call("isoWeek", inside), c.CALL, Type("tuple", (INT, INT, INT)))
            case "datetime", "date":
                return self.day_of(base)
            case "datetime", "time":
                return self.clock_of(base)
            case "datetime", "toordinal" | "weekday":
                return self.method_of_time(self.day_of(base), name, node)
            case "datetime", "isoformat":
                return Code(self.call("isoMoment", inside), c.CALL, STR)
            case "datetime", "astimezone" | "replace":  # moments are in UTC
                return base
            case "time", "isoformat":
                return Code(self.call("isoTime", inside), c.CALL, STR)
            case _:
                raise self.refuse(node, f"a {kind.name} asked for what is not in the subset")

    def method_of_text(self, base: Code, name: str, node: ast.Call) -> Code:
        whole = base.at(c.CALL)
        self.no_keywords(node)
        arguments = [self.expression(one).at(c.ASSIGN) for one in node.args]
        match name, arguments:
            case "startswith" | "endswith", [one]:
                own = "startsWith" if name == "startswith" else "endsWith"
                if isinstance(node.args[0], ast.Tuple):
                    text = f"{one}.some({variable('_part')}=>{whole}.{own}({variable('_part')}))"
                    return Code(text, c.CALL, Type("bool"))
                return Code(f"{whole}.{own}({one})", c.CALL, Type("bool"))
            case "lower", []:
                return Code(f"{whole}.toLowerCase()", c.CALL, STR)
            case "join", [_]:
                parts = self.as_array(self.expression(node.args[0]))
                return Code(f"{parts}.join({base.at(c.ASSIGN)})", c.CALL, STR)
            case "replace", [one, other]:
                return Code(f"{whole}.replaceAll({one},{other})", c.CALL, STR)
            case "rjust" | "ljust", [width, letter]:
                return Code(f"{whole}.pad{'Start' if name == 'rjust' else 'End'}({width},{letter})", c.CALL, STR)
            case "isdecimal" | "isascii", []:
                pattern = r"/^\d+$/" if name == "isdecimal" else r"/^[\0-\x7f]*$/"
                return Code(f"{pattern}.test({base.at(c.ASSIGN)})", c.CALL, Type("bool"))
            case "partition" | "rpartition", [one]:
                return Code(self.call(name, base.at(c.ASSIGN), one), c.CALL, Type("tuple", (STR, STR, STR)))
            case "strip", []:
                return Code(self.call("strip", base.at(c.ASSIGN)), c.CALL, STR)
            case "removeprefix" | "removesuffix" | "rstrip", [one]:
                return Code(self.call(name, base.at(c.ASSIGN), one), c.CALL, STR)
            case _:
                raise self.refuse(node, "a text asked for what is not in the subset")

    def no_keywords(self, node: ast.Call, *known: str) -> None:
        """Refuses what is given by names that are not known."""
        if any(one.arg not in known for one in node.keywords):
            raise self.refuse(node, "given by a name that is not in the subset")

    def as_array(self, value: Code) -> str:
        """A value as an array of which methods can be asked."""
        if value.type.known.name in ("list", "tuple"):
            return value.at(c.CALL)
        if value.type.known.name == "dict" and not self.is_map(value.type.known):
            return self.iterated(value)
        return f"[...{self.iterated(value)}]"
