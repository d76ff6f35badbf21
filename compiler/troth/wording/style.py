"""The house style of dates, times and reasons (after GOV.UK): numerals, months in full, "4:30pm", "by the end of".

Standard library only: the compiled checkers carry these very functions, so their words cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_text(day: date) -> str:
    """`Thursday 5 December 2024`."""
    return f"{WEEKDAYS[day.weekday()]} {date_text(day)}"


def date_text(day: date) -> str:
    """`5 December 2024`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MIDDAY = "midday"


def time_text(at: time) -> str:
    """`4pm`, `4:30pm`, `midday`; parts of a minute only where there are some."""
    if at == time(12):
        return MIDDAY
    half = "am" if at.hour < 12 else "pm"
    text = str(at.hour % 12 or 12)
    if at.minute or at.second or at.microsecond or at.hour == 0:
        text += f":{at.minute:02}"
    if at.second or at.microsecond:
        text += f":{at.second:02}"
    if at.microsecond:
        text += f".{at.microsecond:06}".rstrip("0")
    return text + half


def instant_text(local: datetime, zone_name: str = "") -> str:
    """`3:30am on Sunday 29 March 2026`, with the zone's name where clocks changed on the way."""
    zone = f" {zone_name}" if zone_name else ""
    return f"{time_text(local.time())}{zone} on {day_text(local.date())}"


def end_of_day_text(day: date) -> str:
    """`by the end of Thursday 5 December 2024`."""
    return f"by the end of {day_text(day)}"


def not_before_text(local: datetime) -> str:
    """`not before Monday 5 January 2026`: what is done earlier is too early."""
    return f"not before {instant_text(local) if local.time() != time() else day_text(local.date())}"


def within_day_text(day: date) -> str:
    """When something is due that hangs on an event of which only the day is known."""
    return f"on {day_text(day)}, at a time that is not given"


PAUSED_TEXT = "no deadline yet: the time stands still"


def between_text(first: date | None, last: date | None) -> str:
    """`from 1 April 2027`, `from 1 April 2027 to 31 March 2028`, `until 31 March 2027`."""
    if first is None:
        return f"until {date_text(last)}" if last else ""
    return f"from {date_text(first)}" + (f" to {date_text(last)}" if last else "")


def season_text(first: Sequence[int], last: Sequence[int]) -> str:
    """`from 1 October to 15 November`, of months and days."""
    begins, ends = (f"{day} {MONTHS[month - 1]}" for month, day in (first, last))
    return f"from {begins} to {ends}"


def in_season_text(first: Sequence[int], last: Sequence[int]) -> str:
    """Why nothing is due for an arrival in a season."""
    return f"it arrived in the season {season_text(first, last)}"


def plural(n: int, unit: str, many: str = "") -> str:
    """`1 working day`, `3 working days`; `many` where that is not the unit with an s."""
    return f"{n:,} {unit if n == 1 else many or unit + 's'}"


def listed(words: list[str], last: str = "or") -> str:
    """`email, letter, phone or visit`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def reason_text(kind: str, detail: str, number: int, of: int) -> str:
    """Why a day counts or does not, or where a limit moved."""
    if kind == "anchor":
        return detail
    if kind == "closed":
        return detail
    if kind == "sent":
        return "the day it was sent"
    if kind == "deemed":
        return "it counts as arriving on this day"
    if kind == "day 0":
        return "it counts as arriving on this day, when we next open"
    if kind == "not open":
        return "after we close"
    if kind == "cut-off":
        return "after the time by which a contact counts for this day"
    if kind == "open":
        return f"{detail}, counted while we are open"
    if kind == "paused":
        return f"the time stood still for {detail}" if detail else "the time stands still"
    if kind == "resumed":
        return "the first day on which it can be due after the pause"
    if kind == "bound":
        return f"this is the {detail} that it may be"
    if kind == "counted":
        return f"{detail} {number} of {of}"
    if kind == "later":
        return f"{detail} later"
    if kind == "earlier":
        return f"{detail} before"
    if kind == "less":
        return f"less {detail}"
    if kind == "month end":
        return "the end of that month"
    if kind == "rolled":
        return "moved to the next working day" if detail == "forward" else "moved to the working day before"
    if kind == "elapsed":
        return f"{detail}, counted by the clock"
    if kind == "clock change":
        way = "forward" if number > 0 else "back"
        return f"the clocks go {way} by {plural(abs(number), 'minute')}"
    return "the date that was promised"


def anchor_text(noun: str) -> str:
    """Day 0 of an event other than the arrival."""
    return f"the day of the {noun}"


def not_known_text(missing: str) -> str:
    """What an answer says that wants a fact."""
    return f"not known: {missing} is not given"


def waiting_text(noun: str) -> str:
    """What an answer says before the event that starts the clock, or without the date that it carries."""
    dated = {"told": "time told", "agreed": "time agreed", "promised": "date promised"}
    return f"waiting for the {dated.get(noun, noun)}"


def closed_arrival_text(day: date, why: str) -> str:
    """Why nothing is due for an arrival on a closed day; the day's name, and the holiday's if it is one."""
    name = WEEKDAYS[day.weekday()]
    return f"arrived on a {name}, not a working day" if why == "weekend" else f"arrived on {name}, closed: {why}"


def nothing_due_text(reason: str) -> str:
    """What an answer says that is excused."""
    return f"nothing is due: {reason}"
