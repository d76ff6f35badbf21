"""Every two constructs that can meet: a promise that has both, asked where each of them changes the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.oracle.corpus_around import AWAY, COMPLEX, FEE, MONDAY
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_counted import NIGHTS, SHOP
from tests.oracle.corpus_spec import (
    Calendar,
    Case,
    Dated,
    Extension,
    Hours,
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


def _pauses() -> Iterator[Pair]:
    over_sunday, to_saturday = paused("05T10:00", "07T11:00"), paused("04T10:00", "13T11:00")
    for roll, calendar in (("forward", FORWARD), ("back", BACK), ("as it falls", FALLS)):
        between = paused("06T10:00", "07T10:00"), paused("07T10:00", "09T10:00")
        listed = (TWO_DAYS, over_sunday, to_saturday, *between)
        yield f"pause × roll {roll}", calendar, Promise(limit=within("5 days"), pauses=PAUSES), listed
    own = within("5 days", roll="back")
    yield "pause × the limit's own roll", FORWARD, Promise(limit=own, pauses=PAUSES), (TWO_DAYS, over_sunday)
    extended = Promise(limit=within("5 working days"), pauses=PAUSES, extension=THREE_MORE)
    yield "pause × extension", FORWARD, extended, (
        TWO_DAYS | told("04T10:00"),
        TWO_DAYS | told("10T23:59:59.999999"),
        TWO_DAYS | told("11T00:00"),
        told("08T10:00") | paused("10T15:00", "11T09:00"),
        told("11T10:00") | paused("10T15:00", "11T09:00"),
        told("03T10:00") | paused("04T10:00"),
    )
    days = Promise(limit=within("5 working days"), pauses=PAUSES, extension=Extension(more=(5, "day"), once=True))
    yield "pause × extension in another unit", FALLS, days, (
        told("04T10:00") | paused("09T10:00", "10T10:00"),
        told("04T10:00") | paused("03T10:00", "04T10:00"),
        told("04T10:00") | paused("10T10:00", "11T10:00"),
    )
    cap = within("8 working days", of="")
    yield "pause × cap", FORWARD, Promise(limit=within("5 working days"), pauses=PAUSES, cap=cap), (
        TWO_DAYS,
        paused("03T15:00", "08T15:00"),
        paused("03T15:00", "09T15:00"),
        paused("03T15:00"),
    )
    floor = within("8 days", of="")
    yield "pause × floor", FORWARD, Promise(limit=within("3 working days"), pauses=PAUSES, floor=floor), (
        {},
        TWO_DAYS,
        paused("03T15:00", "11T15:00"),
    )
    dated = Promise(limit=within("5 working days"), pauses=PAUSES, dated=Dated())
    yield "pause × promised date", FORWARD, dated, (
        TWO_DAYS | {"promised": "2026-06-10T23:59:59.999999", **A_DATE},
        TWO_DAYS | {"promised": "2026-06-11T00:00", **A_DATE},
        paused("03T15:00") | {"promised": "2026-06-04T10:00", **A_DATE},
    )
    same = Promise(limit=Limit(kind="same day"), pauses=PAUSES, excuses=(When(kind="closed"),))
    yield "pause × same day", ENGLAND, same, (
        paused("01T15:00", "01T16:00"),
        paused("01T15:00", "03T16:00"),
        paused("02T00:00", "03T16:00"),
        paused("01T15:00", "06T16:00"),
    )
    for unit in ("1 month", "2 weeks", "1 year"):
        name = f"{unit.split()[1]}s × pause"
        yield name, FORWARD, Promise(limit=within(unit), pauses=PAUSES), (
            TWO_DAYS,
            paused("05T10:00", "15T10:00"),
            paused("14T10:00", "15T10:00"),
        )
    for ends, name in (("closing", "closing time"), ("same time", "same time of day"), ("16:00", "a time")):
        promise = Promise(limit=within("2 working days", ends=ends), pauses=PAUSES)
        yield f"pause × {name}", OPEN_SHOP, promise, (
            paused("02T10:00", "04T10:00"),
            paused("03T10:00", "05T10:00"),
            paused("03T17:00", "04T10:00"),
        )
    both = Promise(limit=within("5 days"), pauses=(Pause(both_days=True),))
    yield "both days included × roll forward", FORWARD, both, (paused("05T10:00", "05T11:00"), paused("04T10:00", "13T11:00"))
    anchored = Promise(limit=within("5 working days", of="visit"), pauses=PAUSES)
    yield "pause × other anchor", FORWARD, anchored, (
        {"visit": "2026-06-04T10:00"} | TWO_DAYS,
        {"visit": "2026-06-02T10:00"} | TWO_DAYS,
        TWO_DAYS,
    )
    unless = Promise(limit=within("2 working days"), verb="acknowledge", pauses=PAUSES, unless="resolved")
    yield "pause × unless by then", FORWARD, unless, (
        paused("02T10:00", "04T10:00") | {"resolved": "2026-06-05T12:00"},
        paused("02T10:00", "04T10:00") | {"resolved": "2026-06-08T12:00"},
    )
    dst = Promise(limit=within("24 hours"), pauses=PAUSES)
    clocks = {"paused": "2026-03-29T00:30", "resumed": "2026-03-29T02:30", "arrives": "2026-03-28T12:00"}
    back = {"paused": "2026-10-25T00:30", "resumed": "2026-10-25T02:30", "arrives": "2026-10-24T12:00"}
    yield "pause × DST", ENGLAND, dst, (clocks, back)
    yield "pause × opening hours", OPEN_SHOP, Promise(limit=within("6 opening hours"), pauses=PAUSES), (
        paused("01T11:00", "01T14:00"),
        paused("01T12:00", "01T13:00"),
        paused("01T16:00", "02T08:00"),
        paused("04T16:00", "06T11:00") | {"arrives": "2026-06-04T15:00"},
    )
    cut = replace(SHOP, cutoff="15:00", counting="next open")
    yield "pause × cut-off", cut, Promise(limit=within("3 working days"), pauses=PAUSES), (
        paused("02T15:30", "03T15:30"),
        paused("01T16:00", "02T08:00") | {"arrives": "2026-06-01T15:00"},
    )


def _extensions() -> Iterator[Pair]:
    ten = within("10 working days", of="")
    yield "extension × cap", FORWARD, Promise(
        limit=within("5 working days"), extension=Extension(more=FIVE), cap=within("12 working days", of="")
    ), (told("03T10:00"), told("03T10:00", "09T10:00"), told("03T10:00", "09T10:00", "17T10:00"))
    yield "extension × floor", FORWARD, Promise(limit=within("5 working days"), extension=THREE_MORE, floor=ten), (
        {},
        told("03T10:00"),
    )
    for roll, calendar in (("forward", FORWARD), ("back", BACK)):
        more = Extension(more=(2, "day"), once=True)
        yield f"extension × roll {roll}", calendar, Promise(limit=within("5 days"), extension=more), (
            {},
            told("05T10:00"),
            told("08T10:00"),
        )
    both = Promise(limit=within("3 working days"), extension=THREE_MORE, dated=Dated())
    yield "extension × promised date", FORWARD, both, (
        told("03T10:00") | {"promised": "2026-06-09T10:00", **A_DATE},
        told("05T10:00") | {"promised": "2026-06-05T10:00", **A_DATE},
        told("03T10:00") | {"promised": "2026-06-10T10:00", **A_DATE},
    )
    version = Case(when=When(kind="from", day=day("2026-06-02")), limit=within("2 working days"))
    versioned = Promise(limit=within("5 working days"), extension=THREE_MORE, cases=(version,))
    yield "version × extension", FORWARD, versioned, (
        told("03T10:00"),
        told("03T10:00") | {"arrives": "2026-06-02T00:00"},
        told("03T10:00") | {"arrives": "2026-06-01T23:59:59.999999"},
        told("04T23:59:59.999999") | {"arrives": "2026-06-02T00:00"},
    )
    paused_version = replace(versioned, extension=None, pauses=PAUSES)
    yield "version × pause", FORWARD, paused_version, (
        paused("03T10:00", "04T10:00"),
        paused("03T10:00", "04T10:00") | {"arrives": "2026-06-02T00:00"},
    )
    yield "version × promised date", FORWARD, replace(versioned, extension=None, dated=Dated()), (
        {"promised": "2026-06-05T10:00", **A_DATE},
        {"promised": "2026-06-05T10:00", "arrives": "2026-06-02T00:00", **A_DATE},
    )
    months = Promise(limit=within("1 month"), extension=Extension(more=(2, "month"), once=True))
    yield "extension × month end", FORWARD, months, (
        {"arrives": "2026-01-31T10:00", "told": "2026-02-10T10:00"},
        {"arrives": "2026-11-30T10:00", "told": "2026-12-10T10:00"},
        {"arrives": "2026-12-31T10:00", "told": "2027-02-01T10:00"},
    )
    hours = Promise(limit=within("24 hours"), extension=Extension(more=(6, "hour")))
    yield "extension × DST", ENGLAND, hours, (
        {"arrives": "2026-03-28T12:00", "told": "2026-03-29T00:30"},
        {"arrives": "2026-10-24T12:00", "told": "2026-10-25T11:00:00+00:00"},
        {"arrives": "2026-10-24T12:00", "told": "2026-10-25T11:00:00.000001+00:00"},
    )
    cut = replace(SHOP, cutoff="15:00")
    yield "extension × cut-off", cut, Promise(limit=within("2 working days"), extension=THREE_MORE), (
        told("04T10:00") | {"arrives": "2026-06-01T15:00"},
        told("03T10:00") | {"arrives": "2026-06-01T14:59:59.999999"},
    )
    closing = Promise(limit=within("2 working days", ends="closing"), extension=THREE_MORE)
    yield "extension × closing time", OPEN_SHOP, closing, (told("03T17:00"), told("03T17:00:00.000001"), told("02T10:00"))
    opening = Promise(limit=within("4 opening hours"), extension=Extension(more=(2, "opening hour")))
    yield "extension × opening hours", OPEN_SHOP, opening, (
        told("01T15:00"),
        told("01T15:00:00.000001"),
        {"arrives": "2026-06-05T15:30", "told": "2026-06-06T10:00"},
    )
    unless = Promise(limit=within("2 working days"), extension=THREE_MORE, verb="acknowledge", unless="resolved")
    yield "extension × unless by then", FORWARD, unless, (
        told("02T10:00") | {"resolved": "2026-06-05T10:00"},
        {"resolved": "2026-06-05T10:00"},
    )
    fact = Promise(
        limit=within("3 working days"),
        cases=(Case(when=When(kind="if", names=("storm",)), limit=within("5 working days")),),
        extension=replace(THREE_MORE, fact="complex"),
    )
    for storm in ("yes", "no"):
        yield f"case × extension, storm {storm}", FORWARD, fact, tuple(
            told("04T10:00") | {"facts": {"storm": storm, "complex": complex_}} for complex_ in ("yes", "no")
        )
    other = Promise(limit=within("3 working days", of="visit"), extension=THREE_MORE)
    yield "extension × other anchor", FORWARD, other, (
        told("08T10:00") | {"visit": "2026-06-04T10:00"},
        told("03T10:00") | {"visit": "2026-06-04T10:00"},
        told("03T10:00"),
    )
    either = Promise(limit=within("3 working days"), extension=THREE_MORE, or_acts=(("call back", within("1 day", roll="forward")),))
    yield "extension × either act", FORWARD, either, (told("03T10:00"), {"called back": "2026-06-02T12:00"})


def _bounds_and_dates() -> Iterator[Pair]:
    cap, floor = within("5 working days", of=""), within("5 days", of="")
    yield "promised date × cap", FORWARD, Promise(limit=within("3 working days"), dated=Dated(), cap=cap), (
        {"promised": MONDAY, "dates": {"promised": "2026-06-05"}},
        {"promised": MONDAY, **A_DATE},
    )
    yield "promised date × floor", FORWARD, Promise(limit=within("3 working days"), dated=Dated(), floor=floor), (
        {"promised": MONDAY, "dates": {"promised": "2026-06-02"}},
        {"promised": MONDAY, **A_DATE},
    )
    excused = Promise(limit=within("3 working days"), dated=Dated(), excuses=(When(kind="if", names=("storm",)),))
    yield "promised date × excuse", FORWARD, excused, tuple(
        {"promised": MONDAY, "facts": {"storm": storm}, **A_DATE} for storm in ("yes", "no")
    )
    unless = Promise(limit=within("1 working day"), verb="acknowledge", unless="resolved", dated=Dated())
    yield "promised date × unless by then", FORWARD, unless, (
        {"promised": MONDAY, "resolved": "2026-06-24T10:00", **A_DATE},
        {"promised": MONDAY, "resolved": "2026-06-25T10:00", **A_DATE},
    )
    for roll, calendar in (("forward", FORWARD), ("back", BACK), ("as it falls", FALLS)):
        yield f"cap × roll {roll}", calendar, Promise(limit=within("6 working days"), cap=floor), ({},)
        yield f"floor × roll {roll}", calendar, Promise(limit=within("2 working days"), floor=floor), (
            {},
            {"arrives": "2026-06-03T10:00"},
        )
    rolled_cap = Promise(limit=within("6 working days"), cap=within("5 days", of="", roll="back"))
    yield "cap × the limit's own roll", FORWARD, rolled_cap, ({},)
    cut = replace(SHOP, cutoff="15:00", counting="next open")
    for arrives in ("2026-06-05T14:59:59.999999", "2026-06-05T15:00"):
        contact = {"arrives": arrives}
        capped = Promise(limit=within("20 opening hours"), cap=within("2 working days", of=""))
        yield f"cap × cut-off, {arrives[11:16]}", cut, capped, (contact,)
    yield "cap × other anchor", FORWARD, Promise(limit=within("3 working days", of="visit"), cap=cap), (
        {"visit": "2026-06-02T10:00"},
        {"visit": "2026-06-06T10:00"},
    )
    later = Promise(limit=within("3 working days", of="later arrives|paid"), floor=within("1 week", of="arrives"))
    yield "floor × later of", FORWARD, later, ({"paid": "2026-06-01T12:00"}, {"paid": "2026-06-10T12:00"}, {})
    hours = Promise(limit=within("36 hours"), cap=within("1 day", of="", ends="16:00"))
    yield "cap × hours", FORWARD, hours, ({}, {"arrives": "2026-06-05T20:00"})
    dst = Promise(limit=within("1 day", roll="falls"), floor=within("24 hours", of=""))
    yield "floor × DST", FORWARD, dst, ({"arrives": "2026-03-28T23:59"}, {"arrives": "2026-10-24T23:30"})
    capped_case = Promise(
        limit=within("3 working days"),
        cases=(Case(when=When(kind="if", names=("complex",)), limit=within("10 working days")),),
        cap=cap,
    )
    yield "case × cap", FORWARD, capped_case, tuple({"facts": {"complex": so}} for so in ("yes", "no"))
    month = Promise(limit=within("10 working days"), cap=within("1 month", of=""), pauses=PAUSES)
    yield "months × cap", FORWARD, month, (paused("03T10:00", "29T10:00"), paused("03T10:00"))


def _calendars() -> Iterator[Pair]:
    for counting in ("day 0", "next open", "day 1"):
        cut = replace(SHOP, counting=counting, cutoff="15:00", roll="forward")
        for text in ("1 working day", "5 days", "2 opening hours"):
            yield f"cut-off × {counting}, {text}", cut, Promise(limit=within(text)), (
                {"arrives": "2026-06-05T15:00"},
                {"arrives": "2026-06-05T14:59:59.999999"},
                {"arrives": "2026-06-06T15:30"},
            )
    cut = replace(SHOP, counting="next open", cutoff="15:00", roll="forward")
    yield "cut-off × month end", cut, Promise(limit=within("1 month")), (
        {"arrives": "2026-01-30T15:00"},
        {"arrives": "2026-01-30T14:59"},
        {"arrives": "2026-02-27T15:00"},
    )
    yield "cut-off × same time of day", cut, Promise(limit=within("2 working days", ends="same time")), (
        {"arrives": "2026-06-02T15:00"},
        {"arrives": "2026-06-02T14:59"},
    )
    yield "cut-off × next working day", cut, Promise(limit=Limit(kind="next working day")), (
        {"arrives": "2026-06-04T15:00"},
        {"arrives": "2026-06-05T15:00"},
    )
    closed = Promise(limit=within("1 working day"), excuses=(When(kind="closed"),))
    yield "cut-off × except on closed days", cut, closed, ({"arrives": "2026-06-05T15:00"}, {"arrives": "2026-06-06T09:00"})
    before_dst = {"arrives": "2026-03-27T15:00"}, {"arrives": "2026-10-23T15:00"}
    yield "cut-off × DST", cut, Promise(limit=within("4 opening hours")), before_dst
    anchor = Promise(limit=within("2 working days", of="visit"))
    yield "cut-off × other anchor", cut, anchor, ({"visit": "2026-06-03T15:00"}, {"visit": "2026-06-03T14:59:59.999999"})
    falls = replace(SHOP, roll="falls")
    closing = Promise(limit=within("3 days", ends="closing"))
    yield "closing time × holiday", falls, closing, (
        {"arrives": "2026-05-22T10:00"},
        {"arrives": "2026-12-21T10:00"},
        {"arrives": "2026-12-22T10:00"},
        {"arrives": "2026-06-03T10:00"},
    )
    yield "closing time × season", falls, closing, ({"arrives": "2026-05-27T10:00"}, {"arrives": "2026-06-10T10:00"})
    rolled = Promise(limit=within("3 days", ends="closing", roll="back"))
    yield "closing time × roll", falls, rolled, ({"arrives": "2026-06-03T10:00"}, {"arrives": "2026-05-22T10:00"})
    yield "closing time × hours past midnight", NIGHTS, Promise(limit=within("1 working day", ends="closing")), (
        {"arrives": "2026-06-04T10:00"},
        {"arrives": "2026-10-23T10:00"},
        {"arrives": "2026-03-27T10:00"},
    )
    weekend = replace(ENGLAND, roll="falls", hours=(Hours(weekdays=frozenset({6}), spans=(("00:00", "02:00"),)),
                                                    Hours(weekdays=frozenset(range(5)), spans=(("09:00", "17:00"),))))  # fmt: skip
    yield "DST × opening hours", weekend, Promise(limit=within("8 opening hours")), (
        {"arrives": "2026-03-27T12:00"},
        {"arrives": "2026-10-23T12:00"},
    )
    yield "DST × hours", NEW_YORK, Promise(limit=within("12 hours")), (
        {"arrives": "2026-03-07T22:00"},
        {"arrives": "2026-10-31T22:00"},
    )
    yield "DST × same time of day", NEW_YORK, Promise(limit=within("1 day", ends="same time")), (
        {"arrives": "2026-03-07T02:30"},
        {"arrives": "2026-10-31T01:30"},
        {"arrives": "2026-03-07T03:00"},
    )
    yield "DST × counted back", NEW_YORK, Promise(limit=before("12 hours", "visit"), verb="contact"), (
        {"visit": "2026-03-08T10:00", "arrives": "2026-03-01T10:00"},
        {"visit": "2026-11-01T10:00", "arrives": "2026-10-01T10:00"},
    )
    for roll, calendar in (("forward", FORWARD), ("back", BACK), ("as it falls", FALLS)):
        visits = tuple({"visit": f"2026-06-{number}T10:00"} for number in ("10", "11", "12", "15"))
        yield f"notice × roll {roll}", calendar, Promise(limit=before("4 days", "visit"), verb="contact"), visits
        clear = Promise(limit=before("3 clear days", "visit"), verb="contact")
        yield f"clear days × roll {roll}", calendar, clear, visits
        working = Promise(limit=before("2 clear working days", "visit"), verb="contact")
        easter = tuple({"visit": f"2026-04-{number}T10:00", "arrives": "2026-03-01T10:00"} for number in ("07", "08", "09"))
        yield f"clear days × closed days, roll {roll}", calendar, working, easter
    notice = Promise(limit=before("5 working days", "visit"), verb="contact")
    yield "notice × closed days", FORWARD, notice, (
        {"visit": "2026-06-14T10:00"},
        {"visit": "2026-12-29T10:00"},
        {"visit": "2027-01-04T00:00"},
    )
    yield "notice × months", FORWARD, Promise(limit=before("1 month", "visit"), verb="contact"), (
        {"visit": "2026-07-31T10:00"},
        {"visit": "2026-03-31T10:00", "arrives": "2026-01-05T10:00"},
        {"visit": "2028-03-29T10:00", "arrives": "2028-01-05T10:00"},
    )
    versions = Case(when=When(kind="from", day=day("2026-06-06")), limit=within("1 working day"))
    for counting in ("day 0", "next open"):
        office = replace(ENGLAND, counting=counting)
        yield f"version × {counting}", office, Promise(limit=within("3 working days"), cases=(versions,)), (
            {"arrives": "2026-06-05T23:59:59.999999"},
            {"arrives": "2026-06-06T00:00"},
        )
    nested = Case(
        when=When(kind="from", day=day("2026-06-06")),
        limit=within("2 working days"),
        cases=(Case(when=When(kind="if", names=("complex",)), limit=within("4 working days")),),
    )
    yield "version × case", ENGLAND, Promise(limit=within("3 working days"), cases=(nested,)), tuple(
        {"arrives": arrives, "facts": {"complex": so}} for arrives in (MONDAY, "2026-06-08T10:00") for so in ("yes", "no")
    )
    excused = Promise(limit=within("3 working days"), cases=(versions,), excuses=(When(kind="while", names=("away",)),))
    yield "version × excuse", ENGLAND, excused, tuple({"facts": {"away": so}} for so in ("yes", "no"))
    for counting in ("day 0", "next open"):
        office = replace(ENGLAND, counting=counting, roll="falls")
        yield f"months × {counting}", office, Promise(limit=within("1 month")), (
            {"arrives": "2026-01-31T10:00"},
            {"arrives": "2027-01-30T10:00"},
            {"arrives": "2026-05-30T10:00"},
        )
    leap = {"arrives": "2027-02-28T10:00"}, {"arrives": "2028-02-29T10:00", "told": "2028-03-01"}
    yield "years × leap day", FALLS, Promise(limit=within("1 year")), leap[:1]


FILES = {
    "pairs-pauses": (_pauses, "A pause and what else moves or ends a deadline."),
    "pairs-extensions": (_extensions, "An extension, or a version, and what else moves or ends a deadline."),
    "pairs-bounds": (_bounds_and_dates, "Caps, floors and promised dates, with each other and with rolls, hours, anchors."),
    "pairs-calendars": (_calendars, "Cut-offs, closing times, clocks, countings, rolls, notice and versions in pairs."),
}


def pairs(name: str) -> Theme:
    """One file of pairs: a policy a pair, and the situations in which both of the two matter."""
    make, about = FILES[name]
    theme = Theme(name, about)
    for pair, calendar, promise, listed in make():
        policy = Policy(
            name="-".join("".join(one if one.isalnum() else " " for one in pair.lower()).split()),
            calendars=(calendar,),
            standards=standards(promise),
            facts=COMPLEX if "complex" in repr(promise) or "storm" in repr(promise) else (),
            states=AWAY if "away" in repr(promise) else (),
            events=FEE if "paid" in repr(promise) else (),
        )
        label = pair.partition(",")[0]
        for number, happened in enumerate(listed):
            contact: dict[str, Any] = {"channel": "email", "arrives": MONDAY}
            contact |= {key: happened[key] for key in ("arrives", "facts", "dates") if key in happened}
            events = {key: at for key, at in happened.items() if key not in ("arrives", "facts", "dates")}
            contact |= {"events": events} if events else {}
            theme.situation(f"{policy.name}, {number + 1}", policy, contact, [label])
    return theme


def _theme(name: str) -> Any:
    def make() -> Theme:
        return pairs(name)

    make.__name__ = name.replace("-", "_")
    return make


THEMES = tuple(_theme(name) for name in FILES)
