"""A built site, read back: what its pages promise, whatever generator built them.

Only marked elements are read (`data-troth`), and of them only their text, as a reader sees it; what is marked `aside`
is for screen readers and repeats what stands beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_CLOSED_BY: dict[str, frozenset[str]] = {"p": frozenset({"p"}), "li": frozenset({"li"}), "tr": frozenset({"tr"})}


@dataclass(slots=True)
class Element:
    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def mark(self) -> str:
        return self.attributes.get("data-troth", "")

    def text(self) -> str:
        """What a reader sees, white space collapsed."""
        return re.sub(r"\s+", " ", "".join(self._texts())).strip()

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.mark != "aside" and child.tag not in ("script", "style"):
                separates = child.tag in (
                    "p",
                    "li",
                    "div",
                    "tr",
                    "td",
                    "th",
                    "ol",
                    "ul",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "time",
                )
                yield from (" ", *child._texts(), " ") if separates else child._texts()

    def all(self) -> Iterator[Element]:
        """Itself and every element in it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.all()

    def marked(self, mark: str) -> Iterator[Element]:
        return (element for element in self.all() if element.mark == mark)

    def tagged(self, *tags: str) -> Iterator[Element]:
        return (element for element in self.all() if element.tag in tags)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._open[-1].tag in _CLOSED_BY.get(tag, ()):
            self._open.pop()
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read_html(text: str) -> Element:
    """The elements of a page, as forgiving as a browser about end tags that are missing."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.root


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedExample:
    promise: str
    contact: dict[str, Any] | None
    voice: str
    text: str
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPage:
    """What one page of a policy says: passages and labels by promise, in the order of the page."""

    path: str
    kind: str
    policy: str
    passages: tuple[tuple[str, str], ...]
    staff_passages: tuple[tuple[str, str], ...]
    strengths: tuple[tuple[str, str], ...]
    titles: tuple[tuple[str, str], ...]
    examples: tuple[PublishedExample, ...]
    calendar: tuple[str, ...]
    closed: tuple[tuple[date, str], ...]
    closed_years: tuple[int, ...]
    others: tuple[tuple[str, tuple[str, ...]], ...]
    others_closed: tuple[tuple[str, date, str], ...]
    unreadable_days: tuple[str, ...]
    words: tuple[str, ...]
    texts: tuple[str, ...]
    names: tuple[str, ...]
    fingerprints: str
    unmarked: str


def read_site(site: Path) -> Iterator[PublishedPage]:
    """Every page of a built site that belongs to a policy."""
    for path in sorted(path for path in site.rglob("*.html") if path.is_file()):
        root = read_html(path.read_text(encoding="utf-8", errors="replace"))
        for element in root.all():
            if "data-troth-page" in element.attributes and "data-policy" in element.attributes:
                yield _page(path.relative_to(site).as_posix(), element, root)


def _page(path: str, element: Element, root: Element) -> PublishedPage:
    closed, unreadable, years, others_closed = [], [], [], []
    for table in element.marked("closed-days"):
        calendar = table.attributes.get("data-name", "")
        if table.attributes.get("data-year", "").isdecimal() and not calendar:
            years.append(int(table.attributes["data-year"]))
        for row in table.tagged("tr"):
            times, cells = list(row.tagged("time")), list(row.tagged("td"))
            if len(times) == 1 and len(cells) == 1:
                day = _day_said(times[0].text())
                if day is None or day.isoformat() != times[0].attributes.get("datetime"):
                    unreadable.append(times[0].text())
                elif calendar:
                    others_closed.append((calendar, day, cells[0].text()))
                else:
                    closed.append((day, cells[0].text()))
    return PublishedPage(
        path=path,
        kind=element.attributes["data-troth-page"],
        policy=element.attributes["data-policy"],
        passages=tuple((e.attributes.get("data-promise", ""), e.text()) for e in element.marked("passage")),
        staff_passages=tuple((e.attributes.get("data-promise", ""), e.text()) for e in element.marked("staff-passage")),
        strengths=tuple((e.attributes.get("data-promise", ""), e.text()) for e in element.marked("strength")),
        titles=tuple((e.attributes.get("id", ""), _heading(e)) for e in element.marked("standard")),
        examples=tuple(_example(e) for e in element.marked("example")),
        calendar=tuple(p.text() for block in element.marked("calendar") for p in block.tagged("p")),
        closed=tuple(closed),
        closed_years=tuple(years),
        others=tuple(
            (block.attributes.get("data-name", ""), tuple(p.text() for p in block.tagged("p")))
            for block in element.marked("other-calendar")
        ),
        others_closed=tuple(others_closed),
        unreadable_days=tuple(unreadable),
        words=tuple(p.text() for block in element.marked("words") for p in block.tagged("p")),
        texts=tuple(e.text() for e in element.marked("text")),
        names=tuple(e.text() for e in element.marked("name")),
        fingerprints=" ".join(e.text() for e in element.marked("fingerprints")),
        unmarked=_unmarked(next(root.tagged("main"), element)),
    )


_DAY = re.compile(r"\w+day (\d{1,2}) (\w+) (\d{4})")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")


def _day_said(text: str) -> date | None:
    """The date that a closed day is published as, by its words."""
    found = _DAY.fullmatch(text)
    if found is None or found[2] not in (*_MONTHS, "December"):
        return None
    try:
        day = date(int(found[3]), (*_MONTHS, "December").index(found[2]) + 1, int(found[1]))
    except ValueError:
        return None
    return day if day.strftime("%A") == text.split(" ")[0] else None


def _heading(element: Element) -> str:
    return next((heading.text() for heading in element.tagged("h2", "h3", "h4")), "")


def _example(element: Element) -> PublishedExample:
    try:
        contact = json.loads(element.attributes.get("data-contact", ""))
    except ValueError:
        contact = None
    return PublishedExample(
        promise=element.attributes.get("data-promise", ""),
        contact=contact if isinstance(contact, dict) else None,
        voice=element.attributes.get("data-voice", ""),
        text=" ".join(e.text() for e in element.marked("example-text")),
        days=tuple(item.text() for strip in element.marked("strip") for item in strip.tagged("li")),
    )


def _unmarked(element: Element) -> str:
    """The text of a page outside of every marked element."""

    def texts(one: Element) -> Iterator[str]:
        for child in one.children:
            if isinstance(child, str):
                yield child
            elif child.mark in ("", "standard") and child.tag not in ("script", "style"):
                yield " "
                yield from texts(child)
                yield " "

    return re.sub(r"\s+", " ", "".join(texts(element)))
