"""A policy that somebody wrote who had read the language reference and nothing else: an invented library service.

`standard.txt` is the document that came first, in plain English; the policy holds each of its clauses.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from troth.charter.handbook import handbook
from troth.checks.examples import run_examples
from troth.project import Compiled, load
from troth.review.trace import read_clauses, trace

HERE = Path(__file__).parent / "dyffryn"


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    return load(HERE / "dyffryn.policy")


def test_it_has_no_error_and_only_long_sentences_are_warned_of(compiled: Compiled) -> None:
    assert {finding.code for finding in compiled.findings} <= {"T405"}
    assert not compiled.has_errors


def test_it_is_a_policy_of_some_size(compiled: Compiled) -> None:
    assert compiled.policy is not None
    assert len(list(compiled.policy.promises())) >= 30
    assert len(compiled.policy.duties) >= 10


def test_its_examples_are_as_their_author_worked_them_out(compiled: Compiled) -> None:
    assert compiled.policy is not None
    assert len(compiled.policy.examples) >= 30
    assert list(run_examples(compiled.policy, compiled.calendar)) == []


def test_every_clause_of_the_document_is_held(compiled: Compiled) -> None:
    assert compiled.policy is not None
    path = HERE / "clauses.csv"
    clauses, unreadable = read_clauses(path.as_posix(), path.read_text(encoding="utf-8"))
    traced, found = trace(compiled.policy, clauses, path.as_posix())
    assert (unreadable, found) == ([], [])
    assert len(traced) == 52


def test_its_handbook_has_a_page_for_what_staff_meet(compiled: Compiled) -> None:
    assert compiled.policy is not None
    first = compiled.policy.calendar.first if compiled.policy.calendar else None
    assert first is not None
    book = handbook(compiled.policy, compiled.calendar, first)
    assert {"The phone rings", "Somebody complains"} & {situation.title for situation in book.situations}
    assert book.sheets
