"""`troth due` where nothing is promised to a contact: which kinds or parties would change that; no deadline at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Ask, Troth

FRAME = """\
policy harbour "Customer contact"
    organisation   "Harbour Homes"
    approved       3 March 2026 by "Board"
    review every   3 years
"""
CALENDAR = """\
    calendar       office

calendar office
    time zone      Europe/London
    years          2025 to 2028
    holidays       none
    working days   Monday to Friday
    counting       the day of arrival is day 0

"""
AT = ("--channel", "email", "--arrives", "2026-06-01T10:00", "--as-of", "2026-06-01")


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return tmp_path / "harbour.policy"


def lines(said: str) -> list[str]:
    return said.splitlines()


def test_the_kinds_that_would_have_a_promise(policy: Path, troth: Troth) -> None:
    text = """standard complaint "Complaints"
    for            every contact about complaint
    must acknowledge within 1 working day
    must reply within 20 working days
    aim to resolve within 20 working days
    aim to update within 20 working days

standard service "Services"
    for            request for service
    must reply within 5 working days

standard phone "Phone calls"
    for            phone about enquiry
    must reply within 5 working days
"""
    policy.write_text(FRAME + CALENDAR + text, encoding="utf-8")
    result = troth("due", policy, *AT)
    assert (result.exit_code, result.stderr) == (0, "")
    assert lines(result.stdout) == [
        "The policy harbour promises nothing for this contact.",
        "  with `--kind complaint`: harbour.complaint.acknowledge, harbour.complaint.reply, "
        "harbour.complaint.resolve.aim and 1 more",
        '  with `--kind "request for service"`: harbour.service.reply',
    ]
    # What is proposed is so, and what is given is not asked for again.
    assert "harbour.service.reply  open" in troth("due", policy, *AT, "--kind", "request for service").stdout
    given = troth("due", policy, *AT, "--kind", "repair")
    assert lines(given.stdout) == ["The policy harbour promises nothing for this contact."]


def test_a_party_and_both_at_once(policy: Path, troth: Troth) -> None:
    party = """standard colleague "Colleagues"
    for            every contact from colleagues
    must reply within 5 working days
"""
    policy.write_text(FRAME + CALENDAR + party, encoding="utf-8")
    said = lines(troth("due", policy, *AT).stdout)
    assert said[1:] == ["  with `--party colleague`: harbour.colleague.reply"]
    both = party.replace("colleagues\n", "colleagues about complaint\n")
    policy.write_text(FRAME + CALENDAR + both, encoding="utf-8")
    said = lines(troth("due", policy, *AT).stdout)
    assert said[1:] == ["  with `--kind complaint --party colleague`: harbour.colleague.reply"]
    said = lines(troth("due", policy, *AT, "--party", "colleague").stdout)
    assert said[1:] == ["  with `--kind complaint`: harbour.colleague.reply"]


def test_data_holds_no_such_lines(ask: Ask) -> None:
    answer = ask("polha", "--channel", "fax", "--arrives", "2026-06-01", "--as-of", "2026-06-01")
    assert (answer["promises"], answer["unmeasured"]) == ([], [])


DUTY = """
duty courtesy
    must           "be polite"
"""


def test_a_policy_without_a_deadline(policy: Path, troth: Troth) -> None:
    policy.write_text(FRAME + DUTY, encoding="utf-8")
    result = troth("due", policy, *AT)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "The policy harbour promises no deadline.\n"


def test_the_same_as_data_has_the_form_of_every_answer(policy: Path, troth: Troth, ask: Ask) -> None:
    policy.write_text(FRAME + DUTY, encoding="utf-8")
    answer = json.loads(troth("due", policy, *AT, "--format", "json").stdout)
    assert set(answer) == set(ask("polha", *AT))
    assert (answer["policy"], answer["promises"], answer["unmeasured"]) == ("harbour", [], [])
    assert answer["contact"] == {"channel": "email", "arrives": "2026-06-01T10:00:00+00:00"}


def test_a_calendar_alone_makes_no_deadline(policy: Path, troth: Troth) -> None:
    policy.write_text(FRAME + CALENDAR + DUTY, encoding="utf-8")
    assert troth("due", policy, *AT).stdout == "The policy harbour promises no deadline.\n"


def test_what_cannot_be_measured_is_listed_without_a_calendar(policy: Path, troth: Troth) -> None:
    text = '\nstandard email "Emails"\n    for            email\n    must reply promptly\n'
    policy.write_text(FRAME + text, encoding="utf-8")
    assert troth("due", policy, *AT).stdout == "harbour.email.reply  not measured\n  promptly\n"
    assert troth("due", policy, *AT, "--channel", "fax").stdout == "The policy harbour promises no deadline.\n"


def test_a_contact_is_read_without_a_calendar_too(policy: Path, troth: Troth) -> None:
    policy.write_text(FRAME + DUTY, encoding="utf-8")
    result = troth("due", policy, *AT, "--kind", "complant")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error[T101]: `complant` is not a kind\n  help: did you mean `complaint`?\n"


def test_the_offsets_of_another_zone(policy: Path, troth: Troth) -> None:
    """In New York clocks go from 2am to 3am on 8 March 2026, and from 2am back to 1am on 1 November."""
    text = FRAME + CALENDAR.replace("Europe/London", "America/New_York")
    policy.write_text(
        text + "\nstandard email\n    for email\n    must reply within 5 working days\n", encoding="utf-8"
    )
    gap = troth("due", policy, "--channel", "email", "--arrives", "2026-03-08T02:30").stderr
    assert gap.startswith("error[T702]: 2:30am on Sunday 8 March 2026 did not exist in America/New_York")
    assert "such as `2026-03-08T02:30-05:00` (Eastern Standard Time)" in gap
    fold = troth("due", policy, "--channel", "email", "--arrives", "2026-11-01T01:30").stderr
    assert "write `2026-11-01T01:30-04:00` (Eastern Daylight Time) for the first, or " in fold
    assert "`2026-11-01T01:30-05:00` (Eastern Standard Time) for the second" in fold
