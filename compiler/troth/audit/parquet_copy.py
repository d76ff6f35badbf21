"""A SELECT of columns of text → a copy in Parquet: text is read once, whatever is asked of it later.

A column whose cells are all of one fixed form, as most exports write their times and counts, has values in the copy;
any other has its texts as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from troth.audit.identifier import parquet_sql
from troth.audit.moments_sql import DATE, FIXED, IN_UTC, LOCAL, fixed_sql
from troth.targets.sql_tables import literal

_SNIFFED = 1_000
"""The form of a column is that of most cells of so many rows."""
_AS_IT_IS = "FORMAT parquet, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 2048"
"""A copy is short-lived: what would make it smaller takes longer than to read it."""
_CELL, _VALUE = "{cell}", "{value}"
_Key = TypeVar("_Key")


class _Form(NamedTuple):
    """A form of cells, in SQL: the value of a cell; whether the cell has another form, whatever the value; the text of
    which a value is that; and what it means, and the type of this.
    """

    value: str
    is_other: str
    text: str
    meaning: str
    kind: str


_MEANINGS = {
    LOCAL: (_VALUE, "TIMESTAMP"),
    DATE: (f"CAST({_VALUE} AS DATE)", "DATE"),
    IN_UTC: (f"make_timestamptz(epoch_us({_VALUE}))", "TIMESTAMP WITH TIME ZONE"),
}
_TIMES = [
    _Form(
        fixed_sql(_CELL, [one]),
        f"{_VALUE} IS NULL OR {_VALUE} < TIMESTAMP '1000-01-01'",
        f"strftime({_VALUE}, {literal(one.format)})",
        *_MEANINGS[one.shape],
    )
    for one in FIXED
]
_COUNTS = [
    _Form(
        value=f"TRY_CAST({_CELL} AS INTEGER)",
        is_other=f"CAST({_VALUE} AS VARCHAR) IS DISTINCT FROM {_CELL}",
        text=f"CAST({_VALUE} AS VARCHAR)",
        meaning=_VALUE,
        kind="INTEGER",
    )
]


class ParquetCopy(NamedTuple):
    """`table`: what to select from; it has the columns, and `file_row_number`. `kinds`: DuckDB's types of columns."""

    table: str
    kinds: dict[str, str]


def copied(
    connection: Any,
    rows: str,
    columns: Iterable[str],
    path: Path,
    *,
    times: Iterable[str],
    counts: Iterable[str],
    missing: Sequence[str],
) -> ParquetCopy:
    """Copy columns of a SELECT, in the order of its rows.

    `times`, `counts`: those of text that hold such. `missing`: texts that stand for nothing.
    """
    nothing = ", ".join(map(literal, dict.fromkeys(("", *missing))))
    forms = _forms(connection, rows, {**dict.fromkeys(times, _TIMES), **dict.fromkeys(counts, _COUNTS)}, missing)
    plain = [name for name in columns if name not in forms]
    values = [f"{_of(form.value, name)} AS {name}_value" for name, form in forms.items()]
    picked = [*plain]
    for name, form in forms.items():
        other = f"({_of(form.is_other, name)}) AND {name} NOT IN ({nothing})"
        picked += [f"{name}_value", f"CASE WHEN {other} THEN {name} END AS {name}_text"]
    select = f"SELECT {', '.join(picked)} FROM (SELECT {', '.join(('*', *values))} FROM ({rows}))"
    connection.execute(f"COPY ({select}) TO {literal(str(path))} ({_AS_IT_IS})")
    table = parquet_sql(path)
    texts = _counted(connection, table, {name: f"{name}_text" for name in forms})
    kinds, read = dict.fromkeys(plain, "VARCHAR"), [*plain]
    for name, form in forms.items():
        kinds[name] = "VARCHAR" if texts[name] else form.kind
        back = f"coalesce({name}_text, {_of(form.text, name)})" if texts[name] else _of(form.meaning, name)
        read.append(f"{back} AS {name}")
    return ParquetCopy(f"(SELECT file_row_number, {', '.join(read)} FROM {table})", kinds)


def _of(sql: str, name: str) -> str:
    """SQL about a column, and about its values where these are there too."""
    return sql.replace(_VALUE, f"{name}_value").replace(_CELL, name)


def _forms(
    connection: Any, rows: str, known: Mapping[str, Sequence[_Form]], missing: Sequence[str]
) -> dict[str, _Form]:
    """The form of each column, if it has one; none has that of a text that stands for nothing."""
    several = {(name, form): _is_of(form, name) for name, forms in known.items() for form in forms}
    cells = f"(SELECT {', '.join(known)} FROM ({rows}) LIMIT {_SNIFFED})"
    counts = _counted(connection, cells, several)
    texts = f"SELECT unnest([{', '.join(map(literal, missing))}]) AS text"
    absent = f"(SELECT {', '.join(f'text AS {name}' for name in known)} FROM ({texts}))"
    no_form = _counted(connection, absent, several if missing else {})
    found = {}
    for name, forms in known.items():
        count, best = max(((counts[name, form], form) for form in forms), key=itemgetter(0))
        if count and not no_form.get((name, best)):
            found[name] = best
    return found


def _is_of(form: _Form, name: str) -> str:
    """1 where a cell is of a form, else NULL."""
    return f"CASE WHEN NOT ({form.is_other.replace(_VALUE, form.value).replace(_CELL, name)}) THEN 1 END"


def _counted(connection: Any, table: str, values: Mapping[_Key, str]) -> dict[_Key, int]:
    """How many rows have each of the values."""
    if not values:
        return {}
    counts = ", ".join(f"count({value})" for value in values.values())
    (found,) = connection.execute(f"SELECT {counts} FROM {table}").fetchall()
    return dict(zip(values, found, strict=True))
