"""The engine of a compiled checker: a promise of a contact, judged and said in words, by the program of a policy.

The generator writes this module, the few modules that it imports and a policy's program into one file that needs the
standard library only. It knows clocks and tables, and nothing of the language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from troth.calendars.local_time import SECOND
from troth.calendars.opening import is_in_season
from troth.targets.runtime_calendar import Calendar, Moment, Unknown, Waits
from troth.targets.runtime_deadlines import COUNTED, in_time, last_in_time
from troth.targets.runtime_moved import Effect, MovedDeadlines
from troth.targets.runtime_targets import Targets
from troth.targets.runtime_words import Wording, reason, utc_text
from troth.wording.explanation import rings_counted_text
from troth.wording.style import (
    PAUSED_TEXT,
    closed_arrival_text,
    in_season_text,
    not_before_text,
    not_known_text,
    nothing_due_text,
    plural,
    waiting_text,
)


class Judge(Targets):
    """Answers for promises of contacts by the program of one policy and a calendar."""

    def __init__(self, program: dict[str, Any], calendar: Calendar) -> None:
        self.words = program["words"]
        self.calendar = calendar
        self.deadlines = MovedDeadlines(self.calendar, self.words["nouns"])
        self.wording = Wording(self.words, self.deadlines)

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
            here = date.fromordinal(contact["day"]).isoformat()
            _, first, last = condition
            return (first is None or first <= here) and (last is None or here <= last)
        if kind == "closed":
            calendar = self.calendar.named(condition[1])
            return not calendar.is_worked(contact["day"])
        if kind == "season":
            day = date.fromordinal(contact["day"])
            return is_in_season(day, tuple(condition[1]), tuple(condition[2]))
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

    def rows(self, promise: dict[str, Any], contact: dict[str, Any], as_of: int) -> list[dict[str, Any]]:
        """The answer on a promise, or one on each of several updates; none where it is not made.

        `waits`, of one that waits: for which event.
        """
        found = self._judge(promise, contact, as_of)
        return found if isinstance(found, list) else [found] if found else []

    def _judge(
        self, promise: dict[str, Any], contact: dict[str, Any], as_of: int
    ) -> dict[str, Any] | list[dict[str, Any]] | None:
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
        if promise["basis"]:
            answer["basis"] = promise["basis"]
        nothing: dict[str, Any] = {"anchor": None, "due": None, "met_at_due": None}
        try:
            if isinstance(applies, str):
                raise Unknown(applies)
            path, limit, not_chosen = self._choose_limit(promise, contact)
        except Unknown as missing:
            answer |= self._rule(promise, contact, is_chosen=False)
            return answer | nothing | self.unknown(missing.args[0], promise)
        if limit is None and not not_chosen:
            return None
        if limit and limit["kind"] == "vague":
            return {"id": promise["id"], "says": limit["says"]}
        answer["case"] = ", ".join(path) or None
        answer |= self._rule(promise, contact, is_chosen=not not_chosen)
        if limit and limit["kind"] == "rings":
            rings = contact["counts"].get("rings", "unknown")
            nothing = {"limit": limit["most"], "unit": "rings", "counted": "none" if rings is None else rings}
        try:
            excuse = self._excuse(promise, contact)
            if excuse:
                return answer | self._excused(promise, excuse, contact, nothing)
            if limit is None:
                raise Unknown(not_chosen)
            if limit["kind"] == "every":
                return [answer | row for row in self._updates(promise, limit, contact, as_of)]
            if limit["kind"] == "not before":
                return answer | self._not_before(promise, limit, contact, nothing)
            return answer | self._judge_limit(promise, limit, contact, as_of, nothing)
        except Unknown as missing:
            known = missing.args[1] if len(missing.args) > 1 else nothing
            status = self.unknown(missing.args[0], promise)
            for name, value in zip(("done", "because"), missing.args[2:], strict=False):
                status[name] = value
            return answer | known | status

    def _rule(self, promise: dict[str, Any], contact: dict[str, Any], *, is_chosen: bool) -> dict[str, Any]:
        day = contact["day"]
        return self.wording.rule(promise, lambda one: self._holds(one, contact), is_chosen=is_chosen, day=day)

    def unknown(self, missing: str, promise: dict[str, Any]) -> dict[str, Any]:
        summary = self.wording.ask(missing, promise)
        return self._status("unknown", not_known_text(missing), missing=missing, summary=summary)

    def _choose_limit(
        self, promise: dict[str, Any], contact: dict[str, Any]
    ) -> tuple[list[str], dict[str, Any] | None, str]:
        """The cases and the limit that they lead to, or what would have to be known to choose it."""
        try:
            return *self.choose(promise["cases"], promise["limit"], contact), ""
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

    def choose(
        self, cases: Sequence[dict[str, Any]], limit: dict[str, Any] | None, contact: dict[str, Any]
    ) -> tuple[list[str], dict[str, Any] | None]:
        """The cases that hold for a contact, in words, and the limit to which they lead; raises Unknown."""
        missing = None
        for case in cases:
            truth = self._holds(case["if"], contact)
            if truth is True:
                path, inner = self.choose(case["cases"], case["limit"], contact)
                return [case["says"], *path], inner
            if isinstance(truth, str):
                missing = missing or truth
        if missing:
            raise Unknown(missing)
        return [], limit

    def _status(self, status: str, says: str, **more: Any) -> dict[str, Any]:
        base: dict[str, Any] = {"says": says, "status": status, "done": None, "late_by_seconds": None, "because": []}
        return base | {"summary": "", "moved": []} | more

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
            name = "met" if rings is not None and rings <= limit["most"] else "late"
            return nothing | self._status(name, limit["says"], summary=rings_counted_text(rings))
        event = limit["of"] if limit["kind"] in (*COUNTED, "notice") else None
        if limit["kind"] == "event" and "of" in limit:
            event = limit["of"] if limit["of"] != "ended" else "arrives"
        anchor = self.deadlines.anchor(event or "arrives", contact)
        if limit["kind"] == "notice" and contact["events"].get(limit["of"]):
            anchor = contact["events"][limit["of"]][-1]
        done = self.deadlines.done(promise["event"], None if limit["kind"] == "notice" else anchor, contact)
        anchored = {"anchor": self.wording.moment(anchor), "due": None, "met_at_due": None}
        waits = ""
        moved: dict[str, Any] = {"due": None, "more": None, "missing": "", "paused": False}
        moved |= {"unmoved": None, "effects": [], "anchor": None, "still": None}
        own = event if event is not None else "arrives"
        try:
            moved = self.deadlines.moved(
                promise, limit, contact, lambda: self._extension_holds(promise, contact), as_of
            )
        except Waits as waiting:
            waits = waiting.args[0]
        except Unknown as missing:
            raise Unknown(missing.args[0], anchored, self.wording.moment(done)) from None
        try:
            latest = self.deadlines.bound(promise["latest"], "latest", own, contact)
            earliest = self.deadlines.bound(promise["earliest"], "earliest", own, contact)
        except Unknown as missing:
            raise Unknown(missing.args[0], anchored, self.wording.moment(done)) from None
        if waits and latest is None:
            status = self._status("met" if done else "waiting", waiting_text(self.deadlines.noun(waits)))
            more = {"done": self.wording.moment(done), "summary": self.wording.waits(waits), "waits": waits}
            return nothing | status | more
        due, more = moved["due"], moved["more"]
        if moved["anchor"] is not None:
            anchor = moved["anchor"]
            done = self.deadlines.done(promise["event"], anchor, contact)
            anchored["anchor"] = self.wording.moment(anchor)
        if due is not None and "opens" in due:
            at = {**anchored, **self.wording.known(anchor, due, None)}
            done = self._act_from(due["opens"], promise, contact, at, self.wording.reasons(due))
        dated = None
        if due is not None:
            known = self.wording.known(anchor, due, more)
            if moved["missing"]:
                raise Unknown(moved["missing"], known, self.wording.moment(done), self.wording.reasons(due))
            try:
                dated = self._dated(promise, due, contact, moved["effects"])
            except Unknown as missing:
                raise Unknown(missing.args[0], known, self.wording.moment(done), self.wording.reasons(due)) from None
        free = dated or (None if moved["paused"] else due)
        binding = free
        if latest is not None and (binding is None or last_in_time(binding) > last_in_time(latest)):
            binding = latest
        if binding is not None and earliest is not None and last_in_time(binding) < last_in_time(earliest):
            binding = earliest
        if binding is None:
            extended = {} if more is None else {"extended_by": plural(more[0], more[1])}
            status = self._status("met" if done else "paused", PAUSED_TEXT, done=self.wording.moment(done))
            why = self.wording.explained(promise, limit, moved, None, anchor, contact, is_dated=False)
            return anchored | extended | status | why
        known = self.wording.known(anchor, binding, more)
        is_dated = dated is not None and binding is dated
        measure = (limit, more)
        for name, due in (("latest", latest), ("earliest", earliest)):
            if due is not None and binding is due:
                measure = (promise[name], None)
        found = known | self._acts(promise, measure, contact, as_of, anchor, done, binding, is_dated, known)
        why = self.wording.explained(promise, limit, moved, binding, anchor, contact, is_dated=is_dated)
        if found["status"] == "excused":
            why = {"summary": f"else due {self.wording.due(binding, anchor)}", "moved": why["moved"]}
        return found | why | {"by": (limit, anchor, moved["still"], moved["paused"])}

    def _act_from(
        self,
        opens: int,
        promise: dict[str, Any],
        contact: dict[str, Any],
        known: dict[str, Any],
        because: list[dict[str, Any]],
    ) -> Moment | None:
        """The first act that is not too early."""
        acts: Sequence[Moment] = contact["events"].get(promise["event"], ())
        done = next((moment for moment in acts if moment[1] >= opens), None)
        if done is not None and done[0] < opens:
            raise Unknown("time of the act", known, self.wording.moment(done), because)
        return done

    def _not_before(
        self, promise: dict[str, Any], limit: dict[str, Any], contact: dict[str, Any], nothing: dict[str, Any]
    ) -> dict[str, Any]:
        """Never late, but it can be too early."""
        acts: Sequence[Moment] = contact["events"].get(promise["event"], ())
        anchor = self.deadlines.anchor(limit["of"], contact)
        anchored = nothing | {"anchor": self.wording.moment(anchor)}
        try:
            opens, steps = self.deadlines.not_before(limit, contact)
        except Waits as waiting:
            noun = waiting_text(self.deadlines.noun(waiting.args[0]))
            summary, event = self.wording.waits(waiting.args[0]), waiting.args[0]
            status = self._status("early" if acts else "waiting", noun, summary=summary, waits=event)
            return nothing | status | {"done": self.wording.moment(acts[0]) if acts else None}
        except Unknown as missing:
            raise Unknown(missing.args[0], anchored) from None
        known = anchored | {"not_before": utc_text(opens)}
        because = self.wording.reasons({"steps": steps})
        done = self._act_from(opens, promise, contact, known, because)
        early = done is None and bool(acts)
        assert anchor is not None
        return known | self._status(
            "met" if done else "early" if early else "open",
            not_before_text(self.calendar.clock.local(opens)),
            done=self.wording.moment(acts[0] if early else done),
            because=because,
            summary=self.wording.walked(steps, anchor, limit["of"]),
        )

    def _updates(
        self, promise: dict[str, Any], limit: dict[str, Any], contact: dict[str, Any], as_of: int
    ) -> Iterator[dict[str, Any]]:
        """An answer for each update, counted from the one before; the last is the one that is not made."""
        arrives = contact["arrives"]
        closing = next((one for one in contact["events"].get(limit["of"], ()) if one[1] >= arrives[0]), None)
        left = [one for one in contact["events"].get(promise["event"], ()) if one[1] >= arrives[0]]
        anchor, number, step = contact.get("deemed") or arrives, 1, limit["step"]
        while True:
            update = left.pop(0) if left else None
            if update is not None and closing is not None and update[0] > closing[1]:
                update = None
            row = {"id": f"{promise['id']}.{number}"}
            here = contact if number == 1 else {**contact, "events": {**contact["events"], promise["event"]: [anchor]}}
            try:
                due = self.deadlines.due(step, here)
            except Unknown as missing:
                anchored = {"anchor": self.wording.moment(anchor), "due": None, "met_at_due": None}
                yield row | anchored | self.unknown(missing.args[0], promise)
                return
            try:
                yield row | self._update(promise, step, due, anchor, update, (limit["of"], closing), here, as_of)
            except Unknown as missing:
                what, known, done, because = missing.args
                yield row | known | self.unknown(what, promise) | {"done": done, "because": because}
            if update is None:
                return
            anchor, number, step = update, number + 1, {**step, "of": promise["event"]}

    def _update(
        self,
        promise: dict[str, Any],
        step: dict[str, Any],
        due: dict[str, Any],
        anchor: Moment,
        update: Moment | None,
        until: tuple[str, Moment | None],
        contact: dict[str, Any],
        as_of: int,
    ) -> dict[str, Any]:
        """One update: judged; or excused, where it is all over by its deadline."""
        known = self.wording.known(anchor, due, None)
        name, closing = until
        over = in_time(closing, due) if update is None and closing is not None else False
        if over is None:
            raise Unknown(f"time of event {name}", known, None, self.wording.reasons(due))
        moved: dict[str, Any] = {"more": None, "unmoved": due, "effects": []}
        why = self.wording.explained(promise, step, moved, due, anchor, contact, is_dated=False)
        if over:
            says = nothing_due_text(f"it was {name} by then")
            why["summary"] = f"else due {self.wording.due(due, anchor)}"
            return known | self._status("excused", says, because=self.wording.reasons(due)) | why
        found = self._acts(promise, (step, None), contact, as_of, anchor, update, due, False, known)
        if found["status"] == "excused":
            why["summary"] = f"else due {self.wording.due(due, anchor)}"
        return known | found | why | {"by": (step, anchor, None, False)}

    def _extension_holds(self, promise: dict[str, Any], contact: dict[str, Any]) -> bool | str:
        return self._every(promise["extension"]["if"], contact)

    def _dated(
        self, promise: dict[str, Any], due: dict[str, Any], contact: dict[str, Any], effects: list[Effect]
    ) -> dict[str, Any] | None:
        """When the date that was promised or told ends, where it binds; adds to the effects why, or why not."""
        if promise["dated"] is None:
            return None
        so = self._every(promise["dated"]["if"], contact)
        if so is False:
            told = contact["events"].get(promise["dated"]["name"], ())
            effects += [("dated, not so", self.deadlines.local_day(one), None, None) for one in told[:1]]
            return None
        found = self.deadlines.dated(promise["dated"], due, contact, effects)
        if found is not None and isinstance(so, str):
            raise Unknown(so)
        return found

    def _excused(
        self, promise: dict[str, Any], condition: Sequence[Any], contact: dict[str, Any], nothing: dict[str, Any]
    ) -> dict[str, Any]:
        done = self.deadlines.anchor(promise["event"], contact)
        because = []
        if condition[0] == "closed":
            day = contact["day"]
            calendar = self.calendar.named(condition[1])
            why = closed_arrival_text(date.fromordinal(day), calendar.why_closed(day))
            because = [reason(day, False, why)]
        elif condition[0] == "season":
            why = in_season_text(condition[1], condition[2])
        else:
            why = self.wording.clause(condition)
        status = self._status("met" if done else "excused", nothing_due_text(why), because=because)
        return nothing | status | {"done": self.wording.moment(done)}

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
        says, because = self.wording.due(due, anchor), self.wording.reasons(due)

        def status(name: str, act: Moment | None, **more: Any) -> dict[str, Any]:
            late = None
            if name == "late" and act is not None:
                late = max(act[0] - due["instant"], 0) // SECOND
            found = self._status(name, says, done=self.wording.moment(act), late_by_seconds=late, because=because)
            return found | more

        def unknown(what: str) -> Unknown:
            return Unknown(what, known, self.wording.moment(done), because)

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
            early = contact["events"].get(promise["event"]) if "opens" in due else None
            return status("early", early[0]) if early else status("overdue", first_done)
        risky = as_of >= contact["arrives"][0] and not is_dated and self.deadlines.at_risk(*measure, due, as_of)
        return status("at risk" if risky else "open", first_done)
