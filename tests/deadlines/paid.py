"""Policies with a remedy, made for a test, what is wrong with them and what they owe."""

from __future__ import annotations

import sys
import textwrap
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.deadlines.made import ask, compiled, lock_text

from troth.diagnostics import Diagnostic
from troth.project import Compiled, compile_text
from troth.tables.program import lower
from troth.targets.python import python_checker

Row = dict[str, Any]

_HEAD = """\
policy made "Made for a test"
    organisation   "Made"
    owner          "Nobody"
    approved       3 March 2026 by "Nobody"
    review every   3 years
    applies to     customers, colleagues
    calendar       office

calendar office
    time zone      Europe/London
    years          2015 to 2030
    holidays       GB-SCT
    working days   Monday to Friday
    counting       the day of arrival is day 0
    month end      the last day of the month
    roll           forward

"""


def findings(body: str) -> list[tuple[Diagnostic, int]]:
    """The findings of a policy, each with its line in the body, from 1."""
    text = f"{_HEAD}{textwrap.dedent(body)}"
    before = len(_HEAD.splitlines())
    found = compile_text(Path("made.policy"), "made.policy", text.encode(), lock_text("GB-SCT", 2015, 2030)).findings
    return [(one, one.span.start.line - before) for one in found]


_WORDS = """\
category customer type: household, business, charity
fact storm "there is a storm"
fact agreed upon "it was agreed upon"
state away "the officer is away"
    from leaving to the return

standard email
    for email
"""
_CALENDAR = """\
open Monday to Friday, 09:00 to 17:00
season summer, 1 June to 31 August each year
not counted 3 August to 4 August each year
"""


@cache
def made(remedy: str, promise: str, calendar: str) -> tuple[Compiled, Any]:
    """A policy of one promise with a remedy, and its checker; fails where the text has an error."""
    first, *more = promise.splitlines()
    lines = [f"    {first}", *more, *textwrap.indent(textwrap.dedent(remedy), " " * 8).splitlines()]
    one = compiled(_WORDS + "\n".join(lines) + "\n", region="GB-ENG", roll="forward", calendar=_CALENDAR + calendar)
    assert one.policy is not None
    program = {**lower(one.policy, one.calendar), "tables": []}
    return one, _engine().Checker({"policy": one.policy.id, "fingerprints": {}, **program})


@cache
def _engine() -> ModuleType:
    """The module that a checker's text is, whatever its policy."""
    one = compiled("standard email\n    for email\n    must reply within 3 working days\n")
    assert one.policy is not None
    program = {**lower(one.policy, one.calendar), "tables": []}
    module = ModuleType("paid_checker")
    sys.modules[module.__name__] = module  # where its dataclasses look for their own module
    exec(compile(python_checker(program, dict(one.fingerprints), one.policy.id), "checker.py", "exec"), vars(module))
    return module


def rows(remedy: str, promise: str, as_of: str, *, calendar: str = "", **contact: Any) -> dict[str, Row]:
    """The rows of a promise, its claim and its payment, by what stands after its identity; of both engines."""
    one, checker = made(remedy, promise, calendar)
    data = {"channel": "email", **contact}
    found = ask(one, as_of, **data)
    answered = checker.due(data, as_of)
    assert answered.get("promises") == list(found.values()), answered.get("error")
    id_ = next(iter(found))
    return {name.removeprefix(id_).removeprefix("."): row for name, row in found.items()}


def row(remedy: str, promise: str, as_of: str, **contact: Any) -> Row:
    """The row of the promise itself."""
    return rows(remedy, promise, as_of, **contact)[""]
