"""What stands beneath `policy` → the facts of the header."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

from troth.model.duration import Duration, Unit
from troth.model.policy import ApproximateDate, Header, Revision
from troth.resolve.scope import Scope
from troth.resolve.sources import resolve_sources
from troth.source import Span
from troth.syntax import measure_tree as m
from troth.syntax import tree as t

_REVIEW_UNITS = {"week", "month", "year"}


def resolve_header(block: t.PolicyBlock, scope: Scope) -> tuple[Header, t.Words | None]:
    """The header's facts, and the calendar that it names."""
    said: dict[str, Any] = {}
    seen: dict[str, Span] = {}
    revisions: list[Revision] = []
    notes: list[tuple[str, str]] = []
    uses: t.Words | None = None
    for line in block.lines:
        match line:
            case t.OrganisationLine(name=name, known_as=known_as):
                if scope.only_once("organisation", line, seen):
                    said.update(organisation=name, known_as=known_as)
            case t.OwnerLine(name=name):
                if scope.only_once("owner", line, seen):
                    said["owner"] = name
            case t.AuthorLine(names=names):
                said["authors"] = (*said.get("authors", ()), *names)
            case t.ApprovedLine(day=day, by=by):
                if scope.only_once("approved", line, seen):
                    said.update(approved=approximate(day), approved_by=by)
            case t.ReviewEveryLine(amount=amount):
                if scope.only_once("review every", line, seen):
                    if amount.unit in _REVIEW_UNITS and amount.n:
                        said["review_every"] = Duration(amount.n, Unit(amount.unit))
                    else:
                        scope.error("T211", "a review cycle has weeks, months or years", amount.span, "write `1 year`")
            case t.NextReviewLine(day=day):
                if scope.only_once("next review", line, seen):
                    said["next_review"] = approximate(day)
            case t.RevisedLine(day=day, part=part, reason=reason, by=by):
                revisions.append(Revision(when=approximate(day), part=part, reason=reason, by=by))
            case t.AppliesToLine(names=names):
                said["applies_to"] = (*said.get("applies_to", ()), *(name.text for name in names))
            case t.SeeAlsoLine(titles=titles):
                said["see_also"] = (*said.get("see_also", ()), *titles)
            case t.UsesCalendarLine(name=name):
                if scope.only_once("calendar", line, seen):
                    uses = name
            case m.BasisLine(citation=citation):
                if scope.only_once("basis", line, seen):
                    scope.basis = citation
            case t.NoteLine(label=label, text=text):
                notes.append((label, text))
            case _:
                pass
    if "organisation" not in seen:
        scope.error(
            "T013", "the policy does not name its organisation", block.span, 'add `organisation "Harbour Homes"`'
        )
    said.setdefault("organisation", "")
    sources = resolve_sources(block.lines)
    return Header(**said, revisions=tuple(revisions), notes=tuple(notes), sources=sources, span=block.span), uses


def approximate(day: t.Day) -> ApproximateDate:
    """A day, or a month from its first day to its last."""
    if day.day is not None:
        return ApproximateDate(first=day.first, last=day.first, is_month=False, span=day.span)
    last = calendar.monthrange(day.year, day.month)[1]
    return ApproximateDate(first=day.first, last=date(day.year, day.month, last), is_month=True, span=day.span)
