"""The functions of `javascript_runtime.js`, one by one: a checker carries those that it calls."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from troth.targets.to_javascript.naming import shorten_local

_NAME = re.compile(r"\$[A-Za-z]\w*")
_START = re.compile(r"^(?:const|function\*?|class) (\$\w+)", re.MULTILINE)
_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)
_TOKEN = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|/\^(?:\\.|\[(?:\\.|[^\]])*\]|[^/\\])*/[a-z]*)|(?P<space>\s+)"""
)


@cache
def read_runtime(source: str) -> dict[str, str]:
    """Each function's text, without blanks and with its names marked as ours, by name without the `$`."""
    plain = _COMMENT.sub("", source)
    starts = [*_START.finditer(plain)]
    found = {}
    for one, after in zip(starts, [*starts[1:], None], strict=True):
        text = plain[one.start() : after.start() if after else len(plain)].strip()
        found[one[1][1:]] = marked(squeezed(text))
    outer = {f"${name}" for name in found}
    return {name: shorten_local(text, outer) for name, text in found.items()}


def with_needed(names: Iterable[str], functions: dict[str, str]) -> list[str]:
    """These functions and those that they call, in the order of the runtime.

    Raises KeyError for one that there is not.
    """
    needed: set[str] = set()
    left = list(names)
    while left:
        name = left.pop()
        if name not in needed:
            needed.add(name)
            called = (one[1:] for one in re.findall("\ue000(\\$\\w+)\ue001", functions[name]))
            left += [one for one in called if one in functions]
    return [functions[name] for name in functions if name in needed]


def squeezed(text: str) -> str:
    """Without the blanks that only people need; what stands in quotes or in a pattern stays."""

    def short(found: re.Match[str]) -> str:
        if found["text"]:
            return found[0]
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        is_word = [bool(re.match(r"[\w$]", letter)) for letter in (before, after)]
        return " " if all(is_word) or before == after in "+-" else ""

    return _TOKEN.sub(short, text)


def marked(text: str) -> str:
    """With the names marked that are ours: `$name`, and `$$name` after a dot."""
    text = re.sub(r"\$\$(\w+)", "\ue002\\1\ue001", text)
    return _NAME.sub(lambda name: f"\ue000{name[0]}\ue001", text)
