"""Each page type in a real browser: no axe violation, no sideways scroll, no request elsewhere, wide and narrow."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.charter.conftest import publish

from troth.charter.sheet_size import SMALLEST

PAGES = (
    *("", "polha/", "polha/facts/", "polha/working-days/", "ledcom/", "ledcom/facts/", "about/", "404.html"),
    *("owners/change-a-promise/", "owners/slips/"),
    *("polha/handbook/", "polha/handbook/duties/", "polha/handbook/something-needs-repair/", "polha/sheets/phone/"),
    *("polha/handbook/help-desk/", "polha/handbook/help-desk/servicenow/", "ips/handbook/help-desk/jira/"),
    *("ips/", "ips/handbook/", "ips/handbook/duties/", "ips/handbook/a-letter-arrives/", "ips/sheets/email/"),
    *("company-template/", "company-template/handbook/", "company-template/handbook/duties/"),
    *("company-template/handbook/an-email-arrives/", "company-template/sheets/letter/"),
    *("best-practice/", "best-practice/facts/", "best-practice/handbook/", "best-practice/sheets/every-contact/"),
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


def test_the_navigation_opens_without_a_script(browser: Any, served: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    tab = context.new_page()
    tab.goto(f"{served}/polha/")
    assert tab.locator("header").bounding_box()["height"] < 640 / 4, "closed, it leaves room for the page"
    link = tab.get_by_role("navigation", name="Main").get_by_role("link", name="LEDCOM")
    assert not link.is_visible()
    tab.get_by_text("Organisations").focus()
    tab.keyboard.press("Enter")
    assert link.is_visible()
    assert tab.get_by_role("link", name="PoLHA").first.get_attribute("aria-current") == "page"
    link.click()
    assert tab.url == f"{served}/ledcom/"
    context.close()


@pytest.fixture
def printed(browser: Any) -> Callable[[str], int]:
    """Prints a page to PDF and counts its pages."""

    def count(address: str) -> int:
        tab = browser.new_page()
        tab.goto(address)
        assert tab.locator(".sheet").count() == 1
        pdf = tab.pdf(prefer_css_page_size=True)
        tab.close()
        assert re.search(rb"/MediaBox ?\[0 0 59[45][.\d]* 84[12]", pdf), "not A4"
        return len(re.findall(rb"/Type ?/Page\b", pdf))

    return count


def test_every_sheet_prints_on_one_page(site: Path, served: str, printed: Callable[[str], int]) -> None:
    sheets = sorted(path.parent.relative_to(site).as_posix() for path in site.glob("*/sheets/*/index.html"))
    assert len({sheet.partition("/")[0] for sheet in sheets}) == 5
    assert {sheet: pages for sheet in sheets if (pages := printed(f"{served}/{sheet}/")) != 1} == {}
    assert not [sheet for sheet in sheets if "as 1 sheet of A4" not in (site / sheet / "index.html").read_text("utf-8")]


DUTIES = "\n".join(
    f'    must "write the name of form {chr(97 + n % 26)} and of its copy {chr(97 + n // 26)} in the log"'
    for n in range(200)
)


def sheet_of(duties: int, folder: Path) -> Path:
    """The sheet of a policy with so many duties."""
    (folder / "policies").mkdir(parents=True)
    (folder / "policies" / "many.policy").write_text(
        'policy many "Many"\n    organisation "Many"\n    approved 3 March 2026\n    review every 3 years\n\n'
        "duty forms\n    for email\n" + "\n".join(DUTIES.splitlines()[:duties]) + "\n",
        encoding="utf-8",
    )
    return publish(folder / "policies", folder / "build") / "site" / "many" / "sheets" / "email" / "index.html"


@pytest.mark.parametrize(("duties", "fits"), [(30, True), (90, True), (200, False)])
def test_a_sheet_of_many_duties(duties: int, fits: bool, printed: Callable[[str], int], tmp_path: Path) -> None:
    """Down to type of 7 points it is one sheet; after that it says that it is none, and goes on to the next."""
    sheet = sheet_of(duties, tmp_path)
    text = sheet.read_text(encoding="utf-8")
    size = float(re.findall(r"--u: ([\d.]+)pt", text)[0])
    assert size >= SMALLEST
    assert ("as 1 sheet of A4" in text) is fits
    assert (printed(sheet.as_uri()) == 1) is fits
    assert ("Each is 1 sheet" in (sheet.parents[2] / "handbook" / "index.html").read_text("utf-8")) is fits


def test_a_sheet_that_is_too_full_goes_red(
    site: Path, served: str, browser: Any, printed: Callable[[str], int], tmp_path: Path
) -> None:
    """The gate sees a second page: type of twice the size."""
    sheet = (site / "ips" / "sheets" / "email" / "index.html").read_text(encoding="utf-8")
    size = re.findall(r"--u: ([\d.]+)pt", sheet)[0]
    css = (site / "css" / "troth.css").read_text(encoding="utf-8")
    large = sheet.replace(f"--u: {size}pt", f"--u: {2 * float(size)}pt").replace(
        "</head>", f"<style>{css}</style></head>"
    )
    (tmp_path / "sheet.html").write_text(large, encoding="utf-8")
    assert printed((tmp_path / "sheet.html").as_uri()) > 1
