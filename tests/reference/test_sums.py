"""Every share, average and sum of money on the page, worked out by hand from the contacts that stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_UP, Decimal

import pytest
from tests.reference import page as pages

pytestmark = pytest.mark.xdist_group("reference")


def share(met: int, counted: int) -> str:
    """Rounded down to three places, so that what is just missed never looks reached."""
    exact = Decimal(100 * met) / counted
    return f"{met} of {counted} in time  {_plain(exact.quantize(Decimal('0.001'), ROUND_DOWN))}%"


def average(unit: str, *taken: int) -> str:
    """Rounded up to three places."""
    exact = (Decimal(sum(taken)) / len(taken)).quantize(Decimal("0.001"), ROUND_UP)
    contacts = f"{len(taken)} contact{'' if len(taken) == 1 else 's'}"
    return f"{contacts}  {_plain(exact)} {unit}{'' if exact == 1 else 's'} on average"


def _plain(exact: Decimal) -> str:
    return f"{exact.normalize():f}"


SHARES = {
    # In June the emails 1, 2 and 3 took 2, 3 and 7 working days; in July email 4 took 2.
    ("june.jsonl", "harbour.email.reply  50% within 2 working days each month"): (
        f"2026-06  {share(1, 3)}  not reached",
        f"2026-07  {share(1, 1)}  reached",
    ),
    ("june.jsonl", "harbour.email.reply  90% each month"): (
        f"2026-06  {share(2, 3)}  not reached",
        f"2026-07  {share(1, 1)}  reached",
    ),
    ("june.jsonl", "harbour.email.reply  average 3 working days each month"): (
        f"2026-06  {average('working day', 2, 3, 7)}  not reached",
        f"2026-07  {average('working day', 2)}  reached",
    ),
    # Rings 3, 5 and never; the fourth call came in a storm.
    ("calls.jsonl", "harbour.phone.answer  90% each month"): (f"2026-03  {share(2, 3)}  not reached",),
    ("calls.jsonl", "harbour.phone.answer  average 20 seconds each month"): (
        f"2026-03  {average('second', 12, 27)}  reached",
    ),
}
"""File and target → a row a period."""


def measured(page: str) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """Each target that a command prints, with its rows, columns apart by two spaces."""
    for block in pages.blocks(page):
        file, target, rows = "", "", list[str]()
        for line in (*block.text.splitlines(), "$") if block.info[0] == "console" else ():
            found = re.match(r"  (\d{4}\S*|all) ", line)
            if not found and target and rows:
                yield (file, target), tuple(rows)
                target, rows = "", []
            if line.startswith("$"):
                file = next(iter(re.findall(r"--contacts (\S+)", line)), "")
            elif found:
                rows.append(re.sub(r" {2,}", "  ", line.strip()))
            elif file and re.match(r"[\w-]+(\.[\w-]+)+  ", line):
                target = line


def test_every_share_that_a_command_prints_is_known_by_hand(page: str) -> None:
    found = list(measured(page))
    assert len(found) == len(dict(found))
    assert dict(found) == SHARES


def test_a_share_is_rounded_down_and_an_average_up() -> None:
    assert share(2, 3) == "2 of 3 in time  66.666%"
    assert average("day", 1, 2, 4) == "3 contacts  2.334 days on average"
    assert average("day", 1) == "1 contact  1 day on average"
