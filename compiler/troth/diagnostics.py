"""What is wrong in a policy, as data: a stable code, a place, words for its owner, and the remedy.

A message is in lower case without a full stop, uses the author's words, and is followed by `help`: what to write
instead. The catalogue below is the one list of codes; a code is never reused for something else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from troth.source import Span


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what stands at `span` by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    title: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that the message speaks of."""

    span: Span
    text: str


CATALOGUE: dict[str, tuple[str, Severity]] = {
    "T001": ("not-utf-8", Severity.ERROR),
    "T002": ("too-large", Severity.ERROR),
    "T003": ("too-deep", Severity.ERROR),
    "T004": ("empty-file", Severity.ERROR),
    "T005": ("uneven-indentation", Severity.ERROR),
    "T006": ("unclosed-quote", Severity.ERROR),
    "T007": ("line-not-understood", Severity.ERROR),
    "T008": ("misplaced-line", Severity.ERROR),
    "T009": ("bad-date", Severity.ERROR),
    "T010": ("two-figures", Severity.ERROR),
    "T011": ("figure-without-unit", Severity.ERROR),
    "T012": ("not-yet", Severity.ERROR),
    "T013": ("missing-line", Severity.ERROR),
    "T014": ("repeated-line", Severity.ERROR),
    "T015": ("unreadable-file", Severity.ERROR),
    "T101": ("unknown-word", Severity.ERROR),
    "T102": ("name-used-twice", Severity.ERROR),
    "T103": ("unknown-zone", Severity.ERROR),
    "T104": ("unknown-region", Severity.ERROR),
    "T105": ("reversed-range", Severity.ERROR),
    "T106": ("reserved-name", Severity.ERROR),
    "T107": ("unknown-holiday", Severity.ERROR),
    "T201": ("no-calendar", Severity.ERROR),
    "T202": ("no-holiday-lock", Severity.ERROR),
    "T203": ("ambiguous-count", Severity.ERROR),
    "T204": ("no-working-days", Severity.ERROR),
    "T205": ("ambiguous-roll", Severity.ERROR),
    "T206": ("ambiguous-same-day", Severity.ERROR),
    "T207": ("outside-the-years", Severity.ERROR),
    "T208": ("stale-holiday-lock", Severity.ERROR),
    "T209": ("damaged-holiday-lock", Severity.ERROR),
    "T210": ("days-among-working-days", Severity.WARNING),
    "T211": ("ending-without-days", Severity.ERROR),
    "T212": ("never-open", Severity.ERROR),
    "T213": ("extension-without-cause", Severity.ERROR),
    "T214": ("hours-twice", Severity.ERROR),
    "T215": ("ambiguous-month-end", Severity.ERROR),
    "T216": ("date-came-twice", Severity.ERROR),
    "T217": ("ambiguous-clear-days", Severity.ERROR),
    "T218": ("bound-against-limit", Severity.ERROR),
    "T219": ("past-the-law", Severity.WARNING),
    "T220": ("newer-holiday-lock", Severity.ERROR),
    "T221": ("no-time-of-day", Severity.WARNING),
    "T301": ("case-never-holds", Severity.ERROR),
    "T302": ("cases-overlap", Severity.ERROR),
    "T303": ("value-not-covered", Severity.ERROR),
    "T304": ("limits-conflict", Severity.ERROR),
    "T305": ("no-limit", Severity.ERROR),
    "T306": ("replaces-nothing", Severity.WARNING),
    "T307": ("set-off-in-a-circle", Severity.ERROR),
    "T401": ("figure-in-text", Severity.ERROR),
    "T402": ("sentence-not-readable", Severity.ERROR),
    "T403": ("words-used-twice", Severity.ERROR),
    "T404": ("unknown-reference", Severity.ERROR),
    "T405": ("long-sentence", Severity.WARNING),
    "T501": ("review-dates-differ", Severity.WARNING),
    "T502": ("no-review-cycle", Severity.WARNING),
    "T504": ("review-dates-contradict", Severity.ERROR),
    "T505": ("no-approval", Severity.WARNING),
    "T510": ("clause-not-held", Severity.ERROR),
    "T511": ("measure-not-held", Severity.ERROR),
    "T512": ("unknown-locator", Severity.ERROR),
    "T513": ("clauses-unreadable", Severity.ERROR),
    "T601": ("example-differs", Severity.ERROR),
    "T602": ("no-example", Severity.ERROR),
    "T603": ("example-incomplete", Severity.ERROR),
    "T701": ("unreadable-value", Severity.ERROR),
    "T702": ("time-does-not-exist", Severity.ERROR),
    "T703": ("time-exists-twice", Severity.ERROR),
    "T704": ("mapping-not-read", Severity.ERROR),
    "T705": ("unknown-in-mapping", Severity.ERROR),
    "T706": ("no-such-column", Severity.ERROR),
    "T707": ("not-mapped", Severity.ERROR),
    "T708": ("bad-time-format", Severity.ERROR),
    "T709": ("mapped-twice", Severity.ERROR),
    "T710": ("unreadable-log", Severity.ERROR),
    "T711": ("empty-log", Severity.ERROR),
    "T712": ("unknown-encoding", Severity.ERROR),
    "T713": ("extra-not-installed", Severity.ERROR),
    "T714": ("ambiguous-times", Severity.ERROR),
    "T715": ("two-time-formats", Severity.ERROR),
    "T716": ("times-without-zone", Severity.ERROR),
    "T717": ("unreadable-times", Severity.WARNING),
    "T718": ("unknown-values", Severity.WARNING),
    "T719": ("rows-rejected", Severity.WARNING),
    "T720": ("said-twice", Severity.WARNING),
    "T721": ("before-arrival", Severity.WARNING),
    "T722": ("two-values", Severity.WARNING),
    "T723": ("unclear-header", Severity.ERROR),
    "T724": ("category-not-mapped", Severity.WARNING),
    "T725": ("in-the-future", Severity.WARNING),
    "T801": ("promise-not-published", Severity.ERROR),
    "T802": ("page-not-readable", Severity.ERROR),
    "T803": ("checker-differs", Severity.ERROR),
    "T804": ("page-differs", Severity.ERROR),
    "T805": ("published-twice", Severity.ERROR),
    "T806": ("figure-outside-promise", Severity.ERROR),
    "T807": ("build-incomplete", Severity.ERROR),
    "T808": ("unreadable-page", Severity.ERROR),
    "T809": ("checker-not-run", Severity.ERROR),
    "T810": ("site-not-reached", Severity.ERROR),
}
"""Code → (name, usual severity). T0 syntax · T1 names and values · T2 time and counting · T3 coverage and conflict ·
T4 wording · T5 review and clauses · T6 examples · T7 contacts, logs and mappings · T8 published against built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    code: str
    message: str
    span: Span
    help: str = ""
    labels: tuple[Label, ...] = ()
    fixes: tuple[Fix, ...] = ()

    @property
    def name(self) -> str:
        return CATALOGUE[self.code][0]

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code][1]

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """As a reader meets them: by file, then place, then code; the same finding only once."""
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda d: (d.span.path, d.span.start, d.code, d.message)))
