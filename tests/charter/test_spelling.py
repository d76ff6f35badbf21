"""What typography and other elements do to a whole site changes no verdict; what words say does."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.charter.by_python import verify
from tests.charter.conftest import HERE, publish_one

from troth.charter.spelling import spellings, strings

_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")


def of_texts(change: Callable[[str], str]) -> Callable[[str], str]:
    """A change of the texts of a page, and not of its tags."""
    return lambda page: _TEXT.sub(lambda found: html.escape(change(html.unescape(found[0])), quote=False), page)


SAME: dict[str, Callable[[str], str]] = {
    "typographic apostrophes": of_texts(lambda text: text.replace("'", "’")),
    "straight apostrophes": of_texts(lambda text: text.replace("’", "'")),
    "hyphens that do not break": of_texts(lambda text: re.sub(r"(?<=\w)-(?=\w)", "\u2011", text)),
    "marks of direction": of_texts(lambda text: re.sub(r"(?<=[a-z]) (?=[a-z])", "\u200e \u200f", text)),
    "divisions for paragraphs": lambda page: re.sub(r"<(/?)p\b", r"<\1div", page),
}
BOTH = frozenset(("typographic apostrophes", "straight apostrophes"))
"""What loses something in a policy that spells one word with both apostrophes, as `quotes` does."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {"beside": HERE, "quotes": HERE / "odd"}
    return {name: publish_one(name, tmp_path_factory.mktemp(name), folder=folders[name]) for name in folders}


@pytest.mark.parametrize(
    ("policy", "name"),
    [*(("beside", name) for name in SAME), *(("quotes", name) for name in sorted(SAME.keys() - BOTH))],
)
def test_the_same_in_another_typography(
    policy: str, name: str, published: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("troth.charter.checker_program.differing_promises", lambda *_: iter(()))
    copy = tmp_path / "build"
    shutil.copytree(published[policy], copy)
    for path in (copy / "site").rglob("*.html"):
        path.write_text(SAME[name](path.read_text(encoding="utf-8")), encoding="utf-8")
    assert [one.message for one in verify(copy / "site", copy, lambda _: None, every=400)] == []


def test_a_word_is_spelt_as_it_was_built() -> None:
    known = spellings({"a": ["the customer’s day", {"b": "a call-back, at Founders' day"}], "c": 3})
    assert known == {
        "customer's": frozenset({"customer’s"}),
        "call-back": frozenset({"call-back"}),
        "Founders'": frozenset({"Founders'"}),
    }
    assert list(strings({"a": ["b", 1, {"c": "d"}]})) == ["b", "d"]
