"""The oracles share no code with the compiler: nothing in this folder imports it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
OURS = ("troth", "compiler")


def imports_of_ours(source: str) -> list[str]:
    """Every name of the compiler that a module imports, however it does."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            found += [str(part.value) for part in node.args if isinstance(part, ast.Constant)]
    return [name for name in found if set(OURS) & set(name.split("."))]


@pytest.mark.parametrize("path", sorted(HERE.glob("*.py")), ids=lambda path: path.name)
def test_an_oracle_imports_nothing_of_the_compiler(path: Path) -> None:
    assert imports_of_ours(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "import troth",
        "import datetime, troth.calendars.months as m",
        "from troth.calendars import workdays",
        "def f():\n    from troth import project",
        "import importlib\nimportlib.import_module('troth.project')",
        "__import__('troth')",
    ],
)
def test_it_goes_red(source: str) -> None:
    assert imports_of_ours(source)
