"""Every share, average and sum of money on the page, worked out by hand from the contacts that stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from tests.reference import page as pages


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
    # Urgent: in time, and a day late; the third came on a Saturday.
    ("repairs.jsonl", "harbour.repairs.complete  98% each quarter, for priority urgent"): (
        f"2026-Q1  {share(1, 2)}  not reached",
    ),
    # The soon one was due on 9 March, the routine one on 7 April.
    ("repairs.jsonl", "harbour.repairs.complete  85% each quarter, for priority soon or routine"): (
        f"2026-Q1  {share(1, 1)}  reached",
        f"2026-Q2  {share(1, 1)}  reached",
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


PHONED = "harbour --channel phone --kind"
BUSINESS = f'{PHONED} repair --category "customer type=business" --fact storm=no --arrives 2026-03-31'
OWED = {
    # 25 hours late: the first 24 are over, and the second have begun.
    # Then twelve days and an hour late, and at most £300.
    (f"{PHONED} repair --arrives 2026-03-02", "harbour.repair.contact"): (
        f"£{30 + 2 * 30}",
        f"£{min(30 + 13 * 30, 300)}",
    ),
    # Not paid by the 16th.
    (f"{PHONED} repair --arrives 2026-03-02", "harbour.repair.contact.remedy"): ("£20",),
    # A business; two working days over, the 7th and the 8th. Called back when one was over, the 2nd. Arrived in March.
    (BUSINESS, "harbour.repair.complete"): (f"£{50 + 2 * 10}",),
    (BUSINESS, "harbour.repair.call-back"): ("£10",),
    (BUSINESS, "harbour.repair.acknowledge"): ("£5",),
    # Not yet claimed, and claimed; the payment was due on the 17th, and it is the 20th.
    (f"{PHONED} appointment --arrives 2026-03-02", "harbour.visit.arrive"): ("£40 once it is claimed", "£40"),
    (f"{PHONED} appointment --arrives 2026-03-02", "harbour.visit.arrive.remedy"): ("£15",),
    # Ann's three in the order of their deadlines, and at most £70 in a year; Bo's one.
    ("harbour --contacts misses.jsonl", "in all"): (f"£{min(30 + 30 + 30, 70) + 30}",),
}
"""Command and promise → what is owed, each time that it is printed."""


def owed(page: str) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for block in pages.blocks(page):
        command, promise = "", ""
        for line in block.text.splitlines() if block.info[0] == "console" else ():
            if line.startswith("$ "):
                command = re.sub(r"^\$ troth due |\.policy|T\d.*| --as-of.*", "", line)
            elif line == "Owed in all:":
                promise = "in all"
            elif sum_ := re.fullmatch(r"  owed (.+?)(?::.*)?|  ([£€$]\S+|[A-Z]{3} [\d.,]+)", line):
                key = (command, promise)
                found[key] = (*found.get(key, ()), sum_[1] or sum_[2])
            elif line and not line.startswith(" "):
                promise = line.split("  ")[0]
    return found


def test_every_sum_that_a_command_prints_is_known_by_hand(page: str) -> None:
    assert owed(page) == OWED


def test_every_share_that_a_command_prints_is_known_by_hand(page: str) -> None:
    found = list(measured(page))
    assert len(found) == len(dict(found))
    assert dict(found) == SHARES


def test_a_share_is_rounded_down_and_an_average_up() -> None:
    assert share(2, 3) == "2 of 3 in time  66.666%"
    assert average("day", 1, 2, 4) == "3 contacts  2.334 days on average"
    assert average("day", 1) == "1 contact  1 day on average"
