"""What a long comparison has found alike, in a file: a run that was stopped goes on there.

A line is what was asked, the edition of what was compared, and what was counted. It says that all of them agreed, and
holds as long as its edition is that of today.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.agree.drawn import ROOT
from tests.agree.engines import built
from tests.properties.days_compared import Compared

REFERENCE_PACKAGES = ("calendars", "deadlines", "model", "wording")
"""The packages of which the reference is made."""


@cache
def edition(policy: str, *packages: str) -> str:
    """What is compared: a digest of the checkers of a policy and of the sources of packages."""
    sources = [path for name in packages for path in sorted((ROOT / "compiler" / "troth" / name).glob("*.py"))]
    checkers = [text for name, text in built(policy).items() if name.startswith("checker.")]
    texts = [*checkers, *(path.read_text(encoding="utf-8") for path in sources)]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def recorded(record: Path, asked: Mapping[str, Any], compare: Callable[[], Compared]) -> Compared:
    """What `compare` finds; where all agree, it is written down, and not asked again."""
    for line in _lines(record):
        counts = line.pop("counts")
        if line == asked:
            return Compared(counts=counts, differences=[])
    found = compare()
    if not found.differences:
        with record.open("a", encoding="utf-8") as file:
            file.write(json.dumps({**asked, "counts": found.counts}) + "\n")
    return found


def _lines(record: Path) -> Iterable[dict[str, Any]]:
    return map(json.loads, record.read_text(encoding="utf-8").splitlines()) if record.exists() else ()
