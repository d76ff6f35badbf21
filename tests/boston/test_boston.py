"""A policy against the dates of published service requests: the policy, and the comparison on rows made up here.

The published log is no part of the source: `make boston DATA=path/to.csv` compares with it.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.bench.built import checker_of
from tests.boston.compare import AS_OF, Differ, compare, judge, main
from tests.boston.logs import LOGS, Log, Unfit, read_log

import troth
from troth.checks.examples import run_examples
from troth.project import load

BOSTON, PERMITS = LOGS
HEAD = "case_id,open_date,close_date,target_close_date,on_time,report_source"


def log_file(folder: Path, lines: Sequence[str], head: str = HEAD) -> Path:
    path = folder / "log.csv"
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return path


def request(
    name: int, opened: str, target: str, closed: str = "", verdict: str = "OVERDUE", source: str = "Call"
) -> str:
    """A line as the city writes it: Boston's own time, labelled +00."""
    return f"{name},{opened}+00,{closed and closed + '+00'},{target and target + '+00'},{verdict},{source}"


# Three days by the clocks on the wall, but for those over 2 November 2025, a day of 25 hours.
SUMMER = request(1, "2025-08-01 06:35:06.539", "2025-08-04 06:35:06.539", "2025-08-04 06:35:06.539", "ONTIME")
NEARLY = request(2, "2025-08-01 06:35:06", "2025-08-04 06:36:06", "2025-08-04 06:35:07", "OVERDUE", "BOS311")
AUTUMN = request(3, "2025-10-31 10:00:00.1", "2025-11-03 09:00:00.1")
TWICE = request(4, "2025-11-02 01:29:47.931", "2025-11-05 01:29:47.931")
TOO_LATE = request(5, "2025-12-19 16:32:13", "2025-12-22 18:20:13")


@pytest.mark.parametrize("log", LOGS, ids=[log.policy.stem for log in LOGS])
class TestPolicies:
    def test_it_compiles_without_a_finding(self, log: Log) -> None:
        assert load(log.policy).findings == ()

    def test_its_examples_are_as_worked_out_by_hand(self, log: Log) -> None:
        compiled = load(log.policy)
        assert compiled.policy is not None
        assert len(compiled.policy.examples) >= 1
        assert list(run_examples(compiled.policy, compiled.calendar)) == []


@pytest.mark.parametrize(
    ("arrives", "due"),
    [
        # Friday 10:00 at 4 hours behind UTC, Monday 09:00 at 5 hours behind.
        ("2025-10-31T10:00:00-04:00", "2025-11-03T09:00:00-05:00"),
        # The first and the second 01:29:47 of that Sunday, by which clocks were put back.
        ("2025-11-02T01:29:47-04:00", "2025-11-05T00:29:47-05:00"),
        ("2025-11-02T01:29:47-05:00", "2025-11-05T01:29:47-05:00"),
        # Friday 10:00, Monday 11:00: clocks were put forward.
        ("2026-03-06T10:00:00-05:00", "2026-03-09T11:00:00-04:00"),
    ],
)
def test_72_hours_have_elapsed_whatever_clocks_show(arrives: str, due: str, tmp_path: Path) -> None:
    assert dt.datetime.fromisoformat(due) - dt.datetime.fromisoformat(arrives) == dt.timedelta(hours=72)
    contact = {"channel": "phone", "kind": "request for service", "arrives": arrives}
    for way in (troth.load(BOSTON.policy).due, checker_of(BOSTON.policy, tmp_path).due):
        (promise,) = way(contact, AS_OF)["promises"]
        assert dt.datetime.fromisoformat(promise["due"]) == dt.datetime.fromisoformat(due)


def test_a_log_that_agrees(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = log_file(tmp_path, [SUMMER, NEARLY, AUTUMN, request(9, "2025-08-02 10:00:00", "")])
    assert main([str(path)]) == 0
    shown = capsys.readouterr().out
    assert (
        "3 rows have a date; the policy gives it within 60 seconds for 3 (100.00%), to the microsecond for 2" in shown
    )
    assert "is ours for 2 of 2 rows that are done" in shown
    assert "| holds a change of the clocks | 1 | 1 | 0 |" in shown
    assert "| holds a Saturday or Sunday | 3 | 3 | 0 |" in shown


def test_one_row_in_five_is_too_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = log_file(tmp_path, [SUMMER, NEARLY, AUTUMN, TWICE, TOO_LATE])
    assert main([str(path)]) == 1
    shown = capsys.readouterr().out
    assert "within 60 seconds for 3 (60.00%)" in shown
    assert "NOT passed" in shown
    assert "at the second of the two times that clocks showed | 1 | 2025-11-02 01:29 → 2025-11-02 01:29 |" in shown
    assert "| 1 to 2 hours later than ours | 1 | 2025-12-19 16:32 → 2025-12-19 18:20 |" in shown


@pytest.mark.parametrize(("others", "enough"), [(237, True), (236, False)])
def test_the_bar_is_where_it_should_be(others: int, enough: bool, tmp_path: Path) -> None:
    """One row of 237.5 may differ: 5,440 of 5,463 are to agree, which leaves 23."""
    rows = [request(n, "2025-08-01 10:00:00", "2025-08-04 10:00:00") for n in range(others)]
    log, read = read_log(log_file(tmp_path, [*rows, request(others, "2025-08-01 10:00:00", "2025-08-04 10:01:01")]))
    assert compare(log, read)[1] is enough


def test_another_limit_goes_red(tmp_path: Path) -> None:
    log, rows = read_log(log_file(tmp_path, [SUMMER, NEARLY, AUTUMN]))
    assert compare(log, rows)[1]
    text = log.policy.read_text(encoding="utf-8")
    text, _, _ = text.partition("\nexample ")  # what they expect would no longer be so
    assert "within 72 hours" in text
    policy = tmp_path / "boston.policy"
    policy.write_text(text.replace("within 72 hours", "within 71 hours"), encoding="utf-8")
    policy.with_name("calendar.lock").write_bytes(log.policy.with_name("calendar.lock").read_bytes())
    assert not compare(replace(log, policy=policy), rows)[1]


def test_reading_the_times_as_labelled_goes_red(tmp_path: Path) -> None:
    """As times of UTC, the target of the row over the change of the clocks is an hour before 72 hours have elapsed."""
    path = log_file(tmp_path, [SUMMER, NEARLY, AUTUMN])
    log, _ = read_log(path)
    as_labelled = replace(log, zone="UTC")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for cells in csv.DictReader(file) if (row := log.read(as_labelled, cells))]
    assert not compare(log, rows)[1]


def test_two_ways_that_differ_go_red(tmp_path: Path) -> None:
    _, rows = read_log(log_file(tmp_path, [SUMMER]))
    way, deadline = troth.load(BOSTON.policy).due, checker_of(BOSTON.policy, tmp_path).deadline

    def other(contact: dict[str, Any], as_of: dt.datetime) -> dict[str, Any]:
        return way(contact, as_of) | {"policy": "another"}

    def later(promise: str, start: dt.datetime) -> dt.datetime:
        due: dt.datetime = deadline(promise, start)
        return due + dt.timedelta(microseconds=1)

    assert len(list(judge(BOSTON, rows, (way, way), deadline))) == 1
    with pytest.raises(Differ):
        list(judge(BOSTON, rows, (way, other), deadline))
    with pytest.raises(Differ):
        list(judge(BOSTON, rows, (way, way), later))


@pytest.mark.parametrize(
    ("head", "lines", "said"),
    [
        ("id,at", ["1,2"], "no log that is known here"),
        (HEAD, [], "no row has a date"),
        (HEAD, ["1,2025-08-01 10:00:00+00,,2025-08-04 10:00:00+00,ONTIME,Fax"], "log.csv:2: KeyError: 'Fax'"),
        (HEAD, ["1,2025-08-01 10:00:00-04,,2025-08-04 10:00:00+00,ONTIME,Call"], "is not labelled +00"),
        (HEAD, ["1,yesterday+00,,2025-08-04 10:00:00+00,ONTIME,Call"], "log.csv:2: ValueError"),
        (HEAD, ["1,2025-08-01 10:00:00+00,,2025-08-04 10:00:00+00"], "the line is too short"),
    ],
)
def test_a_file_that_is_no_such_log(
    head: str, lines: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = log_file(tmp_path, lines, head)
    assert main([str(path)]) == 2
    assert said in capsys.readouterr().err
    with pytest.raises(Unfit):
        read_log(path)


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.csv")]) == 2
    assert main([]) == 2
    assert "none.csv" in capsys.readouterr().err


def test_permits_have_a_row_a_case(tmp_path: Path) -> None:
    """The log has one row an event: the first of each case is read. 56 days, at the same time of day."""
    lines = [
        "a,Desk,2011-10-11 13:42:22.688000+02:00,2011-12-06 13:42:22.688000+01:00",
        "a,Desk,2011-10-11 13:42:22.688000+02:00,2011-12-06 13:42:22.688000+01:00",
        "b,Internet,2011-06-01 09:00:00+02:00,2011-07-27 09:00:00+02:00",
    ]
    log, rows = read_log(
        log_file(tmp_path, lines, "case:concept:name,case:channel,case:startdate,case:enddate_planned")
    )
    assert log is PERMITS
    assert [row.name for row in rows] == ["a", "b"]
    text, enough = compare(log, rows)
    assert enough
    assert "2 rows have a date; the policy gives it within 60 seconds for 2 " in text
