"""The words that a policy itself declares, as published sentences, and back: pages are read with them.

What the owner wrote stands in quotation marks, which no text of a policy can hold, or at the very end of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from troth.model.duration import Duration, Unit
from troth.model.limit import Roll
from troth.model.words import (
    Category,
    Deemed,
    DeemedAfter,
    DeemedWhenSent,
    Event,
    Fact,
    Misses,
    State,
    Term,
    Verb,
    Words,
)
from troth.syntax.measure_builder import ORDINALS
from troth.wording.phrases import event_text
from troth.wording.reader import NotRead, SentenceValues
from troth.wording.style import plural, time_text

_MOST_DAYS = 1000

_ONE = r"“([^”]+)”"
_SOME = r"(“[^”]+”(?:, “[^”]+”)*)"
_CATEGORY = re.compile(rf"The category {_ONE} has the values {_SOME}\.")
_FACT = re.compile(rf"The fact {_ONE} means that (.+)\.")
_STATE = re.compile(rf"The state {_ONE} lasts from {_ONE} to {_ONE} and means that (.+)\.")
_TERM = re.compile(
    rf"The (channel|kind) {_ONE} is said as (?:its own name|{_ONE})(?: and includes {_SOME})?(?: and arrives (.+))?\."
)
_PARTY = re.compile(rf"The party {_ONE} is said as {_ONE}(?: and includes {_SOME})?\.")
_CONDITION = re.compile(rf"The condition {_ONE} means what it says\.")
_EVENT = re.compile(
    rf"The event {_ONE}(?: follows from {_SOME} and)?(?: happens (when “[^”]+” is missed [\w ,]+?) and)? "
    rf"is called {_ONE}\."
)
_DEEMED = re.compile(r"on the (\w+) (working )?day after ([^,]+)(?:, rolling (forward|back))?")
_WHEN_SENT = re.compile("when sent before (.+) on a working day, otherwise on the next working day")
_MISSED = re.compile(r"when “([^”]+)” is missed (once|twice|[\d,]+ times)(?: within ([\d,]+) ([a-z]+?)s?)?")


def write_words(words: Words, known: Words | None = None) -> tuple[str, ...]:
    """A sentence for each declared word; `known`: all words, by which an event is called."""
    return tuple(_write(words, known or words))


def _write(words: Words, known: Words) -> Iterator[str]:
    for category in words.categories:
        yield f"The category “{category.name}” has the values {_quoted(category.values)}."
    for fact in words.facts:
        yield f"The fact “{fact.name}” means that {fact.text}."
    for state in words.states:
        yield f"The state “{state.name}” lasts from “{state.start}” to “{state.end}” and means that {state.text}."
    for kind, terms in (("channel", words.channels), ("kind", words.kinds)):
        for term in terms:
            said = f"“{term.says}”" if term.says else "its own name"
            yield f"The {kind} “{term.name}” is said as {said}{_includes(term)}{_deemed(term, known)}."
    for term in words.parties:
        yield f"The party “{term.name}” is said as “{term.plural}”{_includes(term)}."
    for event in words.events:
        verbs = _quoted(f"{verb.name}: {verb.says}" for verb in event.verbs)
        called = f"the {event.noun}" if event.noun else event.name
        follows = [f"follows from {verbs}"] if verbs else []
        whole = " and ".join([*follows, *_misses(event), f"is called “{called}”"])
        yield f"The event “{event.name}” {whole}."


def _deemed(term: Term, known: Words) -> str:
    """` and arrives on the second working day after the posting`."""
    deemed = term.deemed
    if deemed is None:
        return ""
    if isinstance(deemed, DeemedWhenSent):
        at = time_text(deemed.before)
        return f" and arrives when sent before {at} on a working day, otherwise on the next working day"
    unit = "working day" if deemed.working else "day"
    roll = "" if deemed.roll is None else f", rolling {deemed.roll}"
    event = event_text(deemed.event, known)
    event = event if event.startswith("the ") else f"“{event}”"
    return f" and arrives on the {ordinal_text(deemed.n)} {unit} after {event}{roll}"


def _misses(event: Event) -> list[str]:
    """`happens when “harbour.repairs.complete” is missed 3 times within 90 days`; nothing of any other event."""
    misses = event.misses
    if misses is None:
        return []
    within = "" if misses.within is None else f" within {misses.within}"
    often = _OFTEN.get(misses.n) or plural(misses.n, "time")
    return [f"happens when “{misses.promise}” is missed {often}{within}"]


_OFTEN = {1: "once", 2: "twice"}


def ordinal_text(n: int) -> str:
    """`second`; from the eleventh on in figures: `11th`."""
    if n <= len(ORDINALS):
        return ORDINALS[n - 1]
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def write_conditions(quoted: Iterable[str]) -> tuple[str, ...]:
    """A sentence for each condition that a policy has only in quotes: without it no reader could tell its end."""
    return tuple(f"The condition “{text}” means what it says." for text in quoted)


def read_conditions(sentences: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The conditions that such sentences say, and the sentences that say something else."""
    said = [(sentence, _CONDITION.fullmatch(sentence)) for sentence in sentences]
    return tuple(found[1] for _, found in said if found), tuple(sentence for sentence, found in said if not found)


def _includes(term: Term) -> str:
    return f" and includes {_quoted(term.includes)}" if term.includes else ""


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts)


def _unquoted(text: str | None) -> tuple[str, ...]:
    return tuple(re.findall(r"“([^”]*)”", text or ""))


def read_words(sentences: Iterable[str]) -> Words:
    """The words that such sentences declare; what arrives after an event names it as the sentence does.

    Raises NotRead.
    """
    words = Words()
    for sentence in sentences:
        words = words.joined(_read(sentence))
    return words


def _read_deemed(text: str, sentence: str) -> Deemed:
    if found := _WHEN_SENT.fullmatch(text):
        return DeemedWhenSent(before=SentenceValues(sentence).time_of(found[1]))
    found = _DEEMED.fullmatch(text)
    counts = {ordinal_text(n): n for n in range(1, _MOST_DAYS)}
    if found is None or found[1] not in counts:
        raise NotRead(f"“{sentence}” does not say when it arrives")
    roll = Roll(found[4]) if found[4] else None
    return DeemedAfter(n=counts[found[1]], working=bool(found[2]), event=found[3].strip("“”"), roll=roll)


def _read_misses(text: str, sentence: str) -> Misses:
    found = _MISSED.fullmatch(text)
    if found is None or (found[4] and found[4] not in list(Unit)):
        raise NotRead(f"“{sentence}” does not say when it happens")
    within = Duration(int(found[3].replace(",", "")), Unit(found[4])) if found[3] else None
    often = {words: n for n, words in _OFTEN.items()}.get(found[2]) or int(found[2].split(" ")[0].replace(",", ""))
    return Misses(n=often, promise=found[1], within=within)


def _read(sentence: str) -> Words:
    if found := _CATEGORY.fullmatch(sentence):
        return Words(categories=(Category(name=found[1], values=_unquoted(found[2])),))
    if found := _FACT.fullmatch(sentence):
        return Words(facts=(Fact(name=found[1], text=found[2]),))
    if found := _STATE.fullmatch(sentence):
        return Words(states=(State(name=found[1], start=found[2], end=found[3], text=found[4]),))
    if found := _TERM.fullmatch(sentence):
        deemed = _read_deemed(found[5], sentence) if found[5] else None
        term = Term(name=found[2], says=found[3], includes=_unquoted(found[4]), deemed=deemed)
        return Words(channels=(term,)) if found[1] == "channel" else Words(kinds=(term,))
    if found := _PARTY.fullmatch(sentence):
        return Words(parties=(Term(name=found[1], plural=found[2], includes=_unquoted(found[3])),))
    if found := _EVENT.fullmatch(sentence):
        verbs = [act.partition(": ") for act in _unquoted(found[2])]
        noun = found[4].removeprefix("the ") if found[4].startswith("the ") else None
        misses = _read_misses(found[3], sentence) if found[3] else None
        said = tuple(Verb(name=verb, says=says) for verb, _, says in verbs)
        return Words(events=(Event(name=found[1], noun=noun, verbs=said, misses=misses),))
    raise NotRead(f"“{sentence}” declares no word")
