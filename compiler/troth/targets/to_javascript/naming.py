"""Short names for what a translation names, the same for the same name everywhere: such a text packs well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product

_VARIABLE = re.compile("\ue000([^\ue001]*)\ue001")
_ATTRIBUTE = re.compile("\ue002([^\ue001]*)\ue001")
_FIRST = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
_NEXT = _FIRST + "0123456789"
_RESERVED = frozenset(
    "as do if in is of for let new try var get set case else enum eval null this true void with await break catch class "
    "const false super throw while yield delete export import public return static switch typeof default extends "
    "finally package private continue debugger function arguments interface protected implements instanceof NaN "
    "Set Map Date Math JSON Array Object String Number Infinity undefined".split()
)


def shorten(text: str, kept: Iterable[str] = ()) -> str:
    """The text with a short name for each name in it; `kept`: names that stay as they are."""
    kept = frozenset(kept)
    for pattern, avoid in ((_VARIABLE, _RESERVED | kept), (_ATTRIBUTE, frozenset({"at", "of", "get", "has", "set", "map", "pop", "length"}))):
        counted = Counter(name for name in pattern.findall(text) if name not in kept)
        ordered = sorted(counted, key=lambda name: (-counted[name], name))
        names = dict(zip(ordered, _short_names(avoid), strict=False))
        text = pattern.sub(lambda found, names=names: names.get(found[1], found[1]), text)  # type: ignore[misc]
    return text


def _short_names(avoid: Iterable[str]) -> Iterator[str]:
    for length in range(4):
        for first, *rest in product(_FIRST, *[_NEXT] * length):
            name = first + "".join(rest)
            if name not in avoid:
                yield name
