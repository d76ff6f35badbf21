"""Themes of targets: what one contact adds to them, and what several contacts come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.oracle.corpus_around import AWAY, COMPLEX, MONDAY
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_counted import SHOP_HOURS
from tests.oracle.corpus_moved import asked
from tests.oracle.corpus_spec import (
    Dated,
    Extension,
    Limit,
    Pause,
    Policy,
    Promise,
    Target,
    Tier,
    When,
    before,
    standards,
    within,
)
from tests.oracle.corpus_years import ENGLAND

PRIORITY = (("priority", ("p1", "p2", "p3", "p4")),)
PERIODS = ("day", "week", "month", "quarter", "year", "")
SHARE, AVERAGE = "targets", "averages"


def share(per_cent: str, each: str = "month", **more: Any) -> tuple[Target, ...]:
    return (Target(tiers=(Tier(share=per_cent),), each=each, **more),)


def tiers(*listed: tuple[str, str], each: str = "month", **more: Any) -> tuple[Target, ...]:
    """Tiers by a share and an amount; an empty amount is the promise's own limit."""
    found = (Tier(share=per_cent, limit=_limit(text)) for per_cent, text in listed)
    return (Target(tiers=tuple(found), each=each, **more),)


def _limit(text: str) -> Limit | None:
    amount, _, event = text.partition(" of ")
    return within(amount, of=event or "arrives") if text else None


def average(n: int, unit: str, each: str = "month", **more: Any) -> tuple[Target, ...]:
    return (Target(tiers=(Tier(average=(n, unit)),), each=each, **more),)


def targets() -> Theme:
    theme = Theme("targets", "What one contact adds to the targets of a promise: by each tier, in which period.")
    _periods(theme)
    _tiers(theme)
    _averages(theme)
    _tables(theme)
    _exclusions(theme)
    return theme


def _periods(theme: Theme) -> None:
    """The period is that of the last instant in time of the promise's own deadline."""
    policy = Policy(
        name="target-periods",
        calendars=(replace(ENGLAND, roll="forward"),),
        standards=standards(*(Promise(limit=within("3 working days"), targets=share("95", each)) for each in PERIODS)),
    )
    for number, standard in enumerate(policy.standards):
        for arrives, where in (
            ("2026-05-27T10:00", "due at the end of a month"),
            ("2026-06-26T10:00", "due in the next quarter"),
            ("2026-12-29T10:00", "due in the next year"),
        ):
            contact: dict[str, Any] = {"channel": standard.channels[0], "arrives": arrives}
            ways = [("met", "late"), ("overdue", "met"), ("open", "late")][number % 3]
            theme.situation(f"each {PERIODS[number] or 'time'}, {where}", policy, contact, [SHARE], ways)
    edges = Policy(
        name="target-edges",
        calendars=(ENGLAND,),
        standards=standards(
            Promise(limit=within("24 hours"), targets=share("99.5")),
            Promise(limit=Limit(kind="at", of="visit"), verb="arrive", targets=share("100")),
            Promise(limit=Limit(kind="rings", amounts=((5, "ring"),)), verb="answer", targets=share("90", "week")),
            Promise(limit=before("1 working day", "visit"), verb="contact", targets=share("97.25", "day")),
            Promise(limit=within("1 working day", of="visit"), targets=share("80")),
            Promise(limit=within("2 working days"), pauses=(Pause(),), targets=share("80")),
        ),
    )
    midnight = "2026-06-30T23:00:00+00:00"
    for channel, contact, name in (
        ("email", {"arrives": "2026-06-30T00:00"}, "at midnight of the next month"),
        ("email", {"arrives": "2026-06-29T23:59:59.999999"}, "a microsecond before it"),
        ("letter", {"arrives": "2026-06-29T10:00", "events": {"visit": midnight}}, "at an event at midnight"),
        ("fax", {"arrives": "2026-06-24T10:00", "events": {"visit": "2026-07-01T10:00"}}, "before a visit"),
        ("text message", {"arrives": "2026-06-29T10:00", "events": {"visit": "2026-06-30T10:00"}}, "after a visit"),
        (
            "web chat",
            {"arrives": "2026-06-29T10:00", "events": {"paused": "2026-06-30T10:00", "resumed": "2026-07-02T10:00"}},
            "paused into the next month",
        ),
    ):
        theme.situation(f"edges, {channel}, {name}", edges, {"channel": channel, **contact}, [SHARE])
    for rings in (4, 5, 6, "none"):
        contact = {"channel": "web form", "arrives": "2026-06-28T23:30", "facts": {"rings": rings}}
        theme.case(f"rings, {rings}", edges, contact, "2026-07-31", [SHARE, "targets × rings"])
    waits = {"channel": "text message", "arrives": MONDAY}
    theme.case("no visit yet", edges, waits, "2026-06-30", [SHARE, "waiting"])
    paused = {"channel": "web chat", "arrives": MONDAY, "events": {"paused": "2026-06-02T10:00"}}
    theme.case("a pause not over", edges, paused, "2026-06-30", [SHARE, "pause"])


def _tiers(theme: Theme) -> None:
    policy = Policy(
        name="target-tiers",
        calendars=(replace(ENGLAND, hours=SHOP_HOURS[:2], counting="next open", roll="forward"),),
        standards=standards(
            Promise(limit=within("10 working days"), targets=tiers(("50", "3 working days"), ("85", "5 working days"))),
            Promise(limit=within("1 working day"), verb="answer", targets=tiers(("90", "20 seconds"), ("99", ""))),
            Promise(
                limit=within("10 working days"), pauses=(Pause(),), targets=tiers(("50", "3 working days"), ("95", ""))
            ),
            Promise(
                limit=within("5 working days"),
                extension=Extension(more=(3, "working day"), once=True),
                targets=tiers(("70", "4 working days")),
            ),
            Promise(
                limit=within("10 working days"),
                cap=within("11 days", of="visit"),
                or_acts=(("call back", within("6 working days")),),
                targets=tiers(("70", "9 working days")),
            ),
            Promise(limit=within("10 working days"), dated=Dated(), targets=tiers(("70", "4 working days"))),
            Promise(
                limit=within("5 working days", of="visit"),
                targets=tiers(("50", "8 opening hours of visit"), ("70", "1 week")),
            ),
            Promise(limit=within("7 working days"), floor=within("11 days", of=""), targets=tiers(("60", "1 week"))),
            Promise(
                limit=within("3 working days"), targets=(*tiers(("60", "1 day")), *average(2, "working day", "year"))
            ),
        ),
    )
    for channel, happened in (
        ("email", {}),
        ("letter", {}),
        ("web form", {"paused": "2026-06-02T10:00", "resumed": "2026-06-03T10:00"}),
        ("fax", {"told": "2026-06-03T10:00"}),
        ("text message", {"visit": MONDAY}),
        ("text message", {"called back": "2026-06-03T10:00"}),
        ("web chat", {"promised": "2026-06-03T10:00", "dates": {"promised": "2026-06-19"}}),
        ("phone", {"visit": "2026-06-03T10:00"}),
        ("phone message", {}),
        ("social media", {}),
    ):
        listed: list[tuple[str, Mapping[str, Any]]] = [("as it is" if not happened else next(iter(happened)), happened)]
        asked(theme, policy, channel, listed, [SHARE, "tiers"])
    for at, where in (
        ("2026-06-04T23:59:59.999999", "in the first tier"),
        ("2026-06-05T00:00", "in the second"),
        ("2026-06-08T23:59:59.999999", "at its end"),
        ("2026-06-09T00:00", "in neither"),
    ):
        contact: dict[str, Any] = {"channel": "email", "arrives": MONDAY, "events": {"replied": at}}
        theme.case(f"tiers, {where}", policy, contact, "2026-06-30", [SHARE, "tiers"])
    for at, where in (("10:00:20", "in twenty seconds"), ("10:00:20.000001", "a microsecond later")):
        contact = {"channel": "letter", "arrives": MONDAY, "events": {"answered": f"2026-06-01T{at}"}}
        theme.case(f"tiers, {where}", policy, contact, "2026-06-30", [SHARE, "tiers"])
    for as_of, where in (("2026-06-03T12:00", "the first is open"), ("2026-06-05T12:00", "the first is overdue")):
        contact = {"channel": "email", "arrives": MONDAY}
        theme.case(f"tiers, {where}", policy, contact, as_of, [SHARE, "tiers"])


def _averages(theme: Theme) -> None:
    units = ("second", "minute", "hour", "opening hour", "opening minute", "day", "working day")
    policy = Policy(
        name="target-averages",
        calendars=(replace(ENGLAND, hours=SHOP_HOURS[:2], counting="day 0", roll="forward"),),
        standards=standards(
            *(Promise(limit=within("5 working days"), pauses=(Pause(),), targets=average(4, unit)) for unit in units)
        ),
    )
    paused = {"paused": "2026-06-02T10:00", "resumed": "2026-06-03T11:00"}
    for standard in policy.standards:
        channel = standard.channels[0]
        unit = units[policy.standards.index(standard)]
        for name, arrives, events in (
            ("in a day", MONDAY, {"replied": "2026-06-01T15:00"}),
            ("over a weekend", "2026-06-05T15:30", {"replied": "2026-06-08T09:30"}),
            ("late, less a pause", MONDAY, {"replied": "2026-06-11T11:00", **paused}),
            ("before it arrived", MONDAY, {"replied": "2026-05-29T11:00"}),
        ):
            contact: dict[str, Any] = {"channel": channel, "arrives": arrives, "events": events}
            theme.case(f"average, {unit}, {name}", policy, contact, "2026-06-30", [AVERAGE])
    theme.case("average, not done", policy, {"channel": "email", "arrives": MONDAY}, "2026-06-30", [AVERAGE])
    theme.case("average, open", policy, {"channel": "email", "arrives": MONDAY}, MONDAY, [AVERAGE])


def _tables(theme: Theme) -> None:
    rows = (
        (("p1",), (Tier(share="95"),)),
        (("p2", "p3"), (Tier(share="90", limit=within("4 hours")),)),
        ((), (Tier(share="80", limit=within("2 working days")), Tier(share="99"))),
    )
    averages = (
        (("p1",), (Tier(share="99"),)),
        (("p2", "p3", "p4"), (Tier(share="75", limit=within("1 working day")),)),
    )
    policy = Policy(
        name="target-tables",
        calendars=(ENGLAND,),
        categories=PRIORITY,
        standards=standards(
            Promise(limit=within("3 working days"), targets=(Target(by="priority", rows=rows, each="month"),)),
            Promise(limit=within("3 working days"), targets=(Target(by="priority", rows=averages),)),
        ),
    )
    for channel in ("email", "letter"):
        for priority in ("p1", "p2", "p3", "p4"):
            contact = {"channel": channel, "arrives": MONDAY, "priority": priority}
            theme.situation(
                f"table, {channel}, {priority}", policy, contact, [SHARE, "targets × table"], ["met", "late"]
            )


def _exclusions(theme: Theme) -> None:
    no, complex_ = When(kind="if", names=("complex",), holds=False), When(kind="if", names=("complex",))
    away, closed = When(kind="while", names=("away",)), When(kind="closed")
    policy = Policy(
        name="target-exclusions",
        calendars=(ENGLAND,),
        facts=COMPLEX,
        states=AWAY,
        standards=standards(
            Promise(limit=within("3 working days"), targets=share("95", leaves_out=(complex_,))),
            Promise(limit=within("3 working days"), targets=share("95", leaves_out=(away, closed))),
            Promise(limit=within("3 working days"), targets=share("95", only=(complex_,))),
            Promise(limit=within("3 working days"), targets=share("95", only=(away,), leaves_out=(no,))),
            Promise(limit=within("3 working days"), targets=average(2, "working day", leaves_out=(complex_,))),
        ),
    )
    listed: tuple[tuple[str, str, Any], ...] = (
        ("complex", MONDAY, {"complex": "yes"}),
        ("not complex", MONDAY, {"complex": "no"}),
        ("nothing is known", MONDAY, {}),
        ("away", MONDAY, {"away": "yes"}),
        ("not away, on a closed day", "2026-06-06T10:00", {"away": "no"}),
        ("away and complex", MONDAY, {"away": "yes", "complex": "yes"}),
        ("not away, nothing else is known", MONDAY, {"away": "no"}),
    )
    for standard in policy.standards:
        channel = standard.channels[0]
        for name, arrives, facts in listed:
            contact: dict[str, Any] = {
                "channel": channel,
                "arrives": arrives,
                "events": {"replied": "2026-06-08T10:00"},
            }
            contact |= {"facts": facts} if facts else {}
            theme.case(f"left out, {channel}, {name}", policy, contact, "2026-06-30", [SHARE, "targets × exclusions"])


THEMES = (targets,)
