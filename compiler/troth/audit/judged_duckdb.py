"""A log judged by DuckDB: all that its arrivals and acts decide in one pass, the rest in stages; and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from troth.audit.asked import Asked
from troth.audit.combinations import Look, look_at
from troth.audit.fast import STATUSES, Fast
from troth.audit.followed import unheard
from troth.audit.outcomes import Kind
from troth.audit.relation import relation
from troth.audit.result_row import ROW_COLUMNS
from troth.audit.staged import Staged
from troth.audit.tally import Outcome, Tally, Tallying, merge, outcome_of
from troth.audit.times import Times, times_from, times_of
from troth.deadlines.judge import Status
from troth.tables.shares import UNIT_SECONDS

_LOG = "staged_log"


def judge_log(
    connection: Any,
    asked: Asked,
    log: str = "log",
    look: Look | None = None,
    done: Callable[[int], None] = unheard,
) -> Tally:
    """Judge the canonical relation of a log and count what comes of it.

    Leaves tables from which `result_rows` reads; `connection` is one of our own, in memory. Rejected rows are counted
    by their reason; no findings are made here. Reads the relation once, twice where something is left for the stages;
    and once more before that, where nobody has had the `look` at it yet. `done` is told how many contacts are judged.
    """
    table = relation(connection, log)
    look = look or look_at(connection, asked, table)
    fast = Fast(connection, asked, table, look)
    quick, rows = _counted(fast, done)
    select = fast.rest()
    if fast.covers(rows):
        select += " LIMIT 0"
    connection.execute(f"CREATE OR REPLACE TABLE {_LOG} AS SELECT row_number() OVER () AS id, * FROM ({select})")
    most = look.read - sum(look.rejected.values())
    Staged(connection, asked, relation(connection, _LOG)).run(lambda n: done(min(fast.contacts + n, most)))
    connection.execute("CREATE OR REPLACE TABLE fast_rows (text VARCHAR)")
    if text := fast.rows():
        connection.execute("INSERT INTO fast_rows VALUES (?)", [text])
    staged = _staged(connection, asked)
    refused = sum(staged.rejected.values())
    whole = merge([quick, staged])
    read, rejected = look.read, Counter(look.rejected)
    judged = read - rejected.total() - refused
    rejected.update(whole.rejected)
    return replace(whole, read=read, judged=judged, rejected=dict(rejected))


def result_rows(connection: Any) -> str:
    """A SELECT of the result rows of the log that was judged: `file` and `row` of the contact, then `ROW_COLUMNS`, and
    `missing`; in no order, and as many at a time as are asked for.
    """
    staged = f"SELECT c.file, c.row, c.contact, r.* EXCLUDE (id) FROM staged_result r JOIN {_LOG} c ON c.id = r.id"
    found = connection.execute("SELECT text FROM fast_rows").fetchone()
    whole = f"{found[0]} UNION ALL BY NAME {staged}" if found else staged
    columns = ", ".join(f'"{name}"' for name in ROW_COLUMNS)
    return f"SELECT file, row, {columns}, missing FROM ({whole})"


# ---------- counting


def _counted(fast: Fast, done: Callable[[int], None]) -> tuple[Tally, int]:
    """What the fast part counted, and how many rows these are."""
    import numpy as np

    found = fast.counted(done)
    statuses: Counter[tuple[str, str | None, Status]] = Counter()
    missing: Counter[tuple[str, str | None, str]] = Counter()
    for code in np.flatnonzero(found.counts).tolist():
        cell, number = divmod(code, len(STATUSES))
        (line, month), status, n = fast.cell(cell), STATUSES[number], int(found.counts[code])
        statuses[line.promise, month, status] += n
        if status is Status.UNKNOWN:
            missing[line.promise, month, line.missing] += n
    timed: dict[tuple[str, str | None], int] = {}
    place_of = np.full(len(fast.lines) * len(fast.periods), -1)
    for cell in np.unique(found.cells).tolist():
        line, month = fast.cell(cell)
        if line.kind is Kind.DUE:
            place_of[cell] = timed.setdefault((line.promise, month), len(timed))
    places = place_of[found.cells]
    is_timed = places >= 0
    several = _times(places[is_timed], found.minutes[is_timed], found.times[is_timed])
    names = list(timed)
    times = {names[place]: one for place, one in several}
    return Tally(statuses=dict(statuses), missing=dict(missing), times=times), int(found.counts.sum())


def _times(places: Any, minutes: Any, counts: Any) -> Iterator[tuple[int, Times]]:
    """How often each length came in each place."""
    import numpy as np

    if not len(places):
        return
    order = np.lexsort((minutes, places))
    places, minutes, counts = (one[order].astype(np.int64) for one in (places, minutes, counts))
    starts = np.flatnonzero(np.r_[True, (places[1:] != places[:-1]) | (minutes[1:] != minutes[:-1])])
    totals = np.add.reduceat(counts, starts)
    places, minutes = places[starts], minutes[starts]
    begins = np.flatnonzero(np.r_[True, places[1:] != places[:-1]]).tolist()
    for begin, end in zip(begins, [*begins[1:], len(places)], strict=True):
        yield int(places[begin]), times_from(minutes[begin:end].tolist(), totals[begin:end].tolist())


def _staged(connection: Any, asked: Asked) -> Tally:
    """What the staged part says: counted in SQL, and put together here."""
    count = Tallying(sorted(asked.ids))
    minutes = (
        "CASE WHEN status IN ('met', 'late') AND anchor_last IS NULL AND done_last IS NULL AND done >= anchor"
        " THEN (done - anchor) // 60000000 END"
    )
    statuses: Counter[tuple[str, str | None, Status]] = Counter()
    missing: Counter[tuple[str, str | None, str]] = Counter()
    amounts: Counter[tuple[str, str | None, str]] = Counter()
    lengths: dict[tuple[str, str | None], Counter[int]] = {}
    for promise, period, status, what, currency, owed, n in connection.execute(
        "SELECT promise, period, status, CASE WHEN status = 'unknown' THEN missing END, currency,"
        " CAST(sum(amount) AS BIGINT), count(*) FROM staged_result GROUP BY ALL"
    ).fetchall():
        whole = count.promise(promise)
        statuses[whole, period, Status(status)] += n
        if status == "unknown":
            missing[whole, period, what or ""] += n
        if owed and currency is not None:
            amounts[whole, period, currency] += owed
    for promise, period, length, n in connection.execute(
        f"SELECT promise, period, {minutes} AS length, count(*) FROM staged_result GROUP BY ALL"
        " HAVING length IS NOT NULL"
    ).fetchall():
        lengths.setdefault((count.promise(promise), period), Counter())[length] += n
    refused: Counter[str] = Counter()
    for code, message, n in connection.execute(
        "SELECT code, message, count(*) FROM staged_refused GROUP BY ALL"
    ).fetchall():
        refused[f"{code} {message}"] += n
    targets, taken = _targets(connection, count)
    times = {key: times_of(one) for key, one in lengths.items()}
    return Tally(
        rejected=dict(refused),
        statuses=dict(statuses),
        missing=dict(missing),
        times=times,
        targets=targets,
        taken=taken,
        amounts=dict(amounts),
    )


def _targets(connection: Any, count: Tallying) -> tuple[dict[Any, int], dict[Any, int]]:
    """What targets say, counted alike: rows of one kind are given to the count of all engines once."""
    found: Counter[Any] = Counter()
    took: Counter[Any] = Counter()
    for promise, number, average, counts, status, missing, period, n, unit, contacts in connection.execute(
        "SELECT promise, number, average, counts, status, missing, period, n, unit, count(*) FROM staged_target"
        " GROUP BY ALL"
    ).fetchall():
        said: dict[str, Any] = {"counts": counts, "status": status, "missing": missing or "", "period": period}
        if average:
            said |= {"average": True, "taken": None if n is None else (n, unit)}
        outcome = outcome_of(said)
        if outcome is None:
            continue
        key = (count.promise(promise), number, period)
        found[*key, outcome] += contacts
        if average and outcome in (Outcome.MET, Outcome.MISSED):
            took[key] += contacts * n * UNIT_SECONDS.get(unit, 1)
    return dict(found), dict(took)
