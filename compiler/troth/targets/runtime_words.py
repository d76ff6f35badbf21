"""What a compiled checker says of a judged promise: its deadline, the days, why it is due then, and what moved it.

The generator writes this module into a checker after `runtime_moved`. The words are those of `wording.style` and
`wording.explanation`, which it carries too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from troth.calendars.local_time import to_utc
from troth.targets.runtime_calendar import Moment
from troth.targets.runtime_deadlines import COUNTED, two_of
from troth.targets.runtime_moved import Effect, MovedDeadlines
from troth.wording.asking import ask_text, waits_text
from troth.wording.effects import effect_text, remarks, so_text
from troth.wording.explanation import date_carried_text, event_at_text, version_in_force, why_text
from troth.wording.style import end_of_day_text, instant_text, not_before_text, plural, reason_text, within_day_text

Holds = Callable[[Sequence[Any]], bool | str]


class Wording:
    """Says things of the contacts of one program; `words` is the program's."""

    def __init__(self, words: dict[str, Any], deadlines: MovedDeadlines) -> None:
        self.words, self.deadlines = words, deadlines
        self.calendar = deadlines.calendar

    # ---------- the rule

    def rule(self, promise: dict[str, Any], holds: Holds, *, is_chosen: bool, day: int) -> dict[str, Any]:
        """The rule that binds, and the version in force on a day; without the limit where it is not known which."""
        rule = promise["rule"]
        if not is_chosen:
            return {"rule": _placed(rule, rule["act"] if promise["cases"] else rule["text"])}
        spans: list[tuple[date | None, date | None]] = []
        for case, is_so in self._looked_at(promise["cases"], holds):
            if case["if"][0] == "between":
                first, last = (None if one is None else date.fromisoformat(one) for one in case["if"][1:])
                spans.append((first, last))
            if is_so:
                rule = case["rule"]
        version = version_in_force(spans, date.fromordinal(day))
        return {"rule": _placed(rule, rule["text"])} | ({} if version is None else {"version": version})

    def _looked_at(self, cases: Sequence[dict[str, Any]], holds: Holds) -> Iterator[tuple[dict[str, Any], bool]]:
        """Each case up to the one that holds, and those within that one."""
        for case in cases:
            is_so = holds(case["if"]) is True
            yield case, is_so
            if is_so:
                yield from self._looked_at(case["cases"], holds)
                return

    # ---------- the deadline

    def known(self, anchor: Moment | None, due: dict[str, Any], more: Sequence[Any] | None) -> dict[str, Any]:
        known = {"anchor": self.moment(anchor), "due": utc_text(due["instant"]), "met_at_due": due["included"]}
        if "opens" in due:
            known["not_before"] = utc_text(due["opens"])
        if "last" in due:
            known["last_day"] = date.fromordinal(due["last"]).isoformat()
        if more is not None:
            known["extended_by"] = plural(more[0], more[1])
        return known

    def due(self, due: dict[str, Any], anchor: Moment | None) -> str:
        """`by the end of Thursday 5 December 2024`."""
        text = self._by(due, anchor)
        return f"{text}, {not_before_text(self.calendar.clock.local(due['opens']))}" if "opens" in due else text

    def _by(self, due: dict[str, Any], anchor: Moment | None) -> str:
        if "last" in due and not due["included"]:
            return end_of_day_text(date.fromordinal(due["last"]))
        if "earliest" in due:
            return within_day_text(date.fromordinal(self.calendar.day_of(due["instant"])))
        clock = self.calendar.clock
        zone = clock.transition(due["instant"])
        changed = anchor is not None and clock.transition(anchor[0]).offset != zone.offset
        when = instant_text(clock.local(due["instant"]), zone.name if changed else "")
        return f"{'by' if due['included'] else 'before'} {when}"

    def reasons(self, due: dict[str, Any]) -> list[dict[str, Any]]:
        return [reason(step[0], step[-1], reason_text(*step[1:-1])) for step in due["steps"]]

    def moment(self, moment: Moment | None) -> str | None:
        """An instant in UTC, or a local day where only that is known."""
        if moment is None:
            return None
        if moment[0] == moment[1]:
            return utc_text(moment[0])
        return self.calendar.clock.local(moment[0]).date().isoformat()

    def contact(self, parts: dict[str, Any]) -> dict[str, Any]:
        """What is known of a contact, in the form in which one is given."""
        data = {"channel": parts["channel"]}
        if parts["kind"] is not None:
            data["kind"] = parts["kind"]
        if parts["party"] != "customer":
            data["party"] = parts["party"]
        data.update(parts["values"])
        data["arrives"] = self.moment(parts["arrives"])
        facts = {name: "yes" if truth else "no" for name, truth in parts["facts"].items()}
        facts.update({name: "none" if count is None else count for name, count in parts["counts"].items()})
        events = {name: [self.moment(moment) for moment in moments] for name, moments in parts["events"].items()}
        dates = {name: self.moment(moment) for name, moment in parts["dates"].items()}
        missed = {name: [self.moment(moment) for moment in moments] for name, moments in parts["missed"].items()}
        named = {"events": events, "facts": facts, "dates": dates, "missed": missed}
        return data | {name: part for name, part in named.items() if part}

    # ---------- why

    def ask(self, missing: str, promise: dict[str, Any]) -> str:
        """Which flag says what is missing."""
        return ask_text(missing, promise["event"], self.words["categories"])

    def waits(self, event: str) -> str:
        """Which flag says when the event was for which a promise waits."""
        misses = self.words["misses"].get(event)
        short = {id_: name for name, id_ in self.words["missed"].items()}
        return waits_text(event, self.words["dates"], short[misses[1]] if misses else "")

    def clause(self, condition: Sequence[Any], *, so: bool = True) -> str:
        """A condition on a fact or a state, as a clause; where it is not `so`, its contrary."""
        _, name, wanted = condition
        return so_text(self.words["says"].get(name, name), wanted is so)

    def explained(
        self,
        promise: dict[str, Any],
        limit: dict[str, Any],
        moved: dict[str, Any],
        binding: dict[str, Any] | None,
        anchor: Moment | None,
        contact: dict[str, Any],
        *,
        is_dated: bool,
    ) -> dict[str, Any]:
        """Why a promise is due when it is, all that moved it or would have, and when it would be due without that."""
        effects: list[Effect] = moved["effects"]
        said = []
        is_timed = binding is None or any(step[1] == "open" for step in binding["steps"])
        if binding is not None:
            said.append(self._why(promise, limit, moved, binding, anchor, contact, is_dated=is_dated))
        if moved["more"] is not None:
            said.append(f"extended by {plural(moved['more'][0], moved['more'][1])}")
        texts = [self._effect(effect, promise, anchor) for effect in effects]
        said += remarks(zip((effect[0] for effect in effects), texts, strict=True), with_pauses=is_timed)
        found: dict[str, Any] = {"summary": "; ".join(said), "moved": texts}
        due = moved["unmoved"]
        if due is not None and (
            binding is None or (binding["instant"], binding["included"]) != (due["instant"], due["included"])
        ):
            found["unmoved"] = {"due": utc_text(due["instant"]), "says": self.due(due, anchor)}
        return found

    def _why(
        self,
        promise: dict[str, Any],
        limit: dict[str, Any],
        moved: dict[str, Any],
        due: dict[str, Any],
        anchor: Moment | None,
        contact: dict[str, Any],
        *,
        is_dated: bool,
    ) -> str:
        kind, clock = limit["kind"], self.calendar.clock
        last = due["steps"][-1] if due["steps"] else None
        is_bound = last is not None and last[1] == "bound"
        if is_dated:
            said_on = next(effect[1] for effect in moved["effects"] if effect[0] == "dated")
            return date_carried_text(promise["dated"]["name"], date.fromordinal(said_on))
        if kind == "carried" and not is_bound:
            return date_carried_text(limit["of"])
        if kind == "event" and not is_bound:
            local = clock.local(due["instant"])
            when = "" if "earliest" in due else instant_text(local)
            return event_at_text(self._since(limit["of"]), when, local.date(), is_end=limit["of"] == "ended")
        event: str = limit["of"] if kind in (*COUNTED, "notice", "event") else "arrives"
        if any(effect[0] == "restarted" for effect in moved["effects"]):
            event = promise["restart"]
        if is_bound and last is not None:
            event = promise[last[2]]["of"] or limit["of"]
            anchor = self.deadlines.anchor(event, contact)
        assert anchor is not None
        return self.walked(due["steps"], anchor, event, is_notice=kind == "notice" and not is_bound)

    def walked(self, steps: Sequence[tuple[Any, ...]], anchor: Moment, event: str, *, is_notice: bool = False) -> str:
        """The days or the time that were walked, from an event."""
        start = self.calendar.clock.local(anchor[0])
        said = [(date.fromordinal(day), *why) for day, *why in steps]
        since = "" if event == "arrives" else self._since(event)
        at = start if anchor[0] == anchor[1] else None
        return why_text(said, since, start.date(), at, is_notice=is_notice)

    def _since(self, event: str) -> str:
        """An event with its article; its past form where it has no noun."""
        which, one, other = two_of(event)
        if which:
            return f"the {which} of {self._since(one)} and {self._since(other)}"
        nouns = self.words["nouns"]
        return f"the {nouns[event]}" if event in nouns else event

    def _effect(self, effect: Effect, promise: dict[str, Any], anchor: Moment | None) -> str:
        kind, day, until, by = effect
        extension, dated = promise["extension"], promise["dated"]
        more = dated if kind.startswith(("dated", "undated")) else extension
        condition = more["if"] if more else []
        return effect_text(
            kind,
            None if day is None else date.fromordinal(day),
            None if until is None else date.fromordinal(until),
            "" if by is None else self.due(by, anchor),
            plural(extension["by"][0], extension["by"][1]) if extension else "",
            self.clause(condition[0], so=not kind.endswith("not so")) if condition else "",
            self._since(promise["restart"]) if kind == "restarted late" else dated["name"] if dated else "",
        )


def _placed(rule: dict[str, Any], text: str) -> dict[str, Any]:
    return {"text": text, "path": rule["path"], "line": rule["line"]}


def reason(day: int, counts: bool, why: str) -> dict[str, Any]:
    """A day of an answer's reasons."""
    return {"date": date.fromordinal(day).isoformat(), "counts": counts, "why": why}


def utc_text(instant: int) -> str:
    """An instant in ISO 8601, in UTC."""
    return to_utc(instant).isoformat()
