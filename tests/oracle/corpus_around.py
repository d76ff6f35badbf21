"""Themes of other anchors, of conditions and of counts: events, cases, tables, versions, excuses, rings."""

from __future__ import annotations

from dataclasses import replace

from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_counted import SHOP
from tests.oracle.corpus_spec import (
    Case,
    Limit,
    Policy,
    Promise,
    Standard,
    When,
    before,
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
        contact = {"channel": "letter", "arrives": "2026-06-03T09:50", "events": events}
        theme.case(f"seen, {name}", policy, contact, LATER, ["an act before its anchor"])
    twice = {"appointment": "2026-06-03T10:00", "seen": ["2026-06-03T09:58", "2026-06-03T11:45"]}
    contact = {"channel": "letter", "arrives": "2026-06-03T09:50", "events": twice}
    theme.case("seen before and after, the first after counts", policy, contact, LATER, ["an act before its anchor"])
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
    contact = {"channel": "email", "arrives": MONDAY, "events": {"visit": ["2026-06-10T14:00", "2026-06-18T14:00"]}}
    theme.situation("the last known visit counts", timed, contact, ["counted back"])
    theme.situation("no visit yet", timed, {"channel": "email", "arrives": MONDAY}, ["counted back", "waiting"])
    return theme


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


THEMES = (*(anchors, around_events, counted_back, cases, versions, excuses, rings, either_act, strengths),)
