"""The calendar statement both ways: its sentences and the table of closed days give the calendar again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from tests.wording.drawn_calendars import calendars

from troth.calendars.lock import known_regions
from troth.model.calendar import Calendar, ClosedDay, Counting, HolidayRule
from troth.model.limit import Roll
from troth.resources import zone_names
from troth.wording.calendar import listed_days, read_calendar, write_calendar
from troth.wording.reader import NotRead


def closed(calendar: Calendar) -> list[tuple[dt.date, str]]:
    """The days that are listed beside the statement."""
    return [(entry.day, entry.name) for entry in listed_days(calendar)]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(calendars())
def test_a_calendar_reads_back_as_itself(calendar: Calendar) -> None:
    sentences = write_calendar(calendar)
    note("\n".join(sentences))
    assert read_calendar(sentences, closed(calendar)) == calendar


@settings(max_examples=100, deadline=None, derandomize=True)
@given(calendars(), st.randoms(use_true_random=False))
def test_the_order_of_its_sentences_and_days_means_nothing(calendar: Calendar, random: object) -> None:
    sentences, days = list(write_calendar(calendar)), closed(calendar)
    getattr(random, "shuffle")(sentences)  # noqa: B009
    getattr(random, "shuffle")(days)  # noqa: B009
    found = read_calendar(sentences, days)
    for name in ("hours", "not_counted"):
        assert set(getattr(found, name)) == set(getattr(calendar, name))
    assert replace(found, hours=calendar.hours, not_counted=calendar.not_counted) == calendar


def test_every_zone_is_read_back() -> None:
    wrong = []
    for zone in sorted(zone_names()):
        calendar = Calendar(name="", zone=zone, first_year=2026, last_year=2027, weekdays=(0, 1, 2, 3, 4))
        try:
            assert read_calendar(write_calendar(calendar), []) == calendar
        except (NotRead, AssertionError):
            wrong.append(zone)
    assert wrong == []


def test_every_region_is_read_back() -> None:
    wrong = []
    for region in sorted(known_regions()):
        calendar = Calendar(
            name="", zone="UTC", first_year=2026, last_year=2027, holidays=HolidayRule(regions=(region, "GB-SCT"))
        )
        try:
            assert read_calendar(write_calendar(calendar), []) == calendar
        except (NotRead, AssertionError):
            wrong.append(region)
    assert wrong == []


# ---------- by hand

OFFICE = Calendar(
    name="",
    zone="Europe/London",
    first_year=2015,
    last_year=2030,
    weekdays=(0, 1, 2, 3, 4),
    counting=Counting.ARRIVAL_IS_DAY_0,
    roll=Roll.FORWARD,
    closed=(ClosedDay(dt.date(2024, 12, 2), "Saint Andrew's Day (observed)"),),
    holidays=HolidayRule(regions=("GB-SCT",)),
)
SENTENCES = (
    "Times are local time in Europe/London.",
    "A working day is Monday to Friday, except the days on which we are closed.",
    "The day a contact arrives is day 0.",
    "A deadline in days, weeks, months or years that ends on a closed day moves to the next working day.",
    "The public holidays are those of Scotland (GB-SCT).",
    "The closed days are known from 2015 to 2030.",
)


def test_by_hand() -> None:
    assert write_calendar(OFFICE) == SENTENCES
    assert read_calendar(SENTENCES, closed(OFFICE)) == OFFICE


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        (
            "A working day is Monday to Saturday, except the days on which we are closed.",
            {"weekdays": (0, 1, 2, 3, 4, 5)},
        ),
        (
            "A working day is Monday, Tuesday and Thursday, except the days on which we are closed.",
            {"weekdays": (0, 1, 3)},
        ),
        ("A working day is Monday and Friday, except the days on which we are closed.", {"weekdays": (0, 4)}),
        ("A working day is Sunday, except the days on which we are closed.", {"weekdays": (6,)}),
        (
            "A contact that arrives on a day when we are closed counts as arriving when we next open.",
            {"counting": Counting.WHEN_NEXT_OPEN},
        ),
        (
            "A deadline in days, weeks, months or years that ends on a closed day moves to the working day before.",
            {"roll": Roll.BACK},
        ),
        (
            "A deadline in days, weeks, months or years that ends on a closed day stays on that day.",
            {"roll": Roll.NONE},
        ),
        (
            "The public holidays are those of Scotland (GB-SCT) and England (GB-ENG).",
            {"holidays": HolidayRule(regions=("GB-SCT", "GB-ENG"))},
        ),
        ("The closed days are known from 2015 to 2031.", {"last_year": 2031}),
        ("Times are local time in America/New_York.", {"zone": "America/New_York"}),
    ],
)
def test_each_sentence_by_hand(sentence: str, change: dict[str, object]) -> None:
    (name,) = change
    other = replace(OFFICE, **change)  # type: ignore[arg-type]
    assert sentence in write_calendar(other)
    index = ("zone", "weekdays", "counting", "roll", "holidays", "last_year").index(name)
    sentences = (*SENTENCES[:index], sentence, *SENTENCES[index + 1 :])
    assert read_calendar(sentences, closed(OFFICE)) == other


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ((2028, 2029, 2030), "2028 to 2030"),
        ((2030,), "2030"),
        ((2015, 2016, 2027, 2029, 2030), "2015 to 2016, 2027 and 2029 to 2030"),
    ],
)
def test_the_years_that_may_still_change(years: tuple[int, ...], said: str) -> None:
    sentence = f"The public holidays of {said} are worked out by rule, and may still change."
    other = replace(OFFICE, by_rule=years)
    assert write_calendar(other) == (*SENTENCES, sentence)
    assert read_calendar((*SENTENCES, sentence), closed(OFFICE)) == other


@pytest.mark.parametrize(
    "said", ["2030 and 2028", "2028 and 2029", "2030 to 2028", "2028, 2030", "2028 to 2030 and 2029"]
)
def test_years_that_are_not_said_as_they_are_written(said: str) -> None:
    sentence = f"The public holidays of {said} are worked out by rule, and may still change."
    with pytest.raises(NotRead):
        read_calendar((*SENTENCES, sentence), closed(OFFICE))


@pytest.mark.parametrize(
    ("sentences", "days"),
    [
        (SENTENCES[1:], closed(OFFICE)),  # no zone
        ((*SENTENCES, "We are open on Monday, 12:01pm to 12:02am."), closed(OFFICE)),  # longer than a night
        (SENTENCES[:-1], closed(OFFICE)),  # no years
        ((*SENTENCES, SENTENCES[2]), closed(OFFICE)),  # twice
        ((*SENTENCES, "We are closed on Christmas Day."), closed(OFFICE)),
        (SENTENCES, [*closed(OFFICE), (dt.date(2024, 12, 2), "Again")]),
        ((SENTENCES[0], "A working day is Monday to Friday.", *SENTENCES[2:]), closed(OFFICE)),
        ((SENTENCES[0], "A working day is Monday to Fryday.", *SENTENCES[2:]), []),
        ((*SENTENCES[:2], "The day after a contact arrives is day 0.", *SENTENCES[3:]), closed(OFFICE)),
    ],
)
def test_what_says_no_calendar(sentences: tuple[str, ...], days: list[tuple[dt.date, str]]) -> None:
    with pytest.raises(NotRead):
        read_calendar(sentences, days)
