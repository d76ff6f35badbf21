"""Themes of days that periods step over, and of short periods that are of working days only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.oracle.corpus_around import MONDAY
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_counted import COUNTINGS, SHOP_HOURS, slug
from tests.oracle.corpus_moved import around, asked
from tests.oracle.corpus_spec import (
    Calendar,
    Closure,
    Dated,
    Extension,
    Limit,
    Pause,
    Policy,
    Promise,
    When,
    before,
    standards,
    within,
)
from tests.oracle.corpus_years import ENGLAND, day

SUMMER = Closure(first=(8, 1), last=(8, 31), name="court vacation")
WINTER = Closure(first=(12, 24), last=(1, 6), name="")
EASTER = Closure(first=day("2026-03-30"), last=day("2026-04-12"), name="Easter vacation")
ONE_DAY = Closure(first=day("2026-06-04"), last=day("2026-06-04"), name="office move")
VACATIONS = (SUMMER, WINTER, EASTER)
STEPPED = "days not counted"
SHORT = "short periods"

# Before, at and within a vacation; to its last day; over the end of a year.
ARRIVALS = (
    ("2026-07-29T10:00", "before the vacation"),
    ("2026-08-12T10:00", "in it"),
    ("2026-07-31T23:59:59.999999", "just before it begins"),
    ("2026-08-31T10:00", "on its last day, a bank holiday"),
    ("2026-12-22T10:00", "over the end of the year"),
    ("2026-03-27T10:00", "before Easter"),
)


def not_counted() -> Theme:
    theme = Theme("not-counted", "Days that periods step over, forward and back; open and worked for all else.")
    number = 0
    for counting in COUNTINGS:
        for roll in ("forward", "back", "falls"):
            calendar = replace(ENGLAND, counting=counting, roll=roll, not_counted=VACATIONS)
            policy = Policy(
                name=f"not-counted-{slug(counting)}-{roll}",
                calendars=(calendar,),
                standards=standards(
                    Promise(limit=within("5 working days")),
                    Promise(limit=within("10 days")),
                    Promise(limit=within("2 weeks")),
                    Promise(limit=within("1 month")),
                    Promise(limit=Limit(kind="next working day")),
                ),
            )
            for standard in policy.standards:
                for arrives, where in ARRIVALS:
                    number += 1
                    if number % 5 == 0:
                        contact = {"channel": standard.channels[0], "arrives": arrives}
                        name = f"{counting}, {roll}, {standard.name}, {where}"
                        theme.situation(name, policy, contact, [STEPPED, f"days not counted × {counting}"])
    _back(theme)
    _open_all_the_same(theme)
    _moved(theme)
    return theme


def _back(theme: Theme) -> None:
    for roll in ("forward", "back", "falls"):
        policy = Policy(
            name=f"not-counted-before-{roll}",
            calendars=(replace(ENGLAND, roll=roll, not_counted=VACATIONS),),
            standards=standards(
                Promise(limit=before("5 working days", "visit"), verb="contact"),
                Promise(limit=before("10 days", "visit"), verb="contact"),
                Promise(limit=before("3 clear working days", "visit"), verb="contact"),
                Promise(limit=before("7 clear days", "visit"), verb="contact"),
                Promise(limit=before("2 weeks", "visit"), verb="contact"),
                Promise(limit=before("1 month", "visit"), verb="contact"),
            ),
        )
        for number, standard in enumerate(policy.standards):
            for index, (visit, where) in enumerate(
                (
                    ("2026-09-03T14:00", "after the vacation"),
                    ("2026-08-20T14:00", "in it"),
                    ("2026-09-14T14:00", "later"),
                )
            ):
                if (number + index) % 3 == 2 and roll != "forward":
                    continue
                contact = {"channel": standard.channels[0], "arrives": "2026-06-01T10:00", "events": {"visit": visit}}
                name = f"counted back, {roll}, {standard.name}, {where}"
                theme.situation(
                    name,
                    policy,
                    contact,
                    [STEPPED, f"days not counted × counted back, roll {roll}"],
                    ["met", "late"][index % 2 :][:1],
                )


def _open_all_the_same(theme: Theme) -> None:
    calendar = replace(
        ENGLAND,
        hours=SHOP_HOURS[:2],
        counting="next open",
        roll="forward",
        not_counted=(SUMMER, ONE_DAY),
        cutoff="15:00",
    )
    policy = Policy(
        name="not-counted-open",
        calendars=(calendar,),
        standards=standards(
            Promise(limit=within("8 opening hours")),
            Promise(limit=within("24 hours")),
            Promise(limit=Limit(kind="same day")),
            Promise(limit=within("3 working days"), excuses=(When(kind="closed"),)),
            Promise(limit=within("2 working days", ends="closing")),
            Promise(limit=within("2 working days", ends="same time")),
            Promise(limit=within("24 hours", roll="forward")),
            Promise(limit=within("1 week", month_end=True)),
            Promise(limit=within("2 working days and 2 days")),
        ),
    )
    for standard in policy.standards:
        for arrives, where in (
            ("2026-08-12T10:00", "in the vacation"),
            ("2026-06-03T15:00", "at the cut-off before the day"),
            ("2026-06-04T10:00", "on the day"),
        ):
            contact = {"channel": standard.channels[0], "arrives": arrives}
            theme.situation(f"open all the same, {standard.name}, {where}", policy, contact, [STEPPED])


def _moved(theme: Theme) -> None:
    policy = Policy(
        name="not-counted-moved",
        calendars=(replace(ENGLAND, roll="forward", not_counted=(SUMMER, ONE_DAY)),),
        standards=standards(
            Promise(limit=within("5 working days"), pauses=(Pause(),)),
            Promise(limit=within("5 days"), pauses=(Pause(),)),
            Promise(limit=within("3 working days"), extension=Extension(more=(3, "working day"))),
            Promise(limit=within("3 days"), extension=Extension(more=(4, "day"))),
            Promise(limit=within("2 weeks"), cap=within("10 days", of="")),
            Promise(limit=within("2 working days"), floor=within("3 days", of="")),
            Promise(limit=within("3 working days"), dated=Dated(limit=within("2 days"))),
            Promise(limit=within("3 working days", of="visit")),
        ),
    )
    listed: dict[str, list[tuple[str, Mapping[str, Any]]]] = {
        "email": [
            ("not paused", {}),
            ("paused over the day", {"paused": "2026-06-03T10:00", "resumed": "2026-06-05T10:00"}),
            ("paused on the day", {"paused": "2026-06-03T12:00", "resumed": "2026-06-04T12:00"}),
            ("paused from the day", {"paused": "2026-06-04T10:00", "resumed": "2026-06-08T10:00"}),
        ],
        "letter": [
            ("not paused", {}),
            ("paused over the day", {"paused": "2026-06-03T10:00", "resumed": "2026-06-05T10:00"}),
            ("paused from the day", {"paused": "2026-06-04T10:00", "resumed": "2026-06-08T10:00"}),
        ],
        "web form": [("told on the day", {"told": "2026-06-04T10:00"}), ("not told", {})],
        "fax": [("told on the day", {"told": "2026-06-04T10:00"}), ("not told", {})],
        "text message": [("the cap binds", {})],
        "web chat": [("the floor binds", {})],
        "phone": [
            ("a date in time", {"promised": "2026-06-03T10:00", "dates": {"promised": "2026-06-19"}}),
            ("a date too late", {"promised": "2026-06-04T10:00", "dates": {"promised": "2026-06-19"}}),
        ],
        "phone message": [("a visit on the day", {"visit": "2026-06-04T10:00"})],
    }
    for channel, some in listed.items():
        asked(theme, policy, channel, some, [STEPPED, "days not counted × what moves"])
    longer = Policy(
        name="not-counted-longer",
        calendars=(replace(ENGLAND, roll="back", not_counted=(SUMMER, ONE_DAY)),),
        standards=standards(
            *(Promise(limit=within(text), pauses=(Pause(),)) for text in ("1 month", "2 weeks", "1 year"))
        ),
    )
    for channel in ("email", "letter", "web form"):
        over_it: list[tuple[str, Mapping[str, Any]]] = [
            ("paused over the day", {"paused": "2026-06-03T10:00", "resumed": "2026-06-05T10:00"}),
            ("paused on the day", {"paused": "2026-06-03T12:00", "resumed": "2026-06-04T12:00"}),
        ]
        asked(theme, longer, channel, over_it, [STEPPED, "days not counted × what moves"])
    far = [("into the vacation", {"paused": "2026-07-28T10:00", "resumed": "2026-07-30T10:00"})]
    asked(theme, policy, "email", far, [STEPPED, "days not counted × what moves"], "2026-07-24T10:00")


def short_periods() -> Theme:
    theme = Theme(
        "short-periods", "Periods of up to five days are of working days: as they are written, and all of them."
    )
    for counting in COUNTINGS:
        policy = Policy(
            name=f"short-{slug(counting)}",
            calendars=(replace(ENGLAND, counting=counting, roll="forward", short=5),),
            standards=standards(
                Promise(limit=within("1 day")),
                Promise(limit=within("5 days")),
                Promise(limit=within("6 days")),
                Promise(limit=within("5 days", ends="16:00")),
                Promise(limit=within("1 week")),
            ),
        )
        for index, (arrives, where) in enumerate(
            (
                (MONDAY, "a Monday"),
                ("2026-06-05T10:00", "a Friday"),
                ("2026-04-01T10:00", "before Easter"),
                ("2026-12-19T10:00", "a Saturday before Christmas"),
            )
        ):
            for number, standard in enumerate(policy.standards):
                if (index + number) % 2 == 0 or standard.name in ("letter", "web-form"):
                    contact = {"channel": standard.channels[0], "arrives": arrives}
                    name = f"{counting}, {standard.name}, {where}"
                    theme.situation(name, policy, contact, [SHORT, f"short periods × {counting}"])
    _short_back(theme)
    _short_moved(theme)
    return theme


def _short_back(theme: Theme) -> None:
    for roll in ("forward", "back", "falls"):
        policy = Policy(
            name=f"short-before-{roll}",
            calendars=(replace(ENGLAND, roll=roll, short=5),),
            standards=standards(
                Promise(limit=before("5 days", "visit"), verb="contact"),
                Promise(limit=before("6 days", "visit"), verb="contact"),
                Promise(limit=before("3 clear days", "visit"), verb="contact"),
                Promise(limit=before("7 clear days", "visit"), verb="contact"),
                Promise(limit=replace(before("5 days", "visit"), kind="at most back"), verb="contact"),
                Promise(limit=replace(before("3 days", "visit"), kind="after"), verb="contact"),
            ),
        )
        for standard in policy.standards:
            for visit, where in (("2026-06-11T14:00", "a Thursday"), ("2026-06-16T14:00", "a Tuesday")):
                contact = {"channel": standard.channels[0], "arrives": "2026-05-01T10:00", "events": {"visit": visit}}
                covers = [SHORT, f"short periods × counted back, roll {roll}"]
                ways = ["met"] if where == "a Thursday" else ["late"]
                theme.situation(f"counted back, {roll}, {standard.name}, {where}", policy, contact, covers, ways)


def _short_moved(theme: Theme) -> None:
    policy = Policy(
        name="short-moved",
        calendars=(replace(ENGLAND, roll="falls", short=5),),
        standards=standards(
            Promise(limit=within("4 days"), extension=Extension(more=(3, "day"))),
            Promise(limit=within("6 days"), extension=Extension(more=(3, "day"))),
            Promise(limit=within("10 days"), cap=within("5 days", of="")),
            Promise(limit=within("1 working day"), floor=within("3 days", of="visit")),
            Promise(limit=within("5 days"), pauses=(Pause(),)),
            Promise(limit=within("6 days"), dated=Dated(limit=within("3 days"))),
            Promise(limit=within("2 days and 2 working days")),
            Promise(limit=within("5 days", of="visit")),
            Promise(limit=within("6 days"), extension=Extension(more=(2, "day"), told_by=within("5 days"))),
            Promise(limit=within("3 days"), or_acts=(("call back", within("2 days")),)),
        ),
    )
    friday = "2026-06-05T10:00"
    told = around(policy, "phone", arrives=friday, events={})
    assert told
    listed: dict[str, list[tuple[str, Mapping[str, Any]]]] = {
        "email": [("told", {"told": "2026-06-09T10:00"}), ("not told", {})],
        "letter": [("told", {"told": "2026-06-09T10:00"}), ("not told", {})],
        "web form": [("the cap", {})],
        "fax": [("the floor", {"visit": "2026-06-05T12:00"})],
        "text message": [("a pause", {"paused": "2026-06-08T10:00", "resumed": "2026-06-10T10:00"})],
        "web chat": [
            (
                "told at the last moment",
                {"promised": "2026-06-10T23:59:59.999999", "dates": {"promised": "2026-06-24"}},
            ),
            ("told too late", {"promised": "2026-06-11T00:00", "dates": {"promised": "2026-06-24"}}),
        ],
        "phone": [("two amounts are as written", {})],
        "phone message": [("from a visit on a Sunday", {"visit": "2026-06-07T10:00"})],
        "social media": [
            ("told on the fifth working day", {"told": "2026-06-11T10:00"}),
            ("told on the fourth", {"told": "2026-06-10T10:00"}),
        ],
        "visit": [("the other act", {"called back": "2026-06-09T23:59:59.999999"}), ("neither", {})],
    }
    for channel, some in listed.items():
        asked(theme, policy, channel, some, [SHORT, "short periods × what moves"], friday)
    both = Policy(
        name="short-and-not-counted",
        calendars=(Calendar(roll="forward", short=5, not_counted=(ONE_DAY,)),),
        standards=standards(
            Promise(limit=within("5 days")), Promise(limit=within("6 days")), Promise(limit=within("3 working days"))
        ),
    )
    for channel in ("email", "letter", "web form"):
        asked(theme, both, channel, [("over the day", {})], [SHORT, "short periods × days not counted"])


THEMES = (not_counted, short_periods)
