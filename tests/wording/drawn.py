"""Promises drawn at random, with every construct of the language that has a sentence."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from hypothesis import strategies as st
from tests.wording.models import QUOTED, TITLES, WORDS

from troth.model.condition import (
    ArrivedBetween,
    ArrivedOnClosedDay,
    Condition,
    FactIs,
    InSeason,
    StateIs,
    ValueIs,
    Who,
)
from troth.model.duration import Duration, Unit
from troth.model.limit import (
    ARRIVAL,
    OWN_ANCHOR,
    AtEvent,
    BeforeEvent,
    CarriedDate,
    DuringContact,
    Every,
    Limit,
    NextWorkingDay,
    Nothing,
    Notice,
    Rings,
    Roll,
    SameDay,
    Vague,
    Within,
)
from troth.model.measure import MISSED, Further, Money, Period, Remedy, SumCase, SumFromDelay, Sums, Target, Tier
from troth.model.policy import US, Case, DatedReply, Extension, OtherAct, Pause, Promise, Strength, promise_id
from troth.model.words import two_events

ONE_EVENT = st.sampled_from([event.name for event in WORDS.events])
TWO_EVENTS = st.builds(two_events, st.sampled_from(("later", "earlier")), ONE_EVENT, ONE_EVENT)
EVENTS = st.one_of(ONE_EVENT, ONE_EVENT, ONE_EVENT, TWO_EVENTS)
OTHER_EVENTS = EVENTS.filter(lambda event: event != ARRIVAL)
VERBS = st.sampled_from(list(WORDS.verbs()))
NUMBERS = st.one_of(st.integers(1, 31), st.integers(1, 2_000_000))
TIMES = st.sampled_from((dt.time(0), dt.time(0, 30), dt.time(12), dt.time(12, 30))) | st.times().map(
    lambda at: at.replace(second=0, microsecond=0)
)
FACTS = st.sampled_from([*(fact.name for fact in WORDS.facts), *QUOTED])
STATES = st.sampled_from([state.name for state in WORDS.states])
ELAPSED = (Unit.SECOND, Unit.MINUTE, Unit.HOUR)
OPENING = (Unit.OPENING_MINUTE, Unit.OPENING_HOUR)
DAY_UNITS = (Unit.DAY, Unit.WORKING_DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR)
CALENDARS = st.sampled_from(("", "", "helpline"))
ROLLS = st.none() | st.sampled_from(list(Roll))
# What an owner writes between quotation marks: no figures, no straight quotes, and any amount of punctuation.
CLAUSES = (
    *(
        "who has it and when to expect a reply",
        "We have it. We reply soon. Ask us!",
        "what, when, why; and how: all of it",
    ),
    *(
        "e.g. the name",
        "Really? Yes",
        "it’s ours",
        "the caller's name",
        "naïve café, 12 High Street",
        "If we cannot do that",
    ),
    *(
        "or call you",
        "This replaces nothing",
        "see http://example.org/a?b=c",
        "… and so on",
        "by email, letter or phone",
    ),
)
LAWS = (
    "Freedom of Information Act 2000, section 10",
    "Regulation (EU) 2016/679, Art. 12(3). It is so",
    "the Children's Act: ss. 17; 47",
)


def subsets(values: tuple[str, ...], most: int = 4) -> st.SearchStrategy[tuple[str, ...]]:
    chosen = st.lists(st.sampled_from(values), unique=True, min_size=1, max_size=min(most, len(values)))
    return chosen.map(tuple)


@st.composite
def endings(draw: st.DrawFn) -> dict[str, Any]:
    how = draw(st.integers(0, 3))
    ending = ({}, {"by_closing": True}, {"same_time": True}, {"by": draw(TIMES)})[how]
    return {**ending, "calendar": draw(CALENDARS)}


@st.composite
def withins(draw: st.DrawFn) -> Within:
    unit = draw(st.sampled_from(list(Unit)))
    amount = Duration(draw(NUMBERS), unit)
    day_and_night, promptly = draw(st.booleans()), draw(st.booleans())
    more: dict[str, Any] = {"event": draw(EVENTS), "day_and_night": day_and_night, "promptly": promptly}
    family = next(units for units in (OPENING, ELAPSED, DAY_UNITS) if unit in units)
    second = draw(st.none() | st.sampled_from([one for one in family if one is not unit]))
    more["then"] = None if second is None else Duration(draw(NUMBERS), second)
    more["calendar"] = draw(CALENDARS)
    if unit in OPENING:
        more["day_and_night"] = False
    elif unit not in ELAPSED:
        more |= draw(endings())
        more["month_end"] = draw(st.booleans())
        if unit in (Unit.WEEK, Unit.MONTH, Unit.YEAR):
            more["less"] = draw(st.integers(0, 40))
    ends_open = (second or unit) is Unit.WORKING_DAY and not more.get("less") and not more.get("month_end")
    if not more["day_and_night"] and not ends_open:
        more["roll"] = draw(ROLLS)
    return Within(amount=amount, **more)


@st.composite
def notices(draw: st.DrawFn, *, deadline: bool = False) -> Notice:
    """`deadline`: only such as say by when."""
    amount = Duration(draw(NUMBERS), draw(st.sampled_from(list(Unit))))
    family = next(units for units in (OPENING, ELAPSED, DAY_UNITS) if amount.unit in units)
    clear = amount.unit in (Unit.DAY, Unit.WORKING_DAY) and draw(st.booleans())
    second = None if clear else draw(st.none() | st.sampled_from([one for one in family if one is not amount.unit]))
    side = draw(st.integers(0, 0 if deadline else 2))
    timed = amount.unit in (*OPENING, *ELAPSED)
    rolls = clear or (not timed and (second or amount.unit) is not Unit.WORKING_DAY)
    return Notice(
        amount=amount,
        then=None if second is None else Duration(draw(NUMBERS), second),
        event=draw(OTHER_EVENTS),
        clear=clear,
        at_most=side == 1,
        after=side == 2,
        roll=draw(ROLLS) if rolls else None,
        calendar=draw(CALENDARS),
    )


@st.composite
def updates(draw: st.DrawFn) -> Every:
    step = draw(withins())
    return Every(step=dataclasses.replace(step, event=ARRIVAL, promptly=False), until=draw(OTHER_EVENTS))


@st.composite
def days(draw: st.DrawFn) -> Limit:
    event, ending = draw(EVENTS), draw(endings())
    return NextWorkingDay(event=event, **ending) if draw(st.booleans()) else SameDay(event=event, **ending)


DATED_LIMITS: st.SearchStrategy[Limit] = st.one_of(
    withins(),
    days(),
    notices(deadline=True),
    OTHER_EVENTS.map(lambda e: AtEvent(event=e)),
    OTHER_EVENTS.map(lambda e: BeforeEvent(event=e)),
    st.just(DuringContact()),
    st.sampled_from(("agreed", "told", "promised")).map(lambda name: CarriedDate(name=name)),
)
LIMITS: st.SearchStrategy[Limit] = st.one_of(
    withins(),
    withins(),
    days(),
    notices(),
    updates(),
    st.integers(1, 1200).map(lambda most: Rings(most=most)),
    st.integers(1, 99).map(lambda most: Rings(most=most, said_before=True)),
    OTHER_EVENTS.map(lambda event: AtEvent(event=event)),
    OTHER_EVENTS.map(lambda event: BeforeEvent(event=event)),
    st.just(DuringContact()),
    st.sampled_from(("agreed", "told", "promised")).map(lambda name: CarriedDate(name=name)),
    st.sampled_from(("as soon as possible", "as quickly as possible", "promptly")).map(
        lambda words: Vague(words=words)
    ),
)


@st.composite
def values_of(draw: st.DrawFn, dimensions: tuple[str, ...]) -> ValueIs:
    dimension = draw(st.sampled_from(dimensions))
    return ValueIs(dimension, draw(subsets(WORDS.values(dimension))))


SEASONS = st.sampled_from(((10, 1), (6, 30), (2, 29), (12, 31))).flatmap(
    lambda first: st.builds(InSeason, st.just(first), st.sampled_from(((11, 15), (1, 5), (2, 28))))
)
EXCUSES: st.SearchStrategy[Condition] = st.one_of(
    st.builds(FactIs, FACTS, st.booleans()),
    st.builds(StateIs, STATES),
    st.builds(ArrivedOnClosedDay, CALENDARS),
    SEASONS,
)
CASE_DIMENSIONS = ("priority", "stage", "customer type", "channel", "kind", "party")
CASE_CONDITIONS: st.SearchStrategy[Condition] = st.one_of(
    values_of(CASE_DIMENSIONS),
    st.builds(FactIs, FACTS, st.booleans()),
    st.builds(StateIs, STATES),
    SEASONS,
    st.builds(ArrivedBetween, st.just(None), st.dates(dt.date(2015, 1, 1), dt.date(2019, 12, 31))),
    st.builds(
        ArrivedBetween,
        st.dates(dt.date(2015, 1, 1), dt.date(2019, 12, 31)),
        st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
    ),
)


@st.composite
def cases(draw: st.DrawFn, depth: int = 2, least: int = 0) -> tuple[Case, ...]:
    conditions = draw(st.lists(CASE_CONDITIONS, unique=True, min_size=least, max_size=3))
    found = []
    for condition in conditions:
        inner = draw(cases(depth - 1)) if depth else ()
        limit = draw(st.none() | LIMITS if inner else st.just(Nothing()) | LIMITS)
        found.append(Case(condition=condition, limit=limit, cases=inner))
    return tuple(found)


@st.composite
def selectors(draw: st.DrawFn) -> list[Condition]:
    found: list[Condition] = [
        ValueIs(dimension, draw(subsets(WORDS.values(dimension))))
        for dimension in draw(st.lists(st.sampled_from(("channel", "party", "kind", "stage")), unique=True))
    ]
    facts = draw(st.lists(FACTS, unique=True, max_size=2))
    return found + [FactIs(fact, draw(st.booleans())) for fact in facts]


TOLD_DATES = st.builds(
    DatedReply,
    limit=st.none() | DATED_LIMITS,
    name=st.just("told"),
    condition=st.none() | st.builds(FactIs, FACTS, st.booleans()),
)
AMOUNTS = st.builds(Duration, NUMBERS, st.sampled_from(list(Unit)))
EXTENSIONS = st.one_of(
    st.builds(Extension, amount=AMOUNTS, condition=st.builds(FactIs, FACTS, st.booleans())),
    st.builds(
        Extension,
        amount=AMOUNTS,
        once=st.booleans(),
        if_told=st.just(True),
        told_by=st.none() | DATED_LIMITS,
        condition=st.none() | st.builds(FactIs, FACTS, st.booleans()),
    ),
)


def _while(name: str, both_days: bool) -> Pause:
    state = WORDS.state(name)
    assert state is not None
    return Pause(start=state.start, end=state.end, both_days=both_days, state=name)


PAUSES = st.one_of(
    st.builds(_while, STATES, st.booleans()), st.builds(Pause, start=EVENTS, end=EVENTS, both_days=st.booleans())
)


def bounds() -> st.SearchStrategy[Within]:
    """`30 working days after the arrival`, as `never later than` has it."""
    events = st.just(OWN_ANCHOR) | EVENTS
    return st.builds(lambda one, event: dataclasses.replace(one, event=event, promptly=False), withins(), events)


TARGET_CONDITIONS: st.SearchStrategy[Condition] = st.one_of(
    st.builds(FactIs, FACTS, st.booleans()), st.builds(StateIs, STATES), SEASONS
)
LEFT_OUT = st.one_of(TARGET_CONDITIONS, st.builds(ArrivedOnClosedDay, CALENDARS))


@st.composite
def targets(draw: st.DrawFn) -> Target:
    values: list[Condition] = draw(st.lists(values_of(CASE_DIMENSIONS), max_size=1))
    only = draw(st.lists(TARGET_CONDITIONS, unique=True, max_size=2))
    more: dict[str, Any] = {
        "each": draw(st.none() | st.sampled_from(list(Period))),
        "excludes": tuple(draw(st.lists(LEFT_OUT, unique=True, max_size=2))),
        "only": (*values, *only),
    }
    if not values and draw(st.booleans()):
        units = [unit for unit in Unit if unit not in (Unit.WEEK, Unit.MONTH, Unit.YEAR)]
        return Target(average=Duration(draw(NUMBERS), draw(st.sampled_from(units))), **more)
    shares = draw(st.lists(st.integers(1, 100_000), unique=True, min_size=1, max_size=3))
    return Target(tiers=tuple(Tier(share=one, limit=draw(st.none() | DATED_LIMITS)) for one in sorted(shares)), **more)


def moneys(currency: str) -> st.SearchStrategy[Money]:
    return st.builds(Money, st.integers(1, 500) | st.integers(1, 200_000_000), st.just(currency))


@st.composite
def sums(draw: st.DrawFn, currency: str, *, further: bool = False) -> Sums:
    one = moneys(currency)
    how = draw(st.integers(0, 1 if further else 2))
    if how == 2:
        amounts = draw(st.lists(AMOUNTS, min_size=1, max_size=3, unique=True))
        return Sums(by_delay=tuple(SumFromDelay(amount, draw(st.none() | one)) for amount in amounts))
    conditions = draw(st.lists(CASE_CONDITIONS, unique=True, min_size=how, max_size=3))
    rows = tuple(SumCase(condition, draw(st.none() | one)) for condition in conditions)
    plain = draw(one) if not how else draw(st.none() | one)
    return Sums(plain=plain, cases=rows)


@st.composite
def remedy_limits(draw: st.DrawFn) -> Limit:
    """By when something is paid or claimed, counted from the missed deadline too."""
    limit: Limit = draw(DATED_LIMITS)
    if isinstance(limit, Within | NextWorkingDay | SameDay) and draw(st.booleans()):
        return dataclasses.replace(limit, event=MISSED)
    return limit


@st.composite
def remedies(draw: st.DrawFn) -> Remedy:
    currency = draw(st.sampled_from(("GBP", "GBP", "EUR", "USD", "CHF", "JPY", "KWD")))
    one = moneys(currency)
    more = sums(currency, further=True).filter(lambda found: any(found.every()))
    further = draw(st.none() | st.builds(Further, sums=more, period=AMOUNTS, started=st.booleans()))
    first = draw(st.just(Sums()) if further is not None and draw(st.booleans()) else sums(currency))
    claimed = draw(st.none() | remedy_limits())
    paid = draw(st.none() | remedy_limits())
    return Remedy(
        sums=first if any(first.every()) or further is not None else Sums(plain=draw(one)),
        further=further,
        at_most=draw(st.none() | one),
        at_most_each=draw(st.none() | st.tuples(one, st.sampled_from(list(Period)))),
        automatically=draw(st.booleans()),
        paid=paid,
        claimed=claimed,
        if_late=draw(st.none() | one),
        only=tuple(draw(st.lists(TARGET_CONDITIONS, unique=True, max_size=2))),
        excludes=tuple(draw(st.lists(LEFT_OUT, unique=True, max_size=2))),
    )


@st.composite
def or_acts(draw: st.DrawFn) -> tuple[OtherAct, ...]:
    others = draw(st.lists(st.tuples(VERBS, LIMITS), min_size=1, max_size=2))
    return tuple(OtherAct(verb=verb.name, event=event.name, limit=by) for (verb, event), by in others)


@st.composite
def whom(draw: st.DrawFn) -> dict[str, Any]:
    """Whom a promise is for, by its standard and by its own conditions: no fact is said twice."""
    who = draw(selectors())
    taken = {condition.fact for condition in who if isinstance(condition, FactIs)}
    facts = draw(st.lists(st.builds(FactIs, FACTS, st.booleans()), max_size=1))
    only: list[Condition] = [fact for fact in facts if fact.fact not in taken]
    only += draw(st.lists(st.builds(StateIs, STATES), unique=True, max_size=1))
    only += draw(st.lists(SEASONS, unique=True, max_size=1))
    return {"who": Who(tuple(who)), "only": tuple(only)}


def _some(one: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, unique=True, min_size=1, max_size=2).map(tuple)


PARTS: dict[str, st.SearchStrategy[Any]] = {
    "cases": cases(least=1),
    "excuses": _some(EXCUSES),
    "unless_by_then": EVENTS,
    "dated": st.builds(DatedReply, limit=st.none() | DATED_LIMITS) | TOLD_DATES,
    "extension": EXTENSIONS,
    "pauses": _some(PAUSES),
    "restart": OTHER_EVENTS,
    "cap": bounds(),
    "floor": bounds(),
    "or_acts": or_acts(),
    "manner": subsets(WORDS.values("channel")),
    "saying": _some(st.sampled_from(CLAUSES)),
    "targets": _some(targets()),
    "remedy": remedies(),
    "basis": st.sampled_from(LAWS),
    "replaces": subsets(tuple(TITLES), 3),
}
"""Everything that may stand beneath a promise, and need not."""


@st.composite
def headings(draw: st.DrawFn) -> dict[str, Any]:
    """Who does what, how strongly, for whom, and where it stands."""
    verb, event = draw(VERBS)
    strength = draw(st.sampled_from(list(Strength)))
    standard = draw(st.sampled_from(list(TITLES)))
    return {
        "id": promise_id("made", standard, verb.name, strength),
        "standard": standard,
        "verb": verb.name,
        "event": event.name,
        "actor": draw(st.sampled_from((US, US, US, "customer", "colleague", "agency"))),
        "strength": strength,
        **draw(whom()),
    }


@st.composite
def promises(draw: st.DrawFn) -> Promise:
    """A promise with about half of what may stand beneath it."""
    limit = draw(st.none() | st.just(Nothing()) | LIMITS)
    names = [name for name in PARTS if draw(st.booleans())]
    if limit is None or isinstance(limit, Nothing):
        names = list(dict.fromkeys(["cases", *names]))
    return Promise(limit=limit, **draw(headings()), **{name: draw(PARTS[name]) for name in names})


DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31))
