"""Every finding has a page, all of one form; its wrong policy gives the finding as shown, and the right one none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.findings.pages import faults
from tests.findings.running import Frame, run_page
from tests.oracle import busdays
from tests.reference.page import blocks

from troth.diagnostics import CATALOGUE


def text_of(code: str, folder: Path) -> str:
    path = folder / f"{code}.md"
    assert path.is_file(), f"{code} ({CATALOGUE[code][0]}) has no page: write {path.name}"
    return path.read_text(encoding="utf-8")


def unpaired(names: Iterable[str], codes: Iterable[str]) -> list[str]:
    """Codes without a page, and files that are the page of no code."""
    pages, expected = set(names), {f"{code}.md" for code in codes}
    missing = [f"{name} is missing: {CATALOGUE.get(name.removesuffix('.md'), '?')[0]}" for name in expected - pages]
    return sorted([*missing, *(f"{name} is the page of no code" for name in pages - expected)])


def test_every_code_has_a_page_and_every_page_a_code(folder: Path) -> None:
    assert unpaired((path.name for path in folder.iterdir()), CATALOGUE) == []


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_page_has_the_form_of_all(code: str, folder: Path) -> None:
    assert faults(code, text_of(code, folder)) == []


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_page_comes_out_as_it_says(code: str, folder: Path, frame: Frame, tmp_path: Path) -> None:
    assert "\n\n".join(run_page(code, text_of(code, folder), frame, tmp_path)) == ""


# ---------- dates: worked out by hand or by NumPy's business days, and never by the compiler

# The public holidays of Scotland near a date of the pages, from the government's list.
CLOSED = tuple(dt.date.fromisoformat(day) for day in ("2026-11-30", "2026-12-25"))
_DATE = re.compile(r"\b((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day) (\d{1,2} [A-Z][a-z]+ \d{4})\b")


def on(day: str) -> dt.date:
    return dt.date.fromisoformat(day)


def worked(arrival: str, n: int, closed: Iterable[dt.date] = CLOSED, *, next_open: bool = False) -> dt.date:
    """The n-th working day."""
    return busdays.last_day(on(arrival), n, tuple(closed), next_open=next_open)


def days(arrival: str, n: int, roll: str = "") -> dt.date:
    """The n-th day, which may roll."""
    last = on(arrival) + dt.timedelta(days=n)
    return busdays.rolled(last, roll, CLOSED) if roll else last


FRIDAY = "2026-11-27"
# The policy of the pages was approved on Tuesday 3 March 2026, and examples are of that time.
APPROVED, SATURDAY = "2026-03-03", "2026-03-07"
DATES = {
    "T203": {on(SATURDAY), worked(SATURDAY, 3), worked(SATURDAY, 3, next_open=True)},
    "T205": {on(APPROVED), days(APPROVED, 5), days(APPROVED, 5, "forward")},
    "T206": {on(SATURDAY), worked(SATURDAY, 1)},
    "T210": {on("2026-03-06"), days("2026-03-06", 2, "forward"), worked("2026-03-06", 2)},
    # There is no 31 April.
    "T215": {on("2026-03-31"), on("2026-04-30"), on("2026-05-01")},
    "T217": {on(APPROVED), worked(APPROVED, 3), worked(APPROVED, 4)},
    "T601": {on(FRIDAY), worked(FRIDAY, 3), on("2026-12-02")},  # the last is the mistake of the example
    "T602": {on(FRIDAY), worked(FRIDAY, 3)},
    # One month from Saturday 7 March, and from Monday 9 March, when the office opens.
    "T219": {on("2026-03-07"), on("2026-04-07"), on("2026-04-09")},
    "T603": {on(FRIDAY), worked(FRIDAY, 3)},
    "T701": {on(FRIDAY), worked(FRIDAY, 3)},
    # Two hours from 01:30 Greenwich time: 03:30, when clocks show 04:30.
    "T702": {on("2026-03-29")},
    # Two hours from 01:30 summer time, which is 00:30: 02:30 Greenwich time.
    "T703": {on("2026-10-25")},
    # Thursday 1 January, and no holidays: the page counts three days, the damaged checker four.
    "T803": {on("2026-01-01"), worked("2026-01-01", 3, ()), worked("2026-01-01", 4, ())},
}
TIMES = {"T702": "by 4:30am on Sunday 29 March 2026", "T703": "by 2:30am Greenwich Mean Time on Sunday 25 October 2026"}


def dates_in(text: str) -> set[dt.date]:
    """The days that a page names with their weekday.

    Raises AssertionError for a weekday that is wrong.
    """
    found = set()
    for weekday, day in (match for block in blocks(text) for match in _DATE.findall(block.text)):
        found.add(dt.datetime.strptime(day, "%d %B %Y").date())
        assert f"{dt.datetime.strptime(day, '%d %B %Y'):%A}" == weekday, f"{day} is no {weekday}"
    return found


def test_every_deadline_on_a_page_is_known_by_hand(folder: Path) -> None:
    found = {path.stem: dates_in(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.md"))}
    assert {code: dates for code, dates in found.items() if dates} == DATES
    for code, said in TIMES.items():
        assert said in text_of(code, folder)
