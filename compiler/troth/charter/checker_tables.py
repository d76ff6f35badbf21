"""The tables and the words in a checker against those of what the pages say.

By tables `deadline` answers without counting. By words a contact is read, and some of them decide deadlines: what sets
an event off after how many misses, from when to when a state lasts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from troth.charter.published import PageProblem, PublishedPage
from troth.charter.runners import Runner, Said, Stopped
from troth.targets.due_tables import with_tables


def differing_tables(said: Said, where: dict[str, str], runner: Runner, checker: Path) -> Iterator[PageProblem]:
    """Where the compiled tables of a promise are not those of what the pages say; `where`: promise → page."""
    try:
        built = runner.tables(checker)
        if built is None:
            return
        found = {promise["id"]: _tables_of(promise, built["tables"]) for promise in built["promises"]}
    except (Stopped, KeyError, TypeError, IndexError):
        yield PageProblem("T803", "the tables of the checker cannot be read", checker.as_posix())
        return
    compiled = with_tables(said)
    for promise in compiled["promises"]:
        id_ = promise["id"]
        if id_ in found and found[id_] != _tables_of(promise, compiled["tables"]):
            message = f"`{id_}`: the table of its deadlines in `{checker.name}` is not that of what the page says"
            yield PageProblem("T803", message, where[id_])


def differing_words(said: Said, pages: list[PublishedPage], runner: Runner, checker: Path) -> Iterator[PageProblem]:
    """Where the words of a checker are not those that the pages say."""
    try:
        built = runner.words(checker)
    except Stopped:
        yield PageProblem("T803", "the words of the checker cannot be read", checker.as_posix())
        return
    if built is None:
        return
    words = said["words"]
    path = next((page.path for page in pages if page.words), pages[0].path)
    for part in words:
        mine, its = _words_of(words[part]), _words_of(built.get(part))
        for word in sorted(name for name in mine.keys() | its.keys() if mine.get(name) != its.get(name)):
            by_page, as_built = (json.dumps(one.get(word), ensure_ascii=False) for one in (mine, its))
            message = f"the words: {part} of “{word}” are {by_page} by the page, and {as_built} in `{checker.name}`"
            yield PageProblem("T803", message, path)


def _words_of(part: Any) -> dict[str, Any]:
    """A part of the words by word; what is a list says of each word in it that it is one."""
    return part if isinstance(part, dict) else dict.fromkeys(map(str, part if isinstance(part, list) else ()), True)


def _tables_of(part: Any, tables: list[Any]) -> list[str]:
    """The tables that a promise of a program names, as text, in one order."""
    if isinstance(part, list):
        return sorted(text for one in part for text in _tables_of(one, tables))
    if not isinstance(part, dict):
        return []
    own = [json.dumps(tables[part["table"]])] if "table" in part else []
    return sorted([*own, *(text for one in part.values() for text in _tables_of(one, tables))])
