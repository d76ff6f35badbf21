"""A summary on the screen and as data: everything is said, and fits."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.audit.drawn import AS_OF, FINGERPRINTS, draw, tallied

from troth.audit.summary import ORDER, Summary, summarise
from troth.audit.summary_data import summary_data, summary_schema
from troth.audit.tally import Tally
from troth.calendars.local_time import LocalTime
from troth.deadlines.judge import Status
from troth.model.policy import Policy
from troth.project import load
from troth.report.audited import summary_view


@pytest.fixture(scope="module")
def clock(root: Path) -> LocalTime:
    calendar = load(root / "tests" / "policies" / "marnock" / "marnock.policy").calendar
    assert calendar is not None
    return calendar.clock


def summary_of(policy: Policy, contacts: int = 500) -> Summary:
    return summarise(tallied(policy, list(draw(policy, contacts, seed=4)), 3).tally(), policy, AS_OF, FINGERPRINTS)


@pytest.mark.parametrize("width", [60, 80, 120, 250])
def test_no_line_is_wider_than_there_is_room(policy: Policy, clock: LocalTime, width: int) -> None:
    said = summary_view(summary_of(policy), clock, width).plain
    lines = said.splitlines()
    prints = [line for line in lines if "sha256:" in line]
    assert max(len(line) for line in lines if line not in prints) <= width
    assert all(line == line.rstrip() for line in lines)
    assert "\x1b" not in said
    for print_ in FINGERPRINTS.values():
        assert print_ in said.replace("\n", "")


@pytest.mark.parametrize("width", [60, 80, 120, 250])
def test_every_figure_is_said(policy: Policy, clock: LocalTime, width: int) -> None:
    """Read back from the screen: each column of each table, a row a promise."""
    summary = summary_of(policy)
    found = read_tables(summary_view(summary, clock, width).plain)
    heads = ["Contacts", "On time", "Target", "Verdict", "Median", "90% took at most"]
    heads += [str(status).capitalize() for status in ORDER]
    assert sorted({head for _, head in found}) == sorted(heads)
    for kept in summary.promises:
        name = kept.promise.removeprefix(f"{policy.id}.")
        assert found[name, "Contacts"] == f"{sum(kept.counts.values()):,}"
        assert found[name, "Verdict"] == str(kept.verdict)
        assert found[name, "On time"].startswith(kept.share.text()[:4])
        for status in ORDER:
            assert found[name, str(status).capitalize()] == str(kept.counts.get(status, 0))


def read_tables(said: str) -> dict[tuple[str, str], str]:
    """Cells by the first of their row and the head of their column: what stands beneath the head's own letters."""
    found = {}
    lines = said.splitlines()
    for number, line in enumerate(lines):
        if not line.startswith("Promise "):
            continue
        rows = lines[number + 2 : lines.index("", number)]
        heads = Counter[str]()
        names = [part.strip() for part in line.split("  ") if part.strip()][1:]
        ends = [line.index(name) + len(name) for name in names]
        starts = [line.index(name) for name in names]
        name = ""
        for row in rows:
            name = (
                row.split("  ")[0].strip()
                if row[: min(starts)].strip() and len(row) > len(row.split("  ")[0])
                else name
            )
            for head, start, end in zip(names, starts, ends, strict=True):
                heads[head] += 1
                cell = cell_at(row, start, end)
                if cell:
                    found[name, head] = cell
                else:
                    found.setdefault((name, head), "")
    return found


def cell_at(row: str, start: int, end: int) -> str:
    """The words of a row that reach into these columns; two blanks part a cell from another."""
    at = 0
    for part in row.split("  "):
        if part.strip() and at < end and at + len(part) > start:
            return part.strip()
        at += len(part) + 2
    return ""


def test_what_is_not_known_is_said_with_what_is_missing(aldermere: Policy, clock: LocalTime) -> None:
    summary = summary_of(aldermere)
    said = " ".join(summary_view(summary, clock, 80).plain.split())
    missing: Counter[str] = Counter()
    for kept in summary.promises:
        missing.update(dict(kept.missing))
    assert set(missing) == {"fact complex", "event replied"}
    for what, n in missing.items():
        assert f"{n} rows: {what} is not given" in said
    assert f"{sum(missing.values())} rows cannot be judged" in said
    assert "503 contacts read = 500 judged + 3 rejected" in said
    assert "3 contacts: T701 the arrival cannot be read" in said
    assert "; 3 rejected contacts might change that: their promises and months are not known; " in said


def test_a_log_without_contacts(policy: Policy, clock: LocalTime) -> None:
    said = summary_view(summarise(Tally(), policy, AS_OF, FINGERPRINTS), clock, 80).plain
    assert "0 contacts read = 0 judged + 0 rejected" in said
    assert said.endswith("No target could be judged\n"), "there is none that was rejected"


def test_the_summary_as_data(policy: Policy) -> None:
    summary = summary_of(policy)
    data = summary_data(summary)
    schema = summary_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)
    assert data["read"] == data["judged"] + sum(one["contacts"] for one in data["rejected"])
    for said, kept in zip(data["promises"], summary.promises, strict=True):
        assert said["contacts"] == sum(said["statuses"].values())
        statuses = said["statuses"]
        late = statuses["late"] + statuses["early"] + statuses["overdue"]
        assert (said["on_time"]["met"], said["on_time"]["of"]) == (statuses["met"], statuses["met"] + late)
        assert sum(one["contacts"] for one in said["missing"]) == kept.counts.get(Status.UNKNOWN, 0)


@pytest.mark.parametrize("change", ["read", "promises", "verdict"])
def test_the_schema_goes_red(aldermere: Policy, change: str) -> None:
    data = {**summary_data(summary_of(aldermere)), change: "no"}
    assert not Draft202012Validator(summary_schema()).is_valid(data)
