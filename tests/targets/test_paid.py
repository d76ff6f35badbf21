"""What a checker says of remedies is what the reference says: of one contact, and of several customers' contacts."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.targets.conftest import Built, build_alone, made
from tests.targets.test_checker import ALONE, checked, compare

from troth import Policy
from troth.calendars.local_time import SECOND, to_utc
from troth.deadlines.answer import Reading
from troth.deadlines.reading import read_moment
from troth.tables.contacts import around, breakpoints, random_contacts, shapes
from troth.wording.answer import Answers

EACH = 600


@pytest.fixture(scope="module")
def paid(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The policy `paid` and its checker, alone in a folder."""
    return build_alone(made("paid", (2024, 2027), root, tmp_path_factory), tmp_path_factory)


def drawn(paid: Built, seed: int, n: int) -> list[dict[str, Any]]:
    one = paid.compiled
    assert one.policy is not None
    assert one.calendar is not None
    return [{**data, "as_of": as_of} for data, as_of in random_contacts(one.policy, one.calendar, seed, n)]


def rows_of(answers: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return (row for one in answers for row in one.get("promises", ()))


@pytest.mark.parametrize("seed", range(2))
def test_contacts_of_the_compilers_own_generator(seed: int, paid: Built) -> None:
    found = list(rows_of(compare(paid, drawn(paid, 47 + seed, EACH))))
    owed = [row for row in found if "amount" in row]
    kinds = Counter(
        "unknown" if row["amount"] is None else "owed" if row["amount"].strip("0.") else "nothing" for row in owed
    )
    assert min(kinds[kind] for kind in ("unknown", "owed", "nothing")) > EACH // 5
    assert sum("claimable" in row for row in owed) > EACH // 100
    claims = {row["status"] for row in found if row["id"].endswith(".claim")}
    payments = {row["status"] for row in found if row["id"].endswith(".remedy")}
    assert claims >= {"open", "met"}
    assert payments >= {"open", "met", "late", "overdue", "waiting"}
    unsaid = {row["remedy"]["missing"] for row in owed if row["amount"] is None}
    assert unsaid >= {"time of the act", "fact severe", "category customer type", "time of event the deadline"}


def test_a_shape_of_each_promise_is_missed_then_claimed_and_paid_too_late(paid: Built) -> None:
    one = paid.compiled
    assert one.policy is not None
    assert one.calendar is not None
    instants = sorted({instant for point in list(breakpoints(one.calendar))[::401] for instant in around(point)})
    starts = [to_utc(instant).isoformat() for instant in instants]
    later = [shape for shape in shapes(one.policy) if shape.later]
    assert {shape.promise for shape in later} == {
        promise.id for promise in one.policy.promises() if "resolve" not in promise.id or "aim" in promise.id
    }
    contacts = [{**shape.at(start), "as_of": start} for shape in later for start in starts]
    found = list(rows_of(compare(paid, contacts)))
    late = {row["id"] for row in found if row["status"] == "late" and (row.get("amount") or "").strip("0.")}
    # Of two acts the second may still keep the promise, as of the arrival.
    assert late >= {shape.promise for shape in later} - {"paid.all.resolve.aim"}


def test_by_the_days_that_were_known_on_arrival(paid: Built) -> None:
    """The reading of the calendar that is not the usual one; two closed days of this policy were announced."""
    one = paid.compiled
    assert one.policy is not None
    assert one.calendar is not None
    answers = Answers(one.policy, one.calendar, dict(one.fingerprints))
    start = read_moment("start", "2026-11-20", one.calendar.clock, one.calendar.rules.zone)[0]
    lines = []
    for hours in range(0, 24 * 9, 13):
        arrives, done = (to_utc(start + more * 3600 * SECOND).isoformat() for more in (hours, hours + 300))
        contact = {"channel": "email", "arrives": arrives, "facts": {"severe": "no"}}
        lines += [{**contact, "events": {event: done}} for event in ("replied", "acknowledged", "resolved", "attended")]
    command = [*ALONE, "--calendar", "known-on-arrival", "--as-of", "2027-03-01"]
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    ran = subprocess.run(
        command, cwd=paid.checker.parent, input=text, capture_output=True, text=True, check=True, env={}
    )
    until = read_moment("as of", "2027-03-01", one.calendar.clock, one.calendar.rules.zone)[1]
    expected = [json.loads(json.dumps(answers.to(line, until, Reading.KNOWN_ON_ARRIVAL))) for line in lines]
    assert [json.loads(line) for line in ran.stdout.splitlines()] == expected
    usual = [json.loads(json.dumps(answers.to(line, until))) for line in lines]
    amounts = ([row.get("amount") for row in rows_of(one)] for one in (expected, usual))
    assert next(amounts) != next(amounts)


def test_several_customers_together(paid: Built) -> None:
    """What is owed to each customer at most each month is cut alike."""
    contacts = drawn(paid, 5, 200)
    for number, contact in enumerate(contacts):
        del contact["as_of"]
        contact |= {"customer": f"C{number % 7}", "arrives": f"2026-0{1 + number % 3}-{1 + number % 28:02}T10:00"}
    text = "".join(f"{json.dumps(line)}\n" for line in contacts)
    command = [*ALONE, "--measure", "--as-of", "2027-01-01"]
    ran = subprocess.run(
        command, cwd=paid.checker.parent, input=text, capture_output=True, text=True, check=True, env={}
    )
    found = json.loads(ran.stdout)
    one = paid.compiled
    assert one.calendar is not None
    until = read_moment("as of", "2027-01-01", one.calendar.clock, one.calendar.rules.zone)[1]
    expected = Policy(one).measure(contacts, to_utc(until))
    assert found == json.loads(json.dumps(expected))
    cut = [row for row in rows_of(found["contacts"]) if "is the most for one customer" in str(row.get("remedy"))]
    assert len(cut) > 5
    assert [one["currency"] for one in found["amounts"]] == ["EUR", "GBP", "JPY"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("'plain': 3000", "'plain': 3001"),
        ("'most': 10000", "'most': 9000"),
        ("'late': 2000", "'late': 2001"),
        ("'by': [24, 'hour', 3600]", "'by': [25, 'hour', 3600]"),
        ("'by': [2, 'working day']", "'by': [3, 'working day']"),
        ("[['fact', 'severe', True], False", "[['fact', 'severe', True], True"),
        ("complete, complete + 1", "complete, complete + 2"),
        ("return passed // one, -(-passed // one)", "return passed // one, passed // one"),
        ("(today - day_0 - 1) // (7 * n)", "(today - day_0) // (7 * n)"),
        (">= today:\n        complete -= 1", "> today:\n        complete -= 1"),
    ],
)
def test_the_comparison_goes_red(
    old: str, new: str, paid: Built, known: tuple[list[str], list[dict[str, Any]]]
) -> None:
    """Another sum, period or count in the checker gives another answer."""
    whole = paid.checker.read_text(encoding="utf-8")
    assert old in whole
    lines, expected = known
    try:
        paid.checker.write_text(whole.replace(old, new), encoding="utf-8")
        assert checked(paid, lines) != expected
    finally:
        paid.checker.write_text(whole, encoding="utf-8")


@pytest.fixture(scope="module")
def known(paid: Built) -> tuple[list[str], list[dict[str, Any]]]:
    """Contacts late by all sorts of times, as lines, and their answers."""
    contacts = list(_misses(paid))
    return [json.dumps(contact) for contact in contacts], compare(paid, contacts)


def _misses(paid: Built) -> Iterator[dict[str, Any]]:
    one = paid.compiled
    assert one.policy is not None
    assert one.calendar is not None
    start = read_moment("start", "2026-02-27T09:00", one.calendar.clock, one.calendar.rules.zone)[0]
    events = ("replied", "acknowledged", "answered", "called back", "ended", "completed", "attended", "seen")
    for hours in range(0, 24 * 130, 37):
        done = to_utc(start + hours * 3600 * SECOND).isoformat()
        for severe in ("yes", "no"):
            yield {
                "channel": "email",
                "arrives": to_utc(start).isoformat(),
                "customer type": "household",
                "events": {**dict.fromkeys(events, done), "appointment": to_utc(start + 3600 * SECOND).isoformat()},
                "facts": {"severe": severe, "away": "no"},
                "dates": {"agreed": "2026-03-02T10:00"},
                "as_of": "2026-12-01T00:00:00+00:00",
            }
    yield from drawn(paid, 3, 60)
