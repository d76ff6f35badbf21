"""The page of working days says which years may still change, and `troth verify` compares that with what was built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.charter.conftest import HERE, publish, verify_damaged

from troth.calendars.lock import make_lock, write_lock
from troth.diagnostics import Diagnostic

SAID = "The public holidays of 2027 to 2028 are worked out by rule, and may still change."


def published(folder: Path, proclaimed: int) -> Path:
    """The demonstration with the holidays of Scotland for 2026 to 2028, proclaimed up to a year."""
    text = (HERE / "demo.policy").read_text(encoding="utf-8")
    text = text.replace("2026 to 2026", "2026 to 2028").replace("holidays       none", "holidays       GB-SCT")
    lock = make_lock(("GB-SCT",), 2026, 2028, [("GB-SCT", year) for year in range(2026, proclaimed + 1)])
    (folder / "policies").mkdir()
    (folder / "policies" / "demo.policy").write_text(text, encoding="utf-8")
    (folder / "policies" / "calendar.lock").write_text(write_lock(lock), encoding="utf-8")
    return publish(folder / "policies", folder / "build")


@pytest.fixture(scope="module")
def to_2026(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("proclaimed"), 2026)


def pages_that_say(build: Path, sentence: str) -> list[str]:
    site = build / "site"
    return [
        page.relative_to(site).as_posix()
        for page in site.rglob("*.html")
        if sentence in page.read_text(encoding="utf-8")
    ]


@pytest.fixture
def damaged(to_2026: Path, tmp_path: Path) -> Callable[[str], list[Diagnostic]]:
    """Replaces what the page of working days says of the years."""
    return lambda new: verify_damaged(to_2026, tmp_path / "copy", "site/demo/working-days/index.html", SAID, new)


def test_the_page_says_which_years_may_change(to_2026: Path) -> None:
    assert "demo/working-days/index.html" in pages_that_say(to_2026, SAID)


def test_nothing_is_said_where_all_years_are_proclaimed(tmp_path: Path) -> None:
    assert pages_that_say(published(tmp_path, 2028), "worked out by rule") == []


@pytest.mark.parametrize("new", [SAID.replace("2027 to 2028", "2028"), SAID.replace("may", "will"), ""])
def test_a_page_that_says_otherwise_goes_red(new: str, damaged: Callable[[str], list[Diagnostic]]) -> None:
    assert {finding.code for finding in damaged(new)} & {"T802", "T804"}


def test_the_finding_names_the_years(damaged: Callable[[str], list[Diagnostic]]) -> None:
    messages = [finding.message for finding in damaged(SAID.replace("2027 to 2028", "2028"))]
    assert (
        "the page says that the holidays of 2028 may still change, and the policy that was built 2027 to 2028"
    ) in messages
