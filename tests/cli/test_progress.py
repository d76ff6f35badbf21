"""How far a command has come is said on a terminal, and nowhere else."""

from __future__ import annotations

import io

from rich.console import Console

from troth.cli.progress import Advance


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
