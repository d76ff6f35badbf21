"""What was known when: the deemed day of an arrival, and calendars as they were before a holiday was announced.

Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from tests.oracle import clocks
from tests.oracle.corpus_contact import Contact
from tests.oracle.corpus_place import ONE_DAY, place
from tests.oracle.corpus_promise import Judge, Judged
from tests.oracle.corpus_spec import Policy

ON_ARRIVAL = "known-on-arrival"
Ask = Callable[[Judge], Mapping[str, Judged]]
"""What is asked of a contact by one state of knowledge: rows by what their ids end in."""


def arrived(policy: Policy, contact: Contact) -> Contact:
    """A contact with the day on which it is taken to arrive, where its channel says so. Raises Beyond."""
    channel = next((one for one in policy.channels if one.name == contact.channel), None)
    if channel is None:
        return contact
    at = place(policy.calendar())
    if channel.sent_before:
        day = at.day(contact.arrives)
        sent = clocks.local(contact.arrives, at.zone).time()
        if not at.is_worked(day) or sent >= dt.time.fromisoformat(channel.sent_before):
            day += ONE_DAY
            while not at.is_worked(day):
                day += ONE_DAY
        return replace(contact, deemed=(at.start(day), day))
    assert channel.after is not None
    day = at.day(next(iter(contact.events.get(channel.event, ())), contact.arrives))
    left, unit = channel.after
    while left:
        day = at.check(day + ONE_DAY)
        left -= not at.why_passed(day, unit)
    step = {"forward": ONE_DAY, "back": -ONE_DAY}.get(channel.roll or "")
    while step and not at.can_end(day):
        day += step
    return replace(contact, deemed=(at.start(day), day))


def as_known(policy: Policy, day: dt.date) -> Policy:
    """A policy whose calendars have no day that was announced later than a date."""
    if not any(one.announced for one in policy.calendars):
        return policy
    return replace(policy, calendars=tuple(replace(one, known_on=day) for one in policy.calendars))


def known_until(policy: Policy, contact: Contact, at: int, reading: str) -> Policy:
    """A policy with the days that were announced on arrival, or up to a later instant."""
    arrival, day = (clocks.local(one, policy.calendar().zone).date() for one in (contact.arrives, at))
    return as_known(policy, arrival if reading == ON_ARRIVAL else max(arrival, day))


def judged(policy: Policy, contact: Contact, as_of: int, ask: Ask, reading: str) -> dict[str, Judged]:
    """What is asked, by what was known on arrival, and again at each later announcement, unless that came too late.

    A row whose deadline has passed when something is announced stays. `reading`: "announced" or "known-on-arrival".
    Raises Beyond.
    """
    days = {one.on for calendar in policy.calendars for one in calendar.announced}
    if not days:
        return dict(ask(Judge(policy, arrived(policy, contact), as_of)))
    zone = policy.calendar().zone
    arrival = clocks.local(contact.arrives, zone).date()
    known = as_known(policy, arrival)
    rows = dict(ask(Judge(known, arrived(known, contact), as_of)))
    moved: dict[str, list[str]] = {}
    for day in sorted(one for one in days if one > arrival):
        start = clocks.start_of(day, zone)
        if reading == ON_ARRIVAL or start > as_of:
            break
        known = as_known(policy, day)
        newer = dict(ask(Judge(known, arrived(known, contact), as_of)))
        for key, row in newer.items():
            before = rows[key].due
            if before is not None and before.last_in_time < start:
                newer[key] = rows[key]
            elif before is not None and row.due is not None and before.at != row.due.at:
                moved.setdefault(key, []).append(day.isoformat())
        rows = newer
    for key, listed in moved.items():
        said = rows[key].row
        rows[key] = replace(rows[key], row=said | {"reason": said.get("reason", {}) | {"announced": listed}})
    return rows
