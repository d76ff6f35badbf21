"""Checkers put to Node: one process for many contacts, through the driver that ships."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from troth.project import Compiled, load
from troth.tables.program import lower
from troth.targets.javascript import javascript_checker, javascript_driver
from troth.targets.python import python_checker

ROOT = Path(__file__).resolve().parents[2]
FIVE = ("company-template", "ips", "ledcom", "polha")
"""Those of the five policies that promise a deadline."""
THREE = ("aldermere", "dyffryn", "larkfield", "marnock")
"""The policies of `tests/policies`, the fourth among them larger than the others."""


def lines(records: Iterable[Mapping[str, Any]], folder: Path, checker: Path | None = None, zone: str = "") -> list[str]:
    """The driver's answers to records, one a line; `zone`: that of the machine."""
    driver = folder / "driver.mjs"
    driver.write_text(javascript_driver(), encoding="utf-8")
    node = shutil.which("node")
    assert node is not None, "no Node in the PATH; `make test-all` says how to install it"
    asked = "".join(json.dumps(record) + "\n" for record in records)
    run = subprocess.run(
        [node, str(driver), *([str(checker)] if checker else [])],
        input=asked,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **({"TZ": zone} if zone else {})},
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout.split("\n")[:-1]


def as_line(answer: Any) -> str:
    """An answer as JavaScript writes JSON, which Python's answer has to equal letter by letter.

    Half of a pair of surrogates is an escape there.
    """
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def path_of(policy: str) -> Path:
    """The file of a policy of ours, or of the tests."""
    places = (ROOT / "policies", ROOT / "tests" / "policies")
    return next(path for place in places if (path := place / policy / f"{policy}.policy").is_file())


@cache
def compiled(policy: str) -> Compiled:
    """A policy of ours, or of the tests."""
    one = load(path_of(policy))
    assert not one.has_errors
    return one


@cache
def program(policy: str) -> dict[str, Any]:
    """What its checkers run; without tables, which only `deadline` asks, and which take long to make."""
    one = compiled(policy)
    assert one.policy is not None
    return {**lower(one.policy, one.calendar), "tables": []}


@cache
def python_of(policy: str) -> Any:
    """The Python checker of a policy, as a module."""
    source = python_checker(program(policy), compiled(policy).fingerprints, policy)
    module = ModuleType(f"checker_in_node_{policy.replace('-', '_')}")
    sys.modules[module.__name__] = module  # where its dataclasses look for their own module
    exec(compile(source, "checker.py", "exec"), vars(module))
    return module


def written(policy: str, folder: Path) -> Path:
    """The JavaScript checker of a policy, in a folder."""
    path = folder / f"{policy}.mjs"
    path.write_text(javascript_checker(program(policy), compiled(policy).fingerprints, policy), encoding="utf-8")
    return path
