"""What moved a deadline, or did not and why, in words.

Standard library only: compiled checkers carry it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from troth.wording.style import day_text, listed


def so_text(clause: str, holds: bool) -> str:
    """`the case is complex`, `it is not true that the case is complex`."""
    return clause if holds else f"it is not true that {clause}"


def effect_text(kind: str, day: date | None, until: date | None, by: str, amount: str, so: str, name: str) -> str:
    """What moved a deadline, or did not and why (`deadlines.moved.EffectKind`).

    `by`: when it had to be at the latest; `amount`: of the extension; `so`: whether its condition, or that of the date,
    holds, as a clause; `name`: promised or told, of a date; of a restart, its event.
    """
    on = "" if day is None else day_text(day)
    match kind:
        case "restarted":
            return f"counted anew from {on}"
        case "restarted late":
            return f"{name} on {on}: too late to count anew, as it was due {by}"
        case "extended":
            return f"extended by {amount}, as {so}" if so else f"extended by {amount}"
        case "told":
            return f"extended by {amount}, as told on {on}"
        case "told late":
            return f"told on {on}, too late to extend it: it had to be {by}"
        case "told early":
            return f"told on {on}, which extends nothing yet: the time for it has not begun"
        case "told, not so":
            return f"told on {on}, which extends nothing: {so}"
        case "told again":
            return f"told again on {on}, which extends nothing: it is extended once only"
        case "paused":
            return f"paused on {on}" if until is None or until == day else f"paused from {on} to {day_text(until)}"
        case "paused late":
            return f"paused from {on}, after the deadline, which moves nothing"
        case "still paused":
            return f"paused since {on}"
        case "dated":
            return f"a date was {name} in time, on {on}"
        case "dated late":
            return f"a date was {name} on {on}, too late: it had to be {by}"
        case "dated early":
            return f"a date was {name} on {on}, which counts for nothing yet: the time for it has not begun"
        case "dated, not so":
            return f"a date was {name} on {on}, which counts for nothing: {so}"
        case "undated":
            return f"{name} on {on}, but the date is not given: say it with `--date {name}=DATE`"
        case _:
            raise AssertionError(kind)


def announced_text(on: str, closed: Iterable[tuple[str, str]], by: str) -> str:
    """`19 September 2022 (State funeral) was announced on 10 September 2022: until then it was due by the end of …`.

    `closed`: each day that was announced with its name.
    """
    days = [f"{day} ({name})" for day, name in closed]
    return f"{listed(days, 'and')} {'was' if len(days) == 1 else 'were'} announced on {on}: until then it was due {by}"


_MOVED_NOTHING = frozenset(
    {"restarted late", "told late", "told early", "told, not so", "told again", "paused late"}
    | {"dated late", "dated early", "dated, not so", "undated"}
)


def remarks(effects: Iterable[tuple[str, str]], *, with_pauses: bool) -> list[str]:
    """What a summary says of effects, given each kind with its text: the first of each that moved nothing, or anew.

    Somebody may have expected another deadline. `with_pauses`: also of pauses, where no days say when time stood still.
    """
    shown: dict[str, str] = {}
    for kind, text in effects:
        if kind in (*_MOVED_NOTHING, "restarted") or (with_pauses and kind in ("paused", "still paused")):
            shown.setdefault(kind, text)
    return list(shown.values())
