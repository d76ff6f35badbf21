"""Each page type in a real browser: no axe violation, no sideways scroll, no request elsewhere, wide and narrow."""

from pathlib import Path
from typing import Any

import pytest

PAGES = (
    *("", "polha/", "polha/facts/", "polha/working-days/", "ledcom/", "ledcom/facts/", "about/", "404.html"),
    *("owners/change-a-promise/", "owners/slips/"),
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(chromium: str) -> Any:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield opened
        opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("page", PAGES)
def test_a_page(page: str, width: int, scheme: str, browser: Any, served: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    answer = tab.goto(f"{served}/{page}")
    assert answer is not None
    assert answer.status == 200
    found = Axe().run(tab, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    said = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
    assert not said, "\n".join(said)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width, "scrolls sideways"
    assert all(url.startswith((served, "data:")) for url in asked), asked
    context.close()


def test_axe_finds_a_fault_that_is_there(browser: Any) -> None:
    """The gate goes red: a picture without words and grey on grey."""
    from axe_playwright_python.sync_playwright import Axe

    tab = browser.new_page()
    grey = '<p style="color:#bbb">Grey on white.</p>'
    tab.set_content(f'<html lang="en"><title>x</title><main><h1>x</h1><img src="data:,">{grey}</main>')
    found = {one["id"] for one in Axe().run(tab).response["violations"]}
    assert {"image-alt", "color-contrast"} <= found, found


def test_the_text_at_twice_its_size(browser: Any, served: str) -> None:
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(f"{served}/polha/")
    tab.add_style_tag(content="html { font-size: 200% }")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 1280


def test_without_style_everything_is_still_said(browser: Any, served: str, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.route("**/*.css", lambda route: route.abort())
    tab.goto(f"{served}/polha/")
    assert "by the end of the next working day" in tab.inner_text("main")
    context.close()
