"""`make agree`: every engine beside the reference on random contacts of each policy; a million each takes hours.

Each contact is put to each engine as a whole, in sessions with other time zones: what is compared is the answer's JSON,
byte by byte; of SQL, the rows of promises. One in three contacts arrives near a change of the clocks or of the year.
With `--record FILE` a run that is stopped goes on where it was: what has agreed is written there, and is not asked
again while the checkers and the reference are what they were. The record of `make agree` is kept beside this file.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import cycle
from pathlib import Path
from typing import Any

from tests.agree.drawn import Drawn, contacts, judged
from tests.agree.engines import ENGINES, ZONES, Engine
from tests.agree.record import REFERENCE_PACKAGES, edition, recorded
from tests.properties.against_oracles import Task, run
from tests.properties.days_compared import Compared

A_TASK = 20_000
REFERENCE = "reference"


@cache
def engine(name: str, policy: str) -> Engine:
    """Started once in each process."""
    return ENGINES[name](policy)


def compare_once(record: Path, policy: str, names: Sequence[str], seed: int, n: int) -> Compared:
    """What `compare` finds, unless it is known that all agree."""
    known = edition(policy, *REFERENCE_PACKAGES)
    asked = {"policy": policy, "engines": [*names], "seed": seed, "contacts": n, "edition": known}
    return recorded(record, asked, partial(compare, policy, names, seed, n))


def compare(policy: str, names: Sequence[str], seed: int, n: int) -> Compared:
    """So many contacts of a policy, by these engines beside the reference."""
    drawn = list(contacts(policy, seed, n))
    zone = ZONES[seed % len(ZONES)]
    whole = list(engine(REFERENCE, policy).answers(drawn, zone))
    wrong: list[str] = []
    for name in names:
        asked = engine(name, policy)
        expected = [asked.kept(answer) for answer in whole]
        wrong += differences(f"{policy}, {name} in {zone}", drawn, expected, asked.answers(drawn, zone))
    return Compared(counts={f"{policy}, {name}": n for name in names}, differences=wrong)


def differences(
    who: str,
    drawn: Sequence[Drawn],
    expected: Sequence[str],
    answers: Iterator[str],
) -> Iterator[str]:
    """What an engine answers otherwise than the reference, contact by contact; or that it answers no more."""
    for one, wanted in zip(drawn, expected, strict=True):
        answer = next(answers, "null")
        if answer != wanted:
            where = "; ".join(parts(json.loads(wanted), json.loads(answer))) or "the order of keys, or white space"
            asked = json.dumps({"contact": one.contact, "as_of": one.as_of, "reading": one.reading}, ensure_ascii=False)
            yield f"{who}: {where}\n    {asked}"


def parts(wanted: Any, got: Any, path: str = "") -> Iterator[str]:
    """The innermost parts of two answers that differ, each with its path."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        for key in {**wanted, **got}:
            yield from parts(wanted.get(key), got.get(key), f"{path}.{key}")
    elif isinstance(wanted, list) and isinstance(got, list) and len(wanted) == len(got):
        for number, (one, other) in enumerate(zip(wanted, got, strict=True)):
            yield from parts(one, other, f"{path}[{number}]")
    elif wanted != got:
        yield f"{path.lstrip('.')}: {wanted!r}, but {got!r}"


Ask = Callable[[str, Sequence[str], int, int], Compared]


def tasks(policies: Sequence[str], names: Sequence[str], seed: int, n: int, ask: Ask = compare) -> Iterator[Task]:
    """The policies in turn, so that a run that is stopped has asked of each of them."""
    left = dict.fromkeys(policies, n)
    for number, policy in enumerate(cycle(policies)):
        if not any(left.values()):
            return
        if left[policy]:
            size = min(A_TASK, left[policy])
            left[policy] -= size
            yield partial(ask, policy, names, seed * 1_000_000 + number, size)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    others = [name for name in ENGINES if name != REFERENCE]
    parser.add_argument("--contacts", type=int, default=1_000_000, help="of each policy")
    parser.add_argument("--policy", action="append", choices=judged(), help="this one only; may be given several times")
    parser.add_argument("--engine", action="append", choices=others, help="this one only; may be given several times")
    parser.add_argument("--seed", type=int, default=2, help="another than the record's draws other contacts")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="how many at once")
    parser.add_argument("--record", type=Path, metavar="FILE", help="go on where a run with the same file was stopped")
    options = parser.parse_args()
    gc.set_threshold(200_000, 50, 1_000)  # many contacts are kept at once, and none is in a circle
    ask = partial(compare_once, options.record) if options.record else compare
    chosen = tasks(options.policy or judged(), options.engine or others, options.seed, options.contacts, ask)
    return run(chosen, options.seed, options.processes)


if __name__ == "__main__":
    raise SystemExit(main())
