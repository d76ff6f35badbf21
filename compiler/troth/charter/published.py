"""A built site, read back: what its pages promise, whatever generator built them.

Only marked elements are read (`data-troth` in an element with `data-troth-page` and `data-policy`), and of them only
their text, as a reader sees it. The HTML around them may be anybody's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import unquote

from troth.charter.markup import BLOCKS, Element, NotHtml, read_html, readable
from troth.wording.style import MONTHS, WEEKDAYS

_PERMALINK = re.compile(r" ?¶")
"""Put at headings by some generators."""


class PageProblem(Exception):
    """A page that cannot be read as promises: `code`, `message`, `path`, and `help` where the remedy is another."""

    def __init__(self, code: str, message: str, path: str, help: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.path, self.help = code, message, path, help


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """A file of a site that may be a page: its path in the site, its bytes, and its encoding as a server says it."""

    path: str
    data: bytes
    charset: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedExample:
    promise: str
    contact: dict[str, Any] | None
    voice: str
    text: str
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSetting:
    """What a product for help desks is to be set to for a promise, or what it can say ("" in place of one)."""

    promise: str
    product: str
    as_of: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPage:
    """What one page of a policy says: passages and labels by promise, in the order of the page.

    `variations`: what is said of other times for some days, each with the promises to which it links.
    """

    path: str
    kind: str
    policy: str
    passages: tuple[tuple[str, str], ...]
    staff_passages: tuple[tuple[str, str], ...]
    strengths: tuple[tuple[str, str], ...]
    titles: tuple[tuple[str, str], ...]
    examples: tuple[PublishedExample, ...]
    settings: tuple[PublishedSetting, ...]
    calendar: tuple[str, ...]
    closed: tuple[tuple[date, str], ...]
    closed_years: tuple[int, ...]
    others: tuple[tuple[str, tuple[str, ...]], ...]
    others_closed: tuple[tuple[str, date, str], ...]
    unreadable_days: tuple[str, ...]
    words: tuple[str, ...]
    texts: tuple[str, ...]
    duties: tuple[str, ...]
    reports: tuple[str, ...]
    facts: tuple[str, ...]
    variations: tuple[tuple[str, tuple[str, ...]], ...]
    names: tuple[str, ...]
    fingerprints: str
    unmarked: str


_PROMISING = frozenset(
    (
        *("passage", "staff-passage", "strength", "example", "calendar", "other-calendar"),
        *("closed-days", "words", "help-desk", "duty", "report", "variation"),
    )
)
"""Marks that mean something only on a page of their policy."""
_ASSUMED = "assumed"
"""The mark of the lines of a policy that its source does not say: on its page of facts, and nowhere else."""


def read_pages(files: Iterable[SiteFile | PageProblem]) -> tuple[list[PublishedPage], list[PageProblem]]:
    """Every page of a site that belongs to a policy, and what stands in the way of reading one."""
    pages: list[PublishedPage] = []
    found: list[PageProblem] = []
    for file in files:
        if isinstance(file, PageProblem):
            found.append(file)
            continue
        try:
            root = read_html(file.data, file.charset)
        except NotHtml as problem:
            found.append(PageProblem("T808", f"the page {problem.args[0]}", file.path, _PUBLISH_AGAIN))
            continue
        if root is not None:
            of_policies = _page_elements(root)
            for element, inside in of_policies:
                pages.append(_Reader(file.path, element, inside, root).page())
                if element.is_open and element.tag not in ("html", "body"):
                    found.append(PageProblem("T808", _CUT, file.path, _PUBLISH_AGAIN))
            found.extend(_misplaced(root, of_policies, file.path))
            found.extend(_backwards(of_policies, file.path))
    return pages, found


_PUBLISH_AGAIN = "publish the page again, whole"
_CUT = "the page is cut off, or one of its elements is never closed: what it shows from there on cannot be known"


def _page_elements(root: Element) -> list[tuple[Element, list[Element]]]:
    """Each element that is a page of a policy, with what stands in it and in no page inside of it."""
    ahead = [(root, -1)]
    found: list[tuple[Element, list[Element]]] = []
    while ahead:
        element, page = ahead.pop()
        if "data-troth-page" in element.attributes and "data-policy" in element.attributes:
            found.append((element, []))
            page = len(found) - 1
        if page >= 0:
            found[page][1].append(element)
        ahead.extend((child, page) for child in reversed(element.children) if isinstance(child, Element))
    return found


def _misplaced(root: Element, pages: list[tuple[Element, list[Element]]], path: str) -> Iterator[PageProblem]:
    """What promises something outside of every page of a policy, or on a page of another one."""
    of_pages = {id(one): page for page, inside in pages for one in inside}
    for element in root.all():
        page = of_pages.get(id(element))
        named = f"`{element.attributes.get('data-promise') or element.mark}`"
        if element.mark in _PROMISING and page is None:
            yield PageProblem("T804", f"{named} stands outside of every page of its policy", path)
        elif page is not None and element is not page:
            own, other = page.attributes["data-policy"], element.attributes.get("data-policy", "")
            if other and other != own and element.mark:
                yield PageProblem("T804", f"{named} of the policy `{other}` stands on a page of `{own}`", path)
            promise = element.attributes.get("data-promise", "")
            if element.mark in ("passage", "staff-passage") and promise and not promise.startswith(f"{own}."):
                yield PageProblem("T804", f"{named} stands on a page of the policy `{own}`", path)


def _backwards(pages: list[tuple[Element, list[Element]]], path: str) -> Iterator[PageProblem]:
    """Text that is shown in another order than it stands in: “30” for “03”."""
    for element in (one for _, inside in pages for one in inside if one.is_backwards):
        message = f"“{element.text()}” runs backwards: what a reader sees is not what stands there"
        yield PageProblem("T802", message, path)


class _Reader:
    """Reads a page, and knows of which elements it has read the text; of all others, the figures are loose."""

    def __init__(self, path: str, element: Element, inside: list[Element], root: Element) -> None:
        self._path, self._element, self._inside, self._root = path, element, inside, root
        self._read: set[int] = set()

    def page(self) -> PublishedPage:
        """What the page says."""
        closed, others_closed, years, unreadable = self._closed()
        return PublishedPage(
            path=self._path,
            kind=self._element.attributes["data-troth-page"],
            policy=self._element.attributes["data-policy"],
            passages=self._by_promise("passage"),
            staff_passages=self._by_promise("staff-passage"),
            strengths=self._by_promise("strength"),
            titles=tuple((e.attributes.get("id", ""), _heading(e)) for e in self._marked("standard")),
            examples=tuple(self._example(e) for e in self._marked("example")),
            settings=tuple(self._setting(e) for e in self._marked("help-desk")),
            calendar=tuple(text for block in self._marked("calendar") for text in self._paragraphs(block)),
            closed=closed,
            closed_years=years,
            others=tuple(
                (block.attributes.get("data-name", ""), tuple(self._paragraphs(block)))
                for block in self._marked("other-calendar")
            ),
            others_closed=others_closed,
            unreadable_days=unreadable,
            words=tuple(text for block in self._marked("words") for text in self._paragraphs(block)),
            texts=tuple(self._text(e) for mark in ("text", "not-a-promise") for e in self._marked(mark)),
            duties=tuple(self._text(e) for e in self._marked("duty")),
            reports=tuple(self._text(e) for e in self._marked("report")),
            facts=tuple(self._text(e) for e in self._marked("facts")),
            variations=tuple((self._text(e), _linked(e)) for e in self._marked("variation")),
            names=tuple(self._text(e) for e in self._marked("name")),
            fingerprints=" ".join(e.text() for e in self._marked("fingerprints")),
            unmarked=self._unmarked(),
        )

    def _marked(self, mark: str) -> Iterator[Element]:
        return (element for element in self._inside if element.mark == mark)

    def _text(self, element: Element) -> str:
        self._read.add(id(element))
        return element.text()

    def _by_promise(self, mark: str) -> tuple[tuple[str, str], ...]:
        return tuple((e.attributes.get("data-promise", ""), self._text(e)) for e in self._marked(mark))

    def _paragraphs(self, block: Element) -> Iterator[str]:
        """The texts that stand apart in a block, whatever elements they are: those that hold no others."""
        parts = [one for one in block.all() if one is not block and one.tag in BLOCKS - _IN_LINES]
        known = {id(one) for one in parts}
        whole = [one for one in parts if not any(id(inner) in known for inner in one.all() if inner is not one)]
        return (text for one in whole if (text := self._text(one)))

    def _example(self, element: Element) -> PublishedExample:
        try:
            contact = json.loads(element.attributes.get("data-contact", ""))
        except (ValueError, RecursionError):
            contact = None
        texts = [self._text(one) for one in element.marked("example-text")]
        days: list[str] = []
        for item in (item for strip in element.marked("strip") for item in strip.tagged("li")):
            self._read.add(id(item))
            days.append(item.text(asides=False))
        return PublishedExample(
            promise=element.attributes.get("data-promise", ""),
            contact=contact if isinstance(contact, dict) else None,
            voice=element.attributes.get("data-voice", ""),
            text=" ".join(texts),
            days=tuple(days),
        )

    def _setting(self, element: Element) -> PublishedSetting:
        names = ("data-promise", "data-product", "data-as-of")
        promise, product, as_of = (element.attributes.get(name, "") for name in names)
        self._read.add(id(element))
        text = _PERMALINK.sub("", element.text(asides=False))
        return PublishedSetting(promise=promise, product=product, as_of=as_of, text=text)

    def _closed(
        self,
    ) -> tuple[tuple[tuple[date, str], ...], tuple[tuple[str, date, str], ...], tuple[int, ...], tuple[str, ...]]:
        """Closed days; those of further calendars; the years that are listed; days that are not understood."""
        closed, others, years, unreadable = [], [], [], []
        for table in self._marked("closed-days"):
            calendar, year = table.attributes.get("data-name", ""), table.attributes.get("data-year", "")
            if re.fullmatch("[0-9]{1,4}", year) and not calendar:
                years.append(int(year))
            for row in table.tagged("tr"):
                times, cells = list(row.tagged("time")), list(row.tagged("td"))
                if not times and not cells:
                    continue  # the head of the table
                said = [self._text(one) for one in (*times, *cells)]
                day = _day_said(said[0]) if len(times) == len(cells) == 1 else None
                if day is None or day.isoformat() != times[0].attributes.get("datetime"):
                    unreadable.append(" ".join(said))
                elif calendar:
                    others.append((calendar, day, said[1]))
                else:
                    closed.append((day, said[1]))
        return tuple(closed), tuple(others), tuple(years), tuple(unreadable)

    def _unmarked(self) -> str:
        """The text around a page and in it that nothing else reads.

        Where it stands in a `main` element, that is all of the body but for what every page of a site has.
        """
        main = next((one for one in self._root.tagged("main") if self._element in one.all()), None)
        around = self._element if main is None else next(self._root.tagged("body"), main)
        beside = set() if main is None else {id(one) for one in around.tagged(*_ON_EVERY_PAGE)}
        beside -= set() if main is None else {id(one) for one in main.all()}
        assumed = self._marked(_ASSUMED) if self._element.attributes["data-troth-page"] == "facts" else ()
        elsewhere = beside | {id(e) for e in assumed}
        elsewhere |= {id(e) for e in around.all() if e is not self._element and "data-troth-page" in e.attributes}
        texts = [f" · {_DIGEST.sub('', one.text())} · " for one in self._marked("fingerprints")]
        texts += [f" · {one.text()} · " for one in self._marked("aside")]
        self._read.update(id(one) for one in self._marked("fingerprints"))
        ahead: list[Element | str] = [around]
        while ahead:
            one = ahead.pop()
            if isinstance(one, str):
                texts.append(one)
            elif id(one) not in self._read and id(one) not in elsewhere:
                apart = [" · "] if one.tag in _APART else [" "] if one.tag in BLOCKS else []
                ahead.extend((*apart, *reversed(one.children), *apart))
        return readable("".join(texts))


_ON_EVERY_PAGE = ("header", "nav", "aside", "footer")
_DIGEST = re.compile(r"sha256:[0-9a-f]+")
_IN_LINES = frozenset(("br", "hr", "time"))
"""Blocks of a line, which no sentence has to itself."""
_APART = frozenset(("caption", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "section", "table", "ul", "ol"))
"""What is read for itself: a number at the end of one and a unit at the start of the next are no figure."""

_DAY = re.compile(r"(\w+) (\d{1,2}) (\w+) (\d{4})", re.ASCII)


def _day_said(text: str) -> date | None:
    """The date that a closed day is published as, by its words; None where there is no such day."""
    found = _DAY.fullmatch(text)
    if found is None or found[3] not in MONTHS:
        return None
    try:
        day = date(int(found[4]), MONTHS.index(found[3]) + 1, int(found[2]))
    except ValueError:
        return None
    return day if WEEKDAYS[day.weekday()] == found[1] else None


def _linked(element: Element) -> tuple[str, ...]:
    """The places of its page to which an element links."""
    hrefs = (one.attributes.get("href", "") for one in element.tagged("a"))
    return tuple(unquote(href.partition("#")[2]) for href in hrefs)


def _heading(element: Element) -> str:
    """The title over a standard, without the sign with which a generator links to it."""
    for heading in element.tagged("h2", "h3", "h4", "h5", "h6"):
        links = [one for one in heading.tagged("a") if one.attributes.get("href", "").startswith("#")]
        signs = {id(one) for one in links if not re.search(r"\w", one.text())}
        kept = [one for one in heading.children if isinstance(one, str) or id(one) not in signs]
        return Element(heading.tag, {}, kept).text()
    return ""
