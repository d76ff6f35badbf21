"""Cells → moments: one definition, run by Python for a cell and by DuckDB for a column.

A moment is its first and last instant (µs since 1970-01-01 UTC), equal for an instant, a whole local day for a date.
What cannot be read has a reason instead, one of `REASONS`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from troth.audit import time_formats as forms
from troth.audit.local_instants import FOLD, GAP, LocalInstants
from troth.calendars.local_time import EPOCH

DAY = 86_400_000_000
FARTHEST = 2**53
"""As in `deadlines.reading`: no engine holds more, one by one."""
IMPOSSIBLE, NO_ZONE, NUMBER, FAR, OTHER = "impossible", "no zone", "number", "far", "other form"
EITHER, DAY_FIRST, MONTH_FIRST, ISO = "day or month", "day first", "month first", "iso"
REASONS = {
    GAP: "the clocks skipped it",
    FOLD: "the clocks showed it twice",
    IMPOSSIBLE: "there is no such date",
    NO_ZONE: "it has no offset, and the mapping names no time zone",
    NUMBER: "it is a bare number",
    FAR: "it lies centuries away",
    OTHER: "it is not a time as it is given here",
    EITHER: "its day and month cannot be told apart",
    DAY_FIRST: "its day comes before its month",
    MONTH_FIRST: "its month comes before its day",
    ISO: "it is ISO 8601, where the mapping names another form",
}
SLASHES = frozenset({EITHER, DAY_FIRST, MONTH_FIRST})

_ISO = re.compile(rf"({forms.DATE})(?:[T ]({forms.TIME})({forms.OFFSET})?)?", re.ASCII)
_OFFSET_END = re.compile(f"{forms.OFFSET}$", re.ASCII)
_SLASHED = re.compile(forms.SLASHED, re.ASCII | re.DOTALL)
_NUMBER = re.compile(forms.NUMBER, re.ASCII)
_MICROSECOND = EPOCH.resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """How the times of one log are read.

    `local`: of times without offset; None where the mapping names no zone. `days`: of dates, by the policy's calendar.
    `formats`: () for ISO 8601.
    """

    local: LocalInstants | None
    days: LocalInstants
    formats: tuple[forms.TimeFormat, ...] = ()
    ignores_offsets: bool = False

    @property
    def can_be_days(self) -> bool:
        """Can a cell be a date without a time of day?"""
        return not self.formats or not all(one.has_time for one in self.formats)

    def read(self, text: str) -> tuple[int, int] | str:
        """The moment of a cell that is not empty, or why it is none."""
        if not self.formats:
            found = _ISO.fullmatch(text)
            if found is None:
                return _why_not(text)
            shown, has_time, offset = _iso_local(found[1], found[2]), found[2] is not None, found[3]
        else:
            read = next(((form, one) for form in self.formats if (one := form.read(text)) is not None), None)
            if read is None:
                return ISO if _ISO.fullmatch(text) else _why_not(text)
            form, shown = read
            has_time = form.has_time
            ending = _OFFSET_END.search(text) if form.has_offset else None
            offset = None if ending is None else ending[0]
        if isinstance(shown, str):
            return shown
        return self._placed((shown - EPOCH) // _MICROSECOND, has_time, offset)

    def of_local(self, shown: datetime) -> tuple[int, int] | str:
        """The moment of a naive time that a typed column holds."""
        return self._placed((shown - EPOCH) // _MICROSECOND, True, None)

    def of_instant(self, at: int) -> tuple[int, int] | str:
        """The moment of an instant that a typed column holds; a local time, if offsets are false."""
        return self._placed(at, True, None if self.ignores_offsets else "Z")

    def of_day(self, day: date) -> tuple[int, int] | str:
        """The moment of a date that a typed column holds."""
        return self._placed((day - EPOCH.date()).days * DAY, False, None)

    def _placed(self, local: int, has_time: bool, offset: str | None) -> tuple[int, int] | str:
        if not has_time:
            return _near(self.days.first(local), self.days.first(local + DAY) - 1)
        if offset is not None and not self.ignores_offsets:
            instant: int | str = local - offset_of(offset)
        elif self.local is None:
            return NO_ZONE
        else:
            instant = self.local.instant(local)
        return instant if isinstance(instant, str) else _near(instant, instant)


def _near(first: int, last: int) -> tuple[int, int] | str:
    return (first, last) if -FARTHEST < first <= last < FARTHEST else FAR


def offset_of(text: str) -> int:
    """The microseconds that an offset is ahead of UTC: `Z`, ` UTC`, `+02:00`, `-0330`, `+02`."""
    figures = [int(one) for one in re.findall("[0-9]{2}", text)]
    if not figures:
        return 0
    seconds = figures[0] * 3600 + (figures[1] * 60 if len(figures) > 1 else 0)
    return (-seconds if "-" in text else seconds) * 1_000_000


def _iso_local(day: str, time: str | None) -> datetime | str:
    try:
        if time is None:
            return datetime.combine(date.fromisoformat(day), datetime.min.time())
        clock, _, fraction = time.replace(",", ".").partition(".")
        micro = int(fraction[:6].ljust(6, "0")) if fraction else 0
        return datetime.fromisoformat(f"{day}T{clock}").replace(microsecond=micro)
    except ValueError:
        return IMPOSSIBLE


def _why_not(text: str) -> str:
    if _NUMBER.fullmatch(text):
        return NUMBER
    found = _SLASHED.fullmatch(text)
    if found is None:
        return OTHER
    first, second = int(found[1]), int(found[2])
    if first > 12 and second > 12:
        return OTHER
    return DAY_FIRST if first > 12 else MONTH_FIRST if second > 12 else EITHER


# ---------- the same as SQL


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _matches(cell: str, pattern: str) -> str:
    return f"regexp_full_match({cell}, {quoted(pattern)})"


_SECONDS, _SECONDS_T, _SECONDS_Z, _DATE_ALONE = (
    "____-__-__ __:__:__",
    "____-__-__T__:__:__",
    "____-__-__T__:__:__Z",
    "____-__-__",
)


def local_sql(cell: str, formats: Sequence[forms.TimeFormat]) -> tuple[str, str]:
    """Of a column of cells: the shape of each, and the local time (µs) by its shape `{cell}_shape`.

    Shapes: 0 none of the forms; 1 a local time, 2 one with an offset at the end, 3 a date, 4 in UTC by a `Z`. The first
    expression is of `cell` alone; the second also of the first, as a column of that name. Both are NULL for an empty
    cell. Fixed forms are tried before the pattern, for they are what most logs have.
    """
    shapes, locals_ = [], []
    if not formats:
        whole, day = quoted("%Y-%m-%d %H:%M:%S"), quoted("%Y-%m-%d")
        for like, said, kind in (
            (_SECONDS, whole, 1),
            (_SECONDS_T, quoted("%Y-%m-%dT%H:%M:%S"), 1),
            (_SECONDS_Z, quoted("%Y-%m-%dT%H:%M:%SZ"), 4),
            (_DATE_ALONE, day, 3),
        ):
            is_it = f"{cell} LIKE {quoted(like)}"
            # A year below 1000, and a leap second, are left to the pattern.
            shapes.append(f"WHEN {is_it} AND {cell} >= '1' AND try_strptime({cell}, {said}) IS NOT NULL THEN {kind}")
            locals_.append(f"WHEN {is_it} THEN try_strptime({cell}, {said})")
        # Years below 1000 never get here: their shape is 0.
        shapes.append(
            f"WHEN {_matches(cell, forms.ISO)} THEN CASE WHEN length({cell}) = 10 THEN 3 "
            f"WHEN regexp_matches({cell}, {quoted('[0-9T ]' + _TIME_OF_DAY + forms.OFFSET + '$')}) THEN 2 ELSE 1 END"
        )
        core = f"regexp_replace({cell}, {quoted(forms.OFFSET + '$')}, '')"
        local = f"CASE WHEN {cell}_shape = 2 THEN {core} ELSE {cell} END"
        text = f"left(replace(replace({local}, 'T', ' '), ',', '.'), 26)"
        locals_.append(f"ELSE TRY_CAST({text} AS TIMESTAMP)")
    for form in formats:
        kind = 2 if form.has_offset else 1 if form.has_time else 3
        core = f"regexp_replace({cell}, {quoted(forms.OFFSET + '$')}, '')" if form.has_offset else cell
        is_it = _matches(cell, form.pattern)
        shapes.append(f"WHEN {is_it} THEN {kind}")
        locals_.append(f"WHEN {is_it} THEN try_strptime({core}, {quoted(form.core)})")
    shape = f"CASE WHEN {cell} IS NULL THEN NULL {' '.join(shapes)} ELSE 0 END"
    read = f"CASE WHEN {cell} IS NULL OR {cell}_shape = 0 THEN NULL {' '.join(locals_)} END"
    return shape, f"epoch_us({read})"


_TIME_OF_DAY = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?"


def moment_sql(cell: str, moments: Moments) -> tuple[str, str, str]:
    """Of `cell`, `cell_shape` and `cell_local` (columns): the first instant, the last, and why there is none."""
    shape, local = f"{cell}_shape", f"{cell}_local"
    days = moments.days
    zoned = "NULL" if moments.local is None else f"{local} - ({moments.local.offset_sql(local)})"
    offset = _offset_sql(cell)
    by_offset = zoned if moments.ignores_offsets else f"{local} - {offset}"
    in_utc = zoned if moments.ignores_offsets else local
    first = f"CASE {shape} WHEN 1 THEN {zoned} WHEN 2 THEN {by_offset} WHEN 4 THEN {in_utc} "
    first += f"WHEN 3 THEN {days.first_sql(local)} END"
    last = f"CASE WHEN {shape} = 3 THEN {days.first_sql(f'({local} + {DAY})')} - 1 END"
    changed = "NULL" if moments.local is None else moments.local.change_sql(local)
    local_why = quoted(NO_ZONE) if moments.local is None else changed
    is_local = f"{shape} IN (1, 2, 4)" if moments.ignores_offsets else f"{shape} = 1"
    why = f"CASE WHEN {shape} = 0 THEN {_why_sql(cell, moments)} WHEN {local} IS NULL THEN {quoted(IMPOSSIBLE)} "
    why += f"WHEN {is_local} THEN {local_why} END"
    return first, last, f"CASE WHEN {cell} IS NULL THEN NULL ELSE {why} END"


def _offset_sql(cell: str) -> str:
    end = f"regexp_extract({cell}, '([+-][0-9:]+)$', 1)"
    hours, minutes = f"TRY_CAST(substr({end}, 2, 2) AS BIGINT)", f"TRY_CAST(right({end}, 2) AS BIGINT)"
    whole = f"{hours} * 3600 + CASE WHEN length({end}) > 3 THEN {minutes} * 60 ELSE 0 END"
    # A date has hyphens too: only what follows a time of day is an offset, and `Z` leaves none to find.
    is_none = f"regexp_matches({cell}, '(?:Z|z|UTC)$')"
    signed = f"CASE WHEN left({end}, 1) = '-' THEN -1 ELSE 1 END * ({whole}) * 1000000"
    return f"CASE WHEN {is_none} THEN 0 ELSE {signed} END"


def _why_sql(cell: str, moments: Moments) -> str:
    first = f"TRY_CAST(regexp_extract({cell}, '^([0-9]+)', 1) AS INTEGER)"
    second = f"TRY_CAST(regexp_extract({cell}, '^[0-9]+[/.-]([0-9]+)', 1) AS INTEGER)"
    slashed = (
        f"CASE WHEN {first} > 12 AND {second} > 12 THEN {quoted(OTHER)} WHEN {first} > 12 THEN {quoted(DAY_FIRST)} "
        f"WHEN {second} > 12 THEN {quoted(MONTH_FIRST)} ELSE {quoted(EITHER)} END"
    )
    iso = f"WHEN {_matches(cell, forms.ISO)} THEN {quoted(ISO)} " if moments.formats else ""
    return (
        f"CASE {iso}WHEN {_matches(cell, forms.NUMBER)} THEN {quoted(NUMBER)} "
        f"WHEN regexp_full_match({cell}, {quoted(forms.SLASHED)}, 's') THEN {slashed} ELSE {quoted(OTHER)} END"
    )
