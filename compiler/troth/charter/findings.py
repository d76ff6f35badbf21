"""The pages of findings: read from `grammar/findings`, listed by family, and published as part of a site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from troth.charter.pages import Page
from troth.diagnostics import CATALOGUE, Severity
from troth.resources import finding_markdown

FOLDER = "findings"
FAMILIES = {
    "T0": "How a policy is written",
    "T1": "Names and values",
    "T2": "Time and counting",
    "T3": "What is promised to whom",
    "T4": "Wording",
    "T5": "Review and source",
    "T6": "Examples",
    "T7": "One contact",
    "T8": "Published pages and built checkers",
}
"""How the code of a finding begins → what it is about."""

_LEAD = (
    "`troth` says what it finds in a policy, with the place and with what to write instead. An error has to be mended "
    "before anything is published. A warning does not. Each finding has a code, and each code has a page here. The "
    "command `troth explain T203` shows the same page in a terminal."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPage:
    """What a finding means: its code and name, and its page as Markdown."""

    code: str
    name: str
    severity: Severity
    markdown: str

    @property
    def title(self) -> str:
        """`T203: ambiguous count`."""
        return self.markdown.partition("\n")[0].removeprefix("# ")

    @property
    def summary(self) -> str:
        """The first sentence of the page."""
        _, paragraph, *_ = self.markdown.split("\n\n", 2)
        return re.split(r"(?<=\.)\s", paragraph.strip(), maxsplit=1)[0]


def finding_page(code: str) -> FindingPage | None:
    """The page of a code of the catalogue, or None where it has none.

    Raises KeyError for a code that is not in the catalogue.
    """
    name, severity = CATALOGUE[code]
    markdown = finding_markdown(code)
    return None if markdown is None else FindingPage(code=code, name=name, severity=severity, markdown=markdown)


def finding_pages() -> tuple[FindingPage, ...]:
    """Every page that there is, in the order of the codes."""
    return tuple(page for page in map(finding_page, sorted(CATALOGUE)) if page is not None)


def published_findings() -> list[Page]:
    """The pages for a site: `findings/index.md`, then one for each finding."""
    pages = finding_pages()
    index = Page(
        path=f"{FOLDER}/index.md",
        title="Findings",
        short_title="Findings",
        description="What troth can find in a policy, and what to write instead.",
        body="\n".join(_index(pages)),
    )
    return [
        index,
        *(
            Page(
                path=f"{FOLDER}/{page.code}.md",
                title=page.title,
                short_title=page.code,
                description=page.summary,
                body=page.markdown,
            )
            for page in pages
        ),
    ]


def _index(pages: Iterable[FindingPage]) -> Iterator[str]:
    yield from ("# Findings", "", _LEAD)
    family = ""
    for page in pages:
        if family != page.code[:2]:
            family = page.code[:2]
            yield from ("", f"## {FAMILIES[family]}", "")
        mark = "" if page.severity is Severity.ERROR else f" ({page.severity})"
        yield f"- [{page.title}]({page.code}.md){mark}. {page.summary}"
