"""JSON data with one slip in it, of every kind in every key of every sort of object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Path = tuple[Any, ...]


def objects(data: Any, path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every object in JSON data, with the keys that lead to it."""
    if isinstance(data, dict):
        yield path, data
        for key, value in data.items():
            yield from objects(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from objects(value, (*path, index))


def slips(data: Any) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """Each slip by its name, with where the object stands, and the object with it.

    Once for each key of each class: without it, of another type; and a key too many.
    """
    seen: set[tuple[str, str]] = set()
    for path, part in objects(data):
        kind = part.get("is", "/".join(key for key in path if isinstance(key, str)))
        for key in (*part, "surplus"):
            if (kind, key) in seen:
                continue
            seen.add((kind, key))
            if key in part:
                yield f"{kind} without {key}", path, {name: value for name, value in part.items() if name != key}
            yield f"{kind} of another type {key}", path, {**part, key: 1.5}
            yield f"{kind} as an object {key}", path, {**part, key: {"is": "Other"}}


def put_in(data: Any, path: Path, part: Any) -> Any:
    """The data with another part where these keys lead."""
    if not path:
        return part
    first, *rest = path
    changed = dict(data) if isinstance(data, dict) else list(data)
    changed[first] = put_in(data[first], tuple(rest), part)
    return changed
