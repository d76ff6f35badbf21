"""Promises that are counted anew, extended or paused, drawn at random: both engines beside working it out again."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from random import Random
from string import ascii_lowercase
from typing import Any

from tests.conformance.running import Both
from tests.oracle import clocks, extensions, time_of_day
from tests.oracle.days import Walker, every_day, public_holidays
from tests.oracle.extensions import Amount, Extended
from tests.oracle.hours_drawn import COUNTINGS, ROLLS, limit_text
from tests.oracle.restarted import PAUSED, RESTARTED, TOLD, Force, Happened, in_force
from tests.oracle.time_of_day import MINUTE, MINUTES, Limit, Office, Spans
from tests.properties.both_engines import LONDON, answers, both
from tests.properties.days_compared import Compared

REGION, YEARS = "GB-ENG", (2024, 2028)
EVENT = "event informed\n    verb inform\n    noun information\n"
OPEN = "open Monday to Friday, 09:00 to 12:30 and 13:30 to 17:00"
HOUR = 60 * MINUTE


@dataclass(frozen=True, kw_only=True)
class Anew:
    """A limit that is counted anew, `paused` or extended by `more` where it is told."""

    limit: Limit
    more: Amount | None = None
    once: bool = False

    @property
    def included(self) -> bool:
        return self.limit.unit in MINUTES or bool(self.limit.ends)


PAUSED_ONES = (
    *(Anew(limit=Limit(n=n, unit="working day")) for n in (1, 5)),
    *(Anew(limit=Limit(n=4, unit="working day", ends=ends)) for ends in ("closing", "16:00", "same time")),
    *(Anew(limit=Limit(n=n, unit=unit)) for n, unit in ((5, "day"), (2, "week"), (6, "hour"), (90, "minute"))),
    *(Anew(limit=Limit(n=n, unit=unit)) for n, unit in ((6, "opening hour"), (45, "opening minute"))),
)
TOLD_ONES = tuple(
    Anew(limit=Limit(n=n, unit=unit), more=more, once=once)
    for (n, unit, more), once in product(
        (
            (3, "working day", (2, "working day")),
            (4, "day", (3, "day")),
            (5, "day", (2, "working day")),
            (5, "working day", (1, "week")),
            (1, "month", (2, "working day")),
            (1, "month", (1, "month")),
            (8, "hour", (90, "minute")),
        ),
        (False, True),
    )
)


def hours(day: dt.date) -> Spans:
    closed = day.weekday() > 4 or day in public_holidays(REGION, *YEARS)
    return () if closed else [("09:00", "12:30"), ("13:30", "17:00")]


@dataclass(frozen=True, kw_only=True)
class Place:
    """`counting`: day 0, next open or day 1; `roll`: None, forward or back."""

    counting: str
    roll: str | None

    def office(self) -> Office:
        closed = frozenset(public_holidays(REGION, *YEARS))
        return Office(zone=LONDON, closed=closed, hours=hours, counting=self.counting, roll=self.roll)

    def walker(self) -> Walker:
        """Without opening hours: a closed day alone moves an arrival."""
        first, last = every_day(*YEARS)[0], every_day(*YEARS)[-1]
        closed = public_holidays(REGION, *YEARS)
        return Walker(closed=closed, first=first, last=last, next_open=self.counting == "next open", roll=self.roll)


PAUSED_AT = tuple(Place(counting=counting, roll=roll) for counting in COUNTINGS for roll in (None, "forward"))
TOLD_AT = tuple(Place(counting=counting, roll=roll) for counting in ("day 0", "next open") for roll in ROLLS)


def amount_text(n: int, unit: str) -> str:
    return f"{n} {unit}{'s' if n > 1 else ''}"


def promise_text(anew: Anew) -> str:
    lines = [f"must reply within {limit_text(anew.limit)}", "    restarted by the information"]
    if anew.more is None:
        lines.append("    paused from paused to resumed")
    else:
        lines.append(f"    extended by {amount_text(*anew.more)}{', once' if anew.once else ''}, if told")
    return "".join(f"    {line}\n" for line in lines)


def channel_of(anew: Anew) -> str:
    listed = TOLD_ONES if anew.more else PAUSED_ONES
    return f"line {ascii_lowercase[listed.index(anew)]}"


@cache
def made(place: Place, *, told: bool) -> Both:
    """A policy with a channel for each promise, those that are extended or those that are paused."""
    lines = [f"counting {COUNTINGS[place.counting]}", f"roll {ROLLS[place.roll]}", *([] if told else [OPEN])]
    body = EVENT
    for anew in TOLD_ONES if told else PAUSED_ONES:
        name = channel_of(anew)
        body += f'channel {name} "{name}"\nstandard {name.replace(" ", "-")}\n    for {name}\n{promise_text(anew)}'
    return both(body, tuple(lines), REGION, YEARS)


def ends_of(anew: Anew, place: Place) -> Any:
    """The last instant in time for an anchor, tellings and pauses: `restarted.Ends`."""
    if anew.more is None:
        office = place.office()
        return lambda anchor, _, pauses: time_of_day.last_instant(office, anew.limit, anchor, pauses)
    walker = place.walker()
    promise = Extended(limit=(anew.limit.n, anew.limit.unit), more=anew.more)
    return lambda anchor, times, _: extensions.last_instant(walker, LONDON, anchor, promise, times)


DAYS = [day for day in every_day(*YEARS) if 2024 < day.year < 2028]


def draw(anew: Anew, place: Place, random: Random) -> tuple[int, list[Happened]]:
    """An arrival, and what happens, often at the deadline then in force; where time is counted, at full minutes."""
    is_timed = anew.limit.unit in MINUTES or anew.limit.ends == "same time"
    arrives = clocks.start_of(random.choice(DAYS), LONDON) + random.randrange(24 * 60) * MINUTE
    ends, happened = ends_of(anew, place), list[Happened]()
    for _ in range(random.choice((0, 1, 1, 2, 3, 4))):
        last = in_force(ends, arrives, happened, included=anew.included, once=anew.once).last
        what = random.choice((RESTARTED, RESTARTED, TOLD if anew.more else PAUSED))
        some = arrives + random.randrange(-60, 90 * 60 if last - arrives > 48 * HOUR else 900) * MINUTE
        at = random.choice((some, some, last, last + 1, last - last % MINUTE))
        if at == last + 1 and is_timed:
            at = last + MINUTE
        if what == PAUSED and any(one.what == PAUSED for one in happened):
            continue  # a second pause would have to begin after the end of the first
        until = at + random.randrange(1, 5 * 24 * 60) * MINUTE if what == PAUSED else 0
        happened.append(Happened(at, what, until))
    return arrives, happened


def wrong_of(anew: Anew, place: Place, arrives: int, happened: list[Happened], force: Force) -> Iterator[str]:
    """What the engines say otherwise: the deadline, the anchor, and that it is met at the last instant alone."""
    named = {RESTARTED: "informed", TOLD: "told", PAUSED: "paused"}
    events: dict[str, list[str]] = {}
    for one in happened:
        events.setdefault(named[one.what], []).append(clocks.utc(one.at))
        if one.what == PAUSED:
            events.setdefault("resumed", []).append(clocks.utc(one.until))
    for replied, status in ((force.last, "met"), (force.last + 1, "late")):
        contact = {"channel": channel_of(anew), "arrives": clocks.utc(arrives), "events": events}
        contact["events"] = events | {"replied": clocks.utc(replied)}
        as_of = max([replied, *(one.until for one in happened)]) + 1
        for engine, rows in answers(made(place, told=anew.more is not None), contact, as_of).items():
            (row,) = rows.values()
            found = (row["anchor"], row["due"], row["status"])
            wanted = (
                clocks.utc(force.anchor),
                clocks.utc(force.last + (0 if row["met_at_due"] else 1)),
                status,
            )
            if found != wanted:
                yield f"{engine}, {place}, {anew}: {contact} gives {found}, expected {wanted}"


PAIRS = (*product(PAUSED_ONES, PAUSED_AT), *product(TOLD_ONES, TOLD_AT))


def compare(seed: int, each: int, pairs: Sequence[tuple[Anew, Place]] = PAIRS) -> Compared:
    """So many drawn contacts of each promise at each place."""
    random = Random(f"restarts {seed}")
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for anew, place in pairs:
        for _ in range(each):
            arrives, happened = draw(anew, place, random)
            force = in_force(ends_of(anew, place), arrives, happened, included=anew.included, once=anew.once)
            wrong += wrong_of(anew, place, arrives, happened, force)
            counts[f"restarts, {min(len(force.restarts), 3)} of them in time"] += 4
    return Compared(counts=dict(counts), differences=wrong)
