"""`checker.mjs` in a browser: a page imports it from the folder that serves it, and answers as Node does."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.conformance.running import compiled, corpus, program, texts
from tests.targets.in_node import lines

from troth.targets.javascript import javascript_checker
from troth.targets.to_javascript.facts import Facts

SHARE = 12
"""One file of cases in so many."""
PAGE = """<!doctype html><title>ask</title><script type="module">
globalThis.answers = async (records) => {
  const found = [];
  for (const one of records) {
    const checker = await import("./" + one.checker);
    found.push(JSON.stringify("contacts" in one ? checker.measure(one.contacts, one.as_of, one.reading)
      : checker.due(one.contact, one.as_of, one.reading)));
  }
  return found;
};
</script>"""


class _Quiet(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}  # noqa: RUF012

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    handler = functools.partial(_Quiet, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()


def records(folder: Path) -> list[dict[str, Any]]:
    """A share of the corpus, with a checker for each policy in a folder."""
    found: list[dict[str, Any]] = []
    own: dict[tuple[str, str | None], str] = {}
    for data in corpus()[::SHARE]:
        for case in data["cases"]:
            text = texts(data, case["policy"])
            if text not in own:
                own[text] = f"{len(own)}.mjs"
                one = compiled(*text)
                assert one.policy is not None
                checker = javascript_checker(program(one), one.fingerprints, one.policy.id, Facts())
                (folder / own[text]).write_text(checker, encoding="utf-8")
            asked = {name: case[name] for name in ("contact", "contacts", "as_of") if name in case}
            found.append({**asked, "checker": own[text], "reading": case.get("calendar", "announced")})
    return found


@pytest.mark.browser
@pytest.mark.node
@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Apia"])
def test_the_browser_answers_as_node_does(chromium: str, served: str, zone: str, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    asked = records(tmp_path)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(timezone_id=zone).new_page()
        problems: list[str] = []
        page.on("pageerror", lambda problem: problems.append(str(problem)))
        page.goto(served)
        found = page.evaluate("records => globalThis.answers(records)", asked)
        browser.close()
    assert problems == []
    in_node = lines(({**one, "checker": str(tmp_path / one["checker"])} for one in asked), tmp_path)
    assert found == in_node
    assert len(found) > 200
