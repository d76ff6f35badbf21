"""A log → contacts, row by row, with the standard library alone (Excel and Parquet need the extra `audit`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from troth.audit.fields import (
    BEFORE,
    MISSING,
    NO_ROW,
    TWICE,
    TWO_VALUES,
    UNCOUNTED,
    VALUE,
    Field,
    Kind,
    Moment,
    Value,
    constant,
    event_of,
    fields_of,
    joined,
    meaning,
    one_of,
    problem,
    shown,
)
from troth.audit.local_instants import zone_instants
from troth.audit.mapping import NONE, Always, Column, LogMapping
from troth.audit.moments import Moments
from troth.audit.read_files import LogFile, open_logs
from troth.audit.read_rows import Cell, rows_of
from troth.audit.time_formats import read_format
from troth.calendars.local_time import to_utc
from troth.calendars.workdays import WorkCalendar
from troth.model.words import CONTACT_STARTS, DIMENSIONS


@dataclass(slots=True, kw_only=True)
class LogRow:
    """A contact of a log, or a row of it that is rejected: what the relation `log` of DuckDB has in its columns.

    `file`, `row`: where it stands; of a long log, the contact's first row. `values`: dimension → value. `events`: each
    event that happened, with its moments in order; `facts`, `counts` (-1 for none), `dates`: what is known. `rejected`,
    `unreadable`, `noted`: problems as lines (see `fields`), or None.
    """

    file: str
    row: int
    contact: str | None
    customer: str | None = None
    arrives: Moment | None = None
    values: dict[str, str] = field(default_factory=dict)
    events: dict[str, list[Moment]] = field(default_factory=dict)
    facts: dict[str, bool] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    dates: dict[str, Moment] = field(default_factory=dict)
    rejected: str | None = None
    unreadable: str | None = None
    noted: str | None = None


def contact_data(row: LogRow, calendar: WorkCalendar) -> dict[str, Any]:
    """A row that is not rejected, in the form of `troth due --format json`: without `channel` where it is not known."""
    assert row.arrives is not None
    data: dict[str, Any] = {**row.values, "arrives": _time(row.arrives, calendar)}
    facts: dict[str, Any] = {name: "yes" if holds else "no" for name, holds in row.facts.items()}
    facts |= {name: NONE if count == UNCOUNTED else str(count) for name, count in row.counts.items()}
    events = {name: [_time(moment, calendar) for moment in moments] for name, moments in row.events.items()}
    dates = {name: _time(moment, calendar) for name, moment in row.dates.items()}
    return data | {name: part for name, part in (("events", events), ("facts", facts), ("dates", dates)) if part}


def _time(moment: Moment, calendar: WorkCalendar) -> str:
    first, last = moment
    return to_utc(first).isoformat() if first == last else calendar.clock.local(first).date().isoformat()


def moments_of(mapping: LogMapping, calendar: WorkCalendar) -> Moments:
    """How the times of a log are read: its zone for local times, the calendar's for dates."""
    rules = calendar.rules
    days = zone_instants(rules.zone, rules.first_year, rules.last_year)
    local = None
    if mapping.zone:
        same = mapping.zone == rules.zone and not mapping.twice
        local = days if same else zone_instants(mapping.zone, rules.first_year, rules.last_year, mapping.twice)
    formats = tuple(map(read_format, mapping.formats))
    return Moments(local=local, days=days, formats=formats, ignores_offsets=mapping.ignores_offsets)


def read_log(names: Iterable[str | Path], mapping: LogMapping, calendar: WorkCalendar) -> Iterator[LogRow]:
    """Every contact of a log and every row that is rejected: a wide log in its order, a long one by first rows.

    A long log is held in memory. Raises LogRefused where a file cannot be read, even after some rows.
    """
    return read_files(open_logs(names, mapping), mapping, calendar)


def read_files(files: Sequence[LogFile], mapping: LogMapping, calendar: WorkCalendar) -> Iterator[LogRow]:
    """`read_log` of files that are opened."""
    reader = _Reader(mapping, calendar)
    for file in files:
        for number, cells in rows_of(file, reader.columns, frozenset(mapping.missing)):
            yield from reader.row(str(file.path), number, cells)
    yield from reader.rest()


@dataclass(slots=True)
class _Case:
    """What the rows of a contact of a long log have said so far."""

    file: str
    row: int
    values: dict[str, Value] = field(default_factory=dict)
    events: dict[str, list[Moment]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)


class _Reader:
    def __init__(self, mapping: LogMapping, calendar: WorkCalendar) -> None:
        self._mapping, self._moments = mapping, moments_of(mapping, calendar)
        self._fields = fields_of(mapping)
        self.columns = tuple(dict.fromkeys(name for column in mapping.columns() for name in column.names))
        self._places = {name: place for place, name in enumerate(self.columns)}
        self._cases: dict[str, _Case] = {}
        self._contact = Field("contact", Kind.TEXT, mapping.contact)

    def row(self, file: str, number: int, cells: list[Cell] | None) -> Iterator[LogRow]:
        """What a row gives at once: a contact of a wide log, or a rejected row."""
        if cells is None:
            yield LogRow(file=file, row=number, contact=None, rejected=problem("line", NO_ROW))
            return
        contact, why = self._read(self._contact, cells)
        if contact is None:
            yield LogRow(file=file, row=number, contact=None, rejected=problem("contact", why or MISSING))
            return
        assert isinstance(contact, str)
        if not self._mapping.is_long:
            read = {field.name: self._read(field, cells) for field in self._fields}
            values = {name: value for name, (value, _) in read.items() if value is not None}
            problems = {name: why for name, (_, why) in read.items() if why is not None}
            yield self._made(LogRow(file=file, row=number, contact=contact), values, problems, set(), {})
            return
        self._add(self._cases.setdefault(contact, _Case(file, number)), cells)

    def rest(self) -> Iterator[LogRow]:
        """The contacts of a long log."""
        for contact, case in self._cases.items():
            row = LogRow(file=case.file, row=case.row, contact=contact)
            yield self._made(row, case.values, case.problems, case.others, case.events)

    def _read(self, field: Field, cells: list[Cell]) -> tuple[Value | None, str | None]:
        if isinstance(field.origin, Always):
            return constant(field, field.origin.value), None
        cell, why = one_of(cells[self._places[name]] for name in field.origin.names)
        return (None, why) if why is not None else meaning(field, cell, self._moments)

    def _add(self, case: _Case, cells: list[Cell]) -> None:
        for field_ in self._fields:
            self._say(case, field_.name, *self._read(field_, cells))
        column, at = self._mapping.event, self._mapping.at
        assert column is not None
        assert at is not None
        cell, why = one_of(cells[self._places[name]] for name in column.names)
        if why is not None:
            case.others.add(problem("event", why))
        if cell is None:
            return
        text, _ = meaning(Field("event", Kind.TEXT, column), cell, self._moments)
        assert isinstance(text, str)
        event = event_of(column, text)
        if event is None and not self._mapping.others:
            case.others.add(problem("event", VALUE + shown(text)))
        if not event:
            return
        name = event if event == CONTACT_STARTS else f"event {event}"
        moment, why = self._read(Field(name, Kind.MOMENT, Column(at.names)), cells)
        if event == CONTACT_STARTS:
            self._say(case, name, moment, why or (MISSING if moment is None else None))
        elif moment is None:
            case.others.add(problem(name, why or MISSING))
        else:
            assert isinstance(moment, tuple)
            case.events.setdefault(event, []).append(moment)

    def _say(self, case: _Case, name: str, value: Value | None, why: str | None) -> None:
        """Take what one row says of a field: two different values are none."""
        if value is not None and case.values.setdefault(name, value) != value:
            case.problems[name] = TWO_VALUES
        elif why is not None:
            case.problems.setdefault(name, why)

    def _made(
        self,
        row: LogRow,
        values: dict[str, Value],
        problems: dict[str, str],
        others: set[str],
        events: dict[str, list[Moment]],
    ) -> LogRow:
        arrives = values.get("arrives")
        if "arrives" in problems or not isinstance(arrives, tuple):
            row.rejected = problem("arrives", problems.get("arrives", MISSING))
            return row
        row.arrives = arrives
        noted = []
        known = {name: value for name, value in values.items() if name not in problems}
        for name, value in known.items():
            _put(row, name, value)
        for event, moments in events.items():
            row.events[event] = sorted(set(moments))
            if len(row.events[event]) < len(moments):
                noted.append(problem(f"event {event}", TWICE))
        for event, moments in row.events.items():
            if any(last < arrives[0] for _, last in moments):
                noted.append(problem(f"event {event}", BEFORE))
        row.unreadable = joined((*(problem(name, why) for name, why in problems.items()), *others))
        row.noted = joined(noted)
        return row


def _put(row: LogRow, name: str, value: Value) -> None:
    part, _, rest = name.partition(" ")
    match part, value:
        case "customer", str():
            row.customer = value
        case "event", tuple():
            row.events[rest] = [value]
        case "date", tuple():
            row.dates[rest] = value
        case "fact", bool():
            row.facts[rest] = value
        case "count", int():
            row.counts[rest] = value
        case ("category", str()):
            row.values[rest] = value
        case _, str() if name in DIMENSIONS:
            row.values[name] = value
        case _:
            assert name == "arrives", name
