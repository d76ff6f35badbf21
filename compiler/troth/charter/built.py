"""A build folder, read: its manifest, what lies in the folder of each policy, and where a build contradicts itself."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from troth.calendars.lock import is_dropped
from troth.charter.policy_data import BuiltPolicy, DutyBeside, NotData, read_beside, read_policy
from troth.model.calendar import Calendar
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
    """What is built of one policy: its folder, the promises and files that the manifest names, and `policy.json`.

    `said` is all of `policy.json` as values of the model; `beside`, what it holds of each duty beside its fields.
    """

    id: str
    folder: Path
    promises: tuple[str, ...]
    fingerprints: tuple[str, ...]
    files: tuple[str, ...]
    policy: dict[str, Any]
    said: BuiltPolicy
    beside: tuple[DutyBeside, ...]

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
    policies = _json(path).get("policies")
    if not isinstance(policies, dict) or not all(_ID.fullmatch(id_) for id_ in policies):
        raise NotBuilt(f"{path.as_posix()} is missing or damaged", build)
    return policies


def _json(path: Path) -> dict[str, Any]:
    """The object that a file holds; an empty one where it holds none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def read_built(build: Path, id_: str, entry: Any) -> Built:
    """What is built of a policy, by its entry in the manifest.

    Raises NotBuilt where the entry or `policy.json` is damaged.
    """
    if not _is_entry(entry):
        raise NotBuilt(f"what {MANIFEST} says of `{id_}` is damaged", build / MANIFEST)
    folder = build / id_
    policy, said, beside = _read_json(folder / POLICY_JSON, id_)
    return Built(
        id=id_,
        folder=folder,
        promises=tuple(entry["promises"]),
        fingerprints=tuple(str(one) for one in entry["fingerprints"].values()),
        files=tuple(entry["files"]),
        policy=policy,
        said=said,
        beside=beside,
    )


def _is_entry(entry: Any) -> bool:
    """Whether all that is read of an entry of a manifest is there."""
    if not isinstance(entry, dict) or not isinstance(entry.get("fingerprints"), dict):
        return False
    promises, files = entry.get("promises"), entry.get("files")
    if not isinstance(promises, list) or not isinstance(files, dict):
        return False
    return all(isinstance(one, str) and "/" not in one for one in (*promises, *files))


def _read_json(path: Path, id_: str) -> tuple[dict[str, Any], BuiltPolicy, tuple[DutyBeside, ...]]:
    """`policy.json` as it stands there and as values of the model.

    Raises NotBuilt where it is not all there.
    """
    data = _json(path)
    try:
        said, beside = read_policy(data), read_beside(data)
    except NotData as problem:
        where = f": its `{problem.args[0]}` is not what stands there in a build" if data else ""
        raise NotBuilt(f"`{POLICY_JSON}` is missing or damaged{where}", path.parent) from None
    passages = (one.get("passage") for standard in data["standards"] for one in standard["promises"])
    if said.policy != id_ or not all(isinstance(one, str) for one in passages):
        raise NotBuilt(f"`{POLICY_JSON}` is missing or damaged", path.parent)
    return data, said, beside


def contradictions(built: Built, build: Path, entry: dict[str, Any]) -> Iterator[NotBuilt]:
    """Where the manifests, the files and `policy.json` of a policy are not of one build, each with the file.

    Fingerprints are left out: they are reported, and never relied on.
    """
    yield from (NotBuilt(problem, built.folder / POLICY_JSON) for problem in _in_policy_json(built.said))
    inner = _json(built.folder / MANIFEST)
    for path, one in ((build / MANIFEST, entry), (built.folder / MANIFEST, inner)):
        if not _is_entry(one):
            yield NotBuilt(f"the manifest of `{built.id}` is missing or damaged", path)
            continue
        yield from (NotBuilt(problem, path) for problem in _in_manifest(built, one))
    for name in built.files:
        path = built.folder / name
        if name.endswith(".json") and not _json(path):
            yield NotBuilt(f"`{name}` of `{built.id}` is missing, or is no JSON", path)


def _in_policy_json(said: BuiltPolicy) -> Iterator[str]:
    ids = Counter(standard.id for standard in said.standards)
    ids.update(one.id for standard in said.standards for one in standard.promises)
    for id_ in sorted(id_ for id_, times in ids.items() if times > 1):
        yield f"`{id_}` stands twice in `{POLICY_JSON}`"
    main = said.calendar
    if said.years != (None if main is None else (main.first_year, main.last_year)):
        yield f"the `years` of `{POLICY_JSON}` are not those of its calendar"
    for standard in said.standards:
        if any(promise.replaces != standard.replaces for promise in standard.promises):
            yield f"`{standard.id}` replaces other standards in `{POLICY_JSON}` than its promises do"
    for calendar in (*([] if main is None else [main]), *said.calendars):
        for day in _misplaced_days(calendar):
            yield f"the days of calendar {calendar.name} in `{POLICY_JSON}` are not all from one build: {day}"


def _misplaced_days(calendar: Calendar) -> Iterator[str]:
    """Days that a calendar adds and does not have, or drops and has all the same."""
    rule = calendar.holidays
    closed = {one.day: one.name for one in calendar.closed}
    added = (*(rule.added if rule else ()), *calendar.closures)
    for one in added:
        is_there = one.day in closed and (one.name in closed[one.day] or one.announced is not None)
        if calendar.first <= one.day <= calendar.last and not is_there:
            yield f"{one.day.isoformat()} ({one.name})"
    said = {one.day for one in added}
    for day, name in closed.items():
        if rule is not None and day not in said and is_dropped(name, rule.dropped):
            yield f"{day.isoformat()} ({name})"


def _in_manifest(built: Built, entry: dict[str, Any]) -> Iterator[str]:
    """What an entry of a manifest says otherwise than `policy.json`; what it says beyond that is not published."""
    named = f"the manifest of `{built.id}`"
    for id_ in built.passages:
        if id_ not in entry["promises"]:
            yield f"{named} does not name the promise `{id_}`, which stands in `{POLICY_JSON}`"
    for part in ("policy", "title", "years"):
        if entry.get(part) != built.policy[part]:
            yield f"{named} has another `{part}` than `{POLICY_JSON}`"


def changed(built: Built, entry: dict[str, Any]) -> Iterator[str]:
    """What is said of files that are not as they were built.

    It is no finding: what a file says is compared, and nothing rests on a digest that whoever changes it can change.
    """
    for name, digest in entry["files"].items():
        path = built.folder / name
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield f"{path.as_posix()} was changed after it was built: the manifest has another SHA-256"


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
