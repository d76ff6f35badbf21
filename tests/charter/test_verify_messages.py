"""What `troth verify` says: the page's own words, the page or the checker that is meant, and no empty place."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.charter.by_python import verify

from troth.diagnostics import Diagnostic
from troth.report.findings import finding_text

CHARTER = "site/demo/index.html"
CHECKER = "demo/checker.py"

Damage = Callable[[str, str, str], list[Diagnostic]]


def test_a_sentence_is_quoted_as_it_stands_on_the_page(damaged: Damage, built: Path) -> None:
    """The reader marks channels, verbs and facts before it parses a sentence: no page holds what it then reads."""
    old, new = "we reply within 3 working days.", "we reply in about 3 working days."
    page = (built / CHARTER).read_text(encoding="utf-8")
    sentence = re.search(rf">\s*([^<>]*{re.escape(old)})", page)
    assert sentence is not None
    (finding,) = (one for one in damaged(CHARTER, old, new) if one.code == "T802")
    said = " ".join(sentence[1].split()).replace(old, new)
    assert finding.message == f"`demo.email.reply`: “{said}” is not understood from “in about 3 working days.” on"


def test_a_sentence_with_marked_words_in_its_rest(damaged: Damage) -> None:
    found = damaged(CHARTER, "When you email us or write to us, we reply", "Wenn you email us or write to us, we reply")
    (finding,) = (one for one in found if one.code == "T802")
    assert "“Wenn you email us or write to us, we reply within 3 working days.” is not understood" in finding.message


def test_a_difference_names_no_field(damaged: Damage) -> None:
    (finding,) = damaged(CHECKER, "[[3, 'working day']]", "[[4, 'working day']]")
    assert finding.code == "T803"
    assert "(says)" not in finding.message
    assert re.search(r"the page says “by the end of [^”]+”, and `checker.py` “by the end of [^”]+”$", finding.message)


def test_a_difference_that_is_no_deadline_is_named(damaged: Damage) -> None:
    (finding,) = damaged(CHECKER, "'strength': 'aim'", "'strength': 'must'")
    assert finding.message.endswith("the page says strength “aim”, and `checker.py` “must”")


def test_a_promise_that_stands_on_no_page(built: Path, tmp_path: Path) -> None:
    """The checker answers for it, so the finding names the checker."""
    copy = tmp_path / "build"
    shutil.copytree(built, copy)
    page = copy / CHARTER
    text = page.read_text(encoding="utf-8")
    start = text.index('<div data-troth="passage" data-promise="demo.email.reply"')
    page.write_text(text[:start] + text[text.index("</div>", start) + 6 :], encoding="utf-8")
    found = verify(copy / "site", copy, lambda _: None)
    assert all(finding.span.path for finding in found)
    (finding,) = (one for one in found if one.code == "T803" and one.message.startswith("`demo.email.reply`"))
    assert finding.span.path == (copy / CHECKER).as_posix()


def test_a_finding_about_a_page_or_a_folder_has_no_line(damaged: Damage, built: Path, tmp_path: Path) -> None:
    (finding,) = damaged(CHARTER, "We aim to do this", "We must do this")
    assert finding_text(finding, "").plain.startswith("demo/index.html: error[T804] `demo.")
    (gone,) = verify(built / "site", tmp_path / "none", lambda _: None)
    assert finding_text(gone, "").plain.startswith(f"{(tmp_path / 'none').as_posix()}: error[T807] ")
