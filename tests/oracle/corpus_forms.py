"""Themes of the rarer forms: too early, two amounts, less a day, month ends, several calendars, updates, seasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.oracle import clocks
from tests.oracle.corpus_around import LATER, MONDAY
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_counted import SHOP, SHOP_HOURS
from tests.oracle.corpus_hand import CPR
from tests.oracle.corpus_moved import asked
from tests.oracle.corpus_spec import (
    Calendar,
    Case,
    Closure,
    Dated,
    Extension,
    Hours,
    Limit,
    Pause,
    Policy,
    Promise,
    Standard,
    When,
    amounts,
    before,
    standards,
    within,
)
from tests.oracle.corpus_years import ENGLAND, day

NOTICE = (("noted", "note", "notice"),)
VISIT = "2026-06-18T14:00"


def around(kind: str, text: str, event: str, **more: Any) -> Limit:
    """`at most 5 days before the visit` or `at least 14 days after the notice`."""
    return Limit(kind=kind, amounts=amounts(text), of=event, clear="clear " in text, **more)


def too_early() -> Theme:
    theme = Theme("too-early", "At most so much before an event; at least so much after it: an act can be too early.")
    for roll in ("falls", "forward"):
        policy = Policy(
            name=f"early-{roll}",
            calendars=(replace(SHOP, roll=roll),),
            events=NOTICE,
            standards=standards(
                Promise(limit=around("at most back", "5 days", "visit"), verb="contact"),
                Promise(limit=around("at most back", "3 working days", "visit"), verb="contact"),
                Promise(limit=around("at most back", "1 month", "visit"), verb="contact"),
                Promise(limit=around("after", "14 days", "noted"), verb="contact"),
                Promise(limit=around("after", "28 clear days", "noted"), verb="contact"),
                Promise(limit=around("after", "5 working days", "noted"), verb="contact"),
                Promise(limit=around("after", "1 month", "noted"), verb="contact"),
            ),
        )
        for channel in ("email", "letter", "web form"):
            for visit, where in ((VISIT, "a Thursday"), ("2026-06-15T00:00", "the first instant of a Monday")):
                _before(theme, policy, channel, visit, f"{roll}, {channel}, {where}")
        for channel in ("fax", "text message", "web chat", "phone"):
            for notice, where in (("2026-05-30T14:00", "a Saturday"), ("2026-06-04T23:59:59.999999", "a Thursday")):
                _after(theme, policy, channel, notice, f"{roll}, {channel}, {where}")
        theme.situation(f"{roll}, no visit yet", policy, {"channel": "email", "arrives": MONDAY}, ["at most before"])
        theme.situation(f"{roll}, no notice yet", policy, {"channel": "fax", "arrives": MONDAY}, ["at least after"])
    court = Policy(
        name="court",
        calendars=(replace(ENGLAND, roll="falls"),),
        events=(("noted", "note", "notice"), ("held", "hold", "hearing")),
        standards=standards(Promise(limit=around("after", "28 clear days", "noted"), verb="hold")),
    )
    for at, name in (
        ("2026-10-30T00:00", "the earliest date"),
        ("2026-10-29T23:59:59.999999", "a microsecond too early"),
    ):
        contact = {
            "channel": "email",
            "arrives": "2026-09-30T10:00",
            "events": {"noted": "2026-10-01T10:00", "held": at},
        }
        more: dict[str, Any] = {"from": "published", "citation": CPR}
        found = theme.case(f"CPR, {name}", court, contact, LATER, ["at least after", "clear days"], **more)
        assert found["expected"]["promises"][0]["not_before"] == "2026-10-30T00:00:00+00:00"
    return theme


def _before(theme: Theme, policy: Policy, channel: str, visit: str, name: str) -> None:
    contact: dict[str, Any] = {"channel": channel, "arrives": "2026-05-01T10:00", "events": {"visit": visit}}
    covers = ["at most before", f"at most before × roll {policy.calendar().roll}"]
    row = theme.case(f"{name}, not done", policy, contact, LATER, covers)["expected"]["promises"][0]
    first, due = (clocks.instant(dt.datetime.fromisoformat(row[key])) for key in ("not_before", "due"))
    for at, way, as_of in (
        ([first - 1], "too early", due),
        ([first - 1], "too early, and not over", due - 1),
        ([first], "as it begins", due),
        ([due - 1], "at the last moment", due),
        ([due], "at the event", due),
        ([first - 1, due], "too early, and late", due),
        ([first - 1, due - 1], "too early, and in time", due),
    ):
        acts = {"visit": visit, "contacted": [clocks.utc(one) for one in at]}
        theme.case(f"{name}, {way}", policy, contact | {"events": acts}, clocks.utc(as_of), covers)


def _after(theme: Theme, policy: Policy, channel: str, notice: str, name: str) -> None:
    contact: dict[str, Any] = {"channel": channel, "arrives": "2026-05-01T10:00", "events": {"noted": notice}}
    covers = ["at least after", f"at least after × roll {policy.calendar().roll}"]
    covers += ["clear days"] if channel == "text message" else []
    row = theme.case(f"{name}, not done", policy, contact, LATER, covers)["expected"]["promises"][0]
    first = clocks.instant(dt.datetime.fromisoformat(row["not_before"]))
    for at, way in (
        ([first - 1], "too early"),
        ([first], "as it begins"),
        ([first - 1, first + 1], "too early, and again"),
    ):
        acts = {"noted": notice, "contacted": [clocks.utc(one) for one in at]}
        theme.case(f"{name}, {way}", policy, contact | {"events": acts}, LATER, covers)


def amounts_and_ends() -> Theme:
    theme = Theme("amounts-and-ends", "Two amounts in the order written, less a day, to the end of the month.")
    arrivals = (
        ("2026-06-01T10:00", "a Monday"),
        ("2026-04-01T10:00", "before Easter"),
        ("2026-11-30T10:00", "the end of November"),
        ("2026-01-31T10:00", "the 31st of January"),
        ("2026-12-03T10:00", "before Christmas"),
    )
    for roll in ("falls", "forward", "back"):
        policy = Policy(
            name=f"amounts-{roll}",
            calendars=(replace(ENGLAND, roll=roll),),
            standards=standards(
                Promise(limit=within("16 working days and 5 days")),
                Promise(limit=within("5 days and 16 working days")),
                Promise(limit=within("1 month and 10 days")),
                Promise(limit=within("10 days and 1 month")),
                Promise(limit=within("3 months less 1 day")),
                Promise(limit=within("1 month", month_end=True)),
                Promise(limit=within("10 working days", month_end=True)),
                Promise(limit=within("1 month less 1 day", month_end=True)),
                Promise(limit=within("2 weeks and 2 working days", ends="16:00")),
            ),
        )
        number = 0
        for standard in policy.standards:
            for arrives, where in arrivals:
                number += 1
                if number % 3 == ("falls", "forward", "back").index(roll):
                    limit = standard.promises[0].limit
                    covers = ["two amounts"] * (len(limit.amounts) > 1) + ["less a day"] * bool(limit.less)
                    covers += ["to the end of the month"] * limit.month_end
                    covers += [f"{one} × roll" for one in covers]
                    contact = {"channel": standard.channels[0], "arrives": arrives}
                    theme.situation(f"{roll}, {standard.name}, {where}", policy, contact, covers)
    notice = Policy(
        name="amounts-notice",
        calendars=(replace(ENGLAND, roll="forward"),),
        standards=standards(
            Promise(limit=before("16 working days and 5 days", "visit"), verb="contact"),
            Promise(limit=before("5 days and 16 working days", "visit"), verb="contact"),
        ),
    )
    for visit in ("2026-06-18T14:00", "2026-05-12T10:00", "2027-01-11T10:00"):
        for channel in ("email", "letter"):
            events = {"visit": visit}
            planned: dict[str, Any] = {"channel": channel, "arrives": "2026-01-05T10:00", "events": events}
            theme.situation(f"notice, {channel}, {visit[:10]}", notice, planned, ["two amounts", "counted back"])
    moved = Policy(
        name="amounts-moved",
        calendars=(replace(ENGLAND, roll="falls"),),
        standards=standards(
            Promise(limit=within("5 working days and 5 days"), extension=Extension(more=(3, "working day"), once=True)),
            Promise(limit=within("5 working days and 5 days"), pauses=(Pause(),)),
            Promise(limit=within("3 months less 1 day"), extension=Extension(more=(1, "month"), once=True)),
            Promise(limit=within("1 month", month_end=True), pauses=(Pause(),)),
            Promise(limit=within("5 working days", month_end=True), cap=within("3 weeks", of="")),
            Promise(limit=within("20 working days"), floor=within("1 month less 1 day", of="")),
            Promise(limit=within("1 month", month_end=True), dated=Dated()),
        ),
    )
    weekend = {"paused": "2026-06-12T10:00", "resumed": "2026-06-15T10:00"}
    asked(theme, moved, "email", [("told", {"told": "2026-06-02T10:00"})], ["two amounts × extension"])
    asked(theme, moved, "letter", [
        ("in the first amount", {"paused": "2026-06-03T10:00", "resumed": "2026-06-04T10:00"}),
        ("in the second", {"paused": "2026-06-09T10:00", "resumed": "2026-06-10T10:00"}),
        ("in the second, over a weekend", weekend),
        ("from the first into the second", {"paused": "2026-06-05T10:00", "resumed": "2026-06-10T10:00"}),
    ], ["two amounts × pause"])  # fmt: skip
    asked(theme, moved, "web form", [("told", {"told": "2026-06-02T10:00"})], ["less a day × extension"])
    asked(theme, moved, "fax", [
        ("within the month", weekend),
        ("over the month's end", {"paused": "2026-06-25T10:00", "resumed": "2026-07-02T10:00"}),
    ], ["to the end of the month × pause"])  # fmt: skip
    asked(theme, moved, "text message", [("the cap binds", {})], ["to the end of the month × cap"])
    asked(theme, moved, "web chat", [("the floor binds", {})], ["less a day × floor"])
    told: dict[str, Any] = {"promised": MONDAY, "dates": {"promised": "2026-07-10"}}
    asked(theme, moved, "phone", [("told a date", told)], ["to the end of the month × promised date"])
    return theme


def several_calendars() -> Theme:
    theme = Theme(
        "several-calendars", "A standard's calendar, and a limit's: the nearest wins; other hours, other weeks."
    )
    line = Calendar(name="line", weekdays=frozenset(range(7)), hours=(
        Hours(weekdays=frozenset(range(7)), spans=(("06:00", "22:00"),)),
    ), counting="next open", roll="falls", cutoff="20:00")  # fmt: skip
    desk = replace(ENGLAND, name="desk", hours=SHOP_HOURS, counting="next open", roll="back")
    policy = Policy(
        name="several",
        calendars=(replace(ENGLAND, roll="forward"), line, desk),
        standards=(
            *(
                replace(one, calendar="line")
                for one in standards(
                    Promise(limit=within("2 working days")),
                    Promise(limit=within("4 opening hours")),
                    Promise(limit=within("5 days")),
                    Promise(limit=within("2 working days", calendar="desk")),
                    Promise(limit=within("2 working days"), excuses=(When(kind="closed"),)),
                )
            ),
            Standard(
                name="at-the-desk",
                channels=("web chat", "phone"),
                promises=(
                    Promise(limit=within("4 opening hours", calendar="desk")),
                    Promise(limit=within("5 days"), verb="resolve"),
                    Promise(limit=within("5 days", calendar="desk"), verb="update"),
                    Promise(limit=before("3 working days", "visit", calendar="desk"), verb="contact"),
                ),
            ),
        ),
    )
    _depot(theme)
    for channel in ("email", "letter", "web form", "fax", "text message", "web chat"):
        for arrives, where in (
            (MONDAY, "Monday"),
            ("2026-06-05T20:00", "Friday evening"),
            ("2026-05-24T12:00", "before a bank holiday"),
            ("2026-06-06T05:59:59.999999", "Saturday morning"),
        ):
            contact: dict[str, Any] = {"channel": channel, "arrives": arrives}
            if channel == "web chat":
                contact["events"] = {"visit": "2026-06-16T10:00"}
            theme.situation(f"{channel}, {where}", policy, contact, ["several calendars"])
    return theme


def _depot(theme: Theme) -> None:
    """A limit's own calendar has its own week, holiday, cut-off and roll, whatever else the promise has."""
    depot = Calendar(
        name="depot",
        weekdays=frozenset(range(6)),
        holidays=((day("2026-06-03"), "founding day"),),
        cutoff="16:00",
        counting="next open",
        roll="forward",
    )
    two = within("2 working days", calendar="depot")
    policy = Policy(
        name="depot",
        calendars=(replace(ENGLAND, roll="back"), depot),
        standards=standards(
            Promise(limit=two),
            Promise(limit=replace(two, ends="same time")),
            Promise(limit=within("1 week", calendar="depot"), pauses=(Pause(),)),
            Promise(limit=two, extension=Extension(more=(2, "working day"), once=True)),
            Promise(limit=within("4 working days"), cap=within("5 days", of="", calendar="depot")),
            Promise(limit=before("2 working days", "visit", calendar="depot"), verb="contact"),
            Promise(limit=two, dated=Dated()),
            Promise(limit=two, excuses=(When(kind="closed"),)),
        ),
    )
    several = "several calendars × "
    for arrives, where in (
        (MONDAY, "at ten"),
        ("2026-06-01T15:59:59.999999", "before its cut-off"),
        ("2026-06-01T16:00", "at its cut-off"),
        ("2026-06-05T17:00", "on Friday evening"),
    ):
        for channel in ("email", "letter"):
            contact = {"channel": channel, "arrives": arrives}
            theme.situation(f"depot, {channel}, {where}", policy, contact, [f"{several}cut-off"])
    days = {"paused": "2026-06-02T15:30", "resumed": "2026-06-06T14:30"}
    asked(theme, policy, "web form", [("paused", days), ("not", {})], [f"{several}pause"])
    told = [
        ("at the last moment", {"told": "2026-06-04T22:59:59.999999+00:00"}),
        ("late", {"told": "2026-06-05T00:00"}),
    ]
    asked(theme, policy, "fax", told, [f"{several}extension"])
    asked(theme, policy, "text message", [("the cap", {})], [f"{several}cap"], "2026-04-01T16:00")
    visits = [("on a Monday", {"visit": "2026-06-08T15:30"}), ("after founding day", {"visit": "2026-06-04T16:30"})]
    asked(theme, policy, "web chat", visits, [f"{several}notice"])
    date = {"promised": MONDAY, "dates": {"promised": "2026-06-24"}}
    asked(theme, policy, "phone", [("a date", date)], [f"{several}promised date"])
    for arrives, where in (("2026-06-06T10:00", "a Saturday"), ("2026-06-03T10:00", "founding day")):
        contact = {"channel": "phone message", "arrives": arrives}
        theme.situation(f"depot, except on closed days, {where}", policy, contact, [f"{several}except on closed days"])


def updates() -> Theme:
    theme = Theme("updates", "An update every so often until an event: one row an update, counted from the last one.")
    policy = Policy(
        name="updates",
        calendars=(replace(ENGLAND, counting="next open", roll="forward"),),
        standards=standards(
            Promise(verb="update", every=within("5 working days"), until="resolved"),
            Promise(verb="update", every=within("24 hours"), until="resolved"),
            Promise(verb="update", every=within("1 week"), until="resolved"),
        ),
    )
    in_time, late = ["2026-06-08T12:00", "2026-06-15T12:00"], ["2026-06-08T12:00", "2026-06-17T12:00"]
    listed: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("nothing sent, in time", {}, "2026-06-05T10:00"),
        ("nothing sent", {}, "2026-07-01T10:00"),
        ("one sent, the next is open", {"updated": "2026-06-05T10:00"}, "2026-06-08T10:00"),
        ("two in time", {"updated": in_time}, "2026-06-16T10:00"),
        ("the second late, the third from it", {"updated": late}, "2026-06-18T10:00"),
        ("resolved before the next is due", {"updated": in_time, "resolved": "2026-06-18T10:00"}, "2026-07-18T10:00"),
        ("resolved after the next was due", {"updated": in_time, "resolved": "2026-06-30T10:00"}, "2026-07-18T10:00"),
        ("resolved at once", {"resolved": "2026-06-01T11:00"}, "2026-07-18T10:00"),
        (
            "sent again after it was resolved",
            {"updated": [*in_time, "2026-06-19T10:00"], "resolved": "2026-06-18T10:00"},
            "2026-07-18T10:00",
        ),
        ("sent on a Saturday", {"updated": "2026-06-06T12:00"}, "2026-06-09T10:00"),
    )
    for channel in ("email", "letter", "web form"):
        for name, events, as_of in listed:
            contact: dict[str, Any] = {"channel": channel, "arrives": MONDAY} | ({"events": events} if events else {})
            theme.case(f"{channel}, {name}", policy, contact, as_of, ["updates"])
    return theme


def seasons() -> Theme:
    theme = Theme("seasons", "A season as a case, by the arrival; days closed for opening that are working days.")
    peak = ("peak", (10, 1), (11, 15))
    winter = ("winter", (12, 20), (1, 10))
    policy = Policy(
        name="seasons",
        calendars=(replace(ENGLAND, seasons=(peak, winter), counting="next open"),),
        standards=standards(
            Promise(
                limit=within("2 working days"),
                cases=(Case(when=When(kind="while season", names=("peak",)), limit=within("10 working days")),),
            ),
            Promise(limit=within("3 working days"), excuses=(When(kind="while season", names=("winter",)),)),
        ),
    )
    for arrives, where in (
        ("2026-09-30T23:59:59.999999", "before the peak"),
        ("2026-10-01T00:00", "its first instant"),
        ("2026-11-15T23:59", "its last day, a Sunday"),
        ("2026-11-16T00:00", "after it"),
    ):
        theme.situation(
            f"peak, {where}", policy, {"channel": "email", "arrives": arrives}, ["season", "version × season"]
        )
    for arrives, where in (
        ("2026-12-19T23:59:59.999999", "before winter"),
        ("2026-12-20T00:00", "its first instant"),
        ("2027-01-10T23:59", "its last day"),
        ("2027-01-11T00:00", "after it"),
        ("2026-01-05T12:00", "the winter before"),
    ):
        theme.situation(
            f"winter, {where}", policy, {"channel": "letter", "arrives": arrives}, ["season", "excuse × season"]
        )
    closure = Closure(first=day("2026-06-03"), last=day("2026-06-04"), name="stocktaking", works=True)
    shut = Policy(
        name="stocktaking",
        calendars=(replace(SHOP, closures=(closure,), counting="next open", roll="forward"),),
        standards=standards(
            Promise(limit=within("3 working days")),
            Promise(limit=within("10 opening hours")),
            Promise(limit=within("2 working days", ends="closing")),
            Promise(limit=within("2 days")),
        ),
    )
    for number, (arrives, where) in enumerate((
        (MONDAY, "before it"), ("2026-06-03T10:00", "in it"), ("2026-06-02T18:00", "the evening before"),
    )):  # fmt: skip
        for channel in ("email", "letter", "web form", "fax"):
            contact = {"channel": channel, "arrives": arrives}
            theme.situation(f"stocktaking {number}, {channel}, {where}", shut, contact, ["counted as working days"])
    return theme


def _all() -> Iterator[Any]:
    yield from (too_early, amounts_and_ends, several_calendars, updates, seasons)


THEMES = tuple(_all())
