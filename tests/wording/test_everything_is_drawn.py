"""Nothing of the model is left out of the round trips: each field of each class is drawn with every kind of value.

What stands beneath a promise is drawn and read back here part by part, in both voices; whole promises in
`test_both_ways`.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, seed, settings
from hypothesis import strategies as st
from tests.wording.drawn import LIMITS, PARTS, cases, headings, whom
from tests.wording.drawn_calendars import calendars
from tests.wording.drawn_words import words
from tests.wording.models import heard, promise, said, within

from troth.model import calendar, condition, duration, limit, measure, policy
from troth.model import words as words_of
from troth.model.calendar import Calendar
from troth.model.duration import Unit
from troth.model.limit import Nothing, Roll
from troth.model.policy import Promise
from troth.model.words import Words
from troth.resolve.declarations import canonical_events
from troth.wording.calendar import listed_days, read_calendar, write_calendar
from troth.wording.reader import flattened
from troth.wording.vocabulary import read_words, write_words
from troth.wording.voice import Voice

MODULES = (calendar, condition, duration, limit, measure, policy, words_of)
Seen = dict[tuple[type, str], set[Any]]

NOT_SAID = {
    # A field that no sentence says, and why.
    (condition.StateIs, "holds"): "a policy has no way to say that a state does not hold",
    (words_of.Words, "says_them"): "the voice sets it, not the policy",
    (words_of.Term, "situation"): "a heading of the handbook; it is no word of a sentence",
    (calendar.Calendar, "name"): "the name of a further calendar stands beside its statement; the main one needs none",
    (calendar.Calendar, "closures"): "they stand among the closed days, which are listed",
    (calendar.HolidayRule, "dropped"): "the closed days are listed without them",
    (calendar.HolidayRule, "added"): "the closed days are listed with them",
}
NEVER = {
    # A kind of value that no policy can give a field.
    "no deadline, so nothing is told, paid or measured by it": {
        f"{field} is never of {kind}"
        for field in ("DatedReply.limit", "Extension.told_by", "Tier.limit", "Remedy.paid", "Remedy.claimed")
        for kind in ("Every", "Rings", "Vague", "Nothing")
    },
    "no promise is another act, or what is told, paid or measured": {"OtherAct.limit is never of Nothing"},
    "a closed day excuses; it is no case": {
        f"{field}.condition is never of ArrivedOnClosedDay" for field in ("Case", "SumCase")
    },
    "misses are counted over days, weeks, months and years": {
        f"Duration.unit is never {unit!r}" for unit in Unit if unit not in (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR)
    },
    "what comes by post stays on its day unless said otherwise": {f"DeemedAfter.roll is never {Roll.NONE!r}"},
}


# ---------- what was drawn


def _reachable(root: type) -> set[type]:
    """The dataclasses of the model that a value of a class may hold, in fields that count."""
    found: set[type] = set()

    def visit(kind: Any) -> None:
        if dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind not in found:
            found.add(kind)
            hints = typing.get_type_hints(kind)
            for name in _fields(kind):
                visit(hints[name])
        for one in typing.get_args(kind):
            visit(one)

    visit(root)
    return found


def _fields(kind: type) -> list[str]:
    return [one.name for one in dataclasses.fields(kind) if one.compare and (kind, one.name) not in NOT_SAID]


def _look(value: Any, seen: Seen) -> None:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for one in dataclasses.fields(value):
            inner = getattr(value, one.name)
            seen[type(value), one.name].add(_kind_of(inner))
            _look(inner, seen)
    elif isinstance(value, tuple):
        for inner in value:
            _look(inner, seen)


def _kind_of(value: Any) -> Any:
    """What sort of value it is: itself, where there are few of them; of several, how many, up to two."""
    if isinstance(value, tuple) and not (value and isinstance(value[0], int)):
        return ("tuple", min(len(value), 2))
    if value is None or isinstance(value, bool | Enum):
        return value
    return (type(value), "" if dataclasses.is_dataclass(value) else value)


def _all_kinds(annotation: Any) -> Iterator[tuple[str, Callable[[Any], bool]]]:
    """What a field of a type must have been: each member of an enum, both truths, None, each class of a union."""
    members = typing.get_args(annotation) if isinstance(annotation, types.UnionType) else (annotation,)
    for member in members:
        exact: tuple[Any, ...] = ()
        if member is type(None):
            exact = (None,)
        elif member is bool:
            exact = (True, False)
        elif isinstance(member, type) and issubclass(member, Enum):
            exact = tuple(member)
        elif isinstance(member, type) and dataclasses.is_dataclass(member):
            yield f"of {member.__name__}", lambda kind, member=member: isinstance(kind, tuple) and kind[0] is member  # type: ignore[misc]
        for one in exact:
            yield repr(one), lambda kind, one=one: kind is one  # type: ignore[misc]


def _missing(root: type, seen: Seen) -> set[str]:
    """What was never drawn of the fields that a class leads to."""
    found = set()
    for kind in _reachable(root):
        hints = typing.get_type_hints(kind)
        for name in _fields(kind):
            kinds = seen[kind, name]
            is_alone = dataclasses.is_dataclass(hints[name])
            if len(kinds) < 2 and not is_alone:
                found.add(f"{kind.__name__}.{name} is always {kinds}")
            for said_so, holds in _all_kinds(hints[name]):
                if not any(holds(one) for one in kinds):
                    found.add(f"{kind.__name__}.{name} is never {said_so}")
    return found


ROUNDS = 8
"""At most. What a round draws hangs on the modules that the process has loaded, from which hypothesis takes constants;
so none can be held to reach everything.
"""
KNOWN = set[str]().union(*NEVER.values())


def _drawn(root: type, strategies: Mapping[str, st.SearchStrategy[Any]], check: Callable[[Any], None]) -> Seen:
    """What was drawn and checked: rounds of examples, until every kind of value was there that a policy can give."""
    seen: Seen = defaultdict(set)
    for number in range(ROUNDS):
        for part, one in strategies.items():
            _draw(one, check, seen, EXAMPLES.get(part, 50), number)
        if not _missing(root, seen) - KNOWN:
            break
    return seen


def _draw(one: st.SearchStrategy[Any], check: Callable[[Any], None], seen: Seen, examples: int, number: int) -> None:
    @seed(number)
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(one)
    def draw(value: Any) -> None:
        _look(value, seen)
        check(value)

    draw()


# ---------- the three roots, drawn and read back


def _reads_back(one: Promise) -> None:
    for voice in Voice:
        text = said(one, voice)
        note(text)
        assert heard(text, one.id, voice) == flattened(one)


def _with(name: str) -> Callable[[Any], Promise]:
    return lambda value: promise("reply", within(3), **{name: value})


DRAWN: dict[str, st.SearchStrategy[Promise]] = {
    **{name: one.map(_with(name)) for name, one in PARTS.items()},
    "limit": LIMITS.map(lambda limit: promise("reply", limit)),
    "no limit": st.builds(
        lambda limit, inner: promise("reply", limit, cases=inner), st.sampled_from((None, Nothing())), cases(least=1)
    ),
    "whom": whom().map(lambda who: dataclasses.replace(promise("reply", within(3)), **who)),
    "heading": headings().map(lambda heading: Promise(limit=within(3), **heading)),
}
EXAMPLES = {
    "remedy": 1200,
    "cases": 150,
    "targets": 150,
    "limit": 150,
    "or_acts": 250,
    "dated": 120,
    "extension": 250,
    "calendar": 150,
    "words": 200,
}


@pytest.fixture(scope="module")
def seen() -> Seen:
    return _drawn(Promise, DRAWN, _reads_back)


def test_each_field_of_a_promise_is_drawn_with_every_kind_of_value(seen: Seen) -> None:
    assert _missing(Promise, seen) - KNOWN == set()
    assert _missing(Promise, defaultdict(set)) > KNOWN & _missing(Promise, seen)


@pytest.mark.parametrize("field", ["basis", "cap"])
def test_a_field_that_is_not_drawn_is_found(field: str, seen: Seen) -> None:
    poorer: Seen = defaultdict(set, {**seen, (Promise, field): {None}})
    assert any(one.startswith(f"Promise.{field} is always") for one in _missing(Promise, poorer))


def test_a_kind_of_value_that_is_not_drawn_is_found(seen: Seen) -> None:
    poorer: Seen = defaultdict(set, {**seen, (limit.Within, "roll"): {None, Roll.BACK, Roll.NONE}})
    assert f"Within.roll is never {Roll.FORWARD!r}" in _missing(Promise, poorer)


def test_each_field_of_a_calendar_is_drawn_and_reads_back() -> None:
    def check(one: Calendar) -> None:
        assert read_calendar(write_calendar(one), [(day.day, day.name) for day in listed_days(one)]) == one

    assert _missing(Calendar, _drawn(Calendar, {"calendar": calendars()}, check)) == set()


def test_each_field_of_the_declared_words_is_drawn_and_reads_back() -> None:
    def check(one: Words) -> None:
        found = read_words(write_words(one))
        assert canonical_events(found, found) == canonical_events(one, one)

    assert _missing(Words, _drawn(Words, {"words": words()}, check)) - KNOWN == set()


def test_every_class_of_the_model_that_a_sentence_says_is_reached() -> None:
    """The rest of a policy is header, text and duties; they are published and not read back."""
    reached = {one for root in (Promise, Calendar, Words) for one in _reachable(root)}
    defined = {
        one
        for module in MODULES
        for one in vars(module).values()
        if isinstance(one, type) and dataclasses.is_dataclass(one) and one.__module__ == module.__name__
    }
    assert {one.__name__ for one in defined - reached} == {
        *("ApproximateDate", "Assumption", "Duty", "Example", "Expected", "Happened", "Header", "Policy", "Prose"),
        *("Record", "Report", "Revision", "Source", "Standard", "Variation", "Written"),
    }
