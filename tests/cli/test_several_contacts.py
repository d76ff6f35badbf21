"""`troth due --contacts`: a month of contacts, worked out by hand; and the same from Python and from the checker."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Troth
from tests.deadlines.made import lock_text

import troth as package
from troth.project import build, load

POLICY = """\
policy harbour "Customer contact"
    organisation   "Harbour Homes"
    approved       3 March 2026 by "Board"
    review every   3 years
    calendar       office

calendar office
    time zone      Europe/London
    years          2025 to 2027
    holidays       GB-SCT
    working days   Monday to Friday
    counting       the day of arrival is day 0

category priority: urgent, routine
fact frozen "the pipes are frozen"
event trouble
    noun trouble
    when 2 misses of repairs.complete within 90 days

standard repairs "Repairs"
    for        every contact about repair
    must complete within 5 working days
        target 75% each month
            except if frozen
        target, by priority, each month
            urgent: 50% within 1 working day, 90% within 3 working days
            otherwise: 60%
        target average 3 working days each month
    must contact within 2 working days of the trouble
        target 100% each month
"""
# Arrivals and completions in March 2026, in which every Monday to Friday is a working day; the 2nd is a Monday.
CONTACTS: tuple[dict[str, Any], ...] = (
    # due on the 9th, done on the 3rd: 1 working day
    {"id": "A1", "customer": "Ann", "priority": "urgent", "arrives": "2026-03-02T10:00", "done": "2026-03-03T12:00"},
    # due on the 10th, done on the 6th: 3 working days
    {"id": "A2", "customer": "Bo", "priority": "urgent", "arrives": "2026-03-03T10:00", "done": "2026-03-06T12:00"},
    # due on the 11th, done on the 13th, late: 7 working days
    {"id": "A3", "customer": "Ann", "priority": "routine", "arrives": "2026-03-04T10:00", "done": "2026-03-13T12:00"},
    # due on the 12th, done on the 11th: 4 working days; but frozen
    {
        "id": "A4",
        "customer": "Cy",
        "priority": "routine",
        "arrives": "2026-03-05T10:00",
        "done": "2026-03-11T12:00",
        "frozen": "yes",
    },
    # due on the 23rd, never done: overdue; the second miss of Ann's, 12 days after the first
    {"id": "A5", "customer": "Ann", "priority": "routine", "arrives": "2026-03-16T10:00"},
    # due on 7 April, for Friday the 3rd is Good Friday, and open
    {"id": "A6", "customer": "Bo", "priority": "urgent", "arrives": "2026-03-30T10:00"},
)
AS_OF = "2026-04-01"


def line(contact: dict[str, Any]) -> dict[str, Any]:
    """A contact in the form of a checker's."""
    done, frozen = contact.get("done"), contact.get("frozen", "no")
    own = {name: value for name, value in contact.items() if name not in ("done", "frozen")}
    events = {} if done is None else {"completed": done}
    return {**own, "channel": "phone", "kind": "repair", "facts": {"frozen": frozen}, "events": events}


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.policy"
    path.write_text(POLICY, encoding="utf-8")
    path.with_name("calendar.lock").write_text(lock_text("GB-SCT", 2025, 2027), encoding="utf-8")
    return path


@pytest.fixture
def contacts(tmp_path: Path) -> Path:
    path = tmp_path / "contacts.jsonl"
    path.write_text("".join(f"{json.dumps(line(one))}\n" for one in CONTACTS), encoding="utf-8")
    return path


def measured(troth: Troth, policy: Path, contacts: Path, *flags: str) -> dict[str, Any]:
    result = troth("due", policy, "--contacts", contacts, "--as-of", AS_OF, "--format", "json", *flags)
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def row(id: str, says: str, *more: Any, whose: str | None = None, period: str = "2026-03") -> dict[str, Any]:
    names = ("counted", "met", "share", "average", "reached")
    return {"id": f"harbour.repairs.{id}", "says": says, "for": whose, "period": period} | dict(
        zip(names, more, strict=True)
    )


def test_a_month_by_hand(troth: Troth, policy: Path, contacts: Path) -> None:
    found = measured(troth, policy, contacts)
    april = {"period": "2026-04"}
    urgent, routine = {"whose": "priority urgent"}, {"whose": "priority routine"}
    assert found["targets"] == [
        # A1 and A2 in time, A3 late and A5 overdue; A4 is left out, A6 is open
        row("complete", "75% each month", 4, 2, "50", None, False),
        row("complete", "75% each month", 0, 0, None, None, None, **april),
        # A1 within a working day, A2 not
        row("complete", "50% within 1 working day each month", 2, 1, "50", None, True, **urgent),
        # of A6, Tuesday the 31st was the one working day, and it is over
        row("complete", "50% within 1 working day each month", 1, 0, "0", None, False, **urgent, **april),
        row("complete", "90% within 3 working days each month", 2, 2, "100", None, True, **urgent),
        row("complete", "90% within 3 working days each month", 0, 0, None, None, None, **urgent, **april),
        # A3 late, A4 in time, A5 overdue
        row("complete", "60% each month", 3, 1, "33.333", None, False, **routine),
        # 1, 3, 7 and 4 working days
        row("complete", "average 3 working days each month", 4, None, None, ["3.75", "working day"], False),
        row("complete", "average 3 working days each month", 0, None, None, None, None, **april),
        # A5 is Ann's second miss: the trouble is at the end of the 23rd, so she is contacted by the 25th, and was not
        row("contact", "100% each month", 1, 0, "0", None, False),
    ]
    assert [(one["says"], one["why"], one["contacts"]) for one in found["uncounted"]] == [
        ("75% each month", "open", 1),
        ("90% within 3 working days each month", "open", 1),
        ("average 3 working days each month", "open", 1),
        ("average 3 working days each month", "overdue", 1),
        ("100% each month", "waiting", 5),
    ]
    assert (found["rejected"], found["amounts"]) == ([], [])


def test_a_customers_earlier_misses_are_found_in_the_file(troth: Troth, policy: Path, contacts: Path) -> None:
    found = measured(troth, policy, contacts)
    rows = {one["id"]: {row["id"]: row for row in one["promises"]} for one in found["contacts"]}
    contact = {id: promises["harbour.repairs.contact"] for id, promises in rows.items()}
    assert [(id, one["status"]) for id, one in contact.items() if one["status"] != "waiting"] == [("A5", "overdue")]
    assert contact["A5"]["due"] == "2026-03-26T00:00:00+00:00"
    (whole,) = [one for one in found["contacts"] if one["id"] == "A5"]
    assert whole["contact"]["missed"] == {"harbour.repairs.complete": ["2026-03-11T23:59:59.999999+00:00"]}
    assert whole["customer"] == "Ann"


@pytest.mark.parametrize("turn", [1, -1])
def test_of_two_misses_at_one_instant_the_later_line_is_the_second(
    turn: int, troth: Troth, policy: Path, tmp_path: Path
) -> None:
    one = {"customer": "Ann", "priority": "routine", "arrives": "2026-03-02T10:00"}
    lines = [line({**one, "id": "X"}), line({**one, "id": "Y"})][::turn]
    path = tmp_path / "two.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = measured(troth, policy, path)
    status = [one["promises"][1]["status"] for one in found["contacts"]]
    assert status == ["waiting", "overdue"]


def test_given_misses_count_beside_those_of_the_file(troth: Troth, policy: Path, tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    one = line({"id": "X", "priority": "routine", "arrives": "2026-03-02T10:00"})
    path.write_text(json.dumps({**one, "missed": {"repairs.complete": "2026-01-05"}}), encoding="utf-8")
    (found,) = measured(troth, policy, path)["contacts"]
    assert found["promises"][1]["status"] == "overdue"


def test_both_together_make_a_third(troth: Troth, policy: Path, tmp_path: Path) -> None:
    policy.write_text(POLICY.replace("2 misses", "3 misses"), encoding="utf-8")
    path = tmp_path / "two.jsonl"
    one = {"customer": "Ann", "priority": "routine"}
    lines = [line({**one, "arrives": "2026-03-02T10:00"}), line({**one, "arrives": "2026-03-09T10:00"})]
    lines[1]["missed"] = {"harbour.repairs.complete": ["2026-02-02"]}
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = measured(troth, policy, path)["contacts"]
    assert [contact["promises"][1]["status"] for contact in found] == ["waiting", "overdue"]


def test_as_text(troth: Troth, policy: Path, contacts: Path) -> None:
    result = troth("due", policy, "--contacts", contacts, "--as-of", AS_OF)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "harbour.repairs.complete  75% each month\n"
        "  2026-03  2 of 4 in time  50%                           not reached\n"
        "  2026-04  0 contacts                                    nothing to count yet\n"
        "harbour.repairs.complete  50% within 1 working day each month, for priority urgent\n"
        "  2026-03  1 of 2 in time  50%                           reached\n"
        "  2026-04  0 of 1 in time  0%                            not reached\n"
        "harbour.repairs.complete  90% within 3 working days each month, for priority urgent\n"
        "  2026-03  2 of 2 in time  100%                          reached\n"
        "  2026-04  0 contacts                                    nothing to count yet\n"
        "harbour.repairs.complete  60% each month, for priority routine\n"
        "  2026-03  1 of 3 in time  33.333%                       not reached\n"
        "harbour.repairs.complete  average 3 working days each month\n"
        "  2026-03  4 contacts      3.75 working days on average  not reached\n"
        "  2026-04  0 contacts                                    nothing to count yet\n"
        "harbour.repairs.contact  100% each month\n"
        "  2026-03  0 of 1 in time  0%                            not reached\n"
        "Not counted:\n"
        "  harbour.repairs.complete 75% each month: 1 open\n"
        "  harbour.repairs.complete 90% within 3 working days each month, for priority urgent: 1 open\n"
        "  harbour.repairs.complete average 3 working days each month: 1 open, 1 overdue\n"
        "  harbour.repairs.contact 100% each month: 5 waiting\n"
        "6 contacts read: 6 judged, 0 rejected\n"
    )


BAD = (
    '{"id": "1", "channel": "phone", "kind": "repair", "priority": "urgent", "arrives": "2026-03-02"}',
    "",
    "no JSON",
    "[1]",
    '{"id": "1", "channel": "phone", "arrives": "2026-03-02"}',
    '{"id": "2", "channel": "emial", "arrives": "2026-03-02"}',
    '{"channel": "phone", "arrives": "2031-03-02"}',
    '{"channel": "phone", "arrives": "2026-03-02", "as_of": "2026-03-05"}',
    '{"error": 1}',
)
REJECTED = [
    (3, None, "T701", "the line is no JSON object"),
    (4, None, "T701", "the line is no JSON object"),
    (5, "1", "T701", "the id `1` is that of line 1 too"),
    (6, "2", "T101", "`emial` is not a channel"),
    (7, None, "T207", "the arrival or a deadline lies outside of the calendar's years, 2025 to 2027"),
    (8, None, "T701", "the contact has an `as_of` of its own"),
    (9, None, "T101", "`error` is not a part of a contact"),
]


def test_what_is_rejected_is_said_with_its_line(troth: Troth, policy: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("\n".join(BAD), encoding="utf-8")
    found = measured(troth, policy, path)
    said = [(one["line"], one.get("id"), one["error"]["code"], one["error"]["message"]) for one in found["rejected"]]
    assert said == REJECTED
    assert len(found["contacts"]) == 1
    text = troth("due", policy, "--contacts", path, "--as-of", AS_OF).stdout
    assert "  line 6 (id 2): T101 `emial` is not a channel; did you mean `email`?\n" in text
    assert text.endswith("8 contacts read: 1 judged, 7 rejected\n")


def test_from_python(policy: Path, contacts: Path, troth: Troth) -> None:
    own = package.load(policy).measure((line(one) for one in CONTACTS), datetime(2026, 4, 1, 22, 59, 59, 999_999, UTC))
    assert json.loads(json.dumps(own)) == measured(troth, policy, contacts)
    with pytest.raises(ValueError, match="time zone"):
        package.load(policy).measure([], datetime(2026, 4, 1))
    rejected = package.load(policy).measure([3], datetime(2026, 4, 1, tzinfo=UTC))["rejected"]  # type: ignore[list-item]
    assert [(one["line"], one["error"]["message"]) for one in rejected] == [(1, "this is no contact")]


@pytest.mark.parametrize("flags", [(), ("--calendar", "known-on-arrival")])
@pytest.mark.parametrize("kind", ["good", "bad"])
def test_from_the_checker(
    kind: str, flags: tuple[str, ...], policy: Path, contacts: Path, tmp_path: Path, troth: Troth
) -> None:
    if kind == "bad":
        contacts.write_text("\n".join(BAD), encoding="utf-8")
    build([load(policy)], tmp_path / "built")
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "checker.py").write_bytes((tmp_path / "built" / "harbour" / "checker.py").read_bytes())
    command = [sys.executable, "-S", "-I", "checker.py", "--measure", "--as-of", AS_OF, *flags]
    ran = subprocess.run(command, cwd=alone, stdin=contacts.open("rb"), capture_output=True, check=True, env={})
    assert json.loads(ran.stdout) == measured(troth, policy, contacts, *flags)
    code = (
        "import sys; sys.path.insert(0, '.'); sys.dont_write_bytecode = True; import checker, json;"
        "lines = [json.loads(line) for line in sys.stdin if line.strip().startswith('{')];"
        f"print(json.dumps(checker.measure(lines, {AS_OF!r})))"
    )
    if kind == "good" and not flags:
        command = [sys.executable, "-S", "-I", "-c", code]
        ran = subprocess.run(command, cwd=alone, stdin=contacts.open("rb"), capture_output=True, check=True, env={})
        assert json.loads(ran.stdout) == measured(troth, policy, contacts)


def test_wrong_use(troth: Troth, policy: Path, contacts: Path, tmp_path: Path) -> None:
    result = troth("due", policy, "--contacts", contacts, "--channel", "phone")
    assert (result.exit_code, "`--channel` says something of one contact" in result.stderr) == (2, True)
    result = troth("due", policy, "--contacts", contacts, "--why")
    assert (result.exit_code, "`--why` says something of one contact" in result.stderr) == (2, True)
    result = troth("due", policy, "--contacts", tmp_path / "none.jsonl")
    assert (result.exit_code, "cannot be read: No such file or directory" in result.stderr) == (2, True)
    result = troth("due", policy, "--arrives", "2026-03-02")
    assert (result.exit_code, "Missing option '--channel'" in result.stderr) == (2, True)
    result = troth("due", policy, "--channel", "phone")
    assert (result.exit_code, "Missing option '--arrives'" in result.stderr) == (2, True)
