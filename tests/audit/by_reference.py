"""Deadlines of arrays beside the reference, one contact at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

import troth
from troth.audit.arrival import NOT_A_TIME
from troth.audit.due_lookup import OUTSIDE, Lookup
from troth.audit.promised import Promise
from troth.calendars.workdays import OutsideYears, WorkCalendar
from troth.deadlines.answer import answer
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.judge import Status
from troth.deadlines.reading import Unreadable
from troth.model.policy import Policy, Standard
from troth.project import load
from troth.tables.contacts import Shape, breakpoints, shapes
from troth.tables.due_table import DueTable

SECOND = 1_000_000


@dataclass
class Asked:
    """A promise of a policy, with what is said of its contacts."""

    promise: Promise
    policy: Policy
    calendar: WorkCalendar
    shape: Shape

    @property
    def said(self) -> dict[str, Any]:
        return self.shape.values | self.shape.facts

    def arrays(self, arrivals: Sequence[int]) -> list[int]:
        """What the array gives: OUTSIDE beyond the years, NOT_A_TIME where nothing is due."""
        found, _ = self.lookup.due(np.array(arrivals, dtype=np.int64))
        return [int(one) for one in found]

    @cached_property
    def table(self) -> DueTable:
        return self.promise._arrivals.table(self.promise._data, self.said)

    @cached_property
    def lookup(self) -> Lookup:
        return Lookup(self.table)

    def reference(self, arrives: int) -> int:
        """The same by the walk, for a contact of which nothing else has happened."""
        contact = Contact(
            channel=self.shape.values["channel"],
            kind=self.shape.values.get("kind"),
            party=self.shape.values.get("party", "customer"),
            arrives=Moment(arrives, arrives),
            values={name: one for name, one in self.shape.values.items() if self.policy.words.category(name)},
            facts={name: one == "yes" for name, one in self.shape.facts.items() if name != "rings"},
        )
        try:
            # As of the last instant of the years every announcement is known.
            rows = answer(self.alone, contact, self.calendar, self.calendar.end - 1).judged
        except (OutsideYears, OverflowError):
            return OUTSIDE
        due = [row.due for row in rows if row.promise.id == self.promise.id]
        assert all(row.status is not Status.UNKNOWN for row in rows if row.promise.id == self.promise.id), rows
        return NOT_A_TIME if not due or due[0] is None else due[0].instant

    @cached_property
    def alone(self) -> Policy:
        """The policy with this promise and the standards that replace it: no other lies beyond the years."""
        promise = self.policy.promise(self.promise.id)
        assert promise is not None
        own = [
            replace(one, promises=(promise,), replaces=())
            for one in self.policy.standards
            if one.name == promise.standard
        ]
        over = [one for one in self.policy.standards if promise.standard in one.replaces]
        return replace(self.policy, standards=tuple(_deadlines_alone(one) for one in (*own, *over)))

    def differences(self, arrivals: Sequence[int]) -> list[tuple[int, int, int]]:
        """The arrivals for which the two differ, with what each gives."""
        both = zip(arrivals, self.arrays(arrivals), strict=True)
        return [(at, found, wanted) for at, found in both if found != (wanted := self.reference(at))]

    def some_arrivals(self, seed: str, near: int, n: int) -> list[int]:
        """Around `near` of the instants at which this calendar or this table changes, and `n` at any time."""
        random = Random(seed)
        points = _points(self.calendar)
        drawn = {points[0], points[-1], *random.sample(points, near), *random.choices(self.table.starts, k=near)}
        around = [point + off for point in sorted(drawn) for off in (-1, 0, 1)]
        return around + [random.randrange(self.calendar.start - SECOND, self.calendar.end + SECOND) for _ in range(n)]

    def all_arrivals(self) -> list[int]:
        """Around every such instant."""
        return [point + off for point in sorted({*_points(self.calendar), *self.table.starts}) for off in (-1, 0, 1)]


@cache
def _points(calendar: WorkCalendar) -> list[int]:
    return [*breakpoints(calendar)]


def _deadlines_alone(standard: Standard) -> Standard:
    """A standard without what says nothing of a promise's own deadline, but may lie beyond the years itself."""
    alone = (replace(one, targets=(), remedy=None, or_acts=()) for one in standard.promises)
    return replace(standard, promises=tuple(alone))


def _by_channel(policy: Policy, promise: str) -> Iterator[Shape]:
    """The shapes of promises, or of one; and by each channel that they name and that arrives on another day."""
    deemed = {term.name for term in policy.words.channels if term.deemed is not None}
    for shape in shapes(policy):
        if promise in ("", shape.promise):
            yield shape
            made = policy.promise(shape.promise)
            assert made is not None
            for channel in deemed.intersection(made.who.values("channel")):
                yield replace(shape, values={**shape.values, "channel": channel})


def asked_of(path: Path, every: int = 1, promise: str = "") -> Iterator[Asked | Unreadable]:
    """Each limit of each promise of a policy that its arrays answer, and why they do not answer the others.

    `every`: 5 for every fifth limit, as a table of some years takes a moment to be made. `promise`: of this one alone.
    """
    compiled = load(path)
    if compiled.policy is None or compiled.calendar is None:
        return
    loaded = troth.load(path)
    different: dict[str, Shape] = {}
    for shape in _by_channel(compiled.policy, promise):
        facts = {name: one for name, one in shape.facts.items() if name != "rings"}
        different.setdefault(f"{shape.promise} {shape.values} {facts}", replace(shape, facts=facts))
    for shape in [*different.values()][::every]:
        try:
            asked = Asked(loaded[shape.promise], compiled.policy, compiled.calendar, shape)
            assert asked.table.pieces
        except Unreadable as refused:
            yield refused
        else:
            yield asked
