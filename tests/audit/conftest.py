"""A policy with every kind of field, and how its logs are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from troth.calendars.workdays import WorkCalendar
from troth.model.policy import Policy
from troth.project import load


@pytest.fixture(scope="session")
def larkfield(root: Path) -> tuple[Policy, WorkCalendar]:
    one = load(root / "tests" / "policies" / "larkfield" / "larkfield.policy")
    assert one.policy is not None
    assert one.calendar is not None
    return one.policy, one.calendar
