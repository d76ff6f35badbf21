"""Who is timed on arrays: for each row a function from arrivals to deadlines, both datetime64[us] in UTC.

Needs the extra `bench`; imported by the benchmark only. What a library can prepare once, it has prepared before it is
timed. Each peer does what its documentation has for this: of an instant the local date, the business days from it, and
the instant at which the last one ends.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray
from tests.bench import array_rows as rows

import troth

Arrivals = NDArray[np.datetime64]
OnArrays = Callable[[Arrivals], Arrivals]

_BLOCK = 1 << 16
_LONDON = ZoneInfo(rows.ZONE)
ONE_DAY = np.timedelta64(1, "D")


def peers(policy: Path, closed: Collection[dt.date]) -> dict[tuple[str, str], OnArrays]:
    """The function of each row, by its task and who does it; `closed`: the public holidays of the policy's lock."""
    loaded = troth.load(policy)
    return {
        (rows.DAYS, rows.TROTH): loaded["england.days"].due,
        (rows.DAYS, rows.NUMPY): _numpy(closed),
        (rows.DAYS, rows.POLARS): _polars(closed),
        (rows.DAYS, rows.PANDAS): _pandas_days(closed),
        (rows.HOURS, rows.TROTH): loaded["england.hours"].due,
        (rows.HOURS, rows.PANDAS_HOURS): _pandas_hours(start=rows.OPENS, end=rows.CLOSES, holidays=sorted(closed)),
        (rows.NIGHTS, rows.TROTH): loaded["england.nights"].due,
        (rows.NIGHTS, rows.PANDAS_HOURS): _pandas_nights(),
    }


def _numpy(closed: Collection[dt.date]) -> OnArrays:
    """`busday_offset`, with the zone's changes in a table of its own; in blocks, which is the faster way."""
    busdays = np.busdaycalendar(weekmask="1111100", holidays=np.array(sorted(closed), dtype="datetime64[D]"))
    changes, offsets = _changes()
    local_changes = changes + offsets[1:]

    def block(arrivals: Arrivals) -> Arrivals:
        local: Arrivals = arrivals + offsets[np.searchsorted(changes, arrivals, side="right")]
        last = np.busday_offset(local.astype("datetime64[D]"), rows.N_DAYS, roll="backward", busdaycal=busdays)
        ends: Arrivals = (last + ONE_DAY).astype("datetime64[us]")
        # No change of these years lies at a midnight.
        found: Arrivals = ends - offsets[np.searchsorted(local_changes, ends, side="right")]
        return found

    def path(arrivals: Arrivals) -> Arrivals:
        found = np.empty_like(arrivals)
        for start in range(0, len(arrivals), _BLOCK):
            found[start : start + _BLOCK] = block(arrivals[start : start + _BLOCK])
        return found

    return path


def _changes() -> tuple[Arrivals, NDArray[np.timedelta64]]:
    """When clocks in London change within the years, in UTC, and by how much they are ahead before, between and after.

    Found hour by hour.
    """
    hour = dt.timedelta(hours=1)
    at = dt.datetime(rows.YEARS[0], 1, 1, tzinfo=dt.UTC)
    changes, offsets = [], [at.astimezone(_LONDON).utcoffset()]
    while at.year <= rows.YEARS[-1]:
        ahead = at.astimezone(_LONDON).utcoffset()
        if ahead != offsets[-1]:
            changes.append(at.replace(tzinfo=None))
            offsets.append(ahead)
        at += hour
    return np.array(changes, dtype="datetime64[us]"), np.array(offsets, dtype="timedelta64[us]")


def _polars(closed: Collection[dt.date]) -> OnArrays:
    """Its own zones and business days; on as many threads as it takes."""
    holidays = sorted(closed)
    last = (
        pl.col("at")
        .dt.convert_time_zone(rows.ZONE)
        .dt.date()
        .dt.add_business_days(rows.N_DAYS, holidays=holidays, roll="backward")
    )
    ends = last.dt.offset_by("1d").cast(pl.Datetime("us")).dt.replace_time_zone(rows.ZONE).dt.convert_time_zone("UTC")

    def path(arrivals: Arrivals) -> Arrivals:
        frame = pl.DataFrame({"at": arrivals}).with_columns(pl.col("at").dt.replace_time_zone("UTC"))
        found: Arrivals = frame.select(ends.dt.replace_time_zone(None)).to_series().to_numpy()
        return found

    return path


def _pandas_days(closed: Collection[dt.date]) -> OnArrays:
    days = pd.offsets.CustomBusinessDay(rows.N_DAYS, holidays=sorted(closed))

    def path(arrivals: Arrivals) -> Arrivals:
        local = pd.DatetimeIndex(arrivals, tz="UTC").tz_convert(rows.ZONE).tz_localize(None).normalize()
        ends = local + days + pd.offsets.Day(1)
        found: Arrivals = ends.tz_localize(rows.ZONE).tz_convert("UTC").tz_localize(None).to_numpy()
        return found.astype("datetime64[us]")

    return path


def _pandas_hours(**rules: Any) -> OnArrays:
    hours = pd.offsets.CustomBusinessHour(rows.N_HOURS, **rules)

    def path(arrivals: Arrivals) -> Arrivals:
        ends = pd.DatetimeIndex(arrivals, tz="UTC").tz_convert(rows.ZONE) + hours
        found: Arrivals = ends.tz_convert("UTC").tz_localize(None).to_numpy()
        return found.astype("datetime64[us]")

    return path


def _pandas_nights() -> OnArrays:
    """One by one: where it comes upon a local time that clocks skip or show twice it raises an error, here NaT."""
    hours = pd.offsets.CustomBusinessHour(rows.N_HOURS, start=dt.time(0), end=dt.time(8), weekmask="1111111")

    def one(arrival: np.datetime64) -> np.datetime64:
        try:
            ends = pd.Timestamp(arrival, tz="UTC").tz_convert(rows.ZONE) + hours
        except ValueError:
            return np.datetime64("NaT", "us")
        found: np.datetime64 = ends.tz_convert("UTC").tz_localize(None).to_datetime64()
        return found

    return lambda arrivals: np.array([one(arrival) for arrival in arrivals], dtype="datetime64[us]")
