"""Two standards with one title, or two facts said in the same words: a reader could not tell them apart."""

from __future__ import annotations

from collections.abc import Iterator

from troth.calendars.workdays import WorkCalendar
from troth.diagnostics import Diagnostic, Label
from troth.model.policy import Policy
from troth.source import Span, whole_file


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T403."""
    titles: dict[str, Span] = {}
    for standard in policy.standards:
        if standard.title in titles:
            yield Diagnostic(
                code="T403",
                message=f"two standards have the title “{standard.title}”",
                span=standard.span,
                help="give each a title of its own; the charter refers to standards by title",
                labels=(Label(titles[standard.title], "the other one"),),
            )
        titles.setdefault(standard.title, standard.span)
    said: dict[str, str] = {}
    for name, text in policy.words.clauses():
        if text in said:
            yield Diagnostic(
                code="T403",
                message=f"`{name}` and `{said[text]}` are said in the same words",
                span=whole_file(policy.path),
                help="say them differently, or use one of them",
            )
        said.setdefault(text, name)
