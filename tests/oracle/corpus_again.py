"""A theme of restarts: the whole limit is counted anew from an event that comes in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.oracle.corpus_around import MONDAY
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_counted import COUNTINGS, SHOP, slug
from tests.oracle.corpus_moved import around, asked
from tests.oracle.corpus_spec import Dated, Extension, Limit, Pause, Policy, Promise, When, standards, within
from tests.oracle.corpus_years import ENGLAND

INFORMED = (("informed", "inform", "information"),)
ANEW = ("informed",)
Listed = list[tuple[str, Mapping[str, Any]]]


def restarted(text: str, **more: Any) -> Promise:
    """A promise within so much, counted anew from the information."""
    ends = more.pop("ends", "")
    of = more.pop("of", "arrives")
    return Promise(limit=within(text, ends=ends, of=of), restarts=ANEW, **more)


def restarts() -> Theme:
    theme = Theme("restarts", "The whole limit is counted anew from an event, if that comes before the deadline.")
    _units(theme)
    _countings(theme)
    _with_others(theme)
    return theme


def _units(theme: Theme) -> None:
    policy = Policy(
        name="restarts",
        calendars=(replace(SHOP, roll="forward"),),
        events=INFORMED,
        standards=standards(
            restarted("5 working days"),
            restarted("5 days"),
            restarted("1 month"),
            restarted("6 hours"),
            restarted("6 opening hours"),
            restarted("2 working days", ends="closing"),
            Promise(limit=Limit(kind="next working day"), restarts=ANEW),
            Promise(limit=Limit(kind="same day"), excuses=(When(kind="closed"),), restarts=ANEW),
            restarted("2 weeks", ends="16:00"),
        ),
    )
    for number, standard in enumerate(policy.standards):
        channel = standard.channels[0]
        plain = replace(policy, standards=(replace(standard, promises=(replace(standard.promises[0], restarts=()),)),))
        last, after = around(plain, channel)
        again = around(policy, channel, events={"informed": last})[0]
        listed: Listed = [
            ("at the last moment", {"informed": last}),
            ("a microsecond too late", {"informed": after}),
            ("twice", {"informed": [last, again]}),
            ("before the arrival", {"informed": "2026-05-29T10:00"}),
            ("at the arrival", {"informed": MONDAY}),
        ]
        asked(theme, policy, channel, [*listed[:3], listed[3 + number % 2]], ["restart"])
    done = {"informed": "2026-06-03T10:00"}
    for name, at in (("before the restart", "2026-06-02T12:00"), ("after it", "2026-06-10T12:00")):
        contact = {"channel": "email", "arrives": MONDAY, "events": {**done, "replied": at}}
        theme.case(f"done {name}", policy, contact, "2026-12-31", ["restart", "an act before its anchor"])
    twice = {**done, "replied": ["2026-06-02T12:00", "2026-06-11T12:00"]}
    contact = {"channel": "email", "arrives": MONDAY, "events": twice}
    theme.case("done before and after it", policy, contact, "2026-12-31", ["restart", "an act before its anchor"])
    contact = {"channel": "email", "arrives": MONDAY, "events": {"informed": "2026-06-05"}}
    theme.case("only the day is known", policy, contact, "2026-12-31", ["restart", "only the day is known"])
    contact = {"channel": "email", "arrives": MONDAY, "events": {"informed": "2026-06-08"}}
    theme.case("only the day is known, the last", policy, contact, "2026-12-31", ["restart", "only the day is known"])


def _countings(theme: Theme) -> None:
    for counting in COUNTINGS:
        policy = Policy(
            name=f"restarts-{slug(counting)}",
            calendars=(replace(SHOP, counting=counting, cutoff="15:00", roll="falls"),),
            events=INFORMED,
            standards=standards(restarted("3 working days"), restarted("3 days"), restarted("3 opening hours")),
        )
        for channel, listed in (
            (
                "email",
                (
                    ("at the cut-off", "2026-06-03T15:00"),
                    ("just before the cut-off", "2026-06-03T14:59:59.999999"),
                    ("on its last day", "2026-06-04T10:00"),
                ),
            ),
            ("letter", (("on a Saturday", "2026-06-06T11:00"), ("on a Sunday", "2026-06-07T11:00"))),
            ("web form", (("at the cut-off", "2026-06-05T15:00"), ("while closed", "2026-06-05T08:00"))),
        ):
            arrives = MONDAY if channel == "email" else "2026-06-04T16:00"
            some = [(f"{counting}, {name}", {"informed": at}) for name, at in listed]
            asked(theme, policy, channel, some, ["restart", f"restart × {counting}"], arrives)


def _with_others(theme: Theme) -> None:
    told = Extension(more=(3, "working day"), once=True)
    cap, floor = within("8 working days", of=""), within("5 days", of="")
    policy = Policy(
        name="restarts-moved",
        calendars=(replace(ENGLAND, roll="forward"),),
        events=INFORMED,
        standards=standards(
            restarted("5 working days", pauses=(Pause(),)),
            restarted("5 working days", extension=told),
            restarted("5 working days", cap=cap),
            restarted("3 working days", floor=floor),
            restarted("5 working days", of="visit"),
            restarted("3 working days", dated=Dated()),
            restarted("24 hours", pauses=(Pause(),)),
            replace(restarted("2 working days", unless="resolved"), verb="acknowledge"),
            restarted("5 days", of="later arrives|visit"),
        ),
    )
    third = "2026-06-03T10:00"
    listed: dict[str, Listed] = {
        "email": [
            ("in a pause", {"paused": "2026-06-02T10:00", "informed": third, "resumed": "2026-06-05T10:00"}),
            ("after a pause", {"paused": "2026-06-02T10:00", "resumed": third, "informed": "2026-06-04T10:00"}),
            ("before a pause", {"informed": third, "paused": "2026-06-08T10:00", "resumed": "2026-06-10T10:00"}),
            ("by grace of a pause", {"paused": third, "resumed": "2026-06-05T10:00", "informed": "2026-06-09T12:00"}),
            ("as a pause begins", {"paused": third, "informed": third, "resumed": "2026-06-04T10:00"}),
            ("and a pause not over", {"informed": third, "paused": "2026-06-09T10:00"}),
            (
                "a pause by grace of it",
                {"informed": third, "paused": "2026-06-09T10:00", "resumed": "2026-06-10T10:00"},
            ),
        ],
        "letter": [
            ("then told", {"informed": third, "told": "2026-06-09T10:00"}),
            ("told before", {"told": "2026-06-02T10:00", "informed": "2026-06-04T10:00"}),
            ("by grace of what was told", {"told": "2026-06-02T10:00", "informed": "2026-06-10T10:00"}),
            ("told by grace of it", {"informed": third, "told": "2026-06-10T23:59:59.999999"}),
            ("told too late all the same", {"informed": third, "told": "2026-06-11T00:00"}),
        ],
        "web form": [
            ("before the cap", {"informed": "2026-06-02T10:00"}),
            ("to the cap", {"informed": "2026-06-04T10:00"}),
            ("beyond the cap", {"informed": "2026-06-08T10:00"}),
        ],
        "fax": [
            ("below the floor", {"informed": third}),
            ("above the floor", {"informed": ["2026-06-04T10:00", "2026-06-09T10:00"]}),
        ],
        "text message": [
            ("before the visit", {"informed": third, "visit": "2026-06-04T10:00"}),
            ("after the visit", {"informed": "2026-06-08T10:00", "visit": "2026-06-04T10:00"}),
            ("no visit", {"informed": third}),
        ],
        "web chat": [
            (
                "a date told by grace of it",
                {"informed": third, "promised": "2026-06-08T10:00", "dates": {"promised": "2026-06-24"}},
            ),
            (
                "a date told, then informed",
                {"promised": "2026-06-02T10:00", "informed": third, "dates": {"promised": "2026-06-24"}},
            ),
        ],
        "phone": [
            (
                "in a pause, hours",
                {"paused": "2026-06-01T12:00", "informed": "2026-06-01T15:00", "resumed": "2026-06-01T18:00"},
            ),
            (
                "after a pause, hours",
                {"paused": "2026-06-01T12:00", "resumed": "2026-06-01T14:00", "informed": "2026-06-02T12:00"},
            ),
        ],
        "phone message": [
            ("resolved by grace of it", {"informed": "2026-06-02T10:00", "resolved": "2026-06-04T10:00"}),
            ("resolved too late", {"informed": "2026-06-02T10:00", "resolved": "2026-06-05T10:00"}),
        ],
        "social media": [
            ("before the later of two", {"informed": "2026-06-02T10:00", "visit": "2026-06-04T10:00"}),
            ("after the later of two", {"informed": "2026-06-05T10:00", "visit": "2026-06-04T10:00"}),
        ],
    }
    meets = {
        "email": "pause",
        "letter": "extension",
        "web form": "cap",
        "fax": "floor",
        "text message": "other anchor",
        "web chat": "promised date",
        "phone": "pause",
        "phone message": "unless by then",
        "social media": "later of",
    }
    for channel, some in listed.items():
        asked(theme, policy, channel, some, ["restart", f"restart × {meets[channel]}"])
    known = {"informed": "2026-06-05T10:00"}
    for as_of, where in (("2026-06-10T12:00", "open"), ("2026-06-12T12:00", "at risk")):
        contact = {"channel": "letter", "arrives": MONDAY, "events": known}
        theme.case(f"{where} after it", policy, contact, as_of, ["restart", "at risk"])


THEMES = (restarts,)
