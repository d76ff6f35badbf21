"""The language reference says how many cases there are of each construct: as many as there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.oracle import corpus_counts as counted

REFERENCE = Path(__file__).resolve().parents[2] / "grammar" / "README.md"
HEADING = "## How many cases there are"
LEAST = 6


def _section() -> str:
    text = REFERENCE.read_text(encoding="utf-8")
    assert text.count(f"\n{HEADING}\n") == 1
    return text.partition(f"\n{HEADING}\n")[2].partition("\n## ")[0]


def test_the_reference_has_the_table_of_today() -> None:
    assert counted.table() in _section(), "python -m tests.oracle.corpus_counts prints it"


def test_another_number_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "README.md"
    monkeypatch.setattr(f"{__name__}.REFERENCE", path)
    path.write_text(f"# A\n\n{HEADING}\n\n{counted.table()}\n\n## B\n", encoding="utf-8")
    test_the_reference_has_the_table_of_today()
    path.write_text(path.read_text(encoding="utf-8").replace("| restarts | 2", "| restarts | 3"), encoding="utf-8")
    with pytest.raises(AssertionError):
        test_the_reference_has_the_table_of_today()


def test_every_cover_is_of_a_construct() -> None:
    known = counted.BESIDES.union(*(covers for _, _, covers in counted.CONSTRUCTS))
    parts = {part for case in counted.cases() for part in counted.parts_of(case)}
    assert {part for part in parts - known if not part.startswith(counted.BEGINNINGS)} == set()
    assert known - parts == set()


def test_every_construct_has_cases() -> None:
    few = [name for _, name, number in counted.counts(counted.cases()) if number < LEAST]
    assert few == ["wording that is not measured"]


@pytest.mark.parametrize("covers", [["restart"], ["restart × cap"], ["cap", "restart × pause"]])
def test_what_meets_counts_for_both(covers: list[str]) -> None:
    (restarts,) = [number for _, name, number in counted.counts([{"covers": covers}]) if name == "restarts"]
    assert restarts == 1
    assert sum(number for *_, number in counted.counts([{"covers": covers}])) == len(
        counted.parts_of({"covers": covers})
    )
