"""Charts: the same bytes each time, a name and a description, and nothing that reaches out of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.audit.test_report import UTC, contacts_of, rows_of, told_of
from tests.site.test_browser import RULES

from troth.audit.charts import Bar, bar_chart
from troth.audit.pages import report_files
from troth.audit.report import Told
from troth.audit.results_file import NoExtra
from troth.model.policy import Policy

BARS = [
    Bar(label="January 2026", share=97.1, wanted=95.0, says="97.1%"),
    Bar(label="A <long> & odd name of a promise: reply", share=None, wanted=None, says="not shown"),
]
SVG = "{http://www.w3.org/2000/svg}"


def test_what_is_missing_is_said(aldermere: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    report = told_of(aldermere, contacts_of(aldermere, 300), Told(threshold=5))
    with pytest.raises(NoExtra, match=r"charts need matplotlib: pip install 'troth\[audit\]'"):
        report_files(report, UTC)
    assert "<svg" not in "".join(report_files(report, UTC, charts=False).values())


@pytest.mark.browser
def test_a_chart_says_what_it_is() -> None:
    chart = ElementTree.fromstring(bar_chart("c1", "In time", "January 2026 97.1%", BARS))
    assert chart.get("role") == "img"
    named = {one.get("id"): one.text for one in chart if one.tag in (f"{SVG}title", f"{SVG}desc")}
    assert [named[id] for id in str(chart.get("aria-labelledby")).split()] == ["In time", "January 2026 97.1%"]
    words = " ".join(text.strip() for text in chart.itertext())
    assert "97.1%" in words
    assert "not shown" in words
    assert "A <long> & odd name" in words
    assert chart.find(f".//{SVG}style") is None
    assert chart.find(f".//{SVG}script") is None


@pytest.mark.browser
def test_a_chart_reaches_nothing_outside() -> None:
    chart = bar_chart("c1", "In time", "About", BARS)
    assert "\n\n" not in chart
    ids = re.findall(r'\bid="([^"]*)"', chart)
    assert all(id.startswith("c1-") for id in ids)
    assert set(re.findall(r'url\(#([^)]*)\)|href="#([^"]*)"', chart)) <= {
        pair for id in ids for pair in ((id, ""), ("", id))
    }
    assert re.findall(r'"https?://[^"]*"', chart) == ['"http://www.w3.org/2000/svg"'] + (
        ['"http://www.w3.org/1999/xlink"'] if "xlink" in chart else []
    )


@pytest.mark.browser
def test_the_bars_are_as_long_as_their_shares() -> None:
    """Measured in the drawing: half the axis is half as long as all of it."""

    def lengths(*shares: float | None) -> list[float]:
        bars = [Bar(label="x", share=share, wanted=None, says="") for share in shares]
        chart = ElementTree.fromstring(bar_chart("c1", "t", "a", bars))
        found = []
        for path in chart.iter(f"{SVG}path"):
            if "var(--edge" in path.get("style", ""):
                across = [float(x) for x, _ in re.findall(r"[ML] (\S+) (\S+)", path.get("d", ""))]
                found.append(max(across) - min(across))
        return found

    whole, half, none = lengths(100.0, 50.0, None)
    assert whole > 100
    assert half == pytest.approx(whole / 2, abs=0.01)
    assert none == 0


@pytest.mark.browser
def test_a_chart_is_the_same_bytes_each_time(root: Path, tmp_path: Path) -> None:
    """In other processes too, with another locale, zone and hash seed, and whatever matplotlib's own settings are."""
    program = "from tests.audit.test_charts import *; print(bar_chart('c1', 'In time', 'About', BARS), end='')"
    (tmp_path / "matplotlibrc").write_text("axes.grid: True\nfont.size: 20\nsvg.hashsalt: other\n", encoding="utf-8")
    found = set()
    for seed, zone, folder in (("1", "UTC", ""), ("2", "Asia/Tokyo", str(tmp_path))):
        more = {"PYTHONHASHSEED": seed, "TZ": zone, "MPLCONFIGDIR": folder or str(tmp_path / "none")}
        path = os.pathsep.join((str(root / "compiler"), str(root)))
        environment = {**os.environ, **more, "PYTHONPATH": path}
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, cwd=tmp_path, check=True, capture_output=True
        )
        found.add(done.stdout)
    assert found == {bar_chart("c1", "In time", "About", BARS).encode()}


@pytest.mark.browser
def test_each_chart_has_its_table(policy: Policy) -> None:
    report = told_of(policy, contacts_of(policy), Told(threshold=5))
    files = report_files(report, UTC)
    assert files == report_files(report, UTC)
    for path, text in files.items():
        if path.endswith(".md"):
            body = ElementTree.fromstring(text.split("---\n", 2)[2].replace("<br>", "<br/>"))
            ids = Counter(one.get("id") for one in body.iter() if one.get("id"))
            assert set(ids.values()) == {1}, path
            sections = [one for one in body.iter("section") if one.find(f"{SVG}svg") is not None]
            assert sections
            for section in sections:
                words = " ".join(" ".join(one.itertext()) for one in section.iter("table")).split()
                drawn = section.find(f"{SVG}svg")
                assert drawn is not None
                shares = [word for word in " ".join(drawn.itertext()).split() if re.fullmatch(r"\d+\.\d+%", word)]
                assert set(shares) <= set(words)


# ---------- in a browser


@pytest.fixture(scope="module")
def pages(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the pages of a report, for the public and for those within."""
    from tests.audit.conftest import policy_named
    from tests.audit.test_report import misses_of

    policy = policy_named("marnock", root)
    contacts = contacts_of(policy)
    folder = tmp_path_factory.mktemp("site")
    missed = misses_of(policy, contacts).by_promise()
    for name, told in (("public", Told(threshold=5)), ("within", Told(missed=missed))):
        report = told_of(policy, contacts, told)
        assert rows_of(report)
        for path, text in report_files(report, UTC, charter="").items():
            place = folder / "docs" / name / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text("site_name: Troth\ntheme:\n  name: troth\n", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "--strict"], cwd=folder, check=True)
    return folder / "site"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("page", "scheme"), [("public/", "light"), ("public/2026-02/", "dark"), ("within/2026-02/", "light")]
)
def test_the_pages_can_be_read_by_everyone(page: str, scheme: Any, pages: Path, chromium: str) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        arguments = ["--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
        browser = driver.chromium.launch(executable_path=chromium, args=arguments)
        for width in (1280, 320):
            tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            tab.goto((pages / page / "index.html").as_uri())
            found = Axe().run(tab, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
            assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found] == []
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, "scrolls sideways"
            assert tab.evaluate("document.querySelectorAll('svg[role=img]').length") > 0
        browser.close()
