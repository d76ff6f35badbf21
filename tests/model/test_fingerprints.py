"""The two fingerprints: each field of the model both ways, one form for what means the same, another for what does not.

`covered.py` is the table of fields. A fingerprint that covers too little or too much is shown to fail it.
"""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from tests.model.covered import ROWS, Row
from tests.model.made import TEXT, Change, changed, moved, read

import troth.model
from troth.model import fingerprint
from troth.model.limit import Within
from troth.model.policy import Duty, Pause, Promise
from troth.model.words import Event, Term


def fields_of_the_model() -> Iterator[str]:
    """`Promise.limit`: every field of every dataclass of the model."""
    for module in pkgutil.iter_modules(troth.model.__path__):
        path = f"{troth.model.__name__}.{module.name}"
        for kind in vars(importlib.import_module(path)).values():
            if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__module__ == path:
                yield from (f"{kind.__name__}.{field.name}" for field in dataclasses.fields(kind))


def test_the_table_names_the_fields_that_there_are() -> None:
    assert {row.field for row in ROWS} == set(fields_of_the_model())
    assert all(row.why for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_field_moves_the_fingerprints_that_cover_it_and_no_other(row: Row) -> None:
    assert moved(changed(row.change)) == row.prints, row.why


SAME: dict[str, Change] = {
    "the next working day": ("by the end of the next working day", "within 1 working day"),
    "during the contact": ("during the contact", "at the contact"),
    "no later than": ("acknowledge within 2 days", "acknowledge no later than 2 days"),
    "the arrival": ("acknowledge within 2 days", "acknowledge within 2 days of the arrival"),
    "the roll of the calendar": ("acknowledge within 2 days", "acknowledge within 2 days, rolling forward"),
    "the roll of a further calendar": (
        "complete within 2 months less 1 day",
        "complete within 2 months less 1 day, as it falls",
    ),
    "the policy's calendar": ("acknowledge within 2 days", "acknowledge within 2 days, on calendar office"),
    "a standard's calendar": (
        "call back within 4 opening hours",
        "call back within 4 opening hours, on calendar helpline",
    ),
    "no law": ("during the contact", "during the contact\n        basis promise"),
    "a number in words": ("within 5 rings", "within five rings"),
}
"""The same said in other words."""

ORDER: dict[str, Change] = {
    "values": ("email, letter from", "letter, email from"),
    "conditions": (
        ('        except if "the boiler is broken"\n        if "it is ours"\n', '        if "it is ours"\n'),
        ("        unless resolved", '        except if "the boiler is broken"\n        unless resolved'),
    ),
    "pauses": (
        (
            "        paused from paused to resumed, both days included\n        paused while away\n",
            "        paused while away\n",
        ),
        ("        restarted", "        paused from paused to resumed, both days included\n        restarted"),
    ),
    "categories and their values": (
        "size: small, large\ncategory unused: one, two",
        "unused: two, one\ncategory size: large, small",
    ),
    "blocks": (
        ('duty plain "Plain words"\n    for every contact\n    aim to "speak plainly"\n', ""),
        (
            "duty kindness",
            'duty plain "Plain words"\n    for every contact\n    aim to "speak plainly"\n\nduty kindness',
        ),
    ),
    "lines of a calendar": (
        ("    cutoff         16:00\n", ""),
        ("    working days   Monday to Friday\n", "    cutoff         16:00\n    working days   Monday to Friday\n"),
    ),
    "hours": (
        ("    open           Monday to Friday, 09:00 to 17:00\n", ""),
        (
            "    open           12 December",
            "    open           Monday to Friday, 09:00 to 17:00\n    open           12 December",
        ),
    ),
    "closed days": (
        ('    closed         23 December 2026, "staff day"\n', ""),
        ("    month end ", '    closed         23 December 2026, "staff day"\n    month end '),
    ),
}
"""The same said in another order."""

TWO_VARIATIONS = """
variation first
    from 1 March 2027 to 31 March 2027
    visits.inspect: within 7 days

variation second
    from 1 May 2027 to 31 May 2027
    visits.inspect: within 8 days
"""


@pytest.mark.parametrize("change", [*SAME.values(), *ORDER.values()], ids=[*SAME, *ORDER])
def test_what_means_the_same_has_the_same_fingerprints(change: Change) -> None:
    assert moved(changed(change)) == set()


def test_the_order_of_variations_does_not_matter() -> None:
    _, first, second = TWO_VARIATIONS.split("\nvariation ")
    one = read(f"{TEXT}\nvariation {first}\nvariation {second}")
    other = read(f"{TEXT}\nvariation {second}\nvariation {first}")
    assert one.promise("whole.visits.inspect") != other.promise("whole.visits.inspect")
    assert fingerprint.promises_fingerprint(one) == fingerprint.promises_fingerprint(other)


def test_a_condition_of_the_standard_is_one_of_its_promise() -> None:
    said = "\nstandard extra\n    for fax{}\n    must see within 3 days\n{}"
    standard, promise = read(TEXT + said.format(" if spare", "")), read(TEXT + said.format("", "        if spare\n"))
    assert fingerprint.promises_fingerprint(standard) == fingerprint.promises_fingerprint(promise)
    assert moved(standard) == {"promises"}


def test_the_order_of_cases_matters() -> None:
    """Of two that hold at once the first wins, in a limit as in a sum."""
    away, other = "        while away: within 8 working days\n", "        if complex: within 6 working days\n"
    assert moved(changed((away + other, other + away))) == {"promises"}
    sums = "            if complex: £40\n", "            if spare: £41\n"
    one, two = (changed((sums[0], "".join(order))) for order in (sums, sums[::-1]))
    assert fingerprint.promises_fingerprint(one) != fingerprint.promises_fingerprint(two)


def test_what_a_policy_does_not_use_changes_nothing() -> None:
    """A field that the model gains leaves the form of what does not use it as it is."""
    policy = read(TEXT)
    gained = dataclasses.make_dataclass("Within", [("grace", int, 0)], bases=(Within,), frozen=True, kw_only=True)
    promise = next(one for one in policy.promises() if one.id == "whole.visits.inspect")
    old = promise.limit
    assert isinstance(old, Within)
    said = {field.name: getattr(old, field.name) for field in dataclasses.fields(old)}
    form = fingerprint._form(old, policy)
    assert fingerprint._form(gained(**said), policy) == form
    assert fingerprint._form(gained(**said, grace=1), policy) == {**form, "grace": 1}


MUTANTS: dict[str, tuple[type, str]] = {
    "Term.deemed": (Term, "deemed"),
    "Event.misses": (Event, "misses"),
    "Event.noun": (Event, "noun"),
    "Promise.limit": (Promise, "limit"),
    "Duty.text": (Duty, "text"),
    "Within.promptly": (Within, "promptly"),
    "Pause.both_days": (Pause, "both_days"),
}


@pytest.mark.parametrize("field", MUTANTS)
def test_a_field_left_out_is_found(field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kind, name = MUTANTS[field]
    without = fingerprint._NOT_COVERED.get(kind, frozenset()) | {name}
    monkeypatch.setattr(fingerprint, "_NOT_COVERED", {**fingerprint._NOT_COVERED, kind: without})
    assert any(moved(changed(row.change)) != row.prints for row in ROWS if row.field == field)


def test_a_field_too_many_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint, "_NOT_COVERED", {})
    wrong = {row.field for row in ROWS if moved(changed(row.change)) != row.prints}
    assert {"Calendar.name", "Calendar.by_rule", "Duty.title", "Term.situation", "Case.variation"} <= wrong


def test_cases_in_any_order_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint, "_IN_ANY_ORDER", fingerprint._IN_ANY_ORDER | {"cases"})
    away, other = "        while away: within 8 working days\n", "        if complex: within 6 working days\n"
    assert moved(changed((away + other, other + away))) == set()
