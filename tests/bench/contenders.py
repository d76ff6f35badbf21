"""Who is timed: for each row a function from an arrival in UTC to the due instant in UTC.

Needs the extra `bench`; imported by the benchmark only. Whatever a library can prepare once, it has prepared before it
is timed: calendars are built, holidays of all years are known.
"""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import bizdays
import businesstimedelta
import holidays
import pandas as pd
import pytz
from tests.bench import rows
from tests.bench.rows import Timed
from workalendar.europe import Scotland

import troth

ONE_DAY = dt.timedelta(days=1)
N_DAYS, N_HOURS = 10, 8


def contenders(policy: Path, checker: ModuleType, closed: Mapping[dt.date, str]) -> dict[tuple[str, str], Timed]:
    """The function of each row, by its task and who does it; `closed`: the public holidays of the policy's lock."""
    return {
        **_ours(policy, checker),
        (rows.DAYS, rows.BIZDAYS): _by_dates(_bizdays(closed)),
        (rows.DAYS, rows.HOLIDAYS): _by_dates(_holidays()),
        (rows.DAYS, rows.WORKALENDAR): _by_dates(_workalendar()),
        (rows.DAYS, rows.PANDAS): _pandas_days(closed),
        (rows.HOURS, rows.PANDAS): _pandas_hours(closed),
        (rows.HOURS, rows.BUSINESSTIMEDELTA): _businesstimedelta(closed),
    }


def _ours(policy: Path, checker: ModuleType) -> dict[tuple[str, str], Timed]:
    as_of = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    walk = troth.load(policy).due
    found: dict[tuple[str, str], Timed] = {}
    for task, channel, promise in (
        (rows.DAYS, "letter", "bench.days.reply"),
        (rows.HOURS, "email", "bench.hours.reply"),
    ):

        def deadline(arrives: dt.datetime, promise: str = promise) -> dt.datetime:
            due: dt.datetime = checker.deadline(promise, arrives)
            return due

        def explained(
            arrives: dt.datetime,
            by: Callable[[dict[str, Any], dt.datetime], dict[str, Any]] = checker.due,
            channel: str = channel,
        ) -> dt.datetime:
            answer = by({"channel": channel, "arrives": arrives.isoformat()}, as_of)
            return dt.datetime.fromisoformat(answer["promises"][0]["due"])

        def walked(arrives: dt.datetime, explained: Callable[..., dt.datetime] = explained) -> dt.datetime:
            return explained(arrives, walk)

        found[task, rows.DEADLINE], found[task, rows.DUE], found[task, rows.WALK] = deadline, explained, walked
    return found


def _by_dates(last_day: Callable[[dt.date], dt.date]) -> Timed:
    """The whole path for a library that counts from a date to a date."""

    def path(arrives: dt.datetime) -> dt.datetime:
        last = last_day(arrives.astimezone(rows.LONDON).date())
        end = dt.datetime(last.year, last.month, last.day, tzinfo=rows.LONDON) + ONE_DAY
        return end.astimezone(dt.UTC)

    return path


def _bizdays(closed: Mapping[dt.date, str]) -> Callable[[dt.date], dt.date]:
    calendar = bizdays.Calendar(
        holidays=sorted(closed),
        weekdays=["Saturday", "Sunday"],
        startdate=dt.date(rows.YEARS[0], 1, 1),
        enddate=dt.date(rows.YEARS[-1], 12, 31),
    )

    def last_day(day: dt.date) -> dt.date:
        found: dt.date = calendar.offset(day, N_DAYS)
        return found

    return last_day


def _holidays() -> Callable[[dt.date], dt.date]:
    scotland = holidays.country_holidays("GB", subdiv="SCT", years=rows.YEARS)
    return lambda day: scotland.get_nth_working_day(day, N_DAYS)


def _scotland() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns that it is incomplete: the benchmark lists what is missing
        return Scotland()


def _workalendar() -> Callable[[dt.date], dt.date]:
    scotland = _scotland()
    for year in rows.YEARS:
        scotland.holidays(year)

    def last_day(day: dt.date) -> dt.date:
        found: dt.date = scotland.add_working_days(day, N_DAYS)
        return found

    return last_day


def own_holidays() -> dict[str, set[dt.date]]:
    """The public holidays of the years, of each library that brings its own."""
    scotland = _scotland()
    return {
        rows.HOLIDAYS: set(holidays.country_holidays("GB", subdiv="SCT", years=rows.YEARS)),
        rows.WORKALENDAR: {day for year in rows.YEARS for day, _ in scotland.holidays(year)},
    }


def _pandas_days(closed: Mapping[dt.date, str]) -> Timed:
    days = pd.offsets.CustomBusinessDay(N_DAYS, holidays=sorted(closed))
    one = pd.offsets.Day(1)

    def path(arrives: dt.datetime) -> dt.datetime:
        last = pd.Timestamp(arrives).tz_convert(rows.ZONE).tz_localize(None).normalize() + days
        found: dt.datetime = (last + one).tz_localize(rows.ZONE).tz_convert("UTC").to_pydatetime()
        return found

    return path


def _pandas_hours(closed: Mapping[dt.date, str]) -> Timed:
    hours = pd.offsets.CustomBusinessHour(N_HOURS, start=rows.OPENS, end=rows.CLOSES, holidays=sorted(closed))

    def path(arrives: dt.datetime) -> dt.datetime:
        found: dt.datetime = (pd.Timestamp(arrives).tz_convert(rows.ZONE) + hours).tz_convert("UTC").to_pydatetime()
        return found

    return path


def _businesstimedelta(closed: Mapping[dt.date, str]) -> Timed:
    zone = pytz.timezone(rows.ZONE)
    working = businesstimedelta.WorkDayRule(
        start_time=rows.OPENS, end_time=rows.CLOSES, working_days=[0, 1, 2, 3, 4], tz=zone
    )
    rules = businesstimedelta.Rules([working, businesstimedelta.HolidayRule(dict(closed), tz=zone)])
    hours = businesstimedelta.BusinessTimeDelta(rules, hours=N_HOURS)

    def path(arrives: dt.datetime) -> dt.datetime:
        found: dt.datetime = (arrives + hours).astimezone(dt.UTC)
        return found

    return path
