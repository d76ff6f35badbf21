"""Runs the examples of the language reference: each fenced block, by the words after its fence.

    policy FILE          a whole policy, kept as FILE
    policy frame FILE    the same; what `policy standard` puts its lines into
    policy standard      blocks put into the frame, kept as its FILE; a `policy` or `calendar` replaces the frame's
    policy error CODE    the same, and all that `troth check` finds is of that code
    sentence             the passages of the policy before, an empty line between two
    calendar             the calendar statement of the policy before
    words                the sentences of the words that the policy before declares
    console              commands and all that they print; `console 1` where the last one exits with 1
    csv FILE             a file beside the policies
    contacts FILE        another: a contact a line, as JSON
    lock                 lines of the holiday lock

No policy has a finding, and every example in it comes out as it says.
"""

from __future__ import annotations

import contextlib
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner, Result
from tests.reference.page import Block, blocks

from troth.calendars import lock as locks
from troth.calendars.locked import read_lock
from troth.checks.examples import run_examples
from troth.cli.main import main
from troth.project import Compiled, load, vocabulary
from troth.wording.calendar import write_calendar
from troth.wording.sentence import passage
from troth.wording.vocabulary import write_words

_TOP = re.compile(r"(?=^[^\s#])", re.MULTILINE)


class Reference:
    """A page being run in a folder; `faults` are what does not come out as the page says."""

    def __init__(self, folder: Path, policies: Path) -> None:
        self.folder = folder
        self.faults: list[str] = []
        self.texts: list[str] = []  # every policy of the page that is sound
        self.refused: dict[str, list[str]] = {}  # those that are not, by the code of their finding
        self.commands: list[tuple[str, str]] = []  # every command with what it printed
        self.embedded: list[Block] = []  # what a web page or a database runs
        self.titles: list[str] = []  # every example that was run
        self._frame = ""
        self._frame_file = Path()
        self._last: Compiled | None = None
        shutil.copytree(policies, folder / "policies")
        (folder / locks.NAME).write_text(_lock(policies), encoding="utf-8")

    def run(self, page: str) -> None:
        kinds: dict[str, Callable[[Block], Iterator[str]]] = {
            "policy": self._policy,
            "sentence": self._sentence,
            "calendar": self._calendar,
            "words": self._words,
            "console": self._console,
            "csv": self._file,
            "contacts": self._file,
            "lock": self._lock,
            "html": self._elsewhere,
            "python": self._elsewhere,
            **dict.fromkeys(("sql", "mapping", "notes", "changes", "audit"), self._elsewhere),
        }
        for block in blocks(page):
            run = kinds.get(block.info[0] if block.info else "", self._unknown)
            self.faults.extend(f"line {block.line}: {fault}" for fault in run(block))

    def _elsewhere(self, block: Block) -> Iterator[str]:
        """What is no text of troth or its commands: `test_embedded` runs it."""
        self.embedded.append(block)
        yield from ()

    def _unknown(self, block: Block) -> Iterator[str]:
        yield f"nobody knows how to run a block marked `{' '.join(block.info)}`"

    # ---------- policies

    def _policy(self, block: Block) -> Iterator[str]:
        self._last = None
        match block.info:
            case ("policy", "frame", name):
                self._frame, self._frame_file = block.text, self.folder / name
                yield from self._sound(self._frame_file, block.text)
            case ("policy", "standard"):
                yield from self._sound(self._frame_file, framed(self._frame, block.text))
            case ("policy", "error", code):
                text = framed(self._frame, block.text)
                codes = {finding.code for finding in self._load(self._frame_file, text).findings}
                self.refused.setdefault(code, []).append(text)
                if codes != {code}:
                    yield f"it gives {sorted(codes) or 'no finding'}, not {code}"
            case ("policy", name) if name.endswith(".policy"):
                yield from self._sound(self.folder / name, block.text)
            case _:
                yield from self._unknown(block)

    def _load(self, path: Path, text: str) -> Compiled:
        path.write_text(text, encoding="utf-8")
        with contextlib.chdir(self.folder):
            return load(path.relative_to(self.folder))

    def _sound(self, path: Path, text: str) -> Iterator[str]:
        compiled = self._load(path, text)
        yield from (f"{finding.code} {finding.message}" for finding in compiled.findings)
        if compiled.policy is None or compiled.findings:
            return
        self._last = compiled
        self.texts.append(text)
        self.titles.extend(example.title for example in compiled.policy.examples)
        for finding in run_examples(compiled.policy, compiled.calendar):
            if finding.code != "T602":
                yield f"{finding.code} {finding.message}"

    # ---------- what follows from them

    def _sentence(self, block: Block) -> Iterator[str]:
        policy = self._last.policy if self._last else None
        if policy is None:
            yield "there is no policy before it"
            return
        titles = {standard.name: standard.title for standard in policy.standards}
        wanted = [" ".join(one.split()) for one in re.split(r"\n\s*\n", block.text.strip())]
        got = [passage(promise, policy.words, titles) for promise in policy.promises()]
        if wanted != got:
            yield "the policy is published as:\n" + "\n\n".join(got)

    def _calendar(self, block: Block) -> Iterator[str]:
        policy = self._last.policy if self._last else None
        if policy is None or policy.calendar is None:
            yield "there is no calendar before it"
            return
        got = " ".join(write_calendar(policy.calendar))
        if " ".join(block.text.split()) != got:
            yield f"the calendar is published as:\n{got}"

    def _words(self, block: Block) -> Iterator[str]:
        policy = self._last.policy if self._last else None
        if policy is None:
            yield "there are no words before it"
            return
        shipped = write_words(vocabulary())
        got = " ".join(one for one in write_words(policy.words) if one not in shipped)
        if " ".join(block.text.split()) != got:
            yield f"the words are published as:\n{got}"

    def _console(self, block: Block) -> Iterator[str]:
        wanted_exit = int(block.info[1]) if len(block.info) > 1 else 0
        ran = run_commands(block.text, self.folder)
        self.commands.extend((line, result.output) for line, result in ran)
        for _, result in ran:
            if result.exception is not None and not isinstance(result.exception, SystemExit):
                yield f"a traceback: {result.exception!r}"
        printed = printed_by(ran)
        exit_code = ran[-1][1].exit_code if ran else 0
        if trimmed(printed) != trimmed(block.text):
            yield f"it prints:\n{printed}"
        if exit_code != wanted_exit:
            yield f"it exits with {exit_code}"

    # ---------- other files

    def _file(self, block: Block) -> Iterator[str]:
        (self.folder / block.info[1]).write_text(block.text, encoding="utf-8")
        yield from ()

    def _lock(self, block: Block) -> Iterator[str]:
        known = (self.folder / locks.NAME).read_text(encoding="utf-8").splitlines()
        yield from (f"`{line}` stands in no lock" for line in block.text.splitlines() if line not in known)


def framed(frame: str, text: str, *, frame_last: bool = False) -> str:
    """The frame with these blocks: of the frame stays what they do not have themselves, before them or after."""
    parts = (one for one in _TOP.split(frame) if one)
    kept = [f"{one.rstrip()}\n" for one in parts if not re.search(rf"^{one.split()[0]}\b", text, re.MULTILINE)]
    return "\n".join([text, *kept] if frame_last else [*kept, text])


def run_commands(console: str, folder: Path) -> list[tuple[str, Result]]:
    """Each line of a console that calls troth, run in a folder: the line and what came of it."""
    ran = []
    for line in console.splitlines():
        if line.startswith("$ troth "):
            with contextlib.chdir(folder):
                result = CliRunner(env={"NO_COLOR": "1"}).invoke(main, shlex.split(line.removeprefix("$ troth ")))
            ran.append((line, result))
    return ran


def printed_by(ran: list[tuple[str, Result]]) -> str:
    """The console that these commands leave behind: each with all that it printed."""
    return "".join(f"{line}\n{result.output}" for line, result in ran)


def _lock(policies: Path) -> str:
    """The locked holidays of Scotland, which the dates of the page are worked out with, and those of England."""
    scotland, damage = read_lock("", (policies / "polha" / locks.NAME).read_text(encoding="utf-8"))
    assert scotland is not None, damage
    england = locks.make_lock(("GB-ENG",), scotland.first_year, scotland.last_year)
    found = (*england.holidays, *scotland.holidays)
    return locks.write_lock(replace(scotland, regions=("GB-ENG", "GB-SCT"), holidays=found))


def trimmed(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]
