"""Themes of what is counted from the arrival: units, countings, rolls, endings, cut-offs, hours and opening hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tests.oracle.corpus_cases import Theme
from tests.oracle.corpus_spec import CHANNELS, Calendar, Closure, Hours, Limit, Policy, Promise, When, standards, within
from tests.oracle.corpus_years import ENGLAND, PLAIN, day

COUNTINGS = ("day 0", "next open", "day 1")
WEEKDAYS = frozenset(range(5))

# Monday to Thursday with a lunch break, a shorter Friday, a Saturday in summer that is no working day, a morning of
# Christmas Eve, hours on a bank holiday, and a winter closure.
SHOP_HOURS = (
    Hours(weekdays=frozenset(range(4)), spans=(("09:00", "12:00"), ("13:00", "17:00"))),
    Hours(weekdays=frozenset({4}), spans=(("09:00", "16:30"),)),
    Hours(weekdays=frozenset({5}), spans=(("10:00", "12:00"),), season=((6, 1), (8, 31))),
    Hours(dates=(day("2026-12-24"), day("2026-12-24")), spans=(("09:00", "12:00"),)),
    Hours(dates=(day("2026-08-31"), day("2026-08-31")), spans=(("10:00", "14:00"),)),
)
WINTER = Closure(first=(12, 29), last=(12, 31), name="winter closure")
SHOP = replace(ENGLAND, hours=SHOP_HOURS, closures=(WINTER,))
NIGHTS = Calendar(
    weekdays=frozenset(range(6)),
    hours=(
        Hours(weekdays=frozenset({4, 5}), spans=(("22:00", "02:00"),)),
        Hours(weekdays=frozenset(range(4)), spans=(("08:00", "24:00"),)),
    ),
)


def slug(text: str) -> str:
    return text.replace(" ", "-")


def _asked(
    theme: Theme, policy: Policy, arrivals: Sequence[tuple[str, str]], covers: Sequence[str], label: str, every: int = 1
) -> None:
    """Each promise of a policy asked of each arrival, or of every so many in turn."""
    number = 0
    for standard in policy.standards:
        for arrives, where in arrivals:
            number += 1
            if number % every == 0:
                contact = {"channel": standard.channels[0], "arrives": arrives}
                theme.situation(f"{label}, {standard.name}, {where}", policy, contact, covers)


ARRIVALS = (
    ("2026-06-01T10:00", "Monday"),
    ("2026-06-05T23:59:59.999999", "the last microsecond of Friday"),
    ("2026-06-06T00:00", "the first of Saturday"),
    ("2026-04-02T16:50", "before Easter"),
    ("2026-04-06T09:00", "on Easter Monday"),
    ("2026-12-24T23:59", "on Christmas Eve"),
    ("2027-12-31T12:00", "on New Year's Eve before a substitute day"),
    ("2028-02-28T08:00", "before a leap day"),
    ("2026-03-29T00:30", "before clocks go forward"),
    ("2026-10-25T23:30", "after clocks went back"),
)


def working_days() -> Theme:
    theme = Theme("working-days", "Working days after day 0, in England, under each of the three countings.")
    for counting in COUNTINGS:
        policy = Policy(
            name=f"working-days-{slug(counting)}",
            calendars=(replace(ENGLAND, counting=counting),),
            standards=standards(
                Promise(limit=within("1 working day")),
                Promise(limit=within("3 working days")),
                Promise(limit=within("20 working days")),
                Promise(limit=Limit(kind="next working day")),
            ),
        )
        _asked(theme, policy, ARRIVALS, ["working days", counting], counting, every=2)
    return theme


ENDS: tuple[tuple[str, dict[str, object]], ...] = (
    ("plain", {}),
    ("by closing time", {"ends": "closing"}),
    ("by four", {"ends": "16:00"}),
    ("same time of day", {"ends": "same time"}),
    ("rolling forward", {"roll": "forward"}),
    ("rolling back", {"roll": "back"}),
    ("as it falls", {"roll": "falls"}),
    ("day and night", {"day_and_night": True}),
    ("to the end of the month", {"month_end": True}),
)
UNITS = ("2 working days", "5 days", "2 weeks", "1 month", "1 year")
# In the year 2026: while closed on a Saturday, before opening, in the lunch break, at closing, on a holiday.
MATRIX = (
    ("2026-05-30T11:00", "a Saturday"),
    ("2026-06-01T08:59:59.999999", "just before opening"),
    ("2026-06-02T12:00", "as lunch begins"),
    ("2026-06-05T16:30", "at closing on Friday"),
    ("2026-05-25T10:00", "a bank holiday"),
    ("2026-01-31T10:00", "the 31st of January"),
    ("2026-06-04T14:30", "while open"),
)


def endings() -> Theme:
    theme = Theme("endings", "Every ending, with every unit that it goes with, under every counting; a shop's hours.")
    number = 0
    for counting in COUNTINGS:
        for name, more in ENDS:
            limits = [within(unit, **more) for unit in UNITS]
            if name.startswith(("rolling", "as it")):
                limits = [*limits[1:], within("26 hours", **more)]
            if name == "plain":
                limits += [within("5 opening hours"), within("26 hours"), Limit(kind="next working day")]
            elif name == "day and night":
                limits.append(within("26 hours", day_and_night=True))
            elif name[0] in "bs":
                limits.append(Limit(kind="next working day", **more))  # type: ignore[arg-type]
            policy = Policy(
                name=f"endings-{slug(counting)}-{slug(name)}",
                calendars=(replace(SHOP, counting=counting, roll="forward"),),
                standards=standards(*(Promise(limit=limit) for limit in limits)),
            )
            for standard in policy.standards:
                number += 1
                arrives, where = MATRIX[number % len(MATRIX)]
                contact = {"channel": standard.channels[0], "arrives": arrives}
                covers = [name, counting, standard.promises[0].limit.kind]
                theme.situation(f"{counting}, {name}, {standard.name}, {where}", policy, contact, covers)
    return theme


MONTHS = (
    ("2026-01-31T10:00", "the 31st of January"),
    ("2028-01-30T10:00", "the 30th of January of a leap year"),
    ("2026-05-31T10:00", "the 31st of May"),
    ("2026-09-03T10:00", "a third of September"),
    ("2026-11-30T23:59:59.999999", "the last microsecond of November"),
    ("2026-12-01T00:00", "the first of December"),
)
LONG = (
    ("2026-06-03T10:00", "a Wednesday"),
    ("2026-06-01T10:00", "five days before a Saturday"),
    ("2026-04-13T10:00", "weeks before a bank holiday"),
    ("2026-12-20T10:00", "five days before Christmas Day"),
)


def rolls() -> Theme:
    theme = Theme(
        "rolls", "Days, weeks, months and years, which can end on a closed day, and each way to roll from it."
    )
    for roll in ("falls", "forward", "back"):
        policy = Policy(
            name=f"rolls-{roll}",
            calendars=(replace(ENGLAND, roll=roll),),
            standards=standards(
                Promise(limit=within("5 days")),
                Promise(limit=within("3 weeks")),
                Promise(limit=within("5 days", roll="forward")),
                Promise(limit=within("5 days", roll="back")),
                Promise(limit=within("5 days", roll="falls")),
            ),
        )
        _asked(theme, policy, LONG, ["days", "weeks", f"roll {roll}"], roll, every=2)
        months = Policy(
            name=f"months-{roll}",
            calendars=(replace(ENGLAND, roll=roll),),
            standards=standards(
                Promise(limit=within("1 month")), Promise(limit=within("3 months")), Promise(limit=within("1 year"))
            ),
        )
        _asked(theme, months, MONTHS, ["months", "years", f"roll {roll}"], roll, every=1 if roll == "forward" else 2)
    over = Policy(
        name="months-over",
        calendars=(replace(ENGLAND, roll="falls", month_end="next"),),
        standards=standards(
            Promise(limit=within("1 month")),
            Promise(limit=within("6 months")),
            Promise(limit=within("1 month less 1 day")),
            Promise(limit=within("1 month", month_end=True)),
        ),
    )
    ends = (*MONTHS, ("2028-02-29T12:00", "a leap day"), ("2026-03-31T12:00", "the 31st of March"))
    _asked(theme, over, ends, ["months", "month end the first day of the next month"], "over")
    leap = ("2028-02-29T12:00", "a leap day")
    policy = Policy(
        name="leap",
        calendars=(replace(ENGLAND, roll="falls", years=(2025, 2028)),),
        standards=standards(Promise(limit=within("6 months")), Promise(limit=within("1 month"))),
    )
    _asked(theme, policy, [leap], ["months"], "falls")
    return theme


def opening_hours() -> Theme:
    theme = Theme("opening-hours", "Time that counts only while open: lunch breaks, nights, seasons, dates, closures.")
    arrivals = (
        ("2026-06-01T10:00", "while open"),
        ("2026-06-01T11:59:59.999999", "just before lunch"),
        ("2026-06-01T12:00", "as lunch begins"),
        ("2026-06-01T12:59:59.999999", "as lunch ends"),
        ("2026-06-05T14:30", "Friday afternoon"),
        ("2026-06-05T16:30", "at closing"),
        ("2026-06-06T10:30", "a summer Saturday"),
        ("2026-05-30T10:30", "a Saturday in spring"),
        ("2026-12-23T16:00", "before Christmas"),
        ("2026-12-24T11:59", "a minute before Christmas"),
        ("2027-12-28T09:00", "before the winter closure"),
        ("2026-08-31T11:00", "a bank holiday with hours of its own"),
        ("2026-08-28T16:00", "before that bank holiday"),
    )
    for counting in COUNTINGS:
        policy = Policy(
            name=f"shop-{slug(counting)}",
            calendars=(replace(SHOP, counting=counting),),
            standards=standards(
                Promise(limit=within("4 opening hours")),
                Promise(limit=within("90 opening minutes")),
                Promise(limit=within("20 opening hours")),
            ),
        )
        _asked(theme, policy, arrivals, ["opening hours", counting], counting, every=2)
    nights = (
        ("2026-06-05T23:00", "in the night of Friday"),
        ("2026-06-06T01:59:59.999999", "before the night ends"),
        ("2026-06-06T02:00", "as the night ends"),
        ("2026-06-07T12:00", "a Sunday"),
        ("2026-06-04T23:30", "before midnight"),
    )
    for counting in COUNTINGS[:2]:
        policy = Policy(
            name=f"nights-{slug(counting)}",
            calendars=(replace(NIGHTS, counting=counting),),
            standards=standards(
                Promise(limit=within("3 opening hours")), Promise(limit=within("1 working day", ends="closing"))
            ),
        )
        _asked(theme, policy, nights, ["opening hours", "hours past midnight", counting], counting)
    policy = Policy(
        name="always",
        calendars=(replace(ENGLAND, hours="always", counting="next open"),),
        standards=standards(Promise(limit=within("90 opening minutes")), Promise(limit=within("2 working days"))),
    )
    _asked(theme, policy, (*nights, ("2026-12-25T23:15", "on Christmas Day")), ["open day and night"], "always")
    return theme


def cut_offs() -> Theme:
    theme = Theme("cut-offs", "A cut-off of 15:00 on working days, exactly at it and a microsecond before.")
    arrivals = (
        ("2026-06-01T14:59:59.999999", "just before it"),
        ("2026-06-01T15:00", "at it"),
        ("2026-06-05T15:00", "at it on Friday"),
        ("2026-06-06T15:00", "on a Saturday"),
        ("2026-04-02T15:30", "before Good Friday"),
        ("2026-12-31T23:59", "on New Year's Eve"),
    )
    for base, office in (("hours", SHOP), ("days", ENGLAND)):
        for counting in COUNTINGS:
            units = ["2 working days", "5 days", "1 month", "3 hours"] + ["4 opening hours"] * (base == "hours")
            policy = Policy(
                name=f"cut-off-{base}-{slug(counting)}",
                calendars=(replace(office, counting=counting, cutoff="15:00", roll="forward"),),
                standards=standards(*(Promise(limit=within(unit)) for unit in units)),
            )
            _asked(theme, policy, arrivals, ["cut-off", counting], f"{base}, {counting}", every=3)
    return theme


def by_the_clock() -> Theme:
    theme = Theme("hours", "Seconds, minutes and hours run by the clock from the raw instant, closed or open.")
    arrivals = (
        ("2026-06-05T23:30", "Friday night"),
        ("2026-03-28T12:00", "the day before clocks go forward"),
        ("2026-10-24T12:00", "the day before clocks go back"),
        ("2026-12-31T23:59:59.999999", "the last microsecond of a year"),
    )
    for counting in COUNTINGS[:2]:
        policy = Policy(
            name=f"hours-{slug(counting)}",
            calendars=(replace(SHOP, counting=counting, cutoff="15:00", roll="forward"),),
            standards=standards(
                Promise(limit=within("24 hours")),
                Promise(limit=within("30 minutes")),
                Promise(limit=within("20 seconds")),
                Promise(limit=within("2 hours", day_and_night=True)),
                Promise(limit=within("2 days", day_and_night=True)),
            ),
        )
        _asked(theme, policy, arrivals, ["hours", counting], counting)
    rolled = Policy(
        name="hours-rolled",
        calendars=(replace(ENGLAND, roll="back", counting="next open", cutoff="15:00"),),
        standards=standards(
            Promise(limit=within("24 hours", roll="forward")),
            Promise(limit=within("24 hours", roll="back")),
            Promise(limit=within("24 hours", roll="falls")),
            Promise(limit=within("36 hours")),
        ),
    )
    fridays = (
        ("2026-06-05T15:30", "Friday"),
        ("2026-03-28T02:30", "Saturday, into clocks that go forward"),
        ("2026-04-02T23:59:59.999999", "into Good Friday"),
        ("2026-06-01T10:00", "Monday"),
    )
    _asked(theme, rolled, fridays, ["hours × roll"], "rolled")
    return theme


def same_day() -> Theme:
    theme = Theme(
        "same-day", "The same day and the next working day; nothing is due on a closed day where that is said."
    )
    closed = Promise(limit=Limit(kind="same day"), excuses=(When(kind="closed"),))
    arrivals = (
        ("2026-06-01T10:00", "Monday"),
        ("2026-06-01T23:59:59.999999", "the last microsecond of Monday"),
        ("2026-06-06T10:00", "Saturday"),
        ("2026-05-25T10:00", "a bank holiday"),
        ("2026-06-05T16:30", "Friday at closing"),
        ("2026-06-01T12:30", "in the lunch break"),
    )
    for name, calendar in (("day-0", ENGLAND), ("next-open", replace(SHOP, counting="next open"))):
        every = [closed] if name == "day-0" else [closed, Promise(limit=Limit(kind="same day"))]
        ends = [replace(one, limit=replace(one.limit, ends=end)) for one in every[:1] for end in ("closing", "17:30")]
        policy = Policy(
            name=f"same-day-{name}",
            calendars=(calendar,),
            standards=standards(*every, *ends, Promise(limit=Limit(kind="next working day"))),
        )
        _asked(theme, policy, arrivals, ["same day", "next working day", "except on closed days"], name)
        for number, (arrives, where) in enumerate(arrivals[2:4]):
            contact = {"channel": "email", "arrives": arrives, "events": {"replied": f"2026-06-0{8 + number}T10:00"}}
            theme.case(
                f"{name}, done though excused, {where}", policy, contact, "2026-07-01", ["except on closed days"]
            )
    return theme


def calendars() -> Theme:
    theme = Theme("calendars", "Other weeks, unions of regions, holidays dropped and added, closures each year.")
    from tests.oracle.corpus_years import BRITAIN_LOCK

    either = Calendar(regions=("GB-ENG", "GB-SCT"), lock=BRITAIN_LOCK)
    several: Iterator[tuple[str, Calendar]] = iter(
        (
            ("union", either),
            ("scotland", replace(either, regions=("GB-SCT",))),
            ("dropped", replace(either, regions=("GB-SCT",), dropped=("Saint Andrew's Day", "Boxing Day"))),
            ("added", replace(ENGLAND, holidays=((day("2026-06-02"), "Founders' day"),), closures=(WINTER,))),
            ("sunday-week", Calendar(weekdays=frozenset({0, 1, 2, 3, 6}), zone="Asia/Dubai")),
            ("four-days", replace(PLAIN, weekdays=frozenset({0, 1, 3, 5}))),
            ("over-the-year", replace(PLAIN, closures=(Closure(first=(12, 24), last=(1, 2), name="holidays"),))),
        )
    )
    arrivals = (
        ("2026-11-27T16:50", "before Saint Andrew's Day"),
        ("2026-04-02T10:00", "before Easter"),
        ("2026-12-23T10:00", "before Christmas"),
        ("2026-06-01T10:00", "Monday"),
        ("2026-06-12T12:00", "before a Scottish holiday of 2026"),
        ("2026-06-06T12:00", "a Saturday"),
    )
    for name, calendar in several:
        policy = Policy(
            name=f"calendar-{name}",
            calendars=(replace(calendar, roll="forward"),),
            standards=standards(Promise(limit=within("3 working days")), Promise(limit=within("4 days"))),
        )
        _asked(theme, policy, arrivals, ["calendar", name], name, every=2)
    return theme


THEMES = (working_days, endings, rolls, opening_hours, cut_offs, by_the_clock, same_day, calendars)
assert len(CHANNELS) >= max(len(UNITS) + 3, 8)
