"""The shape of the source: what lies at the top, what a file may be called, how long it may be."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import pytest

FOLDERS = {"grammar", "compiler", "policies", "site", "tests", ".ci", ".github"}
NO_NAMES = {"utils", "util", "helpers", "helper", "common"}
MOST_LINES = 500
NO_SITE_DIR = "mkdocs.yml: without `site_dir: build/site` MkDocs empties the folder site"


def faults(root: Path, files: Iterable[PurePosixPath]) -> list[str]:
    """Everything that breaks the layout, given the files of the source."""
    files = sorted(files)
    top = {file.parts[0] for file in files if len(file.parts) > 1}
    found = [f"{folder}/: no such folder at the top level" for folder in sorted(top - FOLDERS)]
    found += [f".gitignore: {line}: would hide the folder site" for line in hiding_lines(root / ".gitignore")]
    for file in files:
        if file == PurePosixPath("site/__init__.py"):
            found.append(f"{file}: would take the place of the module site of Python")
        if not file.is_relative_to("compiler/troth"):
            continue
        if NO_NAMES & {PurePosixPath(part).stem for part in file.parts}:
            found.append(f"{file}: name it after what it does")
        if (root / file).is_file():
            lines = len((root / file).read_text(encoding="utf-8").splitlines())
            if lines > MOST_LINES:
                found.append(f"{file}: {lines} lines, {MOST_LINES} at most")
    settings = root / "mkdocs.yml"
    if not settings.is_file() or "\nsite_dir: build/site\n" not in f"\n{settings.read_text(encoding='utf-8')}\n":
        found.append(NO_SITE_DIR)
    return found


def hiding_lines(ignored: Path) -> list[str]:
    """The lines of a .gitignore that name the folder `site`, or anything called so, however they spell it."""
    lines = ignored.read_text(encoding="utf-8").splitlines() if ignored.is_file() else []
    return [line for line in lines if re.fullmatch(r"(\*\*)?/?site(/.*)?", line.strip())]


def test_the_layout_is_kept(root: Path, source_files: frozenset[PurePosixPath]) -> None:
    assert PurePosixPath("pyproject.toml") in source_files
    assert faults(root, source_files) == []


@pytest.mark.parametrize(
    ("place", "text", "expected"),
    [
        ("docs/index.md", "", "docs/: no such folder at the top level"),
        (".gitignore", "site", ".gitignore: site: would hide the folder site"),
        (".gitignore", "/build/\n/site/\n", ".gitignore: /site/: would hide the folder site"),
        (".gitignore", "**/site/*\n", ".gitignore: **/site/*: would hide the folder site"),
        ("site/__init__.py", "", "site/__init__.py: would take the place of the module site of Python"),
        ("compiler/troth/utils.py", "", "compiler/troth/utils.py: name it after what it does"),
        ("compiler/troth/common/dates.py", "", "compiler/troth/common/dates.py: name it after what it does"),
        ("compiler/troth/checks/helpers.py", "", "compiler/troth/checks/helpers.py: name it after what it does"),
        ("compiler/troth/long.py", "\n" * 501, "compiler/troth/long.py: 501 lines, 500 at most"),
        ("mkdocs.yml", "# site_dir: build/site\n", NO_SITE_DIR),
    ],
)
def test_it_goes_red(place: str, text: str, expected: str, tmp_path: Path) -> None:
    assert faults(tmp_path, sound(tmp_path)) == []
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert faults(tmp_path, {*sound(tmp_path, keep=True), PurePosixPath(place)}) == [expected]


def sound(folder: Path, *, keep: bool = False) -> set[PurePosixPath]:
    """A small source that keeps the layout: written, unless it is to be kept as it is."""
    texts = {
        "mkdocs.yml": "site_name: x\nsite_dir: build/site\n",
        "compiler/troth/long.py": "\n" * 500,
        ".gitignore": "/build/\n",
    }
    if not keep:
        (folder / "compiler" / "troth").mkdir(parents=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    return {PurePosixPath(name) for name in texts}


def test_help_lists_every_task(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    tasks = set(re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split())
    listed = subprocess.run(["make", "help"], cwd=root, check=True, capture_output=True, text=True).stdout
    assert set(re.findall(r"^  make (\S+) +\S", listed, re.MULTILINE)) == tasks - {"stale"}
