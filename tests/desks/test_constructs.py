"""The constructs of a promise: each by the policy text that has it, and none that the text does not have."""

import dataclasses

import pytest
from hypothesis import given, settings
from tests.deadlines.made import DAY_0, NEXT_OPEN, compiled
from tests.wording.drawn import promises
from tests.wording.models import WORDS

from troth.charter.help_desks import desks
from troth.desks.constructs import Construct, constructs_of
from troth.model.calendar import Calendar, MonthEnd
from troth.model.limit import Every, Notice, Within
from troth.model.measure import Target
from troth.model.policy import Case, DatedReply, Extension, Header, Pause, Policy, Promise, Standard

C = Construct
OPEN = "open Monday to Friday, 09:00 to 17:00"

# What a promise of emails says, and exactly what it is made of beside the channel; the calendar says day 0.
PLAIN = {C.VALUES, C.DAY_0, C.HOLIDAYS}
LIMITS = {
    "must reply within 2 hours": {C.VALUES, C.ELAPSED},
    "must reply within 90 seconds": {C.VALUES, C.ELAPSED, C.SECONDS},
    "must reply within 2 hours, day and night": {C.VALUES, C.ELAPSED, C.DAY_AND_NIGHT},
    "must reply within 24 hours, rolling forward": {C.VALUES, C.ELAPSED, C.ROLL},
    "must reply within 3 working days": {*PLAIN, C.WORKING_DAYS},
    "must reply by the end of the next working day": {*PLAIN, C.WORKING_DAYS},
    "must reply within 2 weeks, as it falls": {*PLAIN, C.DAYS},
    "must reply within 5 days, rolling back": {*PLAIN, C.DAYS, C.ROLL},
    "must reply within 1 month, as it falls": {*PLAIN, C.MONTHS},
    "must reply within 1 month, to the end of the month, as it falls": {*PLAIN, C.MONTHS, C.MONTH_END},
    "must reply within 2 months less 1 day, as it falls": {*PLAIN, C.MONTHS, C.LESS},
    "must reply within 1 month and 5 working days": {*PLAIN, C.MONTHS, C.WORKING_DAYS, C.TWO_AMOUNTS},
    "must reply within 2 days, day and night": {C.VALUES, C.DAYS, C.DAY_AND_NIGHT},
    "must reply on the same day\n            except on closed days": {*PLAIN, C.SAME_DAY, C.EXCUSES, C.CLOSED_ARRIVAL},
    "must reply within 2 working days, by 16:00": {*PLAIN, C.WORKING_DAYS, C.AT_A_TIME},
    "must reply within 2 working days, at the same time of day": {*PLAIN, C.WORKING_DAYS, C.SAME_TIME},
    "must reply within 2 working days of the return": {*PLAIN, C.WORKING_DAYS, C.OTHER_EVENT},
    "must reply within 2 working days of the later of the arrival and the return": {
        *(*PLAIN, C.WORKING_DAYS, C.TWO_EVENTS, C.OTHER_EVENT),
    },
    "must contact within 2 working days of escalated": {*PLAIN, C.WORKING_DAYS, C.MISSES},
    "must call at least 2 working days before the appointment": {*PLAIN, C.WORKING_DAYS, C.BACK, C.OTHER_EVENT},
    "must call at least 3 clear working days before the appointment, rolling back": {
        *(*PLAIN, C.WORKING_DAYS, C.BACK, C.CLEAR_DAYS, C.OTHER_EVENT),
    },
    "must call at least 2 working days after the appointment": {
        *(*PLAIN, C.WORKING_DAYS, C.NOT_BEFORE, C.OTHER_EVENT),
    },
    "must update every 5 working days until the resolution": {*PLAIN, C.WORKING_DAYS, C.UPDATES},
    "must answer within 5 rings": {C.VALUES, C.RINGS},
    "must see at the appointment": {C.VALUES, C.AT_EVENT},
    "must see before the appointment": {C.VALUES, C.BEFORE_EVENT},
    "must resolve during the contact": {C.VALUES, C.DURING},
    "must reply by the time agreed": {C.VALUES, C.CARRIED},
    "must reply as soon as possible": {C.VALUES, C.VAGUE},
    "must reply within 3 working days\n            if complex: no promise": {
        *(*PLAIN, C.WORKING_DAYS, C.CASES, C.FACTS, C.NO_PROMISE),
    },
    "must reply within 3 working days\n            while away: within 2 weeks, as it falls": {
        *(*PLAIN, C.WORKING_DAYS, C.DAYS, C.CASES, C.STATES),
    },
    "must reply within 3 working days\n            from 1 July 2027: within 2 working days": {
        *(*PLAIN, C.WORKING_DAYS, C.CASES, C.DATES),
    },
    "must acknowledge within 2 hours\n            unless resolved by then": {C.VALUES, C.ELAPSED, C.UNLESS},
    "must reply within 2 hours\n            or promise a date": {C.VALUES, C.ELAPSED, C.PROMISED},
    "must reply within 3 working days\n            extended to the date told, if complex": {
        *(*PLAIN, C.WORKING_DAYS, C.TOLD, C.FACTS),
    },
    "must reply within 3 working days\n            extended by 5 working days, if complex": {
        *(*PLAIN, C.WORKING_DAYS, C.EXTENSION, C.FACTS),
    },
    "must reply within 3 working days\n            extended by 5 working days, once, if told": {
        *(*PLAIN, C.WORKING_DAYS, C.TOLD_EXTENSION),
    },
    "must reply within 3 working days\n            paused while away": {*PLAIN, C.WORKING_DAYS, C.DAY_PAUSE},
    "must reply within 8 hours\n            paused while away": {C.VALUES, C.ELAPSED, C.PAUSE},
    "must reply within 2 hours\n            restarted by reopened": {C.VALUES, C.ELAPSED, C.RESTART},
    "must reply within 2 hours of the return\n            never later than 3 hours": {
        *(C.VALUES, C.ELAPSED, C.OTHER_EVENT, C.CAP),
    },
    "must reply within 2 hours of the return\n            never earlier than 1 hour": {
        *(C.VALUES, C.ELAPSED, C.OTHER_EVENT, C.FLOOR),
    },
    "must reply within 2 hours\n            or call within 3 hours": {C.VALUES, C.ELAPSED, C.OTHER_ACT},
    "must reply within 2 hours\n            target 90% each month": {C.VALUES, C.ELAPSED, C.SHARE},
    "must reply within 2 hours\n            target 50% within 1 hour, 90% within 2 hours each month": {
        *(C.VALUES, C.ELAPSED, C.SHARE, C.TIERS),
    },
    "must reply within 2 hours\n            target average 1 hour each month": {C.VALUES, C.ELAPSED, C.AVERAGE},
    "must reply within 2 hours\n            remedy £10\n                paid automatically within 5 working days": {
        *(C.VALUES, C.ELAPSED, C.REMEDY),
    },
}
# What a calendar says, how it counts, a promise, and what that adds to three working days.
CALENDARS = {
    "counting": ("", NEXT_OPEN, {C.NEXT_OPEN}),
    "day 1": ("", "the day of arrival is day 1", {C.DAY_1}),
    "cutoff 15:00": ("cutoff 15:00", DAY_0, {C.DAY_0, C.CUT_OFF}),
    "hours": (OPEN, DAY_0, {C.DAY_0, C.WEEKLY_HOURS}),
    "season": (
        f"{OPEN}, during 1 June to 31 August each year\n{OPEN}",
        DAY_0,
        {C.DAY_0, C.WEEKLY_HOURS, C.OTHER_HOURS},
    ),
    "dated": (f"{OPEN}\nopen 12 December 2026, 10:00 to 12:00", DAY_0, {C.DAY_0, C.WEEKLY_HOURS, C.OTHER_HOURS}),
    "night": ("open Monday to Friday, 22:00 to 06:00", DAY_0, {C.DAY_0, C.WEEKLY_HOURS, C.NIGHT_HOURS}),
    "always": ("open day and night", DAY_0, {C.DAY_0, C.ALWAYS_OPEN}),
    "announced": (
        'holidays also 9 June 2026, "a day", announced 1 June 2026',
        DAY_0,
        {C.DAY_0, C.ANNOUNCED},
    ),
    "counted": ('closed 29 December 2026, "a closure", counted as working days', DAY_0, {C.DAY_0, C.COUNTED_CLOSURE}),
    "not counted": ('not counted 1 July to 16 August each year, "summer"', DAY_0, {C.DAY_0, C.NOT_COUNTED}),
    "short": ("working days only, in periods of up to 5 days", DAY_0, {C.DAY_0, C.SHORT}),
}
WORDS_USED = """
state away "the officer is away"
    from leaving to the return
fact complex "it is complex"
event escalated
    when 3 misses of other.reply within 90 days

standard other
    for letter
    must reply within 3 working days
"""


def promise_of(policy: Policy | None, standard: str = "email") -> Promise:
    assert policy is not None
    return next(promise for promise in policy.promises() if promise.standard == standard)


@pytest.mark.parametrize("text", LIMITS)
def test_a_limit(text: str) -> None:
    policy = compiled(
        f"{WORDS_USED}\nstandard email\n    for email\n    {text.replace('            ', '        ')}\n"
    ).policy
    assert policy is not None
    assert set(constructs_of(promise_of(policy), policy)) == LIMITS[text]


@pytest.mark.parametrize("name", CALENDARS)
def test_a_calendar(name: str) -> None:
    lines, counting, added = CALENDARS[name]
    body = "standard email\n    for email\n    must reply within 3 working days\n"
    policy = compiled(body, calendar=lines, counting=counting).policy
    assert policy is not None
    assert set(constructs_of(promise_of(policy), policy)) == {C.VALUES, C.HOLIDAYS, C.WORKING_DAYS} | added


# Policy text, further lines of its calendar, and what its promise of emails has among others.
REST: dict[str, tuple[str, str, set[C]]] = {
    "opening hours": ("standard email\n    for email\n    must reply within 4 opening hours\n", OPEN, {C.OPENING}),
    "closing": (
        "standard email\n    for email\n    must reply within 2 working days, by closing time\n",
        OPEN,
        {C.CLOSING},
    ),
    "replaced": (
        "standard email\n    for email\n    must reply within 1 hour\nstandard best\n    for email about complaint\n"
        "    replaces email\n    must reply within 2 hours\n",
        OPEN,
        {C.REPLACED},
    ),
    "deemed": (
        'channel parcel\n    says "you send us a parcel"\n    arrives on second day after posting\nstandard email\n'
        "    for parcel\n    must reply within 3 working days\n",
        OPEN,
        {C.DEEMED},
    ),
    "a season": (
        "standard email\n    for email\n    must reply within 3 working days\n"
        "        while peak: within 5 working days\n",
        "season peak, 1 October to 15 November each year",
        {C.CASES, C.SEASONS},
    ),
    "another calendar": (
        "standard email\n    for email\n    must reply within 2 weeks, on calendar line\n"
        "calendar line\n    holidays       none\n    working days   Monday to Saturday\n"
        "    counting       the day of arrival is day 0\n    roll           as it falls\n",
        "roll forward",
        {C.OTHER_CALENDAR},
    ),
}


@pytest.mark.parametrize("name", REST)
def test_the_rest(name: str) -> None:
    text, lines, among = REST[name]
    policy = compiled(text, calendar=lines).policy
    assert policy is not None
    found = set(constructs_of(promise_of(policy), policy))
    assert found >= among
    if name == "another calendar":  # whose own closed days and rolls are meant, and not the policy's
        assert not found & {C.HOLIDAYS, C.ROLL}


def test_a_month_that_ends_in_the_next() -> None:
    policy = compiled("standard email\n    for email\n    must reply within 1 month, as it falls\n").policy
    assert policy is not None
    assert policy.calendar is not None
    assert C.NEXT_MONTH not in constructs_of(promise_of(policy), policy)
    calendar = dataclasses.replace(policy.calendar, month_end=MonthEnd.NEXT_MONTH)
    other = dataclasses.replace(policy, calendar=calendar)
    assert C.NEXT_MONTH in constructs_of(promise_of(other), other)


def test_every_construct_is_shown() -> None:
    shown = {one for found in LIMITS.values() for one in found}
    shown |= {one for _, _, found in CALENDARS.values() for one in found}
    shown |= {one for _, _, found in REST.values() for one in found} | {C.NEXT_MONTH}
    assert shown == set(C)


# Each field of the model that says what a promise is, by what it leads to; "" of what no deadline hangs on.
FIELDS: dict[type, dict[str, str]] = {
    Promise: {
        **dict.fromkeys(("id", "standard", "event", "verb", "actor", "strength", "manner", "saying", "basis"), ""),
        **dict.fromkeys(("assumed", "not_promises", "sources", "span"), ""),
        "who": "VALUES",
        "only": "FACTS",
        "limit": "WORKING_DAYS",
        "cases": "CASES",
        "excuses": "EXCUSES",
        "unless_by_then": "UNLESS",
        "dated": "PROMISED",
        "extension": "EXTENSION",
        "pauses": "PAUSE",
        "restart": "RESTART",
        "cap": "CAP",
        "floor": "FLOOR",
        "or_acts": "OTHER_ACT",
        "targets": "SHARE",
        "remedy": "REMEDY",
        "replaces": "REPLACED",
    },
    Within: {
        **dict.fromkeys(("promptly", "span"), ""),
        "amount": "WORKING_DAYS",
        "clear": "CLEAR_DAYS",
        "then": "TWO_AMOUNTS",
        "less": "LESS",
        "month_end": "MONTH_END",
        "event": "OTHER_EVENT",
        "roll": "ROLL",
        "by": "AT_A_TIME",
        "by_closing": "CLOSING",
        "same_time": "SAME_TIME",
        "day_and_night": "DAY_AND_NIGHT",
        "calendar": "OTHER_CALENDAR",
    },
    Notice: {
        "amount": "WORKING_DAYS",
        "event": "OTHER_EVENT",
        "then": "TWO_AMOUNTS",
        "clear": "CLEAR_DAYS",
        "at_most": "NOT_BEFORE",
        "after": "NOT_BEFORE",
        "roll": "ROLL",
        "calendar": "OTHER_CALENDAR",
        "span": "",
    },
    Every: {"step": "UPDATES", "until": ""},
    Case: {"condition": "FACTS", "limit": "CASES", "cases": "CASES", "variation": "", "span": ""},
    DatedReply: {"limit": "WORKING_DAYS", "name": "TOLD", "condition": "FACTS"},
    Extension: {
        "amount": "EXTENSION",
        "once": "EXTENSION",
        "if_told": "TOLD_EXTENSION",
        "told_by": "WORKING_DAYS",
        "condition": "FACTS",
    },
    Pause: {"start": "PAUSE", "end": "PAUSE", "both_days": "DAY_PAUSE", "state": ""},
    Target: {
        "tiers": "SHARE",
        "average": "AVERAGE",
        "each": "SHARE",
        "only": "FACTS",
        "excludes": "FACTS",
        "span": "",
    },
    Calendar: {
        **dict.fromkeys(("name", "zone", "first_year", "last_year", "span", "by_rule", "locked", "worked"), ""),
        "weekdays": "WORKING_DAYS",
        "hours": "WEEKLY_HOURS",
        "always_open": "ALWAYS_OPEN",
        "cutoff": "CUT_OFF",
        "counting": "DAY_0",
        "month_end": "NEXT_MONTH",
        "roll": "ROLL",
        "closed": "HOLIDAYS",
        "shut": "COUNTED_CLOSURE",
        "holidays": "HOLIDAYS",
        "closures": "HOLIDAYS",
        "not_counted": "NOT_COUNTED",
        "short": "SHORT",
    },
}


@pytest.mark.parametrize("of", FIELDS, ids=lambda of: of.__name__)
def test_no_field_of_the_model_is_forgotten(of: type) -> None:
    """A new field of the model has to be said here, and with that in `constructs` and in each product's facts."""
    assert {field.name for field in dataclasses.fields(of)} == set(FIELDS[of])
    assert {name for name in FIELDS[of].values() if name} <= {construct.name for construct in C}


@settings(max_examples=60, deadline=None)
@given(promises())
def test_any_promise_has_an_answer_in_every_product(promise: Promise) -> None:
    standard = Standard(id="made.email", name=promise.standard, title="", who=promise.who, promises=(promise,))
    policy = Policy(
        id="made", title="", header=Header(organisation="Made"), calendar=None, words=WORDS, standards=(standard,)
    )
    found = constructs_of(promise, policy)
    assert found
    assert all(desk.answers[construct].cites for desk in desks() for construct in found)
