"""Calendars drawn at random, with every rule that a calendar statement says."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st
from tests.wording.drawn import DAYS, TIMES

from troth.model.calendar import Calendar, ClosedDay, Counting, HolidayRule, Hours, MonthEnd, NotCounted, YearlyDays
from troth.model.limit import Roll

REGIONS = ("GB-SCT", "GB-NIR", "GB-ENG", "GB-WLS", "IE", "US-NY", "FR", "DE-BY")
ZONES = ("Europe/London", "UTC", "America/New_York", "America/Port-au-Prince", "Australia/Lord_Howe", "Asia/Kolkata")
NAMES = st.sampled_from(
    [
        "Saint Andrew's Day (observed)",
        "Labour Day; Foundation Day",
        "winter closure",
        "Día de la Raza",
        "Gala. We close",
    ]
)
MINUTES = 24 * 60
LONGEST_NIGHT = 12 * 60
SEASONS = st.builds(
    YearlyDays, st.sampled_from(((10, 1), (6, 30), (2, 29), (12, 31))), st.sampled_from(((11, 15), (1, 5), (2, 28)))
)
WEEKDAYS = st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days)))


@st.composite
def some_dates(draw: st.DrawFn) -> tuple[dt.date, dt.date]:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return (first, draw(st.sampled_from((first, last))))


@st.composite
def spans(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    """Hours of one day in order, with time between them; the last may end in the next day."""
    times = sorted(draw(st.sets(st.integers(0, MINUTES - 1), min_size=1, max_size=6)))
    whole = list(zip(times[::2], times[1::2], strict=False))
    if len(times) % 2:
        start = times[-1]
        night = (
            st.integers(MINUTES + 1, min(start + LONGEST_NIGHT, MINUTES + times[0])) if start > MINUTES / 2 else None
        )
        ends = st.just(MINUTES) if night is None or times[0] == 0 else st.just(MINUTES) | night
        whole.append((start, draw(ends)))
    return tuple(whole)


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    if draw(st.integers(0, 2)) == 0:
        return Hours(spans=draw(spans()), dates=draw(some_dates()))
    weekdays = draw(WEEKDAYS.filter(bool))
    return Hours(spans=draw(spans()), weekdays=weekdays, during=draw(st.none() | SEASONS))


@st.composite
def closed_days(draw: st.DrawFn) -> tuple[tuple[ClosedDay, ...], tuple[ClosedDay, ...]]:
    """Closed days, and those that are working days all the same, one a day; some announced."""
    found: tuple[list[ClosedDay], list[ClosedDay]] = ([], [])
    for day in sorted(draw(st.sets(DAYS, max_size=6))):
        found[draw(st.integers(0, 1))].append(ClosedDay(day, draw(NAMES), draw(st.none() | DAYS)))
    return tuple(found[0]), tuple(found[1])


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    first = draw(st.integers(1950, 2090))
    regions = tuple(draw(st.lists(st.sampled_from(REGIONS), unique=True, max_size=3)))
    closed, shut = draw(closed_days())
    always = draw(st.booleans())
    return Calendar(
        name="",
        zone=draw(st.sampled_from(ZONES)),
        first_year=first,
        last_year=first + draw(st.integers(0, 9)),
        weekdays=draw(WEEKDAYS),
        hours=() if always else tuple(draw(st.lists(hours(), max_size=3))),
        always_open=always,
        cutoff=draw(st.none() | TIMES),
        counting=draw(st.none() | st.sampled_from(Counting)),
        month_end=draw(st.none() | st.sampled_from(MonthEnd)),
        roll=draw(st.none() | st.sampled_from(Roll)),
        closed=closed,
        shut=shut,
        holidays=HolidayRule(regions=regions) if regions else None,
        not_counted=tuple(
            draw(
                st.lists(
                    st.builds(
                        NotCounted, days=SEASONS | some_dates(), name=st.sampled_from(("", "court vacation", "a. b; c"))
                    ),
                    max_size=2,
                )
            )
        ),
        short=draw(st.just(0) | st.integers(1, 2000)),
        by_rule=tuple(sorted(draw(st.sets(st.integers(first, first + 9))))) if regions else (),
    )
