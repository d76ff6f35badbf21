"""The program in a checker, and the code that runs it, against those that the compiler makes of what the pages say.

`due` is asked at every edge of every promise. `deadline`, which looks up tables, and `measure`, which counts over many
contacts, are not: they are right where their program and their code are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from troth import __version__
from troth.charter.published import PageProblem, PublishedPage
from troth.charter.runners import Runner, Said, Stopped
from troth.targets.due_tables import with_tables

_BESIDE = {"calendar": "calendar", "calendars": "others", "words": "words"}
"""What a program holds beside its promises, and which part of a page says it."""


def differing_programs(
    said: Said, pages: list[PublishedPage], where: dict[str, str], runner: Runner, checker: Path
) -> Iterator[PageProblem]:
    """What of the program in a checker is not that of what the pages say; `where`: promise to compare → page."""
    try:
        built = runner.program(checker)
        if built is not None:
            yield from differing_words(said, built, pages, checker)
            yield from differing_promises(said, built, where, checker)
    except (Stopped, KeyError, TypeError, IndexError, AttributeError):
        yield PageProblem("T803", "the program of the checker cannot be read", checker.as_posix())


def differing_promises(
    said: Said, built: dict[str, Any], where: dict[str, str], checker: Path
) -> Iterator[PageProblem]:
    """What of these promises of a program, with their tables, is not as the pages say."""
    both = (with_tables(said), built)
    mine, its = ({one["id"]: _whole(one, each["tables"]) for one in each["promises"]} for each in both)
    for id_ in sorted(mine.keys() & its.keys() & where.keys()):
        for told in _told(mine[id_], its[id_], 0, checker):
            yield PageProblem("T803", f"`{id_}`: {told}", where[id_])


def differing_words(
    said: Said, built: dict[str, Any], pages: list[PublishedPage], checker: Path
) -> Iterator[PageProblem]:
    """What of the words and calendars of a program, as far as it tells them, is not as the pages say."""
    for name in (one for one in _BESIDE if one in built):
        path = next((page.path for page in pages if getattr(page, _BESIDE[name])), pages[0].path)
        for told in _told(_whole(said[name], []), _whole(built[name], []), 2 if name == "words" else 1, checker):
            yield PageProblem("T803", f"the {name}: {told}", path)


_PLACE = frozenset({"path", "line"})
"""Where a rule stands in its file, which no page says."""
_TABLE = "table"


def _whole(part: Any, tables: list[Any]) -> Any:
    """A part of a program with the tables that it names, as objects: a list is one by numbers from 1.

    What no page says is left out: where a rule stands in its file, and in which order the standards stand that are
    replaced.
    """
    if isinstance(part, list | tuple):
        return {str(number): _whole(one, tables) for number, one in enumerate(part, start=1)}
    if not isinstance(part, dict):
        return part
    whole: dict[str, Any] = {}
    for name, one in part.items():
        if name == _TABLE:
            whole[name] = json.dumps(tables[one])
        elif name == "replaced":
            whole[name] = _whole(sorted(one, key=json.dumps), tables)
        elif name == "rule":
            whole[name] = {inner: text for inner, text in one.items() if inner not in _PLACE}
        else:
            whole[name] = _whole(one, tables)
    return whole


def _told(mine: Any, its: Any, depth: int, checker: Path) -> Iterator[str]:
    """What differs, in words: of each part so deep, the first of its parts."""
    known = set()
    for path, own, other in _differences(mine, its):
        if path[:depth] in known:
            continue
        known.add(path[:depth])
        if path[-1:] == (_TABLE,):
            yield f"the table of its deadlines in `{checker.name}` is not that of what the page says"
        else:
            of = [f"of “{path[1]}”", *path[2:]] if depth > 1 and len(path) > 1 else path[1:]
            by_page, as_built = (json.dumps(one, ensure_ascii=False)[:_LONGEST] for one in (own, other))
            yield f"{' '.join((path[0], *of))} is {by_page} by the page, and {as_built} in `{checker.name}`"


_LONGEST = 160


def _differences(mine: Any, its: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """The innermost parts that differ, each with its path; a checker may leave out what is empty."""
    if isinstance(mine, dict) and isinstance(its, dict):
        for name in {**mine, **its}:
            if name in its or mine[name]:
                yield from _differences(mine.get(name), its.get(name), (*path, name))
    elif mine != its:
        yield path, mine, its


def differing_code(said: Said, runner: Runner, checker: Path) -> Iterator[PageProblem]:
    """Whether the code of a checker is that which this compiler writes for what the pages say."""
    try:
        place = runner.other_code(checker, said)
    except Stopped as problem:
        yield PageProblem("T803", f"the checker {problem.args[0]}", checker.as_posix())
        return
    if place:
        message = f"the code of the checker is not that which troth {__version__} writes: see {place}"
        yield PageProblem("T803", message, checker.as_posix())
