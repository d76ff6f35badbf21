"""A promise of a contact judged, as a row of the results, whichever engine judged it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from troth.deadlines.judge import Status

ROW_COLUMNS = (
    *("contact", "promise", "event", "case", "anchor", "anchor_last", "due", "done", "done_last", "status"),
    *("late_by_seconds", "period", "amount", "currency"),
)


class Recorded(NamedTuple):
    """What every row of one audit carries: the instant as of which it was judged, and the two fingerprints."""

    as_of: int
    promises: str
    calendar: str


COLUMNS = (*ROW_COLUMNS, *Recorded._fields)
"""The columns of a file of results, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """`contact`: its id; `promise`: the identity of the row (`….update.3`, `….remedy` too).

    Instants are microseconds since 1970 in UTC. `anchor_last` and `done_last`: the last instant that it may have been,
    where only the day is known; else None. `period`: the local month in which it was due, `2026-03`. `amount`: what is
    owed, in minor units of `currency`; None where nothing can be owed or it is not known.
    """

    contact: str
    promise: str
    event: str
    status: Status
    case: str | None = None
    anchor: int | None = None
    anchor_last: int | None = None
    due: int | None = None
    done: int | None = None
    done_last: int | None = None
    late_by_seconds: int | None = None
    period: str | None = None
    amount: int | None = None
    currency: str | None = None
