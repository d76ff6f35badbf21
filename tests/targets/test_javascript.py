"""`checker.mjs` answers as `checker.py` does, letter by letter, in Node; and bad input gives the same coded errors."""

from __future__ import annotations

import gzip
import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.targets.conftest import Built
from tests.targets.drawn import drawn
from tests.targets.in_node import FIVE, THREE, as_line, compiled, lines, program, python_of, written
from tests.targets.test_quick import loaded

from troth import __version__
from troth.calendars.local_time import to_utc
from troth.tables.contacts import around, breakpoints, random_contacts
from troth.targets.due_tables import with_tables
from troth.targets.javascript import javascript_checker, javascript_driver

EACH = 150
MOST_BYTES = 20_000
ZONES = ("UTC", "Pacific/Apia", "America/St_Johns", "Europe/London", "Africa/Monrovia", "Asia/Kathmandu")
AS_OF = "2026-06-02T10:00:00+00:00"


def differing(policy: str, records: list[dict[str, Any]], folder: Path, zone: str = "") -> list[Any]:
    """What the two checkers answer differently: the record, and both answers."""
    due = python_of(policy).due
    expected = [as_line(due(one["contact"], one["as_of"], one.get("reading", "announced"))) for one in records]
    found = lines(records, folder, written(policy, folder), zone)
    assert len(found) == len(records)
    return [triple for triple in zip(records, expected, found, strict=True) if triple[1] != triple[2]]


@pytest.mark.node
@pytest.mark.parametrize(("policy", "zone"), [*zip((*FIVE, *THREE), ZONES * 2, strict=False)])
def test_random_contacts_are_answered_alike(policy: str, zone: str, tmp_path: Path) -> None:
    one = compiled(policy)
    assert one.policy is not None
    assert one.calendar is not None
    records: list[dict[str, Any]] = [
        {"contact": contact, "as_of": as_of} for contact, as_of in random_contacts(one.policy, one.calendar, 6, EACH)
    ]
    for record in records[::3]:
        record["reading"] = "known-on-arrival"
    assert differing(policy, records, tmp_path, zone) == []


@pytest.mark.node
@pytest.mark.parametrize("policy", ["polha", "ledcom"])
def test_contacts_of_another_generator_are_answered_alike(policy: str, tmp_path: Path) -> None:
    """Some of these cannot be read: misspelt, without a zone in a gap, in words."""
    records = []
    for contact in drawn(policy, 23, EACH * 4):
        as_of = contact.pop("as_of", AS_OF)
        records.append({"contact": contact, "as_of": as_of})
    assert differing(policy, records, tmp_path) == []


BAD: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        1,
        -5,
        1.5,
        1e-5,
        1e-7,
        -2.5e-9,
        "",
        " ",
        [],
        {},
        ["a", "b'c"],
        {"a": 1, "b": [None, True]},
    ),
    *(
        "x" * 70,
        "é" * 61,
        "😀" * 61,
        "a\nb\x00\x7f",
        "\u200b",
        '"',
        "it's",
        "\ud83d",
        "constructor",
        "__proto__",
        "toString",
    ),
    *(
        "27 November 2026",
        "Friday 27 Nov 2026",
        "31 Feb 2026",
        "٢٧ November 2026",
        "２０２６-11-27",
        "2026-02-30",
        "2026-13-01",
    ),
    *(
        "2026-11-27T24:00",
        "2026-11-27T23:60",
        "2026-11-27T16:50:60",
        "2026-11-27T16:50:00.1234567",
        "2026-11-27T16:50Z ",
    ),
    *("20261127T165000.5+0530", "2026-11-27t16-05", "2026-11-27T16:50+24:00", "2026-11-27T16:50+05:30:15.25"),
    *(
        "2026-W48-5T16:50Z",
        "2026-11-27_16:50Z",
        "2026-11-27T16:50:00.Z",
        "2026-11-27T1650",
        "1969-12-31T23:59:59.999999Z",
    ),
    *("1970-01-01T00:00Z", "1960-02-29", "2014-12-31T23:59:59.999999Z", "2015-01-01", "2030-12-31T23:59:59.999999"),
    *(
        "2031-01-01T00:00",
        "9999-12-31",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00+14:00",
        "2300-01-01T00:00:00.123457Z",
    ),
    *("2300-01-01", "2300-01-01T00:00Z", "1600-01-01", "2026-03-29T01:30", "2026-10-25T01:30", "2026-10-25T01:30:00.5"),
)


def bad_records() -> list[dict[str, Any]]:
    """Each of these in each place of a contact, and beside it."""
    found: list[Any] = []
    plain = {"channel": "email", "arrives": "2026-06-01T10:00"}
    for one in BAD:
        found += [one, {**plain, "arrives": one}, {**plain, "channel": one}, {**plain, "kind": one}]
        found += [{**plain, "priority": one}, {**plain, str(one): 1}]
        found += [{**plain, part: one} for part in ("events", "facts", "dates", "missed")]
        found += [{**plain, "events": {"replied": one}}, {**plain, "events": {"replied": ["2026-06-02", one]}}]
        found += [{**plain, "facts": {"rings": one}}, {**plain, "facts": {"unresolved": one}}]
        found += [{**plain, part: {str(one): "yes"}} for part in ("events", "facts", "dates", "missed")]
        found += [{**plain, "dates": {"promised": one}}, {**plain, "missed": {"polha.email.reply": one}}]
    records = [{"contact": contact, "as_of": AS_OF} for contact in found]
    records += [{"contact": plain, "as_of": one} for one in BAD if one is not None]
    return records + [{"contact": plain, "as_of": AS_OF, "reading": one} for one in BAD if one is not None]


@pytest.mark.node
def test_bad_input_gives_the_same_coded_errors(tmp_path: Path) -> None:
    records = bad_records()
    assert differing("polha", records, tmp_path) == []
    errors = [json.loads(line).get("error", {}) for line in lines(records, tmp_path, tmp_path / "polha.mjs")]
    assert {error.get("code") for error in errors} == {None, "T101", "T207", "T701", "T702", "T703"}
    assert sum(bool(error) for error in errors) > 600


@pytest.mark.node
def test_what_json_cannot_say_is_refused(tmp_path: Path) -> None:
    """Dates of JavaScript, numbers that are none, what has no end: asked within Node."""
    checker = written("polha", tmp_path)
    (tmp_path / "ask.mjs").write_text(
        f"""
import {{ due, deadline, measure }} from {json.dumps(checker.as_uri())};
const plain = {{ channel: "email", arrives: "2026-06-01T10:00" }};
const round = {{ ...plain }};
round.events = round;
const asked = [
  due({{ ...plain, arrives: new Date(NaN) }}, {json.dumps(AS_OF)}),
  due({{ ...plain, arrives: NaN }}, {json.dumps(AS_OF)}),
  due({{ ...plain, arrives: Symbol("x") }}, {json.dumps(AS_OF)}),
  due(plain, new Date(NaN)), due(plain, NaN), due(plain, {{}}), due(round, {json.dumps(AS_OF)}),
  due(undefined, {json.dumps(AS_OF)}), due(() => 1, {json.dumps(AS_OF)}), due(plain, {json.dumps(AS_OF)}, "guessed"),
  deadline(), deadline("polha.email.reply"), deadline("polha.email.reply", "2026-06-01"),
  deadline("polha.email.reply", "2026-03-29T01:30"), deadline("polha.email.reply", "2040-06-01T10:00Z"),
  deadline("polha.email.reply", NaN), deadline("polha.email.reply", "2026-06-01T10:00Z", 5),
  measure([plain, 5, null, {{ ...plain, as_of: "now" }}], {json.dumps(AS_OF)}).rejected,
  measure(5, {json.dumps(AS_OF)}), measure({{}}, {json.dumps(AS_OF)}), measure([plain], "soon"),
];
console.log(JSON.stringify(asked));
console.log(JSON.stringify([due(plain, new Date("2026-06-02T10:00:00Z")), due(plain, {json.dumps(AS_OF)})]));
const moment = {{ ...plain, arrives: new Date("2026-06-01T09:00:00.250Z") }};
console.log(JSON.stringify(due(moment, {json.dumps(AS_OF)}).contact));
console.log(Math.abs(new Date(due(plain).as_of) - Date.now()) < 60000);
""",
        encoding="utf-8",
    )
    run = subprocess.run(["node", str(tmp_path / "ask.mjs")], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    refused, same, moment, now = (json.loads(line) for line in run.stdout.splitlines())
    rejected = refused.pop(17)
    assert [one["error"]["code"] for one in rejected] == ["T701", "T701", "T701"]
    codes = [one["error"]["code"] for one in refused]
    assert codes == [*["T701"] * 10, "T101", *["T701"] * 2, "T702", "T207", *["T701"] * 2, *["T701"] * 3]
    assert same[0] == same[1]
    assert moment == {"channel": "email", "arrives": "2026-06-01T09:00:00.250000+00:00"}
    assert now is True


@pytest.mark.node
def test_the_driver_answers_line_by_line(tmp_path: Path) -> None:
    """In order, more than one write holds; what is no JSON object is an answer too."""
    checker = written("polha", tmp_path)
    plain = {"channel": "email", "arrives": "2026-06-01T10:00", "customer": "a\u2028b"}
    given = [*("{", "[]", "5", '"x"', "null", "{}"), json.dumps({"contact": plain}, ensure_ascii=False)]
    given += [
        json.dumps({"promise": "polha.email.reply", "start": f"2026-06-{n % 28 + 1:02}T10:00"}) for n in range(3_000)
    ]
    (tmp_path / "driver.mjs").write_text(javascript_driver(), encoding="utf-8")
    command = ["node", str(tmp_path / "driver.mjs"), str(checker)]
    run = subprocess.run(
        command, input="\n\n".join(given), capture_output=True, text=True, encoding="utf-8", check=True
    )
    found = [json.loads(line) for line in run.stdout.split("\n")[:-1]]
    assert len(found) == len(given)
    messages = [one["error"]["message"] for one in found[:7]]
    assert messages[:5] == ["the line is no JSON object"] * 5
    assert messages[5:] == ["this is no contact", "`customer` is not a part of a contact"]


@pytest.mark.node
@pytest.mark.parametrize("name", ["polha", "ledcom", "several", "timed"])
def test_deadlines_come_from_the_tables(built: dict[str, Built], name: str, tmp_path: Path) -> None:
    """At every break of the calendar and a microsecond either side, as `Quick.deadline` has it."""
    quick = loaded(built[name].checker)
    calendar = built[name].compiled.calendar
    assert calendar is not None
    edges = [instant for one in [*breakpoints(calendar)][::40] for instant in around(one)]
    known = {"complex": True, "priority": "urgent", "channel": "phone", "appointment lost": False, "unresolved": True}
    records, expected = [], []
    for promise in quick.PROGRAM["promises"]:
        for instant in edges:
            start = to_utc(instant)
            for given in ({}, known):
                records.append({"promise": promise["id"], "start": start.isoformat(), "known": given})
                try:
                    expected.append(quick.deadline(promise["id"], start, **given).isoformat())
                except ValueError:
                    expected.append("")
    checker = built[name].javascript
    found = [json.loads(line) for line in lines(records, tmp_path, checker)]
    assert [one.get("due", "") for one in found] == expected
    assert all(one["error"]["code"] in ("T207", "T701") for one in found if "due" not in one)
    assert sum(bool(one) for one in expected) > 300


@pytest.mark.node
def test_a_deadline_by_hand(built: dict[str, Built], tmp_path: Path) -> None:
    """St Andrew's Day 2024 falls on a Saturday and is kept on Monday 2 December: 3, 4, 5 December are working days."""
    friday = datetime(2024, 11, 29, 16, 50, tzinfo=UTC)
    starts = (friday.isoformat(), "2024-11-29T16:50", (friday + timedelta(hours=7, minutes=10)).isoformat())
    records = [{"promise": "polha.email.reply", "start": start} for start in starts]
    found = [json.loads(line) for line in lines(records, tmp_path, built["polha"].javascript)]
    assert found == [{"due": "2024-12-06T00:00:00+00:00"}] * 3


@pytest.mark.parametrize("policy", FIVE)
def test_a_checker_is_small(built: dict[str, Built], policy: str) -> None:
    """With its tables, as it is built."""
    if policy in built:
        text = built[policy].javascript.read_text(encoding="utf-8")
    else:
        text = javascript_checker(with_tables(program(policy)), compiled(policy).fingerprints, policy)
    assert len(gzip.compress(text.encode(), 9)) < MOST_BYTES


@pytest.mark.parametrize("policy", FIVE)
def test_it_says_what_it_is(policy: str) -> None:
    """Promises, calendar, compiler and years stand at its head; it imports nothing and knows nothing of Node."""
    prints = compiled(policy).fingerprints
    text = javascript_checker(program(policy), prints, policy)
    head = text[: text.index("\nconst ")]
    first, last = program(policy)["calendar"]["years"]
    assert {prints["promises"], prints["calendar"]} <= set(head.split())
    assert f"compiled by troth {__version__}." in head
    assert f"// years {first} to {last}\n" in head
    assert "import" not in text.replace("important", "")
    assert "process" not in text
    assert text.isprintable() or all(letter.isprintable() or letter == "\n" for letter in text)
    assert javascript_checker(program(policy), prints, policy) == text
