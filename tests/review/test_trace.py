"""Ranges of locators: what they mean, and those that mean nothing or too much."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from troth.model.policy import Policy
from troth.project import compile_text
from troth.review.trace import Clause, trace

HEAD = """\
policy made "Made for a test"
    organisation   "Made"
    source         {source}
"""


def made(source: str) -> Policy:
    policy = compile_text(Path("made.policy"), "made.policy", HEAD.format(source=source).encode(), None).policy
    assert policy is not None
    return policy


def traced(source: str, *locators: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The locators that are held, and code and message of each finding, for a document with these clauses."""
    clauses = [Clause(locator, "fact", "what", line) for line, locator in enumerate(locators, 2)]
    rows, found = trace(made(source), clauses, "clauses.csv")
    return sorted(row.clause.locator for row in rows if row.is_held), [(one.code, one.message) for one in found]


def test_a_range_holds_the_clauses_between() -> None:
    held, found = traced('"4.2 bullet 1" to "4.2 bullet 3"', "4.2 bullet 1", "4.2 bullet 2", "4.2 bullet 3")
    assert (held, found) == (["4.2 bullet 1", "4.2 bullet 2", "4.2 bullet 3"], [])


def test_a_range_names_clauses_that_are_not_there() -> None:
    held, found = traced('"1" to "3"', "1", "3")
    assert held == ["1", "3"]
    assert [code for code, _ in found] == ["T512"]


@pytest.mark.parametrize(
    "last", ["1001", "99999999999", "9" * 5_000], ids=["one too many", "a hundred thousand million", "5,000 digits"]
)
def test_a_range_that_no_document_has(last: str) -> None:
    start = time.perf_counter()
    held, found = traced(f'"4.2 bullet 1" to "4.2 bullet {last}"', "4.2 bullet 1")
    assert time.perf_counter() - start < 5
    assert held == []
    assert [code for code, _ in found] == ["T512", "T510"]
    assert "at most 1,000 clauses" in found[0][1]


def test_the_longest_range() -> None:
    locators = [f"4.2 bullet {number}" for number in range(1, 1_001)]
    held, found = traced('"4.2 bullet 1" to "4.2 bullet 1000"', *locators)
    assert (len(held), found) == (1_000, [])


def test_a_range_that_ends_before_it_starts() -> None:
    held, found = traced('"4.2 bullet 3" to "4.2 bullet 1"', "4.2 bullet 1")
    assert held == []
    assert found[0] == ("T105", "`4.2 bullet 3` to `4.2 bullet 1` ends before it starts")
