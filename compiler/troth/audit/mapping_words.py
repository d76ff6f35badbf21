"""The words that a mapping of a policy may use, and what the policy needs of a log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from troth.deadlines.contact import word_tables
from troth.model.condition import Condition, ValueIs
from troth.model.policy import Case, Policy
from troth.model.words import CONTACT_STARTS, DIMENSIONS

LOG_KEYS = ("time zone", "time format", "encoding", "delimiter", "sheet", "missing")
"""How the files are written."""
WIDE_KEYS = ("contact", "arrives", "customer")
LONG_KEYS = ("event", "at")
PART_KEYS = ("events", "facts", "counts", "states", "dates")


@dataclass(frozen=True, slots=True)
class MappingWords:
    """`values`: dimension → other name → name; `events`: past form or noun → past form; `states` → their two events."""

    values: Mapping[str, Mapping[str, str]]
    events: Mapping[str, str]
    facts: tuple[str, ...]
    states: Mapping[str, tuple[str, str]]
    counts: tuple[str, ...]
    dates: tuple[str, ...]
    selected: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that a mapping may have."""
        return (*LOG_KEYS, *WIDE_KEYS, *self.values, *LONG_KEYS, *PART_KEYS)


NO_WORDS = MappingWords(values={}, events={}, facts=(), states={}, counts=(), dates=(), selected=())
"""Those of no policy."""


def mapping_words(policy: Policy) -> MappingWords:
    """The words of a policy."""
    tables: dict[str, Any] = word_tables(policy)
    categories = {name: {value: value for value in values} for name, values in tables["categories"].items()}
    states = {state.name: (state.start, state.end) for state in policy.words.states}
    return MappingWords(
        values={**{dimension: tables["terms"][dimension] for dimension in DIMENSIONS}, **categories},
        events={name: event for name, event in tables["events"].items() if event != CONTACT_STARTS},
        facts=tuple(dict.fromkeys(name for name in tables["facts"] if name not in states)),
        states=states,
        counts=tuple(tables["counts"]),
        dates=tuple(tables["dates"]),
        selected=tuple(dict.fromkeys(_selected(policy))),
    )


def _selected(policy: Policy) -> Iterator[str]:
    """The dimensions that the measured promises of a policy select on, in its order."""
    for promise in policy.promises():
        yield from _dimensions((*promise.conditions, *promise.excuses))
        yield from _in_cases(promise.cases)
        for target in promise.targets:
            yield from _dimensions((*target.only, *target.excludes))
        if promise.remedy is not None:
            yield from _dimensions(promise.remedy.conditions)


def _in_cases(cases: tuple[Case, ...]) -> Iterator[str]:
    for case in cases:
        yield from _dimensions((case.condition,))
        yield from _in_cases(case.cases)


def _dimensions(conditions: tuple[Condition, ...]) -> Iterator[str]:
    yield from (condition.dimension for condition in conditions if isinstance(condition, ValueIs))
