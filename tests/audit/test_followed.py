"""How far an audit has come is told while it runs: of its files by their sizes, of its contacts by their number."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.audit.reading import desk, mapped
from tests.audit.test_flawless import AS_OF, N, drawn
from tests.audit.test_log_findings import HEAD, MAP, ROW, log
from tests.bench.audit import MAPPING, question

from troth.audit import read_duckdb
from troth.audit.engines import counted, duckdb_engine
from troth.audit.followed import Heard, followable, followed, unheard

pytestmark = pytest.mark.database


def test_a_query_is_followed() -> None:
    import duckdb

    shares: list[float] = []
    before = threading.active_count()
    with duckdb.connect(config={"threads": 1}) as connection:
        followable(connection)
        connection.execute("CREATE TABLE several AS SELECT range AS n FROM range(20_000_000)")
        with followed(connection, shares.append, every=0.005):
            connection.execute("SELECT sum(ln(n + 1)) FROM several").fetchall()
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1
    assert threading.active_count() == before


def test_one_that_fails_is_left_alone() -> None:
    import duckdb

    before = threading.active_count()
    with duckdb.connect() as connection, pytest.raises(duckdb.Error), followed(connection, print, every=0.005):
        connection.execute("SELECT error('no')").fetchall()
    assert threading.active_count() == before


def test_files_count_by_their_sizes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of four equal parts of the log, the second file has three."""
    import duckdb

    paths = [log(tmp_path, HEAD + ROW * n, f"{n}.csv") for n in (20, 60)]
    small, large = (path.stat().st_size for path in paths)
    shares: list[float] = []

    @contextmanager
    def half(_connection: Any, heard: Heard) -> Iterator[None]:
        heard(0.5)
        yield

    monkeypatch.setattr(read_duckdb, "followed", half)
    with duckdb.connect() as connection:
        read_duckdb.make_log(connection, paths, mapped(MAP), desk()[1], tmp_path, shares.append)
    whole = small + large
    assert shares == [small / 2 / whole, (small + large / 2) / whole]


@pytest.mark.parametrize("text", [MAPPING, MAPPING.replace("{always: enquiry}", "contact")], ids=["fast", "in stages"])
def test_contacts_that_are_judged_are_counted(text: str, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    parquet.write_table(pa.Table.from_pylist(drawn()), tmp_path / "log.parquet")
    asked, mapping = question(AS_OF, text)
    told: list[int] = []
    counted(duckdb_engine([str(tmp_path / "log.parquet")], mapping, asked, tmp_path, unheard), told.append)
    assert told == sorted(told)
    assert told[-1] == N
