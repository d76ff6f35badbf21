"""`extended by …`: by hand, on the Scottish calendar, to the microsecond.

From Tuesday 12 May 2026 working days 1 to 10 are 13, 14, 15, 18, 19, 20, 21, 22, 26 and 27 May: Monday 25 May is a
holiday, and so is Monday 15 June. In summer local midnight is 23:00 UTC.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.deadlines.made import NEXT_OPEN, compiled, only

from troth.calendars.workdays import OutsideYears

BODY = """\
fact complex "the case is complex"

standard email
    for email
    must reply within 3 working days
        extended by 2 working days, if told
standard letter
    for letter
    must reply within 3 working days
        extended by 2 working days, once, if told
standard message
    for phone message
    must reply within 7 working days
        extended by 10 working days, once, if told within 2 working days
standard text-message
    for text message
    must reply within 3 working days
        extended by 1 month, once, if told
standard fax
    for fax
    must reply within 1 month
        extended by 3 working days, if told
standard web-form
    for web form
    must reply within 5 days
        extended by 3 days, if told
standard web-chat
    for web chat
    must reply within 5 days
        extended by 3 working days, if told
standard social-media
    for social media
    must reply within 3 working days
        extended by 4 days, if told
standard phone
    for phone
    must reply within 3 working days
        extended by 2 weeks, if told
standard visit
    for visit
    must reply within 4 hours
        extended by 2 hours, if told within 1 hour
standard home-visit
    for home visit
    must reply within 24 hours
        extended by 30 minutes, once, if told
"""
MADE = {roll: compiled(BODY, roll=roll) for roll in ("as it falls", "forward", "back")}
TUESDAY = "2026-05-12T09:00"
LATER = "2030-12-31"


def one(channel: str, told: list[str], arrives: str = TUESDAY, roll: str = "as it falls") -> dict[str, Any]:
    """The promise to a contact that was told at these times, long after."""
    return only(MADE[roll], LATER, channel=channel, arrives=arrives, events={"told": told} if told else {})


JUST_IN_TIME, TOO_LATE = "2026-05-15T23:59:59.999999", "2026-05-16T00:00"

TOLD = [
    # ---------- each time that we tell, by the deadline in force
    ("email", [], "2026-05-15", None),
    ("email", ["2026-05-12T10:00"], "2026-05-19", "2 working days"),
    ("email", [JUST_IN_TIME], "2026-05-19", "2 working days"),
    ("email", [TOO_LATE], "2026-05-15", None),
    ("email", ["2026-05-13T10:00", "2026-05-14T10:00"], "2026-05-21", "4 working days"),
    ("email", ["2026-05-14T10:00", "2026-05-13T10:00"], "2026-05-21", "4 working days"),
    ("email", ["2026-05-13T10:00", "2026-05-13T10:00"], "2026-05-21", "4 working days"),  # two tellings at one time
    # The first telling moved the deadline to the 19th, and the second is in time for that.
    ("email", ["2026-05-14T10:00", "2026-05-18T10:00"], "2026-05-21", "4 working days"),
    ("email", ["2026-05-14T10:00", "2026-05-19T23:59:59.999999"], "2026-05-21", "4 working days"),
    ("email", ["2026-05-14T10:00", "2026-05-20T00:00"], "2026-05-19", "2 working days"),
    ("email", [TOO_LATE, "2026-05-18T10:00"], "2026-05-15", None),
    ("email", ["2026-05-13T10:00", "2026-05-18T10:00", "2026-05-21T12:00"], "2026-05-26", "6 working days"),
    ("email", ["2026-05-13T10:00", "2026-05-18T10:00", "2026-05-22T12:00"], "2026-05-21", "4 working days"),
    # ---------- once
    ("letter", ["2026-05-13T10:00", "2026-05-14T10:00"], "2026-05-19", "2 working days"),
    ("letter", ["2026-05-13T10:00", "2026-05-18T10:00"], "2026-05-19", "2 working days"),
    ("letter", [TOO_LATE, "2026-05-17T10:00"], "2026-05-15", None),
    # ---------- by a limit of its own: two working days end with Thursday 14 May
    ("phone message", [], "2026-05-21", None),
    ("phone message", ["2026-05-14T23:59:59.999999"], "2026-06-05", "10 working days"),
    ("phone message", ["2026-05-15T00:00"], "2026-05-21", None),  # before the deadline, and after its own limit
    ("phone message", ["2026-05-13T10:00", "2026-05-14T10:00"], "2026-06-05", "10 working days"),
    ("phone message", ["2026-05-15T10:00", "2026-05-18T10:00"], "2026-05-21", None),
    # ---------- only the day of the telling is known
    ("email", ["2026-05-15"], "2026-05-19", "2 working days"),
    ("email", ["2026-05-16"], "2026-05-15", None),
    ("email", ["2026-05-14", "2026-05-19"], "2026-05-21", "4 working days"),
    ("email", ["2026-05-14", "2026-05-20"], "2026-05-19", "2 working days"),
    ("phone message", ["2026-05-14"], "2026-06-05", "10 working days"),
    ("phone message", ["2026-05-15"], "2026-05-21", None),
]


@pytest.mark.parametrize(("channel", "told", "last_day", "extended_by"), TOLD)
def test_told_in_time_or_not(channel: str, told: list[str], last_day: str, extended_by: str | None) -> None:
    found = one(channel, told)
    assert (found["last_day"], found.get("extended_by"), found["status"]) == (last_day, extended_by, "overdue")


UNITS = [
    # channel, arrival, told: the last day as it falls, rolling forward, rolling back
    # Working days and a month: from the third working day, 15 May; 15 June is a holiday, and rolls.
    ("text message", TUESDAY, ["2026-05-13T10:00"], "2026-06-15", "2026-06-16", "2026-06-12"),
    ("text message", "2026-05-26T09:00", ["2026-05-26T10:00"], "2026-06-29", "2026-06-29", "2026-06-29"),
    # From Friday 30 January a month leads to Saturday 28 February.
    ("text message", "2026-01-27T09:00", ["2026-01-28T10:00"], "2026-02-28", "2026-03-02", "2026-02-27"),
    ("text message", TUESDAY, [], "2026-05-15", "2026-05-15", "2026-05-15"),
    # A month and working days: from Saturday 16 May, which is not rolled before, working day 3 is Wednesday 20 May.
    ("fax", "2026-04-16T09:00", ["2026-04-17T10:00"], "2026-05-20", "2026-05-20", "2026-05-20"),
    ("fax", "2026-04-16T09:00", [], "2026-05-16", "2026-05-18", "2026-05-15"),
    # In time is by the rolled deadline: on Saturday noon it is over if it rolled back, on Monday if it did not move.
    ("fax", "2026-04-16T09:00", ["2026-05-16T12:00"], "2026-05-20", "2026-05-20", "2026-05-15"),
    ("fax", "2026-04-16T09:00", ["2026-05-18T12:00"], "2026-05-16", "2026-05-20", "2026-05-15"),
    # Told again on the last day: 6 working days, and Monday 25 May is a holiday.
    ("fax", "2026-04-16T09:00", ["2026-04-17T10:00", "2026-05-20T12:00"], "2026-05-26", "2026-05-26", "2026-05-26"),
    # Days and days are one amount: 8 days from Monday 1 June, 11 from Wednesday 3 June (a Sunday).
    ("web form", "2026-06-01T09:00", ["2026-06-02T10:00"], "2026-06-09", "2026-06-09", "2026-06-09"),
    ("web form", "2026-06-01T09:00", [], "2026-06-06", "2026-06-08", "2026-06-05"),
    ("web form", "2026-06-03T09:00", ["2026-06-04", "2026-06-05"], "2026-06-14", "2026-06-16", "2026-06-12"),
    # Days and working days: from Saturday 6 June, unrolled.
    ("web chat", "2026-06-01T09:00", ["2026-06-02T10:00"], "2026-06-10", "2026-06-10", "2026-06-10"),
    ("web chat", "2026-06-03T09:00", ["2026-06-04T10:00"], "2026-06-11", "2026-06-11", "2026-06-11"),
    # Working days and days: from Tuesday 12 May 4 days lead to a Saturday, and 8 to a Wednesday.
    ("social media", "2026-05-07T09:00", ["2026-05-08T10:00"], "2026-05-16", "2026-05-18", "2026-05-15"),
    ("social media", "2026-05-07T09:00", ["2026-05-08T10:00"] * 2, "2026-05-20", "2026-05-20", "2026-05-20"),
    ("social media", TUESDAY, ["2026-05-13T10:00"], "2026-05-19", "2026-05-19", "2026-05-19"),
    # Rolled to Monday 18 May, the deadline in force still takes a telling of that day.
    ("social media", "2026-05-07T09:00", ["2026-05-08", "2026-05-18T09:00"], "2026-05-16", "2026-05-20", "2026-05-15"),
]  # fmt: skip


@pytest.mark.parametrize("which", range(3), ids=list(MADE))
@pytest.mark.parametrize(("channel", "arrives", "told", "falls", "forward", "back"), UNITS)
def test_one_unit_or_two_and_then_one_roll(
    channel: str, arrives: str, told: list[str], falls: str, forward: str, back: str, which: int
) -> None:
    assert one(channel, told, arrives, list(MADE)[which])["last_day"] == (falls, forward, back)[which]


@pytest.mark.parametrize(
    ("roll", "last_day"), [("as it falls", "2026-05-25"), ("forward", "2026-05-26"), ("back", "2026-05-22")]
)
def test_working_days_and_weeks(roll: str, last_day: str) -> None:
    """From Monday 11 May, the third working day, two weeks lead to a holiday."""
    found = one("phone", ["2026-05-07T10:00"], "2026-05-06T09:00", roll)
    assert (found["last_day"], found["extended_by"]) == (last_day, "2 weeks")


@pytest.mark.parametrize(
    ("channel", "told", "due"),
    [
        # Clocks go forward in that night; by the clock four hours are over at 02:00 UTC.
        ("visit", [], "2026-03-29T02:00:00+00:00"),
        ("visit", ["2026-03-28T22:30"], "2026-03-29T04:00:00+00:00"),
        ("visit", ["2026-03-28T23:00"], "2026-03-29T04:00:00+00:00"),  # the last instant of an hour is in it
        ("visit", ["2026-03-28T23:00:00.000001"], "2026-03-29T02:00:00+00:00"),
        ("visit", ["2026-03-28T22:30", "2026-03-28T22:45"], "2026-03-29T06:00:00+00:00"),
        ("visit", ["2026-03-28T22:30", "2026-03-28T23:30"], "2026-03-29T04:00:00+00:00"),
        ("visit", ["2026-03-27"], "2026-03-29T04:00:00+00:00"),
        ("visit", ["2026-03-29"], "2026-03-29T02:00:00+00:00"),
        ("home visit", [], "2026-03-29T22:00:00+00:00"),
        ("home visit", ["2026-03-29T23:00"], "2026-03-29T22:30:00+00:00"),  # at the deadline itself: 22:00 UTC
        ("home visit", ["2026-03-29T23:00:00.000001"], "2026-03-29T22:00:00+00:00"),
        ("home visit", ["2026-03-28T23:00", "2026-03-29T10:00"], "2026-03-29T22:30:00+00:00"),
    ],
)
def test_time_by_the_clock(channel: str, told: list[str], due: str) -> None:
    found = one(channel, told, "2026-03-28T22:00")
    assert (found["due"], found["met_at_due"]) == (due, True)


def test_a_day_on_which_the_limit_of_the_telling_ends_leaves_it_open() -> None:
    found = one("visit", ["2026-03-28"], "2026-03-28T22:00")
    assert (found["status"], found["missing"]) == ("unknown", "time of event told")
    assert found["due"] == "2026-03-29T02:00:00+00:00"


@pytest.mark.parametrize(("complex_", "status"), [("yes", "unknown"), ("no", "overdue")])
def test_a_fact_that_is_not_so_leaves_nothing_to_ask(complex_: str, status: str) -> None:
    """Whether we told of it by 16:00 of that day is not known, and matters only where the case is complex."""
    contact = {"channel": "web form", "arrives": TUESDAY, "events": {"told": "2026-05-15"}}
    found = only(WITH_FACTS, LATER, **contact, facts={"complex": complex_})
    assert (found["status"], found["due"]) == (status, "2026-05-15T15:00:00+00:00")


# ---------- closed days


CLOSED = """\
standard email
    for email
    must reply within 3 working days
        extended by 2 working days, if told within 1 working day
"""


@pytest.mark.parametrize(
    ("arrives", "told", "day_0", "next_open"),
    [
        # On Thursday 14 May both count alike: told on a Saturday it is too late, on Friday not.
        ("2026-05-14T10:00", "2026-05-15T10:00", "2026-05-21", "2026-05-21"),
        ("2026-05-14T10:00", "2026-05-16T10:00", "2026-05-19", "2026-05-19"),
        # On Friday 15 May one working day ends with Monday: a telling at the weekend is in time.
        ("2026-05-15T10:00", "2026-05-16T10:00", "2026-05-22", "2026-05-22"),
        ("2026-05-15T10:00", "2026-05-17", "2026-05-22", "2026-05-22"),
        # On Saturday 16 May working day 1 is Monday, or Tuesday if it counts as arriving on Monday.
        ("2026-05-16T10:00", "2026-05-17T10:00", "2026-05-22", "2026-05-26"),
        ("2026-05-16T10:00", "2026-05-18T23:59:59.999999", "2026-05-22", "2026-05-26"),
        ("2026-05-16T10:00", "2026-05-19T10:00", "2026-05-20", "2026-05-26"),
        ("2026-05-16T10:00", "2026-05-20T00:00", "2026-05-20", "2026-05-21"),
        # On Thursday 30 April, told on Friday; Monday 4 May is a holiday.
        ("2026-04-30T10:00", "2026-05-01T10:00", "2026-05-08", "2026-05-08"),
        ("2026-05-01T10:00", "2026-05-04T10:00", "2026-05-11", "2026-05-11"),
    ],
)
def test_told_on_a_closed_day_under_both_countings(arrives: str, told: str, day_0: str, next_open: str) -> None:
    contact = {"channel": "email", "arrives": arrives, "events": {"told": told}}
    assert only(compiled(CLOSED), LATER, **contact)["last_day"] == day_0
    assert only(compiled(CLOSED, counting=NEXT_OPEN), LATER, **contact)["last_day"] == next_open


# ---------- a fact


FACTS = """\
fact complex "the case is complex"

standard email
    for email
    must reply within 3 working days
        extended by 5 working days, if complex
standard letter
    for letter
    must reply within 3 working days
        extended by 5 working days, if told, if complex
standard fax
    for fax
    must reply within 3 working days
        extended by 5 working days, once, if told within 1 working day, if not complex
standard visit
    for visit
    must reply within 3 working days
        if complex: within 10 working days
        extended by 5 working days, once, if told
standard web-form
    for web form
    must reply within 3 working days, by 16:00
        extended by 5 working days, if told, if complex
standard phone
    for phone
    must reply within 3 working days
        extended by 5 working days, once, if told, if "the boiler is broken"
"""
WITH_FACTS = compiled(FACTS)
PLAIN, EIGHT = "2026-05-15", "2026-05-22"


@pytest.mark.parametrize(
    ("channel", "told", "complex_", "last_day"),
    [
        ("email", None, "yes", EIGHT),
        ("email", None, "no", PLAIN),
        ("email", None, None, None),
        ("email", "2026-05-30T10:00", "yes", EIGHT),  # nobody has to be told
        ("letter", "2026-05-15", "yes", EIGHT),
        ("letter", "2026-05-15", "no", PLAIN),
        ("letter", "2026-05-15", None, None),  # told in time: the fact decides, and is not known
        ("letter", "2026-05-16", None, PLAIN),  # told late: it does not matter
        ("letter", None, None, PLAIN),
        ("letter", "2026-05-16", "yes", PLAIN),
        ("letter", None, "yes", PLAIN),
        ("fax", "2026-05-13T23:59:59.999999", "no", EIGHT),
        ("fax", "2026-05-13T23:59:59.999999", "yes", PLAIN),
        ("fax", "2026-05-13T23:59:59.999999", None, None),
        ("fax", "2026-05-14T00:00", None, PLAIN),
        ("fax", "2026-05-14T00:00", "no", PLAIN),
        # The limit of a case is extended as any other: 10 working days, and 15 (Wednesday 3 June).
        ("visit", None, "yes", "2026-05-27"),
        ("visit", "2026-05-20T10:00", "yes", "2026-06-03"),
        ("visit", "2026-05-27T23:59:59.999999", "yes", "2026-06-03"),
        ("visit", "2026-05-28T00:00", "yes", "2026-05-27"),
        ("visit", "2026-05-20T10:00", "no", PLAIN),
        ("visit", "2026-05-14T10:00", "no", EIGHT),
        ("visit", "2026-05-14T10:00", None, None),
    ],
)
def test_a_fact(channel: str, told: str | None, complex_: str | None, last_day: str | None) -> None:
    events = {"told": told} if told else {}
    facts = {"complex": complex_} if complex_ else {}
    found = only(WITH_FACTS, LATER, channel=channel, arrives=TUESDAY, events=events, facts=facts)
    if last_day is None:
        assert (found["status"], found["missing"]) == ("unknown", "fact complex")
    else:
        assert (found["last_day"], found["status"]) == (last_day, "overdue")


@pytest.mark.parametrize(("broken", "last_day"), [("yes", EIGHT), ("no", PLAIN), (None, None)])
def test_a_fact_that_the_policy_names_in_quotes_only(broken: str | None, last_day: str | None) -> None:
    facts = {"the boiler is broken": broken} if broken else {}
    found = only(WITH_FACTS, LATER, channel="phone", arrives=TUESDAY, events={"told": "2026-05-13"}, facts=facts)
    assert (found["last_day"] if last_day else None) == last_day
    assert (found["status"] == "unknown") == (last_day is None)


# ---------- statuses


@pytest.mark.parametrize(
    ("told", "events", "as_of", "status", "late_by"),
    [
        ("2026-05-14T10:00", {}, "2026-05-19T23:59:59.999999", "open", None),
        ("2026-05-14T10:00", {}, "2026-05-20T00:00", "overdue", None),
        ("2026-05-14T10:00", {}, "2026-05-18T10:00", "open", None),
        ("2026-05-16T10:00", {}, "2026-05-18T10:00", "overdue", None),  # told late: overdue since the 16th
        ("2026-05-14T10:00", {"replied": "2026-05-19T23:59:59.999999"}, LATER, "met", None),
        ("2026-05-14T10:00", {"replied": "2026-05-20T00:00"}, LATER, "late", 0),
        ("2026-05-14T10:00", {"replied": "2026-05-20T01:00"}, LATER, "late", 3600),
        ("2026-05-16T10:00", {"replied": "2026-05-18T00:00"}, LATER, "late", 172_800),
        ("2026-05-14T10:00", {"replied": "2026-05-13T09:00"}, LATER, "met", None),
        (None, {"replied": "2026-05-16T00:00"}, LATER, "late", 0),
    ],
)
def test_judged_by_the_extended_deadline(
    told: str | None, events: dict[str, str], as_of: str, status: str, late_by: int | None
) -> None:
    happened = {**({"told": told} if told else {}), **events}
    found = only(MADE["forward"], as_of, channel="email", arrives=TUESDAY, events=happened)
    assert (found["status"], found["late_by_seconds"]) == (status, late_by)


@pytest.mark.parametrize(
    ("channel", "arrives", "told", "as_of", "wanted"),
    [
        # 17 working days end with Friday 5 June; less than a fifth is left when 3 are, from Wednesday 3 June on.
        ("phone message", TUESDAY, "2026-05-13", "2026-06-02T23:59:59.999999", "open"),
        ("phone message", TUESDAY, "2026-05-13", "2026-06-03T00:00", "at risk"),
        # Untold it is 7 working days, of which 1 is left on Thursday 21 May.
        ("phone message", TUESDAY, None, "2026-05-20T23:59:59.999999", "open"),
        ("phone message", TUESDAY, None, "2026-05-21T00:00", "at risk"),
        ("phone message", TUESDAY, "2026-05-13", "2026-05-21T12:00", "open"),
        # A fifth of 6 hours is 72 minutes, of 4 hours 48; the hours end at 18:00 and at 16:00.
        ("visit", "2026-06-01T12:00", "2026-06-01T12:30", "2026-06-01T16:48", "open"),
        ("visit", "2026-06-01T12:00", "2026-06-01T12:30", "2026-06-01T16:48:00.000001", "at risk"),
        ("visit", "2026-06-01T12:00", None, "2026-06-01T15:12", "open"),
        ("visit", "2026-06-01T12:00", None, "2026-06-01T15:12:00.000001", "at risk"),
        # A month and 3 working days from 16 April are 34 days: 7 are left on 14 May, and 6 on 15 May.
        ("fax", "2026-04-16T09:00", "2026-04-17", "2026-05-14T23:59:59.999999", "open"),
        ("fax", "2026-04-16T09:00", "2026-04-17", "2026-05-15T00:00", "at risk"),
    ],
)
def test_at_risk(channel: str, arrives: str, told: str | None, as_of: str, wanted: str) -> None:
    events = {"told": told} if told else {}
    found = only(MADE["as it falls"], as_of, channel=channel, arrives=arrives, events=events)
    assert found["status"] == wanted


def test_beyond_the_years() -> None:
    """From Tuesday 24 December 2030 three working days end with the calendar's last day, and two more after it."""
    assert one("email", [], "2030-12-24T10:00", "forward")["last_day"] == "2030-12-31"
    with pytest.raises(OutsideYears):
        one("email", ["2030-12-27T10:00"], "2030-12-24T10:00", "forward")


# ---------- other limits


OTHERS = """\
standard email
    for email
    must reply by the end of the next working day
        extended by 1 working day, if told
standard letter
    for letter
    must reply on the same day
        except on closed days
        extended by 2 working days, once, if told
standard fax
    for fax
    must reply within 3 working days, by 16:00
        extended by 1 working day, if told
standard phone
    for phone
    must reply within 3 working days of the return
        extended by 2 working days, if told
standard web-form
    for web form
    must reply within 2 days, day and night
        extended by 3 days, if told
standard visit
    for visit
    must acknowledge within 1 working day
        unless resolved by then
        extended by 2 working days, if told
standard web-chat
    for web chat
    must reply within 3 working days
        extended by 2 working days, once, if told before the visit
standard home-visit
    for home visit
    must reply within 3 working days
        extended by 2 working days, if told within 2 weeks
"""
VISITED = "2026-05-13T10:00"
WITH_OTHERS = compiled(OTHERS, roll="forward", counting=NEXT_OPEN)


@pytest.mark.parametrize(
    ("channel", "arrives", "events", "due", "status"),
    [
        ("email", TUESDAY, {"told": "2026-05-13T10:00"}, "2026-05-14T23:00:00", "overdue"),
        ("email", TUESDAY, {"told": "2026-05-14T00:00"}, "2026-05-13T23:00:00", "overdue"),
        ("letter", TUESDAY, {"told": "2026-05-12T23:59:59.999999"}, "2026-05-14T23:00:00", "overdue"),
        ("letter", TUESDAY, {"told": "2026-05-13T00:00"}, "2026-05-12T23:00:00", "overdue"),
        ("letter", "2026-05-16T10:00", {"told": "2026-05-16T11:00"}, None, "excused"),
        ("fax", TUESDAY, {"told": "2026-05-15T16:00"}, "2026-05-18T15:00:00", "overdue"),
        ("fax", TUESDAY, {"told": "2026-05-15T16:00:00.000001"}, "2026-05-15T15:00:00", "overdue"),
        ("phone", TUESDAY, {"told": "2026-05-12T10:00"}, None, "waiting"),
        ("phone", "2026-05-05T09:00", {"told": "2026-05-06", "returned": TUESDAY}, "2026-05-19T23:00:00", "overdue"),
        ("phone", "2026-05-05T09:00", {"told": TOO_LATE, "returned": TUESDAY}, "2026-05-15T23:00:00", "overdue"),
        # Day and night: from Saturday 16 May itself, and nothing rolls: 2 days, and 5 (Thursday).
        ("web form", "2026-05-16T10:00", {}, "2026-05-18T23:00:00", "overdue"),
        ("web form", "2026-05-16T10:00", {"told": "2026-05-17"}, "2026-05-21T23:00:00", "overdue"),
        ("web form", "2026-05-11T10:00", {"told": "2026-05-12"}, "2026-05-16T23:00:00", "overdue"),
        # Resolved by the extended deadline, no acknowledgement is needed.
        ("visit", TUESDAY, {"told": "2026-05-13", "resolved": "2026-05-15"}, "2026-05-15T23:00:00", "excused"),
        ("visit", TUESDAY, {"told": "2026-05-14", "resolved": "2026-05-15"}, "2026-05-13T23:00:00", "overdue"),
        # In time for its own limit, and too late for the deadline in force.
        ("home visit", TUESDAY, {"told": "2026-05-15"}, "2026-05-19T23:00:00", "overdue"),
        ("home visit", TUESDAY, {"told": TOO_LATE}, "2026-05-15T23:00:00", "overdue"),
        # Told before an event: where that has not happened, no telling is in time.
        ("web chat", TUESDAY, {"told": "2026-05-13T10:00"}, "2026-05-15T23:00:00", "overdue"),
        ("web chat", TUESDAY, {"told": VISITED, "visit": VISITED}, "2026-05-15T23:00:00", "overdue"),
        ("web chat", TUESDAY, {"told": "2026-05-13T09:59", "visit": VISITED}, "2026-05-19T23:00:00", "overdue"),
    ],
)  # fmt: skip
def test_every_limit_that_is_counted(
    channel: str, arrives: str, events: dict[str, str], due: str | None, status: str
) -> None:
    found = only(WITH_OTHERS, LATER, channel=channel, arrives=arrives, events=events)
    assert (found["due"], found["status"]) == (due and f"{due}+00:00", status)
