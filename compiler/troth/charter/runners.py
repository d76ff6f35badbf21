"""What runs a checker of one kind: contacts in, answers out, as anybody would run it; and what runs `checker.py`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Thread
from time import monotonic
from typing import IO, Any, Protocol

from troth.targets.python import other_line, program_in

SILENT_SECONDS = 120
"""So long a checker may say nothing while it is waited for: many times what any takes for its first answer."""

Answer = dict[str, Any]
"""As `troth due --format json`, or `{"error": {"code": …}}`; an empty one is no answer that can be read."""


@dataclass(frozen=True, slots=True)
class Question:
    """A contact in plain values, the instant in ISO 8601 as of which it is judged, and the reading of the calendar."""

    contact: dict[str, Any]
    as_of: str
    reading: str = "announced"


Said = dict[str, Any]
"""The program of the policy that the pages say (`tables.program.lower`), with its `policy`."""


class Stopped(Exception):
    """A checker that gave up before its last answer; `args[0]` is what it said."""


class Runner(Protocol):
    """Runs checkers of one kind."""

    @property
    def kind(self) -> str:
        """What `--only` calls it."""

    @property
    def file(self) -> str:
        """The name of the checker in the folder of a policy."""

    @property
    def parts(self) -> frozenset[str] | None:
        """What its answers hold of a promise beside `id`, as `troth due` names it; None: everything."""

    def lacks(self) -> str:
        """What this machine lacks to run it, and how to get it; empty where it lacks nothing."""

    def leaves_out(self, said: Said) -> frozenset[str]:
        """Promises of which checkers of this kind say nothing, as they say themselves."""

    def program(self, checker: Path) -> dict[str, Any] | None:
        """The program of a checker, or the parts of it that it tells; None where it tells none.

        Raises Stopped where it has none that can be read.
        """

    def other_code(self, checker: Path, said: Said) -> str:
        """Where the code of a checker is not that which the compiler writes for what is said: "" where it is.

        Raises Stopped where it is no code.
        """

    def answers(self, checker: Path, questions: Iterable[Question], said: Said) -> Iterator[Answer]:
        """An answer to each question, in order.

        Raises Stopped where the checker ends before it has answered them all.
        """


@dataclass(frozen=True, slots=True)
class PythonRunner:
    """Runs `checker.py` with this Python, which sees nothing but the standard library."""

    kind: str = "python"
    file: str = "checker.py"
    parts: frozenset[str] | None = None

    def lacks(self) -> str:
        """Nothing: what runs this runs a checker."""
        return ""

    def leaves_out(self, _said: Said) -> frozenset[str]:
        """Nothing."""
        return frozenset()

    def program(self, checker: Path) -> dict[str, Any]:
        """That which stands in its text; raises Stopped."""
        try:
            found = program_in(checker.read_text(encoding="utf-8", errors="replace"))
        except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
            found = None
        if not isinstance(found, dict):
            raise Stopped("has no program that can be read")
        return found

    def other_code(self, checker: Path, _said: Said) -> str:
        """The line; raises Stopped."""
        try:
            line = other_line(checker.read_text(encoding="utf-8", errors="replace"))
        except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
            raise Stopped("is no Python that can be read") from None
        return f"line {line}" if line else ""

    def answers(self, checker: Path, questions: Iterable[Question], _said: Said) -> Iterator[Answer]:
        """An answer to each question; raises Stopped."""
        lines = (json.dumps({**one.contact, "as_of": one.as_of}) for one in questions)
        return answers_by_lines([sys.executable, "-I", "-S", str(checker.resolve())], lines)


def answers_by_lines(command: Sequence[str], lines: Iterable[str]) -> Iterator[Answer]:
    """The answers of a command that reads a contact a line and writes an answer a line, while it runs.

    Raises Stopped where it ends before it has answered every line.
    """
    with TemporaryFile("w+", encoding="utf-8") as asked, TemporaryFile("w+", encoding="utf-8") as errors:
        number = 0
        for line in lines:
            asked.write(line + "\n")
            number += 1
        asked.seek(0)
        run = subprocess.Popen(
            command, stdin=asked, stdout=subprocess.PIPE, stderr=errors, encoding="utf-8", errors="replace"
        )
        watch = _Watch(run)
        try:
            assert run.stdout is not None
            answered = 0
            while line := watch.line(run.stdout):
                answered += 1
                yield _read(line)
            status = watch.end()
            if watch.has_stopped:
                raise Stopped(f"says nothing for {SILENT_SECONDS} seconds, and is stopped after {answered:,} contacts")
            if answered < number or status != 0:
                raise Stopped(_said(errors, answered, status))
        finally:
            watch.close()
            run.kill()
            run.wait()
            if run.stdout is not None:
                run.stdout.close()


class _Watch:
    """Stops a program that says nothing for too long while it is waited for, and not while nobody listens."""

    def __init__(self, run: subprocess.Popen[str]) -> None:
        self._run, self._closed = run, Event()
        self._since: float | None = None
        self.has_stopped = False
        Thread(target=self._look, daemon=True).start()

    def line(self, out: IO[str]) -> str:
        """The next line of the program; "" after its last one."""
        self._since = monotonic()
        line = out.readline()
        self._since = None
        return line

    def end(self) -> int:
        """Its status, when it has ended."""
        self._since = monotonic()
        return self._run.wait()

    def close(self) -> None:
        """Look no longer."""
        self._closed.set()

    def _look(self) -> None:
        while not self._closed.wait(SILENT_SECONDS / 10):
            since = self._since
            if since is not None and monotonic() - since > SILENT_SECONDS:
                self.has_stopped = True
                self._run.kill()
                return


def _read(line: str) -> Answer:
    try:
        answer = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _said(told: IO[str], answered: int, status: int) -> str:
    told.seek(0)
    said = told.read().strip().splitlines()
    if status and said:
        errors = [line for line in said if "Error" in line]
        return f"does not run: {(errors or said)[-1]}"
    return f"stops answering after {answered:,} contacts"
