"""A policy of the corpus as text of the language, line by line. Nothing here is the compiler's."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle.corpus_spec import Case, Channel, Policy, Promise, Standard
from tests.oracle.corpus_text_calendar import calendar_lines
from tests.oracle.corpus_text_limits import (
    ROLLINGS,
    amount_text,
    amounts_text,
    by_name,
    date_text,
    endings_text,
    except_text,
    limit_text,
    noun_of,
    when_text,
)
from tests.oracle.corpus_text_measures import remedy_lines, target_lines

MONTH_ENDS = {"last": "the last day of the month", "next": "the first day of the next month"}
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
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
        *(STEP + line for line in _basis_lines(policy.basis)),
    ]
    for calendar in policy.calendars:
        lines += ["", f"calendar {calendar.name}", *(STEP + line for line in calendar_lines(calendar))]
        limits = repr((policy.standards, policy.variations))
        if "'month')" in limits or "'year')" in limits:
            lines.append(f"{STEP}month end {MONTH_ENDS[calendar.month_end]}")
    if any((policy.facts, policy.categories, policy.states, policy.events, policy.channels, policy.breaches)):
        lines.append("")
    for channel in policy.channels:
        lines += _channel_lines(channel, policy)
    for breach in policy.breaches:
        window = f" within {amount_text(breach.window)}" if breach.window else ""
        misses = f"{breach.misses} miss{'' if breach.misses == 1 else 'es'}"
        lines += [f"event {breach.event}", f"{STEP}noun {breach.noun}"]
        lines.append(f"{STEP}when {misses} of {breach.promise}{window}")
    for event, verb, noun in policy.events:
        lines += [f"event {event}", f"{STEP}verb {verb}", f"{STEP}noun {noun}"]
    lines += [f'fact {name} "{clause}"' for name, clause in policy.facts]
    for name, clause, start, end in policy.states:
        lines += [f'state {name} "{clause}"', f"{STEP}from {by_name(start, policy)} to {by_name(end, policy)}"]
    lines += [f"category {name}: {', '.join(values)}" for name, values in policy.categories]
    for standard in policy.standards:
        lines += ["", *standard_lines(standard, policy)]
    for variation in policy.variations:
        lines += ["", f'variation {variation.name} "{variation.name.capitalize()}"']
        lines.append(f"{STEP}from {date_text(variation.first)} to {date_text(variation.last)}")
        lines += [f"{STEP}{name}: {limit_text(limit, policy)}" for name, limit in variation.limits]
    return lines


def _basis_lines(basis: str) -> list[str]:
    return [f"basis {basis}" if basis == "promise" else f'basis law "{basis}"'] if basis else []


def _channel_lines(channel: Channel, policy: Policy) -> list[str]:
    if channel.sent_before:
        arrives = f"arrives when sent before {channel.sent_before} on a working day, otherwise on the next working day"
    else:
        assert channel.after is not None
        n, unit = channel.after
        nth = ORDINALS[n - 1] if n <= len(ORDINALS) else f"{n}th"
        event = by_name(channel.event, policy).removeprefix("the ")
        arrives = f"arrives on {nth} {unit} after {event}{ROLLINGS[channel.roll]}"
    return [f'channel {channel.name} "you write to us by {channel.name}"', STEP + arrives]


def standard_lines(standard: Standard, policy: Policy) -> Iterator[str]:
    yield f"standard {standard.name}"
    if standard.calendar:
        yield f"{STEP}calendar {standard.calendar}"
    yield from (STEP + line for line in _basis_lines(standard.basis))
    yield f"{STEP}for {', '.join(standard.channels)}{''.join(f' {when_text(when)}' for when in standard.only)}"
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
        yield except_text(when)
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
    yield from (f"restarted by {by_name(event, policy)}" for event in promise.restarts)
    for word, bound in (("later", promise.cap), ("earlier", promise.floor)):
        if bound is not None:
            of = f" after {noun_of(bound.of, policy)}" if bound.of else ""
            yield f"never {word} than {amounts_text(bound)}{of}{endings_text(bound)}"
    for verb, limit in promise.or_acts:
        yield f"or {verb} {limit_text(limit, policy)}"
    for target in promise.targets:
        yield from target_lines(target, policy)
    if promise.remedy is not None:
        yield from remedy_lines(promise.remedy, policy)
    yield from _basis_lines(promise.basis)


def _case_lines(case: Case, policy: Policy) -> Iterator[str]:
    yield f"{when_text(case.when)}: {limit_text(case.limit, policy)}"
    for inner in case.cases:
        for line in _case_lines(inner, policy):
            yield STEP + line
