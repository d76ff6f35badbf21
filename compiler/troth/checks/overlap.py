"""Can two lists of conditions hold for one contact? Decided dimension by dimension."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from troth.calendars.opening import is_in_season
from troth.model.condition import ArrivedBetween, Condition, FactIs, InSeason, StateIs, ValueIs
from troth.model.words import Words


def can_hold_together(first: Iterable[Condition], second: Iterable[Condition], words: Words) -> bool:
    """Is there a contact for which all of both hold?"""
    every = [*first, *second]
    left: dict[str, set[str]] = {}
    truths: dict[tuple[type, str], bool] = {}
    earliest, latest = date.min, date.max
    seasons: list[InSeason] = []
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
            case InSeason():
                seasons.append(condition)
            case _:
                pass
    if seasons and not any(
        all(is_in_season(day, one.first, one.last) for one in seasons) for day in _days_from(earliest, latest)
    ):
        return False
    return earliest <= latest


def _days_from(earliest: date, latest: date) -> Iterator[date]:
    """The days of a span of dates, or as many as hold every day of a year, with 29 February."""
    first = max(earliest, date(2024, 1, 1)) if earliest.year < 2024 <= latest.year else earliest
    for step in range(4 * 366):
        day = first + timedelta(days=step)
        if day > latest:
            return
        yield day
