"""A contact in the form of `troth due`, read for the oracle: every moment an exact instant.

Where only the day of something is known, the contact stands for all that could have been: it is read once with the
first and once with the last instant of that day. Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from tests.oracle import clocks

ONE_DAY = dt.timedelta(days=1)
Moment = tuple[str, int, str | None]
"""What it is the time of, which one of several, and where only the day is known, that day."""


@dataclass(frozen=True)
class Contact:
    """`events`: past form → instants in order. `dates`: an instant, or a day. `missed`: days of earlier misses, by
    promise. `deemed`: the first instant and the date of the day on which it is taken to arrive.
    """

    channel: str
    arrives: int
    values: Mapping[str, str]
    facts: Mapping[str, bool]
    rings: int | str | None
    dates: Mapping[str, int | dt.date]
    events: Mapping[str, tuple[int, ...]]
    missed: Mapping[str, tuple[dt.date, ...]] = field(default_factory=dict)
    deemed: tuple[int, dt.date] | None = None


def is_day(text: str) -> bool:
    return len(text) == len("2026-06-01")


def instants(text: str, zone: str) -> tuple[int, int]:
    """The first and the last instant that a time may mean: one and the same, or those of a day."""
    if is_day(text):
        day = dt.date.fromisoformat(text)
        return clocks.start_of(day, zone), clocks.start_of(day + ONE_DAY, zone) - 1
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        shown = clocks.shown(text, zone)
        assert clocks.local(shown, zone).replace(tzinfo=None) == moment, f"{text} is in a gap"
        return shown, shown
    return clocks.instant(moment), clocks.instant(moment)


def day_only(data: Mapping[str, Any]) -> list[str]:
    """Of what only the day is known: "arrives", or events."""
    events = [name for name, at in data.get("events", {}).items() if any(map(is_day, _listed(at)))]
    return ["arrives"] * is_day(data["arrives"]) + events


def read(data: Mapping[str, Any], zone: str) -> Iterator[Contact]:
    """Every exact contact that one may stand for: one alone, unless of something only the day is known."""
    events = data.get("events", {})
    names = ["arrives", *(name for name, at in events.items() for _ in _listed(at))]
    texts = [data["arrives"], *(one for at in events.values() for one in _listed(at))]
    choices = [sorted(set(instants(text, zone))) for text in texts]
    for chosen in product(*choices):
        happened: dict[str, list[int]] = {}
        for name, at in zip(names[1:], chosen[1:], strict=True):
            happened.setdefault(name, []).append(at)
        yield _exact(data, zone, chosen[0], happened)


def _exact(data: Mapping[str, Any], zone: str, arrives: int, happened: Mapping[str, list[int]]) -> Contact:
    facts = dict(data.get("facts", {}))
    rings = facts.pop("rings", "unknown")
    known = {"id", "customer", "channel", "arrives", "events", "facts", "dates", "missed"}
    dates: dict[str, int | dt.date] = {}
    for name, text in data.get("dates", {}).items():
        dates[name] = dt.date.fromisoformat(text) if is_day(text) else instants(text, zone)[0]
    return Contact(
        channel=data["channel"],
        arrives=arrives,
        values={"party": "customer"} | {name: value for name, value in data.items() if name not in known},
        facts={name: value == "yes" for name, value in facts.items()},
        rings=None if rings == "none" else rings,
        dates=dates,
        events={name: tuple(sorted(times)) for name, times in happened.items()},
        missed={name: tuple(map(dt.date.fromisoformat, days)) for name, days in data.get("missed", {}).items()},
    )


def _listed(at: Any) -> list[str]:
    return at if isinstance(at, list) else [at]
