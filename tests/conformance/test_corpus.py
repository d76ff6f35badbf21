"""The files of the corpus: as the oracle makes them, of the form that the schema says, and as rich as they must be."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import product
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.conformance.running import CORPUS, corpus
from tests.oracle import corpus as oracle

LEAST_CASES = 6_000
SCHEMA = json.loads((CORPUS / "schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def cases() -> list[dict[str, Any]]:
    return [case for data in corpus() for case in data["cases"]]


def rows_of(case: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows that are expected: of the contact, or of each of several."""
    expected = case["expected"]
    return [*expected.get("promises", ()), *(row for rows in expected.get("contacts", ()) for row in rows)]


def test_it_is_what_the_oracle_makes_today(capsys: pytest.CaptureFixture[str]) -> None:
    assert oracle.main(["--check"]) == 0, capsys.readouterr().out


def test_a_changed_file_is_seen(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(oracle, "FOLDER", tmp_path)
    monkeypatch.setattr(oracle, "THEMES", oracle.THEMES[-1:])
    assert oracle.main([]) == 0
    assert oracle.main(["--check"]) == 0
    (path,) = tmp_path.glob("*.json")
    assert f"| `{path.name}` | " in (tmp_path / "README.md").read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace('"met"', '"late"', 1), encoding="utf-8")
    (tmp_path / "of-another-time.json").write_text("{}", encoding="utf-8")
    capsys.readouterr()
    assert oracle.main(["--check"]) == 1
    assert capsys.readouterr().out == f"{path.name}: differs\nof-another-time.json: is made by no theme\n"


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("data", corpus(), ids=lambda data: data["theme"])
def test_every_file_is_of_its_form(data: dict[str, Any]) -> None:
    assert [f"{'/'.join(map(str, fault.path))}: {fault.message}" for fault in VALIDATOR.iter_errors(data)] == []
    assert (CORPUS / f"{data['theme']}.json").is_file()
    assert {case["policy"] for case in data["cases"]} == set(data["policies"])
    assert {case["id"].partition("/")[0] for case in data["cases"]} == {data["theme"]}


@pytest.mark.parametrize(
    "damage",
    [
        {"from": "hand"},
        {"from": "published"},
        {"as_of": "2026-06-01T10:00"},
        {"id": "A case"},
        {"covers": []},
        {"expected": {"promises": [{"id": "a"}]}},
        {"expected": {"promises": [{"id": "a", "status": "fine"}]}},
        {"expected": {"promises": [{"id": "a", "status": "open", "due": "2026-06-01"}]}},
        {"expected": {"error": "outside the years", "promises": []}},
        {"contact": {"channel": "email"}},
        {"contact": {"channel": "email", "arrives": "1 June"}},
        {"contact": {"channel": "email", "arrives": "2026-06-01", "missed": {"email.reply": ["1 June"]}}},
        {"contacts": [{"id": "1", "channel": "email", "arrives": "2026-06-01"}]},
        {"calendar": "as it was"},
        {"expected": {"targets": []}},
        {"expected": {"promises": [{"id": "a", "status": "late", "amount": "£30"}]}},
        {"expected": {"promises": [{"id": "a", "status": "late", "currency": "GBP"}]}},
        {"expected": {"promises": [{"id": "a", "status": "late", "targets": [{"share": "95"}]}]}},
    ],
)
def test_the_schema_goes_red(damage: dict[str, Any]) -> None:
    data = corpus()[0]
    whole = {key: value for key, value in data["cases"][0].items() if key not in ("working", "citation")}
    assert not VALIDATOR.is_valid(data | {"cases": [whole | damage]})


def test_no_two_cases_have_one_name() -> None:
    assert [name for name, times in Counter(case["id"] for case in cases()).items() if times > 1] == []


def test_there_are_enough_of_them() -> None:
    assert len(cases()) >= LEAST_CASES
    statuses = Counter(row["status"] for case in cases() for row in rows_of(case))
    known = set(SCHEMA["$defs"]["promise"]["properties"]["status"]["enum"])
    assert set(statuses) == known
    assert Counter(case["from"] for case in cases()).keys() == {"oracle", "hand", "published"}


def test_each_construct_has_a_case_that_passes_and_one_that_fails() -> None:
    passing: set[str] = set()
    failing: set[str] = set()
    for case in cases():
        for row in rows_of(case):
            if row["status"] in ("met", "open", "at risk", "excused"):
                passing.update(case["covers"])
            if row["status"] in ("late", "overdue", "early"):
                failing.update(case["covers"])
        for target in case["expected"].get("targets", ()):
            (passing if target["reached"] else failing).update(case["covers"])
    every = {cover for case in cases() for cover in case["covers"]}
    assert every - passing - NEVER_MEASURED == set()
    assert every - failing - NEVER_MEASURED == set()


NEVER_MEASURED = {"vague wording"}


ENDINGS = {
    *("plain", "by-closing-time", "by-four", "same-time-of-day", "rolling-forward", "rolling-back", "as-it-falls"),
    *("day-and-night", "to-the-end-of-the-month"),
}
OF_DAYS = {"working day", "day", "week", "month", "year"}
_UNIT = re.compile(r"must reply (?:within \d+ (.+?)s?|(by the end of the next working day))(?:,.*)?")


def test_every_ending_with_every_unit_and_counting() -> None:
    """But for a roll of working days, which never need one, and endings of a day for amounts of time."""
    found: dict[tuple[str, str], set[str]] = {}
    data = next(data for data in corpus() if data["theme"] == "endings")
    used = {(case["policy"], case["contact"]["channel"]) for case in data["cases"]}
    for name, policy in data["policies"].items():
        counting = next(one for one in ("day-0", "next-open", "day-1") if f"endings-{one}-" in name)
        channel = ""
        for line in map(str.strip, policy["text"]):
            channel = line.removeprefix("for ") if line.startswith("for ") else channel
            unit = _UNIT.fullmatch(line)
            if unit and (name, channel) in used:
                ending = name.removeprefix(f"endings-{counting}-")
                found.setdefault((counting, ending), set()).add(unit[1] or unit[2])
    assert set(found) == set(product(("day-0", "next-open", "day-1"), ENDINGS))
    for (_, ending), units in found.items():
        rolls = ending.startswith("rolling") or ending == "as-it-falls"
        assert units >= OF_DAYS - ({"working day"} if rolls else set())
        assert "hour" in units or (ending not in ("plain", "day-and-night") and not rolls)
        assert "opening hour" in units or ending != "plain"
