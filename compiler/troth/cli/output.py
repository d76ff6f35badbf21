"""Where commands write: results on standard output, messages and progress on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from rich.console import Console
from rich.text import Text

from troth.diagnostics import Diagnostic
from troth.project import Compiled, NotFound, load_all
from troth.report.findings import finding_data, finding_text, summary_text

RESULT = Console(highlight=False, markup=False, soft_wrap=True)
MESSAGE = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

FINE, FINDINGS, WRONG_USE = 0, 1, 2


def say(text: Text | str) -> None:
    """A result, for a person."""
    RESULT.print(text, end="" if isinstance(text, Text) else "\n")


def say_json(data: Any) -> None:
    """A result, for a program: JSON and nothing else."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def tell(text: Text | str) -> None:
    """A message beside the result."""
    MESSAGE.print(text, end="" if isinstance(text, Text) else "\n")


def wrong(message: str, help: str = "", code: str = "") -> NoReturn:
    """Wrong use or unreadable input: says so, with the code of a finding where it is one, and exits with 2."""
    tell(f"error[{code}]: {message}" if code else f"error: {message}")
    if help:
        tell(f"  help: {help}")
    raise SystemExit(WRONG_USE)


def load_policies(paths: Iterable[str]) -> list[Compiled]:
    """The policies that a command is given, or exit 2 where there is none."""
    try:
        return load_all(paths)
    except NotFound as problem:
        wrong(problem.args[0])


def load_sound(paths: Iterable[str]) -> list[Compiled]:
    """The policies that a command is given; exits with 1, the findings on standard error, where one has an error."""
    compiled = load_policies(paths)
    if any(one.has_errors for one in compiled):
        for one in compiled:
            for finding in one.findings:
                if finding.is_error:
                    tell(_shown(finding, one))
        tell(summary_text([f for one in compiled for f in one.findings], len(compiled)))
        raise SystemExit(FINDINGS)
    return compiled


def show_findings(compiled: Iterable[Compiled], form: str) -> None:
    """Every finding, as text with its line or as JSON."""
    if form == "json":
        say_json([finding_data(finding) for one in compiled for finding in one.findings])
        return
    for one in compiled:
        for finding in one.findings:
            say(_shown(finding, one))


def _shown(finding: Diagnostic, one: Compiled) -> Text:
    """A finding with the line it points at, where that stands in the policy's own file."""
    return finding_text(finding, one.text if finding.span.path == one.path.as_posix() else "")
