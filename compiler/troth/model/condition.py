"""When something holds: one system of conditions, the same in selectors, cases and excuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class FactIs:
    """A fact of the contact: declared by name, or in the owner's quoted words."""

    fact: str
    holds: bool = True


@dataclass(frozen=True, slots=True)
class StateIs:
    """A state at the arrival, such as `away`: from one event to another."""

    state: str
    holds: bool = True


@dataclass(frozen=True, slots=True)
class ValueIs:
    """A value of a dimension: `channel`, `kind`, `party`, or a category such as `priority` or `stage`."""

    dimension: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArrivedOnClosedDay:
    """The contact's local day of arrival is no working day of a calendar; "" is the policy's."""

    calendar: str = ""


@dataclass(frozen=True, slots=True)
class ArrivedBetween:
    """The contact's local day of arrival lies from `first` to `last`, both included; None is open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class InSeason:
    """The contact's local day of arrival lies from a month and day to another, which may lie in the next year."""

    first: tuple[int, int]
    last: tuple[int, int]
    name: str = field(default="", compare=False)


Condition = FactIs | StateIs | ValueIs | ArrivedOnClosedDay | ArrivedBetween | InSeason


def is_denied(condition: Condition) -> bool:
    """Is it a fact that must not be so?"""
    return isinstance(condition, FactIs) and not condition.holds


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a standard or duty is for: every condition must hold; none at all means every contact."""

    conditions: tuple[Condition, ...] = ()

    def values(self, dimension: str) -> tuple[str, ...]:
        """The values of a dimension that are selected; () where all are."""
        for condition in self.conditions:
            if isinstance(condition, ValueIs) and condition.dimension == dimension:
                return condition.values
        return ()
