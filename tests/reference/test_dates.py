"""Every date on the page, worked out by hand or by NumPy's business days, and never by the compiler."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from tests.reference import page as pages
from tests.reference.known_dates import COMMANDS, EXAMPLES, day, days, worked

from troth.deadlines.answer import answer
from troth.deadlines.contact import ContactReader
from troth.project import compile_text


def said_day(words: str) -> dt.date:
    """`Thursday 3 December 2026`; the weekday must be right."""
    parsed = dt.datetime.strptime(words.split(" ", 1)[1], "%d %B %Y").date()
    assert f"{parsed:%A}" == words.split(" ")[0], words
    return parsed


def said_due(words: str) -> str:
    """`by the end of Thursday 3 December 2026`, `by Sunday 29 March 2026 at 03:30`, `not before Monday 8 June 2026`."""
    if found := re.fullmatch(r"(?:before (\w+) on (.+), )?not before (?:(\w+) on )?(.+)", words):
        until, last, since, first = found.groups(default="")
        begins = f"from {said_day(first)} {since}".strip()
        return f"before {said_day(last)} {until}, {begins}" if last else begins
    if words.startswith("by the end of "):
        return f"end {said_day(words.removeprefix('by the end of '))}"
    if found := re.fullmatch(r"by (\d\w*) on (.+)", words):
        return f"at {said_day(found[2])} {found[1]}"
    name, _, at = words.removeprefix("by ").partition(" at ")
    return f"at {said_day(name)} {at}"


def due_in_examples(page: str) -> Iterator[tuple[tuple[str, str], str]]:
    for block in pages.blocks(page):
        title = ""
        for line in block.text.splitlines() if block.info[0] == "policy" else ():
            if found := re.fullmatch(r'example "(.*)"', line):
                title = found[1]
            elif found := re.fullmatch(r"    (.+) due (by .+)", line):
                yield (title, found[1]), said_due(found[2])


def due_in_consoles(page: str) -> Iterator[tuple[str, str]]:
    for block in pages.blocks(page):
        command = ""
        for line in block.text.splitlines() if block.info[0] == "console" else ():
            if line.startswith("$ "):
                command = re.sub(r"^\$ troth due |\.policy|T\d.*", "", line)
            elif found := re.fullmatch(r"  (?:else due )?((?:by|before|not before) .+)", line):
                yield command, said_due(found[1])


def test_every_deadline_of_an_example_is_known_by_hand(page: str) -> None:
    found = list(due_in_examples(page))
    assert len(found) == len(dict(found))
    assert dict(found) == EXAMPLES


def test_every_deadline_that_a_command_prints_is_known_by_hand(page: str) -> None:
    found: dict[str, tuple[str, ...]] = {}
    for command, due in due_in_consoles(page):
        found[command] = (*found.get(command, ()), due)
    assert found == COMMANDS


def computed(page: str, root: Path, limit: str, rules: str, arrival: str) -> str:
    """What the compiler says, on the frame's calendar with these rules in place of its `counting`."""
    frame = next(block.text for block in pages.blocks(page) if block.info[:2] == ("policy", "frame"))
    text = re.sub(r"    counting .*\n", rules, frame) + f"standard email\n    for email\n    must reply {limit}\n"
    lock = (root / "policies" / "polha" / "calendar.lock").read_text(encoding="utf-8")
    compiled = compile_text(Path("one.policy"), "one.policy", text.encode(), lock)
    assert compiled.policy is not None
    assert compiled.calendar is not None
    assert compiled.findings == ()
    contact = ContactReader(compiled.policy, compiled.calendar).read({"channel": "email", "arrives": arrival})
    (judged,) = answer(compiled.policy, contact, compiled.calendar, contact.arrives.first).judged
    assert judged.due is not None
    return f"end {judged.due.last_day}"


def test_the_two_readings_of_counting(page: str, root: Path) -> None:
    table = pages.table(page, "Counting", "Arrives")
    for arrival, *readings in table.rows:
        start, said = said_day(arrival).isoformat(), [f"end {said_day(one)}" for one in readings]
        assert said == [worked(start, 3), worked(start, 3, next_open=True)], arrival
        rules = [f"    counting {words}\n" for words in table.heads[1:]]
        assert said == [computed(page, root, "within 3 working days", rule, start) for rule in rules], arrival
    assert any(first != second for _, first, second in table.rows)


def test_the_three_rolls(page: str, root: Path) -> None:
    table = pages.table(page, "Roll", "Arrives")
    counting = "    counting the day of arrival is day 0\n"
    for arrival, *readings in table.rows:
        start, said = said_day(arrival).isoformat(), [f"end {said_day(one)}" for one in readings]
        assert said == [days(start, 5), days(start, 5, "forward"), days(start, 5, "back")], arrival
        rules = [f"{counting}    roll {words}\n" for words in table.heads[1:]]
        assert said == [computed(page, root, "within 5 days", rule, start) for rule in rules], arrival


def a_month_later(arrival: str, *, overflows: bool) -> dt.date:
    """The corresponding day of the next month; where it has none, its last day or the first of the month after."""
    start = np.datetime64(arrival, "D")
    month = start.astype("datetime64[M]") + 1
    same = month.astype("datetime64[D]") + (start - start.astype("datetime64[M]"))
    after = (month + 1).astype("datetime64[D]")
    later = same if same < after else after if overflows else after - 1
    return day(str(later))


def test_the_two_month_ends(page: str, root: Path) -> None:
    table = pages.table(page, "Month end", "Arrives")
    counting = "    counting the day of arrival is day 0\n"
    for arrival, *readings in table.rows:
        start, said = said_day(arrival).isoformat(), [f"end {said_day(one)}" for one in readings]
        assert said == [f"end {a_month_later(start, overflows=way)}" for way in (False, True)], arrival
        rules = [f"{counting}    month end {words}\n" for words in table.heads[1:]]
        assert said == [computed(page, root, "within 1 month, as it falls", rule, start) for rule in rules], arrival
    assert any(first != second for _, first, second in table.rows)
