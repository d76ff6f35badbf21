"""What is a figure in free text, and what has a number and is none."""

from __future__ import annotations

import time

import pytest

from troth.resolve.figures import figures_in

FIGURES = (
    # time, in digits
    "3 days", "48hrs", "24 hours", "2.5 hours", "1,000 hours", "20 consecutive days", "3 rings", "90 mins", "48h",
    "10 working days", "5 workdays", "3 clear days", "2½ hours", "½ hour", "1/2 hour", "365 days", "6 months",
    "3 to 5 days", "3-5 working days", "3–5 days", "24-hour", "2 nights",
    # time, in words
    "two working days", "one day", "ten-day", "a dozen weeks", "twenty-four hours", "twenty four hours",
    "thirty-five days", "seventy days", "eighty-two minutes", "a hundred days", "one hundred and twenty days",
    "one or two days", "three to five working days", "two and a half hours", "an hour and a half", "half an hour",
    "a quarter of an hour", "three quarters of an hour", "a couple of days", "a few days", "a fortnight",
    "two fortnights", "within an hour", "within the hour", "in a week", "two quarters", "half-day",
    # times of day
    "9am", "4.30pm", "4 p.m", "16:30", "5 o'clock", "five o’clock", "half past four", "quarter past 9",
    "a quarter to five", "ten past four", "at noon", "by noon", "at midnight", "before midday", "at 12 noon",
    "12 midnight", "24/7", "24x7", "by close of play", "by the close of business",
    # days that are counted without a number
    "next working day", "same working day", "following business day", "10th working day",
    # money and shares
    "£30", "£50", "€ 12.50", "£1,250", "£2 million", "GBP 50", "50 GBP", "50p", "50 pence", "ten pounds",
    "one hundred pounds", "twenty-five euros", "five dollars", "10%", "5 per cent", "five per cent", "12.5 percent",
    "a hundred per cent",
)  # fmt: skip
NONE = (
    # a number, and no unit
    "first class", "section 4.2", "one of us", "3 offices", "stage 1", "version 2.0", "a few people", "half the staff",
    "a couple of friends", "two of our teams", "ten people", "nine out of ten callers", "1 in 10 callers", "line 16",
    "option 3", "question 24", "24 High Street", "flat 7", "one by one", "one another", "a dozen leaflets",
    "three quarters of our staff", "a quarter of tenants", "half of the calls", "form A4", "0300 123 1234", "999",
    "five to ten people", "page 50", "paragraph 5", "twenty-four leaflets", "the 21st century", "101 homes",
    "one hundred tenants", "five past reports", "7 languages", "both of you", "number one",
    # a date, or a stage, that is no promise of time
    "on 3 May 2026", "September 2017", "in the second stage", "on the first Monday", "your second letter", "in 2024",
    "from 2024 to 2030", "on 1 April", "year 2", "day one",
    # a unit, and no number
    "have a good day", "late in the day", "the day of arrival", "day and night", "working days", "at any time",
    "every day", "each week", "for years", "last month", "at the weekend", "during office hours", "overnight",
    "many pounds", "the percentage", "per centre", "quarterly", "the next quarter", "in the afternoon",
    # words that begin or end like one
    "the midnight oil of others", "noonday", "by phone", "dayroom", "tend aysgarth", "a weekday", "wonday", "mp3",
    "monthly", "fortnightly", "hourly", "the ringing phone", "pounding", "2nd floor", "AB1 2NP",
    # in braces it is said to be one
    "{3 hours}", "{twenty-four hours}", "{at noon} and {£50}", "{repairs.complete emergency}",
)  # fmt: skip


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_is_found_whole(figure: str) -> None:
    assert list(figures_in(f"We do so {figure}, we say.")) == [figure]
    assert list(figures_in(f"{figure[0].upper()}{figure[1:]} it is")) == [f"{figure[0].upper()}{figure[1:]}"]


@pytest.mark.parametrize("text", NONE)
def test_no_figure(text: str) -> None:
    assert list(figures_in(f"We do so {text}, we say.")) == []
    assert list(figures_in(text)) == []


def test_there_are_enough_of_both() -> None:
    assert len(set(FIGURES)) >= 60
    assert len(set(NONE)) >= 60


def test_several_in_one_text() -> None:
    text = "Open 9am to 5pm, 24/7 by phone, ten pounds a visit, answers within twenty-four hours or at noon."
    assert list(figures_in(text)) == ["9am", "5pm", "24/7", "ten pounds", "twenty-four hours", "at noon"]


@pytest.mark.parametrize("word", ["noon", "midday", "midnight"])
def test_a_middle_of_the_day_is_a_figure_where_it_is_all_that_is_said(word: str) -> None:
    """`by {noon}`: what stands in braces is asked for by itself."""
    assert list(figures_in(word)) == [word]


@pytest.mark.parametrize("piece", ["1,", "one hundred and ", "twenty-", "1 to ", "half ", "£", "one or two "])
def test_a_long_text_is_read_in_a_moment(piece: str) -> None:
    start = time.perf_counter()
    list(figures_in(piece * (20_000 // len(piece))))
    assert time.perf_counter() - start < 5
