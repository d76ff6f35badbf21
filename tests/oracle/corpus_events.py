"""Themes of other events than the arrival: anchors, around an event, counted back from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.oracle.corpus_around import FEE, LATER, MONDAY
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_counted import SHOP
from tests.oracle.corpus_spec import (
    Limit,
    Policy,
    Promise,
    before,
    standards,
    within,
)
from tests.oracle.corpus_years import ENGLAND


def anchors() -> Theme:
    theme = Theme("anchors", "Limits counted from other events than the arrival, from the later or the earlier of two.")
    later, earlier = "later arrives|paid", "earlier arrives|paid"
    policy = Policy(
        name="anchors",
        calendars=(replace(ENGLAND, counting="next open"),),
        events=FEE,
        standards=standards(
            Promise(limit=within("2 working days", of="resolved")),
            Promise(limit=within("90 minutes", of="appointment"), verb="see"),
            Promise(limit=within("10 working days", of=later)),
            Promise(limit=within("10 working days", of=earlier)),
            Promise(limit=Limit(kind="next working day", of="contacted")),
            Promise(limit=Limit(kind="same day", of="returned")),
            Promise(limit=within("1 hour", of="later paid|visit")),
            Promise(limit=within("3 days", of="visit", roll="forward")),
        ),
    )
    for channel, name, events in (
        ("email", "on a Friday", {"resolved": "2026-06-05T11:00"}),
        ("email", "on a Saturday", {"resolved": "2026-06-06T11:00"}),
        ("email", "before it arrived", {"resolved": "2026-05-29T11:00"}),
        ("email", "before and after it arrived", {"resolved": ["2026-05-29T11:00", "2026-06-03T11:00"]}),
        ("email", "twice after it arrived", {"resolved": ["2026-06-04T11:00", "2026-06-03T11:00"]}),
        ("email", "not yet", {}),
        ("phone", "not yet, but done", {}),
        ("letter", "at ten", {"appointment": "2026-06-03T10:00"}),
        ("web form", "the fee later", {"paid": "2026-06-08T12:00"}),
        ("web form", "the fee before", {"paid": "2026-05-20T12:00"}),
        ("web form", "no fee yet", {}),
        ("fax", "the fee later", {"paid": "2026-06-08T12:00"}),
        ("fax", "the fee before", {"paid": "2026-05-20T12:00"}),
        ("fax", "no fee yet", {}),
        ("text message", "on New Year's Eve", {"contacted": "2026-12-31T23:59:59.999999"}),
        ("text message", "on a Sunday", {"contacted": "2026-06-07T12:00"}),
        ("web chat", "at midnight", {"returned": "2026-06-04T00:00"}),
        ("web chat", "on a bank holiday", {"returned": "2026-08-31T10:00"}),
        ("phone", "both", {"paid": "2026-06-02T10:00", "visit": "2026-06-03T10:00"}),
        ("phone", "one of them", {"paid": "2026-06-02T10:00"}),
        ("phone message", "to a Sunday", {"visit": "2026-06-04T10:00"}),
    ):
        contact = {"channel": channel, "arrives": MONDAY, "events": events} if events else {
            "channel": channel, "arrives": MONDAY
        }  # fmt: skip
        theme.situation(f"{channel}, {name}", policy, contact, ["anchor", "later of", "earlier of"])
    done = {"channel": "email", "arrives": MONDAY, "events": {"replied": "2026-06-02T10:00"}}
    theme.case("done while waiting", policy, done, LATER, ["anchor", "waiting"])
    for at, name in (("09:58", "before its anchor"), ("11:30", "at the last moment"), ("11:30:00.000001", "late")):
        events = {"appointment": "2026-06-03T10:00", "seen": f"2026-06-03T{at}"}
        asked: dict[str, Any] = {"channel": "letter", "arrives": "2026-06-03T09:50", "events": events}
        theme.case(f"seen, {name}", policy, asked, LATER, ["an act before its anchor"])
    twice = {"appointment": "2026-06-03T10:00", "seen": ["2026-06-03T09:58", "2026-06-03T11:45"]}
    asked = {"channel": "letter", "arrives": "2026-06-03T09:50", "events": twice}
    theme.case("seen before and after, the first after counts", policy, asked, LATER, ["an act before its anchor"])
    return theme


def around_events() -> Theme:
    theme = Theme("around-events", "At an event, before it, during the contact, by the time or date that was agreed.")
    policy = Policy(
        name="around",
        calendars=(ENGLAND,),
        standards=standards(
            Promise(limit=Limit(kind="at", of="appointment"), verb="arrive"),
            Promise(limit=Limit(kind="before", of="appointment"), verb="call"),
            Promise(limit=Limit(kind="during"), verb="resolve"),
            Promise(limit=Limit(kind="carried", words="by the time agreed"), verb="complete"),
            Promise(limit=Limit(kind="carried", words="by the time told"), verb="complete"),
            Promise(limit=Limit(kind="carried", words="by the date promised"), verb="complete"),
            Promise(limit=Limit(kind="vague", words="promptly")),
            Promise(limit=Limit(kind="vague", words="as soon as possible")),
        ),
    )
    at = "2026-06-03T14:00"
    for channel, events in (
        ("email", {"appointment": at}),
        ("letter", {"appointment": at}),
        ("web form", {"ended": at}),
    ):
        contact = {"channel": channel, "arrives": MONDAY, "events": events}
        ways = ("met", "late", "last moment", "overdue", "open")
        theme.situation(f"{channel}, at two o'clock", policy, contact, ["around an event"], ways)
        waits = {"channel": channel, "arrives": MONDAY}
        theme.situation(f"{channel}, not yet", policy, waits, ["around an event", "waiting"])
    for channel, name in (("fax", "agreed"), ("text message", "told"), ("web chat", "promised")):
        for date, said in (("2026-06-05", "a day"), ("2026-06-05T12:00", "a time"), ("2026-06-06", "a Saturday")):
            contact = {"channel": channel, "arrives": MONDAY, "dates": {name: date}}
            theme.situation(f"{name}, {said}", policy, contact, ["a date that the contact carries"])
        theme.situation(f"{name}, not yet", policy, {"channel": channel, "arrives": MONDAY}, ["waiting"])
    for channel in ("phone", "phone message"):
        theme.situation(f"vague, {channel}", policy, {"channel": channel, "arrives": MONDAY}, ["vague wording"])
    return theme


def counted_back() -> Theme:
    theme = Theme("counted-back", "At least so much before an event; clear days; the roll goes away from the event.")
    visits = (
        ("2026-06-18T14:00", "a Thursday"),
        ("2026-06-16T14:00", "a Tuesday"),
        ("2026-06-15T00:00", "the first instant of a Monday"),
        ("2026-06-14T14:00", "a Sunday"),
        ("2026-05-27T10:00", "after a bank holiday"),
        ("2026-12-31T10:00", "after Christmas"),
        ("2028-03-31T10:00", "the 31st of March of a leap year"),
    )
    for roll in ("falls", "forward", "back"):
        policy = Policy(
            name=f"back-{roll}",
            calendars=(replace(ENGLAND, roll=roll),),
            standards=standards(
                Promise(limit=before("5 working days", "visit"), verb="contact"),
                Promise(limit=before("5 days", "visit"), verb="contact"),
                Promise(limit=before("2 weeks", "visit"), verb="contact"),
                Promise(limit=before("1 month", "visit"), verb="contact"),
                Promise(limit=before("3 clear working days", "visit"), verb="contact"),
                Promise(limit=before("3 clear days", "visit"), verb="contact"),
                Promise(limit=before("5 days", "visit", roll="forward"), verb="contact"),
                Promise(limit=before("5 days", "visit", roll="back"), verb="contact"),
                Promise(limit=before("3 clear days", "visit", roll="back"), verb="contact"),
            ),
        )
        number = 0
        for standard in policy.standards:
            for visit, where in visits:
                number += 1
                if number % 3 == 0:
                    contact = {
                        "channel": standard.channels[0],
                        "arrives": "2026-01-05T09:00" if visit < "2027" else "2028-01-05T09:00",
                        "events": {"visit": visit},
                    }
                    clear = "clear days" if standard.promises[0].limit.clear else "counted back"
                    theme.situation(f"{roll}, {standard.name}, {where}", policy, contact, [clear, f"roll {roll}"])
    timed = Policy(
        name="back-timed",
        calendars=(replace(SHOP, roll="forward"),),
        standards=standards(
            Promise(limit=before("24 hours", "visit"), verb="cancel", party="customer"),
            Promise(limit=before("6 opening hours", "visit"), verb="contact"),
            Promise(limit=before("90 opening minutes", "visit"), verb="contact"),
        ),
    )
    for visit, where in (
        ("2026-06-18T14:00", "after lunch"),
        ("2026-03-29T12:00", "after clocks went forward"),
        ("2026-06-15T09:30", "Monday morning"),
        ("2026-06-18T12:30", "in the lunch break"),
        ("2026-06-16T09:00", "as it opens"),
    ):
        for channel in ("email", "letter", "web form"):
            contact = {"channel": channel, "arrives": "2026-01-05T09:00", "events": {"visit": visit}}
            theme.situation(f"{channel}, {where}", timed, contact, ["counted back", "hours"])
    known: dict[str, Any] = {"visit": ["2026-06-10T14:00", "2026-06-18T14:00"]}
    known = {"channel": "email", "arrives": MONDAY, "events": known}
    theme.situation("the last known visit counts", timed, known, ["counted back"])
    theme.situation("no visit yet", timed, {"channel": "email", "arrives": MONDAY}, ["counted back", "waiting"])
    return theme


THEMES = (anchors, around_events, counted_back)
