"""The pages "What your help desk must be set to": each promise in the words of four products, and what they cannot say.

The facts of the products are data (`site/help-desks/`), each with the page of their documentation that says it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache

import yaml

from troth.calendars.workdays import WorkCalendar
from troth.charter.handbook import Handbook, ItemView
from troth.charter.markup import readable
from troth.charter.published import PageProblem, PublishedPage, PublishedSetting
from troth.desks.constructs import Construct, constructs_of
from troth.desks.facts import Can, Desk, read_desk
from troth.desks.nearest import Nearest
from troth.desks.said import PromiseSaid, Verdict, has_deadline, metric_of, say
from troth.model.policy import Policy, Promise
from troth.project import work_calendar
from troth.resources import data_folder
from troth.tables.program import lower
from troth.wording.promise_title import title_of
from troth.wording.style import date_text

VERDICTS = {
    Verdict.SAME: "The same deadlines",
    Verdict.SCHEDULED: "The same for starts on scheduled days",
    Verdict.EARLY: "Earlier for some, never later",
    Verdict.LATE: "Later for some",
    Verdict.NONE: "No target fits",
}
CANS = {
    Can.WHOLLY: "It can say this.",
    Can.PARTLY: "It can say this in part.",
    Can.NOT: "It cannot say this.",
    Can.UNSAID: "What we read of its documentation does not say.",
}
_LEAST_YEARS = 3
_PRODUCTS = ("zendesk", "jira", "freshdesk", "servicenow")


@cache
def desks() -> tuple[Desk, ...]:
    """The facts of each product."""
    folder = data_folder("site") / "help-desks"
    texts = ((slug, (folder / f"{slug}.yml").read_text(encoding="utf-8")) for slug in _PRODUCTS)
    return tuple(read_desk(slug, yaml.safe_load(text)) for slug, text in texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """What a product makes of a construct; `cites` are numbers of its sources."""

    slug: str
    construct: str
    can: str
    says: str
    cites: tuple[int, ...]

    @property
    def text(self) -> Iterator[str]:
        """Every text of it, in the order of the page."""
        yield self.construct
        yield self.can
        if self.says:
            yield self.says


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    number: int
    title: str
    by: str
    address: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """A product's page: the promises with their passages for staff, its answers, and where they were read."""

    slug: str
    product: str
    schedule: str  # its word for a calendar
    promises: tuple[tuple[ItemView, PromiseSaid], ...]
    answers: tuple[AnswerView, ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpDesks:
    """The page of all products: `rows` of a promise and its verdict in each, in their order."""

    desks: tuple[DeskView, ...]
    rows: tuple[tuple[ItemView, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Ahead:
    """A policy with the years of its calendar that are still to come on a day, or the last of them.

    Known by what engines run of it: pages that are read again and again are compared once.
    """

    program: str
    as_of: date
    policy: Policy = field(compare=False)
    calendar: WorkCalendar | None = field(compare=False)

    def say(self, promise: Promise, desk: Desk) -> PromiseSaid:
        return say(promise, desk, _nearest(self), self.policy, self.calendar)


def _ahead(policy: Policy, as_of: date) -> _Ahead:
    calendar: WorkCalendar | None = None
    if policy.calendar is not None:
        rules = policy.calendar
        first = max(rules.first_year, min(as_of.year, rules.last_year - _LEAST_YEARS + 1))
        others = tuple(replace(other, first_year=first) for other in policy.calendars)
        policy = replace(policy, calendar=replace(rules, first_year=first), calendars=others)
        calendar = work_calendar(replace(rules, first_year=first), others)
    return _Ahead(json.dumps(lower(policy, calendar)), as_of, policy, calendar)


@lru_cache(maxsize=16)
def _nearest(ahead: _Ahead) -> Nearest:
    return Nearest(ahead.policy, ahead.calendar, ahead.as_of)


def help_desks(policy: Policy, book: Handbook, as_of: date) -> HelpDesks:
    """What the pages show, for the years from `as_of` on; no desks where the policy promises no deadline."""
    groups = (*book.situations, *([] if book.every_contact is None else [book.every_contact]))
    known = {item.id: item for group in groups for item in group.items if item.is_promise}
    promises = [promise for promise in policy.promises() if has_deadline(promise)]
    if not promises:
        return HelpDesks(desks=(), rows=())
    items = {one.id: replace(known[one.id], title=title_of(one, policy)) for one in promises}
    ahead = _ahead(policy, as_of)
    views = tuple(_desk(desk, promises, items, ahead) for desk in desks())
    rows = zip(*(view.promises for view in views), strict=True)
    return HelpDesks(
        desks=views, rows=tuple((row[0][0], tuple(VERDICTS[said.verdict] for _, said in row)) for row in rows)
    )


def _desk(desk: Desk, promises: Iterable[Promise], items: Mapping[str, ItemView], ahead: _Ahead) -> DeskView:
    metrics = [metric_of(promise, desk, ahead.policy) for promise in promises]
    used = _used(ahead.policy)
    cited = {cite for one in metrics for cite in one.cites} | {c for one in used for c in desk.answers[one].cites}
    sources = [source for source in desk.sources if source.name in cited]
    numbers = {source.name: number for number, source in enumerate(sources, 1)}
    return DeskView(
        slug=desk.slug,
        product=desk.product,
        schedule=desk.words["schedule"].lower(),
        promises=tuple((items[one.id], ahead.say(one, desk)) for one in promises),
        answers=tuple(_answer(one, desk, numbers) for one in used),
        sources=tuple(
            SourceView(
                number=numbers[one.name], title=one.title, by=one.by, address=one.address, day=date_text(one.day)
            )
            for one in sources
        ),
    )


def _used(policy: Policy) -> list[Construct]:
    """The constructs of the promises that the pages show."""
    found = {one for promise in policy.promises() if has_deadline(promise) for one in constructs_of(promise, policy)}
    return [construct for construct in Construct if construct in found]


def _answer(construct: Construct, desk: Desk, numbers: Mapping[str, int]) -> AnswerView:
    answer = desk.answers[construct]
    return AnswerView(
        slug=construct.name.lower().replace("_", "-"),
        construct=construct[:1].upper() + construct[1:],
        can=CANS[answer.can],
        says=answer.says,
        cites=tuple(sorted(numbers[name] for name in answer.cites)),
    )


def wrong_settings(policy: Policy, pages: Iterable[PublishedPage]) -> Iterator[PageProblem]:
    """Where a page for help desks says something else of a promise, or of a product, than is so."""
    known: dict[str, _Ahead] = {}
    for page in pages:
        for shown in page.settings:
            named = f"the setting of `{shown.promise or policy.id}` in `{shown.product}`"
            desk = next((one for one in desks() if one.slug == shown.product), None)
            if desk is None:
                yield PageProblem("T804", f"{named} is of no product that is known", page.path)
                continue
            expected = _expected(shown, desk, policy, known)
            if expected != shown.text:
                said, so = _apart(shown.text, expected)
                yield PageProblem("T804", f"{named} says “{said}”; by the page's own promise it is “{so}”", page.path)


def _apart(said: str, expected: str) -> tuple[str, str]:
    """The words in which two texts differ, each with the word before and the word after it."""
    one, other = said.split(), expected.split()
    most = min(len(one), len(other))
    same = next((n for n in range(most) if one[n] != other[n]), most)
    ends = next((n for n in range(most - same) if one[-1 - n] != other[-1 - n]), most - same)
    start = max(same - 1, 0)
    after = max(ends - 1, 0)
    return " ".join(one[start : len(one) - after]), " ".join(other[start : len(other) - after])


def _expected(shown: PublishedSetting, desk: Desk, policy: Policy, known: dict[str, _Ahead]) -> str:
    if not shown.promise:
        numbers = {source.name: 0 for source in desk.sources}
        return readable(" ".join(text for one in _used(policy) for text in _answer(one, desk, numbers).text))
    promise = policy.promise(shown.promise)
    if promise is None or not has_deadline(promise):
        return ""
    try:
        if shown.as_of not in known:
            known[shown.as_of] = _ahead(policy, date.fromisoformat(shown.as_of))
    except ValueError:
        return ""  # no day: nothing can be shown as of it
    return readable(" ".join(known[shown.as_of].say(promise, desk).text))
