"""The stages of a SQL checker, in order: from contacts to rows, one SELECT each, by rounds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from troth.targets.sql_steps import placed, step

SETUP = ("day", "nth", "span", "seg", "openseg")
"""The tables that are made of the inserted ones, once."""
RESULTS = ("result", "target", "refused", "stray", "unmeasured")
"""The tables that are left."""
_JUDGED = (
    *("asked", "updated", "request", "anchored", "zero", "by_days", "by_time", "by_time_back", "due", "pair"),
    *("moving", "happening", "moved", "dues", "weighed", "updates", "row"),
)
_OWED = ("lapsed", "stretch", "period", "owed", "missed_moment")

Place = Callable[[str], str]
"""The text of a SELECT with the names of its tables said."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One SELECT by its name. `of`: where the policy says what it is, and `text` is the end of its tables' names.

    It is `watched` for the promises whose misses set something off, `promises` for all, `owing` for what is owed for
    them, `claims` for those of claims and payments.
    """

    name: str
    text: str
    of: str = ""


def rounds_before(program: dict[str, Any]) -> int:
    """How many rounds must be over before every event that misses set off is known."""
    misses = program["words"]["misses"]
    promises = {promise["id"]: json.dumps(promise) for promise in program["promises"]}
    depth = dict.fromkeys(misses, 1)
    for _ in misses:
        for event, (_n, id_, _within) in misses.items():
            known = [depth[other] for other in misses if json.dumps(other)[1:-1] in promises[id_] and other != event]
            depth[event] = max([1, *(one + 1 for one in known)])
            depth[event] = min(depth[event], len(misses))
    return max(depth.values(), default=0)


def watched(program: dict[str, Any]) -> frozenset[str]:
    """The promises whose misses set something off."""
    return frozenset(id_ for _n, id_, _within in program["words"]["misses"].values())


def stages(before: int, schema: str, p: str, *, owes: bool, aims: bool) -> Iterator[Stage]:
    """Every stage, with `before` rounds for what misses set off; the last round has all promises.

    `owes`: a round more, for the claims and payments of what was missed; `aims`: has a promise a target?
    """

    def one(name: str, suffix: str = "", block: str = "", **names: str) -> Stage:
        return Stage(name + suffix, placed(step(block or name), names, schema=schema, suffix=suffix, p=p))

    yield from (one(name) for name in ("moment_read", "carried", "problem", "arrived", "moment", "judging"))
    if before:
        yield one("missed_read")
        yield one("unsure", block="unsure_none")
    for number in range(before + 1):
        suffix, is_last = f"_{number}" if number else "", number == before
        if number:
            last = f"_{number - 1}" if number > 1 else ""
            text = f"SELECT * FROM {schema}.moment_read UNION ALL SELECT * FROM {schema}.set_off{last}"
            yield Stage(f"moment_read{suffix}", text)
            yield Stage(f"unsure{suffix}", f"SELECT * FROM {schema}.unsure_here{last}")
            yield one("moment", suffix)
        yield one("state_so", suffix)
        yield Stage(f"logic{suffix}", suffix, "promises" if is_last else "watched")
        yield from (one(name, suffix) for name in _JUDGED)
        yield one("sure", suffix, "sure" if before else "sure_plain")
        if not is_last:
            yield from (one(name, suffix) for name in ("watched", "set_off", "unsure_here"))
    rounds = [f"_{number}" if number else "" for number in range(before + 1)]
    last = rounds[-1]
    if owes:
        yield Stage("owing", last, "owing")
        yield from (one(name, sure=f"sure{last}") for name in _OWED)
        text = f"SELECT * FROM {schema}.moment_read{last} UNION ALL SELECT * FROM {schema}.missed_moment"
        yield Stage("moment_read_paid", text)
        yield one("moment", "_paid")
        yield Stage("logic_paid", last, "claims")
        yield from (one(name, "_paid") for name in _JUDGED)
        yield one("sure", "_paid", "sure" if before else "sure_plain", unsure=f"unsure{last}")
    yield one("whole", block="with_remedies" if owes else "without_remedies", sure=f"sure{last}")
    if aims:
        yield Stage("counting", last, "counting")
        names = {name: f"{name}{last}" for name in ("sure", "moment", "happening")}
        yield one("took", **names)
        yield one("zero", "_took", anchored="took")
        yield from (one(name, **names) for name in ("spent", "taken", "tiered"))
    yield one("outside")
    beyond = [
        f"SELECT contact FROM {schema}.sure{suffix} WHERE any_out = 1" for suffix in [*rounds[:-1], *["_paid"] * owes]
    ]
    shown = f"JOIN {schema}.promise t ON t.prom = s.prom AND t.shown = 1"
    beyond.append(f"SELECT s.contact FROM {schema}.sure{last} s {shown} WHERE s.any_out = 1")
    beyond += [f"SELECT contact FROM {schema}.tiered WHERE beyond = 1"] * aims
    yield Stage("outside_all", "\nUNION\n".join([f"SELECT contact FROM {schema}.outside", *beyond]))
    yield one("placed")
    for name in RESULTS:
        yield one(name, block="no_target" if name == "target" and not aims else name, logic=f"logic{last}")
