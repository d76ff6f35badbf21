"""`make audit-agree`: the reference, the plain judge and the DuckDB judge, row by row, on logs of random contacts.

Each log is judged as of one instant, near which many of its contacts arrive; half of the logs have a column for every
event, half lack some; half have each time that an event happened, half one. What targets say of each row is compared
too, and the counts of the whole log. Statuses are counted: a run in which one of them never came fails. With
`--record FILE` a run that is stopped goes on where it was; the record of `make audit-agree` is kept beside this file.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

from tests.agree.drawn import judged
from tests.agree.record import REFERENCE_PACKAGES, edition, recorded
from tests.audit.canonical import Log, draw
from tests.properties.against_oracles import Task, run
from tests.properties.days_compared import Compared

from troth.audit.judged_plain import Judged, judge_plainly
from troth.audit.rows import Refused
from troth.audit.tally import Tally, Tallying
from troth.deadlines.judge import Status
from troth.wording.answer import Answers

A_LOG = 4_000
PARTS = ("event", "status", "case", "anchor", "anchor_last", "due", "done", "done_last", "late_by_seconds")
MORE = ("period", "amount", "currency")
Rows = dict[tuple[int, str], tuple[Any, ...]]
Targets = Counter[tuple[Any, ...]]


def compare_once(record: Path, policy: str, seed: int, n: int) -> Compared:
    """What `compare` finds, unless it is known that all agree."""
    known = edition(policy, *REFERENCE_PACKAGES, "tables", "audit")
    asked = {"policy": policy, "seed": seed, "contacts": n, "edition": known}
    return recorded(record, asked, partial(compare, policy, seed, n))


def compare(policy: str, seed: int, n: int) -> Compared:
    """One log of so many contacts of a policy, by the two engines beside the reference."""
    log = draw(policy, seed, n, repeats=bool(seed % 2), whole=bool(seed // 2 % 2))
    answers = Answers(log.asked.policy, log.asked.calendar, log.asked.fingerprints)
    wanted = list(judge_plainly(log.asked, lambda: log.contacts, answers.to))
    rows, targets, tally = said(wanted, log)
    wrong = [f"{policy}, {engine}: {what}" for engine, what in _found(log, rows, targets, tally)]
    counts = Counter({f"{policy}, contacts": len(wanted)})
    counts.update(f"{policy}, {values[1]}" for values in rows.values())
    return Compared(counts=dict(counts), differences=wrong)


def _found(log: Log, rows: Rows, targets: Targets, tally: Tally) -> Iterator[tuple[str, str]]:
    plain = said(list(judge_plainly(log.asked, lambda: log.contacts)), log)
    for engine, (others, aims, counted) in (("plain", plain), ("DuckDB", by_duckdb(log))):
        yield from ((engine, one) for one in differences(log, rows, others))
        yield from ((engine, f"a target says {one}") for one in (targets - aims).keys() | (aims - targets).keys())
        if counted != tally:
            yield engine, "another tally"


def said(found: Sequence[Judged], log: Log) -> tuple[Rows, Targets, Tally]:
    """The rows of contacts, what targets say of them, and their tally."""
    rows: Rows = {}
    targets: Targets = Counter()
    tallying = Tallying(sorted(log.asked.ids))
    for contact, judged_rows in found:
        if isinstance(judged_rows, Refused):
            tallying.rejected(f"{judged_rows.code} {judged_rows.message}")
            continue
        tallying.judged()
        for row, missing, aims in judged_rows:
            tallying.add(row, missing, aims)
            values = tuple(getattr(row, name) for name in (*PARTS, *MORE))
            rows[contact.row, row.promise] = (
                *(str(one) if isinstance(one, Status) else one for one in values),
                missing,
            )
            for number, one in enumerate(aims):
                taken = one.get("taken") or (None, None)
                told = (one["counts"], str(one["status"]), one.get("missing") or "", one["period"], *taken)
                targets[contact.row, row.promise, number, "average" in one, *told] += 1
    return rows, targets, tallying.tally()


def by_duckdb(log: Log) -> tuple[Rows, Targets, Tally]:
    """The same by the DuckDB judge."""
    import duckdb

    from troth.audit.judged_duckdb import judge_log, result_rows

    with duckdb.connect() as connection:
        connection.register("drawn", log.table())
        connection.execute("CREATE TABLE log AS SELECT * FROM drawn")
        tally = judge_log(connection, log.asked)
        listed = ", ".join(f'"{name}"' for name in (*PARTS, *MORE))
        rows: Rows = {}
        select = f"SELECT row, promise, {listed}, missing FROM ({result_rows(connection)})"
        for number, promise, *values, missing in connection.execute(select).fetchall():
            assert (number, promise) not in rows, "a promise has one row"
            rows[number, promise] = (*values, missing or "")
        targets: Targets = Counter()
        select = "SELECT c.row, t.* EXCLUDE (id) FROM staged_target t JOIN staged_log c ON c.id = t.id"
        for row, promise, number, is_average, counts, status, missing, *rest in connection.execute(select).fetchall():
            targets[row, promise, number, is_average, counts, status, missing or "", *rest] += 1
    return rows, targets, tally


def differences(log: Log, wanted: Rows, got: Rows) -> Iterator[str]:
    """The rows that are not the same, each with its contact."""
    for key in {**wanted, **got}:
        if wanted.get(key) != got.get(key):
            contact = f"as of {log.asked.as_of}: {log.contacts[key[0]]}"
            yield f"{key[1]}: {wanted.get(key)}, but {got.get(key)}\n    {contact}"


def tasks(
    policies: Sequence[str], seed: int, n: int, ask: Callable[[str, int, int], Compared] = compare
) -> Iterator[Task]:
    """Logs of the policies in turn."""
    left = dict.fromkeys(policies, n)
    for number, policy in enumerate(cycle(policies)):
        if not any(left.values()):
            return
        if left[policy]:
            size = min(A_LOG, left[policy])
            left[policy] -= size
            yield partial(ask, policy, seed * 1_000_000 + number // len(policies), size)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contacts", type=int, default=200_000, help="of each policy")
    parser.add_argument("--policy", action="append", choices=judged(), help="this one only; may be given several times")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other contacts")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="how many at once")
    parser.add_argument("--record", type=Path, metavar="FILE", help="go on where a run with the same file was stopped")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    ask = partial(compare_once, options.record) if options.record else compare
    chosen = tasks(options.policy or judged(), options.seed, options.contacts, ask)
    failed = run(chosen, options.seed, options.processes, counts)
    seen = {name.rpartition(", ")[2] for name in counts}
    if not failed and not options.policy and (never := [str(one) for one in Status if one not in seen]):
        print(f"never came, in so few contacts: {', '.join(never)}")
        return 1
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
