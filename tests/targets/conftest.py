"""Two policies and those made for a test, and their checkers as `troth build` writes them, each alone in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from tests.deadlines.made import lock_text

from troth.project import Compiled, build, load

MADE = {"extended": (2015, 2030), "timed": (2024, 2027), "several": (2024, 2027)}


class Built(NamedTuple):
    compiled: Compiled
    checker: Path


@pytest.fixture(scope="session")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    out = tmp_path_factory.mktemp("built")
    paths = {policy: root / "policies" / policy / f"{policy}.policy" for policy in ("ledcom", "polha")}
    for policy, years in MADE.items():
        paths[policy] = tmp_path_factory.mktemp("made") / f"{policy}.policy"
        paths[policy].write_bytes((root / "tests" / "targets" / f"{policy}.policy").read_bytes())
        paths[policy].with_name("calendar.lock").write_text(lock_text("GB-SCT", *years), encoding="utf-8")
    found = {}
    for policy, path in paths.items():
        one = load(path)
        assert not one.has_errors
        build([one], out)
        alone = tmp_path_factory.mktemp(policy) / "checker.py"
        alone.write_bytes((out / policy / "checker.py").read_bytes())
        found[policy] = Built(one, alone)
    return found
