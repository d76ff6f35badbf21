"""A setting in words: what each product is set to, and the sentence that shows how it differs."""

from datetime import date

import pytest
from tests.deadlines.made import DAY_0, NEXT_OPEN, compiled

from troth.charter.help_desks import desks
from troth.desks.constructs import Construct
from troth.desks.nearest import Nearest
from troth.desks.said import PromiseSaid, Verdict, amount_text, has_deadline, say

OFFICE = "open Monday to Friday, 09:00 to 17:00"


def said(body: str, slug: str, *, calendar: str = "", counting: str = DAY_0) -> PromiseSaid:
    one = compiled(body, years=(2026, 2028), region="GB-ENG", calendar=calendar, counting=counting)
    assert one.policy is not None
    desk = next(found for found in desks() if found.slug == slug)
    promise = next(found for found in one.policy.promises() if has_deadline(found))
    return say(promise, desk, Nearest(one.policy, one.calendar, date(2026, 12, 23)), one.policy, one.calendar)


EMAIL = "standard email\n    for email\n    must reply within 3 working days\n        or promise a date\n"


def test_zendesk_around_christmas() -> None:
    """Friday 25 and Monday 28 December 2026 are holidays of England; the 24th, 29th and 30th are days 1 to 3."""
    found = said(EMAIL, "zendesk")
    (setting,) = found.settings
    assert dict(setting.rows)["Target"] == "72 hours"
    assert dict(setting.rows)["Hours"] == "Business hours, by the schedule"
    assert dict(setting.rows)["Conditions of the SLA policy"] == "Channel email"
    assert setting.compared == (
        "From the start to the deadline it is between 72 hours and 96 hours, in business hours. "
        "A target is one number.",
        "What arrives at 4pm on Wednesday 23 December 2026 is due at 4pm on Wednesday 30 December 2026 in Zendesk. "
        "By the promise it is due by the end of Wednesday 30 December 2026.",
        "It is never later than the promise in the years 2026 to 2028.",
        "This leaves out dates told instead.",
    )
    assert found.gaps == (
        ("It can say in part:", (Construct.WORKING_DAYS,)),
        ("It cannot say:", (Construct.DAY_0,)),
        ("What we read of its documentation does not say:", (Construct.PROMISED,)),
    )
    assert found.verdict is Verdict.EARLY


def test_servicenow_counts_days_and_does_not_say_all() -> None:
    found = said(EMAIL, "servicenow")
    (setting,) = found.settings
    assert dict(setting.rows)["Duration type"] == (
        "A relative duration of your own: in its script, days are 3, and the end time is 23:59:59"
    )
    assert setting.compared[:2] == (
        "Whenever it starts in the years 2026 to 2028, it is due there when the promise says.",
        "Starts on days outside the schedule are left out: their documentation does not say how they count.",
    )
    assert found.verdict is Verdict.SCHEDULED


def test_jira_writes_amounts_its_own_way() -> None:
    body = (
        "standard email\n    for email\n    must reply within 90 minutes\n        while away: within 4 opening hours\n"
    )
    words = 'state away "the officer is away"\n    from leaving to the return\n'
    found = said(words + body, "jira", calendar=OFFICE, counting=NEXT_OPEN)
    assert [(setting.when, dict(setting.rows)["Time goal"]) for setting in found.settings] == [
        ("while away", "4h"),
        ("otherwise", "1h 30m"),
    ]
    assert found.verdict is Verdict.SAME


def test_what_is_later_says_so_and_what_never_would_be() -> None:
    calendar = "open Monday to Wednesday, 09:00 to 17:00\nopen Thursday to Friday, 09:00 to 15:00"
    found = said(
        "standard email\n    for email\n    must reply within 2 working days\n", "freshdesk", calendar=calendar
    )
    assert found.verdict is Verdict.LATE
    assert "That is later than the promise: what is late by then is not seen to be." in found.settings[0].compared
    # Over the new year of 2027: Thursday 31 December and Monday 4 January have 6 and 8 hours, other pairs have 12.
    assert "Only up to 12 hours would it never be later." in found.settings[0].compared


def test_a_pause_is_said_in_the_words_of_the_product() -> None:
    body = (
        'state away "the officer is away"\n    from leaving to the return\nstandard email\n    for email\n'
        "    must reply within 8 hours\n        paused while away\n"
    )
    found = said(body, "servicenow")
    assert dict(found.settings[0].rows)["Pause condition"] == "From leaving to the return"
    assert dict(found.settings[0].rows)["Duration type"] == "User specified duration, 8 hours"
    assert "This leaves out pauses." in found.settings[0].compared


@pytest.mark.parametrize("slug", ["zendesk", "jira", "freshdesk", "servicenow"])
def test_rings_fit_nowhere(slug: str) -> None:
    found = said("standard phone\n    for phone\n    must answer within 5 rings\n", slug)
    assert found.verdict is Verdict.NONE
    assert found.settings[0].compared == ()
    assert "None comes near" in dict(found.settings[0].rows).values()


@pytest.mark.parametrize(
    ("seconds", "long", "short"),
    [
        (259_200, "72 hours", "72h"),
        (5_400, "1 hour and 30 minutes", "1h 30m"),
        (90, "1 minute and 30 seconds", "1m 30s"),
        (3_661, "1 hour, 1 minute and 1 second", "1h 1m 1s"),
    ],
)
def test_an_amount(seconds: int, long: str, short: str) -> None:
    assert (amount_text(seconds, short=False), amount_text(seconds, short=True)) == (long, short)
