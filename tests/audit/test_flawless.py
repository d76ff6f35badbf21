"""What is wrong with one row of a log is found wherever it stands, and whatever its contact was promised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.bench.audit import MAPPING, question

from troth.audit.engines import Engine, counted, duckdb_engine, findings_of, plain_engine
from troth.calendars.local_time import SECOND

pytestmark = pytest.mark.database
N = 300
START = datetime(2026, 3, 20, tzinfo=UTC)
END = datetime(2026, 4, 20, tzinfo=UTC)
AS_OF = int(END.timestamp()) * SECOND
Rows = list[dict[str, Any]]


def drawn() -> Rows:
    """A month of contacts, over a change of the clocks and Easter; one in five without a reply."""
    random = Random(7)
    rows = []
    for number in range(N):
        came = START + timedelta(seconds=random.randrange(31 * 86_400))
        done = [came + timedelta(hours=random.randrange(200)) if random.random() > 0.2 else None for _ in range(2)]
        done = [None if at is None or at > END else at for at in done]  # of what lies ahead nothing is known yet
        channel = random.choice(["email", "letter", "phone", "web form"])
        rings = random.randrange(7)
        rows.append(dict(zip(COLUMNS, (f"C{number}", channel, came, *done, rings), strict=True)))
    return rows


COLUMNS = ("contact", "channel", "arrives", "replied", "acknowledged", "rings")


def engines(rows: Rows, folder: Path, text: str) -> tuple[Engine, Engine]:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    instant = pa.timestamp("us", "UTC")
    kinds = (pa.string(), pa.string(), instant, instant, instant, pa.int64())
    schema = pa.schema(list(zip(COLUMNS, kinds, strict=True)))
    parquet.write_table(pa.Table.from_pylist(rows, schema=schema), folder / "log.parquet")
    asked, mapping = question(AS_OF, text)
    names = [str(folder / "log.parquet")]
    both = plain_engine(names, mapping, asked), duckdb_engine(names, mapping, asked, folder)
    findings = [findings_of(engine, mapping, asked) for engine in both]
    assert findings[0] == findings[1]
    assert both[0].survey == both[1].survey
    return both


def compared(rows: Rows, folder: Path, text: str = MAPPING) -> bool:
    """Is anything said of the log? After both engines gave the same."""
    plain, duckdb = engines(rows, folder, text)
    tallies = [counted(engine, lambda _: None) for engine in (plain, duckdb)]
    assert tallies[0] == tallies[1]
    assert tallies[0].read == len(rows)
    told = [sorted(engine.judge(lambda _: None), key=repr) for engine in (plain, duckdb)]
    assert told[0] == told[1]
    return bool(plain.survey.problems or plain.survey.doubled)


def test_a_log_without_a_flaw(tmp_path: Path) -> None:
    assert not compared(drawn(), tmp_path)


FLAWS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "no id": lambda row: row.update(contact=None),
    "an id that stands twice": lambda row: row.update(contact="C77"),
    "no arrival": lambda row: row.update(arrives=None),
    "an arrival far away": lambda row: row.update(arrives=datetime(1, 1, 1, tzinfo=UTC)),
    "a reply far away": lambda row: row.update(replied=datetime(9999, 1, 1, tzinfo=UTC)),
    "a reply before the arrival": lambda row: row.update(replied=row["arrives"] - timedelta(microseconds=1)),
    "an acknowledgement before it": lambda row: row.update(acknowledged=row["arrives"] - timedelta(days=1)),
    "a reply after as-of": lambda row: row.update(replied=END + timedelta(microseconds=1)),
    "an arrival after as-of": lambda row: row.update(arrives=END + timedelta(days=1), replied=None, acknowledged=None),
    "a channel that nobody knows": lambda row: row.update(channel="pigeon"),
    "a count below zero": lambda row: row.update(rings=-1),
}


@pytest.mark.parametrize("flaw", FLAWS)
@pytest.mark.parametrize("channel", ["phone", "letter"])
def test_a_log_with_one(flaw: str, channel: str, tmp_path: Path) -> None:
    """PoLHA promises a reply to a letter, and nothing about a call."""
    rows = drawn()
    FLAWS[flaw](next(row for row in rows[100:] if row["channel"] == channel))
    assert compared(rows, tmp_path)


@pytest.mark.parametrize(
    ("row", "mapping"),
    [
        ({"contact": " C40"}, MAPPING),
        ({"contact": " C41"}, MAPPING),
        ({"channel": None}, MAPPING),
        ({"arrives": datetime(2019, 12, 31, tzinfo=UTC)}, MAPPING),
        ({"channel": "EMAIL "}, MAPPING),
        ({"channel": "n/a"}, MAPPING + "missing: [n/a]\n"),
        ({}, MAPPING.replace("promised: {always: no}", "promised: acknowledged")),
        ({}, MAPPING.replace("{always: no}}\ncounts", "{column: channel, values: {phone: yes, letter: no}}}\ncounts")),
    ],
    ids=[
        "a blank",
        "a blank before another id",
        "no channel",
        "before the calendar",
        "other letters",
        "a word for nothing",
        "told dates",
        "a fact",
    ],
)
def test_a_log_that_is_not_like_others(row: dict[str, Any], mapping: str, tmp_path: Path) -> None:
    rows = drawn()
    rows[40].update(row)
    compared(rows, tmp_path, mapping)
