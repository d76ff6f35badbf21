"""The published pages of a policy → the policy that they promise, and on which page each promise stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from troth.charter.markup import readable
from troth.charter.published import PageProblem, PublishedPage
from troth.diagnostics import Diagnostic
from troth.model.calendar import Calendar
from troth.model.condition import Who
from troth.model.limit import NextWorkingDay, Notice, SameDay, Within
from troth.model.policy import US, Header, Policy, Promise, Standard
from troth.model.words import Words
from troth.resolve.declarations import canonical_events
from troth.resources import zone_names
from troth.syntax.phrases import NotAValue
from troth.wording.calendar import listed_days, read_calendar
from troth.wording.reader import NotRead, read
from troth.wording.sentence import passage
from troth.wording.vocabulary import read_conditions, read_words
from troth.wording.voice import Voice

_MOST_YEARS = 100


class Misread(Exception):
    """Pages that cannot be read as one policy; `problems` says each reason."""

    def __init__(self, problems: Iterable[PageProblem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


def policy_of_pages(
    id_: str, pages: list[PublishedPage], vocabulary: Words
) -> tuple[Policy, dict[str, str], list[PageProblem]]:
    """The policy that pages publish, promise → page, and where pages disagree about the calendar.

    Raises Misread where something is not understood, published twice, or said in two ways.
    """
    declared, quoted = _words(pages)
    words = vocabulary.joined(declared)
    words = canonical_events(words, words)
    titles = {standard.removeprefix(f"{id_}."): title for page in pages for standard, title in page.titles}
    wrong: list[PageProblem] = []
    calendar: Calendar | None = None
    others: tuple[Calendar, ...] = ()
    problems: list[PageProblem] = []
    try:
        calendar, problems = _calendar(pages)
        others = other_calendars(pages, calendar)
    except PageProblem as problem:
        wrong.append(problem)
    promises, where, misread = _promises(id_, pages, words, titles, quoted)
    wrong += misread
    if not wrong:
        wrong += _unsaid_calendars(promises, {other.name for other in others}, where)
    if wrong:
        raise Misread(wrong)
    standards: dict[str, list[Promise]] = {name: [] for name in titles}
    for promise in promises:
        standards.setdefault(promise.standard, []).append(promise)
    return (
        Policy(
            id=id_,
            title="",
            header=Header(organisation=""),
            calendar=calendar,
            calendars=others,
            words=words,
            standards=tuple(
                Standard(id=f"{id_}.{name}", name=name, title=titles.get(name, name), who=Who(), promises=tuple(own))
                for name, own in standards.items()
            ),
        ),
        where,
        problems,
    )


def _promises(
    id_: str, pages: Iterable[PublishedPage], words: Words, titles: dict[str, str], quoted: tuple[str, ...]
) -> tuple[list[Promise], dict[str, str], list[PageProblem]]:
    """Each promise that a page publishes, on which page, and what is not understood or published twice."""
    promises: list[Promise] = []
    where: dict[str, str] = {}
    wrong: list[PageProblem] = []
    for page in pages:
        for promise_id, text in page.passages:
            if not promise_id.startswith(f"{id_}."):
                named = f"`{promise_id}`" if promise_id else f"“{text}”, which names no promise,"
                wrong.append(PageProblem("T804", f"{named} stands on a page of the policy `{id_}`", page.path))
                continue
            if promise_id in where:
                on = "" if where[promise_id] == page.path else f": on {where[promise_id]} too"
                wrong.append(PageProblem("T805", f"`{promise_id}` is published twice{on}", page.path))
                continue
            where[promise_id] = page.path
            try:
                promises.append(_read(text, promise_id, words, titles, quoted, page.path))
            except PageProblem as problem:
                wrong.append(problem)
    return promises, where, wrong


def _unsaid_calendars(promises: Iterable[Promise], said: set[str], where: dict[str, str]) -> Iterator[PageProblem]:
    for promise in promises:
        for name in sorted({limit.calendar for limit in counted_limits(promise)} - {"", *said})[:1]:
            message = f"`{promise.id}` counts by the calendar {name}, which no page says"
            yield PageProblem("T801", message, where[promise.id])


def _read(
    text: str,
    promise_id: str,
    words: Words,
    titles: dict[str, str],
    quoted: tuple[str, ...],
    path: str,
    voice: Voice = Voice.CUSTOMER,
) -> Promise:
    """The promise of a passage that is written as this promise is always written: nothing in it goes unread."""
    try:
        promise = read(text, promise_id, words, titles, quoted, voice)
    except (NotRead, NotAValue) as problem:
        raise PageProblem("T802", f"`{promise_id}`: {_why(problem)}", path) from None
    written = readable(passage(promise, words, titles, voice))
    if written != text:
        raise PageProblem("T802", f"`{promise_id}`: “{text}” would be written “{written}”", path)
    return promise


def disagreeing_handbook(policy: Policy, pages: list[PublishedPage]) -> Iterator[PageProblem]:
    """Where a page for staff says of a promise what the charter does not, or no page for staff says it at all.

    A site without a handbook has nothing to disagree.
    """
    titles = {standard.name: standard.title for standard in policy.standards}
    _, quoted = _words(pages)
    told: dict[str, str] = {}
    path = ""
    for page in pages:
        if page.kind == "handbook":
            path = page.path
        for promise_id, text in page.staff_passages:
            if page.kind != "help-desk":  # which is for whoever sets up the software, and not for those who do it
                told[promise_id] = page.path
            promise = policy.promise(promise_id)
            if promise is None:
                yield PageProblem("T804", f"`{promise_id}` is told to staff, and no charter promises it", page.path)
                continue
            try:
                said = _read(text, promise_id, policy.words, titles, quoted, page.path, Voice.STAFF)
            except PageProblem as problem:
                yield problem
                continue
            if said != promise:
                charter = passage(promise, policy.words, titles)
                yield PageProblem("T804", f"`{promise_id}`: staff read “{text}”, and customers “{charter}”", page.path)
    if path:
        for promise in policy.promises():
            if promise.actor == US and promise.id not in told:
                yield PageProblem("T801", f"the promise `{promise.id}` stands on no page for staff", path)


def _words(pages: Iterable[PublishedPage]) -> tuple[Words, tuple[str, ...]]:
    """The words that a policy declares, and the conditions that it has only in quotes."""
    said = [page for page in pages if page.words]
    if not said:
        return Words(), ()
    first = said[0]
    for page in said[1:]:
        if page.words != first.words:
            raise Misread([PageProblem("T804", f"the words are said otherwise than on {first.path}", page.path)])
    quoted, sentences = read_conditions(first.words)
    try:
        return read_words(sentences), quoted
    except (NotRead, NotAValue) as problem:
        raise Misread([PageProblem("T802", _why(problem), first.path)]) from None


def _why(problem: NotRead | NotAValue) -> str:
    """Why a sentence is not understood: a value of its own can be what is wrong."""
    why = problem.args[0]
    return why.message if isinstance(why, Diagnostic) else str(why)


def _calendar(pages: Iterable[PublishedPage]) -> tuple[Calendar | None, list[PageProblem]]:
    """The calendar of the page that lists every closed day, and where that page or another says otherwise.

    Raises PageProblem where no calendar can be read at all.
    """
    said = [page for page in pages if page.calendar]
    if not said:
        return None, []
    found = [
        PageProblem("T802", f"the closed day “{day}” is not understood", page.path)
        for page in said
        for day in page.unreadable_days
    ]
    whole = next((page for page in said if page.kind == "working-days"), None)
    if whole is None:
        raise PageProblem("T801", "the page of working days, which lists every closed day, is missing", said[0].path)
    try:
        calendar = read_calendar(whole.calendar, whole.closed)
    except (NotRead, NotAValue) as problem:
        raise PageProblem("T802", _why(problem), whole.path) from None
    if calendar.zone not in zone_names():
        raise PageProblem("T802", f"“{calendar.zone}” is not a time zone", whole.path)
    if calendar.last_year < calendar.first_year or calendar.last_year - calendar.first_year > _MOST_YEARS:
        raise PageProblem(
            "T802", f"no calendar has the years {calendar.first_year} to {calendar.last_year}", whole.path
        )
    outside = [day for day in listed_days(calendar) if not calendar.first <= day.day <= calendar.last]
    if outside:
        first = outside[0].day.isoformat()
        raise PageProblem("T804", f"{first} lies outside of the calendar's years", whole.path)
    found.extend(_others_differ(pages, whole))
    for page in said:
        if page.calendar != whole.calendar:
            found.append(PageProblem("T804", f"the calendar is said otherwise than on {whole.path}", page.path))
        shown = page.closed_years or tuple({day.year for day, _ in page.closed})
        expected = {(day.day, day.name) for day in listed_days(calendar) if day.day.year in shown}
        for day, name in sorted(set(page.closed) ^ expected)[:1]:
            message = f"{day.isoformat()} ({name}) is not listed as on {whole.path}"
            found.append(PageProblem("T804", message, page.path))
    return calendar, found


def counted_limits(promise: Promise) -> Iterator[Within | NextWorkingDay | SameDay | Notice]:
    """The limits of a promise that are counted by a calendar."""
    for limit in promise.deadlines():
        if isinstance(limit, Within | NextWorkingDay | SameDay | Notice):
            yield limit


def _others_differ(pages: Iterable[PublishedPage], whole: PublishedPage) -> Iterator[PageProblem]:
    """Where a page says a further calendar otherwise than the page of working days does."""
    for page in pages:
        if page.others and page.others != whole.others:
            yield PageProblem("T804", f"a further calendar is said otherwise than on {whole.path}", page.path)


def other_calendars(pages: Iterable[PublishedPage], main: Calendar | None) -> tuple[Calendar, ...]:
    """The further calendars, as the page of working days says them.

    Raises PageProblem where one is not understood, or has another zone or other years than the main one.
    """
    found: list[Calendar] = []
    for page in pages:
        if page.kind != "working-days":
            continue
        for name, sentences in page.others:
            days = [(day, why) for calendar, day, why in page.others_closed if calendar == name]
            try:
                one = replace(read_calendar(sentences, days), name=name)
            except (NotRead, NotAValue) as problem:
                raise PageProblem("T802", f"calendar {name}: {_why(problem)}", page.path) from None
            same = main is not None and (one.zone, one.first, one.last) == (main.zone, main.first, main.last)
            if not same or any(not one.first <= day.day <= one.last for day in listed_days(one)):
                raise PageProblem("T804", f"calendar {name} has another zone or other years", page.path)
            if any(name == known.name for known in found):
                raise PageProblem("T804", f"calendar {name} is said twice", page.path)
            found.append(one)
    return tuple(found)
