"""`must "…"` with thirty words in it: people stop reading before it ends.

Every sentence that is published has at most 25 words: those that are written from promises, for customers and for
staff, and the policy's own. A longer one is said in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from troth.calendars.workdays import WorkCalendar
from troth.diagnostics import Diagnostic
from troth.model.policy import Policy
from troth.source import Span
from troth.wording.duties import duty_text
from troth.wording.sentence import write
from troth.wording.voice import Voice

MOST_WORDS = 25
_END = re.compile(r"(?<=[.!?])[”\"]?\s+(?=[A-Z“\"])")


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T405, a warning: once for each place in the policy, with its longest sentence."""
    longest: dict[Span, str] = {}
    for span, text in _texts(policy):
        for sentence in sentences(text):
            if len(sentence.split()) > max(MOST_WORDS, len(longest.get(span, "").split())):
                longest[span] = sentence
    for span, sentence in longest.items():
        yield Diagnostic(
            code="T405",
            message=f"a sentence of {len(sentence.split())} words would be published: “{_start(sentence)}…”",
            span=span,
            help=f"say it in two; a sentence that people read to its end has at most {MOST_WORDS} words",
        )


def sentences(text: str) -> list[str]:
    """The sentences of a text, as a reader counts them."""
    return [sentence for sentence in _END.split(text) if sentence]


def _texts(policy: Policy) -> Iterator[tuple[Span, str]]:
    titles = {standard.name: standard.title for standard in policy.standards}
    for voice in Voice:
        for promise in policy.promises():
            yield from ((promise.span, clause.text) for clause in write(promise, policy.words, titles, voice))
        for duty in policy.duties:
            yield duty.span, duty_text(duty, policy.words, voice)
    for prose in policy.texts:
        for text in (*prose.paragraphs, *prose.bullets, *prose.not_promises):
            yield prose.span, text
    for _, note in policy.header.notes:
        yield policy.header.span, note


def _start(sentence: str) -> str:
    return " ".join(sentence.split()[:8]).rstrip(",;:")
