"""Marks the vocabulary's words in a published sentence, so that its grammar need not know them.

`When you email us, we call you back within …` → `When ⟦channel:email⟧, ⟦actor:we⟧ ⟦verb:call back⟧ within …`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from troth.model.condition import ValueIs
from troth.model.policy import US
from troth.model.words import DIMENSIONS, Words, two_events
from troth.wording import phrases
from troth.wording.voice import Voice

_STRENGTHS = "must|should|aim to|may"
_FIXED = (
    r"If (?:we|you) cannot do that, (?:we )?tell|(?:If|and) (?:we|you) tell|"
    r"(?:[Ww]e|[Yy]ou) may take|only if (?:we|you) tell|"
    r"If this is late, (?:we )?pay (?:you|them)(?: an amount that depends on the [^.]+(?=\.))?|"
    r"(?:We pay|Pay) a customer|If (?:we|you) pay this late, (?:we )?pay|"
    r"For each further (?:\d[\d,]* )?[a-z ]+, (?:we )?(?:pay|add an amount that depends on the [^.]+(?=\.))"
)
"""Words of the sentences themselves, which stay as they are even where a policy declares such a verb."""

_BEFORE_CONTACTS = r"(?:^|(?<= and )|(?<= for contacts ))"
"""Where a sentence says of which contacts it is: anywhere else, a channel, a kind or a party belongs to a lead."""


class Lexicon:
    """The words of a policy as a voice says them, of those whom a lead names: "you", "people", or parties."""

    def __init__(
        self,
        words: Words,
        quoted_facts: tuple[str, ...] = (),
        parties: tuple[str, ...] = (),
        voice: Voice = Voice.CUSTOMER,
    ) -> None:
        self.words = words
        self.voice = voice
        self.parties = parties
        self._quoted_facts = quoted_facts
        marks = dict(self._phrases())
        self._done = {phrases.done_text(event.name, words): event.name for event in words.events}
        events = _any(sorted(self._done, key=len, reverse=True))
        ordered = sorted(marks, key=len, reverse=True)
        self._marks = marks
        self._pattern = re.compile(
            rf"(?<!\w)(?:(?P<fixed>{_FIXED})|(?P<phrase>{_any(ordered)})|{self._acts()}|{self._values()}|"
            rf"(?<=needed if )(?P<event>{events})(?:(?P<joined> and | or )(?P<event_too>{events}))?(?= by then)"
            rf")(?!\w)"
        )

    def mark(self, text: str) -> str:
        """The sentence with its words marked."""
        return self._pattern.sub(self._replace, text)

    def _phrases(self) -> Iterator[tuple[str, str]]:
        words = self.voice.words(self.words, self.parties)
        you = self.voice.subject(self.parties, words)
        yield phrases.contact_us_text(you), "⟦contact us⟧"
        for channel in words.channels:
            says = phrases.channel_text(channel.name, words, you)
            yield says, f"⟦channel:{channel.name}⟧"
            if says.startswith(f"{you} "):
                yield says.removeprefix(f"{you} "), f"⟦channel:{channel.name}⟧"
        for kind in words.kinds:
            yield phrases.kind_text(kind.name, words), f"⟦kind:{kind.name}⟧"
        for fact in words.facts:
            yield phrases.fact_text(fact.name, words), f"⟦fact:{fact.name}⟧"
        for text in self._quoted_facts:
            yield phrases.fact_text(text, words), f"⟦fact:{text}⟧"
        for state in words.states:
            yield phrases.state_text(state.name, words), f"⟦state:{state.name}⟧"

    def _acts(self) -> str:
        them = self.voice.whom(self.parties)
        self._actors = {"you": "customer"} if them == "you" else {}
        for party in self.words.parties:
            self._actors[phrases.party_text((party.name,), self.words)] = party.name
        if len(self.parties) == 1:
            self._actors["they"] = self.parties[0]
        elif self.voice is Voice.STAFF and not self.parties:
            self._actors["they"] = "customer"
        self._ours, ours = self._verbs(them)
        self._theirs, theirs = self._verbs("us")
        modal = f" (?:{_STRENGTHS})"
        we = rf"{US}(?P<modal>{modal})? "
        if self.voice is Voice.STAFF:  # an order has no subject: what stands after the lead's comma, or after "Or"
            we = r"(?:(?<=, )|(?<=^Or ))(?:(?:you (?=should|may))?(?P<modal>should|may|aim to) )?"
        return (
            rf"{we}(?P<ours>{ours})|"
            rf"(?P<actor>{_any(list(self._actors))})(?P<their_modal>{modal})? (?P<theirs>{theirs})"
        )

    def _verbs(self, whom: str) -> tuple[dict[str, str], str]:
        """Each verb by how it is said when done to someone, and a pattern of them all."""
        said = {phrases.verb_text(verb.name, self.words, whom): verb.name for verb, _ in self.words.verbs()}
        return said, _any(sorted(said, key=len, reverse=True))

    def _values(self) -> str:
        dimensions = [*(category.name for category in self.words.categories), *DIMENSIONS]
        parts = []
        words = self.voice.words(self.words, self.parties)
        self._values_said = {
            name: {phrases.value_text(name, value, words): value for value in words.values(name)} for name in dimensions
        }
        for index, (name, said) in enumerate(self._values_said.items()):
            if said:
                one = rf"(?:{_any(sorted(said, key=len, reverse=True))})"
                before = _BEFORE_CONTACTS if name in DIMENSIONS else ""
                begins = re.escape(phrases.OF_CONTACTS.get(name, name))
                parts.append(rf"(?P<d{index}>{before}(?i:{begins}) {one}(?:(?:, | or ){one})*)")
        self._dimensions = dimensions
        return "|".join(parts) or "(?!)"

    def _replace(self, found: re.Match[str]) -> str:
        if found["fixed"]:
            return found[0]
        if found["phrase"]:
            return self._marks[found["phrase"]]
        if found["ours"]:
            modal = f" {found['modal'].strip()}" if found["modal"] else ""
            return f"⟦actor:{US}⟧{modal} ⟦verb:{self._ours[found['ours']]}⟧"
        if found["theirs"]:
            actor, modal = self._actors[found["actor"]], found["their_modal"] or ""
            return f"⟦actor:{actor}⟧{modal} ⟦verb:{self._theirs[found['theirs']]}⟧"
        if found["event"]:
            return f"⟦event:{self._happened(found)}⟧"
        for index, name in enumerate(self._dimensions):
            if f"d{index}" in self._pattern.groupindex and (said := found[f"d{index}"]):
                known = self._values_said[name]
                rest = said[len(phrases.OF_CONTACTS.get(name, name)) + 1 :]
                values = re.findall(_any(sorted(known, key=len, reverse=True)), rest)
                return f"⟦values:{name}={'|'.join(known[value] for value in values)}⟧"
        raise AssertionError(found[0])

    def _happened(self, found: re.Match[str]) -> str:
        """The event that must have happened by then: one, or the later or the earlier of two."""
        one = self._done[found["event"]]
        if not found["joined"]:
            return one
        which = next(which for which, joint in phrases.BOTH_OR_EITHER.items() if joint == found["joined"])
        return two_events(which, one, self._done[found["event_too"]])


def content(mark: object) -> str:
    """What a mark stands for: `email` of ⟦channel:email⟧."""
    return str(mark)[1:-1].partition(":")[2]


def values_in(mark: object) -> ValueIs:
    """The values of ⟦values:priority=urgent|routine⟧."""
    dimension, _, values = content(mark).partition("=")
    return ValueIs(dimension, tuple(values.split("|")))


def _any(texts: list[str]) -> str:
    return "|".join(re.escape(text) for text in texts) or "(?!)"
