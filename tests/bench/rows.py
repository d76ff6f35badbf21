"""What the benchmark times, by name: known without the libraries, so that a test can look for each in the README."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple
from zoneinfo import ZoneInfo

Timed = Callable[[dt.datetime], dt.datetime]
"""What is timed: from an arrival in UTC to the due instant in UTC."""

YEARS = range(2024, 2031)
ZONE = "Europe/London"
LONDON = ZoneInfo(ZONE)
OPENS, CLOSES = dt.time(9), dt.time(17)

DAYS = "10 working days"
HOURS = "8 opening hours"
INSTANTS = "instant to due instant"
ANSWER = "the whole answer: status, and the reason for every day"
DATES = "date to date; the local date and the end of the last day by `zoneinfo`"


class Row(NamedTuple):
    """One row: what is promised, who is timed, and what that one does."""

    task: str
    by: str
    does: str


DEADLINE = "troth, `deadline`"
DUE = "troth, `due`"
WALK = "troth, the reference walk"
BIZDAYS = "bizdays"
HOLIDAYS = "holidays"
WORKALENDAR = "workalendar"
PANDAS = "pandas"
BUSINESSTIMEDELTA = "businesstimedelta"

ROWS = (
    Row(DAYS, DEADLINE, INSTANTS),
    Row(DAYS, DUE, ANSWER),
    Row(DAYS, WALK, f"{ANSWER}, by walking the days"),
    Row(DAYS, BIZDAYS, DATES),
    Row(DAYS, HOLIDAYS, DATES),
    Row(DAYS, WORKALENDAR, DATES),
    Row(DAYS, PANDAS, f"{INSTANTS}, `CustomBusinessDay`"),
    Row(HOURS, DEADLINE, INSTANTS),
    Row(HOURS, DUE, ANSWER),
    Row(HOURS, WALK, f"{ANSWER}, by walking the openings"),
    Row(HOURS, PANDAS, f"{INSTANTS}, `CustomBusinessHour`"),
    Row(HOURS, BUSINESSTIMEDELTA, INSTANTS),
)
HEAD = ("one contact", "by", "what is timed", "agrees", "µs", "× ours")
MOST = 5.0
"""µs: what `deadline` may take."""
