"""A compiled checker as a command: flags as of `troth due`, or contacts as JSON Lines.

The generator writes this module into a checker after `runtime`.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from troth.deadlines.reading import Unreadable, contact_from_flags
from troth.tables.shares import read_line, read_lines, refusal
from troth.targets.runtime_asked import READINGS, Checker


def main(checker: Checker, arguments: Sequence[str]) -> int:
    """As a command: flags as of `troth due`, or contacts as JSON Lines on standard input; answers as JSON Lines.

    With `--measure`, one line of what they say together.

    Returns 2 where a contact given by flags is refused, or an answer cannot be written; 1 where nobody reads any more.
    """
    parser = ArgumentParser(description=f"Deadlines of the policy {checker.program['policy']}.")
    words = checker.words
    for name in (*words["terms"], "arrives", "priority", "stage"):
        parser.add_argument(f"--{name}")
    for name, meta in _LISTED:
        parser.add_argument(f"--{name}", action="append", default=[], metavar=meta)
    parser.add_argument("--as-of")
    parser.add_argument("--calendar", choices=READINGS, default=READINGS[0])
    parser.add_argument("--measure", action="store_true", help="measure the contacts together")
    parser.add_argument("--format", choices=["json"], default="json")
    given = vars(parser.parse_args(arguments))
    as_of = given.pop("as_of")
    given.pop("format")
    reading = given.pop("calendar")
    try:
        if given.pop("measure"):
            code = _measure_lines(checker, as_of, reading)
        elif given["channel"]:
            code = _answer_flags(checker, given, as_of, reading)
        else:
            code = _answer_lines(checker, as_of, reading)
        sys.stdout.flush()
    except OSError as problem:
        with suppress(OSError):  # what is still held would be tried once more when Python ends
            sys.stdout.close()
        if isinstance(problem, BrokenPipeError):
            return 1
        sys.stderr.write(f"error: standard input or output fails: {problem.strerror}\n")
        return 2
    return code


_LISTED = (
    *(("category", "NAME=VALUE"), ("at", "EVENT=TIME"), ("fact", "NAME=VALUE")),
    *(("date", "NAME=DATE"), ("missed", "PROMISE=DATE")),
)


def _answer_flags(checker: Checker, given: dict[str, Any], as_of: str | None, reading: str) -> int:
    try:
        answer = checker.due(contact_from_flags(given), as_of, reading)
    except Unreadable as problem:
        answer = refusal(problem)
    sys.stdout.write(_line(answer))
    return 2 if "error" in answer else 0


def _answer_lines(checker: Checker, as_of: str | None, reading: str) -> int:
    for line in sys.stdin.buffer:
        if line.strip():
            sys.stdout.write(_line(_answer_line(checker, line, as_of, reading)))
    return 0


def _measure_lines(checker: Checker, as_of: str | None, reading: str) -> int:
    found = checker.measure_numbered(read_lines(sys.stdin.buffer), as_of, reading)
    sys.stdout.write(_line(found))
    return 2 if "error" in found else 0


def _answer_line(checker: Checker, line: bytes, as_of: str | None, reading: str) -> dict[str, Any]:
    try:
        contact = read_line(line)
    except Unreadable as problem:
        return refusal(problem)
    return checker.due(contact, contact.pop("as_of", None) or as_of, reading)


def _line(answer: dict[str, Any]) -> str:
    """An answer as a line: in letters where standard output has them, else in escapes."""
    text = json.dumps(answer, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a pair of surrogates is no letter, and no encoding has it
        half = Unreadable("T701", "the contact has half a letter in it", "write it as text in the encoding UTF-8")
        text = json.dumps(refusal(half))
    if (sys.stdout.encoding or "").lower() not in ("utf-8", "utf8"):
        text = json.dumps(json.loads(text))
    return text + "\n"
