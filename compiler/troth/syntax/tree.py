"""The tree of a policy: what stands in the text, with its place, before anything is known about what it means.

A node is a line of the language; the phrases in it are those of `phrase_tree`, so this module holds the whole tree.
"""

from __future__ import annotations

from dataclasses import dataclass

from troth.syntax.calendar_tree import (
    AlwaysOpenLine,
    ClosedLine,
    ClosedYearlyLine,
    CountingLine,
    CutoffLine,
    HolidaysAlsoLine,
    HolidaysExceptLine,
    HolidaysLine,
    MonthEndLine,
    NotCountedLine,
    OpenLine,
    OpenOnLine,
    RollLine,
    SeasonLine,
    ShortPeriodsLine,
    TimeZoneLine,
    WorkingDaysLine,
    YearsLine,
)
from troth.syntax.phrase_tree import (
    Amount,
    Amounts,
    AtEventLimit,
    BeforeEventLimit,
    BeforeRingLimit,
    Bound,
    CapBound,
    CarriedLimit,
    Condition,
    DateRange,
    DatesCase,
    Day,
    DuringLimit,
    Endings,
    EveryLimit,
    ExceptClosedDays,
    FactPhrase,
    ForValues,
    IfFact,
    Limit,
    LineNode,
    Locators,
    NextWorkingDayLimit,
    Node,
    NoPromise,
    NoticeLimit,
    OwnText,
    SameDayLimit,
    Season,
    StatePhrase,
    TimeSpan,
    VagueLimit,
    When,
    WhileState,
    WithinLimit,
    Words,
)

# The phrases and the lines of a calendar, for those who take the whole tree from here.
__all__ = [
    "AlwaysOpenLine",
    "Amount",
    "Amounts",
    "AtEventLimit",
    "BeforeEventLimit",
    "BeforeRingLimit",
    "Bound",
    "CapBound",
    "CarriedLimit",
    "ClosedLine",
    "ClosedYearlyLine",
    "Condition",
    "CountingLine",
    "CutoffLine",
    "DateRange",
    "DatesCase",
    "Day",
    "DuringLimit",
    "Endings",
    "EveryLimit",
    "ExceptClosedDays",
    "FactPhrase",
    "ForValues",
    "HolidaysAlsoLine",
    "HolidaysExceptLine",
    "HolidaysLine",
    "IfFact",
    "Limit",
    "LineNode",
    "Locators",
    "MonthEndLine",
    "NextWorkingDayLimit",
    "NoPromise",
    "Node",
    "NotCountedLine",
    "NoticeLimit",
    "OpenLine",
    "OpenOnLine",
    "OwnText",
    "RollLine",
    "SameDayLimit",
    "Season",
    "SeasonLine",
    "ShortPeriodsLine",
    "StatePhrase",
    "TimeSpan",
    "TimeZoneLine",
    "VagueLimit",
    "When",
    "WhileState",
    "WithinLimit",
    "Words",
    "WorkingDaysLine",
    "YearsLine",
]


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
    text: OwnText


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacesLine(LineNode):
    names: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationLine(LineNode):
    """`situation "You will be away"`: when a member of staff needs it, as a heading of the handbook."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine(LineNode):
    """`record "the call" in "the case system"`."""

    what: str
    where: str


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
class IfTold(Node):
    """`if told within 7 working days`; no limit: told by the promise's own deadline."""

    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendedByLine(LineNode):
    """`extended by 10 working days, once, if told within 7 working days, if complex`."""

    amount: Amount
    once: bool
    told: IfTold | None
    fact: FactPhrase | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendedToLine(LineNode):
    """`extended to the date told, if told within 2 days, if complex`."""

    told: IfTold | None
    fact: FactPhrase | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PausedWhileLine(LineNode):
    """`paused while waiting for the customer, both days included`."""

    state: StatePhrase
    both_days: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PausedFromLine(LineNode):
    """`paused from the fees notice to the payment, both days included`."""

    start: Words
    end: Words
    both_days: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverLine(LineNode):
    """`never later than 30 working days`, or `earlier`."""

    later: bool
    bound: CapBound


@dataclass(frozen=True, slots=True, kw_only=True)
class OrActLine(LineNode):
    verb: Words
    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class MannerLine(LineNode):
    names: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SayingLine(LineNode):
    text: OwnText


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlessByThenLine(LineNode):
    event: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphLine(LineNode):
    text: OwnText


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletLine(LineNode):
    text: OwnText


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
