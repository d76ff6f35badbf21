"""A tally and its policy → how each promise was kept, and whether its targets were met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from troth.audit.figures import Share
from troth.audit.tally import Tally
from troth.audit.times import Times, percentile
from troth.audit.verdict import Goal, Reached, Verdict, goals_of, reached, together
from troth.deadlines.judge import Status
from troth.deadlines.remedies import remedy_promises
from troth.model.policy import Policy, Promise

IN_TIME = (Status.MET,)
NOT_IN_TIME = (Status.LATE, Status.EARLY, Status.OVERDUE)
ORDER = (
    *(Status.MET, Status.LATE, Status.EARLY, Status.OVERDUE, Status.OPEN, Status.AT_RISK, Status.PAUSED),
    *(Status.WAITING, Status.EXCUSED, Status.UNKNOWN),
)
"""Every status, in the order in which a summary says them."""
MEDIAN, NINE_IN_TEN = 50, 90
_THURSDAY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How one promise was kept: in all, or of the contacts that were due in a month.

    `rows`: how many there are: a contact, or an update of one, each. `times`: from the anchor to the act, by the clock,
    of those that were done and whose times are known, month by month. `missing`: unknown rows by what is missing, the
    most frequent first.
    """

    promise: str
    counts: Mapping[Status, int]
    times: tuple[Times, ...]
    goals: tuple[Goal, ...]
    reached: tuple[Reached, ...]
    missing: tuple[tuple[str, int], ...]

    @property
    def rows(self) -> int:
        return sum(self.counts.values())

    @property
    def share(self) -> Share:
        """In time, of those that were done or overdue. What was done too early was not done in time."""
        in_time = self.of(IN_TIME)
        return Share(in_time, in_time + self.of(NOT_IN_TIME))

    @property
    def timed(self) -> int:
        """Of how many it is known how long they took."""
        return sum(one.total for one in self.times)

    @property
    def median(self) -> int | None:
        """Minutes that half of all took, or less."""
        return percentile(self.times, MEDIAN)

    @property
    def ninetieth(self) -> int | None:
        """Minutes that nine in ten took, or less."""
        return percentile(self.times, NINE_IN_TEN)

    @property
    def verdict(self) -> Verdict:
        """Of all its targets in all their periods together."""
        if not self.goals:
            return Verdict.NO_TARGET
        return together(one.verdict for one in self.reached) if self.reached else Verdict.NOTHING

    def of(self, statuses: Iterable[Status]) -> int:
        """How many rows have one of these statuses."""
        return sum(self.counts.get(status, 0) for status in statuses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What an audit says. `as_of`: microseconds since 1970 in UTC. `amounts`: what is owed by currency, minor units."""

    policy: str
    title: str
    organisation: str
    as_of: int
    fingerprints: Mapping[str, str]
    read: int
    judged: int
    rejected: Mapping[str, int]
    promises: tuple[Kept, ...]
    amounts: tuple[tuple[str, int], ...]

    @property
    def verdict(self) -> Verdict:
        """Of all targets of all promises together."""
        return together(kept.verdict for kept in self.promises)

    @property
    def lost(self) -> int:
        """How many contacts were rejected: of these not even the promise or the month is known."""
        return sum(self.rejected.values())

    @property
    def unknown(self) -> int:
        """How many rows are unknown."""
        return sum(kept.counts.get(Status.UNKNOWN, 0) for kept in self.promises)


def summarise(tally: Tally, policy: Policy, as_of: int, fingerprints: Mapping[str, str]) -> Summary:
    """How each promise was kept of which there is a row or that has a target, in the policy's order.

    Raises ValueError where contacts are missing: those that were read are judged or rejected, each of them.
    """
    if tally.read != tally.judged + sum(tally.rejected.values()):
        raise ValueError(f"{tally.read} contacts were read, {tally.judged} judged, {dict(tally.rejected)} rejected")
    amounts: dict[str, int] = {}
    for (_, _, currency), minor in tally.amounts.items():
        amounts[currency] = amounts.get(currency, 0) + minor
    return Summary(
        policy=policy.id,
        title=policy.title,
        organisation=policy.header.organisation,
        as_of=as_of,
        fingerprints=fingerprints,
        read=tally.read,
        judged=tally.judged,
        rejected=dict(sorted(tally.rejected.items())),
        promises=tuple(kept for kept in keep(tally, policy) if kept.rows or kept.goals),
        amounts=tuple(sorted(amounts.items())),
    )


def keep(tally: Tally, policy: Policy, month: str | None = "") -> list[Kept]:
    """How each promise of the policy was kept, then its claim and its payment, in the policy's order.

    `month`: of the rows that were due in it, with the targets of its days, its weeks (by their Thursday) and of itself;
    None: of those without a deadline; "": of all.
    """
    counts = _by_promise(tally.statuses, month)
    missing = _by_promise(tally.missing, month)
    times: dict[str, list[Times]] = {}
    for (promise, period), one in tally.times.items():
        if month in ("", period):
            times.setdefault(promise, []).append(one)
    goals = {promise.id: tuple(goals_of(promise, policy.words)) for promise in policy.promises()}
    found = reached((goal for several in goals.values() for goal in several), tally)
    return [
        Kept(
            promise=id,
            counts=counts.get(id, {}),
            times=tuple(times.get(id, ())),
            goals=goals.get(id, ()),
            reached=tuple(one for one in found if one.goal.promise == id and (month == "" or _month_of(one) == month)),
            missing=tuple(sorted(missing.get(id, {}).items(), key=lambda one: (-one[1], one[0]))),
        )
        for id in every_id(policy)
    ]


_Key = TypeVar("_Key")


def _by_promise(counted: Mapping[tuple[str, str | None, _Key], int], month: str | None) -> dict[str, dict[_Key, int]]:
    """Counts of a month, or of all, by promise."""
    found: dict[str, dict[_Key, int]] = {}
    for (promise, period, key), n in counted.items():
        if month in ("", period):
            of_promise = found.setdefault(promise, {})
            of_promise[key] = of_promise.get(key, 0) + n
    return found


def _month_of(one: Reached) -> str | None:
    """The month in which a period lies; None of one that is longer than a month, or not known."""
    if one.period is None:
        return None
    match one.goal.each:
        case "month":
            return one.period
        case "day":
            return one.period[:7]
        case "week":
            year, week = one.period.split("-W")
            return date.fromisocalendar(int(year), int(week), _THURSDAY).isoformat()[:7]
        case _:
            return None


def months_of(tally: Tally) -> list[str]:
    """The months in which something was due, in their order."""
    return sorted({period for _, period, _ in tally.statuses if period is not None})


def every_id(policy: Policy) -> list[str]:
    """The identities of all that a tally may count: of each promise, then of its claim and its payment."""
    return [one.id for promise in policy.promises() for one in _with_remedy(promise)]


def _with_remedy(promise: Promise) -> Sequence[Promise]:
    return [promise, *remedy_promises(promise)]


FINE, MISSED = 0, 1


def exit_code(summary: Summary, *, strict: bool = False) -> int:
    """0, or 1 where a target is missed; with `strict`, where one cannot be known too, or a contact was rejected.

    One that is rejected might belong to any promise and month: see `Summary.lost`.
    """
    bad = (Verdict.MISSED, Verdict.NOT_KNOWN) if strict else (Verdict.MISSED,)
    return MISSED if summary.verdict in bad or (strict and summary.lost) else FINE
