"""`policy.json` → values of the model, whole or not at all: what is read of it can be relied on to be what it says.

The reverse of `fingerprint.as_data` and `targets.json.json_policy`, by the types of the model's own fields.
"""

from __future__ import annotations

import dataclasses
import types
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from troth.model.calendar import Calendar
from troth.model.fingerprint import NOT_DATA
from troth.model.policy import Duty, Header, Promise, Prose, Report


class NotData(Exception):
    """Data that is not of the model; `args[0]` is the place of the part that is not: `standards.0.replaces`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltStandard:
    """A standard as it was built: its promises, and what `policy.json` says of all of them."""

    id: str
    title: str
    section: str
    replaces: tuple[str, ...]
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltPolicy:
    """All that `policy.json` says."""

    policy: str
    title: str
    years: tuple[int, int] | None
    header: Header
    calendar: Calendar | None
    calendars: tuple[Calendar, ...]
    standards: tuple[BuiltStandard, ...]
    duties: tuple[Duty, ...]
    texts: tuple[Prose, ...]
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyBeside:
    """What `policy.json` says of a duty beside its fields."""

    says: str
    situations: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]


def read_policy(data: Any) -> BuiltPolicy:
    """The policy that `policy.json` holds, whatever stands beside it; raises NotData."""
    return cast(BuiltPolicy, _read(data, BuiltPolicy, ""))


def read_beside(data: dict[str, Any]) -> tuple[DutyBeside, ...]:
    """What stands beside the duties of a `policy.json` that is read; raises NotData."""
    duties = ({name: part for name, part in duty.items() if name != "is"} for duty in data["duties"])
    return tuple(_read(duty, DutyBeside, f"duties.{number}") for number, duty in enumerate(duties))


def _read(data: Any, hint: Any, place: str) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        return _one_of(data, get_args(hint), place)
    if get_origin(hint) is tuple:
        return _items(data, get_args(hint), place)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _fields(data, hint, place)
    try:
        if hint in _WRITTEN or issubclass(hint, Enum):
            return _WRITTEN.get(hint, hint)(data)
    except (TypeError, ValueError):
        raise NotData(place) from None
    if type(data) is not hint:
        raise NotData(place)
    return data


_WRITTEN: dict[Any, Any] = {date: date.fromisoformat, time: time.fromisoformat}
"""What JSON has no value for, and how it is read from a text."""


def _one_of(data: Any, hints: tuple[Any, ...], place: str) -> Any:
    """Classes of a union are told apart by `is`."""
    named = data.get("is") if isinstance(data, dict) else None
    for hint in hints:
        if named is None or getattr(hint, "__name__", "") == named:
            try:
                return _read(data, hint, place)
            except NotData as problem:
                if named is not None:
                    raise NotData(problem.args[0]) from None
    raise NotData(place)


def _items(data: Any, hints: tuple[Any, ...], place: str) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise NotData(place)
    each = [hints[0]] * len(data) if hints[-1] is Ellipsis else list(hints)
    if len(each) != len(data):
        raise NotData(place)
    return tuple(
        _read(one, hint, f"{place}.{number}") for number, (one, hint) in enumerate(zip(data, each, strict=True))
    )


def _fields(data: Any, kind: Any, place: str) -> Any:
    if not isinstance(data, dict) or data.get("is", kind.__name__) != kind.__name__:
        raise NotData(place)
    values = {}
    for name, hint in _hints(kind).items():
        inner = f"{place}.{name}".lstrip(".")
        if name not in data:
            raise NotData(inner)
        values[name] = _read(data[name], hint, inner)
    try:
        return kind(**values)
    except (TypeError, ValueError):
        raise NotData(place) from None


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """The fields of a class that are written as data, each with its type."""
    hints = get_type_hints(kind)
    left_out = NOT_DATA if kind.__module__.startswith(_MODEL) else ()
    return {field.name: hints[field.name] for field in dataclasses.fields(kind) if field.name not in left_out}


_MODEL = Calendar.__module__.rpartition(".")[0]
