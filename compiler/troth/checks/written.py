"""How a line stands in the file: what a case is called there, and how a further line is put beneath one."""

from __future__ import annotations

import re

from troth.diagnostics import Edit
from troth.model.policy import Case, Policy
from troth.source import Position, Span
from troth.wording.answer import case_text

_QUOTED = re.compile(r'"[^"]*"')
_STEP = "    "


def case_words(case: Case, policy: Policy) -> str:
    """The case as its author wrote it, without its limit: `for letter`, `urgent`, `if complex`."""
    written = policy.layout.get(case.span)
    if written is None:
        return case_text((case.condition,)) or ""
    bare = _QUOTED.sub(lambda found: "·" * len(found[0]), written.said)
    stop = min((at for at in (bare.find(":"), bare.find(", by ")) if at >= 0), default=len(bare))
    return written.said[:stop].rstrip()


def line_beneath(span: Span, text: str, policy: Policy) -> tuple[Edit, ...]:
    """The edit that puts a line beneath the line at `span`, before the last that stands there; none if not known.

    Before it, because a comment may follow on the last line's own row.
    """
    written = policy.layout.get(span)
    if written is None:
        return ()
    if written.last is not None and (below := policy.layout.get(written.last)) is not None:
        return (Edit(_at(written.last, written.last.start), f"{text}\n{below.before}"),)
    return (Edit(_at(span, span.end), f"\n{written.before}{_STEP}{text}"),)


def text_after(span: Span, text: str) -> tuple[Edit, ...]:
    """The edit that puts text at the end of what stands at `span`."""
    return (Edit(_at(span, span.end), text),)


def _at(span: Span, place: Position) -> Span:
    return Span(path=span.path, start=place, end=place)
