"""How far targets are reached, as text for a terminal, from the answers to several contacts as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.text import Text

from troth.wording.money import sum_text
from troth.wording.style import plural

_ALL = "all"
"""The period of a target that says none."""


def measured_text(found: dict[str, Any]) -> Text:
    """Each target, a row a period; then what could not be counted and why, what is owed, and what was rejected."""
    text = Text()
    rows = found["targets"]
    widths = [max((len(cells[column]) for cells in map(_cells, rows)), default=0) for column in range(3)]
    before = None
    for row in rows:
        if (name := _name(row)) != before:
            text.append(row["id"], style="bold")
            text.append(f"  {name.removeprefix(row['id']).lstrip()}\n")
        before = name
        said = "  ".join(cell.ljust(width) for cell, width in zip(_cells(row), widths, strict=True))
        text.append(f"  {said}  ")
        verdict, colour = _REACHED[row["reached"]]
        text.append(f"{verdict}\n", style=colour)
    if not rows and not found["amounts"]:
        text.append(f"No target of the policy {found['policy']} is about these contacts.\n")
    text.append_text(_listed("Not counted:", _uncounted(found["uncounted"])))
    text.append_text(_listed("Owed in all:", map(_total, found["amounts"])))
    text.append_text(_listed("Rejected:", map(_rejected, found["rejected"])))
    judged, rejected = len(found["contacts"]), len(found["rejected"])
    text.append(f"{plural(judged + rejected, 'contact')} read: {judged} judged, {rejected} rejected\n")
    return text


_REACHED = {True: ("reached", "green"), False: ("not reached", "red"), None: ("nothing to count yet", "dim")}


def _name(row: dict[str, Any]) -> str:
    """`calls.answer 90% within 20 seconds each month`, and of a row of a table, whom it is for."""
    return f"{row['id']} {row['says']}" + (f", for {row['for']}" if row["for"] else "")


def _cells(row: dict[str, Any]) -> tuple[str, str, str]:
    """The period, how many contacts, and what they come to: `87.5%`, or `3.667 working days`."""
    counted = row["counted"]
    period = row["period"] or _ALL
    if row["share"] is not None:
        return period, f"{row['met']:,} of {counted:,} in time", f"{row['share']}%"
    if row["average"] is not None:
        n, unit = row["average"]
        return period, plural(counted, "contact"), f"{n} {unit}{'' if n == '1' else 's'} on average"
    return period, plural(counted, "contact"), ""


def _uncounted(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    said: dict[str, list[str]] = {}
    for row in rows:
        said.setdefault(_name(row), []).append(f"{row['contacts']:,} {row['why']}")
    return (f"{name}: {', '.join(why)}" for name, why in said.items())


def _rejected(row: dict[str, Any]) -> str:
    whose = f" (id {row['id']})" if "id" in row else ""
    error = row["error"]
    return f"line {row['line']}{whose}: {error['code']} {error['message']}; {error['help']}"


def _total(one: dict[str, Any]) -> str:
    """`£1,050`, of a total as data."""
    whole, _, part = one["total"].partition(".")
    return sum_text(int(whole + part), one["currency"], len(part))


def _listed(title: str, lines: Iterable[str]) -> Text:
    """Lines beneath a title; nothing where there are none."""
    said = [f"  {line}\n" for line in lines]
    return Text("".join((f"{title}\n", *said)) if said else "")
