"""Figures in free text: a number, in digits or words, with a unit of time, money, per cent, or a clock time.

Free text cannot promise, so a figure in it is refused unless it stands in braces. What has a number and no unit
("section 4.2", "one of us", "first class") is no figure. What has both is one, whatever else it describes: a "24-hour
call centre" promises to be open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_BELOW_100 = rf"(?:(?:{_TENS})(?:[ -](?:{_ONES}))?|{_TEENS}|{_ONES})"
_IN_WORDS = (
    rf"(?:(?:{_BELOW_100}|an?)[ -](?:hundred|thousand|million)(?:(?:[ ]and)?[ -]{_BELOW_100})?|{_BELOW_100}|"
    r"(?:an?[ ])?(?:couple|few|dozen|half(?:[ ]an?)?)(?:[ ]of)?)"
)
_DIGITS = r"\d{1,12}(?:,\d{1,12}){0,4}(?:\.\d{1,9})?"
_IN_DIGITS = rf"(?:{_DIGITS}(?:[ ]?[½¼¾]|[ ]\d/\d)?|[½¼¾]|\d/\d)"
_ONE_NUMBER = rf"(?:{_IN_DIGITS}|{_IN_WORDS})(?:[ ]and[ ]a[ ]half)?"
_NUMBER = rf"(?:{_ONE_NUMBER}(?:[ ](?:to|or|and)[ ]|[ ]?[-–—][ ]?))?{_ONE_NUMBER}"
_UNIT = (
    r"(?:(?:calendar|clear|consecutive|full|whole|working|business|office|opening)[ -])*"
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|workdays?|weekdays?|nights?|weeks?|weekends?|fortnights?|"
    r"months?|quarters?(?![ ]of\b)|years?|rings?)"
)
_MONEY = r"(?:pounds?|pence|quid|euros?|cents?|dollars?|GBP|EUR|USD)"
_HOUR = rf"(?:\d{{1,2}}|{_ONES}|ten|eleven|twelve)"
_MIDDLES = r"(?:noon|midday|midnight)"
_FIGURES = re.compile(
    rf"""
    \b{_NUMBER}[ -]?{_UNIT}\b
  | \b{_NUMBER}(?:[ ]?%|[ ]?per[ ]cent\b|[ ]?percent\b|[ -]?{_MONEY}\b)
  | (?:[£$€]|\b(?:GBP|EUR|USD))[ ]?{_DIGITS}(?:[ ]?(?:k|m|bn|thousand|million|billion)\b)?
  | \b\d{{1,3}}[ph]\b
  | \b(?:an?|one)[ ](?:hour|day|week|month|year)[ ]and[ ]a[ ]half\b
  | \b(?:(?:an?|one|three)[ -])?quarters?[ ]of[ ]an[ ]hour\b
  | \b\d{{1,2}}(?:[:.]\d{{2}})?[ ]?[ap]\.?m\b
  | \b\d{{1,2}}:\d{{2}}\b
  | \b{_HOUR}[ ]o[’']clock\b
  | \b(?:half|(?:an?[ ])?quarter|five|ten|twenty|twenty-five|\d{{1,2}})[ ]past[ ]{_HOUR}\b
  | \b(?:an?[ ])?quarter[ ]to[ ]{_HOUR}\b
  | \b24[ ]?[/x][ ]?7\b
  | \b\d{{1,2}}(?:st|nd|rd|th)[ ](?:working|business|calendar)[ ]day\b
  | \b(?:a[ ])?fortnight\b
  | \b(?:at|by|before|after|until|till|from|to|between|around|about)[ ](?:(?:12|twelve)[ ])?{_MIDDLES}\b
  | \b(?:12|twelve)[ ]{_MIDDLES}\b
  | ^[ ]*{_MIDDLES}[ ]*$
  | \bby[ ](?:the[ ])?close[ ]of[ ](?:play|business)\b
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
