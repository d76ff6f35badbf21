"""How far a target is reached, and whether that can be known, whatever the contacts were of which it is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from troth.audit.figures import Share, average_text, decimals
from troth.audit.tally import Outcome, Tally
from troth.model.policy import Promise
from troth.model.words import Words
from troth.tables.shares import UNIT_SECONDS
from troth.wording.targets import share_text, target_data

_ALL = 100_000
"""The whole, in thousandths of a per cent."""


class Verdict(StrEnum):
    MET = "met"
    """It is so, whatever the unknown contacts were."""
    MISSED = "missed"
    """It is not so, whatever they were."""
    NOT_KNOWN = "cannot be known"
    """It depends on them."""
    NOTHING = "nothing to judge"
    """No contact that it is about is done or due."""
    NO_TARGET = "no target"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A tier of a target, or an average: what is to be reached.

    `share`: in thousandths of a per cent; `most`: of an average, its number, unit, and the seconds of one unit (1 where
    it is days). `is_own`: it is about all contacts of the promise and by its own limit.
    """

    promise: str
    number: int
    says: str
    for_: str | None
    each: str | None
    share: int | None
    most: tuple[int, str, int] | None
    is_own: bool

    @property
    def wanted(self) -> str:
        """`95%`; of an average `at most 4 working days`."""
        if self.share is not None:
            return share_text(self.share)
        assert self.most is not None, "a goal is a share or an average"
        n, unit, _ = self.most
        return f"at most {n:,} {unit}{'' if n == 1 else 's'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A goal in one period. `unknown`: the contacts of that period, and those of no known period, which may be its.

    `period` None: of no contact that it may be about is the period known.
    """

    goal: Goal
    period: str | None
    met: int
    counted: int
    unknown: int
    unjudged: int
    taken: int
    verdict: Verdict

    @property
    def text(self) -> str:
        """`97.1%`, `3.667 working days`; "" of nothing."""
        if not self.counted:
            return ""
        if self.goal.share is not None:
            return Share(self.met, self.counted).text(decimals(self.goal.share))
        assert self.goal.most is not None, "a goal is a share or an average"
        _, unit, one = self.goal.most
        return average_text(self.taken, one, self.counted, unit)


def goals_of(promise: Promise, words: Words) -> list[Goal]:
    """What the targets of a promise want, tier by tier, numbered as in a tally."""
    found: list[Goal] = []
    for target in promise.targets:
        is_all = not target.only and not target.excludes
        said: list[dict[str, Any]] = target_data(target, words)
        for place, one in enumerate(said):
            tier = target.tiers[place] if target.average is None else None
            n, unit = one.get("average", (0, ""))
            found.append(
                Goal(
                    promise=promise.id,
                    number=len(found),
                    says=one["says"],
                    for_=one["for"],
                    each=one["each"],
                    share=None if tier is None else tier.share,
                    most=None if tier is not None else (n, unit, UNIT_SECONDS.get(unit, 1)),
                    is_own=is_all and tier is not None and tier.limit is None,
                )
            )
    return found


def reached(goals: Iterable[Goal], tally: Tally) -> list[Reached]:
    """Each goal in each period of which there is a contact that it may be about."""
    counts: dict[tuple[str, int], dict[str | None, dict[Outcome, int]]] = {}
    for (promise, number, period, outcome), n in tally.targets.items():
        of_period = counts.setdefault((promise, number), {}).setdefault(period, {})
        of_period[outcome] = of_period.get(outcome, 0) + n
    found: list[Reached] = []
    for goal in goals:
        periods = counts.get((goal.promise, goal.number), {})
        nowhere = periods.get(None, {})
        known = sorted(name for name in periods if name is not None)
        if not known and nowhere:
            found.append(_reached(goal, None, {}, nowhere, tally))
        found += [_reached(goal, name, periods[name], nowhere, tally) for name in known]
    return found


def _reached(
    goal: Goal, period: str | None, here: dict[Outcome, int], nowhere: dict[Outcome, int], tally: Tally
) -> Reached:
    """A goal in a period; `nowhere`: the contacts that belong to a period that is not known."""
    met = here.get(Outcome.MET, 0)
    counted = met + here.get(Outcome.MISSED, 0)
    unknown = here.get(Outcome.UNKNOWN, 0) + nowhere.get(Outcome.UNKNOWN, 0)
    taken = tally.taken.get((goal.promise, goal.number, period), 0)
    return Reached(
        goal=goal,
        period=period,
        met=met,
        counted=counted,
        unknown=unknown,
        unjudged=here.get(Outcome.UNJUDGED, 0) + (nowhere.get(Outcome.UNJUDGED, 0) if period is None else 0),
        taken=taken,
        verdict=judge_share(goal.share, met, counted, unknown)
        if goal.share is not None
        else _judge_average(goal, taken, counted, unknown),
    )


def judge_share(share: int, met: int, counted: int, unknown: int) -> Verdict:
    """Is a share (thousandths of a per cent) reached, if all unknown were late, and if all were in time?

    Compared by whole numbers, so that nothing is rounded. An unknown contact may also not belong to it at all.
    """
    if not counted + unknown:
        return Verdict.NOTHING
    if met * _ALL >= share * (counted + unknown):
        return Verdict.MET
    return Verdict.MISSED if (met + unknown) * _ALL < share * (counted + unknown) else Verdict.NOT_KNOWN


def _judge_average(goal: Goal, taken: int, counted: int, unknown: int) -> Verdict:
    """One that is unknown may have taken as long as one likes, or no time at all."""
    assert goal.most is not None, "a goal is a share or an average"
    if not counted + unknown:
        return Verdict.NOTHING
    n, _, one = goal.most
    if unknown:
        return Verdict.MISSED if taken > n * one * (counted + unknown) else Verdict.NOT_KNOWN
    return Verdict.MET if taken <= n * one * counted else Verdict.MISSED


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """Missed where one is; else not known where one is not; met where all that can be judged are."""
    found = set(verdicts)
    for one in (Verdict.MISSED, Verdict.NOT_KNOWN, Verdict.MET, Verdict.NOTHING):
        if one in found:
            return one
    return Verdict.NO_TARGET


def places_of(goals: Iterable[Goal]) -> int:
    """How many places a promise's share is shown with: as many as a target has that it is compared with."""
    return max((decimals(goal.share) for goal in goals if goal.is_own and goal.share is not None), default=1)
