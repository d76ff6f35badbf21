"""When a contact counts as arriving: by some channels not when it does, but on a day after it was sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.due import first_from
from troth.deadlines.walk import ONE_DAY, roll_day, walk
from troth.model.duration import Duration, Unit
from troth.model.limit import Roll
from troth.model.words import Deemed, DeemedAfter, DeemedWhenSent, Words


def with_deemed_arrival(contact: Contact, words: Words, calendar: WorkCalendar) -> Contact:
    """The contact with the day on which it counts as arriving, where its channel says one.

    Raises OutsideYears where that lies beyond the calendar's years.
    """
    term = words.term("channel", contact.channel)
    if term is None or term.deemed is None:
        return contact
    return replace(contact, deemed=_arrival(term.deemed, contact, calendar))


def _arrival(deemed: Deemed, contact: Contact, calendar: WorkCalendar) -> Moment:
    """From the first instant of that day to the last; of two days, where only the day is known on which it was sent."""
    event = deemed.event if isinstance(deemed, DeemedAfter) else ""
    sent = first_from(contact.happened(event), contact.arrives.first) or contact.arrives
    first, last = (_day(deemed, instant, calendar) for instant in (sent.first, sent.last))
    day = calendar.start_of(first), calendar.start_of(last + ONE_DAY) - 1
    return Moment(*day, is_day=True, sent=calendar.day_of(sent.first))


def _day(deemed: Deemed, sent: int, calendar: WorkCalendar) -> date:
    day = calendar.day_of(sent)
    if isinstance(deemed, DeemedWhenSent):
        in_time = calendar.is_working(day) and calendar.clock.local(sent).time() < deemed.before
        return day if in_time else calendar.next_working(day + ONE_DAY)
    amount = Duration(deemed.n, Unit.WORKING_DAY if deemed.working else Unit.DAY)
    return roll_day(walk(day, amount, calendar, [], frozenset()), deemed.roll or Roll.NONE, calendar, [])
