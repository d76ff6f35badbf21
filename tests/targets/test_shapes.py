"""The contacts by which `troth verify` compares: a deadline that is extended is met among them, at every breakpoint."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.targets.conftest import Built
from tests.targets.test_checker import checked, compare

from troth.calendars.local_time import to_utc
from troth.deadlines.answer import answer
from troth.deadlines.contact import ContactReader
from troth.deadlines.judge import Status
from troth.tables.contacts import around, breakpoints, random_contacts, shapes

MIDDLE = "2022-06-15T10:00:00+00:00"


def contacts(built: Built, promise: str, step: int) -> list[dict[str, Any]]:
    """Each shape of a promise around every so many breakpoints, as of its arrival."""
    policy, calendar = built.compiled.policy, built.compiled.calendar
    assert policy is not None
    assert calendar is not None
    instants = sorted({instant for point in list(breakpoints(calendar))[::step] for instant in around(point)})
    starts = [to_utc(instant).isoformat() for instant in instants]
    own = [shape for shape in shapes(policy) if shape.promise == promise]
    return [{**shape.at(start), "as_of": start} for shape in own for start in starts]


def test_each_extension_has_a_shape_that_is_told_in_time_and_done(built: dict[str, Built]) -> None:
    """Done, it shows another status than the plain shape; `troth verify` leaves out what shows nothing new."""
    policy, calendar = built["extended"].compiled.policy, built["extended"].compiled.calendar
    assert policy is not None
    assert calendar is not None
    reader = ContactReader(policy, calendar)
    found: dict[str, set[tuple[bool, str]]] = {}
    for shape in shapes(policy):
        contact = reader.read(shape.at(MIDDLE))
        for one in answer(policy, contact, calendar, contact.arrives.first).judged:
            if one.promise.id == shape.promise:
                found.setdefault(shape.promise, set()).add((one.extended_by is not None, str(one.status)))
    extended = {promise.id for promise in policy.promises() if promise.extension is not None}
    # Told before an event that happens at that very moment is not told before it.
    assert {id_ for id_, shown in found.items() if (True, "met") in shown} == extended - {
        "extended.web-form.resolve.should"
    }
    assert [id_ for id_, shown in found.items() if any(status == Status.UNKNOWN for _, status in shown)] == []
    assert all((False, "open") in shown for shown in found.values())


def test_every_word_of_a_fact_in_an_extension_is_said(built: dict[str, Built]) -> None:
    """Also that of a fact which the policy names in quotes only."""
    policy, calendar = built["extended"].compiled.policy, built["extended"].compiled.calendar
    assert policy is not None
    assert calendar is not None
    said = {name for contact, _ in random_contacts(policy, calendar, 1, 200) for name in contact["facts"]}
    assert said >= {"complex", "missing", "away", "the form is not whole"}


@pytest.mark.parametrize(
    "promise", ["email.reply", "letter.reply", "fax.reply", "phone.call-back", "letter.update.aim"]
)
def test_the_checker_answers_for_them_as_the_reference_does(promise: str, built: dict[str, Built]) -> None:
    found = compare(built["extended"], contacts(built["extended"], f"extended.{promise}", 97))
    own = [one for answer_ in found for one in answer_.get("promises", ()) if one["id"] == f"extended.{promise}"]
    assert {"extended_by" in one for one in own} == {True, False}


@pytest.mark.parametrize(
    ("promise", "old", "new"),
    [
        ("email.reply", "'by': [2, 'working day']", "'by': [3, 'working day']"),
        ("fax.reply", "'by': [3, 'working day']", "'by': [3, 'day']"),
        ("phone.call-back", "'by': [2, 'hour', 3600]", "'by': [3, 'hour', 3600]"),
    ],
)
def test_a_changed_extension_goes_red(promise: str, old: str, new: str, built: dict[str, Built]) -> None:
    path = built["extended"].checker
    asked = contacts(built["extended"], f"extended.{promise}", 977)
    lines = [json.dumps(contact) for contact in asked]
    sound, whole = checked(built["extended"], lines), path.read_text(encoding="utf-8")
    assert old in whole
    try:
        path.write_text(whole.replace(old, new), encoding="utf-8")
        assert checked(built["extended"], lines) != sound
    finally:
        path.write_text(whole, encoding="utf-8")


def test_at_risk_is_a_fifth_of_the_extended_limit(built: dict[str, Built]) -> None:
    """Four hours and two more from noon: 72 minutes before 18:00, and untold 48 minutes before 16:00."""
    contact = {"channel": "phone", "arrives": "2026-06-01T12:00", "facts": {"missing": "no"}}
    asked = [
        ({**contact, "events": {"told": told} if told else {}, "as_of": as_of}, status)
        for told, as_of, status in (
            ("12:30", "2026-06-01T16:48", "open"),
            ("12:30", "2026-06-01T16:48:00.000001", "at risk"),
            ("13:00:00.000001", "2026-06-01T15:12", "open"),
            ("13:00:00.000001", "2026-06-01T15:12:00.000001", "at risk"),
            (None, "2026-06-01T15:12:00.000001", "at risk"),
        )
    ]
    found = compare(built["extended"], [contact for contact, _ in asked])
    assert [answer_["promises"][0]["id"] for answer_ in found] == ["extended.phone.call-back"] * len(asked)
    assert [answer_["promises"][0]["status"] for answer_ in found] == [status for _, status in asked]
