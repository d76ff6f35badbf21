"""The tests of the language reference go red: each damage to the page is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.reference import page as pages
from tests.reference import test_dates, test_reference, test_sums
from tests.reference.running import Reference

ADDED = {
    "a block without a mark": "```\ntroth\n```\n",
    "a block of another language": "```ruby\n1 + 1\n```\n",
    "a policy that is no file": "```policy whole\n```\n",
    "a sentence after no policy": "```sentence\nWhen you email us, we reply within 3 working days.\n```\n",
    "a calendar after no policy": "```calendar\nTimes are local time in Europe/London.\n```\n",
    "words after no policy": "```words\nThe fact “complex” means that the case is complex.\n```\n",
    "words that are not declared": "```policy standard\nstandard email\n    for email\n    must reply at once\n```\n"
    "```words\nThe fact “complex” means that the case is complex.\n```\n",
    "contacts that cannot be read": "```contacts calls.jsonl\n{}\n```\n"
    "```console\n$ troth due harbour.policy --contacts calls.jsonl\n```\n",
    "a policy with a finding": "```policy standard\nstandard email\n    for emial\n    must reply within 1 day\n```\n",
    "an error that is none": "```policy error T203\nstandard email\n    for email\n    must reply within 1 hour\n```\n",
    "an error of another code": "```policy error T203\nstandard email\n    for emial\n    must reply at once\n```\n",
    "an exit code": "```console 1\n$ troth review harbour.policy --as-of 2026-06-01\n"
    "harbour: later (by 3 March 2029), no owner is named\n0 overdue as of 1 June 2026\n```\n",
    "a lock": "```lock\nGB-SCT 2026-11-29 Saint Andrew's Day\n```\n",
}

CHANGED = {
    "a figure of a sentence": (
        "```sentence\nWhen you email us, we reply within 3",
        "```sentence\nWhen you email us, we reply within 4",
    ),
    "a figure of a policy": ("must reply within 3 working days\n```", "must reply within 4 working days\n```"),
    "a date of a command": ("by the end of Thursday 3 December 2026\n", "by the end of Friday 4 December 2026\n"),
    "a reason of a command": ("Saint Andrew's Day\n    +", "weekend\n    +"),
}


def beginning(page: str) -> str:
    """The frame, a standard, its sentence and a command."""
    return page[: page.index("## Layout")]


def run(page: str, folder: Path, root: Path) -> list[str]:
    reference = Reference(folder, root / "policies")
    reference.run(page)
    return reference.faults


def test_the_beginning_alone_is_sound(page: str, root: Path, tmp_path: Path) -> None:
    assert run(beginning(page), tmp_path, root) == []


@pytest.mark.parametrize("name", ADDED)
def test_a_block_that_is_not_as_it_says(name: str, page: str, root: Path, tmp_path: Path) -> None:
    frame = next(block for block in pages.blocks(page) if block.info[:2] == ("policy", "frame"))
    before = "" if "after no policy" in name else f"```{' '.join(frame.info)}\n{frame.text}```\n"
    assert len(run(before + ADDED[name], tmp_path, root)) == 1


@pytest.mark.parametrize("name", CHANGED)
def test_a_change_of_the_page(name: str, page: str, root: Path, tmp_path: Path) -> None:
    old, new = CHANGED[name]
    sound = beginning(page)
    assert old in sound
    assert run(sound.replace(old, new, 1), tmp_path, root) != []


def test_an_example_that_differs(page: str, root: Path, tmp_path: Path) -> None:
    example = 'example "one"\n    email arrives 1 June 2026 at 10:00\n    reply due by the end of Friday 5 June 2026\n'
    sound = beginning(page)
    standard = "must reply within 3 working days\n```"
    assert run(sound.replace(standard, standard.replace("```", f"\n{example}```")), tmp_path, root) != []


@pytest.mark.parametrize("text", ["```policy standard\nno end\n", "  ```policy standard\n  ```\n", "~~~\n~~~\n"])
def test_a_block_that_would_not_be_seen(text: str) -> None:
    with pytest.raises(AssertionError):
        pages.blocks(text)


Check = Callable[[str], None]

TABLES: dict[str, tuple[Check, str, str]] = {
    "a code gone": (test_reference.test_the_findings_are_those_of_the_catalogue, "| T203 |", "T203"),
    "a code too many": (test_reference.test_the_findings_are_those_of_the_catalogue, "| T203 |", "| T999 |"),
    "a name of a code": (test_reference.test_the_findings_are_those_of_the_catalogue, "`ambiguous-count`", "`count`"),
    "a channel gone": (test_reference.test_the_vocabulary_is_the_one_that_ships, "| `fax` |", "| `telex` |"),
    "another name": (test_reference.test_the_vocabulary_is_the_one_that_ships, "`voicemail`", "`mailbox`"),
    "a noun": (test_reference.test_the_vocabulary_is_the_one_that_ships, "| the return |", "| |"),
    "a status": (test_reference.test_the_statuses_are_those_of_a_judged_promise, "| `at risk` |", "| `paused` |"),
    "a limit of a file": (test_reference.test_the_limits_of_a_file_are_said, "20 levels", "30 levels"),
    "a word of the glossary": (
        test_reference.test_the_glossary_is_in_order_with_one_line_a_word,
        "| arrival |",
        "| zzz |",
    ),
    "a link": (test_reference.test_every_link_leads_to_a_heading_or_a_file, "(#glossary)", "(#words)"),
    "a link to a file": (
        test_reference.test_every_link_leads_to_a_heading_or_a_file,
        "(../tests/conformance/README.md)",
        "(tests/conformance/README.md)",
    ),
    "a form not there yet": (
        test_reference.test_every_form_that_is_not_there_yet_is_listed,
        "| `aliases` |",
        "| `alias` |",
    ),
    "a form that is there": (
        test_reference.test_every_form_that_is_not_there_yet_is_listed,
        '`a working day is called "business day"`',
        "`working days Monday to Friday`",
    ),
    "a date of an example": (
        test_dates.test_every_deadline_of_an_example_is_known_by_hand,
        "reply due by the end of Monday 2 March 2026",
        "reply due by the end of Tuesday 3 March 2026",
    ),
    "a date of a command": (
        test_dates.test_every_deadline_that_a_command_prints_is_known_by_hand,
        "  by the end of Thursday 3 December 2026\n",
        "  by the end of Friday 4 December 2026\n",
    ),
    "a date from which something may be done": (
        test_dates.test_every_deadline_that_a_command_prints_is_known_by_hand,
        "not before Tuesday 16 June 2026\n",
        "not before Wednesday 17 June 2026\n",
    ),
    "a deadline that would be due": (
        test_dates.test_every_deadline_that_a_command_prints_is_known_by_hand,
        "else due by the end of Friday 12 June 2026\n",
        "else due by the end of Thursday 11 June 2026\n",
    ),
    "a sum": (test_sums.test_every_sum_that_a_command_prints_is_known_by_hand, "  owed £90:", "  owed £60:"),
    "a sum of all": (test_sums.test_every_sum_that_a_command_prints_is_known_by_hand, "  £100\n", "  £120\n"),
    "a share": (
        test_sums.test_every_share_that_a_command_prints_is_known_by_hand,
        "1 of 3 in time  33.333%",
        "1 of 3 in time  33.334%",
    ),
    "a target that is reached": (
        test_sums.test_every_share_that_a_command_prints_is_known_by_hand,
        "19.5 seconds on average  reached",
        "19.5 seconds on average  not reached",
    ),
    "a weekday": (
        test_dates.test_every_deadline_that_a_command_prints_is_known_by_hand,
        "  by the end of Thursday 3 December 2026\n",
        "  by the end of Friday 3 December 2026\n",
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_damaged_table_or_date(name: str, page: str) -> None:
    check, old, new = TABLES[name]
    check(page)
    assert old in page
    with pytest.raises(AssertionError):
        check(page.replace(old, new))


def test_a_damaged_reading(page: str, root: Path) -> None:
    row = "| Saturday 28 November 2026 | Thursday 3 December 2026 | Friday 4 December 2026 |"
    with pytest.raises(AssertionError):
        test_dates.test_the_two_readings_of_counting(page.replace(row, row.replace("Friday 4", "Thursday 3")), root)
    row = "| Monday 1 June 2026 | Saturday 6 June 2026 | Monday 8 June 2026 | Friday 5 June 2026 |"
    with pytest.raises(AssertionError):
        test_dates.test_the_three_rolls(page.replace(row, row.replace("Friday 5", "Thursday 4")), root)
    row = "| Tuesday 31 March 2026 | Thursday 30 April 2026 | Friday 1 May 2026 |"
    with pytest.raises(AssertionError):
        test_dates.test_the_two_month_ends(page.replace(row, row.replace("Friday 1 May", "Thursday 30 April")), root)
