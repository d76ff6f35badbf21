"""Policies with a remedy, made for a test, what is wrong with them and what they owe."""

from __future__ import annotations

import textwrap
from pathlib import Path

from tests.deadlines.made import lock_text

from troth.diagnostics import Diagnostic
from troth.project import compile_text

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
