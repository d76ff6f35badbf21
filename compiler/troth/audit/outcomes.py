"""What a contact comes to before anything happens: line by line, by its values and the day on which it arrives.

A line is what one promise says of such contacts. Where everything hangs on the arrival and one act, it is enough to
know the line and the two instants; anything else is left to the staged judge.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from typing import Any

from troth.audit.asked import Asked
from troth.audit.judged_plain import DIMENSIONS, may_apply, unknown_dimensions
from troth.audit.relation import Relation, unreadable_names
from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.holds import Chosen, Missing, applies, choose, holds
from troth.deadlines.judge import find_excuse
from troth.model.condition import ArrivedBetween, ArrivedOnClosedDay, Condition, InSeason
from troth.model.limit import ARRIVAL, Limit, Nothing, Rings, Vague
from troth.model.policy import Case, Policy, Promise
from troth.targets.runtime_deadlines import COUNTED
from troth.wording.answer import case_text


class Kind(Enum):
    DUE = "due"
    EXCUSED = "excused"
    COUNT = "count"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Line:
    """`limit`: of what is due, or would be if the log said enough; as text of its lowered form. `most`: of a count."""

    promise: str
    event: str
    case: str | None
    kind: Kind
    missing: str = ""
    limit: str = ""
    most: int = 0
    chosen: Limit | None = field(default=None, compare=False)

    @property
    def lowered(self) -> dict[str, Any]:
        """The limit as engines run it."""
        found: dict[str, Any] = json.loads(self.limit)
        return found


class _Staged(Enum):
    """What only the staged judge can say."""

    STAGED = "staged"


STAGED = _Staged.STAGED
Outcome = Line | None | _Staged
Values = Mapping[str, Any]
"""The columns of a contact that are no times and no text of its own, by their names in the relation."""


class Outcomes:
    """The lines of the promises of one policy."""

    def __init__(self, asked: Asked, relation: Relation) -> None:
        self._asked, self._relation = asked, relation
        self._lowered = {promise["id"]: promise for promise in asked.program["promises"]}
        self._words = asked.program["words"]
        self.days, self.classes = _day_classes(asked)

    @property
    def columns(self) -> list[str]:
        """The columns that values are taken from."""
        words = self._words
        facts = [f"fact {name}" for name in words["facts"]]
        categories = [f"category {name}" for name in words["categories"]]
        known = [*DIMENSIONS, "unreadable", *facts, *categories]
        return [name for name in known if name in self._relation.columns]

    def of(self, values: Values) -> dict[str, tuple[Outcome, ...]] | None:
        """Each promise's outcome by class of the day of arrival (`days`); None: left to the staged judge."""
        names = unreadable_names(values.get("unreadable"), self._relation.columns)
        data = self._data(values)
        if missing := unknown_dimensions(data, names):
            return {
                id_: (Line(id_, promise["event"], None, Kind.UNKNOWN, missing),) * len(self.classes)
                for id_, promise in self._lowered.items()
                if may_apply(promise, data, names, self._words)
            }
        terms = self._words["terms"]
        channel, kind = terms["channel"].get(data["channel"]), terms["kind"].get(data.get("kind"))
        party = terms["party"].get(data.get("party") or "customer")
        if channel is None or party is None or (kind is None and data.get("kind")) or channel in self._words["deemed"]:
            return None
        if any(value not in self._words["categories"][name] for name, value in data["categories"].items()):
            return None
        columns = self._asked.columns
        if names:
            columns -= {name.replace("event ", "events ", 1) for name in names} | {*names}
        found: dict[str, tuple[Outcome, ...]] = {}
        for promise in self._asked.policy.promises():
            lines: list[Outcome] = []
            for day in self.classes:
                calendar = self._asked.calendar
                start = calendar.start_of(day)
                contact = Contact(
                    channel=channel,
                    kind=kind,
                    party=party,
                    arrives=Moment(start, start),
                    values=data["categories"],
                    facts=data["facts"],
                )
                lines.append(self._line(promise, contact, calendar.known_on(day), columns))
            if STAGED in lines:
                return None
            if any(line is not None for line in lines):
                found[promise.id] = tuple(lines)
        return found

    def _data(self, values: Values) -> dict[str, Any]:
        def known(kind: str) -> dict[str, Any]:
            named = {name: values.get(f"{kind} {name}") for name, _ in self._relation.named(kind)}
            return {name: value for name, value in named.items() if value is not None}

        categories = known("category")
        data = {name: values.get(name) for name in DIMENSIONS}
        return {**categories, **data, "categories": categories, "facts": known("fact")}

    def _line(self, promise: Promise, contact: Contact, calendar: WorkCalendar, columns: frozenset[str]) -> Outcome:
        policy, id_, event = self._asked.policy, promise.id, promise.event
        truth = applies(promise, contact, policy, calendar)
        if truth is False:
            return None
        if isinstance(truth, Missing):
            is_more = promise.targets or promise.remedy is not None
            return STAGED if is_more else Line(id_, event, None, Kind.UNKNOWN, truth.what)
        chosen = choose(promise, contact, policy, calendar)
        if isinstance(chosen, Chosen) and isinstance(chosen.limit, Vague | Nothing | None):
            return None
        if not self._is_plain(id_):
            return STAGED
        case = case_text(chosen.path) if isinstance(chosen, Chosen) else None
        excuse = find_excuse(promise, contact, policy, calendar)
        lacks = self._asked.lacking(id_, case, (), columns)
        if isinstance(excuse, Missing):
            return Line(id_, event, case, Kind.UNKNOWN, excuse.what)
        if excuse is not None:
            return Line(id_, event, case, Kind.UNKNOWN if lacks else Kind.EXCUSED, lacks)
        if isinstance(chosen, Missing):
            return Line(id_, event, None, Kind.UNKNOWN, chosen.what)
        if isinstance(chosen.limit, Rings):
            return STAGED if lacks else Line(id_, event, case, Kind.COUNT, "count rings", most=chosen.limit.most)
        limit = self._limit(id_, chosen.path)
        if limit["kind"] not in COUNTED or limit["of"] != ARRIVAL:
            return STAGED
        text = json.dumps({name: value for name, value in limit.items() if name != "of"})
        kind = Kind.UNKNOWN if lacks else Kind.DUE
        return Line(id_, event, case, kind, lacks, text, chosen=chosen.limit)

    def _limit(self, id_: str, path: tuple[Condition, ...]) -> dict[str, Any]:
        here: dict[str, Any] = self._lowered[id_]
        for condition in path:
            says = case_text((condition,))
            here = next(case for case in here["cases"] if case["says"] == says)
        limit: dict[str, Any] = here["limit"]
        return limit

    def _is_plain(self, id_: str) -> bool:
        """Is a promise kept by one act, with one deadline, unless something happens; and is nothing counted of it?"""
        promise = self._lowered[id_]
        told = promise["extension"] is None or promise["extension"]["told"]
        more = [promise[name] for name in ("targets", "remedy", "latest", "earliest", "or")]
        watched = {one for _n, one, _within in self._words["misses"].values()}
        moved = set(self.bearing(id_)) & {f"event {name}" for name in self._words["misses"]}
        return told and not any(more) and id_ not in watched and not moved

    def bearing(self, id_: str) -> Iterator[str]:
        """The events and dates that bear on a promise beside its act: with any of them it is for the staged judge."""
        promise = self._lowered[id_]
        for pause in promise["pauses"]:
            yield from (f"event {pause[end]}" for end in ("from", "to"))
        yield from (f"event {promise[name]}" for name in ("restart", "unless") if promise[name])
        for name in filter(None, ("told" if promise["extension"] else "", (promise["dated"] or {}).get("name"))):
            yield f"event {name}"
            yield f"date {name}"

    @cached_property
    def of_states(self) -> list[str]:
        """The events by which states are told."""
        return [f"event {event}" for ends in self._words["states"].values() for event in ends]


def _day_classes(asked: Asked) -> tuple[dict[date, int], list[date]]:
    """The class of each local day, by the conditions that hang on it; and a day of each class."""
    calendar = asked.calendar
    conditions = list(dict.fromkeys(_of_days(asked.policy)))
    numbers: dict[tuple[Any, ...], int] = {}
    days: dict[date, int] = {}
    examples: list[date] = []
    day = calendar.first
    while day <= calendar.last:
        start = calendar.start_of(day)
        contact = Contact(channel="", arrives=Moment(start, start))
        known = calendar.known_on(day)
        truths = tuple(holds(condition, contact, asked.policy, known) for condition in conditions)
        if truths not in numbers:
            numbers[truths] = len(numbers)
            examples.append(day)
        days[day] = numbers[truths]
        day += timedelta(days=1)
    return days, examples


def _of_days(policy: Policy) -> Iterator[Condition]:
    for promise in policy.promises():
        for condition in (*promise.conditions, *promise.excuses, *_of_cases(promise.cases)):
            if isinstance(condition, ArrivedBetween | ArrivedOnClosedDay | InSeason):
                yield condition


def _of_cases(cases: Sequence[Case]) -> Iterator[Condition]:
    for case in cases:
        yield case.condition
        yield from _of_cases(case.cases)
