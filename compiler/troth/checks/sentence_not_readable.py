"""A promise whose published passage would not be read back as the same promise: its words would mislead.

Usually a fact, a title or a name holds words that the language itself uses. Say it in other words.
"""

from __future__ import annotations

from collections.abc import Iterator

from troth.calendars.workdays import WorkCalendar
from troth.deadlines.contact import quoted_facts
from troth.diagnostics import Diagnostic
from troth.model.condition import ValueIs
from troth.model.policy import Case, Policy
from troth.wording.reader import NotRead, flattened, read
from troth.wording.sentence import passage
from troth.wording.voice import Voice


def check(policy: Policy, calendar: WorkCalendar | None) -> Iterator[Diagnostic]:
    """T402: `read(write(promise))` must be the promise, as customers read it and as staff do."""
    titles = {standard.name: standard.title for standard in policy.standards}
    facts = quoted_facts(policy)
    for promise in policy.promises():
        if _repeats_a_value(promise.cases):  # T301 says so
            continue
        for voice in Voice:
            text = passage(promise, policy.words, titles, voice)
            why = "it reads as another promise"
            try:
                if read(text, promise.id, policy.words, titles, facts, voice) == flattened(promise):
                    continue
            except NotRead as problem:
                why = problem.args[0]
            yield Diagnostic(
                code="T402",
                message=f"the sentence for this promise cannot be read back: {why}",
                span=promise.span,
                help=f"say its facts, names or titles in other words; it would be published as “{text}”",
            )
            break


def _repeats_a_value(cases: tuple[Case, ...]) -> bool:
    said = [
        (case.condition.dimension, value)
        for case in cases
        if isinstance(case.condition, ValueIs)
        for value in case.condition.values
    ]
    return len(set(said)) < len(said) or any(_repeats_a_value(case.cases) for case in cases)
