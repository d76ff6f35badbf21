"""Why a contact of a log is judged as it is, and what changes for a log from one policy to another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from troth.audit.changes import COLUMNS, Changes, changed_rows, changes_data
from troth.audit.engines import Engine
from troth.audit.explained import explained
from troth.audit.results_file import write_csv
from troth.cli.audit_files import put_together
from troth.cli.output import say, say_json, tell, wrong
from troth.report.changed import changes_text, explained_text, under_text
from troth.writing import only_writer

_OF_ONE = {
    "suggest_map": ("--suggest-map", "leave one of the two policies out: a mapping is suggested for one"),
    "strict": ("--strict", "leave it out: whether targets are met is said of one policy, and a comparison ends with 0"),
    "results": ("--results", "leave it out: what changes is left by `--out` as `changes.csv` and `changes.json`"),
    "notes": ("--notes", "leave it out: reasons stand on the pages of one policy"),
    "hide_below": ("--hide-below", "leave it out: a comparison has no public pages"),
}
"""The options that mean something of one policy alone, by parameter: how each is written, and what to do instead."""


def refuse_what_is_of_one() -> None:
    """Exits with 2 where the command, which compares two policies, was given what it would not do."""
    context = click.get_current_context()
    for name, (option, remedy) in _OF_ONE.items():
        if context.get_parameter_source(name) is not ParameterSource.DEFAULT:
            wrong(f"`{option}` does nothing where two policies are compared", remedy)
    if context.params["contact"] is not None and context.params["out"] is not None:
        wrong("`--explain` leaves no files, so that `--out` does nothing", "leave one of the two out")


def explain(contact: str, engine: Engine, form: str) -> None:
    """The whole reason for a contact, wherever it stands in the log."""
    found = _found(contact, engine)
    if form == "json":
        say_json(found)
    else:
        _say(found, engine)


def explain_both(contact: str, old: Engine, new: Engine, names: tuple[str, str], form: str) -> None:
    """The whole reason under both policies; `names`: by which the command was given them."""
    found = [_found(contact, engine) for engine in (old, new)]
    if form == "json":
        heads = ({"policy": one.asked.policy.id, "fingerprints": one.asked.fingerprints} for one in (old, new))
        both = ({**head, "contacts": contacts} for head, contacts in zip(heads, found, strict=True))
        say_json(dict(zip(("old", "new"), both, strict=True)))
        return
    for name, contacts, engine in zip(names, found, (old, new), strict=True):
        say(under_text(name))
        _say(contacts, engine)


def _found(contact: str, engine: Engine) -> list[dict[str, Any]]:
    found = list(explained(frozenset((contact,)), engine))
    if not found:
        wrong(f"the log has no contact `{contact}`", "give the id as the log writes it")
    return found


def _say(found: list[dict[str, Any]], engine: Engine) -> None:
    for one in found:
        say(explained_text(one, engine.asked.calendar.clock))


def compare(old: Engine, new: Engine, form: str, out: Path | None, scratch: Path) -> None:
    """What changes for a log: said, and with `out` left there, whole or not at all. Raises OSError.

    `scratch`: a folder on the disk of `out`.
    """
    found = Changes()
    rows, path = changed_rows(old, new, found), scratch / "changes.csv"
    if out is None:
        for _ in rows:
            pass
    else:
        write_csv(path, COLUMNS, rows)
    data = changes_data(found, old, new)
    if out is not None:
        with only_writer(out):
            put_together(out, {path.name: path, "changes.json": json.dumps(data, ensure_ascii=False, indent=2) + "\n"})
    if form == "json":
        say_json(data)
    else:
        say(changes_text(data))
    if out is not None:
        tell(f"{out}: changes.csv, a row for each promise of a contact that changes; changes.json, how many and why")
