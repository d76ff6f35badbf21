"""Holiday locks for tests: where polha's lies, and as other versions of the library would have written it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.cli.conftest import Troth

from troth.calendars.lock import Holiday, Lock, write_lock
from troth.calendars.locked import read_lock


def lock(copied: Path) -> Path:
    return copied / "polha" / "calendar.lock"


def older(path: Path, change: Callable[[Iterable[Holiday]], Iterable[Holiday]], library: str = "0.1") -> Lock:
    """The lock as another version of the library might have written it, with other days; returns it."""
    found, damage = read_lock("", path.read_text(encoding="utf-8"))
    assert found is not None, damage
    lock = replace(found, library=library, holidays=tuple(sorted(change(found.holidays))))
    path.write_text(write_lock(lock), encoding="utf-8")
    return lock


def without(*days: str) -> Callable[[Iterable[Holiday]], Iterable[Holiday]]:
    """Without the holidays of these dates."""
    return lambda holidays: [one for one in holidays if one.day.isoformat() not in days]


def data_of(troth: Troth, *arguments: object) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(troth("calendar", *arguments, "--format", "json").stdout)
    return data
