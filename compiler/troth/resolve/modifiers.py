"""What stands beneath a promise and moves its deadline: extensions, pauses, versions from a date on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from troth.model.condition import ArrivedBetween, InSeason, StateIs
from troth.model.duration import Unit
from troth.model.limit import Every, Limit, NextWorkingDay, Nothing, Notice, SameDay, Within
from troth.model.policy import Case, DatedReply, Extension, Pause
from troth.model.words import TOLD
from troth.resolve.conditions import resolve_fact, resolve_state
from troth.resolve.limits import resolve_amount, resolve_event, resolve_side_limit
from troth.resolve.scope import Scope
from troth.source import Span
from troth.syntax import measure_tree as m
from troth.syntax import tree as t


def pause(line: t.PausedWhileLine | t.PausedFromLine, scope: Scope) -> Pause | None:
    """None, with a finding, where its state or one of its events is not known."""
    if isinstance(line, t.PausedFromLine):
        start, end = resolve_event(line.start, scope), resolve_event(line.end, scope)
        if start is None or end is None:
            return None
        if start == end:
            message = "a pause ends with another event than the one it begins with"
            scope.error(
                "T211", message, line.span, "name the event that ends it, as in `paused from paused to resumed`"
            )
            return None
        return Pause(start=start, end=end, both_days=line.both_days)
    found = resolve_state(line.state, scope)
    if isinstance(found, InSeason):
        scope.error("T211", "a season pauses nothing", line.span, "say from which event to which it is paused")
    state = scope.words.state(found.state) if isinstance(found, StateIs) else None
    if state is None:
        return None
    return Pause(start=state.start, end=state.end, both_days=line.both_days, state=state.name)


def extended_to(line: t.ExtendedToLine, scope: Scope) -> DatedReply:
    """A date that we told binds instead, where it is told in time and the fact is so."""
    told = line.told.limit if line.told else None
    return DatedReply(
        limit=None if told is None else resolve_side_limit(told, scope),
        name=TOLD,
        condition=None if line.fact is None else resolve_fact(line.fact, scope),
    )


def extended_by(line: t.ExtendedByLine, scope: Scope) -> Extension | None:
    """None, with a finding, where nothing sets it off or it is no amount of time."""
    amount = resolve_amount(line.amount, scope)
    if amount is None:
        return None
    if line.told is None and line.fact is None:
        scope.error(
            "T213",
            "nothing says when this extension holds",
            line.span,
            "say when: add `, if told within 7 working days`, or `, if` and a fact",
        )
        return None
    if line.told is None and line.once:
        scope.error("T211", "only what is told can happen more than once", line.span, "leave `, once` out")
        return None
    told = line.told.limit if line.told else None
    return Extension(
        amount=amount,
        once=line.once,
        if_told=line.told is not None,
        told_by=None if told is None else resolve_side_limit(told, scope),
        condition=None if line.fact is None else resolve_fact(line.fact, scope),
    )


def check_extension(
    line: t.PromiseLine, extension: Extension | None, limits: Iterable[Limit | None], scope: Scope
) -> None:
    """An extension is more of what is counted: time by the clock to time by the clock, days to days."""
    if extension is None:
        return
    place = next(one.span for one in line.lines if isinstance(one, t.ExtendedByLine))
    for limit in (limit for limit in limits if not isinstance(limit, Nothing | Every | None)):
        if not isinstance(limit, Within | NextWorkingDay | SameDay):
            scope.error(
                "T211", "only a limit that is counted can be extended", place, "use `extended to the date told`"
            )
            return
        if not go_together(extension, limit, place, scope):
            return


def go_together(extension: Extension | None, limit: Limit, place: Span, scope: Scope) -> bool:
    """Are a limit and an extension counted by one clock? False, with a finding, where they are not."""
    if extension is None or not isinstance(limit, Within | NextWorkingDay | SameDay):
        return True
    unit_of_limit = limit.amount.unit if isinstance(limit, Within) else Unit.WORKING_DAY
    more = extension.amount.unit
    if (more.is_elapsed, more.is_opening) == (unit_of_limit.is_elapsed, unit_of_limit.is_opening):
        return True
    unit = f"{limit.amount.unit}s" if isinstance(limit, Within) else "working days"
    message = f"the limit is counted in {unit}, and its extension in {extension.amount.unit}s"
    scope.error("T211", message, place, f"count both in one unit: `extended by … {unit}`")
    return False


def check_restart(
    line: t.PromiseLine, restart: str | None, act: str, limits: Iterable[Limit | None], scope: Scope
) -> None:
    """Only what is counted from an event can be counted anew, and by another event than the act itself."""
    if restart is None:
        return
    place = next(one.span for one in line.lines if isinstance(one, m.RestartedLine))
    if restart == act:
        message = f"`{act}` is what keeps this promise, so it starts nothing again"
        scope.error("T211", message, place, "name the event by which it is counted anew, such as `the information`")
    elif not all(isinstance(limit, Within | NextWorkingDay | SameDay | Nothing | None) for limit in limits):
        message = "only a limit that is counted can start again"
        scope.error("T211", message, place, "leave it out, or say `within` how long")


def basis_of(lines: Iterable[t.LineNode], above: str | None, scope: Scope) -> str | None:
    """The law that requires what these lines stand beneath; `above` where they do not say."""
    seen: dict[str, Span] = {}
    found = above
    for line in lines:
        if isinstance(line, m.BasisLine) and scope.only_once("basis", line, seen):
            found = line.citation
    return found


def after_event(lines: Iterable[t.LineNode], scope: Scope) -> str:
    """The event that sets a duty off; "" for none."""
    seen: dict[str, Span] = {}
    found = ""
    for line in lines:
        if isinstance(line, m.AfterEventLine) and scope.only_once("after", line, seen):
            found = resolve_event(line.event, scope) or ""
    return found


_MOVES = (
    t.ExtendedByLine,
    t.ExtendedToLine,
    t.PausedWhileLine,
    t.PausedFromLine,
    m.RestartedLine,
    t.OrPromiseLine,
    t.OrActLine,
    t.NeverLine,
)


def check_updates(line: t.PromiseLine, limits: Iterable[Limit | None], scope: Scope) -> None:
    """What moves a deadline goes with one, not with `every 5 working days until …`, nor with what is never late."""
    has_none = [limit for limit in limits if isinstance(limit, Every) or (isinstance(limit, Notice) and limit.after)]
    for one in line.lines if has_none else ():
        if isinstance(one, _MOVES):
            what = "updates again and again" if isinstance(has_none[0], Every) else "what is never late"
            scope.error("T211", f"this line does not go with {what}", one.span, "leave it out, or promise one deadline")


def versions(cases: list[Case], scope: Scope) -> list[Case]:
    """Cases `from` one day after the other: each holds until the next begins."""
    open_ended = [
        index
        for index, case in enumerate(cases)
        if isinstance(case.condition, ArrivedBetween) and case.condition.first and case.condition.last is None
    ]
    found = list(cases)
    for index, after in pairwise(open_ended):
        first, begins = cases[index].condition, cases[after].condition
        assert isinstance(first, ArrivedBetween)
        assert isinstance(begins, ArrivedBetween)
        assert first.first is not None
        assert begins.first is not None
        if begins.first <= first.first:
            scope.error(
                "T105",
                "this date is not after the one above it",
                cases[after].span,
                "put the lines in the order of their dates",
            )
            continue
        until = begins.first - timedelta(days=1)
        found[index] = replace(cases[index], condition=ArrivedBetween(first.first, until))
    return found
