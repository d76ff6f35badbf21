"""A contact asked about as a whole: by the days that were known when, and with the events that its misses set off.

The generator writes this module into a checker after `runtime`, whose `Judge` answers for one calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from troth.calendars.local_time import to_instant, to_utc
from troth.deadlines.reading import Unreadable, read_moment, read_parts
from troth.tables.shares import measure_contacts, refusal
from troth.targets.runtime import Judge
from troth.targets.runtime_calendar import Calendar, Day, Moment, Outside
from troth.targets.runtime_deadlines import two_of
from troth.targets.runtime_remedies import Remedies
from troth.targets.runtime_words import utc_text
from troth.wording.effects import announced_text
from troth.wording.style import date_text

READINGS = ("announced", "known-on-arrival")
_NO_DEADLINE = ("unknown", "excused")


class Checker:
    """Answers for contacts by the program of one policy."""

    def __init__(self, program: dict[str, Any]) -> None:
        self.program = program
        self.words = program["words"]
        self.calendar = Calendar(program["calendar"], program["calendars"])
        self.judge = Judge(program, self.calendar)
        self._judges = {id(self.calendar): self.judge}

    def due(
        self, contact: dict[str, Any], as_of: str | datetime | None = None, reading: str = READINGS[0]
    ) -> dict[str, Any]:
        """Every promise of a contact, with its deadline and its status as of an instant (now, if none is given).

        `reading`: "known-on-arrival" for the closed days that were known then; else those that were announced while a
        deadline was open count too. A contact that cannot be read, or lies beyond the calendar's years, gives
        `{"error": …}`.
        """
        calendar = self.calendar
        try:
            if reading not in READINGS:
                raise Unreadable("T701", f"`{reading}` is no reading of the calendar", f"write {' or '.join(READINGS)}")
            until = self._as_of(as_of)
            parts = read_parts(contact, self.words, calendar.clock, calendar.zone)
            day = calendar.day_of(parts["arrives"][0])
            asked = self._with_set_off({**parts, "day": day}, until, reading)
            given = [row for one in self.program["promises"] for row in self._measured(one, asked, until, reading)]
            self._deemed(parts, calendar)
        except Unreadable as problem:
            return {"error": {"code": problem.code, "message": problem.message, "help": problem.help}}
        except (Outside, OverflowError):
            return self._outside()
        return {
            **self._head(until, reading),
            "contact": self.judge.wording.contact(parts),
            "promises": [promise for promise in given if "status" in promise],
            "unmeasured": [promise for promise in given if "status" not in promise],
        }

    def measure(
        self, contacts: Iterable[dict[str, Any]], as_of: str | datetime | None = None, reading: str = READINGS[0]
    ) -> dict[str, Any]:
        """What several contacts say together: each of their answers, and how far the targets are reached.

        As `troth due --contacts` has it: a contact may have an `id` and a `customer`.
        """
        return self.measure_numbered(enumerate(contacts, 1), as_of, reading)

    def measure_numbered(
        self, contacts: Iterable[tuple[int, Any]], as_of: str | datetime | None, reading: str
    ) -> dict[str, Any]:
        """The same for contacts with the numbers of their lines, or Unreadable in the place of one."""
        try:
            until = self._as_of(as_of)
        except Unreadable as problem:
            return refusal(problem)
        except OverflowError:
            return self._outside()
        promises = [promise["id"] for promise in self.program["promises"]]
        watched = list(dict.fromkeys(self.words["missed"].values()))
        found = measure_contacts(contacts, lambda one: self.due(one, to_utc(until), reading), promises, watched)
        return {**self._head(until, reading), **found}

    def _outside(self) -> dict[str, Any]:
        years = self.calendar.years
        message = f"the arrival or a deadline lies outside of the calendar's years, {years}"
        return {"error": {"code": "T207", "message": message, "help": f"give a contact within {years}"}}

    def _head(self, until: int, reading: str) -> dict[str, Any]:
        return {
            "policy": self.program["policy"],
            "as_of": utc_text(until),
            **({} if reading == READINGS[0] else {"calendar": reading}),
            "fingerprints": self.program["fingerprints"],
        }

    def _as_of(self, value: str | datetime | None) -> int:
        if value is None:
            return to_instant(datetime.now(UTC))
        if isinstance(value, datetime):
            return to_instant(value)
        return read_moment("--as-of", value, self.calendar.clock, self.calendar.zone)[1]

    def _measured(
        self, promise: dict[str, Any], contact: dict[str, Any], as_of: int, reading: str
    ) -> Iterator[dict[str, Any]]:
        """A promise's rows, with what its targets say of each."""
        for row in self._rows(promise, contact, as_of, reading):
            if promise["targets"] and "status" in row:
                on_arrival, at_act = self._known(contact, self._done(row), reading)
                row["targets"] = self._judge_on(on_arrival).targets(
                    row,
                    promise,
                    self._deemed(contact, on_arrival),
                    self._judge_on(at_act).deadlines,
                    lambda one: self._rows(one, contact, as_of, reading),
                )
            found = [row]
            if promise["remedy"] and "status" in row:
                found = list(self._remedies(row, contact, as_of, reading).rows(row, promise, contact))
            for one in found:
                one.pop("by", None)
            yield from found

    def _remedies(self, row: dict[str, Any], contact: dict[str, Any], as_of: int, reading: str) -> Remedies:
        done = self._done(row)
        on_arrival, at_end = self._known(contact, as_of if done is None else done, reading)
        return Remedies(
            self._judge_on(on_arrival), at_end, as_of, lambda one, given: self._rows(one, given, as_of, reading)
        )

    def _done(self, row: dict[str, Any]) -> int | None:
        done = row["done"]
        return None if done is None else read_moment("done", done, self.calendar.clock, self.calendar.zone)[0]

    def _known(self, contact: dict[str, Any], until: int | None, reading: str) -> tuple[Calendar, Calendar]:
        """The calendar as it was known on arrival, and as it was at an instant; on arrival too where there is none."""
        arrived = day = contact["day"]
        if reading == READINGS[0] and until is not None:
            day = max(arrived, self.calendar.clock.local(until).toordinal())
        return self.calendar.known_on(arrived), self.calendar.known_on(day)

    # ---------- closed days that were announced

    def _rows(self, promise: dict[str, Any], contact: dict[str, Any], as_of: int, reading: str) -> list[dict[str, Any]]:
        """A promise's rows by the days known on arrival, then by each announcement that found them open."""
        arrived = contact["day"]
        found = self._rows_on(self.calendar.known_on(arrived), promise, contact, as_of)
        for day in self._heard_of(arrived, as_of) if reading == READINGS[0] else ():
            start = self.calendar.end_of(day - 1)
            before = {row["id"]: row for row in found}
            later = self._rows_on(self.calendar.known_on(day), promise, contact, as_of)
            found = [self._newer(before.get(row["id"]), row, day, start) for row in later]
        return [self._not_sure(row, promise, contact) for row in found]

    def _heard_of(self, arrived: int, as_of: int) -> Iterator[int]:
        for day in self.calendar.announcements:
            if arrived < day <= self.calendar.last and self.calendar.end_of(day - 1) <= as_of:
                yield day

    def _newer(self, before: dict[str, Any] | None, row: dict[str, Any], day: int, start: int) -> dict[str, Any]:
        """The row as announcements make it, or the one before them whose deadline had passed at their start."""
        if before is None or not before.get("due"):
            return row
        if to_instant(datetime.fromisoformat(before["due"])) - (not before["met_at_due"]) < start:
            return before
        said = before.get("announced", [])
        if (row["due"], row["met_at_due"]) != (before["due"], before["met_at_due"]):
            unsaid = before["status"] in _NO_DEADLINE
            by = before["summary"].removeprefix("else due ") if unsaid else before["says"]
            closed = ((date_text(date.fromordinal(one)), name) for one, name in self.calendar.announcements[day])
            said = [*said, announced_text(date_text(date.fromordinal(day)), closed, by)]
        if not said or row["status"] == "unknown":
            return row
        more = {"moved": [*row["moved"], *said], "announced": said}
        if row["status"] != "excused":
            more["summary"] = "; ".join(part for part in (row["summary"], *said) if part)
        return row | more

    def _rows_on(
        self, calendar: Calendar, promise: dict[str, Any], contact: dict[str, Any], as_of: int
    ) -> list[dict[str, Any]]:
        return self._judge_on(calendar).rows(promise, self._deemed(contact, calendar), as_of)

    def _judge_on(self, calendar: Calendar) -> Judge:
        if id(calendar) not in self._judges:
            self._judges[id(calendar)] = Judge(self.program, calendar)
        return self._judges[id(calendar)]

    # ---------- the day on which a contact counts as arriving

    def _deemed(self, contact: dict[str, Any], calendar: Calendar) -> dict[str, Any]:
        rule = self.words["deemed"].get(contact["channel"])
        if rule is None:
            return contact
        sent: Moment = contact["arrives"]
        if "of" in rule and contact["events"].get(rule["of"]):
            sent = self.judge.deadlines.done(rule["of"], sent, contact) or sent
        first, last = (_arrives_on(rule, instant, calendar) for instant in sent)
        day = Day((calendar.end_of(first - 1), calendar.end_of(last) - 1))
        day.sent = calendar.day_of(sent[0])
        return {**contact, "deemed": day}

    # ---------- events that misses set off

    def _with_set_off(self, contact: dict[str, Any], as_of: int, reading: str) -> dict[str, Any]:
        """The contact with the events that its own misses set off, those of one event after those of another."""
        waited_for = [name for name in self.words["misses"] if name not in contact["events"]]
        promises = {promise["id"]: promise for promise in self.program["promises"]}
        contact = {**contact, "unsure": {}}
        for _ in waited_for:
            known = contact
            for name in waited_for:
                n, id_, within = self.words["misses"][name]
                for row in self._rows(promises[id_], contact, as_of, reading):
                    contact = self._set_off(name, n, within, id_, row, contact)
            if contact == known:
                break
        return contact

    def _set_off(
        self, name: str, n: int, within: list[Any] | None, id_: str, row: dict[str, Any], contact: dict[str, Any]
    ) -> dict[str, Any]:
        if row.get("status") == "unknown":
            return {**contact, "unsure": {**contact["unsure"], name: row["missing"]}}
        if row.get("status") not in ("late", "overdue") or not row["due"]:
            return contact
        last = to_instant(datetime.fromisoformat(row["due"])) - (not row["met_at_due"])
        day = self.calendar.day_of(last)
        earlier = [self.calendar.clock.local(one[0]).toordinal() for one in contact["missed"].get(id_, ())]
        misses = 1 + sum(one <= day and (within is None or day <= self._later(one, within)) for one in earlier)
        return contact if misses < n else {**contact, "events": {**contact["events"], name: ((last, last),)}}

    def _later(self, day: int, within: list[Any]) -> int:
        n, unit, *_ = within
        return day + n if unit == "day" else self.calendar.later_day(day, n, unit)

    def _not_sure(self, row: dict[str, Any], promise: dict[str, Any], contact: dict[str, Any]) -> dict[str, Any]:
        """The row without what only this module asks of it; unknown where it waits for what may have been set off."""
        if "announced" not in row and "waits" not in row:
            return row
        _, one, other = two_of(row.get("waits", ""))
        unsure = [contact["unsure"][part] for part in (one, other) if part in contact["unsure"]]
        row = {name: value for name, value in row.items() if name not in ("announced", "waits")}
        if row.get("status") != "waiting" or not unsure:
            return row
        return row | self.judge.unknown(unsure[0], promise)


def _arrives_on(rule: dict[str, Any], sent: int, calendar: Calendar) -> int:
    """The day on which something counts as arriving that was sent at an instant."""
    day = calendar.day_of(sent)
    if "before" in rule:
        in_time = calendar.clock.local(sent).time().isoformat() < rule["before"]
        return day if in_time and calendar.is_worked(day) else calendar.next_worked(day + 1)
    arrives = calendar.counted(day, rule["n"], rule["unit"])
    if rule["roll"] and not calendar.is_counted(arrives):
        arrives = calendar.from_worked(arrives, 0 if rule["roll"] == "forward" else -1)
    return arrives
