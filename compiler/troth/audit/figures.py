"""The figures of a summary, said so that they never promise more than was kept."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

_PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, exactly."""

    part: int
    whole: int

    @property
    def exact(self) -> Fraction | None:
        """Between 0 and 1; None of nothing."""
        return Fraction(self.part, self.whole) if self.whole else None

    def text(self, places: int = 1) -> str:
        """In per cent, rounded down: `97.1%`; it reads 100% only where it is all, and a target only where it is met.

        `places`: at least as many as the target has. Of nothing: "".
        """
        if not self.whole:
            return ""
        if self.part == self.whole:
            return "100%"
        scaled = self.part * _PER_CENT * 10**places // self.whole
        whole, part = divmod(scaled, 10**places)
        return f"{whole}.{part:0{places}}%" if places else f"{whole}%"


def decimals(thousandths: int) -> int:
    """How many places a share in thousandths of a per cent has, at least 1: 1 of 95,000, 3 of 99,995."""
    places = f"{thousandths % 1000:03}".rstrip("0")
    return max(1, len(places))


def minutes_text(minutes: int | None) -> str:
    """`3 d 4 h 12 min`, `2 h`, `0 min`; "" of nothing."""
    if minutes is None:
        return ""
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = [f"{n:,} {unit}" for n, unit in ((days, "d"), (hours, "h"), (left, "min")) if n]
    return " ".join(parts) or "0 min"


def average_text(total: int, one: int, counted: int, unit: str) -> str:
    """`3.667 working days`: `total` over `counted`, in units of `one`, rounded up to three places."""
    thousandths = -(-total * 1000 // (one * counted))
    whole, places = divmod(thousandths, 1000)
    n = f"{whole}.{places:03}".rstrip("0").rstrip(".")
    return f"{n} {unit}{'' if n == '1' else 's'}"
