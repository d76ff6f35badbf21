"""Every construct, with names such as policies have, is said in sentences and list items of at most 25 words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, get_args

import pytest
from tests.wording import test_by_hand, test_pairs_limits, test_pairs_promises, test_pairs_remedies, test_pairs_targets
from tests.wording.models import TITLES
from tests.wording.pairs import KNOWN, STANDARDS
from tests.wording.test_pairs_pages import CALENDARS, DUTIES, WORDS

from troth.checks.long_sentences import MOST_WORDS, sentences
from troth.model.condition import Condition
from troth.model.duration import Unit
from troth.model.limit import Limit, Roll
from troth.model.measure import Further, Period, Remedy, Sums, Target, Tier
from troth.model.policy import Case, DatedReply, Extension, OtherAct, Pause, Promise, Strength
from troth.wording.calendar import write_calendar
from troth.wording.duties import duty_text
from troth.wording.sentence import write
from troth.wording.vocabulary import write_words
from troth.wording.voice import Voice

PROMISES = [
    *(pair.meant for pair in test_pairs_limits.PAIRS),
    *(pair.meant for pair in test_pairs_promises.PAIRS),
    *(pair.meant for pair in test_pairs_targets.PAIRS),
    *(pair.meant for pair in test_pairs_remedies.PAIRS),
    *(meant for _, meant in test_by_hand.PAIRS),
]

UNSAID = {
    ("Promise", "only"),  # said with `who`, whatever it is written on
    ("Promise", "assumed"),
    ("Promise", "sources"),
    ("Promise", "not_promises"),
    ("StateIs", "holds"),  # no form of the language has a state that does not hold
    ("Within", "clear"),  # refused: only what is counted back can be clear
}
"""Fields of the model that no sentence of a promise says."""


def too_long(text: str) -> list[str]:
    return [sentence for sentence in sentences(text) if len(sentence.split()) > MOST_WORDS]


@pytest.mark.parametrize("voice", Voice)
def test_of_a_promise(voice: Voice) -> None:
    """Each clause by itself: an item of a list is read by itself too."""
    titles = {**TITLES, **STANDARDS}
    clauses = [clause.text for one in PROMISES for clause in write(one, KNOWN, titles, voice)]
    assert [sentence for text in clauses for sentence in too_long(text)] == []


def test_of_a_calendar() -> None:
    assert [found for page in CALENDARS for text in write_calendar(page.meant) for found in too_long(text)] == []


def test_of_the_words() -> None:
    assert [found for _, words in WORDS for text in write_words(words) for found in too_long(text)] == []


@pytest.mark.parametrize("voice", Voice)
def test_of_a_duty(voice: Voice) -> None:
    assert [found for one, *_ in DUTIES for found in too_long(duty_text(one, KNOWN, voice))] == []


def test_every_construct_is_among_them() -> None:
    """Each field of each part of a promise with a value other than its default, and each value of each enumeration."""
    parts = (Case, DatedReply, Extension, Further, OtherAct, Pause, Promise, Remedy, Sums, Target, Tier)
    constructs = {
        (kind.__name__, field.name)
        for kind in (*parts, *get_args(Limit), *get_args(Condition))
        for field in fields(kind)
        if field.compare or field.name == "variation"
    }
    constructs |= {(kind.__name__, kind.__name__) for kind in (*get_args(Limit), *get_args(Condition))}
    values = {value for kind in (Unit, Roll, Period, Strength) for value in kind}
    said = {construct for one in PROMISES for construct in _said(one)}
    assert constructs - said == UNSAID & constructs
    assert values - said == set()


def test_a_sentence_that_is_too_long_is_found() -> None:
    long = f"The {'word ' * 24}end."
    assert too_long(f"A short one. {long}") == [long]
    assert too_long(long.replace("word ", "", 1)) == []


def _said(part: Any) -> Iterator[Any]:
    """The classes and the fields with values of their own in a part of a model, and all the values."""
    if isinstance(part, tuple | list):
        for one in part:
            yield from _said(one)
    elif is_dataclass(part) and not isinstance(part, type):
        kind = type(part).__name__
        yield kind, kind
        for field in fields(part):
            value = getattr(part, field.name)
            if value != _default(field):
                yield kind, field.name
                yield from _said(value)
    elif isinstance(part, Unit | Roll | Period | Strength):
        yield part


def _default(field: Field[Any]) -> Any:
    return None if field.default is MISSING else field.default
