"""Local time and instants, by a table of a zone's transitions. Standard library only: compiled checkers carry it.

Instants are whole microseconds since 1970-01-01 00:00 UTC.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

SECOND = 1_000_000
EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Transition:
    """From this instant (UTC seconds) on, local time is UTC + `offset` seconds and is called `name`.

    The first of a table holds from before; its instant is None.
    """

    at: int | None
    offset: int
    name: str


class LocalTime:
    """Instants ↔ local date and time, by the table."""

    def __init__(self, transitions: tuple[Transition, ...]) -> None:
        self.transitions = transitions
        self._starts = [(transition.at or 0) * SECOND for transition in transitions[1:]]
        self._offsets = {transition.offset * SECOND for transition in transitions}

    def transition(self, instant: int) -> Transition:
        """The entry of the table that holds at an instant."""
        return self.transitions[bisect_right(self._starts, instant)]

    def local(self, instant: int) -> datetime:
        """The local date and time (naive) of an instant."""
        return EPOCH + timedelta(microseconds=instant + self.transition(instant).offset * SECOND)

    def instants(self, local: datetime) -> tuple[int, ...]:
        """The instants at which clocks show that local time: none in a gap, two in a fold, else one."""
        shown = (local - EPOCH) // timedelta(microseconds=1)
        candidates = [shown - offset for offset in self._offsets]
        return tuple(sorted(one for one in candidates if one + self.transition(one).offset * SECOND == shown))

    def first_instant(self, local: datetime) -> int:
        """The first instant at which clocks show that time or a later one: in a gap the gap's end, in a fold the first.

        So the start of a day is `first_instant` of its midnight.
        """
        exact = self.instants(local)
        if exact:
            return exact[0]
        shown = (local - EPOCH) // timedelta(microseconds=1)
        for before, after, start in zip(self.transitions, self.transitions[1:], self._starts, strict=False):
            if start + before.offset * SECOND <= shown < start + after.offset * SECOND:
                return start
        raise AssertionError("a local time that is neither shown nor skipped")

    def start_of(self, day: date) -> int:
        """The first instant of a local day."""
        return self.first_instant(datetime.combine(day, time()))


def to_instant(moment: datetime) -> int:
    """An aware datetime as an instant."""
    return (moment.astimezone(UTC).replace(tzinfo=None) - EPOCH) // timedelta(microseconds=1)


def to_utc(instant: int) -> datetime:
    """An instant as an aware datetime in UTC."""
    return (EPOCH + timedelta(microseconds=instant)).replace(tzinfo=UTC)
