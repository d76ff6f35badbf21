"""`verify` with the Python checkers alone: what `make test` can run. The others join in `test_damages`."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from troth.charter import verify as charter_verify

verify = partial(charter_verify.verify, only=("python",))
OTHERS = ("checker.mjs", "checker.sql")


def in_entries(build: Path, change: Callable[[str, dict[str, Any]], None]) -> None:
    """Change what the manifests of a build say of each policy: that of the build, and that of the policy's folder."""
    for path in (build / "manifest.json", *build.glob("*/manifest.json")):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            data = json.loads(text)
            entries = data["policies"].items() if "policies" in data else [(data["policy"], data)]
            for policy, entry in entries:
                change(policy, entry)
            if (changed := json.dumps(data, ensure_ascii=False, indent=2) + "\n") != text:
                path.write_text(changed, encoding="utf-8")


def leave_python_alone(build: Path) -> None:
    """Take the other checkers out of a build, and out of what it says of itself."""

    def without(policy: str, entry: dict[str, Any]) -> None:
        for name in OTHERS:
            (build / policy / name).unlink(missing_ok=True)
            entry["files"].pop(name, None)

    in_entries(build, without)
