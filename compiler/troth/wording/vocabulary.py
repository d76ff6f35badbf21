"""The words that a policy itself declares, as published sentences, and back: pages are read with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from troth.model.words import Category, Event, Fact, State, Term, Verb, Words
from troth.wording.reader import NotRead

_SENTENCE = re.compile(r"The (fact|state|category|channel|kind|party|event) “([^”]+)” ([a-z]+) (.+)\.")


def write_words(words: Words) -> tuple[str, ...]:
    """A sentence for each declared word."""
    return tuple(_write(words))


def _write(words: Words) -> Iterator[str]:
    for category in words.categories:
        yield f"The category “{category.name}” has the values {_quoted(category.values)}."
    for fact in words.facts:
        yield f"The fact “{fact.name}” means that {fact.text}."
    for state in words.states:
        yield f"The state “{state.name}” lasts from “{state.start}” to “{state.end}” and means that {state.text}."
    for kind, terms in (("channel", words.channels), ("kind", words.kinds)):
        for term in terms:
            said = f"“{term.says}”" if term.says else "its own name"
            yield f"The {kind} “{term.name}” is said as {said}{_includes(term)}."
    for term in words.parties:
        yield f"The party “{term.name}” is said as “{term.plural}”{_includes(term)}."
    for event in words.events:
        verbs = _quoted(f"{verb.name}: {verb.says}" for verb in event.verbs) or "nothing"
        yield f"The event “{event.name}” follows from {verbs} and is called “{event.noun or event.name}”."


def _includes(term: Term) -> str:
    return f" and includes {_quoted(term.includes)}" if term.includes else ""


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts)


def _unquoted(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"“([^”]*)”", text))


def read_words(sentences: Iterable[str]) -> Words:
    """The words that such sentences declare.

    Raises NotRead.
    """
    words = Words()
    for sentence in sentences:
        words = words.joined(_read(sentence))
    return words


def _read(sentence: str) -> Words:
    found = _SENTENCE.fullmatch(sentence)
    if found is None:
        raise NotRead(f"“{sentence}” declares no word")
    kind, name, _, rest = found.groups()
    if kind == "category":
        return Words(categories=(Category(name=name, values=_unquoted(rest)),))
    if kind == "fact":
        return Words(facts=(Fact(name=name, text=rest.removeprefix("that ")),))
    if kind == "state":
        ends, _, text = rest.partition(" and means that ")
        start, end = _unquoted(ends)
        return Words(states=(State(name=name, text=text, start=start, end=end),))
    if kind == "event":
        acts, _, called = rest.partition(" and is called ")
        verbs = tuple(Verb(name=v.partition(": ")[0], says=v.partition(": ")[2]) for v in _unquoted(acts))
        noun = _unquoted(called)[0]
        return Words(events=(Event(name=name, noun=None if noun == name else noun, verbs=verbs),))
    said, _, includes = rest.partition(" and includes ")
    says = next(iter(_unquoted(said)), None)
    if kind == "party":
        return Words(parties=(Term(name=name, includes=_unquoted(includes), plural=says),))
    term = Term(name=name, includes=_unquoted(includes), says=says)
    return Words(channels=(term,)) if kind == "channel" else Words(kinds=(term,))
