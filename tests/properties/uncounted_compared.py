"""Days that no amount counts, and short periods: the compiler's engines beside NumPy and a walk over the days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from tests.deadlines.made import lock_text
from tests.oracle import clocks, uncounted
from tests.oracle.days import ONE_DAY, every_day, public_holidays
from tests.oracle.exhaustive import Block, ends_of
from tests.oracle.hours_drawn import COUNTINGS, ROLLS
from tests.oracle.uncounted import Court
from tests.properties.days_compared import LONDON, Compared, instant_on

from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.deadline import Due
from troth.deadlines.due import find_due
from troth.model.duration import Duration, Unit
from troth.model.limit import Limit, Notice, Within
from troth.model.policy import Policy
from troth.project import Compiled, compile_text
from troth.tables.program import lower
from troth.targets.due_tables import with_tables
from troth.targets.runtime_asked import Checker
from troth.targets.runtime_calendar import Calendar
from troth.targets.runtime_notice import NoticeDeadlines
from troth.targets.runtime_quick import Quick

REGION = "GB-SCT"
FIRST_YEAR, LAST_YEAR = 2024, 2029
POLICY = """\
policy made "Made for a test"
    organisation "Made"
    calendar court
calendar court
    time zone {zone}
    years {first} to {last}
    holidays {region}
    working days Monday to Friday
    not counted 1 July to 31 August each year, "court vacation"
    not counted 20 December to 6 January each year
    not counted 3 March 2025 to 21 March 2025, "the move"
    not counted 12 May 2026
{short}    counting {counting}
    month end the last day of the month
    roll {roll}
standard email
    for email
    must reply within 3 working days
"""
SHORT = "    working days only, in periods up to {n} days\n"
MOST = {"working day": 40, "day": 40, "week": 10, "month": 12}
KINDS = ("within", "before", "clear")
TABLED = (("working day", 1), ("working day", 20), ("day", 4), ("day", 5), ("day", 6), ("day", 40), ("month", 2))
EVENT = "visit"


def is_uncounted(day: dt.date) -> bool:
    """The lines `not counted` of the policy, as a person would say them."""
    if day.month in (7, 8) or (day.month == 12 and day.day >= 20) or (day.month == 1 and day.day <= 6):
        return True
    return dt.date(2025, 3, 3) <= day <= dt.date(2025, 3, 21) or day == dt.date(2026, 5, 12)


@dataclass(frozen=True, kw_only=True)
class CourtRules:
    """`counting`: day 0, next open or day 1; `roll`: None, forward or back; `short`: 0 where that is not said."""

    counting: str
    roll: str | None
    short: int = 0

    @cached_property
    def court(self) -> Court:
        every = every_day(FIRST_YEAR, LAST_YEAR)
        return Court(
            closed=frozenset(public_holidays(REGION, FIRST_YEAR, LAST_YEAR)),
            uncounted=frozenset(day for day in every if is_uncounted(day)),
            first=every[0],
            last=every[-1],
            counting=self.counting,
            roll=self.roll,
            short=self.short,
        )

    @cached_property
    def compiled(self) -> Compiled:
        short = SHORT.format(n=self.short) if self.short else ""
        text = POLICY.format(
            zone=LONDON,
            first=FIRST_YEAR,
            last=LAST_YEAR,
            region=REGION,
            short=short,
            counting=COUNTINGS[self.counting],
            roll=ROLLS[self.roll],
        )
        lock = lock_text(REGION, FIRST_YEAR, LAST_YEAR)
        found = compile_text(Path("made.policy"), "made.policy", text.encode(), lock)
        assert not found.has_errors, [finding.message for finding in found.findings]
        return found

    @property
    def calendar(self) -> WorkCalendar:
        assert self.compiled.calendar is not None
        return self.compiled.calendar

    def lowered(self, limits: Sequence[Limit], program: dict[str, Any]) -> list[dict[str, Any]]:
        """The limits as the checker has them; its program's calendar goes to `program`."""
        assert self.compiled.policy is not None
        policy = with_limits(self.compiled.policy, limits)
        program |= lower(policy, self.calendar)
        return [promise["limit"] for promise in program["promises"]]


def with_limits(policy: Policy, limits: Sequence[Limit]) -> Policy:
    """A policy that makes its first promise with each of these limits."""
    (standard,) = policy.standards
    promise = standard.promises[0]
    promises = tuple(replace(promise, id=f"{promise.id}-{number}", limit=limit) for number, limit in enumerate(limits))
    return replace(policy, standards=(replace(standard, promises=promises),))


def limits_of(kind: str, unit: str) -> list[Limit]:
    """A limit of each amount of a unit, from 1."""
    amounts = [Duration(n, Unit(unit)) for n in range(1, MOST[unit] + 1)]
    if kind == "within":
        return [Within(amount=amount) for amount in amounts]
    return [Notice(amount=amount, event=EVENT, clear=kind == "clear") for amount in amounts]


def wanted(court: Court, kind: str, unit: str, days: Sequence[dt.date]) -> tuple[Block, list[str]]:
    """The last days by NumPy, or by walking where it knows no such unit; with what the two say otherwise."""

    def walk(day: dt.date, n: int) -> int:
        if kind == "within":
            return uncounted.last_day(court, day, n, unit).toordinal()
        return uncounted.day_before(court, day, n, unit, clear=kind == "clear").toordinal()

    most = MOST[unit]
    walked = np.array([[walk(day, n) for n in range(1, most + 1)] for day in days], dtype=np.int64)
    if unit not in ("working day", "day"):
        return walked, []
    if kind == "within":
        found = uncounted.last_days(court, days, most, unit)
    else:
        found = uncounted.days_before(court, days, most, unit, clear=kind == "clear")
    return found, list(said("the two oracles", kind, unit, days, walked, found))


def by_the_walk(rules: CourtRules, limits: Sequence[Limit], days: Sequence[dt.date]) -> Block:
    """Deadlines (instants) by the reference walk."""
    rows = []
    for number, day in enumerate(days):
        at = Moment(*(instant_on(day, number),) * 2)
        contact = Contact(channel="email", arrives=at, events={EVENT: (at,)})
        found = [find_due(limit, contact, rules.calendar) for limit in limits]
        rows.append([due.instant for due in found if isinstance(due, Due) and not due.included])
    return np.array(rows, dtype=np.int64)


def by_the_checker(rules: CourtRules, limits: Sequence[Limit], days: Sequence[dt.date]) -> Block:
    """Deadlines (instants) by the generated checker's engine."""
    program: dict[str, Any] = {}
    lowered = rules.lowered(limits, program)
    deadlines = NoticeDeadlines(Calendar(program["calendar"]), {}, explains=False)
    rows = []
    for number, day in enumerate(days):
        at = instant_on(day, number)
        contact = {"arrives": (at, at), "events": {EVENT: ((at, at),)}, "dates": {}}
        rows.append([deadlines.due(limit, contact)["instant"] for limit in lowered])
    return np.array(rows, dtype=np.int64)


ENGINES = {"walk": by_the_walk, "checker": by_the_checker}


def by_tables(rules: CourtRules, limits: Sequence[Limit], days: Sequence[dt.date]) -> Block:
    """Deadlines (instants) by the compiled tables, of which `deadline` asks."""
    program: dict[str, Any] = {}
    rules.lowered(limits, program)
    quick = Quick(Checker({"policy": "made", "fingerprints": {}, **with_tables(program)}))
    rows = []
    for number, day in enumerate(days):
        start = dt.datetime.fromisoformat(clocks.utc(instant_on(day, number)))
        rows.append([clocks.instant(quick.deadline(promise["id"], start)) for promise in program["promises"]])
    return np.array(rows, dtype=np.int64)


def said(name: str, kind: str, unit: str, days: Sequence[dt.date], found: Block, expected: Block) -> Iterator[str]:
    """The places at which two blocks of days or of instants differ."""
    if found.shape != expected.shape:
        yield f"{name}, {kind} {unit}s: {found.shape} answers for {expected.shape}"
        return
    for row, column in np.argwhere(found != expected)[:5]:
        got, want = (
            clocks.utc(int(value)) if value > 10_000_000 else dt.date.fromordinal(int(value)).isoformat()
            for value in (found[row, column], expected[row, column])
        )
        yield f"{name}, {kind} {column + 1} {unit}s of {days[row]}: {got}, expected {want}"


def compare(
    rules: CourtRules, kind: str, unit: str, days: Sequence[dt.date], engines: Sequence[str] = tuple(ENGINES)
) -> Compared:
    """Both engines beside the oracles, each amount of a unit from each day; the tables of some amounts."""
    limits = limits_of(kind, unit)
    expected, wrong = wanted(rules.court, kind, unit, days)
    ends = ends_of(expected, LONDON)
    name = f"days not counted, {kind}"
    counts = {f"{name}, the two oracles": expected.size}
    for engine in engines:
        found = ENGINES[engine](rules, limits, days)
        wrong += said(f"{engine}, {rules}", kind, unit, days, found, ends)
        counts[f"{name}, {engine}"] = found.size
    return Compared(counts=counts, differences=wrong)


def compare_tables(rules: CourtRules, days: Sequence[dt.date], tabled: Sequence[tuple[str, int]] = TABLED) -> Compared:
    """The compiled tables of some amounts."""
    wrong: list[str] = []
    for unit, n in tabled:
        expected, _ = wanted(rules.court, "within", unit, days)
        found = by_tables(rules, limits_of("within", unit)[n - 1 : n], days)
        wrong += said(f"table, {rules}", f"within {n}", unit, days, found, ends_of(expected[:, n - 1 : n], LONDON))
    return Compared(counts={"days not counted, tables": len(tabled) * len(days)}, differences=wrong)


RULES = [
    CourtRules(counting=counting, roll=roll, short=short)
    for counting, roll, short in product(COUNTINGS, ROLLS, (0, 5))
    if short == 0 or counting != "next open"
]
ONE_COUNTING = ("before", "clear")
"""What is counted back from an event has no counting."""


def parts() -> Iterator[tuple[CourtRules, str, str]]:
    """All that is compared: rules, kind and unit; what makes no difference only once."""
    for rules, kind, unit in product(RULES, KINDS, MOST):
        if kind in ONE_COUNTING and rules.counting != "day 0":
            continue
        if kind == "within" and unit == "working day" and (rules.roll is not None or rules.short):
            continue
        if unit in ("week", "month") and (rules.short or kind == "clear"):
            continue
        yield rules, kind, unit


FIRST, LAST = dt.date(2025, 3, 1), dt.date(2028, 2, 29)
"""Far enough from the ends of the years for every amount, and for a roll."""


def arrivals(step: int, start: int = 0) -> list[dt.date]:
    """Every so many days of three years."""
    days = [FIRST + ONE_DAY * number for number in range((LAST - FIRST).days + 1)]
    return days[start::step]
