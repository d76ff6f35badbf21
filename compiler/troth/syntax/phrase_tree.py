"""The phrases of the tree: names and values, limits, conditions. Policies and published sentences share them.

A node is a phrase of the language. Names are still the owner's words (`Words`); amounts, dates and times are already
values, because how they are written has no meaning of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from troth.source import Position, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    span: Span


# ---------- phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Node):
    """A name of one or several words, or a quoted one: `phone message`, `"severe weather"`."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnText(Node):
    """A quoted text of the owner without its quotation marks.

    `places[i]` is where `text[i]` stands in the file, with one more entry for the end.
    """

    text: str
    places: tuple[Position, ...]

    def part(self, start: int, end: int) -> Span:
        """The place in the file of `text[start:end]`, which is not empty."""
        last = self.places[end - 1]
        return Span(path=self.span.path, start=self.places[start], end=Position(last.line, last.column + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Node):
    """`3 March 2026`, or a month alone: `September 2017` (then `day` is None)."""

    year: int
    month: int
    day: int | None

    @property
    def first(self) -> date:
        return date(self.year, self.month, self.day or 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class When(Node):
    """`Friday 29 November 2024 at 16:50`."""

    day: date
    at: time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange(Node):
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan(Node):
    """`09:00 to 17:00` in minutes after midnight; an end that is not after the start lies in the next day."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Season(Node):
    """`1 June to 31 August each year`: month and day of its first and last day; it may pass over the new year."""

    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Node):
    """`3 working days`: `unit` is the unit in the singular."""

    n: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts(Node):
    """`16 working days and 5 days less 1 day`: what is counted, in this order."""

    first: Amount
    then: Amount | None
    less: Amount | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Locators(Node):
    """`"4.7 bullet 1" to "4.7 bullet 4"`: `last` is None for a single one."""

    first: str
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactPhrase(Node):
    words: Words
    negated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePhrase(Node):
    words: Words


# ---------- limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Endings(Node):
    roll: str | None = None  # "forward", "back", "as it falls"
    by: time | None = None
    by_closing: bool = False
    same_time: bool = False
    day_and_night: bool = False
    month_end: bool = False
    calendar: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithinLimit(Node):
    amounts: Amounts
    event: Words | None
    clear: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLimit(Node):
    """`at least 5 working days before the visit`; `clear`: neither end counts; `most`: at most; `after`: after it."""

    amounts: Amounts
    clear: bool
    event: Words
    most: bool
    after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryLimit(Node):
    """`every 5 working days until the resolution`."""

    amounts: Amounts
    until: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class CapBound(Node):
    """`30 working days of the arrival`: beneath `never later than`; no event: the promise's own."""

    amounts: Amounts
    event: Words | None
    endings: Endings


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesCase(Node):
    """`from 1 April 2027 to 31 March 2028`, `until 31 March 2027`: by the local day of arrival, both included."""

    first: Day | None
    last: Day | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextWorkingDayLimit(Node):
    event: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SameDayLimit(Node):
    event: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeRingLimit(Node):
    ring: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AtEventLimit(Node):
    event: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeEventLimit(Node):
    event: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class DuringLimit(Node):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedLimit(Node):
    """`by the time agreed`: `date` is `agreed`, `told` or `promised`."""

    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VagueLimit(Node):
    words: str


Bound = (
    WithinLimit
    | NoticeLimit
    | EveryLimit
    | NextWorkingDayLimit
    | SameDayLimit
    | BeforeRingLimit
    | AtEventLimit
    | BeforeEventLimit
    | DuringLimit
    | CarriedLimit
    | VagueLimit
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Node):
    promptly: bool
    bound: Bound
    endings: Endings


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPromise(Node):
    pass


# ---------- conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class IfFact(Node):
    fact: FactPhrase
    excepted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WhileState(Node):
    state: StatePhrase
    excepted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptClosedDays(Node):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ForValues(Node):
    names: tuple[Words, ...]


Condition = IfFact | WhileState | ExceptClosedDays | ForValues | DatesCase


# ---------- a line


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNode(Node):
    """A line that says one thing, in the words `said`, after the white space `before`.

    `assumed`: the source does not say it; `lines`: what stands beneath it.
    """

    said: str = ""
    before: str = ""
    assumed: bool = False
    lines: tuple[LineNode, ...] = ()
