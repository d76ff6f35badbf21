"""A mapping as SQL: the rows of a log's files, cell by cell and field by field, as `read_plain` reads them.

Each stage is a SELECT over the one before, which adds columns to it: cells `c0`…, of those that hold times their moment
(see `moments_sql`), and of each field its value `v…` (a moment: `v…` and `u…`, its last instant) and why there is none,
`w…`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from troth.audit.fields import (
    MOST_COUNTED,
    MOST_SHOWN,
    TWO_VALUES,
    UNCOUNTED,
    VALUE,
    Field,
    Kind,
    Value,
    constant,
    meaning,
)
from troth.audit.mapping import NONE, Always, Column, LogMapping
from troth.audit.mapping_parts import folded
from troth.audit.moments import Moments
from troth.audit.moments_sql import stages
from troth.audit.read_rows import BLANK, Cell
from troth.targets.sql_tables import literal

_UPPER, _LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
TYPED = ("TIMESTAMP", "DATE")
"""How the names of the types of times begin that need no reading."""
WHOLE = frozenset({*("TINYINT", "SMALLINT", "INTEGER", "BIGINT"), *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")})
"""The types of counts that need none."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The columns of a mapping as cells: name → `c0`, `c1`…; `types` of those that are not text, by name.

    Those are there as they are, too: `c0_raw`; and so are those of which every text is known (`texts`: name → text →
    cell). `near`: the columns of instants of which none is far.
    """

    places: Mapping[str, str]
    types: Mapping[str, str]
    near: frozenset[str] = frozenset()
    texts: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)

    def of(self, column: Column) -> list[str]:
        """The cells of a field."""
        return [self.places[name] for name in column.names]

    def number(self, field: Field) -> str:
        """The whole numbers of a count that need no reading; "" where there are none."""
        if field.kind is not Kind.COUNT or not isinstance(field.origin, Column) or len(field.origin.names) > 1:
            return ""
        (name,) = field.origin.names
        return f"{self.places[name]}_raw" if self.types.get(name) in WHOLE else ""

    def meanings(self, field: Field, moments: Moments) -> tuple[str, str]:
        """Of a column whose every text is known, SQL for what it means, and for why it means nothing; else "".

        A function of the column alone is worked out once for each of the texts, where a file has them in a dictionary.
        """
        if field.kind not in (Kind.CHOICE, Kind.FACT) or not isinstance(field.origin, Column):
            return "", ""
        (name, *more) = field.origin.names
        if more or name not in self.texts:
            return "", ""
        found = {text: meaning(field, cell, moments) for text, cell in self.texts[name].items()}
        means = {text: one for text, (one, _) in found.items() if one is not None}
        why = {text: reason for text, (_, reason) in found.items() if reason is not None}
        kind = "VARCHAR" if field.kind is Kind.CHOICE else "BOOLEAN"
        return self._looked_up(name, means, kind), self._looked_up(name, why, "VARCHAR")

    def _looked_up(self, name: str, values: Mapping[str, Value], kind: str) -> str:
        if not values:
            return f"CAST(NULL AS {kind})"
        said = (str(one).lower() if isinstance(one, bool) else literal(str(one)) for one in values.values())
        pairs = ", ".join(f"{literal(text)}: {one}" for text, one in zip(values, said, strict=True))
        return f"MAP {{{pairs}}}[{self.places[name]}_raw]"


def cell_places(mapping: LogMapping) -> dict[str, str]:
    """Where each column of a mapping is."""
    names = dict.fromkeys(name for column in mapping.columns() for name in column.names)
    return {name: f"c{place}" for place, name in enumerate(names)}


def whole_numbers(mapping: LogMapping) -> frozenset[str]:
    """The columns of counts in which a whole number means itself, whatever the mapping says of other values."""
    counts = [origin for origin in mapping.counts.values() if isinstance(origin, Column) and len(origin.names) == 1]
    plain = [origin for origin in counts if not any(_has_figure(text) for text in (*origin.values, *mapping.missing))]
    other = {name for column in mapping.columns() if column not in plain for name in column.names}
    return frozenset(name for origin in plain for name in origin.names) - other


def _has_figure(text: str) -> bool:
    return any(character.isdecimal() for character in text)


def cell_sql(raw: str, cell: str, missing: Sequence[str]) -> str:
    """The text of a raw column, without blanks around it; NULL for an empty one, or one that is `missing`."""
    # `trim` costs more than all else that is done to a cell: it is left to those that begin or end with a blank.
    ends = f"{raw} < '!' OR {raw}[-1] <= ' ' OR starts_with({raw}, {_NO_BREAK}) OR ends_with({raw}, {_NO_BREAK})"
    text = f"CASE WHEN {ends} THEN nullif(trim({raw}, {literal(BLANK)}), '') ELSE {raw} END"
    if missing:
        text = f"CASE WHEN {text} IN ({', '.join(map(literal, missing))}) THEN NULL ELSE {text} END"
    return f"{text} AS {cell}"


_NO_BREAK = literal("\u00a0")


def staged(source: str, cells: Cells, moments: Moments, fields: Sequence[tuple[str, Field]], times: set[str]) -> str:
    """The SELECT that adds to the cells of `source` the value of each field (by its suffix) and why it has none.

    `times`: the names of the columns that hold times.
    """
    columns = [
        stages(cells.places[name], cells.types.get(name, ""), moments, is_near=name in cells.near)
        for name in sorted(times)
    ]
    text = source
    # Those of typed columns have fewer stages; the last ones are the same for all.
    most = max(map(len, columns), default=0)
    for number in range(most):
        added = [one for column in columns if (place := number - most + len(column)) >= 0 for one in column[place]]
        if added:
            text = f"SELECT *, {', '.join(added)} FROM ({text})"
    means = {suffix: cells.meanings(field, moments) for suffix, field in fields}
    values = [part for suffix, field in fields for part in _values(suffix, field, cells, means[suffix][0])]
    text = f"SELECT *, {', '.join(values)} FROM ({text})"
    reasons = [f"{means[suffix][1] or _why(suffix, field, cells)} AS w{suffix}" for suffix, field in fields]
    return f"SELECT *, {', '.join(reasons)} FROM ({text})"


def _values(suffix: str, field: Field, cells: Cells, means: str) -> Iterator[str]:
    """The value of a field, if it is not there; of a moment, its last instant too."""
    if means:
        yield f"{means} AS v{suffix}"
        return
    if isinstance(field.origin, Always):
        yield from _constant(suffix, field, field.origin.value)
        return
    names = cells.of(field.origin)
    if number := cells.number(field):
        said = {"v": f"CASE WHEN {number} BETWEEN 0 AND {MOST_COUNTED} THEN CAST({number} AS BIGINT) END"}
    elif field.kind is Kind.MOMENT:
        said = {"u": _first_of([f"{cell}_to" for cell in names]), "v": _first_of([f"{cell}_from" for cell in names])}
    else:
        said = {"v": _meaning(field, _first_of(names))}
    both = _conflict(names)
    for part, value in said.items():
        yield (f"CASE WHEN NOT ({both}) THEN {value} END" if both else value) + f" AS {part}{suffix}"


def _why(suffix: str, field: Field, cells: Cells) -> str:
    """Why a field has no value, by its value; NULL where it has one, and for an empty cell."""
    if isinstance(field.origin, Always):
        return NO_TEXT
    names = cells.of(field.origin)
    if number := cells.number(field):
        is_unread = f"NOT {number} BETWEEN 0 AND {MOST_COUNTED}"
        why = f"CASE WHEN {is_unread} THEN {literal(VALUE)} || CAST({number} AS VARCHAR) END"
    elif field.kind is Kind.MOMENT:
        why = _first_of([f"{cell}_not" for cell in names])
    elif field.kind is Kind.TEXT:
        why = NO_TEXT
    else:
        cell = _first_of(names)
        text = f"translate({cell}, chr(9) || chr(10) || chr(13), '   ')"
        is_unread = f"v{suffix} IS NULL AND {cell} IS NOT NULL"
        why = f"CASE WHEN {is_unread} THEN {literal(VALUE)} || left({text}, {MOST_SHOWN}) END"
    both = _conflict(names)
    return f"CASE WHEN {both} THEN {literal(TWO_VALUES)} ELSE {why} END" if both else why


NO_TEXT = "CAST(NULL AS VARCHAR)"


def _constant(suffix: str, field: Field, value: str) -> Iterator[str]:
    match constant(field, value):
        case None:
            said = "NULL"
        case bool() as truth:
            said = str(truth).lower()
        case int() as count:
            said = str(count)
        case other:
            said = literal(str(other))
    kind = {Kind.MOMENT: "BIGINT", Kind.COUNT: "BIGINT", Kind.FACT: "BOOLEAN"}.get(field.kind, "VARCHAR")
    yield f"CAST({said} AS {kind}) AS v{suffix}"
    if field.kind is Kind.MOMENT:
        yield f"CAST(NULL AS BIGINT) AS u{suffix}"


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
            return _chosen(cell, {text: literal(value) for text, value in values.items()})
        case Kind.FACT:
            truths = {text: "true" if value == "yes" else "false" for text, value in values.items()}
            return _chosen(cell, truths)
        case Kind.COUNT:
            counts = {text: str(UNCOUNTED) if value == NONE else value for text, value in values.items()}
            figures = f"TRY_CAST(regexp_extract({cell}, '^([0-9]{{1,9}})(?:\\.0+)?$', 1) AS BIGINT)"
            chosen = _chosen(cell, counts)
            # Figures mean themselves, unless the mapping says what one means; `CASE`, as a table of words costs more.
            first, then = (chosen, figures) if any(map(_has_figure, counts)) else (figures, chosen)
            return f"CASE WHEN {first} IS NOT NULL THEN {first} ELSE {then} END"
        case _:
            return cell


def _chosen(cell: str, values: Mapping[str, str]) -> str:
    if not values:
        return "NULL"
    exact = " ".join(f"WHEN {literal(text)} THEN {value}" for text, value in values.items())
    # Small letters of ASCII alone: `lower` differs between engines beyond that.
    small = {text: value for text, value in values.items() if folded(text) == text}
    aside = " ".join(f"WHEN {literal(text)} THEN {value}" for text, value in small.items())
    other = f"CASE translate({cell}, {literal(_UPPER)}, {literal(_LOWER)}) {aside} END"
    return f"CASE {cell} {exact} ELSE {other} END"


def event_sql(column: Column, cell: str) -> str:
    """The event that a cell of a long log's column means: "" for none, NULL where the mapping does not name it."""
    return _chosen(cell, {text: literal(value) for text, value in column.values.items()})
