"""The names of the periods over which targets are measured and sums are added up.

Standard library only: the compiled checkers carry this very function.
"""

from __future__ import annotations

from datetime import date


def period_name(day: date, each: str | None) -> str:
    """The period of a local day: `2026-03-02`, `2026-W10`, `2026-03`, `2026-Q1`, `2026`; "" where there is but one.

    `each`: day, week, month, quarter, year or None. Weeks are those of ISO 8601: they begin on Monday, and belong to
    the year that has their Thursday.
    """
    match each:
        case "day":
            return day.isoformat()
        case "week":
            year, week, _ = day.isocalendar()
            return f"{year:04}-W{week:02}"
        case "month":
            return f"{day.year:04}-{day.month:02}"
        case "quarter":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case "year":
            return f"{day.year:04}"
        case _:
            return ""
