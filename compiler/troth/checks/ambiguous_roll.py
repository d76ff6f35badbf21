"""`within 5 days`, `within 1 month`: what if that day is closed?

Days, weeks, months and years pass over weekends and holidays and can end on one. Whether the deadline then stays, moves
on to the next working day, or back to the one before is said in the calendar (`roll forward`, `roll back`, `roll as it
falls`), or at the end of the limit (`, rolling forward`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from troth.calendars.workdays import WorkCalendar
from troth.checks.counted import arrival_text, day_limits, first_difference, uses_working_days
from troth.checks.written import text_after
from troth.diagnostics import Diagnostic, Fix
from troth.model.duration import Unit
from troth.model.limit import Notice, Roll, SameDay, Within
from troth.model.policy import Policy
from troth.wording.phrases import limit_text
from troth.wording.style import day_text


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T205: shown with an arrival whose deadline would fall on a closed day."""
    rules = policy.calendar
    if rules is None or calendar is None or rules.roll is not None or not rules.weekdays:
        return
    yield from _extensions(policy)
    yield from _notices(policy)
    for _, limit in day_limits(policy):
        if not isinstance(limit, Within) or limit.roll is not None or limit.amount.unit == "working day":
            continue
        readings = (replace(limit, roll=Roll.NONE), replace(limit, roll=Roll.FORWARD))
        found = first_difference(*readings, rules, rules, policy, calendar)
        if found is None:
            continue
        day, stays, moves = found
        assert stays.last_day is not None
        assert moves.last_day is not None
        yield Diagnostic(
            code="T205",
            message=f"`within {limit.amount}` can end on a closed day: {arrival_text(limit, day)} it ends on "
            f"{day_text(stays.last_day)}, and the next working day is {day_text(moves.last_day)}",
            span=limit.span,
            help="say at its end `, rolling forward`, `, rolling back` or `, as it falls`; or once for all in the "
            f"calendar `{rules.name}`: `roll forward`",
            fixes=tuple(
                Fix(f"add `{ending}`", text_after(limit.span, ending))
                for ending in (", rolling forward", ", rolling back", ", as it falls")
            ),
        )


def _extensions(policy: Policy) -> Iterator[Diagnostic]:
    """`extended by 2 days` of a limit in working days: only the calendar can say what happens to its end."""
    for promise in policy.promises():
        extension = promise.extension
        if extension is None or extension.amount.unit.is_timed or extension.amount.unit is Unit.WORKING_DAY:
            continue
        if any(uses_working_days(limit) or isinstance(limit, SameDay) for _, limit in promise.limits()):
            yield Diagnostic(
                code="T205",
                message=f"`extended by {extension.amount}`, this promise can end on a closed day",
                span=promise.span,
                help="say once for all in the calendar: `roll forward`, `roll back` or `roll as it falls`",
            )


def _notices(policy: Policy) -> Iterator[Diagnostic]:
    """`at least 2 days before the visit`: that day too can be a closed one."""
    for promise in policy.promises():
        for limit in promise.every_limit():
            if not isinstance(limit, Notice) or limit.roll is not None or limit.amount.unit.is_timed:
                continue
            if limit.amount.unit == "working day" and not limit.clear:
                continue
            yield Diagnostic(
                code="T205",
                message=f"`{limit_text(limit, policy.words)}` can end on a closed day",
                span=limit.span,
                help="say at its end `, rolling back`, `, rolling forward` or `, as it falls`; or once for all in the "
                "calendar: `roll forward`, which counted back means the working day before",
                fixes=tuple(
                    Fix(f"add `{ending}`", text_after(limit.span, ending))
                    for ending in (", rolling back", ", rolling forward", ", as it falls")
                ),
            )
