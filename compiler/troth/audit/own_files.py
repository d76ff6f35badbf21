"""Which files of a folder an audit wrote: the list of them that it leaves, and those of an earlier one that must go."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from troth import __version__
from troth.writing import Content

OWN_FILES = "audit-files.json"
"""The list: as the manifest of a build has it, but of another name, as both may lie in one folder."""


def listed(files: Mapping[str, Content]) -> str:
    """The list of what an audit leaves, by path in its folder, each with its SHA-256. Raises OSError."""
    prints = {name: _print(content) for name, content in sorted(files.items())}
    return json.dumps({"compiler": __version__, "files": prints}, ensure_ascii=False, indent=2) + "\n"


def left_over(out: Path, files: Mapping[str, Content]) -> Iterator[str]:
    """The files that an earlier audit left in a folder and that are none of those that this one leaves.

    One that is not as the audit wrote it is another's by now, and is no such file. Raises OSError.
    """
    for name, said in _earlier(out / OWN_FILES).items():
        path = out / name
        if name not in files and _lies_in(out, name) and path.is_file() and _print(path) == said:
            yield name


def _earlier(path: Path) -> dict[str, Any]:
    """What a list says; nothing where there is none, or something else has its name."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError):
        return {}
    files = said.get("files") if isinstance(said, dict) else None
    return files if isinstance(files, dict) else {}


def _lies_in(out: Path, name: str) -> bool:
    """Is it a path that leads to a place in the folder, by no link?"""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        return False
    return not any((out / part).is_symlink() for part in (path, *path.parents[:-1]))


def _print(content: Content) -> str:
    if isinstance(content, str):
        return hashlib.sha256(content.encode()).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
