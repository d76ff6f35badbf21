"""How `checker.sql` is run: in DuckDB, with contacts as rows of its input tables."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

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

    def program(self, _checker: Path) -> None:
        """None: it is joined into its statements."""

    def other_code(self, _checker: Path, _said: Said) -> str:
        """Nowhere: every statement of it is run for every answer."""
        return ""

    def answers(self, checker: Path, questions: Iterable[Question], said: Said) -> Iterator[Answer]:
        """An answer to each question; raises Stopped."""
        import duckdb  # an extra: `lacks` says so where it is not there

        text = checker.read_text(encoding="utf-8", errors="replace")
        with TemporaryDirectory() as folder, closing(duckdb.connect()) as connection:
            try:
                yield from answers_of(DuckDb(connection, Path(folder)), text, questions, said)
            except duckdb.Error as problem:
                raise Stopped(f"does not run: {str(problem).splitlines()[0]}") from None


class Database(Protocol):
    """What runs a checker in SQL."""

    def run(self, text: str) -> None:
        """Run statements."""

    def load(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Put rows in a table, in the order of its columns."""

    def ask(self, select: str) -> list[dict[str, Any]]:
        """The rows of a SELECT, by the names of their columns."""


class DuckDb:
    """DuckDB; rows go in by a file in a folder, which is what it reads fast."""

    def __init__(self, connection: Any, folder: Path) -> None:
        self._connection, self._path = connection, folder / "rows.csv"

    def run(self, text: str) -> None:
        """Run statements."""
        self._connection.execute(text)

    def load(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Put rows in a table."""
        if not rows:
            return
        with self._path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([_NOTHING if value is None else value for value in row] for row in rows)
        self._connection.execute(f"COPY {table} FROM '{self._path}' (HEADER false, NULLSTR '{_NOTHING}')")

    def ask(self, select: str) -> list[dict[str, Any]]:
        """The rows of a SELECT."""
        found = self._connection.execute(select)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def answers_of(database: Database, text: str, questions: Iterable[Question], said: Said) -> Iterator[Answer]:
    """An answer to each question by the text of a checker, many at once.

    Raises Stopped where the text is that of another policy, or not whole.
    """
    again = text.find(MARK)
    if f"\nCREATE SCHEMA IF NOT EXISTS {schema_of(said['policy'])};\n" not in text:
        raise Stopped("is no checker of this policy")
    if again < 0:
        raise Stopped("is not whole: a part of it is missing")
    clock = LocalTime(tuple(Transition(*one) for one in said["calendar"]["transitions"]))
    database.run(text[:again])
    asked = iter(questions)
    while some := list(islice(asked, _AT_ONCE)):
        refused = _load(database, some, said, clock)
        database.run(text[again:])
        yield from _read(database, refused, len(some), said, clock)


def _load(database: Database, some: list[Question], said: Said, clock: LocalTime) -> dict[str, str]:
    """Put contacts in the input tables, in the place of others; returns the codes of those that cannot be read."""
    rows, refused, zone = ContactRows(), {}, said["calendar"]["zone"]
    for number, one in enumerate(some):
        until = read_moment("as of", one.as_of, clock, zone)[1]
        try:
            rows.add(contact_rows(str(number), one.contact, until, said["words"], clock, zone, reading=one.reading))
        except Unreadable as problem:
            refused[str(number)] = problem.code
    for table, given in rows.tables.items():
        name = f"{schema_of(said['policy'])}.{table}"
        database.run(f"DELETE FROM {name}")
        database.load(name, given)
    return refused


def _read(database: Database, refused: dict[str, str], n: int, said: Said, clock: LocalTime) -> Iterator[Answer]:
    """What the result tables say of each contact, in their order, in the form of `troth due`."""
    schema = schema_of(said["policy"])
    errors = refused | {
        row["contact"]: row["code"] for row in database.ask(f"SELECT contact, code FROM {schema}.refused")
    }
    promises: dict[str, list[dict[str, Any]]] = {}
    targets = _targets(database, schema, said)
    for row in database.ask(f"SELECT * FROM {schema}.result"):
        contact, id_ = row["contact"], row["promise"]
        answered = {"id": id_, **_row(row, clock), "targets": targets.get((contact, id_))}
        promises.setdefault(contact, []).append(answered)
    unmeasured: dict[str, list[dict[str, Any]]] = {}
    for row in database.ask(f"SELECT contact, promise FROM {schema}.unmeasured"):
        unmeasured.setdefault(row["contact"], []).append({"id": row["promise"]})
    for number in map(str, range(n)):
        if number in errors:
            yield {"error": {"code": errors[number]}}
        else:
            yield {"promises": promises.get(number, []), "unmeasured": unmeasured.get(number, [])}


def _targets(database: Database, schema: str, said: Said) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """What targets say of each row, by its contact and its identity, in the form of `troth due`."""
    tiers = {
        promise["id"]: [tier["says"] for target in promise["targets"] for tier in target["tiers"]]
        for promise in said["promises"]
    }
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in database.ask(f"SELECT * FROM {schema}.target ORDER BY number"):
        promise = row["promise"]
        tier = tiers[promise if promise in tiers else promise.rpartition(".")[0]][row["number"] - 1]
        told = {**tier, "due": _utc(row["due"]), **{name: row[name] for name in ("says", "status", "counts", "period")}}
        if "average" in tier:
            told["taken"] = None if row["taken"] is None else [row["taken"], row["unit"]]
        if row["missing"]:
            told["missing"] = row["missing"]
        found.setdefault((row["contact"], promise), []).append(told)
    return found


def _utc(instant: int | None) -> str | None:
    return None if instant is None else to_utc(instant).isoformat()


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
