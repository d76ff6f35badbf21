"""The same bytes everywhere: a build and its site by two machines that have nothing in common but the sources."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.writing.shown import lies_in

POLICIES = ("best-practice", "ledcom")
AS_OF = "2026-07-01"
EPOCH = "1782864000"  # that day at midnight, UTC
CONFIG = """\
site_name: Here
site_url: https://example.org/
docs_dir: pages
site_dir: {site}
theme: {{name: troth}}
strict: true
plugins: [{{troth: {{policies: policies{as_of}}}}}]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Where and how a build is made."""

    home: Path
    code: str
    environment: dict[str, str]
    order: tuple[str, ...] = POLICIES
    umask: int = 0o022
    options: dict[str, str] = field(default_factory=dict)

    def run(self, *command: str) -> None:
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": self.code, "NO_COLOR": "1", **self.environment}
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=self.home,
            env=environment,
            umask=self.umask,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def made(root: Path, machine: Machine, out: str) -> dict[str, bytes]:
    """Every file that a machine makes of the same policies: the checkers, then the site, from a command each."""
    for policy in machine.order:
        shutil.copytree(root / "policies" / policy, machine.home / "policies" / policy)
    (machine.home / "pages").mkdir()
    (machine.home / "pages" / "about.md").write_text("# About\n\nA page of ours.\n", encoding="utf-8")
    text = CONFIG.format(site=f"{out}/site", **machine.options)
    (machine.home / "mkdocs.yml").write_text(text, encoding="utf-8")
    machine.run("troth", "build", *(f"policies/{policy}" for policy in machine.order), "--out", out)
    machine.run("mkdocs", "build", "--quiet")
    return lies_in(machine.home / out)


@pytest.fixture(scope="module")
def machines(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Machine, Machine]:
    """This checkout; and a machine to which troth was installed elsewhere, with other settings of every kind."""
    tmp_path = tmp_path_factory.mktemp("machines")
    here, there = tmp_path / "here", tmp_path / "over there" / "überall"
    for home in (here, there):
        home.mkdir(parents=True)
    installed = tmp_path / "installed"
    shutil.copytree(root / "compiler" / "troth", installed / "troth", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("grammar", "site"):
        shutil.copytree(root / name, installed / "troth" / "_data" / name)
    one = Machine(
        home=here,
        code=str(root / "compiler"),
        environment={"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        options={"as_of": f", as_of: {AS_OF}"},
    )
    other = Machine(
        home=there,
        code=str(installed),
        environment={
            "PYTHONHASHSEED": "4711",
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "C",
            "LANG": "tr_TR.UTF-8",
            "PYTHONUTF8": "0",
            "COLUMNS": "40",
            "SOURCE_DATE_EPOCH": EPOCH,
        },
        order=POLICIES[::-1],
        umask=0o077,
        options={"as_of": ""},
    )
    return one, other


@pytest.fixture(scope="module")
def first(root: Path, machines: tuple[Machine, Machine]) -> dict[str, bytes]:
    return made(root, machines[0], "build")


def test_the_same_bytes_on_machines_that_have_nothing_in_common(
    root: Path, machines: tuple[Machine, Machine], first: dict[str, bytes]
) -> None:
    other = made(root, machines[1], "deep/er/out")
    assert set(first) == set(other)
    assert [name for name in first if first[name] != other[name]] == []
    assert {"manifest.json", "ledcom/checker.py", "site/ledcom/index.html", "site/sitemap.xml.gz"} <= set(first)
    assert f"<lastmod>{AS_OF}</lastmod>".encode() in first["site/sitemap.xml"]
    for name, data in first.items():
        assert str(machines[0].home).encode() not in data, name


def test_another_day_is_found(
    root: Path, machines: tuple[Machine, Machine], first: dict[str, bytes], tmp_path: Path
) -> None:
    """The gate goes red: the site of the day after differs, and the build does not."""
    one, other = machines
    later = Machine(
        home=tmp_path,
        code=one.code,
        environment=other.environment | {"SOURCE_DATE_EPOCH": str(int(EPOCH) + 86_400)},
        options=other.options,
    )
    second = made(root, later, "build")
    different = [name for name in first if first[name] != second[name]]
    assert "site/sitemap.xml" in different
    assert "site/ledcom/index.html" in different
    assert all(name.startswith("site/") for name in different)
