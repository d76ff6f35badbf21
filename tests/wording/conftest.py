"""The five policies, for the tests of their sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from troth.model.policy import Policy
from troth.project import load


@pytest.fixture(scope="session")
def policies(root: Path) -> dict[str, Policy]:
    """Each policy by its name."""
    found = {}
    for path in sorted((root / "policies").glob("*/*.policy")):
        policy = load(path).policy
        assert policy is not None
        found[policy.id] = policy
    return found
