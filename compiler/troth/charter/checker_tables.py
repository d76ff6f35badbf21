"""The tables in a checker, by which `deadline` answers without counting, against those of what the pages say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from troth.calendars.workdays import WorkCalendar
from troth.charter.published import PageProblem
from troth.charter.runners import Runner, Stopped
from troth.model.policy import Policy
from troth.tables.program import lower
from troth.targets.due_tables import with_tables


def differing_tables(
    policy: Policy, calendar: WorkCalendar, where: dict[str, str], runner: Runner, checker: Path
) -> Iterator[PageProblem]:
    """Where the compiled tables of a promise are not those of what the pages say; `where`: promise → page."""
    try:
        built = runner.tables(checker)
        if built is None:
            return
        found = {promise["id"]: _tables_of(promise, built["tables"]) for promise in built["promises"]}
    except (Stopped, KeyError, TypeError, IndexError):
        yield PageProblem("T803", "the tables of the checker cannot be read", checker.as_posix())
        return
    said = with_tables(lower(policy, calendar))
    for promise in said["promises"]:
        id_ = promise["id"]
        if id_ in found and found[id_] != _tables_of(promise, said["tables"]):
            message = f"`{id_}`: the table of its deadlines in `{checker.name}` is not that of what the page says"
            yield PageProblem("T803", message, where[id_])


def _tables_of(part: Any, tables: list[Any]) -> list[str]:
    """The tables that a promise of a program names, as text, in one order."""
    if isinstance(part, list):
        return sorted(text for one in part for text in _tables_of(one, tables))
    if not isinstance(part, dict):
        return []
    own = [json.dumps(tables[part["table"]])] if "table" in part else []
    return sorted([*own, *(text for one in part.values() for text in _tables_of(one, tables))])
