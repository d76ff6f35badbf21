"""A judged contact → the answer as data, in the words of the house style (the form of `troth due --format json`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date
from typing import Any

from troth.calendars.local_time import to_utc
from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.deadlines.answer import Answer, Reading, answer
from troth.deadlines.contact import Contact, ContactReader, Moment
from troth.deadlines.judge import Judged, Status
from troth.deadlines.reading import Unreadable
from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, Condition, FactIs, InSeason, StateIs, ValueIs
from troth.model.limit import Rings
from troth.model.policy import Policy
from troth.model.words import Words
from troth.wording import style
from troth.wording.accounts import owed_data
from troth.wording.effects import so_text
from troth.wording.explained import (
    due_text,
    moved_by,
    noun_of,
    rule_of,
    summary_of,
    unmoved_data,
    version_of,
    why_step,
)
from troth.wording.phrases import fact_text, rings_text, state_text
from troth.wording.targets import measured_data


class Answers:
    """Answers contacts of one policy in plain values, in the form of `troth due --format json`."""

    def __init__(self, policy: Policy, calendar: WorkCalendar, fingerprints: dict[str, str]) -> None:
        self._policy, self._calendar, self._fingerprints = policy, calendar, fingerprints
        self._reader = ContactReader(policy, calendar)

    def to(self, contact: Mapping[str, Any], as_of: int, reading: Reading = Reading.ANNOUNCED) -> dict[str, Any]:
        """Every promise of a contact as of an instant.

        A contact that cannot be read, or lies beyond the calendar's years, gives `{"error": {code, message, help}}`.
        """
        try:
            found = answer(self._policy, self._reader.read(contact), self._calendar, as_of, reading)
        except Unreadable as problem:
            return {"error": {"code": problem.code, "message": problem.message, "help": problem.help}}
        except (OutsideYears, OverflowError):
            rules = self._calendar.rules
            years = f"{rules.first_year} to {rules.last_year}"
            message = f"the arrival or a deadline lies outside of the calendar's years, {years}"
            return {"error": {"code": "T207", "message": message, "help": f"give a contact within {years}"}}
        return answer_data(found, self._policy, self._calendar, self._fingerprints, reading)


def answer_data(
    found: Answer,
    policy: Policy,
    calendar: WorkCalendar,
    fingerprints: dict[str, str],
    reading: Reading = Reading.ANNOUNCED,
) -> dict[str, Any]:
    """The whole answer, ready for JSON: instants in UTC, days local, reasons in words; in a checker's order."""
    return {
        "policy": policy.id,
        "as_of": _instant(found.as_of),
        **({} if reading is Reading.ANNOUNCED else {"calendar": str(reading)}),
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
    missed = {name: [moment_text(moment, calendar) for moment in moments] for name, moments in contact.missed.items()}
    parts = {"events": events, "facts": facts, "dates": dates, "missed": missed}
    return data | {name: part for name, part in parts.items() if part}


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
        case InSeason(first=begins, last=ends):
            return f"{style.season_text(begins, ends)} each year"


def _instant(instant: int) -> str:
    return to_utc(instant).astimezone(UTC).isoformat()


def _judged(judged: Judged, contact: Contact, policy: Policy, calendar: WorkCalendar) -> dict[str, Any]:
    promise, due = judged.promise, judged.due
    data: dict[str, Any] = {
        "id": f"{promise.id}.{judged.number}" if judged.number else promise.id,
        "event": promise.event,
        "strength": str(promise.strength),
        "case": case_text(judged.path),
    }
    if promise.basis is not None:
        data["basis"] = promise.basis
    data["rule"] = rule_of(judged, policy)
    if (version := version_of(judged, contact, calendar)) is not None:
        data["version"] = version
    if isinstance(judged.limit, Rings):
        counted = contact.counts.get("rings", "unknown")
        data |= {"limit": judged.limit.most, "unit": "rings", "counted": "none" if counted is None else counted}
    else:
        data |= {
            "anchor": None if judged.anchor is None else moment_text(judged.anchor, calendar),
            "due": None if due is None else _instant(due.instant),
            "met_at_due": None if due is None else due.included,
        }
        opens = due.opens if due is not None else judged.not_before.opens if judged.not_before is not None else None
        if opens is not None:
            data["not_before"] = _instant(opens)
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
        "summary": summary_of(judged, contact, policy, calendar),
        "moved": moved_by(judged, policy.words, calendar),
    }
    if (unmoved := unmoved_data(judged, calendar)) is not None:
        data["unmoved"] = {"due": _instant(unmoved[0]), "says": unmoved[1]}
    if judged.status is Status.UNKNOWN:
        data["missing"] = judged.missing
    if judged.targets:
        data["targets"] = measured_data(judged.targets, policy.words)
    if judged.owed is not None:
        data |= owed_data(judged, judged.owed, policy.words, calendar, case_text)
    return data


def _says(judged: Judged, contact: Contact, words: Words, calendar: WorkCalendar) -> str:
    if judged.status is Status.UNKNOWN:
        return style.not_known_text(judged.missing)
    if judged.excuse is not None:
        return style.nothing_due_text(_excuse(judged, contact, words, calendar))
    if judged.waiting:
        return style.waiting_text(noun_of(judged.waiting, words))
    if judged.not_before is not None:
        return style.not_before_text(calendar.clock.local(judged.not_before.opens))
    if judged.due is None and judged.limit is not None and not isinstance(judged.limit, Rings):
        return style.PAUSED_TEXT
    if isinstance(judged.limit, Rings):
        return rings_text(judged.limit)
    assert judged.due is not None
    return due_text(judged.due, judged.anchor, calendar)


def _excuse(judged: Judged, contact: Contact, words: Words, calendar: WorkCalendar) -> str:
    match judged.excuse:
        case ArrivedOnClosedDay():
            return style.closed_arrival_text(calendar.day_of(contact.arrives.first), judged.closed_why)
        case FactIs(fact=fact, holds=wanted):
            return so_text(fact_text(fact, words), wanted)
        case StateIs(state=state, holds=wanted):
            return so_text(state_text(state, words), wanted)
        case InSeason(first=begins, last=ends):
            return style.in_season_text(begins, ends)
        case str(event):
            return f"it was {event} by then"
        case _:
            return case_text((judged.excuse,)) or "" if judged.excuse else ""


def _because(judged: Judged, contact: Contact, words: Words, calendar: WorkCalendar) -> list[dict[str, Any]]:
    if isinstance(judged.excuse, ArrivedOnClosedDay):
        day = calendar.day_of(contact.arrives.first)
        return [_reason(day, False, style.closed_arrival_text(day, judged.closed_why))]
    ends = judged.due or judged.not_before
    steps = () if ends is None else (why_step(step, words) for step in ends.steps)
    return [_reason(day, counts, style.reason_text(kind, what, n, of)) for day, kind, what, n, of, counts in steps]


def _reason(day: date, counts: bool, why: str) -> dict[str, Any]:
    return {"date": day.isoformat(), "counts": counts, "why": why}
