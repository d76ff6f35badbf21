"""`example` blocks, run: each says a contact and what the policy promises it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from troth.calendars.local_time import to_utc
from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.deadlines.answer import Answer, answer
from troth.deadlines.contact import Contact, ContactReader
from troth.deadlines.judge import Judged
from troth.deadlines.reading import Unreadable, read_moment
from troth.diagnostics import Diagnostic
from troth.model.limit import Vague
from troth.model.policy import Example, Expected, Policy, Strength
from troth.model.words import DATES
from troth.wording.style import day_text, instant_text, plural

_STRONGEST = (Strength.MUST, Strength.SHOULD, Strength.AIM, Strength.MAY)


def run_examples(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """What the examples of a policy expect and do not get; none at all, where a promise is measured, is a finding."""
    measured = [p for p in policy.promises() if any(not isinstance(limit, Vague) for limit in p.every_limit())]
    if measured and not policy.examples:
        yield Diagnostic(
            code="T602",
            message=f"the policy has {plural(len(measured), 'measured promise')} and no example",
            span=measured[0].span,
            help='add one: `example "an email before a public holiday"`, with `email arrives …` and '
            "`reply due by the end of …`",
        )
    for example in policy.examples:
        if calendar is not None:
            yield from run_example(example, policy, calendar)


def run_example(example: Example, policy: Policy, calendar: WorkCalendar) -> Iterator[Diagnostic]:
    """What one example expects and does not get."""
    try:
        contact = ContactReader(policy, calendar).read(contact_of(example))
        as_of = contact.arrives.first
        if example.as_of is not None:
            as_of = read_moment("as of", example.as_of.isoformat(), calendar.clock, calendar.rules.zone)[1]
        found = answer(policy, contact, calendar, as_of)
    except Unreadable as problem:
        yield Diagnostic(code=problem.code, message=problem.message, help=problem.help, span=example.span)
        return
    except OutsideYears:
        rules = calendar.rules
        yield Diagnostic(
            code="T207",
            message=f"the example lies outside of the calendar's years, {rules.first_year} to {rules.last_year}",
            help="choose a date within them, or give the calendar more years",
            span=example.span,
        )
        return
    for expected in example.expected:
        difference = _compare(expected, found, contact, calendar)
        if difference is not None:
            yield Diagnostic(
                code="T601",
                message=f"“{example.title}”: {difference}",
                span=expected.span,
                help="if the policy is right, mend the example; if the example is right, mend the policy",
            )


def contact_of(example: Example) -> dict[str, Any]:
    """The contact of an example, as plain values."""
    given = dict(example.given)
    facts = {name: value for name, value in given.items() if name not in DATES}
    data: dict[str, Any] = {"channel": example.channel, "arrives": _iso(example.arrives), **dict(example.values)}
    data |= {"kind": example.kind, "party": example.party}
    events: dict[str, list[str]] = {}
    for happened in example.events:
        events.setdefault(happened.event, []).append(_iso(happened.at))
    dates = {name: value for name, value in given.items() if name in DATES}
    return data | {"events": events, "facts": facts, "dates": dates}


def _iso(value: date | datetime) -> str:
    return value.isoformat()


def _compare(expected: Expected, found: Answer, contact: Contact, calendar: WorkCalendar) -> str | None:
    verb = expected.verb
    promises = [judged for judged in found.judged if judged.promise.verb == verb]
    promises = promises or [judged for judged in found.judged if judged.promise.event == expected.event]
    if expected.absent:
        vague = any(verb == promise.verb or expected.event == promise.event for promise, _ in found.unmeasured)
        return f"`{verb}` is promised" if promises or vague else None
    if not promises:
        return f"`{verb}` is not promised for this contact"
    strongest = min((judged.promise.strength for judged in promises), key=_STRONGEST.index)
    for judged in promises:
        if judged.promise.strength is strongest and (problem := _differs(expected, judged, calendar)):
            return f"`{verb}` {problem}"
    return None


def _differs(expected: Expected, judged: Judged, calendar: WorkCalendar) -> str | None:
    if expected.status is not None:
        return None if judged.status == expected.status else f"is {judged.status}, not {expected.status}"
    due = judged.due
    if due is None:
        return f"has no deadline ({judged.status})"
    got = calendar.clock.local(due.instant)
    if expected.due_day is not None:
        if due.last_day == expected.due_day and not due.included:
            return None
        says = (
            f"by the end of {day_text(due.last_day)}"
            if due.last_day and not due.included
            else f"by {instant_text(got)}"
        )
        return f"is due {says}, not by the end of {day_text(expected.due_day)}"
    assert isinstance(expected.due_at, datetime)
    if got == expected.due_at:
        return None
    return f"is due by {instant_text(got)}, not by {instant_text(expected.due_at)} (UTC {to_utc(due.instant):%H:%M})"
