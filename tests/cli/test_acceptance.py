"""What issue 2 must show, through the command line: every row of its table, with the whole of what is promised.

Due instants are written in UTC: in summer local midnight is 23:00 the day before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.cli.conftest import Ask


@dataclass(frozen=True, kw_only=True)
class Row:
    """A contact and one promise of its answer; `reasons`: date → what the reason of that day must name."""

    policy: str
    contact: str
    id: str
    strength: str = "must"
    as_of: str = "2027-12-31"
    due: str | None = None
    last_day: str | None = None
    met_at_due: bool | None = None
    says: str
    status: str = "overdue"
    reasons: dict[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    """The identities of the other promises that the contact has."""


def day(last: str, due: str, says: str) -> dict[str, Any]:
    """A deadline at the end of a day."""
    return {"last_day": last, "due": f"{due}+00:00", "met_at_due": False, "says": f"by the end of {says}"}


def instant(due: str, says: str) -> dict[str, Any]:
    """A deadline at an instant, which still meets it."""
    return {"due": f"{due}+00:00", "met_at_due": True, "says": f"by {says}"}


EMAIL = "--channel email --arrives 2024-11-29T16:50"
STAGE_2 = "--channel letter --kind complaint --stage 2 --arrives 2026-12-18T10:00"
EMERGENCY = "--channel phone --kind repair --priority emergency --arrives 2026-03-29T00:30"
SATURDAY, TUESDAY = "--channel|social media|--arrives|2026-08-01", "--channel|social media|--arrives|2026-08-04T10:00"
VOICEMAIL = "--channel voicemail --arrives 2026-06-01T09:30"
CALL = "--channel phone --arrives 2026-06-01T09:30"
VISIT = "--channel visit --arrives 2026-06-01T09:55 --at appointment=10:00"

ROWS = {
    "polha email": Row(
        policy="polha",
        contact=EMAIL,
        id="polha.email.reply",
        as_of="2024-12-02T09:00",
        status="open",
        **day("2024-12-05", "2024-12-06T00:00:00", "Thursday 5 December 2024"),
        reasons={
            "2024-11-29": "the day it arrived",
            "2024-12-02": "Saint Andrew's Day (observed)",
            "2024-12-03": "working day 1 of 3",
            "2024-12-04": "working day 2 of 3",
            "2024-12-05": "working day 3 of 3",
        },
    ),
    "polha phone message": Row(
        policy="polha",
        contact="--channel|phone message|--arrives|2026-12-31",
        id="polha.phone-message.reply",
        as_of="2027-01-05",
        status="open",
        **day("2027-01-05", "2027-01-06T00:00:00", "Tuesday 5 January 2027"),
        reasons={"2027-01-01": "New Year's Day", "2027-01-04": "New Year Holiday", "2027-01-05": "working day 1 of 1"},
    ),
    "polha complaint, acknowledged": Row(
        policy="polha",
        contact=STAGE_2,
        id="polha.complaint.acknowledge",
        as_of="2026-12-24T00:00",
        **day("2026-12-23", "2026-12-24T00:00:00", "Wednesday 23 December 2026"),
        reasons={"2026-12-21": "working day 1 of 3", "2026-12-23": "working day 3 of 3"},
        others=("polha.complaint.reply",),
    ),
    "polha complaint, answered": Row(
        policy="polha",
        contact=STAGE_2,
        id="polha.complaint.reply",
        as_of="2026-12-24T00:00",
        status="open",
        **day("2027-01-21", "2027-01-22T00:00:00", "Thursday 21 January 2027"),
        reasons={
            "2026-12-25": "Christmas Day",
            "2026-12-28": "Boxing Day (observed)",
            "2027-01-01": "New Year's Day",
            "2027-01-04": "New Year Holiday",
            "2027-01-21": "working day 20 of 20",
        },
        others=("polha.complaint.acknowledge",),
    ),
    "polha emergency": Row(
        policy="polha",
        contact=EMERGENCY,
        id="polha.repairs.complete",
        as_of="2026-03-29T00:31",
        status="open",
        **instant("2026-03-29T02:30:00", "3:30am British Summer Time on Sunday 29 March 2026"),
        reasons={"2026-03-29": "go forward"},
        others=("polha.phone.call-back",),
    ),
    "polha social media, Saturday": Row(
        policy="polha",
        contact=SATURDAY,
        id="polha.social-media.reply.aim",
        strength="aim",
        status="excused",
        says="nothing is due: arrived on a Saturday, not a working day",
        reasons={"2026-08-01": "Saturday"},
    ),
    "polha social media, Tuesday": Row(
        policy="polha",
        contact=TUESDAY,
        id="polha.social-media.reply.aim",
        strength="aim",
        **day("2026-08-04", "2026-08-04T23:00:00", "Tuesday 4 August 2026"),
        reasons={"2026-08-04": "the day it arrived"},
    ),
    "ledcom email": Row(
        policy="ledcom",
        contact="--channel email --arrives 2026-07-10",
        id="ledcom.email.reply.should",
        strength="should",
        **day("2026-07-14", "2026-07-14T23:00:00", "Tuesday 14 July 2026"),
        reasons={"2026-07-13": "Battle of the Boyne (observed)", "2026-07-14": "working day 1 of 1"},
    ),
    "ledcom voicemail, away": Row(
        policy="ledcom",
        contact=f"{VOICEMAIL} --fact away=yes",
        id="ledcom.voicemail.reply.should",
        strength="should",
        **day("2026-06-04", "2026-06-04T23:00:00", "Thursday 4 June 2026"),
        reasons={"2026-06-04": "working day 3 of 3"},
    ),
    "ledcom voicemail, not away": Row(
        policy="ledcom",
        contact=f"{VOICEMAIL} --fact away=no",
        id="ledcom.voicemail.reply.should",
        strength="should",
        **day("2026-06-02", "2026-06-02T23:00:00", "Tuesday 2 June 2026"),
        reasons={"2026-06-02": "working day 1 of 1"},
    ),
    "ledcom voicemail, away by its events": Row(
        policy="ledcom",
        contact=f"{VOICEMAIL} --at leaving=2026-05-29T17:00 --at returned=2026-06-08T09:00",
        id="ledcom.voicemail.reply.should",
        strength="should",
        **day("2026-06-04", "2026-06-04T23:00:00", "Thursday 4 June 2026"),
    ),
    "ledcom voicemail, not said": Row(
        policy="ledcom",
        contact=VOICEMAIL,
        id="ledcom.voicemail.reply.should",
        strength="should",
        status="unknown",
        says="not known: state away is not given",
    ),
    **{
        f"ledcom phone, {flags or 'not said'}": Row(
            policy="ledcom",
            contact=f"{CALL} {flags}".strip(),
            id="ledcom.phone.answer.should",
            strength="should",
            status=status,
            says=says,
        )
        for flags, status, says in (
            ("--fact rings=3", "met", "before ring 4"),
            ("--fact rings=4", "late", "before ring 4"),
            ("--fact rings=none", "late", "before ring 4"),
            ("", "unknown", "not known: count rings is not given"),
        )
    },
    **{
        f"ledcom visit, seen {seen}": Row(
            policy="ledcom",
            contact=f"{VISIT} --at seen={seen}",
            id="ledcom.visit.see.aim",
            strength="aim",
            status=status,
            **instant("2026-06-01T09:05:00", "10:05am on Monday 1 June 2026"),
        )
        for seen, status in (("10:05", "met"), ("10:06", "late"), ("09:58", "met"))
    },
}


def flags(contact: str) -> list[str]:
    return contact.split("|") if "|" in contact else contact.split()


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_the_table(row: Row, ask: Ask) -> None:
    answer = ask(row.policy, *flags(row.contact), "--as-of", row.as_of)
    promises = {promise["id"]: promise for promise in answer["promises"]}
    assert set(promises) == {row.id, *row.others}
    promise = promises[row.id]
    assert promise["strength"] == row.strength
    assert promise["status"] == row.status
    assert promise["says"] == row.says
    assert promise.get("last_day") == row.last_day
    if "rings" in row.says or (row.policy == "ledcom" and "phone" in row.id):
        assert "due" not in promise
        assert (promise["limit"], promise["unit"]) == (3, "rings")
    else:
        assert (promise["due"], promise["met_at_due"]) == (row.due, row.met_at_due)
    reasons = {on: [reason["why"] for reason in promise["because"] if reason["date"] == on] for on in row.reasons}
    assert {on: any(row.reasons[on] in why for why in reasons[on]) for on in row.reasons} == dict.fromkeys(
        row.reasons, True
    )


def test_the_general_reply_to_letters_does_not_also_apply(ask: Ask) -> None:
    plain = ask("polha", "--channel", "letter", "--arrives", "2026-12-18T10:00")
    assert [promise["id"] for promise in plain["promises"]] == ["polha.letter.reply"]
    complaint = ask("polha", *flags(STAGE_2))
    assert "polha.letter.reply" not in {promise["id"] for promise in complaint["promises"]}


def test_what_cannot_be_judged_is_listed_as_unmeasured(ask: Ask) -> None:
    answer = ask("polha", *flags(EMERGENCY))
    assert answer["unmeasured"] == [{"id": "polha.phone.answer.aim", "says": "as quickly as possible"}]
    (call_back,) = [promise for promise in answer["promises"] if promise["id"] == "polha.phone.call-back"]
    assert (call_back["status"], call_back["missing"]) == ("unknown", "fact unresolved")


def test_the_answer_says_what_it_was_asked_and_by_which_promises(ask: Ask) -> None:
    answer = ask("polha", *flags(EMAIL), "--as-of", "2024-12-02T09:00")
    assert answer["policy"] == "polha"
    assert answer["as_of"] == "2024-12-02T09:00:00+00:00"
    assert answer["contact"] == {"channel": "email", "arrives": "2024-11-29T16:50:00+00:00"}
    assert set(answer["fingerprints"]) == {"promises", "calendar"}
    for fingerprint in answer["fingerprints"].values():
        name, _, digits = fingerprint.partition(":")
        assert (name, len(digits), set(digits) <= set("0123456789abcdef")) == ("sha256", 64, True)


def test_every_day_between_arrival_and_deadline_has_its_reason(ask: Ask) -> None:
    (promise,) = ask("polha", *flags(EMAIL))["promises"]
    days = [(reason["date"], reason["counts"]) for reason in promise["because"]]
    assert days == [
        ("2024-11-29", False),
        ("2024-11-30", False),
        ("2024-12-01", False),
        ("2024-12-02", False),
        ("2024-12-03", True),
        ("2024-12-04", True),
        ("2024-12-05", True),
    ]


def test_a_date_as_of_means_its_end_local(ask: Ask) -> None:
    answer = ask("ledcom", "--channel", "email", "--arrives", "2026-07-10", "--as-of", "2026-07-14")
    assert answer["as_of"] == "2026-07-14T22:59:59.999999+00:00"
    assert answer["promises"][0]["status"] == "open"
