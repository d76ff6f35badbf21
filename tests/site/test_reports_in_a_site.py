"""Pages "how we did" that `troth audit` leaves, put among the pages of a site: one entry of the navigation."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.commands.build import build
from mkdocs.config import load_config
from tests.cli.test_audit import LOG, MAPPING, POLICY

from troth.cli.main import main

SITE = """site_name: Desk
docs_dir: pages
site_dir: built
theme: {name: troth}
plugins: [{troth: {policies: desk.policy}}]
validation: {nav: {omitted_files: ignore}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a policy, and a report beside it."""
    (tmp_path / "pages").mkdir()
    files = {"desk.policy": POLICY, "mapping.yml": MAPPING, "log.csv": LOG, "mkdocs.yml": SITE}
    for name, text in (files | {"pages/about.md": "# About us\n"}).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    asked = ["audit", "desk.policy", "log.csv", "--as-of", "2026-06-30", "--out", "report", "--engine", "plain"]
    assert CliRunner().invoke(main, asked).exit_code == 1
    return tmp_path


def entries(folder: Path) -> list[str]:
    """What the navigation of the first page holds, in order."""
    build(load_config(str(folder / "mkdocs.yml"), strict=True))
    page = (folder / "built" / "index.html").read_text(encoding="utf-8")
    navigation = page[page.index("<nav") : page.index("</nav>")]
    return re.findall(r"<(?:a|summary)\b[^>]*>([^<]+)", navigation)


def test_a_report_is_one_entry_and_its_months_are_pages(folder: Path) -> None:
    assert entries(folder) == ["Home", "Harbour Council", "About us"]
    shutil.copytree(folder / "report" / "public", folder / "pages" / "how-we-did")
    assert entries(folder) == ["Home", "Harbour Council", "How we did", "About us"]
    month = (folder / "built" / "how-we-did" / "2026-06" / "index.html").read_text(encoding="utf-8")
    assert "How we did in June 2026</h1>" in month


def test_several_reports_are_a_group(folder: Path) -> None:
    for name in ("desk", "other"):
        shutil.copytree(folder / "report" / "public", folder / "pages" / "how" / name)
    whole = "How we did – Harbour Council: Desk"
    assert entries(folder) == ["Home", "Harbour Council", "How we did", whole, whole, "About us"]
