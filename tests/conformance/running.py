"""Cases of the corpus put to this compiler: to `Policy.due`, and to the checker that is generated from the policy."""

from __future__ import annotations

import json
import re
import sys
from ast import literal_eval
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from troth import Policy
from troth.project import Compiled, compile_text
from troth.tables.program import lower
from troth.targets.python import python_checker

CORPUS = Path(__file__).parent
_NOUN = re.compile(r"event (.+)\n    verb .+\n    noun (.+)")
_SEASON = re.compile(r"season (.+), (.+ to .+) each year")
_CLAUSE = re.compile(r'(?:fact|state) (.+) "(.+)"')
_COUNTED = re.compile(r"(working )?day \d+ of \d+")
_WORDS = {
    "after we close": "after closing",
    "after the time by which a contact counts for this day": "after the cut-off",
    "the time stands still": "paused",
}
_DAY_0 = re.compile("the day it arrived|the day of the|it counts as arriving on this day")
_TOLD = re.compile(f"{_DAY_0.pattern}|the day it was sent|the clocks go|the time stood still|moved to the")
_ANNOUNCED = re.compile(r"w(?:as|ere) announced on (\d+ \w+ \d{4}): until then")
_NOUNS = {
    "time told": "told",
    "time agreed": "agreed",
    "date promised": "promised",
    "resolution": "resolved",
    "reply": "replied",
    "completion": "completed",
    "contact": "ended",
    "return": "returned",
    "arrival": "arrives",
    "posting": "posted",
    "claim": "claimed",
}


class Both(NamedTuple):
    """A policy of the corpus, compiled: the policy that answers, and its checker."""

    reference: Policy
    checker: Any


@cache
def compiled(text: str, lock: str | None) -> Compiled:
    """A policy of the corpus; fails where the text has an error."""
    found = compile_text(Path("corpus.policy"), "corpus.policy", text.encode(), lock)
    assert not found.has_errors, (text, [finding.message for finding in found.findings if finding.is_error])
    return found


def program(one: Compiled) -> dict[str, Any]:
    """What the checker of a policy runs; without tables, which answer the same and take long to make."""
    assert one.policy is not None
    return {**lower(one.policy, one.calendar), "tables": []}


@cache
def engine(source: str) -> ModuleType:
    """The module that a checker's text is."""
    module = ModuleType("corpus_checker")
    sys.modules[module.__name__] = module  # where its dataclasses look for their own module
    exec(compile(source, "checker.py", "exec"), vars(module))
    return module


@cache
def first_source() -> str:
    """The checker of the first policy: the code of all others is the same text (`test_one_engine`)."""
    data = corpus()[0]
    return checker_source(*texts(data, next(iter(data["policies"]))))


def checker_source(text: str, lock: str | None) -> str:
    """The checker of a policy, as it is generated."""
    one = compiled(text, lock)
    assert one.policy is not None
    return python_checker(program(one), one.fingerprints, one.policy.id)


def checker_program(text: str, lock: str | None) -> dict[str, Any]:
    """The program of a policy as its checker holds it: read back from its text."""
    one = compiled(text, lock)
    assert one.policy is not None
    found: dict[str, Any] = literal_eval(
        repr({"policy": one.policy.id, "fingerprints": one.fingerprints, **program(one)})
    )
    return found


@cache
def both(text: str, lock: str | None) -> Both:
    """Compiled once a text."""
    return Both(Policy(compiled(text, lock)), engine(first_source()).Checker(checker_program(text, lock)))


@cache
def corpus() -> list[dict[str, Any]]:
    """Every file of cases, in the order of their names."""
    paths = sorted(path for path in CORPUS.glob("*.json") if path.name != "schema.json")
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def texts(data: Mapping[str, Any], policy: str) -> tuple[str, str | None]:
    """The text and the lock of a policy of a file of cases, as files hold them."""
    said = data["policies"][policy]
    lock = data["locks"][said["lock"]] if "lock" in said else None
    return "\n".join([*said["text"], ""]), None if lock is None else "\n".join([*lock, ""])


def answers(case: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What the reference and the checker answer to a case, by their names."""
    one = both(*texts(data, case["policy"]))
    return {name: answer_of(engine, case) for name, engine in one._asdict().items()}


def answer_of(engine: Any, case: Mapping[str, Any]) -> dict[str, Any]:
    """What one of the two engines of a policy answers to a case: to a contact, or to several."""
    as_of = datetime.fromisoformat(case["as_of"])
    if "contacts" in case:
        found: dict[str, Any] = engine.measure(case["contacts"], as_of)
    else:
        found = engine.due(case["contact"], as_of, case.get("calendar", "announced"))
    return found


def differences(case: Mapping[str, Any], answer: Mapping[str, Any], text: str) -> list[str]:
    """Each expected field of a case that an answer does not have, as `promise field: expected, got`."""
    expected = case["expected"]
    if "contacts" in case:
        return [*several(expected, answer)]
    if "error" in expected:
        code = answer.get("error", {}).get("code")
        return [] if code == "T207" else [f"expected an error, got {code or answer.get('promises')}"]
    if "error" in answer:
        return [f"error: {answer['error']}"]
    found = []
    rows = {row["id"]: row for row in answer["promises"]}
    if [row["id"] for row in expected["promises"]] != list(rows):
        found.append(f"promises: expected {[row['id'] for row in expected['promises']]}, got {list(rows)}")
    unmeasured = [row["id"] for row in answer["unmeasured"]]
    if expected.get("unmeasured", []) != unmeasured:
        found.append(f"unmeasured: expected {expected.get('unmeasured', [])}, got {unmeasured}")
    for row in expected["promises"]:
        own = rows.get(row["id"], {})
        had = {**own, "reason": reason(own, text)} if own else {}
        for key, value in row.items():
            if key not in ("reason", "targets", "remedy") and had.get(key) != value:
                found.append(f"{row['id']} {key}: expected {value}, got {had.get(key)}")
        found += parts(row, had)
        for key, value in row.get("reason", {}).items():
            if had and had["reason"].get(key) != value:
                found.append(f"{row['id']} reason {key}: expected {value}, got {had['reason'].get(key)}")
        if "last_day" not in row and "last_day" in own and row.get("due"):
            found.append(f"{row['id']} last_day: expected none, got {own['last_day']}")
    return found


def parts(row: Mapping[str, Any], had: Mapping[str, Any]) -> list[str]:
    """What differs in the targets and the remedy of a row."""
    found = []
    measured = had.get("targets") or []
    if "targets" in row and len(measured) != len(row["targets"]):
        found.append(f"{row['id']} targets: expected {len(row['targets'])}, got {len(measured)}")
    for number, (one, own) in enumerate(zip(row.get("targets", ()), measured, strict=False), 1):
        for key, value in one.items():
            if own.get(key) != value:
                found.append(f"{row['id']} target {number} {key}: expected {value}, got {own.get(key)}")
    for key, value in row.get("remedy", {}).items():
        if (had.get("remedy") or {}).get(key) != value:
            found.append(f"{row['id']} remedy {key}: expected {value}, got {(had.get('remedy') or {}).get(key)}")
    return found


def several(expected: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[str]:
    """What differs where several contacts were asked for: their targets, what they owe in all, and each of them."""
    if "error" in answer:
        yield f"error: {answer['error']}"
        return
    own = {(one["id"], one["says"], one.get("for"), one["period"]): one for one in answer["targets"]}
    listed = {(one["id"], one["says"], one.get("for"), one["period"]): one for one in expected["targets"]}
    if set(own) != set(listed):
        yield f"targets: expected {sorted(map(str, listed))}, got {sorted(map(str, own))}"
    for key, one in listed.items():
        for part, value in one.items():
            if own.get(key, {}).get(part) != value:
                yield f"target {key} {part}: expected {value}, got {own.get(key, {}).get(part)}"
    if "amounts" in expected and answer["amounts"] != expected["amounts"]:
        yield f"amounts: expected {expected['amounts']}, got {answer['amounts']}"
    for wanted, had in zip(expected.get("contacts", ()), answer["contacts"], strict=False):
        rows = {row["id"]: row for row in had["promises"]}
        for row in wanted:
            for part, value in row.items():
                if rows.get(row["id"], {}).get(part) != value:
                    yield f"{row['id']} {part}: expected {value}, got {rows.get(row['id'], {}).get(part)}"


def reason(row: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The reasons of an answer's row in the words of the corpus."""
    steps = [(one["date"], one["counts"], one["why"]) for one in row["because"]]
    counted = sorted(day for day, counts, why in steps if counts and _COUNTED.fullmatch(why))
    passed = {
        day: _WORDS.get(why, why)
        for day, counts, why in steps
        if day != row.get("last_day") and not counts and not _TOLD.match(why)
    }
    found: dict[str, Any] = {
        "missing": row.get("missing"),
        "excuse": _excuse(row["says"], text),
        "waiting": _waiting(row["says"], text),
        "paused": row["due"] is None if "due" in row else None,
        "most": row.get("limit"),
        "counted": row.get("counted", counted),
        "not_counted": {day: why for day, why in passed.items() if day not in counted},
        "day_0": next((day for day, _, why in steps if _DAY_0.match(why)), None),
        "open_on": list(dict.fromkeys(day for day, _, why in steps if why.endswith("counted while we are open"))),
        "rolled_to": next((day for day, _, why in steps if why.startswith("moved to the")), None),
        "bound": next((why.split()[3] for _, _, why in steps if why.endswith("that it may be")), None),
        "dated": any(why == "the date that was promised" for *_, why in steps),
        "announced": [_iso(day) for effect in row.get("moved", ()) for day in _ANNOUNCED.findall(effect)],
    }
    if found["counted"] == "none":
        found["counted"] = None
    if "extended_by" in row:
        n, unit = row["extended_by"].split(" ", 1)
        found["extended_by"] = [int(n), unit if n == "1" else unit.removesuffix("s")]
    return found


def _iso(day: str) -> str:
    return datetime.strptime(day, "%d %B %Y").date().isoformat()


def _excuse(says: str, text: str) -> str | None:
    """The fact, the state or the event that excuses, by its name."""
    _, excused, why = says.partition("nothing is due: ")
    if not excused:
        return None
    if why.startswith("arrived on"):
        return "closed day"
    event = re.fullmatch("it was (.+) by then", why)
    season = re.fullmatch("it arrived in the season from (.+ to .+)", why)
    if season:
        named: dict[str, str] = {days: name for name, days in _SEASON.findall(text)}
        return named[season[1]]
    clauses = {clause: name for name, clause in _CLAUSE.findall(text)}
    return event[1] if event else clauses.get(why, why)


def _waiting(says: str, text: str) -> list[str] | None:
    """The events that are waited for, by their past forms."""
    _, waits, nouns = says.partition("waiting for the ")
    if not waits:
        return None
    events = {noun: event for event, noun in _NOUN.findall(text)} | _NOUNS
    return [events.get(noun, noun) for noun in nouns.removeprefix("later of the ").split(" and the ")]
