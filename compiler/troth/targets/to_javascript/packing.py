"""A program as JavaScript, packed: closed days and changes of the clocks by what lies between them.

The runtime's `$days` and `$clocks` give back what was packed. The tables of deadlines are delta-coded already.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from troth.targets.to_javascript import code as c
from troth.targets.to_javascript.code import variable

_FIRST_LETTER = ord(":")
_UNITS = (3600, 900, 1)
_DAYS = ("closed", "uncounted")
HELPERS = ("days", "clocks")
"""The functions of the runtime that unpack."""


def write_program(program: Mapping[str, Any], code: str) -> str:
    """The program as an expression of JavaScript; `code`: what reads it."""
    packed = dict(program)
    packed["promises"] = _needed(program["promises"], code)
    packed["calendar"] = _calendar(program["calendar"])
    packed["calendars"] = {name: _calendar(one) for name, one in program["calendars"].items()}
    return literal(packed)


def _needed(part: Any, code: str) -> Any:
    """Promises without the empty fields that no code names."""
    if isinstance(part, list):
        return [_needed(one, code) for one in part]
    if not isinstance(part, dict):
        return part
    return {name: _needed(one, code) for name, one in part.items() if one or _is_named(name, code)}


@cache
def _is_named(name: str, code: str) -> bool:
    return re.search(rf"(?<![\w$]){re.escape(name)}(?![\w$])", code) is not None


class Expression(str):
    """Text that is JavaScript already."""


def literal(value: Any) -> str:
    """Data as JavaScript: as JSON, with fewer quotes."""
    match value:
        case Expression():
            return value
        case None | bool() | int():
            return c.constant(value).text
        case str():
            return c.string(value)
        case dict():
            return "{" + ",".join(f"{_key(name)}:{literal(one)}" for name, one in value.items()) + "}"
        case list() | tuple():
            return "[" + ",".join(literal(one) for one in value) + "]"
        case _:
            raise TypeError(value)


def _key(name: str) -> str:
    return '["__proto__"]' if name == "__proto__" else c.key(name)


def _calendar(data: Mapping[str, Any]) -> dict[str, Any]:
    packed = {name: _days(data[name]) for name in _DAYS}
    return {**data, **packed, "transitions": _clocks(data["transitions"])}


def _days(days: Mapping[str, str]) -> Any:
    """`{"2026-12-25": "Christmas Day"}` by the names, and the days since the one before with the letter of a name."""
    ordinals = [date.fromisoformat(day).toordinal() for day in days]
    if not days or ordinals != sorted(ordinals):
        return days
    names = list(dict.fromkeys(days.values()))
    steps = [after - before for before, after in zip([0, *ordinals], ordinals, strict=False)]
    text = "".join(f"{step}{_letter(names.index(name))}" for step, name in zip(steps, days.values(), strict=True))
    return Expression(f"{variable('$days')}({json.dumps(names, ensure_ascii=False)},{c.string(text)})")


def _clocks(transitions: Sequence[Sequence[Any]]) -> Expression:
    """`[at, offset, name]` by the pairs of offset and name, and what lies between two with the letter of a pair."""
    pairs = [list(one) for one in dict.fromkeys((offset, name) for _, offset, name in transitions)]
    times = [at for at, *_ in transitions[1:]]
    unit = next(unit for unit in _UNITS if all(at % unit == 0 for at in times))
    steps = [(after - before) // unit for before, after in zip([0, *times], times, strict=False)]
    letters = [_letter(pairs.index([offset, name])) for _, offset, name in transitions]
    text = letters[0] + "".join(f"{step}{letter}" for step, letter in zip(steps, letters[1:], strict=True))
    return Expression(f"{variable('$clocks')}({unit},{json.dumps(pairs, ensure_ascii=False)},{c.string(text)})")


def _letter(number: int) -> str:
    """A letter that is no digit."""
    return chr(_FIRST_LETTER + number)
