"""A log put to an engine: what it holds, how each contact is judged, and the counts of it all.

Both engines give the same: `survey` and `findings` of the log; then, once it is judged, `rows` and `tally`.
"""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from troth.audit.ahead import Ahead, problems_in, with_ahead
from troth.audit.asked import Asked
from troth.audit.combinations import Look, look_at
from troth.audit.fields import unknown_names
from troth.audit.followed import Heard, followed, unheard
from troth.audit.identifier import identifier
from troth.audit.ids import read_ids
from troth.audit.judged_plain import judge_plainly
from troth.audit.log_findings import log_findings, reason_text
from troth.audit.mapping import LogMapping
from troth.audit.read_duckdb import RELATION, DuckLog, make_log
from troth.audit.read_files import LogFile, open_logs
from troth.audit.read_plain import LogRow, contact_data, read_files
from troth.audit.read_relation import FLAWS, relation_columns
from troth.audit.read_rows import rows_of
from troth.audit.relation import relation
from troth.audit.result_row import ROW_COLUMNS, ResultRow
from troth.audit.rows import LogContact, Refused
from troth.audit.survey import Survey, Surveyor, survey_log
from troth.audit.tally import Tally, Tallying
from troth.deadlines.judge import Status
from troth.diagnostics import Diagnostic
from troth.targets.sql_tables import literal

ENGINES = ("duckdb", "plain")
SMALL = 2_000
"""So many rows are judged in Python, if no engine is named, before DuckDB has made its plans, which takes seconds."""
_AT_A_TIME = 10_000
REJECTED = "T719"
"""The code of a row that is not judged as it has no id or no readable arrival."""

Place = tuple[str, int, str, str]
"""A row that is not judged: file, row, code and why."""
PlacedRow = tuple[str, int, ResultRow]
"""A result row with the file and the row of its contact."""


class Engine(Protocol):
    """A log that is read by one engine. `asked`: what is asked of it, with the columns that it has."""

    asked: Asked

    @property
    def rows(self) -> int | None:
        """How many rows the log has, if that is known at once."""
        ...

    @property
    def survey(self) -> Survey:
        """What the log holds. Raises LogRefused."""
        ...

    @property
    def files(self) -> Sequence[LogFile]: ...

    def judge(self, done: Callable[[int], None]) -> Iterator[PlacedRow]:
        """The rows of every contact, in the log's order; `done` is told how many contacts are judged by then."""
        ...

    def contacts_of(self, ids: frozenset[str]) -> Iterator[LogContact]:
        """The contacts with these ids, and what else their customers asked, in the log's order."""
        ...

    def tally(self) -> Tally:
        """The counts, when every row was taken."""
        ...

    def rejected(self) -> Iterator[Place]:
        """The rows that were not judged, in the log's order."""
        ...


def asked_of(asked: Asked, mapping: LogMapping) -> Asked:
    """The same question of a log with that mapping's columns."""
    return replace(asked, columns=frozenset(relation_columns(mapping)))


def findings_of(engine: Engine, mapping: LogMapping, asked: Asked) -> tuple[Diagnostic, ...]:
    """What is to be said of the log; an error among it refuses the log."""
    return log_findings(engine.survey, mapping, engine.files, asked.calendar)


def counted(engine: Engine, done: Callable[[int], None]) -> Tally:
    """The counts alone; of DuckDB, without a row that reaches Python."""
    if isinstance(engine, InDuckDB):
        return engine.tally(done)
    for _ in engine.judge(done):
        pass
    return engine.tally()


def _reason(line: str) -> str:
    """Why a row is rejected, from the lines that the readers have of it."""
    name, _, reason = line.partition("\n")[0].partition("\t")
    return reason_text(name, reason)


def _in_order(places: Iterable[Place], files: Sequence[LogFile]) -> list[Place]:
    """Places in the log's order."""
    order = {str(file.path): number for number, file in enumerate(files)}
    return sorted(places, key=lambda one: (order[one[0]], one[1]))


# ---------- in Python


@dataclass(slots=True)
class Plain:
    """The engine that needs nothing but the core."""

    asked: Asked
    mapping: LogMapping
    files: Sequence[LogFile]
    _survey: Survey | None = None
    _tally: Tally | None = None
    _places: list[Place] = field(default_factory=list)
    _refused: list[Place] = field(default_factory=list)

    @property
    def rows(self) -> None:
        """They must be read to be counted."""

    @property
    def survey(self) -> Survey:
        """One pass over the log, which notes the rows that cannot be read."""
        if self._survey is None:
            names = tuple(str(file.path) for file in self.files)
            surveyor, ahead = Surveyor(names, self.mapping.is_long), Ahead(names, self.asked.as_of)
            for row in surveyor.pass_on(self._rows()):
                ahead.add(row)
                if row.rejected is not None:
                    self._places.append((row.file, row.row, REJECTED, _reason(row.rejected)))
            self._survey = surveyor.survey()
            if problems := list(ahead.problems()):
                self._survey = with_ahead(self._survey, problems, self.asked.planned)
        return self._survey

    def _rows(self) -> Iterator[LogRow]:
        return read_files(self.files, self.mapping, self.asked.calendar)

    def contacts(self) -> Iterator[LogContact]:
        """The contacts that can be judged, in the log's order."""
        for row in self._rows():
            if row.rejected is None:
                yield log_contact(row, self.mapping, self.asked)

    def contacts_of(self, ids: frozenset[str]) -> Iterator[LogContact]:
        """Found by two passes over the log."""
        customers = {one.customer for one in self.contacts() if one.id in ids and one.customer is not None}
        return (one for one in self.contacts() if one.id in ids or one.customer in customers)

    def judge(self, done: Callable[[int], None]) -> Iterator[PlacedRow]:
        """Contact by contact."""
        count = Tallying([promise.id for promise in self.asked.policy.promises()])
        for number, (contact, found) in enumerate(judge_plainly(self.asked, self.contacts), 1):
            if isinstance(found, Refused):
                count.rejected(f"{found.code} {found.message}")
                self._refused.append((contact.file, contact.row, found.code, found.message))
                continue
            count.judged()
            for one in found:
                count.add(*one)
                yield contact.file, contact.row, one.row
            if not number % _AT_A_TIME:
                done(number)
        for _file, _row, code, why in self._unread:
            count.rejected(f"{code} {why}")
        self._tally = count.tally()

    @property
    def _unread(self) -> list[Place]:
        """The rows that could not be read, which the survey finds."""
        return self._places if self.survey.rejected else []

    def tally(self) -> Tally:
        """The counts, when every row was taken."""
        assert self._tally is not None, "its rows are to be taken first"
        return self._tally

    def rejected(self) -> Iterator[Place]:
        """Those that could not be read, and those that could not be judged."""
        yield from _in_order([*self._unread, *self._refused], self.files)


def plain_engine(names: Sequence[str], mapping: LogMapping, asked: Asked) -> Plain:
    """The log in Python. Raises LogRefused."""
    return Plain(asked_of(asked, mapping), mapping, open_logs(names, mapping))


def log_contact(row: LogRow, mapping: LogMapping, asked: Asked) -> LogContact:
    """A row that is not rejected, as it is judged."""
    assert row.contact is not None
    unknown = tuple(sorted(unknown_names(row.unreadable, mapping.listed_events)))
    return LogContact(row.file, row.row, row.contact, row.customer, contact_data(row, asked.calendar), unknown)


# ---------- in DuckDB


@dataclass(slots=True)
class InDuckDB:
    """The engine for logs of any size."""

    asked: Asked
    log: DuckLog
    heard: Heard = unheard
    _look: Look | None = None
    _survey: Survey | None = None
    _tally: Tally | None = None

    @property
    def files(self) -> Sequence[LogFile]:
        return self.log.files

    @property
    def rows(self) -> int:
        """Parquet says it at its end."""
        ((count,),) = self.log.asked(lambda: self.log.connection.execute(f"SELECT count(*) FROM {RELATION}").fetchall())
        return int(count)

    @property
    def survey(self) -> Survey:
        """One pass over the log, and one over its ids; one more over what is flawed, if anything is."""
        if self._survey is None:
            ids, log = read_ids(self.log), self.log
            table, flaws = relation(log.connection, RELATION), FLAWS[ids.named :]
            with followed(log.connection, self.heard):
                look: Look = log.asked(lambda: look_at(log.connection, self.asked, table, flaws, log.constant))
            self._look, self._survey = look, survey_log(log, look.read, look.flawed, ids)
            if look.latest is not None and look.latest > self.asked.as_of:
                problems = problems_in(log, table, self._survey, self.asked.as_of)
                self._survey = with_ahead(self._survey, problems, self.asked.planned)
        return self._survey

    def _judged(self) -> str:
        """The relation to judge: what the survey found to be nowhere is not looked for again."""
        nowhere = {"rejected", "unreadable"} - {problem.part for problem in self.survey.problems}
        if not nowhere:
            return RELATION
        nothing = ", ".join(f"CAST(NULL AS VARCHAR) AS {name}" for name in sorted(nowhere))
        select = f"SELECT * REPLACE ({nothing}) FROM {RELATION}"
        self.log.connection.execute(f"CREATE OR REPLACE TEMP VIEW log_judged AS {select}")
        return "log_judged"

    def tally(self, done: Callable[[int], None] = unheard) -> Tally:
        """The counts; they need no row."""
        from troth.audit.judged_duckdb import judge_log

        if self._tally is None:
            table = self._judged()
            found = self.log.asked(lambda: judge_log(self.log.connection, self.asked, table, self._look, done))
            rejected: Counter[str] = Counter()
            for reason, n in found.rejected.items():
                rejected[f"{REJECTED} {_reason(reason)}" if "\t" in reason else reason] += n
            self._tally = replace(found, rejected=dict(rejected))
        return self._tally

    def judge(self, done: Callable[[int], None]) -> Iterator[PlacedRow]:
        """Row by row, in the log's order."""
        from troth.audit.judged_duckdb import result_rows

        self.tally()
        listed = ", ".join(f'"{name}"' for name in ("file", "row", *ROW_COLUMNS))
        select = f"SELECT {listed} FROM ({result_rows(self.log.connection)}) ORDER BY {self.log.place}, promise"
        cursor = self.log.asked(lambda: self.log.connection.execute(select))
        contacts, last = 0, ("", 0)
        while several := self.log.asked(lambda: cursor.fetchmany(_AT_A_TIME)):
            for file, row, *cells in several:
                contacts, last = contacts + (last != (file, row)), (file, row)
                data: dict[str, Any] = dict(zip(ROW_COLUMNS, cells, strict=True))
                yield file, row, ResultRow(**{**data, "status": Status(data["status"])})
            done(contacts)

    def contacts_of(self, ids: frozenset[str]) -> Iterator[LogContact]:
        """Found in the relation, and held in memory."""
        readable = f"FROM {RELATION} WHERE rejected IS NULL"
        these = f"contact IN ({', '.join(map(literal, sorted(ids)))})"
        theirs = f"customer IN (SELECT customer {readable} AND {these})"
        listed = ", ".join(map(identifier, self.log.columns))
        select = f"SELECT {listed} {readable} AND ({these} OR {theirs}) ORDER BY {self.log.place}"
        found = self.log.asked(lambda: self.log.connection.execute(select).fetchall())
        table = relation(self.log.connection, RELATION)
        for row in found:
            named = dict(zip(self.log.columns, row, strict=True))
            yield table.contact({**named, "id": named["row"]}, self.asked)

    def rejected(self) -> Iterator[Place]:
        """Those that could not be read, and those that could not be judged."""
        connection = self.log.connection
        unread = connection.execute(f"SELECT file, row, rejected FROM {RELATION} WHERE rejected IS NOT NULL").fetchall()
        refused = connection.execute(
            "SELECT c.file, c.row, r.code, r.message FROM staged_refused r JOIN staged_log c ON c.id = r.id"
        ).fetchall()
        places: list[Place] = [(file, row, REJECTED, _reason(why)) for file, row, why in unread]
        yield from _in_order([*places, *refused], self.files)


def duckdb_engine(
    names: Sequence[str], mapping: LogMapping, asked: Asked, scratch: Path, heard: Heard = unheard
) -> InDuckDB:
    """The log in a DuckDB of its own, that puts aside in `scratch`. Raises LogRefused, OSError."""
    import duckdb

    connection = duckdb.connect(":memory:", config={"temp_directory": str(scratch / "duckdb")})
    log = make_log(connection, names, mapping, asked.calendar, scratch, heard)
    return InDuckDB(asked_of(asked, mapping), log, heard)


# ---------- either of them


def has_duckdb() -> bool:
    """Are the packages there of which DuckDB's engine is made?"""
    return all(importlib.util.find_spec(package) for package in ("duckdb", "numpy", "pyarrow"))


def _is_small(logs: Sequence[str], mapping: LogMapping) -> bool:
    """Has a log at most `SMALL` rows? One more at most is read. Raises LogRefused."""
    rows = (row for file in open_logs(logs, mapping) for row in rows_of(file, mapping.contact.names, frozenset()))
    return next(islice(rows, SMALL, None), None) is None


def engine_named(
    name: str, logs: Sequence[str], mapping: LogMapping, asked: Asked, scratch: Path, heard: Heard = unheard
) -> Engine:
    """The log in the engine `duckdb` or `plain`; "": in DuckDB where that is there and the log is not small.

    Raises ValueError for another name, LogRefused, OSError. `scratch`: a folder for what DuckDB puts aside, which stays
    as long as the engine. `heard`: told by DuckDB how much is read, and later, how much of what is read is looked at.
    """
    if name not in ("", *ENGINES):
        raise ValueError(f"there is no engine `{name}`: write {' or '.join(map(repr, ENGINES))}")
    if name == "plain" or (not name and (not has_duckdb() or _is_small(logs, mapping))):
        return plain_engine(logs, mapping, asked)
    return duckdb_engine(logs, mapping, asked, scratch, heard)
