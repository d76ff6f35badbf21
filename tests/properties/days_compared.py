"""Deadlines in working days: the compiler's engines beside NumPy and a walk over the days, block by block.

Every arrival × every amount. An engine gives the same kind of block as the oracles: a row for each arrival.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from tests.deadlines.made import DAY_0, NEXT_OPEN, lock_text
from tests.oracle import clocks
from tests.oracle.days import ONE_DAY, every_day, public_holidays
from tests.oracle.exhaustive import Block, by_numpy, by_walking, ends_of

from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import Moment
from troth.deadlines.deadline import Due, StepKind
from troth.deadlines.due import count
from troth.model.duration import Duration, Unit
from troth.model.limit import Within
from troth.project import Compiled, compile_text
from troth.tables.due_table import DueTable
from troth.tables.program import lower
from troth.targets.due_tables import table_of, with_tables
from troth.targets.python import python_checker
from troth.targets.runtime_calendar import Calendar

LONDON = "Europe/London"
REGIONS = ("GB-ENG", "GB-SCT", "GB-NIR", "GB-WLS")
POLICY = """\
policy made "Made for a test"
    organisation "Made"
    calendar office
calendar office
    time zone {zone}
    years {first} to {last}
    holidays {region}
    working days Monday to Friday
    counting {counting}
standard email
    for email
    must reply within {n} working days
"""


@dataclass(frozen=True, kw_only=True)
class Office:
    """A region's working days over some years, under one reading, compiled as any policy is.

    `lock`: the text of the holiday lock; by default what the library `holidays` says.
    """

    region: str
    next_open: bool
    first_year: int
    last_year: int
    lock: str = ""

    @cached_property
    def closed(self) -> frozenset[dt.date]:
        return frozenset(public_holidays(self.region, self.first_year, self.last_year))

    @cached_property
    def compiled(self) -> Compiled:
        counting = NEXT_OPEN if self.next_open else DAY_0
        text = POLICY.format(
            zone=LONDON, first=self.first_year, last=self.last_year, region=self.region, counting=counting, n=3
        )
        lock = self.lock or lock_text(self.region, self.first_year, self.last_year)
        found = compile_text(Path("made.policy"), "made.policy", text.encode(), lock)
        assert not found.has_errors, [finding.message for finding in found.findings]
        return found

    @property
    def calendar(self) -> WorkCalendar:
        assert self.compiled.calendar is not None
        return self.compiled.calendar

    @cached_property
    def checker(self) -> Any:
        """The generated checker as a module."""
        return module_of(python_checker(with_tables(self.program), self.compiled.fingerprints, "made"))

    def table(self, n: int) -> DueTable:
        """The compiled table of so many working days."""
        if n not in self._tables:
            limit = self.checker.PROGRAM["promises"][0]["limit"]
            self._tables[n] = table_of({**limit, "amounts": [[n, "working day"]]}, Calendar(self.program["calendar"]))
        return self._tables[n]

    @cached_property
    def _tables(self) -> dict[int, DueTable]:
        return {}

    @cached_property
    def program(self) -> dict[str, Any]:
        assert self.compiled.policy is not None
        return lower(self.compiled.policy, self.calendar)


def module_of(text: str) -> Any:
    """A generated checker's text as a module; its records ask where they live, so the module has a place."""
    module = ModuleType(f"checker_{hashlib.sha256(text.encode()).hexdigest()[:16]}")
    sys.modules[module.__name__] = module
    exec(compile(text, "checker.py", "exec"), module.__dict__)
    return module


def arrivals_of(first_year: int, last_year: int, step: int = 1) -> list[dt.date]:
    return every_day(first_year, last_year)[::step]


def instant_on(day: dt.date, number: int) -> int:
    """An instant of a local day: its first, its last, or one within, in turn."""
    start, end = clocks.start_of(day, LONDON), clocks.start_of(day + ONE_DAY, LONDON)
    return (start, end - 1, (start + end) // 2)[number % 3]


def limit_of(n: int) -> Within:
    return Within(amount=Duration(n, Unit.WORKING_DAY))


def by_the_clock(office: Office, arrivals: Sequence[dt.date], most: int) -> Block:
    """Last days by `read` and `back` of the working day clock."""
    calendar = office.calendar
    clock = calendar.working_days
    rows = []
    for arrival in arrivals:
        zero = clock.read(calendar.next_working(arrival) if office.next_open else arrival)
        rows.append([clock.back(zero + n).toordinal() for n in range(1, most + 1)])
    return np.array(rows, dtype=np.int64)


def by_the_steps(office: Office, arrivals: Sequence[dt.date], most: int) -> Block:
    """Last days of all amounts by the reasons of the longest: the reference walk numbers each day that it counts."""
    rows = []
    for number, arrival in enumerate(arrivals):
        at = instant_on(arrival, number)
        due = count(limit_of(most), Moment(at, at), office.calendar)
        assert isinstance(due, Due)
        counted = [step for step in due.steps if step.kind is StepKind.COUNTED]
        assert [step.number for step in counted] == list(range(1, most + 1))
        assert counted[-1].day == due.last_day
        rows.append([step.day.toordinal() for step in counted])
    return np.array(rows, dtype=np.int64)


def by_the_checker(office: Office, arrivals: Sequence[dt.date], most: int) -> Block:
    """Deadlines (instants) by the generated checker, asked of each amount."""
    checker = office.checker
    deadlines = checker.Deadlines(checker.CHECKER.calendar, {}, explains=False)
    limit = checker.PROGRAM["promises"][0]["limit"]
    limits = [{**limit, "amounts": [[n, "working day"]]} for n in range(1, most + 1)]
    rows = []
    for number, arrival in enumerate(arrivals):
        at = instant_on(arrival, number)
        contact = {"arrives": (at, at), "events": {}, "dates": {}}
        rows.append([deadlines.due(limit, contact)["instant"] for limit in limits])
    return np.array(rows, dtype=np.int64)


def by_walking_each(office: Office, arrivals: Sequence[dt.date], most: int) -> Block:
    """Deadlines (instants) by the reference walk, asked of each amount: slow."""
    rows = []
    for number, arrival in enumerate(arrivals):
        at = instant_on(arrival, number)
        moment = Moment(at, at)
        found = [count(limit_of(n), moment, office.calendar) for n in range(1, most + 1)]
        rows.append([due.instant for due in found if isinstance(due, Due) and not due.included])
    return np.array(rows, dtype=np.int64)


def by_tables(office: Office, arrivals: Sequence[dt.date], amounts: Sequence[int]) -> Block:
    """Deadlines (instants) by the compiled tables of some amounts, a column for each."""
    rows = []
    for number, arrival in enumerate(arrivals):
        found = [office.table(n).due(instant_on(arrival, number)) for n in amounts]
        rows.append([due[0] for due in found if due is not None and not due[1]])
    return np.array(rows, dtype=np.int64)


TABLED = (1, 20, 400)
ENGINES = {"working day clock": by_the_clock, "walk by its reasons": by_the_steps, "checker": by_the_checker}


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What came of a comparison: how many there were of each engine, and the differences in words."""

    counts: dict[str, int]
    differences: list[str]


def differences(
    name: str,
    office: Office,
    arrivals: Sequence[dt.date],
    found: Block,
    wanted: Block,
    amounts: Sequence[int] = (),
) -> Iterator[str]:
    """The places at which two blocks differ; `amounts`: those of the columns, where they are not 1, 2, 3 and so on."""
    if found.shape != wanted.shape:
        yield f"{name}, {office.region}: {found.shape} answers for {wanted.shape}"
        return
    reading = "when next open" if office.next_open else "day 0"
    for row, column in np.argwhere(found != wanted)[:10]:
        got, want = (
            clocks.utc(int(value)) if value > 10_000_000 else dt.date.fromordinal(int(value)).isoformat()
            for value in (found[row, column], wanted[row, column])
        )
        n = amounts[column] if amounts else column + 1
        yield f"{name}, {office.region}, {reading}: {arrivals[row]} + {n} gives {got}, expected {want}"


def compare(office: Office, arrivals: Sequence[dt.date], most: int, every: int) -> Compared:
    """All engines beside both oracles; of each `every`-th arrival all amounts are walked one by one, too.

    The arrivals stand in the order of time.
    """
    wanted = by_numpy(arrivals, most, office.closed, next_open=office.next_open)
    walked = by_walking(arrivals, most, office.closed, dt.date(office.last_year, 12, 31), next_open=office.next_open)
    wrong = list(differences("the two oracles", office, arrivals, walked, wanted))
    ends = ends_of(wanted, LONDON)
    counts = {"NumPy and the walk of the oracle": wanted.size}
    for name, engine in ENGINES.items():
        found = engine(office, arrivals, most)
        wrong += differences(name, office, arrivals, found, ends if engine is by_the_checker else wanted)
        counts[name] = found.size
    tabled = [n for n in TABLED if n <= most]
    columns = [n - 1 for n in tabled]
    found = by_tables(office, arrivals, tabled)
    wrong += differences("table", office, arrivals, found, ends[:, columns], tabled)
    counts["tables"] = found.size
    some = list(range(0, len(arrivals), every))
    found = by_walking_each(office, [arrivals[index] for index in some], most)
    wrong += differences("walk", office, [arrivals[index] for index in some], found, ends[some])
    counts["walk, each amount by itself"] = found.size
    return Compared(counts=counts, differences=wrong)
