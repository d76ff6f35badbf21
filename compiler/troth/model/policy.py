"""A valid policy: standards of promises, duties, texts, and the facts of its header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from troth.model.calendar import Calendar
from troth.model.condition import Condition, FactIs, Who, is_denied
from troth.model.duration import Duration
from troth.model.limit import Every, Limit, Nothing, Within
from troth.model.measure import Remedy, Target
from troth.model.words import PROMISED, Words
from troth.source import NOWHERE, Span


class Strength(StrEnum):
    MUST = "must"
    SHOULD = "should"
    AIM = "aim"
    MAY = "may"


US = "we"
"""The actor of a promise that is ours; any other is a party, such as `customer`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Locators of the source document's clauses, from `first` to `last` (equal for a single one)."""

    first: str
    last: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __str__(self) -> str:
        return self.first if self.first == self.last else f"{self.first} to {self.last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Another limit where a condition holds; None where only the inner cases say one. Inner cases win over it.

    `variation`: the name of the variation that it comes from, whose days win over every other case.
    """

    condition: Condition
    limit: Limit | None
    cases: tuple[Case, ...] = ()
    variation: str = field(default="", compare=False)
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAct:
    """`or call before the appointment`: either act keeps the promise."""

    verb: str
    event: str
    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedReply:
    """A date that binds instead, where it is told in time. No limit: told by the promise's own due.

    `or promise a date within 2 days` (`name` is promised: the event and the date that a contact carries), or `extended
    to the date told, if complex` (`name` is told, and `condition` must hold).
    """

    limit: Limit | None
    name: str = PROMISED
    condition: FactIs | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """`extended by 10 working days, once, if told within 7 working days, if complex`.

    With `if_told`, by the amount for each time that the customer is told of it by `told_by` (None: by the promise's
    due) and before the due in force; only the first time with `once`. Without it, where `condition` holds.
    """

    amount: Duration
    once: bool = False
    if_told: bool = False
    told_by: Limit | None = None
    condition: FactIs | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """`paused from the fees notice to the payment, both days included`; by a state, from and to the state's events."""

    start: str
    end: str
    both_days: bool = False
    state: str = ""


def promise_id(policy: str, standard: str, verb: str, strength: Strength) -> str:
    """`ips.email.call-back`; of a promise that is not a must, with its strength: `ips.email.call-back.should`."""
    suffix = "" if strength is Strength.MUST else f".{strength}"
    return f"{policy}.{standard}.{verb.replace(' ', '-')}{suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Who × act × strength × limit, with cases over the limit and a few kinds of modifier.

    `cap` and `floor` are the latest and the earliest that it may be due; from OWN_ANCHOR, counted as the limit is.
    `restart`: the event by which the limit is counted anew. `basis`: the law that requires it; None: our own promise.
    `limit` is None where only the cases promise something. `who` and `only` must hold for the promise to apply; one of
    `excuses` at the arrival, or the event `unless_by_then` by the deadline, excuses it.
    """

    id: str
    standard: str
    verb: str
    event: str
    actor: str
    strength: Strength
    who: Who
    limit: Limit | None
    cases: tuple[Case, ...] = ()
    only: tuple[Condition, ...] = ()
    excuses: tuple[Condition, ...] = ()
    unless_by_then: str | None = None
    dated: DatedReply | None = None
    extension: Extension | None = None
    pauses: tuple[Pause, ...] = ()
    restart: str | None = None
    cap: Within | None = None
    floor: Within | None = None
    or_acts: tuple[OtherAct, ...] = ()
    manner: tuple[str, ...] = ()
    saying: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    remedy: Remedy | None = None
    basis: str | None = None
    replaces: tuple[str, ...] = ()
    assumed: bool = field(default=False, compare=False)
    not_promises: tuple[str, ...] = field(default=(), compare=False)
    sources: tuple[Source, ...] = field(default=(), compare=False)
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that must hold for the promise to apply: what its standard is for, then its own; last, what must not be.

        In this order a lead says them, where a denial denies nothing that follows.
        """
        return tuple(sorted((*self.who.conditions, *self.only), key=is_denied))

    @property
    def own_cases(self) -> tuple[Case, ...]:
        """The cases that the promise itself says, without those of variations, which win over all of them."""
        return tuple(case for case in self.cases if not case.variation)

    def limits(self) -> Iterator[tuple[tuple[Condition, ...], Limit]]:
        """Each limit of the act itself with the path of cases that leads to it; the plain one comes last."""
        yield from _walk(self.cases, ())
        if self.limit is not None and not isinstance(self.limit, Nothing):
            yield (), self.limit

    def deadlines(self) -> Iterator[Limit]:
        """Every limit that gives a deadline of its own: of updates, that of each of them."""
        for limit in self.every_limit():
            yield limit.step if isinstance(limit, Every) else limit

    def every_limit(self) -> Iterator[Limit]:
        """All limits: of the act, of the other acts, and of telling a date."""
        for _, limit in self.limits():
            yield limit
        for act in self.or_acts:
            yield act.limit
        if self.dated is not None and self.dated.limit is not None:
            yield self.dated.limit
        if self.extension is not None and self.extension.told_by is not None:
            yield self.extension.told_by
        yield from (bound for bound in (self.cap, self.floor) if bound is not None)
        yield from (tier.limit for target in self.targets for tier in target.tiers if tier.limit is not None)
        if self.remedy is not None:
            yield from (limit for limit in (self.remedy.paid, self.remedy.claimed) if limit is not None)


def _walk(cases: tuple[Case, ...], path: tuple[Condition, ...]) -> Iterator[tuple[tuple[Condition, ...], Limit]]:
    for case in cases:
        here = (*path, case.condition)
        yield from _walk(case.cases, here)
        if case.limit is not None and not isinstance(case.limit, Nothing):
            yield here, case.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """`record "the call" in "the case system"`."""

    what: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What someone must do that is not measured.

    It holds where `who` does, all of `only` and none of `excuses`. `audience`: () means everyone. `situation`: when a
    member of staff needs it; "" leaves that to `who`. `after`: the event that sets it off; "" for none.
    """

    id: str
    title: str
    who: Who
    actor: str
    strength: Strength
    text: str
    only: tuple[Condition, ...] = ()
    excuses: tuple[Condition, ...] = ()
    situation: str = ""
    records: tuple[Record, ...] = ()
    audience: tuple[str, ...] = ()
    after: str = ""
    basis: str | None = None
    section: str = ""
    sources: tuple[Source, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """What is promised otherwise for some days, both included; the promises hold its limits as their first cases."""

    name: str
    title: str
    first: date
    last: date
    promises: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    id: str
    name: str
    title: str
    who: Who
    promises: tuple[Promise, ...]
    replaces: tuple[str, ...] = ()
    situation: str = ""
    records: tuple[Record, ...] = ()
    section: str = ""
    not_promises: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A text block: paragraphs and bullets in order, and what is said to be no promise."""

    section: str
    paragraphs: tuple[str, ...]
    bullets: tuple[str, ...]
    not_promises: tuple[str, ...]
    audience: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    frequency: str
    to: str
    channels: tuple[str, ...]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproximateDate:
    """A date, or a month alone; `last` is its last day."""

    first: date
    last: date
    is_month: bool
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    when: ApproximateDate
    part: str
    reason: str
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    organisation: str
    known_as: str | None = None
    owner: str | None = None
    authors: tuple[str, ...] = ()
    approved: ApproximateDate | None = None
    approved_by: str | None = None
    review_every: Duration | None = None
    next_review: ApproximateDate | None = None
    revisions: tuple[Revision, ...] = ()
    applies_to: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    event: str
    at: date | datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What an example says of a promise: a due day or instant, a status, or that it is not promised.

    By its verb, or another that leads to the same `event`.
    """

    verb: str
    event: str = ""
    due_day: date | None = None
    due_at: datetime | date | None = None
    status: str | None = None
    absent: bool = False
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A contact in the policy's own words and what is expected of it; times are local."""

    title: str
    channel: str
    kind: str | None
    party: str | None
    values: tuple[tuple[str, str], ...]
    arrives: date | datetime
    events: tuple[Happened, ...]
    given: tuple[tuple[str, str], ...]
    as_of: date | datetime | None
    expected: tuple[Expected, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A line that the source document does not hold."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How a line stands in the file: its words, the white space before it, and the last line beneath it, if any."""

    said: str
    before: str
    last: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    id: str
    title: str
    header: Header
    calendar: Calendar | None
    words: Words
    standards: tuple[Standard, ...]
    duties: tuple[Duty, ...] = ()
    texts: tuple[Prose, ...] = ()
    reports: tuple[Report, ...] = ()
    examples: tuple[Example, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    sources: tuple[Source, ...] = ()
    declared: Words = field(default_factory=Words)
    """The part of `words` that the policy itself declares."""
    calendars: tuple[Calendar, ...] = ()
    """Further calendars, which standards and limits name."""
    variations: tuple[Variation, ...] = ()
    path: str = field(default="", compare=False)
    layout: Mapping[Span, Written] = field(default_factory=dict, compare=False, repr=False)
    """Every line of the file by its span."""

    def promises(self) -> Iterator[Promise]:
        for standard in self.standards:
            yield from standard.promises

    def promise(self, id: str) -> Promise | None:
        """By identity, or by `policy.standard` where that has only one promise."""
        for promise in self.promises():
            if promise.id == id:
                return promise
        alone = [promise for promise in self.promises() if f"{self.id}.{promise.standard}" == id]
        return alone[0] if len(alone) == 1 else None

    def standard(self, name: str) -> Standard | None:
        return next((standard for standard in self.standards if standard.name == name), None)
