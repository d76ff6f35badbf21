"""Two policies and one made for a test, and their checkers as `troth build` writes them, each alone in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from tests.deadlines.made import lock_text

from troth.project import Compiled, build, load


class Built(NamedTuple):
    compiled: Compiled
    checker: Path


@pytest.fixture(scope="session")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    out = tmp_path_factory.mktemp("built")
    made = tmp_path_factory.mktemp("made") / "extended.policy"
    made.write_bytes((root / "tests" / "targets" / "extended.policy").read_bytes())
    made.with_name("calendar.lock").write_text(lock_text("GB-SCT", 2015, 2030), encoding="utf-8")
    paths = {policy: root / "policies" / policy / f"{policy}.policy" for policy in ("ledcom", "polha")}
    found = {}
    for policy, path in {**paths, "extended": made}.items():
        one = load(path)
        assert not one.has_errors
        build([one], out)
        alone = tmp_path_factory.mktemp(policy) / "checker.py"
        alone.write_bytes((out / policy / "checker.py").read_bytes())
        found[policy] = Built(one, alone)
    return found
