"""`make audit-bench`: the whole audit of `polha` on a log in zstd Parquet, beside DuckDB's sum of its every column.

Both in one run, each the best of so many. The log is made first, by a process of its own; another one measures, so that
its peak memory is that of the audit. The audit is all that the command does from the file to the summary as it is
shown: findings, ids that stand twice, percentiles. The time of start-up, in which tables of deadlines are made, is
measured alone on a log with one contact of each channel, and said beside it. At last, how fast a CSV is read.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.agree.drawn import policy

from troth.audit.asked import Asked
from troth.audit.engines import counted, duckdb_engine, findings_of
from troth.audit.mapping import LogMapping
from troth.audit.mapping_read import read_mapping
from troth.audit.read_duckdb import RELATION, make_log
from troth.audit.summary import summarise
from troth.audit.tally import Tally
from troth.calendars.local_time import SECOND
from troth.report.audited import summary_view

MOST = 3.0
"""So many times as long as the sum may it take."""
MEMORY = 2_000
"""In megabytes, at most."""
AS_OF = int(datetime(2027, 1, 11, tzinfo=UTC).timestamp()) * SECOND
"""The day of the export: nothing in it lies ahead."""
_DAY = 86_400
_IN_CSV = 3_000_000
_AT_ONCE = 10_000_000
_SUMS = (
    "SELECT sum(length(contact)), sum(length(channel)), sum(epoch_us(arrives)), sum(epoch_us(replied)),"
    " sum(epoch_us(acknowledged)), sum(rings) FROM '{file}'"
)
MAPPING = """contact: contact
arrives: arrives
channel: channel
kind: {always: enquiry}
party: {always: customer}
priority: {always: routine}
stage: {always: 1}
events: {replied: replied, acknowledged: acknowledged, promised: {always: no}}
facts: {unresolved: {always: no}}
counts: {rings: rings}
"""


def question(as_of: int, text: str = MAPPING) -> tuple[Asked, LogMapping]:
    """What is asked of a log of `polha`, and what its columns mean."""
    one = policy("polha")
    assert one.policy is not None
    assert one.calendar is not None
    mapping, found = read_mapping(text, "mapping.yml", one.policy)
    assert mapping is not None, found
    return Asked(one.policy, one.calendar, one.fingerprints, as_of, frozenset()), mapping


def make(file: str, contacts: int) -> None:
    """A log of a year: a quarter each by email, letter, phone and web form; one in twenty without a reply."""
    import duckdb

    with duckdb.connect(config={"memory_limit": "2GB", "threads": 2}) as connection:
        connection.execute("SELECT setseed(0.5); SET preserve_insertion_order = false")
        first = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
        connection.execute(
            f"""COPY (
              SELECT 'C' || i AS contact, start AS arrives,
                ['email', 'letter', 'phone', 'web form'][1 + CAST(floor(random() * 4) AS INTEGER)] AS channel,
                CASE WHEN random() > 0.05 THEN start + to_microseconds(CAST(random() * 10 * {_DAY}e6 AS BIGINT)) END
                  AS replied,
                CASE WHEN random() > 0.1 THEN start + to_microseconds(CAST(random() * 2 * {_DAY}e6 AS BIGINT)) END
                  AS acknowledged,
                CAST(floor(random() * 7) AS INTEGER) AS rings
              FROM (SELECT i, TIMESTAMPTZ '{first}' + to_microseconds(CAST(random() * 365 * {_DAY}e6 AS BIGINT))
                AS start FROM range({contacts}) t(i))
            ) TO '{file}' (FORMAT parquet, COMPRESSION zstd)"""
        )


def measure(file: str, repeats: int, contacts: int) -> bool:
    """Print how long both take; is that within the bounds, and is nothing lost?"""
    import duckdb

    asked, mapping = question(AS_OF)

    def audit(path: str) -> Tally:
        """The log to the summary as it is on screen."""
        with TemporaryDirectory() as scratch:
            engine = duckdb_engine([path], mapping, asked, Path(scratch))
            findings_of(engine, mapping, asked)
            tally = counted(engine, lambda _: None)
            found = summarise(tally, asked.policy, AS_OF, asked.fingerprints)
            assert summary_view(found, asked.calendar.clock, 120).plain
            return tally

    with duckdb.connect(config={"threads": 2}) as connection:
        small = str(Path(file).with_suffix(".one.parquet"))
        connection.execute(f"COPY (SELECT DISTINCT ON (channel) * FROM '{file}') TO '{small}' (FORMAT parquet)")
        sums, _ = _best(lambda: connection.execute(_SUMS.format(file=file)).fetchall(), repeats)
    start, _ = _best(lambda: audit(small), repeats)
    took, tally = _best(lambda: audit(file), repeats)
    assert isinstance(tally, Tally)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{contacts:,} contacts, {Path(file).stat().st_size / 1e6:,.0f} MB of Parquet")
    print(f"  sum of every column  {sums:8.2f} s  {contacts / sums / 1e6:8.2f} million a second")
    print(f"  whole audit          {took:8.2f} s  {contacts / took / 1e6:8.2f} million a second")
    ratio = (took - start) / sums
    print(f"  start-up of it       {start:8.2f} s")
    print(f"  ratio                {ratio:8.2f}    without start-up, at most {MOST}; with it {took / sums:.2f}")
    print(f"  peak memory          {peak:8,.0f} MB, at most {MEMORY:,}")
    whole = tally.read == contacts == tally.judged + sum(tally.rejected.values())
    return ratio <= MOST and peak < MEMORY and whole


def reading(file: str, repeats: int) -> None:
    """Print how long it takes to read a CSV of some of these contacts, to instants and numbers that can be summed.

    Beside DuckDB alone, which reads it as it likes: into a Parquet file and sums that, as ours does; or sums at once.
    """
    import duckdb

    asked, mapping = question(AS_OF)
    with TemporaryDirectory() as folder, duckdb.connect(config={"threads": 2}) as connection:
        path = str(Path(folder) / "log.csv")
        names = ("arrives", "replied", "acknowledged")
        times = ", ".join(f"strftime(timezone('UTC', {name}), '%Y-%m-%dT%H:%M:%SZ') AS {name}" for name in names)
        some = f"SELECT contact, channel, {times}, rings FROM '{file}' LIMIT {_IN_CSV}"
        connection.execute(f"COPY ({some}) TO '{path}' (HEADER)")
        columns = ("arrives", "event replied", "event acknowledged", "count rings")
        ours = ", ".join(["sum(length(contact))", "sum(length(channel))", *(f'sum("{name}")' for name in columns)])

        def summed(table: str = path) -> object:
            return connection.execute(_SUMS.format(file=table)).fetchall()

        def kept() -> object:
            copy = str(Path(folder) / "copy.parquet")
            connection.execute(f"COPY (FROM '{path}') TO '{copy}' (FORMAT parquet)")
            return summed(copy)

        def read() -> object:
            make_log(connection, [path], mapping, asked.calendar, Path(folder))
            return connection.execute(f"SELECT {ours} FROM {RELATION}").fetchall()

        (once, first), (alone, second), (took, third) = (_best(work, repeats) for work in (summed, kept, read))
        assert first == second == third, "the same is read"
    said = f"DuckDB alone {alone:.2f} s ({once:.2f} s without a copy), as a log {took:.2f} s"
    print(f"  CSV, {_IN_CSV:,} contacts at most: {said}, {alone / took:.2f} × as fast")


def _best(work: Callable[[], object], repeats: int) -> tuple[float, object]:
    """The least time that it took, and what it gave."""
    least, found = float("inf"), None
    for _ in range(repeats):
        began = time.perf_counter()
        found = work()
        least = min(least, time.perf_counter() - began)
    return least, found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contacts", type=int, default=_AT_ONCE)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the log is made, and taken from where it is there already")
    options = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    with TemporaryDirectory() as folder:
        file = (options.folder or Path(folder)) / f"log-{options.contacts}.parquet"
        if not file.exists():
            maker = spawn.Process(target=make, args=(str(file), options.contacts))
            maker.start()
            maker.join()
            if maker.exitcode:
                return 1
        with spawn.Pool(1) as pool:
            is_within = pool.apply(measure, (str(file), options.repeats, options.contacts))
            pool.apply(reading, (str(file), options.repeats))
    return 0 if is_within else 1


if __name__ == "__main__":
    sys.exit(main())
