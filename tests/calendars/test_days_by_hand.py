"""Months, days, nights and zones by hand, on calendars of a few lines: what each method says, and where it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from troth.calendars.local_time import LocalTime, Transition, to_instant, to_utc
from troth.calendars.months import add_months, month_end
from troth.calendars.opening import is_in_season, local_minute, rule_of, spans_on
from troth.calendars.review_cycle import computed_review, next_review
from troth.calendars.workdays import NOT_WORKED, SKIPPED, WEEKEND, OutsideYears, WorkCalendar
from troth.calendars.zone import read_zone
from troth.model.calendar import Calendar, ClosedDay, Hours, MonthEnd, YearlyDays
from troth.model.duration import Duration, Unit
from troth.model.policy import ApproximateDate, Header, Revision
from troth.resources import zone

ONE = timedelta(days=1)
HOUR = 3_600_000_000
CONSTANT = (Transition(None, 0, "Coordinated Universal Time"),)


def at(text: str) -> int:
    """Microseconds since 1970 of a time in UTC."""
    return (datetime.fromisoformat(text) - datetime(1970, 1, 1)) // timedelta(microseconds=1)


def office(transitions: tuple[Transition, ...] = CONSTANT, **said: object) -> WorkCalendar:
    """Monday to Thursday in 2026 and 2027, closed for a holiday on 6 April 2026, on all clocks UTC."""
    lines: dict[str, object] = {"weekdays": (0, 1, 2, 3), "closed": (ClosedDay(date(2026, 4, 6), "Easter Monday"),)}
    lines |= {"name": "office", "zone": "UTC", "first_year": 2026, "last_year": 2027}
    return WorkCalendar(Calendar(**{**lines, **said}), transitions)  # type: ignore[arg-type]


# ---------- months


@pytest.mark.parametrize(
    ("day", "months", "kept", "over"),
    [
        ("2024-01-31", 1, "2024-02-29", "2024-03-01"),
        ("2023-01-31", 1, "2023-02-28", "2023-03-01"),
        ("2023-01-31", 13, "2024-02-29", "2024-03-01"),
        ("2024-02-29", 12, "2025-02-28", "2025-03-01"),
        ("2024-02-29", -12, "2023-02-28", "2023-03-01"),
        ("2024-02-29", 48, "2028-02-29", "2028-02-29"),
        ("2024-12-31", 2, "2025-02-28", "2025-03-01"),
        ("2024-12-15", 1, "2025-01-15", "2025-01-15"),
        ("2024-01-15", -1, "2023-12-15", "2023-12-15"),
        ("2024-03-31", -1, "2024-02-29", "2024-03-01"),
        ("2024-11-30", 1, "2024-12-30", "2024-12-30"),
        ("2024-08-31", 1, "2024-09-30", "2024-10-01"),
        ("9999-11-30", 1, "9999-12-30", "9999-12-30"),
        ("0001-02-03", -1, "0001-01-03", "0001-01-03"),
    ],
)
def test_months(day: str, months: int, kept: str, over: str) -> None:
    assert add_months(date.fromisoformat(day), months).isoformat() == kept
    assert add_months(date.fromisoformat(day), months, overflows=True).isoformat() == over


@pytest.mark.parametrize(("day", "months"), [("9999-12-01", 1), ("9990-01-01", 120), ("0001-01-31", -1)])
def test_months_beyond_what_a_date_can_say(day: str, months: int) -> None:
    with pytest.raises(OverflowError, match=f"{months} months after {day}"):
        add_months(date.fromisoformat(day), months)


@pytest.mark.parametrize(
    ("day", "last"), [("2024-02-01", 29), ("2023-02-28", 28), ("2024-12-31", 31), ("2024-04-15", 30)]
)
def test_the_end_of_a_month(day: str, last: int) -> None:
    assert month_end(date.fromisoformat(day)) == date.fromisoformat(day).replace(day=last)


# ---------- the review


APPROVED = ApproximateDate(first=date(2026, 3, 3), last=date(2026, 3, 3), is_month=False)


@pytest.mark.parametrize(
    ("every", "due"),
    [
        (Duration(3, Unit.YEAR), "2029-03-03"),
        (Duration(18, Unit.MONTH), "2027-09-03"),
        (Duration(2, Unit.WEEK), "2026-03-17"),
        (Duration(10, Unit.DAY), "2026-03-13"),
        (Duration(9999, Unit.YEAR), "9999-12-31"),
        (Duration(999_999, Unit.WEEK), "9999-12-31"),
    ],
)
def test_a_review_by_its_cycle(every: Duration, due: str) -> None:
    header = Header(organisation="Made", approved=APPROVED, review_every=every)
    assert computed_review(header) == next_review(header) == date.fromisoformat(due)


def test_a_review_that_is_written_or_that_nothing_says() -> None:
    month = ApproximateDate(first=date(2027, 5, 1), last=date(2027, 5, 31), is_month=True)
    years = Duration(1, Unit.YEAR)
    assert (
        next_review(Header(organisation="Made", approved=APPROVED, review_every=years, next_review=month)) == month.last
    )
    assert next_review(Header(organisation="Made", next_review=month)) == month.last
    assert next_review(Header(organisation="Made", approved=APPROVED)) is None
    assert next_review(Header(organisation="Made", review_every=years)) is None
    revised = (
        Revision(when=month, part="2", reason="a reason", by=None),
        Revision(when=APPROVED, part="1", reason="a reason", by=None),
    )
    assert next_review(Header(organisation="Made", review_every=years, revisions=revised)) == date(2028, 5, 31)


# ---------- opening hours


WEEK = rule_of(Hours(spans=((540, 720), (780, 1020)), weekdays=(0, 1, 2, 3, 4)))
LATE = rule_of(Hours(spans=((1020, 1200),), weekdays=(3,)))
SUMMER = rule_of(Hours(spans=((600, 900),), weekdays=(0, 3), during=YearlyDays((6, 1), (8, 31))))
FAIR = rule_of(Hours(spans=((720, 960),), dates=(date(2026, 7, 4), date(2026, 7, 6))))
FAIR_TOO = rule_of(Hours(spans=((480, 540),), dates=(date(2026, 7, 6), date(2026, 7, 6))))
RULES = [WEEK, LATE, SUMMER, FAIR, FAIR_TOO]


@pytest.mark.parametrize(
    ("day", "open_", "closed"),
    [
        ("2026-05-27", [(540, 720), (780, 1020)], []),  # a Wednesday
        ("2026-05-28", [(540, 720), (780, 1020), (1020, 1200)], []),  # a Thursday
        ("2026-05-30", [], []),  # a Saturday
        ("2026-06-01", [(600, 900)], []),  # a Monday, the first of the season
        ("2026-06-02", [(540, 720), (780, 1020)], []),  # a Tuesday of the season, of which it says nothing
        ("2026-08-31", [(600, 900)], []),  # a Monday, the last of the season
        ("2026-09-03", [(540, 720), (780, 1020), (1020, 1200)], []),
        ("2026-07-03", [(540, 720), (780, 1020)], []),
        ("2026-07-04", [(720, 960)], [(720, 960)]),  # a Saturday with hours of its own, closed or not
        ("2026-07-06", [(480, 540), (720, 960)], [(480, 540), (720, 960)]),
        ("2026-07-07", [(540, 720), (780, 1020)], []),
    ],
)
def test_spans(day: str, open_: list[tuple[int, int]], closed: list[tuple[int, int]]) -> None:
    assert spans_on(date.fromisoformat(day), RULES, is_closed=False) == open_
    assert spans_on(date.fromisoformat(day), RULES, is_closed=True) == closed


@pytest.mark.parametrize(
    ("day", "summer", "winter", "one"),
    [
        ("2026-05-31", False, False, False),
        ("2026-06-01", True, False, False),
        ("2026-08-31", True, False, False),
        ("2026-09-01", False, False, False),
        ("2026-11-14", False, False, False),
        ("2026-11-15", False, True, False),
        ("2026-12-24", False, True, True),
        ("2026-12-25", False, True, False),
        ("2026-01-01", False, True, False),
        ("2026-02-10", False, True, False),
        ("2026-02-11", False, False, False),
    ],
)
def test_seasons(day: str, summer: bool, winter: bool, one: bool) -> None:
    here = date.fromisoformat(day)
    assert is_in_season(here, (6, 1), (8, 31)) is summer
    assert is_in_season(here, (11, 15), (2, 10)) is winter
    assert is_in_season(here, (12, 24), (12, 24)) is one


def test_minutes_of_a_day() -> None:
    day = date(2026, 12, 31)
    shown = [local_minute(day, minute).isoformat() for minute in (0, 61, 1440, 1501)]
    assert shown == ["2026-12-31T00:00:00", "2026-12-31T01:01:00", "2027-01-01T00:00:00", "2027-01-01T01:01:00"]


# ---------- days of a calendar


def test_why_a_day_does_not_count() -> None:
    """The week from Good Friday, which this calendar does not know: 3 April 2026 to the Friday after it."""
    days = [date(2026, 4, 3) + ONE * step for step in range(8)]
    found = [office().why_closed(day) for day in days]
    assert found == [NOT_WORKED, WEEKEND, WEEKEND, "Easter Monday", None, None, None, NOT_WORKED]
    assert [office().is_working(day) for day in days] == [why is None for why in found]
    assert [office().why_not_counted(day, Unit.WORKING_DAY) for day in days] == found
    assert [office().why_not_counted(day, Unit.DAY) for day in days] == [None] * 8


def test_the_next_working_day_and_the_one_before() -> None:
    tuesday, thursday = date(2026, 4, 7), date(2026, 4, 2)
    assert [office().next_working(thursday + ONE * step) for step in range(6)] == [thursday] + [tuesday] * 5
    assert [office().working_before(thursday + ONE * step) for step in range(6)] == [thursday] * 5 + [tuesday]


def test_where_the_years_end() -> None:
    calendar = office()
    first, last = date(2026, 1, 1), date(2027, 12, 31)
    assert (calendar.check(first), calendar.check(last)) == (first, last)
    assert calendar.start_of(last + ONE) == calendar.end == at("2028-01-01")
    assert (calendar.day_of(at("2026-01-01")), calendar.day_of(at("2028-01-01") - 1)) == (first, last)
    beyond: list[tuple[Callable[..., object], tuple[object, ...]]] = [
        (calendar.check, (first - ONE,)),
        (calendar.check, (last + ONE,)),
        (calendar.why_closed, (first - ONE,)),
        (calendar.start_of, (first - ONE,)),
        (calendar.start_of, (last + ONE * 2,)),
        (calendar.at, (last + ONE, time(9))),
        (calendar.day_of, (at("2026-01-01") - 1,)),
        (calendar.day_of, (at("2028-01-01"),)),
        (calendar.next_working, (last,)),  # a Friday
        (calendar.working_before, (first - ONE,)),
        (calendar.working_days.read, (last + ONE,)),
    ]
    for function, arguments in beyond:
        with pytest.raises(OutsideYears):
            function(*arguments)


def test_times_of_a_day() -> None:
    day = date(2026, 4, 7)
    assert office().start_of(day) == office().start_of(day) == at("2026-04-07")
    assert office().at(day, time(16, 30)) == at("2026-04-07T16:30")


def test_working_days_as_a_clock() -> None:
    """1 January 2026 is a Thursday: the first working day; the second is Monday the 5th, the sixth Monday the 12th."""
    clock = office().working_days
    assert [clock.read(date(2026, 1, day)) for day in (1, 2, 4, 5, 8, 11, 12)] == [1, 1, 1, 2, 5, 5, 6]
    assert [clock.back(n).day for n in (1, 2, 5, 6)] == [1, 5, 8, 12]
    # 2026 and 2027 have 105 Thursdays, 104 each of Monday, Tuesday and Wednesday; and one holiday.
    assert clock.read(date(2027, 12, 31)) == 416
    assert clock.back(416) == date(2027, 12, 30)
    for n in (0, 417):
        with pytest.raises(OutsideYears):
            clock.back(n)


def test_calendars_by_name() -> None:
    shop = Calendar(name="shop", zone="UTC", first_year=2026, last_year=2027, weekdays=(5,))
    calendar = WorkCalendar(office().rules, CONSTANT, [shop])
    assert calendar.named("") is calendar
    assert calendar.named("shop").is_working(date(2026, 4, 4))
    with pytest.raises(KeyError):
        calendar.named("other")


def test_where_months_lead() -> None:
    found = [office(month_end=end).months_overflow for end in (None, MonthEnd.LAST_DAY, MonthEnd.NEXT_MONTH)]
    assert found == [False, False, True]


# ---------- when it is open


def test_without_hours_the_whole_of_a_working_day() -> None:
    calendar = office(shut=(ClosedDay(date(2026, 4, 8), "stocktaking"),))
    spans = {day: calendar.open_spans(date(2026, 4, day)) for day in (6, 7, 8, 9, 10)}
    assert [day for day, found in spans.items() if found] == [7, 9]
    assert spans[7] == [(at("2026-04-07"), at("2026-04-08"))]
    assert calendar.is_working(date(2026, 4, 8))
    assert not calendar.has_hours
    last = office(first_year=2025, last_year=2026).open_spans(date(2026, 12, 31))
    assert last == [(at("2026-12-31"), at("2027-01-01"))]


def test_open_day_and_night() -> None:
    calendar = office(always_open=True)
    assert calendar.has_hours
    for day in (date(2026, 1, 1), date(2026, 4, 5), date(2026, 4, 6), date(2027, 12, 31)):
        assert calendar.open_spans(day) == [(calendar.start_of(day), calendar.start_of(day + ONE))]
    assert calendar.open_between(at("2026-04-03T13:00"), at("2026-04-07T02:30")) == 85 * HOUR + HOUR // 2


NIGHTS = (Hours(spans=((540, 1020),), weekdays=(0, 1, 2, 3)), Hours(spans=((1320, 1590),), weekdays=(4,)))
"""From nine to five; and from Friday at 22:00 to Saturday at 02:30."""


def test_a_night_belongs_to_its_evening() -> None:
    calendar = office(hours=NIGHTS)
    assert calendar.open_spans(date(2026, 4, 10)) == [(at("2026-04-10T22:00"), at("2026-04-11T02:30"))]
    assert calendar.open_spans(date(2026, 4, 11)) == calendar.open_spans(date(2026, 4, 6)) == []
    edges = {"10T21:59": False, "10T22:00": True, "11T00:00": True, "11T02:29": True, "11T02:30": False}
    edges |= {"09T08:59": False, "09T09:00": True, "09T16:59": True, "09T17:00": False, "06T12:00": False}
    assert {text: calendar.is_open(at(f"2026-04-{text}")) for text in edges} == edges


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-04-10T20:00", "2026-04-11T04:00", 4.5),
        ("2026-04-11T01:00", "2026-04-11T04:00", 1.5),
        ("2026-04-10T23:00", "2026-04-11T01:00", 2),
        ("2026-04-09T16:00", "2026-04-10T23:00", 2),
        ("2026-04-11T03:00", "2026-04-13T09:00", 0),
        ("2026-04-06T00:00", "2026-04-13T00:00", 28.5),
        ("2026-04-09T12:00", "2026-04-09T12:00", 0),
        ("2026-01-01T10:00", "2026-01-01T12:00", 2),
        ("2027-12-31T23:00", "2027-12-31T23:30", 0.5),
    ],
)
def test_how_long_it_is_open(start: str, end: str, hours: float) -> None:
    assert office(hours=NIGHTS).open_between(at(start), at(end)) == int(hours * HOUR)


def test_a_night_from_before_the_years_is_not_known() -> None:
    """It may have been open until 02:30 on 1 January: a Thursday, but the calendar does not say what 2025 was like."""
    calendar, day = office(hours=NIGHTS), date(2026, 1, 1)
    for text in ("2026-01-01", "2026-01-01T02:29:59.999999"):
        with pytest.raises(OutsideYears):
            calendar.evening_before(at(text))
        with pytest.raises(OutsideYears):
            calendar.is_open(at(text))
    assert calendar.evening_before(at("2026-01-01T02:30")) is None
    assert calendar.is_open(at("2026-01-01T09:00"))
    assert calendar.evening_before(at("2026-01-02")) == day
    by_day = (Hours(spans=((540, 1440),), weekdays=(3,)),)
    assert office(hours=by_day).evening_before(at("2026-01-01")) is office().evening_before(at("2026-01-01")) is None


def test_hours_over_a_change_of_the_clocks() -> None:
    """In the night of 29 March 2026 clocks go from 01:00 to 02:00: a span within that hour is none."""
    london = read_zone(zone("Europe/London"), date(2026, 1, 1), date(2027, 12, 31))
    hours = (Hours(spans=((60, 110), (180, 240)), weekdays=(6,)), Hours(spans=((1380, 1530),), weekdays=(5,)))
    calendar = office(london, hours=hours)
    assert calendar.open_spans(date(2026, 3, 29)) == [(at("2026-03-29T02:00"), at("2026-03-29T03:00"))]
    assert calendar.open_spans(date(2026, 3, 28)) == [(at("2026-03-28T23:00"), at("2026-03-29T01:00"))]


# ---------- local time


MARCH, OCTOBER = at("2026-03-29T01:00") // 1_000_000, at("2026-10-25T01:00") // 1_000_000
LONDON = LocalTime((Transition(None, 0, "GMT"), Transition(MARCH, 3600, "BST"), Transition(OCTOBER, 0, "GMT")))


@pytest.mark.parametrize(
    ("local", "instants", "first"),
    [
        ("2026-03-29T00:59", ["2026-03-29T00:59"], "2026-03-29T00:59"),
        ("2026-03-29T01:00", [], "2026-03-29T01:00"),
        ("2026-03-29T01:59:59.999999", [], "2026-03-29T01:00"),
        ("2026-03-29T02:00", ["2026-03-29T01:00"], "2026-03-29T01:00"),
        ("2026-07-01T12:00", ["2026-07-01T11:00"], "2026-07-01T11:00"),
        ("2026-10-25T00:59", ["2026-10-24T23:59"], "2026-10-24T23:59"),
        ("2026-10-25T01:00", ["2026-10-25T00:00", "2026-10-25T01:00"], "2026-10-25T00:00"),
        ("2026-10-25T01:59", ["2026-10-25T00:59", "2026-10-25T01:59"], "2026-10-25T00:59"),
        ("2026-10-25T02:00", ["2026-10-25T02:00"], "2026-10-25T02:00"),
    ],
)
def test_a_local_time_and_its_instants(local: str, instants: list[str], first: str) -> None:
    shown = datetime.fromisoformat(local)
    assert LONDON.instants(shown) == tuple(map(at, instants))
    assert LONDON.first_instant(shown) == at(first)
    for instant in instants:
        assert LONDON.local(at(instant)) == shown


def test_a_gap_west_of_greenwich() -> None:
    """In New York clocks went from 02:00 to 03:00 on 8 March 2026, at 07:00 UTC; in Sydney they do on 4 October."""
    march, october = at("2026-03-08T07:00"), at("2026-10-03T16:00")
    new_york = LocalTime((Transition(None, -18_000, "EST"), Transition(march // 1_000_000, -14_400, "EDT")))
    sydney = LocalTime((Transition(None, 36_000, "AEST"), Transition(october // 1_000_000, 39_600, "AEDT")))
    for clock, day, change in ((new_york, "2026-03-08", march), (sydney, "2026-10-04", october)):
        for shown in ("02:00", "02:59:59", "03:00"):
            assert clock.first_instant(datetime.fromisoformat(f"{day}T{shown}")) == change
        assert clock.first_instant(datetime.fromisoformat(f"{day}T01:59")) == change - HOUR // 60
        assert clock.first_instant(datetime.fromisoformat(f"{day}T03:01")) == change + HOUR // 60


def test_what_holds_at_an_instant() -> None:
    names = [LONDON.transition(MARCH * 1_000_000 + step).name for step in (-1, 0)]
    assert names == ["GMT", "BST"]
    assert LONDON.transition(OCTOBER * 1_000_000).offset == 0
    assert LONDON.start_of(date(2026, 7, 1)) == at("2026-06-30T23:00")


def test_instants_and_datetimes() -> None:
    moment = datetime.fromisoformat("2026-07-01T12:00:00.000001+01:00")
    assert to_instant(moment) == at("2026-07-01T11:00") + 1
    assert to_utc(at("2026-07-01T11:00") + 1) == moment
    assert to_utc(0) == datetime(1970, 1, 1, tzinfo=UTC)


# ---------- zones


def test_the_changes_of_a_zone_to_the_second() -> None:
    found = read_zone(zone("Europe/London"), date(2026, 1, 1), date(2027, 12, 31))
    gmt, bst = "Greenwich Mean Time", "British Summer Time"
    summer = [("2026-03-29T01:00", "2026-10-25T01:00"), ("2027-03-28T01:00", "2027-10-31T01:00")]
    expected = [Transition(None, 0, gmt)]
    for first, last in summer:
        expected += [Transition(at(first) // 1_000_000, 3600, bst), Transition(at(last) // 1_000_000, 0, gmt)]
    assert list(found) == expected


@pytest.mark.parametrize(
    ("name", "first", "last", "change"),
    [
        # Samoa left 30 December 2011 out, from 10:00 UTC; the calendar's years begin or end close by.
        ("Pacific/Apia", "2012-01-01", "2012-01-31", "2011-12-30T10:00"),
        ("Pacific/Apia", "2011-12-01", "2011-12-28", "2011-12-30T10:00"),
        # Bangladesh ended its summer time, of UTC+7, with the year 2009.
        ("Asia/Dhaka", "2010-01-01", "2010-12-31", "2009-12-31T17:00"),
    ],
)
def test_changes_close_to_the_years_are_read(name: str, first: str, last: str, change: str) -> None:
    found = read_zone(zone(name), date.fromisoformat(first), date.fromisoformat(last))
    assert at(change) // 1_000_000 in [transition.at for transition in found]


@pytest.mark.parametrize(("first", "last"), [("2012-01-02", "2012-01-31"), ("2011-12-01", "2011-12-27")])
def test_changes_further_off_are_not(first: str, last: str) -> None:
    assert len(read_zone(zone("Pacific/Apia"), date.fromisoformat(first), date.fromisoformat(last))) == 1


def test_a_day_that_clocks_skipped() -> None:
    apia = read_zone(zone("Pacific/Apia"), date(2011, 1, 1), date(2012, 12, 31))
    calendar = office(apia, first_year=2011, last_year=2012)
    skipped = [day for day, why in calendar.closed.items() if why == SKIPPED]
    assert skipped == [date(2011, 12, 30)]
    for unit in (Unit.DAY, Unit.WORKING_DAY):
        assert calendar.why_not_counted(date(2011, 12, 30), unit) == SKIPPED
    assert calendar.why_not_counted(date(2011, 12, 31), Unit.DAY) is None


def test_a_day_that_clocks_skipped_in_part_is_a_day() -> None:
    """At noon on 7 April 2026 by 24 hours, to noon on the 8th: each of the two has half a day."""
    noon = at("2026-04-07T12:00") // 1_000_000
    calendar = office((Transition(None, 0, "before"), Transition(noon, 86_400, "after")))
    assert SKIPPED not in calendar.closed.values()
    starts = [calendar.start_of(date(2026, 4, day)) for day in (7, 8, 9, 10)]
    assert [end - start for start, end in pairwise(starts)] == [12 * HOUR, 12 * HOUR, 24 * HOUR]
