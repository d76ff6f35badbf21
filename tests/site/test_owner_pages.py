"""The pages for new owners: what they show of a command is what it prints, and every line mended is right.

    python -m tests.site.test_owner_pages --write

writes what commands print now into the pages. Blocks of a page, by the word after the fence:

    wrong, says, right   a slip: lines put into the policy, what `troth check` then prints, the lines mended
    tested               in the place of `says`: what `troth test` prints
    gone, says, run      the same for a file that is missing, mended by commands
    before, after        lines of the policy, and what takes their place from here on
    console              commands and all that they print
    install              not run
"""

from __future__ import annotations

import contextlib
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.reference.page import Block, blocks, prose

from troth.cli.main import main

PAGES = Path(__file__).resolve().parents[2] / "site" / "pages" / "owners"
INIT = ("--organisation", "Harbour Homes", "--region", "Scotland", "--channels", "email, letter")
POLICY = Path("policies/harbour-homes/harbour-homes.policy")
LOCK = POLICY.with_name("calendar.lock")
MOST_WORDS = 25

Said = Callable[[Block, str], None]


def troth(command: str, folder: Path) -> tuple[str, str, int]:
    """Standard output, everything printed, and the exit code of a command in a folder."""
    with contextlib.chdir(folder):
        result = CliRunner(env={"NO_COLOR": "1"}).invoke(main, shlex.split(command))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(f"a traceback: {result.exception!r}") from result.exception
    return result.stdout, result.output, result.exit_code


def new_folder(folder: Path, *, approved: bool) -> None:
    """What `troth init` writes for Harbour Homes; approved, it has no finding at all."""
    _, printed, code = troth(shlex.join(["init", ".", "--yes", "--as-of", "2026-11-22", *INIT]), folder)
    assert code == 0, printed
    if approved:
        text = (folder / POLICY).read_text(encoding="utf-8")
        assert text.count("    #approved") == 1
        (folder / POLICY).write_text(text.replace("    #approved", "    approved"), encoding="utf-8")
        assert troth("check --strict", folder)[2] == 0


def replaced(text: str, old: str, new: str) -> str:
    """A text with whole lines replaced that stand in it once."""
    assert text.count(f"\n{old}") == 1, f"not once in the policy:\n{old}"
    return text.replace(f"\n{old}", f"\n{new}")


# ---------- a page of slips


def with_lines(policy: str, lines: str, mended: str) -> str:
    """A policy with these lines in the place of those that they belong to.

    Lines that are mended to what the policy has take their place. Others follow the line that they begin with, or are
    blocks, which take the place of the blocks of that name or stand at the end.
    """
    if f"\n{mended}" in policy:
        return replaced(policy, mended, lines)
    if lines.startswith(" "):
        return replaced(policy, lines.splitlines(keepends=True)[0], lines)
    own = {" ".join(head.split()[:2]) for head in re.findall(r"^\S.*", mended, re.MULTILINE)}
    parts = re.split(r"(?=^[^\s#])", policy, flags=re.MULTILINE)
    kept = "".join(part for part in parts if " ".join(part.split()[:2]) not in own)
    return f"{kept.rstrip()}\n\n{lines}"


def run_slips(page: str, folder: Path, said: Said) -> None:
    """Each slip, put into a sound policy; `said` is told what is printed for each block that shows it."""
    new_folder(folder, approved=True)
    policy, lock = ((folder / path).read_text(encoding="utf-8") for path in (POLICY, LOCK))
    shown = [block for block in blocks(page) if block.info]
    here = (folder / POLICY).parent
    check, test = f"check {POLICY.name}", f"test {POLICY.name}"
    for first, says, last in zip(shown[::3], shown[1::3], shown[2::3], strict=True):
        kinds = (first.info, says.info, last.info)
        if kinds in ((("wrong",), ("says",), ("right",)), (("wrong",), ("tested",), ("right",))):
            (folder / POLICY).write_text(with_lines(policy, first.text, last.text), encoding="utf-8")
            printed, _, code = troth(test if says.info == ("tested",) else check, here)
            (folder / POLICY).write_text(with_lines(policy, last.text, last.text), encoding="utf-8")
        else:
            assert kinds == (("gone",), ("says",), ("run",)), f"line {first.line}: {kinds}"
            (here / first.text.strip()).unlink()
            printed, _, code = troth(check, here)
            for command in commands(last):
                assert troth(command, here)[2] == 0, command
            assert (folder / LOCK).read_text(encoding="utf-8") == lock
        assert code == 1, f"line {first.line}: nothing is wrong with it"
        said(says, printed)
        for command in (f"{check} --strict", test):
            _, everything, code = troth(command, here)
            assert code == 0, f"line {last.line}: {everything}"


# ---------- a page that is followed


def commands(block: Block) -> list[str]:
    return [line.removeprefix("$ troth ") for line in block.text.splitlines() if line.startswith("$ troth ")]


def run_change(page: str, folder: Path, said: Said) -> None:
    """The page from its top to its end, in one folder."""
    new_folder(folder, approved=False)
    found = iter(blocks(page))
    for block in found:
        match block.info:
            case ("before",):
                after = next(found)
                assert after.info == ("after",), f"line {after.line}"
                text = (folder / POLICY).read_text(encoding="utf-8")
                (folder / POLICY).write_text(replaced(text, block.text, after.text), encoding="utf-8")
            case ("console",):
                said(block, "".join(f"$ troth {one}\n{troth(one, folder)[1]}" for one in commands(block)))
            case ("install",):
                pass
            case _:
                raise AssertionError(f"line {block.line}: {block.info}")
    assert troth("check", folder)[2] == 0
    assert troth("test", folder)[2] == 0


RUNS = {"slips.md": run_slips, "change-a-promise.md": run_change}


def differences(name: str, page: str, folder: Path) -> Iterator[tuple[Block, str]]:
    """The blocks of a page that show something else than is printed, with what is."""
    found: list[tuple[Block, str]] = []
    RUNS[name](page, folder, lambda block, printed: found.append((block, printed)))
    return ((block, printed) for block, printed in found if block.text != printed)


# ---------- tests


def read(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", RUNS)
def test_the_page_shows_what_is_printed(name: str, tmp_path: Path) -> None:
    wrong = [f"line {block.line}: prints\n{printed}" for block, printed in differences(name, read(name), tmp_path)]
    assert "\n".join(wrong) == ""


def test_there_are_twenty_slips_and_each_has_a_heading() -> None:
    page = read("slips.md")
    shown = [block for block in blocks(page) if block.info in {("says",), ("tested",)}]
    assert len(shown) == page.count("\n## ") > 20


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("slips.md", "is not a word of the language", "is no word of the language"),
        ("slips.md", "msut reply within", "sumt reply within"),
        ("change-a-promise.md", "  by the end of Wednesday 2", "  by the end of Thursday 3"),
    ],
)
def test_it_goes_red(name: str, old: str, new: str, tmp_path: Path) -> None:
    page = read(name)
    assert old in page
    assert list(differences(name, page.replace(old, new, 1), tmp_path)) != []


def test_a_line_that_is_not_mended_goes_red(tmp_path: Path) -> None:
    page = read("slips.md").replace("        unless resolved by then", "        unless resovled by then")
    with pytest.raises(AssertionError, match="T101"):
        list(differences("slips.md", page, tmp_path))


def sentences(page: str) -> list[str]:
    """The sentences of a page's text: of paragraphs, points and headings, without code blocks."""
    text = re.sub(r"\A---\n.*?\n---\n|<.*?>", "", prose(page), flags=re.DOTALL)
    parts = re.split(r"\n\s*\n|\n(?=[-#] )", text)
    return [one for part in parts for one in re.split(r"(?<=[.?:])\s+", " ".join(part.split())) if one]


@pytest.mark.parametrize("name", RUNS)
def test_sentences_are_short(name: str) -> None:
    assert [one for one in sentences(read(name)) if len(one.split()) > MOST_WORDS] == []
    assert len(sentences(read(name))) > 30


def write() -> None:
    """Put into the pages what commands print now."""
    for name in RUNS:
        with tempfile.TemporaryDirectory() as folder:
            page = read(name)
            lines = page.splitlines(keepends=True)
            for block, printed in reversed(list(differences(name, page, Path(folder)))):
                lines[block.line : block.line + block.text.count("\n")] = [printed]
            (PAGES / name).write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__" and "--write" in sys.argv:
    write()
