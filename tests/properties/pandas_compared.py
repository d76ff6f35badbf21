"""Opening hours beside the business hours of pandas, inside opening hours and off changes of the clocks."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.oracle import clocks
from tests.oracle.hours_drawn import draw_plain_office
from tests.oracle.hours_pandas import BusinessHours, closing_or_self
from tests.oracle.time_of_day import ONE_DAY, Limit
from tests.properties.hours_compared import Engine, Made, by_the_walk, make, said

HOURS = (1, 2, 3, 4, 5, 7, 8, 16, 24)
DAY = 86_400_000_000


def plain_offices(seed: int, most: int) -> Iterator[tuple[Made, Random]]:
    """Offices that pandas can express, with a limit of each of some hours."""
    for number in range(most):
        random = Random(f"pandas {seed} {number}")
        yield make(draw_plain_office(random), tuple(Limit(n=n, unit="opening hour") for n in HOURS)), random


def compare_pandas(made: Made, random: Random, most: int, engine: Engine = by_the_walk) -> Iterator[str | None]:
    """The difference in words, or None, of at most so many arrivals; those near a change of the clocks are left out."""
    years = made.drawn.years
    office = years.office
    days = sorted(day for day, spans in years.spans.items() if spans)
    assert office.hours is not None
    business = BusinessHours(office.weekdays, office.hours(days[0]), office.closed)
    flat = [span for day in days for span in years.spans[day]]
    for _ in range(most):
        opens, closes = random.choice(flat)
        at = random.choice((opens, closes - 1, opens + random.randrange(closes - opens)))
        which = random.randrange(len(HOURS))
        start = clocks.local(at, office.zone).replace(tzinfo=None)
        later = business.later(start, HOURS[which])
        if start.date() <= years.first + ONE_DAY or later.date() >= years.last - ONE_DAY:
            continue
        wanted = clocks.shown(later.isoformat(), office.zone)
        if clocks.local(at - DAY, office.zone).utcoffset() != clocks.local(wanted + DAY, office.zone).utcoffset():
            continue
        found = engine(made, which, at)
        same = found is not None and closing_or_self(found, flat) == closing_or_self(wanted, flat)
        yield None if same else said("pandas", made, which, at, found, wanted)
