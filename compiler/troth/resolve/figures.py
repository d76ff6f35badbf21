"""Figures in free text: a number, in digits or words, with a unit of time, money, per cent, or a clock time.

Free text cannot promise, so a figure in it is refused unless it stands in braces. What has a number and no unit
("section 4.2", "one of us", "first class") is no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = (
    r"(?:\d[\d,]*(?:\.\d+)?|(?:an?[ ])?(?:couple|few|dozen|half(?:[ ]an?)?)(?:[ ]of)?|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|"
    r"fifty|sixty|ninety)"
)
_UNIT = (
    r"(?:(?:calendar|clear|consecutive|full|whole|working|business|office|opening)[ -])*"
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|fortnights?|months?|quarters?|years?|rings?)"
)
_FIGURES = re.compile(
    rf"""
    \b{_NUMBER}(?:[ -]?{_UNIT})\b
  | \b\d[\d,]*(?:\.\d+)?[ ]?(?:%|per[ ]cent\b|percent\b|pence\b|pounds?\b|euros?\b)
  | [£$€][ ]?\d[\d,]*(?:\.\d+)?
  | \b\d{{1,2}}(?:[:.]\d{{2}})?[ ]?[ap]\.?m\b
  | \b\d{{1,2}}:\d{{2}}\b
  | \b(?:\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[ ]o[’']clock\b
  | \b(?:a[ ])?fortnight\b
  | \b(?:by[ ](?:the[ ])?close[ ]of[ ](?:play|business)|by[ ]noon|by[ ]midday|by[ ]midnight)\b
  | \b(?:next|same|following)[ ](?:working|business)[ ]day\b
  | \b(?:within[ ](?:an?|the)|in[ ]an?)[ ](?:working[ ]|business[ ])?(?:second|minute|hour|day|week|month|year)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BRACES = re.compile(r"\{[^{}]*\}")


def figures_in(text: str) -> Iterator[str]:
    """Each figure of a text that does not stand in braces."""
    for start, end in figure_places(text):
        yield text[start:end]


def figure_places(text: str) -> Iterator[tuple[int, int]]:
    """Where each figure of a text that does not stand in braces begins and ends."""
    bare = _BRACES.sub(lambda found: "·" * len(found[0]), text)
    for found in _FIGURES.finditer(bare):
        yield found.span()
