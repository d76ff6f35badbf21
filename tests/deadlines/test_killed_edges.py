"""At the very instant, on the first days of a calendar, and where only the day is known: by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.deadlines.made import NEXT_OPEN, ask, compiled, judged, only

from troth.deadlines.contact import Moment
from troth.deadlines.deadline import Due, Step, StepKind
from troth.deadlines.due import first_from
from troth.project import compile_text


def email(promise: str) -> str:
    return f"standard email\n    for email\n    {promise}\n"


def test_the_first_of_an_event_from_an_instant_on() -> None:
    five, day, nine = Moment(5, 5), Moment(4, 7), Moment(9, 9)
    assert first_from((five, nine), 5) == five
    assert first_from((five, nine), 6) == nine
    assert first_from((five, nine), 10) == nine
    assert first_from((Moment(1, 1), day, nine), 7) == day
    assert first_from((), 5) is None


def test_a_step_says_no_more_than_it_is_given() -> None:
    step = Step(day=date(2026, 6, 1), kind=StepKind.CLOSED)
    assert (step.detail, step.number, step.of, step.counts) == ("", 0, 0, False)


# ---------- where only the day is known


@pytest.mark.parametrize(
    ("promise", "rules", "missing"),
    [
        ("must reply within 2 working days, at the same time of day", {}, "time of arrival"),
        ("must reply within 2 working days", {}, None),
        (
            "must reply within 4 opening hours",
            {"calendar": "open Monday to Friday, 09:00 to 17:00\n"},
            "time of arrival",
        ),
        ("must reply within 4 hours", {}, "time of arrival"),
        ("must reply within 1 working day", {"calendar": "cutoff 16:00\n"}, "time of arrival"),
    ],
)
def test_an_arrival_of_which_only_the_day_is_known(promise: str, rules: dict[str, Any], missing: str | None) -> None:
    found = only(compiled(email(promise), **rules), channel="email", arrives="2026-06-02")
    assert found.get("missing") == missing
    assert (found["status"] == "unknown") == (missing is not None)


def test_a_day_on_which_it_makes_no_difference() -> None:
    """All of Saturday 6 June 2026 leads to the opening of Monday: also for opening hours, and for the time of day."""
    hours = "open Monday to Friday, 09:00 to 17:00\n"
    for promise, due in (
        ("4 opening hours", "2026-06-08T12:00:00+00:00"),
        ("1 working day, at the same time of day", "2026-06-09T08:00:00+00:00"),
    ):
        one = compiled(email(f"must reply within {promise}"), counting=NEXT_OPEN, calendar=hours)
        assert only(one, channel="email", arrives="2026-06-06")["due"] == due


# ---------- states


@pytest.mark.parametrize(
    ("leaving", "back", "last_day"),
    [
        ("2024-11-25T10:00", "2024-11-25T10:00", "2024-12-03"),  # back as she left
        ("2024-11-25T10:00", "2024-11-25T09:59", "2024-12-05"),
        ("2024-11-25T10:00", None, "2024-12-05"),
    ],
)
def test_a_state_that_ends_as_it_begins(leaving: str, back: str | None, last_day: str) -> None:
    """From Friday 29 November 2024 working day 1 is Tuesday 3 December, after a holiday, and day 3 Thursday the 5th."""
    body = 'state away "the member of staff is away"\n    from leaving to the return\n\n' + email(
        "must reply within 1 working day\n        while away: within 3 working days"
    )
    events = {"leaving": leaving, **({"return": back} if back else {})}
    assert only(compiled(body), channel="email", arrives="2024-11-29T16:50", events=events)["last_day"] == last_day


# ---------- at risk: less than a fifth is left


@pytest.mark.parametrize(
    ("promise", "arrives", "as_of", "status"),
    [
        # The tenth working day from Tuesday 6 January is Tuesday the 20th: on Monday two are left, a fifth of ten.
        ("10 working days", "2026-01-06T10:00", "2026-01-19T23:59", "open"),
        ("10 working days", "2026-01-06T10:00", "2026-01-20T00:00", "at risk"),
        # On the calendar's first days: of five from Monday 5 to Monday 12 January the last alone is a fifth.
        ("5 working days", "2026-01-05T10:00", "2026-01-12T12:00", "open"),
        ("6 working days", "2026-01-05T10:00", "2026-01-12T12:00", "open"),
        ("6 working days", "2026-01-05T10:00", "2026-01-13T00:00", "at risk"),
        # Of 365 days 73 are a fifth: to 1 June from 21 March there are so many, with that day itself.
        ("1 year", "2026-06-01T10:00", "2027-03-21T12:00", "open"),
        ("1 year", "2026-06-01T10:00", "2027-03-22T12:00", "at risk"),
        # Of the 30 days of June six are a fifth: 26 June to 1 July.
        ("1 month", "2026-06-01T10:00", "2026-06-26T12:00", "open"),
        ("1 month", "2026-06-01T10:00", "2026-06-27T12:00", "at risk"),
        # Two weeks end on the holiday of 15 June and so on the 16th: of those 15 days three are a fifth.
        ("2 weeks", "2026-06-01T10:00", "2026-06-14T12:00", "open"),
        ("2 weeks", "2026-06-01T10:00", "2026-06-15T12:00", "at risk"),
        # An hour is a fifth of five, to the second; of opening hours those alone that are left.
        ("5 hours", "2026-06-01T10:00", "2026-06-01T14:00", "open"),
        ("5 hours", "2026-06-01T10:00", "2026-06-01T14:00:01", "at risk"),
        ("5 opening hours", "2026-06-05T16:00", "2026-06-08T12:00", "open"),
        ("5 opening hours", "2026-06-05T16:00", "2026-06-08T12:00:01", "at risk"),
        ("5 opening hours", "2026-06-05T16:00", "2026-06-08T13:00", "at risk"),
    ],
)
def test_at_risk(promise: str, arrives: str, as_of: str, status: str) -> None:
    one = compiled(
        email(f"must reply within {promise}"),
        years=(2026, 2028),
        roll="forward",
        calendar="open Monday to Friday, 09:00 to 17:00\n",
    )
    assert only(one, as_of, channel="email", arrives=arrives)["status"] == status


def test_a_cap_that_binds_is_no_date_that_was_promised() -> None:
    """Promised by Friday 29 May, capped at the end of Wednesday 20 May: at risk on that day as any limit is."""
    one = compiled(
        email("must reply within 3 working days\n        or promise a date\n        never later than 6 working days")
    )
    contact = {
        "channel": "email",
        "arrives": "2026-05-12T09:00",
        "events": {"promised": "2026-05-13T10:00"},
        "dates": {"promised": "2026-05-29"},
    }
    (found,) = judged(one, contact, "2026-05-20T12:00").judged
    assert found.due is not None
    assert (found.due.last_day, found.dated, found.status) == (date(2026, 5, 20), False, "at risk")


def test_a_pause_that_is_begun_twice_is_one() -> None:
    """Wednesday 13 to Thursday 14 May, begun again in between; then Monday 18 to Tuesday 19 May.

    The days after the one on which it began stand still, Thursday and Tuesday: 13, 15, 18, 20 and 21 May are counted.
    """
    one = compiled(email("must reply within 5 working days\n        paused from paused to resumed"))
    paused = ["2026-05-13T10:00", "2026-05-13T15:00", "2026-05-18T10:00"]
    resumed = ["2026-05-14T10:00", "2026-05-19T10:00"]
    found = only(one, channel="email", arrives="2026-05-12T09:00", events={"paused": paused, "resumed": resumed})
    assert found["last_day"] == "2026-05-21"


def test_days_of_a_month_that_stand_still_and_those_that_are_added() -> None:
    """To Friday 12 June, which stands still, as does the 13th: a day later is Sunday the 14th, after two days."""
    one = compiled(email("must reply within 1 month\n        paused from paused to resumed"), roll="as it falls")
    events = {"paused": "2026-06-11T10:00", "resumed": "2026-06-13T10:00"}
    contact = {"channel": "email", "arrives": "2026-05-12T09:00", "events": events}
    (found,) = judged(one, contact, "2026-05-12T10:00").judged
    assert found.due is not None
    assert found.due.last_day == date(2026, 6, 14)
    assert found.due.steps[-1] == Step(day=date(2026, 6, 14), kind=StepKind.PAUSED, detail="2 days", counts=True)


def test_the_last_instant_in_time() -> None:
    assert Due(instant=10, included=True).last_in_time == 10
    assert Due(instant=10, included=False).last_in_time == 9


def test_counted_back_from_the_last_date_that_is_known() -> None:
    """The visit was moved from Monday 8 to Tuesday 9 June: the second working day before it is Friday 5 June."""
    one = compiled(email("must reply at least 2 working days before the visit"))
    visits = ["2026-06-08T10:00", "2026-06-09T10:00"]
    contact = {"channel": "email", "arrives": "2026-06-01T09:00", "events": {"visit": visits}}
    (found,) = judged(one, contact, "2026-06-01T09:00").judged
    tuesday = 1_780_995_600_000_000  # 09:00 UTC
    assert found.anchor == Moment(tuesday, tuesday)
    assert found.due is not None
    assert found.due.last_day == date(2026, 6, 5)


# ---------- a standard that replaces another

REPLACES = """\
standard email
    for email
    must reply within 3 working days
standard complaint
    for every contact about complaint
    replaces email
    must reply within 20 working days
"""


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("complaint", "made.complaint.reply"), ("enquiry", "made.email.reply"), (None, "made.email.reply")],
)
def test_a_standard_that_replaces_another(kind: str | None, expected: str) -> None:
    arrives = "2026-06-01T10:00"
    found = ask(compiled(REPLACES), arrives, channel="email", arrives=arrives, kind=kind)
    assert {name: row["status"] for name, row in found.items()} == {expected: "open"}


def test_pauses_of_two_kinds_are_together_as_long_as_either() -> None:
    """From 10:00 to 11:00 and to 12:00, and the one again from 11:30 to 13:00: three hours."""
    body = email(
        "must reply within 24 hours\n        paused from paused to resumed\n        paused from leaving to the return"
    )
    events = {
        "paused": ["2026-05-12T10:00", "2026-05-12T11:30"],
        "resumed": ["2026-05-12T11:00", "2026-05-12T13:00"],
        "leaving": ["2026-05-12T10:00"],
        "return": ["2026-05-12T12:00"],
    }
    found = only(compiled(body), channel="email", arrives="2026-05-12T09:00", events=events)
    assert found["due"] == "2026-05-13T11:00:00+00:00"


def test_pauses_that_overlap_after_one_that_does_not() -> None:
    """From 10:00 to 11:00; from 14:00 to 15:00 and, of the other kind, from 14:30 to 16:00: three hours."""
    body = email(
        "must reply within 24 hours\n        paused from paused to resumed\n        paused from leaving to the return"
    )
    events = {
        "paused": ["2026-05-12T10:00", "2026-05-12T14:00"],
        "resumed": ["2026-05-12T11:00", "2026-05-12T15:00"],
        "leaving": ["2026-05-12T14:30"],
        "return": ["2026-05-12T16:00"],
    }
    found = only(compiled(body), "2026-05-20", channel="email", arrives="2026-05-12T09:00", events=events)
    assert found["due"] == "2026-05-13T11:00:00+00:00"


# ---------- counted on from an event

NOTED = """\
event noted
    verb note
    noun notice

standard email
    for email
    must contact at least {} after the notice
"""


@pytest.mark.parametrize(
    ("amount", "noted", "opens"),
    [
        ("48 hours", "2026-06-01T10:00", "2026-06-03T10:00:00"),
        ("1 hour and 30 minutes", "2026-06-01T10:00", "2026-06-01T11:30:00"),
        ("5 days", "2026-06-01T10:00", "2026-06-08T00:00:00"),  # a Saturday, so Monday
        ("1 year", "2026-06-13T10:00", "2027-06-14T00:00:00"),  # a Sunday, so Monday
        ("1 month", "2026-05-13T10:00", "2026-06-16T00:00:00"),  # a Saturday before a holiday on Monday
        ("2 weeks", "2026-06-01T10:00", "2026-06-16T00:00:00"),  # that holiday
        ("5 working days", "2026-06-01T10:00", "2026-06-08T00:00:00"),
    ],
)
def test_too_early_until(amount: str, noted: str, opens: str) -> None:
    """In the summer of London, an hour before UTC: just before, it is too early; from then on it is not."""
    one = compiled(NOTED.format(amount), roll="forward")
    first = datetime.fromisoformat(opens)
    for done, status in ((first - timedelta(microseconds=1), "early"), (first, "met")):
        events = {"noted": noted, "contacted": done.isoformat()}
        found = only(one, "2030-12-31", channel="email", arrives="2026-05-01T09:00", events=events)
        assert (found["status"], found["due"]) == (status, None)
        assert found["not_before"] == (first - timedelta(hours=1)).isoformat() + "+00:00"


def test_hours_after_a_notice_of_which_only_the_day_is_known() -> None:
    one = compiled(NOTED.format("48 hours"))
    found = only(one, channel="email", arrives="2026-05-01T09:00", events={"noted": "2026-06-01"})
    assert (found["status"], found["missing"]) == ("unknown", "time of event noted")


# ---------- the first day of a calendar

FIRST_DAY = """\
policy first "Made for a test"
    organisation   "Made"
    calendar       office

calendar office
    time zone      Europe/London
    years          2026 to 2027
    holidays       none
    working days   Monday to Friday
    counting       the day of arrival is day 0

standard email
    for email
    must reply within {} working days
"""


@pytest.mark.parametrize(
    ("days", "as_of", "status"),
    [(5, "2026-01-08T12:00", "open"), (6, "2026-01-08T12:00", "open"), (6, "2026-01-09T12:00", "at risk")],
)
def test_at_risk_from_the_first_day_of_the_years(days: int, as_of: str, status: str) -> None:
    """From Thursday 1 January, worked, Friday 2 is day 1, Thursday 8 day 5, Friday 9 day 6: one of five is a fifth."""
    one = compile_text(Path("first.policy"), "first.policy", FIRST_DAY.format(days).encode(), None)
    assert only(one, as_of, channel="email", arrives="2026-01-01T10:00")["status"] == status
