"""The result rows of an audit: one a promise of a contact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

OUTSIDE = "a calendar of that year"
"""What is missing where the arrival or a deadline of a contact lies beyond the calendar's years."""


class Said(NamedTuple):
    """What a target says of a row: `number` counts its promise's tiers and averages from 1.

    `counts`: is the target about this contact? None where that is not known. `taken`: of an average, with its unit.
    """

    number: int
    counts: bool | None
    status: str
    missing: str
    period: str | None
    taken: tuple[int, str] | None


class ResultRow(NamedTuple):
    """A promise of a contact, judged. Instants are microseconds since 1970 in UTC.

    A moment of which only the day is known goes from its first to its `last` instant. `met_at_due`: is the instant
    `due` itself still in time? `missing`: what would have to be known (status unknown). `period`: the local month of
    the last instant in time. `amount`: decimal text, such as 60.00.
    """

    contact: str
    promise: str
    event: str
    case: str | None
    anchor: int | None
    anchor_last: int | None
    due: int | None
    met_at_due: bool | None
    done: int | None
    done_last: int | None
    status: str
    missing: str | None
    late_by_seconds: int | None
    period: str | None
    amount: str | None
    currency: str | None
    targets: tuple[Said, ...] = ()

    @property
    def minutes(self) -> int | None:
        """Whole minutes from the anchor to the act; None where that is not known to the minute, or there is neither."""
        if self.status not in ("met", "late") or self.anchor is None or self.done is None:
            return None
        if self.anchor != self.anchor_last or self.done != self.done_last:
            return None
        return max(self.done - self.anchor, 0) // 60_000_000


class LogContact(NamedTuple):
    """A contact of a log: where it stands, its id and customer, and the rest in the form of `troth due`.

    `unreadable`: names of what could not be read, as the canonical relation names its columns (`event replied`, `fact
    away`, `channel`), left out of `data`.
    """

    file: str
    row: int
    id: str
    customer: str | None
    data: Mapping[str, Any]
    unreadable: tuple[str, ...] = ()


class Refused(NamedTuple):
    """A contact that cannot be judged at all: a finding's code, and its message."""

    code: str
    message: str
