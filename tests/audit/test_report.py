"""The report by month: all of it within, and for the public nothing that tells of a few."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.audit.drawn import AS_OF, FINGERPRINTS, Drawn, draw, tallied

from troth.audit.misses import MOST, Misses
from troth.audit.notes import Note
from troth.audit.pages import report_files
from troth.audit.report import Told, report_data, unused_notes
from troth.audit.report_schema import report_schema
from troth.audit.summary import summarise
from troth.calendars.local_time import LocalTime, Transition
from troth.deadlines.judge import Status
from troth.model.policy import US, Policy, Strength
from troth.source import NOWHERE

UTC = LocalTime((Transition(None, 0, "UTC"),))
MOSTLY_IN_TIME = (1, 2, 1, 180, 6, 1, 1, 2, 1, 6)
"""How often each status is drawn, in the order of Status."""
CELLS = {
    "in_time": (Status.MET,),
    "not_in_time": (Status.LATE, Status.EARLY, Status.OVERDUE),
    "not_known": (Status.UNKNOWN,),
    "not_judged": (Status.EXCUSED, Status.WAITING, Status.PAUSED, Status.AT_RISK, Status.OPEN),
}


def contacts_of(policy: Policy, contacts: int = 3000, seed: int = 11) -> list[list[Drawn]]:
    """Rows of few promises, so that there are many of each."""
    kept = tuple(one.id for one in policy.promises() if one.targets) + tuple(one.id for one in policy.promises())[:4]
    drawn = draw(policy, contacts, seed, MOSTLY_IN_TIME)
    return [[one for one in several if one.row.promise.startswith(kept)] for several in drawn]


def told_of(policy: Policy, contacts: list[list[Drawn]], told: Told) -> dict[str, Any]:
    tally = tallied(policy, contacts, rejected=3).tally()
    return report_data(summarise(tally, policy, AS_OF, FINGERPRINTS), tally, policy, told)


def misses_of(policy: Policy, contacts: list[list[Drawn]]) -> Misses:
    misses = Misses([promise.id for promise in policy.promises()])
    for several in contacts:
        for one in several:
            misses.add(one.row)
    return misses


def counted(policy: Policy, contacts: list[list[Drawn]]) -> dict[tuple[str, str], Counter[str]]:
    """The four cells of each promise and month, by looking at each row."""
    known = sorted((one.id for one in policy.promises() if one.actor == US), key=len, reverse=True)
    found: dict[tuple[str, str], Counter[str]] = {}
    for one in (one for several in contacts for one in several):
        row = one.row
        if row.period is None or row.promise.endswith((".claim", ".remedy")):
            continue
        promise = next((id for id in known if row.promise == id or row.promise.startswith(f"{id}.")), None)
        if promise is not None:
            (cell,) = (name for name, statuses in CELLS.items() if row.status in statuses)
            found.setdefault((promise, row.period), Counter())[cell] += 1
    return found


def rows_of(report: Mapping[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["id"], month["month"]): row for month in report["months"] for row in month["promises"]}


def test_within_every_count_is_exact(policy: Policy) -> None:
    contacts = contacts_of(policy)
    rows = rows_of(told_of(policy, contacts, Told(missed=misses_of(policy, contacts).by_promise())))
    expected = counted(policy, contacts)
    assert {key for key, row in rows.items() if row["contacts"]} == set(expected)
    for key, cells in expected.items():
        row = rows[key]
        assert row["contacts"] == cells.total()
        assert all(row[name] == {"low": cells[name], "high": cells[name]} for name in CELLS)
        assert len(row["late"]) + row["more"] == cells["not_in_time"]


def test_within_the_late_are_named(aldermere: Policy) -> None:
    contacts = contacts_of(aldermere)
    report = told_of(aldermere, contacts, Told(missed=misses_of(aldermere, contacts).by_promise()))
    rows = rows_of(report)
    late = [one.row for several in contacts for one in several if one.row.status in CELLS["not_in_time"]]
    for (promise, month), row in rows.items():
        ids = promise, *(f"{promise}.{number}" for number in range(1, 4))
        expected = [(one.contact, str(one.status)) for one in late if one.promise in ids and one.period == month]
        assert [(one["contact"], one["status"]) for one in row["late"]] == expected
    assert any(row["late"] for row in rows.values())


def test_so_many_are_named_and_no_more(aldermere: Policy) -> None:
    misses = Misses([promise.id for promise in aldermere.promises()])
    row = next(
        one.row
        for several in contacts_of(aldermere)
        for one in several
        if one.row.status is Status.LATE and one.row.period
    )
    for number in range(MOST + 7):
        misses.add(replace(row, contact=f"C-{number}"))
    ((named, more),) = ((one.contacts, one.more) for one in misses.by_promise().values())
    assert (named[0], len(named), more) == (("C-0", "late"), MOST, 7)


@pytest.mark.parametrize("threshold", [None, 5, 10])
def test_a_report_has_its_shape(policy: Policy, threshold: int | None) -> None:
    report = told_of(policy, contacts_of(policy), Told(threshold=threshold))
    schema = report_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(json.dumps(report)))
    assert not Draft202012Validator(schema).is_valid({**report, "more": 1})


# ---------- for the public


@pytest.mark.parametrize("threshold", [5, 10])
def test_what_is_public_holds_no_contact(policy: Policy, threshold: int) -> None:
    contacts = contacts_of(policy)
    told = Told(threshold=threshold, missed=misses_of(policy, contacts).by_promise())
    for path, text in report_files(told_of(policy, contacts, told), UTC, charts=False).items():
        assert "C-" not in text, path
    within = report_files(told_of(policy, contacts, Told(missed=told.missed)), UTC, charts=False)
    assert any("C-" in text for text in within.values())


@pytest.mark.parametrize("threshold", [5, 10])
def test_what_is_public_is_true(policy: Policy, threshold: int) -> None:
    """Each range holds the count; and no count that tells of a few is shown."""
    contacts = contacts_of(policy)
    rows = rows_of(told_of(policy, contacts, Told(threshold=threshold)))
    ranges = exact = 0
    for key, cells in counted(policy, contacts).items():
        row = rows[key]
        assert row["contacts"] in (None, cells.total())
        assert (row["contacts"] is None) == (cells.total() < 4 * threshold)
        for name in CELLS:
            if row[name] is None:
                continue
            low, high = row[name]["low"], row[name]["high"]
            assert low <= cells[name] <= high
            assert not 0 < cells[name] < threshold or high - low + 1 >= threshold - 1
            ranges += low < high
            exact += low == high
    assert ranges
    assert exact


def solve(report: Mapping[str, Any]) -> dict[tuple[str, str, str], tuple[int, int]]:
    """What a reader finds out by adding and taking away, until nothing more comes of it: the bounds of each cell.

    Of each row the cells add up to the contacts; of each promise the months with figures add up to what is said of all.
    """
    bounds: dict[tuple[str, str, str], tuple[int, int]] = {}
    sums: list[tuple[list[tuple[str, str, str]], int, int]] = []
    for (promise, month), row in rows_of(report).items():
        if row["contacts"] is None:
            continue
        for name in CELLS:
            one = row[name] or {"low": 0, "high": row["contacts"]}
            bounds[promise, month, name] = one["low"], one["high"]
        sums.append(([(promise, month, name) for name in CELLS], row["contacts"], row["contacts"]))
    for total in report["in_all"]:
        months = [month for id, month in rows_of(report) if id == total["id"] and rows_of(report)[id, month]["in_time"]]
        for name in CELLS if months and total["in_time"] else ():
            cells = [(total["id"], month, name) for month in months]
            sums.append((cells, total[name]["low"], total[name]["high"]))
    changed = True
    while changed:
        changed = False
        for cells, low, high in sums:
            for cell in cells:
                others = [bounds[other] for other in cells if other != cell]
                least = max(bounds[cell][0], low - sum(most for _, most in others))
                most = min(bounds[cell][1], high - sum(least for least, _ in others))
                if (least, most) != bounds[cell]:
                    bounds[cell], changed = (least, most), True
    return bounds


def solved(policy: Policy, contacts: list[list[Drawn]], report: Mapping[str, Any], threshold: int) -> list[Any]:
    expected = counted(policy, contacts)
    return [
        cell
        for cell, (low, high) in solve(report).items()
        if low == high and 0 < expected.get(cell[:2], Counter())[cell[2]] < threshold
    ]


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_no_small_count_is_solved_for(policy: Policy, seed: int) -> None:
    contacts = contacts_of(policy, seed=seed)
    report = told_of(policy, contacts, Told(threshold=5))
    assert any(row["in_time"] and row["in_time"]["low"] < row["in_time"]["high"] for row in rows_of(report).values())
    assert solved(policy, contacts, report, 5) == []


def test_true_totals_would_give_one_away(policy: Policy) -> None:
    """The solver goes red: totals of all that there was, beside months of which one cell is a range."""
    found = 0
    for seed in range(11, 15):
        contacts = contacts_of(policy, contacts=1500, seed=seed)
        report = told_of(policy, contacts, Told(threshold=5))
        expected, rows = counted(policy, contacts), rows_of(report)
        for total in report["in_all"]:
            months = [key for key in rows if key[0] == total["id"] and rows[key]["in_time"]]
            for name in CELLS if months else ():
                whole = sum(expected.get(key, Counter())[name] for key in months)
                total[name] = {"low": whole, "high": whole}
        found += len(solved(policy, contacts, report, 5))
    assert found


def test_few_rejected_are_not_counted(aldermere: Policy) -> None:
    report = told_of(aldermere, contacts_of(aldermere, 300), Told(threshold=5))
    assert (report["read"], report["judged"], report["rejected"]) == (303, None, None)
    report = told_of(aldermere, contacts_of(aldermere, 300), Told(threshold=3))
    assert (report["read"], report["judged"], report["rejected"]) == (303, 300, 3)


@pytest.mark.parametrize(("rejected", "says"), [(0, False), (2, True), (3, True)])
def test_that_a_rejected_contact_might_change_a_verdict_is_on_every_page(
    rejected: int, says: bool, aldermere: Policy
) -> None:
    """Also where they are too few to be counted; nothing is said of none."""
    tally = tallied(aldermere, contacts_of(aldermere, 300), rejected=rejected).tally()
    report = report_data(summarise(tally, aldermere, AS_OF, FINGERPRINTS), tally, aldermere, Told(threshold=3))
    pages = [text for name, text in report_files(report, UTC, charts=False).items() if name.endswith(".md")]
    assert len(pages) > 1
    assert ["they might change whether a target is met" in page for page in pages] == [says] * len(pages)


# ---------- missed, and why


def missed_of(report: Mapping[str, Any]) -> dict[tuple[str, str], str | None]:
    return {(month, id): row["reason"] for (id, month), row in rows_of(report).items() if row["missed"]}


def test_the_same_promises_are_missed_in_public_and_within(policy: Policy) -> None:
    contacts = contacts_of(policy)
    public = told_of(policy, contacts, Told(threshold=5))
    within = told_of(policy, contacts, Told())
    assert missed_of(public) == missed_of(within)
    assert missed_of(public)


def test_a_must_without_a_target_is_missed_where_one_was_late(policy: Policy) -> None:
    contacts = contacts_of(policy)
    missed = missed_of(told_of(policy, contacts, Told(threshold=5)))
    seen = set()
    for (id, month), cells in counted(policy, contacts).items():
        promise = policy.promise(id)
        assert promise is not None
        if not promise.targets:
            is_must = promise.strength is Strength.MUST
            assert ((month, id) in missed) == (is_must and cells["not_in_time"] > 0)
            seen.add((is_must, min(cells["not_in_time"], 2)))
    assert {(True, 1), (True, 2)} & seen


def test_a_reason_stands_beside_what_was_missed(aldermere: Policy) -> None:
    contacts = contacts_of(aldermere)
    keys = list(missed_of(told_of(aldermere, contacts, Told())))
    kept = next(
        key for key in [("2026-02", id) for id, _ in rows_of(told_of(aldermere, contacts, Told()))] if key not in keys
    )
    first = keys[0]
    notes = {first: Note("Two of <five> were away.", NOWHERE), kept: Note("Of no use.", NOWHERE)}
    report = told_of(aldermere, contacts, Told(notes=notes, threshold=5))
    assert {key: reason for key, reason in missed_of(report).items() if reason} == {first: "Two of <five> were away."}
    assert unused_notes(notes, report) == [kept]
    files = report_files(report, UTC, charts=False)
    page = files[f"{first[0]}.md"]
    titles = {one["id"]: one["title"] for one in report["promises"]}
    missed, rest = page.split('id="missed"')[1].split('id="all"')
    assert rest
    assert "<b>Why:</b> Two of &lt;five&gt; were away." in missed
    of_month = [id for month, id in keys if month == first[0]]
    assert missed.count("no reason has been given") == len(of_month) - 1
    for id in of_month:
        assert f"<h3>{titles[id]}</h3>" in missed
    assert all("Of no use." not in text for text in files.values())


# ---------- pages


def test_a_page_is_one_element_that_no_generator_cuts(policy: Policy) -> None:
    """A generator ends HTML at an empty line."""
    for told in (Told(threshold=5), Told()):
        files = report_files(told_of(policy, contacts_of(policy), told), UTC, charts=False)
        assert {"index.md", "report.json", "report.schema.json"} < set(files)
        for path, text in files.items():
            if path.endswith(".md"):
                _, head, body = text.split("---\n", 2)
                assert head.count("\n") == 2
                assert "\n\n" not in body.strip()
                assert body.strip().startswith('<div class="troth">')
                assert body.strip().endswith("</div>")


def test_the_same_report_is_the_same_pages(aldermere: Policy) -> None:
    first, second = (
        report_files(told_of(aldermere, contacts_of(aldermere), Told(threshold=5)), UTC, charts=False) for _ in range(2)
    )
    assert first == second
