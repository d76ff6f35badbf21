"""A deadline and the steps that lead to it, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from troth.deadlines.contact import Moment
from troth.deadlines.holds import Missing, Truth
from troth.model.words import CONTACT_STARTS


class StepKind(StrEnum):
    ANCHOR = "anchor"  # the day of the event that starts the clock; detail: the event
    SENT = "sent"  # the day on which something was sent that counts as arriving on another
    DEEMED = "deemed"  # the day on which it counts as arriving
    CLOSED = "closed"  # a day that does not count; detail: why
    DAY_0 = "day 0"  # the next working day, on which an arrival while closed counts as arriving
    COUNTED = "counted"  # counted day `number` of `of`; detail: the unit
    LESS = "less"  # the day to which days are taken off; detail: how many
    MONTH_END = "month end"  # the last day of the month, to which a limit goes on
    LATER = "later"  # the day reached by weeks, months or years; detail: the amount
    EARLIER = "earlier"  # the day that lies an amount before an event; detail: the amount
    ROLLED = "rolled"  # the day to which a limit moves that ended on a closed day; detail: forward or back
    NOT_OPEN = "not open"  # a working day on which we do not open again after the anchor
    CUT_OFF = "cut-off"  # a working day after whose cut-off the anchor lies
    OPEN = "open"  # time while we are open; detail: how much of what
    ELAPSED = "elapsed"  # an amount of elapsed time; detail: the amount
    CLOCK_CHANGE = "clock change"  # clocks went forward or back by `number` minutes within the elapsed time
    PAUSED = "paused"  # a day that stands still; or, with a detail, how long it stood still in all
    RESUMED = "resumed"  # the first day on which it can be due after a pause
    BOUND = "bound"  # the latest or earliest that it may be; detail: which
    PROMISED = "promised"  # the date that was promised and binds instead


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    day: date
    kind: StepKind
    detail: str = ""
    number: int = 0
    of: int = 0
    counts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline: kept before `instant`, or at it too if `included`.

    `last_day` and `day_0`, from which it was counted, for one that is counted in days.

    `earliest`: where it hangs on an event of which only the day is known, the first instant that it could be.
    `opens`: what is done before this instant is too early, and does not keep it.
    """

    instant: int
    included: bool
    earliest: int | None = None
    opens: int | None = None
    last_day: date | None = None
    day_0: date | None = None
    steps: tuple[Step, ...] = ()

    @property
    def last_in_time(self) -> int:
        """The last instant at which it is kept."""
        return self.instant if self.included else self.instant - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBefore:
    """No deadline, but an instant before which it is too early."""

    opens: int
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """The event that starts the clock has not happened."""

    event: str


def time_of(event: str) -> str:
    """What would have to be known of an event of which only the day is."""
    return "time of arrival" if event == CONTACT_STARTS else f"time of event {event}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """When the time of a limit stands still: these local days, and these spans between instants.

    `is_exact`: the instants are known, not only their days. `last_day`: that on which the last pause ended.
    """

    days: frozenset[date]
    spans: tuple[tuple[int, int], ...]
    is_exact: bool
    last_day: date


def in_time(moment: Moment, due: Due) -> Truth:
    """Was something done by a deadline? Not known where only its day is, or the deadline's, and the two meet."""
    before = 0 if due.included else 1
    surely = due.instant if due.earliest is None else due.earliest
    if moment.last <= surely - before:
        return True
    return False if moment.first > due.instant - before else Missing("time")
