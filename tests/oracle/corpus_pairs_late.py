"""A theme of pairs: restarts, deemed arrival, announcements, short periods, misses, targets, remedies, two by two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.oracle.corpus_again import ANEW, INFORMED
from tests.oracle.corpus_around import COMPLEX, MONDAY
from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_shares import average, share, tiers
from tests.oracle.corpus_spec import (
    Announced,
    Breach,
    Calendar,
    Case,
    Channel,
    Closure,
    Dated,
    Extension,
    Limit,
    Pause,
    Policy,
    Promise,
    Remedy,
    Standard,
    Variation,
    When,
    before,
    within,
)
from tests.oracle.corpus_years import ENGLAND, day

FORWARD = replace(ENGLAND, roll="forward")
FIVE, TEN = within("5 working days"), within("10 working days")
STORM = Announced(day=day("2026-06-05"), name="storm", on=day("2026-06-03"), is_closure=True)
MOVE = Closure(first=day("2026-06-04"), last=day("2026-06-05"), name="office move")
LATER_MOVE = replace(MOVE, first=day("2026-06-08"), last=day("2026-06-09"))
STORMY, MOVING = replace(FORWARD, announced=(STORM,)), replace(FORWARD, not_counted=(MOVE,))
SHORT = replace(FORWARD, short=5)
POST = Channel(name="first class post", after=(2, "working day"))
JUNE = Variation(name="june", first=day("2026-06-01"), last=day("2026-06-30"), limits=())
TROUBLE = Breach(event="trouble", noun="trouble", misses=1, promise="standard.complete")
DAILY = Remedy(amount=3000, plus=1000, step=(1, "working day"), or_part=True)
Contact = Mapping[str, Any]


def pair(theme: Theme, label: str, promises: Promise | Sequence[Promise], *contacts: Contact, **more: Any) -> None:
    """A policy of one standard, and its contacts: what is neither `arrives` nor `facts` nor `dates` is an event."""
    listed = (promises,) if isinstance(promises, Promise) else tuple(promises)
    calendar: Calendar = more.pop("calendar", FORWARD)
    channel = more["channels"][0].name if "channels" in more else "email"
    said = repr((listed, more))
    policy = Policy(
        name="-".join("".join(one if one.isalnum() else " " for one in label).split()),
        calendars=(calendar,),
        standards=(Standard(name="standard", channels=(channel,), promises=listed),),
        facts=COMPLEX if "'storm'" in said or "'complex'" in said else (),
        events=INFORMED if "informed" in said else (),
        **more,
    )
    for number, one in enumerate(contacts, 1):
        contact: dict[str, Any] = {"channel": channel, "arrives": MONDAY}
        contact |= {key: one[key] for key in ("arrives", "facts", "dates", "missed") if key in one}
        events = {key: at for key, at in one.items() if key not in ("arrives", "facts", "dates", "missed")}
        contact |= {"events": events} if events else {}
        theme.situation(f"{policy.name}, {number}", policy, contact, [label], ("met", "late", "overdue"))


def varied(limit: Limit, path: str = "standard.reply") -> tuple[Variation, ...]:
    return (replace(JUNE, limits=((path, limit),)),)


def pairs_late() -> Theme:
    theme = Theme("pairs-late", "Restarts, deemed arrival, announcements, short periods, misses, targets, remedies.")
    _restarts(theme)
    _arrivals(theme)
    _announcements(theme)
    _days(theme)
    _set_off(theme)
    _money(theme)
    return theme


def _restarts(theme: Theme) -> None:
    anew = Promise(limit=FIVE, restarts=ANEW)
    third = {"informed": "2026-06-03T10:00"}
    pair(theme, "restart × deemed arrival", anew, {"informed": "2026-06-04T10:00"}, {"informed": "2026-06-02T10:00"},
         channels=(POST,))  # fmt: skip
    pair(theme, "restart × announced holidays", anew, third, {"informed": "2026-06-08T10:00"}, calendar=STORMY)
    pair(theme, "restart × days not counted", anew, third, {"informed": "2026-06-04T10:00"}, calendar=MOVING)
    pair(theme, "restart × short periods", Promise(limit=within("5 days"), restarts=ANEW), third,
         {"informed": "2026-06-08T23:59:59.999999"}, calendar=SHORT)  # fmt: skip
    pair(theme, "restart × variation", anew, {"informed": "2026-06-10T10:00"}, third, variations=varied(TEN))
    late = Promise(limit=within("2 working days", of="trouble"), restarts=ANEW)
    missed = Promise(limit=within("3 working days"), verb="complete")
    pair(theme, "restart × misses", (late, missed), {"informed": "2026-06-05T10:00"}, {"informed": "2026-06-03T10:00"},
         breaches=(TROUBLE,))  # fmt: skip
    tiered = replace(anew, targets=(*tiers(("50", "2 working days"), ("85", "4 working days")),))
    pair(theme, "restart × tiers", tiered, third, {"informed": "2026-06-04T10:00"})
    pair(theme, "restart × averages", replace(anew, targets=average(3, "working day")), third)
    pair(theme, "restart × remedy", replace(anew, remedy=DAILY), third, {"informed": "2026-06-09T00:00"})


def _arrivals(theme: Theme) -> None:
    plain = Promise(limit=FIVE)
    posted = {"channels": (POST,)}
    pair(
        theme,
        "deemed arrival × announced holidays",
        plain,
        {},
        {"arrives": "2026-06-03T10:00"},
        calendar=STORMY,
        **posted,
    )
    pair(theme, "deemed arrival × short periods", Promise(limit=within("4 days")), {}, calendar=SHORT, **posted)
    pair(theme, "deemed arrival × variation", plain, {"arrives": "2026-06-30T10:00"}, {"arrives": "2026-05-29T10:00"},
         variations=varied(TEN), **posted)  # fmt: skip
    pair(theme, "deemed arrival × tiers", replace(plain, targets=tiers(("50", "2 working days"))), {}, **posted)
    pair(theme, "deemed arrival × averages", replace(plain, targets=average(3, "working day")), {}, **posted)
    pair(theme, "deemed arrival × remedy", replace(plain, remedy=DAILY), {}, **posted)
    extended = Promise(limit=FIVE, extension=Extension(more=(3, "working day"), once=True))
    pair(
        theme,
        "deemed arrival × extension",
        extended,
        {"told": "2026-06-10T10:00"},
        {"told": "2026-06-11T00:00"},
        **posted,
    )
    pair(theme, "deemed arrival × promised date", Promise(limit=FIVE, dated=Dated(limit=within("1 working day"))),
         {"promised": "2026-06-04T23:59", "dates": {"promised": "2026-06-24"}},
         {"promised": "2026-06-05T00:00", "dates": {"promised": "2026-06-24"}}, **posted)  # fmt: skip


def _announcements(theme: Theme) -> None:
    stormy = {"calendar": STORMY}
    paused = Promise(limit=FIVE, pauses=(Pause(),))
    pair(theme, "announced holidays × pause", paused, {"paused": "2026-06-02T10:00", "resumed": "2026-06-05T10:00"},
         {"paused": "2026-06-08T10:00", "resumed": "2026-06-09T10:00"}, **stormy)  # fmt: skip
    extended = Promise(limit=within("3 working days"), extension=Extension(more=(3, "working day"), once=True))
    pair(theme, "announced holidays × extension", extended, {"told": "2026-06-04T10:00"}, {}, **stormy)
    pair(theme, "announced holidays × cap", Promise(limit=TEN, pauses=(Pause(),), cap=within("11 working days", of="")),
         {}, {"paused": "2026-06-08T10:00", "resumed": "2026-06-12T10:00"}, **stormy)  # fmt: skip
    pair(theme, "announced holidays × floor", Promise(limit=FIVE, floor=within("4 working days", of="visit")),
         {"visit": "2026-06-03T10:00"}, **stormy)  # fmt: skip
    pair(
        theme,
        "announced holidays × variation",
        Promise(limit=within("1 working day")),
        {},
        variations=varied(FIVE),
        **stormy,
    )
    pair(theme, "announced holidays × days not counted", Promise(limit=FIVE), {},
         calendar=replace(STORMY, not_counted=(LATER_MOVE,)))  # fmt: skip
    pair(
        theme,
        "announced holidays × short periods",
        Promise(limit=within("5 days")),
        {},
        calendar=replace(STORMY, short=5),
    )
    pair(
        theme,
        "announced holidays × tiers",
        Promise(limit=TEN, targets=tiers(("50", "4 working days"), ("60", "1 week"))),
        {},
        **stormy,
    )
    paid = Remedy(amount=3000, automatically=True, paid_in=within("2 working days"), paid_late=1000)
    pair(theme, "announced holidays × payment", Promise(limit=within("3 working days"), remedy=paid), {}, **stormy)
    missed = Promise(limit=within("4 working days"), verb="complete")
    pair(theme, "announced holidays × misses", (missed, Promise(limit=within("1 working day", of="trouble"))),
         {}, breaches=(TROUBLE,), **stormy)  # fmt: skip
    cut = replace(STORMY, cutoff="15:00")
    pair(
        theme,
        "announced holidays × cut-off",
        Promise(limit=within("3 working days")),
        {"arrives": "2026-06-01T15:00"},
        calendar=cut,
    )
    pair(
        theme,
        "announced holidays × same time of day",
        Promise(limit=within("4 working days", ends="same time")),
        {},
        **stormy,
    )


def _days(theme: Theme) -> None:
    moving = {"calendar": MOVING}
    pair(
        theme,
        "days not counted × variation",
        Promise(limit=within("1 day")),
        {},
        variations=varied(within("4 days")),
        **moving,
    )
    pair(
        theme,
        "days not counted × tiers",
        Promise(limit=TEN, targets=tiers(("50", "4 days"), ("60", "4 working days"))),
        {},
        **moving,
    )
    pair(
        theme,
        "days not counted × averages",
        Promise(limit=TEN, targets=(*average(3, "working day"), *average(3, "day"))),
        {},
        **moving,
    )
    pair(theme, "days not counted × remedy", Promise(limit=within("2 working days"), remedy=DAILY), {}, **moving)
    pair(
        theme,
        "days not counted × payment",
        Promise(limit=within("1 working day"), remedy=Remedy(amount=3000, paid_in=within("4 days"))),
        {},
        **moving,
    )
    pair(theme, "days not counted × clear days", Promise(limit=before("3 clear working days", "visit"), verb="contact"),
         {"visit": "2026-06-10T10:00"}, {"visit": "2026-06-09T10:00"}, **moving)  # fmt: skip
    short = {"calendar": SHORT}
    pair(theme, "short periods × variation", Promise(limit=within("6 days")), {"arrives": "2026-06-04T10:00"},
         variations=varied(within("5 days")), **short)  # fmt: skip
    pair(
        theme,
        "short periods × tiers",
        Promise(limit=TEN, targets=tiers(("50", "4 days"), ("60", "6 days"))),
        {"arrives": "2026-06-04T10:00"},
        **short,
    )
    pair(
        theme,
        "short periods × payment",
        Promise(limit=FIVE, remedy=Remedy(amount=3000, paid_in=within("5 days"), paid_late=500)),
        {"arrives": "2026-06-04T10:00"},
        **short,
    )
    pair(
        theme,
        "short periods × claim",
        Promise(limit=FIVE, remedy=Remedy(amount=3000, claimed_in=within("5 days"))),
        {"arrives": "2026-06-04T10:00"},
        **short,
    )


def _set_off(theme: Theme) -> None:
    missed = Promise(limit=within("3 working days"), verb="complete")
    call = Promise(limit=within("2 working days", of="trouble"), verb="call back")
    off = {"breaches": (TROUBLE,)}
    pair(theme, "misses × variation", (missed, call), {}, variations=varied(FIVE, "standard.complete"), **off)
    pair(
        theme,
        "misses × tiers",
        (replace(missed, targets=tiers(("50", "1 working day"))), replace(call, targets=share("50", "week"))),
        {},
        **off,
    )
    pair(theme, "misses × remedy", (missed, replace(call, remedy=DAILY)), {}, {"trouble": "2026-06-08T10:00"}, **off)
    capped = Promise(limit=TEN, cap=within("1 working day", of="trouble"))
    pair(theme, "misses × cap", (missed, capped), {}, **off)
    stood = Promise(limit=TEN, pauses=(Pause(start="trouble", end="resolved"),))
    pair(theme, "misses × pause", (missed, stood), {"resolved": "2026-06-09T10:00"}, **off)
    later = Promise(limit=within("2 working days", of="later visit|trouble"))
    pair(
        theme, "misses × later of", (missed, later), {"visit": "2026-06-08T10:00"}, {"visit": "2026-06-02T10:00"}, **off
    )
    excused = replace(missed, excuses=(When(kind="if", names=("storm",)),))
    pair(theme, "misses × excuse", (excused, call), {"facts": {"storm": "yes"}}, {"facts": {"storm": "no"}}, **off)
    extended = replace(missed, extension=Extension(more=(3, "working day"), once=True))
    pair(
        theme, "misses × extension", (extended, call), {"told": "2026-06-03T10:00"}, {"told": "2026-06-05T00:00"}, **off
    )


def _money(theme: Theme) -> None:
    owed = Promise(limit=FIVE, remedy=DAILY)
    pair(theme, "remedy × tiers", replace(owed, targets=tiers(("50", "2 working days"), ("90", ""))), {})
    pair(theme, "remedy × variation", owed, {}, variations=varied(TEN))
    stood = {"paused": "2026-06-03T10:00", "resumed": "2026-06-05T10:00"}
    pair(theme, "remedy × pause", replace(owed, pauses=(Pause(),)), stood, {"paused": "2026-06-09T10:00"})
    told = replace(owed, extension=Extension(more=(3, "working day"), once=True))
    pair(theme, "remedy × extension", told, {"told": "2026-06-08T10:00"}, {"told": "2026-06-09T10:00"})
    pair(theme, "remedy × promised date", replace(owed, dated=Dated()),
         {"promised": "2026-06-03T10:00", "dates": {"promised": "2026-06-19"}},
         {"promised": "2026-06-03T10:00", "dates": {"promised": "2026-06-03"}})  # fmt: skip
    pair(theme, "remedy × cap", replace(owed, cap=within("4 working days", of="visit")), {"visit": MONDAY}, {})
    pair(theme, "remedy × floor", replace(owed, floor=within("6 working days", of="visit")), {"visit": MONDAY}, {})
    version = Case(when=When(kind="from", day=day("2026-06-01")), limit=within("2 working days"))
    pair(theme, "remedy × version", replace(owed, cases=(version,)), {}, {"arrives": "2026-05-29T10:00"})
    pair(theme, "remedy × closing time", replace(owed, limit=within("3 working days", ends="closing")), {})
    by_hour = Remedy(amount=3000, plus=1000, step=(6, "hour"))
    pair(
        theme,
        "remedy × clocks",
        Promise(limit=within("12 hours"), remedy=by_hour),
        {"arrives": "2026-10-24T16:00"},
        {"arrives": "2026-03-28T16:00"},
    )
    pair(theme, "tiers × case", Promise(limit=FIVE, targets=tiers(("50", "3 working days"), ("90", "")),
         cases=(Case(when=When(kind="if", names=("complex",)), limit=TEN),)),
         {"facts": {"complex": "yes"}}, {"facts": {"complex": "no"}})  # fmt: skip
    pair(
        theme,
        "variation × tiers",
        Promise(limit=FIVE, targets=tiers(("50", "3 working days"), ("90", ""))),
        {},
        variations=varied(TEN),
    )
    pair(
        theme,
        "variation × cap",
        Promise(limit=FIVE, cap=within("8 working days", of="visit")),
        {"visit": MONDAY},
        variations=varied(TEN),
    )


THEMES = (pairs_late,)
