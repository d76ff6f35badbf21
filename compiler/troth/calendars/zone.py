"""Local time and instants: a zone as a table of its transitions over a calendar's years.

Instants are whole microseconds since 1970-01-01 00:00 UTC. A zone is read once from the time-zone database into a table,
and everything after that works on the table, as the compiled checkers do.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name

SECOND = 1_000_000
DAY = 86_400 * SECOND
EPOCH = datetime(1970, 1, 1)
EPOCH_DAY = EPOCH.toordinal()


@dataclass(frozen=True, slots=True)
class Transition:
    """From this instant (UTC seconds) on, local time is UTC + `offset` seconds and is called `name`."""

    at: int
    offset: int
    name: str


def read_zone(zone: ZoneInfo, first: date, last: date) -> tuple[Transition, ...]:
    """The transitions of a zone from a day before `first` to two days after `last`; the first entry holds from before.

    Found by halving, so to the second, wherever the rules change. Two changes within six hours would be taken for one;
    the database has none.
    """
    start = datetime.combine(first, datetime.min.time(), UTC) - timedelta(days=2)
    end = datetime.combine(last, datetime.min.time(), UTC) + timedelta(days=3)
    here, step = int(start.timestamp()), 6 * 3600
    found = [_at(zone, here)]
    while here < end.timestamp():
        there = here + step
        if _at(zone, there).offset != found[-1].offset:
            low, high = here, there
            while high - low > 1:
                middle = (low + high) // 2
                if _at(zone, middle).offset == found[-1].offset:
                    low = middle
                else:
                    high = middle
            found.append(_at(zone, high))
        here = there
    return tuple(found)


def _at(zone: ZoneInfo, seconds: int) -> Transition:
    moment = datetime.fromtimestamp(seconds, zone)
    offset = moment.utcoffset()
    assert offset is not None
    return Transition(seconds, int(offset.total_seconds()), get_timezone_name(moment, locale="en_GB"))


class LocalTime:
    """Instants ↔ local date and time, by the table."""

    def __init__(self, transitions: tuple[Transition, ...]) -> None:
        self.transitions = transitions
        self._starts = [transition.at * SECOND for transition in transitions]

    def transition(self, instant: int) -> Transition:
        """The entry of the table that holds at an instant."""
        return self.transitions[max(bisect_right(self._starts, instant) - 1, 0)]

    def local(self, instant: int) -> datetime:
        """The local date and time (naive) of an instant."""
        return EPOCH + timedelta(microseconds=instant + self.transition(instant).offset * SECOND)

    def instants(self, local: datetime) -> tuple[int, ...]:
        """The instants at which clocks show that local time: none in a gap, two in a fold, else one."""
        shown = (local - EPOCH) // timedelta(microseconds=1)
        candidates = {shown - transition.offset * SECOND for transition in self.transitions}
        return tuple(sorted(instant for instant in candidates if self.local(instant) == local))

    def first_instant(self, local: datetime) -> int:
        """The first instant at which clocks show that time or a later one: in a gap the gap's end, in a fold the first.

        So the start of a day is `first_instant` of its midnight.
        """
        exact = self.instants(local)
        if exact:
            return exact[0]
        shown = (local - EPOCH) // timedelta(microseconds=1)
        for before, after in zip(self.transitions, self.transitions[1:], strict=False):
            start = after.at * SECOND
            if start + before.offset * SECOND <= shown < start + after.offset * SECOND:
                return start
        raise AssertionError(f"{local} is neither shown nor skipped")


def to_instant(moment: datetime) -> int:
    """An aware datetime as an instant."""
    return (moment.astimezone(UTC).replace(tzinfo=None) - EPOCH) // timedelta(microseconds=1)


def to_utc(instant: int) -> datetime:
    """An instant as an aware datetime in UTC."""
    return (EPOCH + timedelta(microseconds=instant)).replace(tzinfo=UTC)
