"""Days that are not counted, at the edges of the years."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.deadlines.made import calendar_of, compiled

from troth.calendars.workdays import WEEKEND, WorkCalendar
from troth.model.duration import Unit

BODY = """\
standard email "Emails"
    for email
    must reply within 2 working days
"""


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    lines = 'not counted    24 December to 2 January each year, "recess"\nnot counted    5 March 2025\n'
    return calendar_of(compiled(BODY, years=(2024, 2025), calendar=lines))


def test_from_the_first_day_of_the_years_to_the_last(calendar: WorkCalendar) -> None:
    days = sorted(calendar.uncounted)
    assert (days[0], days[-1]) == (dt.date(2024, 1, 1), dt.date(2025, 12, 31))
    # 2 days in January and 8 in December of each year, and one in March.
    assert len(days) == 2 * (2 + 8) + 1


def test_why_a_day_does_not_count(calendar: WorkCalendar) -> None:
    wednesday, saturday = dt.date(2025, 3, 5), dt.date(2025, 12, 27)
    assert calendar.why_not_counted(wednesday, Unit.WORKING_DAY) == "not counted"
    assert calendar.why_not_counted(dt.date(2025, 12, 31), Unit.DAY) == "recess"
    assert calendar.why_not_counted(saturday, Unit.WORKING_DAY) == WEEKEND
    assert calendar.why_not_counted(saturday, Unit.DAY) == "recess"
    assert calendar.is_working(wednesday)
    assert not calendar.is_counted(wednesday)
