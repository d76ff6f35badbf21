"""Contacts judged one by one, in Python: for logs of any number, streaming; with the core alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from troth.audit.asked import Asked
from troth.audit.customers import Customers
from troth.audit.result_row import ResultRow
from troth.audit.rows import OUTSIDE, JudgedRow, LogContact, Refused
from troth.calendars.local_time import to_instant, to_utc
from troth.calendars.periods import period_name
from troth.deadlines.judge import Status
from troth.deadlines.reading import read_moment
from troth.targets.runtime_asked import Checker

Answer = Callable[[dict[str, Any], int], dict[str, Any]]
"""A contact in the form of `troth due`, as of an instant → its answer in that form."""
Judged = tuple[LogContact, list[JudgedRow] | Refused]
DIMENSIONS = ("channel", "kind", "party")
_BEYOND = "T207"


def judge_plainly(
    asked: Asked, contacts: Callable[[], Iterable[LogContact]], answer: Answer | None = None
) -> Iterator[Judged]:
    """Every contact with its result rows, in the log's order; or why it cannot be judged.

    `contacts` gives the log anew each time: where a policy owes a customer something over several contacts, or counts
    a customer's misses, it is read again. `answer`: of another engine than the compiled program.
    """
    answers = answer or compiled_answer(asked)
    judge = _Judge(asked, answers)
    customers = Customers(asked.program)

    def found(index: int, contact: LogContact) -> dict[str, Any]:
        return judge.trusted(answers(customers.with_misses(index, contact), asked.as_of), contact)

    def of_customers() -> Iterator[tuple[int, LogContact, str]]:
        for index, contact in enumerate(contacts()):
            if contact.customer is not None and not judge.is_open(contact):
                yield index, contact, contact.customer

    for _ in range(customers.rounds):
        before = customers.misses
        for index, contact, customer in of_customers():
            customers.note(index, customer, found(index, contact))
        if customers.settle() == before:
            break
    if customers.has_caps:
        for index, contact, customer in of_customers():
            customers.note_owed(index, customer, found(index, contact))
        customers.cut()
    for index, contact in enumerate(contacts()):
        cut = partial(customers.owed, index)
        yield contact, judge.rows(contact, customers.with_misses(index, contact), cut)


def compiled_answer(asked: Asked) -> Answer:
    """The policy's compiled program, in this process."""
    checker = Checker(asked.program)
    return lambda contact, as_of: checker.due(contact, to_utc(as_of))


class _Judge:
    def __init__(self, asked: Asked, answer: Answer) -> None:
        self._asked, self._answer = asked, answer
        self._clock, self._zone = asked.calendar.clock, asked.calendar.rules.zone
        self._promises = asked.program["promises"]

    def is_open(self, contact: LogContact) -> bool:
        """Is it not known to which promises a contact belongs?"""
        return bool(unknown_dimensions(contact.data, contact.unreadable))

    def rows(
        self, contact: LogContact, data: dict[str, Any], owed: Callable[[dict[str, Any]], dict[str, Any]]
    ) -> list[JudgedRow] | Refused:
        """The rows of a contact, of which `owed` cuts what its customer is owed."""
        if missing := unknown_dimensions(contact.data, contact.unreadable):
            return list(self._possible(contact, missing))
        found = self._answer(data, self._asked.as_of)
        if "error" in found:
            if found["error"]["code"] == _BEYOND:
                return list(self._possible(contact, OUTSIDE))
            return Refused(found["error"]["code"], found["error"]["message"])
        return [self._row(row, contact) for row in owed(self.trusted(found, contact))["promises"]]

    def trusted(self, found: dict[str, Any], contact: LogContact) -> dict[str, Any]:
        """An answer, with rows unknown for which the log, or this contact, lacks an event or a date."""
        if "error" in found:
            return found
        columns = self._asked.columns
        if contact.unreadable:
            columns -= {name.replace("event ", "events ", 1) for name in contact.unreadable} | {*contact.unreadable}
        happened = [*(contact.data.get("events") or {})]
        rows = []
        for row in found["promises"]:
            missing = self._asked.lacking(row["id"], row["case"], happened, columns)
            number = row["id"].rpartition(".")[2]
            if missing.startswith("every ") and number.isdecimal() and number != "1":
                continue
            rows.append(_unknown(row, missing) if missing and row["status"] != "unknown" else row)
        return {**found, "promises": rows}

    def _row(self, row: Mapping[str, Any], contact: LogContact) -> JudgedRow:
        due = _instant(row.get("due"))
        is_known = row["status"] != Status.UNKNOWN
        anchor, done = (self._moment(row.get(name)) for name in ("anchor", "done"))
        period = None
        if due is not None:
            period = period_name(self._clock.local(due - (not row["met_at_due"])).date(), "month")
        amount = row.get("amount")
        found = ResultRow(
            contact=contact.id,
            promise=row["id"],
            event=row["event"],
            case=row["case"],
            anchor=anchor[0] if is_known else None,
            anchor_last=anchor[1] if is_known else None,
            due=due,
            done=done[0],
            done_last=done[1],
            status=Status(row["status"]),
            late_by_seconds=row["late_by_seconds"],
            period=period,
            amount=None if amount is None else int(amount.replace(".", "")),
            currency=row.get("currency"),
        )
        return JudgedRow(found, row.get("missing") or "", row.get("targets", ()))

    def _moment(self, text: str | None) -> tuple[int | None, int | None]:
        """A moment; its last instant only where it is another than the first."""
        if text is None:
            return None, None
        first, last = read_moment("time", text, self._clock, self._zone)
        return first, None if first == last else last

    def _possible(self, contact: LogContact, missing: str) -> Iterator[JudgedRow]:
        """A row that is unknown for every promise that is made, as far as that does not hang on a time."""
        for promise in self._promises:
            if may_apply(promise, contact.data, contact.unreadable, self._asked.program["words"]):
                yield unknown_row(contact.id, promise, missing)


def unknown_dimensions(data: Mapping[str, Any], unreadable: Iterable[str]) -> str:
    """Those of channel, kind and party that are not known of a contact; without a kind it has none."""
    missing = [name for name in DIMENSIONS if name in unreadable or (name == "channel" and not data.get(name))]
    return ", ".join(missing)


def unknown_row(contact: str, promise: Mapping[str, Any], missing: str) -> JudgedRow:
    """The row of a promise of which it is not known whether it is made, or nothing else is."""
    row = ResultRow(contact=contact, promise=promise["id"], event=promise["event"], status=Status.UNKNOWN)
    return JudgedRow(row, missing)


def may_apply(
    promise: Mapping[str, Any], data: Mapping[str, Any], unreadable: Iterable[str], words: Mapping[str, Any]
) -> bool:
    """Can a promise with a limit be made to a contact, by its channel, kind, party, categories and facts alone?"""
    limits = [promise["limit"], *_limits(promise["cases"])]
    if all(limit is None or limit["kind"] == "vague" for limit in limits):
        return False
    own = [_so(condition, data, unreadable, words) for condition in promise["if"]]
    replaced = ([_so(one, data, unreadable, words) for one in conditions] for conditions in promise["replaced"])
    return False not in own and not any(all(other) for other in replaced)


def _limits(cases: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
    for case in cases:
        yield case["limit"]
        yield from _limits(case["cases"])


def _so(condition: Any, data: Mapping[str, Any], unreadable: Iterable[str], words: Mapping[str, Any]) -> bool | None:
    """Does a condition hold? None where it is not known, or hangs on a time."""
    match condition:
        case ["value", dimension, values] if dimension in DIMENSIONS:
            if dimension in unknown_dimensions(data, unreadable).split(", "):
                return None
            said = data.get(dimension) or ("customer" if dimension == "party" else None)
            return words["terms"][dimension].get(said) in values
        case ["value", category, values]:
            said = data.get(category)
            return None if said is None else said in values
        case ["fact", fact, wanted]:
            given = (data.get("facts") or {}).get(fact)
            return None if given is None else (str(given).lower() in ("yes", "true")) is wanted
        case _:
            return None


def _unknown(row: Mapping[str, Any], missing: str) -> dict[str, Any]:
    """A row of which nothing is known but the promise and its case."""
    kept = {name: row[name] for name in ("id", "event", "case")}
    said = [
        {**one, "status": "unknown", "missing": one.get("missing") or missing, "period": None} | _no_time(one)
        for one in row.get("targets", ())
    ]
    nothing = dict.fromkeys(("anchor", "due", "met_at_due", "done", "late_by_seconds"))
    return {**kept, **nothing, "status": "unknown", "missing": missing, "targets": said}


def _no_time(said: Mapping[str, Any]) -> dict[str, Any]:
    return {"taken": None} if "taken" in said else {}


def _instant(text: str | None) -> int | None:
    return None if text is None else to_instant(datetime.fromisoformat(text))
