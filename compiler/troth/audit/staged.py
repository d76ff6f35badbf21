"""The contacts of a log judged by the policy's `checker.sql`, in DuckDB, so many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from troth.audit.asked import Asked
from troth.audit.followed import unheard
from troth.audit.judged_plain import judge_plainly
from troth.audit.relation import Relation
from troth.audit.rows import LogContact, Refused
from troth.calendars.local_time import LocalTime
from troth.targets.sql import BESIDE, MARK, left_out, schema_of, sql_checker
from troth.targets.sql_tables import literal

RESULT = (
    'id BIGINT, promise VARCHAR, event VARCHAR, status VARCHAR, "case" VARCHAR, anchor BIGINT, anchor_last BIGINT, '
    "due BIGINT, done BIGINT, done_last BIGINT, late_by_seconds BIGINT, period VARCHAR, amount BIGINT, "
    "currency VARCHAR, missing VARCHAR"
)
TARGET = (
    "id BIGINT, promise VARCHAR, number BIGINT, average BOOLEAN, counts BOOLEAN, status VARCHAR, missing VARCHAR, "
    "period VARCHAR, n BIGINT, unit VARCHAR"
)
"""The columns of tables of result rows, and of what targets say of them; `id`: the number of a contact."""
AT_ONCE = 100_000
_KEPT = r"(r.single IS NOT TRUE OR NOT regexp_matches(r.promise, '\.\d+$') OR r.promise LIKE '%.1')"
_BASE = r"regexp_replace(r.promise, '\.\d+$', '')"


class Staged:
    """Judges the contacts of a table, whose column `id` numbers them from 1, into `staged_result`, `staged_target` and
    `staged_refused` (id, code, message).
    """

    def __init__(self, connection: Any, asked: Asked, table: Relation) -> None:
        self._connection, self._asked, self._table = connection, asked, table
        self._schema = schema_of(asked.policy.id)

    def run(self, done: Callable[[int], None] = unheard, at_once: int = AT_ONCE) -> None:
        """Judge all; `done` is told how many are judged by then."""
        for name, columns in (("result", RESULT), ("target", TARGET)):
            self._do(f"CREATE OR REPLACE TABLE staged_{name} ({columns})")
        self._do("CREATE OR REPLACE TABLE staged_refused (id BIGINT, code VARCHAR, message VARCHAR)")
        self._do("CREATE OR REPLACE TABLE by_hand (id BIGINT)")
        (count,) = self._ask(f"SELECT count(*) FROM {self._table.name}")[0]
        if not count:
            return
        text = sql_checker(self._asked.program, self._asked.fingerprints, self._asked.policy.id)
        again = text.index(MARK)
        self._do(text[:again])
        self._lacks()
        for first in range(1, count + 1, at_once):
            self._put(first, first + at_once - 1)
            self._do(text[again:])
            self._take()
            done(min(first + at_once - 1, count))
        self._do(f"DROP SCHEMA {self._schema} CASCADE")
        self._by_hand()

    def _do(self, text: str) -> None:
        self._connection.execute(text)

    def _ask(self, text: str) -> list[Any]:
        found: list[Any] = self._connection.execute(text).fetchall()
        return found

    # ---------- in

    def _lacks(self) -> None:
        """What rows lack, by promise and case: a column; or a date where an event happened."""
        asked = self._asked
        self._do('CREATE OR REPLACE TABLE lack (promise VARCHAR, "case" VARCHAR, missing VARCHAR, told VARCHAR)')
        rows = []
        for (promise, case), need in asked.needs.items():
            missing = asked.lacking(promise, case, (), asked.columns)
            told = [name.removeprefix("told ") for name in need if name.startswith("told ")]
            open_ = [name for name in told if f"date {name}" not in asked.columns]
            if missing or open_:
                rows.append([promise, case, missing or None, open_[0] if open_ else None])
        if rows:
            self._connection.executemany("INSERT INTO lack VALUES (?, ?, ?, ?)", rows)

    def _put(self, first: int, last: int) -> None:
        """Contacts in the place of others."""
        table, schema, asked = self._table, self._schema, self._asked
        self._do(
            f"CREATE OR REPLACE TABLE part_of_log AS SELECT * FROM {table.name} WHERE id BETWEEN {first} AND {last}"
        )
        self._do("INSERT INTO by_hand SELECT id FROM part_of_log WHERE unreadable IS NOT NULL")
        self._do("DELETE FROM part_of_log WHERE unreadable IS NOT NULL")
        for name in ("contact", "event", "fact", "counts", "dates", "categories", "missed"):
            self._do(f"DELETE FROM {schema}.{name}")
        self._do(
            f"INSERT INTO {schema}.contact SELECT CAST(id AS VARCHAR), channel, kind, party, arrives,"
            f" COALESCE(arrives_last, arrives), NULL, {asked.as_of}, 'announced' FROM part_of_log"
        )
        known = asked.program["words"]
        for name, column, last_column in table.events():
            if name in known["events"]:
                values = f"CAST(id AS VARCHAR), {literal(name)}, {column}, COALESCE({last_column}, {column})"
                self._do(f"INSERT INTO {schema}.event SELECT {values} FROM part_of_log WHERE {column} IS NOT NULL")
        for name, column, last_column in table.lists():
            if name in known["events"]:
                untils = column if last_column == "NULL" else last_column
                values = f"CAST(id AS VARCHAR), {literal(name)}, UNNEST({column}), UNNEST({untils})"
                self._do(f"INSERT INTO {schema}.event SELECT {values} FROM part_of_log")
        for name, column, last_column in table.dates():
            values = f"CAST(id AS VARCHAR), {literal(name)}, {column}, COALESCE({last_column}, {column})"
            self._do(f"INSERT INTO {schema}.dates SELECT {values} FROM part_of_log WHERE {column} IS NOT NULL")
        for kind, target in (("fact", "fact"), ("category", "categories"), ("count", "counts")):
            for name, column in table.named(kind):
                values = f"CAST(id AS VARCHAR), {literal(name)}, {column}"
                self._do(f"INSERT INTO {schema}.{target} SELECT {values} FROM part_of_log WHERE {column} IS NOT NULL")

    # ---------- out

    def _take(self) -> None:
        schema = self._schema
        happened = f"(SELECT DISTINCT contact, event FROM {schema}.event)"
        joined = (
            f"{schema}.result r LEFT JOIN lack l ON l.promise IN (r.promise, {_BASE})"
            ' AND l."case" IS NOT DISTINCT FROM r."case"'
            f" LEFT JOIN {happened} h ON h.contact = r.contact AND h.event = l.told"
        )
        gone = "COALESCE(l.missing, CASE WHEN h.event IS NOT NULL THEN 'date ' || l.told END)"
        lacks = f"CASE WHEN r.status <> 'unknown' THEN {gone} END"
        self._do(
            f"CREATE OR REPLACE TABLE taken AS SELECT r.*, {lacks} AS lacks, {gone} LIKE 'every %' AS single"
            f" FROM {joined}"
        )
        known = "status <> 'unknown'"
        nothing = {
            name: f"CASE WHEN lacks IS NULL THEN {value} END"
            for name, value in (
                ("anchor", f"CASE WHEN {known} THEN anchor END"),
                ("anchor_last", f"CASE WHEN {known} THEN NULLIF(anchor_last, anchor) END"),
                ("due", "due"),
                ("done", "done"),
                ("done_last", "NULLIF(done_last, done)"),
                ("late", "late_by_seconds"),
                ("period", "period"),
                ("amount", "CAST(REPLACE(amount, '.', '') AS BIGINT)"),
                ("currency", "currency"),
            )
        }
        self._do(
            "INSERT INTO staged_result SELECT CAST(contact AS BIGINT), promise, event,"
            " CASE WHEN lacks IS NULL THEN status ELSE 'unknown' END, \"case\", "
            + ", ".join(nothing.values())
            + f", COALESCE(lacks, missing) FROM taken r WHERE {_KEPT}"
        )
        self._targets()
        self._do(f"INSERT INTO by_hand SELECT DISTINCT CAST(contact AS BIGINT) FROM {schema}.refused")
        self._do(f"INSERT INTO by_hand SELECT DISTINCT CAST(contact AS BIGINT) FROM {schema}.stray")
        if any(what not in BESIDE for what in left_out(self._asked.program).values()):
            odd = "missing LIKE 'not in SQL:%'"
            self._do(f"INSERT INTO by_hand SELECT DISTINCT CAST(contact AS BIGINT) FROM taken WHERE {odd}")

    def _targets(self) -> None:
        averages = [
            f"({literal(promise['id'])}, {number})"
            for promise in self._asked.program["promises"]
            for number, said in enumerate((tier for one in promise["targets"] for tier in one["tiers"]), 1)
            if "average" in said["says"]
        ]
        is_average = (
            f"(({_BASE}, t.number) IN ({', '.join(averages)}) OR (r.promise, t.number) IN ({', '.join(averages)}))"
        )
        self._do(
            "INSERT INTO staged_target SELECT CAST(t.contact AS BIGINT), t.promise, t.number - 1,"
            f" {is_average if averages else 'FALSE'}, t.counts,"
            " CASE WHEN r.lacks IS NULL THEN t.status ELSE 'unknown' END, COALESCE(t.missing, r.lacks),"
            " CASE WHEN r.lacks IS NULL THEN t.period END, CASE WHEN r.lacks IS NULL THEN t.taken END,"
            " CASE WHEN r.lacks IS NULL THEN t.unit END"
            f" FROM {self._schema}.target t JOIN taken r ON r.contact = t.contact AND r.promise = t.promise"
            f" WHERE {_KEPT}"
        )

    # ---------- by hand

    def _by_hand(self) -> None:
        """What SQL refuses or leaves out, and what hangs on several contacts of a customer, in Python."""
        for ids in self._of_customers():
            self._do(
                "INSERT INTO by_hand SELECT id FROM"
                f" {self._table.name} WHERE customer IN (SELECT customer FROM ({ids}))"
            )
        self._do("CREATE OR REPLACE TABLE by_hand AS SELECT DISTINCT id FROM by_hand")
        if not self._ask("SELECT count(*) FROM by_hand")[0][0]:
            return
        for name in ("result", "target"):
            self._do(f"DELETE FROM staged_{name} WHERE id IN (SELECT id FROM by_hand)")
        results: list[tuple[Any, ...]] = []
        targets: list[tuple[Any, ...]] = []
        refused: list[tuple[Any, ...]] = []
        for contact, found in judge_plainly(self._asked, self._contacts):
            if isinstance(found, Refused):
                refused.append((contact.row, *found))
                continue
            for row, missing, said in found:
                results.append(
                    (
                        *(contact.row, row.promise, row.event, str(row.status), row.case, row.anchor, row.anchor_last),
                        *(row.due, row.done, row.done_last, row.late_by_seconds, row.period, row.amount, row.currency),
                        missing or None,
                    )
                )
                targets += ((contact.row, row.promise, number, *_said(one)) for number, one in enumerate(said))
            if len(results) > AT_ONCE:
                self._insert("result", results)
                self._insert("target", targets)
        self._insert("result", results)
        self._insert("target", targets)
        self._insert("refused", refused)

    def _insert(self, name: str, rows: list[tuple[Any, ...]]) -> None:
        """Put rows in a table, and leave none."""
        import pyarrow as pa

        if rows:
            found = self._connection.sql(f"SELECT * FROM staged_{name} LIMIT 0").to_arrow_table()
            columns = zip(*rows, strict=True)
            arrays = [pa.array(list(one), type=field.type) for one, field in zip(columns, found.schema, strict=True)]
            self._connection.register("given", pa.table(arrays, schema=found.schema))
            self._do(f"INSERT INTO staged_{name} SELECT * FROM given")
            self._connection.unregister("given")
            rows.clear()

    def _of_customers(self) -> Iterator[str]:
        """SELECTs of the customers of whom several contacts hang together."""
        program = self._asked.program
        rows = f"staged_result r JOIN {self._table.name} c ON c.id = r.id WHERE c.customer IS NOT NULL"
        watched = {id_ for _n, id_, _within in program["words"]["misses"].values()}
        capped = {one["id"] for one in program["promises"] if one["remedy"] and one["remedy"]["most each"]}
        for ids, so in (
            (watched, "r.status IN ('late', 'overdue')"),
            (capped, "r.currency IS NOT NULL"),
        ):
            if ids:
                listed = ", ".join(map(literal, sorted(ids)))
                yield (
                    f"SELECT c.customer FROM {rows} AND {so} AND (r.promise IN ({listed}) OR {_BASE} IN ({listed}))"
                    " GROUP BY c.customer HAVING count(DISTINCT r.id) > 1"
                )

    @cached_property
    def _clock(self) -> LocalTime:
        return self._asked.calendar.clock

    def _contacts(self) -> Iterator[LogContact]:
        """The contacts of `by_hand`, each with its number for its row, in order."""
        found = self._connection.cursor().execute(
            f"SELECT c.* FROM {self._table.name} c JOIN by_hand USING (id) ORDER BY c.id"
        )
        names = [column[0] for column in found.description]
        while some := found.fetchmany(10_000):
            for values in some:
                yield self._table.contact(dict(zip(names, values, strict=True)), self._asked)


def _said(one: Mapping[str, Any]) -> Iterable[Any]:
    n, unit = one.get("taken") or (None, None)
    return ("average" in one, one["counts"], one["status"], one.get("missing") or None, one["period"], n, unit)
