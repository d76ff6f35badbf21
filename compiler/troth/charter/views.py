"""What the page templates are given: plain values, every figure of which comes from the promises themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from troth import __version__
from troth.calendars.review_cycle import next_review
from troth.calendars.workdays import WorkCalendar
from troth.charter.choose import worked_example
from troth.deadlines.contact import quoted_facts
from troth.model.condition import Who
from troth.model.duration import Unit
from troth.model.limit import Limit, NextWorkingDay, SameDay, Within
from troth.model.policy import US, ApproximateDate, Duty, Policy, Promise, Prose, Report, Standard, Variation
from troth.model.words import STAFF
from troth.wording import phrases, style
from troth.wording.calendar import listed_days, write_calendar
from troth.wording.duties import duty_text
from troth.wording.example import DaySquare, WorkedExample
from troth.wording.sentence import Clause, write
from troth.wording.vocabulary import write_conditions, write_words
from troth.wording.voice import STRENGTH_WORDS, Voice


def strength_label(promise: Promise) -> str:
    """`We must do this`; `You may do this`, or `They may do this`, of what the other side does."""
    you = promise.actor == "customer" and not promise.who.values("party")
    who = "We" if promise.actor == US else "You" if you else "They"
    return f"{who} {STRENGTH_WORDS[promise.strength]} do this"


_MOST_SQUARES = 25
_MOST_IN_A_ROW = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    said: str
    when: str
    contact: str
    days: tuple[DaySquare, ...]
    starts_on: int  # the weekday of the first day, from 1, where the strip takes a row a week; else 0

    @property
    def passes_closed_days(self) -> bool:
        return any(day.state in ("weekend", "closed") for day in self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseView:
    id: str
    strength: str
    strength_label: str
    passage: tuple[Clause, ...]
    example: ExampleView | None
    scale: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardView:
    id: str
    title: str
    promises: tuple[PromiseView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    anchor: str
    title: str
    standards: tuple[StandardView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDayView:
    iso: str
    text: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    year: str
    days: tuple[ClosedDayView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyView:
    id: str
    title: str
    organisation: str
    known_as: str | None
    lead: str
    version_facts: tuple[tuple[str, str], ...]
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    title: str
    paragraphs: tuple[str, ...]
    bullets: tuple[str, ...]
    not_promises: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A promise on the same page."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VariationView:
    """Other times that hold for some days, and for which promises."""

    title: str
    when: str
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    home: str
    charter: str
    facts: str
    working_days: str
    handbook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyPages:
    """Everything that the pages of one policy show; each template takes what it needs."""

    policy: PolicyView
    links: Links
    variations: tuple[VariationView, ...]
    groups: tuple[GroupView, ...]
    duties: tuple[str, ...]
    texts: tuple[TextView, ...]
    calendar: tuple[str, ...]
    closed: tuple[YearView, ...]
    all_closed: tuple[YearView, ...]
    others: tuple[CalendarView, ...]
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    reports: tuple[str, ...]
    assumed: tuple[dict[str, Any], ...]
    words: tuple[str, ...]
    fingerprints: dict[str, str]
    years: tuple[int, int] | None
    as_of: date
    example: ExampleView | None
    example_promise: str
    reasons: tuple[str, ...]
    compiler: str = __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """A further calendar of a policy: its name, its statement and its closed days."""

    name: str
    title: str
    sentences: tuple[str, ...]
    closed: tuple[YearView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePolicy:
    id: str
    organisation: str
    title: str
    href: str
    facts_href: str
    days_href: str  # "" where the policy has no calendar
    handbook_href: str
    promises: int
    standards: int
    duties: int
    fingerprints: dict[str, str]
    years: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    title: str
    lead: str
    policies: tuple[HomePolicy, ...] = field(default_factory=tuple)
    compiler: str = __version__


def policy_pages(
    policy: Policy, calendar: WorkCalendar | None, fingerprints: dict[str, str], as_of: date, links: Links
) -> PolicyPages:
    """What the pages of a policy show, with examples around the next holidays after `as_of`."""
    groups = tuple(_groups(policy, calendar, as_of))
    years = _closed_years(calendar)
    shown = [year for year in years if int(year.year) in (as_of.year, as_of.year + 1)] or years[-2:]
    example, example_promise = _longest_strip(groups)
    return PolicyPages(
        policy=policy_view(policy),
        links=links,
        variations=tuple(_variation(one, policy) for one in policy.variations if one.last >= as_of),
        groups=groups,
        duties=tuple(duty_text(duty, policy.words, Voice.CUSTOMER) for duty in policy.duties if is_for_customers(duty)),
        texts=tuple(_text_view(prose) for prose in policy.texts),
        calendar=write_calendar(calendar.rules) if calendar else (),
        closed=tuple(shown),
        all_closed=tuple(years),
        others=() if calendar is None else tuple(_other(other) for other in calendar.others.values()),
        facts=tuple(facts_of(policy)),
        reports=tuple(report_text(report) for report in policy.reports),
        assumed=tuple({"line": item.span.start.line, "text": item.text} for item in policy.assumptions),
        words=(*write_words(policy.declared, policy.words), *write_conditions(quoted_facts(policy))),
        fingerprints=fingerprints,
        years=_years(policy),
        as_of=as_of,
        example=example,
        example_promise=example_promise,
        reasons=_REASONS,
    )


_REASONS = (
    "A deadline in working days is counted in whole days. We start with the day after day 0, and pass over all days "
    "on which we are closed. The deadline is the end of the last day that counts.",
    "A deadline in hours or minutes is counted by the clock, through nights and closed days.",
)


def _years(policy: Policy) -> tuple[int, int] | None:
    """The first and the last year of a policy's calendar."""
    return None if policy.calendar is None else (policy.calendar.first_year, policy.calendar.last_year)


def home_page(policies: Iterable[tuple[Policy, dict[str, str], Links]]) -> HomePage:
    """What the first page shows of policies, each with its fingerprints."""
    return HomePage(
        title="What we promise, and by when",
        lead="Each page says in plain words what an organisation does when you contact it, and shows the day by which "
        "it must be done.",
        policies=tuple(
            HomePolicy(
                id=policy.id,
                organisation=policy.header.organisation,
                title=policy.title,
                href=links.charter,
                facts_href=links.facts,
                days_href=links.working_days if policy.calendar else "",
                handbook_href=links.handbook,
                duties=len(policy.duties),
                promises=sum(1 for _ in policy.promises()),
                standards=len(policy.standards),
                fingerprints=fingerprints,
                years=_years(policy),
            )
            for policy, fingerprints, links in policies
        ),
    )


def report_text(report: Report) -> str:
    """`monthly to managers: phone and email`."""
    return f"{report.frequency} to {report.to}: {style.listed(list(report.channels), 'and')}"


def policy_view(policy: Policy) -> PolicyView:
    """What every page says of a policy, by its header."""
    header = policy.header
    facts: list[tuple[str, str]] = []
    if header.approved is not None:
        facts.append(
            ("Approved", _dated(header.approved) + (f", by {header.approved_by}" if header.approved_by else ""))
        )
    review = next_review(header)
    if header.next_review is not None:
        facts.append(("Next review", _dated(header.next_review)))
    elif review is not None:
        facts.append(("Next review", f"by {style.date_text(review)}"))
    lead = f"It applies to {style.listed(list(header.applies_to), 'and')}." if header.applies_to else ""
    return PolicyView(
        id=policy.id,
        title=policy.title,
        organisation=header.organisation,
        known_as=header.known_as,
        lead=lead,
        version_facts=tuple(facts),
    )


def _variation(variation: Variation, policy: Policy) -> VariationView:
    links: list[LinkView] = []
    for id_ in variation.promises:
        promise = policy.promise(id_)
        standard = None if promise is None else policy.standard(promise.standard)
        if promise is not None and standard is not None:
            links.append(LinkView(id=id_, text=f"{standard.title}: {promise.verb}"))
    return VariationView(
        title=variation.title, when=style.between_text(variation.first, variation.last), links=tuple(links)
    )


def _dated(when: ApproximateDate) -> str:
    if when.is_month:
        return f"{style.MONTHS[when.first.month - 1]} {when.first.year}"
    return style.date_text(when.first)


def _groups(policy: Policy, calendar: WorkCalendar | None, as_of: date) -> Iterator[GroupView]:
    """Standards by channel, in the vocabulary's order; those for every channel after them, by kind."""
    order = [("channel", term.name) for term in policy.words.channels]
    order += [("kind", term.name) for term in policy.words.kinds] + [("every", "contact")]
    groups: dict[tuple[str, str], list[Standard]] = {}
    for standard in policy.standards:
        groups.setdefault(_group_of(standard.who), []).append(standard)
    for key in order:
        if key in groups:
            dimension, name = key
            title = name if dimension == "channel" else f"about {phrases.kind_text(name, policy.words)}"
            title = "every contact" if dimension == "every" else title
            yield GroupView(
                anchor=f"{dimension}-{name}".replace(" ", "-"),
                title=title[:1].upper() + title[1:],
                standards=tuple(_standard_view(standard, policy, calendar, as_of) for standard in groups[key]),
            )


def _group_of(who: Who) -> tuple[str, str]:
    for dimension in ("channel", "kind"):
        if who.values(dimension):
            return dimension, who.values(dimension)[0]
    return "every", "contact"


def _standard_view(standard: Standard, policy: Policy, calendar: WorkCalendar | None, as_of: date) -> StandardView:
    titles = {one.name: one.title for one in policy.standards}
    return StandardView(
        id=standard.id,
        title=standard.title,
        promises=tuple(_promise_view(p, policy, calendar, as_of, titles) for p in standard.promises),
    )


def _promise_view(
    promise: Promise, policy: Policy, calendar: WorkCalendar | None, as_of: date, titles: dict[str, str]
) -> PromiseView:
    example = None if calendar is None else worked_example(promise, policy, calendar, as_of)
    return PromiseView(
        id=promise.id,
        strength=str(promise.strength),
        strength_label=strength_label(promise),
        passage=write(promise, policy.words, titles),
        example=None if example is None else example_view(example),
        scale=scale_of(promise.limit),
    )


def example_view(example: WorkedExample) -> ExampleView:
    """An example as the templates take it."""
    return ExampleView(
        said=together(example.said),
        when=together(example.when),
        contact=json.dumps(example.contact, ensure_ascii=False),
        days=example.days,
        starts_on=_starts_on([date.fromisoformat(day.iso) for day in example.days]),
    )


_DATE = re.compile(rf"(\d{{1,2}}) ({'|'.join(style.MONTHS)})(?: (\d{{4}}))?")


def together(text: str) -> str:
    """The text with its dates kept on one line: day, month and year are joined by non-breaking spaces."""
    return _DATE.sub(lambda found: "\u00a0".join(part for part in found.groups() if part), text)


def _starts_on(days: list[date]) -> int:
    follow = all(after.toordinal() - before.toordinal() == 1 for before, after in pairwise(days))
    return days[0].isoweekday() if len(days) > _MOST_IN_A_ROW and follow else 0


def scale_of(limit: Limit | None) -> dict[str, Any] | None:
    """A promise to scale: a square a working day, a dot an hour; none where there are too many."""
    match limit:
        case Within(amount=amount) if amount.unit in (Unit.WORKING_DAY, Unit.DAY, Unit.HOUR):
            return {"unit": str(amount.unit), "count": amount.n} if amount.n <= _MOST_SQUARES else None
        case NextWorkingDay():
            return {"unit": "working day", "count": 1}
        case SameDay():
            return None
        case _:
            return None


def _longest_strip(groups: Iterable[GroupView]) -> tuple[ExampleView | None, str]:
    best: tuple[ExampleView | None, str] = (None, "")
    for group in groups:
        for standard in group.standards:
            for promise in standard.promises:
                days = len(promise.example.days) if promise.example else 0
                if days and (best[0] is None or len(best[0].days) < days <= 14):
                    best = (promise.example, promise.id)
    return best


def _closed_years(calendar: WorkCalendar | None) -> list[YearView]:
    if calendar is None:
        return []
    years: dict[int, list[ClosedDayView]] = {year: [] for year in range(calendar.first.year, calendar.last.year + 1)}
    for closed in listed_days(calendar.rules):
        view = ClosedDayView(iso=closed.day.isoformat(), text=style.day_text(closed.day), name=closed.name)
        years[closed.day.year].append(view)
    return [YearView(year=str(year), days=tuple(days)) for year, days in years.items()]


def _other(calendar: WorkCalendar) -> CalendarView:
    name = calendar.rules.name
    return CalendarView(
        name=name,
        title=name[:1].upper() + name[1:].replace("-", " "),
        sentences=write_calendar(calendar.rules),
        closed=tuple(year for year in _closed_years(calendar) if year.days),
    )


def is_for_customers(duty: Duty) -> bool:
    """Whether a duty stands on the charter."""
    return not duty.audience or any(one != STAFF for one in duty.audience)


def _text_view(prose: Prose) -> TextView:
    title = prose.section.lstrip("0123456789. ")
    return TextView(title=title, paragraphs=prose.paragraphs, bullets=prose.bullets, not_promises=prose.not_promises)


def facts_of(policy: Policy) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The facts of a header, each with its label."""
    header = policy.header
    yield "Organisation", (header.organisation + (f" ({header.known_as})" if header.known_as else ""),)
    if header.owner:
        yield "Policy owner", (header.owner,)
    if header.authors:
        yield "Author", header.authors
    yield from ((label, (text,)) for label, text in policy_view(policy).version_facts)
    if header.review_every is not None:
        yield "Review cycle", (f"every {header.review_every}",)
    if header.revisions:
        yield (
            "Revisions",
            tuple(f"{_dated(r.when)}: {r.part}, {r.reason}" + (f" ({r.by})" if r.by else "") for r in header.revisions),
        )
    if header.applies_to:
        yield "Applies to", header.applies_to
    if header.see_also:
        yield "See also", header.see_also
    yield from ((label, (text,)) for label, text in header.notes)
