"""The page of a finding as data: its parts, and what in its form is not as on every other page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.reference.page import Block, blocks, prose

from troth.diagnostics import CATALOGUE

WRONG, RIGHT = "What is wrong here", "What to write instead"
INFOS = {("policy",), ("console",), ("csv",), ("yaml",)}
MOST_WORDS = 25


@dataclass(frozen=True, slots=True)
class FindingPage:
    """`wrong` and `right` are the fenced blocks of the two sections."""

    title: str
    intro: str
    wrong: tuple[Block, ...]
    right: tuple[Block, ...]


def read_page(text: str) -> FindingPage:
    """The parts of a page that is in order (see `faults`).

    Raises ValueError where it has not the two sections.
    """
    opening, wrong, right = _split(text)
    title, _, intro = opening.strip().partition("\n")
    return FindingPage(title, intro.strip(), tuple(blocks(wrong)), tuple(blocks(right)))


def _split(text: str) -> tuple[str, str, str]:
    opening, rest = text.split(f"\n## {WRONG}\n")
    wrong, right = rest.split(f"\n## {RIGHT}\n")
    return opening, wrong, right


def faults(code: str, text: str) -> list[str]:
    """Everything in the form of a page that is not as it should be."""
    try:
        page = read_page(text)
    except (ValueError, AssertionError) as problem:
        return [f"it has not the two sections, `{WRONG}` and `{RIGHT}`, with whole blocks: {problem}"]
    return list(_faults(code, text, page))


def _faults(code: str, text: str, page: FindingPage) -> Iterator[str]:
    title = f"# {code}: {CATALOGUE[code][0].replace('-', ' ')}"
    if page.title != title:
        yield f"its title is not `{title}`"
    if not page.intro or "\n\n" in page.intro or page.intro.startswith("```"):
        yield "one paragraph stands between its title and its first section"
    if re.findall(r"^#+ .*$", prose(text), re.MULTILINE) != [title, f"## {WRONG}", f"## {RIGHT}"]:
        yield "it has other headings"
    for block in (*page.wrong, *page.right):
        if block.info not in INFOS:
            yield f"line {block.line}: nobody knows a block marked `{' '.join(block.info)}`"
    kinds = [block.info for block in page.wrong]
    if ("policy",) not in kinds or kinds[-1:] != [("console",)]:
        yield f"`{WRONG}` shows a policy, and then what a command says of it"
    if not page.right:
        yield f"`{RIGHT}` shows nothing"
    for sentence in sentences(text):
        if len(sentence.split()) > MOST_WORDS:
            yield f"{len(sentence.split())} words: {sentence}"


def sentences(text: str) -> list[str]:
    """What a page says outside of its blocks, sentence by sentence; what stands in code marks is kept together."""
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", prose(text)):
        line = re.sub(r"`[^`]*`", lambda code: re.sub(r"[.?!:]", "·", code[0]), " ".join(paragraph.split()))
        found.extend(one for one in re.split(r"(?<=[.?!:])\s+", line.lstrip("# ")) if one)
    return found
