"""What issues 2 and 3 must show, through the command line: every row, with the whole of what is promised.

Due instants are written in UTC: in summer local midnight is 23:00 the day before.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Ask, Troth
from tests.oracle import busdays
from tests.oracle.days import public_holidays


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

# The days between Christmas and the New Year in England: 25, 26 and 28 December and 1 January are holidays, so that
# working days 1 to 7 after Wednesday 23 December 2026 are 24, 29, 30, 31 December, 4, 5 and 6 January.
BEFORE_CHRISTMAS = "--arrives|2026-12-23T10:00"
IPS_EMAIL = f"--channel|email|{BEFORE_CHRISTMAS}"
IPS_LETTER = f"--channel|letter|{BEFORE_CHRISTMAS}|--fact|better answered elsewhere=no"
TOLD = "--date|promised=2027-01-15|--at|promised="
MESSAGE = "--channel|phone message|--arrives|2026-12-24T16:00|--fact|return date left"
TEMPLATE = "company-template"
TEMPLATE_EMAIL = tuple(
    f"{TEMPLATE}.email-or-letter.{act}" for act in ("acknowledge", "forward", "resolve.aim", "reply.should")
)
CALL_ACTS = ("acknowledge.should", "resolve.aim", "reply.should")
TEMPLATE_CALL = tuple(f"{TEMPLATE}.call-or-visit.{act}" for act in CALL_ACTS)
TEMPLATE_POST = tuple(f"{TEMPLATE}.other-written-contact.{act}" for act in ("acknowledge.should", "reply.should"))

IPS = {
    "ips email, acknowledged": Row(
        policy="ips",
        contact=IPS_EMAIL,
        id="ips.email.acknowledge",
        others=("ips.email.reply",),
        as_of="2026-12-30T00:00",
        **day("2026-12-29", "2026-12-30T00:00:00", "Tuesday 29 December 2026"),
        reasons={
            "2026-12-24": "working day 1 of 2",
            "2026-12-25": "Christmas Day",
            "2026-12-28": "Boxing Day (observed)",
            "2026-12-29": "working day 2 of 2",
        },
    ),
    "ips email, answered": Row(
        policy="ips",
        contact=IPS_EMAIL,
        id="ips.email.reply",
        others=("ips.email.acknowledge",),
        as_of="2026-12-30T00:00",
        status="open",
        **day("2027-01-06", "2027-01-07T00:00:00", "Wednesday 6 January 2027"),
        reasons={"2027-01-01": "New Year's Day", "2027-01-06": "working day 7 of 7"},
    ),
    # The two days in which we may tell of another date end on Christmas Day, as it falls.
    "ips letter, told on the second day": Row(
        policy="ips",
        contact=f"{IPS_LETTER}|{TOLD}2026-12-25T23:59:59.999999",
        id="ips.letter.reply",
        as_of="2027-01-15",
        status="open",
        **day("2027-01-15", "2027-01-16T00:00:00", "Friday 15 January 2027"),
        reasons={"2027-01-15": "the date that was promised"},
    ),
    **{
        f"ips letter, told {told}": Row(
            policy="ips",
            contact=f"{IPS_LETTER}|{TOLD}{told}",
            id="ips.letter.reply",
            as_of="2027-01-07T00:00",
            **day("2027-01-06", "2027-01-07T00:00:00", "Wednesday 6 January 2027"),
            reasons={"2026-12-25": "Christmas Day", "2027-01-06": "working day 7 of 7"},
        )
        for told in ("2026-12-27T11:00", "2026-12-26T00:00", "2026-12-27")  # the fourth day, and just too late
    },
    "ips message, no date of return": Row(
        policy="ips",
        contact=f"{MESSAGE}=no",
        id="ips.phone-message.call-back",
        **day("2026-12-29", "2026-12-30T00:00:00", "Tuesday 29 December 2026"),
        reasons={"2026-12-24": "the day it arrived", "2026-12-29": "working day 1 of 1"},
    ),
    "ips message, returned": Row(
        policy="ips",
        contact=f"{MESSAGE}=yes|--at|returned=2027-01-04T09:00",
        id="ips.phone-message.call-back",
        **day("2027-01-05", "2027-01-06T00:00:00", "Tuesday 5 January 2027"),
        reasons={"2027-01-04": "the day of the return", "2027-01-05": "day 1 of 1"},
    ),
    "ips message, returned on a Friday": Row(
        policy="ips",
        contact=f"{MESSAGE}=yes|--at|returned=2027-01-08T09:00",
        id="ips.phone-message.call-back",
        **day("2027-01-09", "2027-01-10T00:00:00", "Saturday 9 January 2027"),
    ),
    "ips message, not yet returned": Row(
        policy="ips",
        contact=f"{MESSAGE}=yes",
        id="ips.phone-message.call-back",
        status="waiting",
        says="waiting for the return",
    ),
    "ips message, not said": Row(
        policy="ips",
        contact=MESSAGE.removesuffix("|--fact|return date left"),
        id="ips.phone-message.call-back",
        status="unknown",
        says="not known: fact return date left is not given",
    ),
}

ACKNOWLEDGED = day("2026-12-24", "2026-12-25T00:00:00", "Thursday 24 December 2026")
NOT_NEEDED = {**ACKNOWLEDGED, "says": "nothing is due: it was resolved by then"}
ANSWERED = day("2027-01-06", "2027-01-07T00:00:00", "Wednesday 6 January 2027")
ON_THE_DATE = day("2027-01-15", "2027-01-16T00:00:00", "Friday 15 January 2027")
DURING = instant("2026-12-23T10:12:00", "10:12am on Wednesday 23 December 2026")
TEMPLATE_ROWS = {
    **{
        f"template, acknowledged, {events or 'nothing happened'}": Row(
            policy=TEMPLATE,
            contact=f"--channel|email|{BEFORE_CHRISTMAS}{events}",
            id=TEMPLATE_EMAIL[0],
            others=TEMPLATE_EMAIL[1:],
            status=status,
            **due,
        )
        for events, status, due in (
            ("", "overdue", ACKNOWLEDGED),
            ("|--at|resolved=2026-12-24T23:59:59.999999", "excused", NOT_NEEDED),
            ("|--at|resolved=2026-12-25T00:00", "overdue", ACKNOWLEDGED),
            ("|--at|acknowledged=2026-12-24T17:00", "met", ACKNOWLEDGED),
            ("|--at|acknowledged=2026-12-29T17:00", "late", ACKNOWLEDGED),
        )
    },
    **{
        f"template, acknowledged during the {channel}, {events or 'not over'}": Row(
            policy=TEMPLATE,
            contact=f"--channel|{channel}|{BEFORE_CHRISTMAS}{events}",
            id=TEMPLATE_CALL[0],
            others=TEMPLATE_CALL[1:],
            strength="should",
            status=status,
            **due,
        )
        for channel in ("phone", "visit")
        for events, status, due in (
            ("", "waiting", {"says": "waiting for the contact"}),
            ("|--at|ended=10:12|--at|acknowledged=10:12", "met", DURING),
            ("|--at|ended=10:12|--at|acknowledged=10:13", "late", DURING),
            ("|--at|ended=10:12", "overdue", DURING),
        )
    },
    **{
        f"template, answered, {events or 'untold'}": Row(
            policy=TEMPLATE,
            contact=f"--channel|{channel}|{BEFORE_CHRISTMAS}{events}",
            id=id_,
            others=others,
            strength="should",
            as_of="2027-01-07T00:00",
            status=status,
            **due,
        )
        for channel, id_, others in (
            ("letter", TEMPLATE_EMAIL[-1], TEMPLATE_EMAIL[:-1]),
            ("phone", TEMPLATE_CALL[-1], TEMPLATE_CALL[:-1]),
            ("social media", TEMPLATE_POST[-1], TEMPLATE_POST[:-1]),
        )
        for events, status, due in (
            ("", "overdue", ANSWERED),
            (f"|{TOLD}2027-01-06T23:59:59.999999", "open", ON_THE_DATE),
            (f"|{TOLD}2027-01-07T00:00", "overdue", ANSWERED),
        )
    },
}  # fmt: skip

ROWS = {
    **IPS,
    **TEMPLATE_ROWS,
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


@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
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


# ---------- the five policies


def test_a_letter_for_a_colleague_goes_on_the_day_it_comes(ask: Ask) -> None:
    """Where it is not said whether somebody else answers better, both promises are listed, and one is not known."""
    (_, forward) = ask("ips", *flags(f"--channel|letter|{BEFORE_CHRISTMAS}"))["promises"]
    assert (forward["status"], forward["missing"]) == ("unknown", "fact better answered elsewhere")
    elsewhere = ask("ips", *flags(IPS_LETTER.replace("=no", "=yes")))["promises"]
    assert [one["id"] for one in elsewhere] == ["ips.letter.reply", "ips.letter-forwarding.forward.should"]
    assert elsewhere[1]["says"] == "by the end of Wednesday 23 December 2026"


def test_all_clauses_are_held_and_what_is_measured_by_a_standard(root: Path, troth: Troth) -> None:
    result = troth("trace", "policies", "--format", "json")
    assert result.exit_code == 0
    assert result.stderr.startswith("147 of 147 clauses are held")
    rows = json.loads(result.stdout)["rows"]
    measured = [row for row in rows if row["kind"] in ("deadline", "limit")]
    assert (len(rows), len(measured)) == (147, 40)
    standards: dict[str, tuple[str, ...]] = {}
    for policy in {row["policy"] for row in rows}:
        text = (root / "policies" / policy / f"{policy}.policy").read_text(encoding="utf-8")
        standards[policy] = tuple(f"{policy}.{name}." for name in re.findall(r"^standard (\S+)", text, re.MULTILINE))
    held = [any(f"{one}.".startswith(standards[row["policy"]]) for one in row["held_by"]) for row in measured]
    assert [row["locator"] for row, is_held in zip(measured, held, strict=True) if not is_held] == []


def test_two_days_among_working_days_are_shown_with_both_dates(troth: Troth) -> None:
    """Kept as the source has them, and a warning: the dates are those of the calendar, with a weekend between."""
    result = troth("check", "ips", "--format", "json")
    assert result.exit_code == 0
    found = [finding for finding in json.loads(result.stdout) if finding["code"] == "T210"]
    said = [re.search(r"`within (\d) days?`", finding["message"]) for finding in found]
    assert [match[1] for match in said if match] == ["1", "2", "2", "2"]
    for finding, match in zip(found, said, strict=True):
        assert finding["severity"] == "warning"
        assert match is not None
        start, days, working = (date_of(text) for text in re.findall(r"\d{1,2} [A-Z][a-z]+ \d{4}", finding["message"]))
        n = int(match[1])
        closed = public_holidays("GB-ENG", 2015, 2030)
        assert days == start + timedelta(days=n)
        assert working == busdays.last_day(start, n, closed, next_open=False)
        assert days != working


def date_of(text: str) -> date:
    """`4 January 2029` as a date."""
    return datetime.strptime(text, "%d %B %Y").date()
