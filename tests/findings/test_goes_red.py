"""The tests of the pages of findings go red: each damage to a page is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.findings.pages import faults, sentences
from tests.findings.running import Frame, frame_of, run_page
from tests.findings.test_pages import DATES, dates_in, text_of, unpaired

from troth.charter import findings
from troth.diagnostics import CATALOGUE

COUNTING = "    counting       the day of arrival is day 0\n"
WORKED = "    working days   Monday to Friday\n"

FORM = {
    "another title": ("# T203: ambiguous count\n", "# T203: counting\n", "title"),
    "another code": ("# T203:", "# T204:", "title"),
    "no first section": ("## What is wrong here", "## What is wrong", "two sections"),
    "no second section": ("## What to write instead", "## Instead", "two sections"),
    "a section too many": ("## What to write instead", "## Why\n\n## What to write instead", "other headings"),
    "a second paragraph": (" Is an email", "\n\nIs an email", "one paragraph"),
    "a block of another kind": ("```policy", "```toml", "nobody knows"),
    "no command": ("```console", "```policy", "shows a policy, and then"),
    "a block that is not closed": ("```console", "``console", "two sections"),
    "a long sentence": ("A promise counts days, and", f"A promise counts days, {'and days, ' * 12}and", "words:"),
}


@pytest.mark.parametrize("name", FORM)
def test_a_page_of_another_form(name: str, folder: Path) -> None:
    old, new, said = FORM[name]
    text = text_of("T203", folder)
    assert old in text
    assert any(said in fault for fault in faults("T203", text.replace(old, new, 1)))


def test_a_page_without_a_remedy(folder: Path) -> None:
    text = text_of("T203", folder)
    head = text[: text.index("## What to write instead")]
    assert faults("T203", f"{head}## What to write instead\n\nNothing.\n") == ["`What to write instead` shows nothing"]


RUN = {
    "a wrong policy that is sound": (WORKED, WORKED + COUNTING, "no finding"),
    "a wrong policy with another finding": ("must reply within 3 working days", "must reply within 3", "T011"),
    "an output that is not so": ("1 error and 0 warnings", "2 errors and 0 warnings", "it prints"),
    "a date of the output": ("Wednesday 11 March 2026", "Wednesday 18 March 2026", "it prints"),
    "a command that is another": ("$ troth check harbour.policy", "$ troth check other.policy", "it prints"),
    "no command at all": ("$ troth check harbour.policy", "$ troth-check harbour.policy", "no finding"),
    "a remedy that is none": (COUNTING, "", "still says"),
    "a remedy with another error": (COUNTING, COUNTING + "    closed 1 March 2029\n", "there are findings"),
    "a remedy with a warning": (
        'standard email "Emails"\n    for            email\n    must reply within 3 working days\n```\n\nWith',
        'standard email "Emails"\n    for            email\n    must reply within 3 working days\n'
        "standard letter\n    for letter\n    replaces email\n    must reply within 3 working days\n```\n\nWith",
        "T306",
    ),
}


@pytest.mark.parametrize("name", RUN)
def test_a_page_that_does_not_come_out_so(name: str, folder: Path, frame: Frame, tmp_path: Path) -> None:
    old, new, said = RUN[name]
    text = text_of("T203", folder)
    assert run_page("T203", text, frame, tmp_path / "sound") == []
    assert old in text
    found = run_page("T203", text.replace(old, new, 1), frame, tmp_path / "damaged")
    assert any(said in fault for fault in found), found


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("T202", "44 holidays", "45 holidays"),
        ("T510", 'source         "4.1"', 'source         "4.2"'),
        ("T602", "Thursday 3 December 2026", "Friday 4 December 2026"),
        ("T701", '"27 November 2026"', "2026-11-27"),
        ("T701", "T16:50 --as-of", "T1650Z0 --as-of"),
        ("T702", "T01:30\n", "T00:30\n"),
    ],
)
def test_what_other_commands_say(code: str, old: str, new: str, folder: Path, frame: Frame, tmp_path: Path) -> None:
    text = text_of(code, folder)
    assert old in text
    assert run_page(code, text.replace(old, new), frame, tmp_path) != []


def test_a_warning_is_no_error(folder: Path, frame: Frame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CATALOGUE, "T306", CATALOGUE["T203"])
    assert run_page("T306", text_of("T306", folder), frame, tmp_path) != []


def test_a_code_without_a_page(tmp_path: Path) -> None:
    assert unpaired(["T203.md"], ["T203", "T204"]) == ["T204.md is missing: no-working-days"]
    assert unpaired(["T203.md", "T999.md"], ["T203"]) == ["T999.md is the page of no code"]
    with pytest.raises(AssertionError, match=r"T203 \(ambiguous-count\) has no page"):
        text_of("T203", tmp_path)


def test_a_deadline_that_is_not_known(folder: Path) -> None:
    text = text_of("T203", folder)
    assert dates_in(text.replace("Thursday 12 March 2026", "Friday 13 March 2026")) != DATES["T203"]
    with pytest.raises(AssertionError, match="is no Wednesday"):
        dates_in(text.replace("Wednesday 11 March 2026", "Wednesday 12 March 2026"))


def test_a_damaged_lock(root: Path) -> None:
    reference = (root / "grammar" / "README.md").read_text(encoding="utf-8")
    with pytest.raises(AssertionError):
        frame_of(reference, "GB-SCT 2026-11-31 Saint Andrew's Day\n")


def test_the_sentences_of_a_page() -> None:
    text = "# T1: a title\n\nOne, `two. three`. Four:\n`five`!\n\n```policy\nsix. seven\n```\n\nEight? Nine.\n"
    assert [one.replace("·", ".") for one in sentences(text)] == [
        "T1:", "a title", "One, `two. three`.", "Four:", "`five`!", "Eight?", "Nine.",
    ]  # fmt: skip


def test_a_family_without_a_title(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(findings.FAMILIES, "T2")
    with pytest.raises(KeyError):
        findings.published_findings()
