"""A worked example beside a promise: a contact in words, what is due, and the reasons as a strip of days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from troth.calendars.workdays import WorkCalendar
from troth.deadlines.answer import answer
from troth.deadlines.contact import Contact, ContactReader
from troth.deadlines.deadline import Due, Step, StepKind
from troth.deadlines.judge import Judged
from troth.model.condition import FactIs, StateIs, ValueIs
from troth.model.limit import (
    ARRIVAL,
    AtEvent,
    BeforeEvent,
    CarriedDate,
    DuringContact,
    NextWorkingDay,
    Notice,
    Rings,
    SameDay,
    Within,
)
from troth.model.policy import Policy
from troth.model.words import CONTACT_ENDS, Words
from troth.wording import phrases, style
from troth.wording.explained import due_text, noun_of
from troth.wording.voice import Voice, act_text

MOST_WORDS = 25
"""Of a sentence that people read to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySquare:
    """One day of a strip: `state` is arrival, counted, weekend, closed or due; `number` is what stands in it."""

    iso: str
    weekday: str
    date: str
    state: str
    number: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedExample:
    """`said when.` is the example in words; `contact` the plain values that it was computed from."""

    question: str
    act: str
    when: str
    contact: Mapping[str, Any]
    days: tuple[DaySquare, ...]

    @property
    def said(self) -> str:
        """What stands before `when`: `If you email us at …, we reply`; in two sentences where one would be too long."""
        one = f"{self.question}, {self.act}"
        if len(f"{one} {self.when}".split()) <= MOST_WORDS:
            return one
        return f"Say {self.question.removeprefix('If ')}. Then {self.act}"

    @property
    def text(self) -> str:
        return f"{self.said} {self.when}."


def write_example(
    promise_id: str,
    data: Mapping[str, Any],
    policy: Policy,
    calendar: WorkCalendar,
    voice: Voice = Voice.CUSTOMER,
) -> WorkedExample | None:
    """The example of a promise for a contact in plain values; None where nothing is due for it.

    Raises Unreadable.
    """
    contact = ContactReader(policy, calendar).read(data)
    found = answer(policy, contact, calendar, contact.arrives.first)
    judged = next((one for one in found.judged if one.promise.id == promise_id), None)
    if judged is None or (judged.due is None and not isinstance(judged.limit, Rings)):
        return None
    act, when = _answer(judged, policy, calendar, voice)
    return WorkedExample(
        question=_question(judged, contact, policy, calendar, voice),
        act=act,
        when=when,
        contact=data,
        days=_strip(judged, policy.words),
    )


def _question(judged: Judged, contact: Contact, policy: Policy, calendar: WorkCalendar, voice: Voice) -> str:
    words, promise, limit = policy.words, judged.promise, judged.limit
    if isinstance(limit, Rings):
        return f"If the phone rings {_times(limit.most)}"
    if isinstance(limit, CarriedDate):
        assert judged.due is not None
        return f"If {_date_text(judged.due, calendar)} is {limit.name}"
    starts = _starting_event(judged)
    if starts is not None:
        event, instant = starts
        verb = "ends" if event == CONTACT_ENDS else "is"
        return f"If the {noun_of(event, words)} {verb} at {style.instant_text(calendar.clock.local(instant))}"
    who = promise.who
    subject = voice.subject((contact.party,) if who.values("party") else (), words)
    is_any = not who.values("channel")
    text = phrases.contact_us_text(subject) if is_any else phrases.channel_text(contact.channel, words, subject)
    if contact.kind is not None:
        text += f" about {phrases.kind_text(contact.kind, words)}"
    cases = [condition for condition in judged.path if isinstance(condition, ValueIs)]
    named = {condition.dimension for condition in (*who.conditions, *cases) if isinstance(condition, ValueIs)}
    values = [f"{name} {value}" for name, value in contact.values.items() if name in named]
    if values:
        text += f" ({', '.join(values)})"
    text += f" at {style.instant_text(calendar.clock.local(contact.arrives.first))}"
    for condition in (*promise.conditions, *judged.path):
        match condition:
            case FactIs(fact=fact, holds=holds):
                text += f" {'and' if holds else 'and it is not true that'} {phrases.fact_text(fact, words)}"
            case StateIs(state=state):
                text += f" and {phrases.state_text(state, words)}"
            case _:
                pass
    return f"If {text}"


def _date_text(due: Due, calendar: WorkCalendar) -> str:
    """A day, or an instant, that a contact carries."""
    if due.last_day is not None:
        return style.day_text(due.last_day)
    return style.instant_text(calendar.clock.local(due.instant))


def _starting_event(judged: Judged) -> tuple[str, int] | None:
    """The event that a deadline hangs on and its instant; None for the arrival."""
    match judged.limit:
        case DuringContact():
            event = CONTACT_ENDS
        case AtEvent(event=event) | BeforeEvent(event=event):
            pass
        case Notice(event=event):
            return None if judged.anchor is None else (event, judged.anchor.first)
        case Within(event=event) | NextWorkingDay(event=event) | SameDay(event=event) if event != ARRIVAL:
            return None if judged.anchor is None else (event, judged.anchor.first)
        case _:
            return None
    return None if judged.due is None else (event, judged.due.instant)


def _times(n: int) -> str:
    return "once" if n == 1 else "twice" if n == 2 else f"{n} times"


def _answer(judged: Judged, policy: Policy, calendar: WorkCalendar, voice: Voice) -> tuple[str, str]:
    """What we do, and by when."""
    promise = judged.promise
    if isinstance(judged.limit, Rings):
        us = voice.us
        return f"{us} answer in time;", f"if it rings {_times(judged.limit.most + 1)}, {us} are late"
    assert judged.due is not None
    return act_text(promise, promise.verb, policy.words, voice), due_text(judged.due, judged.anchor, calendar)


def _strip(judged: Judged, words: Words) -> tuple[DaySquare, ...]:
    """A square a day for a deadline that is counted in days; none for one in hours."""
    due = judged.due
    if due is None or due.last_day is None or isinstance(judged.limit, Notice):
        return ()
    is_only = len(due.steps) == 1
    return tuple(_square(step, due.last_day, words, is_only=is_only) for step in due.steps if step.kind in _SHOWN)


_SHOWN = frozenset(
    {StepKind.ANCHOR, StepKind.CLOSED, StepKind.DAY_0, StepKind.COUNTED, StepKind.LATER, StepKind.ROLLED}
)


def _square(step: Step, last: date, words: Words, *, is_only: bool) -> DaySquare:
    is_due = step.day == last and (step.counts or is_only)
    number = str(step.number) if step.kind is StepKind.COUNTED else ""
    why = style.reason_text(str(step.kind), step.detail, step.number, step.of)
    state = "counted" if step.counts else "closed"
    if step.kind in (StepKind.ANCHOR, StepKind.DAY_0):
        state, number = "arrival", "0"
        why = (
            "day 0: it arrives"
            if step.detail in (ARRIVAL, "")
            else f"day 0: {style.anchor_text(noun_of(step.detail, words))}"
        )
    elif step.kind is StepKind.CLOSED:
        state = "weekend" if step.detail == "weekend" else "closed"
    if is_due:
        state, why = "due", "due by the end of this day"
    weekday, day_text = style.WEEKDAYS[step.day.weekday()][:3], f"{step.day.day} {style.MONTHS[step.day.month - 1][:3]}"
    return DaySquare(iso=step.day.isoformat(), weekday=weekday, date=day_text, state=state, number=number, why=why)
