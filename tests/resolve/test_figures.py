"""What is a figure in free text, and what only looks like one: two lists of texts as charters have them."""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path

import pytest

from troth.resolve import figure_words, figures
from troth.resolve.figures import figure_places, figures_in

HERE = Path(__file__).parent


def _lines(name: str) -> list[str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _marked(line: str) -> tuple[str, list[str]]:
    """A text, and the figures that stand in square brackets in it."""
    return re.sub(r"[\[\]]", "", line), re.findall(r"\[([^\]]*)\]", line)


POSITIVE = [_marked(line) for line in _lines("figures-positive.txt")]
NEGATIVE = _lines("figures-negative.txt")


def test_there_are_enough_of_both() -> None:
    assert len({text for text, _ in POSITIVE}) >= 150
    assert len(set(NEGATIVE)) >= 150
    assert all(figures for _, figures in POSITIVE)


@pytest.mark.parametrize(("text", "expected"), POSITIVE, ids=[text[:40] for text, _ in POSITIVE])
def test_a_figure_is_found_whole(text: str, expected: list[str]) -> None:
    assert list(figures_in(text)) == expected
    assert [text[start:end] for start, end in figure_places(text)] == expected
    assert list(figures_in(text.upper())) == [figure.upper() for figure in expected]


@pytest.mark.parametrize("text", NEGATIVE, ids=[text[:40] for text in NEGATIVE])
def test_no_figure(text: str) -> None:
    assert list(figures_in(text)) == []
    assert list(figures_in(f"{text} {text}")) == []


@pytest.mark.parametrize(("text", "expected"), POSITIVE[::7], ids=[text[:40] for text, _ in POSITIVE[::7]])
def test_a_figure_in_braces_is_said_to_be_one(text: str, expected: list[str]) -> None:
    (figure, *_) = expected
    assert list(figures_in(text.replace(figure, f"{{{figure}}}", 1))) == expected[1:]


@pytest.mark.parametrize(("text", "expected"), POSITIVE, ids=[text[:40] for text, _ in POSITIVE])
def test_a_figure_is_one_by_itself(text: str, expected: list[str]) -> None:
    """A finding proposes to put it in braces, and what stands there is asked for by itself."""
    assert [list(figures_in(figure)) for figure in expected] == [[figure] for figure in expected]


def test_several_in_one_text() -> None:
    text = "Open 9am to 5pm, 24/7 by phone, ten pounds a visit, answers within twenty-four hours or at noon."
    assert list(figures_in(text)) == ["9am", "5pm", "24/7", "ten pounds", "twenty-four hours", "at noon"]


@pytest.mark.parametrize("word", ["noon", "midday", "midnight"])
def test_a_middle_of_the_day_is_a_figure_where_it_is_all_that_is_said(word: str) -> None:
    """`by {noon}`: what stands in braces is asked for by itself."""
    assert list(figures_in(word)) == [word]


# ---------- every way to say a figure is needed

LISTS = ("AMOUNTS", "MONEY", "SHARES", "CLOCK_TIMES", "OFTEN", "DAYS")


def test_no_way_to_say_a_figure_without_a_text_that_has_it() -> None:
    alternatives = [one.strip() for name in LISTS for one in re.split(r"\n  \| ", getattr(figure_words, name))]
    each = re.compile("|".join(f"({one})" for one in alternatives), re.IGNORECASE | re.VERBOSE)
    assert each.groups == len(alternatives) >= 60
    used = {found.lastindex for text, _ in [*POSITIVE, ("noon", [])] for found in each.finditer(text)}
    assert [one for number, one in enumerate(alternatives, start=1) if number not in used] == []


def test_what_has_a_number_and_is_none_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    apart = figures._APART.pattern
    for left_out in re.split(r"\n  \| ", figure_words.NO_FIGURES):
        pattern = apart.replace(left_out.strip(), "(?!)")
        monkeypatch.setattr(figures, "_APART", re.compile(pattern, re.VERBOSE))
        assert any(list(figures_in(text)) for text in NEGATIVE), left_out


# ---------- the clauses of five organisations

UNSAID = {
    # By another's word, or by what happens: nothing in them is a figure.
    ("ips", "Accurate information; if unsure do not guess but arrange to call back and follow up in the time agreed"),
    ("ips", "Follow-up actions are done within the time agreed"),
    ("company-template", "Feedback by phone or in person is acknowledged verbally during the call or visit"),
    ("company-template", "An issue resolved right away needs no separate acknowledgement"),
    ("polha", "If no full response is possible at that stage"),
    ("polha", "Home visits are on time or if delayed a call says when"),
}
BESIDE = {
    # Clauses that promise nothing, and hold a figure all the same.
    "ledcom": {"more than 2 working days": "2 working days"},
    "ips": {"more than three hours": "three hours"},
    "company-template": {"on the day of arrival": "on the day of arrival", "reviewed every year": "every year"},
    "polha": {
        "review cycle 3 years": "3 years",
        "24 hour call centre": "24 hour",
        "Monday to Friday 8am to 5pm": "Monday to Friday",
        "by managers monthly": "monthly",
    },
}


@pytest.fixture(scope="module")
def clauses(root: Path) -> list[tuple[str, str, str]]:
    """Organisation, kind and text of every clause."""
    found = []
    for path in sorted((root / "policies").glob("*/clauses.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [(path.parent.name, row["kind"], row["what"]) for row in csv.DictReader(file)]
    return found


def test_a_clause_that_is_measured_holds_a_figure(clauses: list[tuple[str, str, str]]) -> None:
    measured = [(org, text) for org, kind, text in clauses if kind in ("deadline", "limit")]
    bare = [(org, text) for org, text in measured if not list(figures_in(text))]
    assert len(measured) >= 40
    assert [one for one in bare if not any(org == one[0] and one[1].startswith(text) for org, text in UNSAID)] == []
    assert all(any(org == one[0] and one[1].startswith(text) for one in bare) for org, text in UNSAID)


def test_no_other_clause_holds_one(clauses: list[tuple[str, str, str]]) -> None:
    for org, kind, text in clauses:
        known = next((figure for said, figure in BESIDE.get(org, {}).items() if said in text), None)
        if kind not in ("deadline", "limit"):
            assert list(figures_in(text))[:1] == ([] if known is None else [known]), text


# ---------- long texts

PIECES = (
    *("1,", "1 ", "   ", "1", "12 34 ", "one hundred and ", "twenty-", "1 to ", "half ", "£", "one or two "),
    *("every ", "by the end of the ", "first ", "on the first ", "working ", "1 (", "1/", "one in ", "{", "{a", "9-"),
    *(
        "Monday ",
        "AB1 ",
        "section 1.",
        "weekly, ",
        "1 (a",
        "1, or a",
        "A ",
        "1 A ",
        "CHF ",
        "24 Hour A ",
        "we have held a ",
    ),
    *(
        "we built a ",
        "for ten years, ",
        "in the last two years ",
        "one day ",
        "open the a ",
        "by the first of ",
        "aged 1 to ",
    ),
)


def _seconds(text: str) -> float:
    def once() -> float:
        start = time.process_time()
        list(figures_in(text))
        return time.process_time() - start

    return min(once() for _ in range(3))


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_four_times_as_long_takes_about_four_times_as_long(piece: str) -> None:
    """A scan that tried each end for each beginning would take sixteen times as long."""
    short, long = (_seconds((piece * size)[:size]) for size in (2_500, 10_000))
    assert long < 9 * short + 0.01
