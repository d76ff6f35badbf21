"""Answers → the files of a first policy and of the site that publishes it, as a mapping from path to text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from troth import __version__
from troth.calendars.lock import NAME as LOCK
from troth.calendars.lock import Lock, make_lock, write_lock
from troth.resources import data_folder
from troth.start.answers import Answers, weekdays_said
from troth.start.counting import ARRIVES_AT, YEARS_AHEAD, before_a_holiday, calendar_of
from troth.syntax.printer import SaysAnother, formatted
from troth.wording.style import date_text, day_text, listed, plural

CONVERSATIONS = frozenset({"phone", "visit", "home visit", "web chat"})
"""Channels on which people get their answer at once; a reply within some days is for what is left open."""

_FILES = {
    "mkdocs.yml": "mkdocs.yml.jinja",
    "pages/about.md": "about.md.jinja",
    ".github/workflows/policy.yml": "workflow.yml.jinja",
    ".github/troth-findings.json": "findings.json.jinja",
    "README.md": "readme.md.jinja",
    ".gitignore": "gitignore.jinja",
}
FIXED_PATHS = tuple(_FILES)
"""The paths that do not hang on an answer."""


def lock_of(answers: Answers, today: date) -> Lock | None:
    """The public holidays of this year and the next four; None where none are kept."""
    return make_lock((answers.region,), today.year, today.year + YEARS_AHEAD) if answers.region else None


def first_files(answers: Answers, today: date) -> dict[str, str]:
    """The files of a new folder, by their paths in it: a policy that has no error, its lock, its site, its checks.

    Raises Refused for a limit that is longer than the calendar's years.
    """
    lock = lock_of(answers, today)
    view = _view(answers, lock, today)
    folder = f"policies/{answers.id}"
    name = f"{answers.id}.policy"
    files = {f"{folder}/{name}": _laid_out(name, _render("policy.jinja", view))}
    if lock is not None:
        files[f"{folder}/{LOCK}"] = write_lock(lock)
    return files | {path: _render(template, view) for path, template in _FILES.items()}


def _view(answers: Answers, lock: Lock | None, today: date) -> Mapping[str, Any]:
    written = [name for name in answers.channels if name not in CONVERSATIONS]
    spoken = [name for name in answers.channels if name in CONVERSATIONS]
    example = before_a_holiday(answers, calendar_of(answers, lock, today), today)
    channel = (written or spoken)[0]
    return {
        "a": answers,
        "version": __version__,
        "today": today,
        "first_year": today.year,
        "last_year": today.year + YEARS_AHEAD,
        "weekdays": weekdays_said(answers.weekdays),
        "written": written,
        "spoken": spoken,
        "limit": plural(answers.working_days, "working day"),
        "example": example,
        "channel": channel,
        "arrives_at": f"{ARRIVES_AT:%H:%M}",
    }


def _laid_out(name: str, text: str) -> str:
    """The policy as `troth format` lays it out: a long name goes on in the next row."""
    try:
        return formatted(name, text)
    except SaysAnother:
        return text


def _render(template: str, view: Mapping[str, Any]) -> str:
    return _templates().get_template(template).render(view)


@cache
def _templates() -> Environment:
    found = Environment(
        loader=FileSystemLoader(data_folder("site") / "start"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # none of these is HTML: names go through `markdown` and `quoted`
    )
    found.filters.update(markdown=_markdown, quoted=_quoted, heading=_heading, day=day_text, date=date_text)
    return found


def _markdown(text: str) -> str:
    """A name as Markdown shows it: no sign of it is taken for markup."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~])", r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))


def _quoted(text: str) -> str:
    """A name as a value of YAML."""
    return json.dumps(text, ensure_ascii=False)


def _heading(names: list[str]) -> str:
    """`Email and letter`."""
    said = listed(names, "and")
    return said[0].upper() + said[1:]
