"""A first `mapping.yml` for a log, by looking at its columns and values. What is not certain is a comment that asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from troth.audit.fields import moment_of
from troth.audit.local_instants import zone_instants
from troth.audit.log_findings import format_text
from troth.audit.mapping_parts import folded
from troth.audit.mapping_words import MappingWords, mapping_words
from troth.audit.moments import DAY_FIRST, EITHER, MONTH_FIRST, NO_ZONE, SLASHES, Moments
from troth.audit.read_files import find_logs, open_file
from troth.audit.read_rows import LIST, OBJECT, Cell, rows_of
from troth.audit.yaml_places import Entries, read_yaml
from troth.deadlines.reading import TRUTHS
from troth.model.policy import Policy

_LOOKED_AT = 2_000
_NOTHING = frozenset({"?", "NULL", "null", "N/A", "n/a", "\\N", "None"})
"""Texts by which exports say that there is nothing."""
_NO_TEXTS = frozenset({OBJECT, LIST})
"""What stands in the place of an object or a list of JSON: its text is no value of anything."""
_MOST_VALUES = 40
_MOST_SHOWN = 12
_WORDS = re.compile(r"[a-z0-9]+")
# Names by which exports call a column, as words in small letters; the first that a log has is taken.
_IDS = (
    *("ticket id", "ticket number", "ticket", "case id", "case number", "case concept name", "issue key", "number"),
    *("incident number", "reference", "contact id", "contact", "case", "id", "key", "sys id"),
    *("ref", "case ref", "ticket ref", "reference number", "reference no", "enquiry id", "request id", "job number"),
)
_ARRIVALS = (
    *("arrives", "arrived", "arrived at", "received", "received at", "created", "created at", "created time"),
    *("created date", "opened", "opened at", "open date", "date opened", "case startdate", "reported", "raised"),
    *("date received", "received date", "date reported", "date raised", "logged", "logged at", "date logged"),
)
_EVENTS = {
    "acknowledged": ("acknowledged", "acknowledged at", "acknowledgement", "acknowledgement sent"),
    "replied": ("replied", "replied at", "reply", "first reply", "reply sent", "responded", "responded at"),
    "resolved": ("resolved", "resolved at", "resolved time", "resolution date", "solved", "solved at"),
    "reopened": ("reopened", "reopened at"),
    "completed": ("completed", "completed at", "completion date"),
}
_UNSURE = {
    "resolved": ("closed", "closed at", "close date", "closed time", "case enddate", "end date"),
    "replied": ("first response", "first response time", "initial response time", "responded to"),
}
"""Columns of which only the owner knows whether they are that event."""
_DIMENSIONS = {
    "channel": (
        "channel",
        "via",
        "source",
        "contact type",
        "report source",
        "case channel",
        "ticket channel",
        "origin",
    ),
    "kind": ("kind", "type", "ticket type", "issue type", "request type", "case topic"),
    "party": ("party", "contact from"),
    "priority": ("priority",),
    "stage": ("stage", "complaint stage", "tier"),
}
_CUSTOMERS = ("customer", "customer id", "requester", "requester id", "caller", "caller id", "reporter", "contact id")
_LONG_EVENTS = ("concept name", "activity", "event", "event name")
_LONG_TIMES = ("time timestamp", "timestamp", "event time", "at")
# What exports commonly call a channel that ships with the language. A policy may have others.
_CHANNELS = {
    "mail": "email",
    "e-mail": "email",
    "chat": "web chat",
    "live chat": "web chat",
    "call": "phone",
    "telephone": "phone",
    "sms": "text message",
    "text": "text message",
    "post": "letter",
    "web": "web form",
    "internet": "web form",
    "walk-in": "visit",
    "desk": "visit",
    "counter": "visit",
}


@dataclass(frozen=True, slots=True)
class _Looked:
    """A column and its first cells. `last`: of a value within an object, its own name (`channel` of `via.channel`)."""

    name: str
    cells: tuple[Cell, ...]
    last: str = ""

    @property
    def filled(self) -> list[Cell]:
        return [cell for cell in self.cells if cell is not None]

    def values(self) -> list[tuple[str, int]]:
        """Each text and how often it comes, most first."""
        counted = Counter(str(cell) for cell in self.filled)
        return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def suggest(paths: Iterable[str | Path], policy: Policy, asked_for: Collection[str] = ()) -> str:
    """The text of a first mapping for a log.

    `asked_for`: the events on which promises of the policy hang (`Asked.asked_for`). The first 2,000 rows of its first
    file are looked at. A line that begins with `#` asks what the log does not say.
    Raises LogRefused where the file cannot be read.
    """
    return "\n".join(_looked_at(paths, policy, asked_for).lines()) + "\n"


def completed(text: str, paths: Iterable[str | Path], policy: Policy, asked_for: Collection[str] = ()) -> str:
    """A mapping that ships, as a file of one's own: its text, and then what the policy still asks for.

    That is asked as `suggest` asks it. Raises LogRefused where the file cannot be read.
    """
    return "\n".join(_looked_at(paths, policy, asked_for).more_lines(text)) + "\n"


def _looked_at(paths: Iterable[str | Path], policy: Policy, asked_for: Collection[str]) -> _Suggestion:
    file = open_file(find_logs(paths)[0])
    names = [name for name in dict.fromkeys(file.header) if name and file.header.count(name) == 1]
    rows = [cells for _, cells in islice(rows_of(file, names, _NOTHING), _LOOKED_AT) if cells is not None]
    said = [cells for _, cells in islice(rows_of(file, names, frozenset()), _LOOKED_AT) if cells is not None]
    missing = sorted({cell for row in said for cell in row if isinstance(cell, str) and cell in _NOTHING})
    looked = []
    for place, name in enumerate(names):
        cells = [row[place] for row in rows]
        if not {cell for cell in cells if cell is not None} or set(cells) - {None, *_NO_TEXTS}:
            last = name.rpartition(".")[2] if name in file.nested else ""
            looked.append(_Looked(name, tuple(None if cell in _NO_TEXTS else cell for cell in cells), last))
    return _Suggestion(looked, mapping_words(policy), policy, file.path.name, missing, asked_for)


class _Suggestion:
    def __init__(
        self,
        columns: Sequence[_Looked],
        words: MappingWords,
        policy: Policy,
        name: str,
        missing: Sequence[str],
        asked_for: Collection[str],
    ) -> None:
        self._asked_for = asked_for
        self._columns, self._words, self._name, self._missing = columns, words, name, missing
        self._by_words = {_words(one.name): one for one in reversed(columns)}
        lasts = Counter(_words(one.last) for one in columns)
        self._within = {last: one for one in columns if lasts[last := _words(one.last)] == 1 and last}
        self._zone = policy.calendar.zone if policy.calendar is not None else "Europe/London"
        years = (policy.calendar.first_year, policy.calendar.last_year) if policy.calendar is not None else (2000, 2040)
        self._days = zone_instants(self._zone, *years)
        self._moments = Moments(local=None, days=self._days)

    def lines(self) -> list[str]:
        """The mapping, line by line."""
        event, at = self._named(_LONG_EVENTS), self._named(_LONG_TIMES)
        is_long = event is not None and at is not None and self._repeats()
        times = [one for one in self._columns if self._is_time(one)]
        body = [
            *self._time_lines(times),
            *self._line("contact", self._named(_IDS), "the id of each contact", self._all_different(times)),
            *self._line("arrives", self._time_named(_ARRIVALS), "the time at which each contact came", _always(times)),
        ]
        for name in self._words.values:
            body += self._dimension(name)
        body += self._customer()
        if is_long and event is not None and at is not None:
            body += self._long(event, at)
        else:
            body += self._events(times)
        body += self._facts()
        used = "\n".join(line for line in body)
        rest = [one.name for one in self._columns if _text(one.name) not in used and one.name not in used]
        head = [f"# A first mapping of {self._name}. Answer what the lines that begin with `#` ask."]
        if self._missing:
            head.append(f"missing: [{', '.join(map(_text, self._missing))}]")
        return [*head, *body, *([f"# Not used: {', '.join(map(_text, rest))}"] if rest else [])]

    def more_lines(self, text: str) -> list[str]:
        """A mapping that ships, whose last key is `events`, line by line, with what the policy still asks for."""
        node = read_yaml(text, "")
        assert isinstance(node, Entries), "what ships is a mapping"
        given = {key.text: value for key, value in node.entries}
        events = given["events"]
        assert isinstance(events, Entries), "what ships has events"
        said = {self._words.events.get(key.text) for key, _ in events.entries}
        asked = [
            one for one in dict.fromkeys(self._words.events.values()) if one in self._asked_for and one not in said
        ]
        lines = [*_commented(text, given.keys() - set(self._words.keys)), *_never_said(asked, "these happened")]
        if "time zone" not in given:
            lines += self._time_lines([one for one in self._columns if self._is_time(one)])
        for name in self._words.selected:
            if name not in given:
                lines += self._dimension(name)
        return [*lines, *self._facts()]

    def _named(self, names: Sequence[str]) -> _Looked | None:
        return next((self._by_words[name] for name in names if name in self._by_words), None)

    def _within_named(self, names: Sequence[str]) -> _Looked | None:
        """The one within an object that has such a name. Of ids and arrivals: the object's own, and not looked for."""
        return next((self._within[name] for name in names if name in self._within), None)

    def _time_named(self, names: Sequence[str]) -> _Looked | None:
        found = (self._by_words[name] for name in names if name in self._by_words)
        return next((one for one in found if self._is_time(one)), None)

    def _event_named(self, names: Sequence[str]) -> _Looked | None:
        column = self._within_named(names)
        return self._time_named(names) or (column if column is not None and self._is_time(column) else None)

    def _repeats(self) -> bool:
        column = self._named(_IDS)
        return column is not None and len(set(column.filled)) < len(column.filled)

    def _is_time(self, column: _Looked) -> bool:
        reasons = [moment_of(cell, self._moments)[1] for cell in column.filled]
        return bool(reasons) and all(why is None or why in SLASHES or why == NO_ZONE for why in reasons)

    def _time_lines(self, times: Sequence[_Looked]) -> list[str]:
        cells = [cell for one in times for cell in one.filled]
        reasons = {moment_of(cell, self._moments)[1]: str(cell) for cell in cells}
        lines = []
        if NO_ZONE in reasons or SLASHES & reasons.keys():
            lines += ["# Where did the clocks stand that these times were read from? If there, remove the #:"]
            lines += [f"# time zone: {self._zone}"]
        shown = next((reasons[one] for one in (DAY_FIRST, MONTH_FIRST, EITHER) if one in reasons), None)
        if shown is not None:
            both = {DAY_FIRST, MONTH_FIRST} <= reasons.keys()
            lines.append(
                f"# Is the day first or the month, as in {_text(shown)}?" + (" The log has both." if both else "")
            )
            orders = [True, False]
            if not both and reasons.keys() & {DAY_FIRST, MONTH_FIRST}:
                orders = [DAY_FIRST in reasons]
            lines += [f'# time format: "{format_text(shown, first)}"' for first in orders]
        return lines

    def _all_different(self, times: Sequence[_Looked]) -> list[_Looked]:
        """The columns that tell one row from another."""
        return [one for one in _always(self._columns) if one not in times and len(set(one.cells)) == len(one.cells)]

    def _line(self, key: str, column: _Looked | None, what: str, likely: Sequence[_Looked]) -> list[str]:
        if column is not None:
            return [f"{key}: {_text(column.name)}"]
        if not likely:
            return [f"# Which column is {what}?", f"# {key}:"]
        which = f"Is {_text(likely[0].name)} {what}" if len(likely) == 1 else f"Is one of these {what}"
        return [f"# {which}? Then remove the #:", *(f"# {key}: {_text(one.name)}" for one in likely[:_MOST_SHOWN])]

    def _dimension(self, name: str) -> list[str]:
        is_asked = name in self._words.selected
        names = _DIMENSIONS.get(name, (_words(name),))
        column = self._named(names) or self._within_named(names)
        known = self._words.values[name]
        if column is None:
            ids = self._named(_IDS)
            fitting = [one for one in self._columns if one is not ids and self._fits(one, known)]
            column = fitting[0] if len(fitting) == 1 else None
        if column is None:
            if not is_asked:
                return []
            listed = ", ".join(sorted(set(known.values())))
            return [f"# Which column is the {name} ({listed})? Or is it the same for all?", f"# {name}: {{always: }}"]
        values = column.values()
        if len(values) > _MOST_VALUES:
            return [
                f"# Is {_text(column.name)} the {name}? It has {len(values)} values.",
                f"# {name}: {_text(column.name)}",
            ]
        return self._valued(name, column, known, _CHANNELS if name == "channel" else {})

    def _fits(self, column: _Looked, known: Iterable[str]) -> bool:
        """Are all its values words of the policy?"""
        values = column.values()
        small = {folded(one) for one in known}
        return bool(values) and len(values) <= _MOST_VALUES and all(folded(text) in small for text, _ in values)

    def _valued(self, name: str, column: _Looked, known: Iterable[str], usual: dict[str, str]) -> list[str]:
        small = {folded(one) for one in known}
        lines, asked, is_plain = [], [], True
        for text, count in column.values():
            if folded(text) in small:
                continue
            is_plain = False
            meant = usual.get(folded(text))
            if meant is not None and folded(meant) in small:
                lines.append(f"    {_text(text)}: {meant}")
            else:
                asked.append(f"    # {_text(text)}:  # {count:,} of the rows looked at; which {name} is it?")
        if is_plain:
            return [f"{name}: {_text(column.name)}"]
        return [
            f"{name}:",
            f"  column: {_text(column.name)}",
            *(["  values:"] if lines else ["  # values:"]),
            *lines,
            *asked,
        ]

    def _customer(self) -> list[str]:
        column = self._named(_CUSTOMERS)
        return [] if column is None or column is self._named(_IDS) else [f"customer: {_text(column.name)}"]

    def _events(self, times: Sequence[_Looked]) -> list[str]:
        lines, asked, unknown = [], [], []
        left = [one for one in times if one is not self._time_named(_ARRIVALS)]
        for event in dict.fromkeys(self._words.events.values()):
            column = self._event_named(_EVENTS.get(event, (event, f"{event} at")))
            unsure = self._event_named(_UNSURE.get(event, ()))
            if column is not None and column is not self._time_named(_ARRIVALS):
                lines.append(f"  {event}: {_text(column.name)}")
                left = [one for one in left if one is not column]
            elif unsure is not None:
                left = [one for one in left if one is not unsure]
                asked.append(f"  # Is {_text(unsure.name)} when it was {event}? Then remove the #:")
                asked.append(f"  # {event}: {_text(unsure.name)}")
            elif event in self._asked_for:
                unknown.append(event)
        if left:
            named = ", ".join(_text(one.name) for one in left)
            asked.append(f"  # Is one of these the time of an event: {named}?")
        asked += _never_said(unknown, "these happened")
        if not lines:
            return ["# Which columns are the times of which events?", "# events:", *asked]
        return ["events:", *lines, *asked]

    def _long(self, event: _Looked, at: _Looked) -> list[str]:
        known = {folded(name): name for name in self._words.events}
        lines = []
        for text, count in event.values()[:_MOST_VALUES]:
            name = known.get(folded(text))
            if name is not None:
                lines.append(f"    {_text(text)}: {name}")
            else:
                lines.append(f"    # {_text(text)}:  # {count:,} of the rows looked at; which event is it, or `no`?")
        head = ["event:", f"  column: {_text(event.name)}", "  values:"]
        return [
            *head,
            *lines,
            "  # Is every other value no event of the policy? Then:",
            "  # others: no",
            f"at: {_text(at.name)}",
        ]

    def _facts(self) -> list[str]:
        lines, unknown = [], []
        for fact in self._words.facts:
            column = self._by_words.get(_words(fact))
            if column is None:
                unknown.append(fact)
            else:
                certain = all(folded(text) in TRUTHS for text, _ in column.values())
                lines.append(f"  {'' if certain else '# '}{_text(fact)}: {_text(column.name)}")
        is_mapped = any(not line.startswith("  #") for line in lines)
        lines += _never_said(unknown, "these hold")
        return [f"{'' if is_mapped else '# '}facts:", *lines] if lines else []


def _commented(text: str, keys: Collection[str]) -> Iterator[str]:
    """The lines of a mapping; those of some keys say nothing, as the policy does not know them."""
    of_key = False
    for line in text.splitlines():
        key = line.partition(":")[0]
        if key in keys:
            yield f"# The policy has no {key}:"
        of_key = key in keys or (of_key and line.startswith(" "))
        yield f"# {line}" if of_key else line


def _words(name: str) -> str:
    """A name as its words in small letters, by which names are compared."""
    return " ".join(_WORDS.findall(name.lower()))


def _always(columns: Iterable[_Looked]) -> list[_Looked]:
    """Those that say something in every row."""
    return [one for one in columns if one.cells and len(one.filled) == len(one.cells)]


def _never_said(names: Sequence[str], what: str) -> list[str]:
    """What the log has no column of."""
    if not names:
        return []
    head = (
        f"  # Nobody knows whether {what}, and what hangs on it is unknown. Which are their columns? Or is it never so?"
    )
    return [head, *(f"  # {_text(name)}: {{always: no}}" for name in names)]


_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_ ()/.-]*[A-Za-z0-9_)]")
_MEANING = frozenset({"yes", "no", "true", "false", "on", "off", "null", "none", "y", "n"})


def _text(text: str) -> str:
    """A text as YAML reads it back, on one line."""
    shown = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    )
    return text if _PLAIN.fullmatch(text) and text.lower() not in _MEANING else f'"{shown}"'
