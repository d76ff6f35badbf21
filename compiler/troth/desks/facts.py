"""What the documentation of a product says that it can be set to: facts, each with where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from troth.desks.constructs import Construct


class Can(StrEnum):
    """Whether a product can say a construct, by its documentation."""

    WHOLLY = "wholly"
    PARTLY = "partly"
    NOT = "not"
    UNSAID = "unsaid"  # the documentation that was read does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A public page: `by` whom, and the `day` on which it was read."""

    name: str
    title: str
    by: str
    address: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a product makes of a construct; `cites` are the names of sources: of one that is silent, those looked at."""

    can: Can
    says: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """Which of a product's measures ends with an event; `says`: what more is to be known of it."""

    name: str
    says: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A product, in its own words.

    `words`: its terms for the parts of a setting, for which hours count, and for a length of time. `metrics` by event;
    "" is that of every other event. `counts_days`: it can end a limit with a business day. `dated_hours`: its schedule
    knows single dates. `seconds`: a target may have some. `short`: amounts are written like 4h 30m.
    """

    slug: str
    product: str
    words: Mapping[str, str]
    metrics: Mapping[str, Metric]
    answers: Mapping[Construct, Answer]
    sources: tuple[Source, ...]
    counts_days: bool
    dated_hours: bool
    seconds: bool
    short: bool


WORDS = ("measure", "target", "kind", "schedule", "contacts", "pause", "business", "calendar", "length")
"""The parts of a setting for which every product has a term."""
EVENTS = ("acknowledged", "replied", "resolved", "updated", "")
"""The events for which every product says what it measures; "" is any other."""


class BadFacts(Exception):
    """Facts of a product that are incomplete or contradict themselves; `args[0]` says how. It is our own bug."""


def read_desk(slug: str, data: Mapping[str, Any]) -> Desk:
    """The facts of a product, from the data of its file.

    Raises BadFacts where a construct, a term or an event has no answer or two, or something cites nothing.
    """
    sources = tuple(
        Source(name=name, title=one["title"], by=one["by"], address=one["address"], day=one.get("day", data["day"]))
        for name, one in data["sources"].items()
    )
    known = {source.name for source in sources}

    def cited(one: Mapping[str, Any], what: str) -> tuple[str, ...]:
        cites = tuple(one.get("cites", ()))
        if not cites or not set(cites) <= known:
            raise BadFacts(f"{slug}: {what} cites {list(cites) or 'nothing'}")
        return cites

    answers: dict[Construct, Answer] = {}
    for one in data["answers"]:
        for name in one["of"]:
            if name not in set(Construct) or name in answers:
                raise BadFacts(f"{slug}: {name!r} is no construct, or answered twice")
            says = str(one.get("says", ""))
            can = Can(one["can"])
            if bool(says) is (can is Can.UNSAID):
                raise BadFacts(f"{slug}: {name!r} is answered without words, or unsaid with some")
            answers[Construct(name)] = Answer(can=can, says=says, cites=cited(one, f"the answer to {name!r}"))
    if missing := [str(construct) for construct in Construct if construct not in answers]:
        raise BadFacts(f"{slug}: no answer to {missing}")
    metrics = {
        "" if event == "other" else event: Metric(name=one["name"], says=one["says"], cites=cited(one, event))
        for event, one in data["metrics"].items()
    }
    for what, names, wanted in (("metrics", metrics, EVENTS), ("words", data["words"], WORDS)):
        if set(names) != set(wanted):
            raise BadFacts(f"{slug}: {what} are {sorted(names)}, and must be {sorted(wanted)}")
    cited_by = [*(one.cites for one in answers.values()), *(one.cites for one in metrics.values())]
    unread = known - {cite for cites in cited_by for cite in cites}
    if unread:
        raise BadFacts(f"{slug}: nothing cites {sorted(unread)}")
    return Desk(
        slug=slug,
        product=data["product"],
        words=data["words"],
        metrics=metrics,
        answers=answers,
        sources=sources,
        counts_days=data["business days"],
        dated_hours=data["dated hours"],
        seconds=data["seconds"],
        short=data["short amounts"],
    )
