"""`troth verify` passes on what was built together, and fails on each damage by hand, naming promise and page."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.charter.by_python import verify
from tests.charter.damages import rewrite

from troth.diagnostics import Diagnostic

CHARTER = "site/demo/index.html"
DAYS = "site/demo/working-days/index.html"
FACTS = "site/demo/facts/index.html"
CHECKER = "demo/checker.py"

Damage = Callable[[str, str, str], list[Diagnostic]]


def test_what_is_built_together_agrees(built: Path) -> None:
    said: list[str] = []
    assert verify(built / "site", built, said.append) == []
    compared = int(said[-1].split()[1].replace(",", ""))
    assert compared > 3 * 365, "a contact at every midnight and a microsecond either side"


NEXT_OPEN = "A contact that arrives on a day when we are closed counts as arriving when we next open."

ON_THE_PAGE = {
    "a figure of a case": (CHARTER, "request is complex: within 2 weeks.", "request is complex: within 3 weeks."),
    "the next working day": (CHARTER, "by the end of the next working day", "on the same day"),
    "who acts": (CHARTER, "you must cancel before", "we cancel before"),
    "an example's date": (CHARTER, "by the end of ", "by the end of Sunday "),
    "a reason in a strip": (CHARTER, "Works outing</span>", "Rain</span>"),
    "a loose figure": (CHARTER, "<h1>Customer contact</h1>", "<h1>Customer contact</h1><p>We answer in 2 days.</p>"),
    "a figure in a text": (FACTS, "We like to hear from you.", "We like to hear from you within 3 days."),
    "what a word means": (FACTS, "from “leaving” to “returned”", "from “leaving” to “resumed”"),
}  # fmt: skip


@pytest.mark.parametrize("name", ON_THE_PAGE)
def test_a_page_changed_by_hand(name: str, damaged: Damage) -> None:
    found = damaged(*ON_THE_PAGE[name])
    assert found, "not noticed"
    for finding in found:
        assert finding.is_error
        assert finding.span.path.startswith("demo/"), finding.span.path
    if name not in ("a loose figure", "a figure in a text", "what a word means", "the zone", "the years", "the roll"):
        assert any("`demo." in finding.message for finding in found), "no promise is named"


@pytest.mark.parametrize("page", ["charter", "days"])
def test_the_same_change_on_every_page_is_found_by_the_checker(page: str, built: Path, tmp_path: Path) -> None:
    """Pages that agree with each other and not with the checker: only running it can tell."""
    old, new = {
        "charter": ("we reply within 3 working days.", "we reply within 4 working days."),
        "days": ("Monday to Friday", "Monday to Saturday"),
    }[page]
    copy = tmp_path / "build"
    shutil.copytree(built, copy)
    for path in (copy / "site").rglob("*.html"):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    messages = [finding.message for finding in verify(copy / "site", copy, lambda _: None) if finding.code == "T803"]
    assert any("`demo.email.reply`" in message and re.search(r"arriving .* 2026", message) for message in messages)


IN_THE_CHECKER = {
    "weeks": ("[[2, 'week']]", "[[3, 'week']]"),
    "months": ("[[1, 'month']]", "[[2, 'month']]"),
    "seconds": ("[[4, 'hour', 3600]]", "[[4, 'hour', 3601]]"),
    "rings": ("'most': 3", "'most': 2"),
    "a closure": ("'2026-07-13'", "'2026-07-14'"),
    "a weekday": ("'weekdays': [0, 1, 2, 3, 4]", "'weekdays': [0, 1, 2, 3, 5]"),
    "the first year": ("'years': [2026, 2026]", "'years': [2025, 2026]"),
    "the last year": ("'years': [2026, 2026]", "'years': [2026, 2027]"),
    "a clock change": ("1774746000", "1774746001"),
    "an offset": ("3600, 'British Summer Time'", "3601, 'British Summer Time'"),
    "the roll": ("'roll': 'forward'", "'roll': 'backward'"),
    "the shift": ("'counting': 'next open'", "'counting': 'day 0'"),
    "a strength": ("'strength': 'aim'", "'strength': 'must'"),
}


@pytest.mark.parametrize("name", IN_THE_CHECKER)
def test_a_checker_changed_by_hand(name: str, damaged: Damage) -> None:
    found = damaged(CHECKER, *IN_THE_CHECKER[name])
    assert {finding.code for finding in found} == {"T803"}, "found by running it, and by nothing else"


def test_every_number_in_the_tables_matters(built: Path, tmp_path: Path) -> None:
    """Each number of the program, changed by one: the checker then answers otherwise."""
    source = (built / CHECKER).read_text(encoding="utf-8")
    start = source.index("PROGRAM = ")
    numbers = list(re.finditer(r"(?<=[ \[(])\d+(?=[,\]}])", source[start:]))
    assert len(numbers) > 15
    chosen = numbers[:: len(numbers) // 3]
    for index, number in enumerate(chosen):
        copy = tmp_path / str(index)
        shutil.copytree(built, copy)
        at = start + number.start()
        changed = source[:at] + str(int(number[0]) + 1) + source[at + len(number[0]) :]
        (copy / CHECKER).write_text(changed, encoding="utf-8")
        assert verify(copy / "site", copy, lambda _: None), f"{number[0]} at {number.start()} changed unnoticed"


def test_fingerprints_are_never_trusted(damaged: Damage, built: Path) -> None:
    text = (built / CHARTER).read_text(encoding="utf-8")
    start = text.index("sha256:")
    assert damaged(CHARTER, text[start : start + 20], "sha256:0000000000000") == []


def test_a_promise_left_out(built: Path, damaged: Damage) -> None:
    text = (built / CHARTER).read_text(encoding="utf-8")
    start = text.index('<div data-troth="passage" data-promise="demo.calls.call-back"')
    passage = text[start : text.index("</div>", start) + 6]
    assert "T801" in {finding.code for finding in damaged(CHARTER, passage, "")}


def test_a_promise_published_twice(built: Path, damaged: Damage) -> None:
    text = (built / CHARTER).read_text(encoding="utf-8")
    start = text.index('<div data-troth="passage" data-promise="demo.calls.call-back"')
    passage = text[start : text.index("</div>", start) + 6]
    assert {finding.code for finding in damaged(CHARTER, passage, passage + passage)} == {"T805"}


def test_a_policy_not_published(built: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert [finding.code for finding in verify(tmp_path / "site", built, lambda _: None)] == ["T801"]


def test_a_build_without_a_manifest(built: Path, tmp_path: Path) -> None:
    assert [finding.code for finding in verify(built / "site", tmp_path, lambda _: None)] == ["T807"]


@pytest.mark.parametrize("source", ["", "import sys; sys.exit(0)", "def due(c, as_of=None): return None"])
def test_a_checker_that_says_nothing(source: str, built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "build"
    shutil.copytree(built, copy)
    (copy / CHECKER).write_text(source, encoding="utf-8")
    assert {finding.code for finding in verify(copy / "site", copy, lambda _: None)} == {"T803"}


NEVER = {
    "an answer": ("\nPROGRAM = ", "\nwhile True: pass\nPROGRAM = "),
    "an end": ('\nif __name__ == "__main__":', "\nimport atexit, time\natexit.register(time.sleep, 600)\n"),
}


@pytest.mark.parametrize("name", NEVER)
def test_a_checker_that_never_gives(name: str, built: Path, damaged: Damage, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is waited for, and not for ever."""
    monkeypatch.setattr("troth.charter.runners.SILENT_SECONDS", 2)
    before, after = NEVER[name]
    found = damaged(CHECKER, before, after if name == "an answer" else f"{after}{before}")
    assert {finding.code for finding in found} == {"T803"}
    silent = "`checker.py` of `demo` says nothing for 2 seconds, and is stopped after "
    assert any(silent in finding.message for finding in found)


@pytest.mark.node
def test_a_module_that_never_answers(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("troth.charter.runners.SILENT_SECONDS", 2)
    shutil.copytree(built, tmp_path / "build")
    rewrite(tmp_path / "build" / "demo" / "checker.mjs", "\nconst ", "\nwhile (true);\nconst ")
    found = verify(tmp_path / "build" / "site", tmp_path / "build", lambda _: None, every=400, only=("javascript",))
    assert {finding.code for finding in found} == {"T803"}
    assert any("`checker.mjs` of `demo` says nothing for 2 seconds" in finding.message for finding in found)


def test_the_page_of_working_days_gone(built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "build"
    shutil.copytree(built, copy)
    (copy / DAYS).unlink()
    assert {finding.code for finding in verify(copy / "site", copy, lambda _: None)} == {"T801"}


def test_what_no_checker_judges(damaged: Damage) -> None:
    found = damaged(CHARTER, "We do this by email or phone.", "We do this by email or fax.")
    assert {finding.code for finding in found} == {"T804"}


def test_a_truncated_checker(built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "build"
    shutil.copytree(built, copy)
    source = (copy / CHECKER).read_text(encoding="utf-8")
    (copy / CHECKER).write_text(source[: len(source) // 2], encoding="utf-8")
    assert {finding.code for finding in verify(copy / "site", copy, lambda _: None)} == {"T803"}
