"""How a line reads that begins with a known word: every form that a finding shows is one of the language."""

from __future__ import annotations

import re

import pytest
from lark import UnexpectedInput

from troth.syntax.openers import OPENERS, SHAPES, shape
from troth.syntax.parser import CONTEXTS, policy_grammar


def parses(text: str, context: str) -> bool:
    try:
        policy_grammar().parse(text, start=context)
    except UnexpectedInput:
        return False
    return True


def shown(context: str, word: str) -> list[str]:
    """The forms that stand in a hint; what begins with a comma stands at the end of the one before."""
    found: list[str] = []
    for form in re.findall(r"`([^`]+)`", shape(context, f"{word} x")):
        found.append(found[-1] + form if form.startswith(",") else form)
    return found


CASES = [
    (context, word)
    for context in CONTEXTS
    for word in (*SHAPES, "must", "should", "aim to", "may")
    if shown(context, word)
]


@pytest.mark.parametrize(("context", "word"), CASES)
def test_every_form_that_is_shown_is_of_the_language(context: str, word: str) -> None:
    for form in shown(context, word):
        assert form.startswith(word), form
        assert parses(form, context), form


def test_what_stands_at_the_end_of_a_form_is_shown_with_it() -> None:
    plain, counted = shown("in_calendar", "closed")
    assert counted == f"{plain}, counted as working days"


def test_every_form_is_shown_somewhere() -> None:
    assert set(SHAPES) == {word for _, word in CASES} - {"must", "should", "aim to", "may"}
    assert set(OPENERS) == set(CONTEXTS)


def test_a_word_that_begins_no_line_there_has_no_form() -> None:
    assert shape("in_text", "approved on Monday") == ""
    assert shape("in_promise", "bogus") == ""
    assert not parses("approved on Monday", "in_policy")
