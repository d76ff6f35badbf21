"""`verify` with the Python checkers alone: what `make test` can run. The others join in `test_damages`."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from troth.charter import verify as charter_verify

verify = partial(charter_verify.verify, only=("python",))
OTHERS = ("checker.mjs", "checker.sql")


def leave_python_alone(build: Path) -> None:
    """Take the other checkers out of a build, and out of what it says of itself."""
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    for policy, entry in manifest["policies"].items():
        for name in OTHERS:
            (build / policy / name).unlink()
            del entry["files"][name]
    (build / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
