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
    javascript: Path


@pytest.fixture(scope="session")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    paths = {policy: root / "policies" / policy / f"{policy}.policy" for policy in ("ledcom", "polha")}
    paths |= {policy: made(policy, years, root, tmp_path_factory) for policy, years in MADE.items()}
    return {policy: build_alone(path, tmp_path_factory) for policy, path in paths.items()}


def made(policy: str, years: tuple[int, int], root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of one of the policies beside this file, with the lock of its calendar's years."""
    path = tmp_path_factory.mktemp("made") / f"{policy}.policy"
    path.write_bytes((root / "tests" / "targets" / f"{policy}.policy").read_bytes())
    path.with_name("calendar.lock").write_text(lock_text("GB-SCT", *years), encoding="utf-8")
    return path


def build_alone(path: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A policy and its checker, which is alone in its folder."""
    one = load(path)
    assert not one.has_errors
    out = tmp_path_factory.mktemp("built")
    build([one], out)
    alone = tmp_path_factory.mktemp(path.stem) / "checker.py"
    alone.write_bytes((out / path.stem / "checker.py").read_bytes())
    beside = tmp_path_factory.mktemp(f"{path.stem}-mjs") / "checker.mjs"
    beside.write_bytes((out / path.stem / "checker.mjs").read_bytes())
    return Built(one, alone, beside)
