"""The browser that the tests of the site need starts and renders."""

import pytest


@pytest.mark.browser
def test_the_browser_starts(chromium: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content("<h1>Our promise</h1>")
        assert page.inner_text("h1") == "Our promise"
        browser.close()
