"""The JavaScript checker: one ES module for browser and Node, with the policy's program inside."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from troth import __version__
from troth.resources import package_source
from troth.targets.engine import ENGINE
from troth.targets.to_javascript.code import variable
from troth.targets.to_javascript.definitions import Definitions
from troth.targets.to_javascript.facts import Facts
from troth.targets.to_javascript.modules import Modules, read_modules
from troth.targets.to_javascript.naming import shorten
from troth.targets.to_javascript.packing import HELPERS, write_program
from troth.targets.to_javascript.runtime import marked, read_runtime, squeezed, with_needed
from troth.targets.to_javascript.scope import Used
from troth.targets.to_javascript.shaking import facts_of

_MODULES = (*ENGINE, "targets/runtime_module.py")


def javascript_driver() -> str:
    """The text of a program for Node that puts contacts to checkers, as JSON Lines on its standard input.

    `node driver.mjs checker.mjs`: what a line may be is said at its head.
    """
    return package_source("targets/javascript_driver.mjs")


_TEMPLATE = """\
// Deadlines of the policy {policy}, compiled by troth {version}. Do not edit: change the policy and build again.
// promises {promises}
// calendar {calendar}
// years {years}
// due(contact, asOf, reading), measure(contacts, asOf, reading): the answers of `troth due` as data.
// deadline(promise, start, known): one deadline. Nothing raises: what cannot be answered is {{error: …}}.
"""


_PROGRAM = "\ue005"
_MODULE = f"""
const $program = {_PROGRAM},
  $made = new Asked($program),
  $text = ($given, $other) => ($given == null ? $other : $str($plain($given)));
export const {{ policy, compiler, fingerprints, promises, tables }} = $program,
  years = $program.calendar.years,
  due = (contact, asOf, reading) =>
    $asked(() => $made.$$checker.$$due($plain(contact), $text(asOf, null), $text(reading, "announced"))),
  measure = (contacts, asOf, reading) =>
    $asked(() => $made.$$measure($plain(contacts), $text(asOf, null), $text(reading, "announced"))),
  deadline = (promise, start, known = {{}}) =>
    $asked(() => $made.$$deadline($text(promise, "None"), $plain(start), $plain(known)));
"""
"""What the module gives: three functions that never raise, and what it is."""


def javascript_checker(
    program: dict[str, Any], fingerprints: dict[str, str], policy: str, facts: Facts | None = None
) -> str:
    """The text of `checker.mjs` for a policy's program with its tables (`due_tables.with_tables`).

    `facts`: what the program never needs; by default all that is known of it.
    """
    data = {"policy": policy, "compiler": __version__, "fingerprints": fingerprints, **program}
    first, last = program["calendar"]["years"]
    head = _TEMPLATE.format(policy=policy, version=__version__, years=f"{first} to {last}", **fingerprints)
    code, names = _engine(facts_of(program) if facts is None else facts)
    written = write_program(data, code)
    for name in HELPERS:
        written = written.replace(variable(f"${name}"), names[f"${name}"])
    return head + code.replace(_PROGRAM, written) + "\n"


def other_place(text: str, program: dict[str, Any]) -> str:
    """Where the code of a checker is not that which is written for a program (`line 7, column 512`); "": nowhere.

    Its comments and its program are left out.
    """
    before, _, after = _engine(facts_of(program))[0].partition(_PROGRAM)
    head = len(text) - len(_COMMENTS.sub("", text))
    code, after = text[head:].rstrip(), after.rstrip()
    if not code.startswith(before):
        at = head + _alike(before, code)
    elif not code.endswith(after):
        at = head + len(code) - _alike(after[::-1], code[::-1])
    else:
        return ""
    start = text.rfind("\n", 0, at) + 1
    return f"line {text.count(chr(10), 0, at) + 1}, column {at - start + 1}"


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with together."""
    return next(
        (n for n, (mine, its) in enumerate(zip(one, other, strict=False)) if mine != its), min(len(one), len(other))
    )


_COMMENTS = re.compile(r"\A(?:\s|//[^\n]*\n)*")


@cache
def _modules() -> Modules:
    return read_modules({name: package_source(name) for name in _MODULES})


@cache
def _engine(facts: Facts) -> tuple[str, dict[str, str]]:
    """A checker but for its program, and its short names: one for all programs of which the same is known."""
    made = Definitions(_modules(), facts)
    made.reach(
        Used("class", "Asked"),
        Used("method", "due", "Checker"),
        Used("method", "measure", "Asked"),
        Used("method", "deadline", "Asked"),
        *(Used("helper", name) for name in ("plain", "asked", "str", *HELPERS)),
    )
    helpers = with_needed(made.helpers, read_runtime(package_source("targets/javascript_runtime.js")))
    module = marked(squeezed(_MODULE)).replace("Asked(", f"{variable('Asked')}(")
    return shorten("".join((*helpers, made.whole(), module)))
