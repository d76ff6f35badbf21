"""The lines of a target, of a remedy, of a variation and of a law: what goes beside a promise's deadline."""

from __future__ import annotations

from dataclasses import dataclass

from troth.syntax.phrase_tree import Amount, Condition, Day, Limit, LineNode, Node, NoPromise, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisLine(LineNode):
    """`basis law "Equality Act 2010, section 29"`; no citation: `basis promise`."""

    citation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterEventLine(LineNode):
    """`after the missed appointment`, of a duty."""

    event: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RestartedLine(LineNode):
    """`restarted by the information`."""

    event: Words


# ---------- of a target


@dataclass(frozen=True, slots=True, kw_only=True)
class TierPhrase(Node):
    """`90% within 20 seconds`: a share in thousandths of a per cent; no limit: the promise's own."""

    share: int
    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine(LineNode):
    """`target 50% within 3 working days, 85% within 5 working days each year`, or `target average 4 days each month`.

    `each`: day, week, month, quarter or year. A table (`by`) has neither tiers nor an average: its rows have them.
    """

    tiers: tuple[TierPhrase, ...] = ()
    average: Amount | None = None
    by: Words | None = None
    each: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRowLine(LineNode):
    """`p1, p2: 90% within 4 hours`; no names: `otherwise`."""

    names: tuple[Words, ...]
    tiers: tuple[TierPhrase, ...]


# ---------- of a remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum(Node):
    """`£2.50`: `digits` with a decimal point and without commas, `currency` as it is written; no digits: `nothing`."""

    digits: str
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyLine(LineNode):
    """`remedy £30`, or a table: `remedy, by customer type`."""

    sum: Sum | None = None
    by: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SumRowLine(LineNode):
    """`household: £20`; no names: `otherwise`."""

    names: tuple[Words, ...]
    sum: Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class SumCaseLine(LineNode):
    """`from 1 April 2027: £40`."""

    condition: Condition
    sum: Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayRowLine(LineNode):
    """`from 5 working days: £25`, in a table by delay."""

    amount: Amount
    sum: Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherLine(LineNode):
    """`plus £30 for each further 24 hours or part of it`; a table: `plus, by customer type, for each further day`."""

    amount: Amount
    started: bool
    sum: Sum | None = None
    by: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMostLine(LineNode):
    """`at most £300`, or `at most £600 each year`: for one customer in that time."""

    sum: Sum
    each: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidLine(LineNode):
    """`paid automatically within 10 working days`."""

    automatically: bool
    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedLine(LineNode):
    """`claimed within 3 months`."""

    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidLateLine(LineNode):
    """`if paid late: £20`."""

    sum: Sum


# ---------- of a variation


@dataclass(frozen=True, slots=True, kw_only=True)
class VariationBlock(LineNode):
    name: Words
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VariationDaysLine(LineNode):
    """`from 1 December 2026 to 31 January 2027`."""

    first: Day
    last: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class VariationLimitLine(LineNode):
    """`email.reply: within 10 working days`."""

    promise: Words
    limit: Limit | NoPromise


# ---------- of a declared word


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedAfterLine(LineNode):
    """`arrives on second working day after posting, rolling forward`, of a channel."""

    n: int
    working: bool
    event: Words
    roll: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedSentLine(LineNode):
    """`arrives when sent before 16:30 on a working day, otherwise on the next working day`, of a channel."""

    minute: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissesLine(LineNode):
    """`when 3 misses of repairs.complete within 90 days`, of an event."""

    n: int
    promise: Words
    within: Amount | None
