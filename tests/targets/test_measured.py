"""What a checker says of targets is what the reference says: of one contact, and of several."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.targets.conftest import Built, build_alone, made
from tests.targets.drawn import drawn
from tests.targets.test_checker import compare

from troth.tables.contacts import random_contacts

EACH = 2_500


@pytest.fixture(scope="module")
def measured(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The policy `measured` and its checker, alone in a folder."""
    return build_alone(made("measured", (2024, 2027), root, tmp_path_factory), tmp_path_factory)


def rows_of(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Everything that is said of targets."""
    promises = [promise for one in answers for promise in one.get("promises", ())]
    return [row for promise in promises for row in promise.get("targets", ())]


@pytest.mark.parametrize("seed", range(2))
def test_contacts_of_the_compilers_own_generator(seed: int, measured: Built) -> None:
    one = measured.compiled
    assert one.policy is not None
    assert one.calendar is not None
    pairs = random_contacts(one.policy, one.calendar, 99 + seed, EACH)
    found = rows_of(compare(measured, [{**data, "as_of": as_of} for data, as_of in pairs]))
    assert {row["counts"] for row in found} == {True, False, None}
    statuses = {row["status"] for row in found if "share" in row}
    assert statuses >= {"met", "late", "overdue", "early", "open", "paused", "waiting", "excused", "unknown"}
    took = {(row["average"][1], row["taken"][1]) for row in found if row.get("taken")}
    units = ("working day", "day", "opening hour", "hour", "minute", "second")
    assert took >= {(unit, unit) for unit in units}
    assert took >= {("hour", "second"), ("opening hour", "second"), ("minute", "second")}
    unsaid = {row["missing"] for row in found if "missing" in row}
    assert unsaid >= {"time of the act", "time of arrival", "event answered", "fact missing"}


def test_contacts_that_are_drawn_here(measured: Built) -> None:
    found = rows_of(compare(measured, list(drawn("timed", 7, EACH))))
    assert len({row["period"] for row in found if row["each"] == "week" and row["period"]}) > 15
