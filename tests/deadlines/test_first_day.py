"""At risk, from the first day of the calendar's years on, where the day of arrival is day 1."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.deadlines.made import only

from troth.project import compile_text

FIRST_DAY = """\
policy first "Made for a test"
    organisation   "Made"
    calendar       office

calendar office
    time zone      Europe/London
    years          2026 to 2027
    holidays       none
    working days   Monday to Friday
    counting       the day of arrival is day 1

standard email
    for email
    must reply within 6 working days
"""


@pytest.mark.parametrize(("as_of", "status"), [("2026-01-07T12:00", "open"), ("2026-01-08T12:00", "at risk")])
def test_at_risk_from_the_first_day_of_the_years(as_of: str, status: str) -> None:
    """Thursday 1, Friday 2 and Monday 5 to Thursday 8 January are days 1 to 6; on the 8th one of six is left."""
    one = compile_text(Path("first.policy"), "first.policy", FIRST_DAY.encode(), None)
    found = only(one, as_of, channel="email", arrives="2026-01-01T10:00")
    assert (found["last_day"], found["status"]) == ("2026-01-08", status)
