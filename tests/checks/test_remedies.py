"""What a finding proposes does what it says: no promise is lost, and the days that are shown are of the policy's time.

Expected deadlines are worked out by hand: working days are Monday to Friday, and there are no holidays.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from troth.diagnostics import Diagnostic
from troth.project import Compiled, compile_text
from troth.wording.answer import Answers

FRAME = """\
policy harbour "Customer contact"
    organisation   "Harbour Homes"
    approved       3 March 2026 by "Board"
    review every   3 years
    calendar       office

calendar office
    time zone      Europe/London
    years          2025 to 2028
    holidays       none
    working days   Monday to Friday
    counting       the day of arrival is day 0

fact complex "the case is complex"
category priority: high, low
state away "the officer is away"
    from leaving to the return

standard written "Emails and letters"
    for            email, letter
"""


def compiled(text: str) -> Compiled:
    return compile_text(Path("harbour.policy"), "harbour.policy", text.encode(), None)


def only_finding(text: str) -> Diagnostic:
    (finding,) = compiled(text).findings
    return finding


def last_day(text: str, **contact: Any) -> str:
    """The last day of the one promise to a contact of Monday 1 June 2026; the policy has no finding at all."""
    one = compiled(text)
    assert one.findings == ()
    assert one.policy is not None
    assert one.calendar is not None
    given = {"channel": "email", "arrives": "2026-06-01T10:00", **contact}
    (promise,) = Answers(one.policy, one.calendar, {}).to(given, one.calendar.start)["promises"]
    return str(promise["last_day"])


# ---------- T302: whichever of two cases is to win, all four kinds of contact have a limit

# Of Monday 1 June 2026, in working days: 3 are Thursday 4, 5 are Monday 8, 10 are Monday 15.
PLAIN, AWAY, COMPLEX = "2026-06-04", "2026-06-08", "2026-06-15"
OVERLAP = """    must reply within 3 working days
        while away: within 5 working days
        if complex: within 10 working days
"""
ONE_WINS = """    must reply within 3 working days
        if complex: within 10 working days
        if not complex: within 3 working days
            while away: within 5 working days
"""
OTHER_WINS = """    must reply within 3 working days
        if complex: within 10 working days
            while away: within 5 working days
        if not complex: within 3 working days
            while away: within 5 working days
"""


def test_two_cases_that_overlap_are_told_of_lines_that_lose_no_limit() -> None:
    finding = only_finding(FRAME + OVERLAP)
    assert finding.code == "T302"
    # The lines that are named are those of the two policies below.
    named = re.findall(r"`([^`]+)`", finding.help)
    assert named == [
        "if not complex: within 3 working days",
        "while away: …",
        "if complex",
        "while away",
        "if complex: …",
    ]
    for line in (line.replace("…", "") for line in named):
        assert line in ONE_WINS
        assert line in OTHER_WINS


@pytest.mark.parametrize(("lines", "both"), [(ONE_WINS, COMPLEX), (OTHER_WINS, AWAY)], ids=["one", "the other"])
def test_the_proposed_lines_keep_every_limit(lines: str, both: str) -> None:
    expected = {("yes", "yes"): both, ("yes", "no"): COMPLEX, ("no", "yes"): AWAY, ("no", "no"): PLAIN}
    found = {
        (is_complex, is_away): last_day(FRAME + lines, facts={"complex": is_complex, "away": is_away})
        for is_complex, is_away in expected
    }
    assert found == expected


def test_one_beneath_the_other_alone_would_lose_a_limit() -> None:
    """What the finding no longer proposes: a plain case that arrives while the officer is away has the plain limit."""
    lost = "    must reply within 3 working days\n        if complex: within 10 working days\n"
    lost += "            while away: within 5 working days\n"
    assert last_day(FRAME + lost, facts={"complex": "no", "away": "yes"}) == PLAIN != AWAY


VALUES = """    must reply within 3 working days
        for letter: within 10 working days
        high: within 5 working days
"""
VALUES_MENDED = """    must reply
        for letter: within 10 working days
        for email: within 3 working days
            high: within 5 working days
"""


def test_two_values_that_overlap() -> None:
    finding = only_finding(FRAME + VALUES)
    assert "add `for email: within 3 working days` in place of the limit above" in finding.help
    expected = {
        ("email", "low"): PLAIN,
        ("email", "high"): AWAY,
        ("letter", "low"): COMPLEX,
        ("letter", "high"): COMPLEX,
    }
    found = {
        (channel, priority): last_day(FRAME + VALUES_MENDED, channel=channel, priority=priority)
        for channel, priority in expected
    }
    assert found == expected


def test_two_cases_within_a_case() -> None:
    inner = """    must reply within 3 working days
        for letter: within 5 working days
            if complex: within 10 working days
            high: within 10 working days
"""
    assert (
        "add `if not complex: within 5 working days`, and put `high: …` beneath it" in only_finding(FRAME + inner).help
    )
    mended = """    must reply within 3 working days
        for letter: within 5 working days
            if complex: within 10 working days
            if not complex: within 5 working days
                high: within 10 working days
"""
    given = {"channel": "letter", "facts": {"complex": "no"}}
    assert last_day(FRAME + mended, **given, priority="low") == AWAY
    assert last_day(FRAME + mended, **given, priority="high") == COMPLEX


def test_states_have_no_opposite() -> None:
    busy = FRAME.replace("standard", 'state busy "the officer is busy"\n    from paused to resumed\nstandard', 1)
    both = "    must reply within 3 working days\n        while away: within 5 working days\n"
    both += "        while busy: within 10 working days\n"
    assert "make one of them a fact" in only_finding(busy + both).help


# ---------- T203, T205, T206, T210: the days that are shown

SAME_DAY = "    aim to reply on the same day\n"
DATES = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")


def shown(text: str) -> list[str]:
    return DATES.findall(only_finding(text).message)


def test_days_are_shown_from_the_approval_on() -> None:
    """The policy was approved on Tuesday 3 March 2026: the next closed day is Saturday the 7th."""
    assert shown(FRAME + SAME_DAY) == ["7 March 2026", "9 March 2026"]
    assert shown(FRAME + "    must reply within 5 days\n") == ["3 March 2026", "8 March 2026", "9 March 2026"]
    uncounted = FRAME.replace("    counting       the day of arrival is day 0\n", "")
    days = shown(uncounted + "    must reply within 3 working days\n")
    assert days == ["7 March 2026", "11 March 2026", "12 March 2026"]
    mixed = "    must acknowledge within 3 working days\n    must reply within 2 days, as it falls\n"
    assert shown(FRAME + mixed) == ["5 March 2026", "7 March 2026", "9 March 2026"]


def test_a_month_of_approval_counts_from_its_first_day() -> None:
    """1 August 2026 is a Saturday."""
    assert shown(FRAME.replace("3 March 2026", "August 2026") + SAME_DAY) == ["1 August 2026", "3 August 2026"]


@pytest.mark.parametrize("approved", ["", '    approved       3 March 2019 by "Board"\n'], ids=["none", "before"])
def test_without_an_approval_in_the_years_from_the_middle_of_them(approved: str) -> None:
    """Of 2025 to 2028 that is 2026; its first weekend begins on Saturday 3 January."""
    text = FRAME.replace('    approved       3 March 2026 by "Board"\n', approved)
    (finding,) = (one for one in compiled(text + SAME_DAY).findings if one.is_error)
    assert DATES.findall(finding.message) == ["3 January 2026", "5 January 2026"]


def test_an_approval_at_the_end_of_the_years_hides_nothing() -> None:
    """From Friday 29 December 2028 on no such limit ends within the years, so that earlier days are shown."""
    late = FRAME.replace("3 March 2026", "29 December 2028")
    # Of Wednesday 1 January 2025 the day in 31 days is Saturday 1 February.
    days = shown(late + "    must reply within 31 days\n")
    assert days == ["1 January 2025", "1 February 2025", "3 February 2025"]
    # Saturday 30 December 2028 is the next closed day, and no working day follows in the years; 4 January 2025 is one.
    assert shown(late + SAME_DAY) == ["4 January 2025", "6 January 2025"]


def test_a_limit_longer_than_what_is_left_of_the_years() -> None:
    """2 years from 3 March 2028 end beyond the calendar; from its first day on they do not."""
    text = FRAME.replace("3 March 2026", "3 March 2028") + "    must reply within 2 years\n"
    finding = only_finding(text)
    assert finding.code == "T205"
    first, stays, moves = (datetime.strptime(day, "%d %B %Y") for day in DATES.findall(finding.message))
    assert (stays.year - first.year, stays.month, stays.day) == (2, first.month, first.day)
    assert stays.weekday() >= 5
    assert moves.weekday() == 0


def test_a_limit_from_another_event_is_not_shown_as_a_contact() -> None:
    message = only_finding(FRAME + "    must reply within 5 days of the return\n").message
    assert "from Tuesday 3 March 2026 it ends on" in message


# ---------- T304: whose act it is


def test_two_limits_for_the_other_side() -> None:
    two = """    customer must cancel within 3 working days
standard emails "Emails"
    for            email
    customer must cancel within 2 working days
"""
    assert "both say by when a customer must `cancel`" in only_finding(FRAME + two).message


# ---------- T501: counted from the approval, or from a revision after it


@pytest.mark.parametrize(
    ("revised", "said"),
    [
        ("", "3 years from the approval is 3 March 2029"),
        ('    revised        1 May 2026, "part", "why"\n', "3 years from the last revision is 1 May 2029"),
        ('    revised        1 May 2025, "part", "why"\n', "3 years from the approval is 3 March 2029"),
    ],
)
def test_what_the_cycle_is_counted_from(revised: str, said: str) -> None:
    line = "    review every   3 years\n"
    text = FRAME.replace(line, f"{line}    next review    8 January 2032\n{revised}")
    message = only_finding(text + "    must reply within 3 working days\n").message
    assert message == f"`8 January 2032` is written as the next review; {said}"
