"""A share of `make audit-agree`, and that it goes red."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.audit import agree
from tests.audit.canonical import draw

pytestmark = [pytest.mark.database, pytest.mark.xdist_group("audit agree")]


@pytest.mark.parametrize(
    ("policy", "seed", "n"), [("polha", 0, 300), ("ips", 1, 300), ("larkfield", 3, 150), ("marnock", 2, 150)]
)
def test_the_judges_agree_row_by_row(policy: str, seed: int, n: int) -> None:
    found = agree.compare(policy, seed, n)
    assert found.differences == []
    assert found.counts[f"{policy}, contacts"] == n
    assert len(found.counts) > 6


def test_most_of_what_is_plain_is_judged_by_the_fast_pass() -> None:
    import duckdb

    from troth.audit.judged_duckdb import judge_log

    log = draw("ledcom", 0, 300, repeats=False)
    with duckdb.connect() as connection:
        connection.register("drawn", log.table())
        connection.execute("CREATE TABLE log AS SELECT * FROM drawn")
        judge_log(connection, log.asked)
        staged = connection.execute("SELECT id FROM staged_log").fetchall()
    assert 0 < len(staged) < 250


def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    from troth.audit import buckets, fast

    def damaged(*given: Any) -> Any:
        found = buckets.buckets(*given)
        return replace(found, columns={**found.columns, "last0": found.columns["last0"] + 86_400_000_000})

    monkeypatch.setattr(fast, "buckets", damaged)


def _unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    from troth.audit.outcomes import Outcomes

    monkeypatch.setattr(Outcomes, "bearing", lambda *_: iter(()))


def _nothing_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    from troth.audit.staged import Staged

    real = Staged._lacks

    def lacks(staged: Any) -> None:
        real(staged)
        staged._do("DELETE FROM lack")

    monkeypatch.setattr(Staged, "_lacks", lacks)


@pytest.mark.parametrize(
    ("damage", "policy", "seed"),
    [(_later, "polha", 2), (_unguarded, "polha", 2), (_nothing_lacks, "polha", 1)],
    ids=["deadlines a day later", "promised dates", "what a log lacks"],
)
def test_a_damaged_judge_is_found(
    damage: Callable[[pytest.MonkeyPatch], None], policy: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(monkeypatch)
    assert agree.compare(policy, seed, 250).differences


def test_the_command_is_documented() -> None:
    makefile = (Path(__file__).resolve().parents[2] / "Makefile").read_text(encoding="utf-8")
    assert "-m tests.audit.agree" in makefile
    assert "-m tests.bench.audit" in makefile
