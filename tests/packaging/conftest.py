"""Wheel and sdist, built once; environments in which they are installed as a user would, dependencies and all."""

import subprocess
import sys
import tarfile
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

Install = Callable[..., Path]


def build(source: Path, out: Path, kind: str) -> Path:
    """The wheel or sdist of a source tree."""
    command = [sys.executable, "-m", "build", "--no-isolation", f"--{kind}", "--outdir", str(out), str(source)]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    (built,) = out.iterdir()
    return built


@pytest.fixture(scope="session")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout."""
    return build(root, tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="session")
def sdist(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist of the checkout."""
    return build(root, tmp_path_factory.mktemp("sdist"), "sdist")


@pytest.fixture(scope="session")
def unpacked(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree that the sdist holds."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (tree,) = folder.iterdir()
    return tree


@pytest.fixture(scope="session")
def wheel_of_sdist(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that is built from the sdist alone."""
    return build(unpacked, tmp_path_factory.mktemp("wheel-of-sdist"), "wheel")


@pytest.fixture(scope="session")
def install() -> Install:
    """Install into a fresh environment, with what the package itself depends on; gives its folder of commands."""

    def installed(folder: Path, *what: str) -> Path:
        venv.create(folder, with_pip=False, symlinks=True)
        python = folder / "bin" / "python"
        pip = [sys.executable, "-m", "pip", "--python", str(python), "--no-input", "--disable-pip-version-check"]
        run = subprocess.run(
            [*pip, "install", "--quiet", *what], check=False, capture_output=True, text=True, cwd=folder
        )
        assert run.returncode == 0, run.stdout + run.stderr
        return python.parent

    return installed
