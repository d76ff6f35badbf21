"""Ids of a log: whether every row has one, and whether they all differ, in any order and of any form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from tests.audit.reading import desk, mapped
from tests.audit.test_log_findings import MAP

from troth.audit import ids as under_test
from troth.audit.ids import Ids, read_ids
from troth.audit.read_duckdb import make_log

pytestmark = pytest.mark.database
OTHERS = ("came", "via", "done", "big", "rings")
MANY = 7_000
"""More than come at once, three times over."""
RISING = [f"C{number}" for number in range(MANY)]
"""By their length first: C9, then C10."""
SHUFFLED = Random(1).sample(RISING, MANY)


def read(ids: Sequence[str | None], folder: Path, missing: str = "") -> Ids:
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as parquet

    columns = {"id": pa.array(ids, pa.string()), **{name: pa.nulls(len(ids), pa.string()) for name in OTHERS}}
    parquet.write_table(pa.table(columns), folder / "log.parquet")
    with duckdb.connect() as connection:
        return read_ids(make_log(connection, [folder / "log.parquet"], mapped(MAP + missing), desk()[1], folder))


@pytest.fixture(autouse=True)
def some_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_test, "_AT_ONCE", 2_048)


@pytest.mark.parametrize("ids", [RISING, RISING[::-1], SHUFFLED, ["one"], ["é", "zz", "日本"]], ids=str)
def test_ids_that_differ(ids: list[str], tmp_path: Path) -> None:
    assert read(ids, tmp_path) == Ids(named=True, differ=True)


@pytest.mark.parametrize(
    "ids",
    [
        [*RISING, RISING[-1]],
        [*RISING, RISING[0]],
        [RISING[0], *RISING],
        [*RISING[:2_048], *RISING[2_047:]],
        [*RISING[::-1], RISING[0]],
        [*SHUFFLED, SHUFFLED[3_000]],
    ],
    ids=["the last", "the first", "at once", "where the next ones come", "falling", "in no order"],
)
def test_an_id_that_stands_twice(ids: list[str], tmp_path: Path) -> None:
    assert len(set(ids)) < len(ids)
    assert read(ids, tmp_path) == Ids(named=True, differ=False)


@pytest.mark.parametrize("other", [None, "", " ", " C1", "C1 ", "\tC1", "C1\u00a0", "\u00a0", "n/a"], ids=repr)
def test_an_id_that_is_none_or_is_to_be_trimmed(other: str | None, tmp_path: Path) -> None:
    ids = [*RISING[10:5_000], other, *RISING[5_000:]]
    assert read(ids, tmp_path, "missing: [n/a]\n") == Ids(named=False, differ=False)


def test_a_character_within_an_id_that_could_be_at_its_end(tmp_path: Path) -> None:
    assert read(["a b", "b\u00a0c", "c\td"], tmp_path) == Ids(named=True, differ=True)
