"""What sets a finding off where the text of a policy does not: the file, the lock, the built site, or a command."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, chdir, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from unittest import mock

from click.testing import CliRunner
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from tests.charter.by_python import leave_python_alone

from troth.calendars.lock import write_lock
from troth.calendars.locked import read_lock
from troth.cli.main import main

Setting = Callable[[Path], AbstractContextManager[None]]

ALONE = {"T004", "T013"}
"""Whose policy is the whole file, although it has no `policy` block."""


def _changed(file: str, change: Callable[[str], str]) -> Setting:
    """The file of that name, with another text."""

    @contextmanager
    def setting(folder: Path) -> Iterator[None]:
        path = folder / file
        before = path.read_text(encoding="utf-8")
        path.write_text(change(before), encoding="utf-8")
        assert path.read_text(encoding="utf-8") != before, f"nothing changed in {file}"
        yield

    return setting


@contextmanager
def _in_another_encoding(folder: Path) -> Iterator[None]:
    path = folder / "harbour.policy"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    yield


@contextmanager
def _log_of_windows(folder: Path) -> Iterator[None]:
    path = folder / "log.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    yield


@contextmanager
def _without_the_extra(folder: Path) -> Iterator[None]:
    """Whatever is installed here: a module that is None cannot be imported."""
    (folder / "log.csv").rename(folder / "log.xlsx")
    with mock.patch.dict(sys.modules, {"openpyxl": None}):
        yield


@contextmanager
def _closed_to_us(folder: Path) -> Iterator[None]:
    """Whoever runs the tests may read every file, so that permission is refused here."""
    refused = PermissionError(13, "Permission denied")
    with mock.patch.object(Path, "read_bytes", side_effect=refused):
        yield


@contextmanager
def _without_lock(folder: Path) -> Iterator[None]:
    (folder / "calendar.lock").unlink()
    yield


@contextmanager
def _newer_lock(folder: Path) -> Iterator[None]:
    """The lock of a library that will know of one more change."""
    path = folder / "calendar.lock"
    lock, _ = read_lock("", path.read_text(encoding="utf-8"))
    assert lock is not None
    path.write_text(write_lock(replace(lock, library="999.0", holidays=lock.holidays[1:])), encoding="utf-8")
    yield


@contextmanager
def _updated_lock(folder: Path) -> Iterator[None]:
    with chdir(folder):
        result = CliRunner().invoke(main, ["calendar", "--update", "harbour.policy"])
    assert result.exit_code == 0, result.output
    yield


# ---------- built and published


@cache
def _built(policy: str, lock: str) -> tempfile.TemporaryDirectory[str]:
    """A folder with `build` and `site` of this policy, made once; it goes with the process."""
    made = tempfile.TemporaryDirectory(prefix="troth-findings-")
    folder = Path(made.name)
    (folder / "policies").mkdir()
    (folder / "policies" / "harbour.policy").write_text(policy, encoding="utf-8")
    (folder / "policies" / "calendar.lock").write_text(lock, encoding="utf-8")
    result = CliRunner().invoke(main, ["build", str(folder / "policies"), "--out", str(folder / "build")])
    assert result.exit_code == 0, result.output
    leave_python_alone(folder / "build")
    (folder / "pages").mkdir()
    (folder / "mkdocs.yml").write_text(
        f"site_name: Harbour\ndocs_dir: pages\nsite_dir: {folder / 'site'}\ntheme: {{name: troth}}\n"
        "plugins: [{troth: {policies: policies, as_of: 2026-07-01}}]\n",
        encoding="utf-8",
    )
    mkdocs_build(load_config(str(folder / "mkdocs.yml")))
    return made


@contextmanager
def _published(folder: Path) -> Iterator[None]:
    made = _built(*((folder / name).read_text(encoding="utf-8") for name in ("harbour.policy", "calendar.lock")))
    for name in ("build", "site"):
        shutil.copytree(Path(made.name) / name, folder / name)
    yield


def _damaged(file: str, change: Callable[[str], str]) -> Setting:
    """Built and published, and then this file changed by hand."""

    @contextmanager
    def setting(folder: Path) -> Iterator[None]:
        with _published(folder), _changed(file, change)(folder):
            yield

    return setting


@contextmanager
def _without_manifest(folder: Path) -> Iterator[None]:
    with _published(folder):
        (folder / "build" / "manifest.json").unlink()
        yield


@contextmanager
def _without_pages(folder: Path) -> Iterator[None]:
    with _published(folder):
        shutil.rmtree(folder / "site" / "harbour")
        yield


@contextmanager
def _with_a_strange_checker(folder: Path) -> Iterator[None]:
    with _published(folder):
        (folder / "build" / "harbour" / "checker.rb").write_text("puts 0\n", encoding="utf-8")
        yield


_CHARTER = "site/harbour/index.html"
_CHECKER = "build/harbour/checker.py"
_PASSAGE = re.compile(r'<div data-troth="passage" data-promise="harbour\.email\.reply".*?</div>', re.DOTALL)
_SAID = "we reply within 3 working days."

SETTINGS: dict[str, Setting] = {
    "T001": _in_another_encoding,
    "T015": _closed_to_us,
    "T202": _without_lock,
    "T209": _changed("calendar.lock", lambda text: text.replace("2028-12-25", "25/12/2028")),
    "T220": _newer_lock,
    "T712": _log_of_windows,
    "T713": _without_the_extra,
    "T801": _without_pages,
    "T802": _damaged(_CHARTER, lambda text: text.replace(_SAID, "we reply in about 3 working days.")),
    "T803": _damaged(_CHECKER, lambda text: text.replace("[[3, 'working day']]", "[[4, 'working day']]")),
    "T804": _damaged(_CHARTER, lambda text: text.replace("We must do this", "We aim to do this")),
    "T805": _damaged(_CHARTER, lambda text: _PASSAGE.sub(lambda found: found[0] * 2, text)),
    "T806": _damaged(_CHARTER, lambda text: text.replace("</h1>", "</h1><p>Most answers take 2 days.</p>", 1)),
    "T807": _without_manifest,
    "T808": _damaged(_CHARTER, lambda text: text[: text.rindex("</div>\n</main>")]),
    "T809": _with_a_strange_checker,
    "T810": _published,
}
"""Code → what is done to the folder before the commands of the first section."""

REMEDIES: dict[str, Setting] = {
    "T202": _without_lock,
    "T208": _updated_lock,
    "T209": _updated_lock,
    "T712": _log_of_windows,
    **{code: _published for code in SETTINGS if code.startswith("T8")},
    "T809": _with_a_strange_checker,
}
"""The same for the second section, where it shows no policy of its own."""
