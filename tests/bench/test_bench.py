"""The benchmark, but for its times: its policy, what it takes for right, what it prints, and the table of the README.

Needs none of the libraries that are timed.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from tests.bench.bench import POLICY, arrivals, differences, figure, other_holidays, refused, table, timed
from tests.bench.built import checker_of
from tests.bench.rows import (
    CLOSES,
    DAYS,
    DEADLINE,
    HEAD,
    HOURS,
    MOST,
    OPENS,
    PANDAS,
    ROWS,
    WORKALENDAR,
    YEARS,
    ZONE,
    Row,
    Timed,
)
from tests.oracle import busdays
from tests.oracle.clocks import instant, local, start_of
from tests.oracle.time_of_day import Limit, Office, last_instant

from troth.checks.examples import run_examples
from troth.project import load

ONE_DAY = dt.timedelta(days=1)
NEW_YORK = dt.timezone(dt.timedelta(hours=-5))
OURS = {DAYS: ("bench.days.reply", "letter"), HOURS: ("bench.hours.reply", "email")}


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return checker_of(POLICY, tmp_path_factory.mktemp("bench"))


@cache
def closed() -> frozenset[dt.date]:
    """The holidays as they are locked: a later release of the library may know others."""
    lock = POLICY.with_name("calendar.lock").read_text(encoding="utf-8")
    return frozenset(map(dt.date.fromisoformat, re.findall(r"^GB-SCT (\S+) ", lock, re.MULTILINE)))


def right(task: str, arrives: dt.datetime) -> int:
    """The due instant, by NumPy's business days or a walk from minute to minute."""
    at = instant(arrives)
    if task == DAYS:
        last = busdays.last_day(local(at, ZONE).date(), 10, closed(), next_open=False)
        return start_of(last + ONE_DAY, ZONE)
    hours = [(f"{OPENS:%H:%M}", f"{CLOSES:%H:%M}")]
    office = Office(zone=ZONE, closed=closed(), hours=lambda day: hours if office.is_worked(day) else ())
    return last_instant(office, Limit(n=8, unit="opening hour"), at)


def test_the_policy_compiles_and_its_examples_are_as_worked_out_by_hand() -> None:
    compiled = load(POLICY)
    assert compiled.findings == ()
    assert compiled.policy is not None
    assert compiled.calendar is not None
    assert len(compiled.policy.examples) == 2
    assert list(run_examples(compiled.policy, compiled.calendar)) == []
    assert set(compiled.calendar.closed) == closed()
    assert {day.year for day in closed()} == set(YEARS)


@pytest.mark.parametrize(("task", "some"), [(DAYS, 300), (HOURS, 30)])
def test_what_the_benchmark_takes_for_right_is_right(task: str, some: int, checker: ModuleType) -> None:
    promise, channel = OURS[task]
    for arrives in (moment.replace(second=0) for moment in arrivals()[:some]):
        wanted = right(task, arrives)
        answer = checker.due({"channel": channel, "arrives": arrives.isoformat()}, arrives)
        assert instant(dt.datetime.fromisoformat(answer["promises"][0]["due"])) == wanted, arrives
        assert instant(checker.deadline(promise, arrives)) == wanted, arrives
        assert instant(checker.deadline(promise, arrives.astimezone(NEW_YORK))) == wanted, arrives
        shown = local(instant(arrives), ZONE)
        other = instant(shown.replace(fold=1 - shown.fold))
        if other == instant(arrives):  # a local time that comes once
            assert instant(checker.deadline(promise, shown.replace(tzinfo=None))) == wanted, arrives


def test_arrivals_are_the_same_each_time_and_of_every_kind() -> None:
    drawn = arrivals()
    assert drawn == arrivals()
    assert {moment.year for moment in drawn} == set(YEARS)
    assert {local(instant(moment), ZONE).weekday() for moment in drawn} == set(range(7))
    assert {local(instant(moment), ZONE).hour for moment in drawn} == set(range(24))


# ---------- what it prints


def test_a_table_of_invented_times() -> None:
    micros = dict.fromkeys(ROWS, 47.3) | {row: 3.14 for row in ROWS if row.by == DEADLINE}
    agree = {row: 3 if row.by == WORKALENDAR else 4 for row in ROWS}
    lines = table(ROWS, agree, 4, micros).splitlines()
    assert lines[0] == "| " + " | ".join(HEAD) + " |"
    assert lines[2] == f"| {DAYS} | {DEADLINE} | instant to due instant | all | 3.1 | 1 |"
    assert [line.split(" | ")[3:] for line in lines if WORKALENDAR in line] == [["75.0%", "47", "15 |"]]
    assert len(lines) == 2 + len(ROWS)


@pytest.mark.parametrize(
    ("number", "text"),
    [(3.14, "3.1"), (9.94, "9.9"), (9.96, "10"), (47.3, "47"), (99.7, "100"), (129, "130"), (1234, "1,200")],
)
def test_figures(number: float, text: str) -> None:
    assert figure(number) == text


def test_disagreements_are_counted_by_kind() -> None:
    monday = dt.datetime(2024, 6, 3, 16, tzinfo=dt.UTC)  # 17:00 in London, which is when ours closes

    def after(amount: dt.timedelta) -> Timed:
        return lambda arrives: monday + amount

    contacts = [monday - ONE_DAY] * 3
    row = Row(HOURS, PANDAS, "")
    own = after(dt.timedelta())
    assert differences(row, own, own, contacts) == []
    for later, words in (
        (dt.timedelta(hours=16), "3 at the opening after the closing at which ours ends ("),
        (dt.timedelta(hours=17), "3 1 day later ("),
        (dt.timedelta(days=-2), "3 2 days earlier ("),
        (dt.timedelta(hours=1), "3 60 minutes later ("),
    ):
        (line,) = differences(row, own, after(later), contacts)
        assert line.startswith(words), line


def test_holidays_that_a_library_lacks_or_has_beside_ours() -> None:
    ours = {dt.date(2024, 12, 2): "Saint Andrew's Day", dt.date(2024, 11, 30): "a Saturday"}
    found = other_holidays({"other": {dt.date(2024, 4, 1), dt.date(2024, 11, 30)}, "same": set(ours)}, ours)
    assert found == [
        "other lacks 1 holiday of 2024 to 2030: 2024-12-02 Saint Andrew's Day",
        "other has, beside ours, 1 holiday of 2024 to 2030: 2024-04-01",
    ]


def test_each_row_is_timed() -> None:
    called: list[Row] = []

    def noting(row: Row) -> Timed:
        def note(arrives: dt.datetime) -> dt.datetime:
            called.append(row)
            return arrives

        return note

    assert set(timed({row: noting(row) for row in ROWS}, arrivals()[:2], 3)) == set(ROWS)
    assert {row: called.count(row) for row in ROWS} == dict.fromkeys(ROWS, 6)


def test_it_refuses_a_row_of_ours_that_disagrees_or_takes_too_long() -> None:
    quick = dict.fromkeys(ROWS, MOST)
    assert refused({row for row in ROWS if row.by in (PANDAS, WORKALENDAR)}, quick) == []
    days, hours = (row for row in ROWS if row.by == DEADLINE)
    assert refused({days}, quick) == [f"{DAYS}, {DEADLINE}: disagrees with the reference walk"]
    assert refused(set(), quick | {hours: 5.06}) == [f"{HOURS}, {DEADLINE}: 5.1 µs, at most 5 wanted"]


# ---------- the README


def faults(readme: str) -> list[str]:
    """What is wrong with the table in a README: its rows and columns, and whether its figures fit each other."""
    found = re.search(r"^\| " + re.escape(" | ".join(HEAD)) + r" \|\n\|[-:| ]+\|\n((?:\|.*\n)+)", readme, re.MULTILINE)
    if found is None:
        return ["no table with these columns"]
    cells = [[cell.strip() for cell in line.strip("|\n").split(" | ")] for line in found[1].splitlines()]
    rows = [Row(*line[:3]) for line in cells]
    wrong = [f"no such row: {row}" for row in rows if row not in ROWS]
    wrong += [f"not there: {row}" for row in ROWS if row not in rows]
    if not wrong and rows != list(ROWS):
        wrong.append("the rows stand in another order")
    micros = {row: float(line[4].replace(",", "")) for row, line in zip(rows, cells, strict=True)}
    ours = {row.task: micros[row] for row in rows if row.by == DEADLINE}
    wrong += [f"{task}: {taken} µs" for task, taken in ours.items() if taken > MOST]
    for row, line in zip(rows, cells, strict=True):
        ratio = float(line[5].replace(",", ""))
        # Both figures of the ratio are rounded to two digits, and so is the ratio.
        if row.task in ours and not 0.87 <= ratio / (micros[row] / ours[row.task]) <= 1.15:
            wrong.append(f"{row.by}: {line[4]} µs are not {line[5]} times ours")
    if "make bench" not in readme:
        wrong.append("the command is not named")
    return wrong


def test_the_table_of_the_readme_is_the_one_that_is_printed(root: Path) -> None:
    assert faults((root / "README.md").read_text(encoding="utf-8")) == []


def printed(micros: float = 4.0) -> str:
    times = dict.fromkeys(ROWS, 40.0) | {row: micros for row in ROWS if row.by == DEADLINE}
    return "`make bench`\n\n" + table(ROWS, dict.fromkeys(ROWS, 1), 1, times) + "\n"


def test_the_gate_goes_red() -> None:
    text = printed()
    assert faults(text) == []
    lines = text.splitlines(keepends=True)
    assert faults("".join(line for line in lines if "bizdays" not in line))[0].startswith("not there: ")
    assert faults(text.replace("bizdays", "bizday"))[0].startswith("no such row: ")
    assert faults("".join([*lines[:-2], lines[-1], lines[-2]])) == ["the rows stand in another order"]
    assert faults(text.replace("| 40 | 10 |", "| 40 | 20 |", 1)) == ["troth, `due`: 40 µs are not 20 times ours"]
    assert faults(text.replace("µs |", "ns |")) == ["no table with these columns"]
    assert faults(text.replace("make bench", "make")) == ["the command is not named"]
    assert faults(printed(5.1)) == [f"{DAYS}: 5.1 µs", f"{HOURS}: 5.1 µs"]
