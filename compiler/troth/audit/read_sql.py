"""A mapping as SQL: the rows of a log's files, cell by cell and field by field, as `read_plain` reads them.

Each stage is a SELECT over the one before, which adds columns to it: cells `c0`…, of those that hold times their shape,
local time and moment, and of each field its value `v…` (a moment: `v…` and `u…`, its last instant) and why there is
none, `w…`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from troth.audit.fields import MOST_SHOWN, TWO_VALUES, UNCOUNTED, VALUE, Field, Kind, constant
from troth.audit.mapping import NONE, Always, Column, LogMapping
from troth.audit.mapping_parts import folded
from troth.audit.moments import FAR, FARTHEST, Moments, local_sql, moment_sql, quoted
from troth.audit.read_rows import BLANK

_UPPER, _LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
TYPED = ("TIMESTAMP", "DATE")
"""How the names of the types begin that need no reading."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The columns of a mapping as cells: name → `c0`, `c1`…; `types` of those that are not text, by name."""

    places: Mapping[str, str]
    types: Mapping[str, str]

    def of(self, column: Column) -> list[str]:
        """The cells of a field."""
        return [self.places[name] for name in column.names]


def cells_of(mapping: LogMapping, types: Mapping[str, str]) -> Cells:
    """Where each column of a mapping is; `types`: DuckDB's, of a Parquet file."""
    names = dict.fromkeys(name for column in mapping.columns() for name in column.names)
    return Cells({name: f"c{place}" for place, name in enumerate(names)}, types)


def identifier(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def cell_sql(raw: str, cell: str, missing: Sequence[str]) -> str:
    """The text of a raw column, without blanks around it; NULL for an empty one."""
    text = f"nullif(trim({raw}, {quoted(BLANK)}), '')"
    if missing:
        text = f"CASE WHEN {text} IN ({', '.join(map(quoted, missing))}) THEN NULL ELSE {text} END"
    return f"{text} AS {cell}"


def staged(source: str, cells: Cells, moments: Moments, fields: Sequence[tuple[str, Field]], times: set[str]) -> str:
    """The SELECT that adds to the cells of `source` the value of each field (by its suffix) and why it has none.

    `times`: the names of the columns that hold times.
    """
    shapes, locals_, read = [], [], []
    for name in sorted(times):
        cell, kind = cells.places[name], cells.types.get(name, "")
        if kind:
            shape = 3 if kind == "DATE" else 4 if "TIME ZONE" in kind else 1
            shapes.append(f"CASE WHEN {cell}_raw IS NULL THEN NULL ELSE {shape} END AS {cell}_shape")
            value = f"{cell}_raw" if "TIME ZONE" in kind else f"CAST({cell}_raw AS TIMESTAMP)"
            locals_.append(f"epoch_us({value}) AS {cell}_local")
        else:
            shape_sql, local = local_sql(cell, moments.formats)
            shapes.append(f"{shape_sql} AS {cell}_shape")
            locals_.append(f"{local} AS {cell}_local")
        first, last, why = moment_sql(cell, moments)
        read += [f"{first} AS {cell}_first", f"{last} AS {cell}_end", f"{why} AS {cell}_why"]
    near = []
    for name in sorted(times):
        cell = cells.places[name]
        is_near = f"{cell}_first > -{FARTHEST} AND coalesce({cell}_end, {cell}_first) < {FARTHEST}"
        near.append(f"CASE WHEN {is_near} THEN {cell}_first END AS {cell}_from")
        near.append(f"CASE WHEN {is_near} THEN coalesce({cell}_end, {cell}_first) END AS {cell}_to")
        far = f"CASE WHEN {cell}_first IS NOT NULL AND NOT ({is_near}) THEN {quoted(FAR)} END"
        near.append(f"coalesce({cell}_why, {far}) AS {cell}_not")
    text = source
    for stage in (shapes, locals_, read, near):
        if stage:
            text = f"SELECT *, {', '.join(stage)} FROM ({text})"
    values = [part for suffix, field in fields for part in _field(suffix, field, cells)]
    return f"SELECT *, {', '.join(values)} FROM ({text})" if values else text


def _field(suffix: str, field: Field, cells: Cells) -> Iterator[str]:
    if isinstance(field.origin, Always):
        yield from _constant(suffix, field, field.origin.value)
        return
    names = cells.of(field.origin)
    both = _conflict(names)
    if field.kind is Kind.MOMENT:
        value, last, why = (_first_of([f"{cell}_{part}" for cell in names]) for part in ("from", "to", "not"))
        if both:
            value, last = f"CASE WHEN NOT ({both}) THEN {value} END", f"CASE WHEN NOT ({both}) THEN {last} END"
        yield f"{last} AS u{suffix}"
    else:
        cell = _first_of(names)
        value = _meaning(field, cell)
        if field.kind is Kind.TEXT:
            why = "CAST(NULL AS VARCHAR)"
        else:
            text = f"translate({cell}, chr(9) || chr(10) || chr(13), '   ')"
            why = f"CASE WHEN {cell} IS NOT NULL AND {value} IS NULL "
            why += f"THEN {quoted(VALUE)} || left({text}, {MOST_SHOWN}) END"
        if both:
            value = f"CASE WHEN NOT ({both}) THEN {value} END"
    yield f"{value} AS v{suffix}"
    yield (f"CASE WHEN {both} THEN {quoted(TWO_VALUES)} ELSE {why} END" if both else why) + f" AS w{suffix}"


def _constant(suffix: str, field: Field, value: str) -> Iterator[str]:
    match constant(field, value):
        case None:
            said = "NULL"
        case bool() as truth:
            said = str(truth).lower()
        case int() as count:
            said = str(count)
        case other:
            said = quoted(str(other))
    kind = {Kind.MOMENT: "BIGINT", Kind.COUNT: "BIGINT", Kind.FACT: "BOOLEAN"}.get(field.kind, "VARCHAR")
    yield f"CAST({said} AS {kind}) AS v{suffix}"
    if field.kind is Kind.MOMENT:
        yield f"CAST(NULL AS BIGINT) AS u{suffix}"
    yield f"CAST(NULL AS VARCHAR) AS w{suffix}"


def _first_of(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"coalesce({', '.join(names)})"


def _conflict(names: Sequence[str]) -> str:
    """Whether two of several cells are filled differently; "" for one cell."""
    first = _first_of(names)
    return "" if len(names) == 1 else " OR ".join(f"coalesce({name} <> {first}, false)" for name in names)


def _meaning(field: Field, cell: str) -> str:
    assert isinstance(field.origin, Column)
    values = field.origin.values
    match field.kind:
        case Kind.CHOICE:
            return _chosen(cell, {text: quoted(value) for text, value in values.items()})
        case Kind.FACT:
            truths = {text: "true" if value == "yes" else "false" for text, value in values.items()}
            return _chosen(cell, truths)
        case Kind.COUNT:
            counts = {text: str(UNCOUNTED) if value == NONE else value for text, value in values.items()}
            figures = f"TRY_CAST(regexp_extract({cell}, '^([0-9]{{1,9}})(?:\\.0+)?$', 1) AS BIGINT)"
            return f"coalesce({_chosen(cell, counts)}, {figures})"
        case _:
            return cell


def _chosen(cell: str, values: Mapping[str, str]) -> str:
    if not values:
        return "NULL"
    exact = " ".join(f"WHEN {quoted(text)} THEN {value}" for text, value in values.items())
    # Small letters of ASCII alone: `lower` differs between engines beyond that.
    small = {text: value for text, value in values.items() if folded(text) == text}
    aside = " ".join(f"WHEN {quoted(text)} THEN {value}" for text, value in small.items())
    other = f"CASE translate({cell}, {quoted(_UPPER)}, {quoted(_LOWER)}) {aside} END"
    return f"CASE {cell} {exact} ELSE {other} END"


def event_sql(column: Column, cell: str) -> str:
    """The event that a cell of a long log's column means: "" for none, NULL where the mapping does not name it."""
    return _chosen(cell, {text: quoted(value) for text, value in column.values.items()})
