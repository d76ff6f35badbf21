"""No sentence of a policy's pages has more than 25 words: who stops in the middle has read no promise.

A sentence is what a reader takes in at one breath. It ends at a full stop, a question mark or an exclamation mark
before a space and a capital, a figure or a quotation, and with its block: a paragraph, a point of a list, a heading, a
term or its description. Neither a colon nor a semicolon ends one. A cell of a table is looked up and not read to its
end; the duties in the table of all duties are counted where they are read, on the pages of the handbook. Navigation,
code and fingerprints are no sentences.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from troth.charter.markup import Element, elements
from troth.project import load_all

MOST_WORDS = 25
WITHIN = frozenset(("a", "b", "i", "em", "strong", "span", "time", "abbr", "q"))
NO_SENTENCES = frozenset(("td", "th", "nav", "code", "pre", "script", "style"))
END = re.compile(r"(?<=[.!?])[”’\"')]*\s+(?=[A-Z0-9“‘\"'(\[])")


def blocks(page: Element) -> Iterator[str]:
    """The text of a page in the pieces in which it is read, white space collapsed."""
    run: list[str] = []

    def walk(element: Element) -> Iterator[str]:
        for child in element.children:
            if isinstance(child, str):
                run.append(child)
            elif child.tag in NO_SENTENCES or child.mark == "fingerprints":
                run.append(" ")
            elif child.tag not in WITHIN:
                yield from close()
                yield from walk(child)
                yield from close()
            else:
                yield from walk(child)

    def close() -> Iterator[str]:
        text = " ".join("".join(run).split())
        run.clear()
        if text:
            yield text

    yield from walk(page)
    yield from close()


def sentences(html: str) -> list[str]:
    root = elements(html)
    page = next(root.tagged("main"), root)
    return [sentence for block in blocks(page) for sentence in END.split(block)]


def too_long(html: str) -> list[str]:
    return [sentence for sentence in sentences(html) if len(sentence.split()) > MOST_WORDS]


def test_no_sentence_is_too_long(site: Path, root: Path) -> None:
    names = [one.policy.id for one in load_all([str(root / "policies")]) if one.policy is not None]
    assert len(names) == 5
    pages = [site / "index.html", *(path for name in names for path in sorted((site / name).rglob("*.html")))]
    assert len(pages) > 80
    read = {path: path.read_text(encoding="utf-8") for path in pages}
    found = {path.relative_to(site).as_posix(): long for path, html in read.items() if (long := too_long(html))}
    assert found == {}
    assert sum(len(sentences(html)) for html in read.values()) > 2_000


LONG = " ".join(["word"] * 25) + " word"
SHORT = LONG.removesuffix(" word")


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{LONG}.</p>",
        f"<p>One. {LONG}. Two.</p>",
        f"<p>{LONG[:60]}<b>{LONG[60:]}</b>.</p>",
        f"<ul><li>{LONG}</li></ul>",
        f"<dl><dt>a</dt><dd>{LONG}</dd></dl>",
        f"<h2>{LONG}</h2>",
        f"<div>{LONG}</div>",
        f"<p>{SHORT}: word.</p>",
        f"<p>{SHORT}; word.</p>",
        f"<p>{SHORT}. word.</p>",
        f'<p>{SHORT} <span class="heard">word</span></p>',
    ],
)
def test_it_goes_red(html: str) -> None:
    assert len(too_long(html)) == 1


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{SHORT}.</p><p>{SHORT}.</p>",
        f"<p>{SHORT}. {SHORT.capitalize()}. 3 {SHORT[5:]}.</p>",
        f"<p>{SHORT}.” “{SHORT}.”</p>",
        f"<ul><li>{SHORT}</li><li>{SHORT}</li></ul>",
        f"<table><tr><td>{LONG}</td></tr></table>",
        f"<nav><a>{LONG}</a></nav>",
        f'<p data-troth="fingerprints">{LONG}</p>',
    ],
)
def test_it_stays_green(html: str) -> None:
    assert too_long(html) == []
