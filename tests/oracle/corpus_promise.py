"""One promise of the corpus and one exact contact: the deadline that binds, the act, the status and the reason.

The nine steps of the design of time, in their order. Nothing here is the compiler's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.oracle import clocks
from tests.oracle.corpus_contact import Contact
from tests.oracle.corpus_due import (
    OPENING,
    SECOND,
    SECONDS,
    Found,
    Interval,
    Since,
    Wait,
    amounts_of,
    anchor_of,
    counted_from,
    find_due,
    first_from,
)
from tests.oracle.corpus_moves import Moved, Mover
from tests.oracle.corpus_place import ONE_DAY, Place, place
from tests.oracle.corpus_spec import EVENTS, Limit, Policy, Promise, Standard
from tests.oracle.corpus_when import Conditions, Unknown

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A row of an answer, with what led to it. `limit`: None where the promise has none for this contact.

    `due`: the deadline that binds. `done`: the act that counts. `since`: what it is counted from at last. `pauses`:
    those that count. `is_paused`: one is not over.
    """

    row: Row
    limit: Limit | None = None
    due: Found | None = None
    done: int | None = None
    since: Since | None = None
    pauses: tuple[Interval, ...] = ()
    is_paused: bool = False

    @property
    def is_missed(self) -> bool:
        return self.row["status"] in ("late", "overdue")


def event_of(verb: str, policy: Policy) -> str:
    """The event to which a verb leads."""
    return (EVENTS | {own: event for event, own, _ in policy.events})[verb]


def _events(event: str) -> list[str]:
    """The events that one is made of: of the later of two, both."""
    which, _, parts = event.partition(" ")
    return parts.split("|") if which in ("later", "earlier") else [event]


class Judge:
    """Judges one exact contact as of an instant, by one state of knowledge of the calendars."""

    def __init__(self, policy: Policy, contact: Contact, as_of: int) -> None:
        self.policy, self.contact, self.as_of = policy, contact, as_of
        place(policy.calendar()).day(contact.arrives)

    def rows(self, standard: Standard, promise: Promise, path: str) -> dict[str, Judged]:
        """Each row of a promise, by what its id ends in; one without a status cannot be measured. Raises Beyond."""
        if promise.every is not None:
            at = place(self.policy.calendar(promise.every.calendar or standard.calendar))
            return {f".{number}": one for number, one in enumerate(self._updates(promise, promise.every, at), 1)}
        one = self._one(standard, promise, path)
        return {} if one is None else {"": one}

    def _one(self, standard: Standard, promise: Promise, path: str) -> Judged | None:
        """None where it is not promised; an empty row where it cannot be measured."""
        conditions = Conditions(self.policy, self.contact, standard.calendar)
        try:
            if not conditions.every((*standard.only, *promise.conditions)):
                return None
            excuse = conditions.excuse(promise)
            if excuse:
                done = first_from(self._acts(promise), self.contact.arrives)
                status = "excused" if done is None else "met"
                return Judged(
                    row={"due": None, "met_at_due": None, "status": status, "reason": {"excuse": excuse}}, done=done
                )
            varied = self._variation(path)
            limit = conditions.choose(promise.cases, promise.limit) if varied is None else varied
            if limit.kind == "none":
                return None
            if limit.kind == "vague":
                return Judged(row={})
            return self.measured(promise, limit, place(self.policy.calendar(standard.calendar)))
        except Unknown as missing:
            return Judged(row={"status": "unknown", "reason": {"missing": missing.args[0]}})

    def _variation(self, path: str) -> Limit | None:
        """The limit of a variation in whose days the contact arrives."""
        day = place(self.policy.calendar()).day(self.contact.arrives)
        for variation in self.policy.variations:
            for name, limit in variation.limits:
                if name in (path, path.partition(".")[0]) and variation.first <= day <= variation.last:
                    return limit
        return None

    def _acts(self, promise: Promise) -> tuple[int, ...]:
        return self.contact.events.get(event_of(promise.verb, self.policy), ())

    def mover(self, promise: Promise) -> Mover:
        return Mover(self.policy, self.contact, self.as_of, promise)

    def _rings(self, limit: Limit) -> Row:
        if self.contact.rings == "unknown":
            raise Unknown("count rings")
        most = limit.amounts[0][0] - (limit.kind == "before ring")
        rings = self.contact.rings
        kept = isinstance(rings, int) and rings <= most
        return {"status": "met" if kept else "late", "reason": {"most": most, "counted": rings}}

    def measured(self, promise: Promise, limit: Limit, of_standard: Place) -> Judged:
        """A promise by a limit; the calendar is the standard's. Raises Beyond, Unknown."""
        contact, mover = self.contact, self.mover(promise)
        if limit.kind in ("before ring", "rings"):
            return Judged(row=self._rings(limit), limit=limit)
        at = mover.on(limit, of_standard)
        if limit.kind == "after":
            return self._not_before(limit, promise, at)
        is_around = limit.kind in ("back", "at most back")
        since = None if is_around else anchor_of("ended" if limit.kind == "during" else limit.of, contact)
        if limit.kind == "during":
            since = Since(contact.arrives)
        moved = mover.moved(limit, at)
        due, since = moved.due, moved.since or since
        done = first_from(self._acts(promise), contact.arrives if since is None else since.at)
        early = False
        if isinstance(due, Found) and due.earliest is not None:
            acts = [act for act in self._acts(promise) if act >= due.earliest]
            early, done = done is not None and not acts, acts[0] if acts else None
        latest = self._bound(promise.cap, "latest", limit, of_standard)
        earliest = self._bound(promise.floor, "earliest", limit, of_standard)
        nothing: Row = {"due": None, "met_at_due": None}
        if isinstance(due, Wait) and latest is None:
            status = "waiting" if done is None else "met"
            return Judged(
                row=nothing | {"status": status, "reason": {"waiting": _events(due.event)}}, limit=limit, done=done
            )
        dated = None if isinstance(due, Wait) else mover.told(due, at)
        binding = dated if dated is not None else None if moved.paused or isinstance(due, Wait) else due
        if binding is not None and moved.times and promise.extension is not None and dated is None:
            n, unit = promise.extension.more
            binding = replace(binding, reason=binding.reason | {"extended_by": [n * moved.times, unit]})
        measure = None if dated is not None else (limit, moved.times)
        if latest is not None and (binding is None or latest.last_in_time < binding.last_in_time):
            binding, measure = latest, (promise.cap or limit, 0)
        if binding is not None and earliest is not None and binding.last_in_time < earliest.last_in_time:
            binding, measure = earliest, (promise.floor or limit, 0)
        more = Judged(row={}, limit=limit, done=done, since=since, pauses=moved.pauses, is_paused=moved.paused)
        if binding is None:
            status = "paused" if done is None else "met"
            return replace(more, row=self._since(nothing | {"status": status, "reason": {"paused": True}}, moved))
        anchor = None if since is None else since.at
        status = self.status(promise, binding, done, anchor, measure, at)
        status = "early" if early and status == "overdue" else status
        return replace(more, row=self._since(shown(binding, status, promise), moved), due=binding)

    def _since(self, row: Row, moved: Moved) -> Row:
        """A row with what it is counted from, where that is a deemed day or a restart."""
        if moved.anew:
            return row | {"anchor": clocks.utc(moved.anew[-1])}
        if moved.since is not None and moved.since.day is not None:
            return row | {"anchor": moved.since.day.isoformat()}
        return row

    def _not_before(self, limit: Limit, promise: Promise, at: Place) -> Judged:
        """At least so much after an event: never late; an act that is too early keeps nothing."""
        found = find_due(limit, self.contact, at)
        nothing: Row = {"due": None, "met_at_due": None}
        if isinstance(found, Wait):
            return Judged(row=nothing | {"status": "waiting", "reason": {"waiting": _events(found.event)}}, limit=limit)
        acts = self._acts(promise)
        assert found.earliest is not None
        status = "met" if any(act >= found.earliest for act in acts) else "early" if acts else "open"
        row = nothing | {"not_before": clocks.utc(found.earliest), "status": status}
        return Judged(row=row | ({"reason": found.reason} if found.reason else {}), limit=limit)

    def _updates(self, promise: Promise, step: Limit, at: Place) -> Iterator[Judged]:
        """A row an update, counted from the arrival and then from the last one; the last is not made, or not yet."""
        arrives = self.contact.arrives
        closed = [one for one in self.contact.events.get(promise.until, ()) if one >= arrives]
        sent = [one for one in self._acts(promise) if one >= arrives]
        made = [one for one in sent if not closed or one <= closed[0]]
        first = anchor_of("arrives", self.contact)
        assert first is not None
        since = first
        for update in (*made, None):
            due = counted_from(step, since, at)
            more = Judged(row={}, limit=step, due=due, done=update, since=since)
            if update is None and closed and closed[0] <= due.last_in_time:
                yield replace(more, row=shown(due, "excused", replace(promise, unless=promise.until)))
                return
            status = self.status(replace(promise, unless=""), due, update, since.at, (step, 0), at)
            row = shown(due, status, promise)
            yield replace(more, row=row | ({"anchor": since.day.isoformat()} if since.day is not None else {}))
            since = Since(update) if update is not None else since

    def _bound(self, bound: Limit | None, name: str, limit: Limit, at: Place) -> Found | None:
        """A latest or earliest deadline: a limit of its own; None where its event has not happened."""
        if bound is None:
            return None
        own = "ended" if limit.kind == "during" else limit.of
        on = place(self.policy.calendar(bound.calendar)) if bound.calendar else at
        found = find_due(bound if bound.of else replace(bound, of=own), self.contact, on)
        return None if isinstance(found, Wait) else replace(found, reason=found.reason | {"bound": name})

    # ---------- the status

    def status(
        self,
        promise: Promise,
        due: Found,
        done: int | None,
        anchor: int | None,
        measure: tuple[Limit, int] | None,
        at: Place,
    ) -> str:
        contact = self.contact
        acts: list[tuple[int | None, Found]] = [(done, due)]
        for verb, limit in promise.or_acts:
            other = find_due(limit, contact, self.mover(promise).on(limit, at))
            if isinstance(other, Found):
                start = contact.arrives if anchor is None else anchor
                acts.append((first_from(contact.events.get(event_of(verb, self.policy), ()), start), other))
        if any(act is not None and act <= found.last_in_time for act, found in acts):
            return "met"
        acted = any(act is not None for act, _ in acts)
        others = contact.events.get(promise.unless, ())
        if not acted and any(one <= due.last_in_time for one in others):
            return "excused"
        is_over = all(self.as_of > found.last_in_time for _, found in acts)
        if acted and (is_over or all(act is not None for act, _ in acts)):
            return "late"
        if is_over:
            return "overdue"
        return "at risk" if self._is_at_risk(due, measure, at, promise) else "open"

    def _is_at_risk(self, due: Found, measure: tuple[Limit, int] | None, at: Place, promise: Promise) -> bool:
        """Less than a fifth of the limit is left, on its own clock: seconds, open seconds, or counted days."""
        if (
            measure is None
            or measure[0].kind not in ("within", "next working day")
            or self.as_of < self.contact.arrives
        ):
            return False
        limit, times = measure
        extension = promise.extension
        more = (times * extension.more[0], extension.more[1]) if extension is not None and times else None
        amounts = amounts_of(limit, more, at)
        unit = amounts[0][1]
        if unit in SECONDS:
            return 5 * (due.at - self.as_of) < SECOND * sum(n * SECONDS[each] for n, each in amounts)
        if unit in OPENING:
            return 5 * open_time(at, self.as_of, due.at) < SECOND * sum(n * OPENING[each] for n, each in amounts)
        assert due.day_0 is not None
        assert due.last_day is not None
        total = left = 0
        day, today = due.day_0 + ONE_DAY, clocks.local(self.as_of, at.zone).date()
        while day <= due.last_day:
            counts = unit not in ("working day", "day") or not at.why_passed(day, unit)
            total += counts
            left += counts and day >= today
            day += ONE_DAY
        return 5 * left < total


def open_time(at: Place, start: int, end: int) -> int:
    """How much of the time between two instants is open, in microseconds."""
    total, here = 0, start
    while here < end:
        day = clocks.local(here, at.zone).date()
        edges = {edge for one in (day - ONE_DAY, day) for span in at.spans(one) for edge in span}
        until = min([edge for edge in edges if edge > here] + [at.start(day + ONE_DAY), end])
        total += (until - here) * at.is_open(here)
        here = until
    return total


def shown(due: Found, status: str, promise: Promise) -> Row:
    """The row of a deadline and a status; what excuses it is the event of `unless`."""
    if status == "excused":
        return (
            {"due": clocks.utc(due.at), "met_at_due": due.included, "status": status}
            | _day(due)
            | {"reason": {"excuse": promise.unless}}
        )
    return (
        {"due": clocks.utc(due.at), "met_at_due": due.included, "status": status}
        | _day(due)
        | ({"reason": due.reason} if due.reason else {})
    )


def _day(due: Found) -> Row:
    """The last day of a deadline that is counted in days; the first instant at which an act keeps it."""
    day = {"last_day": due.last_day.isoformat()} if due.last_day is not None else {}
    return day | ({"not_before": clocks.utc(due.earliest)} if due.earliest is not None else {})
