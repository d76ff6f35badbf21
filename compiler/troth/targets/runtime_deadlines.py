"""When limits end, in a compiled checker: by binary search in tables of days, with no walk to find a deadline.

The generator writes this module into a checker before `runtime`. It knows clocks and tables, nothing of the language.
A limit is a table of the program (`tables.program.lower`); a due is a table with `instant`, `included` (is that very
instant still in time?), the days `day0` and `last` (as ordinals) where it is counted in days, and `steps`, the reasons.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, time
from itertools import pairwise
from typing import Any, Self

from troth.calendars.local_time import SECOND
from troth.tables.clocks import BeyondTable
from troth.targets.runtime_calendar import Calendar, Day, Moment, Outside, Unknown, Waits
from troth.wording.style import anchor_text, plural

COUNTED = ("days", "elapsed", "open")
"""The kinds of limits that are counted from an event: in days, by the clock, while open."""


class Deadlines:
    """When the limits of a program end, for contacts as `read_parts` gives them; `nouns`: what an event is called.

    `explains`: are the days listed that count and those that do not? Raises Outside, Waits and Unknown.
    """

    def __init__(self, calendar: Calendar, nouns: dict[str, str], *, explains: bool = True) -> None:
        self.calendar = calendar
        self.nouns = nouns
        self._explains = explains
        others = calendar.others.items()
        self._others: dict[str, Any] = {name: self.__class__(one, nouns, explains=explains) for name, one in others}

    def noun(self, event: str) -> str:
        """What an event is called; its past form where it has no noun."""
        which, one, other = two_of(event)
        if which:
            return f"{which} of the {self.noun(one)} and the {self.noun(other)}"
        return self.nouns.get(event, event)

    def anchor(self, event: str, contact: dict[str, Any]) -> Moment | None:
        """When the event that starts a clock happened; None where it has not."""
        which, one, other = two_of(event)
        if which:
            moments = [self.anchor(part, contact) for part in (one, other)]
            known = [moment for moment in moments if moment is not None]
            if which == "later":
                return max(known, key=lambda moment: moment[0]) if len(known) == 2 else None
            return min(known, key=lambda moment: moment[0], default=None)
        if event == "arrives":
            arrival: Moment = contact.get("deemed") or contact["arrives"]
            return arrival
        moments = contact["events"].get(event, ())
        return _first_from(moments, contact["arrives"][0])

    def done(self, event: str, anchor: Moment | None, contact: dict[str, Any]) -> Moment | None:
        """The act that counts: the first at or after the anchor, else the last one before it."""
        return _first_from(contact["events"].get(event, ()), (anchor or contact["arrives"])[0])

    def due(
        self,
        limit: dict[str, Any],
        contact: dict[str, Any],
        extension: Sequence[Any] | None = None,
        still: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """When a limit ends for a contact, extended by an amount, with the time that stands `still` (see `stopped`).

        Never asked of rings or a vague limit.
        """
        kind, event = limit["kind"], limit["of"]
        if kind == "carried":
            if event not in contact["dates"]:
                raise Waits(event)
            moment = contact["dates"][event]
            day = self.calendar.day_of(moment[0])
            if moment[0] == moment[1]:
                return {"instant": moment[0], "included": True, "steps": []}
            return self._end_of_promised(day)
        anchor = self.anchor(event, contact)
        if anchor is None:
            raise Waits(event)
        if kind == "event":
            self.calendar.day_of(anchor[0])
            due = {"instant": anchor[1], "included": limit["included"], "steps": []}
            return due if anchor[0] == anchor[1] else due | {"earliest": anchor[0]}
        return self.counted(limit, anchor, extension, still)

    def counted(
        self,
        limit: dict[str, Any],
        anchor: Moment,
        extension: Sequence[Any] | None = None,
        still: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """When a limit ends that is counted from an anchor."""
        if limit.get("calendar"):
            return self.on(limit).counted({**limit, "calendar": ""}, anchor, extension, still)
        kind = limit["kind"]
        if kind == "days":
            return self._days(limit, anchor, extension, still)
        if still is not None and not still["exact"]:
            raise Unknown("time of a pause")
        if kind == "elapsed":
            return self.elapsed(limit, anchor, extension, still)
        return self.while_open(limit, anchor, extension, still)

    def on(self, limit: dict[str, Any]) -> Self:
        """The deadlines of the calendar that a limit names."""
        name = limit.get("calendar")
        other: Self = self._others[name] if name else self
        return other

    def _end_of_promised(self, day: int) -> dict[str, Any]:
        steps = [(day, "promised", "", 0, 0, True)]
        return {"instant": self.calendar.end_of(day), "included": False, "last": day, "steps": steps}

    def elapsed(
        self, limit: dict[str, Any], anchor: Moment, extension: Sequence[Any] | None, still: dict[str, Any] | None
    ) -> dict[str, Any]:
        if anchor[0] != anchor[1]:
            raise Unknown("time of arrival" if limit["of"] == "arrives" else f"time of event {limit['of']}")
        calendar = self.calendar
        amounts = with_extension(limit, extension)
        stopped = sum(max(b - max(a, anchor[0]), 0) for a, b in still["spans"]) if still else 0
        start, end = anchor[0], anchor[0] + seconds_of(amounts) * SECOND + stopped
        says = " and ".join(plural(n, unit) for n, unit, _ in amounts)
        steps: list[tuple[Any, ...]] = [(calendar.day_of(start), "elapsed", says, 0, 0, True)]
        calendar.day_of(end)
        changes = calendar.clock.transitions
        for before, after in pairwise(changes):
            at = (after.at or 0) * SECOND
            if start < at <= end:
                change = (after.offset - before.offset) // 60
                steps.append((calendar.day_of(at), "clock change", "", change, 0, False))
        if stopped:
            steps.append((calendar.day_of(end), "paused", _hours_text(stopped), 0, 0, False))
        return self._timed(end, limit, steps)

    def _timed(self, instant: int, limit: dict[str, Any], steps: list[tuple[Any, ...]]) -> dict[str, Any]:
        """An amount of time ends at its instant; rolled, on another day at the same time of day."""
        calendar = self.calendar
        day = calendar.day_of(instant)
        rolled = self.rolled(day, limit["roll"], steps)
        if rolled != day:
            instant = calendar.at(rolled, calendar.clock.local(instant).time())
        return {"instant": instant, "included": True, "steps": steps}

    def _days(
        self, limit: dict[str, Any], anchor: Moment, extension: Sequence[Any] | None, still: dict[str, Any] | None
    ) -> dict[str, Any]:
        calendar = self.calendar
        day0, instant, steps, is_day_1 = self.day_zero(limit, anchor)
        amounts = with_extension(limit, extension)
        last = day0 if amounts or not is_day_1 else calendar.inside(day0 + 1)
        days = frozenset(day for day in still["days"] if day > day0) if still else frozenset()
        for n, unit, *_ in amounts:
            last = self.walked(last, n, unit, days, steps, is_day_1)
        if still and last < still["last"]:
            is_worked = not amounts or amounts[-1][1] == "working day"
            last = self._past_pause(last, still["last"], days, steps, is_worked=is_worked)
        if limit["less"]:
            last = calendar.inside(last - limit["less"])
            steps.append((last, "less", plural(limit["less"], "day"), 0, 0, True))
        if limit["month end"]:
            last = self._to_month_end(last, steps)
        if limit["less"] or limit["month end"] or any(unit != "working day" for _, unit, *_ in amounts):
            last = self.rolled(last, limit["roll"], steps)
        due = {"day0": day0, "last": last, "steps": steps}
        at = self._time_of_day(limit["by"], last, instant)
        if at is not None:
            calendar.day_of(at)
            return due | {"instant": at, "included": True}
        return due | {"instant": calendar.end_of(last), "included": False}

    def _past_pause(
        self, day: int, ended: int, days: frozenset[int], steps: list[tuple[Any, ...]], *, is_worked: bool
    ) -> int:
        """The day on which the last pause ended; the next working day, where the limit ends on one."""
        calendar = self.calendar
        last = calendar.from_worked(ended, 0) if is_worked else ended
        for here in range(day + 1, last):
            if (is_worked or here not in days) and not calendar.is_counted(here):
                steps.append((here, "closed", calendar.why_not(here), 0, 0, False))
            elif here in days:
                steps.append((here, "paused", "", 0, 0, False))
        steps.append((last, "resumed", "", 0, 0, True))
        return last

    def walked(
        self, start: int, n: int, unit: str, days: frozenset[int], steps: list[tuple[Any, ...]], is_day_1: int
    ) -> int:
        """The day to which an amount leads, past the days that stand still."""
        calendar = self.calendar
        if unit in ("working day", "day"):
            last = calendar.counted(start, n, unit)
            while last != (later := calendar.counted(start, n + self._still(days, start, last, unit), unit)):
                last = later
            steps.extend(self._counted_steps(start, last, n, unit, days))
            return last
        end = last = calendar.inside(calendar.later_day(start + is_day_1, n, unit) - is_day_1)
        steps.append((last, "later", plural(n, unit), 0, 0, True))
        while last != (later := calendar.inside(end + sum(start < day <= last for day in days))):
            last = later
        if last != end:
            steps.append((last, "paused", plural(last - end, "day"), 0, 0, True))
        return last

    def _still(self, days: frozenset[int], start: int, last: int, unit: str) -> int:
        """How many days that count in a unit stand still after a day, up to another."""
        return sum(start < day <= last and self.calendar.counts(day, unit) for day in days)

    def _to_month_end(self, day: int, steps: list[tuple[Any, ...]]) -> int:
        here = date.fromordinal(day)
        last = self.calendar.inside(day - here.day + monthrange(here.year, here.month)[1])
        if last != day:
            steps.append((last, "month end", "", 0, 0, True))
        return last

    def rolled(self, day: int, roll: str | None, steps: list[tuple[Any, ...]]) -> int:
        """That day if nothing rolls it or it counts; else the next counted working day, or the one before."""
        if not roll or self.calendar.is_counted(day):
            return day
        rolled = self.calendar.from_worked(day, 0 if roll == "forward" else -1)
        if roll == "forward":
            steps.extend(self._closed_days(day, rolled))
        steps.append((rolled, "rolled", roll, 0, 0, True))
        return rolled

    def _time_of_day(self, by: str | None, day: int, start: int) -> int | None:
        """The instant of a time of the last day: of closing, of the start's own time, or one that is said."""
        calendar = self.calendar
        if by is None:
            return None
        if by == "closing":
            spans = calendar.open_on(day) if calendar.rules else []
            return spans[-1][1] if spans else None
        at = calendar.clock.local(start).time() if by == "same" else time.fromisoformat(by)
        return calendar.at(day, at)

    def day_zero(self, limit: dict[str, Any], anchor: Moment) -> tuple[int, int, list[tuple[Any, ...]], int]:
        """Day 0, the instant from which time is counted, the reasons, and whether the day after it is day 1.

        Raises Unknown where only the day of the anchor is known and its time would matter.
        """
        found = self._day_zero_at(limit, anchor, anchor[0])
        if anchor[0] == anchor[1]:
            return found
        last = self._day_zero_at(limit, anchor, anchor[1])
        needs_time = limit["kind"] == "open" or limit.get("by") == "same"
        if last[0] != found[0] or (needs_time and last[1] != found[1]):
            raise Unknown("time of arrival" if limit["of"] == "arrives" else f"time of event {limit['of']}")
        return found

    def _day_zero_at(
        self, limit: dict[str, Any], anchor: Moment, instant: int
    ) -> tuple[int, int, list[tuple[Any, ...]], int]:
        calendar = self.calendar
        day = calendar.day_of(instant)
        if isinstance(anchor, Day) and anchor.sent:
            sent: list[tuple[Any, ...]] = [(calendar.inside(anchor.sent), "sent", "", 0, 0, False)]
            return day, instant, [*sent, (day, "deemed", "", 0, 0, False)], 0
        noun = "the day it arrived" if limit["of"] == "arrives" else anchor_text(self.noun(limit["of"]))
        here: list[tuple[Any, ...]] = [(day, "anchor", noun, 0, 0, False)]
        counting = limit["counting"]
        if counting is None or isinstance(anchor, Day):
            return day, instant, here, 0
        works = calendar.is_worked(day)
        is_cut = works and calendar.cutoff is not None and calendar.clock.local(instant).time() >= calendar.cutoff
        cut: list[tuple[Any, ...]] = [(day, "cut-off", "", 0, 0, False)] if is_cut else []
        if counting == "day 0":
            if not is_cut:
                return day, instant, here, 0
            after = calendar.inside(day + 1)
            return after, calendar.end_of(day), [*cut, (after, "day 0", "", 0, 0, False)], 0
        if counting == "day 1":
            first = calendar.from_worked(day + is_cut, 0)
            if first == day:
                return day - 1, instant, [], 1
            steps = [*cut, *self._closed_days(day + is_cut, first)]
            return first - 1, calendar.end_of(first - 1), steps, 1
        if works and not is_cut and calendar.is_open(instant):
            return day, instant, here, 0
        steps = cut
        next_day = day + is_cut
        while True:
            opening = calendar.next_worked(next_day)
            steps = [*steps, *self._closed_days(next_day, opening)]
            opens = next((start for start, _ in calendar.open_on(opening) if start > instant), None)
            if opens is not None:
                return opening, opens, [*steps, (opening, "day 0", "", 0, 0, False)], 0
            shut = calendar.shut.get(opening, "")
            steps.append((opening, "closed" if shut else "not open", shut, 0, 0, False))
            next_day = opening + 1

    def while_open(
        self, limit: dict[str, Any], anchor: Moment, extension: Sequence[Any] | None, still: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Time counted only while it is open: the first instant at which it is used up."""
        calendar = self.calendar
        _, start, steps, _ = self.day_zero(limit, anchor)
        amounts = with_extension(limit, extension)
        stops = [(max(a, start), b) for a, b in still["spans"] if b > start] if still else []
        total = seconds_of(amounts) * SECOND + sum(calendar.open_between(a, b) for a, b in stops)
        says = " and ".join(plural(n, unit) for n, unit, _ in amounts)
        first = calendar.evening_before(start)
        try:
            end = calendar.open_time.shift(start, total)
        except BeyondTable:
            raise Outside from None
        counted = 0
        for opens, closes in (span for day in range(first, calendar.day_of(end) + 1) for span in calendar.open_on(day)):
            begins, ends = max(opens, start), min(closes, end)
            if begins >= ends:
                continue
            stood = sum(max(min(b, ends) - max(a, begins), 0) for a, b in stops)
            counted += ends - begins - stood
            if ends - begins > stood:
                steps.append((calendar.day_of(begins), "open", f"{_hours_text(counted)} of {says}", 0, 0, True))
        return self._timed(end, limit, steps)

    def _closed_days(self, first: int, until: int) -> list[tuple[Any, ...]]:
        return [(day, "closed", self.calendar.why_not(day), 0, 0, False) for day in range(first, until)]

    def _counted_steps(
        self, day0: int, last: int, n: int, unit: str, still: frozenset[int]
    ) -> Iterator[tuple[Any, ...]]:
        number = 0
        for day in range(day0 + 1, last + 1) if self._explains else ():
            if not self.calendar.counts(day, unit):
                yield day, "closed", self.calendar.why_not(day, unit), 0, 0, False
            elif day in still:
                yield day, "paused", "", 0, 0, False
            else:
                number += 1
                yield day, "counted", unit, number, n, True

    def at_risk(self, limit: dict[str, Any], extension: Sequence[Any] | None, due: dict[str, Any], as_of: int) -> bool:
        """Less than a fifth of the limit is left on its own clock."""
        if limit["kind"] == "elapsed":
            seconds = seconds_of(with_extension(limit, extension))
            return bool((due["instant"] - as_of) * 5 < seconds * SECOND)
        if limit["kind"] not in ("days", "open"):
            return False
        if limit["calendar"]:
            return self.on(limit).at_risk({**limit, "calendar": ""}, extension, due, as_of)
        if "last" not in due:
            left_open = self.calendar.open_between(as_of, due["instant"]) if as_of < due["instant"] else 0
            return left_open * 5 < seconds_of(with_extension(limit, extension)) * SECOND
        first, last = due["day0"], due["last"]
        today = self.calendar.day_of(max(as_of, self.calendar.end_of(first - 1)))
        amounts = with_extension(limit, extension)
        if not amounts:
            return False
        if amounts[0][1] == "working day":
            worked = self.calendar.counted_days
            total = bisect_right(worked, last) - bisect_right(worked, first)
            left = bisect_right(worked, last) - bisect_right(worked, max(today - 1, first))
        else:
            total, left = last - first, last - max(today - 1, first)
        return max(left, 0) * 5 < max(total, 0)


def two_of(event: str) -> tuple[str, str, str]:
    """`later` or `earlier` and the two events of `later of arrives and paid`; empty for an event itself."""
    which, of, rest = event.partition(" of ")
    one, both, other = rest.rpartition(" and ")
    return (which, one, other) if of and both and which in ("later", "earlier") else ("", event, "")


def _first_from(moments: Sequence[Moment], start: int) -> Moment | None:
    """The first moment at or after an instant, else the last one before it."""
    if not moments:
        return None
    return next((moment for moment in moments if moment[1] >= start), moments[-1])


def in_time(moment: Moment, due: dict[str, Any]) -> bool | None:
    """Was something done by a deadline? None where only its day is known, and the deadline lies within that day."""
    before = 0 if due["included"] else 1
    if moment[1] <= due.get("earliest", due["instant"]) - before:
        return True
    return False if moment[0] > due["instant"] - before else None


def last_in_time(due: dict[str, Any]) -> int:
    """The last instant at which a deadline is kept."""
    instant: int = due["instant"]
    return instant if due["included"] else instant - 1


def with_extension(limit: dict[str, Any], extension: Sequence[Any] | None) -> list[Sequence[Any]]:
    """What is walked: an extension in the amount's own unit is added to it; one in another comes after it.

    Of a limit that is short enough to be counted in working days, so is an extension in days.
    """
    amounts: list[Sequence[Any]] = list(limit["amounts"])
    if extension is None:
        return amounts
    if limit["short"] and extension[1] == "day":
        extension = [extension[0], "working day"]
    own = next((index for index, amount in enumerate(amounts) if amount[1] == extension[1]), None)
    if own is None:
        return [*amounts, extension]
    return [[n + extension[0] * (index == own), *unit] for index, (n, *unit) in enumerate(amounts)]


def _hours_text(microseconds: int) -> str:
    minutes = microseconds // (60 * SECOND)
    return f"{minutes // 60}:{minutes % 60:02}"


def seconds_of(amounts: Sequence[Sequence[Any]]) -> int:
    """How long amounts of time are together."""
    return sum(int(n * seconds) for n, _, seconds in amounts)
