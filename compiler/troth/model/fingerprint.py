"""Two fingerprints: of everything that a policy promises, and of the days that its calendar has locked.

Each is `sha256:` of a canonical JSON form. The first covers every normative field, the calendar's rules included; not
layout, comments, prose, titles, sources or the owner's name. The second covers the closed days of the years. Approval
binds the first; a change of the holiday lock is reviewed by itself.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date, time
from enum import Enum
from typing import Any

from troth.model.calendar import Calendar
from troth.model.duration import Duration, Unit
from troth.model.limit import NextWorkingDay, Rings, Within
from troth.model.policy import Policy, Promise

_NOT_NORMATIVE = frozenset({"span", "assumed", "sources", "said_before"})


def promises_fingerprint(policy: Policy) -> str:
    """`sha256:…` of the promises, the words they use, and the calendar's rules (without the locked days)."""
    calendar = policy.calendar
    rules = None if calendar is None else as_data(calendar, skip={"by_rule", "closed", "name"}, sparse=True)
    others = {other.name: as_data(other, skip={"by_rule", "closed", "name"}, sparse=True) for other in policy.calendars}
    words = policy.words
    used = {
        "facts": sorted((fact.name, fact.text) for fact in words.facts),
        "states": sorted((state.name, state.start, state.end) for state in words.states),
        "categories": sorted((category.name, list(category.values)) for category in words.categories),
        "channels": sorted((term.name, list(term.includes)) for term in words.channels),
        "events": sorted((event.name, [verb.name for verb in event.verbs]) for event in words.events),
    }
    content = {
        "policy": policy.id,
        "promises": sorted((_canonical(promise) for promise in policy.promises()), key=lambda p: str(p["id"])),
        "words": used,
        "calendar": rules,
        **({"calendars": others} if others else {}),
    }
    return _digest(content)


def calendar_fingerprint(policy: Policy) -> str:
    """`sha256:…` of the closed days, weekdays and years of the policy's calendar."""
    calendar = policy.calendar
    if calendar is None:
        return _digest(None)
    content = {"years": [calendar.first_year, calendar.last_year], "zone": calendar.zone, "closed": _days(calendar)}
    others = {other.name: _days(other) for other in policy.calendars}
    return _digest({**content, **({"others": others} if others else {})})


def _days(calendar: Calendar) -> list[list[str]]:
    return [[closed.day.isoformat(), closed.name] for closed in calendar.closed]


def _digest(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _canonical(promise: Promise) -> dict[str, Any]:
    data: dict[str, Any] = as_data(promise, sparse=True)
    return data


def as_data(value: Any, skip: frozenset[str] | set[str] = frozenset(), *, sparse: bool = False) -> Any:
    """A model value as JSON data: `{"is": class, field: …}`, in the order of the fields, without what is not normative.

    Two ways of saying one limit give the same data. `sparse`: without what is as it is where nothing is said, so that a
    construct that the language gains later changes no fingerprint of a policy that does not use it.
    """
    if isinstance(value, NextWorkingDay):
        value = Within(
            amount=Duration(1, Unit.WORKING_DAY),
            event=value.event,
            by=value.by,
            by_closing=value.by_closing,
            same_time=value.same_time,
            calendar=value.calendar,
        )
    if isinstance(value, Rings):
        value = Rings(most=value.most)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Calendar):
        skip = {*skip, "span"}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            f.name: as_data(getattr(value, f.name), sparse=sparse)
            for f in dataclasses.fields(value)
            if f.name not in _NOT_NORMATIVE
            and f.name not in skip
            and not (sparse and (not f.compare or getattr(value, f.name) == f.default))
        }
        return {"is": type(value).__name__, **fields}
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [as_data(item, sparse=sparse) for item in value]
    return value
