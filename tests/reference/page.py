"""The language reference as data: its fenced blocks, its tables, its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

FENCE = "```"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: the words after the fence, the text in it, and the line of the page where it begins."""

    info: tuple[str, ...]
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the section that it stands in, its heads and its rows; cells are stripped."""

    section: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def blocks(page: str) -> list[Block]:
    """Every fenced block, in order.

    Raises AssertionError for one that is not closed, or that does not begin at the margin.
    """
    found: list[Block] = []
    info: str | None = None
    start, inside = 0, list[str]()
    for number, line in enumerate(page.splitlines(), 1):
        if info is None and line.startswith(FENCE):
            info, start, inside = line.removeprefix(FENCE), number, []
        elif line == FENCE:
            assert info is not None
            found.append(Block(tuple(info.split()), "".join(f"{one}\n" for one in inside), start))
            info = None
        elif info is not None:
            inside.append(line)
        else:
            assert not line.lstrip().startswith((FENCE, "~~~")), f"line {number}: a block that is not at the margin"
    assert info is None, f"line {start}: a block that is not closed"
    return found


def prose(page: str) -> str:
    """The page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)


def headings(page: str) -> list[str]:
    return re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)


def anchor(heading: str) -> str:
    """The name by which links reach a heading, as code hosts and MkDocs make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def tables(page: str) -> list[Table]:
    found: list[Table] = []
    section = ""
    rows: list[tuple[str, ...]] = []
    for line in [*prose(page).splitlines(), ""]:
        if line.startswith("#"):
            section = line.lstrip("# ")
        if line.startswith("|"):
            rows.append(tuple(cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]))
        elif rows:
            found.append(Table(section, rows[0], tuple(rows[2:])))
            rows = []
    return found


def table(page: str, section: str, first_head: str) -> Table:
    """The one table of a section whose first column has that head."""
    (found,) = (one for one in tables(page) if (one.section, one.heads[0]) == (section, first_head))
    return found


def plain(cell: str) -> str:
    """A cell without its code marks."""
    return cell.replace("`", "")
