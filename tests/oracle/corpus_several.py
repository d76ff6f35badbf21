"""A theme of several contacts: shares and averages in their periods, and what a customer is owed in a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from tests.oracle.corpus_around import COMPLEX
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_counted import SHOP_HOURS
from tests.oracle.corpus_shares import PRIORITY, average, share, tiers
from tests.oracle.corpus_spec import (
    Breach,
    Pause,
    Policy,
    Promise,
    Remedy,
    Standard,
    Target,
    Tier,
    When,
    before,
    standards,
    within,
)
from tests.oracle.corpus_years import ENGLAND

FORWARD = replace(ENGLAND, roll="forward")
LATER = "2026-12-31T12:00"
SEVERAL = "several contacts"
# Three working days from Monday 1 June 2026 end on Thursday 4 June.
IN_TIME, LATE = "2026-06-04T23:59:59.999999", "2026-06-05T00:00"
MONDAY = "2026-06-01T10:00"


def contacts(
    channel: str, act: str, times: Sequence[str], arrives: str = MONDAY, **more: Any
) -> Iterator[dict[str, Any]]:
    """A contact for each time at which it was done; none where the time is empty."""
    for number, at in enumerate(times, 1):
        contact: dict[str, Any] = {"id": f"{channel}-{number}", "channel": channel, "arrives": arrives, **more}
        yield contact | ({"events": {act: at}} if at else {})


def several() -> Theme:
    theme = Theme(
        "several-contacts", "Several contacts: the targets that they reach, in each period, and what is owed."
    )
    _shares(theme)
    _tiers(theme)
    _averages(theme)
    _periods(theme)
    _tables(theme)
    _yearly(theme)
    _earlier_misses(theme)
    return theme


def _shares(theme: Theme) -> None:
    policy = Policy(
        name="shares",
        calendars=(FORWARD,),
        standards=standards(
            *(
                Promise(limit=within("3 working days"), targets=share(text))
                for text in ("95", "87.5", "100", "66.667", "66.666")
            ),
            Promise(limit=within("2 working days"), verb="acknowledge", unless="resolved", targets=share("50")),
            Promise(limit=replace(before("5 days", "visit"), kind="at most back"), verb="contact", targets=share("50")),
        ),
    )
    kept, late = [IN_TIME], [LATE]
    for channel, times, name in (
        ("email", kept * 19 + late, "nineteen of twenty"),
        ("email", kept * 18 + late, "eighteen of nineteen"),
        ("letter", kept * 7 + late, "seven of eight"),
        ("letter", kept * 6 + late, "six of seven"),
        ("web form", kept * 3, "all"),
        ("web form", [*kept, "", *kept], "two of three, one overdue"),
        ("fax", kept * 2 + late, "two of three is not enough"),
        ("text message", kept * 2 + late, "two of three is enough"),
        ("email", late, "none"),
    ):
        theme.several(f"shares, {channel}, {name}", policy, [*contacts(channel, "replied", times)], LATER, [SEVERAL])
    some = [*contacts("email", "replied", [*kept, ""])]
    theme.several("one is open still", policy, some, "2026-06-03T12:00", [SEVERAL])
    theme.several("one is overdue", policy, some, LATE, [SEVERAL])
    theme.several("nothing to judge", policy, [*contacts("email", "replied", [""])], MONDAY, [SEVERAL])
    theme.several("no contact at all", policy, [], LATER, [SEVERAL])
    excused = [
        *contacts("web chat", "acknowledged", ["2026-06-02T10:00", "2026-06-08T10:00"]),
        *contacts("web chat", "resolved", ["2026-06-03T10:00"], subject="settled"),
    ]
    for number, one in enumerate(excused):
        one["id"] = f"chat-{number}"
        one.pop("subject", None)
    theme.several("one is excused", policy, excused, LATER, [SEVERAL])
    early = [
        {"id": "early", "channel": "phone", "arrives": MONDAY, "events": {"visit": "2026-06-18T10:00", "contacted": at}}
        if at
        else {"id": "none", "channel": "phone", "arrives": MONDAY, "events": {"visit": "2026-06-18T10:00"}}
        for at in ("2026-06-12T23:59", "2026-06-15T10:00")
    ]
    early[1]["id"] = "kept"
    theme.several("one is too early", policy, early, LATER, [SEVERAL])


def _tiers(theme: Theme) -> None:
    policy = Policy(
        name="tiers",
        calendars=(FORWARD,),
        standards=standards(
            Promise(
                limit=within("10 working days"),
                targets=tiers(("50", "3 working days"), ("85", "5 working days"), each="year"),
            ),
            Promise(limit=within("1 working day"), verb="answer", targets=tiers(("90", "20 seconds"))),
            Promise(
                limit=within("10 working days"), pauses=(Pause(),), targets=tiers(("50", "3 working days"), ("90", ""))
            ),
        ),
    )
    third, fifth, later = IN_TIME, "2026-06-08T12:00", "2026-06-09T00:00"
    for times, name in (
        ([third, third, fifth, fifth], "both"),
        ([third, third, third, later], "the first only"),
        ([third, fifth, fifth, fifth], "the second only"),
        ([third, later, later, later], "neither"),
    ):
        theme.several(f"tiers, {name}", policy, [*contacts("email", "replied", times)], LATER, [SEVERAL, "tiers"])
    seconds, slow = "2026-06-01T10:00:20", "2026-06-01T10:00:20.000001"
    for times, name in (([seconds] * 9 + [slow], "nine of ten"), ([seconds] * 8 + [slow], "eight of nine")):
        theme.several(f"seconds, {name}", policy, [*contacts("letter", "answered", times)], LATER, [SEVERAL, "tiers"])
    stood = {"paused": "2026-06-02T10:00", "resumed": "2026-06-04T10:00"}
    paused = [
        {"id": str(n), "channel": "web form", "arrives": MONDAY, "events": stood | {"replied": at}}
        for n, at in enumerate(("2026-06-08T23:59", "2026-06-09T00:00", "2026-06-17T23:59"))
    ]
    theme.several("paused ones", policy, paused, LATER, [SEVERAL, "tiers"])


def _averages(theme: Theme) -> None:
    policy = Policy(
        name="averages",
        calendars=(replace(FORWARD, hours=SHOP_HOURS[:2]),),
        standards=standards(
            Promise(limit=within("10 working days"), targets=average(4, "working day")),
            Promise(limit=within("10 working days"), targets=average(30, "minute", "week")),
            Promise(limit=within("10 working days"), targets=average(2, "opening hour", "")),
            Promise(limit=within("10 working days"), targets=average(3, "day", "quarter")),
        ),
    )
    for channel, times, name in (
        ("email", ["2026-06-02T10:00", "2026-06-09T10:00", "2026-06-05T10:00"], "one, six and four"),
        ("email", ["2026-06-02T10:00", "2026-06-10T10:00", "2026-06-08T10:00"], "one, seven and five"),
        ("email", ["2026-06-02T10:00", "", "2026-07-08T10:00"], "one late, one not done"),
        ("letter", ["2026-06-01T10:20", "2026-06-01T10:40"], "twenty and forty minutes"),
        ("letter", ["2026-06-01T10:20", "2026-06-01T10:40:01"], "a second too many"),
        ("web form", ["2026-06-01T11:00", "2026-06-01T14:00"], "one and three opening hours"),
        ("web form", ["2026-06-01T11:00", "2026-06-01T14:01"], "a minute too many"),
        ("fax", ["2026-06-01T12:00", "2026-06-07T12:00"], "none and six days"),
        ("fax", ["2026-06-02T12:00", "2026-06-07T12:00"], "one and six days"),
    ):
        listed = [*contacts(channel, "replied", times)]
        theme.several(f"averages, {channel}, {name}", policy, listed, LATER, [SEVERAL, "averages"])


def _periods(theme: Theme) -> None:
    policy = Policy(
        name="periods",
        calendars=(FORWARD,),
        standards=standards(
            *(
                Promise(limit=within("3 working days"), targets=share("60", each))
                for each in ("day", "week", "month", "quarter", "year", "")
            )
        ),
    )
    # Due on Thursday 4 June, Friday 5 June, Wednesday 1 July and Tuesday 5 January.
    arrivals = ("2026-06-01T10:00", "2026-06-02T10:00", "2026-06-26T10:00", "2026-12-30T10:00")
    for standard in policy.standards:
        channel = standard.channels[0]
        listed = [
            one | {"id": f"{number}-{one['id']}"}
            for number, arrives in enumerate(arrivals)
            for one in contacts(
                channel, "replied", [f"{arrives[:10]}T12:00", "2027-02-01T12:00"][: 1 + number % 2], arrives
            )
        ]
        theme.several(f"periods, {channel}", policy, listed, "2027-06-30T12:00", [SEVERAL, "periods"])


def _tables(theme: Theme) -> None:
    rows = (
        (("p1",), (Tier(share="95"),)),
        (("p2", "p3"), (Tier(share="50", limit=within("4 hours")),)),
        ((), (Tier(average=(2, "working day")),)),
    )
    storm = When(kind="if", names=("storm",))
    table = Target(
        by="priority", rows=(*rows[:2], ((), (Tier(share="80", limit=within("2 working days")),))), each="month"
    )
    policy = Policy(
        name="tables",
        calendars=(FORWARD,),
        categories=PRIORITY,
        facts=COMPLEX,
        standards=standards(
            Promise(limit=within("3 working days"), targets=(table,)),
            Promise(limit=within("3 working days"), targets=share("50", leaves_out=(storm,))),
            Promise(limit=within("3 working days"), targets=share("50", only=(storm,))),
        ),
    )
    listed = [
        one | {"id": f"{priority}-{number}", "priority": priority}
        for priority in ("p1", "p2", "p3", "p4")
        for number, one in enumerate(contacts("email", "replied", ["2026-06-01T13:00", "2026-06-03T12:00"]))
    ]
    theme.several("tables, every priority", policy, listed, LATER, [SEVERAL, "targets × table"])
    theme.several("tables, some priorities", policy, listed[2:5], LATER, [SEVERAL, "targets × table"])
    for channel in ("letter", "web form"):
        answers = [
            one | ({"facts": {"storm": fact}} if fact else {}) | {"id": f"{number}"}
            for number, (fact, at) in enumerate(
                (("yes", LATE), ("no", IN_TIME), ("", LATE), ("yes", IN_TIME), ("no", LATE))
            )
            for one in contacts(channel, "replied", [at])
        ]
        theme.several(f"exclusions, {channel}", policy, answers, LATER, [SEVERAL, "targets × exclusions"])
        theme.several(
            f"exclusions, {channel}, the first three", policy, answers[:3], LATER, [SEVERAL, "targets × exclusions"]
        )


def _yearly(theme: Theme) -> None:
    policy = Policy(
        name="yearly",
        calendars=(FORWARD,),
        standards=standards(
            Promise(limit=within("3 working days"), remedy=Remedy(amount=3000, most_yearly=7000)),
            Promise(
                limit=within("3 working days"),
                remedy=Remedy(amount=3000, plus=1000, step=(1, "working day"), most=5000, most_yearly=8000),
            ),
            Promise(limit=within("3 working days"), remedy=Remedy(amount=2500, currency="EUR")),
        ),
    )
    days = ("2026-06-01", "2026-07-06", "2026-03-02", "2026-12-30")

    def late(channel: str, customers: Sequence[str]) -> list[dict[str, Any]]:
        found = []
        for number, (day, customer) in enumerate(zip(days, customers, strict=False)):
            (one,) = contacts(channel, "replied", ["2027-02-01T12:00"], f"{day}T10:00")
            found.append(one | {"id": str(number)} | ({"customer": customer} if customer else {}))
        return found

    cover = [SEVERAL, "remedy × at most each year"]
    for name, channel, customers in (
        ("one customer, in the order of deadlines", "email", ["a", "a", "a"]),
        ("one customer, and the next year", "email", ["a", "a", "a", "a"]),
        ("two customers", "email", ["a", "b", "a"]),
        ("no customer is given", "email", ["", "", ""]),
        ("each of them cut already", "letter", ["a", "a"]),
        ("without a yearly cap", "web form", ["a", "a", "a"]),
    ):
        theme.several(name, policy, late(channel, customers), "2027-06-30T12:00", cover, ("amounts", "contacts"))
    kept = [one | {"id": f"kept-{one['id']}"} for one in contacts("email", "replied", [IN_TIME], customer="a")]
    kept += late("email", ["", "a", "a"])
    theme.several("one that was kept", policy, kept, "2027-06-30T12:00", cover, ("amounts", "contacts"))
    both = late("email", ["a", "a", "a"]) + [one | {"id": f"w{one['id']}"} for one in late("web form", ["a", "b"])]
    theme.several("two currencies", policy, both, "2027-06-30T12:00", cover, ("amounts", "contacts"))


def _earlier_misses(theme: Theme) -> None:
    policy = Policy(
        name="earlier",
        calendars=(FORWARD,),
        breaches=(Breach(event="trouble", noun="trouble", misses=2, promise="repairs.complete", window=(30, "day")),),
        standards=(
            Standard(
                name="repairs",
                channels=("phone",),
                promises=(
                    Promise(limit=within("3 working days"), verb="complete", targets=share("50")),
                    Promise(limit=within("2 working days", of="trouble"), verb="call back"),
                ),
            ),
        ),
    )

    def calls(listed: Sequence[tuple[str, str, str]]) -> list[dict[str, Any]]:
        found = []
        for number, (day, customer, done) in enumerate(listed):
            (one,) = contacts("phone", "completed", [done], f"{day}T10:00")
            found.append(one | {"id": str(number)} | ({"customer": customer} if customer else {}))
        return found

    late = "2026-12-01T12:00"
    for name, listed in (
        ("two of one customer", (("2026-06-01", "a", late), ("2026-06-15", "a", late))),
        ("two of two customers", (("2026-06-01", "a", late), ("2026-06-15", "b", late))),
        ("the first was kept", (("2026-06-01", "a", IN_TIME), ("2026-06-15", "a", late))),
        ("thirty days apart", (("2026-06-01", "a", late), ("2026-07-01", "a", late))),
        ("more than thirty days apart", (("2026-06-01", "a", late), ("2026-07-02", "a", late))),
        ("in the other order", (("2026-06-15", "a", late), ("2026-06-01", "a", late))),
        ("no customer", (("2026-06-01", "", late), ("2026-06-15", "", late))),
    ):
        theme.several(f"earlier, {name}", policy, calls(listed), LATER, [SEVERAL, "misses"], ("contacts",))


THEMES = (several,)
