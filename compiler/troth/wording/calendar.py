"""The calendar statement: a calendar's rules as sentences, and the calendar that such sentences say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from lark import Tree

from troth.calendars.lock import region_name
from troth.model.calendar import Calendar, ClosedDay, Counting, HolidayRule
from troth.model.limit import Roll
from troth.wording import style
from troth.wording.reader import NotRead, SentenceValues, parse_sentence

_COUNTING = {
    Counting.ARRIVAL_IS_DAY_0: "The day a contact arrives is day 0",
    Counting.WHEN_NEXT_OPEN: "A contact that arrives on a day when we are closed counts as arriving when we next open",
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
    if calendar.counting is not None:
        sentences.append(f"{_COUNTING[calendar.counting]}.")
    if calendar.roll is not None:
        sentences.append(
            f"A deadline in days, weeks, months or years that ends on a closed day {_ROLLS[calendar.roll]}."
        )
    if calendar.holidays is not None and calendar.holidays.regions:
        regions = [f"{region_name(code)} ({code})" for code in calendar.holidays.regions]
        sentences.append(f"The public holidays are those of {style.listed(regions, 'and')}.")
    sentences.append(f"The closed days are known from {calendar.first_year} to {calendar.last_year}.")
    return tuple(sentences)


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
    for sentence in sentences:
        for name, value in _read_one(sentence).items():
            if name in said:
                raise NotRead(f"“{sentence}” says something twice")
            said[name] = value
    days = tuple(ClosedDay(day, name) for day, name in sorted(closed))
    if len({entry.day for entry in days}) < len(days):
        raise NotRead("a closed day stands twice")
    if "zone" not in said or "first_year" not in said:
        raise NotRead("the calendar statement says no time zone or no years")
    if days and not said.pop("except_closed", False) and said.get("weekdays"):
        raise NotRead("closed days are listed, and working days are said to have no exception")
    said.pop("except_closed", None)
    return Calendar(name="", closed=days, **said)  # type: ignore[arg-type]


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
        case "counting":
            return {"counting": next(c for c, words in _COUNTING.items() if words == str(parts[0]))}
        case "roll":
            return {"roll": next(roll for roll, words in _ROLLS.items() if words == str(parts[0]))}
        case "holidays":
            regions = tuple(found[1] for part in parts if (found := _REGION.search(str(part))))
            return {"holidays": HolidayRule(regions=regions)}
        case _:
            return {"first_year": int(str(parts[0])), "last_year": int(str(parts[1]))}
