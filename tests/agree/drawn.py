"""The policies whose engines are compared, and the contacts that are put to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from troth.calendars.local_time import SECOND
from troth.calendars.workdays import WorkCalendar
from troth.deadlines.reading import Unreadable, read_moment
from troth.project import Compiled, load
from troth.tables.contacts import random_contacts

ROOT = Path(__file__).resolve().parents[2]
POLICIES = {
    path.stem: path for folder in ("policies", "tests/policies") for path in sorted((ROOT / folder).glob("*/*.policy"))
}
READINGS = ("announced", "known-on-arrival")


class Drawn(NamedTuple):
    """A contact in plain values, the instant from which we look as it is written, and as microseconds; the reading."""

    contact: dict[str, Any]
    as_of: str
    until: int
    reading: str


@cache
def policy(name: str) -> Compiled:
    """Compiled once in each process; fails where it has an error."""
    one = load(POLICIES[name])
    assert not one.has_errors, [finding.message for finding in one.findings]
    return one


def judged() -> list[str]:
    """The policies that have a calendar; one without promises no deadline, and has no checker."""
    return [name for name in POLICIES if policy(name).calendar is not None]


def contacts(name: str, seed: int, n: int) -> Iterator[Drawn]:
    """As many contacts of a policy, the same for the same seed; one in three near a change of clocks or of the year."""
    one = policy(name)
    assert one.policy is not None
    assert one.calendar is not None
    calendar = one.calendar
    number = 0
    while True:
        drawn = random_contacts(one.policy, calendar, seed * 1_000 + number, n, near=_edges(calendar))
        for contact, as_of in drawn:
            try:
                until = read_moment("as of", as_of, calendar.clock, calendar.rules.zone)[1]
            except Unreadable:  # a time that the clocks skip
                continue
            yield Drawn(contact, as_of, until, READINGS[n % 3 == 0 and bool(calendar.announcements)])
            n -= 1
            if not n:
                return
        number += 1


def _edges(calendar: WorkCalendar) -> list[int]:
    """Each change of the clocks, and each start of a year, there and in UTC."""
    years = range(calendar.first.year, calendar.last.year + 1)
    utc = [(date(year, 1, 1).toordinal() - date(1970, 1, 1).toordinal()) * 86_400 * SECOND for year in years]
    changes = [(change.at or 0) * SECOND for change in calendar.clock.transitions[1:]]
    return [*(calendar.start_of(date(year, 1, 1)) for year in years), *utc, *changes]
