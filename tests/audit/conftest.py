"""The policies whose logs are read, and whose audits are said here."""

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


@pytest.fixture(scope="session", params=["aldermere", "larkfield", "marnock"])
def policy(request: pytest.FixtureRequest, root: Path) -> Policy:
    return policy_named(request.param, root)


@pytest.fixture(scope="session")
def aldermere(root: Path) -> Policy:
    return policy_named("aldermere", root)


def policy_named(name: str, root: Path) -> Policy:
    found = load(root / "tests" / "policies" / name / f"{name}.policy").policy
    assert found is not None
    return found
