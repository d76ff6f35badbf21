"""The language reference says what the language is: every example runs, and every table is whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lark import Token, Tree
from tests.reference import page as pages
from tests.reference.running import Reference

from troth.deadlines.judge import Status
from troth.diagnostics import CATALOGUE
from troth.model.words import COUNTS, DATES, Term, Words
from troth.project import compile_text, vocabulary
from troth.syntax import lines, slips
from troth.syntax.parser import BENEATH, policy_grammar
from troth.wording import phrases

FOLDER = Path(__file__).resolve().parents[2] / "grammar"
"""Where the page stands, from which its links to files lead."""


def test_every_example_comes_out_as_the_page_says(ran: Reference) -> None:
    assert "\n\n".join(ran.faults) == ""
    assert len(ran.texts) > 30


def test_every_example_has_a_name_of_its_own(ran: Reference) -> None:
    assert sorted(ran.titles) == sorted(set(ran.titles))


# ---------- the grammar: every rule of it stands in an example


def rules_shown(texts: Iterable[str]) -> set[str]:
    """The rules of the grammar that parse a line of these policies."""
    grammar = policy_grammar()
    found: set[str] = set()

    def read(line: lines.Line, context: str) -> None:
        tree: Tree[Token] = grammar.parse(line.text, start=context)
        found.update(str(part.data) for part in tree.iter_subtrees())
        beneath = BENEATH.get(str(tree.children[0].data), "")  # type: ignore[union-attr]
        for child in line.children:
            read(child, beneath)

    for text in texts:
        for line in lines.outline("page", text)[0]:
            read(line, "in_file")
    return found


def rules() -> set[str]:
    """Every rule that leaves a part in a parse tree."""
    names = {str(rule.alias or rule.origin.name) for rule in policy_grammar().rules}
    return {name for name in names if not name.startswith("_")}


REFUSED = {"phrases__within_clear": "T217"}
"""Rules that are there so that what they read can be refused by its name: they stand in an example of that finding."""


def test_every_rule_of_the_grammar_stands_in_an_example(ran: Reference) -> None:
    assert rules() - rules_shown(ran.texts) == set(REFUSED)
    for rule, code in REFUSED.items():
        assert rule in rules_shown(ran.refused[code])
    assert "or_promise" in rules() - rules_shown(ran.texts[:1])


# ---------- tables


def code_rows(page: str) -> list[tuple[str, str, str]]:
    rows = pages.table(page, "Findings", "Code").rows
    assert all(what and do for *_, what, do in rows)
    return [(code, pages.plain(name), severity) for code, name, severity, *_ in rows]


def test_the_findings_are_those_of_the_catalogue(page: str) -> None:
    assert code_rows(page) == [(code, name, str(severity)) for code, (name, severity) in CATALOGUE.items()]


def words_of(terms: Iterable[Term], said: bool = True) -> Iterator[tuple[str, ...]]:
    for term in terms:
        says = phrases.channel_text(term.name, vocabulary()) if said else term.plural or ""
        yield (term.name, ", ".join(term.includes), says) if said else (term.name, says)


def event_rows(words: Words) -> Iterator[tuple[str, ...]]:
    for event in words.events:
        says = ", ".join(phrases.verb_text(verb.name, words) for verb in event.verbs)
        noun = f"the {event.noun}" if event.noun else ""
        yield ", ".join(verb.name for verb in event.verbs), event.name, noun, says


def vocabulary_rows(page: str) -> dict[str, list[tuple[str, ...]]]:
    heads = ("Channel", "Kind", "Party", "Verb")
    tables = {head: pages.table(page, "Vocabulary", head) for head in heads}
    return {head: [tuple(map(pages.plain, row)) for row in table.rows] for head, table in tables.items()}


def test_the_vocabulary_is_the_one_that_ships(page: str) -> None:
    words = vocabulary()
    assert vocabulary_rows(page) == {
        "Channel": list(words_of(words.channels)),
        "Kind": [(term.name, phrases.kind_text(term.name, words)) for term in words.kinds],
        "Party": list(words_of(words.parties, said=False)),
        "Verb": list(event_rows(words)),
    }
    assert [term.includes for term in (*words.kinds, *words.parties)] == [()] * 8
    for name in (*COUNTS, *DATES):
        assert f"`{name}`" in page


def test_the_statuses_are_those_of_a_judged_promise(page: str) -> None:
    rows = pages.table(page, "Statuses", "Status").rows
    assert [pages.plain(status) for status, _ in rows] == [str(status) for status in Status]


def test_the_limits_of_a_file_are_said(page: str) -> None:
    flat = " ".join(page.split())
    for limit in (
        f"({lines.MOST_BYTES:,} bytes)",
        f"at most {lines.MOST_DEPTH} levels deep",
        f"at most {lines.MOST_CHARACTERS:,} characters",
        f"at most {lines.MOST_WORDS_IN_A_ROW} words in a row",
        f"tabs ({('zero', 'one', 'two', 'three', 'four')[lines.TAB_WIDTH]} columns)",
    ):
        assert limit in flat


def test_the_glossary_is_in_order_with_one_line_a_word(page: str) -> None:
    words = [word for word, _ in pages.table(page, "Glossary", "Word").rows]
    assert words == sorted(set(words))


def test_every_link_leads_to_a_heading_or_a_file(page: str) -> None:
    anchors = {f"#{pages.anchor(heading)}" for heading in pages.headings(page)}
    links = re.findall(r"\]\(([^)]*)\)", pages.prose(page))
    assert [link for link in links if link.startswith("#") and link not in anchors] == []
    assert [link for link in links if not link.startswith("#") and not (FOLDER / link).is_file()] == []
    sections = {pages.anchor(found) for found in re.findall(r"^## (.+)$", pages.prose(page), re.MULTILINE)}
    assert {f"#{section}" for section in sections} <= set(links)


# ---------- not in this version yet

SMALL = """\
policy small "Small"
    organisation   "Harbour Homes"
{policy}
calendar office
    years          2025 to 2028
{calendar}
channel portal
{declaration}
standard email
    for            email
    must reply within 3 working days
{promise}
{standard}
{margin}
"""
WHERE = {
    "at the margin": ("margin", ""),
    "beneath `policy`": ("policy", "    "),
    "beneath `calendar`": ("calendar", "    "),
    "beneath a declaration": ("declaration", "    "),
    "beneath a standard": ("standard", "    "),
    "beneath a promise": ("promise", "        "),
}


def codes_of(line: str, where: str) -> set[str]:
    """The codes of what is found in a small policy with this line in it, beyond those that it has without."""

    def codes(line: str) -> set[str]:
        place, indent = WHERE[where]
        text = SMALL.format_map({name: "" for name, _ in WHERE.values()} | {place: indent + line})
        path = Path("small.policy")
        return {finding.code for finding in compile_text(path, path.name, text.encode(), None).findings}

    return codes(line) - codes("")


def test_every_form_that_is_not_there_yet_is_listed(page: str) -> None:
    rows = pages.table(page, "Not in this version yet", "Form").rows
    assert {pages.plain(name) for name, *_ in rows} == {name for _, _, name in slips.NOT_YET}
    assert [(line, codes_of(pages.plain(line), where)) for _, line, where in rows] == [
        (line, {"T012"}) for _, line, _ in rows
    ]
    assert codes_of("saying hello", "beneath a promise") == {"T007"}
