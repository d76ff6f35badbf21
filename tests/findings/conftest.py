"""What the pages of findings are run with."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.findings.running import Frame, frame_of


@pytest.fixture(scope="session")
def folder(root: Path) -> Path:
    """Where the pages lie."""
    return root / "grammar" / "findings"


@pytest.fixture(scope="session")
def frame(root: Path) -> Frame:
    reference = (root / "grammar" / "README.md").read_text(encoding="utf-8")
    return frame_of(reference, (root / "policies" / "polha" / "calendar.lock").read_text(encoding="utf-8"))
