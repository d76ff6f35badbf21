"""Offices drawn at random: as a person would say their hours of one day, and as the lines of a calendar.

Nothing here is the compiler's: the lines are text.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from tests.oracle import clocks
from tests.oracle.hours_intervals import KnownOffice, Years
from tests.oracle.time_of_day import ONE_DAY, Limit, Spans

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COUNTINGS = {
    "day 0": "the day of arrival is day 0",
    "next open": "a contact that arrives while closed arrives when we next open",
    "day 1": "the day of arrival is day 1",
}
ROLLS = {None: "as it falls", "forward": "forward", "back": "back"}
ZONES = (
    *("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Asia/Kolkata", "Europe/Dublin"),
    *("America/St_Johns", "Pacific/Chatham", "America/Havana", "Africa/Cairo", "Asia/Beirut", "America/Santiago"),
    *("Africa/Casablanca", "Atlantic/Azores", "Pacific/Apia", "America/Sao_Paulo", "Asia/Tehran", "Antarctica/Troll"),
)
LAST_YEAR = 2025  # of later ones, editions of the database of zones tell different things
HOUR = 3_600_000_000
MonthDay = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Line:
    """`open Monday, Friday, 09:00 to 17:00, during 1 June to 31 August each year`; or from a date to another."""

    spans: Spans
    weekdays: tuple[int, ...] = ()
    season: tuple[MonthDay, MonthDay] | None = None
    dates: tuple[dt.date, dt.date] | None = None

    def holds(self, day: dt.date) -> bool:
        if self.dates is not None:
            return self.dates[0] <= day <= self.dates[1]
        if day.weekday() not in self.weekdays:
            return False
        if self.season is None:
            return True
        (first, last), here = self.season, (day.month, day.day)
        return first <= here <= last if first <= last else not last < here < first

    @property
    def is_plain(self) -> bool:
        return self.dates is None and self.season is None

    @property
    def text(self) -> str:
        hours = " and ".join(f"{opens} to {closes}" for opens, closes in self.spans)
        if self.dates is not None:
            return f"open {range_text(*self.dates)}, {hours}"
        season = ""
        if self.season is not None:
            first, last = (f"{day} {dt.date(2024, month, 1):%B}" for month, day in self.season)
            season = f", during {first} to {last} each year"
        return f"open {', '.join(WEEKDAYS[one] for one in self.weekdays)}, {hours}{season}"


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """An office: what the oracle knows of it, and its calendar as text."""

    years: Years
    calendar: str

    @property
    def office(self) -> KnownOffice:
        return self.years.office


def range_text(first: dt.date, last: dt.date) -> str:
    one, other = (f"{day.day} {day:%B %Y}" for day in (first, last))
    return one if first == last else f"{one} to {other}"


def draw_office(random: Random) -> Drawn:
    """Two years of an office somewhere: hours by weekday, season and date, nights, closed days, a cut-off."""
    first_year = random.randrange(2015, LAST_YEAR)
    first, last = dt.date(first_year, 1, 1), dt.date(first_year + 1, 12, 31)
    weekdays = random.choice((range(5), range(5), range(6), range(7), random.sample(range(7), random.randint(1, 6))))
    lines = _draw_lines(random, first, last) if random.random() < 0.9 else []
    holidays = {first + ONE_DAY * random.randrange(731) for _ in range(random.randrange(25))}
    holidays = {day for day in holidays if day <= last}
    closure = first + ONE_DAY * random.randrange(700)
    closed = holidays | {closure + ONE_DAY * step for step in range(random.randint(1, 12))}
    shut = {first + ONE_DAY * random.randrange(731) for _ in range(random.choice((0, 0, 2, 6)))}
    shut = {day for day in shut if day <= last and day not in closed}
    counting = random.choice(tuple(COUNTINGS))
    cutoff = random.choice((None, None, "12:00", "15:30", "17:00", "00:00", "23:45"))
    roll = random.choice(tuple(ROLLS))
    zone = random.choice(ZONES)

    def hours(day: dt.date) -> Spans:
        by_rank: tuple[list[Line], ...] = (
            [line for line in lines if line.dates is not None and line.holds(day)],
            [line for line in lines if line.season is not None and line.holds(day) and day not in closed | shut],
            [line for line in lines if line.is_plain and line.holds(day) and day not in closed | shut],
        )
        return next((found[0].spans for found in by_rank if found), ())

    office = KnownOffice(
        first=first,
        last=last,
        zone=zone,
        closed=frozenset(closed),
        hours=hours if lines else None,
        counting=counting,
        cutoff=cutoff,
        roll=roll,
        weekdays=frozenset(weekdays),
        shut=frozenset(shut),
    )
    every = (first + ONE_DAY * step for step in range((last - first).days + 1))
    if lines and not any(office.is_worked(day) and hours(day) for day in every):
        return draw_office(random)  # one that never opens on a working day is no office
    closures = range_text(closure, max(day for day in closed if day >= closure and _in_a_row(closure, day, closed)))
    text = [
        f"time zone {zone}",
        f"years {first.year} to {last.year}",
        "holidays none",
        *(f'holidays also {range_text(day, day)}, "a holiday"' for day in sorted(holidays)),
        f'closed {closures}, "closed"',
        *(f'closed {range_text(day, day)}, "shut", counted as working days' for day in sorted(shut)),
        f"working days {', '.join(WEEKDAYS[one] for one in sorted(weekdays))}",
        *(line.text for line in lines),
        *([f"cutoff {cutoff}"] if cutoff else []),
        f"counting {COUNTINGS[counting]}",
        f"roll {ROLLS[roll]}",
    ]
    return Drawn(years=Years(office=office), calendar="\n".join(text))


def _in_a_row(first: dt.date, last: dt.date, days: set[dt.date]) -> bool:
    return all(first + ONE_DAY * step in days for step in range((last - first).days + 1))


def _draw_lines(random: Random, first: dt.date, last: dt.date) -> list[Line]:
    """Nights end, and days begin, at six at the earliest and the latest, so that no two spans overlap."""
    nights = random.random() < 0.4
    days = list(range(7))
    random.shuffle(days)
    cut = random.randint(1, 7)
    groups = [sorted(days[:cut]), sorted(days[cut:])] if random.random() < 0.7 else [sorted(days[:cut])]
    lines = [Line(spans=_draw_spans(random, nights=nights), weekdays=tuple(group)) for group in groups if group]
    if random.random() < 0.5:
        months = [(random.randint(1, 12), random.randint(1, 28)) for _ in range(2)]
        worked = tuple(sorted(random.sample(range(7), random.randint(1, 7))))
        lines.append(Line(spans=_draw_spans(random, nights=nights), weekdays=worked, season=(months[0], months[1])))
    here = first + ONE_DAY * random.randrange(300)
    while random.random() < 0.6 and here < last - ONE_DAY * 10:
        until = here + ONE_DAY * random.choice((0, 0, 1, 4))
        lines.append(Line(spans=_draw_spans(random, nights=nights), dates=(here, until)))
        here = until + ONE_DAY * random.randrange(1, 120)
    return lines


def _draw_spans(random: Random, *, nights: bool) -> Spans:
    """One to three spans in order; the last perhaps until midnight or into the night."""
    step = random.choice((15, 30, 60))
    earliest = 6 * 60 if nights else random.choice((0, 6 * 60, 8 * 60))
    times = sorted(random.sample(range(earliest, 24 * 60, step), 2 * random.randint(1, 3)))
    spans = [(_clock(opens), _clock(closes)) for opens, closes in zip(times[::2], times[1::2], strict=True)]
    how = random.random()
    if how < 0.1:
        spans[-1] = (spans[-1][0], "24:00")
    elif nights and how < 0.7 and spans[-1][0] >= "18:00":
        spans[-1] = (spans[-1][0], _clock(random.randrange(0, 6 * 60 + 1, step)))
    return spans


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def draw_limit(random: Random) -> Limit:
    """Mostly opening time; else days of some kind, with an ending; or time by the clock."""
    how = random.random()
    if how < 0.45:
        return Limit(n=random.choice((1, 2, 3, 4, 5, 8, 10, 16, 24, 37, 40, 72)), unit="opening hour")
    if how < 0.65:
        return Limit(n=random.choice((1, 10, 15, 45, 90, 150, 450, 1000)), unit="opening minute")
    if how < 0.72:
        return Limit(n=random.randint(1, 80), unit=random.choice(("hour", "minute")))
    ends = random.choice(("", "closing", "same time", "16:00", "01:30"))
    return Limit(n=random.randint(1, 12), unit=random.choice(("working day", "working day", "day", "week")), ends=ends)


def limit_text(limit: Limit) -> str:
    """`2 working days, by closing time`."""
    endings = {"": "", "closing": ", by closing time", "same time": ", at the same time of day"}
    unit = limit.unit if limit.n == 1 else f"{limit.unit}s"
    return f"{limit.n} {unit}{endings.get(limit.ends, f', by {limit.ends}')}"


def draw_arrival(random: Random, years: Years) -> int:
    """An instant of the years, mostly at or near an opening, a closing or a full hour; to the microsecond.

    Not before seven on the first day: whether a night goes on that began before the years is not known.
    """
    near = (0, 0, 0, 1, -1, 60_000_000, -60_000_000, 7 * 60_000_000)
    earliest, latest = years.start + 7 * HOUR, years.end - 1
    how = random.random()
    if how < 0.5 and years.edges[0]:
        at = random.choice(years.edges[0]) + random.choice(near)
    elif how < 0.7:
        day = years.first + ONE_DAY * random.randrange((years.last - years.first).days + 1)
        at = clocks.start_of(day, years.office.zone) + HOUR * random.randrange(24) + random.choice(near[:5])
    elif how < 0.75:
        at = latest - random.randrange(12 * 24 * HOUR)
    else:
        at = random.randint(earliest, latest)
    return min(max(at, earliest), latest)


def draw_plain_office(random: Random) -> Drawn:
    """The same hours on each working day, no seasons, nights or dates, and an arrival inside of them is not moved."""
    first_year = random.randrange(2015, LAST_YEAR)
    first, last = dt.date(first_year, 1, 1), dt.date(first_year + 1, 12, 31)
    weekdays = tuple(sorted(random.choice((range(5), range(5), range(6), range(7), random.sample(range(7), 3)))))
    closed = {first + ONE_DAY * random.randrange(700) for _ in range(random.randrange(30))}
    spans = [(opens, closes.replace("24:00", "23:59")) for opens, closes in _draw_spans(random, nights=False)]
    line = Line(spans=spans, weekdays=weekdays)
    counting, zone = random.choice(("day 0", "next open")), random.choice(ZONES)

    def hours(day: dt.date) -> Spans:
        return line.spans if line.holds(day) and day not in closed else ()

    office = KnownOffice(
        first=first,
        last=last,
        zone=zone,
        closed=frozenset(closed),
        hours=hours,
        counting=counting,
        weekdays=frozenset(weekdays),
    )
    text = [
        f"time zone {zone}",
        f"years {first.year} to {last.year}",
        "holidays none",
        *(f'holidays also {range_text(day, day)}, "a holiday"' for day in sorted(closed)),
        f"working days {', '.join(WEEKDAYS[one] for one in weekdays)}",
        line.text,
        f"counting {COUNTINGS[counting]}",
    ]
    return Drawn(years=Years(office=office), calendar="\n".join(text))
