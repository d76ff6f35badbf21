"""A calendar of the corpus at work: which days count and why not, when it is open, and day 0. Day by day, hour by hour.

Instants are microseconds since 1970-01-01 00:00 UTC. Nothing here is the compiler's.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from tests.oracle import clocks
from tests.oracle.corpus_spec import Calendar, Hours
from tests.oracle.days import Beyond
from tests.oracle.time_of_day import shown_on

ONE_DAY = dt.timedelta(days=1)
Seen = dict[dt.date, str]
"""What was said of each day that was passed: "" where it counted, else why it did not."""


class Place:
    """The rules of one calendar, asked about one day or one instant. Everything raises Beyond outside of its years."""

    def __init__(self, calendar: Calendar) -> None:
        self.rules = calendar
        self.zone = calendar.zone
        self.first, self.last = dt.date(calendar.years[0], 1, 1), dt.date(calendar.years[1], 12, 31)
        self.closed: dict[dt.date, list[str]] = {}
        self.not_open: set[dt.date] = set()
        self.counted_closures: dict[dt.date, str] = {}
        known = calendar.known_on
        self._to_come = {one.day for one in calendar.announced if known is not None and one.on > known}
        self._read_lock()
        for one in calendar.announced:
            if one.day not in self.closed and one.day not in self._to_come:
                self._close(one.day, one.name)
        for day, name in calendar.holidays:
            self._close(day, name)
        for closure in calendar.closures:
            day = self.first
            while day <= self.last:
                if _is_between(day, closure.first, closure.last):
                    self.not_open.add(day)
                    if closure.works:
                        self.counted_closures[day] = closure.name
                    else:
                        self._close(day, closure.name)
                day += ONE_DAY

    def _close(self, day: dt.date, name: str) -> None:
        self.not_open.add(day)
        names = self.closed.setdefault(day, [])
        if name not in names:
            names.append(name)

    def _read_lock(self) -> None:
        for line in self.rules.lock.splitlines()[1:]:
            region, day, name = line.split(" ", 2)
            plain = name.removesuffix(" (observed)")
            if region in self.rules.regions and name not in self.rules.dropped and plain not in self.rules.dropped:
                date = dt.date.fromisoformat(day)
                if date not in self._to_come:
                    self._close(date, name)

    def check(self, day: dt.date) -> dt.date:
        if not self.first <= day <= self.last:
            raise Beyond(day)
        return day

    def day(self, at: int) -> dt.date:
        """The local date of an instant."""
        return self.check(clocks.local(at, self.zone).date())

    def start(self, day: dt.date) -> int:
        """The first instant of a local day."""
        return clocks.start_of(day, self.zone)

    def exists(self, day: dt.date) -> bool:
        """Had the zone that day at all?"""
        return self.start(day) < self.start(day + ONE_DAY)

    def why_not(self, day: dt.date) -> str:
        """Why a day is no working day; "" for a working day."""
        self.check(day)
        if day in self.closed:
            return ", ".join(self.closed[day])
        if not self.exists(day):
            return "a day that clocks there skipped"
        if day.weekday() in self.rules.weekdays:
            return ""
        return "weekend" if day.weekday() >= 5 else "not a working day"

    def is_worked(self, day: dt.date) -> bool:
        return not self.why_not(day)

    def stepped_over(self, day: dt.date) -> str:
        """Why a period does not count a day, whatever it counts; "" where it may."""
        for period in self.rules.not_counted:
            if _is_between(day, period.first, period.last):
                return period.name or "not counted"
        return "" if self.exists(day) else self.why_not(day)

    def why_passed(self, day: dt.date, unit: str) -> str:
        """Why a period of a unit does not count a day; "" for a day that counts."""
        return (self.why_not(day) if unit == "working day" else "") or self.stepped_over(self.check(day))

    def can_end(self, day: dt.date) -> bool:
        """Need a period that ends on a day not go on?"""
        return not self.why_passed(day, "working day")

    def at(self, day: dt.date, time: str) -> int:
        """The first instant of a day at which clocks show a time of day or a later one."""
        self.check(day)
        return first_shown(day, time, self.zone)

    @cache  # noqa: B019 (a few dozen calendars, that live as long as the corpus is made)
    def spans(self, day: dt.date) -> list[tuple[int, int]]:
        """From which and until which instants it is open, in the hours that begin on a day, in order."""
        if self.rules.hours == ():
            return [(self.start(day), self.start(day + ONE_DAY))] if self.is_worked(day) else []
        if isinstance(self.rules.hours, str):
            return [(self.start(day), self.start(day + ONE_DAY))]
        found = []
        for opens, closes in self._hours(day, self.rules.hours):
            ends_on = day + ONE_DAY if closes <= opens or closes == "24:00" else day
            start, end = self._shown(day, opens), self._shown(ends_on, closes.replace("24:", "00:"))
            if start < end:
                found.append((start, end))
        return sorted(found)

    def _shown(self, day: dt.date, time: str) -> int:
        return first_shown(day, time, self.zone)

    def _hours(self, day: dt.date, lines: tuple[Hours, ...]) -> tuple[tuple[str, str], ...]:
        """A date's hours win over a season's, and those over a weekday's; a holiday has only those of its date."""
        for line in lines:
            if line.dates is not None and line.dates[0] <= day <= line.dates[1]:
                return line.spans
        if day in self.not_open:
            return ()
        for in_season in (True, False):
            for line in lines:
                if line.dates is not None or day.weekday() not in line.weekdays or (line.season is None) is in_season:
                    continue
                if line.season is None or _is_between(day, *line.season):
                    return line.spans
        return ()

    def is_open(self, at: int) -> bool:
        day = clocks.local(at, self.zone).date()
        return any(opens <= at < closes for one in (day - ONE_DAY, day) for opens, closes in self.spans(one))

    def is_cut(self, at: int) -> bool:
        """Does something happen on a working day at its cut-off or later?"""
        here = clocks.local(at, self.zone)
        return bool(self.rules.cutoff) and self.is_worked(here.date()) and f"{here:%H:%M}" >= self.rules.cutoff

    def begins(self, at: int) -> tuple[dt.date, int, Seen]:
        """Day 0, the instant at which time begins, and why the days before day 0 are not it.

        Where the day of arrival is day 1, day 0 is the day before that.
        """
        day, seen = self.day(at), Seen()
        is_cut = self.is_cut(at)
        if self.rules.counting == "next open":
            if self.is_worked(day) and not is_cut and self.is_open(at):
                return day, at, seen
            first = day
            while True:
                openings = [opens for opens, _ in self.spans(self.check(day)) if opens > at]
                if not self.is_worked(day):
                    seen[day] = self.why_not(day)
                elif is_cut and day == first:
                    seen[day] = "after the cut-off"
                elif openings:
                    return day, openings[0], seen
                else:
                    seen[day] = self.counted_closures.get(day, "after closing")
                day += ONE_DAY
        first = day
        if is_cut:
            seen[day] = "after the cut-off"
            first = self.check(day + ONE_DAY)
        while self.rules.counting == "day 1" and not self.can_end(first):
            seen[first] = self.why_passed(first, "working day")
            first += ONE_DAY
        start = at if first == day else self.start(first)
        return (first - ONE_DAY if self.rules.counting == "day 1" else first), start, seen


@cache
def first_shown(day: dt.date, time: str, zone: str) -> int:
    """As `time_of_day.shown_on`, which steps by minutes; the seconds that a time may have are added to it."""
    whole = shown_on(day, time[:5], zone)
    moment = dt.datetime.combine(day, dt.time.fromisoformat(time))
    if clocks.local(whole, zone).replace(tzinfo=None) >= moment:
        return whole
    return whole + (moment - moment.replace(second=0, microsecond=0)) // clocks.MICROSECOND


def _is_between(day: dt.date, first: dt.date | tuple[int, int], last: dt.date | tuple[int, int]) -> bool:
    """From one date to another; or from a month and day to another, in each year and perhaps over its end."""
    if isinstance(first, dt.date):
        assert isinstance(last, dt.date)
        return first <= day <= last
    assert not isinstance(last, dt.date)
    here = (day.month, day.day)
    return first <= here <= last if first <= last else here >= first or here <= last


@cache
def place(calendar: Calendar) -> Place:
    return Place(calendar)
