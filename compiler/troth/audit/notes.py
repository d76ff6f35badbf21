"""Why a promise was missed, in its owner's words: `notes.yml`, by month and promise.

2026-03:
    harbour.email.reply: Two of our five officers were away, and we had no one to stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from troth.diagnostics import Diagnostic, in_order
from troth.source import Position, Span, whole_file
from troth.spelling import nearest

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_LONGEST = 1_000
"""Characters of a reason."""


@dataclass(frozen=True, slots=True)
class Note:
    reason: str
    span: Span


Notes = Mapping[tuple[str, str], Note]
"""By month (`2026-03`) and the identity of a promise."""


def read_notes(text: str, path: str, promises: Sequence[str]) -> tuple[Notes, tuple[Diagnostic, ...]]:
    """The reasons in a notes file, and what is wrong in it; `promises`: the identities of the policy's promises."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        span = whole_file(path) if mark is None else _at(path, mark.line, mark.column)
        return {}, (_wrong("T015", f"the notes cannot be read: {problem.problem}", span, _FORM),)
    except (yaml.YAMLError, RecursionError):
        return {}, (_wrong("T015", "the notes cannot be read as YAML", whole_file(path), _FORM),)
    notes: dict[tuple[str, str], Note] = {}
    found = list(_read(root, path, promises, notes)) if root is not None else []
    return notes, in_order(found)


_FORM = "write a month, `2026-03:`, and beneath it, further in, `policy.standard.verb: the reason`"


def _read(
    root: yaml.Node, path: str, promises: Sequence[str], notes: dict[tuple[str, str], Note]
) -> Iterator[Diagnostic]:
    if not isinstance(root, yaml.MappingNode):
        yield _wrong("T701", "the notes are no list of months", _span(path, root), _FORM)
        return
    months: set[str] = set()
    for month, inside in root.value:
        name = _text(month)
        if name is None or not _MONTH.fullmatch(name):
            said = "this" if name is None else f"`{name}`"
            yield _wrong("T009", f"{said} is no month", _span(path, month), "write it as `2026-03`")
        elif name in months:
            yield _wrong(
                "T102", f"{name} stands here twice", _span(path, month), "put its promises beneath one of them"
            )
        elif not isinstance(inside, yaml.MappingNode):
            yield _wrong("T701", f"{name} has no promises beneath it", _span(path, inside), _FORM)
        else:
            months.add(name)
            yield from _month(name, inside, path, promises, notes)


def _month(
    month: str, inside: yaml.MappingNode, path: str, promises: Sequence[str], notes: dict[tuple[str, str], Note]
) -> Iterator[Diagnostic]:
    for key, value in inside.value:
        promise, reason = _text(key), _text(value)
        if promise is None or promise not in promises:
            yield _unknown(promise, _span(path, key), promises)
        elif (month, promise) in notes:
            yield _wrong("T102", f"{promise} has two reasons in {month}", _span(path, key), "write them as one")
        elif reason is None or not reason.strip():
            help_ = "write why it was missed, in a sentence"
            yield _wrong("T701", f"{promise} has no reason in {month}", _span(path, value), help_)
        elif len(reason) > _LONGEST:
            help_ = "say it in fewer words, and publish the rest on a page of its own"
            yield _wrong("T701", f"the reason has more than {_LONGEST:,} characters", _span(path, value), help_)
        else:
            notes[month, promise] = Note(" ".join(reason.split()), _span(path, value))


def _unknown(promise: str | None, span: Span, promises: Sequence[str]) -> Diagnostic:
    meant = nearest(promise, promises) if promise else None
    help_ = f"did you mean `{meant}`?" if meant else f"the promises are: {', '.join(promises)}"
    return _wrong("T101", f"the policy has no promise `{promise or ''}`", span, help_)


def _text(node: yaml.Node) -> str | None:
    return node.value if isinstance(node, yaml.ScalarNode) and node.tag != "tag:yaml.org,2002:null" else None


def _span(path: str, node: yaml.Node) -> Span:
    return _at(path, node.start_mark.line, node.start_mark.column)


def _at(path: str, line: int, column: int) -> Span:
    return Span(path=path, start=Position(line + 1, column + 1), end=Position(line + 1, column + 2))


def _wrong(code: str, message: str, span: Span, help_: str) -> Diagnostic:
    return Diagnostic(code=code, message=message, span=span, help=help_)
