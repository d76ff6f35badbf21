"""The files of a built site that may be pages, in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from troth.charter.published import PageProblem, SiteFile

SUFFIXES = (".html", ".htm", ".xhtml")
MOST_READ = 64_000_000


def files_in(site: Path) -> Iterator[SiteFile | PageProblem]:
    """Each file of a folder whose name is that of a page, in order, and each file or folder that cannot be read."""
    for path in _paths(site):
        name = path.relative_to(site).as_posix() if path.is_relative_to(site) else path.as_posix()
        try:
            if path.is_dir() or path.stat().st_size > MOST_READ:
                why = "may not be opened" if path.is_dir() else f"is larger than {MOST_READ // 1_000_000} MB"
                yield PageProblem("T808", f"it {why}", name, _MAKE_READABLE)
            else:
                yield SiteFile(path=name, data=path.read_bytes())
        except OSError as problem:
            yield PageProblem("T808", f"it cannot be read: {problem.strerror}", name, _MAKE_READABLE)


_MAKE_READABLE = "check who may read it, and publish the site again"


def _paths(site: Path) -> list[Path]:
    """Every page in a folder, and every folder in it that may not be opened."""
    shut: list[Path] = []
    found: list[Path] = []
    for folder, _, names in os.walk(site, onerror=lambda problem: shut.append(Path(problem.filename))):
        found += [Path(folder) / name for name in names if name.lower().endswith(SUFFIXES)]
    return sorted([*found, *shut])
