"""A deadline as it moves: extended when the customer is told so, standing still while paused, counted anew.

Tellings, pauses and restarts are taken in the order of time, each against the deadline then in force: one that begins
after it moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.deadline import Due, Stopped, Waiting, in_time
from troth.deadlines.due import count, find_anchor, find_due
from troth.deadlines.holds import Missing, Truth, every, holds_if_any
from troth.deadlines.walk import ONE_DAY
from troth.model.calendar import ClosedDay
from troth.model.duration import Duration
from troth.model.limit import DayEnded, Limit, NextWorkingDay, SameDay, Within
from troth.model.policy import Extension, Pause, Policy, Promise
from troth.model.words import TOLD


class EffectKind(StrEnum):
    ANNOUNCED = "announced"  # closed days were announced while the deadline was open, until then `by`
    RESTARTED = "restarted"  # counted anew from that day
    RESTARTED_LATE = "restarted late"  # after the deadline, `by`
    EXTENDED = "extended"  # its condition holds
    TOLD = "told"  # told in time, so extended
    TOLD_LATE = "told late"  # after `by`
    TOLD_EARLY = "told early"  # its time has not begun
    TOLD_NOT_SO = "told, not so"  # the condition does not hold
    TOLD_AGAIN = "told again"  # once only
    PAUSED = "paused"  # from `day` to `until`
    PAUSED_LATE = "paused late"  # begun after the deadline
    STILL_PAUSED = "still paused"
    DATED = "dated"  # a date was promised or told in time
    DATED_LATE = "dated late"  # after `by`
    DATED_EARLY = "dated early"  # its time has not begun
    DATED_NOT_SO = "dated, not so"  # the condition does not hold
    UNDATED = "undated"  # told, but no date is given


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Something that happened and moved a deadline, or would have: on which day, and what it was too late for.

    `closed`: the days that were announced.
    """

    kind: EffectKind
    day: date | None = None
    until: date | None = None
    by: Due | None = None
    closed: tuple[ClosedDay, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A deadline with all that moved it.

    `by`: what it was extended by in all. `missing`: what keeps it from being known. `is_paused`: a pause that began in
    time is not over, so that there is no deadline yet. `unmoved`: the deadline of the limit alone. `effects`: what
    happened, in order, also what moved nothing. `anchor`: from which it was counted anew; None: from its own.
    `stopped`: when it stood still.
    """

    due: Due | Waiting | Missing
    by: Duration | None = None
    missing: str = ""
    is_paused: bool = False
    unmoved: Due | None = None
    effects: tuple[Effect, ...] = ()
    anchor: Moment | None = None
    stopped: Stopped | None = None


@dataclass(frozen=True, slots=True)
class _Interval:
    """A pause: from a moment to another, or not over; `both_days`: its first day stands still too."""

    start: Moment
    end: Moment | None
    both_days: bool


@dataclass(frozen=True, slots=True)
class _Restart:
    """An event by which the limit is counted anew."""

    at: Moment


def find_moved(
    promise: Promise,
    limit: Limit,
    contact: Contact,
    policy: Policy,
    calendar: WorkCalendar,
    as_of: int | None = None,
) -> Moved:
    """The deadline of a limit, moved by the promise's extension, pauses and restarts.

    A pause that is not over at `as_of` holds it up; None: when all is over.
    """
    due = find_due(limit, contact, calendar)
    if not isinstance(due, Due) or not isinstance(limit, Within | NextWorkingDay | SameDay):
        return Moved(due=due)
    mover = _Mover(promise, limit, contact, policy, calendar, due, as_of)
    return replace(mover.run(), unmoved=due, effects=tuple(mover.effects), anchor=mover.anchor, stopped=mover.stopped())


class _Mover:
    """Takes what happened in the order of time."""

    def __init__(
        self,
        promise: Promise,
        limit: DayEnded,
        contact: Contact,
        policy: Policy,
        calendar: WorkCalendar,
        due: Due,
        as_of: int | None,
    ) -> None:
        self._promise, self._limit, self._contact = promise, limit, contact
        self.anchor = find_anchor(limit.event, contact)
        self._anew: str | None = None  # the event from which it is counted anew
        self._policy, self._calendar, self._due, self._as_of = policy, calendar, due, as_of
        self._times = 0
        self._pauses: list[_Interval] = []
        self.effects: list[Effect] = []

    def run(self) -> Moved:
        extension = self._promise.extension
        truth: Truth = False
        if extension is not None:
            truth = holds_if_any(extension.condition, self._contact, self._policy, self._calendar)
            if truth is not False and not extension.if_told:
                if isinstance(truth, Missing):
                    return Moved(due=self._due, missing=truth.what)
                self._times = 1
                self.effects.append(Effect(kind=EffectKind.EXTENDED))
        first = self._compute()
        if isinstance(first, Missing):
            return Moved(due=self._due, missing=first.what)
        self._due = first
        for happened in self._in_order():
            stop: Moved | None = None
            if isinstance(happened, _Interval):
                stop = self._pause(happened)
            elif isinstance(happened, _Restart):
                stop = self._restart(happened.at)
            elif extension is not None:
                stop = self._tell(happened, extension, truth)
            if stop is not None:
                return stop
        return Moved(due=self._due, by=self._by())

    def _in_order(self) -> Iterator[_Interval | _Restart | Moment]:
        """At one instant: pauses, then restarts, then tellings."""
        extension = self._promise.extension
        tellings = self._contact.happened(TOLD) if extension is not None and extension.if_told else ()
        happened: list[tuple[int, int, _Interval | _Restart | Moment]] = [(told.first, 2, told) for told in tellings]
        if self._promise.restart is not None:
            happened += [(at.first, 1, _Restart(at)) for at in self._contact.happened(self._promise.restart)]
        for pause in self._promise.pauses:
            happened += [(one.start.first, 0, one) for one in _intervals(pause, self._contact)]
        yield from (one for *_, one in sorted(happened, key=lambda entry: entry[:2]))

    def _tell(self, told: Moment, extension: Extension, truth: Truth) -> Moved | None:
        if truth is False or (extension.once and self._times):
            self._note(EffectKind.TOLD_NOT_SO if truth is False else EffectKind.TOLD_AGAIN, told)
            return None
        by = self._due if extension.told_by is None else find_due(extension.told_by, self._contact, self._calendar)
        if isinstance(by, Missing):
            return Moved(due=self._due, missing=by.what)
        kept = every((in_time(told, by) if isinstance(by, Due) else False, in_time(told, self._due)))
        if isinstance(kept, Missing):
            return Moved(due=self._due, by=self._by(), missing=f"time of event {TOLD}")
        if not kept:
            if isinstance(by, Waiting):
                self._note(EffectKind.TOLD_EARLY, told)
            else:
                self._note(EffectKind.TOLD_LATE, told, by=by if in_time(told, by) is False else self._due)
            return None
        if isinstance(truth, Missing):
            return Moved(due=self._due, missing=truth.what)
        self._note(EffectKind.TOLD, told)
        self._times += 1
        return self._move()

    def _restart(self, at: Moment) -> Moved | None:
        assert self.anchor is not None, "its limit has a deadline"
        if at.last < self.anchor.first or at == self.anchor:
            return None
        kept = in_time(at, self._due)
        if isinstance(kept, Missing):
            return Moved(due=self._due, by=self._by(), missing=f"time of event {self._promise.restart}")
        if not kept:
            self._note(EffectKind.RESTARTED_LATE, at, by=self._due)
            return None
        self._note(EffectKind.RESTARTED, at)
        self.anchor, self._anew = at, self._promise.restart
        return self._move()

    def _pause(self, pause: _Interval) -> Moved | None:
        begun = in_time(pause.start, Due(instant=self._due.instant, included=False, earliest=self._due.earliest))
        if isinstance(begun, Missing):
            return Moved(due=self._due, by=self._by(), missing="time of a pause")
        if not begun:
            self._note(EffectKind.PAUSED_LATE, pause.start)
            return None
        if pause.end is None or (self._as_of is not None and pause.start.first <= self._as_of < pause.end.first):
            self._note(EffectKind.STILL_PAUSED, pause.start)
            return Moved(due=self._due, by=self._by(), is_paused=True)
        self._note(EffectKind.PAUSED, pause.start, until=pause.end)
        self._pauses.append(pause)
        return self._move()

    def _note(self, kind: EffectKind, at: Moment, until: Moment | None = None, by: Due | None = None) -> None:
        local = self._calendar.clock.local
        end = None if until is None else local(until.first).date()
        self.effects.append(Effect(kind=kind, day=local(at.first).date(), until=end, by=by))

    def _move(self) -> Moved | None:
        found = self._compute()
        if isinstance(found, Missing):
            return Moved(due=self._due, by=self._by(), missing=found.what)
        self._due = found
        return None

    def _compute(self) -> Due | Missing:
        assert self.anchor is not None, "its limit has a deadline"
        limit = self._limit if self._anew is None else replace(self._limit, event=self._anew)
        return count(limit, self.anchor, self._calendar, self._by(), self.stopped())

    def _by(self) -> Duration | None:
        extension = self._promise.extension
        if extension is None or not self._times:
            return None
        return Duration(self._times * extension.amount.n, extension.amount.unit)

    def stopped(self) -> Stopped | None:
        """When it stood still so far, by the pauses that count."""
        if not self._pauses:
            return None
        days: set[date] = set()
        spans: list[tuple[int, int]] = []
        is_exact = True
        last = self._calendar.first
        for pause in self._pauses:
            assert pause.end is not None
            first_day, last_day = self._calendar.day_of(pause.start.first), self._calendar.day_of(pause.end.first)
            day = first_day if pause.both_days else first_day + ONE_DAY
            while day <= last_day:
                days.add(day)
                day += ONE_DAY
            spans.append((pause.start.first, pause.end.first))
            is_exact = is_exact and pause.start.is_instant and pause.end.is_instant
            last = max(last, last_day)
        return Stopped(days=frozenset(days), spans=_joined(spans), is_exact=is_exact, last_day=last)


def _intervals(pause: Pause, contact: Contact) -> Iterator[_Interval]:
    """Each time that it was paused: from a start to the first end after it; starts in between begin nothing.

    An end ends one pause: another that begins as it ends lasts until the next.
    """
    until: Moment | None = None
    ends = iter(contact.happened(pause.end))
    for start in contact.happened(pause.start):
        if until is not None and start.first < until.first:
            continue
        until = next((end for end in ends if end.last >= start.first), None)
        yield _Interval(start, until, pause.both_days)
        if until is None:
            return


def _joined(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans of time that do not overlap, in order."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
