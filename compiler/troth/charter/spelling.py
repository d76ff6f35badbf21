"""Words of a page as the policy that was built spells them: generators set other apostrophes and hyphens.

A word that the policy itself spells in two ways stays as the page has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from troth.charter.published import PublishedExample, PublishedPage, PublishedSetting

_FOLDED = str.maketrans({"\u2019": "'", "\u2010": "-", "\u2011": "-"})
_SPELT = re.compile(r"\w*(?:['\u2019\u2010\u2011-]\w*)+")
_NOT_READ = frozenset(("path", "kind", "policy"))
"""Parts of a page that are no words on it."""
_SHOWN = ("text", "days")
"""Parts of an example or a setting that are words."""

Spellings = Mapping[str, frozenset[str]]


def spellings(data: Any) -> Spellings:
    """Each word of `policy.json` that has an apostrophe or a hyphen: as it is without typography, and as it stands."""
    found: dict[str, set[str]] = {}
    for text in strings(data):
        for word in _SPELT.findall(text):
            found.setdefault(word.translate(_FOLDED), set()).add(word)
    return {word: frozenset(ways) for word, ways in found.items()}


def spelt(page: PublishedPage, known: Spellings) -> PublishedPage:
    """The page with these words as they are spelt there, and all others without typography."""
    read = [field.name for field in fields(page) if field.name not in _NOT_READ]
    return replace(page, **{name: _spelt(getattr(page, name), known) for name in read})


def _spelt(value: Any, known: Spellings) -> Any:
    if isinstance(value, PublishedExample | PublishedSetting):
        return replace(value, **{name: _spelt(getattr(value, name), known) for name in _SHOWN if hasattr(value, name)})
    if isinstance(value, str):
        return _SPELT.sub(lambda found: _word(found[0], known), value)
    if isinstance(value, tuple):
        return tuple(_spelt(one, known) for one in value)
    return value


def _word(word: str, known: Spellings) -> str:
    plain = word.translate(_FOLDED)
    ways = known.get(plain, frozenset((plain,)))
    return word if word in ways else min(ways)


def strings(data: Any) -> Iterator[str]:
    """Each text in data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from strings(value)
