"""The corpus goes red: for each expected field that is damaged, and for mutants of the compiler and of the checker."""

from __future__ import annotations

import copy
import inspect
import json
import sys
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType
from typing import Any

import pytest
from tests.conformance.running import (
    CORPUS,
    answer_of,
    answers,
    checker_program,
    corpus,
    differences,
    engine,
    first_source,
    texts,
)

import troth.calendars.local_time
import troth.calendars.months
import troth.calendars.workdays
import troth.deadlines.answer
import troth.deadlines.arrival
import troth.deadlines.deadline
import troth.deadlines.due
import troth.deadlines.holds
import troth.deadlines.judge
import troth.deadlines.moved
import troth.deadlines.notice
import troth.deadlines.remedies
import troth.deadlines.targets
import troth.deadlines.walk
import troth.tables.shares

SCHEMA = json.loads((CORPUS / "schema.json").read_text(encoding="utf-8"))


# ---------- damaged expectations


def test_every_field_of_an_expectation_is_compared() -> None:
    """Each field of each kind, in the first row that has it, given another value: the answer differs from it."""
    seen = set()
    for data in corpus():
        for case in data["cases"]:
            for number, row in enumerate(case["expected"].get("promises", ())):
                for key, damaged in _damages(row):
                    if key in seen:
                        continue
                    seen.add(key)
                    worse = copy.deepcopy(case)
                    worse["expected"]["promises"][number] = damaged
                    assert differs(worse, data), (case["id"], key)
    reasons = {"day_0", "counted", "not_counted", "rolled_to", "open_on", "extended_by", "bound", "dated", "paused"}
    reasons |= {"excuse", "waiting", "missing", "most", "announced"}
    money = {"amount", "currency", "claimable", "remedy"}
    assert seen >= {"id", "due", "met_at_due", "last_day", "status", "not_before", "anchor", "basis", *money, *reasons}
    assert seen >= {f"target {key}" for key in SCHEMA["$defs"]["target"]["properties"]}


def test_every_field_of_several_contacts_is_compared() -> None:
    """Each field of a target that contacts come to, of what is owed in all, and of the rows of one of them."""
    seen = set()
    for data in corpus():
        for case in (case for case in data["cases"] if "contacts" in case):
            expected = case["expected"]
            rows = [("targets", expected["targets"]), ("amounts", expected.get("amounts", []))]
            rows += [("contacts", contact) for contact in expected.get("contacts", ())]
            for kind, listed in rows:
                for number, row in enumerate(listed):
                    for key in (key for key in row if (kind, key) not in seen):
                        seen.add((kind, key))
                        kept, listed[number] = row, {**row, key: _other(row[key])}
                        assert differs(case, data), (case["id"], kind, key)
                        listed[number] = kept
    assert seen >= {("targets", key) for key in SCHEMA["$defs"]["reached"]["properties"]}
    assert seen >= {("amounts", "currency"), ("amounts", "total"), ("contacts", "status"), ("contacts", "amount")}


def _damages(row: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key in row:
        if key != "reason":
            yield key, {**row, key: _other(row[key])}
    for number, target in enumerate(row.get("targets", ())):
        for key in target:
            worse = {**target, key: _other(target[key])}
            listed = [*row["targets"][:number], worse, *row["targets"][number + 1 :]]
            yield f"target {key}", {**row, "targets": listed}
    for key, value in row.get("reason", {}).items():
        yield key, {**row, "reason": {**row["reason"], key: _other(value)}}


def _other(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return f"{value[:-1]}{'8' if value.endswith('7') else '7'}"
        case list():
            return [*value, "2026-01-01"]
        case dict():
            return {**value, "2026-01-01": "weekend"}
        case _:
            return "2026-01-01T00:00:00+00:00"


@pytest.mark.parametrize("what", ["a promise more", "a promise less", "not measured", "an error"])
def test_what_is_expected_as_a_whole_is_compared(what: str) -> None:
    data = next(data for data in corpus() if data["theme"] == "working-days")
    case = copy.deepcopy(data["cases"][0])
    rows = case["expected"]["promises"]
    if what == "a promise more":
        rows.append({"id": "working-days-day-0.email.resolve", "status": "open"})
    elif what == "a promise less":
        rows.clear()
    elif what == "not measured":
        case["expected"]["unmeasured"] = ["working-days-day-0.email.resolve"]
    else:
        case["expected"] = {"error": "outside the years"}
    assert differs(case, data)


def differs(case: dict[str, Any], data: dict[str, Any]) -> bool:
    """Do both the reference and the checker differ from a case?"""
    text = texts(data, case["policy"])[0]
    return all(differences(case, answer, text) for answer in answers(case, data).values())


# ---------- mutants of the compiler: one function with one change, put wherever it is known by its name

MUTANTS: list[tuple[Callable[..., Any], str, str]] = [
    (
        troth.deadlines.walk.roll_day,
        "Roll.FORWARD: ONE_DAY, Roll.BACK: -ONE_DAY",
        "Roll.FORWARD: -ONE_DAY, Roll.BACK: ONE_DAY",
    ),
    (troth.deadlines.deadline.in_time, "before = 0 if due.included else 1", "before = 0"),
    (troth.deadlines.deadline.in_time, "before = 0 if due.included else 1", "before = 1"),
    (troth.deadlines.moved._Mover.stopped, "else first_day + ONE_DAY", "else first_day"),
    (troth.deadlines.moved._Mover.stopped, "day <= last_day", "day < last_day"),
    (troth.deadlines.moved._Mover._tell, "extension.once and self._times", "False"),
    (troth.deadlines.due.day_zero, ">= rules.cutoff", "> rules.cutoff"),
    (troth.deadlines.due.find_anchor, "return max(known", "return min(known"),
    (troth.deadlines.notice.rolls_away, "Roll.FORWARD: Roll.BACK, Roll.BACK: Roll.FORWARD", ""),
    (troth.deadlines.notice._nearest, "calendar.check(day - ONE_DAY)", "day"),
    (troth.calendars.months.add_months, "min(day.day, last)", "min(day.day, last, 30)"),
    (troth.calendars.local_time.LocalTime.first_instant, "return exact[0]", "return exact[-1]"),
    (troth.calendars.workdays.WorkCalendar.is_open, "<= instant < end", "<= instant <= end"),
    (troth.deadlines.holds._arrived_between, "first <= day", "first < day"),
    (troth.deadlines.judge._Bounds.within, "self.earliest is not None and", "False and"),
    (troth.deadlines.judge._Bounds.within, "self.latest is not None and", "False and"),
    (troth.deadlines.moved._Mover._restart, "at.last < self.anchor.first or", "False or"),
    (troth.deadlines.moved._Mover._restart, "kept = in_time(at, self._due)", "kept = True"),
    (troth.deadlines.walk.is_short, "<= short", "< short"),
    (troth.deadlines.arrival._day, "< deemed.before", "<= deemed.before"),
    (troth.deadlines.arrival._arrival, 'else ""', "else 'posted'"),
    (troth.deadlines.answer._Asked._had_passed, "last_in_time <", "instant <"),
    (troth.deadlines.answer._Asked._heard_of, "<= self.as_of", "< self.as_of"),
    (troth.deadlines.answer._Asked._set_off, ">= misses.n", "> misses.n"),
    (troth.deadlines.answer._Asked._earlier, "day <= _later", "day < _later"),
    (troth.deadlines.answer._Asked._earlier, "one <= day and", ""),
    (troth.calendars.workdays.WorkCalendar.why_not_counted, "self.uncounted.get(day)", "None"),
    (troth.deadlines.targets._period, "own.due.last_in_time", "own.due.instant"),
    (troth.deadlines.targets._days_taken, "day not in still", "True"),
    (troth.deadlines.targets._judged_by, "cap=None, ", ""),
    (troth.deadlines.remedies._days_between, "today <= end", "today < end"),
    (troth.deadlines.remedies._between, "-(-passed // one)", "passed // one + 1"),
    (troth.deadlines.remedies._for_late, "not in MISSES", "in MISSES"),
    (troth.deadlines.remedies._as_claimed, "case Status.MET:", "case Status.MET | Status.LATE:"),
    (troth.tables.shares._Tally.row, ">= _thousandths", "> _thousandths"),
]


@pytest.mark.parametrize(("function", "old", "new"), MUTANTS, ids=lambda part: getattr(part, "__name__", None))
def test_a_mutant_of_the_compiler_is_killed(
    function: FunctionType, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner, name, mutant in _places(function, old, new):
        monkeypatch.setattr(owner, name, mutant)
    assert _killed_by(lambda case, data: answers(case, data)["reference"], "checker")


def _places(function: FunctionType, old: str, new: str) -> Iterator[tuple[Any, str, Any]]:
    source = textwrap.dedent(inspect.getsource(function))
    assert source.count(old) == 1, f"`{old}` is no longer in {function.__qualname__}: choose another change"
    space: dict[str, Any] = {}
    module = sys.modules[function.__module__]
    exec(
        compile(f"from __future__ import annotations\n{source.replace(old, new)}", "mutant", "exec"),
        vars(module) | space,
        space,
    )
    mutant = FunctionType(space[function.__name__].__code__, vars(module), function.__name__, function.__defaults__)
    mutant.__kwdefaults__ = function.__kwdefaults__
    if "." in function.__qualname__:
        yield getattr(module, function.__qualname__.partition(".")[0]), function.__name__, mutant
        return
    for name, other in list(sys.modules.items()):
        if name.startswith("troth.") and getattr(other, function.__name__, None) is function:
            yield other, function.__name__, mutant


# ---------- mutants of the checker: one change of its text

CHECKER_MUTANTS = [
    (
        "calendar.clock.local(instant).time() >= calendar.cutoff",
        "calendar.clock.local(instant).time() > calendar.cutoff",
    ),
    ("return max(known, key", "return min(known, key"),
    ('if extension["once"] and times:', "if False:"),
    ("any(opens <= instant < closes", "any(opens <= instant <= closes"),
    ("if at[1] < anchor[0] or", "if False or"),
    ("return day if in_time and calendar.is_worked(day)", "return day if in_time"),
    ("return contact if misses < n else", "return contact if misses <= n else"),
    ('- (not before["met_at_due"]) < start', "< start"),
    ('n * complete, "month") >= today', 'n * complete, "month") > today'),
]


@pytest.mark.parametrize(("old", "new"), CHECKER_MUTANTS)
def test_a_mutant_of_the_checker_is_killed(old: str, new: str) -> None:
    source = first_source()
    assert source.count(old) == 1, f"`{old}` is no longer in the checker: choose another change"
    mutant = engine(source.replace(old, new))

    @cache
    def checker(text: str, lock: str | None) -> Any:
        return mutant.Checker(checker_program(text, lock))

    def answer(case: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
        return answer_of(checker(*texts(data, case["policy"])), case)

    assert _killed_by(answer, "reference")


FIRST = (
    "by-hand-moved",
    "by-hand-paid",
    "restarts",
    "announced",
    "misses",
    "targets",
    "remedies",
    "payments",
    "several-contacts",
    "rolls",
    "cut-offs",
    "clock-changes",
    "anchors",
    "pauses",
    "extensions",
    "caps-and-floors",
    "counted-back",
    "versions",
)


def _killed_by(answer: Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]], other: str) -> str:
    """The first case of which a mutant's answer differs, and not that of the other engine; empty where none does."""
    for data in sorted(corpus(), key=lambda data: data["theme"] not in FIRST):
        for case in data["cases"][::2] + data["cases"][1::2]:
            text = texts(data, case["policy"])[0]
            if differences(case, answer(case, data), text) and not differences(case, answers(case, data)[other], text):
                return str(case["id"])
    return ""
