"""`make audit-bench`: the whole audit of `polha` on a log in zstd Parquet, beside DuckDB's sum of its every column.

Both in one run, each the best of so many. The log is made first, by a process of its own; another one measures, so that
its peak memory is that of the audit. The audit is all that comes between a relation over the file and the counts of
which the summary is made, percentiles among them; the time of start-up, in which the tables of deadlines are compiled,
is measured alone on a log of one contact and said beside it.
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
from troth.audit.judged_duckdb import judge_log
from troth.audit.relation import relation
from troth.audit.tally import Tally
from troth.audit.times import percentile
from troth.calendars.local_time import SECOND

MOST = 3.0
"""So many times as long as the sum may it take."""
MEMORY = 2_000
"""In megabytes, at most."""
AS_OF = int(datetime(2027, 1, 4, tzinfo=UTC).timestamp()) * SECOND
_DAY = 86_400
_AT_ONCE = 10_000_000
_SUMS = (
    "SELECT sum(length(contact)), sum(length(channel)), sum(epoch_us(arrives)), sum(epoch_us(replied)),"
    " sum(epoch_us(acknowledged)), sum(rings) FROM '{file}'"
)
# What a mapping of that log says: its times have an offset, no date is promised, all are enquiries of customers.
_RELATION = """
CREATE OR REPLACE VIEW log AS SELECT '{file}' AS file, file_row_number AS row, contact, channel, 'enquiry' AS kind,
  'customer' AS party, CAST(NULL AS VARCHAR) AS customer, epoch_us(arrives) AS arrives,
  epoch_us(arrives) AS arrives_last,
  epoch_us(replied) AS "event replied", epoch_us(acknowledged) AS "event acknowledged",
  CAST(NULL AS BIGINT) AS "event promised", CAST(rings AS BIGINT) AS "count rings",
  CASE WHEN contact IS NULL OR contact = '' THEN 'contact' || chr(9) || 'missing'
    WHEN arrives IS NULL THEN 'arrives' || chr(9) || 'missing' END AS rejected,
  CAST(NULL AS VARCHAR) AS unreadable
FROM read_parquet('{file}', file_row_number = true){some}
"""


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

    one = policy("polha")
    assert one.policy is not None
    assert one.calendar is not None
    with duckdb.connect(config={"memory_limit": "1200MB", "threads": 2}) as connection:
        connection.execute(_RELATION.format(file=file, some=" LIMIT 1"))
        columns = relation(connection, "log").columns
        asked = Asked(one.policy, one.calendar, one.fingerprints, AS_OF, columns)
        start, _ = _best(lambda: judge_log(connection, asked), repeats)
        connection.execute(_RELATION.format(file=file, some=""))
        sums, _ = _best(lambda: connection.execute(_SUMS.format(file=file)).fetchall(), repeats)
        audit, tally = _best(lambda: judge_log(connection, asked), repeats)
    assert isinstance(tally, Tally)
    for (promise, period), times in sorted(tally.times.items(), key=lambda item: (item[0][0], item[0][1] or ""))[:2]:
        print(f"  {promise} {period}: {percentile([times], 50)} and {percentile([times], 90)} minutes")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{contacts:,} contacts, {Path(file).stat().st_size / 1e6:,.0f} MB of Parquet")
    print(f"  sum of every column  {sums:8.2f} s  {contacts / sums / 1e6:8.2f} million a second")
    print(f"  whole audit          {audit:8.2f} s  {contacts / audit / 1e6:8.2f} million a second")
    ratio = (audit - start) / sums
    print(f"  start-up of it       {start:8.2f} s")
    print(f"  ratio                {ratio:8.2f}    without start-up, at most {MOST}; with it {audit / sums:.2f}")
    print(f"  peak memory          {peak:8,.0f} MB, at most {MEMORY:,}")
    whole = tally.read == contacts == tally.judged + sum(tally.rejected.values())
    return ratio <= MOST and peak < MEMORY and whole


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
    return 0 if is_within else 1


if __name__ == "__main__":
    sys.exit(main())
