"""The stand-alone checker: one Python file, standard library only, with the policy's program inside."""

from __future__ import annotations

import ast
from functools import cache, lru_cache
from pathlib import Path
from pprint import pformat
from typing import Any

from troth import __version__
from troth.resources import package_source
from troth.targets.engine import ENGINE

_MODULES = (*ENGINE, "targets/runtime_command.py")

_TEMPLATE = '''\
"""Deadlines of the policy {policy}, compiled by troth {version}. Do not edit: change the policy and build again.

    promises {promises}
    calendar {calendar}
    years    {years}

As a module: `due(contact) -> answer`, `measure(contacts) -> answers and targets`, `deadline(promise, start) -> \
datetime`. As a command: the flags of `troth due`, or contacts as JSON Lines on standard input (`--measure`: together).
"""

from __future__ import annotations

{imports}

{code}

PROGRAM = {program}

CHECKER = Checker(PROGRAM)
due = CHECKER.due
measure = CHECKER.measure
deadline = Quick(CHECKER).deadline

if __name__ == "__main__":
    raise SystemExit(main(CHECKER, sys.argv[1:]))
'''


def python_checker(program: dict[str, Any], fingerprints: dict[str, str], policy: str) -> str:
    """The text of `checker.py` for a policy's program with its tables (`due_tables.with_tables`)."""
    data = {"policy": policy, "compiler": __version__, "fingerprints": fingerprints, **program}
    years = program["calendar"]["years"]
    return _TEMPLATE.format(
        policy=policy,
        version=__version__,
        years=f"{years[0]} to {years[1]}",
        program=pformat(data, width=116, sort_dicts=False),
        **_code(),
        **fingerprints,
    )


@cache
def _code() -> dict[str, str]:
    """What is the same in every checker: the `imports` and the `code`."""
    imports: set[str] = set()
    parts: list[str] = []
    for name in _MODULES:
        code, needed = _without_imports(package_source(name))
        imports |= needed
        parts.append(code)
    ordered = sorted(imports, key=lambda line: (line.startswith("from"), line))
    return {"imports": "\n".join(ordered), "code": "\n\n".join(parts)}


@cache
def _without_imports(source: str) -> tuple[str, set[str]]:
    """A module's code without its docstring and imports, and the imports from the standard library that it needs."""
    tree = ast.parse(source)
    lines = source.splitlines()
    needed: set[str] = set()
    drop: set[int] = set()
    for index, node in enumerate(tree.body):
        is_docstring = index == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if is_docstring or isinstance(node, ast.Import | ast.ImportFrom):
            drop.update(range(node.lineno - 1, node.end_lineno or node.lineno))
        if isinstance(node, ast.Import):
            needed.add(ast.unparse(node))
        elif (
            isinstance(node, ast.ImportFrom)
            and node.module
            and node.module.split(".")[0] not in {"troth", "__future__"}
        ):
            needed.update(f"from {node.module} import {alias.name}" for alias in node.names)
    kept = [line for number, line in enumerate(lines) if number not in drop]
    return "\n".join(kept).strip(), needed


_PROGRAM = "PROGRAM"


@lru_cache(maxsize=1)
def program_in(text: str) -> Any:
    """The program in the text of a checker; kept, as several ask for it.

    Raises what `ast.literal_eval` raises where there is none: ValueError, SyntaxError, RecursionError, MemoryError.
    """
    return ast.literal_eval(text.partition(f"\n{_PROGRAM} = ")[2].partition("\nCHECKER = ")[0].strip())


def other_line(text: str) -> int:
    """The line from which the code of a checker is not that which is written for every policy; 0: there is none.

    Its comments, its docstring and its program are left out. Raises what `ast.parse` raises.
    """
    own = _TEMPLATE.format(
        **dict.fromkeys(("policy", "version", "years", "promises", "calendar"), ""), program="{}", **_code()
    )
    return _other(ast.parse(own).body, ast.parse(text).body)


def _other(own: list[ast.stmt], its: list[ast.stmt]) -> int:
    """The line of the first statement that is another, as deep inside as statements have bodies; 0: there is none."""
    own, its = (_compared(statements) for statements in (own, its))
    for mine, one in zip(own, its, strict=False):
        if ast.dump(mine) == ast.dump(one):
            continue
        bodies = getattr(mine, "body", []), getattr(one, "body", [])
        return (all(bodies) and _other(*bodies)) or one.lineno
    if len(its) > len(own):
        return its[len(own)].lineno
    if len(its) < len(own):
        return its[-1].lineno if its else 1
    return 0


def _compared(statements: list[ast.stmt]) -> list[ast.stmt]:
    return [
        one
        for one in statements
        if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
        and not (isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == _PROGRAM)
    ]


def module_names() -> tuple[Path, ...]:
    """The modules that a checker is made of, relative to the package."""
    return tuple(Path(name) for name in _MODULES)
