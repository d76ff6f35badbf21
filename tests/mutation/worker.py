"""One copy of the checkout at work: an order a line from standard input, what became of it a line to standard output.

    python -m tests.mutation.worker, in the copy, with the copy and its folder `compiler` in PYTHONPATH

What does not depend on the mutated part is made once (libraries, trees of the texts that tests compile; once only
`deadlines/` is mutated, what they resolve to); then each mutant has a process of its own, which imports all other parts
from the copy.
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

LIBRARIES = ("babel.dates", "click.testing", "hypothesis", "jinja2", "jsonschema", "lark", "numpy", "yaml")
UNTOUCHED = ("source", "diagnostics", "resources", "spelling", "syntax.parser", "syntax.fixing", "model.policy")
OPTIONS: tuple[str, ...] = (
    "-x",
    "-q",
    "--tb=no",
    "--no-header",
    "--no-summary",
    "--assert=plain",
    "-p",
    "no:cacheprovider",
)
OPTIONS += ("-o", "addopts=", "--import-mode=importlib", "--hypothesis-seed=0")
WALL_SECONDS = 900
"""Of waiting: for a mutant that waits for ever, which takes no processor time."""
WAIT = 0.02


class Remembered:
    """A function of a module that no mutant reaches, with what it gave before: put in its place, before it is imported.

    `key`: what of its arguments the answer depends on.
    """

    def __init__(self, module: str, name: str, key: Callable[..., tuple[Any, ...]]) -> None:
        home = importlib.import_module(module)
        self.function, self.key = getattr(home, name), key
        self.known: dict[tuple[Any, ...], Any] = {}
        self.kept: list[tuple[Any, ...]] = []  # as long as they are, no other thing has their `id`
        setattr(home, name, self)

    def __call__(self, *args: Any) -> Any:
        key = self.key(*args)
        if key not in self.known:
            self.known[key] = self.function(*args)
            self.kept.append(args)
        found = self.known[key]
        if not isinstance(found, tuple):
            return found
        return tuple(list(one) if isinstance(one, list) else one for one in found)


class Warm:
    """What is made once."""

    def __init__(self) -> None:
        for library in LIBRARIES:
            importlib.import_module(library)
        holidays.list_supported_countries()  # imports them all
        for part in UNTOUCHED:
            importlib.import_module(f"troth.{part}")
        self.parse = Remembered("troth.syntax.parser", "parse", lambda path, text: (path, text))
        Remembered("tests.oracle.days", "public_holidays", lambda *args: args)
        self.is_resolved = False
        self.without(("calendars", "resolve", "deadlines", "wording", "tables", "project"))

    def read(self, texts: list[list[str]]) -> None:
        """The trees of the policies that tests compile: their path, their bytes as Latin-1, and their lock or ""."""
        from troth.syntax.lines import decode

        for shown, data, _ in texts:
            text, _ = decode(shown, data.encode("latin-1"))
            if text is not None:
                self.parse(shown, text)

    def resolve(self, texts: list[list[str]]) -> None:
        """What they mean, for mutants of `deadlines/`, from which nothing of this imports."""
        if self.is_resolved:
            return
        self.is_resolved = True
        read_lock = Remembered("troth.calendars.locked", "read_lock", lambda path, text: (path, text))
        Remembered("troth.calendars.zone", "read_zone", lambda zone, first, last: (zone.key, first, last))
        resolve = Remembered("troth.resolve.policy", "resolve", lambda tree, words, lock: (id(tree), id(lock)))
        from troth.calendars.lock import NAME
        from troth.resolve.policy import resolve_vocabulary
        from troth.syntax.lines import decode

        vocabulary = Path("grammar/vocabulary.policy")
        words = resolve_vocabulary(self.parse(vocabulary.name, vocabulary.read_text(encoding="utf-8"))[0])
        for shown, data, lock_text in texts:
            text, _ = decode(shown, data.encode("latin-1"))
            if text is None:
                continue
            lock = read_lock((Path(shown).parent / NAME).as_posix(), lock_text)[0] if lock_text else None
            resolve(self.parse(shown, text)[0], words, lock)
        self.without(("deadlines", "wording", "tables", "project"))

    def without(self, parts: tuple[str, ...]) -> None:
        """Make sure that parts are not imported yet: each mutant's process does that."""
        touched = [name for name in sys.modules if name.startswith(tuple(f"troth.{part}" for part in parts))]
        assert not touched, f"imported before any mutant is: {touched}"


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
    warm = Warm()
    texts: list[list[str]] = []
    for line in sys.stdin:
        order = json.loads(line)
        if "texts" in order and not texts:
            texts = order["texts"]
            warm.read(texts)
        if texts and order["module"].startswith("compiler/troth/deadlines/"):
            warm.resolve(texts)
        path = Path(order["module"])
        source = path.read_bytes()
        try:
            if order["text"] is not None:
                path.write_text(order["text"], encoding="utf-8")
            found = put_to(order)
        finally:
            path.write_bytes(source)
        print(json.dumps(found), flush=True)


def put_to(order: Mapping[str, Any]) -> dict[str, Any]:
    """Run the tests of an order in a process of its own.

    Returns `seconds` (of processor time), `killed` (bool), `by` (a test, or what else), and, where nothing failed,
    `spent` (the same by file) and, without a mutant, `texts` (the policies that tests compiled). What goes wrong here
    itself is `broken`.
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
                said.write_text(json.dumps(run(order, said)), encoding="utf-8")
            except BaseException as problem:  # noqa: BLE001, whoever asked has to hear of it
                said.write_text(json.dumps({"broken": repr(problem)[:500]}), encoding="utf-8")
            os._exit(0)
        status, seconds = waited(process)
        found = json.loads(said.read_text(encoding="utf-8"))
    if status != 0:
        found = {"killed": True, "by": f"{found['by']}: ended by signal {os.WTERMSIG(status)}"}
    return {**found, "seconds": seconds}


def waited(process: int) -> tuple[int, float]:
    """Wait for a process and end whatever it started: the status with which it ended, its seconds of processor time."""
    waits = 0  # not the clock: all may be stopped for a while, and no mutant is killed by that
    done, status, usage = os.wait4(process, os.WNOHANG)
    while not done and waits * WAIT < WALL_SECONDS:
        time.sleep(WAIT)
        waits += 1
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
    name = ".".join(Path(order["module"]).with_suffix("").parts[1:])
    assert name not in sys.modules, f"{name} was imported before it was mutated"
    try:
        module = importlib.import_module(name)
    except Exception as problem:  # noqa: BLE001, a mutant may raise what it likes
        return {"killed": True, "by": f"import: {problem!r}"[:200]}
    assert module.__file__ == str(path), f"{module.__file__} is not {path}"
    if order["text"] is not None:
        loader = SourceFileLoader(module.__name__, str(path))
        assert loader.get_code(module.__name__) == compile(order["text"], str(path), "exec", dont_inherit=True)
    texts: list[list[str]] = []
    if order["text"] is None:
        noted(texts)
    spent: dict[str, float] = {}
    for file in order["tests"]:
        said.write_text(json.dumps({"by": file}), encoding="utf-8")
        allow(order["allowed"].get(file, order["free"]))
        before = time.process_time()
        failures = Failures()
        try:
            code = pytest.main([*OPTIONS, file], plugins=[failures])
        except Exception as problem:  # noqa: BLE001, where memory ends, so does pytest
            return {"killed": True, "by": f"{file}: {problem!r}"[:200]}
        spent[file] = time.process_time() - before
        if code is not pytest.ExitCode.OK:
            return {"killed": True, "by": failures.first or f"{file}: {code}"}
    return {"killed": False, "by": "", "spent": spent, "texts": texts}


def noted(texts: list[list[str]]) -> None:
    """Note every policy that is compiled from now on."""
    project = importlib.import_module("troth.project")
    compile_text = project.compile_text

    def noting(path: Path, shown: str, data: bytes, lock_text: Any) -> Any:
        texts.append([shown, data.decode("latin-1"), lock_text if isinstance(lock_text, str) else ""])
        return compile_text(path, shown, data, lock_text)

    setattr(project, "compile_text", noting)  # noqa: B010, mypy wants no other function there


def allow(seconds: float) -> None:
    """So many seconds of processor time more; then the process is ended."""
    most = int(time.process_time() + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
