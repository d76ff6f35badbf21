"""The words that a policy declares, both ways: as published sentences, and from them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, note, settings
from tests.deadlines.made import compiled
from tests.wording.drawn_words import words as words_drawn
from tests.wording.models import BODY

from troth.model.words import Category, Event, Fact, State, Term, Verb, Words
from troth.project import compile_text
from troth.resolve.declarations import canonical_events
from troth.wording.reader import NotRead
from troth.wording.vocabulary import read_words, write_words

TRAPS = (
    "we cannot deal with the enquiry at once",
    "it means that we cannot, and means that nobody can",
    "that is so",
    "it is called off. It is called ‘off’?",
    "it lasts from Monday to Friday and means that we are away",
    "it has the values of a home",
    "it follows from what you said and is called off",
    "it is said as its own name",
    "you ask us, and includes all",
    "its own name and includes all",
    "12 High Street: flat 3; left.",
)


@pytest.mark.parametrize("text", TRAPS)
def test_texts_that_sound_like_the_sentence_around_them(text: str) -> None:
    words = Words(
        channels=(Term(name="pigeon", includes=("dove",), says=text),),
        kinds=(Term(name="fault", says=text),),
        events=(Event(name="restored", noun="restoration", verbs=(Verb(name="restore", says=text),)),),
        facts=(Fact(name="so", text=text),),
        states=(State(name="away", text=text, start="leaving", end="returned"),),
    )
    assert read_words(write_words(words)) == words


@settings(max_examples=100, deadline=None, derandomize=True)
@given(words_drawn())
def test_words_read_back_as_themselves(words: Words) -> None:
    sentences = write_words(words)
    note("\n".join(sentences))
    found = read_words(sentences)
    assert canonical_events(found, found) == canonical_events(words, words)


def test_the_words_of_a_policy() -> None:
    policy = compiled(BODY).policy
    assert policy is not None
    assert policy.declared.facts
    assert read_words(write_words(policy.declared)) == policy.declared


def test_an_event_whose_name_would_read_as_its_noun_is_refused() -> None:
    """“The event “the hearing” is called “the hearing”” would read back as an event with the noun “hearing”."""
    for name, codes in (("the hearing", ["T106"]), ("heard", [])):
        text = f'policy made "Made"\n    organisation "Made"\n\nevent {name}\n    noun hearing\n'
        found = compile_text(Path("made.policy"), "made.policy", text.encode(), None)
        assert [one.code for one in found.findings if one.code == "T106"] == codes


PAIRS = [
    (
        "The category “priority” has the values “emergency”, “urgent”.",
        Words(categories=(Category(name="priority", values=("emergency", "urgent")),)),
    ),
    (
        "The fact “unresolved” means that we cannot deal with the enquiry at once.",
        Words(facts=(Fact(name="unresolved", text="we cannot deal with the enquiry at once"),)),
    ),
    (
        "The state “away” lasts from “leaving” to “returned” and means that the member of staff is on leave.",
        Words(states=(State(name="away", text="the member of staff is on leave", start="leaving", end="returned"),)),
    ),
    (
        "The channel “meeting request” is said as “you ask us to a meeting”.",
        Words(channels=(Term(name="meeting request", says="you ask us to a meeting"),)),
    ),
    (
        "The kind “fault” is said as its own name and includes “defect”, “damage”.",
        Words(kinds=(Term(name="fault", includes=("defect", "damage")),)),
    ),
    ("The party “agency” is said as “agencies”.", Words(parties=(Term(name="agency", plural="agencies"),))),
    (
        "The event “restored” follows from “restore: restore the supply” and is called “the restoration”.",
        Words(
            events=(
                Event(name="restored", noun="restoration", verbs=(Verb(name="restore", says="restore the supply"),)),
            )
        ),
    ),
]


@pytest.mark.parametrize(("sentence", "words"), PAIRS, ids=[sentence[4:30] for sentence, _ in PAIRS])
def test_by_hand(sentence: str, words: Words) -> None:
    assert write_words(words) == (sentence,)
    assert read_words([sentence]) == words


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "The fact unresolved means that we cannot.",
        "The word “unresolved” means that we cannot.",
        "The fact “unresolved” means that we cannot",
        "The state “away” lasts from “leaving” and means that she is away.",
        "The state “away” means that she is away.",
        "The category “priority” has the values.",
        "The category “priority” means “urgent”.",
        "The fact “unresolved” has the values “a”, “b”.",
        "The event “restored” follows from “restore: restore it”.",
        "The channel “meeting request” means that you ask us.",
    ],
)
def test_what_declares_no_word(sentence: str) -> None:
    with pytest.raises(NotRead):
        read_words([sentence])
