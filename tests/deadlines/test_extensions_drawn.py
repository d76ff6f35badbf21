"""Extended deadlines on random days and tellings, against an oracle that shares no code with us.

`EXTENSIONS=1000` draws more of each kind.
"""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from random import Random

import pytest
from tests.deadlines.made import DAY_0, NEXT_OPEN, compiled, only
from tests.oracle import busdays, clocks
from tests.oracle.days import Walker, every_day, public_holidays
from tests.oracle.extensions import SECONDS, Amount, Extended, last_day, last_instant, times_told

EACH = int(os.environ.get("EXTENSIONS", "60"))
LONDON = "Europe/London"
FIRST, LAST = dt.date(2015, 1, 1), dt.date(2030, 12, 31)
ROLLS = {"as it falls": None, "forward": "forward", "back": "back"}
ONE_DAY = dt.timedelta(days=1)

SHAPES = [
    Extended(limit=(3, "working day"), more=(2, "working day")),
    Extended(limit=(7, "working day"), more=(10, "working day"), told_by=(7, "working day"), once=True),
    Extended(limit=(3, "working day"), more=(1, "month"), once=True),
    Extended(limit=(2, "working day"), more=(5, "day"), told_by=(4, "day")),
    Extended(limit=(5, "working day"), more=(1, "week")),
    Extended(limit=(5, "day"), more=(3, "day"), told_by=(1, "working day")),
    Extended(limit=(5, "day"), more=(2, "working day")),
    Extended(limit=(1, "month"), more=(3, "working day")),
    Extended(limit=(1, "month"), more=(1, "month"), once=True),
    Extended(limit=(2, "week"), more=(10, "day")),
    Extended(limit=(1, "year"), more=(5, "day"), told_by=(1, "month"), once=True),
    Extended(limit=(4, "hour"), more=(2, "hour"), told_by=(1, "hour")),
    Extended(limit=(24, "hour"), more=(30, "minute")),
]


def amount_text(amount: Amount) -> str:
    n, unit = amount
    return f"{n} {unit}{'s' if n > 1 else ''}"


def body(promise: Extended) -> str:
    told = f" within {amount_text(promise.told_by)}" if promise.told_by else ""
    return (
        f"standard email\n    for email\n    must reply within {amount_text(promise.limit)}\n"
        f"        extended by {amount_text(promise.more)}{', once' if promise.once else ''}, if told{told}\n"
    )


def walker(counting: str, roll: str) -> Walker:
    closed = public_holidays("GB-SCT", 2015, 2030)
    return Walker(closed=closed, first=FIRST, last=LAST, next_open=counting == NEXT_OPEN, roll=ROLLS[roll])


def tellings(promise: Extended, walk: Walker, arrives: int, random: Random) -> list[int]:
    """Up to three tellings, each anywhere or a microsecond off a deadline that may then be in force."""
    found = []
    for times in range(random.choice((0, 1, 1, 2, 3))):
        ends = [last_instant(walk, LONDON, arrives, promise, times)]
        if promise.told_by is not None:
            own = Extended(limit=promise.told_by, more=promise.told_by)
            ends.append(last_instant(walk, LONDON, arrives, own, 0))
        end = random.choice(ends)
        found.append(random.choice((end, end + 1, end + 1, end - 1, random.randrange(arrives, max(end, arrives + 1)))))
    return found


@pytest.mark.parametrize("roll", ROLLS)
@pytest.mark.parametrize("counting", [DAY_0, NEXT_OPEN], ids=["day 0", "next open"])
@pytest.mark.parametrize("promise", SHAPES, ids=lambda one: f"{amount_text(one.limit)} + {amount_text(one.more)}")
def test_as_the_oracle_has_it(promise: Extended, counting: str, roll: str) -> None:
    made, walk = compiled(body(promise), counting=counting, roll=roll), walker(counting, roll)
    random = Random(f"{promise} {counting} {roll}")
    days = every_day(2015, 2028)
    met: Counter[int] = Counter()
    for _ in range(EACH):
        start = clocks.start_of(random.choice(days), LONDON)
        arrives = start + random.choice((0, random.randrange(20 * 3600) * 1_000_000))
        told = tellings(promise, walk, arrives, random)
        times = times_told(walk, LONDON, arrives, promise, told)
        met[times] += 1
        end = last_instant(walk, LONDON, arrives, promise, times)
        for replied, status in ((end, "met"), (end + 1, "late")):
            events = {"told": [clocks.utc(one) for one in told], "replied": clocks.utc(replied)}
            found = only(made, clocks.utc(end + 1), channel="email", arrives=clocks.utc(arrives), events=events)
            assert found["status"] == status, (clocks.utc(arrives), events)
            more = promise.more[0] * times
            assert found.get("extended_by") == (amount_text((more, promise.more[1])) if times else None)
            by_the_clock = promise.limit[1] in SECONDS
            assert found["due"] == clocks.utc(end if by_the_clock else end + 1), (clocks.utc(arrives), events)
    assert met[0]
    assert met[1]
    assert met[2] or promise.once or promise.told_by


@pytest.mark.parametrize("next_open", [False, True])
def test_the_oracle_against_numpy(next_open: bool) -> None:
    """Working days and working days are one count; days and working days, and the roll, by NumPy's own calendar."""
    walk = walker(NEXT_OPEN if next_open else DAY_0, "as it falls")
    rolling = {roll: walker(DAY_0, roll) for roll in ("forward", "back")}
    for number, day in enumerate(every_day(2015, 2029)):
        n, m = number % 7 + 1, number % 5 + 1
        both = busdays.last_day(day, n + m, walk.closed, next_open=next_open)
        assert last_day(walk, day, (n, "working day"), (m, "working day")) == both
        first = walk.day_0(day) + n * ONE_DAY
        assert last_day(walk, day, (n, "day"), (m, "working day")) == busdays.last_day(
            first, m, walk.closed, next_open=False
        )
        counted = busdays.last_day(day, n, walk.closed, next_open=False) + 2 * m * ONE_DAY
        for roll, rolls in rolling.items():
            assert last_day(rolls, day, (n, "working day"), (m, "day"), 2) == busdays.rolled(counted, roll, walk.closed)
