"""A page's bytes → its elements, recovered as browsers recover them, with what a reader of the page can see.

Parsing is the library's (`justhtml`: the HTML Standard with its error recovery). What is left out here is what a page
holds and does not say: comments, scripts, templates, what is hidden by an attribute or by its own style, and what is
struck out. What a style sheet hides cannot be known from a page, and is read. What is said in place of a picture, or
stands in a field to fill in, is read as text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from justhtml import JustHTML

MOST_BYTES = 4_000_000
MOST_DEPTH = 512
"""What browsers lay out: Chromium and WebKit nest no deeper."""

MARKER = "data-troth"
_END = "data-troth-end"
"""An attribute of an element put after the last byte: where it lands shows what was never closed."""

_UNSEEN = frozenset(
    (
        *("head", "script", "style", "template", "noscript", "title", "datalist"),
        *("iframe", "object", "audio", "video", "canvas"),
    )
)
_STRUCK = frozenset(("del", "s", "strike"))
_HIDING = re.compile(
    r"""(?:^|;)\s*(?:
        display\s*:\s*none | visibility\s*:\s*(?:hidden|collapse) | color\s*:\s*transparent
      | text-decoration(?:-line)?\s*:[^;]*\bline-through
      | (?:opacity|font-size)\s*:\s*[+-]?(?:0+\.?0*|\.0+)(?![.\d])
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Styles with which a text is not there, cannot be seen, or is struck out."""
_BACKWARDS = re.compile(r"(?:^|;)\s*direction\s*:\s*rtl\b", re.IGNORECASE)
_TOLD = {"img": ("alt",), "area": ("alt",), "input": ("alt", "value", "placeholder"), "textarea": ("placeholder",)}
"""Attributes that are shown or read out where their element stands."""
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "div", "dl", "dt"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"),
        *("li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead"),
        *("time", "tr", "ul"),
    )
)
"""What stands apart from the text beside it, with no white space between the tags."""
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a\u202c\u2066\u2068\u2069"))
"""Soft hyphens and zero-width spaces, where a line may break; marks that leave a text of Latin letters as it is."""
_REVERSING = re.compile("[\u202b\u202d\u202e\u2067]")
"""After these, words or numbers are shown in another order than they stand in."""
_SPACE_BEFORE_STOP = re.compile(r" (?=[.,;:](?: |$))")


class NotHtml(Exception):
    """A file that is no page; `args[0]` says why, in words that follow “the page”."""


@dataclass(slots=True, eq=False)
class Element:
    """An element that can be seen, with its texts and elements in order; `is_open`: the page ends before it does."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)
    is_open: bool = False

    @property
    def mark(self) -> str:
        return self.attributes.get(MARKER, "")

    def text(self, *, asides: bool = True) -> str:
        """What a reader sees, white space collapsed; without `asides`, what is marked so is left out, too."""
        return readable("".join(_texts(self, asides)))

    def all(self) -> Iterator[Element]:
        """Itself and every element in it, in the order of the page."""
        ahead: list[Element] = [self]
        while ahead:
            element = ahead.pop()
            yield element
            ahead.extend(child for child in reversed(element.children) if isinstance(child, Element))

    @property
    def is_backwards(self) -> bool:
        """Whether its text is shown in another order than it stands in."""
        attributes = self.attributes
        runs = attributes.get("dir", "").strip().lower() == "rtl" or _BACKWARDS.search(attributes.get("style", ""))
        return bool(runs) or any(isinstance(one, str) and _REVERSING.search(one) for one in self.children)

    def marked(self, mark: str) -> Iterator[Element]:
        return (element for element in self.all() if element.mark == mark)

    def tagged(self, *tags: str) -> Iterator[Element]:
        return (element for element in self.all() if element.tag in tags)


def readable(text: str) -> str:
    """Text as it is read: white space collapsed, none before a stop, nothing that cannot be seen."""
    return _SPACE_BEFORE_STOP.sub("", re.sub(r"\s+", " ", text.translate(_INVISIBLE)).strip())


def _texts(element: Element, asides: bool) -> Iterator[str]:
    ahead: list[Element | str] = [*reversed(element.children)]
    while ahead:
        child = ahead.pop()
        if isinstance(child, str):
            yield child
        elif asides or child.mark != "aside":
            space = [" "] if child.tag in BLOCKS else []
            ahead.extend((*space, *reversed(child.children), *space))


def read_html(data: bytes, charset: str = "") -> Element | None:
    """The elements of a page, or None where nothing in it is marked for troth; `charset` as its server says it.

    Raises NotHtml for bytes that are no text, and for a page larger or deeper than any browser would show.
    """
    text = decoded(data, charset)
    if MARKER not in text.lower():
        return None
    if len(data) > MOST_BYTES:
        raise NotHtml(f"is larger than {MOST_BYTES // 1_000_000} MB")
    return elements(text)


def elements(text: str) -> Element:
    """What can be seen of a page.

    Raises NotHtml where its elements are nested deeper than any browser would show.
    """
    return _seen(JustHTML(f"{text}<i {_END}></i>", sanitize=False).root)


def decoded(data: bytes, charset: str = "") -> str:
    """The text of a page: by its byte order mark, its server, its own `meta`, and else as UTF-8 or Windows-1252.

    Raises NotHtml for bytes that are no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if b"\0" in data and not charset.lower().startswith("utf-16"):
        raise NotHtml("is no text: it has bytes that are zero")
    declared = charset or _declared(data[:1024])
    if declared:
        try:
            name = codecs.lookup(declared).name
        except LookupError:
            raise NotHtml(f"is in an encoding that is not known, {declared}") from None
        try:
            return data.decode(_AS_BROWSERS.get(name, name), "replace")
        except LookupError:  # a codec of Python's that is no encoding of text
            raise NotHtml(f"is in an encoding that is not known, {declared}") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_AS_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""Codecs that stand for another in pages (WHATWG, Encoding Standard)."""
_DECLARED = re.compile(
    rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)


def _declared(start: bytes) -> str:
    """The encoding that a page names in its first bytes; one that could not have said so in them is UTF-8."""
    found = _DECLARED.search(start)
    name = (found[1] or found[2]).decode("ascii", "replace") if found else ""
    return "utf-8" if name.lower().startswith("utf-16") else name


def _seen(root: Any) -> Element:
    """The elements of the library's tree that can be seen, and which of them the page leaves open.

    Raises NotHtml where they are nested too deep.
    """
    top = Element("", {})
    parents: dict[int, Element] = {}
    ahead: list[tuple[Any, Element, int]] = [(root, top, 0)]
    last: Element | None = None
    while ahead:
        node, place, depth = ahead.pop()
        if depth > MOST_DEPTH:
            raise NotHtml(f"nests elements more than {MOST_DEPTH} deep")
        for child in node.children or ():
            if child.name == "#text":
                place.children.append(child.data or "")
            elif not child.name.startswith(("#", "!")):
                attributes = {name: value or "" for name, value in (child.attrs or {}).items()}
                if _END in attributes:
                    last = place
                elif not _is_unseen(child.name, attributes):
                    inner = Element(child.name, attributes, [*_told(child.name, attributes)])
                    place.children.append(inner)
                    parents[id(inner)] = place
                    ahead.append((child, inner, depth + 1))
    if last is None:  # what is left open took the rest of the page with it: a comment, a script, something hidden
        for element in top.all():
            element.is_open = True
    while last is not None:
        last.is_open = True
        last = parents.get(id(last))
    return top


def _told(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    """What attributes say in the place of their element."""
    if attributes.get("type", "").lower() != "hidden":
        for name in _TOLD.get(tag, ()):
            if attributes.get(name, "").strip():
                yield f" {attributes[name]} "


def _is_unseen(tag: str, attributes: dict[str, str]) -> bool:
    return (
        tag in _UNSEEN
        or tag in _STRUCK
        or "hidden" in attributes
        or (tag == "dialog" and "open" not in attributes)
        or _HIDING.search(attributes.get("style", "")) is not None
    )


def links(text: str, url: str) -> Iterator[str]:
    """The addresses that the page of an address links to, hidden or not."""
    document = JustHTML(text, sanitize=False)
    base = document.query_one("base[href]")
    for link in document.query("a[href], area[href]"):
        with suppress(ValueError):  # what is no address leads nowhere
            start = url if base is None else urljoin(url, str((base.attrs or {}).get("href") or ""))
            yield urljoin(start, str((link.attrs or {}).get("href") or ""))
