"""Pairs of what does not move: bounds, dates, and what a calendar says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.oracle.corpus_around import MONDAY
from tests.oracle.corpus_counted import NIGHTS, SHOP
from tests.oracle.corpus_pairs_moved import (
    A_DATE,
    BACK,
    FALLS,
    FORWARD,
    NEW_YORK,
    PAUSES,
    Pair,
    paused,
)
from tests.oracle.corpus_spec import (
    Case,
    Dated,
    Hours,
    Limit,
    Promise,
    When,
    before,
    within,
)
from tests.oracle.corpus_years import ENGLAND, PLAIN, day

EASTER: dict[str, Any] = {"arrives": "2026-04-01T10:00"}


def bounds_and_dates() -> Iterator[Pair]:
    cap, floor = within("5 working days", of=""), within("5 days", of="")
    yield (
        "promised date × cap",
        FORWARD,
        Promise(limit=within("3 working days"), dated=Dated(), cap=cap),
        (
            {"promised": MONDAY, "dates": {"promised": "2026-06-05"}},
            {"promised": MONDAY, **A_DATE},
        ),
    )
    yield (
        "promised date × floor",
        FORWARD,
        Promise(limit=within("3 working days"), dated=Dated(), floor=floor),
        (
            {"promised": MONDAY, "dates": {"promised": "2026-06-02"}},
            {"promised": MONDAY, **A_DATE},
        ),
    )
    excused = Promise(limit=within("3 working days"), dated=Dated(), excuses=(When(kind="if", names=("storm",)),))
    yield (
        "promised date × excuse",
        FORWARD,
        excused,
        tuple({"promised": MONDAY, "facts": {"storm": storm}, **A_DATE} for storm in ("yes", "no")),
    )
    unless = Promise(limit=within("1 working day"), verb="acknowledge", unless="resolved", dated=Dated())
    yield (
        "promised date × unless by then",
        FORWARD,
        unless,
        (
            {"promised": MONDAY, "resolved": "2026-06-24T10:00", **A_DATE},
            {"promised": MONDAY, "resolved": "2026-06-25T10:00", **A_DATE},
        ),
    )
    for roll, calendar in (("forward", FORWARD), ("back", BACK), ("as it falls", FALLS)):
        yield f"cap × roll {roll}", calendar, Promise(limit=within("3 working days"), cap=floor), ({}, EASTER)
        yield (
            f"floor × roll {roll}",
            calendar,
            Promise(limit=within("2 working days"), floor=floor),
            (
                {},
                {"arrives": "2026-06-03T10:00"},
                EASTER,
            ),
        )
    rolled_cap = Promise(limit=within("3 working days"), cap=within("5 days", of="", roll="back"))
    yield "cap × the limit's own roll", FORWARD, rolled_cap, ({}, EASTER)
    cut = replace(SHOP, cutoff="15:00", counting="next open")
    for arrives in ("2026-06-05T14:59:59.999999", "2026-06-05T15:00"):
        contact = {"arrives": arrives}
        capped = Promise(limit=within("12 opening hours"), cap=within("1 working day", of=""))
        yield f"cap × cut-off, {arrives[11:16]}", cut, capped, (contact,)
    yield (
        "cap × other anchor",
        FORWARD,
        Promise(limit=within("3 working days", of="visit"), cap=cap),
        (
            {"visit": "2026-06-02T10:00"},
            {"visit": "2026-06-06T10:00"},
        ),
    )
    later = Promise(limit=within("3 working days", of="later arrives|paid"), floor=within("1 week", of="arrives"))
    yield "floor × later of", FORWARD, later, ({"paid": "2026-06-01T12:00"}, {"paid": "2026-06-10T12:00"}, {})
    hours = Promise(limit=within("36 hours"), cap=within("1 day", of="", ends="16:00"))
    yield "cap × hours", FORWARD, hours, ({}, {"arrives": "2026-06-05T20:00"})
    dst = Promise(limit=within("1 day", roll="falls"), floor=within("24 hours", of=""))
    yield "floor × DST", FORWARD, dst, ({"arrives": "2026-03-28T23:59"}, {"arrives": "2026-10-24T23:30"})
    capped_case = Promise(
        limit=within("3 working days"),
        cases=(Case(when=When(kind="if", names=("complex",)), limit=within("6 working days")),),
        cap=within("8 days", of=""),
    )
    yield "case × cap", FORWARD, capped_case, tuple(EASTER | {"facts": {"complex": so}} for so in ("yes", "no"))
    month = Promise(limit=within("10 working days"), cap=within("1 month", of=""), pauses=PAUSES)
    yield "months × cap", FORWARD, month, (paused("03T10:00", "29T10:00"), paused("03T10:00"))


def calendars() -> Iterator[Pair]:
    for counting in ("day 0", "next open", "day 1"):
        cut = replace(SHOP, counting=counting, cutoff="15:00", roll="forward")
        for text in ("1 working day", "5 days", "2 opening hours"):
            yield (
                f"cut-off × {counting}, {text}",
                cut,
                Promise(limit=within(text)),
                (
                    {"arrives": "2026-06-05T15:00"},
                    {"arrives": "2026-06-05T14:59:59.999999"},
                    {"arrives": "2026-06-06T15:30"},
                ),
            )
    cut = replace(SHOP, counting="next open", cutoff="15:00", roll="forward")
    yield (
        "cut-off × month end",
        cut,
        Promise(limit=within("1 month")),
        (
            {"arrives": "2026-01-30T15:00"},
            {"arrives": "2026-01-30T14:59"},
            {"arrives": "2026-02-27T15:00"},
        ),
    )
    yield (
        "cut-off × same time of day",
        cut,
        Promise(limit=within("2 working days", ends="same time")),
        (
            {"arrives": "2026-06-02T15:00"},
            {"arrives": "2026-06-02T14:59"},
        ),
    )
    yield (
        "cut-off × next working day",
        cut,
        Promise(limit=Limit(kind="next working day")),
        (
            {"arrives": "2026-06-04T15:00"},
            {"arrives": "2026-06-05T15:00"},
        ),
    )
    closed = Promise(limit=within("1 working day"), excuses=(When(kind="closed"),))
    yield (
        "cut-off × except on closed days",
        cut,
        closed,
        ({"arrives": "2026-06-05T15:00"}, {"arrives": "2026-06-06T09:00"}),
    )
    before_dst = {"arrives": "2026-03-27T15:00"}, {"arrives": "2026-10-23T15:00"}
    yield "cut-off × DST", cut, Promise(limit=within("4 opening hours")), before_dst
    anchor = Promise(limit=within("2 working days", of="visit"))
    yield (
        "cut-off × other anchor",
        cut,
        anchor,
        ({"visit": "2026-06-03T15:00"}, {"visit": "2026-06-03T14:59:59.999999"}),
    )
    falls = replace(SHOP, roll="falls")
    closing = Promise(limit=within("3 days", ends="closing"))
    yield (
        "closing time × holiday",
        falls,
        closing,
        (
            {"arrives": "2026-05-22T10:00"},
            {"arrives": "2026-12-21T10:00"},
            {"arrives": "2026-12-22T10:00"},
            {"arrives": "2026-06-03T10:00"},
        ),
    )
    yield "closing time × season", falls, closing, ({"arrives": "2026-05-27T10:00"}, {"arrives": "2026-06-10T10:00"})
    rolled = Promise(limit=within("3 days", ends="closing", roll="back"))
    yield "closing time × roll", falls, rolled, ({"arrives": "2026-06-03T10:00"}, {"arrives": "2026-05-22T10:00"})
    yield (
        "closing time × hours past midnight",
        NIGHTS,
        Promise(limit=within("1 working day", ends="closing")),
        (
            {"arrives": "2026-06-04T10:00"},
            {"arrives": "2026-10-23T10:00"},
            {"arrives": "2026-03-27T10:00"},
        ),
    )
    by_night = Hours(weekdays=frozenset({6}), spans=(("00:00", "02:00"),))
    by_day = Hours(weekdays=frozenset(range(5)), spans=(("09:00", "17:00"),))
    weekend = replace(ENGLAND, roll="falls", hours=(by_night, by_day))
    yield (
        "DST × opening hours",
        weekend,
        Promise(limit=within("8 opening hours")),
        (
            {"arrives": "2026-03-27T12:00"},
            {"arrives": "2026-10-23T12:00"},
        ),
    )
    yield (
        "DST × hours",
        NEW_YORK,
        Promise(limit=within("12 hours")),
        (
            {"arrives": "2026-03-07T22:00"},
            {"arrives": "2026-10-31T22:00"},
        ),
    )
    yield (
        "DST × same time of day",
        NEW_YORK,
        Promise(limit=within("1 day", ends="same time")),
        (
            {"arrives": "2026-03-07T02:30"},
            {"arrives": "2026-10-31T01:30"},
            {"arrives": "2026-03-07T03:00"},
        ),
    )
    yield (
        "DST × counted back",
        NEW_YORK,
        Promise(limit=before("12 hours", "visit"), verb="contact"),
        (
            {"visit": "2026-03-08T10:00", "arrives": "2026-03-01T10:00"},
            {"visit": "2026-11-01T10:00", "arrives": "2026-10-01T10:00"},
        ),
    )
    for roll, calendar in (("forward", FORWARD), ("back", BACK), ("as it falls", FALLS)):
        visits = tuple({"visit": f"2026-06-{number}T10:00"} for number in ("10", "11", "12", "15"))
        yield f"notice × roll {roll}", calendar, Promise(limit=before("4 days", "visit"), verb="contact"), visits
        clear = Promise(limit=before("3 clear days", "visit"), verb="contact")
        yield f"clear days × roll {roll}", calendar, clear, visits
        working = Promise(limit=before("2 clear working days", "visit"), verb="contact")
        easter = tuple(
            {"visit": f"2026-04-{number}T10:00", "arrives": "2026-03-01T10:00"} for number in ("07", "08", "09")
        )
        yield f"clear days × closed days, roll {roll}", calendar, working, easter
    notice = Promise(limit=before("5 working days", "visit"), verb="contact")
    yield (
        "notice × closed days",
        FORWARD,
        notice,
        (
            {"visit": "2026-06-14T10:00"},
            {"visit": "2026-12-29T10:00"},
            {"visit": "2027-01-04T00:00"},
        ),
    )
    yield (
        "notice × months",
        FORWARD,
        Promise(limit=before("1 month", "visit"), verb="contact"),
        (
            {"visit": "2026-07-31T10:00"},
            {"visit": "2026-03-31T10:00", "arrives": "2026-01-05T10:00"},
            {"visit": "2028-03-29T10:00", "arrives": "2028-01-05T10:00"},
        ),
    )
    versions = Case(when=When(kind="from", day=day("2026-06-06")), limit=within("1 working day"))
    for counting in ("day 0", "next open"):
        office = replace(ENGLAND, counting=counting)
        yield (
            f"version × {counting}",
            office,
            Promise(limit=within("3 working days"), cases=(versions,)),
            (
                {"arrives": "2026-06-05T23:59:59.999999"},
                {"arrives": "2026-06-06T00:00"},
            ),
        )
    nested = Case(
        when=When(kind="from", day=day("2026-06-06")),
        limit=within("2 working days"),
        cases=(Case(when=When(kind="if", names=("complex",)), limit=within("4 working days")),),
    )
    yield (
        "version × case",
        ENGLAND,
        Promise(limit=within("3 working days"), cases=(nested,)),
        tuple(
            {"arrives": arrives, "facts": {"complex": so}}
            for arrives in (MONDAY, "2026-06-08T10:00")
            for so in ("yes", "no")
        ),
    )
    excused = Promise(limit=within("3 working days"), cases=(versions,), excuses=(When(kind="while", names=("away",)),))
    yield "version × excuse", ENGLAND, excused, tuple({"facts": {"away": so}} for so in ("yes", "no"))
    for counting in ("day 0", "next open"):
        office = replace(ENGLAND, counting=counting, roll="falls")
        yield (
            f"months × {counting}",
            office,
            Promise(limit=within("1 month")),
            (
                {"arrives": "2026-01-31T10:00"},
                {"arrives": "2027-01-30T10:00"},
                {"arrives": "2026-05-30T10:00"},
            ),
        )
    for month_end in ("last", "next"):
        plain = replace(PLAIN, years=(2023, 2026), roll="falls", month_end=month_end)
        leap = {"arrives": "2024-02-29T10:00"}, {"arrives": "2023-02-28T10:00"}
        yield f"years × leap day, {month_end}", plain, Promise(limit=within("1 year")), leap
