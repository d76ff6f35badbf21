"""What the benchmark of arrays times, by name, and how much faster than each peer ours has to be."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

YEARS = range(2024, 2031)
ZONE = "Europe/London"
OPENS, CLOSES = dt.time(9), dt.time(17)
N_DAYS, N_HOURS = 7, 16

DAYS = "7 working days"
HOURS = "16 opening hours"
NIGHTS = "16 opening hours at night, around changes of the clocks"
TROTH = "troth, `promise.due`"
NUMPY = "NumPy, `busday_offset`"
POLARS = "Polars, `add_business_days`"
PANDAS = "pandas, `CustomBusinessDay`"
PANDAS_HOURS = "pandas, `CustomBusinessHour`"


class Row(NamedTuple):
    """What is promised, who is timed, and what is asked of ours beside it.

    `least`: of ours, how many million a second; of a peer, how many times as fast ours is; 0 where only the answers
    are compared. `some`: how many arrivals are asked where all of them would take minutes.
    """

    task: str
    by: str
    least: int
    some: int | None = None


ROWS = (
    Row(DAYS, TROTH, 100),
    Row(DAYS, NUMPY, 15),
    Row(DAYS, POLARS, 30),
    Row(DAYS, PANDAS, 1_000, 20_000),
    Row(HOURS, TROTH, 50),
    Row(HOURS, PANDAS_HOURS, 1_000, 4_000),
    Row(NIGHTS, TROTH, 0, 2_000),
    Row(NIGHTS, PANDAS_HOURS, 0, 2_000),
)
HEAD = ("10,000,000 arrivals", "by", "agrees", "million a second", "on the clock", "ours is")
