"""What is owed for a miss, drawn at random: both engines beside a walk over seconds and over days."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product
from random import Random
from string import ascii_lowercase
from typing import Any

from tests.conformance.running import Both
from tests.oracle import clocks, owed, time_of_day
from tests.oracle.days import ONE_DAY, every_day, public_holidays
from tests.oracle.extensions import SECONDS, Amount
from tests.oracle.hours_drawn import limit_text
from tests.oracle.owed import SECOND
from tests.oracle.time_of_day import MINUTE, MINUTES, Limit, Office, Spans
from tests.properties.both_engines import LONDON, answers, both
from tests.properties.days_compared import Compared

REGION, YEARS = "GB-ENG", (2024, 2030)
LINES = (
    "open Monday to Friday, 09:00 to 12:30 and 13:30 to 17:00",
    'not counted 1 July to 31 August each year, "vacation"',
    "counting the day of arrival is day 0",
    "roll forward",
)
LIMITS = (
    Limit(n=4, unit="hour"),
    Limit(n=3, unit="working day"),
    Limit(n=4, unit="day"),
    Limit(n=2, unit="working day", ends="16:00"),
    Limit(n=5, unit="opening hour"),
)
PERIODS: tuple[Amount, ...] = (
    *((45, "second"), (90, "minute"), (24, "hour"), (2, "opening hour"), (40, "opening minute")),
    *(
        (1, "working day"),
        (3, "working day"),
        (1, "day"),
        (2, "day"),
        (1, "week"),
        (2, "week"),
        (1, "month"),
        (1, "year"),
    ),
)
DELAYS: tuple[tuple[Amount, ...], ...] = (
    ((30, "minute"), (90, "minute"), (600, "minute")),
    ((1, "opening hour"), (4, "opening hour"), (12, "opening hour")),
    ((1, "working day"), (5, "working day"), (10, "working day")),
    ((1, "day"), (2, "day"), (9, "day")),
    ((1, "week"), (4, "week")),
    ((1, "month"), (2, "month")),
)
BASE, EACH, MOST = 3000, 1050, 9500
ROWS = (1000, 2500, 4000)
"""Sums in pence."""


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """More for each `period`, `or_part`, at most `most`; or the sum of the longest of `delays`."""

    period: Amount | None = None
    or_part: bool = False
    most: int | None = None
    delays: tuple[Amount, ...] = ()

    @property
    def unit(self) -> str:
        return self.period[1] if self.period else self.delays[0][1]

    def lines(self) -> Iterator[str]:
        if self.period is None:
            yield "remedy, by delay"
            for (n, unit), sum_ in zip(self.delays, ROWS, strict=False):
                yield f"    from {n} {unit}{'s' if n > 1 else ''}: {money(sum_)}"
            return
        n, unit = self.period
        yield f"remedy {money(BASE)}"
        each = f"{n} {unit}s" if n > 1 else unit
        yield f"    plus {money(EACH)} for each further {each}{' or part of it' if self.or_part else ''}"
        if self.most is not None:
            yield f"    at most {money(self.most)}"


REMEDIES = (
    *(Remedy(period=period, or_part=or_part) for period, or_part in product(PERIODS, (False, True))),
    *(Remedy(period=period, or_part=True, most=MOST) for period in PERIODS[::3]),
    *(Remedy(delays=delays) for delays in DELAYS),
)


def money(minor: int) -> str:
    return f"£{Decimal(minor) / 100}"


def hours(day: dt.date) -> Spans:
    return [("09:00", "12:30"), ("13:30", "17:00")] if is_worked(day) else ()


def is_worked(day: dt.date) -> bool:
    return day.weekday() < 5 and day not in public_holidays(REGION, *YEARS)


def counts(day: dt.date, unit: str) -> bool:
    return day.month not in (7, 8) and (unit == "day" or is_worked(day))


@cache
def office() -> Office:
    return Office(zone=LONDON, closed=frozenset(public_holidays(REGION, *YEARS)), hours=hours, roll="forward")


@cache
def made(limit: Limit) -> Both:
    """A policy with a channel for each remedy of a limit."""
    body = ""
    for number, remedy in enumerate(REMEDIES):
        name = channel_of(number)
        beneath = "".join(f"        {line}\n" for line in remedy.lines())
        body += f'channel {name} "{name}"\nstandard {name.replace(" ", "-")}\n    for {name}\n'
        body += f"    must reply within {limit_text(limit)}\n{beneath}"
    return both(body, LINES, REGION, YEARS)


def channel_of(number: int) -> str:
    return f"line {ascii_lowercase[number // 26]}{ascii_lowercase[number % 26]}"


CHANGES = [dt.date(2025, 3, 28), dt.date(2025, 10, 24), dt.date(2026, 3, 27), dt.date(2026, 10, 23)]
"""The Fridays before clocks change."""
DAYS = [day for day in every_day(*YEARS) if 2024 < day.year < 2027 and day.month not in (7, 8)]


def draw(limit: Limit, remedy: Remedy, random: Random) -> tuple[int, int, int, int]:
    """An arrival, the last instant in time, the one from which time runs, and one after that: near an edge, if it can.

    A deadline before the days that are not counted, so that the further periods alone run into them.
    """
    while True:
        day = random.choice(CHANGES if random.random() < 0.1 else DAYS)
        arrives = clocks.start_of(day, LONDON) + random.randrange(24 * 60) * MINUTE
        last = time_of_day.last_instant(office(), limit, arrives)
        due = clocks.local(last, LONDON).date()
        if due.month not in (7, 8) and (due.month < 7) == (day.month < 7 or due.year > day.year):
            break
    end = last if limit.unit in MINUTES or limit.ends else last + 1
    n, unit = random.choice([remedy.period] if remedy.period else list(remedy.delays))
    if unit in SECONDS:
        most = 3 if n * SECONDS[unit] > 3600 else 6
        near = end + random.randrange(most) * n * SECONDS[unit] * SECOND
        until = random.choice((near, near + 1, near - 1, near + random.randrange(n * SECONDS[unit] * SECOND)))
    elif unit.startswith("opening"):
        near = clocks.start_of(due + random.randrange(5) * ONE_DAY, LONDON)
        until = near + random.choice((540, 750, 810, 1020, random.randrange(1440))) * MINUTE + random.choice((-1, 0, 1))
    else:
        days = {"day": 2, "working day": 3, "week": 9, "month": 40, "year": 370}[unit] * n * 3
        near = clocks.start_of(due + random.randrange(1, days) * ONE_DAY, LONDON)
        until = near + random.choice((0, -1, random.randrange(1440) * MINUTE))
    return arrives, last, end, max(until, last + 1)


def expected(remedy: Remedy, last: int, end: int, until: int) -> int:
    """What is owed, in pence."""

    def over(n: int, unit: str) -> owed.Periods:
        return owed.periods(n, unit, last, end, until, LONDON, office().is_open, counts)

    if remedy.period is not None:
        return owed.amount(BASE, EACH, remedy.most, over(*remedy.period), or_part=remedy.or_part)
    return max([sum_ for delay, sum_ in zip(remedy.delays, ROWS, strict=False) if over(*delay).complete], default=0)


def compare(seed: int, each: int, limits: Sequence[Limit] = LIMITS, *, step: int = 1) -> Compared:
    """So many misses of each limit and every `step`-th remedy, each once done late and once overdue."""
    random = Random(f"owed {seed}")
    found: Counter[str] = Counter()
    wrong: list[str] = []
    for limit, (number, remedy) in product(limits, [*enumerate(REMEDIES)][seed % step :: step]):
        for _ in range(each):
            arrives, last, end, until = draw(limit, remedy, random)
            minor = expected(remedy, last, end, until)
            contact: dict[str, Any] = {"channel": channel_of(number), "arrives": clocks.utc(arrives)}
            for done in (False, True):
                events = {"events": {"replied": clocks.utc(until)}} if done else {}
                as_of = until + random.randrange(10 * 24 * 60) * MINUTE if done else until
                for engine, rows in answers(made(limit), contact | events, as_of).items():
                    (row,) = rows.values()
                    had = (row["status"], row["amount"])
                    found[f"sums owed, {remedy.unit}s, {engine}"] += 1
                    if had != ("late" if done else "overdue", f"{Decimal(minor) / 100:.2f}"):
                        what = f"{limit_text(limit)}, {remedy}, {contact | events}, as of {clocks.utc(as_of)}"
                        wrong.append(f"{engine}: {what}: {had}, expected {minor} pence")
    return Compared(counts=dict(found), differences=wrong)
