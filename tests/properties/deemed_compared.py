"""What is posted or sent and arrives on a day that its channel says: both engines beside NumPy and a walk."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import Any

from tests.conformance.running import Both
from tests.oracle import busdays, clocks
from tests.oracle.days import ONE_DAY, every_day, public_holidays
from tests.oracle.deemed import Post
from tests.oracle.hours_drawn import COUNTINGS
from tests.properties.both_engines import LONDON, answers, both
from tests.properties.days_compared import Compared

REGION, YEARS = "GB-SCT", (2024, 2028)
CUT = dt.time(16, 30)
ORDINALS = {
    1: "first",
    2: "second",
    3: "third",
    5: "fifth",
    10: "tenth",
    11: "11th",
    12: "12th",
    21: "21st",
}
NAMES = {11: "eleventh", 12: "twelfth", 21: "last"}
POSTS: dict[str, Post] = {
    **{f"{NAMES.get(n, ORDINALS[n])} post": Post(n=n, unit="working day") for n in (1, 2, 3, 10, 12, 21)},
    **{
        f"{NAMES.get(n, ORDINALS[n])} mail {roll or 'falling'}": Post(n=n, unit="day", roll=roll)
        for n, roll in product((1, 2, 3, 5, 11), (None, "forward", "back"))
    },
    "inbox": Post(sent_before=CUT),
}
WITHIN, DAYS, ROLL = 3, 5, "forward"
"""Of each channel a limit of so many working days, and one of so many days with a roll."""
Answer = Mapping[str, Any]


def post_text(post: Post) -> str:
    if post.sent_before is not None:
        return f"arrives when sent before {post.sent_before:%H:%M} on a working day, otherwise on the next working day"
    return f"arrives on {ORDINALS[post.n]} {post.unit} after posting{f', rolling {post.roll}' if post.roll else ''}"


@cache
def office(counting: str, cutoff: bool) -> Both:
    """A policy with a channel of each kind, which answers within some working days and confirms within some days."""
    channels = "".join(f'channel {name} "{name}"\n    {post_text(post)}\n' for name, post in POSTS.items())
    standard = (
        f"standard post\n    for {' or '.join(POSTS)}\n    must reply within {WITHIN} working days\n"
        f"    must acknowledge within {DAYS} days, rolling {ROLL}\n"
    )
    lines = [f"counting {COUNTINGS[counting]}", *(["cutoff 12:00"] if cutoff else [])]
    return both(channels + standard, tuple(lines), REGION, YEARS)


def times_of(day: dt.date, post: Post) -> Iterator[int]:
    """The first and the last instant of a day, and those around the time before which something is sent."""
    yield clocks.start_of(day, LONDON)
    yield clocks.start_of(day + ONE_DAY, LONDON) - 1
    if post.sent_before is not None:
        cut = clocks.shown(f"{day}T{post.sent_before:%H:%M}", LONDON)
        yield from (cut - 1, cut)


def compare(counting: str, days: list[dt.date], *, cutoff: bool = False, names: tuple[str, ...] = ()) -> Compared:
    """Each channel, sent on each day, by both engines; every second time it is the posting that is known."""
    one, closed = office(counting, cutoff), public_holidays(REGION, *YEARS)
    wrong: list[str] = []
    counts: Counter[str] = Counter()
    for number, (name, day) in enumerate(product(names or tuple(POSTS), days)):
        post = POSTS[name]
        for at in times_of(day, post):
            sent = clocks.local(at, LONDON)
            contact: dict[str, Any] = {"channel": name, "arrives": clocks.utc(at)}
            if number % 2 and post.sent_before is None:
                handed = clocks.start_of(day - 3 * ONE_DAY, LONDON)  # it was written three days before it was posted
                contact |= {"arrives": clocks.utc(handed), "events": {"posted": clocks.utc(at)}}
            arrives = post.arrives(sent, closed)
            if post.walked(sent, closed) != arrives:
                wrong.append(f"the two oracles: {name}, sent {sent}: {post.walked(sent, closed)}, {arrives}")
            for engine, rows in answers(one, contact, at).items():
                counts[f"deemed arrival, {engine}"] += 2
                found = expected_of(rows, arrives, closed)
                wrong += [f"{engine}: {name}, {counting}, sent {sent}: {line}" for line in found]
    return Compared(counts=dict(counts), differences=wrong)


def expected_of(rows: Mapping[str, Answer], arrives: dt.date, closed: Mapping[dt.date, str]) -> Iterator[str]:
    """What an answer has that does not follow from the day of arrival, which is day 0 whatever the day."""
    replies = busdays.last_day(arrives, WITHIN, closed, next_open=False)
    confirms = busdays.rolled(arrives + DAYS * ONE_DAY, ROLL, closed)
    for id_, last in (("made.post.reply", replies), ("made.post.acknowledge", confirms)):
        row = rows.get(id_, {})
        due = clocks.utc(clocks.start_of(last + ONE_DAY, LONDON))
        found = (row.get("anchor"), row.get("last_day"), row.get("due"), row.get("met_at_due"))
        if found != (arrives.isoformat(), last.isoformat(), due, False):
            yield f"{id_}: {found}, expected {arrives}, {last}, {due}"


FIRST, LAST = dt.date(2024, 2, 1), dt.date(2027, 10, 31)


def sent_on(step: int, start: int = 0) -> list[dt.date]:
    """Every so many days of nearly four years."""
    return [day for day in every_day(*YEARS) if FIRST <= day <= LAST][start::step]
