"""The calendar statement: a calendar's rules as sentences, and the calendar that such sentences say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time

from lark import Token, Tree

from troth.calendars.lock import region_name, year_spans
from troth.calendars.opening import DAY_MINUTES
from troth.model.calendar import Calendar, ClosedDay, Counting, HolidayRule, Hours, MonthEnd, NotCounted, YearlyDays
from troth.model.limit import Roll
from troth.syntax import tree as t
from troth.syntax.phrases import NotAValue, quoted
from troth.wording import style
from troth.wording.reader import NotRead, SentenceValues, parse_sentence

_COUNTING = {
    "The day a contact arrives is day 0": Counting.ARRIVAL_IS_DAY_0,
    "The day a contact arrives is day 1": Counting.ARRIVAL_IS_DAY_1,
    "A contact that arrives on a day when we are closed counts as arriving when we next open": Counting.WHEN_NEXT_OPEN,
    "A contact that arrives while we are closed counts as arriving when we next open": Counting.WHEN_NEXT_OPEN,
}
_ROLLS = {
    Roll.FORWARD: "moves to the next working day",
    Roll.BACK: "moves to the working day before",
    Roll.NONE: "stays on that day",
}
_REGION = re.compile(r"\(([A-Z]{2}(?:-[A-Z0-9]+)?)\)$")


def write_calendar(calendar: Calendar) -> tuple[str, ...]:
    """The sentences of a calendar; its closed days stand in a table of their own."""
    sentences = [f"Times are local time in {calendar.zone}."]
    if calendar.weekdays:
        except_closed = ", except the days on which we are closed" if calendar.closed else ""
        sentences.append(f"A working day is {weekdays_text(calendar.weekdays)}{except_closed}.")
    else:
        sentences.append("No day of the week is a working day.")
    sentences.extend(f"We are open {_hours_text(hours)}." for hours in calendar.hours)
    if calendar.always_open:
        sentences.append("We are open day and night.")
    if calendar.counting is not None:
        sentences.append(counting_text(calendar))
    if calendar.cutoff is not None:
        opens = calendar.counting is Counting.WHEN_NEXT_OPEN
        when = "when we open after that day" if opens else "on the next day"
        at = style.time_text(calendar.cutoff)
        sentences.append(f"On a working day, a contact that arrives at {at} or later counts as arriving {when}.")
    if calendar.month_end is not None:
        sentences.append(month_end_text(calendar.month_end))
    if calendar.roll is not None:
        sentences.append(
            f"A deadline in days, weeks, months or years that ends on a closed day {_ROLLS[calendar.roll]}."
        )
    sentences.extend(not_counted_text(one) for one in calendar.not_counted)
    if calendar.short:
        periods = style.plural(calendar.short, "day")
        sentences.append(f"In periods of up to {periods}, only working days count.")
    if calendar.holidays is not None and calendar.holidays.regions:
        regions = [f"{region_name(code)} ({code})" for code in calendar.holidays.regions]
        sentences.append(f"The public holidays are those of {style.listed(regions, 'and')}.")
    sentences.append(f"The closed days are known from {calendar.first_year} to {calendar.last_year}.")
    if calendar.by_rule:
        years = style.listed(year_spans(calendar.by_rule), "and")
        sentences.append(f"The public holidays of {years} are worked out by rule, and may still change.")
    return tuple(sentences)


_WORKED = " (counts as a working day)"
_ANNOUNCED = ", announced "
_DATE = re.compile(r"(\d{1,2}) (\w+) (\d{4})")


def listed_days(calendar: Calendar) -> tuple[ClosedDay, ...]:
    """The days on which we are closed, as they are listed beside the statement, in order."""
    closed = (ClosedDay(one.day, _named(one)) for one in calendar.closed)
    shut = (ClosedDay(one.day, _named(one) + _WORKED) for one in calendar.shut)
    return tuple(sorted((*closed, *shut)))


def _named(closed: ClosedDay) -> str:
    """`State funeral, announced 10 September 2022`."""
    return closed.name if closed.announced is None else f"{closed.name}{_ANNOUNCED}{style.date_text(closed.announced)}"


def _read_day(day: date, text: str) -> ClosedDay:
    name, announced, heard = text.rpartition(_ANNOUNCED)
    found = _DATE.fullmatch(heard)
    if not announced or found is None or found[2] not in style.MONTHS:
        return ClosedDay(day, text)
    try:
        return ClosedDay(day, name, date(int(found[3]), style.MONTHS.index(found[2]) + 1, int(found[1])))
    except ValueError:
        raise NotRead(f"“{text}” names a day that does not exist") from None


def not_counted_text(rule: NotCounted) -> str:
    """`We do not count the days from 1 July to 31 August each year, “court vacation”.`"""
    if isinstance(rule.days, YearlyDays):
        days = f"s {style.season_text(rule.days.first, rule.days.last)} each year"
    elif rule.days[0] == rule.days[1]:
        days = f" of {style.date_text(rule.days[0])}"
    else:
        days = f"s from {style.date_text(rule.days[0])} to {style.date_text(rule.days[1])}"
    return f"We do not count the day{days}{f', “{rule.name}”' if rule.name else ''}."


def counting_text(calendar: Calendar) -> str:
    """Which day is day 0."""
    said = [words for words, counting in _COUNTING.items() if counting is calendar.counting]
    return f"{said[-1] if calendar.hours else said[0]}."


def month_end_text(month_end: MonthEnd) -> str:
    """Where a month leads that has no such day."""
    return f"A deadline in months or years that leads to a month without that day ends on {month_end}."


def _hours_text(hours: Hours) -> str:
    """`Monday to Thursday, 9am to 12pm and 1pm to 5pm`, `on 24 December 2026, 9am to 12pm`."""
    spans = style.listed([f"{_minute_text(start)} to {_minute_text(end)}" for start, end in hours.spans], "and")
    if hours.dates is not None:
        first, last = hours.dates
        days = f"on {style.date_text(first)}" if first == last else f"from {style.date_text(first)} to "
        return f"{days}{'' if first == last else style.date_text(last)}, {spans}"
    on = "on " if len(hours.weekdays) == 1 else ""
    text = f"{on}{weekdays_text(hours.weekdays)}, {spans}"
    if hours.during is not None:
        first_day, last_day = (
            f"{day} {style.MONTHS[month - 1]}" for month, day in (hours.during.first, hours.during.last)
        )
        text += f", from {first_day} to {last_day} each year"
    return text


def _minute_text(minute: int) -> str:
    """`9am`; the end of the day is `24:00`."""
    if minute == DAY_MINUTES:
        return "24:00"
    at = time(minute % DAY_MINUTES // 60, minute % 60)
    return "12pm" if at == time(12) else style.time_text(at)


def weekdays_text(weekdays: tuple[int, ...]) -> str:
    """`Monday to Friday`, `Monday, Tuesday and Thursday`."""
    names = [style.WEEKDAYS[day] for day in weekdays]
    if len(weekdays) > 2 and weekdays == tuple(range(weekdays[0], weekdays[-1] + 1)):
        return f"{names[0]} to {names[-1]}"
    return style.listed(names, "and")


def read_calendar(sentences: Iterable[str], closed: Iterable[tuple[date, str]]) -> Calendar:
    """The calendar that published sentences and a table of closed days say.

    Raises NotRead.
    """
    said: dict[str, object] = {}
    several: dict[str, list[object]] = {"hours": [], "not_counted": []}
    for sentence in sentences:
        for name, value in _understood(sentence).items():
            if name in several:
                several[name].append(value)
                continue
            if name in said:
                raise NotRead(f"“{sentence}” says something twice")
            said[name] = value
    listed = sorted(closed)
    if len({day for day, _ in listed}) < len(listed):
        raise NotRead("a closed day stands twice")
    days = tuple(_read_day(day, name) for day, name in listed if not name.endswith(_WORKED))
    shut = tuple(_read_day(day, name.removesuffix(_WORKED)) for day, name in listed if name.endswith(_WORKED))
    if "zone" not in said or "first_year" not in said:
        raise NotRead("the calendar statement says no time zone or no years")
    if days and not said.pop("except_closed", False) and said.get("weekdays"):
        raise NotRead("closed days are listed, and working days are said to have no exception")
    said.pop("except_closed", None)
    return Calendar(name="", closed=days, shut=shut, **{name: tuple(found) for name, found in several.items()}, **said)  # type: ignore[arg-type]


def _understood(sentence: str) -> dict[str, object]:
    """What one sentence says.

    Raises NotRead; so it does where a phrase is of the language, and says nothing that can be: `12:01pm to 12:02am`.
    """
    try:
        return _read_one(sentence)
    except NotAValue as problem:
        raise NotRead(problem.args[0].message) from None


def _read_one(sentence: str) -> dict[str, object]:
    tree = parse_sentence(sentence, "calendar_sentence").children[0]
    assert isinstance(tree, Tree)
    values = SentenceValues(sentence)
    parts = tree.children
    match str(tree.data):
        case "zone":
            return {"zone": str(parts[0])}
        case "working_days":
            return {"weekdays": values.visit(parts[0]), "except_closed": "except" in sentence}
        case "no_working_days":
            return {"weekdays": ()}
        case "open":
            weekdays, spans, *rest = (values.visit(part) for part in parts)
            during = rest[0] if rest else None
            season = None if during is None else YearlyDays(during.first, during.last)
            return {"hours": Hours(spans=_spans(spans), weekdays=weekdays, during=season)}
        case "open_on":
            days, spans = (values.visit(part) for part in parts)
            return {"hours": Hours(spans=_spans(spans), dates=(days.first, days.last))}
        case "always_open":
            return {"always_open": True}
        case "not_counted":
            return {"not_counted": _not_counted(values, parts)}
        case "short_periods":
            return {"short": values.visit(parts[0]).n}
        case "cutoff":
            return {"cutoff": values.time_of(parts[0])}
        case "counting":
            return {"counting": _COUNTING[str(parts[0])]}
        case "month_end":
            return {"month_end": MonthEnd(str(parts[0]))}
        case "roll":
            return {"roll": next(roll for roll, words in _ROLLS.items() if words == str(parts[0]))}
        case "holidays":
            regions = tuple(found[1] for part in parts if (found := _REGION.search(str(part))))
            return {"holidays": HolidayRule(regions=regions)}
        case "by_rule":
            return {"by_rule": _years(sentence, parts)}
        case _:
            return {"first_year": int(str(parts[0])), "last_year": int(str(parts[1]))}


def _not_counted(values: SentenceValues, parts: list[Tree[Token] | Token]) -> NotCounted:
    days, name = (values.visit(part) for part in parts)
    spans = YearlyDays(days.first, days.last) if isinstance(days, t.Season) else (days.first, days.last)
    return NotCounted(days=spans, name="" if name is None else quoted(name))


def _spans(nodes: Iterable[t.TimeSpan]) -> tuple[tuple[int, int], ...]:
    return tuple((node.start, node.end) for node in nodes)


def _years(sentence: str, spans: Iterable[object]) -> tuple[int, ...]:
    """Years, in order, from spans that are as they are always written."""
    years: list[int] = []
    for span in spans:
        assert isinstance(span, Tree)
        first, last = int(str(span.children[0])), int(str(span.children[-1]))
        years.extend(range(first, last + 1))
    if f"The public holidays of {style.listed(year_spans(years), 'and')} are " not in sentence or years != sorted(
        set(years)
    ):
        raise NotRead(f"“{sentence}” does not say its years in order")
    return tuple(years)
