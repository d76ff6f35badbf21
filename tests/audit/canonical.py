"""Logs of random contacts, as a canonical relation and as contacts in plain values; from the same draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.agree.drawn import policy

from troth.audit.asked import Asked
from troth.audit.relation import moment_text, unreadable_names
from troth.audit.rows import LogContact
from troth.calendars.local_time import SECOND
from troth.deadlines.reading import Unreadable, read_parts
from troth.tables.contacts import random_contacts

_DAY = 86_400 * SECOND
_NOT_LOGGED = 0.1
"""How many of the events of a policy a log has no column for."""
_DIFFERENT = 300
"""So many different values have contacts at most: logs are like that, and more are judged in stages alone."""
_PLAIN = 0.4
"""How many contacts have no moment of which only the day is known, and none of the events that move deadlines."""
_UNREADABLE = 0.03
"""In how many contacts a part could not be read."""
_WHOLE = ("file", "row", "contact", "customer", "arrives", "arrives_last")
_MOVING = ("promised", "told", "paused", "resumed", "resolved")


@dataclass(frozen=True)
class Log:
    """A log of one policy: what is asked of it, and its contacts in both forms."""

    asked: Asked
    contacts: list[LogContact]
    rows: list[dict[str, Any]]
    repeats: bool

    def table(self) -> Any:
        """The canonical relation, as a table of Arrow."""
        import pyarrow as pa  # an extra, as is DuckDB

        return pa.Table.from_pylist(self.rows, schema=_schema(self))


def draw(name: str, seed: int, n: int, *, repeats: bool, whole: bool = True, unreadable: bool = True) -> Log:
    """A log of so many contacts of a policy; the same for the same seed.

    `repeats`: has it each time that an event happened (then instants only)? `whole`: has it a column for everything?
    `unreadable`: could some parts not be read?
    """
    one = policy(name)
    assert one.policy is not None
    assert one.calendar is not None
    calendar, random = one.calendar, Random(seed)
    span = calendar.end - calendar.start
    as_of = calendar.start + random.randrange(span // 4, span * 3 // 4)
    near = [as_of - off * _DAY for off in (0, 0, 1, 2, 4, 9, 20)]
    words = one.policy.words
    kind = "events" if repeats else "event"
    events = [event.name for event in words.events if whole or random.random() > _NOT_LOGGED]
    dates = [date for date in ("promised", "told", "agreed") if whole or random.random() > _NOT_LOGGED]
    columns = frozenset([*(f"{kind} {event}" for event in events), *(f"date {date}" for date in dates)])
    asked = Asked(one.policy, calendar, one.fingerprints, as_of, columns)
    known = asked.program["words"]
    contacts: list[LogContact] = []
    rows: list[dict[str, Any]] = []
    pool: list[dict[str, Any]] = []
    drawn = random_contacts(one.policy, calendar, seed, 3 * n, near=near)
    while len(rows) < n:
        try:
            parts = read_parts(next(drawn)[0], known, calendar.clock, calendar.rules.zone)
        except (Unreadable, OverflowError):
            continue
        if len(pool) < _DIFFERENT:
            pool.append(parts)
        else:
            parts |= _values(random.choice(pool))
        row = _row(parts, random.random() < _PLAIN, repeats, events, dates)
        row |= {"row": len(rows), "contact": f"C{len(rows)}", "customer": None}
        if random.random() < 0.8:
            row["customer"] = f"customer {random.randrange(1 + n // 4)}"
        if unreadable and random.random() < _UNREADABLE:
            _damage(row, random)
        rows.append(row)
        contacts.append(_contact(row, asked))
    return Log(asked, contacts, rows, repeats)


def _values(parts: dict[str, Any]) -> dict[str, Any]:
    return {name: parts[name] for name in ("channel", "kind", "party", "values", "facts")}


def _row(
    parts: dict[str, Any], plain: bool, repeats: bool, events: Sequence[str], dates: Sequence[str]
) -> dict[str, Any]:
    """A row; a `plain` one is of known instants, and nothing moves its deadlines."""
    first, last = parts["arrives"]
    row: dict[str, Any] = {"file": "drawn", "arrives": first, "arrives_last": first if plain else last}
    row |= {name: parts[name] for name in ("channel", "kind", "party")}
    row |= {f"category {name}": value for name, value in parts["values"].items()}
    row |= {f"fact {name}": value for name, value in parts["facts"].items()}
    row |= {f"count {name}": -1 if n is None else n for name, n in parts["counts"].items()}
    for name, moments in parts["events"].items():
        if plain and name in _MOVING:
            continue
        if name in events and repeats:
            row[f"events {name}"] = [at for at, _ in moments]
            row[f"events {name} last"] = [at if plain else until for at, until in moments]
        elif name in events:
            at, until = moments[0]
            row |= {f"event {name}": at, f"event {name} last": at if plain else until}
    for name, (at, until) in parts["dates"].items():
        if name in dates and not (plain and name in ("promised", "told")):
            row |= {f"date {name}": at, f"date {name} last": until}
    return row


def _contact(row: dict[str, Any], asked: Asked) -> LogContact:
    clock = asked.calendar.clock
    data: dict[str, Any] = {name: row[name] for name in ("channel", "kind", "party") if row[name] is not None}
    data["arrives"] = moment_text(row["arrives"], row["arrives_last"], clock)
    parts: dict[str, dict[str, Any]] = {"event": {}, "events": {}, "date": {}, "fact": {}, "category": {}, "count": {}}
    for column, value in row.items():
        if value is None:
            continue
        kind, _, name = column.partition(" ")
        if column.endswith(" last"):
            continue  # beside the first instant
        if kind in ("event", "date"):
            parts[kind][name] = moment_text(value, row[f"{column} last"], clock)
        elif kind == "events":
            pairs = zip(value, row[f"{column} last"], strict=True)
            parts[kind][name] = [moment_text(at, until, clock) for at, until in pairs]
        elif kind == "count":
            parts[kind][name] = "none" if value < 0 else value
        elif kind in parts:
            parts[kind][name] = value
    data |= {**parts["category"], "facts": {**parts["fact"], **parts["count"]}, "dates": parts["date"]}
    data["events"] = {**parts["event"], **parts["events"]}
    unreadable = unreadable_names(row.get("unreadable"), asked.columns)
    return LogContact("drawn", row["row"], row["contact"], row["customer"], data, unreadable)


def _damage(row: dict[str, Any], random: Random) -> None:
    """Make a part of a row unreadable; of a log with a row an event, one of its events at times."""
    names = [name for name in row if name not in _WHOLE and not name.endswith(" last")]
    name = random.choice(names)
    row.pop(f"{name} last", None)
    row[name] = None
    known = (
        name.replace("events ", "event ", 1) if random.random() < 0.5 else name.replace("events ", "event\tvalue: ", 1)
    )
    row["unreadable"] = f"{known}\tvalue: {random.randrange(1_000)}"


def _schema(log: Log) -> Any:
    import pyarrow as pa

    known, columns = log.asked.program["words"], sorted(log.asked.columns)
    texts = ("file", "contact", "channel", "kind", "party", "customer", "rejected", "unreadable")
    fields = [(name, pa.string()) for name in texts]
    fields += [(name, pa.int64()) for name in ("row", "arrives", "arrives_last")]
    fields += [(f"category {name}", pa.string()) for name in known["categories"]]
    fields += [(f"fact {name}", pa.bool_()) for name in known["facts"]]
    fields += [(f"count {name}", pa.int64()) for name in known["counts"]]
    for name in columns:
        of = pa.list_(pa.int64()) if name.startswith("events ") else pa.int64()
        fields += [(f"{name}{end}", of) for end in ("", " last")]
    return pa.schema(fields)
