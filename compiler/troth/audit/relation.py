"""The canonical relation of a log: one row a contact, in DuckDB, whatever file it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from troth.audit.asked import Asked
from troth.audit.fields import unknown_names
from troth.audit.identifier import identifier
from troth.audit.rows import LogContact
from troth.calendars.local_time import LocalTime, to_utc


def unreadable_names(text: str | None, columns: Iterable[str]) -> tuple[str, ...]:
    """The columns of a contact that hold nothing as it could not be read (see `fields.unknown_names`), in order."""
    listed = (name for name in columns if name.startswith("events ") and not name.endswith(" last"))
    return tuple(sorted(unknown_names(text, (name.removeprefix("events ") for name in listed))))


@dataclass(frozen=True)
class Relation:
    """A table or view of that form, by its name, with its columns.

    Times are microseconds since 1970 in UTC. `event NAME` and `date NAME` may have a `… last` beside them, and so may
    `events NAME`, which is a sorted list; `count NAME` is below 0 where it was counted to none.
    """

    name: str
    columns: frozenset[str]

    def named(self, kind: str) -> Iterator[tuple[str, str]]:
        """The columns of a kind: the name after it, and the column as SQL writes it."""
        for column in sorted(self.columns):
            which, _, name = column.partition(" ")
            is_last = name.endswith(" last") and column.removesuffix(" last") in self.columns
            if which == kind and name and not is_last:
                yield name, identifier(column)

    def events(self) -> Iterator[tuple[str, str, str]]:
        """Events that happen once: name, column, and column of the last instant that it may have been."""
        yield from self._moments("event")

    def dates(self) -> Iterator[tuple[str, str, str]]:
        """Dates that contacts carry, in the same way."""
        yield from self._moments("date")

    def lists(self) -> Iterator[tuple[str, str, str]]:
        """Events that may happen several times, in the same way."""
        yield from self._moments("events")

    def _moments(self, kind: str) -> Iterator[tuple[str, str, str]]:
        for name, column in self.named(kind):
            last = f"{kind} {name} last"
            yield name, column, identifier(last) if last in self.columns else "NULL"

    def contact(self, row: Mapping[str, Any], asked: Asked) -> LogContact:
        """A row (with its `id` for the number of its row) in the form of `troth due`."""
        clock = asked.calendar.clock
        data: dict[str, Any] = {name: row[name] for name in ("channel", "kind", "party") if row.get(name) is not None}
        data["arrives"] = moment_text(row["arrives"], row.get("arrives_last"), clock)
        data |= {name: row[f"category {name}"] for name, _ in self.named("category") if row[f"category {name}"]}
        events: dict[str, Any] = {}
        for kind, given in (("event", events), ("date", data.setdefault("dates", {}))):
            for name, _ in self.named(kind):
                if row[f"{kind} {name}"] is not None:
                    given[name] = moment_text(row[f"{kind} {name}"], row.get(f"{kind} {name} last"), clock)
        for name, _ in self.named("events"):
            if row[f"events {name}"]:
                first, last = row[f"events {name}"], row.get(f"events {name} last")
                pairs = zip(first, last or first, strict=True)
                events[name] = [moment_text(at, until, clock) for at, until in pairs]
        facts: dict[str, Any] = {
            name: "yes" if row[f"fact {name}"] else "no"
            for name, _ in self.named("fact")
            if row[f"fact {name}"] is not None
        }
        for name, _ in self.named("count"):
            if (n := row[f"count {name}"]) is not None:
                facts[name] = str(n) if n >= 0 else "none"
        unreadable = unreadable_names(row.get("unreadable"), self.columns)
        data |= {"events": events, "facts": facts}
        return LogContact(row.get("file") or "", row["id"], row["contact"], row.get("customer"), data, unreadable)


def moment_text(first: int, last: int | None, clock: LocalTime) -> str:
    """An instant in UTC, or the local day where only that is known."""
    if last is None or last == first:
        return to_utc(first).isoformat()
    return clock.local(first).date().isoformat()


def relation(connection: Any, name: str) -> Relation:
    """The relation of that name in a connection to DuckDB."""
    columns = connection.execute(f"SELECT * FROM {name} LIMIT 0").description
    return Relation(name, frozenset(column[0] for column in columns))
