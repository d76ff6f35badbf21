"""`deadline(promise, start)` of a generated checker: the tables give what the whole answer gives."""

from __future__ import annotations

import importlib.util
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.targets.conftest import Built
from tests.targets.drawn import drawn

EACH = 1_500
# How many promises of a policy an arrival alone decides, with a deadline that nothing moves.
DECIDED = {"polha": 7, "timed": 3, "several": 9}


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"checker_{path.parent.name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[module.__name__] = module
    spec.loader.exec_module(module)
    return module


def asked(contact: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """What `deadline` is told of a contact."""
    known = {name: value for name, value in contact.items() if name in names}
    return known | {name: value == "yes" for name, value in contact.get("facts", {}).items() if value in ("yes", "no")}


@pytest.mark.parametrize("name", list(DECIDED))
def test_the_tables_give_the_deadlines_of_the_whole_answer(built: dict[str, Built], name: str) -> None:
    checker = loaded(built[name].checker)
    promises = {promise["id"]: promise for promise in checker.PROGRAM["promises"]}
    policy = built[name].compiled.policy
    assert policy is not None
    names = {category.name for category in policy.words.categories}
    compared: dict[str, int] = {}
    for contact in drawn(name, 7, EACH):
        plain = {part: value for part, value in contact.items() if part not in ("events", "dates", "as_of")}
        try:
            start = datetime.fromisoformat(plain["arrives"])
        except ValueError:  # some of what is drawn cannot be read
            continue
        if len(plain["arrives"]) == 10 or not isinstance(plain.get("facts", {}), dict):
            continue
        given = {name: str(value).lower() in ("yes", "true") for name, value in plain.get("facts", {}).items()}
        known = [*(fact.name for fact in policy.words.facts), *(state.name for state in policy.words.states)]
        plain["facts"] = {name: "yes" if given.get(name) else "no" for name in known}
        answer = checker.due(plain, start)
        for promise in answer.get("promises", ()):
            if promise["id"] not in promises:  # one of several updates
                continue
            data = promises[promise["id"]]
            moves = data["pauses"] or data["extension"] or data["dated"]
            if promise.get("due") is None or moves or promise["anchor"] != answer["contact"]["arrives"]:
                continue
            found = checker.deadline(promise["id"], start, **asked(plain, names))
            assert found == datetime.fromisoformat(promise["due"]), (plain, promise)
            compared[promise["id"]] = compared.get(promise["id"], 0) + 1
    assert len(compared) == DECIDED[name], compared
    assert sum(compared.values()) > EACH // 4


def test_a_deadline_by_hand(built: dict[str, Built]) -> None:
    """St Andrew's Day 2024 falls on a Saturday and is kept on Monday 2 December: 3, 4, 5 December are working days."""
    deadline = loaded(built["polha"].checker).deadline
    friday = datetime(2024, 11, 29, 16, 50, tzinfo=UTC)
    assert deadline("polha.email.reply", friday) == datetime(2024, 12, 6, tzinfo=UTC)
    assert deadline("polha.email.reply", friday.replace(tzinfo=None)) == datetime(2024, 12, 6, tzinfo=UTC)
    assert deadline("polha.email.reply", friday + timedelta(hours=7, minutes=10)) == datetime(2024, 12, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("promise", "start", "says"),
    [
        ("polha.repairs.complete", datetime(2024, 11, 29, 9, tzinfo=UTC), "category priority"),
        ("polha.phone.answer.aim", datetime(2024, 11, 29, 9, tzinfo=UTC), "no deadline that its start alone decides"),
        ("polha.email.reply", datetime(2050, 1, 1, tzinfo=UTC), "beyond the calendar's years, 2015 to 2030"),
        ("polha.email.reply", datetime(2030, 12, 31, 9, tzinfo=UTC), "beyond the calendar's years, 2015 to 2030"),
        ("polha.email.reply", datetime(2024, 3, 31, 1, 30), "does not exist in local time"),
        ("polha.email.reply", datetime(2024, 10, 27, 1, 30), "exists twice in local time"),
    ],
)
def test_what_has_no_deadline_says_why(built: dict[str, Built], promise: str, start: datetime, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        loaded(built["polha"].checker).deadline(promise, start)


def test_an_unknown_promise(built: dict[str, Built]) -> None:
    with pytest.raises(KeyError):
        loaded(built["polha"].checker).deadline("polha.email.sing", datetime(2024, 1, 1, tzinfo=UTC))
