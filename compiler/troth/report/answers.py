"""A contact's answer as text for a terminal, from the answer as data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from rich.text import Text

from troth.calendars.local_time import LocalTime, to_instant
from troth.wording.explanation import in_force_text
from troth.wording.style import date_text, day_text, instant_text, listed

_COLOURS = {"met": "green", "late": "red", "early": "red", "overdue": "red", "at risk": "yellow", "unknown": "magenta"}
_MISSES = ("late", "overdue")
_WIDTH = 80
_MOST_NAMED = 3
"""Promises that are named where a way to reach them is shown."""


def answer_text(answer: dict[str, Any], clock: LocalTime, *, why: bool = False) -> Text:
    """Every promise: identity, status, rule, deadline, and in a sentence why; with `why`, all that led to it.

    `clock` is that of the calendar, in whose local time the act is said.
    """
    text = Text()
    if not answer["promises"] and not answer["unmeasured"]:
        text.append(f"The policy {answer['policy']} promises nothing for this contact.\n")
    for promise in answer["promises"]:
        text.append(promise["id"], style="bold")
        if promise["case"]:
            text.append(f"  ({promise['case']})")
        text.append("  ")
        text.append(f"{promise['status']}\n", style=_COLOURS.get(promise["status"], "cyan"))
        text.append(_folded(_rule(promise)), style="dim")
        text.append(_folded(promise["says"]))
        if promise["summary"]:
            text.append(_folded(promise["summary"]))
        if why:
            text.append("".join(f"    {line}\n" for line in _every_day(promise)), style="dim")
            moved = [one for one in promise["moved"] if one not in promise["summary"]]
            moved += [f"without that: {promise['unmoved']['says']}"] if "unmoved" in promise else []
            text.append("".join(map(_folded, moved)))
        if promise["done"]:
            late = f", {_late(promise['late_by_seconds'])} late" if promise["late_by_seconds"] else ""
            text.append(_folded(f"done {_moment(promise['done'], clock)}{late}"))
        text.append("".join(map(_folded, _owed(promise, why=why))))
    for promise in answer["unmeasured"]:
        text.append(promise["id"], style="bold")
        text.append(f"  not measured\n  {promise['says']}\n")
    return text


def _owed(promise: dict[str, Any], *, why: bool) -> Iterator[str]:
    """`owed £60: £30, and £30 for 1 further period of 24 hours`; with `why`, how it was counted."""
    if promise["status"] not in _MISSES or "remedy" not in promise:
        return
    remedy = promise["remedy"]
    yield f"owed{':' if promise['amount'] is None else ''} {remedy['says']}"
    yield from remedy["because"] if why else ()


def _rule(promise: dict[str, Any]) -> str:
    """`must reply within 3 working days, in force until 31 March 2027 (polha.policy:108)`."""
    rule = promise["rule"]
    text = str(rule["text"])
    if "version" in promise:
        in_force = in_force_text(promise["version"])
        if in_force.removeprefix("in force ") not in (promise["case"] or ""):
            text += f", {in_force}"
    return f"{text} ({rule['path']}:{rule['line']})"


def _every_day(promise: dict[str, Any]) -> Iterator[str]:
    """Each day, named once for all that is said of it."""
    before = None
    for reason in promise["because"]:
        day = date.fromisoformat(reason["date"])
        named = "" if day == before else f"{day_text(day)[:3]} {date_text(day)}"
        yield f"{'+' if reason['counts'] else ' '} {named:<22} {reason['why']}"
        before = day


def _folded(line: str) -> str:
    """A line beneath a promise, folded where a terminal would break it."""
    folded = textwrap.wrap(line, _WIDTH - 1, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
    return "\n".join(folded) + "\n"


def _moment(said: str, clock: LocalTime) -> str:
    """`at 9:30am on Friday 5 June 2026`; `on Friday 5 June 2026` where only the day is known."""
    if "T" not in said:
        return f"on {day_text(date.fromisoformat(said))}"
    return f"at {instant_text(clock.local(to_instant(datetime.fromisoformat(said))))}"


def no_deadline_text(policy: str) -> Text:
    """What is said of a policy that measures nothing."""
    return Text(f"The policy {policy} promises no deadline.\n")


def would_apply_text(ways: Mapping[tuple[str, ...], Sequence[str]]) -> Text:
    """Which flags would make promises apply, and which promises: a line for each way."""
    text = Text()
    for flags, promises in ways.items():
        said = [*promises[:_MOST_NAMED], *([f"{len(promises) - _MOST_NAMED} more"] * (len(promises) > _MOST_NAMED))]
        text.append("  with `")
        text.append(" ".join(flags), style="bold")
        text.append(f"`: {listed(said, 'and')}\n")
    return text


def _late(seconds: int) -> str:
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, rest = divmod(rest, 60)
    parts = ((days, "day"), (hours, "hour"), (minutes, "minute"), (rest, "second"))
    said = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n]
    return " ".join(said[:2]) or "0 seconds"
