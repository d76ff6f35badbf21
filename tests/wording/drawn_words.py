"""Declared words drawn at random: every way to declare one, and names and texts as odd as a policy can hold them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from tests.wording.drawn import TIMES

from troth.model.duration import Duration, Unit
from troth.model.limit import Roll
from troth.model.words import Category, DeemedAfter, DeemedWhenSent, Event, Fact, Misses, State, Term, Verb, Words

NAMES = st.from_regex(r"[a-z][a-z'-]{0,8}( [a-z]{1,8}){0,2}", fullmatch=True) | st.sampled_from(
    ("no promise", "working day", "o'clock post", "must", "the later of two", "and includes", "said", "may-day", "ring")
)
# A clause in an owner's words: anything on a line but the quotation marks that a policy ends a text with.
LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters='"“”„«»')
TEXTS = st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)


@st.composite
def deemed_after(draw: st.DrawFn) -> DeemedAfter:
    working = draw(st.booleans())
    roll = None if working else draw(st.none() | st.sampled_from((Roll.FORWARD, Roll.BACK)))
    return DeemedAfter(n=draw(st.integers(1, 31) | st.integers(1, 999)), working=working, event=draw(NAMES), roll=roll)


DEEMED = st.none() | deemed_after() | st.builds(DeemedWhenSent, before=TIMES)
WINDOWS = st.builds(Duration, st.integers(1, 5000), st.sampled_from((Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR)))
MISSES = st.builds(
    Misses,
    n=st.integers(1, 4) | st.integers(1, 5000),
    promise=NAMES.map(lambda name: f"made.{name.replace(' ', '-')}"),
    within=st.none() | WINDOWS,
)


@st.composite
def terms(draw: st.DrawFn, kind: str) -> Term:
    includes = tuple(draw(st.lists(NAMES, unique=True, max_size=3)))
    if kind == "party":
        return Term(name=draw(NAMES), includes=includes, plural=draw(NAMES))
    deemed = draw(DEEMED) if kind == "channel" else None
    return Term(name=draw(NAMES), includes=includes, says=draw(st.none() | TEXTS), deemed=deemed)


def several(one: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=2).map(tuple)


@st.composite
def events(draw: st.DrawFn) -> Event:
    name = draw(NAMES.filter(lambda name: not name.startswith("the ")))
    verbs = draw(st.lists(st.builds(Verb, name=NAMES, says=TEXTS), max_size=2))
    noun = draw(st.none() | NAMES)
    return Event(name=name, noun=None if noun == name else noun, verbs=tuple(verbs), misses=draw(st.none() | MISSES))


def words() -> st.SearchStrategy[Words]:
    return st.builds(
        Words,
        channels=several(terms("channel")),
        kinds=several(terms("kind")),
        parties=several(terms("party")),
        events=several(events()),
        facts=several(st.builds(Fact, name=NAMES, text=TEXTS)),
        states=several(st.builds(State, name=NAMES, text=TEXTS, start=NAMES, end=NAMES)),
        categories=several(
            st.builds(Category, name=NAMES, values=st.lists(NAMES, min_size=1, max_size=4, unique=True).map(tuple))
        ),
    )
