"""Deadlines that are counted anew: after each event everything is worked out again, from the last restart in time.

Nothing here is the compiler's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

PAUSED, RESTARTED, TOLD = 0, 1, 2
"""What happens, in the order in which it is taken at one instant."""
Ends = Callable[[int, int, list[tuple[int, int]]], int]
"""The last instant in time for an anchor, how often it was told, and pauses from and to."""


@dataclass(frozen=True, order=True)
class Happened:
    """`until`: when a pause ended."""

    at: int
    what: int
    until: int = 0


@dataclass(frozen=True, kw_only=True)
class Force:
    """What is in force once all is known: the anchor, the last instant in time, how often it was told, the restarts."""

    anchor: int
    last: int
    times: int
    restarts: list[int] = field(default_factory=list)


def in_force(ends: Ends, arrives: int, happened: Iterable[Happened], *, included: bool, once: bool = False) -> Force:
    """What counts of all that happened, each thing asked whether it was in time for the deadline in force then.

    `included`: a deadline is kept at its very instant, at which no pause can begin any more. `once`: told once at most.
    """
    counted: list[Happened] = []

    def now() -> Force:
        restarts = [one.at for one in counted if one.what == RESTARTED]
        anchor = restarts[-1] if restarts else arrives
        times = len([one for one in counted if one.what == TOLD])
        pauses = [(one.at, one.until) for one in counted if one.what == PAUSED]
        return Force(anchor=anchor, last=ends(anchor, times, pauses), times=times, restarts=restarts)

    for one in sorted(happened):
        force = now()
        in_time = one.at <= force.last
        if one.what == PAUSED and included:
            in_time = one.at < force.last
        if one.what == RESTARTED:
            in_time = in_time and one.at > force.anchor
        if one.what == TOLD:
            in_time = in_time and not (once and force.times)
        if in_time:
            counted.append(one)
    return now()
