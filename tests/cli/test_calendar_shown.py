"""`troth calendar` without a flag: the calendar as a policy uses it, each closed or dropped day with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Troth
from tests.cli.locks import data_of

KEPT = """\
policy kept "Kept"
    organisation   "Harbour Homes"
    approved       3 March 2026 by "Board"
    review every   3 years
    calendar       office

calendar office
    time zone      Europe/London
    years          2026 to 2027
    holidays       in any of GB-ENG, GB-SCT
    holidays except "Saint Andrew's Day"
    holidays also  29 May 2026, "Founders' day"
    working days   Monday to Friday
    closed         24 December 2026 to 31 December 2026, "winter closure"
    counting       the day of arrival is day 0

standard email "Emails"
    for email
    must reply within 3 working days
"""


@pytest.fixture
def kept(tmp_path: Path, troth: Troth) -> Path:
    path = tmp_path / "kept.policy"
    path.write_text(KEPT, encoding="utf-8")
    assert troth("calendar", "--update", path).exit_code == 0
    return path


def test_each_day_of_a_calendar_with_its_reason(kept: Path, troth: Troth) -> None:
    """By hand, from the official lists of England and Scotland for 2026, which agree on seven days."""
    shown = troth("calendar", kept, "--year", 2026)
    assert (shown.exit_code, shown.stderr) == (0, "0 of 1 locks differ\n")
    head, year, *days = shown.stdout.splitlines()
    assert head == "kept: calendar office, 2026 to 2027, holidays of England (GB-ENG) and Scotland (GB-SCT)"
    assert year == "  2026, holidays by rule"
    assert days == [
        "    Thursday 1 January 2026, New Year's Day",
        "    Friday 2 January 2026, New Year Holiday (only GB-SCT)",
        "    Friday 3 April 2026, Good Friday",
        "    Monday 6 April 2026, Easter Monday (only GB-ENG)",
        "    Monday 4 May 2026, May Day",
        "    Monday 25 May 2026, Spring Bank Holiday",
        "    Friday 29 May 2026, Founders' day: added by the policy",
        "    Monday 15 June 2026, Scotland's participation in the FIFA World Cup final (only GB-SCT)",
        "    Monday 3 August 2026, Summer Bank Holiday (only GB-SCT)",
        "    Monday 31 August 2026, Late Summer Bank Holiday (only GB-ENG)",
        "    Monday 30 November 2026, Saint Andrew's Day (only GB-SCT): worked, the policy drops it",
        "    Thursday 24 December 2026 to Thursday 31 December 2026, winter closure: closed by the policy",
        "    Friday 25 December 2026, Christmas Day",
        "    Saturday 26 December 2026, Boxing Day; a weekend anyway",
        "    Monday 28 December 2026, Boxing Day (observed)",
    ]


def test_a_year_that_is_proclaimed_is_shown_as_such(kept: Path, troth: Troth) -> None:
    troth("calendar", kept, "--proclaimed", 2026)
    lines = troth("calendar", kept).stdout.splitlines()
    assert [line for line in lines if line.startswith("  20")] == [
        "  2026, holidays proclaimed",
        "  2027, holidays by rule",
    ]


def test_a_dropped_holiday_on_a_day_that_is_closed_anyway(kept: Path, troth: Troth) -> None:
    text = KEPT.replace('"Saint Andrew\'s Day"', '"Boxing Day"')
    kept.write_text(text, encoding="utf-8")
    shown = troth("calendar", kept, "--year", 2026).stdout
    assert "    Saturday 26 December 2026, Boxing Day: the policy drops it, a weekend anyway\n" in shown
    assert (
        "    Monday 28 December 2026, Boxing Day (observed): the policy drops it, closed anyway: winter closure\n"
    ) in shown


def test_the_calendar_as_data(kept: Path, troth: Troth) -> None:
    (found,) = data_of(troth, kept, "--year", 2026)["calendars"]
    assert (found["policy"], found["calendar"], found["years"]) == ("kept", "office", [2026, 2027])
    assert (found["dropped"], found["by_rule"]) == (["Saint Andrew's Day"], [2026, 2027])
    days = {(one["date"], one["name"]): one for one in found["days"]}
    assert days[("2026-11-30", "Saint Andrew's Day")]["why"] == "dropped"
    assert days[("2026-01-01", "New Year's Day")]["regions"] == ["GB-ENG", "GB-SCT"]
    assert days[("2026-08-31", "Late Summer Bank Holiday")]["regions"] == ["GB-ENG"]
    assert days[("2026-05-29", "Founders' day")]["why"] == "added"
    closed = {one for (one, _), day in days.items() if day["why"] != "dropped" and day["anyway"] is None}
    # The 13 holidays of the year but Saint Andrew's Day and the Saturday; the added day; 24 and 29 to 31 December.
    assert len(closed) == 11 + 1 + 4


@pytest.mark.parametrize("arguments", [("--year", "2028"), ("--year", "2026", "--check")])
def test_a_year_that_cannot_be_shown(arguments: tuple[str, ...], kept: Path, troth: Troth) -> None:
    result = troth("calendar", kept, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_calendar_whose_lock_is_missing_says_so(kept: Path, troth: Troth) -> None:
    kept.with_name("calendar.lock").unlink()
    shown = troth("calendar", kept, "--year", 2026)
    assert shown.exit_code == 1
    assert "error[T202]" in shown.stdout
    assert "Friday 29 May 2026, Founders' day: added by the policy" in shown.stdout
    assert "Good Friday" not in shown.stdout
