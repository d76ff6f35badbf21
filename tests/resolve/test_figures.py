"""What is a figure in free text, and what has a number and is none."""

import pytest

from troth.resolve.figures import figures_in

FIGURES = (
    "within 3 days", "two working days", "48hrs", "24 hours a day", "half an hour", "a couple of days", "a few days",
    "a fortnight", "in a week", "within the hour", "by close of play", "by noon", "10%", "5 per cent", "£30", "€ 12.50",
    "9am", "4.30pm", "16:30", "5 o'clock", "the next working day", "the same working day", "ten-day", "3 rings",
    "20 consecutive days", "1,000 hours", "one day", "a dozen weeks",
)  # fmt: skip
NONE = (
    "first class", "section 4.2", "one of us", "have a good day", "late in the day",
    "the day of arrival", "a few people", "half the staff", "3 offices", "on 3 May 2026",
    "September 2017", "in the second stage", "version 2.0", "by phone", "a couple of friends",
    "{3 hours}", "at any time", "day and night", "working days", "stage 1",
)  # fmt: skip


@pytest.mark.parametrize("text", FIGURES)
def test_a_figure(text: str) -> None:
    assert len(list(figures_in(f"We do so {text}, we say."))) == 1


@pytest.mark.parametrize("text", NONE)
def test_no_figure(text: str) -> None:
    assert list(figures_in(f"We do so {text}, we say.")) == []
