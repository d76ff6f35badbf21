"""How `checker.mjs` is run: in Node, by the program that ships for it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from troth.charter.runners import Answer, Question, Said, Stopped, answers_by_lines
from troth.targets.due_tables import with_tables
from troth.targets.javascript import javascript_driver, other_place


@dataclass(frozen=True, slots=True)
class JavaScriptRunner:
    """Runs `checker.mjs` in the Node of this machine."""

    kind: str = "javascript"
    file: str = "checker.mjs"
    parts: frozenset[str] | None = None

    def lacks(self) -> str:
        """Node, if there is none in the PATH."""
        return "" if shutil.which("node") else "it needs Node 18 or newer (https://nodejs.org), which is not here"

    def leaves_out(self, _said: Said) -> frozenset[str]:
        """Nothing: it answers as `checker.py` does."""
        return frozenset()

    def program(self, checker: Path) -> dict[str, Any]:
        """The parts of it that the module exports; raises Stopped."""
        (found,) = _asked(checker, ['{"tables": true}'])
        return found

    def other_code(self, checker: Path, said: Said) -> str:
        """The line and the column; raises Stopped."""
        try:
            return other_place(checker.read_text(encoding="utf-8", errors="replace"), with_tables(said))
        except OSError:
            raise Stopped("cannot be read") from None

    def answers(self, checker: Path, questions: Iterable[Question], _said: Said) -> Iterator[Answer]:
        """An answer to each question; raises Stopped."""
        lines = (json.dumps({"contact": one.contact, "as_of": one.as_of}) for one in questions)
        return _asked(checker, lines)


def _asked(checker: Path, lines: Iterable[str]) -> Iterator[Answer]:
    with TemporaryDirectory() as folder:
        driver = Path(folder) / "driver.mjs"
        driver.write_text(javascript_driver(), encoding="utf-8")
        yield from answers_by_lines(["node", str(driver), str(checker.resolve())], lines)
