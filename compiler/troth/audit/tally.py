"""What an audit counts while it reads: all that a summary is made of, in memory that does not grow with the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from troth.audit.result_row import ResultRow
from troth.audit.times import Times, joined, times_of
from troth.deadlines.judge import Status
from troth.deadlines.remedies import CLAIM, PAYMENT
from troth.tables.shares import JUDGED, UNIT_SECONDS, promise_of

_MINUTE = 60_000_000
_DONE = (Status.MET, Status.LATE)


class Outcome(StrEnum):
    """What a contact is to a target that is about it, or may be."""

    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"
    """It may be about it or not, may have been in time or not, or took no one knows how long."""
    UNJUDGED = "unjudged"
    """Not done and not due yet, excused, or without a deadline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The counts of a whole log, or of a part of it.

    A `promise` is the identity of one of the policy's, all its updates together; with `.claim` or `.remedy`, of those.
    `period` is the month of the deadline; None where there is none yet. Of targets it is a period of the target's own,
    "" where it has but one. `number`: which of the tiers and averages of a promise, in the order of
    `wording.targets.target_data`, target after target. `taken`: of averages, what all that counted took together: in
    seconds, or in the average's unit where that is days. `missing`: unknown rows by what would have to be known.
    `amounts`: in minor units.
    """

    read: int = 0
    judged: int = 0
    rejected: Mapping[str, int] = field(default_factory=dict)
    statuses: Mapping[tuple[str, str | None, Status], int] = field(default_factory=dict)
    missing: Mapping[tuple[str, str | None, str], int] = field(default_factory=dict)
    times: Mapping[tuple[str, str | None], Times] = field(default_factory=dict)
    targets: Mapping[tuple[str, int, str | None, Outcome], int] = field(default_factory=dict)
    taken: Mapping[tuple[str, int, str | None], int] = field(default_factory=dict)
    amounts: Mapping[tuple[str, str | None, str], int] = field(default_factory=dict)


def merge(tallies: Iterable[Tally]) -> Tally:
    """The tallies of the parts of a log, in the order of the log, as that of the whole."""
    parts = list(tallies)

    def added(name: str) -> dict[Any, int]:
        total: Counter[Any] = Counter()
        for part in parts:
            total.update(getattr(part, name))
        return dict(total)

    times: dict[tuple[str, str | None], list[Times]] = {}
    for part in parts:
        for key, one in part.times.items():
            times.setdefault(key, []).append(one)
    return Tally(
        read=sum(part.read for part in parts),
        judged=sum(part.judged for part in parts),
        times={key: joined(several) for key, several in times.items()},
        **{name: added(name) for name in ("rejected", "statuses", "missing", "targets", "taken", "amounts")},
    )


class Tallying:
    """Counts a log contact by contact. Every contact that is read is either judged or rejected."""

    def __init__(self, promises: Sequence[str]) -> None:
        """`promises`: the identities of the policy's promises."""
        self._promises = frozenset(promises)
        self._judged = 0
        self._rejected: Counter[str] = Counter()
        self._statuses: Counter[tuple[str, str | None, Status]] = Counter()
        self._missing: Counter[tuple[str, str | None, str]] = Counter()
        self._times: dict[tuple[str, str | None], Counter[int]] = {}
        self._targets: Counter[tuple[str, int, str | None, Outcome]] = Counter()
        self._taken: Counter[tuple[str, int, str | None]] = Counter()
        self._amounts: Counter[tuple[str, str | None, str]] = Counter()

    def judged(self) -> None:
        """A contact was read and judged; its rows are added by `add`."""
        self._judged += 1

    def rejected(self, reason: str) -> None:
        """A contact was read and cannot be judged."""
        self._rejected[reason] += 1

    def add(self, row: ResultRow, missing: str = "", targets: Sequence[Mapping[str, Any]] = ()) -> None:
        """Count a row: with what is missing, of an unknown one, and what its promise's targets say of it.

        `targets` are as `wording.targets.measured_data` has them. Raises ValueError where the row belongs to no promise
        of the policy.
        """
        promise = self.promise(row.promise)
        self._statuses[promise, row.period, row.status] += 1
        if row.status is Status.UNKNOWN:
            self._missing[promise, row.period, missing] += 1
        if (minutes := minutes_taken(row)) is not None:
            self._times.setdefault((promise, row.period), Counter())[minutes] += 1
        if row.amount and row.currency is not None:
            self._amounts[promise, row.period, row.currency] += row.amount
        for number, said in enumerate(targets):
            self._target(promise, number, said)

    def promise(self, row: str) -> str:
        """The promise of which the row with that identity is; of a claim or payment, with what it is."""
        whole, _, last = row.rpartition(".")
        if (found := promise_of(row, self._promises)) is not None:
            return found
        if last in (CLAIM, PAYMENT) and (found := promise_of(whole, self._promises)) is not None:
            return f"{found}.{last}"
        raise ValueError(f"`{row}` is a row of no promise of the policy")

    def _target(self, promise: str, number: int, said: Mapping[str, Any]) -> None:
        outcome = outcome_of(said)
        if outcome is None:
            return
        self._targets[promise, number, said["period"], outcome] += 1
        if outcome in (Outcome.MET, Outcome.MISSED) and "average" in said:
            n, unit = said["taken"]
            self._taken[promise, number, said["period"]] += n * UNIT_SECONDS.get(unit, 1)

    def tally(self) -> Tally:
        """What was counted so far."""
        return Tally(
            read=self._judged + self._rejected.total(),
            judged=self._judged,
            rejected=dict(self._rejected),
            statuses=dict(self._statuses),
            missing=dict(self._missing),
            times={key: times_of(counted) for key, counted in self._times.items()},
            targets=dict(self._targets),
            taken=dict(self._taken),
            amounts=dict(self._amounts),
        )


def minutes_taken(row: ResultRow) -> int | None:
    """Whole minutes from the anchor to the act, by the clock, of what was done after it; None where a time of day is
    not known, or it was not done.
    """
    if row.status not in _DONE or row.anchor is None or row.done is None or row.done < row.anchor:
        return None
    if row.anchor_last not in (None, row.anchor) or row.done_last not in (None, row.done):
        return None
    return (row.done - row.anchor) // _MINUTE


def outcome_of(said: Mapping[str, Any]) -> Outcome | None:
    """What a contact is to a tier or an average; None where the target is not about it (see `tables/shares.py`)."""
    if said["counts"] is False:
        return None
    is_average = "average" in said
    is_judged = said["status"] in (_DONE if is_average else JUDGED)
    if said["status"] == Status.UNKNOWN or (is_judged and (said["counts"] is None or said.get("missing"))):
        return Outcome.UNKNOWN
    if not is_judged or said["period"] is None or (is_average and said["taken"] is None):
        return Outcome.UNJUDGED
    return Outcome.MET if said["status"] == Status.MET else Outcome.MISSED
