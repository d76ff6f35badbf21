"""What is not known, in words: which flag of `troth due` says it.

Standard library only: compiled checkers carry it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from troth.wording.style import listed


def ask_text(missing: str, event: str, categories: dict[str, Any]) -> str:
    """Which flag says what is missing (`Judged.missing`); `event`: that of the promise; `categories`: with values."""
    kind, _, name = missing.partition(" ")
    if kind in ("fact", "state"):
        return f"say it with {_flag('fact', name, 'yes')} or {_flag('fact', name, 'no')}"
    if kind == "category":
        own = name in ("priority", "stage")
        flag = f"`--{name} VALUE`" if own else _flag("category", name, "VALUE")
        return f"say it with {flag}: {listed([str(value) for value in categories.get(name, ())])}"
    if kind == "count":
        return f"say it with `--fact {name}=NUMBER`, or with `--fact {name}=none` if it was never answered"
    if kind == "event":
        return f"say when it was with {_flag('at', name, 'TIME')}"
    if missing == "time of arrival":
        return "only the day is given: say the time of day too, as in `--arrives 2026-06-01T10:00`"
    if missing == "time of a pause":
        return "only a day is given: say the time of day of its start and its end too"
    names = _parts(name.removeprefix("of event ")) if name.startswith("of event ") else [event]
    flags = [_flag("at", name, "2026-06-01T10:00") for name in names if name != "arrives"]
    return f"only the day is given: say the time of day too, as in {listed(flags)}"


def _parts(event: str) -> list[str]:
    """The two events of `later of arrives and paid`, or the event itself."""
    which, of, rest = event.partition(" of ")
    one, both, other = rest.rpartition(" and ")
    return [one, other] if of and both and which in ("later", "earlier") else [event]


def waits_text(event: str, dates: Iterable[str], missed: str = "") -> str:
    """Which flag says when the event was for which something waits; or a date, one of those that contacts carry.

    `missed`: the promise whose misses set the event off.
    """
    if missed:
        earlier, own = _flag("missed", missed, "DATE"), _flag("at", event, "TIME")
        return f"it happens when {missed} is missed: say what was missed before with {earlier}, or its time with {own}"
    if event in dates:
        return f"say it with {_flag('date', event, 'DATE')}"
    flags = [_flag("at", one, "TIME") for one in _parts(event) if one != "arrives"]
    return f"give its time with {listed(flags, 'and')}"


def _flag(flag: str, name: str, value: str) -> str:
    pair = f"{name}={value}"
    return f'`--{flag} "{pair}"`' if " " in pair else f"`--{flag} {pair}`"
