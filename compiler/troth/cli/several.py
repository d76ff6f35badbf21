"""`troth due --contacts`: several contacts from a file of JSON Lines, judged and measured together."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

from troth.calendars.workdays import WorkCalendar
from troth.cli.output import say, say_json, wrong
from troth.deadlines.answer import Reading
from troth.project import Compiled
from troth.report.shares import measured_text
from troth.tables.measured import measure
from troth.tables.shares import read_lines

STANDARD_INPUT = "-"


def measure_file(one: Compiled, calendar: WorkCalendar, file: str, as_of: int, reading: Reading, form: str) -> None:
    """Say how far the targets of a policy are reached by the contacts of a file, `-` for standard input.

    Exits with 2 where it cannot be read; a line that holds no contact is rejected, and said with its number.
    """
    assert one.policy is not None
    try:
        if file == STANDARD_INPUT:
            lines = sys.stdin.buffer.readlines()
        else:
            lines = Path(file).read_bytes().splitlines(keepends=True)
    except OSError as problem:
        _unreadable(file, problem)
    found = measure(one.policy, calendar, one.fingerprints, read_lines(lines), as_of, reading)
    if form == "json":
        say_json(found)
    else:
        say(measured_text(found))


def _unreadable(file: str, problem: OSError) -> NoReturn:
    what = "standard input" if file == STANDARD_INPUT else f"`{file}`"
    wrong(f"{what} cannot be read: {problem.strerror}", "give a file with a contact a line, as JSON")
