"""Promises drawn at random beside what is read of their sentences, and beside promises that differ in one thing.

Two promises that differ are never said in the same words: a sentence that can be read in two ways is a bug.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace

from hypothesis import HealthCheck, Phase, given, seed, settings
from tests.properties.days_compared import Compared
from tests.wording.drawn import PARTS, promises
from tests.wording.models import heard, said

from troth.model.limit import Nothing
from troth.model.policy import Promise
from troth.wording.reader import NotRead, flattened
from troth.wording.voice import Voice

CHANGED = {*PARTS, "limit", "who", "only", "actor"}
"""What two promises may differ in at one place; the verb, the strength and the standard are in their identity."""


def drawn(number: int, examples: int) -> list[Promise]:
    """Promises drawn from a seed."""
    found: list[Promise] = []

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(promises())
    def draw(one: Promise) -> None:
        found.append(one)

    draw()
    return found


def compare(number: int, examples: int) -> Compared:
    """Each promise and what is read of it, in both voices; and no sentence of another."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    meant: dict[tuple[str, Voice, str], Promise] = {}
    every = drawn(number, examples)
    for index, one in enumerate(every):
        for voice in Voice:
            counts["sentences read back"] += 1
            text = said(one, voice)
            wrong += _read_otherwise(one, text, voice)
            for other in (one, *_neighbours(one, every[index - 1])):
                counts["sentences of one promise only"] += 1
                words = (other.id, voice, said(other, voice))
                if meant.setdefault(words, flattened(other)) != flattened(other):
                    wrong.append(f"two promises are said so: {words[2]}")
    return Compared(counts=dict(counts), differences=wrong)


def _read_otherwise(one: Promise, text: str, voice: Voice) -> list[str]:
    try:
        found = heard(text, one.id, voice)
    except NotRead as problem:
        return [f"{problem.args[0]}: {text}"]
    return [] if found == flattened(one) else [f"read otherwise: {text}"]


def _neighbours(one: Promise, other: Promise) -> Iterator[Promise]:
    """A promise with one thing as another promise has it, each in turn."""
    for name in (field.name for field in fields(one) if field.name in CHANGED):
        value = getattr(other, name)
        is_without = name == "limit" and (value is None or isinstance(value, Nothing)) and not one.cases
        is_bare = name == "cases" and not value and (one.limit is None or isinstance(one.limit, Nothing))
        if value != getattr(one, name) and not is_without and not is_bare:
            yield replace(one, **{name: value})
