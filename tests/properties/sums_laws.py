"""The laws of sums, shares and misses. Those of answers in data are asked of both engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from tests.conformance.running import Both
from tests.oracle import clocks
from tests.oracle.hours_drawn import COUNTINGS
from tests.properties import misses_compared, shares_compared
from tests.properties.both_engines import LONDON, answers, both, measured
from tests.properties.drawn import HOUR, at_work, calendars, instants, limits, policy_of
from tests.properties.laws import law

from troth.calendars.workdays import OutsideYears
from troth.deadlines.answer import answer
from troth.deadlines.contact import Contact, Moment
from troth.deadlines.judge import Judged
from troth.model.calendar import Calendar
from troth.model.duration import Duration, Unit
from troth.model.limit import DayEnded
from troth.model.measure import Further, Money, Remedy, SumFromDelay, Sums

Row = Mapping[str, Any]

# ---------- what is owed

PERIODS = st.sampled_from(
    [
        Duration(n, unit)
        for n, unit in (
            *((40, Unit.MINUTE), (24, Unit.HOUR), (3, Unit.OPENING_HOUR), (90, Unit.OPENING_MINUTE)),
            *((1, Unit.DAY), (2, Unit.WORKING_DAY), (1, Unit.WEEK), (1, Unit.MONTH)),
        )
    ]
)
POUNDS = st.integers(0, 100).map(lambda pounds: Money(100 * pounds, "GBP"))


@st.composite
def remedies(draw: st.DrawFn) -> Remedy:
    """A sum with more for each further period, or one that grows with the delay; at most so much, perhaps."""
    period, each = draw(PERIODS), draw(POUNDS)
    most = draw(st.none() | POUNDS)
    if draw(st.booleans()):
        further = Further(sums=Sums(plain=each), period=period, started=draw(st.booleans()))
        return Remedy(sums=Sums(plain=draw(POUNDS)), further=further, at_most=most)
    sums = sorted(draw(st.lists(POUNDS, min_size=3, max_size=3)))
    rows = [
        SumFromDelay(Duration(period.n * times, period.unit), one) for times, one in zip((1, 3, 7), sums, strict=True)
    ]
    return Remedy(sums=Sums(by_delay=tuple(rows)), at_most=most)


def judged(limit: DayEnded, remedy: Remedy, at: int, done: int | None, as_of: int, rules: Calendar) -> Judged | None:
    """The row of a promise; None beyond the years."""
    policy = policy_of(limit, rules)
    (standard,) = policy.standards
    promise = replace(standard.promises[0], remedy=remedy)
    policy = replace(policy, standards=(replace(standard, promises=(promise,)),))
    events = {} if done is None else {"replied": (Moment(done, done),)}
    contact = Contact(channel="email", arrives=Moment(at, at), events=events)
    try:
        return answer(policy, contact, at_work(rules), as_of).judged[0]
    except OutsideYears:
        return None


def owed(limit: DayEnded, remedy: Remedy, at: int, done: int, rules: Calendar) -> int | None:
    """In pence for an act at an instant; None where that is not known."""
    row = judged(limit, remedy, at, done, at_work(rules).end - 1, rules)
    return None if row is None or row.owed is None else row.owed.minor


def some_time_after(data: st.DataObject, at: int, rules: Calendar) -> int:
    """Up to some weeks later, often at a full hour after it or a microsecond off one."""
    found = at + data.draw(st.integers(0, 60 * 24)) * HOUR + data.draw(st.sampled_from((-1, 0, 1)))
    return min(max(found, at), at_work(rules).end - 1)


@law(calendars(), limits(), remedies(), st.data())
def a_later_act_never_owes_less(rules: Calendar, limit: DayEnded, remedy: Remedy, data: st.DataObject) -> None:
    """And nothing is owed for one in time."""
    at = data.draw(instants(at_work(rules)))
    one, other = sorted((some_time_after(data, at, rules), some_time_after(data, at, rules)))
    first, second = owed(limit, remedy, at, one, rules), owed(limit, remedy, at, other, rules)
    assume(first is not None and second is not None)
    assert first is not None
    assert second is not None
    assert first <= second
    row = judged(limit, remedy, at, one, one, rules)
    if row is not None and row.due is not None and one <= row.due.last_in_time:
        assert first == 0


@law(calendars(), limits(), remedies(), st.data())
def what_is_not_done_owes_what_it_would_if_it_were_done_now(
    rules: Calendar, limit: DayEnded, remedy: Remedy, data: st.DataObject
) -> None:
    at = data.draw(instants(at_work(rules)))
    now = some_time_after(data, at, rules)
    done, undone = judged(limit, remedy, at, now, now, rules), judged(limit, remedy, at, None, now, rules)
    if done is not None and undone is not None:
        assert done.owed is not None
        assert undone.owed is not None
        assert done.owed.minor == undone.owed.minor


@law(calendars(), limits(), remedies(), POUNDS, st.data())
def no_more_is_owed_than_the_most(
    rules: Calendar, limit: DayEnded, remedy: Remedy, most: Money, data: st.DataObject
) -> None:
    at = data.draw(instants(at_work(rules)))
    done = some_time_after(data, at, rules)
    free = owed(limit, replace(remedy, at_most=None), at, done, rules)
    capped = owed(limit, replace(remedy, at_most=most), at, done, rules)
    assume(free is not None)
    assert free is not None
    assert capped == min(free, most.minor)


@law(calendars(), limits(), PERIODS, st.data())
def a_period_that_has_begun_is_at_most_one_more(
    rules: Calendar, limit: DayEnded, period: Duration, data: st.DataObject
) -> None:
    """And one has begun of what is late at all, but while it is closed."""
    at = data.draw(instants(at_work(rules)))
    done = some_time_after(data, at, rules)
    found = []
    for started in (False, True):
        further = Further(sums=Sums(plain=Money(1, "GBP")), period=period, started=started)
        row = judged(limit, Remedy(sums=Sums(), further=further), at, done, done, rules)
        assume(row is not None and row.owed is not None and row.owed.minor is not None)
        assert row is not None
        assert row.owed is not None
        assert row.owed.minor is not None
        found.append(row.owed.minor)
    assert found[1] - found[0] in (0, 1)


# ---------- misses

OWN_DAYS = st.sampled_from(misses_compared.DAYS)


@law(OWN_DAYS, st.integers(0, 1_000_000))
def more_misses_never_unset_an_event(arrival: dt.date, seed: int) -> None:
    random = Random(seed)
    own = misses_compared.last_day(arrival)
    some = misses_compared.drawn_misses(own, random)
    more = [*some, *misses_compared.drawn_misses(own, random)]
    as_of = clocks.start_of(own + dt.timedelta(days=2), LONDON)
    contact = {"channel": "phone", "arrives": clocks.utc(clocks.start_of(arrival, LONDON))}
    found = []
    for missed in (some, more):
        given = {**contact, "missed": {"repairs.complete": [day.isoformat() for day in missed]}}
        found.append(answers(misses_compared.made(), given, as_of))
    for engine in found[0]:
        few, many = ({id_ for id_, row in one[engine].items() if row["due"]} for one in found)
        assert few <= many


# ---------- shares


def figures(rows: Sequence[Row], *, about: str) -> list[Row]:
    """The rows of the targets with these words."""
    return [row for row in rows if row["says"] == about]


SEEDS = st.integers(0, 1_000_000)


def drawn(seed: int, number: int, counting: str) -> list[dict[str, Any]]:
    random = Random(seed)
    return [shares_compared.draw(counting, random).data for _ in range(number)]


AS_OF = clocks.shown("2026-03-01T00:00", LONDON)


@law(SEEDS, st.sampled_from(list(COUNTINGS)))
def a_share_is_between_none_and_all(seed: int, counting: str) -> None:
    for found in measured(shares_compared.made(counting), drawn(seed, 12, counting), AS_OF).values():
        for row in found["targets"]:
            if row["share"] is not None:
                assert 0 <= row["met"] <= row["counted"]
                assert 0 <= Fraction(row["share"]) <= 100
            if row["average"] is not None:
                assert Fraction(row["average"][0]) >= 0


@law(SEEDS)
def who_is_left_out_changes_nothing(seed: int) -> None:
    """Neither a contact in a storm those targets that leave storms out, nor one without those of storms alone."""
    contacts = drawn(seed, 14, "day 0")
    targets = [target for _, listed in shares_compared.PROMISES.values() for target in listed]
    every = measured(shares_compared.made("day 0"), contacts, AS_OF)
    for storm, wanted in ((True, "yes"), (False, "no")):
        some = [one for one in contacts if one["facts"]["storm"] == wanted]
        for engine, found in measured(shares_compared.made("day 0"), some, AS_OF).items():
            for target in targets:
                if target.storm is storm:
                    rows = figures(found["targets"], about=target.says)
                    assert rows == figures(every[engine]["targets"], about=target.says)


# ---------- the order of contacts

SEVERAL = """\
event trouble
    verb trouble
    noun trouble
    when 2 misses of repairs.complete within 20 days
event followed
    verb follow
standard repairs
    for phone
    must complete within 2 working days
        target 60% each week
        target average 2 working days each month
        remedy £30
            plus £5 for each further working day
            at most £70 each year
            paid within 5 working days
            if paid late: £7.50
    must follow within 3 working days of the trouble
        target 50% each month
"""


@cache
def several() -> Both:
    return both(SEVERAL, (f"counting {COUNTINGS['day 0']}", "roll forward"), "none", (2026, 2027))


def repairs(seed: int, number: int) -> list[dict[str, Any]]:
    """Of two customers, each on other working days: so that no two deadlines of one are the same."""
    random = Random(seed)
    days = [dt.date(2026, 11, 2) + dt.timedelta(days=step) for step in range(90)]
    days = random.sample([day for day in days if day.weekday() < 5], number)
    found = []
    for place, day in enumerate(days):
        arrives = clocks.start_of(day, LONDON) + random.randrange(24 * 60) * HOUR // 60
        events = {}
        if random.random() < 0.8:
            events["completed"] = clocks.utc(arrives + random.randrange(12 * 24) * HOUR)
        if random.random() < 0.4:
            events["compensated"] = clocks.utc(arrives + random.randrange(30 * 24) * HOUR)
        contact = {"id": f"contact {place}", "channel": "phone", "arrives": clocks.utc(arrives), "events": events}
        found.append(contact | {"customer": random.choice("ab")})
    return found


def together(found: Row) -> Row:
    """What several contacts say, each by its own name."""
    parts = {name: found[name] for name in ("targets", "uncounted", "amounts")}
    return {**parts, "contacts": {one["id"]: one["promises"] for one in found["contacts"]}}


@law(SEEDS, st.permutations(range(12)))
def the_order_of_contacts_changes_nothing(seed: int, order: list[int]) -> None:
    """But of a customer's deadlines at one instant: see below."""
    contacts = repairs(seed, 12)
    as_of = clocks.shown("2027-03-01T00:00", LONDON)
    first, second = (measured(several(), listed, as_of) for listed in (contacts, [contacts[index] for index in order]))
    for engine, found in first.items():
        assert not found["rejected"]
        assert together(found) == together(second[engine])
