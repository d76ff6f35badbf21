"""A policy with every construct there is, read by the whole front end, and changes of one thing in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from troth.calendars.lock import Holiday, Lock
from troth.model.fingerprint import calendar_fingerprint, promises_fingerprint
from troth.model.policy import Policy
from troth.project import vocabulary
from troth.resolve.policy import resolve
from troth.syntax.parser import parse

TEXT = (Path(__file__).parent / "whole.policy").read_text(encoding="utf-8")

LOCK = Lock(
    regions=("GB-ENG", "GB-SCT"),
    first_year=2025,
    last_year=2028,
    library="0",
    holidays=(
        Holiday("GB-ENG", date(2026, 8, 31), "Summer Bank Holiday"),
        Holiday("GB-SCT", date(2026, 8, 3), "Summer Bank Holiday"),
        Holiday("GB-SCT", date(2026, 11, 30), "Saint Andrew's Day"),
        Holiday("GB-SCT", date(2026, 12, 25), "Christmas Day"),
        Holiday("GB-SCT", date(2027, 12, 25), "Christmas Day"),
        Holiday("GB-SCT", date(2028, 12, 25), "Christmas Day"),
    ),
)

Change = tuple[str, str] | tuple[tuple[str, str], ...] | Callable[[Policy], Policy]
"""Texts of the policy in place of others, each of which stands there once; or a change of the model."""


@cache
def read(text: str, lock: Lock = LOCK) -> Policy:
    """The policy of a text that has no error; checks are not run."""
    tree, found = parse("whole.policy", text)
    assert not found, [(one.span, one.message) for one in found]
    policy, scope = resolve(tree, vocabulary(), lock)
    errors = [(one.span, one.message) for one in scope.found if one.is_error]
    assert policy is not None
    assert not errors, errors
    return policy


def changed(change: Change) -> Policy:
    """The policy with a change. Fails where the text does not hold what is to be replaced, or holds it twice."""
    if callable(change):
        return change(read(TEXT))
    text = TEXT
    pairs = (change,) if isinstance(change[0], str) else change
    for old, new in pairs:
        assert text.count(old) == 1, f"{text.count(old)} times: {old!r}"
        text = text.replace(old, new)
    return read(text)


def everywhere(old: str, new: str) -> Callable[[Policy], Policy]:
    """The policy whose text has one word in place of another wherever it stands."""
    assert old in TEXT, old
    return lambda _: read(TEXT.replace(old, new))


def put(kind: type, **fields: Any) -> Callable[[Policy], Policy]:
    """The policy with other values in the fields of its first part of a class; for what no text says alone."""

    def change(policy: Policy) -> Policy:
        found, is_done = _put(policy, kind, fields)
        assert is_done, f"the policy holds no {kind.__name__}"
        assert isinstance(found, Policy)
        return found

    return change


def _put(value: Any, kind: type, fields: dict[str, Any]) -> tuple[Any, bool]:
    if isinstance(value, kind) and dataclasses.is_dataclass(value) and not isinstance(value, type):
        assert any(getattr(value, name) != new for name, new in fields.items())
        return dataclasses.replace(value, **fields), True
    if isinstance(value, tuple):
        for index, part in enumerate(value):
            found, is_done = _put(part, kind, fields)
            if is_done:
                return (*value[:index], found, *value[index + 1 :]), True
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            if field.name != "words":  # the vocabulary that ships; what the policy declares stands in `declared` too
                found, is_done = _put(getattr(value, field.name), kind, fields)
                if is_done:
                    return dataclasses.replace(value, **{field.name: found}), True
    return value, False


def moved(policy: Policy) -> set[str]:
    """Which fingerprints of a policy are not those of the policy as it stands."""
    whole = read(TEXT)
    prints = {"promises": promises_fingerprint, "calendar": calendar_fingerprint}
    return {name for name, print_of in prints.items() if print_of(policy) != print_of(whole)}
