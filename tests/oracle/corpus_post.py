"""A theme of deemed arrival: what is posted or sent arrives on a day that the policy says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_counted import COUNTINGS, SHOP, slug
from tests.oracle.corpus_spec import (
    Case,
    Channel,
    Limit,
    Pause,
    Policy,
    Promise,
    Standard,
    When,
    before,
    within,
)
from tests.oracle.corpus_years import ENGLAND, day

POST = (
    *("first class post", "second class post", "recorded post", "air mail", "courier", "bulk post"),
    *("document exchange", "hand delivery", "drop box", "night mail"),
)
# Each with arrivals at which it matters: before a weekend, a holiday, a month end, around the time of day.
RULES: tuple[tuple[str, dict[str, Any], tuple[tuple[str, str], ...]], ...] = (
    (
        "second working day",
        {"after": (2, "working day")},
        (
            ("2026-06-01T10:00", "on a Monday"),
            ("2026-05-21T18:00", "before a bank holiday weekend"),
            ("2026-06-06T11:00", "on a Saturday"),
            ("2026-04-02T23:59:59.999999", "before Easter"),
        ),
    ),
    (
        "second day",
        {"after": (2, "day")},
        (("2026-06-04T10:00", "to a Saturday"), ("2026-06-01T10:00", "to a Wednesday")),
    ),
    (
        "second day, rolling forward",
        {"after": (2, "day"), "roll": "forward"},
        (("2026-06-04T10:00", "to a Saturday"), ("2026-05-23T10:00", "to a bank holiday")),
    ),
    (
        "third day, rolling back",
        {"after": (3, "day"), "roll": "back"},
        (("2026-06-04T10:00", "to a Sunday"), ("2026-04-03T10:00", "to Easter Monday")),
    ),
    ("fifth day", {"after": (5, "day")}, (("2026-12-24T10:00", "over Christmas"),)),
    ("twelfth day", {"after": (12, "day")}, (("2026-06-02T10:00", "into the week after next"),)),
    (
        "sent before 16:30",
        {"sent_before": "16:30"},
        (
            ("2026-06-01T16:29:59.999999", "a microsecond before it"),
            ("2026-06-01T16:30", "at it"),
            ("2026-06-05T16:30", "at it on a Friday"),
            ("2026-06-06T09:00", "on a Saturday"),
            ("2026-08-31T10:00", "on a bank holiday"),
            ("2026-06-01T00:00", "at midnight"),
        ),
    ),
)
PROMISES = (
    Promise(limit=within("3 working days")),
    Promise(limit=within("5 days")),
    Promise(limit=within("1 month")),
    Promise(limit=Limit(kind="next working day", ends="16:00")),
    Promise(limit=Limit(kind="same day"), excuses=(When(kind="closed"),)),
    Promise(limit=within("2 working days", ends="closing")),
)


def policy_of(name: str, calendar: Any, rule: dict[str, Any], promises: tuple[Promise, ...], **more: Any) -> Policy:
    """A policy of channels with one rule, each with a promise."""
    channels = POST[: len(promises)]
    return Policy(
        name=name,
        calendars=(calendar,),
        channels=tuple(Channel(name=channel, **rule) for channel in channels),
        standards=tuple(
            Standard(name=slug(channel), channels=(channel,), promises=(promise,))
            for channel, promise in zip(channels, promises, strict=True)
        ),
        **more,
    )


def deemed_arrival() -> Theme:
    theme = Theme("deemed-arrival", "What is posted or sent arrives on the day that its channel says: that is day 0.")
    number = 0
    for index, (name, rule, arrivals) in enumerate(RULES):
        for counting in COUNTINGS:
            calendar = replace(SHOP, counting=counting, roll="forward", cutoff="15:00")
            policy = policy_of(f"deemed-{index + 1}-{slug(counting)}", calendar, rule, PROMISES)
            for arrives, where in arrivals:
                for standard in policy.standards:
                    number += 1
                    if number % 5:
                        continue
                    contact = {"channel": standard.channels[0], "arrives": arrives}
                    label = f"{name}, {counting}, {standard.name}, {where}"
                    covers = ["deemed arrival", f"deemed arrival × {counting}", counting]
                    theme.situation(label.replace(":", ""), policy, contact, covers)
    _posted(theme)
    _needs_a_time(theme)
    _acts(theme)
    _with_others(theme)
    return theme


def _posted(theme: Theme) -> None:
    rule = {"after": (2, "working day")}
    policy = policy_of("deemed-posted", replace(ENGLAND, roll="forward"), rule, PROMISES[:2])
    for channel, posted, where in (
        ("first class post", "2026-05-29T17:00", "on the Friday before"),
        ("first class post", "2026-05-28T09:00", "on the Thursday before"),
        ("second class post", "2026-05-21T12:00", "the week before"),
        ("second class post", "2026-06-02T12:00", "the day after"),
        ("first class post", "2026-05-29", "on a day of which no time is known"),
    ):
        contact: dict[str, Any] = {"channel": channel, "arrives": "2026-06-01T10:00", "events": {"posted": posted}}
        theme.situation(f"posted, {channel}, {where}", policy, contact, ["deemed arrival", "posting"])
    alone = {"channel": "first class post", "arrives": "2026-06-01"}
    theme.situation("only the day of posting is known", policy, alone, ["deemed arrival", "only the day is known"])
    sent = policy_of("deemed-sent", replace(ENGLAND, roll="forward"), {"sent_before": "16:30"}, PROMISES[:2])
    for channel, arrives, where in (
        ("first class post", "2026-06-01", "a Monday, which matters"),
        ("first class post", "2026-06-06", "a Saturday, which does not"),
    ):
        contact = {"channel": channel, "arrives": arrives}
        covers = ["deemed arrival", "only the day is known"]
        theme.situation(f"only the day of sending is known, {where}", sent, contact, covers)


def _needs_a_time(theme: Theme) -> None:
    promises = (
        Promise(limit=within("4 hours")),
        Promise(limit=within("4 opening hours")),
        Promise(limit=within("2 working days", ends="same time")),
        Promise(limit=within("2 working days", of="visit", ends="same time")),
        Promise(limit=within("4 hours", of="visit")),
    )
    policy = policy_of("deemed-hours", replace(SHOP, counting="next open"), {"after": (1, "working day")}, promises)
    for standard in policy.standards:
        contact: dict[str, Any] = {"channel": standard.channels[0], "arrives": "2026-06-01T10:00"}
        name = f"needs a time, {standard.name}"
        if standard.promises[0].limit.of == "visit":
            contact["events"] = {"visit": "2026-06-03T11:00"}
            name = f"counted from a time, {standard.name}"
        theme.situation(name, policy, contact, ["deemed arrival", "hours"])
        if "events" not in contact:
            done = {**contact, "events": {"replied": "2026-06-01T11:00"}}
            theme.case(f"{name}, and done", policy, done, "2026-12-31", ["deemed arrival", "hours"])


def _acts(theme: Theme) -> None:
    policy = policy_of("deemed-acts", ENGLAND, {"after": (2, "working day")}, PROMISES[:1])
    for name, acts in (
        ("before the deemed day", "2026-06-02T10:00"),
        ("at its first instant", "2026-06-03T00:00"),
        ("a microsecond before it", "2026-06-02T23:59:59.999999"),
        ("before the arrival itself", "2026-05-29T10:00"),
        ("before it and late", ["2026-06-02T10:00", "2026-06-09T00:00"]),
        ("before it and in time", ["2026-06-02T10:00", "2026-06-08T23:59:59.999999"]),
    ):
        contact: dict[str, Any] = {"channel": POST[0], "arrives": "2026-06-01T10:00", "events": {"replied": acts}}
        theme.case(f"an act {name}", policy, contact, "2026-12-31", ["deemed arrival", "an act before its anchor"])
    for as_of in ("2026-06-01T10:00", "2026-06-03T12:00", "2026-06-08T12:00", "2026-06-09T00:00"):
        contact = {"channel": POST[0], "arrives": "2026-06-01T10:00"}
        theme.case(f"seen {as_of[:10]}", policy, contact, as_of, ["deemed arrival", "at risk"])


def _with_others(theme: Theme) -> None:
    version = Case(when=When(kind="from", day=day("2026-06-02")), limit=within("2 working days"))
    promises = (
        Promise(limit=within("5 working days"), cap=within("6 days", of="")),
        Promise(limit=within("5 working days"), pauses=(Pause(),)),
        Promise(limit=within("5 working days"), cases=(version,)),
        Promise(limit=within("3 working days"), excuses=(When(kind="closed"),)),
        Promise(limit=before("5 working days", "visit"), verb="contact"),
        Promise(limit=within("3 days", of="later arrives|visit")),
        Promise(limit=within("3 days", of="visit"), floor=within("4 working days", of="arrives")),
        Promise(limit=within("10 days", roll="back")),
        Promise(limit=within("1 month", of="earlier arrives|visit")),
    )
    rule = {"after": (2, "working day")}
    policy = policy_of("deemed-with", replace(ENGLAND, roll="forward"), rule, promises)
    for channel, name, meets, given in (
        (0, "capped from the deemed day", "cap", {}),
        (0, "capped from it over Easter", "cap", {"arrives": "2026-03-31T10:00"}),
        (1, "a pause begun before it", "pause", {"paused": "2026-06-02T10:00", "resumed": "2026-06-04T10:00"}),
        (1, "a pause after it", "pause", {"paused": "2026-06-04T10:00", "resumed": "2026-06-08T10:00"}),
        (1, "a pause over before it", "pause", {"paused": "2026-06-01T12:00", "resumed": "2026-06-02T10:00"}),
        (2, "the version of the raw arrival", "version", {}),
        (2, "the new version", "version", {"arrives": "2026-06-02T00:00"}),
        (3, "posted on a closed day", "except on closed days", {"arrives": "2026-06-06T10:00"}),
        (3, "posted on an open day", "except on closed days", {"arrives": "2026-06-04T10:00"}),
        (4, "notice is left alone", "notice", {"visit": "2026-06-18T14:00"}),
        (5, "the visit is later", "later of", {"visit": "2026-06-05T10:00"}),
        (5, "the arrival is later", "later of", {"visit": "2026-06-02T10:00"}),
        (5, "no visit yet", "later of", {}),
        (6, "a floor from the deemed day", "floor", {"visit": "2026-06-01T10:00"}),
        (6, "a floor that does not bind", "floor", {"visit": "2026-06-08T10:00"}),
        (7, "to a Saturday", "roll back", {"arrives": "2026-06-08T10:00"}),
        (8, "the arrival is earlier", "earlier of", {"visit": "2026-06-08T10:00"}),
        (8, "the visit is earlier", "earlier of", {"visit": "2026-06-02T10:00"}),
    ):
        contact: dict[str, Any] = {"channel": POST[channel], "arrives": given.get("arrives", "2026-06-01T10:00")}
        events = {key: at for key, at in given.items() if key != "arrives"}
        contact |= {"events": events} if events else {}
        theme.situation(name, policy, contact, ["deemed arrival", f"deemed arrival × {meets}"])
    updates = Promise(verb="update", every=within("5 working days"), until="resolved")
    policy = policy_of("deemed-updates", ENGLAND, rule, (updates,))
    for name, events in (
        ("no update", {}),
        ("one update", {"updated": "2026-06-10T10:00"}),
        ("an update too late", {"updated": "2026-06-11T00:00"}),
        ("resolved", {"updated": "2026-06-09T10:00", "resolved": "2026-06-12T10:00"}),
    ):
        contact = {"channel": POST[0], "arrives": "2026-06-01T10:00"} | ({"events": events} if events else {})
        theme.case(name, policy, contact, "2026-06-30", ["deemed arrival", "updates"])


THEMES = (deemed_arrival,)
