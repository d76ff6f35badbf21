"""A setting in sentences: what it is set to, and an arrival for which that is another deadline than the promise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum

from troth.calendars.workdays import WorkCalendar
from troth.desks.clocks import Amount, BusinessDays, Hours
from troth.desks.constructs import Construct, constructs_of
from troth.desks.difference import Shown
from troth.desks.facts import Can, Desk, Metric
from troth.desks.nearest import Nearest, Setting
from troth.model.limit import ARRIVAL, Nothing, Vague
from troth.model.policy import US, Policy, Promise
from troth.model.words import Words
from troth.wording import phrases, style
from troth.wording.answer import case_text


class Verdict(StrEnum):
    """How a product's nearest setting compares with a promise, over all its limits."""

    SAME = "same"
    SCHEDULED = "scheduled"  # as far as is known: what starts on other days is not described
    EARLY = "early"
    LATE = "late"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingSaid:
    """One limit: `when` the cases in which it binds; `rows` of a term of the product and what it is set to."""

    when: str
    rows: tuple[tuple[str, str], ...]
    compared: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseSaid:
    """A promise in a product: its settings, and the constructs that this cannot say, by how far it can."""

    id: str
    verdict: Verdict
    settings: tuple[SettingSaid, ...]
    gaps: tuple[tuple[str, tuple[Construct, ...]], ...]

    @property
    def text(self) -> Iterator[str]:
        """Every text of it, in the order in which a page shows them."""
        for setting in self.settings:
            yield setting.when
            yield from (text for row in setting.rows for text in row)
            yield from setting.compared
        for says, constructs in self.gaps:
            yield says
            yield from constructs


GAPS = {
    Can.PARTLY: "It can say in part:",
    Can.NOT: "It cannot say:",
    Can.UNSAID: "What we read of its documentation does not say:",
}


def has_deadline(promise: Promise) -> bool:
    """Is it ours, and does it promise something by a deadline?"""
    limits = [limit for _, limit in promise.limits()]
    return promise.actor == US and any(not isinstance(limit, Vague | Nothing) for limit in limits)


def say(promise: Promise, desk: Desk, nearest: Nearest, policy: Policy, calendar: WorkCalendar | None) -> PromiseSaid:
    """A promise as a product must be set to it."""
    settings = [one for one in nearest.of(promise, desk) if not isinstance(one.limit, Vague)]
    constructs = constructs_of(promise, policy)
    gaps = [(says, tuple(one for one in constructs if desk.answers[one].can is can)) for can, says in GAPS.items()]
    return PromiseSaid(
        id=promise.id,
        verdict=_verdict(settings),
        settings=tuple(_setting(promise, one, desk, policy, calendar) for one in settings),
        gaps=tuple((says, ones) for says, ones in gaps if ones),
    )


def _verdict(settings: list[Setting]) -> Verdict:
    differences = [one.difference for one in settings]
    if any(one is None or not one.is_known for one in differences):
        return Verdict.NONE
    if any(one is not None and one.late for one in differences):
        return Verdict.LATE
    if any(one is not None and one.early for one in differences):
        return Verdict.EARLY
    in_days = any(isinstance(one.target, BusinessDays) and one.target.is_worked for one in settings)
    return Verdict.SCHEDULED if in_days else Verdict.SAME


def metric_of(promise: Promise, desk: Desk, policy: Policy) -> Metric:
    """Which of a product's measures ends with the act of a promise.

    Where a standard promises an acknowledgement, too, that is the first reply, and the reply itself is the end.
    """
    event = promise.event
    standard = policy.standard(promise.standard)
    acts = set() if standard is None else {one.event for one in standard.promises}
    if event == "replied" and "acknowledged" in acts:
        event = "resolved"
    if event == "completed":
        event = "resolved"
    return desk.metrics.get(event, desk.metrics[""])


def _setting(
    promise: Promise, setting: Setting, desk: Desk, policy: Policy, calendar: WorkCalendar | None
) -> SettingSaid:
    words, metric = desk.words, metric_of(promise, desk, policy)
    measure = f"{metric.name}. {metric.says}" if metric.name else metric.says
    if setting.target is not None and setting.anchor != ARRIVAL:
        measure += f" Here it starts with {phrases.event_text(setting.anchor, policy.words)}."
    rows = [
        (words["measure"], measure),
        (words["target"], _target(setting, desk)),
    ]
    if isinstance(setting.target, Amount):
        is_business = setting.target.hours is Hours.BUSINESS
        rows.append((words["kind"], words["business" if is_business else "calendar"]))
    elif isinstance(setting.target, BusinessDays):
        rows.append((words["kind"], words["business" if setting.target.is_worked else "calendar"]))
    contacts = _contacts(promise, setting)
    if contacts:
        rows.append((words["contacts"], contacts))
    if promise.pauses:
        pauses = (
            f"from {phrases.event_text(one.start, policy.words)} to {phrases.event_text(one.end, policy.words)}"
            for one in promise.pauses
        )
        rows.append((words["pause"], style.listed(list(pauses), "and")))
    compared = () if calendar is None else tuple(_compared(promise, setting, desk, policy, calendar))
    return SettingSaid(
        when=case_text(setting.path) or ("otherwise" if promise.cases else ""),
        rows=tuple((term, f"{text[:1].upper()}{text[1:]}") for term, text in rows),
        compared=compared,
    )


def _contacts(promise: Promise, setting: Setting) -> str:
    """Which contacts it is for, with what leaves some out."""
    said = case_text((*promise.conditions, *setting.path)) or ""
    out = " or ".join(text for one in promise.excuses if (text := case_text((one,))))
    return f"{said}; not {out}".removeprefix("; ") if out else said


def _target(setting: Setting, desk: Desk) -> str:
    match setting.target:
        case Amount(seconds=seconds):
            return desk.words["length"].format(amount=amount_text(seconds, short=desk.short))
        case BusinessDays(n=n, at=at, by_closing=by_closing, cutoff=cutoff):
            if by_closing:
                ends = "no end time, which is the end of the work day"
            else:
                ends = f"the end time is {'23:59:59' if at is None else f'{at // 60:02}:{at % 60:02}:00'}"
            more = "" if cutoff is None else f", and a day more from {style.time_text(time(*divmod(cutoff, 60)))} on"
            return f"a relative duration of your own: in its script, days are {n}{more}, and {ends}"
        case None:
            return "none comes near"


def amount_text(seconds: int, *, short: bool) -> str:
    """`72 hours`, `1 hour and 30 minutes`; short, `72h`, `1h 30m`."""
    units = (("hour", seconds // 3600), ("minute", seconds // 60 % 60), ("second", seconds % 60))
    said = [f"{n}{unit[0]}" if short else style.plural(n, unit) for unit, n in units if n]
    return " ".join(said) if short else style.listed(said, "and")


def _compared(promise: Promise, setting: Setting, desk: Desk, policy: Policy, calendar: WorkCalendar) -> Iterator[str]:
    target, found, spread = setting.target, setting.difference, setting.spread
    if spread is not None and spread.least != spread.most:
        of = Hours.BUSINESS if target is None or not isinstance(target, Amount) else target.hours
        least = amount_text(spread.least * 60, short=False) or "nothing"
        most = amount_text(spread.most * 60, short=False)
        yield f"From the start to the deadline it is between {least} and {most}, in {of}. A target is one number."
    if found is None or target is None or not found.is_known:
        return
    first, last = calendar.rules.first_year, calendar.rules.last_year
    years = f"in the years {first} to {last}" if first != last else f"in {first}"
    for shown in (found.early, found.late):
        if shown is not None:
            yield _shown(shown, setting, desk, policy.words, calendar)
    if found.late is not None:
        yield "That is later than the promise: what is late by then is not seen to be."
        if spread is not None and spread.least:
            yield f"Only up to {amount_text(spread.least * 60, short=False)} would it never be later."
    elif found.early is not None:
        yield f"It is never later than the promise {years}."
    else:
        yield f"Whenever it starts {years}, it is due there when the promise says."
    if isinstance(target, BusinessDays) and target.is_worked:
        yield "Starts on days outside the schedule are left out: their documentation does not say how they count."
    left = [
        name
        for name, is_so in (
            ("pauses", bool(promise.pauses)),
            ("extensions", promise.extension is not None),
            ("dates told instead", promise.dated is not None),
            ("restarts", promise.restart is not None),
            ("the latest and the earliest that it may be", promise.cap is not None or promise.floor is not None),
        )
        if is_so
    ]
    if left:
        yield f"This leaves out {style.listed(left, 'and')}."


def _shown(shown: Shown, setting: Setting, desk: Desk, words: Words, calendar: WorkCalendar) -> str:
    """`What arrives at 4pm on … is due at … in Zendesk, and by the end of … by the promise.`"""
    arrives = style.instant_text(calendar.clock.local(shown.arrives))
    if setting.anchor == ARRIVAL:
        start = f"What arrives at {arrives} is due"
    else:
        start = f"Say {phrases.event_text(setting.anchor, words)} is at {arrives}. It is then due"
    return (
        f"{start} {_due(shown.desk, calendar)} in {desk.product}. "
        f"By the promise it is due {_due(shown.promise, calendar)}."
    )


def _due(instant: int, calendar: WorkCalendar) -> str:
    """`at 4pm on Thursday 26 November 2026`, `by the end of …` where that is midnight."""
    local = calendar.clock.local(instant)
    if local.time() == time():
        return style.end_of_day_text(local.date() - timedelta(days=1))
    return f"at {style.instant_text(local)}"
