"""A day that is closed for several reasons is one closed day, with each reason said once."""

from datetime import date
from pathlib import Path

from troth.project import load


def test_the_reasons_are_joined() -> None:
    policy = load(Path(__file__).with_name("closed-twice.policy")).policy
    assert policy is not None
    assert policy.calendar is not None
    closed = {one.day: one.name for one in policy.calendar.closed}
    assert closed == {
        date(2026, 12, 24): "winter closure",
        date(2026, 12, 25): "Christmas Day, winter closure, stocktaking",
        date(2026, 12, 26): "winter closure",
        date(2026, 12, 27): "winter closure",
        date(2026, 12, 28): "winter closure",
    }
