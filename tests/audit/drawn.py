"""Rows of results, drawn at random: of every status, with what targets say of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from troth.audit.result_row import ResultRow
from troth.audit.tally import Tallying
from troth.calendars.periods import period_name
from troth.deadlines.judge import Status
from troth.deadlines.remedies import remedy_promises
from troth.model.policy import Policy, Promise
from troth.wording.targets import target_data

MINUTE = 60_000_000
AS_OF = 1_780_000_000_000_000  # 2026-05-28
FINGERPRINTS = {"promises": f"sha256:{'a' * 64}", "calendar": f"sha256:{'b' * 64}"}
_START = 1_767_225_600_000_000  # 2026-01-01
_DAY = 24 * 60 * MINUTE
_UNDATED = (Status.WAITING, Status.PAUSED)
_DONE = (Status.MET, Status.LATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A row with what is missing of it, and what the targets of its promise say."""

    row: ResultRow
    missing: str
    targets: list[dict[str, Any]]


def draw(policy: Policy, contacts: int, seed: int, weights: Sequence[int] | None = None) -> Iterator[list[Drawn]]:
    """The rows of so many contacts."""
    chance = random.Random(seed)
    promises = list(policy.promises())
    for number in range(contacts):
        yield [
            drawn
            for promise in chance.sample(promises, min(len(promises), 3))
            for drawn in _rows(f"C-{number}", promise, policy, chance, weights)
        ]


def _rows(
    contact: str, promise: Promise, policy: Policy, chance: random.Random, weights: Sequence[int] | None
) -> Iterator[Drawn]:
    status = chance.choices(list(Status), weights)[0]
    anchor = _START + chance.randrange(120 * _DAY)
    due = None if status in _UNDATED or chance.random() < 0.05 else anchor + chance.randrange(1, 9) * _DAY
    done = anchor + chance.randrange(12 * 24 * 60) * MINUTE + chance.randrange(MINUTE) if status in _DONE else None
    day = datetime.fromtimestamp((due or anchor) / 1e6, UTC).date()
    is_day = done is not None and chance.random() < 0.1
    row = ResultRow(
        contact=contact,
        promise=f"{promise.id}.{chance.randrange(1, 4)}" if chance.random() < 0.2 else promise.id,
        event=promise.event,
        status=status,
        anchor=anchor,
        due=due,
        done=done,
        done_last=None if done is None or not is_day else done + _DAY,
        period=None if due is None else f"{day:%Y-%m}",
        amount=chance.choice([None, 0, 3000]) if promise.remedy is not None else None,
        currency=None if promise.remedy is None else promise.remedy.currency,
    )
    missing = chance.choice(["fact complex", "event replied"]) if status is Status.UNKNOWN else ""
    targets = [
        _said(said, row, missing, None if due is None else period_name(day, said["each"]), chance)
        for target in promise.targets
        for said in target_data(target, policy.words)
    ]
    yield Drawn(row=row, missing=missing, targets=targets)
    for other in remedy_promises(promise) if status in (Status.LATE, Status.OVERDUE) else ():
        paid = ResultRow(contact=contact, promise=other.id, event=other.event, status=Status.OPEN, period="2026-05")
        yield Drawn(row=paid, missing="", targets=[])


def _said(
    said: dict[str, Any], row: ResultRow, missing: str, period: str | None, chance: random.Random
) -> dict[str, Any]:
    counts = chance.choices([True, False, None], [8, 1, 1])[0]
    found = {**said, "due": None, "status": str(row.status), "counts": counts, "period": period}
    if counts is None:
        missing = "priority"
    if "average" in said:
        is_whole = chance.random() < 0.5
        n, unit = said["average"]
        found["taken"] = None
        if row.status in _DONE and period is not None:
            days = "day" in unit
            found["taken"] = [chance.randrange(2 * n), unit] if is_whole or days else [chance.randrange(9999), "second"]
    return {**found, "missing": missing} if missing else found


def tallied(policy: Policy, contacts: list[list[Drawn]], rejected: int = 0) -> Tallying:
    """All of them counted."""
    found = Tallying([promise.id for promise in policy.promises()])
    for rows in contacts:
        found.judged()
        for drawn in rows:
            found.add(drawn.row, drawn.missing, drawn.targets)
    for _ in range(rejected):
        found.rejected("T701 the arrival cannot be read")
    return found
