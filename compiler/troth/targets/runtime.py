"""The engine of a compiled checker: the promises of a contact, judged and said in words, by the program of a policy.

The generator writes this module, the few modules that it imports and a policy's program into one file that needs the
standard library only. It knows clocks and tables, and nothing of the language.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

from troth.calendars.local_time import SECOND, to_instant, to_utc
from troth.deadlines.reading import Unreadable, contact_from_flags, read_moment, read_parts
from troth.targets.runtime_calendar import Calendar, Moment, Outside, Unknown, Waits, in_time, last_in_time
from troth.targets.runtime_moved import MovedDeadlines
from troth.wording.style import (
    PAUSED_TEXT,
    closed_arrival_text,
    end_of_day_text,
    instant_text,
    not_known_text,
    nothing_due_text,
    plural,
    reason_text,
    waiting_text,
    within_day_text,
)


class Checker:
    """Answers for contacts by the program of one policy."""

    def __init__(self, program: dict[str, Any]) -> None:
        self.program = program
        self.words = program["words"]
        self.calendar = Calendar(program["calendar"])
        self.deadlines = MovedDeadlines(self.calendar, self.words["nouns"])

    def due(self, contact: dict[str, Any], as_of: str | datetime | None = None) -> dict[str, Any]:
        """Every promise of a contact, with its deadline and its status as of an instant (now, if none is given).

        A contact that cannot be read, or lies beyond the calendar's years, gives `{"error": …}`.
        """
        calendar = self.calendar
        try:
            until = self._as_of(as_of)
            parts = read_parts(contact, self.words, calendar.clock, calendar.zone)
            calendar.day_of(parts["arrives"][0])
            promises = [self._judge(promise, parts, until) for promise in self.program["promises"]]
        except Unreadable as problem:
            return {"error": {"code": problem.code, "message": problem.message, "help": problem.help}}
        except (Outside, OverflowError):
            message = f"the arrival or a deadline lies outside of the calendar's years, {calendar.years}"
            return {"error": {"code": "T207", "message": message, "help": f"give a contact within {calendar.years}"}}
        given = [promise for promise in promises if promise]
        return {
            "policy": self.program["policy"],
            "as_of": _utc(until),
            "fingerprints": self.program["fingerprints"],
            "contact": self._contact(parts),
            "promises": [promise for promise in given if "status" in promise],
            "unmeasured": [promise for promise in given if "status" not in promise],
        }

    def _as_of(self, value: str | datetime | None) -> int:
        if value is None:
            return to_instant(datetime.now(UTC))
        if isinstance(value, datetime):
            return to_instant(value)
        return read_moment("--as-of", value, self.calendar.clock, self.calendar.zone)[1]

    # ---------- conditions: True, False, or the name of what is not known

    def _holds(self, condition: Sequence[Any], contact: dict[str, Any]) -> bool | str:
        kind = condition[0]
        if kind == "value":
            _, dimension, values = condition
            if dimension in self.words["terms"]:
                return contact[dimension] in values
            known = contact["values"]
            return known[dimension] in values if dimension in known else f"category {dimension}"
        if kind == "between":
            here = date.fromordinal(self.calendar.day_of(contact["arrives"][0])).isoformat()
            _, first, last = condition
            return (first is None or first <= here) and (last is None or here <= last)
        if kind == "closed":
            return not self.calendar.is_worked(self.calendar.day_of(contact["arrives"][0]))
        _, name, wanted = condition
        if name in contact["facts"]:
            return bool(contact["facts"][name] is wanted)
        if kind == "fact":
            return f"fact {name}"
        truth = self._in_state(name, contact)
        return truth if isinstance(truth, str) else truth is wanted

    def _in_state(self, name: str, contact: dict[str, Any]) -> bool | str:
        start, end = self.words["states"][name]
        first, last = contact["arrives"]
        starts = contact["events"].get(start, ())
        begun = [moment for moment in starts if moment[1] <= first]
        unclear = [m for m in starts if m[1] > first and m[0] <= last]
        if not starts or unclear:
            return f"state {name}"
        if not begun:
            return False
        ended = [moment for moment in contact["events"].get(end, ()) if moment[0] >= begun[-1][0]]
        if any(moment[1] <= first for moment in ended):
            return False
        return f"state {name}" if any(moment[0] <= last for moment in ended) else True

    def _every(self, conditions: Sequence[Sequence[Any]], contact: dict[str, Any]) -> bool | str:
        truths = [self._holds(condition, contact) for condition in conditions]
        if False in truths:
            return False
        return next((truth for truth in truths if isinstance(truth, str)), True)

    # ---------- one promise

    def _judge(self, promise: dict[str, Any], contact: dict[str, Any], as_of: int) -> dict[str, Any] | None:
        applies = self._every(promise["if"], contact)
        if applies is False:
            return None
        for conditions in promise["replaced"]:
            replaced = self._every(conditions, contact)
            if replaced is True:
                return None
            if isinstance(replaced, str) and applies is True:
                applies = replaced
        answer = {key: promise[key] for key in ("id", "event", "strength")} | {"case": None}
        nothing: dict[str, Any] = {"anchor": None, "due": None, "met_at_due": None}
        try:
            if isinstance(applies, str):
                raise Unknown(applies)
            path, limit, not_chosen = self._choose_limit(promise, contact)
        except Unknown as missing:
            return answer | nothing | self._status("unknown", not_known_text(missing.args[0]), missing=missing.args[0])
        if limit is None and not not_chosen:
            return None
        if limit and limit["kind"] == "vague":
            return {"id": promise["id"], "says": limit["says"]}
        answer["case"] = ", ".join(path) or None
        if limit and limit["kind"] == "rings":
            rings = contact["counts"].get("rings", "unknown")
            nothing = {"limit": limit["most"], "unit": "rings", "counted": "none" if rings is None else rings}
        try:
            excuse = self._excuse(promise, contact)
            if excuse:
                return answer | self._excused(promise, excuse, contact, nothing)
            if limit is None:
                raise Unknown(not_chosen)
            return answer | self._judge_limit(promise, limit, contact, as_of, nothing)
        except Unknown as missing:
            known = missing.args[1] if len(missing.args) > 1 else nothing
            done = missing.args[2] if len(missing.args) > 2 else None
            status = self._status("unknown", not_known_text(missing.args[0]), missing=missing.args[0], done=done)
            if len(missing.args) > 3:
                status["because"] = missing.args[3]
            return answer | known | status

    def _choose_limit(
        self, promise: dict[str, Any], contact: dict[str, Any]
    ) -> tuple[list[str], dict[str, Any] | None, str]:
        """The cases and the limit that they lead to, or what would have to be known to choose it."""
        try:
            return *self._choose(promise["cases"], promise["limit"], contact), ""
        except Unknown as missing:
            return [], None, str(missing.args[0])

    def _excuse(self, promise: dict[str, Any], contact: dict[str, Any]) -> Sequence[Any] | None:
        truths = [(self._holds(condition, contact), condition) for condition in promise["excuses"]]
        for truth, condition in truths:
            if truth is True:
                found: Sequence[Any] = condition
                return found
        for truth, _ in truths:
            if isinstance(truth, str):
                raise Unknown(truth)
        return None

    def _choose(
        self, cases: Sequence[dict[str, Any]], limit: dict[str, Any] | None, contact: dict[str, Any]
    ) -> tuple[list[str], dict[str, Any] | None]:
        missing = None
        for case in cases:
            truth = self._holds(case["if"], contact)
            if truth is True:
                path, inner = self._choose(case["cases"], case["limit"], contact)
                return [case["says"], *path], inner
            if isinstance(truth, str):
                missing = missing or truth
        if missing:
            raise Unknown(missing)
        return [], limit

    def _status(self, status: str, says: str, **more: Any) -> dict[str, Any]:
        base: dict[str, Any] = {"says": says, "status": status, "done": None, "late_by_seconds": None, "because": []}
        return base | more

    def _judge_limit(
        self,
        promise: dict[str, Any],
        limit: dict[str, Any],
        contact: dict[str, Any],
        as_of: int,
        nothing: dict[str, Any],
    ) -> dict[str, Any]:
        if limit["kind"] == "rings":
            if "rings" not in contact["counts"]:
                raise Unknown("count rings")
            rings = contact["counts"]["rings"]
            return nothing | self._status(
                "met" if rings is not None and rings <= limit["most"] else "late", limit["says"]
            )
        event = limit["of"] if limit["kind"] in ("days", "elapsed", "notice") else None
        if limit["kind"] == "event" and "of" in limit:
            event = limit["of"] if limit["of"] != "ended" else "arrives"
        anchor = self.deadlines.anchor(event or "arrives", contact)
        if limit["kind"] == "notice" and contact["events"].get(limit["of"]):
            anchor = contact["events"][limit["of"]][-1]
        done = self.deadlines.done(promise["event"], None if limit["kind"] == "notice" else anchor, contact)
        anchored = {"anchor": self._text(anchor), "due": None, "met_at_due": None}
        waits = ""
        moved: dict[str, Any] = {"due": None, "more": None, "missing": "", "paused": False}
        own = event if event is not None else "arrives"
        try:
            moved = self.deadlines.moved(promise, limit, contact, lambda: self._extension_holds(promise, contact))
        except Waits as waiting:
            waits = waiting.args[0]
        except Unknown as missing:
            raise Unknown(missing.args[0], anchored, self._text(done)) from None
        try:
            latest = self.deadlines.bound(promise["latest"], "latest", own, contact)
            earliest = self.deadlines.bound(promise["earliest"], "earliest", own, contact)
        except Unknown as missing:
            raise Unknown(missing.args[0], anchored, self._text(done)) from None
        if waits and latest is None:
            status = self._status("met" if done else "waiting", waiting_text(self.deadlines.noun(waits)))
            return nothing | status | {"done": self._text(done)}
        due, more = moved["due"], moved["more"]
        dated = None
        if due is not None:
            known = self._known(anchor, due, more)
            if moved["missing"]:
                raise Unknown(moved["missing"], known, self._text(done), self._reasons(due))
            try:
                dated = self._dated(promise, due, contact)
            except Unknown as missing:
                raise Unknown(missing.args[0], known, self._text(done), self._reasons(due)) from None
        free = dated or (None if moved["paused"] else due)
        binding = free
        if latest is not None and (binding is None or last_in_time(binding) > last_in_time(latest)):
            binding = latest
        if binding is not None and earliest is not None and last_in_time(binding) < last_in_time(earliest):
            binding = earliest
        if binding is None:
            extended = {} if more is None else {"extended_by": plural(more[0], more[1])}
            status = self._status("met" if done else "paused", PAUSED_TEXT, done=self._text(done))
            return anchored | extended | status
        known = self._known(anchor, binding, more)
        is_dated = dated is not None and binding is dated
        measure = (limit, more)
        for name, due in (("latest", latest), ("earliest", earliest)):
            if due is not None and binding is due:
                measure = (promise[name], None)
        return known | self._acts(promise, measure, contact, as_of, anchor, done, binding, is_dated, known)

    def _extension_holds(self, promise: dict[str, Any], contact: dict[str, Any]) -> bool | str:
        return self._every(promise["extension"]["if"], contact)

    def _dated(self, promise: dict[str, Any], due: dict[str, Any], contact: dict[str, Any]) -> dict[str, Any] | None:
        """When the date that was promised or told ends, where it binds."""
        if promise["dated"] is None:
            return None
        so = self._every(promise["dated"]["if"], contact)
        found = None if so is False else self.deadlines.dated(promise["dated"], due, contact)
        if found is not None and isinstance(so, str):
            raise Unknown(so)
        return found

    def _excused(
        self, promise: dict[str, Any], condition: Sequence[Any], contact: dict[str, Any], nothing: dict[str, Any]
    ) -> dict[str, Any]:
        done = self.deadlines.anchor(promise["event"], contact)
        because = []
        if condition[0] == "closed":
            day = self.calendar.day_of(contact["arrives"][0])
            why = closed_arrival_text(date.fromordinal(day), self.calendar.why_closed(day))
            because = [_reason(day, False, why)]
        else:
            why = self.words["says"].get(condition[1], condition[1])
        status = self._status("met" if done else "excused", nothing_due_text(why), because=because)
        return nothing | status | {"done": self._text(done)}

    def _acts(
        self,
        promise: dict[str, Any],
        measure: tuple[dict[str, Any], Sequence[Any] | None],
        contact: dict[str, Any],
        as_of: int,
        anchor: Moment | None,
        done: Moment | None,
        due: dict[str, Any],
        is_dated: bool,
        known: dict[str, Any],
    ) -> dict[str, Any]:
        says, because = self._says(due, anchor), self._reasons(due)

        def status(name: str, act: Moment | None, **more: Any) -> dict[str, Any]:
            late = None
            if name == "late" and act is not None:
                late = max(act[0] - due["instant"], 0) // SECOND
            found = self._status(name, says, done=self._text(act), late_by_seconds=late, because=because)
            return found | more

        def unknown(what: str) -> Unknown:
            return Unknown(what, known, self._text(done), because)

        acts = [(done, due)]
        for other in promise["or"]:
            try:
                other_due = self.deadlines.due(other["limit"], contact)
                acts.append((self.deadlines.done(other["event"], anchor, contact), other_due))
            except Waits:
                continue
            except Unknown as missing:
                raise unknown(missing.args[0]) from None
        for moment, act_due in acts:
            if moment is None:
                continue
            kept = in_time(moment, act_due)
            if kept is None:
                raise unknown("time of the act")
            if kept:
                return status("met", moment)
        first_done, done = done, next((moment for moment, _ in acts if moment), None)
        if promise["unless"] and done is None:
            truths = [in_time(moment, due) for moment in contact["events"].get(promise["unless"], ())]
            if True in truths:
                return status("excused", None, says=nothing_due_text(f"it was {promise['unless']} by then"))
            if None in truths:
                raise unknown(f"time of event {promise['unless']}")
        over = all(as_of > d["instant"] if d["included"] else as_of >= d["instant"] for _, d in acts)
        if done is not None and (over or all(moment for moment, _ in acts)):
            return status("late", done)
        if over:
            return status("overdue", first_done)
        risky = as_of >= contact["arrives"][0] and not is_dated and self.deadlines.at_risk(*measure, due, as_of)
        return status("at risk" if risky else "open", first_done)

    # ---------- in words

    def _known(self, anchor: Moment | None, due: dict[str, Any], more: Sequence[Any] | None) -> dict[str, Any]:
        known = {"anchor": self._text(anchor), "due": _utc(due["instant"]), "met_at_due": due["included"]}
        if "last" in due:
            known["last_day"] = date.fromordinal(due["last"]).isoformat()
        if more is not None:
            known["extended_by"] = plural(more[0], more[1])
        return known

    def _says(self, due: dict[str, Any], anchor: Moment | None) -> str:
        if "last" in due and not due["included"]:
            return end_of_day_text(date.fromordinal(due["last"]))
        if "earliest" in due:
            return within_day_text(date.fromordinal(self.calendar.day_of(due["instant"])))
        clock = self.calendar.clock
        zone = clock.transition(due["instant"])
        changed = anchor is not None and clock.transition(anchor[0]).offset != zone.offset
        when = instant_text(clock.local(due["instant"]), zone.name if changed else "")
        return f"{'by' if due['included'] else 'before'} {when}"

    def _reasons(self, due: dict[str, Any]) -> list[dict[str, Any]]:
        return [_reason(day, counts, reason_text(*why)) for day, *why, counts in due["steps"]]

    def _text(self, moment: Moment | None) -> str | None:
        if moment is None:
            return None
        if moment[0] == moment[1]:
            return _utc(moment[0])
        return self.calendar.clock.local(moment[0]).date().isoformat()

    def _contact(self, parts: dict[str, Any]) -> dict[str, Any]:
        data = {"channel": parts["channel"]}
        if parts["kind"] is not None:
            data["kind"] = parts["kind"]
        if parts["party"] != "customer":
            data["party"] = parts["party"]
        data.update(parts["values"])
        data["arrives"] = self._text(parts["arrives"])
        facts = {name: "yes" if truth else "no" for name, truth in parts["facts"].items()}
        facts.update({name: "none" if count is None else count for name, count in parts["counts"].items()})
        events = {name: [self._text(moment) for moment in moments] for name, moments in parts["events"].items()}
        dates = {name: self._text(moment) for name, moment in parts["dates"].items()}
        return data | {name: part for name, part in (("events", events), ("facts", facts), ("dates", dates)) if part}


def _reason(day: int, counts: bool, why: str) -> dict[str, Any]:
    return {"date": date.fromordinal(day).isoformat(), "counts": counts, "why": why}


def _utc(instant: int) -> str:
    return to_utc(instant).isoformat()


def main(checker: Checker, arguments: Sequence[str]) -> int:
    """As a command: flags as of `troth due`, or contacts as JSON Lines on standard input; answers as JSON Lines.

    Returns 2 where a contact given by flags is refused, or an answer cannot be written; 1 where nobody reads any more.
    """
    parser = ArgumentParser(description=f"Deadlines of the policy {checker.program['policy']}.")
    words = checker.words
    for name in (*words["terms"], "arrives", "priority", "stage"):
        parser.add_argument(f"--{name}")
    for name, meta in (("category", "NAME=VALUE"), ("at", "EVENT=TIME"), ("fact", "NAME=VALUE"), ("date", "NAME=DATE")):
        parser.add_argument(f"--{name}", action="append", default=[], metavar=meta)
    parser.add_argument("--as-of")
    parser.add_argument("--format", choices=["json"], default="json")
    given = vars(parser.parse_args(arguments))
    as_of = given.pop("as_of")
    given.pop("format")
    try:
        code = _answer_flags(checker, given, as_of) if given["channel"] else _answer_lines(checker, as_of)
        sys.stdout.flush()
    except OSError as problem:
        with suppress(OSError):  # what is still held would be tried once more when Python ends
            sys.stdout.close()
        if isinstance(problem, BrokenPipeError):
            return 1
        sys.stderr.write(f"error: standard input or output fails: {problem.strerror}\n")
        return 2
    return code


def _answer_flags(checker: Checker, given: dict[str, Any], as_of: str | None) -> int:
    try:
        answer = checker.due(contact_from_flags(given), as_of)
    except Unreadable as problem:
        answer = _refused(problem.message, problem.help)
    sys.stdout.write(_line(answer))
    return 2 if "error" in answer else 0


def _answer_lines(checker: Checker, as_of: str | None) -> int:
    for line in sys.stdin.buffer:
        if line.strip():
            sys.stdout.write(_line(_answer_line(checker, line, as_of)))
    return 0


def _answer_line(checker: Checker, line: bytes, as_of: str | None) -> dict[str, Any]:
    try:
        contact = json.loads(line.decode("utf-8-sig"))
        if isinstance(contact, dict):
            return checker.due(contact, contact.pop("as_of", None) or as_of)
    except UnicodeDecodeError:
        return _refused("the line is not UTF-8 text", "write it as text in the encoding UTF-8")
    except RecursionError:
        return _refused("the line has too many brackets within each other", "write one contact a line")
    except ValueError:
        pass
    return _refused("the line is no JSON object", "write one contact a line")


def _line(answer: dict[str, Any]) -> str:
    """An answer as a line: in letters where standard output has them, else in escapes."""
    text = json.dumps(answer, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a pair of surrogates is no letter, and no encoding has it
        text = json.dumps(_refused("the contact has half a letter in it", "write it as text in the encoding UTF-8"))
    if (sys.stdout.encoding or "").lower() not in ("utf-8", "utf8"):
        text = json.dumps(json.loads(text))
    return text + "\n"


def _refused(message: str, help: str) -> dict[str, Any]:
    return {"error": {"code": "T701", "message": message, "help": help}}
