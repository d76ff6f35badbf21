"""The two policies, and their checkers as `troth build` writes them, each alone in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from troth.project import Compiled, build, load


class Built(NamedTuple):
    compiled: Compiled
    checker: Path


@pytest.fixture(scope="session")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    out = tmp_path_factory.mktemp("built")
    found = {}
    for policy in ("ledcom", "polha"):
        one = load(root / "policies" / policy / f"{policy}.policy")
        build([one], out)
        alone = tmp_path_factory.mktemp(policy) / "checker.py"
        alone.write_bytes((out / policy / "checker.py").read_bytes())
        found[policy] = Built(one, alone)
    return found
