"""A long comparison that was stopped goes on where it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.agree import record
from tests.agree.record import edition, recorded
from tests.properties.days_compared import Compared

ASKED = {"policy": "ledcom", "seed": 1, "contacts": 50, "edition": "0"}


class Comparison:
    """One that says how often it was made."""

    made = 0
    differences: tuple[str, ...] = ()

    def __call__(self) -> Compared:
        self.made += 1
        return Compared(counts={"contacts": 50}, differences=[*self.differences])


def test_what_has_agreed_is_not_asked_again(tmp_path: Path) -> None:
    compare = Comparison()
    first = recorded(tmp_path / "agreed", ASKED, compare)
    assert recorded(tmp_path / "agreed", ASKED, compare) == first
    assert first.counts == {"contacts": 50}
    assert compare.made == 1


def test_what_is_another_is_asked(tmp_path: Path) -> None:
    compare = Comparison()
    for change in ({}, {"policy": "polha"}, {"seed": 2}, {"contacts": 60}, {"edition": "1"}):
        recorded(tmp_path / "agreed", ASKED | change, compare)
    assert compare.made == 5


def test_what_did_not_agree_is_asked_again(tmp_path: Path) -> None:
    compare = Comparison()
    compare.differences = ("one",)
    assert recorded(tmp_path / "agreed", ASKED, compare).differences == ["one"]
    compare.differences = ()
    assert recorded(tmp_path / "agreed", ASKED, compare).differences == []
    assert compare.made == 2


def test_an_edition_is_of_checkers_and_of_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    of = edition.__wrapped__  # which remembers nothing
    monkeypatch.setattr(record, "built", lambda policy: {"checker.py": f"checks {policy}"})
    known = of("ledcom", "audit")
    assert of("ledcom", "audit") == known
    assert len({known, of("ledcom", "model", "audit"), of("ledcom", "model"), of("polha", "audit")}) == 4
    monkeypatch.setattr(record, "built", lambda policy: {"checker.py": f"checks {policy}", "policy.json": "{}"})
    assert of("ledcom", "audit") == known, "no engine reads it"
    monkeypatch.setattr(record, "built", lambda _: {"checker.py": "checks something else"})
    assert of("ledcom", "audit") != known
