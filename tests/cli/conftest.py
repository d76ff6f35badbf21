"""The command line in process, at the top of the checkout."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from troth.cli.main import main

Troth = Callable[..., Result]
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def troth(root: Path, monkeypatch: pytest.MonkeyPatch) -> Troth:
    """`troth("due", …)`: the result of a command; one that ends in a traceback fails here."""
    monkeypatch.chdir(root)
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments: object) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise AssertionError(f"a traceback: {result.exception!r}") from result.exception
        return result

    return run


@pytest.fixture
def ask(troth: Troth) -> Ask:
    """`ask("polha", "--channel", …)`: the answer of `troth due --format json`, which exits 0."""

    def asked(policy: str, *arguments: object) -> dict[str, Any]:
        result = troth("due", policy, *arguments, "--format", "json")
        assert (result.exit_code, result.stderr) == (0, "")
        answer: dict[str, Any] = json.loads(result.stdout)
        return answer

    return asked


@pytest.fixture
def copied(root: Path, tmp_path: Path) -> Path:
    """A copy of the policies, to be damaged; `copied / "polha" / "polha.policy"`."""
    for path in (root / "policies").rglob("*"):
        if path.is_file():
            target = tmp_path / "policies" / path.relative_to(root / "policies")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return tmp_path / "policies"
