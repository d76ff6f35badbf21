"""How `checker.sql` is run: in DuckDB, with contacts as rows of its input tables."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from troth.calendars.local_time import LocalTime, Transition, to_utc
from troth.charter.runners import Answer, Question, Said, Stopped
from troth.deadlines.reading import Unreadable, read_moment
from troth.tables.contact_rows import ContactRows, contact_rows
from troth.targets.sql import BESIDE, MARK, left_out, schema_of

_AT_ONCE = 20_000
_FIRST_DAY = date(1970, 1, 1).toordinal()
_NOTHING = "\\N"
_PLAIN = (
    "event",
    "strength",
    "case",
    "status",
    "missing",
    "late_by_seconds",
    "limit",
    "met_at_due",
    "amount",
    "claimable",
    "currency",
)
_INSTANTS = ("due", "not_before")
_MOMENTS = ("anchor", "done")


@dataclass(frozen=True, slots=True)
class SqlRunner:
    """Runs `checker.sql` in DuckDB, in memory."""

    kind: str = "sql"
    file: str = "checker.sql"
    parts: frozenset[str] | None = frozenset((*_PLAIN, *_INSTANTS, *_MOMENTS, "last_day", "targets"))

    def lacks(self) -> str:
        """DuckDB, if this Python has none."""
        return "" if find_spec("duckdb") else "it needs DuckDB, which is not here: `pip install 'troth[verify]'`"

    def leaves_out(self, said: Said) -> frozenset[str]:
        """Promises that have no SQL, as the checker says at its head."""
        return frozenset(id_ for id_, what in left_out(said).items() if what not in BESIDE)

    def answers(self, checker: Path, questions: Iterable[Question], said: Said) -> Iterator[Answer]:
        """An answer to each question; raises Stopped."""
        import duckdb  # an extra: `lacks` says so where it is not there

        text = checker.read_text(encoding="utf-8", errors="replace")
        again = text.find(MARK)
        if again < 0:
            raise Stopped("is not whole: a part of it is missing")
        clock = LocalTime(tuple(Transition(*one) for one in said["calendar"]["transitions"]))
        with TemporaryDirectory() as folder, closing(duckdb.connect()) as database:
            try:
                database.execute(text[:again])
                asked = iter(questions)
                while some := list(islice(asked, _AT_ONCE)):
                    refused = _load(database, Path(folder), some, said, clock)
                    database.execute(text[again:])
                    yield from _read(database, refused, len(some), said, clock)
            except duckdb.Error as problem:
                raise Stopped(f"does not run: {str(problem).splitlines()[0]}") from None


def _load(database: Any, folder: Path, some: list[Question], said: Said, clock: LocalTime) -> dict[int, str]:
    """Put contacts in the input tables, in the place of others; returns the codes of those that cannot be read."""
    rows, refused, zone = ContactRows(), {}, said["calendar"]["zone"]
    for number, one in enumerate(some):
        until = read_moment("as of", one.as_of, clock, zone)[1]
        try:
            rows.add(contact_rows(str(number), one.contact, until, said["words"], clock, zone))
        except Unreadable as problem:
            refused[number] = problem.code
    for table, given in rows.tables.items():
        path, name = folder / f"{table}.csv", f"{schema_of(said['policy'])}.{table}"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([_NOTHING if value is None else value for value in row] for row in given)
        database.execute(f"DELETE FROM {name}")
        if given:
            database.execute(f"COPY {name} FROM '{path}' (HEADER false, NULLSTR '{_NOTHING}')")
    return refused


def _read(database: Any, refused: dict[int, str], n: int, said: Said, clock: LocalTime) -> Iterator[Answer]:
    """What the result tables say of each contact, in their order, in the form of `troth due`."""
    schema = schema_of(said["policy"])
    errors = {str(number): code for number, code in refused.items()}
    errors |= dict(_rows(database, f"SELECT contact, code FROM {schema}.refused"))
    promises: dict[str, list[dict[str, Any]]] = {}
    targets = _targets(database, schema, said)
    names = [*_PLAIN, *_INSTANTS, "last_day", *(part for name in _MOMENTS for part in (name, f"{name}_last"))]
    listed = ", ".join(f'"{name}"' for name in names)
    for contact, promise, *values in _rows(database, f"SELECT contact, promise, {listed} FROM {schema}.result"):
        row = _row(dict(zip(names, values, strict=True)), clock)
        promises.setdefault(contact, []).append({"id": promise, **row, "targets": targets.get((contact, promise))})
    unmeasured: dict[str, list[dict[str, Any]]] = {}
    for contact, promise in _rows(database, f"SELECT contact, promise FROM {schema}.unmeasured"):
        unmeasured.setdefault(contact, []).append({"id": promise})
    for number in map(str, range(n)):
        if number in errors:
            yield {"error": {"code": errors[number]}}
        else:
            yield {"promises": promises.get(number, []), "unmeasured": unmeasured.get(number, [])}


def _targets(database: Any, schema: str, said: Said) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """What targets say of each row, by its contact and its identity, in the form of `troth due`."""
    tiers = {
        promise["id"]: [tier["says"] for target in promise["targets"] for tier in target["tiers"]]
        for promise in said["promises"]
    }
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    names = ("says", "status", "counts", "period")
    listed = ", ".join(("contact", "promise", "number", "due", "taken", "unit", "missing", *names))
    for contact, promise, number, due, taken, unit, missing, *values in _rows(
        database, f"SELECT {listed} FROM {schema}.target ORDER BY number"
    ):
        tier = tiers[promise if promise in tiers else promise.rpartition(".")[0]][number - 1]
        row = {**tier, "due": _utc(due), **dict(zip(names, values, strict=True))}
        row |= {"taken": None if taken is None else [taken, unit]} if "average" in tier else {}
        row |= {"missing": missing} if missing else {}
        found.setdefault((contact, promise), []).append(row)
    return found


def _utc(instant: int | None) -> str | None:
    return None if instant is None else to_utc(instant).isoformat()


def _rows(database: Any, select: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = database.execute(select).fetchall()
    return found


def _row(row: dict[str, Any], clock: LocalTime) -> dict[str, Any]:
    found = {name: row[name] for name in _PLAIN}
    found |= {name: _utc(row[name]) for name in _INSTANTS}
    found |= {name: _moment(row[name], row[f"{name}_last"], clock) for name in _MOMENTS}
    last = row["last_day"]
    return found | {"last_day": None if last is None else date.fromordinal(_FIRST_DAY + last).isoformat()}


def _moment(first: int | None, last: int | None, clock: LocalTime) -> str | None:
    """An instant in UTC, or the local day where only that is known."""
    if first is None:
        return None
    return to_utc(first).isoformat() if first == last else clock.local(first).date().isoformat()
