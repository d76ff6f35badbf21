"""Every case of the corpus, put to `Policy.due` and to the generated checker: each expected field is as it is said."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from tests.conformance.running import (
    answers,
    checker_program,
    checker_source,
    corpus,
    differences,
    engine,
    first_source,
    texts,
)

from troth.targets.due_tables import with_tables

# One worker: policies are compiled once for all of these tests.


@pytest.mark.parametrize("data", corpus(), ids=lambda data: data["theme"])
def test_it_answers_as_expected(data: dict[str, Any]) -> None:
    found = []
    for case in data["cases"]:
        text = texts(data, case["policy"])[0]
        given = answers(case, data)
        for name, answer in given.items():
            found += [f"{case['id']} ({name}) {difference}" for difference in differences(case, answer, text)]
        if len({json.dumps(answer) for answer in given.values()}) > 1:
            found.append(f"{case['id']}: the engines do not write the same JSON, key by key")
    assert found == []


def test_one_engine() -> None:
    """The code of a checker is the same text for every policy: only its head and its program differ."""
    sources = [checker_source(*texts(data, next(iter(data["policies"])))) for data in corpus()[::15]]
    codes = {source.partition("from __future__")[2].partition("\nPROGRAM = ")[0] for source in sources}
    assert len(sources) > 2
    assert len(codes) == 1


BY_TABLE = {
    "working-days": ("working-days-day-0", "working-days-next-open"),
    "rolls": ("rolls-forward", "months-over"),
    "hours": ("hours-rolled",),
    "cut-offs": ("cut-off-days-next-open",),
    "endings": ("endings-next-open-by-closing-time",),
}


@pytest.mark.parametrize(("theme", "policy"), [(theme, one) for theme, names in BY_TABLE.items() for one in names])
def test_the_tables_answer_the_same(theme: str, policy: str) -> None:
    """A limit that is counted from the arrival alone, by one search in the table of its checker."""
    data = next(data for data in corpus() if data["theme"] == theme)
    module = engine(first_source())
    deadline = module.Quick(module.Checker(with_tables(checker_program(*texts(data, policy))))).deadline
    asked = 0
    for case in data["cases"]:
        if case["policy"] != policy or "visit" in case["contact"].get("events", {}):
            continue
        asked += 1
        start = datetime.fromisoformat(case["contact"]["arrives"])
        if "error" in case["expected"]:
            with pytest.raises(ValueError, match="beyond the calendar's years"):
                deadline(f"{policy}.{case['contact']['channel'].replace(' ', '-')}.reply", start)
            continue
        (row,) = case["expected"]["promises"]
        assert deadline(row["id"], start) == datetime.fromisoformat(row["due"]), case["id"]
    assert asked >= 8
