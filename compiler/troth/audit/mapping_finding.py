"""What is wrong with a mapping, in words."""

from __future__ import annotations

from collections.abc import Collection

from troth.audit.yaml_places import Scalar
from troth.diagnostics import Diagnostic
from troth.source import Span
from troth.spelling import nearest

_MOST_LISTED = 40
_FORM = "write `key: value` lines, such as `contact: Ticket ID`"


class MappingFinding(Exception):
    """A part of a mapping that cannot be taken; `finding` says why."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


class SaysNothing(Exception):
    """A part of a mapping that is right, and about another policy than this one."""


def not_readable(message: str, span: Span, help: str = _FORM) -> Diagnostic:
    """A mapping, or a part of it, that has not the form of one."""
    return Diagnostic(code="T704", message=message, span=span, help=help)


def must_be_known(
    word: Scalar, known: Collection[str], what: str, *, example: str = "", other: Collection[str] = ()
) -> None:
    """Raises MappingFinding where a word is none of those that are known; SaysNothing for those of `other` policies."""
    if word.text in known:
        return
    if word.text in other:
        raise SaysNothing
    raise MappingFinding(
        Diagnostic(
            code="T705",
            message=f"`{word.text}` is not {what}",
            span=word.span,
            help=did_you_mean(word.text, known, example),
        )
    )


def did_you_mean(word: str, known: Collection[str], example: str = "") -> str:
    """The nearest known word, or all of them."""
    meant = nearest(word, known)
    if meant is not None:
        return f"did you mean `{meant}`?"
    if example:
        return f"write one such as {example}"
    listed = sorted(known)
    more = f" and {len(listed) - _MOST_LISTED} more" if len(listed) > _MOST_LISTED else ""
    return f"known: {', '.join(f'`{one}`' for one in listed[:_MOST_LISTED])}{more}" if listed else "leave it out"


def wrong_format(message: str, span: Span, help: str) -> MappingFinding:
    """A time format that says no time, or two that cannot be told apart."""
    return MappingFinding(Diagnostic(code="T708", message=message, span=span, help=help))


def twice(what: str, span: Span) -> MappingFinding:
    """Something is mapped twice."""
    help_ = "say it once; `[one column, another]` takes the one that is filled"
    return MappingFinding(Diagnostic(code="T709", message=f"{what} is mapped twice", span=span, help=help_))
