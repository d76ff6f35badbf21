"""Columns of cells → moments in SQL, as `moments` reads each: by stages, each of which adds columns to the one before.

Of a column `c0` of cells: `c0_fast` (the local time of a text in one of the fixed forms that most logs have),
`c0_shape` (see LOCAL and its like), `c0_local` (µs of the local time), `c0_code` and `c0_day` (offsets by a table), and
at last `c0_from`, `c0_to` and `c0_not`: the moment, or why there is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from troth.audit import time_formats as forms
from troth.audit.local_instants import FOLD, FOLD_CODE, GAP, GAP_CODE
from troth.audit.moments import (
    DAY_FIRST,
    EITHER,
    FAR,
    FARTHEST,
    IMPOSSIBLE,
    ISO,
    MONTH_FIRST,
    NO_ZONE,
    NUMBER,
    OTHER,
    Moments,
)
from troth.calendars.local_time import to_utc
from troth.targets.sql_tables import literal

NO_FORM, LOCAL, WITH_OFFSET, DATE, IN_UTC = range(5)
"""Shapes: of no form; a local time; one with an offset at its end; a date; in UTC."""


class FixedForm(NamedTuple):
    """A form of a time in which each part has its place: by `GLOB`, by `strptime`, and which shape it is.

    `strptime` skips any blanks where its format has one, and at the end: what stands beside these is a figure.
    """

    glob: str
    format: str
    shape: int


FIXED = (
    FixedForm("????-??-?[0-9] [0-9]?:??:?[0-9]", "%Y-%m-%d %H:%M:%S", LOCAL),
    FixedForm("????-??-??T??:??:?[0-9]", "%Y-%m-%dT%H:%M:%S", LOCAL),
    FixedForm("????-??-??T??:??:??Z", "%Y-%m-%dT%H:%M:%SZ", IN_UTC),
    FixedForm("????-??-??T??:??:??.???Z", "%Y-%m-%dT%H:%M:%S.%gZ", IN_UTC),
    FixedForm("????-??-?[0-9] [0-9]?:?[0-9]", "%Y-%m-%d %H:%M", LOCAL),
    FixedForm("????-??-?[0-9]", "%Y-%m-%d", DATE),
)
_TIME_OF_DAY = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?"


def stages(cell: str, kind: str, moments: Moments, *, is_near: bool = False) -> list[list[str]]:
    """The columns that each stage adds. `kind`: DuckDB's type of `{cell}_raw`; "" where `cell` is text.

    `is_near`: no instant of the column is far, so that none needs to be looked at.
    """
    if has_instants(kind, moments):
        return _near_instants(cell, kind) if is_near else _instants(cell, kind)
    read = _typed(cell, kind) if kind else _text(cell, moments)
    shape, local, code = f"{cell}_shape", f"{cell}_local", f"{cell}_code"
    # A typed column has one shape: what the others need is left out.
    shapes = {_typed_shape(kind)} if kind else {LOCAL, WITH_OFFSET, DATE, IN_UTC}
    by_zone = {LOCAL, WITH_OFFSET, IN_UTC} if moments.ignores_offsets else {LOCAL}
    codes, firsts, lasts, why = [], [], [], []
    if shapes & by_zone and moments.local is not None:
        codes.append(f"{moments.local.code_sql(local)} AS {code}")
    if DATE in shapes:
        same = moments.local is moments.days and bool(codes)
        if not same:
            codes.append(f"{moments.days.code_sql(local)} AS {cell}_day")
        start, following = moments.days.day_sql(local, code if same else f"{cell}_day")
        firsts.append(f"WHEN {DATE} THEN {start}")
        lasts.append(f"WHEN {shape} = {DATE} THEN {following} - 1")
    for one in sorted(shapes - {DATE}):
        if one not in by_zone:
            firsts.append(f"WHEN {one} THEN {local}" + (f" - {_offset(cell)}" if one == WITH_OFFSET else ""))
        elif moments.local is not None:
            firsts.append(f"WHEN {one} THEN CASE WHEN {code} < {GAP_CODE} THEN {local} - {code} END")
    if not kind:
        why.append(f"WHEN {shape} = {NO_FORM} THEN {_why_not(cell, moments)}")
        why.append(f"WHEN {local} IS NULL THEN {literal(IMPOSSIBLE)}")
    zoned = ", ".join(str(one) for one in sorted(shapes & by_zone))
    if zoned and moments.local is None:
        why.append(f"WHEN {shape} IN ({zoned}) THEN {literal(NO_ZONE)}")
    elif zoned:
        for clock, number in ((GAP, GAP_CODE), (FOLD, FOLD_CODE)):
            why.append(f"WHEN {shape} IN ({zoned}) AND {code} = {number} THEN {literal(clock)}")
    first = f"CASE {shape} {' '.join(firsts)} END" if firsts else "CAST(NULL AS BIGINT)"
    first, last = f"{first} AS {cell}_first", (f"CASE {' '.join(lasts)} END AS {cell}_end" if lasts else "")
    end = f"coalesce({cell}_end, {cell}_first)" if lasts else f"{cell}_first"
    within = f"{cell}_first > -{FARTHEST} AND {end} < {FARTHEST}"
    far = f"WHEN ({within}) IS NOT TRUE THEN {literal(FAR)}"
    final = [
        f"CASE WHEN {within} THEN {cell}_first END AS {cell}_from",
        f"CASE WHEN {within} THEN {end} END AS {cell}_to",
        f"CASE WHEN {shape} IS NULL THEN NULL {' '.join(why)} {far} END AS {cell}_not",
    ]
    return [*read, codes, [one for one in (first, last) if one], final]


def _typed_shape(kind: str) -> int:
    return DATE if kind == "DATE" else IN_UTC if "TIME ZONE" in kind or kind.startswith("TIMESTAMPTZ") else LOCAL


def _typed(cell: str, kind: str) -> list[list[str]]:
    has = f"CASE WHEN {cell}_raw IS NOT NULL THEN {_typed_shape(kind)} END"
    return [[f"{has} AS {cell}_shape", f"{_microseconds(cell, kind)} AS {cell}_local"]]


def _microseconds(cell: str, kind: str) -> str:
    """The µs of a typed column, cut off; NULL for what lies beyond those that a timestamp holds."""
    raw = f"{cell}_raw"
    if kind.endswith("_NS"):
        # A cast rounds them.
        return f"epoch_ns({raw}) // 1000 - CASE WHEN epoch_ns({raw}) % 1000 < 0 THEN 1 ELSE 0 END"
    return f"epoch_us(TRY_CAST({raw} AS {'TIMESTAMPTZ' if _typed_shape(kind) == IN_UTC else 'TIMESTAMP'}))"


def has_instants(kind: str, moments: Moments) -> bool:
    """Does a column of that type hold instants, and are they meant?"""
    return bool(kind) and _typed_shape(kind) == IN_UTC and not moments.ignores_offsets


def _near_instants(cell: str, kind: str) -> list[list[str]]:
    at = _microseconds(cell, kind)
    return [[f"{at} AS {cell}_from", f"{at} AS {cell}_to", f"CAST(NULL AS VARCHAR) AS {cell}_not"]]


def near_sql(value: str) -> str:
    """Is an instant one that is judged?"""
    least, most = (f"TIMESTAMPTZ '{to_utc(at).isoformat()}'" for at in (-FARTHEST, FARTHEST))
    return f"{value} > {least} AND {value} < {most}"


def _instants(cell: str, kind: str) -> list[list[str]]:
    """A column of instants has one shape, and no local time."""
    first = f"{cell}_first"
    raw = f"CAST({cell}_raw AS TIMESTAMPTZ)"
    is_near = near_sql(raw)
    near = f"CASE WHEN {is_near} THEN {first} END"
    why = f"CASE WHEN NOT ({is_near}) THEN {literal(FAR)} END"
    at = f"{_microseconds(cell, kind)} AS {first}"
    return [[at], [f"{near} AS {cell}_from", f"{near} AS {cell}_to", f"{why} AS {cell}_not"]]


def _text(cell: str, moments: Moments) -> list[list[str]]:
    fast, shape, ending = f"{cell}_fast", f"{cell}_shape", literal(forms.OFFSET + "$")
    core = f"regexp_replace({cell}, {ending}, '')"
    if moments.formats:
        shapes, locals_ = [], []
        for form in moments.formats:
            kind = WITH_OFFSET if form.has_offset else LOCAL if form.has_time else DATE
            is_it = _matches(cell, form.pattern)
            shapes.append(f"WHEN {is_it} THEN {kind}")
            said = f"try_strptime({core if form.has_offset else cell}, {literal(form.core)})"
            # There is a year 0 in SQL.
            locals_.append(f"WHEN {is_it} THEN CASE WHEN {said} >= TIMESTAMP '0001-01-01' THEN {said} END")
        local = f"CASE WHEN {shape} = {NO_FORM} THEN NULL {' '.join(locals_)} END"
        shaped = f"CASE WHEN {cell} IS NULL THEN NULL {' '.join(shapes)} ELSE {NO_FORM} END"
        return [[f"{shaped} AS {shape}"], [f"epoch_us({local}) AS {cell}_local"]]
    # A year below 1000, and a leap second, are left to the pattern.
    quick = f"CASE WHEN {cell} >= '1' THEN epoch_us({fixed_sql(cell, FIXED)}) END"
    by_length = {len(one.glob.replace("[0-9]", "?")): one.shape for one in FIXED}
    lengths = " ".join(f"WHEN {length} THEN {kind}" for length, kind in by_length.items())
    fixed = f"CASE strlen({cell}) {lengths} END"
    has_offset = f"regexp_matches({cell}, {literal('[0-9T ]' + _TIME_OF_DAY + forms.OFFSET + '$')})"
    pattern = (
        f"CASE WHEN NOT {_matches(cell, forms.ISO)} THEN {NO_FORM} WHEN length({cell}) = 10 THEN {DATE} "
        f"WHEN {has_offset} THEN {WITH_OFFSET} ELSE {LOCAL} END"
    )
    shaped = f"CASE WHEN {fast} IS NOT NULL THEN {fixed} WHEN {cell} IS NOT NULL THEN {pattern} END"
    without = f"CASE WHEN {shape} = {WITH_OFFSET} THEN {core} ELSE {cell} END"
    figures = f"left(replace(replace({without}, 'T', ' '), ',', '.'), 26)"
    slow = f"CASE WHEN {shape} > {NO_FORM} THEN TRY_CAST({figures} AS TIMESTAMP) END"
    return [
        [f"{quick} AS {fast}"],
        [f"{shaped} AS {shape}"],
        [f"CASE WHEN {fast} IS NOT NULL THEN {fast} ELSE epoch_us({slow}) END AS {cell}_local"],
    ]


def fixed_sql(cell: str, forms: Iterable[FixedForm]) -> str:
    """The timestamp that a cell is in one of the forms, else NULL; of a year below 1000 it may be none of the log's."""
    several = (
        f"WHEN {cell} GLOB {literal(one.glob)} THEN try_strptime({cell}, {literal(one.format)})" for one in forms
    )
    return f"CASE {' '.join(several)} END"


def _matches(cell: str, pattern: str) -> str:
    return f"regexp_full_match({cell}, {literal(pattern)})"


def _offset(cell: str) -> str:
    # `TRY_CAST`: an engine may try an expression before the condition under which it is needed.
    end = f"regexp_extract({cell}, '([+-][0-9:]+)$', 1)"
    hours, minutes = f"TRY_CAST(substr({end}, 2, 2) AS BIGINT)", f"TRY_CAST(right({end}, 2) AS BIGINT)"
    whole = f"{hours} * 3600 + CASE WHEN length({end}) > 3 THEN {minutes} * 60 ELSE 0 END"
    signed = f"CASE WHEN left({end}, 1) = '-' THEN -1 ELSE 1 END * ({whole}) * 1000000"
    # A date has hyphens too, which `Z` leaves to be found.
    return f"CASE WHEN regexp_matches({cell}, '(?:Z|z|UTC)$') THEN 0 ELSE {signed} END"


def _why_not(cell: str, moments: Moments) -> str:
    first = f"TRY_CAST(regexp_extract({cell}, '^([0-9]+)', 1) AS INTEGER)"
    second = f"TRY_CAST(regexp_extract({cell}, '^[0-9]+[/.-]([0-9]+)', 1) AS INTEGER)"
    slashed = (
        f"CASE WHEN {first} > 12 AND {second} > 12 THEN {literal(OTHER)} WHEN {first} > 12 THEN {literal(DAY_FIRST)} "
        f"WHEN {second} > 12 THEN {literal(MONTH_FIRST)} ELSE {literal(EITHER)} END"
    )
    iso = f"WHEN {_matches(cell, forms.ISO)} THEN {literal(ISO)} " if moments.formats else ""
    return (
        f"CASE {iso}WHEN {_matches(cell, forms.NUMBER)} THEN {literal(NUMBER)} "
        f"WHEN regexp_full_match({cell}, {literal(forms.SLASHED)}, 's') THEN {slashed} ELSE {literal(OTHER)} END"
    )
