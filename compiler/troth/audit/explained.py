"""Contacts of a log with the whole reason for each of their rows, day by day, by the reference."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from troth.audit.asked import Asked
from troth.audit.engines import Engine
from troth.audit.judged_plain import judge_plainly
from troth.audit.rows import JudgedRow, LogContact, Refused
from troth.wording.answer import Answers

Data = dict[str, Any]


def explained(wanted: frozenset[str], engine: Engine) -> Iterator[Data]:
    """Each contact with one of these ids, in the log's order: `contact`, `file`, `row`, `unreadable` and `answer`.

    `answer` is in the form of `troth due --format json`; None where it is not known to which promises a contact
    belongs, or it cannot be judged; then `unknown` says why. A row is unknown there for which the log lacks something.
    """
    asked = engine.asked
    answers = Answers(asked.policy, asked.calendar, asked.fingerprints)
    last: list[Data] = []

    def remembered(contact: Data, as_of: int) -> Data:
        last[:] = [answers.to(contact, as_of)]
        return last[0]

    # Misses, and what is owed, may hang on what else a customer asked.
    for contact, found in judge_plainly(asked, partial(engine.contacts_of, wanted), remembered):
        if contact.id in wanted:
            yield _explained(contact, found, last, asked)
        last.clear()


def _explained(contact: LogContact, found: list[JudgedRow] | Refused, last: list[Data], asked: Asked) -> Data:
    data: Data = {
        "contact": contact.id,
        "file": contact.file,
        "row": contact.row,
        "unreadable": list(contact.unreadable),
        "unknown": "",
        "answer": None,
    }
    if isinstance(found, Refused):
        return {**data, "unknown": f"{found.code} {found.message}"}
    if not last or "error" in last[0]:
        return {**data, "unknown": next((one.missing for one in found), "")}
    rows = {one.row.promise: one for one in found}
    promises = [_as_judged(promise, rows[promise["id"]]) for promise in last[0]["promises"] if promise["id"] in rows]
    return {**data, "answer": {**last[0], "promises": promises}}


def _as_judged(promise: Data, row: JudgedRow) -> Data:
    """A promise's answer, unknown where the log lacks something for it; with what was owed of it in the end."""
    if row.row.status == promise["status"]:
        return promise
    nothing = dict.fromkeys(("due", "met_at_due", "last_day", "done", "late_by_seconds", "amount"))
    said = {"says": f"cannot be known: the log does not say: {row.missing}", "summary": [], "because": [], "moved": []}
    return {**promise, **nothing, **said, "status": "unknown", "missing": row.missing}
