"""Shares and averages of targets over contacts drawn at random: both engines beside fractions."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil, floor
from random import Random
from typing import Any

from tests.conformance.running import Both
from tests.oracle import clocks, shares
from tests.oracle.days import public_holidays
from tests.oracle.hours_drawn import COUNTINGS, limit_text
from tests.oracle.shares import One
from tests.oracle.time_of_day import MINUTE, ONE_DAY, Limit, Office, Spans, last_instant
from tests.properties.both_engines import LONDON, both, measured
from tests.properties.days_compared import Compared

REGION, YEARS = "GB-ENG", (2025, 2027)
OPEN = "open Monday to Friday, 09:00 to 12:30 and 13:30 to 17:00"
Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Target:
    """`share` in per cent, perhaps with a `tier` of its own; or `average`. `storm`: only then, or only otherwise."""

    share: str = ""
    tier: Limit | None = None
    average: tuple[int, str] | None = None
    each: str = ""
    storm: bool | None = None

    @property
    def says(self) -> str:
        each = f" each {self.each}" if self.each else ""
        if self.average is not None:
            n, unit = self.average
            return f"average {n:,} {unit}{'s' if n > 1 else ''}{each}"
        return f"{self.share}%{f' within {limit_text(self.tier)}' if self.tier else ''}{each}"

    def lines(self) -> Iterator[str]:
        yield f"target {self.says}"
        if self.storm is not None:
            yield "    if storm" if self.storm else "    except if storm"


def wd(n: int) -> Limit:
    return Limit(n=n, unit="working day")


PROMISES: dict[str, tuple[Limit, tuple[Target, ...]]] = {
    "email": (
        wd(3),
        (
            Target(share="50", tier=wd(1), each="week"),
            Target(share="66.666", each="month", storm=False),
            Target(share="66.667", each="quarter", storm=False),
            Target(share="75", tier=wd(2)),
            Target(average=(2, "working day"), each="month"),
            Target(average=(3, "day"), each="week", storm=True),
        ),
    ),
    "phone": (
        Limit(n=4, unit="hour"),
        (
            Target(share="50", tier=Limit(n=90, unit="minute"), each="day"),
            Target(share="100", each="year"),
            Target(share="33.333", tier=Limit(n=2, unit="working day"), each="week", storm=True),
            Target(average=(150, "minute"), each="week"),
            Target(average=(3, "hour"), storm=False),
            Target(average=(9000, "second"), each="quarter"),
        ),
    ),
    "fax": (
        Limit(n=6, unit="opening hour"),
        (
            Target(share="60", each="week"),
            Target(share="0.001", tier=Limit(n=45, unit="opening minute"), each="month"),
            Target(average=(5, "opening hour"), each="month"),
            Target(average=(200, "opening minute"), each="week", storm=False),
            Target(average=(1, "working day"), each="year"),
        ),
    ),
    "letter": (
        Limit(n=5, unit="day"),
        (
            Target(share="80", tier=Limit(n=1, unit="week"), each="month"),
            Target(average=(4, "day"), each="month"),
            Target(average=(3, "working day")),
        ),
    ),
}


def hours(day: dt.date) -> Spans:
    closed = day.weekday() > 4 or day in public_holidays(REGION, *YEARS)
    return () if closed else [("09:00", "12:30"), ("13:30", "17:00")]


@cache
def office(counting: str) -> Office:
    closed = frozenset(public_holidays(REGION, *YEARS))
    return Office(zone=LONDON, closed=closed, hours=hours, counting=counting, roll="forward")


@cache
def made(counting: str) -> Both:
    body = 'fact storm "there is a storm"\n'
    for channel, (limit, targets) in PROMISES.items():
        body += f"standard {channel}\n    for {channel}\n    must reply within {limit_text(limit)}\n"
        body += "        paused from paused to resumed\n"
        body += "".join(f"        {line}\n" for target in targets for line in target.lines())
    return both(body, (OPEN, f"counting {COUNTINGS[counting]}", "roll forward"), REGION, YEARS)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A contact by a channel."""

    channel: str
    one: One
    storm: bool

    @property
    def data(self) -> dict[str, Any]:
        events = {"replied": [self.one.done] if self.one.done is not None else []}
        events |= {"paused": [start for start, _ in self.one.pauses], "resumed": [end for _, end in self.one.pauses]}
        return {
            "channel": self.channel,
            "arrives": clocks.utc(self.one.arrives),
            "facts": {"storm": "yes" if self.storm else "no"},
            "events": {name: [clocks.utc(at) for at in times] for name, times in events.items() if times},
        }


FIRST = dt.date(2025, 12, 8)
LENGTH = 45


def draw(counting: str, random: Random) -> Drawn:
    """One of six weeks around a new year: done before or after its deadline, or not at all; perhaps paused once."""
    channel = random.choice(list(PROMISES))
    day = FIRST + random.randrange(LENGTH) * ONE_DAY
    arrives = clocks.start_of(day, LONDON) + random.randrange(1440) * MINUTE
    last = last_instant(office(counting), PROMISES[channel][0], arrives)
    last += MINUTE - 1 if last % MINUTE else 0
    last -= last % MINUTE
    span = (last - arrives) // MINUTE
    pauses: tuple[tuple[int, int], ...] = ()
    if random.random() < 0.25:
        start = arrives + random.randrange(-span // 4, span + 60) * MINUTE
        pauses = ((start, start + random.randrange(1, 3 * 1440) * MINUTE),)
    done = random.choice((None, last, last + MINUTE, *(arrives + random.randrange(-9, 2 * span) * MINUTE,) * 4))
    return Drawn(channel=channel, one=One(arrives=arrives, done=done, pauses=pauses), storm=random.random() < 0.3)


def expected(contacts: Sequence[Drawn], counting: str, as_of: int) -> dict[tuple[str, str, str], Row]:
    """Each target in each of its periods: by promise, words and period."""
    here = office(counting)
    found: dict[tuple[str, str, str], Row] = {}
    for channel, (limit, targets) in PROMISES.items():
        listed = [one for one in contacts if one.channel == channel]
        dues = [last_instant(here, limit, one.one.arrives, one.one.pauses) for one in listed]
        for target in targets:
            by_period: dict[str, list[One]] = {}
            for one, due in zip(listed, dues, strict=True):
                if target.storm is None or one.storm is target.storm:
                    period = shares.period_of(clocks.local(due, LONDON).date(), target.each)
                    by_period.setdefault(period, []).append(one.one)
            for period, some in by_period.items():
                found[f"made.{channel}.reply", target.says, period] = row_of(target, limit, some, here, as_of)
    return found


def row_of(target: Target, limit: Limit, some: Sequence[One], here: Office, as_of: int) -> Row:
    """Of a share rounded down, of an average rounded up, to three decimals."""
    if target.average is None:
        judged = [shares.is_in_time(here, target.tier or limit, one, as_of) for one in some]
        share = shares.share(judged, Fraction(target.share))
        said = None if not share.counted else Fraction(floor(Fraction(100_000 * share.met, share.counted)), 1000)
        return {"counted": share.counted, "met": share.met, "share": said, "reached": share.reached}
    n, unit = target.average
    took = [shares.taken(here, unit, one, shares.counted_pauses(here, limit, one)) for one in some]
    average = shares.average(took, n)
    mean = None if average.average is None else Fraction(ceil(1000 * average.average), 1000)
    return {"counted": average.counted, "average": mean, "reached": average.reached}


def shown(row: Row) -> Row:
    """A row of an answer with fractions for its figures."""
    if "average" in row["says"]:
        average = None if row["average"] is None else Fraction(row["average"][0])
        return {"counted": row["counted"], "average": average, "reached": row["reached"]}
    share = None if row["share"] is None else Fraction(row["share"])
    return {"counted": row["counted"], "met": row["met"], "share": share, "reached": row["reached"]}


def compare(seed: int, counting: str, number: int) -> Compared:
    """So many contacts, measured together as of an instant in their midst and as of one after them all."""
    random = Random(f"shares {seed} {counting}")
    contacts = [draw(counting, random) for _ in range(number)]
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for days in (LENGTH // 2, LENGTH + 30):
        as_of = clocks.start_of(FIRST + days * ONE_DAY, LONDON)
        known = [one for one in contacts if all(end < as_of for _, end in one.one.pauses)]
        wanted = expected(known, counting, as_of)
        for engine, answer in measured(made(counting), [one.data for one in known], as_of).items():
            found = {(row["id"], row["says"], row["period"]): shown(row) for row in answer["targets"]}
            counts[f"targets, {engine}"] += len(wanted)
            wrong += [
                f"{engine}, {counting}, {key}: {found.get(key)}, expected {wanted.get(key)}"
                for key in sorted({*found, *wanted})
                if found.get(key) != wanted.get(key)
            ]
    return Compared(counts=dict(counts), differences=wrong)
