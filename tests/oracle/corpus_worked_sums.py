"""Targets and sums of money worked out by hand, with the working in words.

The oracle answers them too, and making the corpus fails where it gives another sum.
"""

from __future__ import annotations

from typing import Any

from tests.oracle.corpus_paid import TYPES
from tests.oracle.corpus_shares import average, share
from tests.oracle.corpus_spec import Pause, Policy, Promise, Remedy, Standard, within
from tests.oracle.corpus_worked import FORWARD, MONDAY, Worked, reply

WATER = {
    "title": "Ofwat, Standards of service: summary of payment amounts that apply in England and Wales",
    "url": "https://www.ofwat.gov.uk/households/supply-and-standards/standards-of-service/",
}
POWER = {
    "title": "Aurora Utilities, Guaranteed Standards of Performance, regulation 5",
    "url": "https://aurora-utilities.co.uk/guaranteed-standards-of-performance-gsops/",
}


def by_hand_paid() -> Worked:
    theme = Worked("by-hand-paid", "Targets that are reached, and sums that are owed, with the working in words.")
    _sums(theme)
    _owed(theme)
    return theme


def _sums(theme: Worked) -> None:
    policy = Policy(
        name="sums-by-hand",
        calendars=(FORWARD,),
        standards=(
            Standard(name="email", channels=("email",), promises=(reply("3 working days", targets=share("95")),)),
            Standard(
                name="letter",
                channels=("letter",),
                promises=(reply("10 working days", pauses=(Pause(),), targets=average(4, "working day")),),
            ),
        ),
    )
    kept, late = "2026-06-04T12:00", "2026-06-05T12:00"
    for number, reached in ((19, True), (18, False)):
        emails = [
            {
                "id": f"{index}",
                "channel": "email",
                "arrives": MONDAY,
                "events": {"replied": late if index == 1 else kept},
            }
            for index in range(1, number + 2)
        ]
        more: Any = {
            "from": "hand",
            "working": f"{number} of {number + 1} are in time: {number} × 100 is {100 * number}, and 95 × {number + 1} "
            f"is {95 * (number + 1)}, so that 95 per cent are {'' if reached else 'not '}reached.",
        }
        case = theme.several(
            f"{number} of {number + 1} emails", policy, emails, "2026-06-30T12:00", ["several contacts"], **more
        )
        (target,) = case["expected"]["targets"]
        assert (target["met"], target["counted"], target["reached"]) == (number, number + 1, reached)
    stood = {"paused": "2026-06-03T10:00", "resumed": "2026-06-05T10:00"}
    letters = [
        {"id": "1", "channel": "letter", "arrives": MONDAY, "events": {"replied": "2026-06-02T10:00"}},
        {"id": "2", "channel": "letter", "arrives": MONDAY, "events": {"replied": "2026-06-10T10:00"}},
        {"id": "3", "channel": "letter", "arrives": MONDAY, "events": stood | {"replied": "2026-06-09T10:00"}},
    ]
    more = {
        "from": "hand",
        "working": "The first took 1 working day, the second 7 (2–5 and 8–10 June). The third took 6 (to 9 June), of "
        "which 4 and 5 June stood still, so 4. That is 12 in all: 4 on average, which is just enough.",
    }
    case = theme.several(
        "letters in four working days on average",
        policy,
        letters,
        "2026-06-30T12:00",
        ["several contacts", "averages"],
        **more,
    )
    (target,) = case["expected"]["targets"]
    assert (target["counted"], target["reached"]) == (3, True)
    slower = [*letters[:2], {**letters[2], "events": stood | {"replied": "2026-06-10T10:00"}}]
    more = {"from": "hand", "working": "As before, but the third took 5 working days: 13 in all, more than 3 times 4."}
    case = theme.several(
        "letters in more than four", policy, slower, "2026-06-30T12:00", ["several contacts", "averages"], **more
    )
    assert not case["expected"]["targets"][0]["reached"]


def _owed(theme: Worked) -> None:
    due = {"arrives": "2026-06-04T13:00"}
    for or_part, amount, why in (
        (False, "120.00", "three periods of 24 hours are over (to 17:00 on 7 June): £30 and 3 × £30 are £120."),
        (True, "150.00", "a fourth period of 24 hours has begun: £30 and 4 × £30 are £150."),
    ):
        remedy = Remedy(amount=3000, plus=3000, step=(24, "hour"), or_part=or_part, most=30000)
        theme.given(
            f"seventy-three hours late, {'or part' if or_part else 'complete'}",
            f"Due on 4 June at 17:00, done on 7 June at 18:00, 73 hours later: {why}",
            Promise(limit=within("4 hours"), verb="complete", remedy=remedy),
            {**due, "events": {"completed": "2026-06-07T18:00"}},
            wanted={"complete": {"amount": amount, "status": "late"}},
            covers=["remedy", "remedy × further periods"],
        )
    theme.given(
        "at most three hundred pounds",
        "Due on 4 June at 17:00, not done on 30 June at 17:00: 26 periods of 24 hours: £30 and £780. At most £300.",
        Promise(
            limit=within("4 hours"),
            verb="complete",
            remedy=Remedy(amount=3000, plus=3000, step=(24, "hour"), most=30000),
        ),
        due,
        as_of="2026-06-30T17:00",
        wanted={"complete": {"amount": "300.00", "status": "overdue"}},
        covers=["remedy", "remedy × at most"],
    )
    water = Remedy(
        by="customer type",
        rows=((("household",), 2000), (("business", "charity"), 5000)),
        plus_by="customer type",
        plus_rows=((("household",), 1000), (("business", "charity"), 2500)),
        step=(24, "hour"),
    )
    for kind, amount, why in (
        ("household", "40.00", "£20 and 2 × £10 are £40."),
        ("business", "100.00", "£50 and 2 × £25 are £100."),
    ):
        theme.given(
            f"sixty-two hours without water, {kind}",
            "Restored 62 hours after the interruption became known, 50 hours after the 12 hours were over: two further "
            f"periods of 24 hours are complete. {why}",
            Promise(limit=within("12 hours"), verb="complete", remedy=water),
            {"arrives": "2026-06-01T06:00", "events": {"completed": "2026-06-03T20:00"}, "customer type": kind},
            categories=TYPES,
            wanted={"complete": {"amount": amount}},
            covers=["remedy", "remedy × category"],
            citation=WATER,
        )
    theme.given(
        "thirty-six hours without electricity",
        "The twelve hours were over at 20:00 on 1 June; restored at 20:00 on 2 June, 24 hours later: two further "
        "periods of 12 hours are complete, £95 and 2 × £45 are £185.",
        Promise(limit=within("12 hours"), verb="complete", remedy=Remedy(amount=9500, plus=4500, step=(12, "hour"))),
        {"arrives": "2026-06-01T08:00", "events": {"completed": "2026-06-02T20:00"}},
        wanted={"complete": {"amount": "185.00"}},
        covers=["remedy", "remedy × further periods"],
        citation=POWER,
    )
    delays = Remedy(delays=(((1, "working day"), 1000), ((5, "working day"), 2500)))
    for done, amount, why in (
        ("2026-06-09T16:00", "0.00", "The first working day after is 9 June, which is not over yet: nothing."),
        ("2026-06-10T09:00", "10.00", "9 June is over, the fifth working day, 15 June, is not: £10."),
        ("2026-06-16T09:00", "25.00", "9–12 and 15 June are five working days, and over: £25."),
    ):
        theme.given(
            f"by delay, done on {done[:10]}",
            f"Five working days from Monday 1 June end with Monday 8 June. {why}",
            Promise(limit=within("5 working days"), verb="complete", remedy=delays),
            {"events": {"completed": done}},
            wanted={"complete": {"amount": amount, "status": "late"}},
            covers=["remedy", "remedy × delay"],
        )
    paid = Remedy(amount=3000, automatically=True, paid_in=within("10 working days"), paid_late=2000)
    for at, status, late, why in (
        ("2026-06-22T17:00", "met", "0.00", "Paid on that day: in time."),
        ("2026-06-23T09:00", "late", "20.00", "Paid on the day after: £20 more."),
    ):
        theme.given(
            f"paid on {at[:10]}",
            "Missed at the end of Monday 8 June, which is day 0 of the payment: 9–12 June are 1–4, 15–19 June 5–9, "
            f"Monday 22 June is day 10. {why}",
            Promise(limit=within("5 working days"), verb="complete", remedy=paid),
            {"events": {"completed": "2026-06-09T10:00", "compensated": at}},
            wanted={
                "complete": {"amount": "30.00"},
                "complete.remedy": {"status": status, "amount": late, "last_day": "2026-06-22"},
            },
            covers=["remedy", "payment"],
        )
    claimed = Remedy(amount=3000, claimed_in=within("3 months"))
    for at, status, amount, why in (
        ("2026-09-08T23:59", "met", "30.00", "Claimed in its last minute: £30."),
        ("2026-09-09T00:00", "late", "0.00", "Claimed a minute too late: nothing."),
    ):
        theme.given(
            f"claimed at {at[8:10]} September",
            f"Missed at the end of Monday 8 June: three months end with Tuesday 8 September. {why}",
            Promise(limit=within("5 working days"), verb="complete", remedy=claimed),
            {"events": {"completed": "2026-06-09T10:00", "claimed": at}},
            wanted={"complete": {"amount": amount}, "complete.claim": {"status": status, "last_day": "2026-09-08"}},
            covers=["remedy", "claim"],
        )


THEMES = (by_hand_paid,)
