"""Themes of conditions and of counts: cases, tables, versions, excuses, rings, either of two acts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_counted import SHOP
from tests.oracle.corpus_spec import (
    Case,
    Limit,
    Policy,
    Promise,
    Standard,
    When,
    standards,
    within,
)
from tests.oracle.corpus_years import ENGLAND, day

MONDAY = "2026-06-01T10:00"
FEE = (("paid", "pay", "fee"),)
COMPLEX = (("complex", "the case is complex"), ("storm", "there is a weather warning"))
AWAY = (("away", "the officer is away", "leaving", "returned"),)
NO_PROMISE = Limit(kind="none")
LATER = "2026-12-31"


def cases() -> Theme:
    theme = Theme("cases", "Other limits for some contacts: facts, states, channels, tables, and cases beneath cases.")
    policy = Policy(
        name="cases",
        calendars=(ENGLAND,),
        facts=COMPLEX,
        states=AWAY,
        categories=(("priority", ("emergency", "urgent", "routine")),),
        standards=(
            Standard(
                name="written",
                channels=("email", "letter"),
                promises=(
                    Promise(
                        limit=within("3 working days"),
                        cases=(
                            Case(
                                when=When(kind="for", names=("letter",)),
                                limit=within("5 working days"),
                                cases=(
                                    Case(when=When(kind="if", names=("complex",)), limit=within("10 working days")),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
            Standard(
                name="calls",
                channels=("phone message",),
                promises=(
                    Promise(
                        verb="call back",
                        limit=within("1 working day"),
                        cases=(
                            Case(
                                when=When(kind="while", names=("away",)), limit=within("1 working day", of="returned")
                            ),
                        ),
                    ),
                ),
            ),
            Standard(
                name="repairs",
                channels=("phone",),
                promises=(
                    Promise(
                        verb="complete",
                        by="priority",
                        cases=(
                            Case(when=When(kind="value", names=("priority", "emergency")), limit=within("2 hours")),
                            Case(when=When(kind="value", names=("priority", "urgent")), limit=within("5 working days")),
                            Case(when=When(kind="otherwise"), limit=within("15 working days")),
                        ),
                    ),
                ),
            ),
            Standard(
                name="forms",
                channels=("web form",),
                promises=(
                    Promise(
                        limit=within("2 working days"),
                        strength="aim to",
                        cases=(Case(when=When(kind="if", names=("complex",)), limit=NO_PROMISE),),
                    ),
                ),
            ),
            Standard(
                name="chats",
                channels=("web chat",),
                promises=(
                    Promise(
                        limit=within("2 hours"),
                        cases=(Case(when=When(kind="if", names=("storm",), holds=False), limit=within("30 minutes")),),
                    ),
                ),
            ),
        ),
    )
    asked: tuple[tuple[str, dict[str, object]], ...] = (
        ("plain", {"channel": "email", "facts": {"complex": "yes"}}),
        ("a channel", {"channel": "letter", "facts": {"complex": "no"}}),
        ("a fact beneath a channel", {"channel": "letter", "facts": {"complex": "yes"}}),
        ("a fact is not given", {"channel": "letter"}),
        (
            "in a state",
            {"channel": "phone message", "facts": {"away": "yes"}, "events": {"returned": "2026-06-08T09:00"}},
        ),
        ("in a state, not back", {"channel": "phone message", "events": {"leaving": "2026-05-29T17:00"}}),
        ("left at the arrival", {"channel": "phone message", "events": {"leaving": MONDAY}}),
        (
            "back at the arrival",
            {"channel": "phone message", "events": {"leaving": "2026-05-29T17:00", "returned": MONDAY}},
        ),
        ("left after it", {"channel": "phone message", "events": {"leaving": "2026-06-01T10:00:00.000001"}}),
        ("nobody knows", {"channel": "phone message"}),
        ("emergency", {"channel": "phone", "priority": "emergency"}),
        ("urgent", {"channel": "phone", "priority": "urgent"}),
        ("otherwise", {"channel": "phone", "priority": "routine"}),
        ("no priority", {"channel": "phone"}),
        ("no promise", {"channel": "web form", "facts": {"complex": "yes"}}),
        ("promised after all", {"channel": "web form", "facts": {"complex": "no"}}),
        ("not so", {"channel": "web chat", "facts": {"storm": "no"}}),
        ("so", {"channel": "web chat", "facts": {"storm": "yes"}}),
    )
    for name, contact in asked:
        theme.situation(name, policy, {"arrives": MONDAY, **contact}, ["cases"])
    return theme


def versions() -> Theme:
    theme = Theme("versions", "Limits from a date on and until a date: by the local date of the arrival.")
    policy = Policy(
        name="versions",
        calendars=(replace(ENGLAND, counting="next open"),),
        standards=standards(
            Promise(
                limit=within("10 working days"),
                cases=(
                    Case(when=When(kind="from", day=day("2026-04-01")), limit=within("7 working days")),
                    Case(when=When(kind="from", day=day("2027-04-01")), limit=within("5 working days")),
                ),
            ),
            Promise(
                limit=within("1 working day"),
                cases=(Case(when=When(kind="until", day=day("2026-03-31")), limit=within("2 working days")),),
            ),
            Promise(
                limit=within("2 hours"),
                cases=(Case(when=When(kind="from", day=day("2026-04-01")), limit=NO_PROMISE),),
            ),
        ),
    )
    for arrives, where in (
        ("2026-03-31T22:59:59.999999+00:00", "the last microsecond of March"),
        ("2026-03-31T23:00:00+00:00", "the first of April, still March in UTC"),
        ("2027-03-31T23:59", "the last minute of the second version"),
        ("2027-04-01T00:00", "the first of the third"),
        ("2025-06-01T12:00", "long before"),
        ("2026-03-28T12:00", "a Saturday, counted from April"),
    ):
        for channel in ("email", "letter", "web form"):
            theme.situation(f"{channel}, {where}", policy, {"channel": channel, "arrives": arrives}, ["versions"])
    return theme


def excuses() -> Theme:
    theme = Theme("excuses", "What excuses a promise, and what it is made on; an act that is done all the same is met.")
    policy = Policy(
        name="excuses",
        calendars=(ENGLAND,),
        facts=COMPLEX,
        states=AWAY,
        standards=standards(
            Promise(limit=within("1 working day"), verb="acknowledge", unless="resolved"),
            Promise(limit=within("2 working days"), excuses=(When(kind="if", names=("storm",)),)),
            Promise(limit=within("2 working days"), excuses=(When(kind="while", names=("away",)),)),
            Promise(limit=within("2 working days"), conditions=(When(kind="if", names=("complex",)),)),
            Promise(limit=within("2 working days"), conditions=(When(kind="while", names=("away",)),)),
            Promise(limit=within("5 days", roll="forward"), excuses=(When(kind="closed"),)),
            Promise(
                limit=within("2 working days"),
                conditions=(When(kind="if", names=("complex",)),),
                excuses=(When(kind="if", names=("storm",)), When(kind="while", names=("away",))),
            ),
        ),
    )
    last = "2026-06-02T22:59:59.999999+00:00"
    first_after = "2026-06-02T23:00:00+00:00"
    for name, events in (
        ("by then", {"resolved": last}),
        ("not by then", {"resolved": first_after}),
        ("by then, and done late", {"resolved": last, "acknowledged": first_after}),
        ("by then, and done", {"resolved": last, "acknowledged": last}),
        ("never", {}),
    ):
        contact = {"channel": "email", "arrives": MONDAY, "events": events}
        theme.case(f"unless resolved, {name}", policy, contact, LATER, ["unless"])
    yes, no = "yes", "no"
    asked: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("a storm", "letter", {"storm": yes}),
        ("no storm", "letter", {"storm": no}),
        ("nobody knows of a storm", "letter", {}),
        ("away", "web form", {"away": yes}),
        ("not away", "web form", {"away": no}),
        ("complex, as is needed", "fax", {"complex": yes}),
        ("not complex, as is needed", "fax", {"complex": no}),
        ("nobody knows if complex", "fax", {}),
        ("away, as is needed", "text message", {"away": yes}),
        ("not away, as is needed", "text message", {"away": no}),
        ("one excuse of two", "phone", {"complex": yes, "storm": yes}),
        ("one excuse of two, the other not known", "phone", {"complex": yes, "away": yes}),
        ("no excuse known", "phone", {"complex": yes, "storm": no}),
        ("no excuse", "phone", {"complex": yes, "storm": no, "away": no}),
        ("not made, whatever excuses", "phone", {"complex": no}),
    )
    for name, channel, facts in asked:
        theme.situation(name, policy, {"channel": channel, "arrives": MONDAY, "facts": facts}, ["excuse", "condition"])
    contact = {
        "channel": "letter",
        "arrives": MONDAY,
        "facts": {"storm": yes},
        "events": {"replied": "2026-07-01T10:00"},
    }
    theme.case("excused and done", policy, contact, LATER, ["excuse"])
    for arrives, where in (
        ("2026-06-05T23:59", "Friday"),
        ("2026-06-06T00:00", "Saturday"),
        ("2026-05-25", "a holiday"),
    ):
        theme.situation(f"on {where}", policy, {"channel": "web chat", "arrives": arrives}, ["except on closed days"])
    return theme


def rings() -> Theme:
    theme = Theme("rings", "Counts: before ring 4 is at most 3; never answered is late; no count is unknown.")
    policy = Policy(
        name="rings",
        calendars=(ENGLAND,),
        standards=(
            Standard(
                name="phone",
                channels=("phone",),
                promises=(
                    Promise(limit=within("5 rings", kind="rings"), verb="answer"),
                    Promise(limit=Limit(kind="before ring", amounts=((4, "ring"),)), verb="answer", strength="aim to"),
                ),
            ),
        ),
    )
    for count in (1, 3, 4, 5, 6, "none", None):
        facts = {} if count is None else {"rings": count}
        contact = {"channel": "phone", "arrives": MONDAY, "facts": facts}
        theme.case(f"{count if count is not None else 'not known'}", policy, contact, LATER, ["rings"])
    return theme


def either_act() -> Theme:
    theme = Theme("either-act", "Either of two acts keeps a promise; neither: late against the first act's deadline.")
    policy = Policy(
        name="either",
        calendars=(ENGLAND,),
        standards=standards(
            Promise(
                limit=Limit(kind="at", of="appointment"),
                verb="arrive",
                or_acts=(("call", Limit(kind="before", of="appointment")),),
            ),
            Promise(limit=within("2 working days"), or_acts=(("call back", within("4 working days")),)),
        ),
    )
    at = "2026-06-03T14:00"
    for name, events in (
        ("the first in time", {"attended": at}),
        ("late, the other in time", {"attended": "2026-06-03T14:20", "called": "2026-06-03T13:59:59.999999"}),
        ("both late", {"attended": "2026-06-03T14:20", "called": at}),
        ("the other alone", {"called": "2026-06-03T13:45"}),
        ("the other alone, late", {"called": at}),
        ("neither", {}),
    ):
        contact = {"channel": "email", "arrives": MONDAY, "events": {"appointment": at, **events}}
        theme.case(name, policy, contact, LATER, ["either act"])
    for name, events, as_of in (
        ("the first is late, the other is still open", {"replied": "2026-06-04T10:00"}, "2026-06-05T10:00"),
        ("the first is late, the other too", {"replied": "2026-06-04T10:00"}, "2026-06-06T10:00"),
        ("neither, the other is still open", {}, "2026-06-05T10:00"),
        ("neither, both are over", {}, "2026-06-06T00:00"),
        ("the other in time", {"called back": "2026-06-05T22:59:59.999999+00:00"}, LATER),
        ("the other late", {"called back": "2026-06-06T00:00"}, LATER),
    ):
        contact = {"channel": "letter", "arrives": MONDAY, "events": events}
        theme.case(f"letter, {name}", policy, contact, as_of, ["either act"])
    return theme


def strengths() -> Theme:
    theme = Theme("strengths", "Must, should, aim to, may, and the other side: all are measured in the same way.")
    limits = ("1 working day", "2 working days", "3 working days", "4 working days")
    pairs = zip(("must", "should", "aim to", "may"), limits, strict=True)
    own = tuple(Promise(limit=within(text), strength=strength) for strength, text in pairs)
    other = Promise(limit=within("5 working days"), verb="cancel", party="customer")
    policy = Policy(
        name="strengths",
        calendars=(ENGLAND,),
        standards=(Standard(name="email", channels=("email",), promises=(*own, other)),),
    )
    for number in range(2, 8):
        at = f"2026-06-0{number}T23:59:59.999999"
        contact = {"channel": "email", "arrives": MONDAY, "events": {"replied": at, "cancelled": at}}
        theme.case(f"done on day {number}", policy, contact, LATER, ["strengths", "the customer's side"])
    return theme


def at_risk() -> Theme:
    theme = Theme("at-risk", "Less than a fifth of the limit is left, on its own clock; exactly a fifth is not less.")
    policy = Policy(
        name="at-risk",
        calendars=(replace(SHOP, roll="forward"),),
        standards=standards(
            Promise(limit=within("2 hours")),
            Promise(limit=within("5 opening hours")),
            Promise(limit=within("10 working days")),
            Promise(limit=within("5 working days")),
            Promise(limit=within("10 days")),
            Promise(limit=within("1 month")),
        ),
    )
    moments = {
        "email": ("2026-06-01T11:36", "2026-06-01T11:36:00.000001", "2026-06-01T12:00", "2026-06-01T12:00:00.000001"),
        "letter": ("2026-06-01T15:00", "2026-06-01T15:00:00.000001", "2026-06-01T12:30", "2026-06-01T16:00:00.000001"),
        "web form": ("2026-06-12T23:59", "2026-06-13T00:00", "2026-06-15T00:00", "2026-06-16T00:00"),
        "fax": ("2026-06-07T12:00", "2026-06-08T00:00", "2026-06-08T23:59:59.999999", "2026-06-09T00:00"),
        "text message": ("2026-06-10T23:59", "2026-06-11T00:00", "2026-06-11T23:59:59.999999", "2026-06-12T00:00"),
        "web chat": ("2026-06-25T23:59", "2026-06-26T00:00", "2026-07-01T23:59:59.999999", "2026-07-02T00:00"),
    }
    for channel, times in moments.items():
        for number, as_of in enumerate(times, 1):
            contact = {"channel": channel, "arrives": MONDAY}
            theme.case(f"{channel}, {number}", policy, contact, as_of, ["at risk"])
            done: dict[str, Any] = {**contact, "events": {"replied": as_of}}
            theme.case(f"{channel}, {number}, done then", policy, done, as_of, ["at risk"])
    before_it = {"channel": "email", "arrives": MONDAY}
    theme.case("asked before it arrived", policy, before_it, "2026-06-01T09:59:59.999999", ["at risk"])
    return theme


def other_words() -> Theme:
    theme = Theme(
        "other-words", "Limits in other words that mean the same, and numbers and times as people write them."
    )
    three, by_four = within("3 working days"), within("2 working days", ends="16:00")
    policy = Policy(
        name="other-words",
        calendars=(replace(SHOP, roll="forward"),),
        standards=standards(
            Promise(limit=replace(three, said="no later than 3 working days")),
            Promise(limit=replace(three, said="within three business days")),
            Promise(limit=replace(three, said="promptly and within 3 working days")),
            Promise(limit=Limit(kind="next working day", said="by the end of the following business day")),
            Promise(limit=replace(by_four, said="no later than two working days, by 4pm")),
            Promise(limit=replace(by_four, ends="closing", said="within 2 working days by closing time")),
            Promise(limit=within("36 hours", said="no later than 36 hours of the arrival")),
            Promise(limit=Limit(kind="during", said="at once"), verb="resolve"),
            Promise(limit=within("1000 minutes", said="within 1,000 minutes")),
            Promise(
                limit=Limit(kind="carried", words="by the date agreed", said="in the time agreed"), verb="complete"
            ),
        ),
    )
    for standard in policy.standards:
        for arrives, where in ((MONDAY, "on a Monday"), ("2026-06-05T17:00", "on Friday evening")):
            contact: dict[str, Any] = {"channel": standard.channels[0], "arrives": arrives}
            if standard.promises[0].limit.kind == "during":
                contact["events"] = {"ended": "2026-06-05T17:30"}
            elif standard.promises[0].limit.kind == "carried":
                contact["dates"] = {"agreed": "2026-06-10T12:00"}
            theme.situation(f"{standard.name}, {where}", policy, contact, ["other words"])
    return theme


THEMES = (cases, versions, excuses, rings, either_act, strengths, at_risk, other_words)
