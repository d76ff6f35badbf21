"""Events that misses set off: both engines beside the dates that each miss's window holds."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import product
from random import Random
from string import ascii_lowercase
from typing import Any

from tests.conformance.running import Both
from tests.oracle import busdays, clocks, missed
from tests.oracle.days import ONE_DAY, every_day, public_holidays
from tests.oracle.extensions import Amount
from tests.oracle.hours_drawn import COUNTINGS
from tests.properties.both_engines import LONDON, answers, both, measured
from tests.properties.days_compared import Compared

REGION, YEARS = "GB-SCT", (2023, 2027)
WITHIN, AFTER = 2, 3
WINDOWS: tuple[Amount | None, ...] = (
    *((None, (1, "day"), (10, "day"), (90, "day"), (1, "week"), (6, "week"), (1, "month"), (3, "month"), (1, "year"))),
)
NUMBERS = (1, 2, 3, 5)
RULES = tuple((n, window) for n, window in product(NUMBERS, WINDOWS))


def event_of(number: int) -> str:
    return f"trouble q{ascii_lowercase[number // 26]}{ascii_lowercase[number % 26]}"


def when_text(n: int, window: Amount | None) -> str:
    within = "" if window is None else f" within {window[0]} {window[1]}{'s' if window[0] > 1 else ''}"
    return f"when {'a miss' if n == 1 else f'{n} misses'} of repairs.complete{within}"


@cache
def made() -> Both:
    """A promise, the events that its misses set off, and a promise after each."""
    events, promises = "", f"    must complete within {WITHIN} working days\n"
    for number, (n, window) in enumerate(RULES):
        name = event_of(number)
        verb = name.replace("trouble", "follow")
        events += f"event {name}\n    verb {name}\n    noun {name}\n    {when_text(n, window)}\n"
        events += f"event {name.replace('trouble', 'followed')}\n    verb {verb}\n"
        promises += f"    must {verb} within {AFTER} working days of the {name}\n"
    body = f"{events}standard repairs\n    for phone\n{promises}"
    return both(body, (f"counting {COUNTINGS['day 0']}", "roll forward"), REGION, YEARS)


def last_day(arrival: dt.date) -> dt.date:
    return busdays.last_day(arrival, WITHIN, public_holidays(REGION, *YEARS), next_open=False)


def drawn_misses(own: dt.date, random: Random) -> list[dt.date]:
    """Up to six, many at the edges of a window, some after the own one."""
    found = []
    for _ in range(random.randrange(7)):
        length = random.choice(WINDOWS)
        back = 200 if length is None else length[0] * {"day": 1, "week": 7, "month": 31, "year": 366}[length[1]]
        found.append(own - (back + random.choice((-2, -1, 0, 1, 2))) * ONE_DAY)
    return [day for day in found if day.year >= YEARS[0]] + [own] * random.choice((0, 0, 1)) + [own + ONE_DAY]


DAYS = [day for day in every_day(*YEARS) if 2024 < day.year < 2027]


def wrong_of(rows: dict[str, Any], own: dt.date | None, set_off: list[bool]) -> Iterator[str]:
    """What is not as it must be: after the event that happens, the promise is due that is counted from it."""
    for number, ((n, window), happens) in enumerate(zip(RULES, set_off, strict=True)):
        row = rows[f"made.repairs.{event_of(number).replace('trouble ', 'follow-')}"]
        wanted = None
        if happens and own is not None:
            due = busdays.last_day(own, AFTER, public_holidays(REGION, *YEARS), next_open=False)
            wanted = clocks.utc(clocks.start_of(due + ONE_DAY, LONDON))
        if row["due"] != wanted:
            yield f"{when_text(n, window)}: {row['due']}, expected {wanted}"


def compare_given(seed: int, each: int) -> Compared:
    """Contacts that come with earlier misses; some are not missed themselves, which sets nothing off."""
    random = Random(f"misses {seed}")
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for _ in range(each):
        arrival = random.choice(DAYS)
        own, earlier = last_day(arrival), drawn_misses(last_day(arrival), random)
        is_missed = random.random() < 0.85
        end = clocks.start_of(own + ONE_DAY, LONDON)
        done = clocks.utc(end - (0 if is_missed else 1))
        contact = {
            "channel": "phone",
            "arrives": clocks.utc(clocks.start_of(arrival, LONDON)),
            "missed": {"repairs.complete": [day.isoformat() for day in random.sample(earlier, len(earlier))]},
            "events": {"completed": done} if random.random() < 0.5 or not is_missed else {},
        }
        set_off = [is_missed and missed.happens(own, earlier, n, window) for n, window in RULES]
        for engine, rows in answers(made(), contact, end).items():
            counts[f"misses within a time, {engine}"] += len(RULES)
            wrong += [f"{engine}: {contact}: {line}" for line in wrong_of(rows, own, set_off)]
    return Compared(counts=dict(counts), differences=wrong)


def compare_customers(seed: int, number: int) -> Compared:
    """Contacts of a few customers in one file: the earlier misses are those that stand in it."""
    random = Random(f"customers {seed}")
    days = sorted(random.choices(DAYS[:200], k=number))
    random.shuffle(days)
    customers = [random.choice("abc") for _ in days]
    is_missed = [random.random() < 0.8 for _ in days]
    dues = [clocks.start_of(last_day(day) + ONE_DAY, LONDON) for day in days]
    contacts = [
        {"channel": "phone", "customer": customer, "arrives": clocks.utc(clocks.start_of(day, LONDON))}
        | {"events": {"completed": clocks.utc(due - (0 if late else 1))}}
        for day, customer, due, late in zip(days, customers, dues, is_missed, strict=True)
    ]
    set_off = [[False] * len(RULES) for _ in days]
    for customer, (place, (n, window)) in product("abc", enumerate(RULES)):
        own = [index for index, one in enumerate(customers) if one == customer and is_missed[index]]
        found = missed.in_order([(dues[index], last_day(days[index])) for index in own], n, window)
        for index, happens in zip(own, found, strict=True):
            set_off[index][place] = happens
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for engine, answer in measured(made(), contacts, max(dues)).items():
        for day, given, had, happens_of in zip(days, contacts, answer["contacts"], set_off, strict=True):
            rows = {row["id"]: row for row in had["promises"]}
            counts[f"misses of a customer, {engine}"] += len(RULES)
            wrong += [f"{engine}: {given}: {line}" for line in wrong_of(rows, last_day(day), happens_of)]
    return Compared(counts=dict(counts), differences=wrong)
