"""Installed from the wheel or editable, away from the checkout and without the developers' tools, troth is whole."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Run by the Python of the fresh environment; every module must import with the core's dependencies alone.
PROBE = """
import importlib, importlib.metadata, json, pathlib, pkgutil
import troth
from troth.resources import data_folder

def files(name):
    folder = pathlib.Path(data_folder(name))
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())

def broken(error_of):
    raise ImportError(error_of)

modules = [module.name for module in pkgutil.walk_packages(troth.__path__, "troth.", onerror=broken)]
for name in modules:
    if not name.endswith("__main__"):
        importlib.import_module(name)
for group in ("console_scripts", "mkdocs.plugins"):
    (point,) = importlib.metadata.entry_points(group=group, name="troth")
    assert callable(point.load()), point
(theme,) = importlib.metadata.entry_points(group="mkdocs.themes", name="troth")
print(json.dumps({
    "package": troth.__file__,
    "versions": [troth.__version__, importlib.metadata.version("troth")],
    "modules": len(modules),
    "theme": pathlib.Path(theme.load().__file__).parent.joinpath("mkdocs_theme.yml").is_file(),
    "folders": {name: str(data_folder(name)) for name in ("grammar", "site")},
    "data": {name: files(name) for name in ("grammar", "site")},
}))
"""


def probe(commands: Path, away: Path) -> dict[str, Any]:
    """What the installed package says of itself, asked from a folder that has nothing to do with it."""
    command = [str(commands / "python"), "-I", "-c", PROBE]
    run = subprocess.run(command, cwd=away, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    version = subprocess.run([commands / "troth", "--version"], cwd=away, check=False, capture_output=True, text=True)
    assert version.returncode == 0, version.stderr
    assert found["versions"] == [found["versions"][0]] * 2
    assert found["versions"][0] in version.stdout
    return found


def files(folder: Path) -> list[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in found)


def assert_whole(found: dict[str, Any], unpacked: Path) -> None:
    assert found["data"] == {name: files(unpacked / name) for name in ("grammar", "site")}
    assert all(found["data"].values())
    assert found["modules"] > 0
    assert found["theme"]


def test_the_wheel_installs(wheel: Path, unpacked: Path, tmp_path: Path, install: Callable[..., Path]) -> None:
    environment = tmp_path / "environment"
    found = probe(install(environment, str(wheel)), tmp_path)
    assert Path(found["package"]).is_relative_to(environment)
    assert all(Path(folder).is_relative_to(environment) for folder in found["folders"].values())
    assert_whole(found, unpacked)


def test_an_editable_tree_installs(unpacked: Path, tmp_path: Path, install: Callable[..., Path]) -> None:
    found = probe(install(tmp_path / "environment", "--editable", str(unpacked)), tmp_path)
    assert Path(found["package"]) == unpacked / "compiler" / "troth" / "__init__.py"
    assert found["folders"] == {name: str(unpacked / name) for name in ("grammar", "site")}
    assert_whole(found, unpacked)
