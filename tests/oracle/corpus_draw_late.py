"""A theme that is drawn, of restarts, deemed arrival, announcements, days not counted, misses, targets and remedies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from tests.oracle import clocks
from tests.oracle.corpus_again import ANEW, INFORMED
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_draw import (
    EDGES,
    OF_DAYS,
    at_due,
    draw_amount,
    draw_as_of,
    draw_calendar,
    draw_contact,
    draw_pair,
    draw_promise,
    near,
)
from tests.oracle.corpus_known import ON_ARRIVAL
from tests.oracle.corpus_spec import (
    Announced,
    Breach,
    Calendar,
    Channel,
    Closure,
    Policy,
    Promise,
    Remedy,
    Standard,
    Target,
    Tier,
    Variation,
    within,
)

SEED = 815
POLICIES = 40
EACH = 3
COVERS = ["drawn"]
ONE_DAY = dt.timedelta(days=1)


def drawn_late() -> Theme:
    theme = Theme("drawn-late", "Restarts, deemed arrival, announcements, misses, targets, remedies: drawn by chance.")
    for number in range(POLICIES):
        draw(theme, number, Random(SEED + number))
    return theme


def draw(theme: Theme, number: int, random: Random) -> None:
    """Adds a policy, with a few contacts for each of its standards."""
    policy = _policy(number, random)
    bare = replace(policy, standards=tuple(map(_bare, policy.standards)))
    for standard in policy.standards:
        for time in range(EACH):
            channel = standard.channels[0]
            contact = _contact(random, bare, channel)
            as_of = draw_as_of(random, bare, contact)
            more: Any = {"calendar": ON_ARRIVAL} if random.random() < 0.2 else {}
            theme.case(f"{number}, {channel}, {time}", policy, contact, as_of, COVERS, **more)


def _bare(standard: Standard) -> Standard:
    """What a standard promises without targets and remedies, which move no deadline."""
    promises = (replace(promise, targets=(), remedy=None) for promise in standard.promises)
    return replace(standard, promises=tuple(promises))


def _policy(number: int, random: Random) -> Policy:
    channels = (
        Channel(
            name="first class post",
            after=(random.randrange(1, 5), random.choice(("working day", "day"))),
            event=random.choice(("posted", "posted", "visit")),
        ),
        Channel(name="courier", sent_before=random.choice(("12:00", "16:30"))),
    )
    if channels[0].after is not None and channels[0].after[1] == "day":
        channels = (replace(channels[0], roll=random.choice((None, "forward", "back"))), channels[1])
    names = ("email", "letter", *(channel.name for channel in channels))
    standards = [
        Standard(name=name.replace(" ", "-"), channels=(name,), promises=(_promise(random),)) for name in names
    ]
    first = standards[0].promises[0]
    breach = Breach(
        event="trouble",
        noun="trouble",
        misses=random.choice((1, 2)),
        promise=f"email.{first.verb}",
        window=draw_pair(random, random.choice(("day", "week", "month"))),
    )
    called = Promise(limit=within(draw_amount(random, random.choice((*OF_DAYS, "hour"))), of="trouble"), verb="call")
    standards[0] = replace(standards[0], promises=(first, replace(called, remedy=_remedy(random))))
    return Policy(
        name=f"drawn-late-{number}",
        calendars=(_calendar(random),),
        standards=tuple(standards),
        channels=channels,
        events=INFORMED,
        breaches=(breach,),
        variations=tuple(_variations(random, standards)),
    )


def _calendar(random: Random) -> Calendar:
    calendar = draw_calendar(random)
    announced: dict[dt.date, Announced] = {}
    if random.random() < 0.5:
        for number in range(random.randrange(1, 6)):
            day = _edge(random) + random.randrange(12) * ONE_DAY
            on = day - random.randrange(-3, 9) * ONE_DAY
            announced[day] = Announced(day=day, name=f"closure {number}", on=on, is_closure=random.random() < 0.5)
    not_counted = []
    if random.random() < 0.4:
        for number in range(random.randrange(1, 4)):
            day = _edge(random) + random.randrange(12) * ONE_DAY
            last = day + random.randrange(6) * ONE_DAY
            not_counted.append(Closure(first=day, last=last, name=f"vacation {number}"))
    short = random.choice((0, 0, 0, 5, 3))
    return replace(calendar, announced=tuple(announced.values()), not_counted=tuple(not_counted), short=short)


def _edge(random: Random) -> dt.date:
    return dt.date.fromisoformat(random.choice(EDGES))


def _promise(random: Random) -> Promise:
    promise = draw_promise(random)
    promise = replace(promise, or_acts=())
    if promise.limit.kind == "within" and random.random() < 0.5:
        promise = replace(promise, restarts=ANEW)
    if promise.limit.kind != "after" and random.random() < 0.5:  # what is never late owes nothing
        promise = replace(promise, remedy=_remedy(random))
    if random.random() < 0.5:
        promise = replace(promise, targets=tuple(_targets(random, promise)))
    return promise


def _targets(random: Random, promise: Promise) -> Iterator[Target]:
    each = random.choice(("day", "week", "month", "quarter", "year", ""))
    if promise.limit.kind != "within" or random.random() < 0.3:
        yield Target(tiers=(Tier(share="95"),), each=each)
    elif random.random() < 0.5 and (promise.extension is None or promise.extension.more[1] in OF_DAYS):
        unit = random.choice(OF_DAYS if promise.extension else (*OF_DAYS, "hour", "minute", "opening hour"))
        yield Target(tiers=(Tier(share="80", limit=within(draw_amount(random, unit))),), each=each)
    else:
        unit = random.choice(("working day", "day", "hour", "minute", "opening hour"))
        yield Target(tiers=(Tier(average=draw_pair(random, unit)),), each=each)


def _remedy(random: Random) -> Remedy:
    unit = random.choice((*OF_DAYS, "hour", "minute", "opening hour"))
    if random.random() < 0.3:
        first = random.randrange(1, 4)
        delays = (((first, unit), 1000), ((first + random.randrange(1, 5), unit), 2500))
        remedy = Remedy(delays=delays)
    else:
        remedy = Remedy(amount=random.randrange(1, 5000))
    if remedy.amount is not None and random.random() < 0.6:
        step = (random.randrange(1, 4), unit)
        remedy = replace(remedy, plus=random.randrange(1, 2000), step=step, or_part=random.random() < 0.5)
        remedy = replace(remedy, most=random.choice((None, 8000, 20000)))
    if random.random() < 0.4:
        own = random.choice((*OF_DAYS, "hour", "opening hour"))
        remedy = replace(remedy, claimed_in=within(draw_amount(random, own)))
    if random.random() < 0.5:
        own = random.choice((*OF_DAYS, "hour", "opening hour"))
        late = random.choice((0, 2000))
        remedy = replace(remedy, paid_in=within(draw_amount(random, own)), paid_late=late)
        if remedy.claimed_in is None and random.random() < 0.5:
            remedy = replace(remedy, automatically=True)
    return remedy


def _variations(random: Random, standards: list[Standard]) -> Iterator[Variation]:
    if random.random() < 0.6:
        return
    first = _edge(random) - 2 * ONE_DAY
    limits = []
    for standard in standards:
        promise = standard.promises[0]
        is_of_days = promise.extension is None or promise.extension.more[1] in OF_DAYS
        if promise.limit.kind == "within" and is_of_days and random.random() < 0.7:
            unit = random.choice(OF_DAYS)
            limits.append((f"{standard.name}.{promise.verb}", within(draw_amount(random, unit), of=promise.limit.of)))
    if limits:
        yield Variation(name="backlog", first=first, last=first + 4 * ONE_DAY, limits=tuple(limits))


def _contact(random: Random, policy: Policy, channel: str) -> dict[str, Any]:
    contact = draw_contact(random, policy, channel)
    events: dict[str, Any] = contact["events"]
    arrives = clocks.instant(dt.datetime.fromisoformat(contact["arrives"]))
    if random.random() < 0.6:
        events["informed"] = [_informed(random, policy, contact, arrives) for _ in range(random.randrange(1, 3))]
    for name, chance in (("posted", 0.4), ("claimed", 0.4), ("compensated", 0.4), ("called", 0.4)):
        if random.random() < chance:
            events[name] = near(random, arrives - 2 * 86_400_000_000, 30)
    if random.random() < 0.3:
        day = clocks.local(arrives, policy.calendar().zone).date() - random.randrange(40) * ONE_DAY
        contact["missed"] = {policy.breaches[0].promise: [day.isoformat()]}
    return contact


def _informed(random: Random, policy: Policy, contact: dict[str, Any], arrives: int) -> str:
    return near(random, arrives, 8) if random.random() < 0.6 else at_due(random, policy, contact)


THEMES = (drawn_late,)
