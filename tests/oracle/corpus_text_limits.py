"""Limits, conditions and events of the corpus as text of the language. Nothing here is the compiler's."""

from __future__ import annotations

import datetime as dt

from tests.oracle.corpus_spec import NOUNS, Amount, Limit, Policy, When

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ROLLINGS = {"forward": ", rolling forward", "back": ", rolling back", "falls": ", as it falls", None: ""}


def date_text(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def when_text(when: When) -> str:
    negated = "" if when.holds else "not "
    match when.kind:
        case "if" | "while":
            return f"{when.kind} {negated}{when.names[0]}"
        case "while season":
            return f"while {when.names[0]}"
        case "for":
            return f"for {', '.join(when.names)}"
        case "stage":
            return f"at stage {when.names[0]}"
        case "value":
            return ", ".join(when.names[1:])
        case "from" | "until":
            assert when.day is not None
            return f"{when.kind} {date_text(when.day)}"
        case _:
            return when.kind


def except_text(when: When) -> str:
    return "except on closed days" if when.kind == "closed" else f"except {when_text(when)}"


def limit_text(limit: Limit, policy: Policy) -> str:
    """`within 3 working days of the visit, by closing time`."""
    return limit.said or f"{_bare(limit, policy)}{endings_text(limit)}"


def _bare(limit: Limit, policy: Policy) -> str:
    event = noun_of(limit.of, policy)
    of = "" if limit.of == "arrives" else f" of {event}" if event.startswith("the ") else f" after {event}"
    match limit.kind:
        case "within":
            return f"within {amounts_text(limit)}{of}"
        case "next working day":
            return f"by the end of the next working day{of}"
        case "same day":
            return f"on the same day{of}"
        case "back":
            return f"at least {amounts_text(limit)} before {event}"
        case "at most back":
            return f"at most {amounts_text(limit)} before {event}"
        case "after":
            return f"at least {amounts_text(limit)} after {event}"
        case "at" | "before":
            return f"{limit.kind} {event}"
        case "during":
            return "during the contact"
        case "carried" | "vague":
            return limit.words
        case "before ring":
            return f"before ring {limit.amounts[0][0]}"
        case "rings":
            return f"within {amounts_text(limit)}"
        case _:
            return "no promise"


def amounts_text(limit: Limit) -> str:
    clear = "clear " if limit.clear else ""
    text = " and ".join(amount_text(amount, clear) for amount in limit.amounts)
    return text + (f" less {amount_text((limit.less, 'day'))}" if limit.less else "")


def amount_text(amount: Amount, clear: str = "") -> str:
    n, unit = amount
    return f"{n} {clear}{unit}{'' if n == 1 else 's'}"


def endings_text(limit: Limit) -> str:
    text = ROLLINGS[limit.roll] + (", day and night" if limit.day_and_night else "")
    text += ", to the end of the month" if limit.month_end else ""
    if limit.ends == "closing":
        text += ", by closing time"
    elif limit.ends == "same time":
        text += ", at the same time of day"
    elif limit.ends:
        text += f", by {limit.ends}"
    return text + (f", on calendar {limit.calendar}" if limit.calendar else "")


def noun_of(event: str, policy: Policy) -> str:
    """`the visit`; of an event without a noun its past form; `the later of the arrival and the fee`."""
    which, _, parts = event.partition(" ")
    if which in ("later", "earlier"):
        return f"the {which} of {' and '.join(noun_of(part, policy) for part in parts.split('|'))}"
    return by_name(event, policy)


def by_name(event: str, policy: Policy) -> str:
    nouns = NOUNS | {name: noun for name, _, noun in policy.events}
    nouns |= {breach.event: breach.noun for breach in policy.breaches}
    return f"the {nouns[event]}" if event in nouns else event
