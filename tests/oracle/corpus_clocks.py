"""Themes of local time: zones and their changes of clocks; the ends of the years; where only a day is known."""

from __future__ import annotations

from dataclasses import replace

from tests.oracle.corpus_around import COMPLEX
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_spec import (
    MONDAY_TO_FRIDAY,
    Calendar,
    Dated,
    Extension,
    Hours,
    Limit,
    Pause,
    Policy,
    Promise,
    before,
    standards,
    within,
)
from tests.oracle.corpus_years import ENGLAND

# A zone, and moments around its changes of clocks: local where that is one instant, else in UTC.
ZONES = {
    "Europe/London": (
        "2026-03-28T23:30",
        "2026-03-29T00:59:59.999999",
        "2026-10-25T00:30:00+00:00",
        "2026-10-24T01:30",
    ),
    "America/New_York": (
        "2026-03-07T02:30",
        "2026-03-08T06:59:59.999999+00:00",
        "2026-11-01T05:30:00+00:00",
        "2026-10-31T01:30",
    ),
    "Australia/Lord_Howe": (
        "2026-10-03T02:15",
        "2026-10-04T01:59:59.999999",
        "2026-04-04T14:45:00+00:00",
        "2026-04-04T01:45",
    ),
    "Asia/Kathmandu": (
        "2026-06-05T23:59:59.999999",
        "2026-06-06T00:00",
        "2026-12-31T18:15:00+00:00",
        "2026-06-01T10:00",
    ),
    "Africa/Cairo": (
        "2026-04-23T00:15",
        "2026-04-23T23:59:59.999999",
        "2026-10-29T20:30:00+00:00",
        "2026-10-28T23:30",
    ),
    "America/Santiago": (
        "2026-09-05T00:30",
        "2026-09-05T23:59:59.999999",
        "2026-04-05T03:30:00+00:00",
        "2026-04-03T23:30",
    ),
    "Pacific/Apia": (
        "2026-06-05T23:59:59.999999",
        "2026-06-06T00:00",
        "2026-12-31T10:30:00+00:00",
        "2026-06-01T10:00",
    ),
    "Pacific/Chatham": (
        "2026-09-26T02:50",
        "2026-09-27T02:44:59.999999",
        "2026-04-04T14:15:00+00:00",
        "2026-04-04T02:50",
    ),
}
NIGHT_SHIFT = (Hours(weekdays=frozenset(range(7)), spans=(("00:00", "06:00"), ("22:00", "24:00"))),)


def clock_changes() -> Theme:
    theme = Theme(
        "clock-changes", "Zones of half and quarter hours, clocks that change at two, at midnight, by 30 minutes."
    )
    for number, (zone, moments) in enumerate(ZONES.items()):
        name = zone.rsplit("/", 1)[-1].lower().replace("_", "-")
        calendar = Calendar(zone=zone, weekdays=frozenset(range(7)), hours=NIGHT_SHIFT, roll="falls")
        policy = Policy(
            name=f"zone-{name}",
            calendars=(calendar,),
            standards=standards(
                Promise(limit=within("24 hours")),
                Promise(limit=within("1 working day")),
                Promise(limit=within("1 day", ends="same time")),
                Promise(limit=within("4 opening hours")),
                Promise(limit=within("1 day", ends="02:30")),
                Promise(limit=before("24 hours", "visit"), verb="contact"),
                Promise(limit=before("1 day", "visit"), verb="contact"),
                Promise(limit=before("3 opening hours", "visit"), verb="contact"),
            ),
        )
        for index, standard in enumerate(policy.standards):
            for at, moment in enumerate(moments):
                if (index + at + number) % 2:
                    continue
                contact: dict[str, object] = {"channel": standard.channels[0], "arrives": moment}
                if standard.promises[0].limit.kind == "back":
                    contact |= {"arrives": "2026-01-05T10:00", "events": {"visit": _a_day_later(moment)}}
                covers = [
                    "DST × hours" if index in (0, 5) else "DST × opening hours" if index in (3, 7) else "DST × days"
                ]
                theme.situation(f"{name}, {standard.name}, {at + 1}", policy, contact, [*covers, zone])
    samoa = Policy(
        name="samoa-skips-a-day",
        calendars=(Calendar(zone="Pacific/Apia", years=(2011, 2012)),),
        standards=standards(
            Promise(limit=within("3 working days")),
            Promise(limit=within("24 hours")),
            Promise(limit=within("3 days", roll="falls")),
            Promise(limit=before("2 working days", "visit"), verb="contact"),
        ),
    )
    for channel in ("email", "letter", "web form"):
        for arrives, where in (
            ("2011-12-29T10:00", "the day before"),
            ("2011-12-29T23:59:59.999999", "its last microsecond"),
            ("2011-12-31T00:00", "the first instant after"),
        ):
            theme.situation(
                f"samoa, {channel}, {where}", samoa, {"channel": channel, "arrives": arrives}, ["a day skipped"]
            )
    contact = {"channel": "fax", "arrives": "2011-12-01T10:00", "events": {"visit": "2012-01-02T10:00"}}
    theme.situation("samoa, counted back", samoa, contact, ["a day skipped", "counted back"])
    return theme


def _a_day_later(moment: str) -> str:
    """The same time on the day after, which no zone here shows twice or skips; a moment in UTC as it is."""
    if "+" in moment:
        return moment
    from datetime import datetime, timedelta

    return (datetime.fromisoformat(moment) + timedelta(days=2)).isoformat()


def horizon() -> Theme:
    theme = Theme(
        "horizon", "An arrival or a deadline beyond the calendar's years is refused; up to the last day it is not."
    )
    policy = Policy(
        name="horizon",
        calendars=(replace(ENGLAND, years=(2026, 2027), counting="next open", roll="forward"),),
        standards=standards(
            Promise(limit=within("2 working days")),
            Promise(limit=within("1 week")),
            Promise(limit=within("24 hours")),
            Promise(limit=before("5 days", "visit"), verb="contact"),
        ),
    )
    for channel, arrives, where in (
        ("email", "2025-12-31T23:59:59.999999", "a microsecond too early"),
        ("email", "2026-01-01T00:00", "the first instant"),
        ("email", "2027-12-29T12:00", "due on the last day"),
        ("email", "2027-12-30T12:00", "due after the last day"),
        ("email", "2028-01-01T00:00", "arrives after it"),
        ("letter", "2027-12-24T12:00", "due on the last day"),
        ("letter", "2027-12-25T12:00", "moved beyond the last day"),
        ("web form", "2027-12-30T23:59:59.999999", "its last microsecond"),
        ("web form", "2027-12-31T00:00", "due at the end of it all"),
    ):
        theme.situation(
            f"{channel}, {where}, {arrives[8:10]}", policy, {"channel": channel, "arrives": arrives}, ["horizon"]
        )
    for visit, where in (("2026-01-05T10:00", "before the first day"), ("2026-01-08T10:00", "within the years")):
        contact = {"channel": "fax", "arrives": "2026-01-02T10:00", "events": {"visit": visit}}
        theme.situation(f"counted back {where}", policy, contact, ["horizon", "counted back"])
    return theme


def days_alone() -> Theme:
    theme = Theme(
        "days-alone", "Where only the day of something is known: an answer where every time of it gives the same."
    )
    hours = Hours(weekdays=MONDAY_TO_FRIDAY, spans=(("09:00", "17:00"),))
    policy = Policy(
        name="days-alone",
        calendars=(replace(ENGLAND, roll="forward"),),
        facts=COMPLEX,
        standards=standards(
            Promise(limit=within("3 working days")),
            Promise(limit=within("3 working days", ends="16:00")),
            Promise(limit=within("4 hours")),
            Promise(limit=within("3 days"), pauses=(Pause(),)),
            Promise(limit=within("2 working days", of="visit")),
            Promise(limit=within("3 working days"), extension=Extension(more=(2, "working day"), once=True)),
            Promise(limit=within("3 working days"), dated=Dated()),
            Promise(limit=within("1 working day"), verb="acknowledge", unless="resolved"),
        ),
    )
    monday = "2026-06-01"
    for name, contact in (
        ("arrival, working days", {"channel": "email"}),
        ("act on the last day", {"channel": "email", "events": {"replied": "2026-06-04"}}),
        ("act on the day after", {"channel": "email", "events": {"replied": "2026-06-05"}}),
        ("act on the day with an hour", {"channel": "letter", "events": {"replied": "2026-06-04"}}),
        ("act on the day before", {"channel": "letter", "events": {"replied": "2026-06-03"}}),
        ("arrival, hours", {"channel": "web form"}),
        ("arrival, hours, done the day after", {"channel": "web form", "events": {"replied": "2026-06-03"}}),
        ("a pause", {"channel": "fax", "events": {"paused": "2026-06-02", "resumed": "2026-06-03"}}),
        ("another anchor", {"channel": "text message", "events": {"visit": "2026-06-03"}}),
        ("told in time", {"channel": "web chat", "events": {"told": "2026-06-04"}}),
        ("told late", {"channel": "web chat", "events": {"told": "2026-06-05"}}),
        (
            "promised in time",
            {"channel": "phone", "events": {"promised": "2026-06-04"}, "dates": {"promised": "2026-06-09"}},
        ),
        (
            "promised late",
            {"channel": "phone", "events": {"promised": "2026-06-05"}, "dates": {"promised": "2026-06-09"}},
        ),
        ("resolved by then", {"channel": "phone message", "events": {"resolved": "2026-06-02"}}),
        ("resolved after", {"channel": "phone message", "events": {"resolved": "2026-06-03"}}),
    ):
        theme.case(name, policy, {"arrives": monday, **contact}, "2026-12-31", ["only the day is known"])
    open_ = Policy(
        name="days-alone-hours",
        calendars=(replace(ENGLAND, counting="next open", hours=(hours,)),),
        standards=standards(
            Promise(limit=within("2 working days")),
            Promise(limit=within("4 opening hours")),
            Promise(limit=Limit(kind="same day")),
        ),
    )
    for channel in ("email", "letter", "web form"):
        for arrives in ("2026-06-01", "2026-06-06"):
            theme.case(
                f"{channel}, {arrives}",
                open_,
                {"channel": channel, "arrives": arrives},
                "2026-12-31",
                ["only the day is known"],
            )
    return theme


THEMES = (clock_changes, horizon, days_alone)
