"""`--as-of`: the only clock. A date means its end, in local time; nothing given means now."""

from __future__ import annotations

from datetime import UTC, date, datetime

from troth.calendars.local_time import to_instant
from troth.calendars.workdays import WorkCalendar
from troth.cli.output import wrong
from troth.deadlines.reading import Unreadable, read_moment


def as_of_instant(value: str | None, calendar: WorkCalendar) -> int:
    """The instant that `--as-of` means, or now; exits with 2 where it cannot be read."""
    if value is None:
        return to_instant(datetime.now(UTC))
    try:
        return read_moment("--as-of", value, calendar.clock, calendar.rules.zone)[1]
    except OverflowError:
        wrong(f"`--as-of`: `{value}` lies outside of every calendar", "give a day within the calendar's years")
    except Unreadable as problem:
        wrong(problem.message, problem.help, problem.code)


def as_of_day(value: str | None) -> date:
    """The day that `--as-of` means, or today; exits with 2 where it cannot be read."""
    if value is None:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        wrong(f"`--as-of`: `{value}` is no date", "write ISO 8601, such as `2026-11-22`")
