"""Worked examples that were published, of deemed service, short periods, court vacations, payments and targets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_post import policy_of
from tests.oracle.corpus_shares import tiers
from tests.oracle.corpus_spec import (
    Announced,
    Calendar,
    Closure,
    Limit,
    Policy,
    Promise,
    Remedy,
    before,
    standards,
    within,
)
from tests.oracle.corpus_years import ENGLAND, day

CPR_2_8 = {
    "title": "Civil Procedure Rules (England and Wales), rule 2.8, examples",
    "url": "https://www.justice.gov.uk/courts/procedure-rules/civil/rules/part02",
}
PD_6A = {
    "title": "Practice Direction 6A to the Civil Procedure Rules (England and Wales), paragraph 10, examples",
    "url": "https://www.justice.gov.uk/courts/procedure-rules/civil/rules/part06/pd_part06a",
}
STRIKES = {
    "title": "Compliance on Call, Deemed delivery and postal strikes, 2022, on rule 1.42 of the Insolvency Rules",
    "url": "https://complianceoncall.blogspot.com/2022/08/deemed-delivery-and-postal-strikes.html",
}
VACATION = {
    "title": "Sospensione feriale dei termini processuali, 2023, on law 742/1969 of Italy",
    "url": "https://serviziamministrativi.ddp.it/it/notizie/2023/07/22014/"
    "sospensione-feriale-dei-termini-processuali-ricorsi-appelli-e-deposito-di-documenti-e-memorie",
}
ACTIVATION = {
    "title": "EE, Automatic compensation, delayed activation, from 4 May 2021",
    "url": "https://ee.co.uk/help/help-new/broadband-and-landline/home-broadband/automatic-compensation",
}
TAPS = {
    "title": "Energy Live News, 27 November 2018, on Ofwat's proposals for interruptions of supply",
    "url": "https://www.energylivenews.com/2018/11/27/ofwat-customer-compensation-should-go-up-if-taps-run-dry/",
}
CALLS = {
    "title": "Call Centre Helper, How to calculate contact centre service level, worked example",
    "url": "https://www.contactcentrehelper.com/?p=71275",
}
Given = Any
Contact = Mapping[str, Any]
ROME = Calendar(
    zone="Europe/Rome",
    years=(2023, 2023),
    roll="forward",
    not_counted=(Closure(first=(8, 1), last=(8, 31), name="sospensione feriale"),),
)


def served(theme: Theme, given: Given) -> None:
    """Adds the published examples of deemed service.

    A document arrives on the day that they give, and a promise by the end of the next working day counts from it.
    """
    rolled = {"after": (2, "day"), "roll": "forward"}
    following = Promise(limit=Limit(kind="next working day"))
    for name, rule, arrives, last, counting in (
        ("posted on a Monday", rolled, "2026-06-01T10:00", "2026-06-03", "day 0"),
        ("left at the document exchange on a Friday", rolled, "2026-06-05T10:00", "2026-06-08", "next open"),
        ("a fax on a Saturday", {"sent_before": "16:30"}, "2026-06-06T16:00", "2026-06-08", "day 0"),
        ("served personally on a Sunday", {"sent_before": "16:30"}, "2026-06-07T16:29", "2026-06-08", "day 1"),
        (
            "delivered after 4.30pm before Good Friday",
            {"sent_before": "16:30"},
            "2026-04-02T16:31",
            "2026-04-07",
            "day 0",
        ),
        ("posted on a bank holiday Monday", rolled, "2026-05-25T10:00", "2026-05-27", "next open"),
    ):
        slug = "-".join("".join(one if one.isalnum() else " " for one in name.lower()).split())
        calendar = replace(ENGLAND, counting=counting, roll="forward")
        policy = policy_of(f"pd-{slug}", calendar, rule, (following,))
        contact = {"channel": policy.channels[0].name, "arrives": arrives}
        _given_anchor(theme, given, f"PD 6A, {name}", policy, contact, last, PD_6A)
    strike = Announced(day=day("2022-08-31"), name="strike", on=day("2022-08-25"), is_closure=True)
    for name, announced, last in (
        ("normally", (), "2022-09-01"),
        ("with a strike on the Wednesday", (strike,), "2022-09-02"),
    ):
        calendar = Calendar(years=(2022, 2022), announced=announced, roll="forward")
        policy = policy_of(f"strike-{len(announced)}", calendar, {"after": (2, "working day")}, (following,))
        contact = {"channel": policy.channels[0].name, "arrives": "2022-08-30T10:00"}
        _given_anchor(theme, given, f"posted on Tuesday 30 August, {name}", policy, contact, last, STRIKES)


def _given_anchor(
    theme: Theme, given: Given, name: str, policy: Policy, contact: Contact, last: str, citation: Mapping[str, str]
) -> None:
    """The cases of a document that arrives on a day; no holiday follows in any of the examples."""
    had = len(theme.cases)
    following = day(last) + dt.timedelta(days=1)
    while following.weekday() >= 5:
        following += dt.timedelta(days=1)
    given(theme, name, policy, contact, str(following), ["deemed arrival"], citation=citation)
    for case in theme.cases[had:]:
        assert case["expected"]["promises"][0]["anchor"] == last, case


def counted(theme: Theme, given: Given) -> None:
    """Adds the published examples of short periods and of days that are not counted."""
    hearing = Policy(
        name="cpr-short",
        calendars=(replace(ENGLAND, roll="forward", short=5),),
        standards=standards(Promise(limit=before("3 clear days", "visit"), verb="contact")),
    )
    for name, arrives, visit, last in (
        ("Friday 20 October", "2028-09-01T10:00", "2028-10-20T10:30", "2028-10-16"),
        ("Monday 20 October", "2025-09-01T10:00", "2025-10-20T10:30", "2025-10-14"),
    ):
        contact: dict[str, Any] = {"channel": "email", "arrives": arrives, "events": {"visit": visit}}
        given(theme, f"CPR, three days before {name}", hearing, contact, last, ["short periods"], citation=CPR_2_8)
    appeal = Policy(
        name="vacation",
        calendars=(ROME,),
        standards=standards(
            Promise(limit=within("60 days")), Promise(limit=before("20 clear days", "visit"), verb="contact")
        ),
    )
    for name, arrives, last in (
        ("notified on 20 July", "2023-07-20T10:00", "2023-10-19"),
        ("notified on 1 August", "2023-08-01T10:00", "2023-10-30"),
        ("notified on 31 August", "2023-08-31T10:00", "2023-10-30"),
    ):
        contact = {"channel": "email", "arrives": arrives}
        given(theme, f"sixty days, {name}", appeal, contact, last, ["days not counted"], citation=VACATION)
    contact = {"channel": "letter", "arrives": "2023-06-01T10:00", "events": {"visit": "2023-09-05T10:00"}}
    covers = ["days not counted", "days not counted × clear days"]
    given(theme, "twenty clear days before 5 September", appeal, contact, "2023-07-14", covers, citation=VACATION)


def paid(theme: Theme) -> None:
    """Adds the published examples of payments."""
    policy = Policy(
        name="activation",
        calendars=(Calendar(years=(2021, 2021)),),
        standards=standards(
            Promise(
                limit=Limit(kind="carried", words="by the date promised"),
                verb="complete",
                remedy=Remedy(amount=610, plus=610, step=(1, "day")),
            )
        ),
    )
    for name, done, amount in (
        ("activated on Thursday", "2021-06-10T15:00", "6.10"),
        ("activated on Friday", "2021-06-11T15:00", "12.20"),
    ):
        contact = {
            "channel": "email",
            "arrives": "2021-06-01T10:00",
            "events": {"completed": done},
            "dates": {"promised": "2021-06-09"},
        }
        _amount(theme, f"EE, due on Wednesday, {name}", policy, contact, amount, ACTIVATION)
    taps = Policy(
        name="taps",
        calendars=(Calendar(years=(2018, 2018)),),
        standards=standards(
            Promise(limit=within("12 hours"), verb="complete", remedy=Remedy(amount=3000, plus=3000, step=(12, "hour")))
        ),
    )
    contact = {
        "channel": "email",
        "arrives": "2018-03-05T08:00",
        "events": {"completed": "2018-03-07T08:00"},
    }
    _amount(theme, "Ofwat's proposal, two days without water", taps, contact, "120.00", TAPS)


def _amount(
    theme: Theme, name: str, policy: Policy, contact: Mapping[str, Any], amount: str, citation: Mapping[str, str]
) -> None:
    more: Any = {"from": "published", "citation": dict(citation)}
    case = theme.case(name, policy, contact, f"{policy.calendar().years[1]}-12-31", ["remedy"], **more)
    assert case["expected"]["promises"][0]["amount"] == amount, case


def answered(theme: Theme) -> None:
    """Adds the published example of a service level: 136 of 170 calls within twenty seconds are 80 per cent."""
    policy = Policy(
        name="calls",
        calendars=(Calendar(),),
        standards=standards(
            Promise(limit=within("5 minutes"), verb="answer", targets=tiers(("80", "20 seconds"), each="day")),
            Promise(limit=within("5 minutes"), verb="answer", targets=tiers(("80.001", "20 seconds"), each="day")),
        ),
    )
    start = dt.datetime(2026, 6, 1, 9, 0)
    for channel, reached in (("email", True), ("letter", False)):
        calls = []
        for number in range(170):
            at = start + dt.timedelta(minutes=number)
            waited = 20 if number % 5 else 21
            done = (at + dt.timedelta(seconds=waited)).isoformat()
            calls.append(
                {
                    "id": f"{number + 1}",
                    "channel": channel,
                    "arrives": at.isoformat(timespec="minutes"),
                    "events": {"answered": done},
                }
            )
        more: Any = {"from": "published", "citation": dict(CALLS)}
        name = "a service level of 80 per cent" if reached else "which is less than 80.001 per cent"
        case = theme.several(name, policy, calls, "2026-06-02T12:00", ["several contacts", "tiers"], **more)
        (target,) = case["expected"]["targets"]
        assert (target["met"], target["counted"], target["reached"]) == (136, 170, reached), target
