"""Figures on the pages of a policy that belong to no promise: outside of every marked element, or in a text where the
policy does not say them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from troth.charter.published import PublishedPage
from troth.charter.spelling import strings
from troth.resolve.figures import figure_places, figures_in

_OWN = ("duties", "texts", "reports")
_WORD = re.compile(r"[^\W_]+")


def loose_figures(pages: Iterable[PublishedPage], policy: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each figure that no promise and no text of a policy says, with the path of its page; `policy` is as built."""
    own = [" ".join(text.split()) for text in strings([policy.get(part) for part in _OWN])]
    for page in pages:
        loose = list(figures_in(page.unmarked))
        for text in page.texts:
            loose += [text[start:end] for start, end in figure_places(text) if not _is_own(text, start, end, own)]
        yield from ((figure, page.path) for figure in dict.fromkeys(loose))


def _is_own(text: str, start: int, end: int, own: Iterable[str]) -> bool:
    """Whether the policy says this figure between the same words; at either end of its text, it says nothing more."""
    before, after = _WORD.findall(text[:start])[-1:], _WORD.findall(text[end:])[:1]
    for one in own:
        for found in re.finditer(re.escape(text[start:end]), one):
            same_before = _WORD.findall(one[: found.start()])[-1:] in ([], before)
            if same_before and _WORD.findall(one[found.end() :])[:1] in ([], after):
                return True
    return False
