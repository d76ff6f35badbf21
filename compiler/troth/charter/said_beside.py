"""What pages say beside their promises, against what was built: duties, texts, reports, facts, titles, variations.

None of it has a deadline, and all of it is read by customers or staff, so each text of a page must be one that the
policy says to its readers, and what it says to them must stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from troth.charter.built import POLICY_JSON, Built
from troth.charter.handbook import is_for_staff
from troth.charter.help_desks import desks
from troth.charter.markup import readable
from troth.charter.published import PageProblem, PublishedPage
from troth.charter.views import facts_of, is_for_customers, policy_view, report_text
from troth.model.condition import ArrivedBetween
from troth.model.policy import Duty, Policy
from troth.wording.duties import duty_text, records_text
from troth.wording.style import between_text, date_text
from troth.wording.voice import STRENGTH_WORDS, Voice

_RECORD = re.compile(r"Record .+ in .+\.")
"""What staff record of a standard, which `policy.json` does not hold."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a policy says to the readers of one kind of page, in texts of one mark.

    `whole`: whether each such page, or one of them, has to say all of it. `free`: what else may stand there.
    """

    what: str
    texts: frozenset[str]
    whole: str = "each"
    free: re.Pattern[str] | None = None

    def has(self, text: str) -> bool:
        """Whether a text may stand on the page."""
        is_free = self.free is not None and self.free.fullmatch(text) is not None
        return is_free or _folded(text) in map(_folded, self.texts)


_NOTHING = _Said("text", frozenset())


def differing_beside(policy: Policy, pages: list[PublishedPage], built: Built) -> Iterator[PageProblem]:
    """Where pages say something beside the promises otherwise than the policy that was built."""
    told = _Told(policy, built)
    yield from told.in_policy_json()
    known = {(mark, kind): said for mark, kinds, said in told.by_mark() for kind in kinds}
    for page in pages:
        for mark in _MARKS:
            yield from _differing(page, getattr(page, mark), known.get((mark, page.kind), _NOTHING))
    for mark, kinds, said in told.by_mark():
        shown = [page for page in pages if page.kind in kinds]
        texts = [text for page in shown for text in getattr(page, mark)]
        if said.whole == "one" and shown and all(map(said.has, texts)):
            yield from _missing(shown[0], texts, said)
    yield from _titles(pages, built)
    for page in pages:
        for variation in page.variations:
            if variation not in _expected_variations(policy, page, variation):
                yield _otherwise(page, "notice of other times", variation[0])


def _differing(page: PublishedPage, texts: tuple[str, ...], said: _Said) -> Iterator[PageProblem]:
    wrong = [text for text in dict.fromkeys(texts) if not said.has(text)]
    yield from (_otherwise(page, said.what, text) for text in wrong)
    if not wrong and said.whole == "each":
        yield from _missing(page, texts, said)


def _missing(page: PublishedPage, texts: Iterable[str], said: _Said) -> Iterator[PageProblem]:
    known = set(map(_folded, texts))
    for text in sorted(text for text in said.texts if _folded(text) not in known):
        message = f"the policy that was built has the {said.what} “{text}”, which the page does not say"
        yield PageProblem("T804", message, page.path)


def _otherwise(page: PublishedPage, what: str, text: str) -> PageProblem:
    return PageProblem("T804", f"the page says “{text}”, which is no {what} of the policy that was built", page.path)


def _folded(text: str) -> str:
    """A text by which it is compared: some stand in one place with a capital, and in another without."""
    return text.casefold()


_STAFF = ("handbook", "situation", "sheet")
_MARKS = ("texts", "duties", "reports", "facts")
"""What a page says beside its promises, as `PublishedPage` names it."""


class _Told:
    """What a policy, as it was built, says beside its promises, in the words that its pages say."""

    def __init__(self, policy: Policy, built: Built) -> None:
        self._policy, self._built = policy, built
        self._whole = replace(policy, title=built.said.title, header=built.said.header)

    def by_mark(self) -> Iterator[tuple[str, tuple[str, ...], _Said]]:
        """The texts of a page, the kinds of pages, and what the policy says there."""
        said = self._built.said
        for_customers = [self._text(duty, Voice.CUSTOMER) for duty in said.duties if is_for_customers(duty)]
        for_staff = [duty for duty in said.duties if is_for_staff(duty)]
        duties = map(self._says, for_staff)
        records = [text for duty in for_staff for text in records_text(duty)]
        yield "texts", ("charter",), _said("duty", for_customers)
        yield "texts", ("facts",), _said("text", self._prose())
        yield "texts", _STAFF, _said("duty", (*duties, *records), whole="one", free=_RECORD)
        in_table = (part for duty in for_staff for part in (duty.id, " ".join((self._says(duty), *records_text(duty)))))
        yield "texts", ("duties",), _said("duty", in_table)
        yield "duties", ("duties",), _said("duty", map(self._row, for_staff))
        yield "reports", ("facts", "handbook"), _said("report", map(report_text, said.reports))
        view = policy_view(self._whole)
        versions = [f"{label} {text}" for label, text in view.version_facts]
        yield "facts", ("charter",), _said("fact", (*versions, *([view.lead] if view.lead else ())))
        facts = (" ".join((label, *texts)) for label, texts in facts_of(self._whole))
        yield "facts", ("facts",), _said("fact", facts)
        in_footers = (f"{label}: {text}." for label, text in view.version_facts)
        yield "facts", ("sheet",), _said("fact", in_footers)
        yield "facts", ("help-desk",), _said("source", _sources(), whole="")

    def in_policy_json(self) -> Iterator[PageProblem]:
        """Where the sentences of duties in `policy.json` are not what the duties say."""
        for duty, beside in zip(self._built.said.duties, self._built.beside, strict=True):
            if readable(beside.says) != self._says(duty):
                message = f"`{duty.id}` says “{beside.says}” in `{POLICY_JSON}`, and is “{self._says(duty)}” there"
                yield PageProblem("T804", message, self._built.folder.as_posix())

    def _says(self, duty: Duty) -> str:
        return self._text(duty, Voice.STAFF)

    def _text(self, duty: Duty, voice: Voice) -> str:
        return readable(duty_text(duty, self._policy.words, voice))

    def _row(self, duty: Duty) -> str:
        """A duty as a row of the table of all duties."""
        beside = next(
            beside for one, beside in zip(self._built.said.duties, self._built.beside, strict=True) if one is duty
        )
        spans = (first if first == last else f"{first} to {last}" for first, last in beside.sources)
        cells = ("; ".join(beside.situations), STRENGTH_WORDS[duty.strength])
        read_by = (", ".join(duty.audience) or "everyone", ", ".join(spans))
        return " ".join((self._says(duty), *records_text(duty), duty.id, *cells, *read_by))

    def _prose(self) -> Iterator[str]:
        for prose in self._built.said.texts:
            yield from prose.paragraphs
            if prose.bullets:
                yield " ".join(prose.bullets)
            yield from (f"{remark} (For information: this is not a promise.)" for remark in prose.not_promises)


def _said(what: str, texts: Iterable[str], whole: str = "each", free: re.Pattern[str] | None = None) -> _Said:
    return _Said(what, frozenset(map(readable, texts)), whole, free)


def _sources() -> Iterator[str]:
    """Where the facts of help desks were read."""
    for source in (source for desk in desks() for source in desk.sources):
        yield f"{source.title}, {source.by}. Read on {date_text(source.day)}. {source.address}"


def _titles(pages: Iterable[PublishedPage], built: Built) -> Iterator[PageProblem]:
    shown = {id_: (title, page.path) for page in pages for id_, title in page.titles}
    for standard in built.said.standards:
        title, path = shown.get(standard.id, (None, ""))
        if title is not None and title != readable(standard.title):
            message = f"the page calls `{standard.id}` “{title}”, and the policy that was built “{standard.title}”"
            yield PageProblem("T804", message, path)


def _expected_variations(
    policy: Policy, page: PublishedPage, variation: tuple[str, tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """How the page may say that other times hold for these promises: between days that all of them name."""
    text, ids = variation
    promises = [policy.promise(id_) for id_ in ids]
    spans = [
        {case.condition for case in one.cases if isinstance(case.condition, ArrivedBetween)}
        for one in promises
        if one is not None
    ]
    if not spans or len(spans) < len(ids):
        return
    titles = dict(page.titles)
    links = [f"{titles.get(f'{policy.id}.{one.standard}')}: {one.verb}" for one in promises if one is not None]
    title = text.partition(": ")[0]
    for span in set.intersection(*spans):
        when = between_text(span.first, span.last)
        yield f"{title}: {when}, other times hold for {', '.join(links)}. They stand with the promise.", ids
