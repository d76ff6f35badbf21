"""When a remedy is paid and claimed, from the deadline that was missed: both engines beside NumPy and a walk.

Its last day is day 0, whatever the counting; an amount of time by the clock runs from its last instant.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import product
from random import Random
from string import ascii_lowercase
from typing import Any

from tests.conformance.running import Both
from tests.oracle import busdays, clocks, time_of_day
from tests.oracle.days import ONE_DAY, every_day, months_later, public_holidays
from tests.oracle.extensions import SECONDS, Amount
from tests.oracle.hours_drawn import COUNTINGS, limit_text
from tests.oracle.time_of_day import MINUTE, Limit, Office
from tests.properties.both_engines import LONDON, answers, both
from tests.properties.days_compared import Compared
from tests.properties.owed_compared import LIMITS, REGION, YEARS, hours

OPEN = "open Monday to Friday, 09:00 to 12:30 and 13:30 to 17:00"
WITHIN: tuple[Amount, ...] = (
    *((1, "working day"), (10, "working day"), (1, "day"), (10, "day"), (2, "week"), (1, "month"), (3, "month")),
    *((48, "hour"), (90, "minute")),
)
ROWS = (("remedy", "paid", "compensated"), ("claim", "claimed", "claimed"))
"""The rows of a remedy, what its line says, and the event."""


def channel_of(within: Amount, row: str) -> str:
    return f"line {ascii_lowercase[WITHIN.index(within)]}{row[0]}"


@cache
def made(limit: Limit, counting: str) -> Both:
    """A policy with a channel for each payment and each claim."""
    body = ""
    for (n, unit), (row, word, _) in product(WITHIN, ROWS):
        name = channel_of((n, unit), row)
        body += f'channel {name} "{name}"\nstandard {name.replace(" ", "-")}\n    for {name}\n'
        body += f"    must reply within {limit_text(limit)}\n        remedy £30\n"
        body += f"            {word} within {n} {unit}{'s' if n > 1 else ''}\n"
    return both(body, (OPEN, f"counting {COUNTINGS[counting]}", "roll forward"), REGION, YEARS)


@cache
def office(counting: str) -> Office:
    closed = frozenset(public_holidays(REGION, *YEARS))
    return Office(zone=LONDON, closed=closed, hours=hours, counting=counting, roll="forward")


def last_instant(within: Amount, missed: int) -> int:
    """The last instant in time of a payment or a claim; `missed`: that of the promise."""
    n, unit = within
    if unit in SECONDS:
        return clocks.later(missed, seconds=n * SECONDS[unit])
    day, closed = clocks.local(missed, LONDON).date(), public_holidays(REGION, *YEARS)
    if unit == "working day":
        last = busdays.last_day(day, n, closed, next_open=False)
    else:
        last = months_later(day, n) if unit == "month" else day + (7 if unit == "week" else 1) * n * ONE_DAY
        last = busdays.rolled(last, "forward", closed)
    return clocks.start_of(last + ONE_DAY, LONDON) - 1


DAYS = [day for day in every_day(*YEARS) if 2024 < day.year < 2027]


def compare(seed: int, each: int, limits: tuple[Limit, ...] = LIMITS) -> Compared:
    """So many misses of each limit and counting, with each payment and each claim done at the last instant or later."""
    random = Random(f"payments {seed}")
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for limit, counting, _ in product(limits, COUNTINGS, range(each)):
        arrives = clocks.start_of(random.choice(DAYS), LONDON) + random.randrange(24 * 60) * MINUTE
        missed = time_of_day.last_instant(office(counting), limit, arrives)
        for within, (row, _, event) in product(WITHIN, ROWS):
            last, late = last_instant(within, missed), random.random() < 0.5
            contact: dict[str, Any] = {"channel": channel_of(within, row), "arrives": clocks.utc(arrives)}
            contact |= {"events": {event: clocks.utc(last + late), "replied": clocks.utc(missed + 1)}}
            wanted = (clocks.utc(last + (within[1] not in SECONDS)), "late" if late else "met")
            for engine, rows in answers(made(limit, counting), contact, last + 40 * 24 * 60 * MINUTE).items():
                found = next(((one["due"], one["status"]) for id_, one in rows.items() if id_.endswith(row)), None)
                counts[f"payments and claims, {engine}"] += 1
                if found != wanted:
                    what = f"{limit_text(limit)}, {counting}, {contact}"
                    wrong.append(f"{engine}: {what}: {found}, expected {wanted}")
    return Compared(counts=dict(counts), differences=wrong)
