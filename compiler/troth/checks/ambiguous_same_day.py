"""`on the same day` where the day of arrival can be a closed day: is a post on Saturday answered on Saturday?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.checks.counted import calendars_of, day_limits, shown_from
from troth.checks.written import line_beneath
from troth.diagnostics import Diagnostic, Fix
from troth.model.calendar import Calendar, Counting
from troth.model.condition import ArrivedOnClosedDay
from troth.model.limit import ARRIVAL, SameDay
from troth.model.policy import Policy, Promise
from troth.model.words import DeemedAfter, DeemedWhenSent
from troth.wording.calendar import counting_text
from troth.wording.style import day_text

_LINE = "except on closed days"
_SENTENCE = "This does not apply to a contact that arrives on a closed day."
_TITLE = f"add `{_LINE}`: “{_SENTENCE}”"


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T206: the line `except on closed days` settles it, or counting from when we next open."""
    for rules, on in calendars_of(policy, calendar):
        if rules.weekdays and rules.counting is Counting.ARRIVAL_IS_DAY_0:
            yield from _ambiguous(policy, rules, on)


def _ambiguous(policy: Policy, rules: Calendar, calendar: WorkCalendar) -> Iterator[Diagnostic]:
    for promise, limit in day_limits(policy, rules):
        is_excused = any(isinstance(one, ArrivedOnClosedDay) for one in promise.excuses)
        if not isinstance(limit, SameDay) or limit.event != ARRIVAL or is_excused or _never_on_closed(promise, policy):
            continue
        closed = _closed_day(policy, calendar)
        if closed is None:
            continue
        day, next_open = closed
        yield Diagnostic(
            code="T206",
            message=f"a contact can arrive on a closed day, such as {day_text(day)}: is it due on that day, on "
            f"{day_text(next_open)}, or not at all?",
            span=promise.span,
            help=f"if nothing is due then, add beneath it `{_LINE}`, published as “{_SENTENCE}”; if it is due when you "
            f"next open, say so in the calendar `{rules.name}`: `counting {Counting.WHEN_NEXT_OPEN}`, published as "
            f"“{counting_text(replace(rules, counting=Counting.WHEN_NEXT_OPEN))}”",
            # Beneath a promise with cases it would excuse the other limits too.
            fixes=() if promise.cases else (Fix(_TITLE, line_beneath(promise.span, _LINE, policy)),),
        )


def _never_on_closed(promise: Promise, policy: Policy) -> bool:
    """Does what comes by each of its channels count as arriving on a working day?"""
    terms = [policy.words.term("channel", name) for name in promise.who.values("channel")]
    deemed = [None if term is None else term.deemed for term in terms]
    return bool(deemed) and all(
        isinstance(one, DeemedWhenSent) or (isinstance(one, DeemedAfter) and (one.working or one.roll is not None))
        for one in deemed
    )


def _closed_day(policy: Policy, calendar: WorkCalendar) -> tuple[date, date] | None:
    """A closed day of the policy's time, with the next working day; None where the calendar has no such two."""
    for start in (shown_from(policy, calendar), calendar.first):
        day = start
        try:
            while calendar.is_working(day):
                day += timedelta(days=1)
            return day, calendar.next_working(day)
        except OutsideYears:
            continue
    return None
