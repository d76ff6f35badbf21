"""Runs the page of a finding: its wrong policy gives the finding as shown, and what to write instead does not.

A policy on a page that has no `policy` block of its own is put before the frame of the language reference, so that its
lines keep their numbers. It is the file `harbour.policy`, with the holidays of the reference locked beside it. Beneath
it stand the commands. What a finding needs beside a policy is in the table of `settings.py`.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from click.testing import Result
from tests.findings.pages import RIGHT, WRONG, FindingPage, read_page
from tests.findings.settings import ALONE, REMEDIES, SETTINGS
from tests.reference.page import Block, blocks
from tests.reference.running import framed, printed_by, run_commands, trimmed

from troth.calendars import lock as locks
from troth.calendars.locked import read_lock
from troth.diagnostics import CATALOGUE, Severity

POLICY = "harbour.policy"
_PROGRESS = re.compile(
    r"^(harbour: (the fingerprints|[\d,]+ contacts compared)|\d+ pages? of \d+ polic).*\n", re.MULTILINE
)
"""What `troth verify` says of its own progress: it changes with the engine, and no page shows it."""
BESIDE = {("csv",), ("yaml",)}
"""What stands beside a policy: the clauses of its source; of a finding about a log, the log and its mapping."""
_FOUND = re.compile(r"\b(error|warning)\[(T\d{3})\]")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page leaves out: the other blocks of the policy, and the holiday lock."""

    text: str
    lock: str


def frame_of(reference: str, lock: str) -> Frame:
    """The frame of the language reference, and of a lock what its calendar needs.

    Raises AssertionError for a lock with damage.
    """
    text = next(block.text for block in blocks(reference) if block.info[:2] == ("policy", "frame"))
    whole, damage = read_lock(locks.NAME, lock)
    assert whole is not None, damage
    (first, last), regions = re.findall(r"years +(\d+) to (\d+)", text)[0], tuple(re.findall(r"holidays +(\S+)", text))
    kept = tuple(one for one in whole.holidays if one.region in regions and int(first) <= one.day.year <= int(last))
    needed = replace(whole, regions=regions, first_year=int(first), last_year=int(last), holidays=kept)
    return Frame(text, locks.write_lock(needed))


def run_page(code: str, text: str, frame: Frame, folder: Path) -> list[str]:
    """Everything on a page that does not come out as it says."""
    page = read_page(text)
    return [*_wrong(code, page, frame, folder / "wrong"), *_right(code, page, frame, folder / "right")]


def _wrong(code: str, page: FindingPage, frame: Frame, folder: Path) -> Iterator[str]:
    write_files(code, page.wrong, frame, folder)
    with SETTINGS.get(code, contextlib.nullcontext)(folder):
        printed, exit_code = yield from _consoles(page.wrong, folder)
        found = set(_FOUND.findall(printed))
    expected = (str(CATALOGUE[code][1]), code)
    if found != {expected}:
        yield f"{WRONG}: it gives {sorted(found) or 'no finding'}, not {expected}"
    if not exit_code and expected[0] == Severity.ERROR:
        yield f"{WRONG}: the command does not fail"


def _right(code: str, page: FindingPage, frame: Frame, folder: Path) -> Iterator[str]:
    """Each policy of the section with the files beside it; where it shows none, the wrong one with the remedy."""
    commands = Block(("console",), "".join(f"{line}\n" for line in _commands(page.wrong)), 0)
    policies = [block for block in page.right if block.info == ("policy",)]
    others = [block for block in page.right if block.info != ("policy",)]
    beside = [block for block in page.wrong if block.info in BESIDE and not _has(others, block.info)]
    for number, policy in enumerate(policies or [block for block in page.wrong if block.info == ("policy",)]):
        place = folder / str(number)
        shown = [policy, *beside, *others]
        write_files(code, shown, frame, place)
        setting = contextlib.nullcontext() if policies else REMEDIES.get(code, contextlib.nullcontext)(place)
        with setting:
            printed, exit_code = yield from _consoles(shown, place)
            if not any(block.info == ("console",) for block in others):
                ran = run_commands(commands.text, place)
                printed, exit_code = printed_by(ran), _exit_code(ran)
            (_, checked), *_ = run_commands(f"$ troth check {POLICY}\n", place)
        if _FOUND.search(printed) or exit_code:
            yield f"{RIGHT}: the command still says:\n{printed}"
        if _FOUND.search(checked.output):
            yield f"{RIGHT}: there are findings:\n{checked.output}"


def _has(shown: Iterable[Block], info: tuple[str, ...]) -> bool:
    return any(block.info == info for block in shown)


def write_files(code: str, shown: Iterable[Block], frame: Frame, folder: Path) -> None:
    """Put the files of a section into a folder of their own."""
    folder.mkdir(parents=True)
    (folder / "calendar.lock").write_text(frame.lock, encoding="utf-8")
    for block in shown:
        if block.info == ("policy",):
            whole = code in ALONE or re.search(r"^policy\b", block.text, re.MULTILINE)
            text = block.text if whole else framed(frame.text, block.text, frame_last=True)
            (folder / POLICY).write_text(text, encoding="utf-8")
        elif block.info == ("csv",):
            (folder / ("log.csv" if code.startswith("T7") else "clauses.csv")).write_text(block.text, encoding="utf-8")
        elif block.info == ("yaml",):
            (folder / "mapping.yml").write_text(block.text, encoding="utf-8")


def _commands(shown: Iterable[Block]) -> list[str]:
    text = "".join(block.text for block in shown if block.info == ("console",))
    return [line for line in text.splitlines() if line.startswith("$ ")]


def _consoles(shown: Iterable[Block], folder: Path) -> Generator[str, None, tuple[str, int]]:
    """Run every console of a section; returns all that was printed and the last exit code."""
    everything, exit_code = "", 0
    for block in shown:
        if block.info != ("console",):
            continue
        ran = run_commands(block.text, folder)
        for line, result in ran:
            if result.exception is not None and not isinstance(result.exception, SystemExit):
                yield f"{line}: a traceback: {result.exception!r}"
        printed = _PROGRESS.sub("", printed_by(ran))
        if trimmed(printed) != trimmed(block.text):
            yield f"line {block.line}: it prints:\n{printed}"
        everything += printed
        exit_code = _exit_code(ran)
    return everything, exit_code


def _exit_code(ran: list[tuple[str, Result]]) -> int:
    return ran[-1][1].exit_code if ran else 0
