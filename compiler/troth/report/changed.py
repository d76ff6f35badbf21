"""What changes between two policies for a log, and why a contact is judged as it is, as text for a terminal."""

from __future__ import annotations

from typing import Any

from rich.text import Text

from troth.calendars.local_time import LocalTime
from troth.report.answers import answer_text
from troth.wording.style import listed, plural

_NOT_MADE = "not made"


def explained_text(one: dict[str, Any], clock: LocalTime) -> Text:
    """A contact of a log: where it stands, what of it could not be read, and each promise with all that led to it."""
    text = Text(f"{one['contact']}", style="bold")
    text.append(f"  ({one['file']}:{one['row']})\n", style="not bold dim")
    if one["unreadable"]:
        text.append(f"  cannot be read: {listed(one['unreadable'])}\n", style="not bold magenta")
    if one["answer"] is None:
        text.append(f"  no promise of it can be judged: {one['unknown']}\n", style="not bold magenta")
        return text
    plain = Text()
    plain.append_text(text)
    plain.append_text(answer_text(one["answer"], clock, why=True))
    return plain


def under_text(policy: str) -> Text:
    """The head of what is said under one of two policies."""
    return Text(f"under {policy}\n", style="bold underline")


def changes_text(data: dict[str, Any]) -> Text:
    """Each kind of change with how many rows, the first contact that shows it, and why."""
    text = Text()
    for one in data["changes"]:
        before, after = one["before"] or _NOT_MADE, one["after"] or _NOT_MADE
        text.append(one["promise"], style="bold")
        moved = f", {one['deadline']}" if one["deadline"] else ""
        change = before if before == after else f"{before} → {after}"
        text.append(f"  {change}{moved}: {plural(one['rows'], 'row')}\n")
        text.append(f"  first: {one['first']}\n", style="dim")
        for which, says in (("was", one["said"]), ("is", one["says"])):
            if says:
                text.append(f"    {which} due {says}\n", style="dim")
        text.append(f"  why: {one['why']}\n")
    text.append(f"{plural(data['contacts'], 'contact')} compared: {data['changed']:,} change\n")
    return text
