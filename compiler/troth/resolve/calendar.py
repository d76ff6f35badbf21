"""A calendar block and its holiday lock → a calendar with every closed day of its years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from itertools import pairwise

from troth.calendars.lock import NAME as LOCK_NAME
from troth.calendars.lock import Lock, known_regions, region_name
from troth.calendars.opening import DAY_MINUTES, is_in_season, rule_of, spans_on
from troth.diagnostics import Edit, Fix, Label
from troth.model.calendar import Calendar, ClosedDay, Counting, HolidayRule, Hours, MonthEnd, NotCounted, YearlyDays
from troth.model.limit import Roll
from troth.resolve.regions import regions_meant
from troth.resolve.scope import Scope
from troth.resources import zone_names
from troth.source import Span
from troth.spelling import nearest
from troth.syntax import tree as t
from troth.syntax.phrases import MONTHS

_OBSERVED = " (observed)"
_MOST_YEARS = 60
_LEAP_YEAR = 2024


@dataclass(slots=True)
class _Holidays:
    """What the lines on holidays and closures say, each in its place."""

    line: t.HolidaysLine | None = None
    regions: tuple[str, ...] = ()
    dropped: list[t.Words] = field(default_factory=list)
    dated: list[t.HolidaysAlsoLine | t.ClosedLine] = field(default_factory=list)
    opened: list[t.OpenOnLine] = field(default_factory=list)
    yearly: list[t.ClosedYearlyLine] = field(default_factory=list)


def resolve_calendar(
    block: t.CalendarBlock, lock: Lock | None, scope: Scope, main: Calendar | None = None
) -> Calendar | None:
    """The calendar that the block says, with its closed days; None, with a finding, without a zone or years.

    A further calendar has the zone and the years of the policy's `main` one.
    """
    said = _Holidays()
    calendar = _rules(block, said, scope, main)
    says_none = said.line is not None and not said.line.regions
    if said.dropped and (says_none or (said.line is None and block.span not in scope.broken)):
        name = said.dropped[0].span
        scope.error("T107", "there are no holidays to except from", name, "name a region first: `holidays GB-SCT`")
    return None if calendar is None else _with_closed_days(calendar, said, lock, scope)


def _rules(block: t.CalendarBlock, said: _Holidays, scope: Scope, main: Calendar | None) -> Calendar | None:
    seen: dict[str, Span] = {}
    zone: str | None = None
    years: t.YearsLine | None = None
    weekdays: tuple[int, ...] = ()
    counting: Counting | None = None
    month_end: MonthEnd | None = None
    roll: Roll | None = None
    cutoff: time | None = None
    short = 0
    not_counted: list[NotCounted] = []
    hours: list[tuple[Hours, Span]] = []
    for line in block.lines:
        match line:
            case t.TimeZoneLine():
                if scope.only_once("time zone", line, seen):
                    zone = _zone(line.zone, scope)
            case t.YearsLine():
                if scope.only_once("years", line, seen) and _years_fit(line, scope):
                    years = line
            case t.HolidaysLine():
                if scope.only_once("holidays", line, seen):
                    said.line = line
                    regions = (region for region in (_region(word, scope) for word in line.regions) if region)
                    said.regions = tuple(dict.fromkeys(regions))
            case t.HolidaysExceptLine(names=names):
                said.dropped.extend(names)
            case t.HolidaysAlsoLine() | t.ClosedLine():
                said.dated.append(line)
            case t.WorkingDaysLine():
                if scope.only_once("working days", line, seen):
                    weekdays = line.weekdays
            case t.OpenLine() | t.OpenOnLine():
                hours.append((_hours(line, scope), line.span))
                if isinstance(line, t.OpenOnLine):
                    said.opened.append(line)
            case t.AlwaysOpenLine():
                scope.only_once("open day and night", line, seen)
            case t.CutoffLine(at=at):
                if scope.only_once("cutoff", line, seen):
                    cutoff = at
            case t.ClosedYearlyLine():
                said.yearly.append(line)
            case t.SeasonLine():
                _season(line, scope)
            case t.NotCountedLine():
                not_counted.append(_not_counted(line))
            case t.ShortPeriodsLine(amount=amount):
                if scope.only_once("working days only", line, seen):
                    short = _short(amount, scope)
            case t.CountingLine(words=words):
                if scope.only_once("counting", line, seen):
                    counting = Counting(words)
            case t.MonthEndLine(words=words):
                if scope.only_once("month end", line, seen):
                    month_end = MonthEnd(words)
            case t.RollLine(words=words):
                if scope.only_once("roll", line, seen):
                    roll = Roll(words)
            case _:
                pass
    if main is not None:
        _of_main(block, zone, years, main, scope)
        zone, span = main.zone, seen.get("years", block.span)
        years = t.YearsLine(span=span, first=main.first_year, last=main.last_year)
    for name, example in (("time zone", "Europe/London"), ("years", "2024 to 2030")):
        if name not in seen and main is None:
            scope.error(
                "T013",
                f"the calendar `{block.name.text}` has no `{name}`",
                block.span,
                f"add a line such as `{name} {example}`",
            )
    if zone is None or years is None:
        return None
    return Calendar(
        name=block.name.text,
        zone=zone,
        first_year=years.first,
        last_year=years.last,
        weekdays=weekdays,
        hours=_all_hours(hours, "open day and night" in seen, scope),
        always_open="open day and night" in seen,
        cutoff=cutoff,
        counting=counting,
        month_end=month_end,
        roll=roll,
        short=short,
        not_counted=tuple(not_counted),
        holidays=HolidayRule(
            regions=said.regions,
            dropped=tuple(name.text for name in said.dropped),
            added=_days_of((line for line in said.dated if isinstance(line, t.HolidaysAlsoLine)), "Holiday"),
        ),
        closures=_closures(said, years, worked=False),
        worked=_closures(said, years, worked=True),
        span=block.span,
    )


def _not_counted(line: t.NotCountedLine) -> NotCounted:
    days = line.days
    if isinstance(days, t.Season):
        return NotCounted(days=YearlyDays(days.first, days.last), name=line.reason or "")
    return NotCounted(days=(days.first, days.last), name=line.reason or "")


def _short(amount: t.Amount, scope: Scope) -> int:
    if amount.unit != "day" or amount.n == 0:
        scope.error("T211", "short periods are so many days", amount.span, "write a number of days, such as `5 days`")
        return 0
    return amount.n


def _of_main(block: t.CalendarBlock, zone: str | None, years: t.YearsLine | None, main: Calendar, scope: Scope) -> None:
    """A further calendar may say the zone and the years again, and no others."""
    own = (zone, None if years is None else (years.first, years.last))
    theirs = (main.zone, (main.first_year, main.last_year))
    for name, mine, said in zip(("time zone", "years"), own, theirs, strict=True):
        if mine is not None and mine != said:
            message = f"the calendars of a policy have one `{name}`, that of `{main.name}`"
            scope.error("T105", message, block.name.span, f"leave the line `{name}` out of `{block.name.text}`")


def _season(line: t.SeasonLine, scope: Scope) -> None:
    name = line.name.text
    days = (line.season.first, line.season.last)
    if scope.words.state(name) is not None or scope.seasons.get(name, days) != days:
        message = f"`{name}` is the name of a state or of another season"
        scope.error("T102", message, line.name.span, "choose another name")
    scope.seasons[name] = days


def _closures(said: _Holidays, years: t.YearsLine, *, worked: bool) -> tuple[ClosedDay, ...]:
    """The closures that are no working days, or those that are."""
    dated = (line for line in said.dated if isinstance(line, t.ClosedLine) and line.worked is worked)
    yearly = (line for line in said.yearly if line.worked is worked)
    return (*_days_of(dated, "Closed"), *_days_each_year(yearly, years))


def _with_closed_days(calendar: Calendar, said: _Holidays, lock: Lock | None, scope: Scope) -> Calendar:
    """The calendar with its closed days: of the lock, without those dropped, with those added, and its closures."""
    rule = calendar.holidays or HolidayRule()
    names: dict[date, list[str]] = {}
    locked: set[date] = set()
    if said.line is not None and rule.regions and _lock_fits(calendar, rule, lock, said.line.span, scope):
        assert lock is not None
        years = lock.by_rule(rule.regions, calendar.first_year, calendar.last_year)
        calendar = replace(calendar, by_rule=years, locked=_locked(calendar, rule, lock))
        met: set[str] = set()
        for holiday in calendar.locked:
            base = holiday.name.removesuffix(_OBSERVED)
            if holiday.name in rule.dropped or base in rule.dropped:
                met.update((holiday.name, base))
                continue
            names.setdefault(holiday.day, []).append(holiday.name)
            locked.add(holiday.day)
        for name in said.dropped:
            if name.text not in met:
                _unknown_holiday(name, rule, lock, scope)
    for line in (*said.dated, *said.opened):
        _within_years(line.days, calendar, scope)
    idle = (one for one in calendar.worked if one.day.weekday() not in calendar.weekdays)
    announced: dict[date, date] = {}
    for closed in (*rule.added, *calendar.closures, *idle):
        if not calendar.first <= closed.day <= calendar.last:
            continue
        if closed.announced is not None and (closed.day in locked or closed.day not in names):
            announced[closed.day] = closed.announced
        elif closed.announced is None:
            announced.pop(closed.day, None)
        if closed.announced is None or closed.day not in locked:  # else it only says when that holiday was announced
            names.setdefault(closed.day, []).append(closed.name)
    days = tuple(
        ClosedDay(day, ", ".join(dict.fromkeys(why)), announced.get(day)) for day, why in sorted(names.items())
    )
    if calendar.weekdays:
        closed_days = {closed.day for closed in days}
        day, open_days = calendar.first, 0
        while day <= calendar.last and not open_days:
            open_days += day.weekday() in calendar.weekdays and day not in closed_days
            day += timedelta(days=1)
        if not open_days:
            scope.error("T212", f"the calendar `{calendar.name}` is never open", calendar.span, "shorten its closures")
    if calendar.hours and not _opens(calendar, set(names)):
        on = " on a working day" if calendar.counting is Counting.WHEN_NEXT_OPEN else ""
        help_ = "say hours of working days, such as `open Monday to Friday, 09:00 to 17:00`"
        scope.error("T212", f"the calendar `{calendar.name}` never opens{on}", calendar.span, help_)
    _check_nights(calendar, days, scope)
    shut = {
        one.day: one.name
        for one in calendar.worked
        if one.day not in names and calendar.first <= one.day <= calendar.last
    }
    return replace(calendar, closed=days, shut=tuple(ClosedDay(day, name) for day, name in sorted(shut.items())))


def _locked(calendar: Calendar, rule: HolidayRule, lock: Lock) -> tuple[ClosedDay, ...]:
    """The holidays that a lock has for the regions of a rule, in the years of a calendar, in the lock's order."""
    kept = (one for one in lock.holidays if one.region in rule.regions and calendar.first <= one.day <= calendar.last)
    return tuple(dict.fromkeys(ClosedDay(one.day, one.name) for one in kept))


def _opens(calendar: Calendar, closed: set[date]) -> bool:
    """Is there a day of the years with opening hours: a working day, where it matters when we next open?"""
    rules = [rule_of(hours) for hours in calendar.hours]
    shut = {one.day for one in calendar.worked}
    days = (calendar.first + timedelta(days=step) for step in range((calendar.last - calendar.first).days + 1))
    is_any = calendar.counting is not Counting.WHEN_NEXT_OPEN
    return any(
        spans_on(day, rules, is_closed=day in shut or day in closed)
        for day in days
        if is_any or (day.weekday() in calendar.weekdays and day not in closed)
    )


def _check_nights(calendar: Calendar, closed: tuple[ClosedDay, ...], scope: Scope) -> None:
    """A night must be over before the hours of the next day begin."""
    if all(end <= DAY_MINUTES for hours in calendar.hours for _, end in hours.spans):
        return
    rules = [rule_of(hours) for hours in calendar.hours]
    days = {one.day for one in (*closed, *calendar.worked)}
    day, until = calendar.first, 0
    while day <= calendar.last:
        spans = spans_on(day, rules, is_closed=day in days)
        if spans and spans[0][0] < until:
            said = f"{day:%A} {day.day} {MONTHS[day.month - 1]} {day.year}"
            message = f"the night before {said} is not over when the hours of that day begin"
            evening = day - timedelta(days=1)
            night = next(one for one in calendar.hours if spans_on(evening, [rule_of(one)], is_closed=evening in days))
            scope.error("T214", message, night.span, "end the night before, or begin the day later")
            return
        until = max((end for _, end in spans), default=0) - DAY_MINUTES
        day += timedelta(days=1)


def _hours(line: t.OpenLine | t.OpenOnLine, scope: Scope) -> Hours:
    spans = tuple(sorted((span.start, span.end) for span in line.spans))
    for (_, end), (start, _) in pairwise(spans):
        if start < end:
            scope.error("T214", "two of these hours overlap", line.span, "join them, or mend the one that is wrong")
    if isinstance(line, t.OpenOnLine):
        return Hours(spans=spans, dates=(line.days.first, line.days.last), span=line.span)
    during = None if line.during is None else YearlyDays(line.during.first, line.during.last)
    return Hours(spans=spans, weekdays=line.weekdays, during=during, span=line.span)


def _all_hours(lines: list[tuple[Hours, Span]], is_always: bool, scope: Scope) -> tuple[Hours, ...]:
    """The hours of a calendar; a finding where two lines of equal rank speak of one day."""
    if is_always and lines:
        scope.error(
            "T214", "you are open day and night, and have opening hours too", lines[0][1], "keep one of the two"
        )
    for index, (one, span) in enumerate(lines):
        for other, first in lines[:index]:
            if _speak_of_one_day(one, other):
                scope.error(
                    "T214",
                    "two lines say when you are open on one day",
                    span,
                    "put all hours of a day in one line: `open Friday, 09:00 to 12:00 and 13:00 to 16:30`",
                    labels=(Label(first, "the other one"),),
                )
                break
    return tuple(hours for hours, _ in lines)


def _speak_of_one_day(one: Hours, other: Hours) -> bool:
    if one.dates is not None and other.dates is not None:
        return one.dates[0] <= other.dates[1] and other.dates[0] <= one.dates[1]
    if one.dates is not None or other.dates is not None or (one.during is None) != (other.during is None):
        return False
    if not set(one.weekdays) & set(other.weekdays):
        return False
    if one.during is None or other.during is None:
        return True
    days = [date(_LEAP_YEAR, 1, 1) + timedelta(days=step) for step in range(366)]
    return any(_is_in(day, one.during) and _is_in(day, other.during) for day in days)


def _is_in(day: date, season: YearlyDays) -> bool:
    return is_in_season(day, season.first, season.last)


def _days_each_year(lines: Iterable[t.ClosedYearlyLine], years: t.YearsLine) -> Iterator[ClosedDay]:
    first, last = date(years.first, 1, 1), date(years.last, 12, 31)
    every = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    for line in lines:
        season = YearlyDays(line.season.first, line.season.last)
        yield from (ClosedDay(day, line.reason or "Closed") for day in every if _is_in(day, season))


def _zone(word: t.Words, scope: Scope) -> str | None:
    if word.text in zone_names():
        return word.text
    places = [name for name in zone_names() if "/" in name]
    said = word.text.replace(" ", "_").casefold()
    city = (name for name in places if name.rsplit("/", 1)[-1].casefold() == said)
    meant = min(city, default=nearest(word.text, places))
    fixes = () if meant is None else (Fix(f"replace `{word.text}` by `{meant}`", (Edit(word.span, meant),)),)
    help_ = f"did you mean `{meant}`?" if meant else "write the IANA name of a place, such as `Europe/London`"
    scope.error("T103", f"`{word.text}` is not a time zone", word.span, help_, fixes)
    return None


def _within_years(days: t.DateRange, calendar: Calendar, scope: Scope) -> None:
    outside = [day for day in (days.first, days.last) if not calendar.first <= day <= calendar.last]
    if outside:
        day = outside[0]
        said = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        scope.error(
            "T207",
            f"{said} lies outside of the calendar's years, {calendar.first_year} to {calendar.last_year}",
            days.span,
            "change `years`, or leave the day out",
        )


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
    meant = regions_meant(word.text)
    said = " or ".join(f"`{code}`" + (f" ({name})" if name != code else "") for code, name in meant.items())
    fixes = tuple(Fix(f"replace `{word.text}` by `{code}`", (Edit(word.span, code),)) for code in meant)
    country = word.text.split("-")[0].upper()
    parts = sorted(region for region in known_regions() if region.startswith(f"{country}-"))[:20]
    listed = "write the code of a country or of a part of one, such as `GB-SCT` for Scotland"
    if parts:
        names = ((part, region_name(part)) for part in parts)
        listed = f"known: {', '.join(f'`{part}`' + (f' ({name})' if name != part else '') for part, name in names)}"
    help_ = f"did you mean {said}?" if meant else listed
    scope.error("T104", f"`{word.text}` is not a region whose holidays are known", word.span, help_, fixes)
    return None


def _days_of(lines: Iterable[t.HolidaysAlsoLine | t.ClosedLine], unnamed: str) -> tuple[ClosedDay, ...]:
    return tuple(
        ClosedDay(
            line.days.first + timedelta(days=step),
            line.reason or unnamed,
            None if line.announced is None else line.announced.first,
        )
        for line in lines
        for step in range((line.days.last - line.days.first).days + 1)
    )


def _lock_fits(calendar: Calendar, rule: HolidayRule, lock: Lock | None, line: Span, scope: Scope) -> bool:
    update = f"run `troth calendar --update` and keep `{LOCK_NAME}` beside the policy"
    if lock is None:
        scope.error("T202", f"the holidays of {', '.join(rule.regions)} are not locked yet", line, update)
        return False
    missing = [region for region in rule.regions if region not in lock.regions]
    if missing or lock.first_year > calendar.first_year or lock.last_year < calendar.last_year:
        scope.error(
            "T208",
            f"the holiday lock covers {', '.join(lock.regions)} from {lock.first_year} to {lock.last_year}; the "
            f"calendar needs {', '.join(rule.regions)} from {calendar.first_year} to {calendar.last_year}",
            line,
            update,
        )
        return False
    return True


def _unknown_holiday(name: t.Words, rule: HolidayRule, lock: Lock, scope: Scope) -> None:
    known = sorted(
        {holiday.name.removesuffix(_OBSERVED) for holiday in lock.holidays if holiday.region in rule.regions}
    )
    meant = nearest(name.text, known)
    fixes = () if meant is None else (Fix(f"replace `{name.text}` by `{meant}`", (Edit(name.span, f'"{meant}"'),)),)
    help_ = f"did you mean `{meant}`?" if meant else f"known: {', '.join(f'`{one}`' for one in known)}"
    scope.error("T107", f"no holiday of the lock is called `{name.text}`", name.span, help_, fixes)
