"""Why a promise is due when it is, in one sentence: days and dates by the calendar on paper.

Of 2026: 29 May, 5 and 12 June are Fridays, 1 June a Monday. Holidays in Scotland: Monday 25 May, Monday 15 June and
Monday 3 August; Christmas Day on a Friday, Boxing Day on the Saturday after it and so kept on Monday 28 December; New
Year's Day 2027 on a Friday, 2 January on the Saturday after it and so kept on Monday 4 January.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.deadlines.made import NEXT_OPEN, compiled, only

DAY_1 = "the day of arrival is day 1"
HOURS = "open Monday to Friday, 09:00 to 17:00"
PAUSE = "paused from paused to resumed"


BODY = 'fact complex "the case is complex"\n\nstandard email\n    for email\n    {}\n'


def asked(promise: str, arrives: str, rules: dict[str, Any] | None = None, **known: Any) -> dict[str, Any]:
    """The answer to an email, where emails have this one promise."""
    return only(compiled(BODY.format(promise), **(rules or {})), arrives, channel="email", arrives=arrives, **known)


@pytest.mark.parametrize(
    ("promise", "arrives", "rules", "says", "why"),
    [
        # Saturday 30 November 2024 is Saint Andrew's Day, kept on the Monday.
        (
            "must reply within 3 working days", "2024-11-29T16:50", {},
            "by the end of Thursday 5 December 2024",
            "3 working days after Friday 29 November 2024, not counting Saturday 30 November to Monday 2 December "
            "(weekend, Saint Andrew's Day)",
        ),
        (
            "must reply within 2 working days", "2026-06-05T10:00", {},
            "by the end of Tuesday 9 June 2026",
            "2 working days after Friday 5 June 2026, not counting the weekend",
        ),
        (
            "must reply within 1 working day", "2026-06-01", {},
            "by the end of Tuesday 2 June 2026",
            "1 working day after Monday 1 June 2026",
        ),
        # 21 to 24, 29 to 31 December, 5 to 8, 11 to 15 and 18 to 21 January: 4 + 3 + 4 + 5 + 4.
        (
            "must reply within 20 working days", "2026-12-18T10:00", {},
            "by the end of Thursday 21 January 2027",
            "20 working days after Friday 18 December 2026, not counting 5 weekends, Christmas Day, Boxing Day, "
            "New Year's Day and New Year Holiday",
        ),
        # Friday 1 to Monday 4 January are one run, of another year.
        (
            "must reply within 1 working day", "2026-12-31T10:00", {},
            "by the end of Tuesday 5 January 2027",
            "1 working day after Thursday 31 December 2026, not counting Friday 1 to Monday 4 January 2027 (weekend, "
            "New Year's Day, New Year Holiday)",
        ),
        # Of the same days, those of a week of four days: Fridays 5 and 12 June.
        (
            "must reply within 7 working days", "2026-06-02T10:00",
            {"weekdays": "Monday to Thursday", "region": "GB-ENG"},
            "by the end of Monday 15 June 2026",
            "7 working days after Tuesday 2 June 2026, not counting 2 weekends and 2 Fridays",
        ),
        # From 1 July a month leads to Saturday 1 August; Monday 3 August is a holiday.
        (
            "must reply within 1 month", "2026-07-01T10:00", {"roll": "forward"},
            "by the end of Tuesday 4 August 2026",
            "1 month after Wednesday 1 July 2026; as Saturday 1 August is no working day (weekend), it moves to the "
            "next one",
        ),
        (
            "must reply within 1 month", "2026-07-01T10:00", {"roll": "back"},
            "by the end of Friday 31 July 2026",
            "1 month after Wednesday 1 July 2026; as Saturday 1 August is no working day, it moves to the one before",
        ),
        (
            "must reply within 8 days", "2026-07-03T10:00", {"roll": "forward"},
            "by the end of Monday 13 July 2026",
            "8 days after Friday 3 July 2026; as Saturday 11 July is no working day (weekend), it moves to the next "
            "one",
        ),
        (
            "must reply within 2 working days", "2026-06-06T10:00", {"counting": NEXT_OPEN},
            "by the end of Wednesday 10 June 2026",
            "2 working days after Monday 8 June 2026, when we next open",
        ),
        (
            "must reply within 2 working days", "2026-06-05T16:00", {"calendar": "cutoff 16:00"},
            "by the end of Tuesday 9 June 2026",
            "2 working days after Saturday 6 June 2026, as it came after the cut-off on Friday 5 June, not counting "
            "the weekend",
        ),
        (
            "must reply within 2 working days", "2026-06-05T10:00", {"counting": DAY_1},
            "by the end of Monday 8 June 2026",
            "2 working days, the first of them Friday 5 June 2026, not counting the weekend",
        ),
        (
            "must reply within 2 working days", "2026-06-06T10:00", {"counting": DAY_1},
            "by the end of Tuesday 9 June 2026",
            "2 working days, the first of them Monday 8 June 2026, not counting the weekend",
        ),
        # To Tuesday 9 June, and 3 days on; to 5 July, and on to Friday 31 July; to Thursday 3 September, less a day.
        (
            "must reply within 3 working days and 3 days", "2026-06-04T10:00", {"roll": "forward"},
            "by the end of Friday 12 June 2026",
            "3 working days and 3 days after Thursday 4 June 2026, not counting the weekend",
        ),
        (
            "must reply within 1 month, to the end of the month", "2026-06-05T10:00",
            {"roll": "forward"},
            "by the end of Friday 31 July 2026", "1 month after Friday 5 June 2026, to the end of the month",
        ),
        (
            "must reply within 3 months less 1 day", "2026-06-03T10:00", {"roll": "forward"},
            "by the end of Wednesday 2 September 2026", "3 months less 1 day after Wednesday 3 June 2026",
        ),
        ("must reply on the same day", "2026-06-05T10:00", {"counting": DAY_1},
         "by the end of Friday 5 June 2026", "the day it arrived"),
        # Two hours from 00:30 to 02:30 Greenwich time, which is 03:30 summer time.
        (
            "must reply within 2 hours", "2026-03-29T00:30", {},
            "by 3:30am British Summer Time on Sunday 29 March 2026",
            "2 hours after 12:30am on Sunday 29 March 2026, counted day and night; the clocks go forward by 60 minutes",
        ),
        # Two hours on the Friday, two on the Monday.
        (
            "must reply within 4 opening hours", "2026-06-05T15:00", {"calendar": HOURS},
            "by 11am on Monday 8 June 2026",
            "4 opening hours from 3pm on Friday 5 June 2026, counted while we are open on Friday 5 June and Monday 8 "
            "June",
        ),
        (
            "must reply within 4 opening hours", "2026-06-06T15:00", {"calendar": HOURS, "counting": NEXT_OPEN},
            "by 1pm on Monday 8 June 2026",
            "4 opening hours from our opening on Monday 8 June 2026, counted while we are open",
        ),
    ],
)  # fmt: skip
def test_counted_from_the_arrival(promise: str, arrives: str, rules: dict[str, Any], says: str, why: str) -> None:
    found = asked(promise, arrives, rules)
    assert (found["says"], found["summary"]) == (says, why)
    assert (found["moved"], "unmoved" in found, "version" in found) == ([], False, False)


VISIT = {"events": {"visit": "2026-06-10T13:00"}}  # a Wednesday


@pytest.mark.parametrize(
    ("promise", "known", "says", "why"),
    [
        (
            "must reply within 2 working days of the visit", VISIT,
            "by the end of Friday 12 June 2026", "2 working days after the visit on Wednesday 10 June 2026",
        ),
        (
            "must reply within 3 hours of the visit", VISIT,
            "by 4pm on Wednesday 10 June 2026",
            "3 hours after the visit at 1pm on Wednesday 10 June 2026, counted day and night",
        ),
        (
            "must reply within 1 day of the later of the arrival and the visit, as it falls", VISIT,
            "by the end of Thursday 11 June 2026",
            "1 day after the later of the arrival and the visit on Wednesday 10 June 2026",
        ),
        # Tuesday 9 and Monday 8, then Friday 5 June.
        (
            "must reply at least 3 working days before the visit", VISIT,
            "by the end of Friday 5 June 2026",
            "3 working days before the visit on Wednesday 10 June 2026, not counting the weekend",
        ),
        (
            "must reply at least 2 clear working days before the visit, rolling back", VISIT,
            "by the end of Friday 5 June 2026",
            "2 clear working days before the visit on Wednesday 10 June 2026; as Sunday 7 June is no working day, it "
            "moves to the one before",
        ),
        (
            "must reply at least 24 hours before the visit", VISIT,
            "by 1pm on Tuesday 9 June 2026",
            "24 hours before the visit at 1pm on Wednesday 10 June 2026, counted day and night",
        ),
        (
            "must reply at most 3 working days before the visit", VISIT,
            "before 1pm on Wednesday 10 June 2026, not before Friday 5 June 2026",
            "3 working days before the visit on Wednesday 10 June 2026, not counting the weekend",
        ),
        (
            "must reply at least 2 working days after the visit", VISIT,
            "not before Friday 12 June 2026", "2 working days after the visit on Wednesday 10 June 2026",
        ),
        ("must reply at the visit", VISIT, "by 1pm on Wednesday 10 June 2026",
         "the visit is at 1pm on Wednesday 10 June 2026"),
        (
            "must reply before the visit", {"events": {"visit": "2026-06-10"}},
            "on Wednesday 10 June 2026, at a time that is not given",
            "the visit is on Wednesday 10 June 2026, and the time of day is not given",
        ),
        ("must reply during the contact", {"events": {"ended": "2026-06-01T10:12"}}, "by 10:12am on Monday 1 June 2026",
         "the contact ended at 10:12am on Monday 1 June 2026"),
        ("must reply by the time agreed", {"dates": {"agreed": "2026-06-04"}}, "by the end of Thursday 4 June 2026",
         "the time that was agreed"),
        ("must reply within 5 rings", {"facts": {"rings": 6}}, "within 5 rings", "it was answered after 6 rings"),
        ("must reply within 5 rings", {"facts": {"rings": "none"}}, "within 5 rings", "it was never answered"),
    ],
)  # fmt: skip
def test_by_an_event(promise: str, known: dict[str, Any], says: str, why: str) -> None:
    found = asked(promise, "2026-06-01T10:00", **known)
    assert (found["says"], found["summary"]) == (says, why)


EXTENDED = "must reply within 3 working days\n        extended by 2 working days, if told"
# From Tuesday 12 May 2026, days 1 to 3 are 13, 14 and 15; day 5 is Tuesday 19 May.
TO_FRIDAY = "3 working days after Tuesday 12 May 2026"
FRIDAY = "by the end of Friday 15 May 2026"
TO_TUESDAY = "5 working days after Tuesday 12 May 2026, not counting the weekend"
TOLD_LATE = f"told on Monday 18 May 2026, too late to extend it: it had to be {FRIDAY}"
OWN_LATE = "told on Thursday 14 May 2026, too late to extend it: it had to be by the end of Wednesday 13 May 2026"
AGAIN = "told again on Thursday 14 May 2026, which extends nothing: it is extended once only"


def told(*days: str) -> dict[str, Any]:
    return {"events": {"told": list(days)}}


@pytest.mark.parametrize(
    ("promise", "known", "why", "moved", "unmoved"),
    [
        (
            EXTENDED, told("2026-05-13"), f"{TO_TUESDAY}; extended by 2 working days",
            ["extended by 2 working days, as told on Wednesday 13 May 2026"], FRIDAY,
        ),
        (EXTENDED, told("2026-05-18"), f"{TO_FRIDAY}; {TOLD_LATE}", [TOLD_LATE], None),
        (
            EXTENDED.replace("days, if", "days, once, if"), told("2026-05-13", "2026-05-14"),
            f"{TO_TUESDAY}; extended by 2 working days; {AGAIN}",
            ["extended by 2 working days, as told on Wednesday 13 May 2026", AGAIN], FRIDAY,
        ),
        (
            f"{EXTENDED}, if complex", {**told("2026-05-13"), "facts": {"complex": "no"}},
            f"{TO_FRIDAY}; told on Wednesday 13 May 2026, which extends nothing: "
            "it is not true that the case is complex",
            ["told on Wednesday 13 May 2026, which extends nothing: it is not true that the case is complex"], None,
        ),
        (
            EXTENDED.replace("if told", "if complex"), {"facts": {"complex": "yes"}},
            f"{TO_TUESDAY}; extended by 2 working days",
            ["extended by 2 working days, as the case is complex"], FRIDAY,
        ),
        # In time for the deadline, and not for its own limit, which is the day before.
        (
            f"{EXTENDED} within 1 working day", told("2026-05-14"),
            f"{TO_FRIDAY}; {OWN_LATE}", [OWN_LATE], None,
        ),
        (
            f"{EXTENDED} within 1 working day of the return", told("2026-05-13"),
            f"{TO_FRIDAY}; told on Wednesday 13 May 2026, which extends nothing yet: the time for it has not begun",
            ["told on Wednesday 13 May 2026, which extends nothing yet: the time for it has not begun"], None,
        ),
    ],
)  # fmt: skip
def test_an_extension_and_one_that_is_void(
    promise: str, known: dict[str, Any], why: str, moved: list[str], unmoved: str | None
) -> None:
    found = asked(promise, "2026-05-12T09:00", **known)
    assert (found["summary"], found["moved"]) == (why, moved)
    assert found.get("unmoved", {}).get("says") == unmoved


# From Monday 1 June 2026 day 5 is Monday 8 June; with Wednesday 3 and Thursday 4 June standing still, Wednesday 10.
PAUSED = f"must reply within 5 working days\n        {PAUSE}"
STILL = {"events": {"paused": "2026-06-02T10:00", "resumed": "2026-06-04T10:00"}}


def test_a_pause() -> None:
    found = asked(PAUSED, "2026-06-01T10:00", **STILL)
    assert found["says"] == "by the end of Wednesday 10 June 2026"
    assert found["summary"] == (
        "5 working days after Monday 1 June 2026, not counting the weekend, nor Wednesday 3 and Thursday 4 June, when "
        "the time stood still"
    )
    assert found["moved"] == ["paused from Tuesday 2 June 2026 to Thursday 4 June 2026"]
    assert found["unmoved"] == {"due": "2026-06-08T23:00:00+00:00", "says": "by the end of Monday 8 June 2026"}


def test_a_pause_of_hours() -> None:
    """4 hours from 10:00, and 2 that stood still; 4 opening hours likewise."""
    events = {"paused": "2026-06-01T11:00", "resumed": "2026-06-01T13:00"}
    found = asked(f"must reply within 4 hours\n        {PAUSE}", "2026-06-01T10:00", events=events)
    assert found["says"] == "by 4pm on Monday 1 June 2026"
    assert found["summary"] == (
        "4 hours after 10am on Monday 1 June 2026, counted day and night; the time stood still for 2 hours"
    )
    hours = {"calendar": HOURS}
    found = asked(f"must reply within 4 opening hours\n        {PAUSE}", "2026-06-01T10:00", hours, events=events)
    assert found["says"] == "by 4pm on Monday 1 June 2026"
    assert found["summary"] == (
        "4 opening hours from 10am on Monday 1 June 2026, counted while we are open; paused on Monday 1 June 2026"
    )


def test_a_pause_that_is_not_over_and_one_that_began_too_late() -> None:
    found = asked(PAUSED, "2026-06-01T10:00", events={"paused": "2026-06-02T10:00"})
    assert (found["status"], found["due"]) == ("paused", None)
    assert found["summary"] == "paused since Tuesday 2 June 2026"
    assert found["unmoved"]["says"] == "by the end of Monday 8 June 2026"
    late = asked(PAUSED, "2026-06-01T10:00", events={"paused": "2026-06-09T10:00"})
    assert late["says"] == "by the end of Monday 8 June 2026"
    assert late["moved"] == ["paused from Tuesday 9 June 2026, after the deadline, which moves nothing"]
    assert late["summary"].endswith(f"; {late['moved'][0]}")


def test_never_later_and_never_earlier() -> None:
    """The pause leads to Wednesday 10 June; 6 working days after 1 June end on Tuesday 9; 2 days on Wednesday 3."""
    capped = asked(f"{PAUSED}\n        never later than 6 working days", "2026-06-01T10:00", **STILL)
    assert capped["says"] == "by the end of Tuesday 9 June 2026"
    assert capped["summary"] == "never later than 6 working days after Monday 1 June 2026, not counting the weekend"
    assert capped["unmoved"]["says"] == "by the end of Monday 8 June 2026"
    floor = "must reply within 1 working day\n        never earlier than 2 days, as it falls"
    floored = asked(floor, "2026-06-01T10:00")
    assert floored["says"] == "by the end of Wednesday 3 June 2026"
    assert floored["summary"] == "never earlier than 2 days after Monday 1 June 2026"
    assert floored["unmoved"]["says"] == "by the end of Tuesday 2 June 2026"


def test_never_later_than_another_event_lets_it_be() -> None:
    """The visit is on Wednesday 3 June, and the limit alone ends on Monday 8 June."""
    visit = {"events": {"visit": "2026-06-03T13:00"}}
    cap = "must reply within 5 working days\n        never later than {} after the visit"
    by_day = asked(cap.format("1 working day"), "2026-06-01T10:00", **visit)
    assert by_day["says"] == "by the end of Thursday 4 June 2026"
    assert by_day["summary"] == "never later than 1 working day after the visit on Wednesday 3 June 2026"
    by_hour = asked(cap.format("3 hours"), "2026-06-01T10:00", **visit)
    assert by_hour["says"] == "by 4pm on Wednesday 3 June 2026"
    assert by_hour["summary"] == (
        "never later than 3 hours after the visit at 1pm on Wednesday 3 June 2026, counted day and night"
    )


@pytest.mark.parametrize(
    ("told_at", "date", "says", "why", "moved"),
    [
        (
            "2026-05-15T12:00", "2026-05-29", "by the end of Friday 29 May 2026",
            "the date that was promised on Friday 15 May 2026", "a date was promised in time, on Friday 15 May 2026",
        ),
        (
            "2026-05-18", "2026-05-29", FRIDAY,
            f"{TO_FRIDAY}; a date was promised on Monday 18 May 2026, too late: it had to be {FRIDAY}",
            f"a date was promised on Monday 18 May 2026, too late: it had to be {FRIDAY}",
        ),
        (
            "2026-05-15", None, FRIDAY,
            f"{TO_FRIDAY}; promised on Friday 15 May 2026, but the date is not given: say it with "
            "`--date promised=DATE`",
            "promised on Friday 15 May 2026, but the date is not given: say it with `--date promised=DATE`",
        ),
    ],
)  # fmt: skip
def test_a_date_that_is_promised(told_at: str, date: str | None, says: str, why: str, moved: str) -> None:
    promise = "must reply within 3 working days\n        or promise a date"
    dates = {} if date is None else {"promised": date}
    found = asked(promise, "2026-05-12T09:00", events={"promised": told_at}, dates=dates)
    assert (found["says"], found["summary"], found["moved"]) == (says, why, [moved])
    assert found.get("unmoved", {}).get("says") == (FRIDAY if says != FRIDAY else None)


def test_a_date_told_for_nothing() -> None:
    promise = "must reply within 3 working days\n        extended to the date told, if complex"
    known = {"events": {"told": "2026-05-13"}, "dates": {"told": "2026-05-29"}, "facts": {"complex": "no"}}
    found = asked(promise, "2026-05-12T09:00", **known)
    nothing = (
        "a date was told on Wednesday 13 May 2026, which counts for nothing: it is not true that the case is complex"
    )
    assert (found["says"], found["summary"], found["moved"]) == (FRIDAY, f"{TO_FRIDAY}; {nothing}", [nothing])


def test_what_is_excused() -> None:
    promise = "must acknowledge within 3 working days\n        unless resolved by then"
    found = asked(promise, "2026-05-12T09:00", events={"resolved": "2026-05-13"})
    assert (found["status"], found["summary"]) == ("excused", f"else due {FRIDAY}")
    unless = asked(
        "must reply within 2 days, as it falls\n        except if not complex", "2026-05-12", facts={"complex": "no"}
    )
    assert (unless["status"], unless["says"]) == (
        "excused", "nothing is due: it is not true that the case is complex",
    )  # fmt: skip


# ---------- the rule, and its version


def lines_of(promise: str) -> list[str]:
    """The lines of the policy in which emails have this promise."""
    return compiled(BODY.format(promise)).text.splitlines()


VERSIONS = """must reply within 10 working days
        from 1 April 2026: within 7 working days
        from 1 April 2027: within 5 working days"""


@pytest.mark.parametrize(
    ("arrives", "text", "line", "version"),
    [
        (
            "2026-03-31T23:59",
            "must reply within 10 working days",
            "must reply within 10",
            {"from": None, "until": "2026-03-31"},
        ),
        (
            "2026-04-01",
            "must reply within 7 working days",
            "from 1 April 2026:",
            {"from": "2026-04-01", "until": "2027-03-31"},
        ),
        (
            "2027-03-31",
            "must reply within 7 working days",
            "from 1 April 2026:",
            {"from": "2026-04-01", "until": "2027-03-31"},
        ),
        ("2027-04-01", "must reply within 5 working days", "from 1 April 2027:", {"from": "2027-04-01", "until": None}),
    ],
)
def test_the_version_in_force(arrives: str, text: str, line: str, version: dict[str, str | None]) -> None:
    found = asked(VERSIONS, arrives)
    rule = found["rule"]
    assert (rule["text"], rule["path"]) == (text, "made.policy")
    assert lines_of(VERSIONS)[rule["line"] - 1].strip().startswith(line)
    assert found["version"] == version


def test_versions_within_a_case() -> None:
    promise = """must reply within 10 working days
        if complex: within 30 working days
            from 1 April 2026: within 20 working days"""
    found = asked(promise, "2026-04-01", facts={"complex": "yes"})
    first = lines_of(promise).index("    must reply within 10 working days") + 1
    assert found["rule"] == {"text": "must reply within 20 working days", "path": "made.policy", "line": first + 2}
    assert found["version"] == {"from": "2026-04-01", "until": None}
    before = asked(promise, "2026-03-31", facts={"complex": "yes"})
    assert before["rule"] == {"text": "must reply within 30 working days", "path": "made.policy", "line": first + 1}
    assert before["version"] == {"from": None, "until": "2026-03-31"}
    plain = asked(promise, "2026-04-01", facts={"complex": "no"})
    assert plain["rule"]["line"] == first
    assert "version" not in plain


def test_an_until_that_is_over() -> None:
    promise = "must reply within 5 working days\n        until 31 March 2026: within 10 working days"
    assert asked(promise, "2026-03-31")["version"] == {"from": None, "until": "2026-03-31"}
    assert asked(promise, "2026-04-01")["version"] == {"from": "2026-04-01", "until": None}


@pytest.mark.parametrize(
    ("promise", "text"),
    [
        ("aim to reply within 1 week, as it falls", "aim to reply within 1 week, as it falls"),
        ("should reply by the end of the next working day", "should reply by the end of the next working day"),
        ("customer must cancel before the visit", "customer must cancel before the visit"),
    ],
)
def test_the_rule_in_the_words_of_the_policy(promise: str, text: str) -> None:
    assert asked(promise, "2026-06-01")["rule"]["text"] == text


# ---------- what is not known


def test_which_flag_says_what_is_missing() -> None:
    found = asked("must reply within 3 working days\n        if complex: within 9 working days", "2026-06-01")
    assert found["rule"]["text"] == "must reply"
    assert found["summary"] == "say it with `--fact complex=yes` or `--fact complex=no`"
    quoted = asked('must reply within 3 working days\n        if "it is hard": within 9 working days', "2026-06-01")
    assert quoted["summary"] == 'say it with `--fact "it is hard=yes"` or `--fact "it is hard=no"`'
    day = asked("must reply within 3 hours", "2026-06-01")
    assert day["summary"] == "only the day is given: say the time of day too, as in `--arrives 2026-06-01T10:00`"
    visit = "must reply within 3 hours of the later of the arrival and the visit"
    event = asked(visit, "2026-06-01T10:00", events={"visit": "2026-06-02"})
    assert event["summary"] == "only the day is given: say the time of day too, as in `--at visit=2026-06-01T10:00`"
    act = asked("must reply within 3 hours", "2026-06-01T10:00", events={"replied": "2026-06-01"})
    assert act["summary"] == "only the day is given: say the time of day too, as in `--at replied=2026-06-01T10:00`"
    rings = asked("must reply within 5 rings", "2026-06-01T10:00")
    assert rings["summary"] == "say it with `--fact rings=NUMBER`, or with `--fact rings=none` if it was never answered"
    dated = asked(
        "must reply within 3 days, as it falls\n        or promise a date",
        "2026-06-01",
        dates={"promised": "2026-06-09"},
    )
    assert dated["summary"] == "say when it was with `--at promised=TIME`"


def test_which_flag_ends_the_waiting() -> None:
    assert (
        asked("must reply within 3 hours of the visit", "2026-06-01")["summary"]
        == "give its time with `--at visit=TIME`"
    )
    two = asked("must reply within 3 hours of the later of the visit and the appointment", "2026-06-01")
    assert two["summary"] == "give its time with `--at visit=TIME` and `--at appointment=TIME`"
    assert asked("must reply by the time agreed", "2026-06-01")["summary"] == "say it with `--date agreed=DATE`"


def test_which_flag_says_a_category() -> None:
    body = """
    category {0}: small, large
    standard email
        for email
        must reply, by {0}
            small: within 3 working days
            large: within 9 working days
    """
    for name, flag in (("priority", "`--priority VALUE`"), ("case size", '`--category "case size=VALUE"`')):
        found = only(compiled(body.format(name)), "2026-06-01", channel="email", arrives="2026-06-01")
        assert (found["rule"]["text"], found["summary"]) == ("must reply", f"say it with {flag}: small or large")
