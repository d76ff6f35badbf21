"""Months as a table date → date: no clock counts them."""

from __future__ import annotations

import calendar as gregorian
from datetime import date, timedelta


def add_months(day: date, months: int, *, overflows: bool = False) -> date:
    """The corresponding date that many months later; where it has none, the last day of that month.

    `overflows`: the first day of the next month instead.
    """
    years, month = divmod(day.month - 1 + months, 12)
    if not 1 <= day.year + years <= 9999:
        raise OverflowError(f"{months} months after {day}")
    last = gregorian.monthrange(day.year + years, month + 1)[1]
    if overflows and day.day > last:
        return date(day.year + years, month + 1, last) + timedelta(days=1)
    return date(day.year + years, month + 1, min(day.day, last))


def month_end(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=gregorian.monthrange(day.year, day.month)[1])
