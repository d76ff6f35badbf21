"""What a log holds that its judge must know of: how many rows, and every problem with its count and first place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from troth.audit.ids import Ids, hashes_differ
from troth.audit.read_duckdb import RELATION, DuckLog
from troth.audit.read_plain import LogRow
from troth.audit.read_relation import FLAWS, PARTS


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A problem of `count` contacts or rows: the first is (or begins) at a row of a file. `part`: one of PARTS."""

    part: str
    name: str
    reason: str
    count: int
    file: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """`read` = judged + `rejected`, always. `doubled`: ids of several rows of a wide log, with the first repeated."""

    read: int
    rejected: int
    problems: tuple[Problem, ...] = ()
    doubled: Problem | None = None

    @property
    def judged(self) -> int:
        return self.read - self.rejected


@dataclass(slots=True)
class _Counted:
    count: int
    place: tuple[int, int]


@dataclass(slots=True)
class Surveyor:
    """Counts the rows of `read_log` as they come. `files`: of the log, in order."""

    files: tuple[str, ...]
    is_long: bool
    _read: int = 0
    _rejected: int = 0
    _found: dict[tuple[str, str], _Counted] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _doubled: dict[str, tuple[int, int]] = field(default_factory=dict)

    def pass_on(self, rows: Iterable[LogRow]) -> Iterator[LogRow]:
        """The same rows, each counted."""
        for row in rows:
            self.add(row)
            yield row

    def add(self, row: LogRow) -> None:
        """Count a row."""
        self._read += 1
        place = (self.files.index(row.file), row.row)
        for part, text in zip(PARTS, (row.rejected, row.unreadable, row.noted), strict=True):
            for line in text.split("\n") if text else ():
                counted = self._found.setdefault((part, line), _Counted(0, place))
                counted.count += 1
                counted.place = min(counted.place, place)
        if row.rejected is not None:
            self._rejected += 1
        elif row.contact is not None and not self.is_long:
            if row.contact in self._seen:
                self._doubled.setdefault(row.contact, place)
            self._seen.add(row.contact)

    def survey(self) -> Survey:
        """What was counted."""
        problems = [self._problem(part, line, at.count, at.place) for (part, line), at in self._found.items()]
        doubled = None
        if self._doubled:
            doubled = self._problem("noted", "contact\ttwice", len(self._doubled), min(self._doubled.values()))
        return Survey(read=self._read, rejected=self._rejected, problems=tuple(sorted(problems)), doubled=doubled)

    def _problem(self, part: str, line: str, count: int, place: tuple[int, int]) -> Problem:
        return problem_of(part, line, count, self.files[place[0]], place[1])


def problem_of(part: str, line: str, count: int, file: str, row: int) -> Problem:
    """A problem, from its line."""
    name, _, reason = line.partition("\t")
    return Problem(part, name, reason, count, file, row)


def survey_log(log: DuckLog, read: int, flawed: int, ids: Ids) -> Survey:
    """The survey of the relation `log`, which has so many rows, and problems in so many of them.

    Only those are looked at; and the ids once more where it is not sure that they differ. Raises LogRefused where a
    file cannot be read to its end.
    """
    found: Survey = log.asked(lambda: _survey(log, read, flawed, ids))
    return found


def _survey(log: DuckLog, read: int, flawed: int, ids: Ids) -> Survey:
    rejected = 0
    found: dict[tuple[str, str], _Counted] = {}
    for *said, count, first in _flaws(log) if flawed else ():
        rejected += count if said[0] is not None else 0
        for part, text in zip(PARTS, said, strict=True):
            for line in text.split("\n") if text else ():
                counted = found.setdefault((part, line), _Counted(0, (0, first)))
                counted.count += count
                counted.place = min(counted.place, (0, first))
    problems = [
        problem_of(part, line, at.count, *log.stands(at.place[1])) for (part, line), at in sorted(found.items())
    ]
    doubled = None
    if not log.mapping.is_long and not ids.differ and not _differ(log, read, rejected, ids):
        doubled = _doubled(log)
    return Survey(read=read, rejected=rejected, problems=tuple(sorted(problems)), doubled=doubled)


def _differ(log: DuckLog, read: int, rejected: int, ids: Ids) -> bool:
    """Is it sure that the ids of the rows that are not rejected differ? Of `named` ones it was asked before."""
    judged = f"{RELATION} WHERE rejected IS NULL" if rejected else RELATION
    return not ids.named and hashes_differ(log.connection, judged, read - rejected)


def _flaws(log: DuckLog) -> list[tuple[Any, ...]]:
    """The problems of flawed rows, as texts; how many rows have the same, and the first of these."""
    texts = ", ".join(PARTS)
    found: list[tuple[Any, ...]] = log.connection.execute(
        f"SELECT {texts}, count(*), min({log.place}) FROM {RELATION} WHERE {' OR '.join(FLAWS)} GROUP BY ALL"
    ).fetchall()
    return found


def _doubled(log: DuckLog) -> Problem | None:
    several = f"SELECT contact FROM {RELATION} WHERE rejected IS NULL GROUP BY contact HAVING count(*) > 1"
    count = log.connection.execute(f"SELECT count(*) FROM ({several})").fetchone()[0]
    if not count:
        return None
    second = f"SELECT list_sort(list({log.place}))[2] AS second FROM {RELATION} WHERE rejected IS NULL"
    again = f"{second} AND contact IN ({several}) GROUP BY contact"
    first = log.connection.execute(f"SELECT min(second) FROM ({again})").fetchone()[0]
    return problem_of("noted", "contact\ttwice", count, *log.stands(first))
