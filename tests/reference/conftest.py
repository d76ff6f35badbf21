"""The language reference, and the reference once run."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reference.running import Reference


@pytest.fixture(scope="session")
def page(root: Path) -> str:
    return (root / "grammar" / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def ran(page: str, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Reference:
    reference = Reference(tmp_path_factory.mktemp("reference"), root / "policies")
    reference.run(page)
    return reference
