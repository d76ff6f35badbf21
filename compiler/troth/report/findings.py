"""Findings as text for a terminal and as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.text import Text

from troth.diagnostics import Diagnostic, Fix, Severity
from troth.source import Span, whole_file
from troth.wording.style import plural

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}
_WIDEST = 160
_AS_SAID = 30
"""Characters of what a correction puts in that its help must hold; a long help is cut short."""
_DONE = {
    "add": "added",
    "indent": "indented",
    "insert": "inserted",
    "remove": "removed",
    "replace": "replaced",
    "write": "wrote",
}
"""How the title of a correction begins, and how it is said of one that was made."""


def finding_text(finding: Diagnostic, source: str) -> Text:
    """One finding: place, code and message; the line it points at; what to write instead.

    `source` is the text of the file that the finding names, empty where it is not at hand.
    """
    text = Text()
    text.append(_place(finding.span), style="bold")
    text.append(f"{finding.severity}[{finding.code}]", style=_COLOURS[finding.severity])
    text.append(f" {finding.message}\n")
    _excerpt(text, finding.span, source, _COLOURS[finding.severity])
    for label in finding.labels:
        text.append(f"      note: {label.text}, line {label.span.start.line}\n")
    if finding.help:
        text.append("      help: ", style="cyan")
        text.append(f"{finding.help}\n")
    if not all(_is_said(fix, finding.help) for fix in finding.fixes):
        for fix in finding.fixes:
            text.append("      fix: ", style="cyan")
            text.append(f"{fix.title}\n")
    return text


def _place(span: Span) -> str:
    """`harbour.policy:9:5: `; the file or folder alone for a finding about all of it, nothing for one about neither."""
    if not span.path:
        return ""
    return f"{span.path if span == whole_file(span.path) else span}: "


def _is_said(fix: Fix, help_: str) -> bool:
    """Does the help say what a correction puts in? Where it only takes away or indents, any help says so in words."""
    return bool(help_) and all(edit.text.strip(' \n"')[:_AS_SAID] in help_ for edit in fix.edits)


def mended_text(finding: Diagnostic, fix: Fix) -> str:
    """A finding whose correction was made: its place and code, and what was done."""
    verb, _, rest = fix.title.partition(" ")
    return f"{_place(finding.span)}{finding.code} {_DONE.get(verb, f'made the correction: {verb}')} {rest}"


def mending_text(mended: int, left: int) -> str:
    """`3 findings mended, 1 left`."""
    return f"{plural(mended, 'finding')} mended, {left} left"


def _excerpt(text: Text, span: Span, source: str, colour: str) -> None:
    lines = source.split("\n")
    start, end = span.start, span.end
    if not source or span == whole_file(span.path) or start.line > len(lines):
        return
    line = lines[start.line - 1].expandtabs(1)
    if len(line) > _WIDEST:
        return
    stop = end.column if end.line == start.line else len(line.rstrip()) + 1
    text.append(f"{start.line:>5} | ", style="dim")
    text.append(f"{line.rstrip()}\n")
    text.append("      | ", style="dim")
    text.append(" " * (start.column - 1) + "^" * max(stop - start.column, 1) + "\n", style=colour)


def summary_text(findings: Iterable[Diagnostic], policies: int) -> str:
    """`2 errors and 1 warning in 3 policies`."""
    found = list(findings)
    errors = sum(finding.is_error for finding in found)
    where = "1 policy" if policies == 1 else f"{policies} policies"
    return f"{plural(errors, 'error')} and {plural(len(found) - errors, 'warning')} in {where}"


def finding_data(finding: Diagnostic) -> dict[str, Any]:
    """One finding as JSON data."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "message": finding.message,
        "help": finding.help,
        "path": finding.span.path,
        **_span_data(finding.span),
        "labels": [{"text": label.text, "path": label.span.path, **_span_data(label.span)} for label in finding.labels],
        "fixes": [
            {"title": fix.title, "edits": [{**_span_data(edit.span), "text": edit.text} for edit in fix.edits]}
            for fix in finding.fixes
        ],
        "page": f"{finding.code}-{finding.name}",
    }


def _span_data(span: Span) -> Mapping[str, Any]:
    return {
        name: {"line": place.line, "column": place.column} for name, place in (("start", span.start), ("end", span.end))
    }
