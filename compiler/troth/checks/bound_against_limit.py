"""`within 10 working days`, `never later than 3 working days`: then the ten days never hold.

What is never later than a date that always comes before the limit makes the limit mean nothing; so does what is never
earlier than a date that always comes after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.checks.counted import shown_from
from troth.deadlines.contact import Moment
from troth.deadlines.deadline import Due
from troth.deadlines.due import count
from troth.diagnostics import Diagnostic
from troth.model.limit import OWN_ANCHOR, DayEnded, NextWorkingDay, SameDay, Within
from troth.model.policy import Policy
from troth.wording.phrases import bound_text, limit_text

_DAYS = 366


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T218: where it is so on every day of a year, by the calendar."""
    if calendar is None:
        return
    for promise in policy.promises():
        for bound, word in ((promise.cap, "later"), (promise.floor, "earlier")):
            for _, limit in promise.limits() if bound is not None else ():
                assert bound is not None
                if not isinstance(limit, Within | NextWorkingDay | SameDay) or bound.event not in (
                    OWN_ANCHOR,
                    limit.event,
                ):
                    continue
                if _always(bound, limit, policy, calendar, is_cap=word == "later"):
                    said, own = bound_text(bound, policy.words), limit_text(limit, policy.words)
                    yield Diagnostic(
                        code="T218",
                        message=f"`never {word} than {said}` always comes before `{own}` ends"
                        if word == "later"
                        else f"`never {word} than {said}` always comes after `{own}` has ended",
                        span=bound.span,
                        help="one of the two figures is not meant, or one of the two lines is too many",
                    )


def _always(bound: Within, limit: DayEnded, policy: Policy, calendar: WorkCalendar, *, is_cap: bool) -> bool:
    own = replace(bound, event=limit.event)
    start, seen = shown_from(policy, calendar), False
    for step in range(_DAYS):
        instant = calendar.clock.first_instant(datetime.combine(start + timedelta(days=step), time(10)))
        anchor = Moment(instant, instant)
        try:
            one, other = count(own, anchor, calendar), count(limit, anchor, calendar)
        except (OutsideYears, OverflowError):
            return seen
        if not isinstance(one, Due) or not isinstance(other, Due):
            return False
        binds = one.last_in_time < other.last_in_time if is_cap else one.last_in_time > other.last_in_time
        if not binds:
            return False
        seen = True
    return seen
