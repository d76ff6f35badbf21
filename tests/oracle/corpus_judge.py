"""What a policy of the corpus expects of a contact: every promise with its deadline, status and reason.

The nine steps of the design of time, in their order, for exact contacts; a contact of which only a day is known is
asked as all that it may stand for. Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tests.oracle import clocks
from tests.oracle.corpus_contact import Contact, day_only, instants, read
from tests.oracle.corpus_due import (
    OPENING,
    SECOND,
    SECONDS,
    Found,
    Interval,
    Wait,
    amounts_of,
    anchor_of,
    counted_from,
    end_of_day,
    find_due,
    first_from,
)
from tests.oracle.corpus_place import ONE_DAY, Place, place
from tests.oracle.corpus_spec import EVENTS, Limit, Pause, Policy, Promise, Standard
from tests.oracle.corpus_when import Conditions, Unknown
from tests.oracle.days import Beyond

Row = dict[str, Any]


def expected(policy: Policy, data: Mapping[str, Any], as_of: str) -> dict[str, Any]:
    """What is expected of a contact: `promises`, `unmeasured`; or `error`, where a day lies beyond the years."""
    zone = policy.calendar().zone
    until = instants(as_of, zone)[1]
    try:
        first, *others = [_Judge(policy, contact, until).answer() for contact in read(data, zone)]
    except Beyond:
        return {"error": "outside the years"}
    rows = {row["id"]: row for row in first["promises"]}
    for other in others:
        assert [row["id"] for row in other["promises"]] == list(rows)
        for row in other["promises"]:
            rows[row["id"]] = _either(rows[row["id"]], row)
    for row in rows.values():
        if row.get("reason") == {"missing": ""}:
            row["reason"] = {"missing": _what_matters(row["id"], policy, data, until)}
    return first | {"promises": list(rows.values())}


def _either(one: Row, other: Row) -> Row:
    """Of two answers to what only a day is known of: the one that both give, else unknown; what both have stays."""
    for row in (one, other):
        if row["status"] == "unknown":
            return row
    if all(one.get(key) == other.get(key) for key in ("due", "met_at_due", "status", "last_day")):
        return one
    same = (key for key in ("due", "met_at_due", "last_day") if key in one and one.get(key) == other.get(key))
    kept: Row = {key: one[key] for key in same}
    return {"id": one["id"], "status": "unknown", **(kept if "due" in kept else {}), "reason": {"missing": ""}}


def _what_matters(promise: str, policy: Policy, data: Mapping[str, Any], until: int) -> str:
    """Of what only the day is known, that whose time alone makes the answer another, the others at their first."""
    zone = policy.calendar().zone
    names = day_only(data)
    for name in names:
        fixed = dict(data)
        for other in names:
            if other == "arrives" != name:
                fixed["arrives"] = clocks.utc(instants(data["arrives"], zone)[0])
            elif other != name:
                fixed["events"] = fixed["events"] | {other: clocks.utc(instants(data["events"][other], zone)[0])}
        answers = [_Judge(policy, contact, until).answer()["promises"] for contact in read(fixed, zone)]
        rows = [row for answer in answers for row in answer if row["id"] == promise]
        if any(_either(rows[0], row)["status"] == "unknown" for row in rows):
            break
    acts = dict(_events_of(policy))
    if name == "arrives":
        return "time of arrival"
    return "time of the act" if name == acts[promise] else f"time of event {name}"


def _events_of(policy: Policy) -> Iterator[tuple[str, str]]:
    for standard in policy.standards:
        for promise in standard.promises:
            yield promise_id(policy, standard, promise), event_of(promise.verb, policy)


def _events(event: str) -> list[str]:
    """The events that one is made of: of the later of two, both."""
    which, _, parts = event.partition(" ")
    return parts.split("|") if which in ("later", "earlier") else [event]


def event_of(verb: str, policy: Policy) -> str:
    return (EVENTS | {own: event for event, own, _ in policy.events})[verb]


def promise_id(policy: Policy, standard: Standard, promise: Promise) -> str:
    ending = {"must": "", "should": ".should", "aim to": ".aim", "may": ".may"}[promise.strength]
    return f"{policy.name}.{standard.name}.{promise.verb.replace(' ', '-')}{ending}"


class _Judge:
    """Judges one exact contact as of an instant."""

    def __init__(self, policy: Policy, contact: Contact, as_of: int) -> None:
        self.policy, self.contact, self.as_of = policy, contact, as_of
        place(policy.calendar()).day(contact.arrives)

    def answer(self) -> dict[str, Any]:
        promises: list[Row] = []
        unmeasured: list[str] = []
        for standard in self.policy.standards:
            if self.contact.channel not in standard.channels:
                continue
            for promise in standard.promises:
                name = promise_id(self.policy, standard, promise)
                if promise.every is not None:
                    at = place(self.policy.calendar(promise.every.calendar or standard.calendar))
                    rows = self._updates(promise, promise.every, at)
                    promises += [{"id": f"{name}.{number}", **one} for number, one in enumerate(rows, 1)]
                    continue
                row = self._row(standard, promise)
                if row is None:
                    continue
                if row:
                    promises.append({"id": name, **row})
                else:
                    unmeasured.append(name)
        return {"promises": promises} | ({"unmeasured": unmeasured} if unmeasured else {})

    def _row(self, standard: Standard, promise: Promise) -> Row | None:
        """None where it is not promised; empty where it cannot be measured."""
        conditions = Conditions(self.policy, self.contact, standard.calendar)
        try:
            if not conditions.every(promise.conditions):
                return None
            excuse = conditions.excuse(promise)
            if excuse:
                done = anchor_of(event_of(promise.verb, self.policy), self.contact)
                status = "excused" if done is None else "met"
                return {"due": None, "met_at_due": None, "status": status, "reason": {"excuse": excuse}}
            limit = conditions.choose(promise.cases, promise.limit)
            if limit.kind == "none":
                return None
            if limit.kind == "vague":
                return {}
            if limit.kind in ("before ring", "rings"):
                return self._rings(limit)
            at = place(self.policy.calendar(standard.calendar))
            return self._measured(promise, limit, at)
        except Unknown as missing:
            return {"status": "unknown", "reason": {"missing": missing.args[0]}}

    # ---------- one promise with a limit

    def _rings(self, limit: Limit) -> Row:
        if self.contact.rings == "unknown":
            raise Unknown("count rings")
        most = limit.amounts[0][0] - (limit.kind == "before ring")
        rings = self.contact.rings
        kept = isinstance(rings, int) and rings <= most
        return {"status": "met" if kept else "late", "reason": {"most": most, "counted": rings}}

    def _measured(self, promise: Promise, limit: Limit, at: Place) -> Row:
        contact, event = self.contact, event_of(promise.verb, self.policy)
        of_standard, at = at, self._on(limit, at)
        if limit.kind == "after":
            return self._not_before(limit, event, at)
        is_around = limit.kind in ("back", "at most back", "after")
        anchor = None if is_around else anchor_of("ended" if limit.kind == "during" else limit.of, contact)
        if limit.kind == "during":
            anchor = contact.arrives
        done = first_from(contact.events.get(event, ()), contact.arrives if anchor is None else anchor)
        due, paused, times = self._moved(promise, limit, at)
        early = False
        if isinstance(due, Found) and due.earliest is not None:
            acts = [act for act in contact.events.get(event, ()) if act >= due.earliest]
            early, done = done is not None and not acts, acts[0] if acts else None
        latest = self._bound(promise.cap, "latest", limit, of_standard)
        earliest = self._bound(promise.floor, "earliest", limit, of_standard)
        if isinstance(due, Wait) and latest is None:
            status = "waiting" if done is None else "met"
            return {"due": None, "met_at_due": None, "status": status, "reason": {"waiting": _events(due.event)}}
        dated = None if isinstance(due, Wait) else self._told(promise, due, at)
        binding = dated if dated is not None else None if paused or isinstance(due, Wait) else due
        if binding is not None and times and promise.extension is not None and dated is None:
            n, unit = promise.extension.more
            binding = replace(binding, reason=binding.reason | {"extended_by": [n * times, unit]})
        measure = None if dated is not None else (limit, times)
        if latest is not None and (binding is None or latest.last_in_time < binding.last_in_time):
            binding, measure = latest, (promise.cap or limit, 0)
        if binding is not None and earliest is not None and binding.last_in_time < earliest.last_in_time:
            binding, measure = earliest, (promise.floor or limit, 0)
        if binding is None:
            status = "paused" if done is None else "met"
            return {"due": None, "met_at_due": None, "status": status, "reason": {"paused": True}}
        status = self._status(promise, binding, done, anchor, measure, at)
        status = "early" if early and status == "overdue" else status
        return _shown(binding, status, promise)

    def _not_before(self, limit: Limit, event: str, at: Place) -> Row:
        """At least so much after an event: never late; an act that is too early keeps nothing."""
        found = find_due(limit, self.contact, at)
        nothing: Row = {"due": None, "met_at_due": None}
        if isinstance(found, Wait):
            return nothing | {"status": "waiting", "reason": {"waiting": _events(found.event)}}
        acts = self.contact.events.get(event, ())
        assert found.earliest is not None
        status = "met" if any(act >= found.earliest for act in acts) else "early" if acts else "open"
        row = nothing | {"not_before": clocks.utc(found.earliest), "status": status}
        return row | ({"reason": found.reason} if found.reason else {})

    def _updates(self, promise: Promise, step: Limit, at: Place) -> Iterator[Row]:
        """A row an update, counted from the arrival and then from the last one; the last is not made, or not yet."""
        arrives = self.contact.arrives
        closed = [one for one in self.contact.events.get(promise.until, ()) if one >= arrives]
        sent = [one for one in self.contact.events.get(event_of(promise.verb, self.policy), ()) if one >= arrives]
        made = [one for one in sent if not closed or one <= closed[0]]
        anchor = arrives
        for update in (*made, None):
            due = counted_from(step, anchor, at)
            if update is None and closed and closed[0] <= due.last_in_time:
                yield _shown(due, "excused", replace(promise, unless=promise.until))
                return
            yield _shown(due, self._status(replace(promise, unless=""), due, update, anchor, (step, 0), at), promise)
            anchor = update if update is not None else anchor

    def _on(self, limit: Limit, at: Place) -> Place:
        """The calendar of a limit: its own, if it names one."""
        return place(self.policy.calendar(limit.calendar)) if limit.calendar else at

    def _bound(self, bound: Limit | None, name: str, limit: Limit, at: Place) -> Found | None:
        """A latest or earliest deadline: a limit of its own; None where its event has not happened."""
        if bound is None:
            return None
        own = "ended" if limit.kind == "during" else limit.of
        found = find_due(bound if bound.of else replace(bound, of=own), self.contact, self._on(bound, at))
        return None if isinstance(found, Wait) else replace(found, reason=found.reason | {"bound": name})

    def _moved(self, promise: Promise, limit: Limit, at: Place) -> tuple[Found | Wait, bool, int]:
        """The deadline with what moved it; whether it is paused; how many times it was extended.

        Tellings and pauses come in the order of time, each asked whether the deadline then in force has not passed.
        """
        contact, extension = self.contact, promise.extension
        due = find_due(limit, contact, at)
        if isinstance(due, Wait) or limit.kind not in ("within", "next working day", "same day"):
            return due, False, 0
        fact = extension is None or not extension.fact or contact.facts.get(extension.fact)
        if extension is not None and fact is None and not extension.told:
            raise Unknown(f"fact {extension.fact}")
        times = 1 if extension is not None and fact and not extension.told else 0
        pauses: list[Interval] = []
        timeline: list[tuple[int, int, Interval | None]] = []
        for pause in promise.pauses:
            timeline += [(one[0], 0, one) for one in self._intervals(pause)]
        if extension is not None and extension.told and fact is not False:
            timeline += [(told, 1, None) for told in contact.events.get("told", ())]
        never = 1 << 62

        def now() -> Found:
            more = None if extension is None or not times else (times * extension.more[0], extension.more[1])
            found = find_due(limit, contact, at, more, pauses)
            assert isinstance(found, Found)
            return found

        due = now()
        for happened, _, pause_ in sorted(timeline, key=lambda one: one[:2]):
            if pause_ is not None:
                if happened < due.at:
                    if pause_[1] == never or happened <= self.as_of < pause_[1]:
                        return due, True, times
                    pauses.append(pause_)
                    due = now()
                continue
            assert extension is not None
            own: Found | Wait = (
                due
                if extension.told_by is None
                else find_due(extension.told_by, contact, self._on(extension.told_by, at))
            )
            in_time = happened <= due.last_in_time and isinstance(own, Found) and happened <= own.last_in_time
            if in_time and not (extension.once and times):
                if fact is None:
                    raise Unknown(f"fact {extension.fact}")
                times += 1
                due = now()
        return due, False, times

    def _intervals(self, pause: Pause) -> Iterator[Interval]:
        """From each start that lies in no pause to the first end after it that has ended none; or to no end at all."""
        ends = list(self.contact.events.get(pause.end, ()))
        over = -1 << 62
        for start in self.contact.events.get(pause.start, ()):
            if start < over:
                continue
            while ends and ends[0] < start:
                ends.pop(0)
            over = ends.pop(0) if ends else 1 << 62
            yield start, over, pause.both_days

    def _told(self, promise: Promise, due: Found, at: Place) -> Found | None:
        """The end of the date that was promised or told in time; only the first telling counts."""
        dated, contact = promise.dated, self.contact
        if dated is None or (dated.fact and contact.facts.get(dated.fact) is False):
            return None
        tellings, date = contact.events.get(dated.kind, ()), contact.dates.get(dated.kind)
        if not tellings:
            if date is not None:
                raise Unknown(f"event {dated.kind}")
            return None
        own = due if dated.limit is None else find_due(dated.limit, contact, self._on(dated.limit, at))
        if isinstance(own, Wait) or tellings[0] > own.last_in_time or date is None:
            return None
        if dated.fact and dated.fact not in contact.facts:
            raise Unknown(f"fact {dated.fact}")
        day = date if isinstance(date, dt.date) else at.day(date)
        return end_of_day(day, at, {"dated": True})

    # ---------- the status

    def _status(
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
            other = find_due(limit, contact, self._on(limit, at))
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
        amounts = amounts_of(limit, more)
        unit = amounts[0][1]
        if unit in SECONDS:
            return 5 * (due.at - self.as_of) < SECOND * sum(n * SECONDS[each] for n, each in amounts)
        if unit in OPENING:
            return 5 * _open_time(at, self.as_of, due.at) < SECOND * sum(n * OPENING[each] for n, each in amounts)
        assert due.day_0 is not None
        assert due.last_day is not None
        total = left = 0
        day, today = due.day_0 + ONE_DAY, clocks.local(self.as_of, at.zone).date()
        while day <= due.last_day:
            counts = unit != "working day" or at.is_worked(day)
            total += counts
            left += counts and day >= today
            day += ONE_DAY
        return 5 * left < total


def _open_time(at: Place, start: int, end: int) -> int:
    total, here = 0, start
    while here < end:
        day = clocks.local(here, at.zone).date()
        edges = {edge for one in (day - ONE_DAY, day) for span in at.spans(one) for edge in span}
        until = min([edge for edge in edges if edge > here] + [at.start(day + ONE_DAY), end])
        total += (until - here) * at.is_open(here)
        here = until
    return total


def _shown(due: Found, status: str, promise: Promise) -> Row:
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
