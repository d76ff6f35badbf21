"""Data flows one way: each part of the compiler imports only from the parts above it in the table."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

# From the ground up; a part may import any part that stands before it, and itself. A new part gets its place here.
TABLE = (
    "source",
    "diagnostics",
    "resources",
    "spelling",
    "writing",
    "syntax",
    "model",
    "calendars",
    "resolve",
    "deadlines",
    "wording",
    "tables",
    "checks",
    "targets",
    "audit",
    "desks",
    "review",
    "start",
    "project",
    "charter",
    "report",
    "cli",
)
# These stand above all others and may import anything; nothing imports them.
TOP = ("__init__", "__main__")
# Of the top only this name may be used below: it is set before anything is imported.
OPEN_NAMES = {"__version__"}
# Modules of one part that never import each other.
STRANGERS = {"targets": ("python", "sql", "javascript", "json")}


def imports(path: Path, package: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line and absolute name of everything of `troth` that a file imports, wherever in the file it does so.

    `from troth.model import policy` yields ("troth", "model", "policy"): whether the last is a module or a name in
    one does not matter to the table. Imports by a literal name (`import_module("troth.cli")`) count as well.
    """
    here = (package.name, *path.relative_to(package).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        names: list[tuple[str, ...]]
        match node:
            case ast.Import():
                names = [tuple(alias.name.split(".")) for alias in node.names]
            case ast.ImportFrom():
                base = here[: len(here) - node.level + 1] if node.level else ()
                base += tuple(node.module.split(".")) if node.module else ()
                names = [(*base, alias.name) for alias in node.names]
            case ast.Call(
                func=ast.Name("import_module" | "__import__") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(str(literal)), *_],
            ):
                names = [tuple(literal.split("."))]
            case _:
                continue
        yield from ((node.lineno, name) for name in names if name[0] == package.name)


def fault(part: str, module: tuple[str, ...], name: tuple[str, ...]) -> str | None:
    """What is wrong with `module` (a module of `part`) importing `name`, if anything."""
    target = name[1] if len(name) > 1 else "__init__"
    if part in TOP or target in OPEN_NAMES:
        return None
    if target not in TABLE:
        return "imports the top of the package"
    if TABLE.index(target) > TABLE.index(part):
        return f"{part} stands below {target}"
    strangers = STRANGERS.get(part, ())
    if target == part and module[0] in strangers and len(name) > 2 and name[2] in strangers and name[2] != module[0]:
        return f"{module[0]} and {name[2]} never import each other"
    return None


def faults(package: Path) -> list[str]:
    """Every import that does not point down the table, and every module that has no place in it."""
    found = []
    for path in sorted(package.rglob("*.py")):
        relative = path.relative_to(package)
        part, *module = relative.with_suffix("").parts
        if part not in (*TABLE, *TOP):
            found.append(f"{relative.as_posix()}:1: {part} has no place in the table")
            continue
        for line, name in imports(path, package):
            wrong = fault(part, tuple(module) or ("",), name)
            if wrong:
                found.append(f"{relative.as_posix()}:{line}: {'.'.join(name)}: {wrong}")
    return found


def test_every_import_points_down_the_table(root: Path) -> None:
    package = root / "compiler" / "troth"
    assert (package / "__init__.py").is_file()
    assert faults(package) == []


@pytest.mark.parametrize(
    ("place", "text", "expected"),
    [
        ("model/policy.py", "from troth.cli.main import main", "1: troth.cli.main.main: model stands below cli"),
        ("model/policy.py", "import troth.checks", "1: troth.checks: model stands below checks"),
        ("model/policy.py", "from troth import checks", "1: troth.checks: model stands below checks"),
        ("model/policy.py", "from .. import checks", "1: troth.checks: model stands below checks"),
        ("model/policy.py", "from ..checks import CHECKS", "1: troth.checks.CHECKS: model stands below checks"),
        ("model/__init__.py", "from ..cli import main", "1: troth.cli.main: model stands below cli"),
        ("source.py", "from .diagnostics import Code", "1: troth.diagnostics.Code: source stands below diagnostics"),
        ("project.py", "def f():\n    import troth.cli", "2: troth.cli: project stands below cli"),
        (
            "syntax/tree.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from troth.model import Policy",
            "3: troth.model.Policy: syntax stands below model",
        ),
        (
            "audit/read.py",
            "import importlib\nimportlib.import_module('troth.charter.verify')",
            "2: troth.charter.verify: audit stands below charter",
        ),
        ("cli/main.py", "import troth", "1: troth: imports the top of the package"),
        ("cli/main.py", "from troth import load", "1: troth.load: imports the top of the package"),
        ("cli/main.py", "from troth.__main__ import x", "1: troth.__main__.x: imports the top of the package"),
        ("helpers.py", "", "1: helpers has no place in the table"),
        ("server/main.py", "", "1: server has no place in the table"),
        (
            "targets/sql.py",
            "from .python import x",
            "1: troth.targets.python.x: sql and python never import each other",
        ),
        ("targets/sql.py", "from . import json", "1: troth.targets.json: sql and json never import each other"),
    ],
)
def test_it_goes_red(place: str, text: str, expected: str, tmp_path: Path) -> None:
    planted(tmp_path, place, text)
    assert faults(tmp_path / "troth") == [f"{place}:{expected}"]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("__init__.py", "from troth.project import load"),
        ("__main__.py", "from troth.cli.main import main"),
        ("cli/main.py", "from troth import __version__, project"),
        ("diagnostics.py", "from troth.source import Span"),
        ("checks/__init__.py", "from . import gaps\nfrom .gaps import check\nfrom ..wording import say"),
        ("targets/__init__.py", "from troth.targets import python, sql"),
        ("targets/sql.py", "import json\nfrom troth.targets.written import header\nfrom .sql import x"),
        ("syntax/parser.py", "import lark\nimport trothful"),
    ],
)
def test_it_stays_green(place: str, text: str, tmp_path: Path) -> None:
    planted(tmp_path, place, text)
    assert faults(tmp_path / "troth") == []


def planted(folder: Path, place: str, text: str) -> None:
    """A package with one file in it."""
    path = folder / "troth" / place
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
