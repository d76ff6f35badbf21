"""Events that misses set off: this contact's own miss, with those of the same customer within a time before it.

Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt

from tests.oracle import clocks
from tests.oracle.corpus_contact import Contact
from tests.oracle.corpus_due import MONTHS, months_on
from tests.oracle.corpus_place import ONE_DAY, Place, place
from tests.oracle.corpus_promise import Judged
from tests.oracle.corpus_spec import Amount, Breach, Policy


def day_of(judged: Judged, zone: str) -> dt.date:
    """The last day of a deadline: the local date of its last instant in time."""
    assert judged.due is not None
    return clocks.local(judged.due.last_in_time, zone).date()


def happened(breach: Breach, own: Judged | None, contact: Contact, policy: Policy) -> int | None:
    """When the event happens in this contact, by its own miss: at the last instant in time of that deadline."""
    if own is None or not own.is_missed or own.due is None:
        return None
    at = place(policy.calendar())
    day = day_of(own, at.zone)
    earlier = contact.missed.get(breach.promise, ())
    if breach.window is not None:
        earlier = tuple(one for one in earlier if one <= day <= window_end(one, breach.window, at))
    return own.due.last_in_time if 1 + len(earlier) >= breach.misses else None


def window_end(first: dt.date, window: Amount, at: Place) -> dt.date:
    """The last day that lies within an amount of time of a first one."""
    n, unit = window
    if unit in MONTHS:
        return months_on(first, n * MONTHS[unit], at)
    return first + n * (7 * ONE_DAY if unit == "week" else ONE_DAY)
