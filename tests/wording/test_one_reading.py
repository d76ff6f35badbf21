"""No sentence is of two promises: a share of what `make oracle` compares, and that it goes red."""

from __future__ import annotations

import pytest
from tests.properties import sentences_compared

import troth.wording.sentence
from troth.model.policy import Pause
from troth.model.words import Words
from troth.wording.phrases import event_text


def test_promises_that_differ_are_said_otherwise() -> None:
    found = sentences_compared.compare(1, 60)
    assert found.differences == []
    assert found.counts["sentences read back"] == 2 * 60
    assert found.counts["sentences of one promise only"] > 2 * 60 * 5


def test_a_writer_that_leaves_something_out_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(troth.wording.sentence, "_pause", _shorter)
    found = sentences_compared.compare(1, 60)
    assert any(one.startswith("read otherwise") for one in found.differences)


def test_a_sentence_of_two_promises_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that is wrong in the same way as the writer does not see it; another promise so said does."""
    monkeypatch.setattr(troth.wording.sentence, "basis_text", lambda citation, strength: "The law requires this: “X”.")
    monkeypatch.setattr(sentences_compared, "_read_otherwise", lambda one, text, voice: [])
    found = sentences_compared.compare(1, 60)
    assert any(one.startswith("two promises are said so") for one in found.differences)


def _shorter(pause: Pause, words: Words) -> str:
    return f"from {event_text(pause.start, words)} to the reply"
