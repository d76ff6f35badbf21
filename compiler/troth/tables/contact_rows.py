"""A contact as rows of the SQL checker's input tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from troth.calendars.local_time import LocalTime
from troth.deadlines.reading import read_parts

Rows = list[tuple[Any, ...]]
COLUMNS: dict[str, tuple[str, ...]] = {
    "contact": (
        *("contact", "channel", "kind", "party", "arrives_first", "arrives_last", "customer", "as_of"),
        "reading",
    ),
    "event": ("contact", "event", "at_first", "at_last"),
    "fact": ("contact", "fact", "holds"),
    "counts": ("contact", "count", "n"),
    "dates": ("contact", "date", "at_first", "at_last"),
    "categories": ("contact", "category", "value"),
    "missed": ("contact", "promise", "at_first", "at_last"),
}
"""The input tables of the SQL checker, and their columns in order."""
NEVER = -1
"""The number of a count in the input tables where nobody ever answered."""


@dataclass(frozen=True, slots=True)
class ContactRows:
    """Rows of the input tables, in the order of `COLUMNS`; every table by its name."""

    tables: dict[str, Rows] = field(default_factory=lambda: {name: [] for name in COLUMNS})

    def add(self, other: ContactRows) -> None:
        """Put another's rows behind these."""
        for name, rows in other.tables.items():
            self.tables[name].extend(rows)


def contact_rows(
    id_: str,
    contact: Mapping[str, Any],
    as_of: int,
    words: Mapping[str, Any],
    clock: LocalTime,
    zone: str,
    *,
    reading: str = "announced",
) -> ContactRows:
    """The rows of one contact, given in the form of `troth due --format json` (see `deadlines.reading.read_parts`).

    `as_of`: microseconds since 1970-01-01 in UTC, as are all times of the rows; a moment is its first and its last
    instant. `words`: those of the program (`tables.program.lower`). `reading`: `announced` or `known-on-arrival`.
    Raises Unreadable.
    """
    plain = {name: value for name, value in contact.items() if name not in ("id", "customer")}
    parts = read_parts(plain, words, clock, zone)
    rows = ContactRows()
    tables, arrives, customer = rows.tables, parts["arrives"], contact.get("customer")
    tables["contact"].append((id_, parts["channel"], parts["kind"], parts["party"], *arrives, customer, as_of, reading))
    for table, key in (("event", "events"), ("missed", "missed")):
        tables[table] += [(id_, name, *moment) for name, moments in parts[key].items() for moment in moments]
    tables["dates"] += [(id_, name, *moment) for name, moment in parts["dates"].items()]
    for table, key in (("fact", "facts"), ("categories", "values")):
        tables[table] += [(id_, name, value) for name, value in parts[key].items()]
    tables["counts"] += [(id_, name, NEVER if n is None else n) for name, n in parts["counts"].items()]
    return rows
