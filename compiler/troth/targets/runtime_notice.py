"""How long before an event, or after it, in a compiled checker.

The generator writes this module into a checker after `runtime_deadlines`, whose tables it uses.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from troth.calendars.local_time import SECOND
from troth.targets.runtime_calendar import Moment, Outside, Unknown, Waits
from troth.targets.runtime_deadlines import Deadlines, seconds_of
from troth.wording.style import anchor_text, plural


class NoticeDeadlines(Deadlines):
    """Deadlines that are counted back from an event, too; and what is not to be done too early."""

    def due(
        self,
        limit: dict[str, Any],
        contact: dict[str, Any],
        extension: Sequence[Any] | None = None,
        still: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """When a limit ends for a contact: see `Deadlines.due`; `opens`: what is done before it is too early."""
        if limit["kind"] != "notice":
            return super().due(limit, contact, extension, still)
        return self.on(limit)._notice(limit, contact)

    def not_before(self, limit: dict[str, Any], contact: dict[str, Any]) -> tuple[int, list[tuple[Any, ...]]]:
        """`at least 14 days after the notice`: the first instant that is not too early, and the reasons."""
        if limit["calendar"]:
            return self.on(limit).not_before({**limit, "calendar": ""}, contact)
        calendar = self.calendar
        anchor = self.anchor(limit["of"], contact)
        if anchor is None:
            raise Waits(limit["of"])
        amounts = limit["amounts"]
        if len(amounts[0]) > 2:
            kind = self.while_open if amounts[0][1].startswith("opening") else self.elapsed
            due = kind(limit, anchor, None, None)
            return due["instant"], due["steps"]
        day0, _, steps, is_day_1 = self.day_zero(limit, anchor)
        last = day0
        for n, unit, *_ in amounts:
            last = self.walked(last, n, unit, frozenset(), steps, is_day_1)
        if limit["clear"]:
            last = calendar.inside(last + 1)
            steps.append((last, "later", plural(amounts[0][0], f"clear {amounts[0][1]}"), 0, 0, True))
        last = self.rolled(last, limit["roll"], steps)
        return calendar.end_of(last - 1), steps

    def _notice(self, limit: dict[str, Any], contact: dict[str, Any]) -> dict[str, Any]:
        """Counted back from the last known value of an event, whose day is day 0; before it, if at most so long."""
        due = self._nearest(limit, contact)
        if not limit["at most"]:
            return due
        first, last = self.notice_anchor(limit["of"], contact)
        opens = due["instant"] if "last" not in due else self.calendar.end_of(due["last"] - 1)
        found = {"instant": last, "included": False, "opens": opens, "steps": due["steps"]}
        return found if first == last else found | {"earliest": first}

    def notice_anchor(self, event: str, contact: dict[str, Any]) -> Moment:
        """The last known value of an event; raises Waits."""
        known = [contact["arrives"]] if event == "arrives" else contact["events"].get(event, ())
        if not known:
            raise Waits(event)
        moment: Moment = known[-1]
        return moment

    def _nearest(self, limit: dict[str, Any], contact: dict[str, Any]) -> dict[str, Any]:
        calendar, event = self.calendar, limit["of"]
        first, last = self.notice_anchor(event, contact)
        if len(limit["amounts"][0]) > 2:
            if first != last:
                raise Unknown(f"time of event {event}" if event != "arrives" else "time of arrival")
            return self._instant_before(limit["amounts"], first)
        day = calendar.day_of(first)
        steps: list[tuple[Any, ...]] = [(day, "anchor", anchor_text(self.noun(event)), 0, 0, False)]
        if event == "arrives":
            steps = [(day, "anchor", "the day it arrived", 0, 0, False)]
        for n, unit, *_ in limit["amounts"]:
            day = self._walked_back(day, n, unit, steps)
        if limit["clear"]:
            day = calendar.inside(day - 1)
            steps.append((day, "earlier", plural(n, f"clear {unit}"), 0, 0, True))
        day = self.rolled(day, limit["roll"], steps)
        return {"instant": calendar.end_of(day), "included": False, "day0": day, "last": day, "steps": steps}

    def _walked_back(self, day: int, n: int, unit: str, steps: list[tuple[Any, ...]]) -> int:
        calendar = self.calendar
        if unit == "working day":
            index = bisect_left(calendar.counted_days, calendar.inside(day)) - n
            if index < 0:
                raise Outside
            target, number = calendar.counted_days[index], 0
            for here in range(day - 1, target - 1, -1):
                if calendar.is_counted(here):
                    number += 1
                    steps.append((here, "counted", unit, number, n, True))
                else:
                    steps.append((here, "closed", calendar.why_not(here), 0, 0, False))
            return target
        if unit == "day":
            number = 0
            while number < n:
                day = calendar.inside(day - 1)
                number += (counts := calendar.counts(day, unit))
                kind = ("counted", unit, number, n) if counts else ("closed", calendar.why_not(day, unit), 0, 0)
                steps.append((day, *kind, counts))
            return day
        day = calendar.inside(calendar.later_day(day, -n, unit))
        steps.append((day, "earlier", plural(n, unit), 0, 0, True))
        return day

    def _instant_before(self, amounts: Sequence[Sequence[Any]], event: int) -> dict[str, Any]:
        """The last instant at which amounts of time still lie before an event."""
        calendar, left = self.calendar, seconds_of(amounts) * SECOND
        says = " and ".join(plural(n, unit) for n, unit, _ in amounts)
        if not amounts[0][1].startswith("opening"):
            start = event - left
            steps = [(calendar.day_of(start), "elapsed", says, 0, 0, True)]
            return {"instant": start, "included": True, "steps": steps}
        clock = calendar.open_time
        before = clock.read(event) - left
        if before < 0:
            raise Outside
        calendar.day_of(event)
        start = clock.last_back(before)
        return {"instant": start, "included": True, "steps": [(calendar.day_of(start), "open", says, 0, 0, True)]}
