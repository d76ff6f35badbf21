"""Contacts of which the arrival and one act say everything, judged and counted in one pass of DuckDB over a log.

Two tables do it: `fast_line` leads from the values of a contact to the promises that are made to such contacts, and
`fast_due` from there, by the hour of the arrival, to the deadline, its month and the status of what is not done. What
is left is to compare an act with a deadline. Contacts that anything else bears on are for the staged judge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from troth.audit.asked import Asked
from troth.audit.buckets import Buckets, buckets
from troth.audit.combinations import NO_ACT, Act, Combination, Look, act_of, told_by, value_of
from troth.audit.identifier import identifier
from troth.audit.lookup import NOT_COUNTED, NOT_DONE, Lookup, Span, Window
from troth.audit.outcomes import Line, Outcome
from troth.audit.relation import Relation
from troth.deadlines.judge import Status
from troth.targets.sql_tables import literal

STATUSES = (
    *(Status.UNKNOWN if status == NOT_COUNTED else Status(status) for status in NOT_DONE),
    Status.MET,
    Status.LATE,
)
_MET, _LATE, _UNKNOWN = len(NOT_DONE), len(NOT_DONE) + 1, NOT_DONE.index(Status.UNKNOWN)
_MINUTES, _LENGTHS, _AT_ONCE = 65_536, 2**24, 500_000
"""How many lengths at most are counted in an array, of one cell and of all; and so many rows at once."""
_MINUTE = 60_000_000
_NEVER_COUNTED = 2**31
"""More than any count."""


class Counted(NamedTuple):
    """What was counted, as NumPy arrays: how often each status came in each cell (cell times `len(STATUSES)`, plus
    status); and how often each length from the arrival to the act in a cell, in whole minutes.

    A cell is the number of a line times that of the periods, plus that of a period.
    """

    counts: Any
    cells: Any
    minutes: Any
    times: Any


class Fast:
    """What of a log can be judged so, and by what: `lines` and `periods`, by their numbers in `counted`.

    `contacts`: how many these are, with some whose arrival may be out of reach.
    """

    def __init__(self, connection: Any, asked: Asked, relation: Relation, look: Look) -> None:
        self._connection, self._asked, self._relation = connection, asked, relation
        self.lines: list[Line] = []
        self.periods: list[str | None] = [None]
        self._window = Window(0, 0)
        self._prepare(look)

    def _do(self, text: str) -> None:
        self._connection.execute(text)

    # ---------- the tables

    def _prepare(self, look: Look) -> None:
        outcomes, several = look.outcomes, look.combinations
        self._columns = [outcomes.columns[number] for number in told_by(several)]
        values = {one: tuple(one.values[number] for number in told_by(several)) for one in several}
        quick = [one for one in several if one.outcomes is not None]
        every = [outcome for one in quick for outcome in one.outcomes or ()]
        first, last = look.first, look.last
        lookup = Lookup(self._asked, outcomes)
        if first is None or last is None:
            first, last = 0, -1
        self._window = lookup.window(every, first, last + 1)
        if self._window.first >= self._window.end:
            quick, every = [], []
        spans: dict[tuple[Span, ...], int] = {}
        numbers = {
            one: spans.setdefault(tuple(lookup.spans(one, self._window)), len(spans)) for one in dict.fromkeys(every)
        }
        self.lines = lookup.lines
        self._buckets = buckets(list(spans), self._window) if spans else None
        is_within = first >= self._window.first and last < self._window.end
        self._is_everywhere = all(span.line >= 0 for one in spans for span in one)
        self._is_all = len(quick) == len(several) > 0 and is_within and self._is_everywhere
        self.contacts = sum(one.count for one in quick)
        self._rows = sum(one.count * len(one.outcomes or ()) for one in quick)
        self._put_lines(quick, values, numbers)
        if self._buckets is not None:
            self._put_due(self._buckets)

    def _put_lines(
        self,
        quick: Sequence[Combination],
        values: dict[Combination, tuple[Any, ...]],
        numbers: dict[tuple[Outcome, ...], int],
    ) -> None:
        size = self._buckets.size if self._buckets else 0
        self._guards = list(dict.fromkeys(one.guard for one in quick))
        self._acts: list[Act] = list(
            dict.fromkeys(act_of(outcome) or NO_ACT for one in quick for outcome in one.outcomes or ())
        )
        described = self._connection.execute(f"DESCRIBE SELECT * FROM {self._relation.name}").fetchall()
        types = {name: type_ for name, type_, *_ in described}
        told = [f"v{number} {types[name]}" for number, name in enumerate(self._columns)]
        self._do(f"CREATE OR REPLACE TABLE fast_value ({', '.join([*told, 'guard INTEGER'])})")
        self._do(f"CREATE OR REPLACE TABLE fast_line ({', '.join([*told, 'guard INTEGER, base BIGINT, act INTEGER'])})")
        combined, made = [], []
        for one in quick:
            start = [*values[one], self._guards.index(one.guard)]
            combined.append(start)
            for outcome in one.outcomes or ():
                act = self._acts.index(act_of(outcome) or NO_ACT)
                made.append([*start, numbers[outcome] * size, act])
        for table, rows in (("fast_value", combined), ("fast_line", made)):
            if rows:
                listed = ", ".join(f"({', '.join(map(_constant, row))})" for row in rows)
                self._do(f"INSERT INTO {table} VALUES {listed}")

    def _put_due(self, found: Buckets) -> None:
        import numpy as np
        import pyarrow as pa

        self.periods = found.periods
        columns = {"key": np.arange(len(found.columns["line0"]))}
        selected = ["key"]
        for number in range(found.depth):
            line, period = (found.columns[f"{name}{number}"] for name in ("line", "period"))
            columns[f"cell{number}"] = line * len(found.periods) + period
            columns |= {f"{name}{number}": found.columns[f"{name}{number}"] for name in ("start", "last", "slope")}
            columns |= {
                f"{name}{number}": found.columns[f"{name}{number}"] for name in ("line", "included", "not_done")
            }
            selected += [f"CAST({name}{number} AS INTEGER) AS {name}{number}" for name in ("cell", "line")]
            selected += [
                f"CAST({name}{number} AS TINYINT) AS {name}{number}" for name in ("slope", "included", "not_done")
            ]
            selected += [f"start{number}", f"last{number}"]
        self._connection.register("fast_given", pa.table(columns))
        some = " OR ".join(f"line{number} >= 0" for number in range(found.depth))
        self._do(f"CREATE OR REPLACE TABLE fast_due AS SELECT {', '.join(selected)} FROM fast_given WHERE {some}")
        self._connection.unregister("fast_given")

    # ---------- the text

    def _joined(self, table: str, kind: str = "") -> str:
        """The log with the values of a table."""
        conditions = [
            f"t.v{number} IS NOT DISTINCT FROM {value_of(name, 'l.')}" for number, name in enumerate(self._columns)
        ]
        return f"{self._relation.name} l {kind} JOIN {table} t ON {' AND '.join(conditions) or 'TRUE'}"

    def _is_quick(self) -> str:
        """Is a contact one of these, by the row `t` of its values?"""
        window = self._window
        parts = [f"l.arrives >= {window.first}", f"l.arrives < {window.end}"]
        if "arrives_last" in self._relation.columns:
            parts.append("(l.arrives_last IS NULL OR l.arrives_last = l.arrives)")
        guards = [" AND ".join(self._guarded(guard)) or "TRUE" for guard in self._guards]
        if any(guard != "TRUE" for guard in guards):
            parts.append(_by_number("t.guard", guards))
        return " AND ".join(parts)

    def _guarded(self, guard: Iterable[str]) -> Iterator[str]:
        columns = self._relation.columns
        for one in guard:
            kind, _, name = one.partition(" ")
            if kind == "act":
                for column in (f"event {name}", f"events {name}"):
                    if column in columns and f"{column} last" in columns:
                        last = f"l.{identifier(f'{column} last')}"
                        yield f"({last} IS NULL OR {last} = l.{identifier(column)})"
                continue
            if one in columns:
                yield f"l.{identifier(one)} IS NULL"
            if kind == "event" and f"events {name}" in columns:
                yield f"COALESCE(len(l.{identifier(f'events {name}')}), 0) = 0"

    def _value(self, act: Act) -> str:
        """The instant of an act, or what was counted."""
        kind, name = act
        columns = self._relation.columns
        column = f"{kind} {name}"
        if kind == "count" and column in columns:
            return f"CASE WHEN l.{identifier(column)} < 0 THEN {_NEVER_COUNTED} ELSE l.{identifier(column)} END"
        if column in columns:
            return f"l.{identifier(column)}"
        if (several := f"events {name}") in columns:
            each = f"l.{identifier(several)}"
            return f"COALESCE(list_filter({each}, lambda x: x >= l.arrives)[1], {each}[-1])"
        return "CAST(NULL AS BIGINT)"

    def _judged(self, *more: str) -> str:
        """A SELECT of each row's `arrives`, `value`, `last`, `cell` and `status`, with more columns of the log."""
        assert self._buckets is not None
        found = self._buckets
        value = _by_number("t.act", [self._value(act) for act in self._acts])
        key = f"t.base + (l.arrives - {found.first}) // {found.grain}"
        columns = ", ".join([f"{key} AS key", "l.arrives", f"{value} AS value", *more])
        inner = f"SELECT {columns} FROM {self._joined('fast_line')} WHERE l.rejected IS NULL AND {self._is_quick()}"

        def picked(name: str) -> str:
            later = "".join(
                f" WHEN j.arrives >= d.start{number} THEN d.{name}{number}"
                for number in reversed(range(1, found.depth))
            )
            return f"CASE{later} ELSE d.{name}0 END" if later else f"d.{name}0"

        last = f"{picked('last')} + {picked('slope')} * j.arrives" if found.has_slope else picked("last")
        middle = (
            f"SELECT j.*, {last} AS last, {picked('cell')} AS cell, {picked('not_done')} AS not_done,"
            f" {picked('included')} AS included, {picked('line')} AS line"
            f" FROM ({inner}) j JOIN fast_due d ON d.key = j.key"
        )
        status = (
            f"CASE WHEN not_done = {_UNKNOWN} THEN {_UNKNOWN} WHEN value IS NULL THEN not_done"
            f" WHEN value <= last THEN {_MET} ELSE {_LATE} END"
        )
        where = "" if self._is_everywhere else " WHERE line >= 0"
        return f"SELECT *, {status} AS status FROM ({middle}){where}"

    # ---------- what is asked of it

    def counted(self, done: Callable[[int], None]) -> Counted:
        """Count the rows, in one pass; `done` is told how many contacts are judged by then.

        Most lengths are short: they are counted where they belong in an array, and the few others by DuckDB.
        """
        import numpy as np

        cells = max(len(self.lines) * len(self.periods), 1)
        most = max(min(_MINUTES, _LENGTHS // cells), 1)
        counts = np.zeros(cells * len(STATUSES), np.int64)
        # Of a cell: those without a length, those of each length, and the longer ones.
        lengths = np.zeros(cells * (most + 2), np.int64)
        if self._buckets is None:
            return Counted(counts, *(lengths[:0],) * 3)
        minutes = f"(value - arrives) // {_MINUTE}"
        length = f"CASE WHEN value >= arrives THEN 1 + LEAST({minutes}, {most}) ELSE 0 END"
        places = f"cell * {len(STATUSES)} + status AS status, cell * {most + 2} + {length} AS length"
        rows = 0
        for batch in self._connection.sql(f"SELECT {places} FROM ({self._judged()})").to_arrow_reader(_AT_ONCE):
            status, length = (column.to_numpy() for column in batch.columns)
            counts += np.bincount(status, minlength=len(counts))
            np.add.at(lengths, length, 1)
            rows += batch.num_rows
            done(self.contacts * rows // self._rows)
        table = lengths.reshape(cells, most + 2)[:, 1:]
        of_cells, of_minutes = np.nonzero(table[:, :most])
        times = table[of_cells, of_minutes]
        if table[:, most].any():
            select = f"SELECT cell, {minutes} AS length FROM ({self._judged()}) WHERE value >= arrives"
            select = (
                f"SELECT cell, length, count(*) AS n FROM ({select}) WHERE length >= {most} GROUP BY ALL ORDER BY ALL"
            )
            more = self._connection.execute(select).fetchnumpy()
            pairs = zip((of_cells, of_minutes, times), ("cell", "length", "n"), strict=True)
            of_cells, of_minutes, times = (np.concatenate([one, more[name]]) for one, name in pairs)
        return Counted(counts, of_cells, of_minutes, times)

    def cell(self, number: int) -> tuple[Line, str | None]:
        """The line and the period of a cell."""
        line, period = divmod(number, len(self.periods))
        return self.lines[line], self.periods[period]

    def covers(self, rows: int) -> bool:
        """Are so many rows those of the whole log, so that nothing is left to the staged judge?"""
        return self._is_all and rows == self._rows

    def rest(self) -> str:
        """A SELECT of the contacts that are left."""
        if not self._guards:
            return f"SELECT * FROM {self._relation.name} WHERE rejected IS NULL"
        return (
            f"SELECT l.* FROM {self._joined('fast_value', 'LEFT')}"
            f" WHERE l.rejected IS NULL AND NOT COALESCE(t.guard IS NOT NULL AND {self._is_quick()}, FALSE)"
        )

    def rows(self) -> str:
        """A SELECT of result rows: file and row of the contact, then as the staged ones."""
        if self._buckets is None:
            return ""
        names = ((number, line) for number, line in enumerate(self.lines))
        lines = ", ".join(
            f"({number}, {literal(line.promise)}, {literal(line.event)}, {_text(line.case)},"
            f" {literal(line.kind.value)}, {_text(line.missing or None)})"
            for number, line in names
        )
        periods = ", ".join(f"({number}, {_text(period)})" for number, period in enumerate(self.periods))
        statuses = ", ".join(f"({number}, {literal(str(status))})" for number, status in enumerate(STATUSES))
        due = "CASE WHEN n.kind = 'due' THEN j.last + 1 - j.included END"
        late = f"CASE WHEN s.status = 'late' AND n.kind = 'due' THEN (j.value - ({due})) // 1000000 END"
        done = "CASE WHEN n.kind IN ('due', 'excused') THEN j.value END"
        return (
            'SELECT j.file, j.row, j.contact, n.promise, n.event, s.status, n."case",'
            " CASE WHEN n.kind = 'due' THEN j.arrives END AS anchor, CAST(NULL AS BIGINT) AS anchor_last,"
            f" {due} AS due, {done} AS done, CAST(NULL AS BIGINT) AS done_last,"
            f" {late} AS late_by_seconds,"
            " p.period, CAST(NULL AS BIGINT) AS amount, CAST(NULL AS VARCHAR) AS currency,"
            " CASE WHEN s.status = 'unknown' THEN n.missing END AS missing"
            f" FROM ({self._judged('l.file', 'l.row', 'l.contact')}) j"
            f' JOIN (VALUES {lines}) n(line, promise, event, "case", kind, missing) ON n.line = j.line'
            f" JOIN (VALUES {periods}) p(number, period) ON p.number = j.cell % {len(self.periods)}"
            f" JOIN (VALUES {statuses}) s(number, status) ON s.number = j.status"
        )


def _text(value: str | None) -> str:
    return "CAST(NULL AS VARCHAR)" if value is None else literal(value)


def _constant(value: Any) -> str:
    return literal(value) if isinstance(value, str) else "NULL" if value is None else str(value)


def _by_number(number: str, expressions: Sequence[str]) -> str:
    """The expression of that number."""
    if len(set(expressions)) == 1:
        return expressions[0]
    return f"CASE {number}{''.join(f' WHEN {n} THEN {one}' for n, one in enumerate(expressions))} END"
