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
from troth.audit.suppress import Cells, Level, Month, is_small, part_is_safe, percentile, shown, total, verdict_is_safe
from troth.audit.tally import Tally
from troth.audit.verdict import Reached, Verdict, goals_of, places_of
from troth.calendars.local_time import to_utc
from troth.deadlines.judge import Status
from troth.model.policy import US, Policy, Promise, Strength

REPORT_SCHEMA = "report.schema.json"
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
    rejected = sum(summary.rejected.values())
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


def title_of(promise: Promise, policy: Policy) -> str:
    """`Emails: reply`; of one that is not a must, `Emails: reply (aim)`."""
    standard = policy.standard(promise.standard)
    assert standard is not None, "a promise is one of a standard"
    weaker = "" if promise.strength is Strength.MUST else f" ({promise.strength})"
    return f"{standard.title or standard.name}: {promise.verb}{weaker}"


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


def _row(kept: Kept, promise: Promise, month: str, told: Told) -> dict[str, Any]:
    """A promise in a month."""
    threshold = told.threshold or 0
    cells = cells_of(kept)
    seen = shown(cells, threshold)
    whole = seen.level is Level.ALL
    missed = is_missed(kept, promise)
    note = told.notes.get((month, kept.promise))
    data = {
        "id": kept.promise,
        "shown": str(seen.level),
        "contacts": seen.contacts,
        **cells_data(seen.cells, places_of(kept.goals)),
        "median_minutes": percentile(kept.times, MEDIAN, threshold) if whole else None,
        "ninetieth_minutes": percentile(kept.times, NINE_IN_TEN, threshold) if whole else None,
        "targets": [_target(one, cells, told) for one in kept.reached] if whole else [],
        "verdict": str(kept.verdict),
        "missed": missed,
        "reason": note.reason if missed and note is not None else None,
    }
    if told.threshold is not None:
        return data
    named = told.missed.get((kept.promise, month), Missed((), 0))
    contacts = [{"contact": contact, "status": status} for contact, status in named.contacts]
    return {
        **data,
        "missing": [{"what": what, "contacts": n} for what, n in kept.missing],
        "late": contacts,
        "more": named.more,
    }


def cells_data(cells: Cells | None, places: int) -> dict[str, Any]:
    """The counts and the share, null where they are not shown; the share is null of nothing too."""
    if cells is None:
        return dict.fromkeys(("in_time", "not_in_time", "not_known", "not_judged", "share"))
    share = Share(cells.in_time, cells.in_time + cells.not_in_time).text(places).removesuffix("%") or None
    return {
        "in_time": cells.in_time,
        "not_in_time": cells.not_in_time,
        "not_known": cells.not_known,
        "not_judged": cells.not_judged,
        "share": share,
    }


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
    """The months that are shown in full, added up."""
    every = [kept[id] for kept in by_month.values() if _is_said(kept[id])]
    cells, months = total(shown(cells_of(kept), told.threshold or 0) for kept in every)
    figures = cells_data(cells, places_of(every[0].goals))
    return {"id": id, "months": months, "of_months": len(every), "contacts": cells.contacts, **figures}


def _longer(one: Reached, by_month: Mapping[str, Mapping[str, Kept]], told: Told) -> dict[str, Any]:
    """A target over a period that is longer than a month."""
    data = {"id": one.goal.promise, **_said(one), "reached": one.text or None}
    if told.threshold is None:
        return data
    months = {
        name: _month(every[one.goal.promise], told.threshold) for name, every in by_month.items() if _lies_in(name, one)
    }
    cells, whole = total(shown(month.cells, told.threshold) for month in months.values())
    if not one.goal.is_own or whole < len(months) or one.met != cells.in_time:
        data["reached"] = None
    if one.goal.is_own and one.goal.share is not None:
        missed = one.verdict is Verdict.MISSED
        if not verdict_is_safe(months, one.goal.share, is_missed=missed, threshold=told.threshold):
            data["verdict"] = None
    return data


def _lies_in(month: str, one: Reached) -> bool:
    assert one.period is not None, "what lies in no period is not said"
    year, number = month.split("-")
    quarter = (int(number) + 2) // 3
    return one.period in ("", year, f"{year}-Q{quarter}")


def _month(kept: Kept, threshold: int) -> Month:
    """A month of a longer period, with the bounds that its own verdict gives to a reader."""
    cells = cells_of(kept)
    level = shown(cells, threshold).level
    shares = [one.goal.share for one in kept.reached if one.goal.is_own and one.goal.share is not None]
    if not shares:
        return Month(cells=cells, level=level)
    allowed = [(100_000 - share) * (cells.contacts - cells.not_judged) // 100_000 for share in shares]
    if kept.verdict is Verdict.MISSED:
        return Month(cells=cells, level=level, least_missed=min(allowed) + 1)
    return Month(cells=cells, level=level, most_missed=min(allowed))


def unused_notes(notes: Notes, report: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The months and promises of notes that the report has no use for: the promise was not missed then."""
    missed = {(month["month"], row["id"]) for month in report["months"] for row in month["promises"] if row["missed"]}
    return sorted(key for key in notes if key not in missed)
