"""A small policy with every kind of promise, built and published once: what the tests damage is a copy of it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from click.testing import CliRunner
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from tests.charter.by_python import verify
from tests.charter.damages import rewrite

from troth.cli.main import main
from troth.diagnostics import Diagnostic

HERE = Path(__file__).parent


def compile_into(out: Path, policies: Path) -> None:
    """Build the checkers of a folder of policies."""
    result = CliRunner().invoke(main, ["build", str(policies), "--out", str(out)])
    assert result.exit_code == 0, result.output


def publish(policies: Path, out: Path, as_of: str = "2026-07-01") -> Path:
    """Build the checkers and the site of a folder of policies into `out` and `out/site`."""
    compile_into(out, policies)
    pages = out.parent / "pages"
    pages.mkdir(exist_ok=True)
    config = out.parent / "mkdocs.yml"
    config.write_text(
        f"site_name: Demo\ndocs_dir: {pages}\nsite_dir: {out / 'site'}\ntheme: {{name: troth}}\nstrict: true\n"
        f"plugins: [{{troth: {{policies: {policies}, as_of: {as_of}}}}}]\n",
        encoding="utf-8",
    )
    mkdocs_build(load_config(str(config)))
    return out


@pytest.fixture(autouse=True)
def _fewer_contacts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawn contacts are put to checkers by the thousand in `make verify`, and by the million in `make agree`."""
    monkeypatch.setattr("troth.charter.compared.RANDOM_CONTACTS", 100)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_one("demo", tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def staff_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_one("staff", tmp_path_factory.mktemp("staff"))


def publish_one(policy: str, base: Path, lock: str = "", folder: Path = HERE) -> Path:
    """Build one of the policies of a folder, by default this one, in a folder of its own, with a calendar's lock."""
    (base / "policies").mkdir()
    shutil.copy(folder / f"{policy}.policy", base / "policies")
    if lock:
        (base / "policies" / "calendar.lock").write_text(lock, encoding="utf-8")
    return publish(base / "policies", base / "build")


@pytest.fixture
def damaged(built: Path, tmp_path: Path) -> Callable[[str, str, str], list[Diagnostic]]:
    """Replaces a text once in one file of a copy of the build of `demo`, and verifies it."""
    return lambda file, old, new: verify_damaged(built, tmp_path / "build", file, old, new)


@pytest.fixture
def staff_damaged(staff_built: Path, tmp_path: Path) -> Callable[[str, str, str], list[Diagnostic]]:
    """Replaces a text once in one file of a copy of the build of `staff`, and verifies it."""
    return lambda file, old, new: verify_damaged(staff_built, tmp_path / "build", file, old, new)


def rows_of(damages: dict[str, tuple[str, str, str, str]]) -> list[ParameterSet]:
    """Damages as the parameters of a test: those of a checker in SQL need a database."""
    marks = {name: [pytest.mark.database] if row[0].endswith(".sql") else [] for name, row in damages.items()}
    return [pytest.param(row, id=name, marks=marks[name]) for name, row in damages.items()]


def verify_damaged(
    built: Path, copy: Path, file: str, old: str, new: str, every: int = 40, every_of_checker: int = 1
) -> list[Diagnostic]:
    """What is found in a copy of a build with one text replaced; a checker is asked at more instants than a page."""
    shutil.copytree(built, copy)
    rewrite(copy / file, old, new)
    return verify(
        copy / "site",
        copy,
        lambda _: None,
        every=every if file.endswith(".html") else every_of_checker,
        only=["sql"] if file.endswith(".sql") else ["python"],
    )
