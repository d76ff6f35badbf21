"""Can two lists of conditions hold for one contact? Decided dimension by dimension."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from troth.model.condition import ArrivedBetween, Condition, FactIs, StateIs, ValueIs
from troth.model.words import Words


def can_hold_together(first: Iterable[Condition], second: Iterable[Condition], words: Words) -> bool:
    """Is there a contact for which all of both hold?"""
    every = [*first, *second]
    left: dict[str, set[str]] = {}
    truths: dict[tuple[type, str], bool] = {}
    earliest, latest = date.min, date.max
    for condition in every:
        match condition:
            case ValueIs(dimension=dimension, values=values):
                known = left.setdefault(dimension, set(words.values(dimension)) or set(values))
                known &= set(values)
                if not known:
                    return False
            case FactIs(fact=name, holds=holds) | StateIs(state=name, holds=holds):
                key = (type(condition), name)
                if truths.setdefault(key, holds) is not holds:
                    return False
            case ArrivedBetween(first=begins, last=ends):
                earliest, latest = max(earliest, begins or date.min), min(latest, ends or date.max)
            case _:
                pass
    return earliest <= latest
