"""A policy of the corpus as text of the language, line by line. Nothing here is the compiler's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from tests.oracle.corpus_spec import (
    NOUNS,
    Amount,
    Calendar,
    Case,
    Closure,
    Hours,
    Limit,
    Policy,
    Promise,
    Standard,
    When,
)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
COUNTINGS = {
    "day 0": "the day of arrival is day 0",
    "next open": "a contact that arrives while closed arrives when we next open",
    "day 1": "the day of arrival is day 1",
}
MONTH_ENDS = {"last": "the last day of the month", "next": "the first day of the next month"}
ROLLINGS = {"forward": ", rolling forward", "back": ", rolling back", "falls": ", as it falls", None: ""}
STEP = "    "


def policy_lines(policy: Policy) -> list[str]:
    """The whole text of a policy, as lines without their ends."""
    lines = [
        f'policy {policy.name} "Conformance"',
        f'{STEP}organisation "Conformance"',
        f'{STEP}approved 3 March 2026 by "Board"',
        f"{STEP}review every 3 years",
        f"{STEP}applies to customers, colleagues",
        f"{STEP}calendar {policy.calendar().name}",
    ]
    for calendar in policy.calendars:
        lines += ["", f"calendar {calendar.name}", *(STEP + line for line in calendar_lines(calendar))]
        if "'month')" in repr(policy.standards) or "'year')" in repr(policy.standards):
            lines.append(f"{STEP}month end {MONTH_ENDS[calendar.month_end]}")
    if any((policy.facts, policy.categories, policy.states, policy.events)):
        lines.append("")
    for event, verb, noun in policy.events:
        lines += [f"event {event}", f"{STEP}verb {verb}", f"{STEP}noun {noun}"]
    lines += [f'fact {name} "{clause}"' for name, clause in policy.facts]
    for name, clause, start, end in policy.states:
        lines += [f'state {name} "{clause}"', f"{STEP}from {_by_name(start, policy)} to {_by_name(end, policy)}"]
    lines += [f"category {name}: {', '.join(values)}" for name, values in policy.categories]
    for standard in policy.standards:
        lines += ["", *standard_lines(standard, policy)]
    return lines


def calendar_lines(calendar: Calendar) -> Iterator[str]:
    first, last = calendar.years
    yield f"time zone {calendar.zone}"
    yield f"years {first} to {last}" if first != last else f"years {first} to {first}"
    yield f"holidays {'in any of ' if len(calendar.regions) > 1 else ''}{', '.join(calendar.regions) or 'none'}"
    for name in calendar.dropped:
        yield f'holidays except "{name}"'
    for day, name in calendar.holidays:
        yield f'holidays also {date_text(day)}, "{name}"'
    if calendar.weekdays:
        yield f"working days {weekdays_text(calendar.weekdays)}"
    for hours in () if isinstance(calendar.hours, str) else calendar.hours:
        yield hours_text(hours)
    if calendar.hours == "always":
        yield "open day and night"
    for closure in calendar.closures:
        yield closure_text(closure)
    if calendar.cutoff:
        yield f"cutoff {calendar.cutoff}"
    for name, start, end in calendar.seasons:
        yield f"season {name}, {yearly_text(start, end)}"
    yield f"counting {COUNTINGS[calendar.counting]}"
    if calendar.roll is not None:
        yield f"roll {'as it falls' if calendar.roll == 'falls' else calendar.roll}"


def hours_text(hours: Hours) -> str:
    spans = " and ".join(f"{opens} to {closes}" for opens, closes in hours.spans)
    if hours.dates is not None:
        return f"open {range_text(*hours.dates)}, {spans}"
    season = "" if hours.season is None else f", during {yearly_text(*hours.season)}"
    return f"open {weekdays_text(hours.weekdays)}, {spans}{season}"


def closure_text(closure: Closure) -> str:
    works = ", counted as working days" if closure.works else ""
    if isinstance(closure.first, dt.date):
        assert isinstance(closure.last, dt.date)
        return f'closed {range_text(closure.first, closure.last)}, "{closure.name}"{works}'
    assert not isinstance(closure.last, dt.date)
    return f'closed {yearly_text(closure.first, closure.last)}, "{closure.name}"{works}'


def weekdays_text(days: frozenset[int]) -> str:
    """`Monday to Friday`, or the days one by one."""
    listed = sorted(days)
    if len(listed) > 2 and listed == list(range(listed[0], listed[-1] + 1)):
        return f"{WEEKDAYS[listed[0]]} to {WEEKDAYS[listed[-1]]}"
    return ", ".join(WEEKDAYS[day] for day in listed)


def yearly_text(first: tuple[int, int], last: tuple[int, int]) -> str:
    return f"{first[1]} {MONTHS[first[0] - 1]} to {last[1]} {MONTHS[last[0] - 1]} each year"


def range_text(first: dt.date, last: dt.date) -> str:
    return date_text(first) if first == last else f"{date_text(first)} to {date_text(last)}"


def date_text(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def standard_lines(standard: Standard, policy: Policy) -> Iterator[str]:
    yield f"standard {standard.name}"
    if standard.calendar:
        yield f"{STEP}calendar {standard.calendar}"
    yield f"{STEP}for {', '.join(standard.channels)}"
    for promise in standard.promises:
        for line in promise_lines(promise, policy):
            yield STEP + line


def promise_lines(promise: Promise, policy: Policy) -> Iterator[str]:
    head = f"{promise.party} {promise.strength} {promise.verb}".strip()
    if promise.every is not None:
        yield f"{head} every {_amounts(promise.every)} until {_noun(promise.until, policy)}"
    elif promise.by:
        yield f"{head}, by {promise.by}"
    else:
        yield f"{head} {limit_text(promise.limit, policy)}"
    for line in _beneath(promise, policy):
        yield STEP + line


def _beneath(promise: Promise, policy: Policy) -> Iterator[str]:
    for case in promise.cases:
        yield from _case_lines(case, policy)
    yield from (_when_text(when) for when in promise.conditions)
    for when in promise.excuses:
        yield "except on closed days" if when.kind == "closed" else f"except {_when_text(when)}"
    if promise.unless:
        yield f"unless {promise.unless} by then"
    if promise.extension is not None:
        extension = promise.extension
        told = ", if told" if extension.told else ""
        by = f" {limit_text(extension.told_by, policy)}" if extension.told_by else ""
        fact = f", if {extension.fact}" if extension.fact else ""
        yield f"extended by {_amount(extension.more)}{', once' if extension.once else ''}{told}{by}{fact}"
    if promise.dated is not None:
        by = f" {limit_text(promise.dated.limit, policy)}" if promise.dated.limit else ""
        fact = f", if {promise.dated.fact}" if promise.dated.fact else ""
        if promise.dated.kind == "promised":
            yield f"or promise a date{by}"
        else:
            yield f"extended to the date told{f', if told{by}' if by else ''}{fact}"
    for pause in promise.pauses:
        both = ", both days included" if pause.both_days else ""
        if pause.state:
            yield f"paused while {pause.state}{both}"
        else:
            yield f"paused from {_by_name(pause.start, policy)} to {_by_name(pause.end, policy)}{both}"
    for word, bound in (("later", promise.cap), ("earlier", promise.floor)):
        if bound is not None:
            of = f" after {_noun(bound.of, policy)}" if bound.of else ""
            yield f"never {word} than {_amounts(bound)}{of}{_endings(bound)}"
    for verb, limit in promise.or_acts:
        yield f"or {verb} {limit_text(limit, policy)}"


def _case_lines(case: Case, policy: Policy) -> Iterator[str]:
    yield f"{_when_text(case.when)}: {limit_text(case.limit, policy)}"
    for inner in case.cases:
        for line in _case_lines(inner, policy):
            yield STEP + line


def _when_text(when: When) -> str:
    negated = "" if when.holds else "not "
    match when.kind:
        case "if" | "while":
            return f"{when.kind} {negated}{when.names[0]}"
        case "while season":
            return f"while {when.names[0]}"
        case "for":
            return f"for {', '.join(when.names)}"
        case "value":
            return ", ".join(when.names[1:])
        case "from" | "until":
            assert when.day is not None
            return f"{when.kind} {date_text(when.day)}"
        case _:
            return when.kind


def limit_text(limit: Limit, policy: Policy) -> str:
    """`within 3 working days of the visit, by closing time`."""
    return limit.said or f"{_bare(limit, policy)}{_endings(limit)}"


def _bare(limit: Limit, policy: Policy) -> str:
    event = _noun(limit.of, policy)
    of = "" if limit.of == "arrives" else f" of {event}" if event.startswith("the ") else f" after {event}"
    match limit.kind:
        case "within":
            return f"within {_amounts(limit)}{of}"
        case "next working day":
            return f"by the end of the next working day{of}"
        case "same day":
            return f"on the same day{of}"
        case "back":
            return f"at least {_amounts(limit)} before {event}"
        case "at most back":
            return f"at most {_amounts(limit)} before {event}"
        case "after":
            return f"at least {_amounts(limit)} after {event}"
        case "at" | "before":
            return f"{limit.kind} {event}"
        case "during":
            return "during the contact"
        case "carried" | "vague":
            return limit.words
        case "before ring":
            return f"before ring {limit.amounts[0][0]}"
        case "rings":
            return f"within {_amounts(limit)}"
        case _:
            return "no promise"


def _amounts(limit: Limit) -> str:
    clear = "clear " if limit.clear else ""
    text = " and ".join(_amount(amount, clear) for amount in limit.amounts)
    return text + (f" less {_amount((limit.less, 'day'))}" if limit.less else "")


def _amount(amount: Amount, clear: str = "") -> str:
    n, unit = amount
    return f"{n} {clear}{unit}{'' if n == 1 else 's'}"


def _endings(limit: Limit) -> str:
    text = ROLLINGS[limit.roll] + (", day and night" if limit.day_and_night else "")
    text += ", to the end of the month" if limit.month_end else ""
    if limit.ends == "closing":
        text += ", by closing time"
    elif limit.ends == "same time":
        text += ", at the same time of day"
    elif limit.ends:
        text += f", by {limit.ends}"
    return text + (f", on calendar {limit.calendar}" if limit.calendar else "")


def _noun(event: str, policy: Policy) -> str:
    """`the visit`; of an event without a noun its past form; `the later of the arrival and the fee`."""
    which, _, parts = event.partition(" ")
    if which in ("later", "earlier"):
        return f"the {which} of {' and '.join(_noun(part, policy) for part in parts.split('|'))}"
    return _by_name(event, policy)


def _by_name(event: str, policy: Policy) -> str:
    nouns = NOUNS | {name: noun for name, _, noun in policy.events}
    return f"the {nouns[event]}" if event in nouns else event
