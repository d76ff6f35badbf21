"""What stands in braces, said out: `{3 hours}` is itself, `{repairs.complete emergency}` is that rule's figure."""

from __future__ import annotations

import dataclasses
from typing import TypeVar

from troth.diagnostics import Edit, Fix
from troth.model.condition import ValueIs
from troth.model.limit import Limit, NextWorkingDay, Rings, Within
from troth.model.policy import Duty, Policy, Promise, Prose, Standard
from troth.resolve.scope import Scope
from troth.resolve.texts import BRACES, is_figure
from troth.source import Span
from troth.spelling import nearest

_T = TypeVar("_T", Duty, Prose, Promise)
_TEXTS = ("text", "paragraphs", "bullets", "saying")


def fill(policy: Policy, scope: Scope) -> Policy:
    """The policy with its texts said out; a reference that names no figure is a finding."""
    ids = [promise.id.removeprefix(f"{policy.id}.") for promise in policy.promises()]
    unknown: set[Span] = set()

    def say_unknown(content: str, span: Span) -> None:
        if span in unknown:  # a text that stands twice is met twice
            return
        unknown.add(span)
        name = content.split(" ")[0]
        meant = nearest(name, ids)
        help_ = "write a figure such as `{3 hours}`" + (f", or a promise such as `{{{ids[0]}}}`" if ids else "")
        fixes: tuple[Fix, ...] = ()
        if meant is not None and meant != name:
            put = f"{{{meant}{content.removeprefix(name)}}}"
            help_ = f"did you mean `{put}`?"
            fixes = (Fix(f"replace `{{{content}}}` by `{put}`", (Edit(span, put),)),)
        scope.error("T404", f"`{{{content}}}` is neither a figure nor a promise with one", span, help_, fixes)

    def said(text: str) -> str:
        written = text
        for content in BRACES.findall(written):
            figure = content if is_figure(content) else _figure(policy, content)
            if figure is None:
                for own in scope.texts.get(written, ()):
                    for found in BRACES.finditer(own.text):
                        if found[1] == content:
                            say_unknown(content, own.part(*found.span()))
                figure = content
            text = text.replace(f"{{{content}}}", figure)
        return text

    def fill_one(item: _T) -> _T:
        changes: dict[str, object] = {}
        for name in _TEXTS:
            value = getattr(item, name, None)
            if isinstance(value, str):
                changes[name] = said(value)
            elif isinstance(value, tuple):
                changes[name] = tuple(said(text) for text in value)
        return dataclasses.replace(item, **changes)  # type: ignore[arg-type]

    def fill_standard(standard: Standard) -> Standard:
        return dataclasses.replace(standard, promises=tuple(fill_one(promise) for promise in standard.promises))

    return dataclasses.replace(
        policy,
        standards=tuple(fill_standard(standard) for standard in policy.standards),
        duties=tuple(fill_one(duty) for duty in policy.duties),
        texts=tuple(fill_one(prose) for prose in policy.texts),
    )


def _figure(policy: Policy, content: str) -> str | None:
    """The figure of `repairs.complete emergency`: the limit of that promise where those values hold."""
    if not content.strip():
        return None
    name, *values = content.split()
    promise = policy.promise(f"{policy.id}.{name}")
    if promise is None:
        return None
    for path, limit in promise.limits():
        said = [value for condition in path if isinstance(condition, ValueIs) for value in condition.values]
        if (not values and not path) or (values and " ".join(values) in said):
            return _amount(limit)
    return None


def _amount(limit: Limit) -> str | None:
    match limit:
        case Within(amount=amount):
            return str(amount)
        case NextWorkingDay():
            return "1 working day"
        case Rings(most=most):
            return f"{most} rings"
        case _:
            return None
