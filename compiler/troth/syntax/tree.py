"""The tree of a policy: what stands in the text, with its place, before anything is known about what it means.

A node is a line or a phrase of the language. Names are still the owner's words (`Words`); amounts, dates and times are
already values, because how they are written has no meaning of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from troth.source import Span


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
class Amount(Node):
    """`3 working days`: `unit` is the unit in the singular."""

    n: int
    unit: str


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
    day_and_night: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WithinLimit(Node):
    amount: Amount
    event: Words | None


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


Condition = IfFact | WhileState | ExceptClosedDays | ForValues


# ---------- lines


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNode(Node):
    """A line that says one thing, in the words `said`.

    `assumed`: the source does not say it; `lines`: what stands beneath it.
    """

    said: str = ""
    assumed: bool = False
    lines: tuple[LineNode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyBlock(LineNode):
    name: Words
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarBlock(LineNode):
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryBlock(LineNode):
    name: Words
    values: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredBlock(LineNode):
    """`channel web chat`, `fact unresolved "…"`: `kind` is the word the line begins with."""

    kind: str
    name: Words
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionBlock(LineNode):
    label: str | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardBlock(LineNode):
    name: Words
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyBlock(LineNode):
    name: Words
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock(LineNode):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBlock(LineNode):
    frequency: str
    to: str
    on: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleBlock(LineNode):
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationLine(LineNode):
    name: str
    known_as: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerLine(LineNode):
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorLine(LineNode):
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedLine(LineNode):
    day: Day
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEveryLine(LineNode):
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class NextReviewLine(LineNode):
    day: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisedLine(LineNode):
    day: Day
    part: str
    reason: str
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliesToLine(LineNode):
    names: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeAlsoLine(LineNode):
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsesCalendarLine(LineNode):
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine(LineNode):
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine(LineNode):
    locators: tuple[Locators, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeZoneLine(LineNode):
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsLine(LineNode):
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidaysLine(LineNode):
    """`holidays GB-SCT`; no regions: `holidays none`."""

    regions: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidaysExceptLine(LineNode):
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidaysAlsoLine(LineNode):
    days: DateRange
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDaysLine(LineNode):
    weekdays: tuple[int, ...]  # 0 is Monday


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedLine(LineNode):
    days: DateRange
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingLine(LineNode):
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RollLine(LineNode):
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbLine(LineNode):
    """`verb call back "call you back", ring back`: each verb with how it is said on a page."""

    verbs: tuple[tuple[Words, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NounLine(LineNode):
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class IncludesLine(LineNode):
    names: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaysLine(LineNode):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PluralLine(LineNode):
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalLine(LineNode):
    start: Words
    end: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoLine(LineNode):
    every_contact: bool
    names: tuple[Words, ...]
    parties: tuple[Words, ...]
    kinds: tuple[Words, ...]
    stages: tuple[Words, ...]
    facts: tuple[FactPhrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLine(LineNode):
    party: Words | None
    strength: str
    verb: Words
    limit: Limit | None
    by: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine(LineNode):
    party: Words | None
    strength: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacesLine(LineNode):
    names: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceLine(LineNode):
    names: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine(LineNode):
    condition: Condition
    limit: Limit | NoPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine(LineNode):
    """A row of a table; no names: `otherwise`. With `by`, the rows beneath it divide it further."""

    names: tuple[Words, ...]
    limit: Limit | NoPromise | None
    by: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionLine(LineNode):
    condition: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class OrPromiseLine(LineNode):
    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrActLine(LineNode):
    verb: Words
    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class MannerLine(LineNode):
    names: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SayingLine(LineNode):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlessByThenLine(LineNode):
    event: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphLine(LineNode):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletLine(LineNode):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAPromiseLine(LineNode):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivesLine(LineNode):
    channel: Words
    party: Words | None
    kind: Words | None
    stage: Words | None
    values: tuple[Words, ...]
    when: When


@dataclass(frozen=True, slots=True, kw_only=True)
class HappenedLine(LineNode):
    event: Words
    when: When


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine(LineNode):
    """`reply due by the end of …` (`end_of_day`) or `complete due by … at 03:30`."""

    verb: Words
    when: When
    end_of_day: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPromisedLine(LineNode):
    verb: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLine(LineNode):
    verb: Words
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLine(LineNode):
    """`rings is 6`, `away is yes`, `promised is 12 January 2027`."""

    name: Words
    value: Words | When


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOfLine(LineNode):
    when: When
