"""Plain values → a contact, checked word by word. Standard library only: compiled checkers carry it.

A moment is a pair of instants, first and last, both included: equal for an instant, a whole local day for a date.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from troth.calendars.local_time import SECOND, LocalTime, Transition, to_instant
from troth.spelling import nearest

_LISTED_FLAGS = ("category", "at", "fact", "date", "missed")
_OWN_FLAGS = {
    **{name: f"--{name}" for name in ("channel", "kind", "party", "arrives")},
    "events": "--at EVENT=TIME",
    "facts": "--fact NAME=VALUE",
    "dates": "--date NAME=DATE",
    "missed": "--missed PROMISE=DATE",
}
_MOST_DIGITS = 9
_MOST_SHOWN = 60
_FARTHEST = 2**53
"""In microseconds: no number of JavaScript holds more of them than this, one by one."""
TRUTHS = {"yes": True, "true": True, "no": False, "false": False}
_LOCAL = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?))?", re.ASCII)
_WITH_OFFSET = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}|\d{8})[Tt ]\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?"
    r"(?:Z|[+-]\d{2}(?::?\d{2}(?::?\d{2}(?:\.\d+)?)?)?)",
    re.ASCII,
)
_WORDS = re.compile(r"(?:[A-Za-z]+,? )?(\d{1,2}) ([A-Za-z]{3,9}),? (\d{4})", re.ASCII)
_CLOCK = re.compile(r"\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?", re.ASCII)


class Unreadable(Exception):
    """A value of a contact cannot be read: `code`, `message`, `help`."""

    def __init__(self, code: str, message: str, help: str) -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help


def contact_from_flags(given: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values that the flags of a command say, for `read_parts`.

    `given`: name of a flag → its value (left out where None), but for `category`, `at`, `fact`, `date` and `missed`:
    lists of "NAME=VALUE". An event may be given several times, and then happened so often; so may a promise that was
    missed. Raises Unreadable: also where two flags contradict each other.
    """
    contact = {name: value for name, value in given.items() if name not in _LISTED_FLAGS and value is not None}
    categories, facts, dates = (_once(flag, given[flag]) for flag in ("category", "fact", "date"))
    for name, value in categories.items():
        if name in _OWN_FLAGS:
            raise Unreadable("T701", f"`{name}` is no category of a policy", f"say it with `{_OWN_FLAGS[name]}`")
        if contact.get(name, value) != value:
            raise Unreadable(
                "T701",
                f"`{name}` is given twice: `--{name} {contact[name]}` and `--category {name}={value}`",
                "give it once",
            )
    events, missed = (_each_time(flag, given[flag]) for flag in ("at", "missed"))
    return {**contact, **categories, "events": events, "facts": facts, "dates": dates, "missed": missed}


def _each_time(flag: str, items: Sequence[str]) -> dict[str, list[str]]:
    """Name → all its values, in order."""
    values: dict[str, list[str]] = {}
    for name, value in _pairs(flag, items):
        values.setdefault(name, []).append(value)
    return values


def _once(flag: str, items: Sequence[str]) -> dict[str, str]:
    """Name → value, each name with one value only."""
    values: dict[str, str] = {}
    for name, value in _pairs(flag, items):
        if values.setdefault(name, value) != value:
            message = f"`{name}` is given twice: `--{flag} {name}={values[name]}` and `--{flag} {name}={value}`"
            raise Unreadable("T701", message, "give it once")
    return values


def _pairs(flag: str, items: Sequence[str]) -> Iterator[tuple[str, str]]:
    for item in items:
        name, _, value = (part.strip() for part in item.partition("="))
        if not name or not value:
            raise Unreadable("T701", f"`--{flag} {item}` is not NAME=VALUE", f"write it as `--{flag} NAME=VALUE`")
        yield name, value


def no_contact() -> Unreadable:
    """What is given as a contact is none."""
    help_ = 'give its parts by name: `{"channel": "email", "arrives": "2026-11-27"}`'
    return Unreadable("T701", "this is no contact", help_)


def read_parts(data: Any, words: Mapping[str, Any], clock: LocalTime, zone: str) -> dict[str, Any]:
    """A contact's parts from plain values, in the form of `troth due --format json`.

    Keys of `data`: `channel`, `arrives`; `kind`, `party`, each category of the policy; `events` (name → time, or a list
    of times), `facts` (name → yes or no; a number for a count; states too), `dates` (agreed, told, promised → date or
    time), `missed` (promise → the deadline, or a list of those, that the same customer's earlier contacts missed).
    Times are ISO 8601, local to the zone where they have no offset; a day alone where only the day is known.

    `words`: `terms` (dimension → other name → name), `categories` (name → values), `events` (past form or noun → past
    form), `facts` (names of facts and states), `counts`, `dates`, `missed` (short form of a promise's identity → the
    whole). Returns `channel`, `kind`, `party`, `arrives`, `values`, `facts`, `counts`, `events`, `dates`, `missed`.
    Raises Unreadable.
    """
    if not isinstance(data, Mapping):
        raise no_contact()
    terms, categories = words["terms"], words["categories"]
    for key in data:
        must_know(key, [*terms, "arrives", "events", "facts", "dates", "missed", *categories], "a part of a contact")
    for key in ("channel", "arrives"):
        if not data.get(key):
            raise Unreadable("T701", f"the contact has no `{key}`", f"say it: `{key}`")
    parts: dict[str, Any] = {"kind": None, "party": "customer"}
    for dimension, names in terms.items():
        if data.get(dimension) is not None:
            name = str(data[dimension])
            must_know(name, names, f"a {dimension}")
            parts[dimension] = names[name]
    values: dict[str, str] = {}
    for name, known in categories.items():
        if data.get(name) is not None:
            values[name] = str(data[name])
            must_know(values[name], known, f"a value of `{name}`")
    arrives = read_moment("arrives", data["arrives"], clock, zone)
    facts, counts = _read_facts(_part(data, "facts"), words)
    events: dict[str, tuple[tuple[int, int], ...]] = {}
    day = clock.local(arrives[0]).date()
    for name, times in _part(data, "events").items():
        must_know(name, words["events"], "an event")
        events[words["events"][name]] = tuple(sorted(read_moment(name, at, clock, zone, day) for at in _listed(times)))
    missed: dict[str, tuple[tuple[int, int], ...]] = {}
    ids = {name: id_ for short, id_ in words["missed"].items() for name in (short, id_)}
    for name, times in _part(data, "missed").items():
        must_know(name, ids, "a promise whose misses set something off")
        deadlines = sorted(read_moment(name, at, clock, zone) for at in _listed(times))
        missed[ids[name]] = tuple(sorted((*missed.get(ids[name], ()), *deadlines)))
    dates: dict[str, tuple[int, int]] = {}
    for name, at in _part(data, "dates").items():
        must_know(name, words["dates"], "a date that a contact carries")
        dates[name] = read_moment(name, at, clock, zone)
    return {
        **parts,
        "arrives": arrives,
        "values": values,
        "facts": facts,
        "counts": counts,
        "events": events,
        "dates": dates,
        "missed": missed,
    }


def _listed(times: Any) -> Sequence[Any]:
    """A list of times, where one may stand for it."""
    return times if isinstance(times, list | tuple) else [times]


def _part(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = data.get(name)
    if part is None:
        return {}
    if not isinstance(part, Mapping):
        raise Unreadable(
            "T701", f"`{name}` is not a list of names with values", f'write `"{name}": {{"name": "value"}}`'
        )
    return part


def _read_facts(data: Mapping[str, Any], words: Mapping[str, Any]) -> tuple[dict[str, bool], dict[str, int | None]]:
    facts: dict[str, bool] = {}
    counts: dict[str, int | None] = {}
    for name, value in data.items():
        text = str(value).lower()
        if name in words["counts"]:
            digits = text.removesuffix(".0")
            is_number = digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS
            if value is None or not (is_number or text == "none"):
                help_ = f"write a whole number of at most {_MOST_DIGITS} digits, or `{name}=none`"
                raise Unreadable("T701", f"`{name}={_shown(value)}` is no count", help_)
            counts[name] = int(digits) if is_number else None
            continue
        must_know(name, [*words["facts"], *words["counts"]], "a fact, state or count of this policy")
        if text not in TRUTHS:
            raise Unreadable(
                "T701", f"`{name}={_shown(value)}` is neither yes nor no", f"write `{name}=yes` or `{name}=no`"
            )
        facts[name] = TRUTHS[text]
    return facts, counts


def _shown(value: Any) -> str:
    """A value as a message says it: not the whole of one that nobody would read."""
    text = str(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def must_know(name: str, known: Collection[str], what: str) -> None:
    """Raises Unreadable where a name is none of those that are known."""
    if name in known:
        return
    meant = nearest(name, known)
    listed = ", ".join(f"`{one}`" for one in sorted(known)) or "none"
    raise Unreadable(
        "T101", f"`{_shown(name)}` is not {what}", f"did you mean `{meant}`?" if meant else f"known: {listed}"
    )


def read_moment(name: str, value: Any, clock: LocalTime, zone: str, day: date | None = None) -> tuple[int, int]:
    """A time in ISO 8601 as an instant, or a date as its whole local day; with `day`, a time of day alone is on it.

    Raises Unreadable: also for a local time that clocks skip or show twice and that has no offset.
    """
    text = str(value).strip()
    if day is not None and _CLOCK.fullmatch(text):
        text = f"{day.isoformat()}T{text}"
    found = _LOCAL.fullmatch(text)
    try:
        if found is None:
            if not _WITH_OFFSET.fullmatch(text):
                raise ValueError
            instant = to_instant(datetime.fromisoformat(text))
            return _near(instant, instant)
        whole_day = date.fromisoformat(found[1])
        at = time.fromisoformat(found[2]) if found[2] else None
        if at is None:
            return _near(clock.start_of(whole_day), clock.start_of(whole_day + timedelta(days=1)) - 1)
    except ValueError:
        raise _no_time(name, value, text, found is not None) from None
    instant, _ = _instant(name, datetime.combine(whole_day, at), clock, zone)
    return _near(instant, instant)


def _near(first: int, last: int) -> tuple[int, int]:
    """A moment that every engine holds exactly: a day, or a part of a second, lies within 285 years of 1970.

    Raises OverflowError.
    """
    if (first != last or first % SECOND) and not -_FARTHEST < first <= last < _FARTHEST:
        raise OverflowError
    return first, last


def _no_time(name: str, value: Any, text: str, is_of_the_form: bool) -> Unreadable:
    if is_of_the_form:
        message, help_ = f"there is no `{_shown(value)}`", "check the day, the month and the time of day"
        return Unreadable("T701", f"{_said_of(name)}{message}", help_)
    meant = _day_in_words(text)
    such, day = ("", meant) if meant else ("a time such as ", "2026-11-27")
    message = f"{_said_of(name)}`{_shown(value)}` is not a time as it is given here"
    return Unreadable("T701", message, f"write {such}`{day}`, or `{day}T16:50`")


def _day_in_words(text: str) -> str | None:
    """`2026-11-27` for `27 November 2026` or `Friday 27 Nov 2026`; None for anything else."""
    found = _WORDS.fullmatch(text)
    months = [name[:3].lower() for name in _MONTH_NAMES]
    if found is None or found[2][:3].lower() not in months:
        return None
    try:
        return date(int(found[3]), months.index(found[2][:3].lower()) + 1, int(found[1])).isoformat()
    except ValueError:
        return None


def _said_of(name: str) -> str:
    """Which of a contact's times a message is about, but for the arrival, which it always has."""
    return "" if name == "arrives" else f"`{name}`: "


def _instant(name: str, local: datetime, clock: LocalTime, zone: str) -> tuple[int, int]:
    instants = clock.instants(local)
    if len(instants) == 1:
        return instants[0], instants[0]
    shown = f"{_said_of(name)}{_time_in_words(local)}"
    if not instants:
        before = _with_offset(local, clock.transition(clock.first_instant(local) - 1))
        raise Unreadable(
            "T702",
            f"{shown} did not exist in {zone}: clocks went forward over it",
            f"give another time, or this one with its offset from UTC, such as {before}",
        )
    first, second = (_with_offset(local, clock.transition(instant)) for instant in instants)
    raise Unreadable(
        "T703",
        f"{shown} came twice in {zone}: clocks went back over it",
        f"write {first} for the first, or {second} for the second",
    )


def _with_offset(local: datetime, clocks: Transition) -> str:
    """`2026-10-25T01:30+01:00` with the name of that time, such as British Summer Time."""
    at = local.time().isoformat()
    if not local.second and not local.microsecond:
        at = at[:5]
    minutes, seconds = divmod(abs(clocks.offset), 60)
    sign, exact = "-" if clocks.offset < 0 else "+", f":{seconds:02}" if seconds else ""
    offset = f"{sign}{minutes // 60:02}:{minutes % 60:02}{exact}"
    return f"`{local.date().isoformat()}T{at}{offset}` ({clocks.name})"


_WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _time_in_words(local: datetime) -> str:
    """`1:30am on Sunday 29 March 2026`."""
    at = str(local.hour % 12 or 12)
    if local.minute or local.second or local.microsecond or local.hour == 0:
        at += f":{local.minute:02}"
    if local.second or local.microsecond:
        at += local.time().isoformat()[5:]
    half = "am" if local.hour < 12 else "pm"
    day = f"{_WEEKDAY_NAMES[local.weekday()]} {local.day} {_MONTH_NAMES[local.month - 1]} {local.year}"
    return f"{at}{half} on {day}"
