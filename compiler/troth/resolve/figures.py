"""Figures in free text: what a customer could hold the organisation to, a time, an amount of money, or a share.

Free text cannot promise, so a figure in it is refused unless it stands in braces. A number with a unit is one, whatever
else it describes: a "24-hour call centre" promises to be open. So is what says a time without a number ("fortnight",
"overnight", "by close of play"), how often ("weekly", "every other day") or how many of all ("nine out of ten calls").
What has a number and none of these ("section 4.2", "one of us", "first class") is no figure; nor is what only sounds
prompt ("at once", "soon"), a day or a time that has been ("on 3 May 2026", "ten years ago"), an age or a name. What
could be either is a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from troth.resolve.figure_words import AMOUNTS, CLOCK_TIMES, DAYS, MONEY, MONEY_SIGN, NO_FIGURES, OFTEN, SHARES

_EVERY = "|".join((AMOUNTS, MONEY, SHARES, CLOCK_TIMES, OFTEN, DAYS))
# No figure begins within a word, but for US$40: the lists need not be tried at each letter.
_FIGURES = re.compile(rf"(?:(?<!\w)|(?={MONEY_SIGN}))(?:{_EVERY})", re.IGNORECASE | re.VERBOSE)
_APART = re.compile(rf"\{{[^{{}}]*\}}|(?<!\w)(?:{NO_FIGURES})", re.VERBOSE)


def figures_in(text: str) -> Iterator[str]:
    """Each figure of a text that does not stand in braces."""
    for start, end in figure_places(text):
        yield text[start:end]


def figure_places(text: str) -> Iterator[tuple[int, int]]:
    """Where each figure of a text that does not stand in braces begins and ends."""
    bare = _APART.sub(_blank, text)
    for found in _FIGURES.finditer(bare):
        yield found.span()


def _blank(found: re.Match[str]) -> str:
    """As long, so that places stay; where only a part is no figure, what stands before it is still read."""
    read = found.start(found.lastindex or 0) - found.start()
    return found[0][:read] + "·" * (len(found[0]) - read)
