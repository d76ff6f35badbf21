"""The engines that answer for a policy, each as a whole: contacts in, one answer a contact out, as JSON text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, Protocol

from tests.agree.drawn import Drawn, policy
from tests.targets.engines import opened

from troth.charter.run_sql import SqlRunner, answers_of
from troth.charter.runners import Question
from troth.deadlines.answer import Reading
from troth.project import build
from troth.tables.program import lower
from troth.targets.javascript import javascript_driver
from troth.wording.answer import Answers

ZONES = ("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham", "Europe/London")
"""Time zones of sessions: no answer may depend on them."""


class Engine(Protocol):
    """Answers for contacts of one policy, in their order."""

    def answers(self, contacts: Sequence[Drawn], zone: str) -> Iterator[str]:
        """The answer to each contact, in a session with a time zone."""
        ...

    def kept(self, answer: str) -> str:
        """What of an answer this engine gives too."""
        ...


class _Whole:
    """An engine that gives the whole answer."""

    def kept(self, answer: str) -> str:
        return answer


def text(answer: dict[str, Any]) -> str:
    """An answer as every engine is to write it: the same keys in the same order."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


class Reference(_Whole):
    """The reference semantics."""

    def __init__(self, name: str) -> None:
        one = policy(name)
        assert one.policy is not None
        assert one.calendar is not None
        self._answers = Answers(one.policy, one.calendar, one.fingerprints)

    def answers(self, contacts: Sequence[Drawn], zone: str) -> Iterator[str]:
        with session_zone(zone):
            for one in contacts:
                yield text(self._answers.to(one.contact, one.until, Reading(one.reading)))


@cache
def built(name: str) -> dict[str, str]:
    """The text of each file that is built of a policy, by its name."""
    with TemporaryDirectory() as folder:
        build([policy(name)], Path(folder))
        return {path.name: path.read_text(encoding="utf-8") for path in sorted((Path(folder) / name).iterdir())}


class PythonChecker(_Whole):
    """The built `checker.py`, as a module."""

    def __init__(self, name: str) -> None:
        source = built(name)["checker.py"]
        module = ModuleType(f"checker of {name}")
        sys.modules[module.__name__] = module  # where its dataclasses look for their own module
        exec(compile(source, "checker.py", "exec"), vars(module))
        self._due = module.due

    def answers(self, contacts: Sequence[Drawn], zone: str) -> Iterator[str]:
        with session_zone(zone):
            for one in contacts:
                yield text(self._due(one.contact, one.as_of, one.reading))


class JavaScriptChecker(_Whole):
    """The built `checker.mjs`, in Node."""

    def __init__(self, name: str) -> None:
        self._folder = TemporaryDirectory()
        self._driver, self._checker = (Path(self._folder.name) / name for name in ("driver.mjs", "checker.mjs"))
        self._driver.write_text(javascript_driver(), encoding="utf-8")
        self._checker.write_text(built(name)["checker.mjs"], encoding="utf-8")

    def answers(self, contacts: Sequence[Drawn], zone: str) -> Iterator[str]:
        asked = (text({"contact": one.contact, "as_of": one.as_of, "reading": one.reading}) for one in contacts)
        command = ["node", str(self._driver), str(self._checker)]
        given = "".join(f"{line}\n" for line in asked).encode()
        found = subprocess.run(command, input=given, check=True, stdout=subprocess.PIPE, env={**os.environ, "TZ": zone})
        yield from found.stdout.decode().splitlines()


class SqlChecker:
    """The built `checker.sql` in one of the databases: the rows of promises, without their words."""

    def __init__(self, name: str, database: str) -> None:
        one = policy(name)
        assert one.policy is not None
        self._said = {"policy": name, **lower(one.policy, one.calendar)}
        self._text = built(name)["checker.sql"]
        self._left_out = SqlRunner().leaves_out(self._said)
        self._parts = SqlRunner().parts or frozenset()
        self._stack = ExitStack()
        folder = Path(self._stack.enter_context(TemporaryDirectory()))
        self._database = self._stack.enter_context(opened(database, folder))

    def answers(self, contacts: Sequence[Drawn], zone: str) -> Iterator[str]:
        self._database.run(f"SET TimeZone = '{zone}'")
        asked = [Question(one.contact, one.as_of, one.reading) for one in contacts]
        for answer in answers_of(self._database, self._text, asked, self._said):
            yield self._kept(answer)

    def kept(self, answer: str) -> str:
        return self._kept(json.loads(answer))

    def _kept(self, answer: dict[str, Any]) -> str:
        if "error" in answer:
            return text({"error": answer["error"]["code"]})
        rows = [
            {name: row[name] for name in ("id", *sorted(self._parts)) if row.get(name) is not None}
            for row in answer["promises"]
            if row["id"] not in self._left_out
        ]
        unmeasured = sorted(row["id"] for row in answer["unmeasured"])
        found = {"promises": sorted(rows, key=lambda row: str(row["id"])), "unmeasured": unmeasured}
        return json.dumps(found, sort_keys=True)


class session_zone:  # noqa: N801 (used as a function)
    """Within it, the process has another time zone."""

    def __init__(self, zone: str) -> None:
        self._zone = zone

    def __enter__(self) -> None:
        self._before = os.environ.get("TZ")
        _set_zone(self._zone)

    def __exit__(self, *_: object) -> None:
        _set_zone(self._before)


def _set_zone(zone: str | None) -> None:
    if zone is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = zone
    time.tzset()


ENGINES: dict[str, Callable[[str], Engine]] = {
    "reference": Reference,
    "python": PythonChecker,
    "javascript": JavaScriptChecker,
    "duckdb": partial(SqlChecker, database="duckdb"),
    "postgresql": partial(SqlChecker, database="postgresql"),
}
