"""Holidays announced late: the engines beside counting again every morning, each arrival and amount, in both readings.

The funeral of 19 September 2022 was announced on the 10th of that month, the coronation of 8 May 2023 on 6 November
2022.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

from tests.deadlines.made import lock_text
from tests.oracle import clocks
from tests.oracle.announced import Told
from tests.oracle.days import ONE_DAY, every_day, public_holidays
from tests.oracle.hours_drawn import COUNTINGS, ROLLS
from tests.properties.both_engines import LONDON, policy_text
from tests.properties.days_compared import Compared, instant_on
from tests.properties.uncounted_compared import with_limits

from troth.calendars.workdays import WorkCalendar
from troth.deadlines.answer import Reading, answer
from troth.deadlines.contact import Contact, Moment
from troth.model.duration import Duration, Unit
from troth.model.limit import Within
from troth.model.policy import Policy
from troth.project import Compiled, compile_text
from troth.tables.program import lower
from troth.targets.due_tables import with_tables
from troth.targets.runtime_asked import Checker
from troth.targets.runtime_quick import Quick

REGION = "GB-ENG"
FIRST_YEAR, LAST_YEAR = 2022, 2024
FUNERAL, CORONATION = dt.date(2022, 9, 19), dt.date(2023, 5, 8)
AS_IT_WAS = {FUNERAL: dt.date(2022, 9, 10), CORONATION: dt.date(2022, 11, 6)}
MOST = 40
STANDARD = "standard email\n    for email\n    must reply within 3 working days\n"
ALL_KNOWN = clocks.shown(f"{LAST_YEAR}-12-30T12:00", LONDON)
ON_ARRIVAL, ANNOUNCED = Reading.KNOWN_ON_ARRIVAL, Reading.ANNOUNCED


def date_text(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True, kw_only=True)
class Ruled:
    """An office in England under one reading and one roll, with days announced; a limit of each amount of a unit."""

    next_open: bool = False
    roll: str | None = None
    unit: str = "working day"
    announced: Mapping[dt.date, dt.date] = field(default_factory=lambda: AS_IT_WAS)
    most: int = MOST

    @cached_property
    def told(self) -> Told:
        closed = {*public_holidays(REGION, FIRST_YEAR, LAST_YEAR), *self.announced}
        return Told(
            closed=frozenset(closed),
            announced=self.announced,
            last=dt.date(LAST_YEAR, 12, 31),
            next_open=self.next_open,
            roll=self.roll if self.unit != "working day" else None,
        )

    @cached_property
    def compiled(self) -> Compiled:
        announced = [
            f'holidays also {date_text(day)}, "day {number}", announced {date_text(on)}'
            for number, (day, on) in enumerate(self.announced.items())
        ]
        counting = COUNTINGS["next open" if self.next_open else "day 0"]
        lines = [*announced, f"counting {counting}", f"roll {ROLLS[self.roll]}"]
        text = policy_text(STANDARD, lines, REGION, (FIRST_YEAR, LAST_YEAR))
        lock = lock_text(REGION, FIRST_YEAR, LAST_YEAR)
        found = compile_text(Path("made.policy"), "made.policy", text.encode(), lock)
        assert not found.has_errors, [finding.message for finding in found.findings]
        return found

    @property
    def calendar(self) -> WorkCalendar:
        assert self.compiled.calendar is not None
        return self.compiled.calendar

    @cached_property
    def policy(self) -> Policy:
        """A promise for each amount, from 1."""
        assert self.compiled.policy is not None
        unit = Unit(self.unit)
        return with_limits(self.compiled.policy, [Within(amount=Duration(n, unit)) for n in range(1, self.most + 1)])

    @cached_property
    def program(self) -> dict[str, Any]:
        return lower(self.policy, self.calendar)

    @cached_property
    def checker(self) -> Checker:
        return Checker({"policy": "made", "fingerprints": {}, **self.program, "tables": []})

    @cached_property
    def quick(self) -> Quick:
        """The compiled tables, of which `deadline` asks."""
        return Quick(Checker({"policy": "made", "fingerprints": {}, **with_tables(self.program)}))


def by_the_reference(made: Ruled, at: int, as_of: int, reading: Reading) -> list[int]:
    """The deadlines (instants) of all amounts."""
    contact = Contact(channel="email", arrives=Moment(at, at))
    found = answer(made.policy, contact, made.calendar, as_of, reading)
    return [row.due.instant for row in found.judged if row.due is not None and not row.due.included]


def by_the_checker(made: Ruled, at: int, as_of: int, reading: Reading) -> list[int]:
    contact = {"channel": "email", "arrives": clocks.utc(at)}
    found = made.checker.due(contact, clocks.utc(as_of), str(reading))
    return [clocks.instant(dt.datetime.fromisoformat(row["due"])) for row in found["promises"]]


def by_the_tables(made: Ruled, at: int, as_of: int, reading: Reading) -> list[int]:
    """Of all that was announced; a table knows nothing of an as-of and of the other reading."""
    start = dt.datetime.fromisoformat(clocks.utc(at))
    return [clocks.instant(made.quick.deadline(promise["id"], start)) for promise in made.program["promises"]]


ENGINES = {"reference": by_the_reference, "checker": by_the_checker}


def compare(made: Ruled, days: Iterable[dt.date], *, tables: bool = False) -> Compared:
    """Every amount from each day in both readings, by each engine; and by the tables, if they are asked for."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for number, day in enumerate(days):
        at = instant_on(day, number)
        for reading in Reading:
            until = day if reading is ON_ARRIVAL else made.told.last
            last = [made.told.final(day, n, made.unit, until) for n in range(1, made.most + 1)]
            ends = [clocks.start_of(one + ONE_DAY, LONDON) for one in last]
            engines = {**ENGINES, **({"tables": by_the_tables} if tables and reading is ANNOUNCED else {})}
            for name, engine in engines.items():
                counts[f"announced holidays, {name}"] += made.most
                wrong += said(name, made, at, reading, engine(made, at, ALL_KNOWN, reading), ends)
    return Compared(counts=dict(counts), differences=wrong)


def compare_as_of(made: Ruled, days: Sequence[dt.date], asked: Sequence[dt.date]) -> Compared:
    """As of the first instant of some days, and the last one before: what was announced later is not known yet."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for day, (until, off) in product(days, product(asked, (0, -1))):
        at, as_of = clocks.start_of(day, LONDON), clocks.start_of(until, LONDON) + off
        heard = until + off * ONE_DAY
        last = [made.told.final(day, n, made.unit, max(heard, day)) for n in range(1, made.most + 1)]
        ends = [clocks.start_of(one + ONE_DAY, LONDON) for one in last]
        for name, engine in ENGINES.items():
            counts[f"announced holidays as of a day, {name}"] += made.most
            wrong += said(
                f"{name}, as of {clocks.utc(as_of)}", made, at, ANNOUNCED, engine(made, at, as_of, ANNOUNCED), ends
            )
    return Compared(counts=dict(counts), differences=wrong)


def said(name: str, made: Ruled, at: int, reading: Reading, found: list[int], ends: list[int]) -> Iterator[str]:
    if len(found) != len(ends):
        yield f"{name}, {clocks.local(at, LONDON)}: {len(found)} answers for {len(ends)}"
    for n, (got, want) in enumerate(zip(found, ends, strict=False), 1):
        if got != want:
            arrives = clocks.local(at, LONDON).isoformat()
            shown = f"{clocks.utc(got)}, expected {clocks.utc(want)}"
            counting = "next open" if made.next_open else "day 0"
            yield f"{name}, {counting}, {reading}, roll {made.roll}: {n} {made.unit}s of {arrives}: {shown}"


RULED = (
    Ruled(),
    Ruled(next_open=True),
    Ruled(unit="day", roll="forward"),
    Ruled(unit="day", roll="back"),
    Ruled(unit="month", roll="forward", most=11),
    Ruled(unit="month", roll="back", next_open=True, most=11),
)
SEVERAL = {
    **AS_IT_WAS,
    dt.date(2022, 9, 12): dt.date(2022, 9, 12),  # on the day itself
    dt.date(2022, 9, 15): dt.date(2022, 9, 13),
    dt.date(2022, 9, 20): dt.date(2022, 9, 19),
    dt.date(2022, 9, 14): dt.date(2022, 9, 21),  # said afterwards
    dt.date(2022, 9, 21): dt.date(2022, 9, 19),
    dt.date(2022, 9, 22): dt.date(2022, 9, 20),
}
"""Days that push a deadline on, one to where another is announced."""
CROWDED = tuple(
    Ruled(announced=SEVERAL, unit=unit, roll=roll, next_open=next_open, most=25)
    for unit, roll, next_open in (
        ("working day", None, False),
        ("working day", None, True),
        ("day", "forward", False),
        ("day", "back", True),
        ("day", None, False),
    )
)


def arrivals(step: int = 1, start: int = 0) -> list[dt.date]:
    """Every so many days of 2022 and 2023."""
    return every_day(2022, 2023)[start::step]


def around(step: int = 1) -> list[dt.date]:
    """Every so many days of the weeks before and after the days of `SEVERAL`."""
    return [dt.date(2022, 8, 15) + ONE_DAY * number for number in range(0, 48, step)]


def with_other_days(made: Ruled, announced: Mapping[dt.date, dt.date]) -> Ruled:
    return replace(made, announced=announced)
