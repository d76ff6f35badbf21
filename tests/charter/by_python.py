"""`verify` with the Python checkers alone: what `make test` can run. The others join in `test_damages`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from troth.charter import verify as charter_verify
from troth.charter.compared import Progress
from troth.diagnostics import Diagnostic

OTHERS = ("checker.mjs", "checker.sql")


def verify(
    site: Path, build: Path, progress: Progress, every: int = 1, only: Sequence[str] = ("python",)
) -> list[Diagnostic]:
    """What is found by comparing, in a build whose files are those that it names: not that one of them was changed."""
    seal(build)
    return charter_verify.verify(site, build, progress, every, only)


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


def seal(build: Path) -> None:
    """Write down the digests of files as they are: whoever changes a file can do that, too."""

    def digests(policy: str, entry: dict[str, Any]) -> None:
        for name in entry["files"]:
            path = build / policy / name
            if path.is_file():
                entry["files"][name] = hashlib.sha256(path.read_bytes()).hexdigest()

    in_entries(build, digests)


def leave_python_alone(build: Path) -> None:
    """Take the other checkers out of a build, and out of what it says of itself."""

    def without(policy: str, entry: dict[str, Any]) -> None:
        for name in OTHERS:
            (build / policy / name).unlink(missing_ok=True)
            entry["files"].pop(name, None)

    in_entries(build, without)
