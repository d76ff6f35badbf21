"""What moved a deadline or did not, and the steps to it, as values: by hand, on the Scottish calendar of 2026.

1 June 2026 is a Monday; Monday 15 June is a holiday. From Tuesday 12 May working day 1 is Wednesday 13 May, 2 is
Thursday 14, 3 is Friday 15, 4 is Monday 18 and 5 is Tuesday 19 May. In summer local midnight is 23:00 UTC.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.deadlines.made import NEXT_OPEN, ask, calendar_of, compiled, judged, only

from troth.deadlines.contact import Moment
from troth.deadlines.deadline import Due, Step, StepKind
from troth.deadlines.holds import Missing, every
from troth.deadlines.judge import Judged, any_of
from troth.deadlines.moved import EffectKind

LATER = "2030-12-31"
TUESDAY = "2026-05-12T09:00"
OFFICE_HOURS = "open Monday to Friday, 09:00 to 17:00\n"


def at(text: str) -> int:
    """Microseconds since 1970 of a time in UTC."""
    return (datetime.fromisoformat(text) - datetime(1970, 1, 1)) // timedelta(microseconds=1)


def the_one(body: str, as_of: str = LATER, rules: dict[str, Any] | None = None, **contact: Any) -> Judged:
    """The one promise of an email of Tuesday 12 May 2026, where no other arrival is given."""
    one = compiled(body, **(rules or {}))
    (found,) = judged(one, {"channel": "email", "arrives": TUESDAY, **contact}, as_of).judged
    return found


def email(promise: str) -> str:
    return f'fact complex "the case is complex"\n\nstandard email\n    for email\n    {promise}\n'


# ---------- tellings


def effects(promise: str, **contact: Any) -> list[tuple[str, str, str | None]]:
    """The effects of a contact: what, on which day, and for what it was too late, in UTC."""
    found = the_one(email(promise), **contact).effects
    return [
        (
            str(one.kind),
            "" if one.day is None else one.day.isoformat(),
            None if one.by is None else str(datetime(1970, 1, 1) + timedelta(microseconds=one.by.instant)),
        )
        for one in found
    ]


TWICE = "must reply within 3 working days\n        extended by 2 working days, once, if told, if complex"
BOTH = "must reply within 3 working days\n        extended by 2 working days, if told within {}"


@pytest.mark.parametrize(
    ("promise", "told", "facts", "expected"),
    [
        (TWICE, ["2026-05-13T10:00"], {"complex": "yes"}, [("told", "2026-05-13", None)]),
        (
            TWICE,
            ["2026-05-13T10:00", "2026-05-14T10:00"],
            {"complex": "yes"},
            [("told", "2026-05-13", None), ("told again", "2026-05-14", None)],
        ),
        (
            TWICE,
            ["2026-05-13T10:00", "2026-05-14T10:00"],
            {"complex": "no"},
            [("told, not so", "2026-05-13", None), ("told, not so", "2026-05-14", None)],
        ),
        # The end of working day 1 is the end of Wednesday 13 May; that of the limit itself Friday 15 May.
        (BOTH.format("1 working day"), ["2026-05-14T10:00"], {}, [("told late", "2026-05-14", "2026-05-13 23:00:00")]),
        (BOTH.format("5 working days"), ["2026-05-18T10:00"], {}, [("told late", "2026-05-18", "2026-05-15 23:00:00")]),
        (BOTH.format("5 working days"), ["2026-05-20T10:00"], {}, [("told late", "2026-05-20", "2026-05-19 23:00:00")]),
        # Told in time, it is in time again by the deadline then in force, Tuesday 19 May.
        (
            BOTH.format("5 working days"),
            ["2026-05-14T10:00", "2026-05-19T10:00"],
            {},
            [("told", "2026-05-14", None), ("told", "2026-05-19", None)],
        ),
    ],
)
def test_tellings(
    promise: str, told: list[str], facts: dict[str, str], expected: list[tuple[str, str, str | None]]
) -> None:
    assert effects(promise, events={"told": told}, facts=facts) == expected


def test_an_extension_without_a_telling() -> None:
    promise = "must reply within 3 working days\n        extended by 2 working days, if complex"
    assert effects(promise, facts={"complex": "yes"}) == [("extended", "", None)]
    assert effects(promise, facts={"complex": "no"}) == []


DATED = "must reply within 3 working days\n        extended to the date told, if told within 1 working day, if complex"


@pytest.mark.parametrize(
    ("told", "complex_", "expected"),
    [
        (["2026-05-13T10:00", "2026-05-14T10:00"], "no", [("dated, not so", "2026-05-13", None)]),
        (["2026-05-13T10:00", "2026-05-14T10:00"], "yes", [("dated", "2026-05-13", None)]),
        (["2026-05-14T10:00", "2026-05-15T10:00"], "yes", [("dated late", "2026-05-14", "2026-05-13 23:00:00")]),
        ([], "yes", None),
    ],
)
def test_dates_told(told: list[str], complex_: str, expected: list[tuple[str, str, str | None]] | None) -> None:
    contact: dict[str, Any] = {"facts": {"complex": complex_}, "dates": {"told": "2026-05-29"}}
    contact["events"] = {"told": told} if told else {}
    if expected is None:
        assert the_one(email(DATED), **contact).missing == "event told"
    else:
        assert effects(DATED, **contact) == expected


def test_a_date_that_is_not_given() -> None:
    assert effects(DATED, events={"told": "2026-05-13T10:00"}, facts={"complex": "yes"}) == [
        ("undated", "2026-05-13", None)
    ]


# ---------- pauses


PAUSED = "must reply within {}\n        paused from paused to resumed"


def test_pauses() -> None:
    """From Wednesday to Thursday; again from Friday, and not over."""
    events = {"paused": ["2026-05-13T10:00", "2026-05-15T10:00"], "resumed": ["2026-05-14T10:00"]}
    found = the_one(email(PAUSED.format("3 working days")), events=events).effects
    assert [(one.kind, one.day, one.until) for one in found] == [
        (EffectKind.PAUSED, date(2026, 5, 13), date(2026, 5, 14)),
        (EffectKind.STILL_PAUSED, date(2026, 5, 15), None),
    ]


def test_a_pause_that_began_too_late() -> None:
    events = {"paused": ["2026-05-18T10:00"], "resumed": ["2026-05-19T10:00"]}
    assert effects(PAUSED.format("3 working days"), events=events) == [("paused late", "2026-05-18", None)]


def test_how_long_elapsed_time_stood_still() -> None:
    """For 1 hour and 5 minutes, and for 2 hours: 3:05 in all, and 59 seconds that are not said."""
    events = {
        "paused": ["2026-05-12T10:00", "2026-05-12T15:00"],
        "resumed": ["2026-05-12T11:05:59", "2026-05-12T17:00"],
    }
    due = the_one(email(PAUSED.format("24 hours")), events=events).due
    assert due is not None
    assert due.instant == at("2026-05-13T11:05:59")
    assert due.steps == (
        Step(day=date(2026, 5, 12), kind=StepKind.ELAPSED, detail="24 hours", counts=True),
        Step(day=date(2026, 5, 13), kind=StepKind.PAUSED, detail="3:05"),
    )


# ---------- steps


def steps(due: Due | None) -> list[tuple[str, str, str]]:
    assert due is not None
    return [(one.day.isoformat(), str(one.kind), one.detail) for one in due.steps]


def test_steps_of_opening_time_add_up() -> None:
    """From 14:44:01 on Monday: 2:15:59, then 8 hours a day, until 26 hours and 3 minutes are used up on Friday."""
    rules = {"calendar": OFFICE_HOURS, "counting": NEXT_OPEN}
    found = the_one(email("must reply within 1563 opening minutes"), rules=rules, arrives="2026-06-01T14:44:01")
    assert steps(found.due) == [
        ("2026-06-01", "anchor", "arrives"),
        ("2026-06-01", "open", "2:15 of 1,563 opening minutes"),
        ("2026-06-02", "open", "10:15 of 1,563 opening minutes"),
        ("2026-06-03", "open", "18:15 of 1,563 opening minutes"),
        ("2026-06-04", "open", "26:03 of 1,563 opening minutes"),
    ]
    assert found.due is not None
    assert found.due.instant == at("2026-06-04T15:47:01")  # 7:47:01 after nine in London


def test_steps_of_a_clock_that_changes() -> None:
    """Clocks go forward by 60 minutes on 29 March 2026, and back by 60 on 25 October."""
    rules = {"years": (2026, 2030)}  # so that the first change is the first of the calendar
    for arrives, number in (("2026-03-28T12:00", 60), ("2026-10-24T12:00", -60)):
        found = the_one(email("must reply within 36 hours"), rules=rules, arrives=arrives).due
        assert found is not None
        changes = [(step.day.isoformat(), step.number) for step in found.steps if step.kind is StepKind.CLOCK_CHANGE]
        assert changes == [("2026-03-29" if number > 0 else "2026-10-25", number)]


# ---------- the same day, where the day of arrival is day 1


@pytest.mark.parametrize(
    ("arrives", "last_day"),
    [("2026-06-05T10:00", "2026-06-05"), ("2026-06-06T10:00", "2026-06-08"), ("2026-06-14T10:00", "2026-06-16")],
)
def test_the_same_day_is_day_1(arrives: str, last_day: str) -> None:
    one = compiled(email("must reply on the same day"), counting="the day of arrival is day 1", roll="forward")
    assert only(one, channel="email", arrives=arrives)["last_day"] == last_day


# ---------- updates


UPDATES = "must update every 5 working days until the resolution"


@pytest.mark.parametrize(
    ("updated", "expected"),
    [
        # Before the arrival an update is none: the first is due on Monday 8 June.
        (["2026-05-29T10:00"], [("overdue", "2026-06-08")]),
        (["2026-06-01T09:59:59"], [("overdue", "2026-06-08")]),
        # At the arrival itself it is the first, and the next is counted from it.
        (["2026-06-01T10:00"], [("met", "2026-06-08"), ("overdue", "2026-06-08")]),
        (["2026-05-29T10:00", "2026-06-03T10:00"], [("met", "2026-06-08"), ("overdue", "2026-06-10")]),
        (["2026-06-03"], [("met", "2026-06-08"), ("overdue", "2026-06-10")]),
    ],
)
def test_updates_that_count(updated: list[str], expected: list[tuple[str, str]]) -> None:
    one = compiled(email(UPDATES))
    rows = ask(one, LATER, channel="email", arrives="2026-06-01T10:00", events={"updated": updated})
    assert [(row["status"], row["last_day"]) for row in rows.values()] == expected


@pytest.mark.parametrize(
    ("resolved", "status"),
    [
        ("2026-05-29T10:00", "overdue"),
        ("2026-06-01T10:00", "excused"),
        ("2026-06-08T23:59:59", "excused"),
        ("2026-06-09T00:00", "overdue"),
    ],
)
def test_updates_until_it_is_over(resolved: str, status: str) -> None:
    one = compiled(email(UPDATES))
    assert (
        only(one, LATER, channel="email", arrives="2026-06-01T10:00", events={"resolved": resolved})["status"] == status
    )


# ---------- counted from an event


def test_a_year_before_and_a_month_before() -> None:
    """Before a visit on Friday 10 March 2028 the last days are 10 March 2027 and 10 February 2028, a Thursday."""
    for amount, last_day in (("1 year", "2027-03-10"), ("1 month", "2028-02-10"), ("2 years", "2026-03-10")):
        one = compiled(email(f"must reply at least {amount} before the visit"), roll="forward")
        found = only(one, LATER, channel="email", arrives="2026-01-05T10:00", events={"visit": "2028-03-10T10:00"})
        assert found["last_day"] == last_day


def test_a_year_before_that_leads_to_a_sunday_ends_before_it() -> None:
    """Before Tuesday 13 June 2028: Sunday 13 June 2027; counted back, forward leads away, to Friday 11 June."""
    one = compiled(email("must reply at least 1 year before the visit"), roll="forward")
    found = only(one, LATER, channel="email", arrives="2026-01-05T10:00", events={"visit": "2028-06-13T10:00"})
    assert found["last_day"] == "2027-06-11"


def test_what_is_too_early_is_not_late() -> None:
    """At most 5 days before Thursday 18 June: not before Saturday 13 June."""
    events = {"visit": "2026-06-18T14:00", "replied": "2026-06-10T10:00"}
    found = the_one(email("must reply at most 5 days before the visit"), rules={"roll": "as it falls"}, events=events)
    assert (found.status, found.late_by) == ("early", None)
    late = the_one(email("must reply within 24 hours"), events={"replied": "2026-05-13T09:01:30"})
    assert (late.status, late.late_by) == ("late", 90)


NOTED = """\
event noted
    verb note
    noun notice

standard email
    for email
    must contact at least 14 days after the notice
"""


def test_what_is_done_before_it_may_be() -> None:
    """From the notice of Monday 1 June 14 days lead to the holiday of 15 June, and that to Tuesday 16 June."""
    one = compiled(NOTED, roll="forward")

    def asked(**events: Any) -> Judged:
        (found,) = judged(one, {"channel": "email", "arrives": "2026-06-01T09:00", "events": events}, LATER).judged
        return found

    early, again = "2026-06-03T10:00", "2026-06-04T10:00"
    first = Moment(at("2026-06-03T09:00"), at("2026-06-03T09:00"))
    waiting = asked(contacted=[early, again])
    assert (waiting.status, waiting.done, waiting.waiting) == ("early", first, "noted")
    done = asked(noted="2026-06-01T10:00", contacted=[early, again])
    assert (done.status, done.done) == ("early", first)
    kept = asked(noted="2026-06-01T10:00", contacted=[early, "2026-06-16T00:00", "2026-06-17T00:00"])
    assert (kept.status, kept.done) == ("met", Moment(at("2026-06-15T23:00"), at("2026-06-15T23:00")))
    assert asked(noted="2026-06-01T10:00", contacted="2026-06-15T23:59:59").status == "early"
    assert asked().status == "waiting"
    assert asked(noted="2026-06-01T10:00").status == "open"


# ---------- truths


A, B = Missing("a"), Missing("b")


@pytest.mark.parametrize(
    ("truths", "all_", "any_"),
    [
        ([], True, False),
        ([True], True, True),
        ([False], False, False),
        ([True, False], False, True),
        ([A, True], A, True),
        ([A, False], False, A),
        ([True, A], A, True),
        ([False, A], False, A),
        ([A, B], A, B),
        ([A, B, True], A, True),
    ],
)
def test_truths(truths: list[Any], all_: Any, any_: Any) -> None:
    assert every(truths) == all_
    assert any_of(truths) == any_


def test_the_calendar_is_the_scottish_one() -> None:
    calendar = calendar_of(compiled(email("must reply within 3 working days")))
    closed = [day for day in (1, 15, 16) if not calendar.is_working(date(2026, 6, day))]
    assert closed == [15]
