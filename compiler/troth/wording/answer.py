"""A judged contact → the answer as data, in the words of the house style (the form of `troth due --format json`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date
from typing import Any

from troth.calendars.local_time import to_utc
from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.deadlines.contact import Contact, ContactReader, Moment
from troth.deadlines.deadline import Due, Step, StepKind
from troth.deadlines.judge import Answer, Judged, Status, answer
from troth.deadlines.reading import Unreadable
from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, Condition, FactIs, StateIs, ValueIs
from troth.model.limit import Rings
from troth.model.policy import Policy
from troth.model.words import CONTACT_STARTS, Words, parts_of
from troth.wording import style


class Answers:
    """Answers contacts of one policy in plain values, in the form of `troth due --format json`."""

    def __init__(self, policy: Policy, calendar: WorkCalendar, fingerprints: dict[str, str]) -> None:
        self._policy, self._calendar, self._fingerprints = policy, calendar, fingerprints
        self._reader = ContactReader(policy, calendar)

    def to(self, contact: Mapping[str, Any], as_of: int) -> dict[str, Any]:
        """Every promise of a contact as of an instant.

        A contact that cannot be read, or lies beyond the calendar's years, gives `{"error": {code, message, help}}`.
        """
        try:
            found = answer(self._policy, self._reader.read(contact), self._calendar, as_of)
        except Unreadable as problem:
            return {"error": {"code": problem.code, "message": problem.message, "help": problem.help}}
        except (OutsideYears, OverflowError):
            rules = self._calendar.rules
            years = f"{rules.first_year} to {rules.last_year}"
            message = f"the arrival or a deadline lies outside of the calendar's years, {years}"
            return {"error": {"code": "T207", "message": message, "help": f"give a contact within {years}"}}
        return answer_data(found, self._policy, self._calendar, self._fingerprints)


def answer_data(found: Answer, policy: Policy, calendar: WorkCalendar, fingerprints: dict[str, str]) -> dict[str, Any]:
    """The whole answer, ready for JSON: instants in UTC, days local, reasons in words."""
    return {
        "policy": policy.id,
        "as_of": _instant(found.as_of),
        "fingerprints": fingerprints,
        "contact": contact_data(found.contact, calendar),
        "promises": [_judged(judged, found.contact, policy, calendar) for judged in found.judged],
        "unmeasured": [{"id": promise.id, "says": limit.words} for promise, limit in found.unmeasured],
    }


def contact_data(contact: Contact, calendar: WorkCalendar) -> dict[str, Any]:
    """What is known of a contact, in the form in which one is given; what is not known is left out."""
    data: dict[str, Any] = {"channel": contact.channel}
    if contact.kind is not None:
        data["kind"] = contact.kind
    if contact.party != "customer":
        data["party"] = contact.party
    data.update(contact.values)
    data["arrives"] = moment_text(contact.arrives, calendar)
    facts: dict[str, Any] = {name: "yes" if truth else "no" for name, truth in contact.facts.items()}
    facts.update({name: "none" if count is None else count for name, count in contact.counts.items()})
    events = {name: [moment_text(moment, calendar) for moment in moments] for name, moments in contact.events.items()}
    dates = {name: moment_text(moment, calendar) for name, moment in contact.dates.items()}
    return data | {name: part for name, part in (("events", events), ("facts", facts), ("dates", dates)) if part}


def moment_text(moment: Moment, calendar: WorkCalendar) -> str:
    """An instant in UTC, or a local day where only that is known."""
    return _instant(moment.first) if moment.is_instant else calendar.clock.local(moment.first).date().isoformat()


def case_text(path: tuple[Condition, ...]) -> str | None:
    """The cases that led to a limit: `priority emergency`, `while away`; None for the plain limit."""
    return ", ".join(_condition(condition) for condition in path) or None


def _condition(condition: Condition) -> str:
    match condition:
        case ValueIs(dimension=dimension, values=values):
            return f"{dimension} {style.listed(list(values))}"
        case FactIs(fact=fact, holds=wanted):
            return f"if {fact}" if wanted else f"if not {fact}"
        case StateIs(state=state, holds=wanted):
            return f"while {state}" if wanted else f"while not {state}"
        case ArrivedOnClosedDay():
            return "on closed days"
        case ArrivedBetween(first=first, last=last):
            return style.between_text(first, last)


def _instant(instant: int) -> str:
    return to_utc(instant).astimezone(UTC).isoformat()


def _judged(judged: Judged, contact: Contact, policy: Policy, calendar: WorkCalendar) -> dict[str, Any]:
    promise, due = judged.promise, judged.due
    data: dict[str, Any] = {
        "id": promise.id,
        "event": promise.event,
        "strength": str(promise.strength),
        "case": case_text(judged.path),
    }
    if isinstance(judged.limit, Rings):
        counted = contact.counts.get("rings", "unknown")
        data |= {"limit": judged.limit.most, "unit": "rings", "counted": "none" if counted is None else counted}
    else:
        data |= {
            "anchor": None if judged.anchor is None else moment_text(judged.anchor, calendar),
            "due": None if due is None else _instant(due.instant),
            "met_at_due": None if due is None else due.included,
        }
        if due is not None and due.last_day is not None:
            data["last_day"] = due.last_day.isoformat()
        if judged.extended_by is not None:
            data["extended_by"] = str(judged.extended_by)
    data |= {
        "says": _says(judged, contact, policy.words, calendar),
        "status": str(judged.status),
        "done": None if judged.done is None else moment_text(judged.done, calendar),
        "late_by_seconds": judged.late_by,
        "because": _because(judged, contact, policy.words, calendar),
    }
    if judged.status is Status.UNKNOWN:
        data["missing"] = judged.missing
    return data


def _says(judged: Judged, contact: Contact, words: Words, calendar: WorkCalendar) -> str:
    if judged.status is Status.UNKNOWN:
        return style.not_known_text(judged.missing)
    if judged.excuse is not None:
        return style.nothing_due_text(_excuse(judged, contact, words, calendar))
    if judged.waiting:
        return style.waiting_text(noun_of(judged.waiting, words))
    if judged.due is None and judged.limit is not None and not isinstance(judged.limit, Rings):
        return style.PAUSED_TEXT
    if isinstance(judged.limit, Rings):
        return rings_text(judged.limit)
    assert judged.due is not None
    return due_text(judged.due, judged.anchor, calendar)


def rings_text(limit: Rings) -> str:
    """`before ring 4`, `within 5 rings`."""
    return f"before ring {limit.most + 1}" if limit.said_before else f"within {style.plural(limit.most, 'ring')}"


def due_text(due: Due, anchor: Moment | None, calendar: WorkCalendar) -> str:
    """`by the end of Thursday 5 December 2024`, `by 6:50pm on …`, `before 10am on …`."""
    if due.last_day is not None and not due.included:
        return style.end_of_day_text(due.last_day)
    if due.earliest is not None:
        return style.within_day_text(calendar.day_of(due.instant))
    zone = calendar.clock.transition(due.instant)
    changed = anchor is not None and calendar.clock.transition(anchor.first).offset != zone.offset
    when = style.instant_text(calendar.clock.local(due.instant), zone.name if changed else "")
    return f"{'by' if due.included else 'before'} {when}"


def noun_of(event: str, words: Words) -> str:
    """The noun of an event, for "the …"; its past form where it has none."""
    which, parts = parts_of(event)
    if which:
        return f"{which} of {' and '.join(f'the {noun_of(part, words)}' for part in parts)}"
    known = words.event(event)
    return known.noun if known is not None and known.noun else event


def _excuse(judged: Judged, contact: Contact, words: Words, calendar: WorkCalendar) -> str:
    match judged.excuse:
        case ArrivedOnClosedDay():
            return style.closed_arrival_text(calendar.day_of(contact.arrives.first), judged.closed_why)
        case FactIs(fact=fact):
            known = words.fact(fact)
            return known.text if known else fact
        case StateIs(state=state):
            described = words.state(state)
            return described.text if described else state
        case str(event):
            return f"it was {event} by then"
        case _:
            return case_text((judged.excuse,)) or "" if judged.excuse else ""


def _because(judged: Judged, contact: Contact, words: Words, calendar: WorkCalendar) -> list[dict[str, Any]]:
    if isinstance(judged.excuse, ArrivedOnClosedDay):
        day = calendar.day_of(contact.arrives.first)
        return [_reason(day, False, style.closed_arrival_text(day, judged.closed_why))]
    if judged.due is None:
        return []
    return [_reason(step.day, step.counts, _why(step, words)) for step in judged.due.steps]


def _reason(day: date, counts: bool, why: str) -> dict[str, Any]:
    return {"date": day.isoformat(), "counts": counts, "why": why}


def _why(step: Step, words: Words) -> str:
    detail = step.detail
    if step.kind is StepKind.ANCHOR:
        is_arrival = detail == CONTACT_STARTS
        detail = "the day it arrived" if is_arrival else style.anchor_text(noun_of(detail, words))
    return style.reason_text(str(step.kind), detail, step.number, step.of)
