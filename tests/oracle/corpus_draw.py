"""A theme that is drawn: promises and contacts by chance, the same for the same seed. What nobody thought of meets."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random
from typing import Any

from tests.oracle import clocks
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_contact import instants
from tests.oracle.corpus_counted import COUNTINGS, NIGHTS, SHOP
from tests.oracle.corpus_judge import expected
from tests.oracle.corpus_spec import (
    CHANNELS,
    Calendar,
    Dated,
    Extension,
    Limit,
    Pause,
    Policy,
    Promise,
    before,
    standards,
    within,
)
from tests.oracle.corpus_years import ENGLAND, PLAIN

SEED = 4711
POLICIES = 40
EACH = 3
MINUTE = 60_000_000
DAY = 1_440 * MINUTE
COVERS = ["drawn"]
OF_DAYS = ("working day", "day", "week", "month")
# Days around which answers change: weekends, holidays, clocks, month and year ends.
EDGES = (
    *("2026-01-30", "2026-02-27", "2026-03-27", "2026-04-01", "2026-05-01", "2026-05-22", "2026-05-29", "2026-06-05"),
    *("2026-08-28", "2026-10-23", "2026-10-30", "2026-12-23", "2026-12-30", "2027-03-24", "2027-12-22", "2028-02-25"),
)
TIMES = ("00:00", "08:59", "09:00", "11:30", "12:00", "12:30", "14:59", "15:00", "16:30", "17:00", "22:30", "23:59")


def drawn() -> Theme:
    theme = Theme("drawn", "Promises and contacts drawn by chance, dense around the instants at which answers change.")
    for number in range(POLICIES):
        random = Random(SEED + number)
        policy = Policy(
            name=f"drawn-{number}",
            calendars=(draw_calendar(random),),
            standards=standards(*(draw_promise(random) for _ in range(4))),
        )
        for channel in CHANNELS[:4]:
            for time in range(EACH):
                contact = draw_contact(random, policy, channel)
                theme.case(f"{number}, {channel}, {time}", policy, contact, draw_as_of(random, policy, contact), COVERS)
    return theme


def draw_calendar(random: Random) -> Calendar:
    """A calendar that is open day and night, by a shop's hours, or at night."""
    base = random.choice((ENGLAND, SHOP, SHOP, NIGHTS, replace(PLAIN, zone="America/New_York")))
    return replace(
        base,
        counting=random.choice(COUNTINGS),
        roll=random.choice(("falls", "forward", "back")),
        cutoff=random.choice(("", "", "15:00")),
        month_end=random.choice(("last", "last", "next")),
    )


def draw_promise(random: Random) -> Promise:
    """A promise with what may move it; sometimes notice of an event."""
    if random.random() < 0.15:
        return _notice(random)
    of = random.choice(("arrives", "arrives", "arrives", "visit"))
    unit = random.choice((*OF_DAYS, *OF_DAYS, "hour", "minute", "opening hour"))
    limit = within(draw_amount(random, unit), of=of)
    is_of_days = unit in OF_DAYS
    if is_of_days:
        limit = replace(limit, ends=random.choice(("", "", "", "closing", "16:00", "same time")))
        if random.random() < 0.15:
            other = random.choice([one for one in OF_DAYS if one != unit])
            limit = replace(limit, amounts=(*limit.amounts, draw_pair(random, other)))
        if random.random() < 0.1:
            limit = replace(limit, month_end=True)
        if limit.amounts[-1][1] != "working day" and random.random() < 0.2:
            limit = replace(limit, roll=random.choice(("forward", "back", "falls")))
    promise = Promise(limit=limit)
    if random.random() < 0.6:
        promise = replace(promise, pauses=(Pause(both_days=is_of_days and random.random() < 0.3),))
    if random.random() < 0.4:
        promise = replace(promise, extension=_extension(random, unit, of))
    elif random.random() < 0.3:
        promise = replace(promise, dated=Dated(limit=random.choice((None, within("1 working day")))))
    other = "arrives" if of == "visit" else "visit"  # from the same event one that always binds would be refused
    if random.random() < 0.3:
        promise = replace(promise, cap=within(draw_amount(random, random.choice(OF_DAYS)), of=other))
    if random.random() < 0.2:
        promise = replace(promise, floor=within(draw_amount(random, random.choice(OF_DAYS)), of=other))
    if random.random() < 0.15:
        promise = replace(promise, verb="acknowledge", unless="resolved")
    elif random.random() < 0.15:
        promise = replace(promise, or_acts=(("call back", within(draw_amount(random, "working day"))),))
    return promise


def _notice(random: Random) -> Promise:
    unit = random.choice((*OF_DAYS, "hour", "opening hour"))
    clear = "clear " if unit in ("working day", "day") and random.random() < 0.4 else ""
    n, _ = draw_pair(random, unit)
    limit = before(f"{n} {clear}{unit}s", "visit")
    kind = "back" if unit not in OF_DAYS else random.choice(("back", "back", "at most back", "after"))
    return Promise(limit=replace(limit, kind=kind), verb="contact")


def _extension(random: Random, unit: str, of: str) -> Extension:
    own = unit if unit not in OF_DAYS else random.choice((unit, unit, random.choice(OF_DAYS)))
    by = Limit(kind="within", amounts=(draw_pair(random, "working day"),)) if random.random() < 0.3 else None
    return Extension(more=draw_pair(random, own), once=random.random() < 0.5, told_by=by)


def draw_amount(random: Random, unit: str) -> str:
    """Some of a unit, as the language says it."""
    n, unit = draw_pair(random, unit)
    return f"{n} {unit}s"


def draw_pair(random: Random, unit: str) -> tuple[int, str]:
    """Some of a unit, as many as are usual."""
    most = {"month": 3, "week": 3, "minute": 300, "hour": 60, "opening hour": 20}.get(unit, 12)
    return random.randrange(1, most), unit


def draw_contact(random: Random, policy: Policy, channel: str) -> dict[str, Any]:
    """A contact with what may move its promise, some of it just at the deadline in force or a microsecond off it."""
    zone = policy.calendar().zone
    day = dt.date.fromisoformat(random.choice(EDGES)) + dt.timedelta(days=random.randrange(4))
    arrives = clocks.shown(f"{day}T{random.choice(TIMES)}", zone) + random.choice((0, 0, 0, -1, 1))
    contact: dict[str, Any] = {"channel": channel, "arrives": clocks.utc(arrives)}
    events: dict[str, Any] = {"visit": near(random, arrives, 20)}
    contact["events"] = events
    for start, end in (("paused", "resumed"), ("told", ""), ("promised", "")):
        if random.random() < 0.6:
            events[start] = near(random, arrives, 8) if random.random() < 0.7 else at_due(random, policy, contact)
            begun = clocks.instant(dt.datetime.fromisoformat(events[start]))
            if end and random.random() < 0.8:
                events[end] = near(random, begun, 5)
    if "promised" in events and random.random() < 0.9:
        contact["dates"] = {"promised": str(day + dt.timedelta(days=random.randrange(30)))}
    for act in ("replied", "acknowledged", "contacted", "called back", "resolved"):
        if random.random() < 0.35:
            events[act] = near(random, arrives, 15) if random.random() < 0.5 else at_due(random, policy, contact)
    return contact


def near(random: Random, start: int, days: int) -> str:
    """At the half or the full hour, within some days after an instant."""
    return clocks.utc(start + random.randrange(0, days * 48) * 30 * MINUTE)


def at_due(random: Random, policy: Policy, contact: dict[str, Any]) -> str:
    """The deadline as it stands, or a microsecond before or after it; some days later where there is none."""
    rows = expected(policy, contact, "2028-12-31").get("promises", ())
    arrives = instants(contact["arrives"], policy.calendar().zone)[0]
    due = rows[0].get("due") if rows else None
    at = arrives + 3 * DAY if due is None else clocks.instant(dt.datetime.fromisoformat(due))
    return clocks.utc(max(arrives, at + random.choice((-1, 0, 1))))


def draw_as_of(random: Random, policy: Policy, contact: dict[str, Any]) -> str:
    """Around the deadline, at the arrival, or long after."""
    return random.choice((at_due(random, policy, contact), contact["arrives"], "2028-12-31T12:00"))


THEMES = (drawn,)
