"""Pairs of what moves a deadline: a pause or an extension, and what else a promise may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.oracle.corpus_counted import SHOP
from tests.oracle.corpus_spec import (
    Calendar,
    Case,
    Dated,
    Extension,
    Limit,
    Pause,
    Promise,
    When,
    within,
)
from tests.oracle.corpus_years import ENGLAND, day

Asked = Sequence[Mapping[str, Any]]
Pair = tuple[str, Calendar, Promise, Asked]
PAUSES = (Pause(),)
FORWARD, BACK, FALLS = (replace(ENGLAND, roll=roll) for roll in ("forward", "back", "falls"))
OPEN_SHOP = replace(SHOP, counting="next open", roll="forward")
FIVE, TEN = (5, "working day"), (10, "working day")
THREE_MORE = Extension(more=(3, "working day"), once=True)
NEW_YORK = Calendar(zone="America/New_York", roll="falls")


def paused(start: str, end: str = "") -> dict[str, Any]:
    """Paused in June 2026 from one day and time to another, or not over: `03T10:00`."""
    return {"paused": f"2026-06-{start}"} | ({"resumed": f"2026-06-{end}"} if end else {})


def told(*times: str) -> dict[str, Any]:
    return {"told": [f"2026-06-{time}" for time in times]}


TWO_DAYS = paused("03T15:00", "05T09:00")
A_DATE = {"dates": {"promised": "2026-06-24"}}


def pauses() -> Iterator[Pair]:
    over_sunday, to_saturday = paused("05T10:00", "07T11:00"), paused("04T10:00", "13T11:00")
    for roll, calendar in (("forward", FORWARD), ("back", BACK), ("as it falls", FALLS)):
        between = paused("06T10:00", "07T10:00"), paused("07T10:00", "09T10:00")
        listed = (TWO_DAYS, over_sunday, to_saturday, *between)
        yield f"pause × roll {roll}", calendar, Promise(limit=within("5 days"), pauses=PAUSES), listed
    own = within("5 days", roll="back")
    yield "pause × the limit's own roll", FORWARD, Promise(limit=own, pauses=PAUSES), (TWO_DAYS, over_sunday)
    extended = Promise(limit=within("5 working days"), pauses=PAUSES, extension=THREE_MORE)
    yield (
        "pause × extension",
        FORWARD,
        extended,
        (
            TWO_DAYS | told("04T10:00"),
            TWO_DAYS | told("10T23:59:59.999999"),
            TWO_DAYS | told("11T00:00"),
            told("08T10:00") | paused("10T15:00", "11T09:00"),
            told("11T10:00") | paused("10T15:00", "11T09:00"),
            told("03T10:00") | paused("04T10:00"),
        ),
    )
    days = Promise(limit=within("5 working days"), pauses=PAUSES, extension=Extension(more=(5, "day"), once=True))
    yield (
        "pause × extension in another unit",
        FALLS,
        days,
        (
            told("04T10:00") | paused("09T10:00", "10T10:00"),
            told("04T10:00") | paused("03T10:00", "04T10:00"),
            told("04T10:00") | paused("10T10:00", "11T10:00"),
            told("04T10:00") | paused("12T10:00", "15T10:00"),
        ),
    )
    cap = within("8 working days", of="")
    yield (
        "pause × cap",
        FORWARD,
        Promise(limit=within("5 working days"), pauses=PAUSES, cap=cap),
        (
            TWO_DAYS,
            paused("03T15:00", "08T15:00"),
            paused("03T15:00", "09T15:00"),
            paused("03T15:00"),
        ),
    )
    floor = within("5 days", of="")
    yield (
        "pause × floor",
        FORWARD,
        Promise(limit=within("3 working days"), pauses=PAUSES, floor=floor),
        (
            {},
            TWO_DAYS,
            paused("03T15:00", "11T15:00"),
        ),
    )
    dated = Promise(limit=within("5 working days"), pauses=PAUSES, dated=Dated())
    yield (
        "pause × promised date",
        FORWARD,
        dated,
        (
            TWO_DAYS | {"promised": "2026-06-10T23:59:59.999999", **A_DATE},
            TWO_DAYS | {"promised": "2026-06-11T00:00", **A_DATE},
            paused("03T15:00") | {"promised": "2026-06-04T10:00", **A_DATE},
        ),
    )
    same = Promise(limit=Limit(kind="same day"), pauses=PAUSES, excuses=(When(kind="closed"),))
    yield (
        "pause × same day",
        ENGLAND,
        same,
        (
            paused("01T15:00", "01T16:00"),
            paused("01T15:00", "03T16:00"),
            paused("02T00:00", "03T16:00"),
            paused("01T15:00", "06T16:00"),
        ),
    )
    for unit in ("1 month", "2 weeks", "1 year"):
        name = f"{unit.split()[1].removesuffix('s')}s × pause"
        yield (
            name,
            FORWARD,
            Promise(limit=within(unit), pauses=PAUSES),
            (
                TWO_DAYS,
                paused("05T10:00", "15T10:00"),
                paused("14T10:00", "15T10:00"),
            ),
        )
    for ends, name in (("closing", "closing time"), ("same time", "same time of day"), ("16:00", "a time")):
        promise = Promise(limit=within("2 working days", ends=ends), pauses=PAUSES)
        yield (
            f"pause × {name}",
            OPEN_SHOP,
            promise,
            (
                paused("02T10:00", "04T10:00"),
                paused("03T10:00", "05T10:00"),
                paused("03T17:00", "04T10:00"),
            ),
        )
    both = Promise(limit=within("5 days"), pauses=(Pause(both_days=True),))
    yield (
        "both days included × roll forward",
        FORWARD,
        both,
        (paused("05T10:00", "05T11:00"), paused("04T10:00", "13T11:00")),
    )
    anchored = Promise(limit=within("5 working days", of="visit"), pauses=PAUSES)
    yield (
        "pause × other anchor",
        FORWARD,
        anchored,
        (
            {"visit": "2026-06-04T10:00"} | TWO_DAYS,
            {"visit": "2026-06-02T10:00"} | TWO_DAYS,
            TWO_DAYS,
        ),
    )
    unless = Promise(limit=within("2 working days"), verb="acknowledge", pauses=PAUSES, unless="resolved")
    yield (
        "pause × unless by then",
        FORWARD,
        unless,
        (
            paused("02T10:00", "04T10:00") | {"resolved": "2026-06-05T12:00"},
            paused("02T10:00", "04T10:00") | {"resolved": "2026-06-08T12:00"},
        ),
    )
    dst = Promise(limit=within("24 hours"), pauses=PAUSES)
    clocks = {"paused": "2026-03-29T00:30", "resumed": "2026-03-29T02:30", "arrives": "2026-03-28T12:00"}
    back = {"paused": "2026-10-25T00:30", "resumed": "2026-10-25T02:30", "arrives": "2026-10-24T12:00"}
    yield "pause × DST", ENGLAND, dst, (clocks, back)
    yield (
        "pause × opening hours",
        OPEN_SHOP,
        Promise(limit=within("6 opening hours"), pauses=PAUSES),
        (
            paused("01T11:00", "01T14:00"),
            paused("01T12:00", "01T13:00"),
            paused("01T16:00", "02T08:00"),
            paused("04T16:00", "06T11:00") | {"arrives": "2026-06-04T15:00"},
        ),
    )
    cut = replace(SHOP, cutoff="15:00", counting="next open")
    yield (
        "pause × cut-off",
        cut,
        Promise(limit=within("3 working days"), pauses=PAUSES),
        (
            paused("02T15:30", "03T15:30"),
            paused("01T16:00", "02T08:00") | {"arrives": "2026-06-01T15:00"},
        ),
    )


def extensions() -> Iterator[Pair]:
    eight = within("8 days", of="")
    yield (
        "extension × cap",
        FORWARD,
        Promise(limit=within("5 working days"), extension=Extension(more=FIVE), cap=within("12 working days", of="")),
        (told("03T10:00"), told("03T10:00", "09T10:00"), told("03T10:00", "09T10:00", "17T10:00")),
    )
    yield (
        "extension × floor",
        FORWARD,
        Promise(limit=within("5 working days"), extension=THREE_MORE, floor=eight),
        (
            {},
            told("03T10:00"),
        ),
    )
    for roll, calendar in (("forward", FORWARD), ("back", BACK)):
        more = Extension(more=(2, "day"), once=True)
        yield (
            f"extension × roll {roll}",
            calendar,
            Promise(limit=within("5 days"), extension=more),
            (
                {},
                told("05T10:00"),
                told("08T10:00"),
            ),
        )
    both = Promise(limit=within("3 working days"), extension=THREE_MORE, dated=Dated())
    yield (
        "extension × promised date",
        FORWARD,
        both,
        (
            told("03T10:00") | {"promised": "2026-06-09T10:00", **A_DATE},
            told("05T10:00") | {"promised": "2026-06-05T10:00", **A_DATE},
            told("03T10:00") | {"promised": "2026-06-10T10:00", **A_DATE},
        ),
    )
    version = Case(when=When(kind="from", day=day("2026-06-02")), limit=within("2 working days"))
    versioned = Promise(limit=within("5 working days"), extension=THREE_MORE, cases=(version,))
    yield (
        "version × extension",
        FORWARD,
        versioned,
        (
            told("03T10:00"),
            told("03T10:00") | {"arrives": "2026-06-02T00:00"},
            told("03T10:00") | {"arrives": "2026-06-01T23:59:59.999999"},
            told("04T23:59:59.999999") | {"arrives": "2026-06-02T00:00"},
        ),
    )
    paused_version = replace(versioned, extension=None, pauses=PAUSES)
    yield (
        "version × pause",
        FORWARD,
        paused_version,
        (
            paused("03T10:00", "04T10:00"),
            paused("03T10:00", "04T10:00") | {"arrives": "2026-06-02T00:00"},
        ),
    )
    yield (
        "version × promised date",
        FORWARD,
        replace(versioned, extension=None, dated=Dated()),
        (
            {"promised": "2026-06-05T10:00", **A_DATE},
            {"promised": "2026-06-05T10:00", "arrives": "2026-06-02T00:00", **A_DATE},
        ),
    )
    months = Promise(limit=within("1 month"), extension=Extension(more=(2, "month"), once=True))
    yield (
        "extension × month end",
        FORWARD,
        months,
        (
            {"arrives": "2026-01-31T10:00", "told": "2026-02-10T10:00"},
            {"arrives": "2026-11-30T10:00", "told": "2026-12-10T10:00"},
            {"arrives": "2026-12-31T10:00", "told": "2027-02-01T10:00"},
        ),
    )
    hours = Promise(limit=within("24 hours"), extension=Extension(more=(6, "hour")))
    yield (
        "extension × DST",
        ENGLAND,
        hours,
        (
            {"arrives": "2026-03-28T12:00", "told": "2026-03-29T00:30"},
            {"arrives": "2026-10-24T12:00", "told": "2026-10-25T11:00:00+00:00"},
            {"arrives": "2026-10-24T12:00", "told": "2026-10-25T11:00:00.000001+00:00"},
        ),
    )
    cut = replace(SHOP, cutoff="15:00")
    yield (
        "extension × cut-off",
        cut,
        Promise(limit=within("2 working days"), extension=THREE_MORE),
        (
            told("04T10:00") | {"arrives": "2026-06-01T15:00"},
            told("03T10:00") | {"arrives": "2026-06-01T14:59:59.999999"},
        ),
    )
    closing = Promise(limit=within("2 working days", ends="closing"), extension=THREE_MORE)
    yield (
        "extension × closing time",
        OPEN_SHOP,
        closing,
        (told("03T17:00"), told("03T17:00:00.000001"), told("02T10:00")),
    )
    opening = Promise(limit=within("4 opening hours"), extension=Extension(more=(2, "opening hour")))
    yield (
        "extension × opening hours",
        OPEN_SHOP,
        opening,
        (
            told("01T15:00"),
            told("01T15:00:00.000001"),
            {"arrives": "2026-06-05T15:30", "told": "2026-06-06T10:00"},
        ),
    )
    unless = Promise(limit=within("2 working days"), extension=THREE_MORE, verb="acknowledge", unless="resolved")
    yield (
        "extension × unless by then",
        FORWARD,
        unless,
        (
            told("02T10:00") | {"resolved": "2026-06-05T10:00"},
            {"resolved": "2026-06-05T10:00"},
        ),
    )
    fact = Promise(
        limit=within("3 working days"),
        cases=(Case(when=When(kind="if", names=("storm",)), limit=within("5 working days")),),
        extension=replace(THREE_MORE, fact="complex"),
    )
    for storm in ("yes", "no"):
        yield (
            f"case × extension, storm {storm}",
            FORWARD,
            fact,
            tuple(told("04T10:00") | {"facts": {"storm": storm, "complex": complex_}} for complex_ in ("yes", "no")),
        )
    other = Promise(limit=within("3 working days", of="visit"), extension=THREE_MORE)
    yield (
        "extension × other anchor",
        FORWARD,
        other,
        (
            told("08T10:00") | {"visit": "2026-06-04T10:00"},
            told("03T10:00") | {"visit": "2026-06-04T10:00"},
            told("03T10:00"),
        ),
    )
    either = Promise(
        limit=within("3 working days"), extension=THREE_MORE, or_acts=(("call back", within("1 day", roll="forward")),)
    )
    yield "extension × either act", FORWARD, either, (told("03T10:00"), {"called back": "2026-06-02T12:00"})
