"""What lies in a build: the files that it wrote, and those of others."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

OTHERS = {"notes.txt": "mine", "one/notes.txt": "mine too", "site/index.html": "a page"}


def lies_in(out: Path) -> dict[str, bytes]:
    """Every file that lies in a folder."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def lay_others(out: Path) -> None:
    """Put the files of others in a folder."""
    for name, text in OTHERS.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, encoding="utf-8")


def ours(out: Path) -> dict[str, bytes]:
    """The files of a build, whose manifests agree with each other and with every file.

    Raises AssertionError where one does not.
    """
    whole = json.loads((out / "manifest.json").read_bytes())
    found = {name: (out / name).read_bytes() for name in ("manifest.schema.json", "manifest.json")}
    for policy, entry in whole["policies"].items():
        manifest = (out / policy / "manifest.json").read_bytes()
        assert json.loads(manifest) == entry, f"{policy}/manifest.json is not of this build"
        found[f"{policy}/manifest.json"] = manifest
        for name, digest in entry["files"].items():
            data = (out / policy / name).read_bytes()
            assert hashlib.sha256(data).hexdigest() == digest, f"{policy}/{name} is not of this build"
            found[f"{policy}/{name}"] = data
    return found
