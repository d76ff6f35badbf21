"""A theme of holidays announced late: what is open then is counted again, and what had passed is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_counted import SHOP_HOURS
from tests.oracle.corpus_known import ON_ARRIVAL
from tests.oracle.corpus_spec import (
    Announced,
    Calendar,
    Extension,
    Limit,
    Pause,
    Policy,
    Promise,
    Standard,
    before,
    standards,
    within,
)
from tests.oracle.corpus_years import ENGLAND_2022, PLAIN, day

BEFORE, JUST_BEFORE, AT = "2022-09-09T12:00", "2022-09-09T23:59:59.999999", "2022-09-10T00:00"
COVER = "announced holidays"


def both(
    theme: Theme,
    name: str,
    policy: Policy,
    contact: Mapping[str, Any],
    as_of: str,
    covers: Sequence[str] = (),
) -> None:
    """A case by each of the two readings: as announced, and as known on arrival."""
    theme.case(name, policy, contact, as_of, [COVER, *covers])
    theme.case(f"{name}: on arrival", policy, contact, as_of, [ON_ARRIVAL, *covers], calendar=ON_ARRIVAL)


def announced() -> Theme:
    theme = Theme("announced", "Holidays announced late: open deadlines move, those that had passed stay as they were.")
    _funeral(theme)
    _coronation(theme)
    _notice(theme)
    _same_day(theme)
    _several(theme)
    _several_calendars(theme)
    return theme


def _funeral(theme: Theme) -> None:
    open_ = replace(ENGLAND_2022, hours=SHOP_HOURS[:2], roll="forward")
    policy = Policy(
        name="announced-funeral",
        calendars=(open_,),
        standards=standards(
            Promise(limit=within("7 working days")),
            Promise(limit=within("10 days")),
            Promise(limit=Limit(kind="next working day", of="visit", ends="16:00")),
            Promise(limit=within("40 opening hours")),
            Promise(limit=within("7 working days"), pauses=(Pause(),)),
            Promise(limit=within("5 working days", of="visit")),
            Promise(limit=within("5 working days"), extension=Extension(more=(3, "working day"), once=True)),
            Promise(limit=within("48 hours", roll="forward", of="visit")),
        ),
    )
    for channel, happened in (
        ("email", {}),
        ("letter", {}),
        ("web form", {"visit": "2022-09-16T10:00"}),
        ("fax", {}),
        ("text message", {"paused": "2022-09-09T11:00", "resumed": "2022-09-12T11:00"}),
        ("web chat", {"visit": "2022-09-14T10:00"}),
        ("phone", {"told": "2022-09-14T10:00"}),
        ("phone message", {"visit": "2022-09-17T10:00"}),
    ):
        contact: dict[str, Any] = {"channel": channel, "arrives": "2022-09-09T10:00"}
        contact |= {"events": happened} if happened else {}
        theme.situation(f"funeral, {channel}", policy, contact, [COVER], ["met", "late", "overdue"])
        theme.case(f"funeral, {channel}: a microsecond before", policy, contact, JUST_BEFORE, [COVER])
        theme.case(f"funeral, {channel}: as it is announced", policy, contact, AT, [COVER])
        theme.situation(
            f"funeral, {channel}, on arrival", policy, contact, [ON_ARRIVAL], ["met", "overdue"], calendar=ON_ARRIVAL
        )
    for arrives, where in ((JUST_BEFORE, "just before it is announced"), (AT, "on the day of the announcement")):
        contact = {"channel": "email", "arrives": arrives}
        both(theme, f"funeral, {where}", policy, contact, "2022-09-30T12:00")
    done = {"channel": "email", "arrives": BEFORE, "events": {"replied": "2022-09-09T15:00"}}
    both(theme, "funeral, done before it is announced", policy, done, "2022-09-30T12:00")
    paused = {"channel": "text message", "arrives": BEFORE, "events": {"paused": "2022-09-09T15:00"}}
    both(theme, "funeral, paused as it is announced", policy, paused, "2022-09-14T12:00", ["pause"])
    waiting = {"channel": "web chat", "arrives": BEFORE}
    both(theme, "funeral, waiting as it is announced", policy, waiting, "2022-09-14T12:00", ["waiting"])
    day_only = {"channel": "email", "arrives": "2022-09-09"}
    both(theme, "funeral, only the day of arrival is known", policy, day_only, "2022-09-30", ["only the day is known"])


def _coronation(theme: Theme) -> None:
    policy = Policy(
        name="announced-coronation",
        calendars=(replace(ENGLAND_2022, roll="back"),),
        standards=standards(
            Promise(limit=within("20 working days", of="visit")),
            Promise(limit=within("6 months")),
            Promise(limit=within("6 months", roll="forward")),
            Promise(limit=within("1 month", of="visit", roll="forward")),
        ),
    )
    visit = {"visit": "2023-04-08T10:00"}
    for channel, arrives, events, where in (
        ("email", "2022-11-01T10:00", visit, "twenty working days"),
        ("letter", "2022-11-05T10:00", {}, "six months to a Friday, which stays"),
        ("letter", "2022-11-04T23:59", {}, "six months to a Thursday"),
        ("web form", "2022-11-06T10:00", {}, "six months to a Saturday, announced that day"),
        ("web form", "2022-11-05T10:00", {}, "six months to a Friday"),
        ("fax", "2022-11-05T10:00", visit, "a month to the day itself"),
        ("fax", "2022-11-07T10:00", visit, "a month to the day itself, asked later"),
    ):
        contact: dict[str, Any] = {"channel": channel, "arrives": arrives} | ({"events": events} if events else {})
        both(theme, f"coronation, {channel}, {where}", policy, contact, "2023-05-08T12:00")
        theme.case(f"coronation, {channel}, {where}: before", policy, contact, "2022-11-05T23:59:59.999999", [COVER])


def _notice(theme: Theme) -> None:
    policy = Policy(
        name="announced-notice",
        calendars=(replace(ENGLAND_2022, roll="forward"),),
        standards=standards(
            *(Promise(limit=before(f"{n} working days", "visit"), verb="contact") for n in (5, 7, 8, 9, 10)),
            Promise(limit=before("3 clear days", "visit"), verb="contact"),
        ),
    )
    for channel in ("email", "letter", "web form", "fax", "text message", "web chat"):
        contact = {"channel": channel, "arrives": "2022-09-01T10:00", "events": {"visit": "2022-09-22T14:00"}}
        both(theme, f"counted back, {channel}", policy, contact, "2022-09-30T12:00", ["counted back"])
        theme.case(f"counted back, {channel}: before", policy, contact, JUST_BEFORE, [COVER, "counted back"])


def _same_day(theme: Theme) -> None:
    """Closed on the day on which that is announced, or said afterwards: by the microsecond."""
    storm = Announced(day=day("2026-06-04"), name="storm", on=day("2026-06-04"), is_closure=True)
    later = Announced(day=day("2026-06-04"), name="strike", on=day("2026-06-08"), is_closure=True)
    limits = ("2 working days", "3 working days", "5 working days", "4 days", "24 opening hours")
    for name, one in (("storm", storm), ("strike", later)):
        calendar = replace(PLAIN, announced=(one,), hours=SHOP_HOURS[:2], roll="forward", counting="next open")
        policy = Policy(
            name=f"announced-{name}",
            calendars=(calendar,),
            standards=standards(*(Promise(limit=within(text)) for text in limits)),
        )
        for standard in policy.standards:
            channel = standard.channels[0]
            contact: dict[str, Any] = {"channel": channel, "arrives": "2026-06-01T10:00"}
            both(theme, f"{name}, {channel}", policy, contact, "2026-06-30T12:00", ["closed days announced"])
            contact |= {"events": {"replied": "2026-06-03T12:00"}}
            theme.case(
                f"{name}, {channel}: done", policy, contact, "2026-06-30T12:00", [COVER, "closed days announced"]
            )
        for arrives in ("2026-06-03T17:30", "2026-06-04T00:00", "2026-06-04T10:00"):
            contact = {"channel": "email", "arrives": arrives}
            both(
                theme,
                f"{name}, arrives {arrives[8:13]}h{arrives[14:16]}",
                policy,
                contact,
                "2026-06-30T12:00",
                ["closed days announced"],
            )
    calendar = replace(PLAIN, announced=(storm,), counting="day 0", hours="always", weekdays=frozenset(range(7)))
    policy = Policy(
        name="announced-edge",
        calendars=(calendar,),
        standards=standards(
            Promise(limit=within("1 working day", of="visit")),
            Promise(limit=within("2 working days", of="visit")),
            Promise(limit=within("1 working day", of="visit", ends="same time")),
        ),
    )
    for channel, visit, where in (
        ("email", "2026-06-02T10:00", "to the midnight before"),
        ("letter", "2026-06-02T10:00", "to the day itself"),
        ("web form", "2026-06-03T00:00", "at the first instant of the day"),
        ("web form", "2026-06-02T23:59:59.999999", "a microsecond before it"),
    ):
        contact = {"channel": channel, "arrives": "2026-06-01T10:00", "events": {"visit": visit}}
        both(theme, f"edge, {channel}, {where}", policy, contact, "2026-06-30T12:00")


def _several(theme: Theme) -> None:
    """One day pushes a deadline on to where another one moves it again."""
    days = (
        Announced(day=day("2026-06-05"), name="first", on=day("2026-06-02")),
        Announced(day=day("2026-06-08"), name="second", on=day("2026-06-05")),
        Announced(day=day("2026-06-03"), name="third", on=day("2026-06-09")),
    )
    policy = Policy(
        name="announced-several",
        calendars=(replace(PLAIN, announced=days, roll="forward"),),
        standards=standards(
            *(Promise(limit=within(text)) for text in ("3 working days", "4 working days", "5 working days")),
            Promise(limit=within("4 days")),
            Promise(limit=within("1 week")),
        ),
    )
    for standard in policy.standards:
        channel = standard.channels[0]
        contact = {"channel": channel, "arrives": "2026-06-01T10:00"}
        for as_of in ("2026-06-04T12:00", "2026-06-05T12:00", "2026-06-30T12:00"):
            theme.case(f"several, {channel}, {as_of[:10]}", policy, contact, as_of, [COVER])
        theme.case(
            f"several, {channel}, on arrival", policy, contact, "2026-06-30T12:00", [ON_ARRIVAL], calendar=ON_ARRIVAL
        )
    contact = {"channel": "email", "arrives": "2026-06-02T10:00"}
    both(theme, "several, arrives as the first is announced", policy, contact, "2026-06-30T12:00")


def _several_calendars(theme: Theme) -> None:
    office = replace(PLAIN, announced=(Announced(day=day("2026-06-03"), name="office only", on=day("2026-06-02")),))
    centre = Calendar(
        name="centre", announced=(Announced(day=day("2026-06-04"), name="centre only", on=day("2026-06-03")),)
    )
    policy = Policy(
        name="announced-calendars",
        calendars=(office, centre),
        standards=(
            Standard(name="email", channels=("email",), promises=(Promise(limit=within("3 working days")),)),
            Standard(
                name="letter",
                channels=("letter",),
                promises=(Promise(limit=within("3 working days")),),
                calendar="centre",
            ),
            Standard(
                name="fax", channels=("fax",), promises=(Promise(limit=within("3 working days", calendar="centre")),)
            ),
        ),
    )
    for channel in ("email", "letter", "fax"):
        contact = {"channel": channel, "arrives": "2026-06-01T10:00"}
        both(theme, f"calendars, {channel}", policy, contact, "2026-06-30T12:00", ["several calendars"])


THEMES = (announced,)
