"""What is read of a contact, field by field: a cell's meaning, or why it has none.

A problem of a contact is a line `name<TAB>reason`, in which the name is that of the field: `channel`, `event replied`,
`fact unresolved`, `count rings`, `date promised`, `category stage`, `arrives`, `customer`, `contact`. Of a long log,
`event` alone is a value of its column of events that the mapping does not name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from troth.audit.mapping import NONE, Column, LogMapping, Origin
from troth.audit.mapping_parts import folded
from troth.audit.moments import Moments
from troth.audit.read_rows import Cell, Instant
from troth.model.words import DIMENSIONS
from troth.tables.contact_rows import NEVER

MISSING, TWO_VALUES, VALUE = "missing", "two values", "value: "
BEFORE, TWICE, NO_ROW = "before arrival", "twice", "no row"
UNCOUNTED = NEVER
"""A count that was mapped to `none`: it never came to an end that could be counted."""
MOST_SHOWN = 60
MOST_COUNTED = 999_999_999
_COUNT = re.compile(r"([0-9]{1,9})(?:\.0+)?", re.ASCII)
_CONTROLS = {9: 32, 10: 32, 13: 32}


class Kind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    FACT = "fact"
    COUNT = "count"
    MOMENT = "moment"


Moment = tuple[int, int]
Value = str | bool | int | Moment


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a contact: its name, how its cells are read, and where they are."""

    name: str
    kind: Kind
    origin: Origin


def names_of(field: Field) -> tuple[str, ...]:
    """The columns of a field."""
    return field.origin.names if isinstance(field.origin, Column) else ()


def field_name(dimension: str) -> str:
    """The name of a dimension's field."""
    return dimension if dimension in DIMENSIONS else f"category {dimension}"


def fields_of(mapping: LogMapping) -> tuple[Field, ...]:
    """The fields of a contact, but for its id and the events of a long log's rows."""
    found = [Field(field_name(name), Kind.CHOICE, origin) for name, origin in mapping.dimensions.items()]
    if mapping.customer is not None:
        found.append(Field("customer", Kind.TEXT, mapping.customer))
    if mapping.arrives is not None:
        found.append(Field("arrives", Kind.MOMENT, mapping.arrives))
    found += [Field(f"event {name}", Kind.MOMENT, origin) for name, origin in mapping.events.items()]
    found += [Field(f"fact {name}", Kind.FACT, origin) for name, origin in mapping.facts.items()]
    found += [Field(f"count {name}", Kind.COUNT, origin) for name, origin in mapping.counts.items()]
    found += [Field(f"date {name}", Kind.MOMENT, origin) for name, origin in mapping.dates.items()]
    return tuple(found)


def problem(name: str, reason: str) -> str:
    """A problem as a line."""
    return f"{name}\t{reason}"


def joined(problems: Iterable[str]) -> str | None:
    """All problems of a contact as one text, each once, sorted; None where there are none."""
    return "\n".join(sorted(set(problems))) or None


def unknown_names(unreadable: str | None, listed: Iterable[str]) -> frozenset[str]:
    """The fields of a contact of which it is not known what they are, by what is `unreadable` of it.

    `listed`: the events that a row of a long log can be. `event` alone, of such a log, is an event that nobody knows:
    then each of them may have happened once more.
    """
    if not unreadable:
        return frozenset()
    names = {line.partition("\t")[0] for line in unreadable.split("\n")}
    if "event" in names:
        names |= {f"event {name}" for name in listed}
    return frozenset(names - {"event"})


def meaning(field: Field, cell: Cell, moments: Moments) -> tuple[Value | None, str | None]:
    """What a cell of a field means, and why it means nothing; neither for an empty one."""
    if cell is None:
        return None, None
    match field.kind:
        case Kind.MOMENT:
            return moment_of(cell, moments)
        case Kind.TEXT:
            return _said(cell), None
        case Kind.CHOICE:
            text = _said(cell)
            value = _means(field.origin, text)
            return (value, None) if value is not None else (None, VALUE + shown(text))
        case Kind.FACT:
            text = _said(cell)
            value = _means(field.origin, text)
            return (value == "yes", None) if value is not None else (None, VALUE + shown(text))
        case Kind.COUNT:
            text = _said(cell)
            value = _means(field.origin, text) or text
            found = _COUNT.fullmatch(value)
            if found is not None:
                return int(found[1]), None
            return (UNCOUNTED, None) if value == NONE else (None, VALUE + shown(text))


def constant(field: Field, value: str) -> Value | None:
    """What `{always: value}` of a field means; None for an event that never happens."""
    match field.kind:
        case Kind.FACT:
            return value == "yes"
        case Kind.COUNT:
            return UNCOUNTED if value == NONE else int(value)
        case _:
            return value or None


def one_of(cells: Iterable[Cell]) -> tuple[Cell, str | None]:
    """The cell that is filled of several columns, or that two different ones are."""
    filled = list(dict.fromkeys(cell for cell in cells if cell is not None))
    if len(filled) > 1:
        return None, TWO_VALUES
    return (filled[0] if filled else None), None


def shown(text: str) -> str:
    """A value as a finding says it: on one line, and not the whole of one that nobody would read."""
    return text.translate(_CONTROLS)[:MOST_SHOWN]


def event_of(column: Column, text: str) -> str | None:
    """The event that a value of a long log's column means, "" for none, None where the mapping does not name it."""
    return _means(column, text)


def _means(origin: Origin, text: str) -> str | None:
    assert isinstance(origin, Column)
    found = origin.values.get(text)
    return origin.values.get(folded(text)) if found is None else found


def _said(cell: Cell) -> str:
    match cell:
        case Instant(at=at):
            return str(at)
        case datetime() | date():
            return str(cell)
        case _:
            assert cell is not None
            return cell


def moment_of(cell: Cell, moments: Moments) -> tuple[Moment | None, str | None]:
    """The moment that a filled cell holds, or why it holds none."""
    match cell:
        case Instant(at=at):
            read = moments.of_instant(at)
        case datetime():
            read = moments.of_local(cell)
        case date():
            read = moments.of_day(cell)
        case _:
            assert cell is not None
            read = moments.read(cell)
    return (None, read) if isinstance(read, str) else (read, None)
