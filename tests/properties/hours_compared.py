"""Opening hours, cut-offs and endings: offices drawn at random, the compiler's engines beside a sweep of intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.oracle import clocks, time_of_day
from tests.oracle.days import Beyond
from tests.oracle.hours_drawn import Drawn, draw_arrival, draw_limit, draw_office, limit_text
from tests.oracle.time_of_day import MINUTE, ONE_DAY, Limit

from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.deadlines.contact import Moment
from troth.deadlines.deadline import Due
from troth.deadlines.due import count
from troth.model.limit import NextWorkingDay, SameDay, Within
from troth.project import compile_text
from troth.tables.program import lower
from troth.targets.due_tables import table_of
from troth.targets.runtime_calendar import Calendar, Outside
from troth.targets.runtime_deadlines import Deadlines

CHANNELS = ("phone", "email", "letter", "text message", "social media", "web form", "web chat", "fax", "visit")
HEAD = """\
policy made "Made for a test"
    organisation "Made"
    calendar office
calendar office
"""


@dataclass(frozen=True, kw_only=True)
class Made:
    """An office with a limit for each of some channels, compiled from text, and as the checker has it."""

    drawn: Drawn
    limits: tuple[Limit, ...]
    compiled_limits: tuple[Within | NextWorkingDay | SameDay, ...]
    calendar: WorkCalendar
    program: dict[str, Any]
    deadlines: Deadlines
    lowered: tuple[dict[str, Any], ...]


Answer = int | None
"""The last instant in time; None for one that is refused: a day or an instant outside of the years."""

Engine = Callable[[Made, int, int], Answer]


def make(drawn: Drawn, limits: tuple[Limit, ...]) -> Made:
    """Compile an office with its limits; fails where its text is refused."""
    lines = [HEAD, *(f"    {line}\n" for line in drawn.calendar.splitlines())]
    for channel, limit in zip(CHANNELS, limits, strict=False):
        lines.append(f"standard {channel.replace(' ', '-')}\n    for {channel}\n")
        lines.append(f"    must reply within {limit_text(limit)}\n")
    found = compile_text(Path("made.policy"), "made.policy", "".join(lines).encode(), None)
    wrong = [finding for finding in found.findings if finding.is_error and finding.code != "T207"]
    assert not wrong, ("".join(lines), [finding.message for finding in wrong])
    assert found.policy is not None
    assert found.calendar is not None
    program = lower(found.policy, found.calendar)
    compiled = [promise.limit for promise in found.policy.promises()]
    return Made(
        drawn=drawn,
        limits=limits,
        compiled_limits=tuple(limit for limit in compiled if isinstance(limit, Within | NextWorkingDay | SameDay)),
        calendar=found.calendar,
        program=program,
        deadlines=Deadlines(Calendar(program["calendar"]), {}, explains=False),
        lowered=tuple(promise["limit"] for promise in program["promises"]),
    )


def by_the_sweep(made: Made, which: int, at: int) -> Answer:
    try:
        return made.drawn.years.last_instant(made.limits[which], at)
    except Beyond:
        return None


def by_minutes(made: Made, which: int, at: int) -> Answer:
    """Only for an instant at a full minute, far from the end of the years."""
    return time_of_day.last_instant(made.drawn.office, made.limits[which], at)


def by_the_walk(made: Made, which: int, at: int) -> Answer:
    try:
        due = count(made.compiled_limits[which], Moment(at, at), made.calendar)
    except OutsideYears:
        return None
    assert isinstance(due, Due)
    return due.last_in_time


def by_the_checker(made: Made, which: int, at: int) -> Answer:
    try:
        due = made.deadlines.due(made.lowered[which], {"arrives": (at, at), "events": {}, "dates": {}})
    except Outside:
        return None
    instant: int = due["instant"]
    return instant if due["included"] else instant - 1


def by_the_table(made: Made, which: int, ats: list[int]) -> list[Answer]:
    """All arrivals of one limit, since the table is made for it."""
    table = table_of(made.lowered[which], made.deadlines.calendar)
    found = [table.due(at) for at in ats]
    return [None if due is None else due[0] if due[1] else due[0] - 1 for due in found]


ENGINES: dict[str, Engine] = {"walk": by_the_walk, "checker": by_the_checker}


def offices(seed: int, most: int) -> Iterator[tuple[Made, Random]]:
    """`most` offices drawn from a seed, each with the source of its arrivals."""
    for number in range(most):
        random = Random(f"{seed} {number}")
        drawn = draw_office(random)
        yield make(drawn, tuple(draw_limit(random) for _ in CHANNELS)), random


def compare(made: Made, random: Random, most: int, engines: dict[str, Engine] | None = None) -> Iterator[str]:
    """The differences, in words, of `most` arrivals each with a limit."""
    for _ in range(most):
        which, at = random.randrange(len(made.limits)), draw_arrival(random, made.drawn.years)
        wanted = by_the_sweep(made, which, at)
        for name, engine in (ENGINES if engines is None else engines).items():
            found = engine(made, which, at)
            if found != wanted:
                yield said(name, made, which, at, found, wanted)


def compare_table(made: Made, random: Random, most: int) -> Iterator[str]:
    """The differences of the compiled table of one limit."""
    which = random.randrange(len(made.limits))
    ats = [draw_arrival(random, made.drawn.years) for _ in range(most)]
    for at, found in zip(ats, by_the_table(made, which, ats), strict=True):
        wanted = by_the_sweep(made, which, at)
        if found != wanted:
            yield said("table", made, which, at, found, wanted)


def compare_oracles(made: Made, random: Random, most: int) -> Iterator[str | None]:
    """The difference, or None, of the sweep and the walk over minutes for at most so many arrivals.

    The walk over minutes begins with a full minute inside the years; long ones are left out.
    """
    years = made.drawn.years
    inside = clocks.start_of(years.first + ONE_DAY, years.office.zone)
    for _ in range(most):
        which, at = random.randrange(len(made.limits)), draw_arrival(random, years)
        at -= at % MINUTE
        wanted = by_the_sweep(made, which, at)
        if at < inside or wanted is None or wanted - at > 20 * 86_400_000_000:
            continue
        found = by_minutes(made, which, at)
        yield None if found == wanted else said("minutes", made, which, at, found, wanted)


def said(name: str, made: Made, which: int, at: int, found: Answer, wanted: Answer) -> str:
    zone = made.drawn.office.zone
    shown = ["refused" if one is None else clocks.local(one, zone).isoformat() for one in (at, found, wanted)]
    return (
        f"{name}: within {limit_text(made.limits[which])} from {shown[0]} gives {shown[1]}, expected {shown[2]}, in\n"
        f"{made.drawn.calendar}\n"
    )
