"""Contacts drawn at random, independently of the compiler's own generator.

They are dense where answers change: at midnights, changes of the clocks, holidays, the ends of the years, and a
microsecond either side of the deadlines that follow; and they say everything in several spellings, some of them wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from tests.oracle import clocks

LONDON = "Europe/London"
CHANNELS = (
    *("phone", "telephone", "call", "phone message", "voicemail", "email", "mail", "letter", "post", "text message"),
    *("sms", "social media", "web form", "web chat", "fax", "visit", "in person", "home visit"),
)
KINDS = ("complaint", "enquiry", "request for service", "repair", "suggestion", "appointment")
EVENTS = (
    *("acknowledged", "replied", "answered", "called back", "contacted", "seen", "completed", "resolved", "attended"),
    *("called", "ended", "appointment", "promised", "leaving", "returned", "reply", "return", "completion", "contact"),
    "told",
)
# What moves the deadlines of the policies that are made for a test, and is therefore often given.
OFTEN = {
    "extended": ("told", "promised", "returned", "appointment"),
    "timed": ("paused", "resumed", "appointment", "visit", "returned", "told", "promised"),
    "several": ("updated", "resolved", "appointment", "returned", "followed up", "called"),
}
FACTS = {
    "polha": ("unresolved", "appointment lost"),
    "ledcom": ("away",),
    "extended": ("complex", "missing", "away", "the form is not whole"),
    "timed": ("complex", "waiting for the customer"),
    "several": (),
}
DATES = ("promised", "agreed", "told")
WRONG = ("emial", "", "replied", "nul\u0000", "ｅmail", "1")

# Midnights around holidays and weekends, and changes of the clocks, in the years 2015 to 2030.
EDGES = (
    *("2015-01-01", "2020-02-29", "2022-06-02", "2022-09-19", "2023-05-08", "2024-11-29", "2024-11-30", "2024-12-02"),
    *("2024-12-24", "2025-04-18", "2026-03-29", "2026-07-10", "2026-07-13", "2026-08-01", "2026-08-03", "2026-10-25"),
    *("2026-12-25", "2027-01-04", "2027-03-28", "2028-02-29", "2030-12-20", "2030-12-27", "2030-12-31", "2031-01-01"),
)
SHORT = ("timed", "several")
# Within the years of the policies in `SHORT`, and at their ends; openings and closings are some hours after them.
TIMED_EDGES = (
    *("2024-01-01", "2024-03-30", "2025-03-31", "2025-04-18", "2025-10-25", "2026-03-27", "2026-03-28", "2026-06-05"),
    *("2026-06-12", "2026-06-15", "2026-10-24", "2026-11-27", "2026-12-01", "2026-12-18", "2026-12-23", "2026-12-24"),
    *("2026-12-31", "2027-01-08", "2027-12-20", "2028-01-01"),
)
HOURS = (2, 9, 10, 12, 12.5, 13.5, 15, 16, 17, 22)
STEPS = (0, 1, -1, 30 * 60, 3600, 2 * 3600, 24 * 3600, 5 * 60, 86_399)


def drawn(policy: str, seed: int, n: int) -> Iterator[dict[str, Any]]:
    """`n` contacts with `as_of` among their parts, as a line of JSON holds them; the same for the same seed."""
    random = Random(f"{policy} {seed}")
    for _ in range(n):
        yield contact(policy, random)


def contact(policy: str, random: Random) -> dict[str, Any]:
    arrives = timed_edge(random) if policy in SHORT else edge(random)
    data: dict[str, Any] = {"channel": random.choice(CHANNELS), "arrives": written(arrives, random)}
    if random.random() < 0.6:
        data["kind"] = random.choice(KINDS)
    if random.random() < 0.3:
        data["party"] = random.choice(("customer", "colleague"))
    if policy == "polha":
        if random.random() < 0.8:
            data["priority"] = random.choice(("emergency", "immediate", "urgent", "routine"))
        if random.random() < 0.7:
            data["stage"] = random.choice(("1", "2", 1, 2))
    facts: dict[str, Any] = {
        name: random.choice(("yes", "no", "true", "FALSE", True, False))
        for name in FACTS[policy]
        if random.random() < 0.7
    }
    if random.random() < 0.5:
        facts["rings"] = random.choice((0, 3, 4.0, 5, "4", "none", "None"))
    events: dict[str, Any] = {}
    for name in random.sample(EVENTS, random.choice((0, 1, 2, 4))):
        times = [written(near(arrives, random), random) for _ in range(random.choice((1, 1, 1, 2, 3)))]
        events[name] = times[0] if len(times) == 1 and random.random() < 0.5 else times
    often = 0.5 if policy in OFTEN else 0.2
    dates = {name: written(near(arrives, random), random) for name in DATES if random.random() < often}
    for name in OFTEN.get(policy, ()):
        if random.random() < 0.5:
            events[name] = [written(near(arrives, random), random) for _ in range(random.choice((1, 1, 2, 3)))]
    parts = {"facts": facts, "events": events, "dates": dates}
    data |= {name: part for name, part in parts.items() if part or random.random() < 0.1}
    if random.random() < 0.03:
        data[random.choice(list(data))] = random.choice(WRONG)
    if random.random() < 0.01:
        data["colour"] = "red"
    data["as_of"] = clocks.utc(near(arrives, random))
    return data


def edge(random: Random) -> int:
    """An instant near an edge, or anywhere."""
    if random.random() < 0.2:
        return clocks.shown("2015-01-01T00:00", LONDON) + random.randrange(5843 * 86_400 * 1_000_000)
    start = clocks.start_of(dt.date.fromisoformat(random.choice(EDGES)), LONDON)
    return start + random.choice(STEPS) * 1_000_000 + random.choice((-1, 0, 0, 1))


def timed_edge(random: Random) -> int:
    """An instant at an opening, a closing or a cut-off near an edge; or some time in those years."""
    if random.random() < 0.2:
        return clocks.shown("2024-01-01T00:00", LONDON) + random.randrange(1461 * 86_400 * 1_000_000)
    start = clocks.start_of(dt.date.fromisoformat(random.choice(TIMED_EDGES)), LONDON)
    hours = random.choice((0, 0, 24, 48)) + random.choice(HOURS)
    return start + int(hours * 3600) * 1_000_000 + random.choice((-1, 0, 0, 0, 1))


def near(arrives: int, random: Random) -> int:
    """An instant at, or a microsecond off, a deadline that such an arrival may have; or some time around."""
    if random.random() < 0.5:
        day = clocks.local(arrives, LONDON).date() + dt.timedelta(days=random.randrange(-1, 9))
        return clocks.start_of(day, LONDON) + random.choice((-1, 0, 1))
    step = random.choice((5 * 60, 2 * 3600, 24 * 3600, 29 * 86_400))
    return (
        arrives
        + random.choice((step, random.randrange(step), -random.randrange(step))) * 1_000_000
        + random.choice((-1, 0, 0, 1))
    )


def written(at: int, random: Random) -> str:
    """An instant as a person or a program writes it; in local time also where clocks show that time twice."""
    local = clocks.local(at, LONDON)
    how = random.random()
    if how < 0.4:
        return clocks.utc(at)
    if how < 0.5:
        return local.isoformat()
    if how < 0.65:
        return local.date().isoformat()
    if how < 0.7:
        return clocks.local(at, "Asia/Kolkata").isoformat()
    return local.replace(tzinfo=None).isoformat(sep=random.choice("T "))
