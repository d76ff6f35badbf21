"""`troth format`: policies in canonical layout, or what would change."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import click
from rich.text import Text

from troth.cli.output import FINDINGS, RESULT, WRONG_USE, say, tell, wrong
from troth.diagnostics import Diagnostic
from troth.project import NotFound, find, rewrite_file
from troth.report.findings import finding_text
from troth.syntax.lines import decode
from troth.syntax.parser import parse
from troth.syntax.printer import NotUnderstood, SaysAnother, formatted

STANDARD_INPUT = "-"
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file before and after; `after` is None where it has findings about its syntax."""

    name: str
    data: bytes
    text: str
    after: str | None
    findings: tuple[Diagnostic, ...] = ()

    @property
    def differs(self) -> bool:
        return self.after is not None and self.after.encode() != self.data


@click.command("format")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; list the files that would change.")
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing; show what would change.")
def format_policies(paths: tuple[str, ...], only_check: bool, show_diff: bool) -> None:
    """Write policies in their canonical layout: files, folders, or ids in `policies/` (all of them by default).

    They say the same afterwards: only spaces, rows and spellings change, and comments stay. `-` lays out what comes on
    standard input and writes it to standard output.
    """
    if STANDARD_INPUT in paths and len(paths) > 1:
        wrong("`-` stands for standard input, and is given alone")
    writes = not (only_check or show_diff)
    counts = {"changed": 0, "same": 0, "broken": 0, "unreadable": 0}
    for file in _files(paths):
        if isinstance(file, str):
            tell(f"error: {file}")
            counts["unreadable"] += 1
            continue
        for finding in file.findings:
            tell(finding_text(finding, file.text))
        counts["broken" if file.after is None else "changed" if file.differs else "same"] += 1
        if file.after is not None and writes and paths == (STANDARD_INPUT,):
            sys.stdout.buffer.write(file.after.encode())
        elif file.after is not None and file.differs:
            if writes and (problem := _write(file.name, file.after)):
                tell(f"error: {problem}")
                counts["changed"] -= 1
                counts["unreadable"] += 1
            elif show_diff:
                _show_difference(file.name, file.text, file.after)
            else:
                say(file.name)
    if not (writes and paths == (STANDARD_INPUT,)):
        tell(_summary(counts, writes))
    if counts["unreadable"]:
        raise SystemExit(WRONG_USE)
    if counts["broken"] or (counts["changed"] and not writes):
        raise SystemExit(FINDINGS)


def _files(paths: tuple[str, ...]) -> Iterator[_File | str]:
    """Each file with its layout, or in words why it has none."""
    if paths == (STANDARD_INPUT,):
        yield _laid_out("<stdin>", sys.stdin.buffer.read())
        return
    try:
        found = find(paths)
    except NotFound as problem:
        wrong(problem.args[0])
    for path in found:
        try:
            yield _laid_out(path.as_posix(), path.read_bytes())
        except OSError as problem:
            yield f"{path.as_posix()} cannot be read: {problem.strerror}"


def _laid_out(name: str, data: bytes) -> _File | str:
    text, found = decode(name, data)
    if text is not None:
        found += parse(name, text)[1]
    # What is understood can be laid out, whether or not it is right.
    syntax = tuple(finding for finding in found if finding.is_error and finding.code.startswith("T0"))
    if text is None or syntax:
        return _File(name=name, data=data, text=text or "", after=None, findings=syntax)
    try:
        after = formatted(name, text)
    except NotUnderstood:
        errors = tuple(finding for finding in found if finding.is_error)
        return _File(name=name, data=data, text=text, after=None, findings=errors)
    except SaysAnother:
        return f"{name} is left as it was: laid out anew it would say something else, which is a fault of troth"
    return _File(name=name, data=data, text=text, after=after)


def _write(name: str, text: str) -> str:
    """Why a file could not be written; nothing where it was."""
    try:
        rewrite_file(Path(name), text)
    except OSError as problem:
        return f"{name} cannot be written: {problem.strerror}"
    return ""


def _show_difference(name: str, before: str, after: str) -> None:
    lines = list(_difference(name, before, after))
    if not lines:
        tell(f"{name}: only its line ends or a byte order mark differ")
    for line in lines:
        if RESULT.is_terminal:
            is_heading = line.startswith(("--- ", "+++ "))
            say(Text(line, style="bold" if is_heading else _COLOURS.get(line[0], "")))
        else:
            sys.stdout.write(line)


def _difference(name: str, before: str, after: str) -> Iterator[str]:
    """The rows of a unified difference, each with its line end."""
    for line in unified_diff(_rows(before), _rows(after), fromfile=name, tofile=name):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _rows(text: str) -> list[str]:
    # `splitlines` would also divide a row at characters that are white space in a policy.
    *whole, last = text.split("\n")
    return [f"{row}\n" for row in whole] + ([last] if last else [])


def _summary(counts: dict[str, int], writes: bool) -> str:
    """`2 files formatted, 3 left as they were, 1 not understood`."""
    changed, same = counts["changed"], counts["same"]
    files = "1 file" if changed == 1 else f"{changed} files"
    if writes:
        said = [f"{files} formatted", f"{same} left as {'it was' if same == 1 else 'they were'}"]
    else:
        said = [f"{files} would change", f"{same} {'stays as it is' if same == 1 else 'stay as they are'}"]
    others: Iterable[tuple[str, str]] = (("broken", "not understood"), ("unreadable", "not read or written"))
    return ", ".join(said + [f"{counts[key]} {words}" for key, words in others if counts[key]])
