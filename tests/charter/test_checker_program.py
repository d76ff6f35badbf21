"""What no answer of `due` shows: the code and the program that `deadline` and `measure` of a checker run by."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.charter.conftest import publish_one
from tests.charter.damages import rewrite

from troth.charter.verify import verify

FEW = 4_000


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_one("paid", tmp_path_factory.mktemp("paid"))


def changed(build: Path, copy: Path, file: str, change: Callable[[str], str]) -> list[tuple[str, str]]:
    """The codes and messages of what is found where the text of a file is changed."""
    shutil.copytree(build, copy)
    path = copy / file
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8")
    kind = {"py": "python", "mjs": "javascript"}.get(file.rpartition(".")[2], "python")
    return [(one.code, one.message) for one in verify(copy / "site", copy, lambda _: None, FEW, (kind,))]


def once(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert text.count(old) == 1, text.count(old)
        return text.replace(old, new)

    return change


CODE: Mapping[str, Callable[[str], str]] = {
    "an operator of `deadline`": once("(start - _EPOCH) // _MICROSECOND", "(start - _EPOCH) / _MICROSECOND"),
    "a constant of `deadline`": once("_EPOCH = datetime(1970, 1, 1", "_EPOCH = datetime(1971, 1, 1"),
    "what the module gives": once("measure = CHECKER.measure", "measure = CHECKER.due"),
    "a line more": lambda text: text.replace("due = CHECKER.due\n", "due = CHECKER.due\nCHECKER.words = {}\n"),
    "a function less": lambda text: re.sub(r"    def _beyond\(self\).*?(?=    def )", "", text, flags=re.DOTALL),
}


@pytest.mark.parametrize("name", CODE)
def test_python_that_only_other_functions_run(name: str, paid: Path, tmp_path: Path) -> None:
    found = changed(paid, tmp_path / "build", "paid/checker.py", CODE[name])
    assert [code for code, message in found if "the code of the checker is not" in message] == ["T803"]


def test_the_line_is_named(paid: Path, tmp_path: Path) -> None:
    found = changed(paid, tmp_path / "build", "paid/checker.py", CODE["an operator of `deadline`"])
    lines = (tmp_path / "build/paid/checker.py").read_text(encoding="utf-8").splitlines()
    (line,) = (number for number, text in enumerate(lines, start=1) if "(start - _EPOCH) / _MICROSECOND" in text)
    (message,) = (message for _, message in found)
    assert message.endswith(f"see line {line}")


def test_what_is_no_code(paid: Path, tmp_path: Path) -> None:
    def change(text: str) -> str:
        text = text.replace("due = CHECKER.due", "due = CHECKER.due  # for the help desk").replace(
            "Do not edit", "Leave"
        )
        return re.sub(r"sha256:\w{8}", "sha256:00000000", text).replace("\n", "\r\n")

    assert changed(paid, tmp_path / "build", "paid/checker.py", change) == []


PROGRAM = {
    "the most that a customer is paid": (
        "[9000, 'month']",
        "[9100, 'month']",
        "says remedy at most amount “90.00”, and `checker.py` “91.00”",
    ),
    "a rule's words": (
        "must reply within 3 working days",
        "must reply within 4 working days",
        "says rule “must reply within 3",
    ),
    "a table": (
        "[72, 2231, False, 0]",
        "[72, 2232, False, 0]",
        "repair.reply`: the table of its deadlines in `checker.py`",
    ),
    "a word of a channel": ("'telephone': 'phone'", "'telephone': 'email'", "the words: terms of “channel” telephone"),
}


@pytest.mark.parametrize("name", PROGRAM)
def test_a_program_of_another_policy(name: str, paid: Path, tmp_path: Path) -> None:
    old, new, says = PROGRAM[name]
    found = changed(paid, tmp_path / "build", "paid/checker.py", lambda text: text.replace(old, new, 1))
    assert {code for code, _ in found} == {"T803"}
    assert any(says in message for _, message in found), found


def test_the_code_of_another_version_is_not_known(paid: Path, tmp_path: Path) -> None:
    """What it answers is compared all the same."""
    copy = tmp_path / "build"
    shutil.copytree(paid, copy)
    rewrite(copy / "paid/policy.json", '"compiler": "0.1.0"', '"compiler": "0.0.9"')
    path = copy / "paid/checker.py"
    path.write_text(CODE["an operator of `deadline`"](path.read_text(encoding="utf-8")), encoding="utf-8")
    said: list[str] = []
    assert verify(copy / "site", copy, said.append, FEW, ("python",)) == []
    assert "paid: built by another troth: what its checkers answer is compared, and not their code" in said


JAVASCRIPT: Mapping[str, Callable[[str], str]] = {
    "the first operator": lambda text: re.sub(r"return a-b\*", "return a+b*", text, count=1),
    "an operator in the middle": lambda text: text[: len(text) // 2] + text[len(text) // 2 :].replace("<", "<=", 1),
    "a function given": lambda text: re.sub(r"(deadline ?=.*?)\)\)\);?\s*$", r"\1)));due=0;\n", text, flags=re.DOTALL),
    "its end": lambda text: text.rstrip()[:-2] + "\n",
}


@pytest.mark.node
@pytest.mark.parametrize("name", JAVASCRIPT)
def test_javascript_of_another_checker(name: str, paid: Path, tmp_path: Path) -> None:
    found = changed(paid, tmp_path / "build", "paid/checker.mjs", JAVASCRIPT[name])
    assert {code for code, _ in found} == {"T803"}
    assert any(re.search(r"the code of the checker is not .* see line 7, column \d+", text) for _, text in found), found


@pytest.mark.node
def test_comments_of_javascript(paid: Path, tmp_path: Path) -> None:
    def change(text: str) -> str:
        return "// For the help desk.\n\n" + re.sub(r"sha256:\w{8}", "sha256:00000000", text) + "\n"

    assert changed(paid, tmp_path / "build", "paid/checker.mjs", change) == []
