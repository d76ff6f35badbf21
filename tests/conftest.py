"""What every test may use, and the rule that nothing is skipped in silence."""

import os
import shutil
import subprocess
from collections.abc import Generator
from pathlib import Path, PurePosixPath

import pytest

# Left behind by the tools: no part of the source where there is no git to say so.
SCRATCH = frozenset({".git", ".venv", "build", "dist", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache"})
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def source_files(root: Path) -> frozenset[PurePosixPath]:
    """Every file of the source, as git has it: tracked, or new and not ignored; without git, what is on the disk."""
    if not (root / ".git").exists():
        found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
        return frozenset(PurePosixPath(path.as_posix()) for path in found if not scratch(path))
    # Called from a hook, git names another repository in the environment; under CI the checkout may be another user's.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True, text=True).stdout
    return frozenset(PurePosixPath(name) for name in listing.split("\0") if name)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser: the one that `make test-all` names, else the first in the PATH."""
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not named:
        pytest.fail("no Chromium in the PATH; `make test-all` says how to install it")
    return named


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a test that skips itself fail; an expected failure may stay, but not one that was never run."""
    report = yield
    if report.skipped and (not hasattr(report, "wasxfail") or "[NOTRUN]" in report.wasxfail):
        report.outcome = "failed"
        report.longrepr = f"a skipped test is a failure: {reason(report.longrepr)}"
        if hasattr(report, "wasxfail"):
            del report.wasxfail
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Make a module that skips itself fail (`pytest.importorskip` at its top, for one)."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"a skipped test is a failure: {reason(report.longrepr)}"
    return report


def scratch(path: Path) -> bool:
    """Whether a path, seen from the top, is something that the tools left behind."""
    return path.parts[0] in SCRATCH or "__pycache__" in path.parts


def reason(longrepr: object) -> str:
    """Pytest's words for why a test was skipped: the last of (file, line, reason)."""
    return str(longrepr[-1]) if isinstance(longrepr, tuple) else str(longrepr)
