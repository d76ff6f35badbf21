"""Pictures of each page type at 1280 and 320 pixels, light and dark: `make screenshots`, after `make charter`."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SITE, OUT = Path("build/site"), Path("build/screenshots")
OF_A_POLICY = (
    *("", "facts/", "working-days/", "handbook/", "handbook/duties/", "handbook/an-email-arrives/"),
    *("handbook/help-desk/", "handbook/help-desk/zendesk/"),
)
PAGES = (
    *("index.html", "about/index.html", "polha/sheets/email/index.html"),
    *(f"polha/{name}index.html" for name in OF_A_POLICY),
)
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")


def main() -> None:
    """Write the pictures to build/screenshots."""
    if not (SITE / "index.html").is_file():
        sys.exit("there is no site to picture; run `make charter` first")
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for width in (1280, 320):
            for scheme in ("light", "dark"):
                context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                tab = context.new_page()
                for page in PAGES:
                    tab.goto((SITE / page).resolve().as_uri())
                    name = page.removesuffix("/index.html").removesuffix(".html").replace("/", "-")
                    path = OUT / f"{name}-{width}-{scheme}.png"
                    tab.screenshot(path=path, full_page=True)
                    print(path)
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
