"""How we did, month by month, as data: all of it for those within, and for the public what tells of no one.

Pages show what is here and nothing else. Missed is a promise that missed a target; and one that must be kept and has no
target, where it was not kept in time for a contact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from troth.audit.figures import Share
from troth.audit.misses import Missed
from troth.audit.notes import Notes
from troth.audit.summary import IN_TIME, MEDIAN, NINE_IN_TEN, NOT_IN_TIME, Kept, Summary, keep, months_of
from troth.audit.suppress import (
    NOT_TOLD,
    Cells,
    Range,
    Shown,
    is_small,
    may_be_said,
    part_is_safe,
    percentile,
    shown,
    total,
)
from troth.audit.tally import Tally
from troth.audit.verdict import Reached, Verdict, goals_of, places_of
from troth.calendars.local_time import to_utc
from troth.deadlines.judge import Status
from troth.model.policy import US, Policy, Promise, Strength
from troth.wording.promise_title import title_of

REPORT, REPORT_SCHEMA = "report.json", "report.schema.json"
_LONGER = ("quarter", "year", None)
"""What is longer than a month, over which a target may be measured: None is all that was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a report is told beside the counts. `threshold` None: it is for those within, and hides nothing.

    `missed`: for those within, the contacts.
    """

    notes: Notes = field(default_factory=dict)
    threshold: int | None = None
    missed: Mapping[tuple[str, str | None], Missed] = field(default_factory=dict)


def report_data(summary: Summary, tally: Tally, policy: Policy, told: Told) -> dict[str, Any]:
    """The whole report, in the shape of `report_schema`. The months are those in which something was due, in order."""
    promises = {promise.id: promise for promise in policy.promises() if promise.actor == US}
    by_month = {
        month: {kept.promise: kept for kept in keep(tally, policy, month) if kept.promise in promises}
        for month in months_of(tally)
    }
    said = [id for id in promises if any(_is_said(every[id]) for every in by_month.values())]
    rejected = summary.lost
    hides = is_small(rejected, told.threshold or 0)
    return {
        "$schema": REPORT_SCHEMA,
        "policy": summary.policy,
        "title": summary.title,
        "organisation": summary.organisation,
        "as_of": to_utc(summary.as_of).isoformat(),
        "fingerprints": dict(summary.fingerprints),
        "threshold": told.threshold,
        "read": summary.read,
        "judged": None if hides else summary.judged,
        "rejected": None if hides else rejected,
        "promises": [_promise(promises[id], policy) for id in said],
        "months": [
            {
                "month": month,
                "promises": [_row(kept, promises[id], month, told) for id, kept in every.items() if _is_said(kept)],
            }
            for month, every in by_month.items()
        ],
        "in_all": [_in_all(id, by_month, told) for id in said],
        "longer": [
            _longer(one, by_month, told)
            for kept in summary.promises
            if kept.promise in promises
            for one in kept.reached
            if one.goal.each in _LONGER and one.period is not None
        ],
    }


def _promise(promise: Promise, policy: Policy) -> dict[str, Any]:
    targets = [
        {"says": goal.says, "for": goal.for_, "wanted": goal.wanted, "is_own": goal.is_own}
        for goal in goals_of(promise, policy.words)
    ]
    title = title_of(promise, policy)
    return {"id": promise.id, "title": title, "strength": str(promise.strength), "targets": targets}


def _is_said(kept: Kept) -> bool:
    return bool(kept.rows or kept.reached)


def cells_of(kept: Kept) -> Cells:
    """The four counts of a report."""
    in_time, not_in_time = kept.of(IN_TIME), kept.of(NOT_IN_TIME)
    unknown = kept.of((Status.UNKNOWN,))
    return Cells(
        in_time=in_time,
        not_in_time=not_in_time,
        not_known=unknown,
        not_judged=kept.rows - in_time - not_in_time - unknown,
    )


def is_missed(kept: Kept, promise: Promise) -> bool:
    """Whether it missed a target; without one, whether what must be done was not done in time for someone."""
    if kept.goals:
        return kept.verdict is Verdict.MISSED
    return promise.strength is Strength.MUST and kept.of(NOT_IN_TIME) > 0


def seen_of(kept: Kept, threshold: int) -> Shown | None:
    """What may be shown of a promise in a month."""
    cells = cells_of(kept)
    if not kept.reached:
        return shown(cells, threshold, kept.verdict, None)
    (one, *others) = kept.reached
    counts = one.met, one.counted - one.met, one.unknown
    is_told = not others and one.goal.is_own and one.goal.each == "month"
    if is_told and counts == (cells.in_time, cells.not_in_time, cells.not_known):
        return shown(cells, threshold, kept.verdict, one.goal.share)
    return shown(cells, threshold, kept.verdict, NOT_TOLD)


def _row(kept: Kept, promise: Promise, month: str, told: Told) -> dict[str, Any]:
    """A promise in a month."""
    threshold = told.threshold or 0
    seen = seen_of(kept, threshold)
    missed = is_missed(kept, promise)
    note = told.notes.get((month, kept.promise))
    exact = seen is not None and seen.is_exact
    data = {
        "id": kept.promise,
        "contacts": None if seen is None else seen.contacts,
        **cells_data(seen, places_of(kept.goals)),
        "median_minutes": None if seen is None else percentile(kept.times, MEDIAN, seen, threshold),
        "ninetieth_minutes": None if seen is None else percentile(kept.times, NINE_IN_TEN, seen, threshold),
        "targets": [_target(one, cells_of(kept), told) for one in kept.reached] if exact else [],
        "verdict": str(kept.verdict),
        "missed": missed,
        "reason": note.reason if missed and note is not None else None,
    }
    if told.threshold is not None:
        return data
    named = told.missed.get((kept.promise, month), Missed((), 0))
    late = [{"contact": contact, "status": status} for contact, status in named.contacts]
    missing = [{"what": what, "contacts": n} for what, n in kept.missing]
    return {**data, "missing": missing, "late": late, "more": named.more}


def cells_data(seen: Shown | None, places: int) -> dict[str, Any]:
    """Each count from `low` to `high`, which are one where it is exact; and the share, which is this or more.

    Null where they are not shown; the share is null of nothing too.
    """
    if seen is None or not seen.has_cells:
        return dict.fromkeys(("in_time", "not_in_time", "not_known", "not_judged", "share"))
    of = seen.in_time.low + seen.not_in_time.high
    exact = seen.in_time.is_exact and seen.not_in_time.is_exact
    share = Share(seen.in_time.low, of).text(places).removesuffix("%")
    return {
        "in_time": _range(seen.in_time),
        "not_in_time": _range(seen.not_in_time),
        "not_known": _range(seen.not_known),
        "not_judged": _range(seen.not_judged),
        "share": {"at_least": share, "is_exact": exact} if share else None,
    }


def _range(one: Range) -> dict[str, int]:
    return {"low": one.low, "high": one.high}


def _target(one: Reached, cells: Cells, told: Told) -> dict[str, Any]:
    """A target in a month that is shown in full; its figure only where what it leaves out is shown too, or is many."""
    goal = one.goal
    part = Cells(in_time=one.met, not_in_time=one.counted - one.met, not_known=one.unknown, not_judged=one.unjudged)
    of_all = goal.is_own and (part.in_time, part.not_in_time) == (cells.in_time, cells.not_in_time)
    safe = told.threshold is None or of_all or part_is_safe(part, cells, told.threshold)
    return {**_said(one), "reached": one.text if safe and one.text else None}


def _said(one: Reached) -> dict[str, Any]:
    goal = one.goal
    return {
        "says": goal.says,
        "for": goal.for_,
        "wanted": goal.wanted,
        "period": one.period,
        "verdict": str(one.verdict),
    }


def _in_all(id: str, by_month: Mapping[str, Mapping[str, Kept]], told: Told) -> dict[str, Any]:
    """The months whose figures are shown, added up."""
    every = [kept[id] for kept in by_month.values() if _is_said(kept[id])]
    seen, months = total(seen_of(kept, told.threshold or 0) for kept in every)
    figures = cells_data(seen, places_of(every[0].goals))
    return {"id": id, "months": months, "of_months": len(every), "contacts": seen.contacts, **figures}


def _longer(one: Reached, by_month: Mapping[str, Mapping[str, Kept]], told: Told) -> dict[str, Any]:
    """A target over a period that is longer than a month."""
    data = {"id": one.goal.promise, **_said(one), "reached": one.text or None}
    if told.threshold is None:
        return data
    goal = one.goal
    months = [seen_of(every[goal.promise], told.threshold) for name, every in by_month.items() if _lies_in(name, one)]
    seen, whole = total(months)
    if not goal.is_own or whole < len(months) or not seen.is_exact or one.met != seen.in_time.low:
        data["reached"] = None
    if goal.share is not None and not may_be_said(months, goal.share, one.verdict):
        data["verdict"] = None
    return data


def _lies_in(month: str, one: Reached) -> bool:
    assert one.period is not None, "what lies in no period is not said"
    year, number = month.split("-")
    quarter = (int(number) + 2) // 3
    return one.period in ("", year, f"{year}-Q{quarter}")


def unused_notes(notes: Notes, report: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The months and promises of notes that the report has no use for: the promise was not missed then."""
    missed = {(month["month"], row["id"]) for month in report["months"] for row in month["promises"] if row["missed"]}
    return sorted(key for key in notes if key not in missed)
