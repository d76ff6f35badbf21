"""What targets say of one contact. Every expectation is worked out by hand; 2 March 2026 is a Monday."""

from __future__ import annotations

from typing import Any

import pytest
from tests.deadlines.made import NEXT_OPEN, ask, compiled, only

from troth.project import Compiled

FACTS = """
category priority: p1, p2, p3
fact complex "the case is complex"
fact missing "something is missing"
state away "the officer is away"
    from leaving to the return
event informed
    noun information
"""


def policy(lines: str, limit: str = "within 3 working days", **more: Any) -> Compiled:
    """One promise to reply to emails, with these lines beneath it."""
    beneath = "".join(f"        {line}\n" for line in lines.strip("\n").splitlines())
    return compiled(f"{FACTS}\nstandard email\n    for email\n    must reply {limit}\n{beneath}", **more)


def email(one: Compiled, arrives: str, as_of: str = "2028-01-01", **more: Any) -> list[dict[str, Any]]:
    """What the targets say of an email."""
    found: list[dict[str, Any]] = only(one, as_of, channel="email", arrives=arrives, **more)["targets"]
    return found


def replied(at: str, **more: str) -> dict[str, Any]:
    return {"events": {"replied": at, **more}}


# ---------- a share


def test_a_share_is_of_the_promise_itself() -> None:
    # 3, 4 and 5 March: due by the end of Thursday the 5th.
    (row,) = email(policy("target 95% each month"), "2026-03-02T10:00", **replied("2026-03-05T23:00"))
    assert row == {
        "says": "95% each month",
        "each": "month",
        "for": None,
        "share": "95",
        "due": "2026-03-06T00:00:00+00:00",
        "status": "met",
        "counts": True,
        "period": "2026-03",
    }
    (row,) = email(policy("target 95% each month"), "2026-03-02T10:00", **replied("2026-03-06T00:00"))
    assert (row["status"], row["counts"]) == ("late", True)


@pytest.mark.parametrize(
    ("arrives", "period"),
    [
        ("2026-02-26T10:00", "2026-03"),  # Friday the 27th, Monday and Tuesday 3 March
        ("2026-02-25T10:00", "2026-02"),  # the 26th, the 27th, and Monday 2 March is the third: in March
        ("2026-03-26T10:00", "2026-03"),  # the 27th, the 30th, the 31st: it ends at 23:00 UTC, at midnight here
        ("2026-03-27T10:00", "2026-04"),  # the 30th, the 31st, 1 April
    ],
)
def test_the_period_is_that_of_the_deadline(arrives: str, period: str) -> None:
    expected = "2026-03" if arrives == "2026-02-25T10:00" else period
    (row,) = email(policy("target 95% each month"), arrives)
    assert row["period"] == expected


@pytest.mark.parametrize(
    ("each", "name"),
    [
        (" each day", "2027-01-01"),
        (" each week", "2026-W53"),  # Friday 1 January 2027 is of the week that began on Monday 28 December
        (" each month", "2027-01"),
        (" each quarter", "2027-Q1"),
        (" each year", "2027"),
        ("", ""),
    ],
)
def test_periods_have_names(each: str, name: str) -> None:
    one = policy(f"target 95%{each}", "within 3 days, as it falls")
    (row,) = email(one, "2026-12-29T10:00")
    assert (row["says"], row["period"], row["due"]) == (f"95%{each}", name, "2027-01-02T00:00:00+00:00")


def test_a_week_has_two_figures() -> None:
    (row,) = email(policy("target 95% each week", "within 3 days, as it falls"), "2026-01-06T10:00")
    assert row["period"] == "2026-W02"  # Friday 9 January; the first week has Thursday the 1st


@pytest.mark.parametrize(
    ("month", "quarter"), [("01", 1), ("03", 1), ("04", 2), ("06", 2), ("07", 3), ("09", 3), ("10", 4), ("12", 4)]
)
def test_quarters_are_of_three_months(month: str, quarter: int) -> None:
    one = policy("target 95% each quarter", "within 1 day, as it falls")
    (row,) = email(one, f"2026-{month}-14T10:00")
    assert row["period"] == f"2026-Q{quarter}"


def test_a_deadline_at_an_instant_is_in_time_at_it() -> None:
    # 24 hours from midnight on the 30th end at midnight on the 31st, which is in time: it belongs to the 31st.
    one = policy("target 95% each day", "within 24 hours")
    (row,) = email(one, "2026-01-30T00:00")
    assert (row["period"], row["due"]) == ("2026-01-31", "2026-01-31T00:00:00+00:00")


# ---------- tiers

TIERS = "target 50% within 1 working day, 90% within 3 working days, 99% each month"


@pytest.mark.parametrize(
    ("at", "statuses"),
    [
        ("2026-03-03T23:59", ["met", "met", "met"]),
        ("2026-03-04T00:00", ["late", "met", "met"]),
        ("2026-03-06T00:00", ["late", "late", "met"]),
        ("2026-03-10T00:00", ["late", "late", "late"]),
    ],
)
def test_each_tier_has_a_deadline_of_its_own(at: str, statuses: list[str]) -> None:
    rows = email(policy(TIERS, "within 5 working days"), "2026-03-02T10:00", **replied(at))
    assert [row["status"] for row in rows] == statuses
    days = ["2026-03-04", "2026-03-06", "2026-03-10"]  # the day after 3, 5 and 9 March
    assert [row["due"] for row in rows] == [f"{day}T00:00:00+00:00" for day in days]
    says = ["50% within 1 working day each month", "90% within 3 working days each month", "99% each month"]
    assert [(row["says"], row["share"]) for row in rows] == list(zip(says, ["50", "90", "99"], strict=True))
    assert {row["period"] for row in rows} == {"2026-03"}  # of the promise's own deadline, 9 March


def test_a_tier_is_of_the_period_of_the_promise() -> None:
    # The tier ends on Friday 30 January, the promise on Thursday 5 February: Monday to Thursday are 2 to 5.
    rows = email(policy(TIERS, "within 5 working days"), "2026-01-29T10:00")
    assert rows[0]["due"] == "2026-01-31T00:00:00+00:00"
    assert {row["period"] for row in rows} == {"2026-02"}


def test_a_tier_takes_the_place_of_the_cases() -> None:
    lines = "if complex: within 10 working days\ntarget 90% within 2 working days each month"
    (row,) = email(policy(lines), "2026-03-02T10:00", facts={"complex": "yes"}, **replied("2026-03-05"))
    assert (row["due"], row["status"]) == ("2026-03-05T00:00:00+00:00", "late")
    assert row["period"] == "2026-03"


def test_no_cap_floor_or_other_act_is_of_a_tier() -> None:
    # By the cap the promise is due by the end of Friday 6 March; 6 working days end on Tuesday the 10th.
    lines = "never later than 4 days, as it falls\ntarget 90% within 6 working days"
    (row,) = email(policy(lines), "2026-03-02T10:00", **replied("2026-03-09T12:00"))
    assert (row["due"], row["status"]) == ("2026-03-11T00:00:00+00:00", "met")
    late = email(policy("or call within 1 working day\ntarget 90% within 1 working day"), "2026-03-02T10:00",
                 **replied("2026-03-04", called="2026-03-02T11:00"))  # fmt: skip
    assert [row["status"] for row in late] == ["late"]
    lines = "never earlier than 4 days, as it falls\ntarget 90% within 1 working day"
    (row,) = email(policy(lines), "2026-03-02T10:00", **replied("2026-03-05"))
    assert (row["due"], row["status"]) == ("2026-03-04T00:00:00+00:00", "late")


def test_pauses_and_extensions_are_of_a_tier_too() -> None:
    # Away from the 3rd to the 5th: the 4th and the 5th stand still. 1 working day is the 3rd, but nothing is due before
    # the day on which the pause ended, the 5th; 3 are the 3rd, the 6th and the 9th; 5 go on to the 11th.
    lines = "paused while away\nextended by 2 working days, if complex\n" + TIERS
    rows = email(
        policy(lines, "within 5 working days"),
        "2026-03-02T10:00",
        facts={"complex": "no"},
        **replied("2026-03-09T12:00", leaving="2026-03-03T09:00", returned="2026-03-05T17:00"),
    )
    assert [row["due"][:10] for row in rows] == ["2026-03-06", "2026-03-10", "2026-03-12"]
    rows = email(
        policy(lines, "within 5 working days"),
        "2026-03-02T10:00",
        facts={"complex": "yes"},
        **replied("2026-03-09T12:00", leaving="2026-03-03T09:00", returned="2026-03-05T17:00"),
    )
    # One day and two more: the 3rd, the 6th, the 9th.
    assert [row["due"][:10] for row in rows] == ["2026-03-10", "2026-03-12", "2026-03-14"]


def test_a_date_promised_in_time_binds_every_tier() -> None:
    lines = "or promise a date within 1 day, as it falls\ntarget 90% within 1 working day"
    (row,) = email(
        policy(lines),
        "2026-03-02T10:00",
        events={"promised": "2026-03-02T12:00", "replied": "2026-03-20T12:00"},
        dates={"promised": "2026-03-20"},
    )
    assert (row["due"], row["status"], row["period"]) == ("2026-03-21T00:00:00+00:00", "met", "")


def test_a_restart_counts_a_tier_anew() -> None:
    # The information comes on the 3rd, in time for a tier of 1 working day: it ends on the 4th.
    lines = "restarted by the information\ntarget 50% within 1 working day, 90% each month"
    one = policy(lines, "within 5 working days")
    rows = email(one, "2026-03-02T10:00", events={"informed": "2026-03-03T12:00"})
    assert [row["due"][:10] for row in rows] == ["2026-03-05", "2026-03-11"]
    # On the 4th it is too late for the tier, which stays, and in time for the promise.
    rows = email(one, "2026-03-02T10:00", events={"informed": "2026-03-04T12:00"})
    assert [row["due"][:10] for row in rows] == ["2026-03-04", "2026-03-12"]


def test_a_holiday_announced_late_moves_the_tiers_that_were_open() -> None:
    # The State funeral on Monday 19 September 2022 was announced on Saturday the 10th. From Thursday the 8th, 1
    # working day is Friday the 9th, which had passed; 6 are the 9th and the 12th to the 16th, before the holiday; 7
    # would be the 19th, so they are the 20th.
    lines = "target 20% within 1 working day, 50% within 6 working days, 90%"
    one = policy(
        lines,
        "within 7 working days",
        region="GB-ENG",
        calendar='holidays also 19 September 2022, "State funeral", announced 10 September 2022\n',
    )
    rows = email(one, "2022-09-08T10:00", as_of="2022-10-01")
    assert [row["due"][:10] for row in rows] == ["2022-09-09", "2022-09-16", "2022-09-20"]


# ---------- whom it is about


def test_what_it_leaves_out() -> None:
    lines = "target 95%\n    except if complex\n    except while away\n    except on closed days"
    one = policy(lines)

    def counts(arrives: str, **facts: str) -> Any:
        (row,) = email(one, arrives, facts=facts)
        return row["counts"]

    assert counts("2026-03-02T10:00", complex="no", away="no") is True
    assert counts("2026-03-02T10:00", complex="yes", away="no") is False
    assert counts("2026-03-02T10:00", complex="no", away="yes") is False
    assert counts("2026-03-01T10:00", complex="no", away="no") is False  # a Sunday
    assert counts("2026-03-01T10:00") is False  # whatever else may be
    assert counts("2026-03-02T10:00", complex="no") is None
    (row,) = email(one, "2026-03-02T10:00", facts={"away": "no"})
    assert (row["counts"], row["missing"], row["status"]) == (None, "fact complex", "overdue")


def test_what_alone_it_counts() -> None:
    one = policy("target 95%\n    if complex\n    while away")
    (row,) = email(one, "2026-03-02T10:00", facts={"complex": "yes", "away": "yes"})
    assert row["counts"] is True
    (row,) = email(one, "2026-03-02T10:00", facts={"complex": "yes", "away": "no"})
    assert row["counts"] is False
    (row,) = email(one, "2026-03-02T10:00", facts={"away": "no"})
    assert (row["counts"], "missing" in row) == (False, False)
    (row,) = email(one, "2026-03-02T10:00", facts={"away": "yes"})
    assert (row["counts"], row["missing"]) == (None, "fact complex")


def test_a_table_has_a_target_for_each_row() -> None:
    lines = "target, by priority, each month\n    p1: 95%\n    otherwise: 90% within 4 hours\n    except if complex"
    rows = email(policy(lines), "2026-03-02T10:00", priority="p2", facts={"complex": "no"})
    assert [(row["for"], row["says"], row["counts"]) for row in rows] == [
        ("priority p1", "95% each month", False),
        ("priority p2 or p3", "90% within 4 hours each month", True),
    ]
    assert rows[1]["due"] == "2026-03-02T14:00:00+00:00"
    rows = email(policy(lines), "2026-03-02T10:00", facts={"complex": "no"})
    assert [(row["counts"], row["missing"]) for row in rows] == [(None, "category priority")] * 2


# ---------- what is not judged


def test_an_excused_contact_is_excused_of_every_tier() -> None:
    lines = "except if missing\ntarget 50% within 1 working day, 90%\ntarget average 3 days"
    for done in ({}, replied("2026-03-03T10:00")):  # done all the same: it keeps the promise, and nothing is judged
        rows = email(policy(lines), "2026-03-02T10:00", facts={"missing": "yes"}, **done)
        assert [row["status"] for row in rows] == ["excused"] * 3
        assert [row["due"] for row in rows] == [None] * 3
        assert rows[2]["taken"] is None


def test_excused_by_what_came_by_then() -> None:
    # Resolved on the 4th: by the promise's deadline, the 5th, so nothing is to be done any more.
    lines = "unless resolved by then\ntarget 50% within 1 working day, 90% each month"
    rows = email(policy(lines), "2026-03-02T10:00", events={"resolved": "2026-03-04T10:00"})
    assert [(row["status"], row["period"]) for row in rows] == [("excused", "2026-03")] * 2


def test_where_the_case_is_not_known_no_tier_is_judged() -> None:
    lines = "if complex: within 10 working days\ntarget 90% within 1 working day, 95% each month"
    rows = email(policy(lines), "2026-03-02T10:00")
    assert [(row["status"], row["due"], row["period"]) for row in rows] == [("unknown", None, None)] * 2


def test_a_case_that_promises_nothing_has_no_target() -> None:
    one = policy("if complex: no promise\ntarget 90%")
    assert ask(one, channel="email", arrives="2026-03-02T10:00", facts={"complex": "yes"}) == {}


def test_before_its_clock_starts_there_is_no_period() -> None:
    one = policy("target 90% each month\ntarget average 2 days", "within 3 working days of the appointment")
    rows = email(one, "2026-03-02T10:00")
    assert [(row["status"], row["period"]) for row in rows] == [("waiting", None)] * 2
    rows = email(one, "2026-03-02T10:00", events={"replied": "2026-03-03"})
    assert [(row["status"], row["period"]) for row in rows] == [("met", None)] * 2
    assert rows[1]["taken"] is None


# ---------- averages


def taken(one: Compiled, arrives: str, at: str, **more: Any) -> Any:
    """What an average counts of a reply."""
    (row,) = email(one, arrives, events={"replied": at, **more.pop("events", {})}, **more)
    return row["taken"]


def test_an_average_row() -> None:
    (row,) = email(policy("target average 4 working days each month"), "2026-03-02T10:00", **replied("2026-03-06"))
    assert row == {
        "says": "average 4 working days each month",
        "each": "month",
        "for": None,
        "average": [4, "working day"],
        "taken": [4, "working day"],
        "due": "2026-03-06T00:00:00+00:00",
        "status": "late",
        "counts": True,
        "period": "2026-03",
    }
    (row,) = email(policy("target average 4 working days"), "2026-03-02T10:00", as_of="2026-03-03")
    assert (row["status"], row["taken"], row["period"]) == ("open", None, "")


def test_working_days_up_to_that_of_the_act() -> None:
    one = policy("target average 4 working days")
    assert taken(one, "2026-03-02T10:00", "2026-03-02T23:00") == [0, "working day"]
    assert taken(one, "2026-03-02T10:00", "2026-03-03T00:00") == [1, "working day"]
    assert taken(one, "2026-03-02T10:00", "2026-03-08T10:00") == [4, "working day"]  # Tuesday to Friday; a Sunday
    assert taken(one, "2026-03-02T10:00", "2026-03-09T10:00") == [5, "working day"]
    assert taken(one, "2026-03-02T10:00", "2026-03-01T10:00") == [0, "working day"]  # before it arrived
    assert taken(one, "2026-04-02T10:00", "2026-04-06T10:00") == [1, "working day"]  # Good Friday is one no more


def test_days_up_to_that_of_the_act() -> None:
    one = policy("target average 4 days")
    assert taken(one, "2026-03-02T10:00", "2026-03-08T10:00") == [6, "day"]
    assert taken(one, "2026-03-02T23:59", "2026-03-03T00:00") == [1, "day"]


def test_days_begin_after_day_0() -> None:
    # Arrived on a Saturday, it counts as arriving on Monday 9 March; so it does on Friday after the cut-off.
    one = policy("target average 4 days", counting=NEXT_OPEN, calendar="cutoff 15:00\n")
    assert taken(one, "2026-03-07T10:00", "2026-03-10T10:00") == [1, "day"]
    assert taken(one, "2026-03-06T15:00", "2026-03-10T10:00") == [1, "day"]
    assert taken(one, "2026-03-06T14:59", "2026-03-10T10:00") == [4, "day"]
    one = policy("target average 4 days", counting="the day of arrival is day 1")
    assert taken(one, "2026-03-02T10:00", "2026-03-03T10:00") == [2, "day"]


def test_what_stood_still_is_not_taken() -> None:
    # Away from the 3rd to the 5th: the 4th and the 5th stand still, so the 3rd, the 6th and the 9th are left.
    away = {"leaving": "2026-03-03T09:00", "returned": "2026-03-05T17:00"}
    one = policy("paused while away\ntarget average 4 working days", "within 10 working days")
    assert taken(one, "2026-03-02T10:00", "2026-03-09T10:00", events=away) == [3, "working day"]
    one = policy("paused while away, both days included\ntarget average 4 working days", "within 10 working days")
    assert taken(one, "2026-03-02T10:00", "2026-03-09T10:00", events=away) == [2, "working day"]
    # By the clock, of 7 days less 2 days and 8 hours there are left 4 days and 16 hours: 112 hours.
    one = policy("paused while away\ntarget average 4 hours", "within 10 working days")
    assert taken(one, "2026-03-02T10:00", "2026-03-09T10:00", events=away) == [112, "hour"]
    # A pause that began after the deadline moves nothing, and nothing stands still.
    later = {"leaving": "2026-03-04T09:00", "returned": "2026-03-06T17:00"}
    one = policy("paused while away\ntarget average 4 working days", "within 1 working day")
    assert taken(one, "2026-03-02T10:00", "2026-03-09T10:00", events=later) == [5, "working day"]


def test_a_pause_that_is_not_over_has_no_end_to_count_to() -> None:
    lines = "paused while away\nnever later than 20 days, as it falls\ntarget average 4 hours"
    events = {"replied": "2026-03-09T10:00", "leaving": "2026-03-03T09:00"}
    (row,) = email(policy(lines, "within 10 working days"), "2026-03-02T10:00", events=events)
    assert (row["status"], row["taken"], row["missing"]) == ("met", None, "end of a pause")


def test_time_by_the_clock_is_of_the_raw_arrival() -> None:
    one = policy("target average 90 minutes", "within 3 working days", counting=NEXT_OPEN)
    assert taken(one, "2026-03-07T10:00", "2026-03-07T11:30") == [90, "minute"]
    assert taken(one, "2026-03-07T10:00", "2026-03-07T09:00") == [0, "minute"]  # before it arrived
    assert taken(one, "2026-03-28T23:30", "2026-03-29T02:30") == [120, "minute"]  # the clocks go forward at 1:00
    assert taken(one, "2026-03-02T10:00:00", "2026-03-02T10:01:40") == [100, "second"]
    assert taken(one, "2026-03-02T10:00:00", "2026-03-02T10:01:40.999999") == [100, "second"]


def test_time_while_open() -> None:
    hours = "open Monday to Friday, 09:00 to 17:00\n"
    one = policy("target average 6 opening hours", counting=NEXT_OPEN, calendar=hours)
    assert taken(one, "2026-03-02T10:00", "2026-03-02T12:00") == [2, "opening hour"]
    assert taken(one, "2026-03-02T16:00", "2026-03-03T10:30") == [9000, "second"]  # an hour, and an hour and a half
    assert taken(one, "2026-03-06T18:00", "2026-03-09T10:00") == [1, "opening hour"]
    assert taken(one, "2026-03-07T18:00", "2026-03-08T10:00") == [0, "opening hour"]
    late = policy("target average 6 opening hours", counting=NEXT_OPEN, calendar=hours + "cutoff 15:00\n")
    assert taken(late, "2026-03-02T15:30", "2026-03-02T16:30") == [0, "opening hour"]  # it arrives on Tuesday at 9:00
    assert taken(late, "2026-03-02T15:30", "2026-03-03T10:00") == [1, "opening hour"]


def test_what_is_not_known_of_the_time_it_took() -> None:
    one = policy("target average 4 hours", "within 3 working days")

    def missing(arrives: str, at: str, **events: str) -> Any:
        (row,) = email(one, arrives, events={"replied": at, **events})
        return row["taken"], row["counts"], row["missing"]

    assert missing("2026-03-02", "2026-03-02T12:00") == (None, True, "time of arrival")
    assert missing("2026-03-02T10:00", "2026-03-03") == (None, True, "time of the act")
    one = policy("paused while away\ntarget average 4 hours", "within 3 working days")
    found = missing("2026-03-02T10:00", "2026-03-05T10:00", leaving="2026-03-03", returned="2026-03-03")
    assert found == (None, True, "time of a pause")
    one = policy("target average 4 days", "within 3 working days", calendar="cutoff 15:00\n")
    assert missing("2026-03-02", "2026-03-04") == (None, True, "time of arrival")


def test_a_restart_begins_the_time_anew() -> None:
    one = policy("restarted by the information\ntarget average 4 working days", "within 5 working days")
    events = {"informed": "2026-03-04T12:00"}
    assert taken(one, "2026-03-02T10:00", "2026-03-06T10:00", events=events) == [2, "working day"]


# ---------- promises of other kinds


def test_rings() -> None:
    lines = "target 90% each month\ntarget average 20 seconds each month\ntarget 99% within 1 minute each month"
    body = "standard phone\n    for phone\n    must answer before ring 4\n"
    one = compiled(body + "".join(f"        {line}\n" for line in lines.splitlines()))

    def call(rings: str, **events: str) -> list[tuple[Any, ...]]:
        rows = only(
            one, "2026-04-01", channel="phone", arrives="2026-03-31T10:00:00", facts={"rings": rings}, events=events
        )
        return [(row["status"], row["period"], row.get("taken"), row.get("missing")) for row in rows["targets"]]

    assert call("3", answered="2026-03-31T10:00:12") == [
        ("met", "2026-03", None, None),
        ("met", "2026-03", [12, "second"], None),
        ("met", "2026-03", None, None),
    ]
    assert call("none") == [
        ("late", "2026-03", None, None),
        ("late", "2026-03", None, "event answered"),
        ("overdue", "2026-03", None, None),
    ]


def test_every_update_counts() -> None:
    body = "standard email\n    for email\n    must update every 2 working days until the resolution\n"
    one = compiled(body + "        target 90% each month\n        target average 1 working day\n")
    # Arrived on Friday 27 February: due on Tuesday 3 March, sent on the 2nd; due on the 4th, sent on the 5th.
    found = ask(
        one, "2026-03-06", channel="email", arrives="2026-02-27T10:00",
        events={"updated": ["2026-03-02T10:00", "2026-03-05T10:00"], "resolved": "2026-03-05T12:00"},
    )  # fmt: skip
    assert [[(row["status"], row["period"], row.get("taken")) for row in one["targets"]] for one in found.values()] == [
        [("met", "2026-03", None), ("met", "", [1, "working day"])],
        [("late", "2026-03", None), ("late", "", [3, "working day"])],
        [("excused", "2026-03", None), ("excused", "", None)],
    ]


def test_too_early_counts_against_a_share() -> None:
    # Not before Monday 16 March, 14 days after the appointment; there is no deadline, so it is of March by its arrival.
    body = "standard email\n    for email\n    must see at least 14 days after the appointment\n"
    one = compiled(f"{body}        target 95% each month\n", roll="as it falls")
    events = {"appointment": "2026-03-02T10:00", "seen": "2026-03-15T10:00"}
    (row,) = only(one, "2026-05-01", channel="email", arrives="2026-02-27T10:00", events=events)["targets"]
    assert (row["status"], row["period"], row["due"]) == ("early", "2026-02", None)
