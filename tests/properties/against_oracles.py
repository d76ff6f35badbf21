"""`make oracle`: the compiler beside oracles that are not its own, exhaustively; a quarter of an hour on two cores.

Working days: every day of 2015 to 2030 × 1 to 400 of them × four regions × both readings, by NumPy's business days and
by walking over the days. Opening hours: 100,000 arrivals at offices drawn at random, by a sweep of intervals; some by
trying each minute, and some by the business hours of pandas. Then all that moves a deadline, sums and shares:
`oracle_tasks`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache, partial
from itertools import product

from tests.properties import days_compared, hours_compared, oracle_tasks
from tests.properties.days_compared import REGIONS, Compared, Office

FIRST_YEAR, LAST_YEAR, KNOWN_UNTIL = 2015, 2030, 2033
MOST = 400
EVERY = 365
YEARS_A_TASK = 4
OFFICES, ARRIVALS = 1_000, 100
OFFICES_A_TASK = 25
SHOWN = 10

Task = Callable[[], Compared]


@cache
def office_of(region: str, next_open: bool) -> Office:
    """Compiled once in each process."""
    return Office(region=region, next_open=next_open, first_year=FIRST_YEAR, last_year=KNOWN_UNTIL)


def compare_days(region: str, next_open: bool, first_year: int) -> Compared:
    arrivals = days_compared.arrivals_of(first_year, first_year + YEARS_A_TASK - 1)
    return days_compared.compare(office_of(region, next_open), arrivals, MOST, EVERY)


def compare_hours(seed: int) -> Compared:
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for number, (made, random) in enumerate(hours_compared.offices(seed, OFFICES_A_TASK)):
        wrong += hours_compared.compare(made, random, ARRIVALS)
        for name in hours_compared.ENGINES:
            counts[f"opening hours, {name}"] += ARRIVALS
        if number % 10 == 0:
            wrong += hours_compared.compare_table(made, random, ARRIVALS)
            counts["opening hours, table"] += ARRIVALS
        for difference in hours_compared.compare_oracles(made, random, 1):
            counts["opening hours, minutes tried one by one"] += 1
            wrong += [difference] if difference else []
    return Compared(counts=dict(counts), differences=wrong)


def compare_pandas(seed: int) -> Compared:
    from tests.properties import pandas_compared  # pandas is not there in `make test`, which tries the rest of this

    found = [
        difference
        for made, random in pandas_compared.plain_offices(seed, OFFICES_A_TASK)
        for difference in pandas_compared.compare_pandas(made, random, ARRIVALS // 2)
    ]
    return Compared(counts={"opening hours, pandas": len(found)}, differences=[one for one in found if one])


def tasks(seed: int) -> Iterator[Task]:
    for number in range(OFFICES // OFFICES_A_TASK):
        yield partial(compare_hours, seed * 10_000 + number)
    for number in range(OFFICES // OFFICES_A_TASK // 4):
        yield partial(compare_pandas, seed * 10_000 + number)
    for region, next_open, year in product(REGIONS, (False, True), range(FIRST_YEAR, LAST_YEAR, YEARS_A_TASK)):
        yield partial(compare_days, region, next_open, year)
    yield from oracle_tasks.tasks(seed)


def run(comparisons: Iterable[Task], seed: int, processes: int, counts: Counter[str] | None = None) -> int:
    """Make all comparisons, several at once, and add to `counts`; 1 on the first differences, which are shown."""
    began = time.monotonic()
    counts = Counter() if counts is None else counts
    with ProcessPoolExecutor(processes) as pool:
        waiting = [pool.submit(task) for task in comparisons]
        for number, done in enumerate(as_completed(waiting), 1):
            if done.exception() is not None:
                pool.shutdown(wait=False, cancel_futures=True)
            found = done.result()
            counts.update(found.counts)
            took = dt.timedelta(seconds=int(time.monotonic() - began))
            print(f"{number} of {len(waiting)}: {counts.total():,} comparisons, {took}", file=sys.stderr)
            if found.differences:
                pool.shutdown(wait=False, cancel_futures=True)
                print(f"{len(found.differences)} differences at seed {seed}; the first of them:")
                print("\n".join(found.differences[:SHOWN]))
                return 1
    for name, of in counts.items():
        print(f"{of:>12,}  {name}")
    print(f"{counts.total():>12,}  comparisons at seed {seed}, and no difference")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other offices and arrivals")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="how many at once")
    options = parser.parse_args()
    raise SystemExit(run(tasks(options.seed), options.seed, options.processes))
