"""A contact's answer as text for a terminal, from the answer as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rich.text import Text

from troth.wording.style import date_text, day_text, listed

_COLOURS = {"met": "green", "late": "red", "overdue": "red", "at risk": "yellow", "unknown": "magenta"}
_STRENGTHS = {"must": "must", "should": "should", "aim": "aims to", "may": "may"}
_MOST_NAMED = 3
"""Promises that are named where a way to reach them is shown."""


def answer_text(answer: dict[str, Any]) -> Text:
    """Every promise: identity, status, deadline, and the days with why each counts or does not."""
    text = Text()
    if not answer["promises"] and not answer["unmeasured"]:
        text.append(f"The policy {answer['policy']} promises nothing for this contact.\n")
    for promise in answer["promises"]:
        text.append(promise["id"], style="bold")
        if promise["case"]:
            text.append(f"  ({promise['case']})")
        text.append("  ")
        text.append(f"{promise['status']}\n", style=_COLOURS.get(promise["status"], "cyan"))
        text.append(f"  {_STRENGTHS[promise['strength']]}: {promise['says']}\n")
        if "extended_by" in promise:
            text.append(f"    extended by {promise['extended_by']}\n", style="dim")
        for reason in promise["because"]:
            day = date.fromisoformat(reason["date"])
            mark = "+" if reason["counts"] else " "
            text.append(f"    {mark} {day_text(day)[:3]} {date_text(day):<18} {reason['why']}\n", style="dim")
        if promise["done"]:
            late = f", {_late(promise['late_by_seconds'])} late" if promise["late_by_seconds"] else ""
            text.append(f"    done {promise['done']}{late}\n", style="dim")
    for promise in answer["unmeasured"]:
        text.append(promise["id"], style="bold")
        text.append(f"  not measured\n  {promise['says']}\n")
    return text


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
