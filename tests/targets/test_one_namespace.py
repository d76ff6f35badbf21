"""The modules of a checker become one file: no two of them give one name to different things."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from troth.resources import package_source
from troth.targets.python import module_names


def names_of(source: str) -> Iterator[str]:
    """The functions, classes and values that a module makes at its margin."""
    for node in ast.parse(source).body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case _:
                pass


def taken_twice(sources: dict[str, str]) -> list[str]:
    """Each name that two modules make, with both."""
    makers: dict[str, str] = {}
    found = []
    for module, source in sources.items():
        names = [name for name in names_of(source) if makers.setdefault(name, module) != module]
        found += [f"{name}: {makers[name]} and {module}" for name in names]
    return found


def test_each_name_is_made_by_one_module() -> None:
    assert taken_twice({path.as_posix(): package_source(Path(path).as_posix()) for path in module_names()}) == []


def test_a_name_made_twice_is_found() -> None:
    one, other = "def says() -> None: ...\nX = 1\n", "from one import X\n\n\nclass says: ...\n"
    assert taken_twice({"one": one, "other": other}) == ["says: one and other"]
