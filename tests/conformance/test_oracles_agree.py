"""The oracle of the corpus against the older ones, which know nothing of it: minute by minute, and by NumPy."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

import pytest
from tests.oracle import busdays, clocks, time_of_day
from tests.oracle.corpus_contact import Contact
from tests.oracle.corpus_counted import COUNTINGS, SHOP
from tests.oracle.corpus_due import Found, find_due
from tests.oracle.corpus_place import place
from tests.oracle.corpus_spec import Calendar, within
from tests.oracle.corpus_years import ENGLAND
from tests.oracle.days import Beyond, every_day

LONDON = "Europe/London"
ROLL = "forward"
LIMITS = {
    "3 working days": time_of_day.Limit(n=3, unit="working day"),
    "5 days": time_of_day.Limit(n=5, unit="day"),
    "2 weeks": time_of_day.Limit(n=2, unit="week"),
    "1 month": time_of_day.Limit(n=1, unit="month"),
    "26 hours": time_of_day.Limit(n=26, unit="hour"),
    "7 opening hours": time_of_day.Limit(n=7, unit="opening hour"),
    "90 opening minutes": time_of_day.Limit(n=90, unit="opening minute"),
}


def at(instant: int) -> Contact:
    return Contact("email", instant, {}, {}, "unknown", {}, {})


def office(calendar: Calendar) -> time_of_day.Office:
    here = place(calendar)
    hours = {day: _hours(calendar, day) for day in every_day(*calendar.years)}
    return time_of_day.Office(
        zone=calendar.zone,
        closed=frozenset(here.closed),
        hours=hours.__getitem__,
        counting=calendar.counting,
        cutoff=calendar.cutoff or None,
        roll=calendar.roll,
    )


def _hours(calendar: Calendar, day: dt.date) -> tuple[tuple[str, str], ...]:
    here = place(calendar)
    assert not isinstance(calendar.hours, str)
    return here._hours(day, calendar.hours)


@pytest.mark.parametrize("counting", COUNTINGS)
@pytest.mark.parametrize("cutoff", ["", "15:00"])
def test_minute_by_minute(counting: str, cutoff: str) -> None:
    calendar = replace(SHOP, counting=counting, cutoff=cutoff, roll=ROLL)
    older = office(calendar)
    random = Random(f"{counting} {cutoff}")
    for number in range(100):
        month = random.choice((1, 3, 4, 6, 10, 12))
        start = clocks.shown(f"2026-{month:02}-{random.randrange(2, 27):02}T{random.randrange(24):02}:30", LONDON)
        text, limit = list(LIMITS.items())[number % len(LIMITS)]
        pauses = []
        if random.random() < 0.5:
            first = start + random.randrange(-500, 3000) * 60_000_000
            pauses.append((first, first + random.randrange(0, 5000) * 60_000_000))
        limit_of = within(text)
        unpaused = find_due(limit_of, at(start), place(calendar))
        assert isinstance(unpaused, Found)
        begun = [(*pause, False) for pause in pauses if pause[0] < unpaused.at]
        found = find_due(limit_of, at(start), place(calendar), None, begun)
        assert isinstance(found, Found)
        expected = time_of_day.last_instant(older, limit, start, pauses)
        assert found.last_in_time == expected, (
            text,
            clocks.utc(start),
            [tuple(map(clocks.utc, one)) for one in pauses],
        )


@pytest.mark.parametrize("counting", ["day 0", "next open"])
def test_by_numpy(counting: str) -> None:
    calendar = replace(ENGLAND, counting=counting)
    here = place(calendar)
    for number, day in enumerate(every_day(2025, 2028)[:-60]):
        n = number % 20 + 1
        found = find_due(within(f"{n} working days"), at(clocks.start_of(day, LONDON)), here)
        assert isinstance(found, Found)
        assert found.last_day == busdays.last_day(day, n, here.closed, next_open=counting == "next open")


def test_beyond_the_years_is_refused() -> None:
    start = clocks.shown("2028-12-30T12:00", LONDON)
    with pytest.raises(Beyond):
        find_due(within("2 working days"), at(start), place(ENGLAND))
