"""One copy of the checkout at work: an order a line from standard input, what became of it a line to standard output.

    python -m tests.mutation.worker, in the copy, with the copy and its folder `compiler` in PYTHONPATH

What does not depend on the mutated parts (libraries, the grammar, the trees of the texts that tests compile) is made
once; then each mutant has a process of its own, which imports all other parts from the copy.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

import holidays
import pytest

LIBRARIES = ("babel.dates", "click.testing", "holidays", "hypothesis", "jinja2", "jsonschema", "lark", "numpy", "yaml")
UNTOUCHED = ("source", "diagnostics", "resources", "spelling", "syntax.parser", "syntax.fixing", "model.policy")
OPTIONS = ("-x", "-q", "--tb=no", "--no-header", "--no-summary", "--assert=plain", "-p", "no:cacheprovider")
OPTIONS += ("-o", "addopts=", "--import-mode=importlib", "--hypothesis-seed=0")
WALL_SECONDS = 900
"""On the clock on the wall: for a mutant that waits for ever, which takes no processor time."""


class Remembered:
    """A function of texts that no mutant changes, with all that it gave before."""

    def __init__(self, module: str, name: str, copied: Callable[[Any], Any]) -> None:
        home = importlib.import_module(module)
        self.function, self.copied = getattr(home, name), copied
        self.known: dict[tuple[Any, ...], Any] = {}
        setattr(home, name, self)

    def __call__(self, *args: Any) -> Any:
        if args not in self.known:
            self.known[args] = self.function(*args)
        return self.copied(self.known[args])


class Failures:
    """A plugin of pytest: the first test or file that fails."""

    def __init__(self) -> None:
        self.first = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.first = self.first or report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.first = self.first or report.nodeid


def main() -> None:
    """Take orders until there are none."""
    sys.dont_write_bytecode = True
    for library in LIBRARIES:
        importlib.import_module(library)
    holidays.list_supported_countries()  # imports them all
    for part in UNTOUCHED:
        importlib.import_module(f"troth.{part}")
    remembered = {
        "parse": Remembered("troth.syntax.parser", "parse", lambda found: (found[0], list(found[1]))),
        "holidays": Remembered("tests.oracle.days", "public_holidays", lambda found: found),
    }
    touched = [name for name in sys.modules if name.startswith(("troth.calendars", "troth.deadlines"))]
    assert not touched, f"imported before any mutant is: {touched}"
    for line in sys.stdin:
        order = json.loads(line)
        for name, known in order.get("known", {}).items():
            for args in known:
                remembered[name](*args)
        path = Path(order["module"])
        source = path.read_bytes()
        try:
            if order["text"] is not None:
                path.write_text(order["text"], encoding="utf-8")
            found = put_to(order, remembered)
        finally:
            path.write_bytes(source)
        print(json.dumps(found), flush=True)


def put_to(order: Mapping[str, Any], remembered: Mapping[str, Remembered]) -> dict[str, Any]:
    """Run the tests of an order in a process of its own.

    Returns `killed` (bool), `by` (a test, or what else), and, where nothing failed, `spent` (file → seconds of
    processor time) and `known` (what was made of texts that no mutant changes).
    """
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said"
        process = os.fork()
        if process == 0:
            os.setsid()
            silent = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(silent, stream)
            try:
                found = run(order, said)
                found["known"] = (
                    {name: list(one.known) for name, one in remembered.items()} if not order["text"] else {}
                )
                said.write_text(json.dumps(found), encoding="utf-8")
            except BaseException as problem:
                said.write_text(json.dumps({"killed": True, "by": repr(problem)[:200]}), encoding="utf-8")
            os._exit(0)
        status, seconds = waited(process)
        found = json.loads(said.read_text(encoding="utf-8"))
    if status != 0:
        found = {"killed": True, "by": f"{found['by']}: ended by signal {os.WTERMSIG(status)}"}
    return {**found, "seconds": seconds}


def waited(process: int) -> tuple[int, float]:
    """Wait for a process and end whatever it started: the status with which it ended, its seconds of processor time."""
    end = time.monotonic() + WALL_SECONDS
    done, status, usage = os.wait4(process, os.WNOHANG)
    while not done and time.monotonic() < end:
        time.sleep(0.02)
        done, status, usage = os.wait4(process, os.WNOHANG)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
    if not done:
        _, status, usage = os.wait4(process, 0)
    return status, usage.ru_utime + usage.ru_stime


def run(order: Mapping[str, Any], said: Path) -> dict[str, Any]:
    """Import the mutant, make sure that it is the one, and run its test files until one fails."""
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    allow(order["free"])
    said.write_text(json.dumps({"by": "import"}), encoding="utf-8")
    path = Path(order["module"]).resolve()
    module = importlib.import_module(".".join(Path(order["module"]).with_suffix("").parts[1:]))
    assert module.__file__ == str(path), f"{module.__file__} is not {path}"
    if order["text"] is not None:
        loader = SourceFileLoader(module.__name__, str(path))
        assert loader.get_code(module.__name__) == compile(order["text"], str(path), "exec", dont_inherit=True)
    spent: dict[str, float] = {}
    for file in order["tests"]:
        said.write_text(json.dumps({"by": file}), encoding="utf-8")
        allow(order["allowed"].get(file, order["free"]))
        before = time.process_time()
        failures = Failures()
        code = pytest.main([*OPTIONS, file], plugins=[failures])
        spent[file] = time.process_time() - before
        if code is not pytest.ExitCode.OK:
            return {"killed": True, "by": failures.first or f"{file}: {code}"}
    return {"killed": False, "by": "", "spent": spent}


def allow(seconds: float) -> None:
    """So many seconds of processor time more; then the process is ended."""
    most = int(time.process_time() + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
