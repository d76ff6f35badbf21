"""What is drawn and what is not, and that the share goes red: without cosmic-ray, which `make test` does not need."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tests.mutation.draw import Mutant, killers_of, modules_of
from tests.mutation.equivalent import is_mutant
from tests.mutation.mutation import CONTROLS, report, share

SETTINGS = tomllib.loads(Path(__file__).with_name("mutation.toml").read_text(encoding="utf-8"))

SOURCE = """\
from __future__ import annotations
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    SPAN = 3 + 4

Truth = bool | Missing
MOST = 3 | 4


@dataclass(frozen=True, slots=True, order=True)
class Step:
    day: date | None = None
    number: int = 1


@cache
def walk(step: Step | None, unit: Unit, *more: int) -> int | None:
    left: int | None = 3
    if isinstance(step, Step | Stop) and unit is Unit.DAY and step.number > 2:
        return left + 1
    return None if step is None or step.is_open is True else 0
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("day: date | None", "day: date + None"),
        ("step: Step | None", "step: Step & None"),
        ("-> int | None", "-> int ^ None"),
        ("left: int | None", "left: int << None"),
        ("SPAN = 3 + 4", "SPAN = 3 - 4"),
        ("Truth = bool | Missing", "Truth = bool - Missing"),
        ("Step | Stop", "Step ** Stop"),
        ("frozen=True", "frozen=False"),
        ("slots=True", "slots=False"),
        ("@cache\n", ""),
        ("unit is Unit.DAY", "unit == Unit.DAY"),
        ("is_open is True", "is_open == True"),
        ("left + 1", "left + * 1"),
        ("left + 1", "left  +  1"),
    ],
)
def test_a_change_that_no_run_can_notice_is_not_drawn(old: str, new: str) -> None:
    assert SOURCE.count(old) == 1
    assert not is_mutant(SOURCE, SOURCE.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("left + 1", "left - 1"),
        ("left + 1", "left + 2"),
        ("MOST = 3 | 4", "MOST = 3 + 4"),
        ("number: int = 1", "number: int = 2"),
        ("order=True", "order=False"),
        ("> 2", ">= 2"),
        ("unit is Unit.DAY", "unit is not Unit.DAY"),
        ("unit is Unit.DAY", "unit != Unit.DAY"),
        ("unit is Unit.DAY", "unit <= Unit.DAY"),
        ("step is None", "step is not None"),
        ("is_open is True", "is_open is False"),
        (" and unit", " or unit"),
        ("@dataclass(frozen=True, slots=True, order=True)\n", ""),
    ],
)
def test_a_change_that_a_run_can_notice_is_drawn(old: str, new: str) -> None:
    assert SOURCE.count(old) == 1
    assert is_mutant(SOURCE, SOURCE.replace(old, new))


def test_every_module_has_tests_that_are_there(root: Path) -> None:
    modules = [path.relative_to(root).as_posix() for path in modules_of(SETTINGS["modules"], root)]
    assert {Path(module).parent.name for module in modules} == {"calendars", "deadlines"}
    for module in modules:
        named = killers_of(module, SETTINGS["groups"])
        assert named
        assert [test for test in named if not (root / test).is_file()] == []
    with pytest.raises(LookupError):
        killers_of("compiler/troth/source.py", SETTINGS["groups"])


@pytest.mark.parametrize(("module", "old", "new"), CONTROLS)
def test_the_controls_are_still_there(module: str, old: str, new: str, root: Path) -> None:
    source = (root / module).read_text(encoding="utf-8")
    assert source.count(old) == 1
    assert is_mutant(source, source.replace(old, new))


def test_the_report_names_what_survives() -> None:
    source = "def f():\n    return 1 + 1\n"
    place = "compiler/troth/deadlines/walk.py"
    mutants = [
        Mutant(job="a", module=place, line=2, operator="Number", text=source.replace("1 +", "2 +")),
        Mutant(job="b", module=place, line=2, operator="Add_Sub", text=source.replace("+", "-")),
    ]
    found = {"a": {"killed": True, "by": "a test"}, "b": {"killed": False, "by": ""}}
    said = report(mutants, found, {place: source})
    assert "| `deadlines/walk.py` | 2 | 1 |" in said
    assert "1 of 2 mutants are killed: 50.0%" in said
    assert f"{place}:2: survives (Add_Sub)\n" in said
    assert "-    return 1 + 1\n+    return 1 - 1" in said
    assert "(Number)" not in said
    assert share(found) == 0.5 < SETTINGS["least"]
    assert share({"a": found["a"]}) == 1.0
    assert share({}) == 0.0
