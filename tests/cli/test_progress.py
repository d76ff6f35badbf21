"""How far a command has come is said on a terminal, and nowhere else."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from troth.cli.progress import Advance, Steps


def said(*, terminal: bool, total: int | None = 10_000) -> str:
    written = io.StringIO()
    console = Console(file=written, force_terminal=terminal, width=120, color_system=None)
    with Advance("contacts", total, console) as bar:
        bar.by(1_000)
        bar.to(2_500, total)
    return written.getvalue()


def test_on_a_terminal() -> None:
    text = said(terminal=True)
    assert "contacts" in text
    assert "2,500 of 10,000" in text
    assert "a second" in text


def test_without_a_total() -> None:
    text = said(terminal=True, total=None)
    assert "2,500" in text
    assert " of " not in text


def test_nothing_where_there_is_no_terminal() -> None:
    assert said(terminal=False) == ""


def test_what_is_heard_moves_the_step_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[tuple[str, int]] = []
    now = ""

    def to(_bar: Advance, done: int, _total: int | None = None) -> None:
        moved.append((now, done))

    monkeypatch.setattr(Advance, "to", to)
    steps = Steps()
    steps.heard(0.1)
    for now, total, share in (("read", 232, 0.5), ("looked at", None, 0.5), ("judged", 3_000_000, 0.25)):
        with steps.step(now, total):
            steps.heard(share)
    steps.heard(0.9)
    assert moved == [("read", 116), ("judged", 750_000)]
