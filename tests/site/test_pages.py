"""The built site: every standard has its anchor, nothing is lost or touched, and no script or other host is needed."""

import re
import subprocess
from pathlib import Path

import pytest

from troth.charter.markup import elements
from troth.charter.published import read_pages
from troth.charter.site_files import files_in
from troth.project import load_all


def test_every_standard_has_an_anchor(site: Path, root: Path) -> None:
    for one in load_all([str(root / "policies")]):
        assert one.policy is not None
        page = elements((site / one.policy.id / "index.html").read_text(encoding="utf-8"))
        ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
        assert len(ids) == len(set(ids)), "an id stands twice"
        assert {standard.id for standard in one.policy.standards} <= set(ids)
        assert {promise.id for promise in one.policy.promises()} <= set(ids)


def test_every_promise_is_published_once(site: Path, root: Path) -> None:
    published = [id_ for page in read_pages(files_in(site))[0] for id_, _ in page.passages]
    expected = [p.id for one in load_all([str(root / "policies")]) if one.policy for p in one.policy.promises()]
    assert sorted(published) == sorted(expected)


def test_every_measured_promise_has_a_worked_example(site: Path, root: Path) -> None:
    shown = {example.promise for page in read_pages(files_in(site))[0] for example in page.examples}
    for one in load_all([str(root / "policies")]):
        assert one.policy is not None
        for promise in one.policy.promises():
            vague = all(type(limit).__name__ == "Vague" for limit in promise.every_limit())
            assert vague or promise.id in shown, promise.id


def test_no_page_asks_another_host_or_runs_a_script(site: Path) -> None:
    for path in site.rglob("*"):
        if path.suffix not in (".html", ".css"):
            continue
        text = re.sub(r"<a [^>]*>", "", path.read_text(encoding="utf-8"))  # a link asks nobody before it is followed
        assert not re.search(r"<script|<iframe|@import|<object|<embed", text), path
        for found in re.finditer(r"""(?:src|href|action)="([^"]*)"|url\(([^)]*)\)""", text):
            target = (found[1] or found[2] or "").strip("'\"")
            assert not re.match(r"(?:[a-z]+:)?//", target), f"{path}: {target}"


def test_pages_are_small(site: Path) -> None:
    style = (site / "css" / "troth.css").stat().st_size
    assert style < 20_000
    for path in site.rglob("*.html"):
        assert path.stat().st_size + style < 160_000, path


def test_the_sources_of_the_site_are_untouched(site: Path, root: Path) -> None:
    """MkDocs deletes what lies where it writes: it must never write to `site/`."""
    if not (root / ".git").exists():
        pytest.fail("this test needs the checkout's git")
    command = ["git", "-c", "safe.directory=*", "status", "--porcelain", "--untracked-files=all", "site"]
    before = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    assert not [line for line in before.splitlines() if line.startswith((" D", "D "))]
    assert (root / "site" / "theme" / "main.html").is_file()


def test_owner_text_is_never_markup(tmp_path: Path) -> None:
    """Script, templates and Markdown in a policy's own words are shown as words."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    own = "<script>alert(1)</script> **bold** [x](javascript:alert) &amp; </div>"
    evil = own + " {{ 7*7 }}"  # in what is no sentence; in a text, braces hold a figure
    policies, pages = tmp_path / "policies", tmp_path / "pages"
    policies.mkdir()
    pages.mkdir()
    (policies / "evil.policy").write_text(
        f'policy evil "{evil}"\n    organisation "{evil}"\n    owner "{evil}"\n    note "{evil}": "{evil}"\n'
        f'duty d "{evil}"\n    for phone\n    must "{own}"\ntext\n    "{own}"\n    - "{own}"\n'
        f'    not a promise "{evil}"\n',
        encoding="utf-8",
    )
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        f"site_name: Demo\ndocs_dir: {pages}\nsite_dir: {tmp_path / 'site'}\ntheme: {{name: troth}}\n"
        f"plugins: [{{troth: {{policies: {policies}, as_of: 2026-07-01}}}}]\n",
        encoding="utf-8",
    )
    build(load_config(str(config)))
    for path in (tmp_path / "site").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "<script" not in text, path
        assert "<strong>bold</strong>" not in text, path
        assert "javascript:alert)" not in re.sub(r"\[x\]\(javascript:alert\)", "", text), path
    facts = (tmp_path / "site" / "evil" / "facts" / "index.html").read_text(encoding="utf-8")
    assert "{{ 7*7 }}" in facts
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in facts
