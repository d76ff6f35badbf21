"""`within 5 days`, `within 1 month`: what if that day is closed?

Days, weeks, months and years pass over weekends and holidays and can end on one. Whether the deadline then stays, moves
on to the next working day, or back to the one before is said in the calendar (`roll forward`, `roll back`, `roll as it
falls`), or at the end of the limit (`, rolling forward`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from troth.calendars.workdays import WorkCalendar
from troth.checks.counted import (
    arrival_text,
    calendars_of,
    day_limits,
    first_difference,
    limits_on,
    said_text,
    uses_working_days,
)
from troth.checks.written import text_after
from troth.deadlines.due import amounts_of, can_end_closed
from troth.deadlines.notice import amounts_of_notice
from troth.diagnostics import Diagnostic, Fix
from troth.model.calendar import Calendar
from troth.model.duration import Unit
from troth.model.limit import Notice, Roll, SameDay, Within
from troth.model.policy import Policy, Promise
from troth.wording.style import day_text


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T205: shown with an arrival whose deadline would fall on a closed day."""
    for rules, on in calendars_of(policy, calendar):
        if rules.roll is None and rules.weekdays and (len(rules.weekdays) < 7 or on.closed):
            yield from _extensions(policy, rules)
            yield from _notices(policy, rules)
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


def _limits(policy: Policy, rules: Calendar, calendar: WorkCalendar) -> Iterator[Diagnostic]:
    for promise, limit in day_limits(policy, rules):
        if (
            not isinstance(limit, Within)
            or limit.roll is not None
            or not can_end_closed(limit, amounts_of(limit, None))
        ):
            continue
        readings = (replace(limit, roll=Roll.NONE), replace(limit, roll=Roll.FORWARD))
        found = first_difference(*readings, rules, rules, policy, calendar)
        if found is None:
            continue
        day, stays, moves = found
        assert stays.last_day is not None
        assert moves.last_day is not None
        before = calendar.working_before(stays.last_day)
        leads = (f", ends on {day_text(one)}" for one in (moves.last_day, before, stays.last_day))
        yield Diagnostic(
            code="T205",
            message=f"`{said_text(promise, limit, policy.words)}` can end on a closed day: "
            f"{arrival_text(limit, day)} it ends on {day_text(stays.last_day)}, and the next working day is "
            f"{day_text(moves.last_day)}",
            span=limit.span,
            help="say at its end `, rolling forward`, `, rolling back` or `, as it falls`; or once for all in the "
            f"calendar `{rules.name}`: `roll forward`",
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


def _notices(policy: Policy, rules: Calendar) -> Iterator[Diagnostic]:
    """`at least 2 days before the visit`: that day too can be a closed one."""
    for promise, limit in limits_on(policy, rules):
        if not isinstance(limit, Notice) or limit.roll is not None or limit.amount.unit.is_timed:
            continue
        if amounts_of_notice(limit)[-1].unit is Unit.WORKING_DAY and not limit.clear:
            continue
        means = "means the next working day" if limit.after else "counted back means the working day before"
        yield Diagnostic(
            code="T205",
            message=f"`{said_text(promise, limit, policy.words)}` can end on a closed day",
            span=limit.span,
            help="say at its end `, rolling back`, `, rolling forward` or `, as it falls`; or once for all in the "
            f"calendar: `roll forward`, which {means}",
            fixes=_fixes(promise, limit, policy),
        )
