"""The JSON Schema of answers: it takes those of both engines, and nothing with a slip in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.conformance.running import answers, corpus
from tests.targets.slips import put_in, slips

from troth import load
from troth.targets.answer_schema import answer_schema

SCHEMA = Draft202012Validator(answer_schema())
EACH = 4
OPTIONAL = {
    *("basis", "version", "not_before", "last_day", "extended_by", "unmoved", "targets", "claimable", "at_most"),
    *("calendar", "events", "facts", "dates", "missed", "id", "customer"),
}
"""What an answer need not have; `missing` it has where something is not known, and `amount` with `remedy`."""


@pytest.fixture(scope="module")
def answered() -> list[Any]:
    """What both engines answer to the first cases of each file of the corpus."""
    cases = [(case, data) for data in corpus() for case in data["cases"][:EACH]]
    return [answer for case, data in cases for answer in answers(case, data).values()]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(answer_schema())


def test_answers_fit(answered: list[Any]) -> None:
    assert len(answered) > 300
    for answer in answered:
        assert SCHEMA.is_valid(answer), json.dumps(answer)
    assert {name for answer in answered for name in rows_of(answer)} >= {"due", "limit", "amount", "targets", "missing"}
    assert any("contacts" in answer for answer in answered)


def rows_of(answer: Any) -> Iterator[str]:
    """The keys of the promises in an answer."""
    for one in answer.get("contacts", [answer]):
        for row in one.get("promises", ()):
            yield from row


def test_a_slip_is_refused(answered: list[Any]) -> None:
    """In the first answer that has each key of a promise, and in the first to several contacts."""
    chosen: dict[str, Any] = {}
    for answer in answered:
        for name in rows_of(answer):
            chosen.setdefault(name, answer)
        if "contacts" in answer:
            chosen.setdefault("contacts", answer)
    found = {said: put_in(answer, path, part) for answer in chosen.values() for said, path, part in slips(answer)}
    assert len(found) > 150
    taken = {said for said, data in found.items() if SCHEMA.is_valid(data)}
    assert {said for said in taken if not is_optional(said)} == set()


def is_optional(said: str) -> bool:
    """A key that an answer may lack, or a name of the policy's own."""
    kind, _, key = said.partition(" without ")
    part = kind.split("/")[-1]
    if key == "missing":
        return part in ("targets", "remedy")
    return key in OPTIONAL or (bool(key) and part in ("events", "facts", "dates", "missed"))


def test_what_does_not_go_together(answered: list[Any]) -> None:
    answer = next(
        one for one in answered if "contact" in one and {"due"} <= set(rows_of(one)) and "amount" not in rows_of(one)
    )
    first, *others = answer["promises"]
    for more in (
        {"limit": 3, "unit": "rings", "counted": 2},
        {"amount": "1.00"},
        {"missing": "fact complex"},
        {"status": "unknown"},
        {"due": "2026-06-02T09:00:00"},
        {"due": "2026-06-02"},
        {"done": "yesterday"},
    ):
        assert not SCHEMA.is_valid({**answer, "promises": [first | more, *others]}), more


def test_a_refusal_fits(root: Path) -> None:
    found = load(root / "policies" / "ledcom" / "ledcom.policy").due({"channel": "pigeon"})
    assert set(found) == {"error"}
    assert SCHEMA.is_valid(found)
    assert not SCHEMA.is_valid({**found, "promises": []})
