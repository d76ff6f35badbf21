"""What moves a limit's deadline in a compiled checker: pauses, extensions, and the latest and earliest that it may be.

The generator writes this module into a checker after `runtime_deadlines`, whose clocks and tables it uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from troth.targets.runtime_calendar import Day, Moment, Unknown, Waits
from troth.targets.runtime_deadlines import COUNTED, in_time
from troth.targets.runtime_notice import NoticeDeadlines

Effect = tuple[str, int | None, int | None, dict[str, Any] | None]
"""What moved a deadline, or would have: its kind (`deadlines.moved.EffectKind`), from and until which day, by when."""


class MovedDeadlines(NoticeDeadlines):
    """Deadlines that tellings and pauses move, in the order of time."""

    def stopped(self, pauses: Sequence[tuple[Moment, Moment, bool]]) -> dict[str, Any] | None:
        """When time stands still by pauses that are over: `days`, `spans` of instants, the `last` day of all."""
        if not pauses:
            return None
        day_of = self.calendar.day_of
        days: set[int] = set()
        spans: list[tuple[int, int]] = []
        for start, end, both in pauses:
            days.update(range(day_of(start[0]) + (not both), day_of(end[0]) + 1))
            if spans and start[0] <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(end[0], spans[-1][1]))
            else:
                spans.append((start[0], end[0]))
        exact = all(a[0] == a[1] and b[0] == b[1] for a, b, _ in pauses)
        return {"days": days, "spans": spans, "exact": exact, "last": max(day_of(end[0]) for _, end, _ in pauses)}

    def pauses(self, promise: dict[str, Any], contact: dict[str, Any]) -> Iterator[tuple[Moment, Moment | None, bool]]:
        """Each time that a promise was paused, with its end; None where it is not over."""
        for pause in promise["pauses"]:
            until: Moment | None = None
            ends = iter(contact["events"].get(pause["to"], ()))  # an end ends one pause
            for start in contact["events"].get(pause["from"], ()):
                if until is not None and start[0] < until[0]:
                    continue
                until = next((end for end in ends if end[1] >= start[0]), None)
                yield start, until, pause["both"]
                if until is None:
                    break

    def moved(
        self,
        promise: dict[str, Any],
        limit: dict[str, Any],
        contact: dict[str, Any],
        is_set: Callable[[], bool | str],
        as_of: int,
    ) -> dict[str, Any]:
        """A limit's deadline moved by what happened, in the order of time: `due`, `more`, `missing`, `paused`.

        `more`: what it is extended by in all; `unmoved`: the due of the limit alone; `effects`: what happened, as
        tables of `kind`, `day`, `until` and `by`. `is_set` says whether the extension's condition holds.
        """
        due = self.due(limit, contact)
        effects: list[Effect] = []
        found: dict[str, Any] = {"due": due, "more": None, "missing": "", "paused": False, "unmoved": due}
        found |= {"effects": effects, "anchor": None, "still": None}
        if limit["kind"] not in COUNTED:
            return found
        extension = promise["extension"]
        truth: bool | str = is_set() if extension else False
        times = 0
        pauses: list[tuple[Moment, Moment, bool]] = []
        anchor = self.anchor(limit["of"], contact)
        assert anchor is not None, "its limit has a deadline"
        happened: list[tuple[int, int, Any]] = [(one[0][0], 0, one) for one in self.pauses(promise, contact)]
        if promise["restart"]:
            happened += [(at[0], 1, at) for at in contact["events"].get(promise["restart"], ())]
        if extension and extension["told"]:
            happened += [(told[0], 2, told) for told in contact["events"].get("told", ())]
        elif extension and truth is not False:
            if isinstance(truth, str):
                return found | {"missing": truth}
            times = 1
            effects.append(("extended", None, None, None))

        def compute() -> None:
            n, *unit = extension["by"] if extension else (0,)
            more = [times * n, *unit] if times else None
            anew = {**limit, "of": promise["restart"]} if found["anchor"] else limit
            still = self.stopped(pauses)
            found.update(due=self.counted(anew, found["anchor"] or anchor, more, still), more=more, still=still)

        try:
            compute()
            for _, kind_of, one in sorted(happened, key=lambda entry: entry[:2]):
                if kind_of == 1:
                    if not self._restarts(promise["restart"], one, found["anchor"] or anchor, found["due"], effects):
                        continue
                    found["anchor"] = one
                elif kind_of == 0:
                    begun = in_time(one[0], {**found["due"], "included": False})
                    if begun is None:
                        raise Unknown("time of a pause")
                    if not begun:
                        effects.append(("paused late", self.local_day(one[0]), None, None))
                        continue
                    if one[1] is None or one[0][0] <= as_of < one[1][0]:
                        effects.append(("still paused", self.local_day(one[0]), None, None))
                        return found | {"paused": True}
                    effects.append(("paused", self.local_day(one[0]), self.local_day(one[1]), None))
                    pauses.append(one)
                else:
                    kind, by = self._telling(extension, one, truth, times, found, contact)
                    if kind == "told" and isinstance(truth, str):
                        raise Unknown(truth)
                    effects.append((kind, self.local_day(one), None, by))
                    if kind != "told":
                        continue
                    times += 1
                compute()
        except Unknown as missing:
            found["missing"] = missing.args[0]
        return found

    def _restarts(self, event: str, at: Moment, anchor: Moment, due: dict[str, Any], effects: list[Effect]) -> bool:
        """Is the limit counted anew from a moment: at or after the anchor, and in time for the deadline in force?"""
        # A day on which something counts as arriving is day 0 by itself; what happens on it is counted as any event.
        if at[1] < anchor[0] or (at == anchor and not isinstance(anchor, Day)):
            return False
        kept = in_time(at, due)
        if kept is None:
            raise Unknown(f"time of event {event}")
        effects.append(("restarted" if kept else "restarted late", self.local_day(at), None, None if kept else due))
        return kept

    def _telling(
        self,
        extension: dict[str, Any],
        told: Moment,
        truth: bool | str,
        times: int,
        found: dict[str, Any],
        contact: dict[str, Any],
    ) -> tuple[str, dict[str, Any] | None]:
        """`told`, where by the extension's own limit and by the deadline then in force; else why not, and what by."""
        if truth is False:
            return "told, not so", None
        if extension["once"] and times:
            return "told again", None
        try:
            by = found["due"] if extension["limit"] is None else self.due(extension["limit"], contact)
        except Waits:
            return "told early", None
        kept = in_time(told, by), in_time(told, found["due"])
        if False in kept:
            return "told late", by if kept[0] is False else found["due"]
        if None in kept:
            raise Unknown("time of event told")
        return "told", None

    def local_day(self, moment: Moment) -> int:
        """The local day of a moment, within the calendar's years or not."""
        return self.calendar.clock.local(moment[0]).toordinal()

    def bound(
        self, bound: dict[str, Any] | None, name: str, own: str, contact: dict[str, Any]
    ) -> dict[str, Any] | None:
        """The latest or earliest that a promise may be due, counted from its own event `own` where it names none."""
        if bound is None:
            return None
        try:
            due = self.due({**bound, "of": bound["of"] or own}, contact)
        except Waits:
            return None
        day = due["last"] if "last" in due else self.calendar.day_of(due["instant"])
        return {**due, "steps": [*due["steps"], (day, "bound", name, 0, 0, True)]}

    def dated(
        self, dated: dict[str, Any], due: dict[str, Any], contact: dict[str, Any], effects: list[Effect]
    ) -> dict[str, Any] | None:
        """When the promised date ends, where one was told in time; None where none binds; adds why to the effects."""
        name, limit = dated["name"], dated["limit"]
        told, carried = contact["events"].get(name, ()), contact["dates"].get(name)
        if not told:
            if carried is not None:
                raise Unknown(f"event {name}")
            return None
        try:
            by = due if limit is None else self.due(limit, contact)
        except Waits:
            effects.append(("dated early", self.local_day(told[0]), None, None))
            return None
        kept = in_time(told[0], by)
        if kept is None:
            raise Unknown(f"time of event {name}")
        kind = "dated late" if not kept else "undated" if carried is None else "dated"
        effects.append((kind, self.local_day(told[0]), None, None if kept else by))
        if not kept or carried is None:
            return None
        return self._end_of_promised(self.calendar.day_of(carried[0]))
