"""One log under two policies, or two versions of one: which rows change, how many, and why the first of each does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from troth.audit.engines import Engine, PlacedRow
from troth.audit.explained import explained
from troth.audit.followed import unheard
from troth.audit.result_row import ResultRow
from troth.audit.results_file import contact_text
from troth.calendars.local_time import to_utc
from troth.wording.style import date_text

Rows = dict[str, ResultRow]
Place = tuple[int, int]
"""The number of a file of the log, and a row of it."""
Data = dict[str, Any]
EARLIER, LATER, SAME = "due earlier", "due later", ""


@dataclass(frozen=True, slots=True, order=True)
class Kind:
    """How a promise changed for contacts: its status before and after ("" where it was not made), and its deadline.

    `promise`: its identity without the policy's, so that two policies can be compared.
    """

    promise: str
    before: str
    after: str
    moved: str


@dataclass(slots=True)
class Changes:
    """`contacts` were compared; of each kind of change, how many rows, and the first contact that shows it."""

    contacts: int = 0
    changed: int = 0
    counts: dict[Kind, int] = field(default_factory=dict)
    first: dict[Kind, str] = field(default_factory=dict)


COLUMNS = ("contact", "promise", "before", "after", "due_before", "due_after")
"""What is said of a row that changes; what is not so, or not made, is empty."""
Changed = tuple[str, str, str, str, datetime | None, datetime | None]


def changed_rows(old: Engine, new: Engine, found: Changes) -> Iterator[Changed]:
    """Each row that changes, in the order of COLUMNS; `found` has counted it.

    The log is the same, so the contacts of both come in the same order.
    """
    for before, after in _pairs(old, new):
        found.contacts += 1
        kinds = list(_kinds(before, after))
        found.changed += bool(kinds)
        for kind in kinds:
            contact = next(iter((before or after).values())).contact
            found.counts[kind] = found.counts.get(kind, 0) + 1
            found.first.setdefault(kind, contact)
            was, is_ = _due(before.get(kind.promise)), _due(after.get(kind.promise))
            yield contact_text(contact), kind.promise, kind.before, kind.after, was, is_


def _due(row: ResultRow | None) -> datetime | None:
    return None if row is None or row.due is None else to_utc(row.due)


def _pairs(old: Engine, new: Engine) -> Iterator[tuple[Rows, Rows]]:
    """Each contact to which one of them promises something, with its rows under both."""
    order = {str(file.path): number for number, file in enumerate(old.files)}
    both = merge(*(_contacts(engine, which, order) for which, engine in enumerate((old, new))), key=itemgetter(0, 1))
    for _, several in groupby(both, key=itemgetter(0)):
        found = {which: rows for _, which, rows in several}
        yield found.get(0, {}), found.get(1, {})


def _contacts(engine: Engine, which: int, order: Mapping[str, int]) -> Iterator[tuple[Place, int, Rows]]:
    def place(one: PlacedRow) -> Place:
        return order[one[0]], one[1]

    for where, rows in groupby(engine.judge(unheard), key=place):
        yield where, which, {row.promise.partition(".")[2]: row for _, _, row in rows}


def _kinds(before: Rows, after: Rows) -> Iterator[Kind]:
    for promise in dict.fromkeys((*before, *after)):
        old, new = before.get(promise), after.get(promise)
        statuses = ("" if old is None else str(old.status)), ("" if new is None else str(new.status))
        moved = SAME
        if old is not None and new is not None and None not in (old.due, new.due) and old.due != new.due:
            assert old.due is not None
            assert new.due is not None
            moved = EARLIER if new.due < old.due else LATER
        if statuses[0] != statuses[1] or moved != SAME:
            yield Kind(promise, *statuses, moved)


def changes_data(found: Changes, old: Engine, new: Engine) -> Data:
    """What changed, as data: each kind with its first contact, what it was told before and after, and why."""
    wanted = frozenset(found.first.values())
    before, after = (_promises_of(wanted, engine) for engine in (old, new))
    return {
        "old": {"policy": old.asked.policy.id, "fingerprints": old.asked.fingerprints},
        "new": {"policy": new.asked.policy.id, "fingerprints": new.asked.fingerprints},
        "contacts": found.contacts,
        "changed": found.changed,
        "changes": [
            {
                "promise": kind.promise,
                "before": kind.before or None,
                "after": kind.after or None,
                "deadline": kind.moved or None,
                "rows": found.counts[kind],
                "first": contact,
                **_why(before.get((contact, kind.promise)), after.get((contact, kind.promise))),
            }
            for kind, contact in sorted(found.first.items())
        ],
    }


def _promises_of(wanted: frozenset[str], engine: Engine) -> dict[tuple[str, str], Data]:
    found: dict[tuple[str, str], Data] = {}
    for one in explained(wanted, engine):
        for promise in (one["answer"] or {"promises": []})["promises"]:
            found.setdefault((one["contact"], promise["id"].partition(".")[2]), promise)
    return found


def _why(old: Data | None, new: Data | None) -> Data:
    """What each policy says of a contact, and what of that makes the difference."""
    said = {"said": None if old is None else old["says"], "says": None if new is None else new["says"]}
    return {**said, "why": _reason(old, new)}


def _reason(old: Data | None, new: Data | None) -> str:
    if new is None or old is None:
        which = new or old
        made = "is not made" if new is None else "is made now"
        return f"the promise {made}" + (f": {_rule(which)}" if which is not None else "")
    if _rule(old) != _rule(new) or old["case"] != new["case"]:
        return f"“{_rule(old)}” is now “{_rule(new)}”"
    days = {one["date"]: one for one in old["because"]}
    for one in new["because"]:
        before = days.get(one["date"])
        if before is not None and (before["counts"], before["why"]) != (one["counts"], one["why"]):
            return f"{date_text(date.fromisoformat(one['date']))}: {before['why']}; now {one['why']}"
    if old["status"] != new["status"] and old["due"] == new["due"]:
        return (
            f"what is known differs: {old.get('missing') or old['status']}; now {new.get('missing') or new['status']}"
        )
    return "the calendar has other days"


def _rule(promise: Data) -> str:
    return str(promise["rule"]["text"])
