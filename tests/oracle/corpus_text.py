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
        lines += [f'state {name} "{clause}"', f"{STEP}from {by_name(start, policy)} to {by_name(end, policy)}"]
    lines += [f"category {name}: {', '.join(values)}" for name, values in policy.categories]
    for standard in policy.standards:
        lines += ["", *standard_lines(standard, policy)]
    return lines


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
        yield f"{head} every {amounts_text(promise.every)} until {noun_of(promise.until, policy)}"
    elif promise.by:
        yield f"{head}, by {promise.by}"
    else:
        yield f"{head} {limit_text(promise.limit, policy)}"
    for line in _beneath(promise, policy):
        yield STEP + line


def _beneath(promise: Promise, policy: Policy) -> Iterator[str]:
    for case in promise.cases:
        yield from _case_lines(case, policy)
    yield from (when_text(when) for when in promise.conditions)
    for when in promise.excuses:
        yield "except on closed days" if when.kind == "closed" else f"except {when_text(when)}"
    if promise.unless:
        yield f"unless {promise.unless} by then"
    if promise.extension is not None:
        extension = promise.extension
        told = ", if told" if extension.told else ""
        by = f" {limit_text(extension.told_by, policy)}" if extension.told_by else ""
        fact = f", if {extension.fact}" if extension.fact else ""
        yield f"extended by {amount_text(extension.more)}{', once' if extension.once else ''}{told}{by}{fact}"
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
            yield f"paused from {by_name(pause.start, policy)} to {by_name(pause.end, policy)}{both}"
    for word, bound in (("later", promise.cap), ("earlier", promise.floor)):
        if bound is not None:
            of = f" after {noun_of(bound.of, policy)}" if bound.of else ""
            yield f"never {word} than {amounts_text(bound)}{of}{endings_text(bound)}"
    for verb, limit in promise.or_acts:
        yield f"or {verb} {limit_text(limit, policy)}"


def _case_lines(case: Case, policy: Policy) -> Iterator[str]:
    yield f"{when_text(case.when)}: {limit_text(case.limit, policy)}"
    for inner in case.cases:
        for line in _case_lines(inner, policy):
            yield STEP + line


