"""Two fingerprints: of everything that a policy promises, and of the days that its holiday lock gives it.

Each is `sha256:` of a canonical JSON form. The first covers what the policy itself says that binds somebody: promises,
duties and reports, the words that it declares, and its calendars' rules with its own closed days; not layout, comments,
titles, texts, sources, the header's facts, or the words that ship with the language. The second covers the years and
the holidays of the lock, before the policy leaves any out or adds its own. So a change of the lock moves the second
alone, and a change of the policy the first, but for the years and the regions, which say what is locked.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, time
from enum import Enum
from typing import Any

from troth.model.calendar import Calendar
from troth.model.condition import InSeason
from troth.model.duration import Duration, Unit
from troth.model.limit import AtEvent, DuringContact, NextWorkingDay, Notice, Rings, Roll, Within
from troth.model.policy import Case, Duty, Pause, Policy, Promise
from troth.model.words import CONTACT_ENDS, Term, Words

NOT_DATA = frozenset({"span", "assumed", "sources", "said_before", "locked"})

_NOT_COVERED: Mapping[type, frozenset[str]] = {
    Calendar: frozenset({"name", "closed", "shut", "by_rule", "locked"}),  # a further calendar's name stands beside it
    Case: frozenset({"variation"}),
    InSeason: frozenset({"name"}),
    Promise: frozenset({"standard", "who", "only", "assumed", "not_promises"}),  # `who` and `only`: see _conditions
    Duty: frozenset({"title", "who", "only", "situation", "section"}),
    Term: frozenset({"situation"}),
    Rings: frozenset({"said_before"}),
    Pause: frozenset({"state"}),  # its two events say it
    Words: frozenset({"says_them"}),
}
_NEVER_COVERED = frozenset({"span", "sources"})

_IN_ANY_ORDER = frozenset(
    {
        *("channels", "kinds", "parties", "events", "facts", "states", "categories", "verbs", "includes"),
        *("values", "excuses", "excludes", "only", "pauses", "or_acts", "manner", "saying", "replaces"),
        *("targets", "records", "audience"),
        *("weekdays", "hours", "spans", "closures", "worked", "not_counted", "regions", "dropped", "added"),
    }
)
"""Fields whose parts mean the same in any order; of cases, the first that holds wins."""


def promises_fingerprint(policy: Policy) -> str:
    """`sha256:…` of the promises, duties and reports, the words that the policy declares, and its calendars' rules."""
    main = policy.calendar
    content = {
        "policy": policy.id,
        "promises": _sorted(_form(promise, policy) for promise in policy.promises()),
        "duties": _sorted(_form(duty, policy) for duty in policy.duties),
        "records": {
            one.id: _sorted(_form(record, policy) for record in one.records) for one in policy.standards if one.records
        },
        "reports": _sorted(_form(report, policy) for report in policy.reports),
        "words": _form(policy.declared, policy),
        "calendar": None if main is None else _form(main, policy),
        "calendars": {other.name: _form(other, policy) for other in policy.calendars},
    }
    return _digest({name: part for name, part in content.items() if part})


def calendar_fingerprint(policy: Policy) -> str:
    """`sha256:…` of the years of the policy's calendars, and of the holidays that its lock gives each of them."""
    main = policy.calendar
    if main is None:
        return _digest(None)
    days = {other.name: _locked(other) for other in policy.calendars if other.locked}
    return _digest({"years": [main.first_year, main.last_year], "locked": {"": _locked(main), **days}})


def _locked(calendar: Calendar) -> list[list[str]]:
    return sorted([holiday.day.isoformat(), holiday.name] for holiday in calendar.locked)


def _digest(content: Any) -> str:
    return "sha256:" + hashlib.sha256(_text(content).encode()).hexdigest()


def _text(content: Any) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _sorted(parts: Iterable[Any]) -> list[Any]:
    return sorted(parts, key=_text)


# ---------- the canonical form


def _form(value: Any, policy: Policy) -> Any:
    """A model value as canonical JSON data: `{"is": class, field: …}`, without what is as where nothing is said.

    So a construct that the language gains later changes no fingerprint of a policy that does not use it, and two ways
    of saying one thing have one form.
    """
    value = _one_way(value, policy)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_form(part, policy) for part in value]
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    left_out = _NOT_COVERED.get(type(value), frozenset()) | _NEVER_COVERED
    form: dict[str, Any] = {"is": type(value).__name__}
    for field in dataclasses.fields(value):
        said = getattr(value, field.name)
        if field.name not in left_out and said != field.default:
            part = _form(said, policy)
            form[field.name] = _sorted(part) if field.name in _IN_ANY_ORDER else part
    if isinstance(value, Promise | Duty):
        form["if"] = _sorted(_form(one, policy) for one in (*value.who.conditions, *value.only))
    return form


def _one_way(value: Any, policy: Policy) -> Any:
    """The one of several ways to say a thing that stands for all of them."""
    match value:
        case NextWorkingDay():
            return _in_working_days(value)
        case DuringContact():
            return AtEvent(event=CONTACT_ENDS)
        case Within() | Notice(after=True) if not value.amount.unit.is_timed:
            return dataclasses.replace(value, roll=None) if value.roll is _roll(value.calendar, policy) else value
        case Promise():  # no two variations hold on one day
            varied = sorted((case for case in value.cases if case.variation), key=lambda one: _text(_form(one, policy)))
            return dataclasses.replace(value, cases=(*varied, *value.own_cases))
        case _:
            return value


def _roll(calendar: str, policy: Policy) -> Roll:
    """Where limits roll by a calendar, "" for the policy's own, if they do not say it themselves."""
    every = (policy.calendar, *policy.calendars)
    rolls = (one.roll for one in every if one is not None and calendar in ("", one.name))
    return next(rolls, None) or Roll.NONE


# ---------- the model as data


def as_data(value: Any) -> Any:
    """A model value as JSON data: `{"is": class, field: …}`, in the order of the fields, without places in the file.

    `within 1 working day` and `the next working day`, as two ways of saying one limit, give the same data.
    """
    if isinstance(value, NextWorkingDay):
        value = _in_working_days(value)
    if isinstance(value, Rings):
        value = Rings(most=value.most)
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {"is": type(value).__name__} | {
            field.name: as_data(getattr(value, field.name)) for field in fields if field.name not in NOT_DATA
        }
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [as_data(item) for item in value]
    return value


def _in_working_days(limit: NextWorkingDay) -> Within:
    return Within(
        amount=Duration(1, Unit.WORKING_DAY),
        event=limit.event,
        by=limit.by,
        by_closing=limit.by_closing,
        same_time=limit.same_time,
        calendar=limit.calendar,
    )
