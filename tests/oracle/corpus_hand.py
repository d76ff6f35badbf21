"""Themes whose dates come from elsewhere: official examples with their citation, and dates worked out by hand.

The oracle answers them too, and making the corpus fails where it gives another date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.oracle import clocks, corpus_cited
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_spec import (
    Calendar,
    Case,
    Dated,
    Limit,
    Pause,
    Policy,
    Promise,
    When,
    before,
    standards,
    within,
)
from tests.oracle.corpus_years import BRITAIN_LOCK, ENGLAND, day

CPR = {
    "title": "Civil Procedure Rules (England and Wales), rule 2.8, examples",
    "url": "https://www.justice.gov.uk/courts/procedure-rules/civil/rules/part02",
}
ICO = {
    "title": "Information Commissioner's Office, Right of access: how long do we have to comply?",
    "url": "https://ico.org.uk/global/sar-checklist-for-smes/i-need-to-complete-a-sar",
}
FRCP = {
    "title": "Federal Rules of Civil Procedure (United States), rule 6, Committee Notes on Rules, 2009 Amendment",
    "url": "https://www.law.cornell.edu/rules/frcp/rule_6",
}
FOIA = {
    "title": "Freedom of Information Act 2000 (United Kingdom), section 10",
    "url": "https://www.legislation.gov.uk/ukpga/2000/36/section/10",
}
EU = {
    "title": "Regulation (EEC, Euratom) No 1182/71, Article 3",
    "url": "https://eur-lex.europa.eu/eli/reg/1971/1182/oj",
}
ONE_DAY = dt.timedelta(days=1)


def _given(
    theme: Theme, name: str, policy: Policy, contact: Mapping[str, Any], last: str, covers: list[str], **where: Any
) -> None:
    """The cases of a contact that is due on a day, or at a time; fails where the oracle has another."""
    zone = policy.calendar().zone
    if len(last) == len("2026-06-01"):
        wanted = clocks.utc(clocks.start_of(dt.date.fromisoformat(last) + ONE_DAY, zone))
    else:
        wanted = clocks.utc(clocks.shown(last, zone))
    had = len(theme.cases)
    theme.situation(name, policy, contact, covers, **where)
    for case in theme.cases[had:]:
        assert case["expected"]["promises"][0]["due"] == wanted, (case["id"], case["expected"], wanted)


def _published(theme: Theme, *given: Any, citation: Mapping[str, str]) -> None:
    where: Any = {"from": "published", "citation": dict(citation)}
    _given(theme, *given, **where)


def published() -> Theme:
    theme = Theme("published", "Worked examples that courts and regulators have published, with their citation.")
    hearing = Policy(
        name="cpr",
        calendars=(replace(ENGLAND, roll="falls"),),
        events=(("served", "serve", "service"), ("hearing", "hear", "hearing")),
        standards=standards(
            Promise(limit=before("3 clear working days", "hearing"), verb="serve"),
            Promise(limit=within("14 days", of="served")),
        ),
    )
    friday = {"channel": "email", "arrives": "2028-09-01T10:00", "events": {"hearing": "2028-10-20T10:30"}}
    monday = {"channel": "email", "arrives": "2025-09-01T10:00", "events": {"hearing": "2025-10-20T10:30"}}
    served = {"channel": "letter", "arrives": "2026-10-01T10:00", "events": {"served": "2026-10-02T10:00"}}
    _published(theme, "CPR, heard on Friday 20 October", hearing, friday, "2028-10-16", ["clear days"], citation=CPR)
    _published(theme, "CPR, heard on Monday 20 October", hearing, monday, "2025-10-14", ["clear days"], citation=CPR)
    _published(theme, "CPR, served on 2 October", hearing, served, "2026-10-16", ["anchor", "days"], citation=CPR)
    access = Policy(
        name="access",
        calendars=(replace(ENGLAND, roll="forward"),),
        standards=standards(Promise(limit=within("1 month"))),
    )
    for name, arrives, last in (
        ("received on 3 September", "2025-09-03T10:00", "2025-10-03"),
        ("received on 31 March", "2026-03-31T10:00", "2026-04-30"),
    ):
        contact = {"channel": "email", "arrives": arrives}
        _published(theme, f"ICO, {name}", access, contact, last, ["months"], citation=ICO)
    labor_day = ((day("2007-09-03"), "Labor Day"),)
    federal = Policy(
        name="frcp",
        calendars=(Calendar(zone="America/New_York", years=(2007, 2007), holidays=labor_day, roll="forward"),),
        standards=standards(
            Promise(limit=within("30 days")),
            Promise(limit=before("21 days", "visit"), verb="contact"),
            Promise(limit=within("72 hours")),
        ),
    )
    thirty = {"channel": "email", "arrives": "2007-08-02T10:00"}
    back = {"channel": "letter", "arrives": "2007-08-01T10:00", "events": {"visit": "2007-09-22T10:00"}}
    hours = {"channel": "web form", "arrives": "2007-11-02T10:23"}
    saturday = "the thirtieth day is Saturday 1 September"
    _published(theme, f"FRCP, {saturday}", federal, thirty, "2007-09-04", ["roll forward"], citation=FRCP)
    before_ = "the twenty-first day before is Saturday 1 September"
    _published(theme, f"FRCP, {before_}", federal, back, "2007-08-31", ["notice × roll"], citation=FRCP)
    name = "FRCP, 72 hours from Friday 2 November, over the end of daylight saving time"
    _published(theme, name, federal, hours, "2007-11-05T09:23", ["DST × hours"], citation=FRCP)
    corpus_cited.served(theme, _published)
    corpus_cited.counted(theme, _published)
    corpus_cited.paid(theme)
    corpus_cited.answered(theme)
    return theme


def by_hand() -> Theme:
    theme = Theme("by-hand", "Dates worked out on a wall calendar, with the working in words.")

    def hand(
        name: str, policy: Policy, contact: Mapping[str, Any], last: str, working: str, *covers: str, **more: Any
    ) -> None:
        _given(theme, name, policy, contact, last, list(covers), **{"from": "hand", "working": working}, **more)

    either = Calendar(regions=("GB-ENG", "GB-SCT"), lock=BRITAIN_LOCK)
    request = Policy(
        name="information",
        calendars=(either,),
        events=(("asked", "ask", "notice"), ("paid", "pay", "payment")),
        standards=standards(
            Promise(limit=within("20 working days"), pauses=(Pause(start="asked", end="paid", both_days=True),))
        ),
    )
    contact = {"channel": "email", "arrives": "2026-06-01T10:00"}
    working = (
        "Day 0 is Monday 1 June. Days 1–4 are 2–5 June, 5–9 are 8–12 June; Monday 15 June is a holiday in Scotland; "
        "days 10–13 are 16–19 June, 14–18 are 22–26 June, 19 and 20 are 29 and 30 June."
    )
    hand("the twentieth working day", request, contact, "2026-06-30", working, "working days", "union", citation=FOIA)
    fees = {**contact, "events": {"asked": "2026-06-04T10:00", "paid": "2026-06-09T10:00"}}
    working = (
        "As without a fees notice, and the working days from the day of the notice to that of the payment, both "
        "included, are disregarded: 4, 5, 8 and 9 June. So 2 and 3 June are days 1 and 2, 10–12 June days "
        "3–5, 16–19 June 6–9, 22–26 June 10–14, 29 June to 3 July 15–19, and 6 July is day 20."
    )
    hand("a fees notice", request, fees, "2026-07-06", working, "both days included", citation=FOIA)
    regulation = Policy(
        name="regulation",
        calendars=(replace(ENGLAND, roll="forward"),),
        standards=standards(
            Promise(limit=within("1 month")), Promise(limit=within("2 weeks")), Promise(limit=within("10 days"))
        ),
    )
    rule = "The day of the event is not counted; a period that ends on a closed day ends with the next working day. "
    for channel, arrives, last, working in (
        (
            "email",
            "2026-01-31T10:00",
            "2026-03-02",
            "February has no 31st: the last day is Saturday 28 February, so Monday.",
        ),
        (
            "letter",
            "2026-12-11T10:00",
            "2026-12-29",
            "Friday 25 December is Christmas Day, 28 December is kept for Boxing Day.",
        ),
        ("web form", "2026-03-24T10:00", "2026-04-07", "3 April is Good Friday; Easter Monday is 6 April; so Tuesday."),
    ):
        contact = {"channel": channel, "arrives": arrives}
        hand(f"Regulation 1182/71, {channel}", regulation, contact, last, rule + working, "roll forward", citation=EU)
    access = Policy(
        name="access-weekend",
        calendars=(replace(ENGLAND, roll="forward"),),
        standards=standards(Promise(limit=within("1 month"))),
    )
    contact = {"channel": "email", "arrives": "2027-09-03T10:00"}
    working = "One month from 3 September is 3 October, a Sunday in 2027: the next working day is Monday 4 October."
    hand(
        "a month that ends on a Sunday", access, contact, "2027-10-04", working, "months", "roll forward", citation=ICO
    )
    winter = tuple(
        (day(text), name)
        for text, name in (
            ("2014-12-01", "Saint Andrew's Day (observed)"),
            ("2014-12-25", "Christmas Day"),
            ("2014-12-26", "Boxing Day"),
            ("2015-01-01", "New Year's Day"),
            ("2015-01-02", "New Year Holiday"),
        )
    )
    for counting, last, working in (
        ("day 0", "2014-12-31", "Day 0 is Monday 1 December, a holiday in Scotland: days 1–4 are 2–5 December, 5–9 "
         "8–12, 10–14 15–19, 15–17 22–24, 18–20 29–31 December."),
        ("next open", "2015-01-05", "It counts as received on Tuesday 2 December: days 1–3 are 3–5 December, 4–8 8–12, "
         "9–13 15–19, 14–16 22–24, 17–19 29–31 December; 1 and 2 January are holidays; day 20 is Monday 5 January."),
    ):  # fmt: skip
        calendar = Calendar(years=(2014, 2015), holidays=winter, counting=counting)
        limit = Promise(limit=within("20 working days"))
        policy = Policy(name=f"winter-{counting.replace(' ', '-')}", calendars=(calendar,), standards=standards(limit))
        contact = {"channel": "email", "arrives": "2014-12-01T10:00"}
        hand(f"on a holiday, {counting}", policy, contact, last, working, "working days", counting)
    night = Policy(
        name="night",
        calendars=(ENGLAND,),
        categories=(("priority", ("emergency", "routine")),),
        standards=standards(
            Promise(
                verb="complete",
                by="priority",
                cases=(
                    Case(when=When(kind="value", names=("priority", "emergency")),
                         limit=within("2 hours", day_and_night=True)),
                    Case(when=When(kind="otherwise"), limit=within("15 working days")),
                ),
            ),
            Promise(limit=within("3 working days"), dated=Dated(limit=within("1 working day"))),
            Promise(limit=Limit(kind="next working day", ends="16:00")),
        ),
    )  # fmt: skip
    contact = {"channel": "email", "arrives": "2026-03-29T00:30", "priority": "emergency"}
    working = "Clocks go from 01:00 to 02:00 in that night: half an hour to 01:00, and an hour and a half from 02:00."
    hand("an emergency as clocks go forward", night, contact, "2026-03-29T03:30", working, "DST × hours", "table")
    contact = {"channel": "email", "arrives": "2026-04-01T10:00", "priority": "routine"}
    working = (
        "Day 0 is Wednesday 1 April. Day 1 is 2 April; Good Friday and Easter Monday are closed; days 2–5 are "
        "7–10 April, 6–10 13–17 April, 11–15 20–24 April."
    )
    hand("a routine repair over Easter", night, contact, "2026-04-24", working, "working days", "table")
    told: Any = {"channel": "letter", "arrives": "2026-06-01T09:00", "events": {"promised": "2026-06-02T12:00"}}
    in_time: dict[str, Any] = {**told, "dates": {"promised": "2026-06-19"}}
    working = "Told on Tuesday 2 June, which is working day 1: in time, so 19 June binds in place of 4 June."
    hand("a date told in time", night, in_time, "2026-06-19", working, "a date promised")
    too_late = {**in_time, "events": {"promised": "2026-06-03T12:00"}}
    working = "Told on Wednesday 3 June, a day too late: it replaces nothing. Days 1–3 are 2, 3 and 4 June."
    hand("a date told late", night, too_late, "2026-06-04", working, "a date promised")
    contact = {"channel": "web form", "arrives": "2026-12-31T15:00"}
    working = "1 January 2027 is a Friday and a holiday, the 2nd and 3rd a weekend: Monday 4 January, at 16:00."
    hand("the next working day of the year", night, contact, "2027-01-04T16:00", working, "next working day", "by four")
    return theme


THEMES = (published, by_hand)
