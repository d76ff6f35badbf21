"""Reads a holiday lock, and says where it is damaged or was changed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from troth.calendars.lock import (
    Holiday,
    Lock,
    checksum,
    installed_version,
    known_regions,
    make_lock,
    marks_line,
    write_lock,
)
from troth.diagnostics import Diagnostic
from troth.source import line_start

_HEAD = re.compile(r"# holidays of (\S.*), (\d{4}) to (\d{4}), from holidays (\S+)")
_CHECKSUM = re.compile(r"# checksum ([0-9a-f]+)")
_PROCLAIMED = re.compile(r"# \S+: proclaimed ([^;]+)")
_SPAN = re.compile(r"(\d{4})(?: to (\d{4}))?")
_ENTRY = re.compile(r"([A-Z]{2}(?:-[A-Z0-9]+)?) (\d{4}-\d{2}-\d{2}) (\S.*)")
_FIRST_YEAR, _LAST_YEAR = 1971, 2099
_MARK_CHANGED = "a mark of its years, or the checksum, was changed by hand"
_NOT_UTF_8 = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A lock as it stands in a text: its lines, and the numbers, from 1, of the checksum's and of the first holiday's.

    `checksum` is 0 where there is none.
    """

    lock: Lock
    lines: tuple[str, ...]
    checksum: int
    entries: int

    @property
    def fits(self) -> bool:
        """Does the checksum fit all other lines?"""
        return self.lines[self.checksum - 1] == f"# checksum {checksum(_without(self.lines, self.checksum - 1))}"


class _Damage(Exception):
    """`args`: the number of a line, and what is wrong there."""


def read_lock(path: str, text: str) -> tuple[Lock | None, list[Diagnostic]]:
    """The lock in a text, or where it is damaged or was changed by hand.

    Bytes that are no UTF-8 stand in the text as lone surrogates (`errors="surrogateescape"`). Every line must be a
    holiday, in order, inside of what the lock covers, and the checksum must fit. Where there is none, the days must be
    those of the library, if the lock names the version that is installed.
    """
    try:
        found = _parse(text)
    except _Damage as damage:
        return None, [_finding(path, *damage.args)]
    edited = _edited(found)
    return (found.lock, []) if edited is None else (None, [_finding(path, *edited)])


def read_edited(text: str) -> Lock | None:
    """The lock in a text even where it was changed by hand: what an update is compared with; None where it is damaged.

    The marks of a lock that was changed are kept only where its checksum shows that they were not.
    """
    try:
        found = _parse(text)
    except _Damage:
        return None
    if not found.checksum or found.fits:
        return found.lock
    fresh = _fresh(found.lock)
    if fresh is not None and found.lines[found.checksum - 1] in write_lock(fresh).splitlines():
        return found.lock
    return replace(found.lock, proclaimed=frozenset())


# ---------- lines


def _parse(text: str) -> _Text:
    lines = tuple(text.removeprefix("\ufeff").replace("\r\n", "\n").removesuffix("\n").split("\n"))
    for number, line in enumerate(lines, 1):
        if _NOT_UTF_8.search(line):
            raise _Damage(number, "is not in UTF-8")
    if not text.strip():
        raise _Damage(1, "is empty")
    head = _HEAD.fullmatch(lines[0])
    if head is None:
        raise _Damage(1, "does not begin with the line that says what it covers")
    if not _FIRST_YEAR <= int(head[2]) <= int(head[3]) <= _LAST_YEAR:
        raise _Damage(
            1, f"covers {head[2]} to {head[3]}, and a calendar's years lie from {_FIRST_YEAR} to {_LAST_YEAR}"
        )
    lock = Lock(
        regions=tuple(head[1].split(", ")),
        first_year=int(head[2]),
        last_year=int(head[3]),
        library=head[4],
        holidays=(),
    )
    entries, checked = 1, 0
    if len(lines) > 1 and lines[1].startswith("#"):
        lock = replace(lock, proclaimed=frozenset(_marks(lock, lines)))
        entries = len(lock.regions) + 2
        checked = entries
        if len(lines) < entries or not _CHECKSUM.fullmatch(lines[entries - 1]):
            raise _Damage(min(entries, len(lines)), "has no line `# checksum …` after the marks of its years")
    holidays = tuple(_entries(lock, lines[entries:], entries + 1))
    return _Text(lock=replace(lock, holidays=holidays), lines=lines, checksum=checked, entries=entries + 1)


def _marks(lock: Lock, lines: Sequence[str]) -> Iterable[tuple[str, int]]:
    """The proclaimed years of each region; a line must be as it is always written."""
    for number, region in enumerate(lock.regions, 2):
        line = lines[number - 1] if number <= len(lines) else ""
        said = _PROCLAIMED.match(line)
        spans = _SPAN.findall(said[1]) if said and line.startswith(f"# {region}: ") else []
        years = {(region, year) for first, last in spans for year in range(int(first), int(last or first) + 1)}
        if line != marks_line(region, replace(lock, proclaimed=frozenset(years))):
            raise _Damage(number, f"`{line}` does not mark every year of {region} as proclaimed or by rule")
        yield from years


def _entries(lock: Lock, lines: Iterable[str], first: int) -> Iterable[Holiday]:
    before: Holiday | None = None
    for number, line in enumerate(lines, first):
        found = _ENTRY.fullmatch(line)
        try:
            entry = Holiday(found[1], date.fromisoformat(found[2]), found[3]) if found else None
        except ValueError:
            entry = None
        if entry is None:
            raise _Damage(number, f"`{line}` is no holiday")
        if not lock.covers(entry.region, entry.day.year):
            raise _Damage(number, f"`{line}` is outside of what the lock says it covers")
        if before is not None and entry <= before:
            raise _Damage(number, f"`{line}` is not in order, or stands twice")
        yield entry
        before = entry


# ---------- changed by hand


def _edited(found: _Text) -> tuple[int, str] | None:
    """The line at which a lock was changed by hand, and what was done there; None where nothing shows it."""
    if found.checksum and found.fits:
        return None
    fresh = _fresh(found.lock)
    if fresh is not None:
        here, there = found.lock.holidays, fresh.holidays
        for one in sorted({*here} ^ {*there}):
            number = found.entries + sum(other < one for other in here)
            same_day = any(
                (other.region, other.day) == (one.region, one.day) for other in (there if one in here else here)
            )
            if one in here:
                return number, f"`{one}` was {'changed' if same_day else 'put in'} by hand"
            if not same_day:
                return number, f"`{one}` was taken out by hand"
        if not found.checksum:
            return None
        return 2, _MARK_CHANGED
    if not found.checksum:
        return None
    return found.checksum, "the checksum does not fit: another line was changed by hand"


def _fresh(lock: Lock) -> Lock | None:
    """What the library says of what a lock covers; None where it is another version, or does not know a region."""
    if lock.library != installed_version() or not known_regions().issuperset(lock.regions):
        return None
    return make_lock(lock.regions, lock.first_year, lock.last_year, lock.proclaimed)


def _without(lines: Sequence[str], index: int) -> list[str]:
    return [*lines[:index], *lines[index + 1 :]]


def _finding(path: str, line: int, what: str) -> Diagnostic:
    own = 'days of your own belong in the policy (`holidays also 19 September 2022, "State funeral"`)'
    if what == _MARK_CHANGED:
        own = "a year is marked by `troth calendar --proclaimed YEAR`"
    is_inside = what.startswith(("`", "a ", "the "))
    return Diagnostic(
        code="T209",
        message=f"in this holiday lock, {what}" if is_inside else f"this holiday lock {what}",
        help=f"write it anew with `troth calendar --update`; {own}",
        span=line_start(path, line),
    )
