"""How times are written in a log: ISO 8601, or a format that the mapping names, as `strptime` has it.

A format is one pattern for two engines (Python's `re` and RE2), so that both read the same texts and no other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OFFSET = r" ?(?:Z|z|UTC|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)"
DATE = r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}"
TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?"
ISO = rf"{DATE}(?:[T ]{TIME}(?:{OFFSET})?)?"
SLASHED = r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-](?:[0-9]{4}|[0-9]{2})(?:[T, ].*)?"
"""A date in figures whose day and month are told apart by order alone."""
NUMBER = r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_FORMS = {
    "Y": "[0-9]{4}",
    "y": "[0-9]{2}",
    "m": "(?:1[0-2]|0?[1-9])",
    "d": "(?:3[01]|[12][0-9]|0?[1-9])",
    "H": "(?:2[0-3]|[01]?[0-9])",
    "I": "(?:1[0-2]|0?[1-9])",
    "M": "[0-5]?[0-9]",
    "S": "[0-5]?[0-9]",
    "f": "[0-9]{1,6}",
    "p": "(?i:am|pm)",
    "b": f"(?i:{'|'.join(name[:3] for name in _MONTHS)})",
    "B": f"(?i:{'|'.join(_MONTHS)})",
    "a": f"(?i:{'|'.join(name[:3] for name in _WEEKDAYS)})",
    "A": f"(?i:{'|'.join(_WEEKDAYS)})",
}
_FIGURES = frozenset("YymdHIMSf")
_SPECIAL = re.compile(r"([\\.^$*+?{}\[\]|()])")
_DIRECTIVE = re.compile(r"%(.)|([^%]+)", re.DOTALL)


class BadFormat(Exception):
    """A time format that says no date; `message` and `help`."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.message, self.help = message, help


@dataclass(frozen=True, slots=False)
class TimeFormat:
    """`text` as the mapping names it; `core` without the offset at its end; `parts`: its directives in order."""

    text: str
    core: str
    parts: tuple[str, ...]
    pattern: str

    @property
    def has_time(self) -> bool:
        return "M" in self.parts

    @property
    def has_offset(self) -> bool:
        return self.core != self.text

    @cached_property
    def _matcher(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.ASCII)

    def read(self, text: str) -> datetime | str | None:
        """The naive time that a text says; `impossible` where there is none such; None where it has not this form."""
        found = self._matcher.fullmatch(text)
        if found is None:
            return None
        said = found.groupdict()
        year = int(said["Y"]) if "Y" in said else _century(int(said["y"]))
        month = int(said["m"]) if "m" in said else _month(said.get("b") or said["B"])
        hour = int(said.get("H") or 0)
        if "I" in said:
            hour = int(said["I"]) % 12 + (12 if said["p"].lower() == "pm" else 0)
        micro = int((said.get("f") or "0").ljust(6, "0"))
        try:
            return datetime(year, month, int(said["d"]), hour, int(said.get("M") or 0), int(said.get("S") or 0), micro)
        except ValueError:
            return "impossible"


def _century(year: int) -> int:
    """POSIX: 69 to 99 are of the twentieth century."""
    return year + (1900 if year >= 69 else 2000)


def _month(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month[:3].lower() == name[:3].lower())


def read_format(text: str) -> TimeFormat:
    """A format that a mapping names.

    Raises BadFormat: for a directive that is not known, and where the year, month, day or half of the day is missing.
    """
    parts: list[str] = []
    pattern = core = ""
    core_ends = False
    several = list(_DIRECTIVE.finditer(text))
    figures = [found[1] in _FIGURES for found in several]
    for place, found in enumerate(several):
        directive, literal = found[1], found[2]
        if core_ends:
            raise BadFormat(f"`{text}` goes on after `%z`", "write the offset last")
        if directive == "z":
            core_ends, core = True, core.removesuffix(" ")
            pattern = pattern.removesuffix(" ") + OFFSET
            continue
        core += found[0]
        if literal is not None:
            pattern += _SPECIAL.sub(r"\\\1", literal)
        elif directive in _FORMS:
            if directive in parts:
                raise BadFormat(f"`{text}` says `%{directive}` twice", "say it once")
            parts.append(directive)
            is_beside = figures[place] and any(figures[max(place - 1, 0) : place] + figures[place + 1 : place + 2])
            form = _whole_form(directive) if is_beside else _FORMS[directive]
            pattern += f"(?P<{directive}>{form})"
        else:
            raise BadFormat(f"`%{directive}` is no part of a time format", f"known: {_known()}")
    _check(text, frozenset(parts))
    if core_ends and "M" not in parts:
        raise BadFormat(f"`{text}` has an offset and no time of day", "write `%H:%M%z`")
    return TimeFormat(text, core, tuple(parts), pattern)


def _whole_form(directive: str) -> str:
    """The form of figures that stand beside others: only how many they are tells where they end, so all are there."""
    return _FORMS[directive].replace("?[", "[").replace("{1,6}", "{6}")


def _known() -> str:
    return ", ".join(f"`%{one}`" for one in (*_FORMS, "z"))


def _check(text: str, parts: frozenset[str]) -> None:
    for needed, what in (("Yy", "year"), ("mbB", "month"), ("d", "day")):
        if len(parts & set(needed)) != 1:
            forms = " or ".join(f"`%{one}`" for one in needed)
            raise BadFormat(f"`{text}` does not say the {what} once", f"write it as {forms}")
    if len(parts & {"H", "I"}) > 1 or ("I" in parts) is not ("p" in parts):
        raise BadFormat(f"`{text}` does not say the hour once", "write `%H`, or `%I` with `%p`")
    if bool(parts & {"H", "I"}) is not ("M" in parts) or ("S" in parts and "M" not in parts):
        raise BadFormat(f"`{text}` says half of a time of day", "write `%H:%M`, or `%H:%M:%S`")
    if "f" in parts and "S" not in parts:
        raise BadFormat(f"`{text}` says parts of a second and no second", "write `%S.%f`")


_SAMPLES = (datetime(2026, 3, 4, 5, 6, 7), datetime(2012, 11, 10, 9, 8, 7), datetime(2009, 10, 11, 13, 14, 15))


def clash(one: TimeFormat, other: TimeFormat) -> tuple[str, datetime, datetime] | None:
    """A text that two formats read as two different days, with both; None where there is none among the samples."""
    for sample in _SAMPLES:
        text = sample.strftime(one.core)
        first, second = one.read(text + ("Z" if one.has_offset else "")), other.read(text)
        if isinstance(first, datetime) and isinstance(second, datetime) and first.date() != second.date():
            return text, first, second
    return None
