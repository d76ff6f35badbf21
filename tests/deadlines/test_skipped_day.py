"""Samoa had no 30 December 2011: it crossed the date line in the night, and that Friday counts nowhere."""

from pathlib import Path

from troth.checks.examples import run_examples
from troth.project import compile_text
from troth.tables.program import lower

POLICY = """\
policy apia "Emails"
    organisation "Harbour Homes"
    calendar office
calendar office
    time zone Pacific/Apia
    years 2011 to 2012
    holidays none
    working days Monday to Friday
    counting the day of arrival is day 0
standard email
    for email
    must reply within 3 working days
example "over the day that was skipped: Monday 2, Tuesday 3 and Wednesday 4 January are days 1, 2 and 3"
    email arrives Thursday 29 December 2011 at 10:00
    reply due by the end of Wednesday 4 January 2012
"""


def test_a_day_that_never_was_does_not_count() -> None:
    one = compile_text(Path("apia.policy"), "apia.policy", POLICY.encode(), None)
    assert one.policy is not None
    assert one.calendar is not None
    assert list(run_examples(one.policy, one.calendar)) == []
    closed = lower(one.policy, one.calendar)["calendar"]["closed"]
    assert list(closed) == ["2011-12-30"], "the compiled checkers carry it too"
