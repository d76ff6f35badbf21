"""What pages say beside their promises, against those promises: labels and worked examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.charter.markup import readable
from troth.charter.published import PageProblem, PublishedExample, PublishedPage
from troth.charter.views import strength_label
from troth.deadlines.reading import Unreadable
from troth.model.policy import Policy
from troth.wording.example import DaySquare, WorkedExample, write_example
from troth.wording.voice import Voice


def wrong_labels(policy: Policy, pages: Iterable[PublishedPage]) -> Iterator[PageProblem]:
    """Where the words above a promise say another strength than the promise."""
    for page in pages:
        for id_, label in page.strengths:
            promise = policy.promise(id_)
            if promise is None or strength_label(promise) != label:
                yield PageProblem("T804", f"`{id_}` is labelled “{label}”, and its passage says otherwise", page.path)


def wrong_examples(
    policy: Policy, calendar: WorkCalendar | None, pages: Iterable[PublishedPage]
) -> Iterator[PageProblem]:
    """Where a worked example is not what the promise gives for its contact."""
    for page in pages:
        for shown in page.examples:
            expected = _expected(shown, policy, calendar)
            text = "" if expected is None else readable(expected.text)
            days = [] if expected is None else [_tight(_day_text(day)) for day in expected.days]
            if text == shown.text and days == [_tight(day) for day in shown.days]:
                continue
            named = f"the worked example of `{shown.promise}`"
            if text == shown.text:
                differing = [day for day in shown.days if _tight(day) not in days] or list(shown.days[:1])
                message = f"{named} shows the days otherwise than they are counted: “{'”, “'.join(differing)}”"
            else:
                says = f"“{text}”" if text else "nothing"
                message = f"{named} says “{shown.text}”; by the page's own promise it is {says}"
            yield PageProblem("T804", message, page.path)


def _expected(shown: PublishedExample, policy: Policy, calendar: WorkCalendar | None) -> WorkedExample | None:
    if calendar is None or shown.contact is None or shown.voice not in list(Voice):
        return None
    try:
        return write_example(shown.promise, shown.contact, policy, calendar, Voice(shown.voice))
    except (Unreadable, OutsideYears, OverflowError):
        return None


def _day_text(day: DaySquare) -> str:
    return f"{day.weekday} {day.date} {day.number} {day.why}"


def _tight(text: str) -> str:
    """Without white space: a square's parts stand apart by their style, whatever is left between their tags."""
    return "".join(text.split())
