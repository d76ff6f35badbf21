"""How often a promise is to be kept, and what is paid where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from troth.model.condition import Condition
from troth.model.duration import Duration
from troth.model.limit import Limit
from troth.source import NOWHERE, Span

MISSED = "the deadline"
"""In place of an event: the deadline that was missed, from which payments and claims are counted."""


class Period(StrEnum):
    """Over which a target is measured, or a customer's sums are added up."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """`90% within 20 seconds`: `share` in thousandths of a per cent; no limit: the promise's own."""

    share: int
    limit: Limit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A share for each tier, or the most that is taken on average; `each` None: of all that one looks at.

    Contacts count for which all of `only` and none of `excludes` hold at the arrival. A row of a table is a target of
    its own: its values are the first of `only`.
    """

    tiers: tuple[Tier, ...] = ()
    average: Duration | None = None
    each: Period | None = None
    only: tuple[Condition, ...] = ()
    excludes: tuple[Condition, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """A sum in minor units of a currency of ISO 4217: pence, cents; whole yen."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class SumCase:
    """Another sum where a condition holds at the arrival; None: nothing."""

    condition: Condition
    sum: Money | None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SumFromDelay:
    """The sum from so much delay on."""

    delay: Duration
    sum: Money | None
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """A sum, with others where a condition holds (the first that does) or from a delay on (the longest reached).

    `plain` None: nothing otherwise.
    """

    plain: Money | None = None
    cases: tuple[SumCase, ...] = ()
    by_delay: tuple[SumFromDelay, ...] = ()

    def every(self) -> Iterator[Money]:
        """Each sum that is said, the plain one first."""
        sums = (self.plain, *(case.sum for case in self.cases), *(row.sum for row in self.by_delay))
        yield from (one for one in sums if one is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """`plus £30 for each further 24 hours or part of it` (`started`)."""

    sums: Sums
    period: Duration
    started: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """What is paid where a promise is not kept in time.

    `at_most` for one miss; `at_most_each` for all that one customer misses in a period. `paid`: by when; its event is
    MISSED, or that of the claim where one is needed. `automatically`: without being asked. `claimed`: by when the
    customer asks for it. `if_late`: what is added where it is paid late. Nothing is paid where one of `excludes` holds
    at the arrival, or not all of `only` do.
    """

    sums: Sums
    further: Further | None = None
    at_most: Money | None = None
    at_most_each: tuple[Money, Period] | None = None
    automatically: bool = False
    paid: Limit | None = None
    claimed: Limit | None = None
    if_late: Money | None = None
    only: tuple[Condition, ...] = ()
    excludes: tuple[Condition, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    @property
    def currency(self) -> str:
        """The one currency of all its sums, by its code."""
        every = [*self.sums.every(), *([] if self.further is None else self.further.sums.every())]
        return every[0].currency

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All on which it depends what is paid."""
        further = () if self.further is None else self.further.sums.cases
        return (*self.only, *self.excludes, *(case.condition for case in (*self.sums.cases, *further)))
