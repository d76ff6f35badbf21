"""A calendar block and its holiday lock → a calendar with every closed day of its years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from troth.calendars.lock import NAME as LOCK_NAME
from troth.calendars.lock import Lock, known_regions
from troth.diagnostics import Edit, Fix
from troth.model.calendar import Calendar, ClosedDay, Counting, HolidayRule
from troth.model.limit import Roll
from troth.resolve.scope import Scope
from troth.resources import zone_names
from troth.source import Span
from troth.spelling import nearest
from troth.syntax import tree as t

_OBSERVED = " (observed)"
_MOST_YEARS = 60


def calendar_rules(block: t.CalendarBlock, scope: Scope) -> Calendar | None:
    """What the block says, before the lock is worked in; None where the zone or the years are missing."""
    seen: dict[str, Span] = {}
    zone: str | None = None
    years: t.YearsLine | None = None
    regions: tuple[str, ...] = ()
    dropped: list[str] = []
    added: list[ClosedDay] = []
    closures: list[ClosedDay] = []
    weekdays: tuple[int, ...] = ()
    counting: Counting | None = None
    roll: Roll | None = None
    has_holidays = False
    for line in block.lines:
        match line:
            case t.TimeZoneLine():
                if scope.only_once("time zone", line, seen):
                    zone = _zone(line, scope)
            case t.YearsLine():
                if scope.only_once("years", line, seen) and _years_fit(line, scope):
                    years = line
            case t.HolidaysLine():
                if scope.only_once("holidays", line, seen):
                    has_holidays = bool(line.regions)
                    regions = tuple(region for region in (_region(word, scope) for word in line.regions) if region)
            case t.HolidaysExceptLine(names=names):
                dropped.extend(names)
            case t.HolidaysAlsoLine(days=days, reason=reason):
                added.extend(_each_day(days.first, days.last, reason or "Holiday"))
            case t.ClosedLine(days=days, reason=reason):
                closures.extend(_each_day(days.first, days.last, reason or "Closed"))
            case t.WorkingDaysLine():
                if scope.only_once("working days", line, seen):
                    weekdays = line.weekdays
            case t.CountingLine(words=words):
                if scope.only_once("counting", line, seen):
                    counting = Counting(words)
            case t.RollLine(words=words):
                if scope.only_once("roll", line, seen):
                    roll = Roll(words)
            case _:
                pass
    for name, line_, example in (("time zone", zone, "Europe/London"), ("years", years, "2024 to 2030")):
        if line_ is None and name not in seen:
            scope.error(
                "T013",
                f"the calendar `{block.name.text}` has no `{name}`",
                block.span,
                f"add a line such as `{name} {example}`",
            )
    if dropped and not has_holidays:
        scope.error(
            "T107", "there are no holidays to except from", block.span, "name a region first: `holidays GB-SCT`"
        )
    if zone is None or years is None:
        return None
    return Calendar(
        name=block.name.text,
        zone=zone,
        first_year=years.first,
        last_year=years.last,
        weekdays=weekdays,
        counting=counting,
        roll=roll,
        holidays=HolidayRule(regions=regions, dropped=tuple(dropped), added=tuple(added)),
        closures=tuple(closures),
        span=block.span,
    )


def with_lock(calendar: Calendar, lock: Lock | None, scope: Scope) -> Calendar:
    """The calendar with its closed days: of the lock, without those dropped, with those added, and its closures."""
    rule = calendar.holidays or HolidayRule()
    names: dict[date, list[str]] = {}
    if rule.regions and _lock_fits(calendar, rule, lock, scope):
        assert lock is not None
        met: set[str] = set()
        for holiday in lock.holidays:
            if holiday.region not in rule.regions:
                continue
            if not calendar.first_year <= holiday.day.year <= calendar.last_year:
                continue
            base = holiday.name.removesuffix(_OBSERVED)
            if holiday.name in rule.dropped or base in rule.dropped:
                met.update((holiday.name, base))
                continue
            names.setdefault(holiday.day, []).append(holiday.name)
        for name in rule.dropped:
            if name not in met:
                _unknown_holiday(name, lock, calendar, scope)
    for closed in (*rule.added, *calendar.closures):
        if calendar.first <= closed.day <= calendar.last:
            names.setdefault(closed.day, []).append(closed.name)
        else:
            scope.error(
                "T207",
                f"{closed.day.isoformat()} lies outside of the years {calendar.first_year} to {calendar.last_year}",
                calendar.span,
                "change `years`, or leave the day out",
            )
    days = tuple(ClosedDay(day, ", ".join(dict.fromkeys(said))) for day, said in sorted(names.items()))
    if calendar.weekdays:
        closed_days = {closed.day for closed in days}
        day, open_days = calendar.first, 0
        while day <= calendar.last and not open_days:
            open_days += day.weekday() in calendar.weekdays and day not in closed_days
            day += timedelta(days=1)
        if not open_days:
            scope.error("T212", f"the calendar `{calendar.name}` is never open", calendar.span, "shorten its closures")
    return replace(calendar, closed=days)


def _zone(line: t.TimeZoneLine, scope: Scope) -> str | None:
    if line.zone in zone_names():
        return line.zone
    meant = nearest(line.zone, zone_names())
    scope.error(
        "T103",
        f"`{line.zone}` is not a time zone",
        line.span,
        f"did you mean `{meant}`?" if meant else "write its IANA name, such as `Europe/London`",
    )
    return None


def _years_fit(line: t.YearsLine, scope: Scope) -> bool:
    if line.first < 1971 or line.last > 2099:
        scope.error(
            "T207", "a calendar's years lie between 1971 and 2099", line.span, "choose years in which you keep contacts"
        )
        return False
    if line.last - line.first >= _MOST_YEARS:
        scope.error(
            "T207", f"a calendar has at most {_MOST_YEARS} years", line.span, "holidays so far ahead are guesses"
        )
        return False
    return True


def _region(word: t.Words, scope: Scope) -> str | None:
    if word.text in known_regions():
        return word.text
    meant = word.text.upper() if word.text.upper() in known_regions() else nearest(word.text, known_regions())
    fixes = (Fix(f"replace `{word.text}` by `{meant}`", (Edit(word.span, meant),)),) if meant else ()
    country = word.text.split("-")[0].upper()
    parts = sorted(region for region in known_regions() if region.startswith(f"{country}-"))[:20]
    listed = (
        f"known: {', '.join(f'`{part}`' for part in parts)}" if parts else "write an ISO 3166-2 code, such as `GB-SCT`"
    )
    scope.error(
        "T104",
        f"`{word.text}` is not a region whose holidays are known",
        word.span,
        f"did you mean `{meant}`? {listed}" if meant else listed,
        fixes,
    )
    return None


def _each_day(first: date, last: date, name: str) -> list[ClosedDay]:
    return [ClosedDay(first + timedelta(days=step), name) for step in range((last - first).days + 1)]


def _lock_fits(calendar: Calendar, rule: HolidayRule, lock: Lock | None, scope: Scope) -> bool:
    update = f"run `troth calendar --update` and commit `{LOCK_NAME}`"
    if lock is None:
        scope.error("T202", f"the holidays of {', '.join(rule.regions)} are not locked yet", calendar.span, update)
        return False
    missing = [region for region in rule.regions if region not in lock.regions]
    if missing or lock.first_year > calendar.first_year or lock.last_year < calendar.last_year:
        scope.error(
            "T208",
            f"the holiday lock covers {', '.join(lock.regions)} from {lock.first_year} to {lock.last_year}; the "
            f"calendar needs {', '.join(rule.regions)} from {calendar.first_year} to {calendar.last_year}",
            calendar.span,
            update,
        )
        return False
    return True


def _unknown_holiday(name: str, lock: Lock, calendar: Calendar, scope: Scope) -> None:
    known = sorted({holiday.name.removesuffix(_OBSERVED) for holiday in lock.holidays})
    meant = nearest(name, known)
    scope.error(
        "T107",
        f"no holiday of the lock is called `{name}`",
        calendar.span,
        f"did you mean `{meant}`?" if meant else f"known: {', '.join(known)}",
    )
