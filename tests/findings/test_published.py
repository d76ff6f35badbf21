"""The pages of findings as part of a site: only where the site asks for them, each once, in the words of its file."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from troth.charter.findings import FAMILIES, finding_pages, published_findings
from troth.diagnostics import CATALOGUE

POLICY = """\
policy harbour "Customer contact"
    organisation   "Harbour Homes"
    approved       3 March 2026 by "Board"
    review every   3 years

duty courtesy
    must           "be polite"
"""


def settings(folder: Path, option: str) -> MkDocsConfig:
    """A site of one small policy and one hand-written page."""
    for name, text in (("policies/harbour.policy", POLICY), ("pages/about.md", "# About\n\nUs.\n")):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        f"site_name: Harbour\ndocs_dir: pages\nsite_dir: {folder / 'site'}\ntheme: {{name: troth}}\n"
        f"plugins: [{{troth: {{policies: policies, as_of: 2026-07-01{option}}}}}]\n"
        "validation: {links: {anchors: warn, not_found: warn, unrecognized_links: warn}}\n",
        encoding="utf-8",
    )
    return load_config(str(folder / "mkdocs.yml"), strict=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("findings")
    build(settings(folder, ", findings: true"))
    return folder / "site"


def text_of(path: Path) -> str:
    """What a reader sees in the main part of a page."""
    main = re.findall(r"<main.*?</main>", path.read_text(encoding="utf-8"), re.DOTALL)[0]
    return html.unescape(re.sub(r"<[^>]+>", "", main))


def test_the_index_names_every_finding_in_its_family(site: Path) -> None:
    page = (site / "findings" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="(T\d+)/"', page) == sorted(CATALOGUE)
    families = re.split(r"<h2[^>]*>(.*?)</h2>", page)
    shown = {
        title: re.findall(r'href="(T\d+)/"', part) for title, part in zip(families[1::2], families[2::2], strict=True)
    }
    assert shown == {
        title: [code for code in sorted(CATALOGUE) if code.startswith(start)] for start, title in FAMILIES.items()
    }
    said = text_of(site / "findings" / "index.html")
    for one in finding_pages():
        assert one.summary.replace("`", "") in said
    assert said.count("(warning)") == sum(str(severity) == "warning" for _, severity in CATALOGUE.values())


def test_every_page_says_what_its_file_says(site: Path) -> None:
    for one in finding_pages():
        said = text_of(site / "findings" / one.code / "index.html")
        for line in one.markdown.splitlines():
            if not line.startswith("```"):
                plain = re.sub(r"`([^`]*)`", r"\1", line.lstrip("# ")) if "^" not in line else line
                assert plain in said or line in said, f"{one.code}: {line}"
        assert f"<title>{html.escape(one.title)}" in (site / "findings" / one.code / "index.html").read_text("utf-8")


def test_the_pages_are_reached_from_every_page(site: Path) -> None:
    nav = re.findall(r"<nav.*?</nav>", (site / "harbour" / "index.html").read_text(encoding="utf-8"), re.DOTALL)[0]
    assert re.findall(r">([^<]+)</a>", nav) == ["Home", "Harbour Homes", "About", "Findings"]


def test_a_block_that_scrolls_is_reached_by_the_keyboard(site: Path) -> None:
    blocks = re.findall(r"<pre[^>]*>", (site / "findings" / "T203" / "index.html").read_text(encoding="utf-8"))
    assert set(blocks) == {'<pre tabindex="0">'}


@pytest.mark.parametrize("option", ["", ", findings: false"])
def test_a_site_that_does_not_ask_has_none(option: str, tmp_path: Path) -> None:
    build(settings(tmp_path, option))
    assert not (tmp_path / "site" / "findings").exists()
    assert "Findings" not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_the_option_is_yes_or_no(tmp_path: Path) -> None:
    with pytest.raises(Abort):
        settings(tmp_path, ", findings: some")


def test_a_page_of_ones_own_wins(tmp_path: Path) -> None:
    config = settings(tmp_path, ", findings: true")
    (tmp_path / "pages" / "findings").mkdir()
    (tmp_path / "pages" / "findings" / "T203.md").write_text("# Our own words\n", encoding="utf-8")
    build(config)
    assert "Our own words" in text_of(tmp_path / "site" / "findings" / "T203" / "index.html")


def test_no_page_has_the_address_of_another() -> None:
    paths = [page.path for page in published_findings()]
    assert len(paths) == len(set(paths)) == len(CATALOGUE) + 1
