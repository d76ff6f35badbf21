"""What the columns of a log mean: the content of a `mapping.yml`, validated against a policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from troth.model.words import CONTACT_STARTS
from troth.source import NOWHERE, Span

NONE = "none"
"""What a count is where it was never counted: not answered at all."""


@dataclass(frozen=True, slots=True)
class Column:
    """A value that a log has: in one column, or in the one of several that is filled.

    `values`: what stands in the cells → what it means, as far as that is not the same. `span`: where the mapping says
    it.
    """

    names: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    span: Span = field(default=NOWHERE, compare=False)
    spans: tuple[Span, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Always:
    """A value that is the same for every contact; "" of an event: it never happens."""

    value: str
    span: Span = field(default=NOWHERE, compare=False)


Origin = Column | Always


@dataclass(frozen=True, slots=True, kw_only=True)
class LogMapping:
    """How a log is read.

    `zone`: of times without offset; "" where none is said. `twice`: which is meant of a time that its clocks showed
    twice (`local_instants.TWICE`); "" where that is not said. `formats`: of times, as `strptime` writes them; () for
    ISO 8601. `missing`: texts that stand for an empty cell. `dimensions`: channel, kind, party and the policy's
    categories. `events`: by past form; those of a state among them. `event`, `at`: of a log that has a row an event;
    the values of `event` are its events, and "" for what is none; `others`: is every value that is not named no event?
    """

    path: str
    contact: Column
    zone: str = ""
    ignores_offsets: bool = False
    twice: str = ""
    formats: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    missing: tuple[str, ...] = ()
    arrives: Column | None = None
    customer: Column | None = None
    dimensions: Mapping[str, Origin] = field(default_factory=dict)
    events: Mapping[str, Origin] = field(default_factory=dict)
    facts: Mapping[str, Origin] = field(default_factory=dict)
    counts: Mapping[str, Origin] = field(default_factory=dict)
    dates: Mapping[str, Column] = field(default_factory=dict)
    event: Column | None = None
    at: Column | None = None
    others: bool = False

    @property
    def is_long(self) -> bool:
        """Has the log a row an event, rather than a row a contact?"""
        return self.event is not None

    @property
    def listed_events(self) -> tuple[str, ...]:
        """The events that the rows of a long log can be, in the order of the mapping; the arrival is none of them."""
        values = self.event.values.values() if self.event is not None else ()
        return tuple(dict.fromkeys(name for name in values if name not in ("", CONTACT_STARTS)))

    @property
    def known_events(self) -> frozenset[str]:
        """The events of which the log says whether they happened; of any other it is not known."""
        return frozenset((*self.events, *self.listed_events))

    def columns(self) -> Iterator[Column]:
        """Every column that is mapped, in the order of the form."""
        yield self.contact
        for one in (self.arrives, self.customer, self.event, self.at):
            if one is not None:
                yield one
        for part in (self.dimensions, self.events, self.facts, self.counts, self.dates):
            yield from (origin for origin in part.values() if isinstance(origin, Column))
