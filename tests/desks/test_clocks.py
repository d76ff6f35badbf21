"""The clocks of help desks against a walk from minute to minute, and the comparison against every hour of a year."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from tests.deadlines.made import NEXT_OPEN, compiled

from troth.calendars.local_time import SECOND
from troth.calendars.workdays import WorkCalendar
from troth.charter.help_desks import desks
from troth.desks.clocks import Amount, Hours, Schedule
from troth.desks.difference import compare
from troth.desks.nearest import Nearest

LONDON = ZoneInfo("Europe/London")
LINES = {
    "whole days": "",
    "office": "open Monday to Thursday, 09:00 to 17:30\nopen Friday, 09:00 to 12:00\nopen Saturday, 10:00 to 13:00",
    "nights": "open Monday to Friday, 20:00 to 04:00",
}
WEEK = {
    "whole days": {day: [(0, 1440)] for day in range(5)},
    "office": {**{day: [(540, 1050)] for day in range(4)}, 4: [(540, 720)], 5: [(600, 780)]},
    "nights": {day: [(1200, 1680)] for day in range(5)},
}


def calendar_of(name: str) -> WorkCalendar:
    found = compiled("", years=(2026, 2027), region="GB-ENG", calendar=LINES[name]).calendar
    assert found is not None
    return found


def is_open(name: str, at: datetime, holidays: frozenset[date], *, in_days: bool) -> bool:
    """By the wall clock: is it in the hours of this day, or in those of the evening before?"""
    local = at.astimezone(LONDON)
    for back in (0, 1):
        day = local.date() - timedelta(days=back)
        works = day not in holidays and (day.weekday() < 5 or not in_days)
        minute = local.hour * 60 + local.minute + back * 1440
        if works and any(start <= minute < end for start, end in WEEK[name].get(day.weekday(), ())):
            return True
    return False


@pytest.mark.parametrize("in_days", [True, False])
@pytest.mark.parametrize("name", LINES)
def test_a_walk_by_the_minute(name: str, in_days: bool) -> None:
    calendar = calendar_of(name)
    holidays = frozenset(closed.day for closed in calendar.rules.closed)
    schedule = Schedule(calendar, dated=False, in_days=in_days)
    random = Random(7)
    for _ in range(12):
        minutes = random.choice((30, 240, 1_000))
        at = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(minutes=random.randrange(330 * 1440))
        table = schedule.table(Amount(seconds=minutes * 60, hours=Hours.BUSINESS))
        due = table.due(int(at.timestamp()) * SECOND)
        left, here = minutes, at
        while left:
            left -= is_open(name, here, holidays, in_days=in_days)
            here += timedelta(minutes=1)
        assert due is not None
        assert datetime.fromtimestamp(due[0] // SECOND, UTC) == here, at


@pytest.mark.parametrize("slug", ["zendesk", "servicenow"])
@pytest.mark.parametrize("limit", ["within 1 working day", "within 5 working days", "within 5 opening hours"])
def test_what_is_shown_is_the_first_and_nothing_is_missed(limit: str, slug: str) -> None:
    """Every hour of the days from June on, by the reference's own tables: the first at four, else the first."""
    body = f"standard email\n    for email\n    must reply {limit}\n"
    one = compiled(body, years=(2026, 2026), region="GB-ENG", calendar=LINES["office"], counting=NEXT_OPEN)
    assert one.policy is not None
    assert one.calendar is not None
    desk = next(found for found in desks() if found.slug == slug)
    (promise,) = one.policy.promises()
    nearest = Nearest(one.policy, one.calendar, date(2026, 6, 1))
    (setting,) = nearest.of(promise, desk)
    assert setting.target is not None
    assert setting.difference is not None
    table = Schedule(one.calendar, dated=desk.dated_hours, in_days="working" in limit).table(setting.target)
    (promised,) = nearest._tables.values()
    start = datetime(2026, 6, 1, tzinfo=LONDON)
    hours = [start.astimezone(UTC) + timedelta(hours=step) for step in range(200 * 24)]
    for is_early, shown in ((True, setting.difference.early), (False, setting.difference.late)):
        differing = []
        for hour in hours:
            at = int(hour.timestamp()) * SECOND
            there, here = table.due(at), promised.due(at)
            if there is not None and here is not None and there[0] != here[0] and (there[0] < here[0]) is is_early:
                differing.append(hour)
        at_four = [hour for hour in differing if hour.astimezone(LONDON).hour == 16]
        if at_four:
            assert shown is not None
            assert datetime.fromtimestamp(shown.arrives // SECOND, UTC) == at_four[0]
        elif differing:
            assert shown is not None
            assert datetime.fromtimestamp(shown.arrives // SECOND, UTC) <= differing[0]


def test_one_instant_of_difference_is_found() -> None:
    """Two tables that are the same, but for one that is a microsecond longer."""
    calendar = calendar_of("office")
    schedule = Schedule(calendar, dated=False, in_days=False)
    days = list(schedule.days())
    one, other = (schedule.table(Amount(seconds=seconds, hours=Hours.BUSINESS)) for seconds in (3_600, 3_601))
    same = compare(one, one, days, calendar, calendar.first)
    assert (same.early, same.late, same.is_known) == (None, None, True)
    found = compare(one, other, days, calendar, calendar.first)
    assert found.early is not None
    assert found.late is None
    assert found.early.promise - found.early.desk == SECOND
    back = compare(other, one, days, calendar, calendar.first)
    assert back.early is None
    assert back.late is not None
    assert not compare(one, other, [], calendar, calendar.first).is_known


def test_what_differs_always_is_shown_from_its_day_on() -> None:
    calendar = calendar_of("office")
    schedule = Schedule(calendar, dated=False, in_days=False)
    one, other = (schedule.table(Amount(seconds=seconds, hours=Hours.CALENDAR)) for seconds in (3_600, 7_200))
    found = compare(one, other, schedule.days(), calendar, date(2026, 6, 1))
    assert found.early is not None
    assert calendar.clock.local(found.early.arrives) == datetime(2026, 6, 1, 16)
    last = compare(one, other, [date(2026, 5, 4)], calendar, date(2026, 6, 1))
    assert last.early is not None
    assert calendar.clock.local(last.early.arrives) == datetime(2026, 5, 4, 16)
