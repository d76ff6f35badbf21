"""`within 5 days`, `within 1 month`: what if that day is closed?

Days, weeks, months and years pass over weekends and holidays and can end on one. Whether the deadline then stays, moves
on to the next working day, or back to the one before is said in the calendar (`roll forward`, `roll back`, `roll as it
falls`), or at the end of the limit (`, rolling forward`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.checks.counted import (
    arrival_text,
    calendars_of,
    day_limits,
    first_difference,
    limits_on,
    published,
    said_text,
    shown_from,
    uses_working_days,
)
from troth.checks.written import text_after
from troth.deadlines.contact import Moment
from troth.deadlines.deadline import Due
from troth.deadlines.due import amounts_of, can_end_closed
from troth.deadlines.notice import amounts_of_notice, before
from troth.diagnostics import Diagnostic, Fix
from troth.model.calendar import Calendar
from troth.model.duration import Unit
from troth.model.limit import Notice, Roll, SameDay, Within
from troth.model.policy import Policy, Promise
from troth.wording.phrases import event_text
from troth.wording.style import day_text


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T205: shown with an arrival whose deadline would fall on a closed day."""
    for rules, on in calendars_of(policy, calendar):
        if rules.roll is None and rules.weekdays and (len(rules.weekdays) < 7 or on.closed):
            yield from _extensions(policy, rules)
            yield from _notices(policy, rules, on)
            yield from _limits(policy, rules, on)


_ENDINGS = (", rolling forward", ", rolling back", ", as it falls")
_ROLLS = (Roll.FORWARD, Roll.BACK, Roll.NONE)


def _fixes(
    promise: Promise, limit: Within | Notice, policy: Policy, limits: Iterable[str] = ("", "", "")
) -> tuple[Fix, ...]:
    """The three endings, each as it is published, and where it leads."""
    return tuple(
        Fix(
            f"add `{ending}`: “{said_text(promise, limit, policy.words, roll)}”{leads}",
            text_after(limit.span, ending),
        )
        for ending, roll, leads in zip(_ENDINGS, _ROLLS, limits, strict=True)
    )


def _help(promise: Promise, limit: Within | Notice, first: Roll, policy: Policy) -> str:
    """The endings that settle it, two of them with the sentence that is then published."""
    stays, moves = (published(promise, limit, replace(limit, roll=roll), policy) for roll in (Roll.NONE, first))
    last = Roll.BACK if first is Roll.FORWARD else Roll.FORWARD
    return (
        f"say at its end `, rolling {first}`, published as “{moves}”; `, as it falls`, published as “{stays}”; or "
        f"`, rolling {last}`; or once for all in the calendar"
    )


def _limits(policy: Policy, rules: Calendar, calendar: WorkCalendar) -> Iterator[Diagnostic]:
    for promise, limit in day_limits(policy, rules):
        if (
            not isinstance(limit, Within)
            or limit.roll is not None
            or not can_end_closed(limit, amounts_of(limit, None, rules.short))
        ):
            continue
        readings = (replace(limit, roll=Roll.NONE), replace(limit, roll=Roll.FORWARD))
        found = first_difference(*readings, rules, rules, policy, calendar)
        if found is None:
            continue
        day, stays, moves = found
        before = calendar.working_before(stays)
        leads = (f", ends on {day_text(one)}" for one in (moves, before, stays))
        yield Diagnostic(
            code="T205",
            message=f"`{said_text(promise, limit, policy.words)}` can end on a closed day: "
            f"{arrival_text(limit, day)} it ends on {day_text(stays)}, and the next working day is "
            f"{day_text(moves)}",
            span=limit.span,
            help=_help(promise, limit, Roll.FORWARD, policy) + f" `{rules.name}`: `roll forward`",
            fixes=_fixes(promise, limit, policy, leads),
        )


def _extensions(policy: Policy, rules: Calendar) -> Iterator[Diagnostic]:
    """`extended by 2 days` of a limit in working days: only the calendar can say what happens to its end."""
    seen: set[str] = set()
    for promise, limit in limits_on(policy, rules):
        extension = promise.extension
        if extension is None or extension.amount.unit.is_timed or extension.amount.unit is Unit.WORKING_DAY:
            continue
        own = [one for _, one in promise.limits()]
        if promise.id not in seen and limit in own and (uses_working_days(limit) or isinstance(limit, SameDay)):
            seen.add(promise.id)
            yield Diagnostic(
                code="T205",
                message=f"`extended by {extension.amount}`, this promise can end on a closed day",
                span=promise.span,
                help="say once for all in the calendar: `roll forward`, `roll back` or `roll as it falls`",
            )


def _notices(policy: Policy, rules: Calendar, on: WorkCalendar) -> Iterator[Diagnostic]:
    """`at least 2 days before the visit`: that day too can be a closed one."""
    for promise, limit in limits_on(policy, rules):
        if not isinstance(limit, Notice) or limit.roll is not None or limit.amount.unit.is_timed:
            continue
        if amounts_of_notice(limit, rules.short)[-1].unit is Unit.WORKING_DAY and not limit.clear:
            continue
        means = "means the next working day" if limit.after else "counted back means the working day before"
        yield Diagnostic(
            code="T205",
            message=f"`{said_text(promise, limit, policy.words)}` can end on a closed day{_shown(limit, policy, on)}",
            span=limit.span,
            help=_help(promise, limit, Roll.BACK, policy) + f": `roll forward`, which {means}",
            fixes=_fixes(promise, limit, policy),
        )


def _shown(limit: Notice, policy: Policy, calendar: WorkCalendar) -> str:
    """`: for the visit on Monday 9 March 2026 it is Saturday 7 March 2026, or Friday 6 March 2026`; counted back."""
    start = shown_from(policy, calendar)
    for step in range(0 if limit.after else 60):
        day = start + timedelta(days=step)
        instant = calendar.clock.first_instant(datetime.combine(day, time(10)))
        readings = (replace(limit, calendar="", at_most=False, roll=roll) for roll in (Roll.NONE, Roll.BACK))
        try:
            one, other = (before(reading, Moment(instant, instant), calendar) for reading in readings)
        except (OutsideYears, OverflowError):
            return ""
        if isinstance(one, Due) and isinstance(other, Due) and one.last_day != other.last_day:
            assert one.last_day is not None
            assert other.last_day is not None
            event = event_text(limit.event, policy.words)
            return f": for {event} on {day_text(day)} it is {day_text(one.last_day)}, or {day_text(other.last_day)}"
    return ""
