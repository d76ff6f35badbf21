"""Every promise that an arrival alone decides, of every policy, at every instant at which it changes: `make agree`.

Prints a line a policy, and each promise that differs from the reference with the first arrival that shows it; exits
with 1 then.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.audit.by_reference import Asked, asked_of

ROOT = Path(__file__).resolve().parent.parent.parent


def main(paths: list[Path]) -> int:
    """The command; returns its exit code."""
    differ = 0
    for path in paths:
        promises = arrivals = 0
        for one in asked_of(path):
            if not isinstance(one, Asked):
                continue
            given = one.all_arrivals()
            promises, arrivals = promises + 1, arrivals + len(given)
            found = one.differences(given)
            differ += len(found)
            if found:
                arrives, ours, wanted = found[0]
                print(f"{one.promise.id} {one.said}: {len(found)} differ; {arrives} gives {ours}, wanted {wanted}")
        print(f"{path.stem}: {promises} limits of promises at {arrivals:,} arrivals", flush=True)
    return 1 if differ else 0


if __name__ == "__main__":
    named = [Path(one) for one in sys.argv[1:]]
    raise SystemExit(
        main(named or sorted([*ROOT.glob("policies/*/*.policy"), *ROOT.glob("tests/policies/*/*.policy")]))
    )
