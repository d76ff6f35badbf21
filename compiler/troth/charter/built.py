"""A build folder, read: its manifest, and what lies in the folder of each policy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from troth.project import MANIFEST, MANIFEST_SCHEMA

POLICY_JSON = "policy.json"
_ID = re.compile(r"[\w-]+")


class NotBuilt(Exception):
    """A build, or a part of one, that cannot be read; `message` and `path` say what and where."""

    def __init__(self, message: str, path: Path) -> None:
        super().__init__(message)
        self.message, self.path = message, path.as_posix()


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What is built of one policy: its folder, the promises and files that the manifest names, and `policy.json`."""

    id: str
    folder: Path
    promises: tuple[str, ...]
    fingerprints: tuple[str, ...]
    files: tuple[str, ...]
    policy: dict[str, Any]

    @property
    def passages(self) -> dict[str, str]:
        """What each promise was written as when it was built."""
        return {one["id"]: one["passage"] for one in self.standing()}

    def standing(self) -> Iterator[dict[str, Any]]:
        """Each promise, as data."""
        for standard in self.policy["standards"]:
            yield from standard["promises"]

    def checkers(self) -> tuple[str, ...]:
        """The checkers that lie in the folder, and those that the manifest names."""
        lying = {path.name for path in self.folder.glob("checker*.*") if path.is_file()}
        return tuple(sorted(lying | {name for name in self.files if name.startswith("checker")}))


def read_manifest(build: Path) -> dict[str, Any]:
    """The entry of each policy of a build.

    Raises NotBuilt.
    """
    path = build / MANIFEST
    try:
        policies = json.loads(path.read_text(encoding="utf-8"))["policies"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        policies = None
    if not isinstance(policies, dict) or not all(_ID.fullmatch(id_) for id_ in policies):
        raise NotBuilt(f"{path.as_posix()} is missing or damaged", build)
    return policies


def read_built(build: Path, id_: str, entry: Any) -> Built:
    """What is built of a policy, by its entry in the manifest.

    Raises NotBuilt where the entry or `policy.json` is damaged.
    """
    try:
        promises, files = tuple(entry["promises"]), tuple(entry["files"])
        prints = tuple(str(one) for one in entry["fingerprints"].values())
        whole = all(isinstance(one, str) and "/" not in one for one in (*promises, *files))
    except (KeyError, TypeError, AttributeError):
        promises, files, prints, whole = (), (), (), False
    if not whole:
        raise NotBuilt(f"what {MANIFEST} says of `{id_}` is damaged", build / MANIFEST)
    folder = build / id_
    policy = _read_json(folder / POLICY_JSON, id_)
    return Built(id=id_, folder=folder, promises=promises, fingerprints=prints, files=files, policy=policy)


def _read_json(path: Path, id_: str) -> dict[str, Any]:
    """`policy.json`, of which all is there that is read.

    Raises NotBuilt.
    """
    try:
        policy: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        promises = [one for standard in policy["standards"] for one in standard["promises"]]
        whole = all(isinstance(one[name], str) for one in promises for name in ("id", "passage"))
        whole = whole and isinstance(policy["header"], dict) and isinstance(policy["calendars"], list)
        if whole and isinstance(policy["calendar"], dict | None) and policy["policy"] == id_:
            return policy
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise NotBuilt(f"`{POLICY_JSON}` is missing or damaged", path.parent)


def strangers(build: Path, manifest: dict[str, Any], site: str = "") -> Iterator[str]:
    """What lies in a build and is no part of it, nor the site: nobody looks at it, and nobody deletes it."""
    for path in sorted(build.iterdir()):
        if path.name not in (MANIFEST, MANIFEST_SCHEMA, *manifest) and path.as_posix() != site:
            yield path.name
    for id_, entry in sorted(manifest.items()):
        known = {MANIFEST, *(entry.get("files") or ())} if isinstance(entry, dict) else {MANIFEST}
        if (build / id_).is_dir():
            for path in sorted((build / id_).iterdir()):
                if path.name not in known and not path.name.startswith("checker"):
                    yield f"{id_}/{path.name}"
