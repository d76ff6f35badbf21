"""By when: the handful of shapes that a limit can have."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from troth.model.duration import Duration
from troth.source import NOWHERE, Span


class Roll(StrEnum):
    """Where a limit in days, weeks, months or years goes that ends on a closed day."""

    FORWARD = "forward"
    BACK = "back"
    NONE = "as it falls"


ARRIVAL = "arrives"
"""The event that starts the clock where a limit names none."""

OWN_ANCHOR = ""
"""In place of an event: the one from which the promise's own limit is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """`within 3 working days of the return, rolling forward, by 16:00`.

    Counted from `event`: `amount`, `then` another, `less` so many days, on to the month's end; ends with the last day,
    or on it at `by`, at closing time or at the same time of day; an amount of time ends at its last instant.
    `day_and_night` counts from the raw instant and sets counting and roll aside. `promptly` is said, not measured.
    `calendar`: "" is the policy's. `clear` is refused (T217): it is kept to show its two readings.
    """

    amount: Duration
    clear: bool = field(default=False, compare=False)
    then: Duration | None = None
    less: int = 0
    month_end: bool = False
    event: str = ARRIVAL
    roll: Roll | None = None
    by: time | None = None
    by_closing: bool = False
    same_time: bool = False
    day_and_night: bool = False
    promptly: bool = False
    calendar: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """`at least 5 working days before the visit`: counted back from the event, whose day is day 0.

    `clear`: so many whole days lie between the two. Ends with the day to which that leads, or at an instant.
    `at_most`: not before that day, and before the event. `after` the event, and at least: not before that day, and
    never late.
    """

    amount: Duration
    event: str
    then: Duration | None = None
    clear: bool = False
    at_most: bool = False
    after: bool = False
    roll: Roll | None = None
    calendar: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """`every 5 working days until the resolution`: again and again, each counted from the one before."""

    step: Within
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextWorkingDay:
    """`by the end of the next working day`: within 1 working day of day 0, in the words that people use."""

    event: str = ARRIVAL
    by: time | None = None
    by_closing: bool = False
    same_time: bool = False
    calendar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SameDay:
    """`on the same day`: by the end of day 0."""

    event: str = ARRIVAL
    by: time | None = None
    by_closing: bool = False
    same_time: bool = False
    calendar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rings:
    """`before ring 4` (at most 3), `within 5 rings` (at most 5)."""

    most: int
    said_before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AtEvent:
    """`at the appointment`: due at it, included."""

    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeEvent:
    """`before the appointment`: due before it, excluded."""

    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DuringContact:
    """`during the contact`, `at once`: due when the contact has ended, included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedDate:
    """`by the time agreed`, `by the date promised`: a date that the contact carries.

    `name` is agreed, told or promised.
    """

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """`as soon as possible`: published and listed for review, never judged."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """`no promise`: a case for which it is said that nothing is promised."""


Limit = (
    Within
    | Notice
    | Every
    | NextWorkingDay
    | SameDay
    | Rings
    | AtEvent
    | BeforeEvent
    | DuringContact
    | CarriedDate
    | Vague
    | Nothing
)

DayEnded = Within | NextWorkingDay | SameDay
"""The limits that are counted in days, or in time from an event."""
