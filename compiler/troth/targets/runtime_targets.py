"""What the targets of a promise say of one contact, in a compiled checker.

The generator writes this module into a checker before `runtime`, whose judgements it looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from troth.calendars.local_time import SECOND, to_instant
from troth.calendars.periods import period_name
from troth.deadlines.reading import read_moment
from troth.targets.runtime_calendar import Moment, Outside, Unknown
from troth.targets.runtime_moved import MovedDeadlines

Row = dict[str, Any]


class Targets:
    """Says what targets say of the rows of a judge, whose other half this is."""

    deadlines: MovedDeadlines

    def _holds(self, condition: Sequence[Any], contact: Row) -> bool | str:
        raise NotImplementedError

    def _every(self, conditions: Sequence[Sequence[Any]], contact: Row) -> bool | str:
        raise NotImplementedError

    def _excuse(self, promise: Row, contact: Row) -> Sequence[Any] | None:
        raise NotImplementedError

    def _choose_limit(self, promise: Row, contact: Row) -> tuple[list[str], Row | None, str]:
        raise NotImplementedError

    def targets(
        self, row: Row, promise: Row, contact: Row, at_act: MovedDeadlines, judge_as: Callable[[Row], list[Row]]
    ) -> list[Row]:
        """What each tier of a promise's targets says of one of its rows, and each average.

        Conditions are asked of this judge; how long it took, of the deadlines `at_act`; `judge_as` gives the rows of
        another promise. The row's `by` is the limit by which it was judged, its anchor, when its time stood still, and
        if it still does.
        """
        limit = self._choose_limit(promise, contact)[1]
        is_excused = row["status"] == "excused" or (row["status"] == "met" and bool(self._excuse(promise, contact)))
        status = "excused" if is_excused else row["status"]
        found = []
        for target in promise["targets"]:
            counts = self._counts(target, contact)
            for tier in target["tiers"]:
                missing = counts if isinstance(counts, str) else ""
                unknown = row.get("missing", "")
                said = {**tier["says"], "due": row.get("due"), "status": status}
                if target["amount"] is not None:
                    said["taken"] = None
                    try:
                        if status in ("met", "late"):
                            said["taken"] = self._taken(target, row, limit, promise, contact, at_act)
                    except Unknown as problem:
                        unknown = problem.args[0]
                    except Outside:
                        unknown = "a calendar of that year"
                elif tier["limit"] is not None and (is_excused or limit is None):
                    said["due"] = None
                elif tier["limit"] is not None:
                    bare: Row = {"limit": tier["limit"], "cases": [], "latest": None, "earliest": None, "or": []}
                    (by_tier,) = judge_as({**promise, **bare, "targets": []})
                    said |= {"due": by_tier.get("due"), "status": by_tier["status"]}
                    unknown = by_tier.get("missing", "")
                said["counts"] = None if isinstance(counts, str) else counts
                said["period"] = self._period(tier["says"]["each"], row, limit, contact)
                missing = missing or unknown
                found.append({**said, "missing": missing} if missing else said)
        return found

    def _counts(self, target: Row, contact: Row) -> bool | str:
        """Is a contact one of those that a target is about? Else what would have to be known."""
        left_out = [self._holds(condition, contact) for condition in target["excludes"]]
        only = self._every(target["only"], contact)
        if True in left_out or only is False:
            return False
        if isinstance(only, str):
            return only
        return next((truth for truth in reversed(left_out) if isinstance(truth, str)), True)

    def _period(self, each: str | None, row: Row, limit: Row | None, contact: Row) -> str | None:
        """The period of the promise's own deadline; of one without a deadline, that of the arrival."""
        calendar = self.deadlines.calendar
        if row.get("due") is not None:
            last = to_instant(datetime.fromisoformat(row["due"])) - (not row["met_at_due"])
        elif limit is not None and limit["kind"] in ("rings", "not before"):
            last = contact["arrives"][0]
        else:
            return None
        return period_name(date.fromordinal(calendar.day_of(last)), each)

    # ---------- how long it took

    def _taken(
        self, target: Row, row: Row, limit: Row | None, promise: Row, contact: Row, at_act: MovedDeadlines
    ) -> list[Any] | None:
        """From the anchor to the act, less what stood still; None where the promise has no deadline yet."""
        if limit is not None and limit["kind"] == "rings":
            anchor = at_act.anchor("arrives", contact)
            done = at_act.done(promise["event"], contact["arrives"], contact)
            if done is None:
                raise Unknown(f"event {promise['event']}")
            own, still, is_paused = limit, None, False
        elif row.get("due") is None or "by" not in row:
            return None
        else:
            own, anchor, still, is_paused = row["by"]
            done = read_moment("done", row["done"], at_act.calendar.clock, at_act.calendar.zone)
        assert anchor is not None
        if is_paused:
            raise Unknown("end of a pause")
        deadlines = at_act.on(own)
        kind, event = own["kind"], own.get("of", "arrives")
        counting = own["counting"] if kind == "days" else target["counting"][own.get("calendar", "")]
        zero = {"kind": "days", "of": event, "counting": counting}
        _, unit, *seconds = target["amount"]
        if not seconds:
            return [self._days_taken(zero, anchor, done, unit, still, deadlines), unit]
        if anchor[0] != anchor[1]:
            raise Unknown("time of arrival" if event == "arrives" else f"time of event {event}")
        if done[0] != done[1]:
            raise Unknown("time of the act")
        if still and not still["exact"]:
            raise Unknown("time of a pause")
        calendar = deadlines.calendar
        start = anchor[0]
        if unit.startswith("opening"):
            start = deadlines.day_zero(zero, anchor)[1]
        spans = [(max(a, start), min(b, done[0])) for a, b in still["spans"]] if still else []
        spans = [(a, b) for a, b in [(start, done[0]), *spans] if a < b]
        times = [calendar.open_between(a, b) if unit.startswith("opening") else b - a for a, b in spans]
        total = max(times[0] - sum(times[1:]), 0) // SECOND if times and start < done[0] else 0
        whole, rest = divmod(total, seconds[0])
        return [total, "second"] if rest else [whole, unit]

    def _days_taken(
        self, zero: Row, anchor: Moment, done: Moment, unit: str, still: Row | None, deadlines: MovedDeadlines
    ) -> int:
        """The days of a unit after day 0, up to and including that of the act, that did not stand still."""
        calendar = deadlines.calendar
        day0 = deadlines.day_zero(zero, anchor)[0]
        last = calendar.day_of(done[0])
        if calendar.day_of(done[1]) != last:
            raise Unknown("time of the act")
        days = still["days"] if still else ()
        return sum(calendar.counts(day, unit) and day not in days for day in range(day0 + 1, last + 1))
